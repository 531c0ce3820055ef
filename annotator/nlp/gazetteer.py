"""Known names and telling words, from a TOML file that people can add to.

``resources/gazetteer.toml`` comes with the program; a file of the user's own is read after it.
docs/gazetteer.md describes the form.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from annotator.model import bundled
from annotator.model.errors import AnnotatorError

VARIABLE = "ANNOTATOR_GAZETTEER"
LABELS = ("PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "PRODUCT", "LAW", "OTHER")
LISTS = (
    "not_names", "titles", "roles", "firms", "org_heads", "event_heads", "law_heads",
    "place_heads", "land_heads", "place_nouns", "made_things", "units", "given_names",
    "female_names", "unisex_names", "months", "weekdays",
)  # fmt: skip
_REMEDY = "docs/gazetteer.md says how the file is written"


@dataclass(frozen=True, slots=True)
class Entry:
    """A known name; ``name`` is what it is best known by.

    ``ambiguous``: the words may mean something else, and count only where the model sees a name.
    """

    words: tuple[str, ...]
    label: str
    name: str
    ambiguous: bool = False


@dataclass
class Gazetteer:
    """Entries by their words, and the lists of telling words; case counts in both."""

    entries: dict[tuple[str, ...], Entry] = field(default_factory=dict)
    lists: dict[str, frozenset[str]] = field(default_factory=lambda: dict.fromkeys(LISTS, _NONE))
    _first: dict[str, list[Entry]] = field(default_factory=dict)

    def get(self, words: tuple[str, ...]) -> Entry | None:
        """The entry with just these words, also where they are written in capitals."""
        found = self.entries.get(words)
        if found is None and words[:1] == ("The",):
            found = self.entries.get(("the", *words[1:]))
        if found is None and any(w.isupper() and len(w) > 3 for w in words):
            found = self.entries.get(tuple(_lowered(w) for w in words))
        return found

    def longest(self, words: list[str], at: int) -> Entry | None:
        """The longest entry that the words from place ``at`` on spell."""
        known = self._first.get(words[at])
        if known is None and words[at].isupper() and len(words[at]) > 3:
            known = self._first.get(_lowered(words[at]))
        for entry in known or ():
            if self.get(tuple(words[at : at + len(entry.words)])) is entry:
                return entry
        return None

    def index(self) -> Gazetteer:
        """Made ready for :meth:`longest`; call it when the last entry is in."""
        self._first.clear()
        for entry in sorted(self.entries.values(), key=lambda e: -len(e.words)):
            self._first.setdefault(entry.words[0], []).append(entry)
        return self


_NONE: frozenset[str] = frozenset()


def _lowered(word: str) -> str:
    return word.capitalize() if word.isupper() and len(word) > 3 else word


def load(path: Path | None = None) -> Gazetteer:
    """The bundled gazetteer with the file ``path`` on top, or else the user's own if there is one.

    The user's own is the file named by the environment variable ``ANNOTATOR_GAZETTEER``, else
    ``annotator/gazetteer.toml`` in the user's folder for settings. Raises AnnotatorError naming
    file and place for a file that cannot be read.
    """
    own = path or own_file()
    stamp = own.stat().st_mtime_ns if own is not None and own.is_file() else 0
    return _load(own, stamp)


@cache
def _load(own: Path | None, stamp: int) -> Gazetteer:
    out = Gazetteer()
    for file in [bundled.path("gazetteer.toml"), *([own] if own else [])]:
        _add(out, file)
    return out.index()


def own_file() -> Path | None:
    """The user's own gazetteer, or None where there is none."""
    named = os.environ.get(VARIABLE)
    if named:
        return Path(named).expanduser()
    base = os.environ.get("APPDATA") or os.environ.get("XDG_CONFIG_HOME") or "~/.config"
    path = Path(base).expanduser() / "annotator" / "gazetteer.toml"
    return path if path.is_file() else None


def _add(out: Gazetteer, file: Path) -> None:
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise AnnotatorError(
            f"the gazetteer cannot be read: {error.strerror}", str(file), _REMEDY
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise AnnotatorError(f"the gazetteer is no TOML: {error}", str(file), _REMEDY) from error
    for section in data:
        if section not in ("names", "words", "remove"):
            raise AnnotatorError(f"the gazetteer has no section {section!r}", str(file), _REMEDY)
    _add_words(out, _table(data, "words", file), file)
    names = _table(data, "names", file)
    doubtful = {tuple(split(x)) for x in _split(_text(names.pop("ambiguous", ""), file), ",")}
    for label, groups in names.items():
        if label not in LABELS:
            raise AnnotatorError(f"the gazetteer has no label {label!r}", str(file), _REMEDY)
        for text in groups.values() if isinstance(groups, Mapping) else [groups]:
            _add_names(out, label, _text(text, file), doubtful)
    removed = _table(data, "remove", file)
    for name in _split(_text(removed.pop("names", ""), file), ","):
        out.entries.pop(tuple(split(name)), None)
    for key, text in removed.items():
        out.lists[_list(key, file)] -= frozenset(_split(_text(text, file), ","))


def _add_words(out: Gazetteer, table: Mapping[str, Any], file: Path) -> None:
    for key, text in table.items():
        out.lists[_list(key, file)] |= frozenset(_split(_text(text, file), ","))


def _add_names(out: Gazetteer, label: str, text: str, doubtful: set[tuple[str, ...]]) -> None:
    for item in _split(text, ","):
        spellings = [" ".join(x.split()) for x in _split(item, "=")]
        for spelling in spellings:
            words = tuple(split(spelling))
            out.entries[words] = Entry(words, label, spellings[0], words in doubtful)


def _list(key: str, file: Path) -> str:
    if key not in LISTS:
        raise AnnotatorError(f"the gazetteer has no list {key!r}", str(file), _REMEDY)
    return key


def _table(data: Mapping[str, Any], key: str, file: Path) -> dict[str, Any]:
    found = data.get(key, {})
    if not isinstance(found, dict):
        raise AnnotatorError(f"the gazetteer's {key!r} is no section", str(file), _REMEDY)
    return dict(found)


def _text(value: object, file: Path) -> str:
    if not isinstance(value, str):
        raise AnnotatorError(f"the gazetteer holds {value!r} in place of text", str(file), _REMEDY)
    return value


def _split(text: str, sign: str) -> list[str]:
    return [" ".join(x.split()) for x in text.split(sign) if x.strip()]


def split(name: str) -> list[str]:
    """A name cut as an English tokenizer cuts it: hyphens, slashes and possessives by themselves.

    Full stops stay with abbreviations ("U.S.", "St.").
    """
    out: list[str] = []
    for word in name.replace("’", "'").split():
        out += _pieces(word)
    return out


def _pieces(word: str) -> list[str]:
    for sign in ("'s", "-"):
        left, found, right = word.partition(sign)
        # As spaCy's English does: "Nord-Ost" is three tokens, "al-Qaeda", "F-16", "COVID-19" too.
        if found and left and (sign == "'s" or (left.isalpha() and right[:1].isalpha())):
            return [left, found, *_pieces(right)] if right else [left, found]
    return [word]
