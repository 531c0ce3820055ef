"""Words of the window in the user's language; English is what the sources say.

``pyside6-lupdate`` finds the texts by the names of ``tr``, ``marked`` and ``plural``, so that these
take a literal, except that ``tr`` is also handed what ``marked`` went through before.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import reduce
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale

from annotator.model import bundled

if TYPE_CHECKING:
    from PySide6.QtCore import QTranslator

# Each language in its own words, English first; "" in a setting or a locale is none of them.
LANGUAGES = {"en": "English", "de": "Deutsch"}
SYSTEM = "system"


class _Language:
    """The language in use; English has no translator and costs a look at that."""

    def __init__(self) -> None:
        self.ours: QTranslator | None = None
        self.qts: QTranslator | None = None
        self.locale: QLocale | None = None


_IN_USE = _Language()


def resolve(setting: str) -> str:
    """The language of a setting: itself, or for any other word the first of the system's."""
    if setting in LANGUAGES:
        return setting
    for tag in QLocale.system().uiLanguages():
        language = tag.replace("_", "-").partition("-")[0].lower()
        if language in LANGUAGES:
            return language
    return "en"


def use(language: str) -> None:
    """Show everything made from now on in this language, one of ``LANGUAGES``."""
    if language == "en" and _IN_USE.ours is None:
        return
    # Not before they are needed: the start waits for each of them.
    from PySide6.QtCore import QCoreApplication, QLibraryInfo, QTranslator

    if _IN_USE.qts is not None:
        QCoreApplication.removeTranslator(_IN_USE.qts)
    _IN_USE.ours = _IN_USE.qts = _IN_USE.locale = None
    if language == "en":
        return
    ours = QTranslator()
    if not ours.load(str(bundled.path("translations", f"annotator_{language}.qm"))):
        return
    _IN_USE.ours, _IN_USE.locale = ours, QLocale(language)
    # What Qt says itself: buttons of its dialogs, menus of its fields.
    qts = QTranslator()
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if qts.load(f"qtbase_{language}", folder):
        QCoreApplication.installTranslator(qts)
        _IN_USE.qts = qts


def tr(text: str, note: str = "") -> str:
    """The text in the language in use. ``note`` tells apart what is one word in English only."""
    if _IN_USE.ours is None:
        return text
    return _IN_USE.ours.translate("", text, note) or text


def marked(text: str, note: str = "") -> str:
    """The text as it is, to be handed to ``tr`` with this note when it is shown; for tables."""
    return text


def plural(many: str, one: str, number: int) -> str:
    """``many`` or, of one thing, ``one``, with the number in the place of ``%n``."""
    found = many if number != 1 else one
    if _IN_USE.ours is not None:
        found = _IN_USE.ours.translate("", many, one, number) or found
    return found.replace("%n", whole(number))


def in_sentence(words: str) -> str:
    """A title inside a sentence: English writes it small there, German has nouns."""
    return words.lower() if _IN_USE.ours is None else words


def either(words: Iterable[str]) -> str:
    """Words to choose from in a line: ``X or Del``; "" for none."""
    return reduce(_or, words) if (words := tuple(words)) else ""


def _or(some: str, one: str) -> str:
    return tr("{some} or {one}").format(some=some, one=one)


def whole(number: int) -> str:
    """A whole number as people write it: 1,284 in English."""
    return f"{number:,}" if _IN_USE.locale is None else _IN_USE.locale.toString(number)


def decimal(number: float, places: int) -> str:
    """A number with so many decimal places: 0.75 in English."""
    if _IN_USE.locale is None:
        return f"{number:.{places}f}"
    return _IN_USE.locale.toString(number, "f", places)


def percent(share: float) -> str:
    """A share of 1 in whole percent: 80% in English."""
    if _IN_USE.locale is None:
        return f"{share:.0%}"
    return f"{_IN_USE.locale.toString(100 * share, 'f', 0)}\N{NO-BREAK SPACE}%"


def dated(at: datetime, form: str) -> str:
    """A moment by one of Qt's patterns, such as ``ddd d MMM``."""
    from PySide6.QtCore import QDateTime

    moment = QDateTime(at.year, at.month, at.day, at.hour, at.minute, at.second)
    locale = _IN_USE.locale or QLocale(QLocale.Language.English)
    return locale.toString(moment, form)
