"""Articles loaded some at a time are what each is when it is loaded alone."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import builders
import pytest

from annotator.model.errors import ProjectDamaged, ProjectError
from annotator.store import articles, loading
from annotator.store.project import Project


def five(folder: Path) -> Project:
    """Five articles with suggestions; all but the second name an entity merged into another."""
    project, first = builders.make(folder, builders.usual())
    for number in range(2, 6):
        pk = builders.add_article(project, f"a{number}")
        builders.suggest(project, pk, replace(builders.usual(), pk=pk))
    assert articles.all_pks(project) == [first, *range(2, 6)]
    with project.transaction():
        project.db.conn.execute(
            "INSERT INTO entity (id, name, label, same_as)"
            " VALUES ('e1', 'Ana', 'PERSON', NULL), ('e2', 'A.', 'PERSON', 'e1')"
        )
        project.db.conn.execute("UPDATE span SET entity = 'e2' WHERE article <> 2")
    return project


@pytest.mark.parametrize("together", [1, 2, 50])
def test_in_the_order_asked_for_with_all_that_is_theirs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, together: int
) -> None:
    monkeypatch.setattr(loading, "_TOGETHER", together)
    with five(tmp_path) as project:
        order = [4, 1, 5, 1, 2, 3]
        found = list(articles.load_all(project, iter(order)))
        assert [d.article.pk for d in found] == order
        assert all(d.spans for d in found)
        assert [list(d.entities) for d in found[-2:]] == [[], ["e1", "e2"]]
        assert found == [articles.load(project, pk) for pk in order]


def test_long_articles_are_not_held_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with five(tmp_path) as project:
        monkeypatch.setattr(loading, "_CHARACTERS", 10)
        batches: list[list[int]] = []
        waiting = iter(articles.all_pks(project))
        while (some := loading._Batch.read(project, waiting)).pks:
            batches.append(some.pks)
        assert batches == [[1], [2], [3], [4], [5]]


def test_what_is_wrong_with_one_is_said_of_it_in_its_turn(tmp_path: Path) -> None:
    with five(tmp_path) as project:
        path = project.path
    with sqlite3.connect(path) as raw:
        raw.execute("UPDATE article SET meta = '[' WHERE pk = 3")
    raw.close()
    with Project.open(path, readonly=True) as project:
        ahead = articles.load_all(project, [1, 2, 3, 4])
        assert [next(ahead).article.pk, next(ahead).article.pk] == [1, 2]
        with pytest.raises(ProjectDamaged, match="article a3") as raised:
            next(ahead)
        assert "article number 3" in raised.value.where
        with pytest.raises(ProjectError, match="there is no article number 9"):
            list(articles.load_all(project, [1, 9]))
