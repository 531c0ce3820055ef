"""Key events as the action table writes keys."""

from __future__ import annotations

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

_MODIFIER_KEYS = {
    Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr,
    Qt.Key.Key_CapsLock, Qt.Key.Key_NumLock, Qt.Key.Key_unknown,
}  # fmt: skip


def name(event: QKeyEvent) -> str:
    """The key in portable notation ("Shift+Return", "N", "?"); "" for a modifier alone.

    The keypad counts as the main keys, Enter as Return; a sign needs no Shift of its own name.
    """
    key = Qt.Key(event.key())
    if key in _MODIFIER_KEYS:
        return ""
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if key == Qt.Key.Key_Enter:
        key = Qt.Key.Key_Return
    text = event.text()
    sign = len(text) == 1 and text.isprintable() and not text.isalnum() and text != " "
    if sign:
        modifiers &= ~Qt.KeyboardModifier.ShiftModifier
    return QKeySequence(QKeyCombination(modifiers, key)).toString(
        QKeySequence.SequenceFormat.PortableText
    )


def letter(event: QKeyEvent) -> str:
    """The letter or digit typed, lower case; "" for anything else."""
    held = event.modifiers() & ~(
        Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
    )
    text = event.text()
    return text.lower() if len(text) == 1 and text.isalnum() and not held else ""
