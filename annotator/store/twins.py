"""Sketches of articles, which of them have hashes in common, and the stories found by them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from annotator.model.shingles import Sketch
from annotator.store.project import Project

Named = tuple[int, str, str, str | None, str | None]
# So many of the smallest hashes are looked up. Two articles that share a third of their runs of
# words have one of sixteen in common with a probability of 0.998; that share a tenth, of 0.8.
LOOKED_UP = 16
# Runs of words that stand in many articles are no sign of a twin; of those that do, the first.
_MOST = 64
_WITH_HASH = (
    "SELECT article FROM (SELECT article FROM article_hash WHERE hash = ?"
    f" ORDER BY article LIMIT {_MOST})"
)


def without_sketch(project: Project, most: int) -> list[int]:
    """Articles that have no sketch yet, in order of import, at most so many."""
    # New articles stand behind all that have one.
    found = project.db.conn.execute(
        "SELECT pk FROM article WHERE pk > (SELECT coalesce(max(article), 0) FROM article_sketch)"
        " ORDER BY pk LIMIT ?",
        (most,),
    )
    return [r[0] for r in found]


def text(project: Project, pk: int) -> tuple[str, list[tuple[int, int]]]:
    """An article's text and the ranges of it that are no part of the story."""
    row = project.db.conn.execute("SELECT text FROM article WHERE pk = ?", (pk,)).fetchone()
    aside = project.db.conn.execute(
        'SELECT start, "end" FROM zone WHERE article = ?'
        " AND kind IN ('boilerplate', 'byline', 'credit') ORDER BY start",
        (pk,),
    )
    return str(row[0]), aside.fetchall()


def add_sketch(project: Project, pk: int, sketch: Sketch) -> None:
    """Keep the sketch of an article. Call inside a transaction."""
    conn = project.db.conn
    conn.execute(
        "INSERT INTO article_sketch (article, shingles, hashes) VALUES (?, ?, ?)",
        (pk, sketch.shingles, sketch.pack()),
    )
    conn.executemany(
        "INSERT INTO article_hash (hash, article) VALUES (?, ?)",
        [(x, pk) for x in sketch.hashes[:LOOKED_UP]],
    )


def sketches(project: Project, pks: Iterable[int]) -> dict[int, Sketch]:
    """The sketches of some articles, as far as they have one."""
    out = {}
    for pk in pks:
        row = project.db.conn.execute(
            "SELECT shingles, hashes FROM article_sketch WHERE article = ?", (pk,)
        ).fetchone()
        if row is not None:
            out[pk] = Sketch.unpack(*row)
    return out


def candidates(project: Project, pk: int, sketch: Sketch) -> list[int]:
    """Other articles with one of the smallest hashes in common, those with most of them first."""
    numbers = sketch.hashes[:LOOKED_UP]
    if not numbers:
        return []
    lists = " UNION ALL ".join([_WITH_HASH] * len(numbers))
    found = project.db.conn.execute(
        f"SELECT article FROM ({lists}) WHERE article <> ?"
        f" GROUP BY article ORDER BY count(*) DESC, article LIMIT {_MOST}",
        (*numbers, pk),
    )
    return [r[0] for r in found]


def join(project: Project, pks: Sequence[int]) -> None:
    """Put articles, and all that are of one story with them, into one. Call in a transaction.

    A story is numbered by the article of it that came first.
    """
    conn = project.db.conn
    known = stories(project, pks)
    number = min((*pks, *known.values()))
    for other in set(known.values()) - {number}:
        conn.execute("UPDATE story SET story = ? WHERE story = ?", (number, other))
    conn.executemany(
        "INSERT INTO story (article, story) VALUES (?, ?) ON CONFLICT DO NOTHING",
        [(pk, number) for pk in pks],
    )


def stories(project: Project, pks: Iterable[int]) -> dict[int, int]:
    """The story of each of these articles that has twins."""
    out = {}
    for pk in pks:
        row = project.db.conn.execute("SELECT story FROM story WHERE article = ?", (pk,)).fetchone()
        if row is not None:
            out[pk] = row[0]
    return out


def all_stories(project: Project) -> dict[int, int]:
    """The story of every article that has twins."""
    found = project.db.conn.execute("SELECT article, story FROM story ORDER BY article")
    return dict(found.fetchall())


def count(project: Project) -> int:
    """How many articles have twins."""
    return int(project.db.conn.execute("SELECT count(*) FROM story").fetchone()[0])


def named(project: Project, pks: Iterable[int]) -> list[Named]:
    """Pk, id, title, source and date of some articles."""
    out = []
    for pk in pks:
        out += project.db.conn.execute(
            "SELECT pk, id, title, source, published FROM article WHERE pk = ?", (pk,)
        ).fetchall()
    return out


def of_story(project: Project, pk: int) -> list[int]:
    """The other articles of an article's story, in order of import."""
    found = project.db.conn.execute(
        "SELECT other.article FROM story JOIN story AS other ON other.story = story.story"
        " WHERE story.article = ?1 AND other.article <> ?1 ORDER BY other.article",
        (pk,),
    )
    return [r[0] for r in found]
