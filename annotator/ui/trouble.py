"""Errors of our own: written down, told calmly once, and then the window goes on."""

from __future__ import annotations

import logging
import sys
import threading
from types import TracebackType
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QFont, QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator import __version__
from annotator.services import logs
from annotator.ui.actions import KEYS
from annotator.ui.theme import sans
from annotator.ui.tr import marked, tr

if TYPE_CHECKING:
    from annotator.ui.window import MainWindow

WIDTH = 560
SAFE = marked(
    "Every step that was shown as saved is in the project file. The step at hand may not have"
    " been taken; nothing else is affected."
)

log = logging.getLogger(__name__)


class Trouble(QObject):
    """Catches what nobody caught, in any thread, as long as it is installed."""

    _happened = Signal(object)

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._told: set[str] = set()
        self._before: tuple[Any, Any, Any] | None = None
        self.dialog: TroubleDialog | None = None
        queued = Qt.ConnectionType.QueuedConnection
        self._happened.connect(self._tell, queued)
        window.desk.database.broke.connect(self._tell, queued)

    def install(self) -> None:
        """Be asked from now on."""
        self._before = sys.excepthook, threading.excepthook, sys.unraisablehook
        sys.excepthook = self._uncaught
        threading.excepthook = self._in_thread
        sys.unraisablehook = self._unraisable

    def uninstall(self) -> None:
        """Leave it to those who were asked before."""
        if self._before is not None:
            sys.excepthook, threading.excepthook, sys.unraisablehook = self._before
            self._before = None

    def _uncaught(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if isinstance(error, KeyboardInterrupt):
            self._window.close()
            return
        log.error("error in the window", exc_info=(kind, error, trace))
        self._happened.emit(error)

    def _in_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None and not issubclass(args.exc_type, SystemExit):
            log.error("error in a thread", exc_info=args.exc_value)
            self._happened.emit(args.exc_value)

    def _unraisable(self, args: sys.UnraisableHookArgs) -> None:
        # Nobody waits for what this was part of: it is written down only.
        if args.exc_value is not None:
            log.error("error on tidying up", exc_info=args.exc_value)

    def _tell(self, error: BaseException) -> None:
        words = logs.told(error)
        self._window.desk.recover()
        if words in self._told:
            self._window.status.say(tr("The same error again; the log has it"))
            return
        self._told.add(words)
        if self.dialog is not None:
            return
        self.dialog = TroubleDialog(words, self._window.desk.unsaved, self._window)
        self.dialog.logWanted.connect(lambda: self._window.run("open_log"))
        self.dialog.finished.connect(self._closed)
        self.dialog.open()

    def _closed(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
        self.dialog = None


class TroubleDialog(QDialog):
    """What is safe, what to do, and details that can be sent to others."""

    logWanted = Signal()

    def __init__(self, details: str, unsaved: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Annotator")
        title = QLabel(tr("An error in Annotator; it goes on"))
        title.setFont(sans(15, QFont.Weight.DemiBold))
        safe = tr(SAFE)
        if unsaved:
            safe = tr(
                "The last step is not saved yet: {retry} tries again. Every step before"
                " it is in the project file."
            ).format_map(KEYS)
        what = tr("If the window looks odd from now on, close it and open it again.")
        self.words = QLabel(f"{safe}\n\n{what}")
        self.words.setWordWrap(True)
        about = QLabel(tr("Details, without any text of your articles:"))
        about.setProperty("role", "dim")
        self.details = QPlainTextEdit(f"Annotator {__version__}\n{details}")
        self.details.setReadOnly(True)
        self.details.setAccessibleName(tr("Details"))
        self.details.setTabChangesFocus(True)
        self.details.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.details.setFixedHeight(150)
        self.copy = QPushButton(tr("Copy the details"))
        self.copy.clicked.connect(self._copy)
        self.log = QPushButton(tr("Open log folder"))
        self.log.clicked.connect(self.logWanted)
        self.go_on = QPushButton(tr("Go on"))
        self.go_on.setProperty("primary", "true")
        self.go_on.setDefault(True)
        self.go_on.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.addWidget(self.copy)
        buttons.addWidget(self.log)
        buttons.addStretch(1)
        buttons.addWidget(self.go_on)
        for button in (self.copy, self.log, self.go_on):
            button.setMinimumHeight(32)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        for widget in (title, self.words, about, self.details):
            column.addWidget(widget)
        column.addLayout(buttons)
        self.setFixedWidth(WIDTH)
        self.go_on.setFocus()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.details.toPlainText())
        self.copy.setText(tr("Copied"))
