"""Full text search over titles and texts with SQLite's FTS5."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import dataclass

from annotator.model.errors import AnnotatorError
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
        raise AnnotatorError("the query is empty", "", "Give a word or a phrase")
    if _UNSPACED.search(query):
        return _containing(project, query.strip(), limit)
    try:
        found = project.db.conn.execute(
            "SELECT article.pk, article.id, article.title,"
            " snippet(article_fts, 1, ?, ?, ?, 24)"
            " FROM article_fts JOIN article ON article.pk = article_fts.rowid"
            " WHERE article_fts MATCH ? ORDER BY rank LIMIT ?",
            (OPEN, CLOSE, GAP, as_match(query), limit),
        ).fetchall()
    except sqlite3.OperationalError as error:
        raise AnnotatorError(
            f"the query {query!r} cannot be understood: {error}", "", 'Try a "phrase" or words'
        ) from error
    return [Hit(*row) for row in found]


def as_match(query: str) -> str:
    """The query for FTS5: every part quoted, so that no character of it is an operator."""
    parts = re.findall(r'"([^"]*)"|(\S+)', query)
    out = []
    for phrase, word in parts:
        text = phrase or word
        prefix = "*" if word.endswith("*") else ""
        text = text.rstrip("*").replace('"', " ").strip()
        if text:
            out.append(f'"{text}"{prefix}')
    if not out:
        raise AnnotatorError(f"the query {query!r} has no word in it", "", "Give a word")
    return " ".join(out)


def _containing(project: Project, text: str, limit: int) -> list[Hit]:
    found = project.db.conn.execute(
        "SELECT pk, id, title, text, instr(text, ?) FROM article WHERE instr(text, ?) > 0 LIMIT ?",
        (text, text, limit),
    )
    return [Hit(pk, i, title, _context(body, at - 1, len(text))) for pk, i, title, body, at in found]


def _context(text: str, at: int, length: int) -> str:
    before, after = text[max(0, at - 40) : at], text[at + length : at + length + 40]
    return f"{GAP}{before}{OPEN}{text[at : at + length]}{CLOSE}{after}{GAP}"
