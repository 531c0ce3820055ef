"""The project file's tables, as numbered migrations; ``user_version`` counts those applied."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from annotator.model.people import known_forms
from annotator.model.schema import from_dict
from annotator.store import derived
from annotator.store.handle import Migrations

if TYPE_CHECKING:
    from sqlite_utils import Database

APPLICATION_ID = 0x414E4E4F  # "ANNO"

migrations = Migrations("annotator")

TABLES = """
CREATE TABLE annotator (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL CHECK (kind IN ('person', 'pipeline', 'adjudicator')),
    version TEXT
);
CREATE TABLE article (
    pk INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    source TEXT,
    url TEXT,
    published TEXT,
    language TEXT,
    text TEXT NOT NULL,
    sha256 TEXT,
    digest TEXT NOT NULL,
    words INTEGER NOT NULL,
    imported_at TEXT NOT NULL,
    origin TEXT,
    meta TEXT NOT NULL DEFAULT '{}'
);
CREATE INDEX article_digest ON article (digest);
CREATE TABLE zone (
    article INTEGER NOT NULL REFERENCES article (pk),
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    kind TEXT NOT NULL,
    PRIMARY KEY (article, start, "end", kind),
    CHECK (start >= 0 AND "end" > start)
);
CREATE TABLE entity (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    label TEXT NOT NULL,
    aliases TEXT NOT NULL DEFAULT '[]',
    external TEXT,
    note TEXT
);
CREATE TABLE span (
    article INTEGER NOT NULL REFERENCES article (pk),
    id TEXT NOT NULL,
    annotator INTEGER NOT NULL REFERENCES annotator (id),
    layer TEXT NOT NULL,
    label TEXT NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    text TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('suggested', 'accepted', 'rejected')),
    score REAL,
    attributes TEXT NOT NULL DEFAULT '{}',
    entity TEXT REFERENCES entity (id) DEFERRABLE INITIALLY DEFERRED,
    note TEXT,
    unsure INTEGER NOT NULL DEFAULT 0,
    made_from TEXT,
    reason TEXT,
    created TEXT NOT NULL,
    modified TEXT NOT NULL,
    PRIMARY KEY (article, id),
    FOREIGN KEY (article, made_from) REFERENCES span (article, id) DEFERRABLE INITIALLY DEFERRED,
    CHECK (start >= 0 AND "end" > start)
);
CREATE UNIQUE INDEX span_same ON span (article, start, "end", layer, label, annotator)
    WHERE state <> 'rejected';
CREATE INDEX span_rejected ON span (article, start, "end", layer, label, annotator)
    WHERE state = 'rejected';
CREATE UNIQUE INDEX span_decision ON span (article, made_from, annotator)
    WHERE made_from IS NOT NULL;
CREATE INDEX span_entity ON span (entity) WHERE entity IS NOT NULL;
CREATE TABLE relation (
    article INTEGER NOT NULL REFERENCES article (pk),
    id TEXT NOT NULL,
    annotator INTEGER NOT NULL REFERENCES annotator (id),
    label TEXT NOT NULL,
    head TEXT NOT NULL,
    tail TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('suggested', 'accepted', 'rejected')),
    made_from TEXT,
    created TEXT NOT NULL,
    modified TEXT NOT NULL,
    PRIMARY KEY (article, id),
    FOREIGN KEY (article, head) REFERENCES span (article, id) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (article, tail) REFERENCES span (article, id) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (article, made_from) REFERENCES relation (article, id)
        DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX relation_head ON relation (article, head);
CREATE INDEX relation_tail ON relation (article, tail);
CREATE UNIQUE INDEX relation_decision ON relation (article, made_from, annotator)
    WHERE made_from IS NOT NULL;
CREATE TABLE review (
    article INTEGER NOT NULL REFERENCES article (pk),
    annotator INTEGER NOT NULL REFERENCES annotator (id),
    status TEXT NOT NULL CHECK (status IN ('new', 'in_progress', 'done', 'skipped')),
    flag INTEGER NOT NULL DEFAULT 0,
    seconds INTEGER NOT NULL DEFAULT 0,
    comment TEXT,
    PRIMARY KEY (article, annotator)
);
CREATE TABLE suggest_run (
    article INTEGER NOT NULL REFERENCES article (pk),
    annotator INTEGER NOT NULL REFERENCES annotator (id),
    at TEXT NOT NULL,
    spans INTEGER NOT NULL,
    error TEXT,
    PRIMARY KEY (article, annotator)
);
CREATE TABLE edit (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    annotator INTEGER NOT NULL REFERENCES annotator (id),
    article INTEGER REFERENCES article (pk),
    kind TEXT NOT NULL CHECK (kind IN ('do', 'undo', 'redo', 'run', 'import')),
    action TEXT NOT NULL,
    summary TEXT NOT NULL,
    changes TEXT NOT NULL DEFAULT '[]',
    target INTEGER REFERENCES edit (id)
);
CREATE INDEX edit_walk ON edit (annotator, kind, id);
CREATE INDEX edit_target ON edit (target) WHERE target IS NOT NULL;
CREATE INDEX edit_article ON edit (article, id);
CREATE TABLE label_schema (
    version INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    name TEXT NOT NULL,
    body TEXT NOT NULL
);
"""

VIEWS = {
    "v_spans": """
SELECT article.id AS article, article.title, span.id, annotator.name AS annotator,
       annotator.kind AS annotator_kind, span.layer, span.label, span.start, span."end",
       span.text, span.state, span.score, span.attributes, entity.name AS entity,
       span.note, span.unsure, span.made_from, span.reason, span.created, span.modified
FROM span
JOIN article ON article.pk = span.article
JOIN annotator ON annotator.id = span.annotator
LEFT JOIN entity ON entity.id = span.entity
""",
    "v_quotes": """
SELECT article.id AS article, article.title, article.source, article.published,
       annotator.name AS annotator, quote.state, quote.label AS kind, quote.text AS quote,
       speaker.text AS speaker, speaking.name AS speaker_entity, cue.text AS cue,
       quote.start, quote."end", quote.attributes
FROM span AS quote
JOIN article ON article.pk = quote.article
JOIN annotator ON annotator.id = quote.annotator
LEFT JOIN relation AS says ON says.article = quote.article AND says.head = quote.id
     AND says.label = 'SPEAKER' AND says.annotator = quote.annotator AND says.state = quote.state
LEFT JOIN span AS speaker ON speaker.article = says.article AND speaker.id = says.tail
LEFT JOIN entity AS speaking ON speaking.id = speaker.entity
LEFT JOIN relation AS cues ON cues.article = quote.article AND cues.head = quote.id
     AND cues.label = 'CUE' AND cues.annotator = quote.annotator AND cues.state = quote.state
LEFT JOIN span AS cue ON cue.article = cues.article AND cue.id = cues.tail
WHERE quote.layer = 'quote' AND quote.label IN ('DIRECT', 'INDIRECT', 'MIXED')
""",
    "v_claims": """
SELECT article.id AS article, article.title, article.source, article.published,
       annotator.name AS annotator, claim.state, claim.text AS claim,
       json_extract(claim.attributes, '$.type') AS type,
       json_extract(claim.attributes, '$.worth') AS worth,
       json_extract(claim.attributes, '$.certainty') AS certainty,
       json_extract(claim.attributes, '$.verdict') AS verdict,
       source.text AS claimed_by, claim.start, claim."end", claim.attributes
FROM span AS claim
JOIN article ON article.pk = claim.article
JOIN annotator ON annotator.id = claim.annotator
LEFT JOIN relation AS by ON by.article = claim.article AND by.head = claim.id
     AND by.label = 'CLAIMED_BY' AND by.annotator = claim.annotator AND by.state = claim.state
LEFT JOIN span AS source ON source.article = by.article AND source.id = by.tail
WHERE claim.layer = 'claim'
""",
}


_STANDS = "LEFT JOIN entity AS {0}_root ON {0}_root.id = coalesce({0}.same_as, {0}.id)\n"
# The same views with the name that stands after merges.
NAMED_VIEWS = {
    "v_spans": VIEWS["v_spans"].replace("entity.name AS entity", "entity_root.name AS entity")
    + _STANDS.format("entity"),
    "v_quotes": VIEWS["v_quotes"]
    .replace("speaking.name", "speaking_root.name")
    .replace(
        "LEFT JOIN relation AS cues", _STANDS.format("speaking") + "LEFT JOIN relation AS cues"
    ),
}


@migrations()
def m001_tables(db: Database) -> None:
    """Everything of the first version."""
    for statement in TABLES.split(";"):
        if statement.strip():
            db.execute(statement)
    for name, query in VIEWS.items():
        db.create_view(name, query)
    db.table("article").enable_fts(
        ["title", "text"], create_triggers=True, tokenize="unicode61 remove_diacritics 2"
    )


@migrations()
def m002_names(db: Database) -> None:
    """Merged names, edits over several articles, and looking names up."""
    db.execute(
        "ALTER TABLE entity ADD COLUMN same_as TEXT REFERENCES entity (id)"
        " DEFERRABLE INITIALLY DEFERRED"
    )
    db.execute("CREATE INDEX entity_same ON entity (same_as) WHERE same_as IS NOT NULL")
    # Articles of an entity in their order, however many mentions there are.
    db.execute("DROP INDEX span_entity")
    db.execute("CREATE INDEX span_entity ON span (entity, article) WHERE entity IS NOT NULL")
    db.execute("CREATE INDEX entity_name ON entity (name COLLATE NOCASE)")
    db.execute(
        "CREATE TABLE edit_touch (article INTEGER NOT NULL REFERENCES article (pk),"
        " edit INTEGER NOT NULL REFERENCES edit (id), PRIMARY KEY (article, edit)) WITHOUT ROWID"
    )
    for name, query in NAMED_VIEWS.items():
        db.create_view(name, query, replace=True)


ENTITIES = """
ALTER TABLE entity ADD COLUMN made_by INTEGER REFERENCES annotator (id);
CREATE TABLE entity_form (
    form TEXT NOT NULL,
    label TEXT NOT NULL,
    entity TEXT NOT NULL REFERENCES entity (id) ON DELETE CASCADE,
    PRIMARY KEY (form, label, entity)
) WITHOUT ROWID;
CREATE INDEX entity_form_entity ON entity_form (entity);
"""


@migrations()
def m003_entity_forms(db: Database) -> None:
    """Who made an entity (a pipeline, or nobody for people and imports), and its known forms."""
    for statement in ENTITIES.split(";"):
        if statement.strip():
            db.execute(statement)
    found = db.execute("SELECT id, name, label, aliases FROM entity").fetchall()
    db.conn.executemany(
        "INSERT INTO entity_form (form, label, entity) VALUES (?, ?, ?)",
        [
            (form, label, entity)
            for entity, name, label, aliases in found
            for form in known_forms(name, label, json.loads(aliases))
        ],
    )


LABELS_AND_QUEUE = """
CREATE TABLE schema_label (
    layer TEXT NOT NULL,
    label TEXT NOT NULL,
    shown TEXT NOT NULL,
    role INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (layer, label)
) WITHOUT ROWID;
CREATE TABLE tag (
    layer TEXT NOT NULL,
    attribute TEXT NOT NULL,
    tag TEXT NOT NULL,
    PRIMARY KEY (layer, attribute, tag)
) WITHOUT ROWID;
CREATE TABLE article_find (
    article INTEGER PRIMARY KEY REFERENCES article (pk),
    words TEXT NOT NULL,
    source TEXT NOT NULL,
    day TEXT NOT NULL
);
CREATE INDEX article_queue ON article (pk, id, title, source, published, words);
CREATE INDEX review_status ON review (annotator, status, article);
CREATE INDEX suggest_failed ON suggest_run (article) WHERE error IS NOT NULL;
CREATE INDEX span_label ON span (layer, label, article, state) WHERE state = 'suggested';
CREATE INDEX span_person ON span (annotator, layer, label, article, state)
    WHERE state <> 'suggested';
CREATE INDEX span_unsure ON span (article) WHERE unsure = 1;
CREATE INDEX span_score ON span (article, score) WHERE state = 'suggested' AND score IS NOT NULL
"""

# Suggestions keep the label that the pipeline gave; what reads them shows what stands for it now.
_SHOWN = "LEFT JOIN schema_label AS known ON known.layer = {0}.layer AND known.label = {0}.label\n"
SHOWN_VIEWS = {
    "v_spans": NAMED_VIEWS["v_spans"]
    .replace("span.layer, span.label,", "span.layer, coalesce(known.shown, span.label) AS label,")
    .replace("LEFT JOIN entity", _SHOWN.format("span") + "LEFT JOIN entity", 1),
    "v_quotes": NAMED_VIEWS["v_quotes"]
    .replace("quote.label AS kind", "coalesce(known.shown, quote.label) AS kind")
    .replace("LEFT JOIN relation AS says", _SHOWN.format("quote") + "LEFT JOIN relation AS says")
    .replace("quote.label IN ('DIRECT', 'INDIRECT', 'MIXED')", "coalesce(known.role, 0) = 0"),
}


@migrations()
def m004_labels_and_queue(db: Database) -> None:
    """Labels that were renamed, tags in use, and what the queue is filtered by."""
    for statement in LABELS_AND_QUEUE.split(";"):
        db.execute(statement)
    for name, query in SHOWN_VIEWS.items():
        db.create_view(name, query, replace=True)
    newest = db.execute("SELECT body FROM label_schema ORDER BY version DESC LIMIT 1").fetchone()
    if newest is not None:
        derived.write_labels(db, from_dict(json.loads(newest[0])))
    derived.fill(db)


STORIES = """
CREATE TABLE article_sketch (
    article INTEGER PRIMARY KEY REFERENCES article (pk),
    shingles INTEGER NOT NULL,
    hashes BLOB NOT NULL
);
CREATE TABLE article_hash (
    hash INTEGER NOT NULL,
    article INTEGER NOT NULL REFERENCES article (pk),
    PRIMARY KEY (hash, article)
) WITHOUT ROWID;
CREATE TABLE story (
    article INTEGER PRIMARY KEY REFERENCES article (pk),
    story INTEGER NOT NULL REFERENCES article (pk)
);
CREATE INDEX story_articles ON story (story, article)
"""


@migrations()
def m005_stories(db: Database) -> None:
    """Which articles are near copies of one story; filled as articles are looked at."""
    for statement in STORIES.split(";"):
        db.execute(statement)


@migrations()
def m006_split(db: Database) -> None:
    """The part of a split that an article went to stays."""
    db.execute(
        "CREATE TABLE split (article INTEGER PRIMARY KEY REFERENCES article (pk),"
        " part TEXT NOT NULL, at TEXT NOT NULL)"
    )


def version_of(applied: Migrations) -> int:
    """The project version that all of these migrations lead to."""
    return len(applied.steps)
