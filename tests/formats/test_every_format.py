"""What every format owes: the balance adds up, the file proves it, reading gives it back."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import documents
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from annotator import formats
from annotator.formats.base import KINDS, Format, Losses, Reading, Record, Tally, Writing
from annotator.model.document import Document
from annotator.model.errors import AnnotatorError
from annotator.model.span import SUGGESTED, Span

WRITERS = [f for f in formats.every() if f.writes]
READERS = [f for f in formats.every() if f.reads]
# What a format may be told to write otherwise: all choices of each of its options.
SHAPES = [
    pytest.param(f, {o.name: c} if o else {}, id=f"{f.name} {o.name}={c}" if o else f.name)
    for f in WRITERS
    for o, c in [(None, ""), *((o, c) for o in f.options for c in o.choices)]
]
# More of them, and others at each run: ANNOTATOR_EXAMPLES=500.
EXAMPLES = int(os.environ.get("ANNOTATOR_EXAMPLES", "3"))
# The articles are small as they are; making them smaller takes minutes where a test fails.
_HOW: dict[str, Any] = {
    "derandomize": "ANNOTATOR_EXAMPLES" not in os.environ,
    "suppress_health_check": list(HealthCheck),
    "phases": (Phase.explicit, Phase.reuse, Phase.generate),
}
few = settings(max_examples=EXAMPLES, **_HOW)


def write(
    known: Format, options: Mapping[str, str], place: Path, records: list[Record]
) -> tuple[Path, Losses, Tally]:
    """Write what was given into a new folder; the path as it is to be read."""
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    path = place / f"out{'' if known.folder else known.suffixes[0]}"
    if known.folder:
        path.mkdir()
    try:
        writer = formats.open_writer(known.name, path, Writing(documents.SCHEMA, options))
    except AnnotatorError as error:
        # An optional library; all of them are among what the tests need.
        pytest.skip(str(error))
    try:
        for record in records:
            writer.add(record)
        writer.finish()
    finally:
        writer.discard()
    return path, writer.losses, writer.tally


def missing(losses: Losses) -> Counter[str]:
    """How much of each kind was lost."""
    found: Counter[str] = Counter()
    for loss in losses.listed():
        found[loss.kind] += loss.count
    return found


def files(place: Path) -> dict[str, str]:
    """The sum of each file below a folder."""
    return {
        str(p.relative_to(place)): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in sorted(place.rglob("*")) if p.is_file()
    }  # fmt: skip


@pytest.mark.parametrize(("known", "options"), SHAPES)
@given(records=documents.projects())
@few
def test_what_is_written_adds_up_proves_itself_and_is_read_again(
    tmp_path: Path, known: Format, options: Mapping[str, str], records: list[Record]
) -> None:
    path, losses, tally = write(known, options, tmp_path / "one", records)
    lost = missing(losses)
    for kind in KINDS:
        given_ = sum(r.counts()[kind] for r in records)
        assert tally.counts[kind] + lost[kind] == given_, (kind, losses.listed())
    proved = formats.prove(known.name, path, Writing(documents.SCHEMA, options))
    assert +proved.counts == +tally.counts
    assert proved == tally
    write(known, options, tmp_path / "two", records)
    assert files(tmp_path / "one") == files(tmp_path / "two")

    if known.reads and not retold(known, options):
        reads_back(known, path, records, losses)


def retold(known: Format, options: Mapping[str, str]) -> bool:
    """Whether the text itself is made anew of its tokens when it is read."""
    return known.name == "conll" and options.get("text") != "exact"


def reads_back(known: Format, path: Path, records: list[Record], losses: Losses) -> None:
    """What was written is read, and nothing else; all of it where nothing was lost."""
    reading = Reading("ana", documents.SCHEMA)
    found = list(formats.read(known.name, path, reading))
    assert all(isinstance(x, Document) for x in found), found
    assert balanced(found, reading)
    told = Counter(x for f in found if isinstance(f, Document) for x in said(f))
    given_ = Counter(x for r in records for x in said(r.document))
    assert not told - given_
    if not losses.counts:
        assert told == given_
    blurred = any("as decisions do" in what for what, _ in losses.counts)
    if not blurred:
        states = Counter(r.spans[s].key for r in found if isinstance(r, Document)
                         for s in r.spans if r.spans[s].state == SUGGESTED)  # fmt: skip
        assert not states - Counter(s.key for r in records for s in r.spans if s.state == SUGGESTED)


def said(document: Document) -> list[tuple[Any, ...]]:
    """All that a document says, without ids and names of annotators."""
    spans = document.spans
    out: list[tuple[Any, ...]] = [("text", document.article.text)]
    for span in spans.values():
        place = whole(span)
        out.append(("span", *place))
        out += [("attribute", *place, name, str(v)) for name, v in span.attributes.items()]
        # White space of notes is not every format's to keep.
        out += [("note", *place, " ".join(span.note.split()))] if span.note else []
        out += [("entity", *place, span.entity)] if span.entity else []
    for link in document.relations.values():
        out.append(("relation", link.label, whole(spans[link.head]), whole(spans[link.tail])))
    return out


def whole(span: Span) -> tuple[str, str, int, int, str]:
    """What a span covers, as what."""
    return (*span.key, span.text)


def balanced(found: list[Any], reading: Reading) -> bool:
    """Whether what the reader says stands in the file is in the documents or among the losses."""
    taken: Counter[str] = Counter()
    for document in found:
        if isinstance(document, Document):
            links = tuple(document.relations.values())
            counts = Record(document, tuple(document.spans.values()), links).counts()
            counts["entity"] = len(document.entities)
            taken.update(counts)
    lost = missing(reading.losses)
    return all(reading.found[k] == taken[k] + lost[k] for k in KINDS)


@pytest.mark.parametrize("known", [f for f in WRITERS if f.reads], ids=lambda f: f.name)
@given(records=documents.projects(), data=st.data())
@settings(max_examples=2 * EXAMPLES, **_HOW)
def test_a_damaged_file_is_refused_in_words_or_read(
    tmp_path: Path, known: Format, records: list[Record], data: st.DataObject
) -> None:
    path, _, _ = write(known, {}, tmp_path / "one", records)
    parts = [p for p in ([path] if path.is_file() else sorted(path.rglob("*"))) if p.is_file()]
    part = data.draw(st.sampled_from(parts))
    raw = bytearray(part.read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, max(0, len(raw) - 1)))
        raw[at : at + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
    if data.draw(st.booleans()):
        del raw[data.draw(st.integers(0, len(raw))) :]
    part.write_bytes(raw)
    reading = Reading("ana", documents.SCHEMA)
    try:
        found = list(formats.read(known.name, path, reading))
    except AnnotatorError as error:
        assert error.remedy
        return
    for document in found:
        if isinstance(document, Document):
            for span in document.spans.values():
                assert document.article.text[span.start : span.end] == span.text != ""


@pytest.mark.parametrize("known", READERS, ids=lambda f: f.name)
@pytest.mark.parametrize("raw", [b"", b"\xff\xfe", b"{", b"[]", b"null", b"\0" * 9, b"[" * 9999])
def test_what_is_no_file_of_the_format_is_refused_in_words(
    tmp_path: Path, known: Format, raw: bytes
) -> None:
    path = tmp_path / f"x{known.suffixes[0] if known.suffixes else ''}"
    path.write_bytes(raw)
    try:
        found = list(formats.read(known.name, path, Reading("ana", documents.SCHEMA)))
    except AnnotatorError as error:
        assert str(error)
    else:
        assert not any(isinstance(x, Document) and x.spans for x in found)


@pytest.mark.parametrize("known", [f for f in WRITERS if f.reads], ids=lambda f: f.name)
@given(records=documents.projects())
@settings(max_examples=1, **_HOW)
def test_a_file_is_known_by_what_stands_in_it(
    tmp_path: Path, known: Format, records: list[Record]
) -> None:
    path, _, _ = write(known, {}, tmp_path / "one", records)
    inside = [p for p in sorted(path.rglob("*")) if p.is_file()] if known.folder else [path]
    found = [formats.recognise(p) for p in inside]
    assert known.name in [x.format.name for x in found if x is not None and x.why]
