"""Change keys: every action with its keys, a filter, and the next key pressed is the new one."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.model.matching import matched
from annotator.ui import keys
from annotator.ui.actions import ACTIONS, BY_ID, Action, menu_words, show_key
from annotator.ui.bindings import FIXED, Bindings
from annotator.ui.rows import HEIGHT, Row, RowDelegate, RowsModel
from annotator.ui.theme import Theme
from annotator.ui.tr import either, marked, tr

WIDTH, ROWS = 620, 14
_HOW = marked("Enter changes the key of the chosen action. Esc closes.")


class _Catcher(QLabel):
    """Takes the next key, whatever it is, as long as it has the focus."""

    pressed = Signal(str)
    gone = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setProperty("role", "dim")
        self.setWordWrap(True)

    def event(self, event: QEvent) -> bool:
        """No shortcut and no moving of the focus before the key is known."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            name = keys.name(event)
            if name:
                self.pressed.emit(name)
            return True
        if event.type() == QEvent.Type.FocusOut:
            self.gone.emit()
        return super().event(event)


class KeysDialog(QDialog):
    """Changes are kept at once; menus and hints follow."""

    def __init__(self, bindings: Bindings, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Change keys"))
        self._bindings = bindings
        self._actions: list[Action] = []
        self._waiting: str | None = None
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(tr("Filter by action or key"))
        self.filter.setAccessibleName(tr("Filter by action or key"))
        self.filter.setClearButtonEnabled(True)
        self.model = RowsModel(self)
        self.list = QListView()
        self.list.setAccessibleName(tr("Actions and their keys"))
        self.list.setModel(self.model)
        self.list.setItemDelegate(RowDelegate(theme, self.list))
        self.list.setUniformItemSizes(True)
        self.list.setMinimumHeight(HEIGHT * 6)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.words = _Catcher()
        self.words.setAccessibleName(tr("Message"))
        self.words.setMinimumHeight(36)
        self._lay_out()
        self.filter.textChanged.connect(lambda _: self.refresh())
        self.filter.returnPressed.connect(self._enter)
        self.list.activated.connect(lambda _: self.ask())
        self.list.selectionModel().currentChanged.connect(lambda *_: self._chosen())
        self.words.pressed.connect(self._pressed)
        self.words.gone.connect(self._forget)
        self.refresh()
        self.resize(WIDTH, HEIGHT * ROWS + 170)

    def _lay_out(self) -> None:
        self.change = self._button(tr("Change key"), self.ask)
        self.remove = self._button(tr("Take key away"), self._remove)
        self.reset = self._button(tr("Reset"), self._reset)
        self.reset_all = self._button(tr("Reset all"), self._reset_all)
        close = self._button(tr("Close"), self.close)
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in (self.change, self.remove, self.reset, self.reset_all):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(10)
        layout.addWidget(self.filter)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.words)
        layout.addLayout(row)

    def _button(self, words: str, run: object) -> QPushButton:
        button = QPushButton(words)
        button.setAutoDefault(False)
        button.clicked.connect(run)
        return button

    # -- the list ------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Show the actions that fit the filter with the keys in use."""
        here = self.action
        query = self.filter.text().strip()
        self._actions, rows = [], []
        for action in ACTIONS:
            shown = keys_of(action)
            ranges = matched(query, action.title) if query else []
            if ranges is None and query.lower() not in shown.lower().split(
                tr("{some} or {one}").format(some="", one="").lower()
            ):
                continue
            detail = menu_words(action.menu)
            if self._bindings.is_changed(action.id):
                detail = tr("{menu} · changed").format(menu=detail)
            self._actions.append(action)
            rows.append(Row(action.plain, detail, shown, strong=tuple(ranges or ())))
        self.model.set_rows(rows)
        at = self._actions.index(here) if here in self._actions else 0
        self.list.setCurrentIndex(self.model.index(at))
        self._chosen()

    @property
    def action(self) -> Action | None:
        """The chosen action."""
        index: QModelIndex = self.list.currentIndex()
        return self._actions[index.row()] if 0 <= index.row() < len(self._actions) else None

    def _chosen(self) -> None:
        action = self.action
        free = action is not None and action.id not in FIXED
        self.change.setEnabled(free)
        self.remove.setEnabled(free and bool(action and action.bound))
        self.reset.setEnabled(bool(action and self._bindings.is_changed(action.id)))
        if self._waiting is None:
            fixed = tr(FIXED.get(action.id, "")) if action else tr("No action or key is called so.")
            self._say(fixed or tr(_HOW))

    def _enter(self) -> None:
        """What is found is what was meant."""
        self.list.setFocus(Qt.FocusReason.TabFocusReason)
        self.ask()

    def _say(self, words: str, role: str = "dim") -> None:
        self.words.setText(words)
        if self.words.property("role") != role:
            self.words.setProperty("role", role)
            self.words.style().unpolish(self.words)
            self.words.style().polish(self.words)

    # -- changing ------------------------------------------------------------------------------

    def ask(self) -> None:
        """Take the next key pressed for the chosen action."""
        action = self.action
        if action is None or action.id in FIXED:
            return
        self._waiting = action.id
        self._say(
            tr("Press the new key for “{action}”. Esc keeps what it has.").format(
                action=action.plain
            )
        )
        self.words.setFocus(Qt.FocusReason.OtherFocusReason)

    def _pressed(self, key: str) -> None:
        action_id, self._waiting = self._waiting, None
        if action_id is None:
            return
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        if key == "Esc":
            self._say(tr(_HOW))
            return
        self._done(self._bindings.bind(action_id, key), action_id)

    def _forget(self) -> None:
        if self._waiting is not None:
            self._waiting = None
            self._say(tr(_HOW))

    def _remove(self) -> None:
        if self.action is not None:
            self._done(self._bindings.unbind(self.action.id), self.action.id)

    def _reset(self) -> None:
        if self.action is not None:
            self._done(self._bindings.reset(self.action.id), self.action.id)

    def _reset_all(self) -> None:
        self._bindings.reset_all()
        self.refresh()
        self._say(tr("Every action has the keys it came with."))

    def _done(self, refused: str, action_id: str) -> None:
        self.refresh()
        if refused:
            self._say(tr("Not changed: {refused}.").format(refused=refused), "error")
        else:
            action = BY_ID[action_id]
            self._say(
                tr("“{action}”: {keys}.").format(
                    action=action.plain, keys=keys_of(action) or tr("no key")
                )
            )


def keys_of(action: Action) -> str:
    """All keys of an action in one line."""
    if action.id == "digit":
        return "1 … 9, 0"
    return either(map(show_key, action.bound))
