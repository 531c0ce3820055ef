"""Drives a real window on a real project file, by keyboard."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from annotator.model.span import Span
from annotator.services import projects, reading
from annotator.ui.window import MainWindow


class Desktop:
    """Drives the window by keyboard, and asks the file what it holds."""

    def __init__(self, qtbot: QtBot, path: Path) -> None:
        self.bot, self.path = qtbot, path
        self.window = MainWindow("ana", "light")
        qtbot.addWidget(self.window, before_close_func=lambda _: None)
        self.window.resize(1440, 900)
        self.window.show()
        qtbot.waitExposed(self.window)
        assert self.window.open_project(path)
        qtbot.waitUntil(lambda: self.window.desk.document is not None or not self.rows)
        self.settle()

    @property
    def rows(self) -> list[object]:
        assert self.window.desk.session is not None
        return list(self.window.desk.session.rows)

    def settle(self) -> None:
        """Wait until everything asked for is stored and shown."""
        desk = self.window.desk
        self.bot.waitUntil(lambda: not desk.busy, timeout=5000)
        desk.database.submit(lambda _: None).result()
        for _ in range(3):
            self.bot.wait(1)

    def press(self, keys: str) -> None:
        """Press keys one after the other: ``press("N Enter Shift+Right")``."""
        for key in keys.split():
            *held, last = key.split("+")
            modifiers = Qt.KeyboardModifier.NoModifier
            for name in held:
                modifiers |= {
                    "Shift": Qt.KeyboardModifier.ShiftModifier,
                    "Ctrl": Qt.KeyboardModifier.ControlModifier,
                    "Alt": Qt.KeyboardModifier.AltModifier,
                }[name]
            last = {"Esc": "Escape"}.get(last, last.upper() if len(last) == 1 else last)
            QTest.keyClick(self.window.reader, getattr(Qt.Key, f"Key_{last}"), modifiers)
            self.settle()

    def finish_article(self) -> None:
        """Accept all that is open, and be done; what looks forgotten is let be."""
        self.press("Ctrl+Shift+Return Ctrl+Return")
        if self.window.checks.is_open:
            self.press("Ctrl+Return")

    def type(self, letters: str) -> None:
        """Type letters into the text."""
        QTest.keyClicks(self.window.reader, letters)
        self.settle()

    def at(self, text: str, layer: str = "entity", number: int = 0) -> Span:
        """Make the span with this text the current one."""
        found = [s for s in self.spans(layer) if s.text == text]
        assert len(found) > number, f"no {layer} {text!r} in {self.spans(layer)}"
        self.window.desk.set_current(found[number].id)
        self.settle()
        return found[number]

    def select(self, text: str) -> None:
        """Select words in the text as the mouse would."""
        article = self.window.desk.document.article.text
        start = article.index(text)
        self.window.reader._choose(start, start + len(text))
        self.settle()

    def spans(self, layer: str | None = None) -> list[Span]:
        """What the window shows."""
        return [s for s in self.window.desk.view.spans if layer in (None, s.layer)]

    def stored(self) -> list[Span]:
        """What ana's decisions in the file are, read on a connection of its own."""
        with projects.open_project(self.path, readonly=True) as project:
            assert list(projects.check(project)) == []
            pk = self.window.desk.document.article.pk
            document = reading.load(project, pk)
        return sorted(
            (s for s in document.spans.values() if s.annotator == "ana"), key=lambda s: s.order
        )

    def decided(self) -> list[tuple[str, str, str]]:
        """Label, text and state of ana's decisions in the file."""
        return [(s.label, s.text, s.state) for s in self.stored()]

    @property
    def current(self) -> Span | None:
        return self.window.desk.span

    def message(self) -> str:
        """What the status bar says."""
        return self.window.status.words.text()
