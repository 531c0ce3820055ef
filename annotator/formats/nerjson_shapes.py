"""The shapes of training data for names in JSON, each brought to a text or tokens, and spans."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from annotator.formats import conll_tags as tags
from annotator.formats.jsonfile import objects, whole, words

TOKENS = ("tokens", "words", "tokenized_text")
TAGS = ("ner_tags", "tags", "ner", "labels", "ner_labels", "bio", "iob")
_PAIR = re.compile(r"\(?\s*(\d{1,9})\s*,\s*(\d{1,9})\s*\)?")
Item = Mapping[str, Any]


@dataclass
class Mark:
    """A span: offsets into the text in the file's unit, or numbers of tokens, ends outside."""

    start: int
    end: int
    label: str
    group: str = ""
    covered: str | None = None
    entity: str = ""


@dataclass
class Entry:
    """An article: its text, or the tokens of its sentences, and the spans counted in them."""

    text: str = ""
    sentences: list[list[str]] | None = None
    marks: list[Mark] = field(default_factory=list)
    links: list[tuple[str, int, int]] = field(default_factory=list)
    data: dict[str, Any] = field(default_factory=dict)
    # What should be a span or a relation, and is none.
    odd: int = 0
    numbered: str = ""


def is_pair(item: Any) -> bool:
    """Whether an item is a text with what is said of it, as spaCy 2 was trained."""
    return (
        isinstance(item, list) and len(item) == 2
        and isinstance(item[0], str) and isinstance(item[1], dict)
    )  # fmt: skip


def name_of(item: Any) -> str:
    """What shape a record has, in words; "" for none that is known here."""
    if is_pair(item):
        return "pairs of a text and its entities" if {"entities", "spans", "cats"} & set(item[1]) \
            else ""  # fmt: skip
    if not isinstance(item, dict):
        return ""
    if isinstance(item.get("annotations"), list) and any(map(is_pair, item["annotations"])):
        return "classes, and pairs of a text and its entities"
    if isinstance(item.get("rows"), list) and any("row" in x for x in objects(item["rows"])):
        return "rows as the hub shows them"
    if objects(item.get("paragraphs")) and any(
        "sentences" in x for x in objects(item["paragraphs"])
    ):
        return "paragraphs with sentences of tokens"
    if isinstance(item.get("text"), str) and isinstance(item.get("ents"), list):
        return "a text and ents"
    if isinstance(item.get("content"), str) and "annotation" in item:
        return "a content and its annotation"
    if isinstance(item.get("sentences"), list) and "ner" in item:
        return "sentences of tokens, and ner"
    if any(_listed(item.get(k)) for k in TOKENS):
        found = [k for k in (*TAGS, "entities") if isinstance(item.get(k), list)]
        return f"tokens and {found[0]}" if found else ""
    return ""


def _listed(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(x, str) for x in value)


def entries(item: Any) -> Iterator[Entry | None]:
    """The articles of a record; None for one that is of no known shape."""
    if is_pair(item):
        yield _pair(item)
    elif not isinstance(item, dict) or not name_of(item):
        yield None
    elif name_of(item).startswith("classes"):
        for one in item["annotations"]:
            if one is not None:
                yield _pair(one) if is_pair(one) else None
    elif "rows" in item:
        names = {str(f.get("name")): _names(f) for f in objects(item.get("features"))}
        for row in objects(item["rows"]):
            inner = row.get("row")
            yield _tokens(inner, names) if isinstance(inner, dict) else None
    elif "paragraphs" in item:
        yield _paragraphs(item)
    elif "ents" in item:
        yield _text(item, "text", "ents")
    elif "annotation" in item:
        yield _points(item)
    elif isinstance(item.get("sentences"), list):
        yield _sentences(item)
    else:
        yield _tokens(item, {})


def _rest(item: Item, *used: str) -> dict[str, Any]:
    return {str(k): v for k, v in item.items() if k not in used and v not in (None, [], {}, "")}


def _triples(found: Any, entry: Entry, group: str = "", last: int = 0) -> None:
    """Take spans of the form [start, end, label]; ``last`` is 1 where the end lies inside."""
    for one in found if isinstance(found, list) else []:
        if isinstance(one, dict):
            low, high = whole(one.get("start")), whole(one.get("end"))
            label: Any = next((one[k] for k in ("label", "type") if k in one), None)
            name, linked = words(label), words(one.get("kb_id")) or ""
            covered = one.get("text")
        elif isinstance(one, list) and len(one) >= 2:
            low, high = whole(one[0]), whole(one[1])
            name = (words(one[2]) if len(one) > 2 else None) or "OTHER"
            linked, covered = "", None
        else:
            low = high = name = covered = None
            linked = ""
        if low is None or high is None:
            entry.odd += 1
            continue
        told = covered if isinstance(covered, str) and covered else None
        entry.marks.append(Mark(low, high + last, name or "OTHER", group, told, linked))


def _pair(item: list[Any]) -> Entry:
    text, said = item
    entry = Entry(text, data=_rest(said, "entities", "spans", "links"))
    _triples(said.get("entities"), entry)
    groups = said.get("spans")
    for name, found in groups.items() if isinstance(groups, dict) else [("", groups)]:
        _triples(found, entry, str(name))
    linked = said.get("links")
    for place, ids in linked.items() if isinstance(linked, dict) else ():
        pair = _PAIR.fullmatch(str(place))
        best = max(ids, key=lambda k: ids[k] or 0, default="") if isinstance(ids, dict) else ""
        for mark in entry.marks:
            if pair and (mark.start, mark.end) == (int(pair[1]), int(pair[2])):
                mark.entity = str(best)
    return entry


def _text(item: Item, text: str, spans: str) -> Entry:
    entry = Entry(item[text], data=_rest(item, text, spans, "tokens", "sents", "spans", "settings"))
    _triples(item[spans], entry)
    groups = item.get("spans")
    for name, found in groups.items() if isinstance(groups, dict) else ():
        _triples(found, entry, str(name))
    return entry


def _points(item: Item) -> Entry:
    """Dataturks: each annotation has labels and places, the last character inside."""
    entry = Entry(item["content"], data=_rest(item, "content", "annotation", "extras"))
    for one in objects(item["annotation"]):
        found = one.get("label")
        named = [x for x in map(words, found if isinstance(found, list) else [found]) if x]
        for label in named or ["OTHER"]:
            points = [{**p, "label": label} for p in objects(one.get("points"))]
            _triples(points, entry, last=1)
    return entry


def _paragraphs(item: Item) -> Entry:
    """spaCy 2's own JSON: paragraphs of a document, tokens with tags in sentences."""
    entry = Entry(data=_rest(item, "paragraphs"))
    for paragraph in objects(item["paragraphs"]):
        tokens = [t for s in objects(paragraph.get("sentences")) for t in objects(s.get("tokens"))]
        forms = [str(t.get("orth", "")) for t in tokens]
        raw = paragraph.get("raw")
        text = raw if isinstance(raw, str) and raw.strip() else " ".join(forms)
        base = len(entry.text) + 2 if entry.text else 0
        entry.text += f"\n\n{text}" if entry.text else text
        places, at = [], 0
        for form in forms:
            start = text.find(form, at) if form else -1
            at = start + len(form) if start >= 0 else at
            places.append((base + start, base + at) if start >= 0 else None)
        found = [str(t.get("ner") or "O") for t in tokens]
        for label, first, end in tags.decode(found):
            low, high = places[first], places[end - 1]
            if low is None or high is None:
                entry.odd += 1
            else:
                entry.marks.append(Mark(low[0], high[1], label))
    return entry


def _sentences(item: Item) -> Entry:
    """Sentences of tokens with spans and relations counted through the document (DyGIE++)."""
    lists = [s for s in item["sentences"] if isinstance(s, list)]
    entry = Entry(data=_rest(item, "sentences", "ner", "relations"))
    entry.sentences = [[str(t) for t in s] for s in lists]
    for found in item["ner"] if isinstance(item["ner"], list) else []:
        _triples(found, entry, last=1)
    numbers = {(m.start, m.end): i for i, m in reversed(list(enumerate(entry.marks)))}
    linked = item.get("relations")
    lists = linked if isinstance(linked, list) else []
    for one in (x for s in lists if isinstance(s, list) for x in s):
        ends = [whole(x) for x in one[:4]] if isinstance(one, list) and len(one) >= 5 else []
        if len(ends) < 4 or None in ends:
            entry.links.append(("RELATED", -1, -1))
            continue
        a, b, c, d = (x or 0 for x in ends)
        head, tail = numbers.get((a, b + 1), -1), numbers.get((c, d + 1), -1)
        entry.links.append((words(one[4]) or "RELATED", head, tail))
    return entry


def _tokens(item: Item, names: Mapping[str, list[str]]) -> Entry | None:
    key = next((k for k in TOKENS if _listed(item.get(k))), None)
    if key is None:
        return None
    forms = item[key]
    entry = Entry(sentences=[forms])
    ner = item.get("ner")
    if isinstance(ner, list) and any(isinstance(x, list) for x in ner):
        # GLiNER: the last token is inside.
        _triples(ner, entry, last=1)
        entry.data = _rest(item, key, "ner")
        return entry
    if objects(item.get("entities")):
        _triples(item["entities"], entry)
        for one in objects(item.get("relations")):
            head, tail = whole(one.get("head")), whole(one.get("tail"))
            ends = (-1 if head is None else head, -1 if tail is None else tail)
            entry.links.append((words(one.get("type")) or "RELATED", *ends))
        entry.data = _rest(item, key, "entities", "relations")
        return entry
    tag = next((k for k in TAGS if isinstance(item.get(k), list)), "")
    entry.data = _rest(item, key, tag, *(k for k in item if str(k).endswith(("_tags", "_mask"))))
    cells = _cells(item.get(tag) or [], names.get(tag, []))
    if cells is None:
        entry.numbered = tag
        return entry
    entry.odd = abs(len(cells) - len(forms)) if tag else 0
    decode = tags.decode if all(map(tags.is_tag, cells)) else tags.decode_bare
    entry.marks = [Mark(s, e, label) for label, s, e in decode(cells[: len(forms)])]
    return entry


def _cells(found: Iterable[Any], names: list[str]) -> list[str] | None:
    """Tags as words; None where they are numbers that nothing names."""
    out = []
    for one in found:
        number = whole(one) if not isinstance(one, str) else None
        if number is not None:
            if not 0 <= number < len(names):
                return None
            out.append(names[number])
        else:
            out.append(one.strip() if isinstance(one, str) else "O")
    return out


def _names(feature: Any) -> list[str]:
    if isinstance(feature, dict):
        found = feature.get("names")
        if isinstance(found, list):
            return [str(x) for x in found]
        return next((n for x in feature.values() if (n := _names(x))), [])
    return next((n for x in feature if (n := _names(x))), []) if isinstance(feature, list) else []
