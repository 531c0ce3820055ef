"""A word or phrase looked for on its own: which articles have it, best first, and where.

FTS5's ranking goes through the index twice, and its snippets once more for each article. For one
phrase that is not needed: how rare it is counts the same in every article.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator

from annotator.store.project import Project

# How many articles are ranked here; above it FTS5 is quicker than counting in so many texts.
MOST = 1000
# BM25's constants, those of FTS5.
_K, _B = 1.2, 0.75
_BEFORE, _AFTER = 60, 100


def having(project: Project, match: str) -> list[int] | None:
    """Articles that fit a query of the index, in the order of import; None for more than MOST."""
    found = project.db.conn.execute(
        "SELECT rowid FROM article_fts WHERE article_fts MATCH ? LIMIT ?", (match, MOST + 1)
    ).fetchall()
    return None if len(found) > MOST else [pk for (pk,) in found]


def best(project: Project, pks: list[int], phrase: str, limit: int) -> list[int]:
    """The articles that have the phrase most often for their length, best first.

    Written in another case or with other spaces and accents it may count once only.
    """
    if not pks:
        return []
    # Bytes are put into small letters and looked through many times faster than text.
    found = project.db.conn.execute(
        "SELECT pk, CAST(text AS BLOB), CAST(title AS BLOB), words FROM article"
        " WHERE pk IN (SELECT value FROM json_each(?))",
        (json.dumps(pks),),
    )
    wanted = phrase.lower().encode("utf-8", "replace")
    times = [
        (pk, max(1, text.lower().count(wanted) + title.lower().count(wanted)), words)
        for pk, text, title, words in found
    ]
    mean = sum(words for _, _, words in times) / len(times) or 1
    scores = {pk: n / (n + _K * (1 - _B + _B * words / mean)) for pk, n, words in times}
    return sorted(scores, key=lambda pk: (-scores[pk], pk))[:limit]


def rows(project: Project, pks: list[int]) -> Iterator[tuple[int, str, str, str]]:
    """Number, id, title and text of articles, in the order given."""
    for pk in pks:
        yield project.db.conn.execute(
            "SELECT pk, id, title, text FROM article WHERE pk = ?", (pk,)
        ).fetchone()


def context(text: str, phrase: str, marks: tuple[str, str, str]) -> str:
    """What stands around the first place of the phrase, with ``marks``: open, close and gap."""
    opening, closing, gap = marks
    pattern = _pattern(phrase)
    shown = text
    found = pattern.search(text)
    if found is None:
        # Accents count for nothing in the index.
        shown = text.translate(_BARE)
        found = pattern.search(shown)
    at, until = found.span() if found else (0, 0)
    low, high = _whole_words(text, at - _BEFORE, until + _AFTER)
    out, last = [gap if low else ""], low
    for each in pattern.finditer(shown, at, high) if found else ():
        out += [text[last : each.start()], opening, text[each.start() : each.end()], closing]
        last = each.end()
    return "".join([*out, text[last:high], gap if high < len(text) else ""])


def _pattern(phrase: str) -> re.Pattern[str]:
    """The words of the phrase as the index has them: letters and digits, with others between."""
    words = re.findall(r"[^\W_]+", phrase.translate(_BARE))
    plain = re.findall(r"[^\W_]+", phrase)
    each = [f"(?:{re.escape(p)}|{re.escape(w)})" for p, w in zip(plain, words, strict=False)]
    return re.compile(
        r"(?<![^\W_])" + r"[\W_]+".join(each) + r"(?![^\W_])",
        re.IGNORECASE,
    )


def _whole_words(text: str, low: int, high: int) -> tuple[int, int]:
    """The range, drawn in so that it cuts no word that can be left out."""
    low, high = max(0, low), min(len(text), high)
    if low:
        low = text.find(" ", low, low + 30) + 1 or low
    if high < len(text):
        cut = text.rfind(" ", high - 30, high)
        high = cut if cut > 0 else high
    return low, high


class _Bare(dict[int, int]):
    """Letters without their accents, each one character as before."""

    def __missing__(self, sign: int) -> int:
        plain = unicodedata.normalize("NFD", chr(sign))
        accents = all(unicodedata.combining(c) for c in plain[1:])
        self[sign] = ord(plain[0]) if accents else sign
        return self[sign]


_BARE = _Bare()
