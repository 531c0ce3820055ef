"""A view that follows edits is the view that would be made anew."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest
from builders import ANA, BEN, PIPELINE, TEXT, attempt, make, random_action, random_suggestions

from annotator.model.edit import Edit
from annotator.model.viewing import Viewing
from annotator.services import undoing
from annotator.store import articles, suggestions


@pytest.mark.parametrize("seed", range(6))
def test_follows_whatever_people_and_pipelines_do(tmp_path: Path, seed: int) -> None:
    rng = random.Random(seed)
    project, pk = make(tmp_path, random_suggestions(rng, TEXT, 24))
    kept = articles.load(project, pk)
    seen = {who: Viewing(kept, who, small=0) for who in (ANA, BEN)}
    followed = 0
    for step in range(60):
        who = rng.choice([ANA, ANA, ANA, BEN])
        action = random_action(rng, project, pk, who, kept)
        if step % 20 == 19:
            found = replace(random_suggestions(rng, TEXT), pk=pk)
            action = lambda found=found: suggestions.store(project, PIPELINE, found)  # type: ignore[misc]  # noqa: E731
        elif rng.random() < 0.25:
            turn = rng.choice([undoing.undo, undoing.undo, undoing.redo])
            action = lambda turn=turn, who=who: turn(project, who)  # type: ignore[misc]  # noqa: E731
        edit = attempt(action)
        if not isinstance(edit, Edit):
            continue
        kept.apply(edit)
        followed += seen[who]._own(edit) is not None
        for name, viewing in seen.items():
            assert viewing.follow(edit) == kept.view(name)
            assert viewing.view.spans == kept.view(name).spans
    # Not by making it anew each time.
    assert followed > 20
    project.close()
