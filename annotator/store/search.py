"""Full text search over titles and texts with SQLite's FTS5."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import dataclass

from annotator.model.errors import AnnotatorError, WrongUse
from annotator.store import phrases
from annotator.store.failures import failure
from annotator.store.project import Project

OPEN, CLOSE, GAP = "\x02", "\x03", "…"
# Scripts written without spaces are one token to unicode61; they are searched as plain text.
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that matches; in ``context`` the matches stand between OPEN and CLOSE."""

    pk: int
    id: str
    title: str
    context: str


def search(project: Project, query: str, limit: int = 50) -> list[Hit]:
    """Articles that match, best first. Words must all occur, "…" is a phrase, * ends a prefix.

    Raises AnnotatorError for a query that says nothing or is not well formed.
    """
    if not query.strip():
        raise WrongUse("the query is empty", "", "Give a word or a phrase")
    parts = _parts(query)
    if is_unspaced(query):
        return _containing(project, [text for text, _ in parts], limit)
    try:
        found = _one(project, parts, limit)
        return _ranked(project, parts, limit) if found is None else found
    except sqlite3.OperationalError as error:
        if "fts5" not in str(error):
            raise failure(error, project.path) from error
        raise AnnotatorError(
            f"the query {query!r} cannot be understood: {error}", "", 'Try a "phrase" or words'
        ) from error


def _one(project: Project, parts: list[tuple[str, bool]], limit: int) -> list[Hit] | None:
    """Articles with a word or phrase that stands alone; None when FTS5 is to rank them."""
    (phrase, prefix), *more = parts
    pks = None if more or prefix else phrases.having(project, _match(parts))
    if pks is None:
        return None
    best = phrases.best(project, pks, phrase, limit)
    return [
        Hit(pk, name, title, phrases.context(text, phrase, (OPEN, CLOSE, GAP)))
        for pk, name, title, text in phrases.rows(project, best)
    ]


def _ranked(project: Project, parts: list[tuple[str, bool]], limit: int) -> list[Hit]:
    found = project.db.conn.execute(
        "SELECT article.pk, article.id, article.title,"
        " snippet(article_fts, 1, ?, ?, ?, 24)"
        " FROM article_fts JOIN article ON article.pk = article_fts.rowid"
        " WHERE article_fts MATCH ? ORDER BY rank LIMIT ?",
        (OPEN, CLOSE, GAP, _match(parts), limit),
    )
    return [Hit(*row) for row in found]


def as_match(query: str) -> str:
    """The query for FTS5: every part quoted, so that no character of it is an operator."""
    return _match(_parts(query))


def is_unspaced(query: str) -> bool:
    """Whether the query is in a script written without spaces, or has no word in it at all."""
    return bool(_UNSPACED.search(query)) or not any(c.isalnum() for c in query)


def _parts(query: str) -> list[tuple[str, bool]]:
    """Words and phrases, each with whether it is the beginning of a word only."""
    out = []
    query = query.replace("\0", " ").encode("utf-8", "replace").decode("utf-8")
    for phrase, word in re.findall(r'"([^"]*)"|(\S+)', query):
        text = " ".join((phrase or word).rstrip("*").replace('"', " ").split())
        if text:
            out.append((text, word.endswith("*")))
    if not out:
        raise WrongUse(f"the query {query!r} has no word in it", "", "Give a word")
    return out


def _match(parts: list[tuple[str, bool]]) -> str:
    # FTS5 finds nothing at all when one of the parts is punctuation only.
    words = [p for p in parts if any(c.isalnum() for c in p[0])]
    return " ".join(f'"{text}"{"*" if prefix else ""}' for text, prefix in words)


def _containing(project: Project, parts: list[str], limit: int) -> list[Hit]:
    every = " AND ".join("(instr(text, ?) > 0 OR instr(title, ?) > 0)" for _ in parts)
    found = project.db.conn.execute(
        "SELECT pk, id, title, text, instr(text, ?) FROM article"
        f" WHERE {every} ORDER BY pk LIMIT ?",
        (parts[0], *(x for part in parts for x in (part, part)), limit),
    )
    length = len(parts[0])
    return [Hit(pk, i, title, _context(body, at - 1, length)) for pk, i, title, body, at in found]


def _context(text: str, at: int, length: int) -> str:
    if at < 0:
        return text[:80] + (GAP if len(text) > 80 else "")
    low, high = max(0, at - 40), at + length + 40
    start, end = GAP if low else "", GAP if high < len(text) else ""
    found = f"{OPEN}{text[at : at + length]}{CLOSE}"
    return f"{start}{text[low:at]}{found}{text[at + length : high]}{end}"
