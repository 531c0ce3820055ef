"""Corrections: what was suggested, what was decided, what changed, by whom."""

from __future__ import annotations

import json
from pathlib import Path

import builders

from annotator.services import adding, correcting, deciding, exporting, reviewing


def test_each_decision_stands_with_its_suggestion(tmp_path: Path) -> None:
    project, pk = builders.make(tmp_path, builders.usual())
    with project:
        varde = builders.one(project, pk, "GPE", "Varde")
        correcting.relabel(project, "ana", pk, varde.id, "LOC")
        quote = builders.one(project, pk, "DIRECT", "Ships come back on Monday")
        deciding.reject(project, "ana", pk, quote.id)
        deciding.accept(
            project, "ana", pk, builders.one(project, pk, "ORG", "Northwind Shipping").id
        )
        adding.add_span(project, "ana", pk, "entity", "DATE", *builders.at("March"))
        reviewing.set_status(project, "ana", pk, "done")
        report = exporting.export(project, tmp_path / "c.jsonl", "corrections")
    lines = [json.loads(x) for x in (tmp_path / "c.jsonl").read_text("utf-8").splitlines()]
    told = {(x["decision"]["text"], *x["changed"]) for x in lines}
    assert ("Varde", "relabelled") in told and ("March", "added") in told
    assert ("Northwind Shipping", "accepted") in told
    assert ("Ships come back on Monday", "rejected") in told
    varde_line = next(x for x in lines if x["decision"]["text"] == "Varde")
    assert varde_line["suggestion"]["label"] == "GPE" and varde_line["annotator"] == "ana"
    assert varde_line["context"]["text"] == "Olsen leads the port of Varde."
    assert report.written["span"] == len(lines)
