"""The language of the window: asked here, in use from the next start on."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from annotator.ui import settings
from annotator.ui.choice_dialog import ChoiceDialog
from annotator.ui.tr import LANGUAGES, SYSTEM, tr


class LanguageDialog(ChoiceDialog):
    """Stores what is chosen and tells what follows from it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            parent,
            tr("Language of the window"),
            tr("It changes when Annotator is started again. Articles and labels stay as they are."),
            tr("Use this language"),
        )
        self.setWindowTitle(tr("Language"))
        # Each language in its own words, so that everybody finds theirs.
        self.names = (SYSTEM, *LANGUAGES)
        current = settings.get(settings.LANGUAGE)
        now = self.names.index(current) if current in self.names else 0
        for at, words in enumerate((tr("As the &system"), *LANGUAGES.values())):
            self.offer(at, words, at == now)

    def accept(self) -> None:
        """Keep the choice."""
        settings.put(settings.LANGUAGE, self.names[self.group.checkedId()])
        self.chosen.emit(tr("The language changes when Annotator is started again"))
        super().accept()
