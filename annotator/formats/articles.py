"""Articles as others keep them in JSON: a text under one of its usual names, and what goes with it.

Lists, lines, news services' answers, JSON Feed, schema.org's NewsArticle.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from annotator.formats import plain, prose
from annotator.formats.base import Format, Reading, Refusal
from annotator.formats.building import Builder, Source
from annotator.formats.heading import foreign
from annotator.formats.jsonfile import objects, peek, records, words
from annotator.formats.markup import paragraphs
from annotator.model.document import Document

FORMAT = Format(
    "articles", "Articles in JSON", (".json", ".jsonl", ".ndjson"), True, False,
    "articles with title, source, address, date, language under their usual names; all other"
    " fields are kept with the article; not: annotations, if there are any",
    articles=True,
)  # fmt: skip
# From the most telling name to the least; an article's text is the first that is there.
_TEXTS = (
    "text", "articlebody", "article_text", "body_text", "full_text", "fulltext", "maintext",
    "main_text", "content_text", "content_html", "body", "content", "contents", "article", "story",
    "raw_text",
)  # fmt: skip
_LISTS = (
    "articles",
    "items",
    "data",
    "results",
    "docs",
    "documents",
    "entries",
    "stories",
    "@graph",
)
_TITLES = ("title", "headline", "name")
# Other spellings of what ``heading.foreign`` knows.
_ALSO = {
    "datepublished": "published", "date_published": "published", "publishedat": "published",
    "pubdate": "published", "publish_date": "published", "published_date": "published",
    "inlanguage": "language", "permalink": "url", "canonical": "url", "external_url": "url",
    "webpage": "url", "site": "source", "site_name": "source", "sitename": "source",
    "domain": "source", "newspaper": "source", "publication": "source",
}  # fmt: skip
# Fields of annotated records: other formats' business.
_ANNOTATED = frozenset(
    {"spans", "label", "labels", "entities", "annotations", "result", "tokens", "relations",
     "answer", "predictions", "completions", "ner_tags", "tags_iob", "views", "%types"}
)  # fmt: skip
_MARKUP = re.compile(r"</?(p|div|br|h[1-6]|li|span)\b[^>]*>", re.IGNORECASE)


def sniff(path: Path, head: bytes) -> str | None:
    """Why these are articles: a text with a title, address or date, and nothing annotated."""
    first = peek(head)
    inner = next((objects(first[k]) for k in _LISTS if objects(first.get(k))), [])
    keys = {_folded(k) for k in (inner[0] if inner else first)}
    if keys & _ANNOTATED or not keys & set(_TEXTS):
        return None
    known = keys & {*_TITLES, "url", "link", "source", *_ALSO, "date", "published"}
    return f"its records have a text and {', '.join(sorted(known)[:3])}" if known else None


def read(path: Path, reading: Reading) -> Iterator[Document | Refusal]:
    """The articles of a file. Raises FormatError where it is no JSON."""
    for where, record in records(path):
        if isinstance(record, Refusal):
            yield record
            continue
        for number, item in enumerate(_items(record), 1):
            place = where if item is record else f"{where}, article {number}"
            yield _article(item, place, path, reading)


def _items(record: Any) -> Iterator[Any]:
    if isinstance(record, dict) and _text(record) is None:
        for name in _LISTS:
            if objects(record.get(name)):
                yield from record[name]
                return
    yield record


def _folded(name: object) -> str:
    return str(name).casefold().replace(" ", "_").replace("-", "_")


def _text(record: Mapping[str, Any]) -> str | None:
    """An article's text: words, a list of paragraphs, or HTML."""
    fields = {_folded(k): v for k, v in reversed(list(record.items()))}
    for name in _TEXTS:
        value = fields.get(name)
        if isinstance(value, list) and value and all(isinstance(x, str) for x in value):
            value = "\n\n".join(value)
        if isinstance(value, str) and value.strip():
            if _MARKUP.search(value):
                return "\n\n".join(p.text for p in paragraphs(value))
            return value
    return None


def _article(item: Any, where: str, path: Path, reading: Reading) -> Document | Refusal:
    if not isinstance(item, dict):
        reading.found["article"] += 1
        reading.losses.add("records that are no articles", where, kind="article")
        return Refusal(where, "this is no object with a text", 'Write {"text": "…", "title": "…"}')
    about = _about(item, where)
    return Builder(_text(item) or "", where, reading, about, origin=path.name).build()


def _about(item: Mapping[str, Any], where: str) -> Source:
    data: dict[str, Any] = {}
    for name, value in item.items():
        folded = _folded(name)
        if folded in _TEXTS:
            continue
        # {"name": …} stands for a source or an author in many of these.
        plain_value = words(value.get("name")) if isinstance(value, dict) else None
        key = _ALSO.get(folded, str(name))
        data.setdefault(str(name) if key in item else key, plain_value or value)
    if isinstance(data.get("publisher"), str) and not words(data.get("source")):
        data["source"] = data.pop("publisher")
    found = foreign(data)
    title = " ".join(found.title.split())
    published = prose.moment(found.published) or found.published
    file, _, place = where.rpartition("/")[2].partition(",")
    fallback = plain.slug(title)[:80] if title else plain.slug(f"{Path(file).stem}{place}")
    said = {k: getattr(found, k) for k in Source.__slots__}
    return Source(**{**said, "id": found.id or fallback, "title": title, "published": published})
