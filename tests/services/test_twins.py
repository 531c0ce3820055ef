"""Near copies of one story: found, numbered, told of, and only these."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from builders import add_article

from annotator.model.article import Article, Zone
from annotator.model.document import Document
from annotator.model.errors import ProjectError
from annotator.services import twins
from annotator.store import articles
from annotator.store.project import Project


def report(seed: int, sentences: int = 20) -> list[str]:
    rng = random.Random(seed)
    return [
        " ".join(f"w{rng.randrange(3000)}" for _ in range(14)).capitalize() + "."
        for _ in range(sentences)
    ]


def stored(folder: Path, texts: list[str]) -> Project:
    project = Project.create(folder / "p.db")
    for number, text in enumerate(texts):
        add_article(project, f"a{number + 1}", text)
    return project


def variants() -> list[str]:
    story, other = report(1), report(2)
    return [
        "\n".join(["Agency report", *story]),
        "\n".join(["Something else", *other]),
        "\n".join(["The paper’s own title", *story]),
        "\n".join(["Cut to a brief", *story[:6]]),
        "\n".join(["An own beginning", *report(3, 5), *story[6:]]),
        "\n".join(["Shares a paragraph", *report(4), *story[:2]]),
        "too short to tell",
        "too short to tell,",
    ]


def test_copies_of_a_report_are_one_story(tmp_path: Path) -> None:
    with stored(tmp_path, variants()) as project:
        assert twins.clusters(project) == {1: 1, 3: 1, 4: 1, 5: 1}
        assert twins.others(project, 3) == [1, 4, 5]
        assert twins.others(project, 2) == []


def test_what_comes_later_joins_the_story_and_stories_meet(tmp_path: Path) -> None:
    first, second = report(5), report(6)
    with stored(tmp_path, ["\n".join(first), "\n".join(second)]) as project:
        assert twins.clusters(project) == {}
        add_article(project, "a3", "\n".join(["B", *second]))
        assert twins.clusters(project) == {2: 2, 3: 2}
        # Most of either stands in this one.
        add_article(project, "a4", "\n".join([*first, *second]))
        assert twins.clusters(project) == {1: 1, 2: 1, 3: 1, 4: 1}


@pytest.mark.parametrize("order", [0, 1, 2])
def test_the_order_of_import_does_not_matter(tmp_path: Path, order: int) -> None:
    texts = variants()
    random.Random(order).shuffle(texts)
    with stored(tmp_path, texts) as project:
        found = {texts[pk - 1].split("\n")[0] for pk in twins.clusters(project)}
    assert found == {"Agency report", "The paper’s own title", "Cut to a brief", "An own beginning"}


def test_near_names_the_nearest_twin_of_what_came_in(tmp_path: Path) -> None:
    with stored(tmp_path, variants()) as project:
        found = {pk: (twin, share) for pk, twin, share in twins.near(project, [2, 3, 4, 6])}
        assert set(found) == {3, 4}
        assert found[3][0] == 1 and found[3][1] > 0.9
        assert found[4][1] > 0.8


def test_boilerplate_makes_no_twins(tmp_path: Path) -> None:
    site = " ".join(report(9, 20))
    with Project.create(tmp_path / "p.db") as project:
        for number in (1, 2):
            own = "\n".join(report(10 + number, 8))
            zones = (Zone(len(own) + 1, len(own) + 1 + len(site), "boilerplate"),)
            article = Article(0, f"a{number}", "t", f"{own}\n{site}", zones=zones)
            with project.transaction():
                articles.add(project, Document(article))
        assert twins.clusters(project) == {}


def test_a_part_at_a_time_gives_the_same(tmp_path: Path) -> None:
    with stored(tmp_path, variants()) as project:
        steps = 0
        while twins.update(project, most=3):
            steps += 1
        assert steps == 2
        assert twins.clusters(project) == {1: 1, 3: 1, 4: 1, 5: 1}
        assert not twins.update(project)


def test_a_read_only_project_tells_what_is_known(tmp_path: Path) -> None:
    with stored(tmp_path, variants()) as project:
        twins.clusters(project)
        add_article(project, "late", "\n".join(["Late", *report(1)]))
    with Project.open(tmp_path / "p.db", readonly=True) as project:
        assert twins.clusters(project) == {1: 1, 3: 1, 4: 1, 5: 1}
        assert twins.near(project, [9]) == []
        with pytest.raises(ProjectError):
            twins.update(project)
