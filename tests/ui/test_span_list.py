"""The list of spans: model, headings with counts, filter, choosing."""

from __future__ import annotations

import random

from desktop import Desktop
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.modeltest import ModelTester

from annotator.model.ordered import Ordered
from annotator.model.span import Span
from annotator.ui.span_list import ROW, Heading, SpanModel, kind_of


def shown(desktop: Desktop) -> list[str]:
    """The rows in words; headings with their counts."""
    return [
        f"# {r.words} {r.counts}" if isinstance(r, Heading) else r.text
        for r in desktop.window.spans.model.rows
    ]


def test_rows_come_and_go(desktop: Desktop, qtmodeltester: ModelTester) -> None:
    rng, schema = random.Random(4), desktop.window.desk.session.schema
    every = sorted(desktop.spans(), key=lambda s: s.order)
    model, spans = SpanModel(), Ordered(every)
    qtmodeltester.check(model)
    told: list[str] = []
    model.modelReset.connect(lambda: told.append("reset"))
    model.rowsInserted.connect(lambda _, first, last: told.append(f"+{last - first + 1}"))
    model.rowsRemoved.connect(lambda _, first, last: told.append(f"-{last - first + 1}"))
    for _ in range(60):
        there = {s.id for s in spans}
        gone = [s for s in every if s.id in there and rng.random() < 0.2]
        come = [s for s in every if s.id not in there and rng.random() < 0.4]
        spans = spans.changed(gone, come)
        words = rng.choice(["", "", "", "an", "sofia"])
        model.set_spans(spans, schema, words)
        fresh = SpanModel()
        fresh.set_spans(spans, schema, words)
        assert model.rows == fresh.rows and model.rowCount() == len(fresh.rows)
        assert [model.index(at).data(ROW) for at in range(len(fresh.rows))] == fresh.rows
    assert {"reset", "+1", "-1"} <= set(told)


def test_headings_count_what_is_decided(desktop: Desktop) -> None:
    every = len(desktop.spans("entity"))
    assert f"# Entities 0 of {every}" in shown(desktop)
    desktop.at("Sofia")
    desktop.press("Return")
    assert f"# Entities 1 of {every}" in shown(desktop)
    claims = len(desktop.spans("claim"))
    assert claims and f"# Claims 0 of {claims}" in shown(desktop)
    for _ in range(claims):
        desktop.window.desk.set_current(desktop.spans("claim")[0].id)
        desktop.press("X")
    assert "# Claims" not in " ".join(shown(desktop))
    desktop.at("Sofia")
    desktop.press("C 1")
    assert "# Claims 1 of 1" in shown(desktop)
    # Speakers and cues are parts of quotes, no rows of their own.
    assert "said" not in shown(desktop)


def test_filter_by_words_and_label(desktop: Desktop) -> None:
    field = desktop.window.spans.filter
    field.setText("sof")
    assert [r for r in shown(desktop) if r[0] != "#"] == ["Sofia"]
    field.setText("PERSON")
    found = [r for r in shown(desktop) if r[0] != "#"]
    assert "Tomas Brandt" in found and "Sofia" not in found
    # It stays on while the spans change.
    desktop.window.focus_text()
    desktop.press("Return")
    assert "Sofia" not in shown(desktop)
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert "Sofia" in shown(desktop)


def test_the_current_span_is_the_selected_row(desktop: Desktop) -> None:
    desktop.at("Sofia")
    pane = desktop.window.spans
    assert pane.list.currentIndex().data() == "Sofia"
    assert pane.list.visualRect(pane.list.currentIndex()).intersects(pane.list.viewport().rect())
    desktop.press("Esc")
    assert not pane.list.selectionModel().hasSelection()


def test_a_click_on_a_row_goes_there(desktop: Desktop) -> None:
    pane = desktop.window.spans
    at = shown(desktop).index("Sofia")
    pane.list.scrollTo(pane.model.index(at))
    spot = pane.list.visualRect(pane.model.index(at)).center()
    QTest.mouseClick(pane.list.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    desktop.settle()
    assert desktop.current is not None and desktop.current.text == "Sofia"
    top = pane.list.visualRect(pane.model.index(0))
    pane.list.scrollToTop()
    QTest.mouseClick(pane.list.viewport(), Qt.MouseButton.LeftButton, pos=top.center())
    desktop.settle()
    assert desktop.current.text == "Sofia"


def test_what_is_said_of_a_row(desktop: Desktop) -> None:
    model = desktop.window.spans.model
    at = shown(desktop).index("Sofia")
    role = Qt.ItemDataRole.AccessibleTextRole
    assert model.index(at).data(role) == "Sofia, GPE, suggested"
    assert model.index(999).data(role) is None


def test_kinds_in_a_word() -> None:
    common = {"annotator": "ana", "start": 0, "end": 1, "text": "x", "state": "accepted"}
    for layer, label, attributes, word in (
        ("entity", "ORG", {}, "ORG"),
        ("quote", "DIRECT", {}, "direct"),
        ("claim", "CLAIM", {}, "no type"),
        ("claim", "CLAIM", {"type": "fact"}, "fact"),
    ):
        span = Span(id="s", layer=layer, label=label, attributes=attributes, **common)  # type: ignore[arg-type]
        assert kind_of(span) == word


def test_the_current_row_stays_in_sight_when_the_list_gets_shorter(desktop: Desktop) -> None:
    view = desktop.window.spans.list
    desktop.at("We will not pay twice", "quote")
    desktop.window.resize(1440, 700)
    desktop.settle()
    assert view.viewport().rect().contains(view.visualRect(view.currentIndex()))
