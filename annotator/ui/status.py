"""The status bar: saved or not, progress of the article, words of the moment, keys."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from annotator.ui.actions import BY_ID
from annotator.ui.elided import ElidedLabel
from annotator.ui.key_hints import KeyHints
from annotator.ui.theme import figures
from annotator.ui.tr import plural, tr

SAVING_AFTER_MS, MESSAGE_MS = 200, 3000


class StatusBar(QWidget):
    """One line of 30 px."""

    retryWanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("status")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(32)
        self.state = ElidedLabel()
        self.state.setAccessibleName(tr("Saved state"))
        self.retry = QPushButton()
        self.show_keys()
        self.retry.setProperty("tight", "true")
        self.retry.setMaximumHeight(24)
        self.retry.setVisible(False)
        self.retry.clicked.connect(self.retryWanted)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(126)
        self.bar.setAccessibleName(tr("Suggestions decided in this article"))
        self.count = QLabel()
        self.count.setFont(figures(13))
        self.words = ElidedLabel()
        self.words.setAccessibleName(tr("Message"))
        self.keys = KeyHints()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 0, 14, 0)
        layout.setSpacing(10)
        for widget in (self.state, self.retry, self.bar, self.count):
            layout.addWidget(widget)
        layout.addWidget(self.words, 1)
        layout.addWidget(self.keys)
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(SAVING_AFTER_MS)
        self._slow.timeout.connect(lambda: self._state(tr("Saving…"), "dim"))
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(MESSAGE_MS)
        self._quiet.timeout.connect(lambda: self.say(""))
        self._prompt = ""
        self.set_progress(None)

    def show_keys(self) -> None:
        """Name the keys in use."""
        self.retry.setText(tr("Try again  {key}").format(key=BY_ID["retry"].shown_key).rstrip())

    # -- saved ---------------------------------------------------------------------------------

    def saving(self) -> None:
        """A mutation is on its way; said only when it takes long."""
        self._slow.start()

    def saved(self) -> None:
        """The mutation is in the file."""
        self._slow.stop()
        if self.retry.isVisible():
            # What was said of the failure is over with it.
            self.say("")
        self.retry.setVisible(False)
        self._state(tr("✓ Saved {time}").format(time=f"{datetime.now():%H:%M}"), "ok")

    def failed(self, words: str) -> None:
        """The mutation could not be stored; stays until it could."""
        self._slow.stop()
        self.retry.setVisible(True)
        self._state(tr("Not saved: {words}").format(words=words), "error")

    def opened(self, readonly: str | None) -> None:
        """Nothing has been written yet."""
        self._slow.stop()
        self.retry.setVisible(False)
        self._state(tr("Read-only") if readonly else tr("✓ Saved"), "dim" if readonly else "ok")

    def _state(self, words: str, role: str) -> None:
        self.state.setText(words)
        self._fit()
        if self.state.property("role") != role:
            self.state.setProperty("role", role)
            self.state.style().unpolish(self.state)
            self.state.style().polish(self.state)

    # -- words -----------------------------------------------------------------------------------

    def say(self, words: str) -> None:
        """Say something for three seconds."""
        self.words.setText(words or self._prompt)
        self._fit()
        if words:
            self._quiet.start()

    def prompt(self, words: str) -> None:
        """Say what a mode waits for, as long as it is on."""
        self._prompt = words
        self._quiet.stop()
        self.words.setText(words)
        # Its keys are in the words; those of the moment mean something else now.
        self.keys.setVisible(not words)
        self._fit()

    def set_progress(self, counts: tuple[int, int] | None) -> None:
        """Decided and all suggestions of the article."""
        self.bar.setVisible(bool(counts and counts[1]))
        self.count.setVisible(bool(counts))
        if counts:
            decided, every = counts
            # Else Qt paints at once, and everything else that waits to be painted with it.
            self.bar.setUpdatesEnabled(False)
            self.bar.setMaximum(max(1, every))
            self.bar.setValue(decided)
            self.bar.setUpdatesEnabled(True)
            self.count.setText(
                plural("{decided} of %n suggestions", "{decided} of %n suggestions", every).format(
                    decided=decided
                )
                if every
                else tr("No suggestions")
            )

    def set_keys(self, hints: list[tuple[str, str]]) -> None:
        """The keys of the moment, as (action id, words); "" takes the action's own words."""
        self.show_hints([(BY_ID[a].shown_key, words or tr(BY_ID[a].brief)) for a, words in hints])

    def show_hints(self, hints: list[tuple[str, str]]) -> None:
        """The keys of the moment, as (key, words)."""
        self.keys.set_hints(hints)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many keys as there is room for."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        metrics = self.fontMetrics()
        used = metrics.horizontalAdvance(self.words.text() + self.state.text() + self.count.text())
        self.keys.fit(self.width() - used - (126 if self.bar.isVisible() else 0) - 120)
