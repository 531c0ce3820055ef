"""How far one is with an article."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from builders import ANA, BEN, make, one, rows, shown, usual, view

from annotator.model.errors import Refused
from annotator.services import deciding, reviewing, undoing
from annotator.store import articles, queue
from annotator.store.project import Project


@pytest.fixture
def work(tmp_path: Path) -> Iterator[tuple[Project, int]]:
    project, pk = make(tmp_path, usual())
    yield project, pk
    project.close()


def test_done_with_the_rest_accepted_is_one_edit(work: tuple[Project, int]) -> None:
    project, pk = work
    before = rows(project)
    reviewing.set_status(
        project, ANA, pk, "done", accept=[s.id for s in view(project, pk).open(frozenset())]
    )
    assert {state for *_, state in shown(project, pk)} == {"accepted"}
    assert articles.load(project, pk).reviews[ANA].status == "done"
    undoing.undo(project, ANA)
    assert rows(project) == before


def test_done_with_the_rest_rejected(work: tuple[Project, int]) -> None:
    project, pk = work
    deciding.accept(project, ANA, pk, one(project, pk, "GPE", "Varde").id)
    open_ids = [s.id for s in view(project, pk).open(project.schema_roles())]
    reviewing.set_status(project, ANA, pk, "done", reject=open_ids)
    assert shown(project, pk) == {("GPE", "Varde", "accepted")}


def test_status_and_flag_are_each_persons_own(work: tuple[Project, int]) -> None:
    project, pk = work
    reviewing.set_status(project, ANA, pk, "skipped")
    reviewing.toggle_flag(project, BEN, pk)
    found = articles.load(project, pk).reviews
    assert (found[ANA].status, found[ANA].flag) == ("skipped", False)
    assert (found[BEN].status, found[BEN].flag) == ("new", True)
    assert reviewing.set_status(project, ANA, pk, "skipped") is None
    with pytest.raises(Refused, match="no status"):
        reviewing.set_status(project, ANA, pk, "finished")
    row = queue.rows(project, ANA)[0]
    assert (row.status, row.flag) == ("skipped", False)


def test_time_adds_up_and_is_no_step(work: tuple[Project, int]) -> None:
    project, pk = work
    reviewing.add_time(project, ANA, pk, 5)
    assert undoing.names(project, ANA) == (None, None)
    deciding.accept(project, ANA, pk, one(project, pk, "GPE", "Varde").id)
    reviewing.add_time(project, ANA, pk, 7)
    reviewing.add_time(project, ANA, pk, 0)
    undoing.undo(project, ANA)
    review = articles.load(project, pk).reviews[ANA]
    assert (review.seconds, review.status) == (12, "new")
    reviewing.add_time(project, ANA, pk, 1)
    undoing.redo(project, ANA)
    review = articles.load(project, pk).reviews[ANA]
    assert (review.seconds, review.status) == (13, "in_progress")
