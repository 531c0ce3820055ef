"""Which key an event is: letters by letter, or by place on other scripts; digits by the key."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from annotator.ui import keys

NONE, SHIFT, CTRL, PAD, ALT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.KeypadModifier,
    Qt.KeyboardModifier.AltModifier,
)
LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux's scan codes")


def press(key: int, text: str, modifiers: Qt.KeyboardModifier = NONE, scan: int = 0) -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, key, modifiers, scan, 0, 0, text)


@pytest.mark.parametrize(
    ("event", "name", "letter"),
    [
        (press(Qt.Key.Key_N, "n"), "N", "n"),
        (press(Qt.Key.Key_N, "N", SHIFT), "Shift+N", "n"),
        (press(Qt.Key.Key_Question, "?", SHIFT), "?", ""),
        (press(Qt.Key.Key_1, "1"), "1", "1"),
        (press(Qt.Key.Key_1, "1", PAD), "1", "1"),
        (press(Qt.Key.Key_Enter, "\r", PAD), "Return", ""),
        (press(Qt.Key.Key_Return, "\r", SHIFT), "Shift+Return", ""),
        (press(Qt.Key.Key_K, "\x0b", CTRL), "Ctrl+K", ""),
        (press(Qt.Key.Key_Shift, "", SHIFT), "", ""),
    ],
)
def test_usual_keys(event: QKeyEvent, name: str, letter: str) -> None:
    assert (keys.name(event), keys.letter(event)) == (name, letter)


@LINUX
@pytest.mark.parametrize(
    ("event", "name", "letter", "typed"),
    [
        # AZERTY: the digit row gives signs and letters below, digits with Shift.
        (press(Qt.Key.Key_Ampersand, "&", scan=10), "1", "1", ""),
        (press(Qt.Key.Key_Eacute, "é", scan=11), "2", "2", "é"),
        (press(Qt.Key.Key_Agrave, "à", scan=19), "0", "0", "à"),
        (press(Qt.Key.Key_1, "1", SHIFT, scan=10), "1", "1", "1"),
        (press(Qt.Key.Key_A, "a", scan=24), "A", "a", "a"),
        # A US row with Shift gives signs, not digits.
        (press(Qt.Key.Key_Exclam, "!", SHIFT, scan=10), "!", "", ""),
        # Russian: letters by their place on a US keyboard.
        (press(0x422, "т", scan=57), "N", "n", "т"),
        (press(0x427, "Ч", SHIFT, scan=53), "Shift+X", "x", "ч"),
        (press(0x41B, "", CTRL, scan=45), "Ctrl+K", "", ""),
        # Latin letters stay what they are, wherever they lie.
        (press(Qt.Key.Key_Odiaeresis, "ö", scan=47), "Ö", "ö", "ö"),
        (press(Qt.Key.Key_Z, "z", scan=29), "Z", "z", "z"),
    ],
)
def test_layouts(event: QKeyEvent, name: str, letter: str, typed: str) -> None:
    assert (keys.name(event), keys.letter(event), keys.typed(event)) == (name, letter, typed)


@LINUX
def test_the_keypad_has_no_letters_below_it() -> None:
    assert keys.place(press(Qt.Key.Key_7, "7", PAD, scan=79)) == ""
    assert keys.place(press(Qt.Key.Key_Q, "q", scan=24)) == "Q"
    assert keys.place(press(Qt.Key.Key_M, "m", ALT, scan=58)) == "M"
