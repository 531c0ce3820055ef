"""The manual in a window of its own, to read beside the work; it needs no network."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QKeySequence, QShortcut, QTextCursor, QTextDocument
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from annotator.ui import manual_pages
from annotator.ui.actions import show_key
from annotator.ui.theme import Theme
from annotator.ui.tr import tr

_LIST, _SIDE, _COLUMN, _ROW = 250, 40, 680, 28
# Margins of the window, the gap between the columns, the scroll bar.
_AROUND = 2 * 12 + 16 + 10
WIDTH, HEIGHT = 1020, 760


class Manual(QDialog):
    """Pages on the left, the page on the right. Esc closes it, Alt+Left goes back."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Manual"))
        self._theme = theme
        self._pages = manual_pages.pages()
        self._been: list[tuple[str, int]] = []
        self.page = ""
        self.list = QListWidget()
        self.list.setObjectName("formats")
        self.list.setAccessibleName(tr("Pages"))
        self.list.setFixedWidth(_LIST)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for title, _ in self._pages:
            item = QListWidgetItem(title, self.list)
            item.setSizeHint(QSize(0, _ROW))
        self.text = QTextBrowser()
        self.text.setAccessibleName(tr("Page"))
        self.text.setOpenLinks(False)
        self.text.setObjectName("manual")
        self.text.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.field = QLineEdit()
        self.field.setPlaceholderText(
            tr("Find in this page   {key}").format(key=show_key("Ctrl+F"))
        )
        self.field.setAccessibleName(tr("Find in this page"))
        self.field.setClearButtonEnabled(True)
        self.message = QLabel()
        self.message.setProperty("role", "dim")
        self.back = QPushButton(tr("Back"))
        self.back.setAutoDefault(False)
        self.back.setToolTip(show_key("Alt+Left"))
        self._lay_out()
        self.list.currentRowChanged.connect(lambda row: self.show_page(self._pages[row][1]))
        self.text.anchorClicked.connect(self._follow)
        self.back.clicked.connect(self.go_back)
        self.field.returnPressed.connect(self.find_next)
        self.field.textChanged.connect(lambda _: self.message.clear())
        for keys, run in (
            (QKeySequence.StandardKey.Find, self._to_find),
            (QKeySequence.StandardKey.Back, self.go_back),
        ):
            QShortcut(QKeySequence(keys), self, run)
        self.resize(WIDTH, HEIGHT)
        if parent is not None:
            self.resize(self.size().boundedTo(parent.size() * 0.94))
        self.show_page(self._pages[1][1])
        self.text.setFocus()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(0, 0, 0, 0)
        top.addWidget(self.back)
        top.addStretch(1)
        top.addWidget(self.message)
        self.field.setFixedWidth(240)
        top.addWidget(self.field)
        right = QVBoxLayout()
        right.setSpacing(10)
        right.addLayout(top)
        right.addWidget(self.text, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 12, 12, 12)
        row.setSpacing(16)
        row.addWidget(self.list)
        row.addLayout(right, 1)

    # -- pages ---------------------------------------------------------------------------------

    def show_page(self, page: str, anchor: str = "", keep: bool = True) -> None:
        """Show a page of the manual, at a heading if one is named."""
        if page != self.page:
            if self.page and keep:
                self._been.append((self.page, self.text.verticalScrollBar().value()))
            self.page = page
            self._show()
        place = manual_pages.place_of(self.text.document(), anchor) if anchor else None
        if place is not None:
            at = self.text.document().documentLayout().blockBoundingRect(place.block())
            self.text.verticalScrollBar().setValue(round(at.top()))
        self.back.setEnabled(bool(self._been))

    def _show(self) -> None:
        room = self.width() - _LIST - _SIDE - _AROUND
        width = min(_COLUMN, max(room, 320))
        document = manual_pages.load(self.page, self._theme, width, self.devicePixelRatioF())
        document.setParent(self.text)
        document.setDocumentMargin(_SIDE / 2)
        self.text.setDocument(document)
        row = next((at for at, (_, file) in enumerate(self._pages) if file == self.page), -1)
        self.list.blockSignals(True)
        self.list.setCurrentRow(row)
        self.list.blockSignals(False)

    def go_back(self) -> None:
        """Show the page before at the place that was read."""
        if self._been:
            page, scrolled = self._been.pop()
            self.show_page(page, keep=False)
            self.text.verticalScrollBar().setValue(scrolled)

    def set_theme(self, theme: Theme) -> None:
        """Show the page in other colours."""
        self._theme = theme
        scrolled = self.text.verticalScrollBar().value()
        self._show()
        self.text.verticalScrollBar().setValue(scrolled)

    def _follow(self, link: QUrl) -> None:
        if link.scheme() in ("http", "https"):
            if not QDesktopServices.openUrl(link):
                self.message.setText(tr("No browser opens {url}").format(url=link.toString()))
            return
        there = manual_pages.target(self.page, link.path()) if link.path() else self.page
        self.show_page(there, link.fragment())

    # -- finding -------------------------------------------------------------------------------

    def _to_find(self) -> None:
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def find_next(self) -> None:
        """Select the next place of the words, from the top again after the last."""
        words = self.field.text().strip()
        if not words:
            return
        found = self.text.find(words)
        if not found:
            here = self.text.textCursor()
            self.text.moveCursor(QTextCursor.MoveOperation.Start)
            found = self.text.find(words, QTextDocument.FindFlag(0))
            if not found:
                self.text.setTextCursor(here)
        self.message.setText("" if found else tr("Not on this page"))
