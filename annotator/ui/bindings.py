"""Keys that the user has changed: what may be bound, what clashes; kept in the settings."""

from __future__ import annotations

from PySide6.QtCore import QKeyCombination, QObject, Qt, Signal
from PySide6.QtGui import QKeySequence

from annotator.ui import settings
from annotator.ui.actions import (
    ACTIONS,
    BY_ID,
    MENUS,
    TEXT,
    change_keys,
    menu_letter,
    menu_words,
    show_key,
)
from annotator.ui.tr import marked, tr

FIXED = {
    "digit": marked("Digits belong to the labels; the label schema says which"),
    "leave": marked("Esc always leaves"),
}
_RESERVED = {
    key: why
    for why, keys in (
        (marked("{key} moves the focus"), "Tab Shift+Tab Backtab Shift+Backtab"),
        (marked("{key} always leaves"), "Esc"),
        (marked("{key} opens the menus"), "F10"),
        (marked("{key} scrolls the text"), "Space Shift+Space PgUp PgDown Home End"),
        (marked("{key} closes the window"), "Alt+F4"),
        (marked("{key} opens the menu of the text"), "Menu"),
        (marked("{key} cuts in every field"), "Ctrl+X"),
        (marked("{key} pastes in every field"), "Ctrl+V"),
        (marked("{key} selects all in every field"), "Ctrl+A"),
        (marked("{key} deletes in every field"), "Backspace"),
    )
    for key in keys.split()
}
_HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


def problem(action_id: str, key: str) -> str:
    """Why ``key`` cannot be the key of an action, in a sentence; "" when it can."""
    return _unfit(action_id, key) or _clash(action_id, key)


def _unfit(action_id: str, key: str) -> str:
    if action_id in FIXED:
        return tr(FIXED[action_id])
    shown = show_key(key)
    if key in _RESERVED:
        return tr(_RESERVED[key]).format(key=shown)
    sequence = QKeySequence(key)
    if not sequence.count():
        return tr("This key has no name")
    pressed: QKeyCombination = sequence[0]  # type: ignore[index]  # the stubs do not know it
    return _unsafe(action_id, pressed, shown)


def _unsafe(action_id: str, pressed: QKeyCombination, shown: str) -> str:
    modifiers, code = pressed.keyboardModifiers(), pressed.key()
    if modifiers & _HELD == _HELD:
        return tr("{shown} writes a sign on some keyboards, as AltGr does").format(shown=shown)
    if modifiers & Qt.KeyboardModifier.MetaModifier:
        return tr("{shown} belongs to the system").format(shown=shown)
    plain = not modifiers & _HELD
    if plain and Qt.Key.Key_0 <= code <= Qt.Key.Key_9:
        return tr(FIXED["digit"])
    function = Qt.Key.Key_F1 <= code <= Qt.Key.Key_F35
    if plain and not function and BY_ID[action_id].scope != TEXT:
        return tr(
            "{shown} could not be typed in a field any more: this needs Ctrl, Alt or an F key"
        ).format(shown=shown)
    if modifiers == Qt.KeyboardModifier.AltModifier:
        menu = next((m for m in MENUS if ord(menu_letter(m)) == code), None)
        if menu is not None:
            return tr("{shown} opens the menu {menu}").format(shown=shown, menu=menu_words(menu))
    return ""


def _clash(action_id: str, key: str) -> str:
    for action in ACTIONS:
        if action.id == action_id:
            continue
        for other in action.bound:
            if key == other:
                return tr("{key} is the key of “{action}”").format(
                    key=show_key(key), action=action.plain
                )
            if other.startswith(f"{key}, "):
                return tr("{key} begins {other}, the key of “{action}”").format(
                    key=show_key(key), other=show_key(other), action=action.plain
                )
    return ""


class Bindings(QObject):
    """The keys in use. Tells when they change, so that menus, help and hints follow."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._own: dict[str, tuple[str, ...]] = {}
        change_keys({})
        for line in settings.get(settings.KEYS):
            action_id, _, keys = str(line).partition(" ")
            wanted = tuple(k for k in keys.split(" ") if k)
            # Settings may be older than the table, or written by hand.
            if action_id in BY_ID and not any(_unfit(action_id, k) for k in wanted):
                self._own[action_id] = wanted
        change_keys(self._own)
        while self._drop_clash():
            change_keys(self._own)

    def _drop_clash(self) -> bool:
        """Where two actions claim one key, the user's own word for it goes."""
        for action_id, keys in self._own.items():
            if any(_clash(action_id, k) for k in keys):
                del self._own[action_id]
                return True
        return False

    def is_changed(self, action_id: str) -> bool:
        """Whether an action has other keys than the table gives it."""
        return action_id in self._own

    def bind(self, action_id: str, key: str) -> str:
        """Make ``key`` the first key of an action. Returns why not, "" when it is done."""
        found = problem(action_id, key)
        if not found:
            rest = [k for k in BY_ID[action_id].bound[1:] if k != key]
            self._set(action_id, (key, *rest))
        return found

    def unbind(self, action_id: str) -> str:
        """Take an action's keys away. Returns why not, "" when it is done."""
        if action_id in FIXED:
            return tr(FIXED[action_id])
        self._set(action_id, ())
        return ""

    def reset(self, action_id: str) -> str:
        """Give an action the table's keys again. Returns why not, "" when it is done."""
        found = next((f for k in BY_ID[action_id].keys if (f := _clash(action_id, k))), "")
        if not found:
            self._own.pop(action_id, None)
            self._store()
        return found

    def reset_all(self) -> None:
        """Give every action the table's keys again."""
        self._own.clear()
        self._store()

    def _set(self, action_id: str, keys: tuple[str, ...]) -> None:
        if keys == BY_ID[action_id].keys:
            self._own.pop(action_id, None)
        else:
            self._own[action_id] = keys
        self._store()

    def _store(self) -> None:
        change_keys(self._own)
        settings.put(settings.KEYS, [" ".join((a, *keys)) for a, keys in self._own.items()])
        self.changed.emit()
