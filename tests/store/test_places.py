"""Windows of candidate articles: none is lost between two, none comes twice."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from builders import make

from annotator.store import places
from annotator.store.places import Window
from annotator.store.project import Project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """1,001 articles; every third mentions e1, every fifth e2, the last of each hundred a LAW."""
    made, _ = make(tmp_path)
    with made.transaction():
        conn, who = made.db.conn, made.annotator_id("p@1", "pipeline")
        conn.executemany(
            "INSERT INTO article (id, title, text, digest, words, imported_at)"
            " VALUES (?, 't', ?, ?, 1, '2026')",
            [(f"b{n}", "wood" if n % 2 else "stone", str(n)) for n in range(2, 1002)],
        )
        conn.execute("INSERT INTO entity (id, name, label) VALUES ('e1', 'x', 'GPE')")
        conn.execute("INSERT INTO entity (id, name, label) VALUES ('e2', 'y', 'GPE')")
        spans = [(n, "GPE", entity) for n in range(2, 1002) for entity in mentioned(n)]
        spans += [(n, "LAW", None) for n in range(100, 1002, 100)]
        conn.executemany(
            'INSERT INTO span (article, id, annotator, layer, label, start, "end", text, state,'
            " entity, created, modified) VALUES (?, ?, ?, 'entity', ?, ?, ?, 'w', 'suggested', ?,"
            " '', '')",
            [
                (n, f"s{at}", who, label, at % 9, at % 9 + 1, entity)
                for at, (n, label, entity) in enumerate(spans)
            ],
        )
    return made


def mentioned(pk: int) -> list[str]:
    return [e for e, every in (("e1", 3), ("e2", 5)) if pk % every == 0]


def walk(window: Callable[[int], Window]) -> list[int]:
    found: list[int] = []
    after: int | None = 0
    while after is not None:
        part = window(after)
        found += part.pks
        assert part.after is None or part.after > after
        after = part.after
    return found


def test_every_window_goes_on_where_the_one_before_ended(project: Project) -> None:
    pks = range(1, 1002)
    both = [n for n in pks if n > 1 and mentioned(n)]
    assert walk(lambda a: places.every(project, a)) == list(pks)
    assert walk(lambda a: places.matching(project, '"wood"', a)) == list(pks[2::2])
    assert walk(lambda a: places.linked(project, ["e1"], a)) == [n for n in both if n % 3 == 0]
    assert walk(lambda a: places.linked(project, ["e1", "e2", "no"], a)) == both
    assert walk(lambda a: places.linked(project, [], a)) == []
    for size in (7, 256, 5000):
        laws = walk(lambda a, s=size: places.having(project, [], ["LAW"], a, s))
        assert laws == list(range(100, 1002, 100))
        assert walk(lambda a, s=size: places.having(project, ["quote"], [], a, s)) == []


def test_articles_of_a_name_come_without_sorting(project: Project) -> None:
    seen: list[str] = []
    project.db.conn.set_trace_callback(seen.append)
    places.linked(project, ["e1", "e2"], 0)
    project.db.conn.set_trace_callback(None)
    plans = [r[3] for s in seen for r in project.db.conn.execute(f"EXPLAIN QUERY PLAN {s}")]
    assert plans and not any("TEMP B-TREE" in p for p in plans), plans
