"""Tables with a heading and a token a row, each with its tag: CoNLL as spreadsheets have it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from annotator.formats import conll_tags as tags
from annotator.formats import conll_text as texts
from annotator.formats.base import Reading, Refusal
from annotator.formats.building import Builder, Source
from annotator.formats.conll_text import Token
from annotator.formats.plain import slug
from annotator.model.document import Document

_TOKENS = ("token", "word", "tokens", "words", "form", "term")
_TAGS = ("tag", "ner_tag", "ner_tags", "ner", "ne", "bio", "iob", "bio_tag", "label", "labels",
         "entity", "named_entity")  # fmt: skip
_SENTENCES = ("sentence_#", "sentence_id", "sentence_idx", "sentence_no", "sent_id", "sentence",
              "sent")  # fmt: skip
_ARTICLES = (
    "article",
    "article_id",
    "doc_id",
    "document_id",
    "doc",
    "document",
    "file",
    "filename",
)
_MAX_TEXT = 200_000
Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column is what; "" for one that the table lacks."""

    token: str
    tag: str
    sentence: str = ""
    article: str = ""


@dataclass
class _Part:
    """An article's sentences: tokens with their tags."""

    id: str
    line: int
    sentences: list[list[tuple[str, str]]] = field(default_factory=lambda: [[]])
    size: int = 0


def columns(names: Sequence[str], rows: Sequence[tuple[int, Row]]) -> Columns | None:
    """What the columns are for; None where the rows are no tokens with tags."""
    known = {n.strip().casefold().replace(" ", "_"): n for n in reversed(names)}
    token = next((known[x] for x in _TOKENS if x in known), "")
    for tag in (known[x] for x in _TAGS if x in known):
        cells = [row.get(tag, "").strip() for _, row in rows[:4000]]
        if token and all(map(tags.is_tag, cells)) and tags.tags_names(cells):
            others = [next((known[x] for x in usual if x in known), "")
                      for usual in (_SENTENCES, _ARTICLES)]  # fmt: skip
            return Columns(token, tag, *others)
    return None


def documents(
    found: Columns, rows: Sequence[tuple[int, Row]], path: Path, reading: Reading
) -> Iterator[Document | Refusal]:
    """The articles of a table: by the column that names them, else one, cut where it is long."""
    for number, part in enumerate(_parts(found, rows, reading), 1):
        yield _document(part, number, path, reading)


def _parts(found: Columns, rows: Sequence[tuple[int, Row]], reading: Reading) -> Iterator[_Part]:
    part: _Part | None = None
    before = ""
    for line, row in rows:
        article = row.get(found.article, "") if found.article else ""
        sentence = row.get(found.sentence, "").strip() if found.sentence else ""
        begins = bool(sentence) and sentence != before
        before = sentence or before
        full = part is not None and begins and part.size > _MAX_TEXT
        if part is None or full or (article and article != part.id):
            if part is not None:
                yield part
            if full and not article:
                reading.remarks.append("a long file without article borders was cut")
            part = _Part(article, line)
        elif begins:
            part.sentences.append([])
        form = "".join(row.get(found.token, "").split())
        if form:
            part.sentences[-1].append((form, row.get(found.tag, "").strip()))
            part.size += len(form) + 1
        else:
            reading.losses.add("lines without a token", f"line {line}")
    if part is not None:
        yield part


def _document(part: _Part, number: int, path: Path, reading: Reading) -> Document | Refusal:
    sentences = [s for s in part.sentences if s]
    rebuilt = texts.rebuild([[Token(form) for form, _ in s] for s in sentences])
    about = Source(part.id or f"{slug(path.stem)}-{number}")
    where = f"{path}, line {part.line}"
    builder = Builder(rebuilt.text, where, reading, about, origin=path.name)
    for sentence, ranges in zip(sentences, rebuilt.ranges, strict=True):
        for label, start, end in tags.decode([tag for _, tag in sentence]):
            builder.span(label, ranges[start][0], ranges[end - 1][1])
    return builder.build()
