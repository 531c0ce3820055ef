"""The list of what looks forgotten: it jumps, and each line can be let be."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QLabel, QListWidget, QVBoxLayout, QWidget

from annotator.services.overlooked import Finding
from annotator.ui import keys
from annotator.ui.actions import BY_ID
from annotator.ui.tr import plural, tr

if TYPE_CHECKING:
    from annotator.ui.window import MainWindow


class CheckList(QListWidget):
    """↑ ↓ show the place in the text, Enter goes there, Space lets be."""

    shown = Signal(object)
    wanted = Signal(object)
    waved = Signal(object)
    doneWanted = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("checks")
        self.setAccessibleName(tr("What looks forgotten"))
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.findings: list[Finding] = []
        self.currentRowChanged.connect(lambda _: self._show())
        self.itemClicked.connect(lambda _: self._show())

    def set_findings(self, findings: Sequence[Finding]) -> None:
        """List these; the place in the list stays where it was."""
        if list(findings) == self.findings:
            return
        row = max(0, self.currentRow())
        self.blockSignals(True)
        self.clear()
        self.findings = list(findings)
        for finding in self.findings:
            self.addItem(finding.words[:1].upper() + finding.words[1:])
        self.setCurrentRow(min(row, len(self.findings) - 1))
        self.blockSignals(False)

    @property
    def finding(self) -> Finding | None:
        """The one of the current line."""
        row = self.currentRow()
        return self.findings[row] if 0 <= row < len(self.findings) else None

    def _show(self) -> None:
        if self.finding is not None:
            self.shown.emit(self.finding)

    def key_hints(self) -> list[tuple[str, str]]:
        """What the keys do here, for the status bar."""
        done = BY_ID["done"].shown_key
        return [
            ("↑ ↓", tr("show")), ("Enter", tr("go there")), ("Space", tr("right as it is")),
            *([(done, tr("done all the same"))] if done else []), ("Esc", tr("text")),
        ]  # fmt: skip

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of the list; the one for "done" as in the text."""
        name, finding = keys.name(event), self.finding
        if name == "Return" and finding is not None:
            self.wanted.emit(finding)
        elif name in ("Space", "X", "Del") and finding is not None:
            self.waved.emit(finding)
        elif name in BY_ID["done"].bound:
            self.doneWanted.emit()
        elif name == "Esc":
            self.left.emit()
        else:
            super().keyPressEvent(event)


class CheckTab(QObject):
    """A tab that is there as long as there is something in it."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._desk = window, window.desk
        self.page = QWidget(window)
        self.list = CheckList()
        about = QLabel(tr("Look at these, or let them be. The article is not done yet."))
        about.setWordWrap(True)
        about.setProperty("role", "dim")
        about.setContentsMargins(16, 8, 16, 4)
        column = QVBoxLayout(self.page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(about)
        column.addWidget(self.list, 1)
        self.page.hide()
        self._before = 0
        window.commands.checkWanted.connect(self.open)
        self._desk.viewChanged.connect(self._refresh)
        self._desk.articleOpened.connect(self.close_)
        self.list.shown.connect(self._show)
        self.list.wanted.connect(self._go)
        self.list.waved.connect(self._wave)
        self.list.doneWanted.connect(lambda: window.run("done"))
        self.list.left.connect(window.focus_text)

    @property
    def is_open(self) -> bool:
        """Whether the tab is there."""
        return self._window.tabs.indexOf(self.page) >= 0

    def open(self, findings: list[Finding]) -> None:
        """Show the findings and go to the first."""
        tabs = self._window.tabs
        if not self.is_open:
            self._before = tabs.currentIndex()
            tabs.addTab(self.page, "")
        self.list.set_findings(findings)
        self._name()
        tabs.setCurrentWidget(self.page)
        self.list.setCurrentRow(0)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        # The keys of the list need the room that the last message has.
        self._window.status.say("")
        self._show(findings[0])

    def close_(self) -> None:
        """Take the tab away."""
        tabs, at = self._window.tabs, self._window.tabs.indexOf(self.page)
        if at < 0:
            return
        had_focus = self.list.hasFocus()
        current = tabs.currentWidget() is self.page
        tabs.removeTab(at)
        self.list.set_findings(())
        if current:
            tabs.setCurrentIndex(self._before)
        if had_focus:
            self._window.focus_text()

    def _refresh(self) -> None:
        """What was mended, and what is new, at once."""
        if self.is_open:
            self._list(self._window.commands.findings())

    def _list(self, findings: list[Finding]) -> None:
        self.list.set_findings(findings)
        self._name()
        if not findings:
            self._window.status.say(tr("Nothing looks forgotten any more"))
            self.close_()

    def _name(self) -> None:
        tabs, number = self._window.tabs, len(self.list.findings)
        tabs.setTabText(tabs.indexOf(self.page), tr("Check {number}").format(number=number))
        tabs.setTabToolTip(
            tabs.indexOf(self.page),
            plural("%n things that may be forgotten", "%n thing that may be forgotten", number),
        )

    def _show(self, finding: Finding) -> None:
        """Bring the place into view; the list keeps the keyboard."""

        def show() -> None:
            self._desk.set_current(finding.span)
            if finding.end > finding.start:
                self._window.reader.scroll_to(finding.start, finding.end)
            place = (finding.start, finding.end) if finding.span is None else None
            self._window.reader.set_pending(place if place != (0, 0) else None)

        self._desk.when_idle(show)

    def _go(self, finding: Finding) -> None:
        self._show(finding)
        self._window.focus_text()

    def _wave(self, finding: Finding) -> None:
        self._window.commands.let_be([finding])
        self._list(self._window.commands.findings())
        if self.list.finding is not None:
            self._show(self.list.finding)
