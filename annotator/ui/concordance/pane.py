"""The concordance on the screen: query, what was found, the lines, the keys that act on them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from annotator.ui import keys
from annotator.ui.concordance.field import QueryField
from annotator.ui.concordance.lines import ARTICLE, LABEL, LEFT, MATCH, ORDERS, RIGHT, TICK, Lines
from annotator.ui.concordance.paint import HEIGHT, LineDelegate
from annotator.ui.elided import ElidedLabel
from annotator.ui.focus_line import FocusLine
from annotator.ui.key_hints import KeyHints
from annotator.ui.theme import Theme, serif
from annotator.ui.tr import marked, tr

HINT = marked(
    "Every place of a word, a phrase or a label, in all articles.\n\n"
    'embargo · "export licence" · sanction* · /licen[cs]e/ · lemma:"impose sanction"\n'
    "label:ORG state:open · layer:claim type:prediction · source:Ledger\n"
    'entity:"Ines Okafor" · speaker:"Ines Okafor" finds everything that was said'
)
_TICK_WIDTH, _LABEL_WIDTH, _ARTICLE_WIDTH = 40, 150, 230
_NARROW_LABEL, _NARROW_ARTICLE = 120, 150
_NARROW = 1100


class ConcordancePane(QWidget):
    """Says by signals what was asked for; changes nothing itself."""

    lineOpened = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("paper")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        # Whether a key of the lines meant something.
        self.key_handler: Callable[[str], bool] = lambda _: False
        self.lines = Lines(self)
        self.field = QueryField()
        self.order = QComboBox()
        self.order.setAccessibleName(tr("Order of the lines"))
        self.order.addItems([tr(words) for words in ORDERS])
        self.order.currentTextChanged.connect(self.lines.set_order)
        self.summary, self.ticks = QLabel(), QLabel()
        self.summary.setAccessibleName(tr("What was found"))
        self.offers = ElidedLabel()
        self.offers.setAccessibleName(tr("→ completes to"))
        self.offers.setProperty("role", "meta")
        self.field.offered.connect(
            lambda words: self.offers.setText("→  " + "   ".join(words) if words else "")
        )
        self.ticks.setAccessibleName(tr("Ticked"))
        self.ticks.setProperty("role", "dim")
        self.hint = QLabel(tr(HINT))
        self.hint.setProperty("role", "dim")
        self.hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.keys = KeyHints()
        self.table = self._table(theme)
        self._lay_out()
        self._focus_line = FocusLine(self._holder, theme)
        self.tell("", "")

    def _table(self, theme: Theme) -> QTableView:
        table = QTableView()
        table.setObjectName("lines")
        table.setAccessibleName(tr("Lines of the concordance"))
        table.setModel(self.lines)
        self.delegate = LineDelegate(theme, table)
        table.setItemDelegate(self.delegate)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.verticalHeader().hide()
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        table.verticalHeader().setDefaultSectionSize(HEIGHT)
        table.horizontalHeader().hide()
        table.horizontalHeader().setMinimumSectionSize(20)
        table.installEventFilter(self)
        table.viewport().installEventFilter(self)
        table.clicked.connect(self._clicked)
        table.doubleClicked.connect(lambda index: self.lineOpened.emit(index.row()))
        return table

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(18, 12, 18, 8)
        top.setSpacing(10)
        top.addWidget(self.field, 1)
        top.addWidget(self.order)
        told = QHBoxLayout()
        told.setContentsMargins(18, 0, 18, 8)
        told.addWidget(self.summary)
        told.addSpacing(16)
        told.addWidget(self.offers, 1)
        told.addWidget(self.ticks)
        below = QHBoxLayout()
        below.setContentsMargins(18, 6, 18, 6)
        below.addWidget(self.keys)
        below.addStretch(1)
        self._holder = QWidget()
        held = QVBoxLayout(self._holder)
        held.setContentsMargins(0, 0, 0, 0)
        held.addWidget(self.table)
        rule = QWidget()
        rule.setObjectName("rule")
        rule.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        rule.setFixedHeight(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addLayout(told)
        layout.addWidget(rule)
        layout.addWidget(self.hint, 1)
        layout.addWidget(self._holder, 1)
        layout.addLayout(below)

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        self._focus_line.theme = theme
        self.delegate.theme = theme
        self.table.viewport().update()

    # -- what is shown -------------------------------------------------------------------------

    def tell(self, summary: str, ticks: str, error: bool = False, searching: bool = False) -> None:
        """Say what was found; the hint stands where nothing was asked."""
        self.summary.setText(summary)
        role = "error" if error else "dim"
        if self.summary.property("role") != role:
            self.summary.setProperty("role", role)
            self.summary.style().unpolish(self.summary)
            self.summary.style().polish(self.summary)
        self.ticks.setText(ticks)
        # While something is searched for the table stays, and with it the focus.
        empty = not searching and self.lines.rowCount() == 0
        if empty and self.table.hasFocus():
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.hint.setVisible(empty)
        self._holder.setVisible(not empty)
        self.keys.setVisible(not empty)

    def show_keys(self, hints: list[tuple[str, str]]) -> None:
        """The keys that act on the lines."""
        self.keys.set_hints(hints)
        self.keys.fit(self.width() - 36)

    def fit(self) -> None:
        """Give the match what it needs, and the contexts equal shares of what is left."""
        narrow = self.width() < _NARROW
        label = _NARROW_LABEL if narrow else _LABEL_WIDTH
        article = _NARROW_ARTICLE if narrow else _ARTICLE_WIDTH
        metrics = QFontMetrics(serif(15, serif(15).Weight.DemiBold))
        widths = sorted(metrics.horizontalAdvance(h.match) for h in self.lines.hits[:200])
        # A few long ones are cut rather than all contexts.
        wide = widths[len(widths) * 9 // 10] if widths else 0
        room = self.table.viewport().width() - _TICK_WIDTH - label - article
        match = max(60, min(wide + 16, room // 3))
        side = max(80, (room - match) // 2)
        columns = {TICK: _TICK_WIDTH, LEFT: side, MATCH: match, RIGHT: room - match - side}
        for column, width in {**columns, LABEL: label, ARTICLE: article}.items():
            self.table.setColumnWidth(column, width)
        self.keys.fit(self.width() - 36)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width again."""
        super().resizeEvent(event)
        self.fit()

    # -- lines ---------------------------------------------------------------------------------

    @property
    def row(self) -> int:
        """The current line's row, -1 for none."""
        return self.table.currentIndex().row()

    def go(self, row: int) -> None:
        """Make a line the current one."""
        if 0 <= row < self.lines.rowCount():
            index = self.lines.index(row, LEFT)
            flags = QItemSelectionModel.SelectionFlag
            self.table.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
            self.table.scrollTo(index)

    def focus_lines(self) -> None:
        """To the lines, if there are some."""
        if self.lines.rowCount():
            if self.row < 0:
                self.go(0)
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _clicked(self, index: QModelIndex) -> None:
        if index.column() == TICK:
            self.lines.toggle(index.row())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys of the lines; those that move are Qt's."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            name = keys.name(event)
            if name in ("Up", "Down", "PgUp", "PgDown", "Home", "End"):
                if name in ("Home", "End"):
                    self.go(0 if name == "Home" else self.lines.rowCount() - 1)
                    return True
                return False
            return bool(name) and self.key_handler(name)
        if event.type() == QEvent.Type.Resize:
            # Shown again in another size, the table gets its width after the pane.
            self.fit()
        return super().eventFilter(watched, event)
