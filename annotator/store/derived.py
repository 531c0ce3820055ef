"""Tables that repeat what others say, in a shape that is quick to look up.

``schema_label`` has a row for each label of the newest label schema and for each name that a label
had before: what it is shown as, and whether it is a part of a quote. ``tag`` has every value of
every attribute of several values. ``article_find`` has the words an article is found by.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from annotator.model.schema import LabelSchema

if TYPE_CHECKING:
    from sqlite_utils import Database

    from annotator.store.handle import Handle


def write_labels(db: Handle | Database, schema: LabelSchema) -> None:
    """Bring ``schema_label`` up to a schema. Call inside a transaction."""
    roles = {(layer.id, x.id): x.role for layer in schema.layers for x in layer.labels}
    rows = [(layer, label, label, int(role)) for (layer, label), role in roles.items()]
    rows += [
        (x.layer, x.label, x.becomes, int(roles[(x.layer, x.becomes)])) for x in schema.renamed
    ]
    db.conn.execute("DELETE FROM schema_label")
    db.conn.executemany("INSERT INTO schema_label VALUES (?, ?, ?, ?)", rows)


def add_tags(db: Handle | Database, layer: str, attributes: Mapping[str, Any]) -> None:
    """Remember the tags that a span carries. Call inside a transaction."""
    for name, values in attributes.items():
        if isinstance(values, (list, tuple)):
            db.conn.executemany(
                "INSERT INTO tag VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                [(layer, name, str(value)) for value in values],
            )


def tags(db: Handle | Database, layer: str, attribute: str) -> tuple[str, ...]:
    """The tags of an attribute, sorted."""
    found = db.conn.execute(
        "SELECT tag FROM tag WHERE layer = ? AND attribute = ? ORDER BY tag", (layer, attribute)
    )
    return tuple(r[0] for r in found)


def add_words(
    db: Handle | Database,
    pk: int,
    title: str,
    source: str | None,
    published: str | None,
    article_id: str,
) -> None:
    """Remember what an article is found by in the queue. Call inside a transaction."""
    words = fold("\n".join(x for x in (title, source, published, article_id) if x))
    db.conn.execute(
        "INSERT INTO article_find VALUES (?, ?, ?, ?)",
        (pk, words, fold(source or ""), (published or "")[:10]),
    )


def fold(words: str) -> str:
    """Without case and accents, as words are compared in the queue."""
    plain = unicodedata.normalize("NFKD", words).casefold()
    return "".join(c for c in plain if not unicodedata.combining(c))


def fill(db: Handle | Database) -> None:
    """Fill ``tag`` and ``article_find`` from what is stored."""
    lists = db.conn.execute(
        "SELECT DISTINCT layer, attributes FROM span WHERE attributes LIKE '%[%'"
    )
    for layer, attributes in lists.fetchall():
        add_tags(db, layer, json.loads(attributes))
    for pk, *parts in db.conn.execute(
        "SELECT pk, title, source, published, id FROM article"
    ).fetchall():
        add_words(db, pk, *parts)
