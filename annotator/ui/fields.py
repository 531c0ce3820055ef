"""Fields of the inspector for the attributes of a span, one for each type of answer.

Each shows a value by ``show_value`` and says by ``answered`` what it is to be; None for nothing.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QComboBox, QWidget

from annotator.model.schema import Attribute
from annotator.ui.check_list import CheckList
from annotator.ui.completing import CompletingField
from annotator.ui.schema_words import called
from annotator.ui.tr import marked, tr

UNSET = marked("not said")


class ChoiceField(QComboBox):
    """One of a few, or a step of a scale."""

    answered = Signal(object)

    def __init__(self, attribute: Attribute, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._attribute = attribute
        # A long choice may be cut; the pane is no wider for it.
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(3)
        self._fill(())
        self.activated.connect(lambda at: self.answered.emit(self.itemData(at)))

    def _fill(self, others: tuple[str, ...]) -> None:
        self.clear()
        self.addItem(tr(UNSET), None)
        for choice in (*self._attribute.choices, *others):
            known = choice in self._attribute.choices
            self.addItem(
                called(choice) if known else tr("{choice} (offered no more)").format(choice=choice),
                choice,
            )

    def show_value(self, value: Any) -> None:
        """Show an answer, also one that the schema does not offer any more."""
        text = None if value is None else str(value)
        if text is not None and self.findData(text) < 0:
            self._fill((text,))
        self.setCurrentIndex(max(0, self.findData(text)))


class SeveralField(CheckList):
    """Several of a few."""

    answered = Signal(object)

    def __init__(self, attribute: Attribute, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._attribute = attribute
        self.ticked.connect(lambda: self.answered.emit(list(self.chosen()) or None))

    def show_value(self, value: Any) -> None:
        """Show an answer; what is offered no more stands below the rest."""
        chosen = [str(x) for x in value] if isinstance(value, list) else []
        others = [x for x in chosen if x not in self._attribute.choices]
        self.fill([*self._attribute.choices, *others], chosen)


class WordsField(CompletingField):
    """Free words; or tags with commas between them, of which those in use are offered."""

    answered = Signal(object)
    wanted = Signal()

    def __init__(self, attribute: Attribute, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tags = attribute.type != "text"
        self.known: tuple[str, ...] = tuple(attribute.choices)
        self.setPlaceholderText(tr("words, with commas") if self._tags else tr("none", "words"))

    def show_value(self, value: Any) -> None:
        """Show an answer, unless one is being typed."""
        if not self.hasFocus():
            self.setText(", ".join(map(str, value)) if isinstance(value, list) else value or "")

    def answer(self) -> Any:
        """What is written, as the attribute takes it."""
        words = self.text().strip()
        if not self._tags:
            return words or None
        return list(dict.fromkeys(x.strip() for x in words.split(",") if x.strip())) or None

    def offers(self) -> list[str]:
        """Tags in use that begin with, then that have, what stands after the last comma."""
        before, _, part = self.text().rpartition(",")
        part = part.strip().lower()
        if not self._tags or not part:
            return []
        used = {x.strip().lower() for x in before.split(",")}
        free = [x for x in self.known if x.lower() not in used and x.lower() != part]
        starts = [x for x in free if x.lower().startswith(part)]
        return starts + [x for x in free if part in x.lower() and x not in starts]

    def take(self, words: str) -> None:
        """Put a tag in the place of what was typed of it."""
        before, comma, _ = self.text().rpartition(",")
        self.setText(f"{before}{comma}{' ' if comma else ''}{words}, ")

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Ask which tags are in use."""
        super().focusInEvent(event)
        if self._tags:
            self.wanted.emit()
            self.end(False)


Field = ChoiceField | SeveralField | WordsField


def field_for(attribute: Attribute) -> Field:
    """The field for an attribute's type."""
    if attribute.type in ("choice", "scale"):
        return ChoiceField(attribute)
    return SeveralField(attribute) if attribute.type == "multi" else WordsField(attribute)
