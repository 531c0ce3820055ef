"""What of a project is shown before there is a window."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from annotator.model.article import Article
from annotator.model.document import Document
from annotator.model.people import PIPELINE, Annotator
from annotator.model.span import ENTITY, SUGGESTED, Span
from annotator.services import first, importing, projects, reading, reviewing
from annotator.store import articles


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Three articles, without spans."""
    for number in range(3):
        (tmp_path / f"{number}.txt").write_text(f"Title {number}\n\nOslo is in Norway.\n", "utf-8")
    path = tmp_path / "project.db"
    with projects.create_project(path) as project:
        importing.import_paths(project, [tmp_path / f"{n}.txt" for n in range(3)])
    return path


def titles(path: Path) -> list[str]:
    with projects.open_project(path, readonly=True) as project:
        return [row.title for row in reading.queue(project, "ana")]


def ids(path: Path) -> list[str]:
    with projects.open_project(path, readonly=True) as project:
        return [row.id for row in reading.queue(project, "ana")]


def shown(path: Path, place: tuple[str, int] = ("", 0), who: str = "ana") -> str:
    sight = first.look(path, who, place)
    assert sight is not None
    return sight.document.article.title


def test_a_new_project_begins_with_its_first_article(path: Path) -> None:
    assert shown(path) == titles(path)[0]


def test_what_the_annotator_is_through_with_is_passed_over(path: Path) -> None:
    with projects.open_project(path) as project:
        pks = [row.pk for row in reading.queue(project, "ana")]
        reviewing.set_status(project, "ana", pks[0], "done")
        reviewing.set_status(project, "ana", pks[1], "skipped")
    assert shown(path) == titles(path)[2]
    assert shown(path, who="ben") == titles(path)[0]
    with projects.open_project(path) as project:
        reviewing.set_status(project, "ana", pks[2], "done")
    assert shown(path) == titles(path)[0]


def test_work_goes_on_in_the_article_where_it_stopped(path: Path) -> None:
    sight = first.look(path, "ana", (ids(path)[1], 9))
    assert sight is not None
    assert (sight.document.article.title, sight.offset) == (titles(path)[1], 9)
    gone = first.look(path, "ana", ("not there", 9))
    assert gone is not None and (gone.document.article.id, gone.offset) == (ids(path)[0], None)


def test_nothing_is_shown_of_what_is_empty_missing_or_no_project(tmp_path: Path) -> None:
    projects.create_project(tmp_path / "empty.db").close()
    (tmp_path / "other.db").write_bytes(b"SQLite format 3\0" + bytes(100))
    for name in ("empty.db", "missing.db", "other.db"):
        assert first.look(tmp_path / name, "ana", ("", 0)) is None


def test_nothing_is_shown_of_a_project_that_was_not_closed(path: Path) -> None:
    left = sqlite3.connect(path)
    left.execute("UPDATE article SET title = 'x'")
    left.commit()
    assert first.look(path, "ana", ("", 0)) is None
    left.close()
    assert shown(path) == "x"


def test_a_span_of_the_place_or_the_first_open_one_is_current(tmp_path: Path) -> None:
    path = tmp_path / "spans.db"
    text = "Oslo and Bergen and Oslo."
    spans = [
        Span(f"s{n}", ENTITY, "GPE", start, end, text[start:end], SUGGESTED, "pipe")
        for n, (start, end) in enumerate([(0, 4), (9, 15), (20, 24)])
    ]
    with projects.create_project(path) as project, project.transaction():
        article = Article(0, "a", "Title", text)
        pipe = Annotator("pipe", PIPELINE)
        document = Document(article, {"pipe": pipe}, {s.id: s for s in spans})
        articles.add(project, document)
    new = first.look(path, "ana", ("", 0))
    assert new is not None and new.current == new.view.by_id["s0"]
    assert new.echoes == {"s2"}
    old = first.look(path, "ana", ("a", 5))
    assert old is not None and old.current == old.view.by_id["s1"] and not old.echoes
    end = first.look(path, "ana", ("a", 25))
    assert end is not None and end.current is None and not end.echoes
