"""Key events as the action table writes keys.

Letters go by the letter that is typed, not by its place; on layouts without Latin letters by the
place on a US keyboard. Digits go by the physical key and the keypad, so that AZERTY needs no Shift.
"""

from __future__ import annotations

import sys
import unicodedata

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

_MODIFIER_KEYS = {
    Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr,
    Qt.Key.Key_CapsLock, Qt.Key.Key_NumLock, Qt.Key.Key_unknown,
}  # fmt: skip
_COMMAND = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)
_DIGITS, _ROWS = "1234567890", ("QWERTYUIOP", "ASDFGHJKL", "ZXCVBNM")


def _places(first_digit: int, first_letters: tuple[int, int, int]) -> dict[int, str]:
    """Scan code → what a US keyboard has there; the codes of a row follow each other."""
    found = {first_digit + i: c for i, c in enumerate(_DIGITS)}
    for first, row in zip(first_letters, _ROWS, strict=True):
        found.update({first + i: c for i, c in enumerate(row)})
    return found


_MAC = dict(
    zip(
        [18, 19, 20, 21, 23, 22, 26, 28, 25, 29, 12, 13, 14, 15, 17, 16, 32, 34, 31, 35,
         0, 1, 2, 3, 5, 4, 38, 40, 37, 6, 7, 8, 9, 11, 45, 46],
        _DIGITS + "".join(_ROWS),
        strict=True,
    )
)  # fmt: skip
# X11 and Wayland count the kernel's codes from 8; Windows has them as they are.
_PC = _places(2, (16, 30, 44)) if sys.platform == "win32" else _places(10, (24, 38, 52))


def place(event: QKeyEvent) -> str:
    """The digit or upper-case letter that a US keyboard has on this key; "" for any other."""
    if event.modifiers() & Qt.KeyboardModifier.KeypadModifier:
        return ""
    if sys.platform == "darwin":
        # A is number 0 there, which also stands for no number: a made-up event has no text.
        return _MAC.get(event.nativeVirtualKey(), "") if event.text() else ""
    return _PC.get(event.nativeScanCode(), "")


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
    meant = _meant(event)
    if meant:
        key = Qt.Key(ord(meant))
        if meant.isdigit():
            modifiers &= ~Qt.KeyboardModifier.ShiftModifier
    elif _is_sign(event.text()):
        modifiers &= ~Qt.KeyboardModifier.ShiftModifier
    return QKeySequence(QKeyCombination(modifiers, key)).toString(
        QKeySequence.SequenceFormat.PortableText
    )


def letter(event: QKeyEvent) -> str:
    """The letter or digit meant, lower case; "" for anything else."""
    if event.modifiers() & _COMMAND:
        return ""
    text = event.text()
    return _meant(event).lower() or (text.lower() if len(text) == 1 and text.isalnum() else "")


def typed(event: QKeyEvent) -> str:
    """The letter or digit as it is typed, in whatever script; "" for anything else."""
    text = event.text()
    held = event.modifiers() & _COMMAND
    return text.lower() if len(text) == 1 and text.isalnum() and not held else ""


def _meant(event: QKeyEvent) -> str:
    """A digit by its key, a letter by its place where it is of no Latin script; else ""."""
    here = place(event)
    if not here:
        return ""
    if here.isdigit():
        # With Shift a layout that has digits below has its signs there, such as ! and ?.
        plain = not event.modifiers() & (_COMMAND | Qt.KeyboardModifier.ShiftModifier)
        return here if plain or event.text() == here else ""
    code = event.key()
    foreign = 0x7F < code < 0x01000000 and not unicodedata.name(chr(code), "").startswith("LATIN")
    return here if foreign else ""


def _is_sign(text: str) -> bool:
    return len(text) == 1 and text.isprintable() and not text.isalnum() and text != " "
