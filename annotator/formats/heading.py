"""What formats made of plain fields write of an article besides its text, and read again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from annotator.formats.building import Source
from annotator.formats.jsonfile import objects, whole, words
from annotator.model.article import ZONE_KINDS, Article, Zone
from annotator.model.people import Entity

_FIELDS = ("title", "source", "url", "published", "language", "sha256")
# What others call the same.
_NAMES = {
    "id": ("id", "article_id", "doc_id", "document_id", "docid", "uid"),
    "title": ("title", "headline", "name"),
    "source": ("source", "publisher", "outlet"),
    "url": ("url", "link"),
    "published": ("published", "date", "pub_date", "publication_date", "published_at"),
    "language": ("language", "lang"),
}


def heading(article: Article) -> dict[str, Any]:
    """The article's id and whatever else is known of it; nothing that is empty."""
    found: dict[str, Any] = {"id": article.id}
    found |= {k: getattr(article, k) for k in _FIELDS if getattr(article, k)}
    if article.zones:
        found["zones"] = [{"start": z.start, "end": z.end, "kind": z.kind} for z in article.zones]
    if article.meta:
        found["extra"] = dict(article.meta)
    return found


def source(data: Any, text: str) -> Source:
    """What :func:`heading` wrote; fields of another kind than they should be are as if missing."""
    if not isinstance(data, Mapping):
        return Source()
    known = {k: words(data.get(k)) for k in _FIELDS}
    extra = data.get("extra")
    return Source(
        id=words(data.get("id")) or "",
        title=known.pop("title") or "",
        meta=dict(extra) if isinstance(extra, Mapping) else {},
        zones=tuple(_zones(objects(data.get("zones")), len(text))),
        **known,
    )


def _zones(found: Iterable[Mapping[str, Any]], size: int) -> Iterable[Zone]:
    for item in found:
        start, end, kind = whole(item.get("start")), whole(item.get("end")), item.get("kind")
        if start is None or end is None or kind not in ZONE_KINDS:
            continue
        if 0 <= start < end <= size:
            yield Zone(start, end, str(kind))


def foreign(data: Mapping[str, Any], id: str = "", skip: Iterable[str] = ()) -> Source:
    """What another tool's fields say of an article, under their usual names; the rest is meta.

    ``skip`` are fields that say something else, as the text.
    """
    left = {str(k): v for k, v in data.items() if k not in set(skip) and v not in (None, "")}
    lower = {k.casefold().replace(" ", "_"): k for k in reversed(left)}
    known = {}
    for field, names in _NAMES.items():
        key = next((lower[n] for n in names if n in lower and words(left[lower[n]])), None)
        if key is not None and not (field == "id" and id):
            known[field] = str(words(left.pop(key))).strip()
            lower = {k: v for k, v in lower.items() if v != key}
    return Source(
        id=id or known.get("id", ""), title=known.get("title", ""), source=known.get("source"),
        url=known.get("url"), published=known.get("published"), language=known.get("language"),
        meta=left,
    )  # fmt: skip


def entity(item: Entity) -> dict[str, Any]:
    """An entity as plain data; nothing that is empty."""
    found: dict[str, Any] = {"id": item.id, "name": item.name, "label": item.label}
    found |= {"aliases": list(item.aliases)} if item.aliases else {}
    return found | {k: getattr(item, k) for k in ("external", "note") if getattr(item, k)}


def entity_from(data: Mapping[str, Any]) -> Entity | None:
    """The entity that :func:`entity` wrote; None without an id or a name."""
    found, name = words(data.get("id")), words(data.get("name"))
    if found is None or name is None:
        return None
    aliases = data.get("aliases")
    known = tuple(x for x in aliases if isinstance(x, str)) if isinstance(aliases, list) else ()
    return Entity(
        found, name, words(data.get("label")) or "OTHER", known,
        words(data.get("external")), words(data.get("note")),
    )  # fmt: skip
