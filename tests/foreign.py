"""Files as others write them, and what a reader is to make of them."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

from annotator import formats
from annotator.formats.base import Reading, Record, Refusal, Writing
from annotator.model import bundled
from annotator.model.article import Article
from annotator.model.document import Document
from annotator.model.errors import AnnotatorError
from annotator.model.people import Annotator, Entity
from annotator.model.schema import LabelSchema, parse_toml
from annotator.model.span import Relation, Span


def schema() -> LabelSchema:
    """The label schema that comes with the program."""
    return parse_toml(bundled.path("schemas", "default.toml").read_text("utf-8"))


def read(name: str, path: Path) -> tuple[list[Document], list[Refusal], Reading]:
    """What a format's reader makes of a file; the balance is checked."""
    reading = Reading("ana", schema())
    found = list(formats.read(name, path, reading))
    documents = [d for d in found if isinstance(d, Document)]
    balance(documents, reading)
    return documents, [r for r in found if isinstance(r, Refusal)], reading


def balance(documents: list[Document], reading: Reading) -> None:
    """What was found in the file is in the documents or among the losses."""
    counts: Counter[str] = Counter()
    for d in documents:
        counts += Record(d, tuple(d.spans.values()), tuple(d.relations.values())).counts()
        unnamed = set(d.entities) - {s.entity for s in d.spans.values()}
        counts["entity"] += len(unnamed)
        for span in d.spans.values():
            assert d.article.text[span.start : span.end] == span.text
    for loss in reading.losses.listed():
        if loss.kind:
            counts[loss.kind] += loss.count
    assert +reading.found == +counts, reading.losses.listed()


def spans(document: Document) -> list[tuple[str, str]]:
    """Labels and texts, in reading order."""
    found = sorted(document.spans.values(), key=lambda s: s.order)
    return [(s.label, s.text) for s in found]


def links(document: Document) -> list[tuple[str, str, str]]:
    """Relations by the texts of their ends."""
    of = document.spans
    return [(r.label, of[r.head].text, of[r.tail].text) for r in document.relations.values()]


def losses(reading: Reading) -> str:
    """All losses as one text."""
    return "\n".join(map(str, reading.losses.listed()))


def record(text: str = "“We go 😀,” said Ana Ek of Oslo\nand Bergen.", **fields: str) -> Record:
    """An article with nested names, a quote with its speaker, an attribute, a note, an entity."""
    said = [
        ("s1", "quote", "DIRECT", "We go 😀", {"attribution": "named", "group": "g 1"}, None, None),
        ("s2", "quote", "SPEAKER", "Ana Ek", {}, "who\nis she? | a\tb", "e1"),
        ("s3", "entity", "PERSON", "Ana Ek", {}, None, "e1"),
        ("s4", "entity", "ORG", "Ana Ek of Oslo", {}, None, None),
        ("s5", "entity", "GPE", "Oslo", {}, None, None),
        ("s6", "entity", "LOC", "Oslo\nand Bergen", {}, None, None),
        (
            "s7",
            "claim",
            "CLAIM",
            "We go 😀",
            {"worth": 3, "topics": ["ports", "sea; law"]},
            None,
            None,
        ),
    ]
    made = []
    for name, layer, label, words, attributes, note, entity in said:
        start = text.index(words)
        made.append(
            Span(name, layer, label, start, start + len(words), words, "accepted", "ana",
                 attributes=attributes, note=note, entity=entity)  # type: ignore[arg-type]
        )  # fmt: skip
    links = (
        Relation("r1", "SPEAKER", "s1", "s2", "accepted", "ana"),
        Relation("r2", "CLAIMED_BY", "s7", "s3", "accepted", "ana"),
    )
    article = Article(1, fields.pop("id", "a1"), "Title & <more>", text, **fields)  # type: ignore[arg-type]
    entities = {"e1": Entity("e1", "Ana Ek", "PERSON", external="Q42")}
    document = Document(article, {"ana": Annotator("ana")}, entities=entities)
    return Record(document, tuple(made), links)


def write(name: str, path: Path, *records: Record, **options: str) -> list[str]:
    """Write records, prove the file and the balance; returns the losses as text."""
    if formats.get(name).folder:
        path.mkdir()
    writing = Writing(schema(), options)
    writer = formats.open_writer(name, path, writing)
    given: Counter[str] = Counter()
    for one in records:
        given += one.counts()
        writer.add(one)
    writer.finish()
    told = Counter(writer.tally.counts)
    for loss in writer.losses.listed():
        if loss.kind:
            told[loss.kind] += loss.count
    assert +told == +given, writer.losses.listed()
    assert formats.prove(name, path, writing) == writer.tally
    return [str(x) for x in writer.losses.listed()]


def damage(name: str, path: Path, times: int = 60) -> None:
    """Cut and change a good file: the reader says what is wrong in its own words, never else."""
    good = path.read_bytes()
    for seed in range(times):
        rng = random.Random(seed)
        data = bytearray(good)
        for _ in range(rng.randint(1, 4)):
            at = rng.randrange(len(data))
            kind = rng.randrange(4)
            if kind == 0:
                data[at] = rng.randrange(256)
            elif kind == 1:
                del data[at : at + rng.randint(1, 40)]
            elif kind == 2:
                data[at:at] = bytes(data[at : at + rng.randint(1, 40)])
            else:
                del data[rng.randrange(len(data) // 2, len(data)) :]
        path.write_bytes(bytes(data))
        reading = Reading("ana", schema())
        try:
            found = [d for d in formats.read(name, path, reading) if isinstance(d, Document)]
        except AnnotatorError:
            continue
        balance(found, reading)
    path.write_bytes(good)
