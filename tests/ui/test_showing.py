"""What the panes show after any row of edits is what they would show of the article made anew."""

from __future__ import annotations

import random
from functools import partial

import pytest
from desktop import Desktop
from PySide6.QtCore import QEvent, QObject

from annotator.model import ordered, overlay
from annotator.model.span import SUGGESTED
from annotator.model.viewing import Viewing
from annotator.services import reading
from annotator.services.projects import Project
from annotator.ui import desk as desks
from annotator.ui.links import lines_of
from annotator.ui.reading.marks import Marks
from annotator.ui.reading.overview import Overview
from annotator.ui.reading.view import ReadingView
from annotator.ui.span_list import Heading, SpanModel

# Those that change most often, most often.
ACTIONS = (
    "accept", "accept", "accept", "reject", "reject", "undo", "undo", "redo", "next_open",
    "next_span", "previous_span", "end_right", "end_left", "start_left", "accept_alike", "unsure",
    "cue", "flag", "hide_entity", "show_all", "go_link",
)  # fmt: skip


@pytest.fixture(autouse=True)
def _as_in_a_long_article(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desks, "Viewing", partial(Viewing, small=0))
    monkeypatch.setattr(ordered, "PIECE", 3)
    monkeypatch.setattr(overlay, "MANY", 5)


def check(desktop: Desktop) -> None:
    """Compare everything that follows edits with what is made from the file."""
    window = desktop.window
    desk, schema = window.desk, window.desk.session.schema
    pk, roles = desk.pk, desk.roles
    document = desk.database.submit(lambda p: reading.load(p, pk)).result()
    view = document.view("ana")
    assert desk.view == view and list(desk.view.spans) == list(view.spans)
    main = [s for s in view.spans if s.label not in roles]
    shown = [s for s in main if s.layer not in desk.hidden]
    waiting = [s for s in main if s.state == SUGGESTED]
    assert desk.walk() == shown and desk.open_spans() == [s for s in shown if s in waiting]
    assert desk.names() == document.names()
    asked = {s.key for s in document.spans.values() if s.state == SUGGESTED}
    every = len({key for key in asked if key[1] not in roles})
    assert desk.progress() == (every - len(waiting), every)
    assert window.status.count.text() == f"{every - len(waiting)} of {every} suggestions"
    counts = desk.database.submit(lambda p: reading.counts(p, "ana", [pk])).result()
    assert counts == {pk: (len(waiting), every)} and window.queue.model._counts[pk] == counts[pk]
    for span in view.spans:
        assert lines_of(span, desk.view, schema, ()) == lines_of(span, view, schema, ())
        linked = {h for h, found in view.relations.items() if span.id in {r.tail for r in found}}
        assert {r.head for r in desk.view.into(span.id)} == linked
    check_panes(desktop, shown)


def check_panes(desktop: Desktop, shown: list[object]) -> None:
    """The list, the toggles, the text's marks, the line of suggestions beside it."""
    window = desktop.window
    desk, schema = window.desk, window.desk.session.schema
    fresh = SpanModel()
    fresh.set_spans(desk.view.main(desk.roles), schema, "")
    rows = window.spans.model.rows
    assert rows == fresh.rows and window.spans.model.rowCount() == len(rows)
    assert [window.spans.model.row(at) for at in range(len(rows))] == rows
    for at, row in enumerate(rows):
        assert isinstance(row, Heading) or window.spans.model.find(row.id) == at
    current = window.spans.list.currentIndex()
    if desk.span is not None and desk.span.label not in desk.roles:
        assert rows[current.row()] == desk.span
    for layer in schema.layers:
        count = sum(1 for s in desk.view.main(desk.roles) if s.layer == layer.id)
        said = window.strip._toggles[layer.id].text()
        assert said == f"{layer.name}  {count}" + " hidden" * (layer.id in desk.hidden)
    reader = window.findChild(ReadingView)
    marks = Marks(desk.document.view("ana"), schema, desk.current, hidden=desk.hidden)
    assert reader.marks.spans == shown == marks.spans
    overview = window.findChild(Overview)
    ticks = overview._compute()
    window.reader.marks = marks
    assert overview._compute() == ticks


@pytest.mark.parametrize("seed", range(3))
def test_any_row_of_edits(desktop: Desktop, seed: int) -> None:
    rng = random.Random(seed)
    commands = desktop.window.commands
    desktop.press("N")
    check(desktop)
    edits = 0
    for _ in range(30):
        before = desktop.window.desk.view
        commands.trigger(rng.choice(ACTIONS))
        if rng.random() < 0.2:
            # Another before the lists have been filled.
            commands.trigger(rng.choice(ACTIONS))
        desktop.settle()
        commands.leave_mode()
        if desktop.window.desk.span is None:
            desktop.press("N")
        edits += desktop.window.desk.view is not before
        check(desktop)
    assert edits > 8


class Paints(QObject):
    """Where the text stood, and which span was current in it, each time it was painted."""

    def __init__(self, reader: ReadingView) -> None:
        super().__init__(reader)
        self.reader, self.seen = reader, list[tuple[int, str | None]]()
        reader.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            top = self.reader.verticalScrollBar().value()
            self.seen.append((top, self.reader.marks.current))
        return False


def test_a_text_that_scrolls_is_painted_with_its_marks_at_once(desktop: Desktop) -> None:
    desktop.window.resize(1440, 420)
    desktop.window.reader.set_zoom(28)
    desktop.settle()
    paints, scrolled = Paints(desktop.window.reader), 0
    for _ in range(12):
        top = desktop.window.reader.verticalScrollBar().value()
        paints.seen.clear()
        desktop.press("Return")
        assert paints.seen
        now = desktop.window.reader.verticalScrollBar().value()
        if now != top:
            scrolled += 1
            assert {current for _, current in paints.seen} == {desktop.window.desk.current}
    assert scrolled > 1


def test_the_open_article_is_not_counted_in_the_file(
    desktop: Desktop, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    counts = reading.counts

    def noted(project: Project, who: str, pks: list[int]) -> dict[int, tuple[int, int]]:
        asked.extend(pks)
        return counts(project, who, pks)

    monkeypatch.setattr(reading, "counts", noted)
    pk = desktop.window.desk.pk
    desktop.press("N Return X Return")
    assert pk not in asked
    decided, every = desktop.window.desk.progress()
    assert decided > 2 and desktop.window.queue.model._counts[pk] == (every - decided, every)


def test_the_text_that_was_shown_before_is_gone(desktop: Desktop) -> None:
    gone: list[bool] = []
    desktop.window.reader.page.document.destroyed.connect(lambda: gone.append(True))
    desktop.press("Alt+Down")
    assert desktop.window.desk.pk == 2 and gone == [True]
