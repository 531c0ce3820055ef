"""No keystroke reads through a table, nor through all spans of a long article."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from builders import ANA, at, make, one, usual

from annotator.services import (
    adding,
    correcting,
    deciding,
    linking,
    marking,
    naming,
    reviewing,
    undoing,
)
from annotator.store import names
from annotator.store.project import Project

TABLES = (
    r"(?:entity|edit_touch|span|relation|edit|article|article_fts|zone|review|suggest_run"
    r"|d|s|u|later)"
)


def test_every_statement_of_a_keystroke_uses_an_index(tmp_path: Path) -> None:
    project, pk = make(tmp_path, usual())
    seen: set[str] = set()
    project.db.conn.set_trace_callback(seen.add)
    quote = one(project, pk, "DIRECT", "The quay is open")
    claim = one(project, pk, "CLAIM", "trade fell 12% in March").id
    mention, town = one(project, pk, "PERSON", "Maria Olsen"), one(project, pk, "GPE", "Varde")
    seen.clear()
    deciding.accept(project, ANA, pk, quote.id)
    deciding.reject(project, ANA, pk, quote.id)
    correcting.relabel(project, ANA, pk, quote.id, "MIXED")
    correcting.resize(project, ANA, pk, quote.id, quote.start, quote.end + 1)
    correcting.set_attribute(project, ANA, pk, claim, "type", "fact")
    adding.add_span(project, ANA, pk, "entity", "DATE", *at("Monday"))
    linking.set_role(project, ANA, pk, quote.id, "SPEAKER", at("she"))
    edits = [naming.link_new(project, ANA, pk, [s.id], s.text) for s in (mention, town)]
    made = [c.id for e in edits if e for c in e.changes if c.table == "entity"]
    naming.merge(project, ANA, made[0], made[1:])
    names.mention_counts(project, ANA, made)
    names.with_merged(project, made[1])
    marking.label(project, ANA, [marking.Place(pk, *at("March"))], "entity", "DATE")
    undoing.undo(project, ANA)
    reviewing.set_status(project, ANA, pk, "done")
    undoing.undo(project, ANA)
    undoing.redo(project, ANA)
    undoing.names(project, ANA)
    project.db.conn.set_trace_callback(None)
    statements = [x for x in seen if x.startswith(("SELECT", "INSERT", "UPDATE", "DELETE"))]
    assert len(statements) > 20
    bad = []
    for statement in statements:
        for row in project.db.conn.execute(f"EXPLAIN QUERY PLAN {statement}"):
            scan = re.match(rf"SCAN {TABLES}\b", row[3])
            broad = re.search(r"SEARCH (?:span|relation|d)\b.*\(article=\?\)", row[3])
            if scan or broad:
                bad.append((row[3], statement))
    assert bad == []
    project.close()


def fill(project: Project, pk: int, kind: str, targets: list[int] | None, count: int) -> None:
    with project.transaction():
        who = project.annotator_id(ANA)
        project.db.conn.executemany(
            "INSERT INTO edit (at, annotator, article, kind, action, summary, changes, target)"
            " VALUES ('2026', ?, ?, ?, 'add', ?, '[]', ?)",
            [(who, pk, kind, f"step {i}", targets[i] if targets else None) for i in range(count)],
        )


@pytest.mark.parametrize("undone", [0, 20_000])
def test_what_to_undo_is_found_at_once_among_50000_edits(tmp_path: Path, undone: int) -> None:
    project, pk = make(tmp_path)
    fill(project, pk, "do", None, 50_000)
    fill(project, pk, "undo", list(range(50_000, 0, -1)), undone)
    began = time.perf_counter()
    back, forth = undoing.names(project, ANA)
    # Far above what it takes, far below a walk through the edits.
    assert time.perf_counter() - began < 0.01
    assert back == f"step {49_999 - undone}"
    assert forth == (f"step {50_000 - undone}" if undone else None)
    project.close()
