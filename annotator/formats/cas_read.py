"""Reads UIMA CAS files of INCEpTION, WebAnno and DKPro: XMI, JSON, and zip files of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from annotator.formats import uima
from annotator.formats.base import Reading, Refusal, unreadable
from annotator.formats.borders import settle
from annotator.formats.building import Builder, Source
from annotator.formats.cas_model import Cas, Structure, followed, from_json, from_xmi, type_system
from annotator.formats.offsets import UTF16, Unit
from annotator.formats.packed import Packed
from annotator.model.document import Document
from annotator.model.errors import FormatError

_SYSTEMS = ("TypeSystem.xml", "typesystem.xml", "typeSystem.xml")
_META = "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData"
# What DocumentMetaData of our files says.
OURS = "annotator"
_BINARY = (".ser", ".bin", ".bcas")
_NOBODY = {"INITIAL_CAS", "initial_cas"}
Types = dict[str, dict[str, str]]


def sniff(path: Path, head: bytes) -> str | None:
    """Why this is a CAS: its root element, its first keys, or the names in a zip file."""
    if head.startswith(b"PK\x03\x04"):
        names = _names(path)
        if any(n.endswith(".xmi") for n in names):
            return "the zip file has .xmi files in it"
        project = any(PurePosixPath(n).name.startswith("exportedproject") for n in names)
        return "the zip file is a project of INCEpTION or WebAnno" if project else None
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:3000]
    if start.startswith(b"<") and b"http://www.omg.org/XMI" in start and b"XMI" in start:
        return "its root element is xmi:XMI"
    if start.startswith(b"{") and (b'"%TYPES"' in start or b'"%FEATURE_STRUCTURES"' in start):
        return "it has the keys of UIMA CAS JSON"
    if start.startswith(b"{") and (b'"_views"' in head or b'"_context"' in start):
        return "it has the keys of UIMA's older JSON" if b'"_types"' in start else None
    return None


def companions(path: Path) -> tuple[Path, ...]:
    """The type system beside an XMI file."""
    found = (path.parent / n for n in _SYSTEMS)
    return tuple(p for p in found if p.is_file()) if path.suffix.lower() == ".xmi" else ()


def read(path: Path, reading: Reading) -> Iterator[Document | Refusal]:
    """The articles of a file, of a folder, or of a zip file as INCEpTION exports it.

    In an export of a project each document has a file for each annotator: they become one article.
    Raises FormatError for what is no CAS, or when offsets lead out of the text.
    """
    if path.is_dir():
        files = sorted(p for p in path.rglob("*") if p.suffix.lower() in (".xmi", ".json"))
        for file in files:
            try:
                yield from read(file, reading)
            except FormatError as error:
                yield Refusal(error.where, error.what, error.remedy)
        return
    try:
        data = path.read_bytes()
    except OSError as error:
        raise unreadable(path, error) from error
    if data.startswith(b"PK\x03\x04"):
        yield from _zip(path, reading)
        return
    system = next(iter(companions(path)), None)
    types = type_system(system.read_bytes(), str(system)) if system else {}
    cas = _cas(data, str(path), types)
    yield from _articles([("", cas)], str(path), path.stem, reading)


def _cas(data: bytes, where: str, types: Types) -> Cas:
    if data.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{"):
        return from_json(data, where)
    return from_xmi(data, where, types)


def _zip(path: Path, reading: Reading) -> Iterator[Document | Refusal]:
    types: Types = {}
    found: dict[str, list[tuple[str, bytes]]] = {}
    for name, data in _unpacked(path):
        place = PurePosixPath(name)
        if place.name in _SYSTEMS:
            types.update(type_system(data, f"{path}: {name}"))
        elif place.suffix in _BINARY:
            yield Refusal(
                f"{path}: {name}", "this CAS is binary", "Export the project with UIMA CAS JSON"
            )
        elif place.suffix == ".xmi" or (place.suffix == ".json" and b'"%FEATURE' in data):
            # annotation/DOCUMENT/USER.json; in other zip files every file is a document.
            owned = len(place.parts) > 2 and place.parts[0] in ("annotation", "curation")
            key = place.parts[1] if owned else place.stem
            found.setdefault(key, []).append((place.stem if owned else "", data))
    for name, files in sorted(found.items()):
        mine = [x for x in files if x[0] not in _NOBODY] or files
        where = f"{path}: {name}"
        try:
            opened = [(who, _cas(data, where, types)) for who, data in mine]
            owners = [("" if who in _NOBODY else who, cas) for who, cas in opened]
            stem = name.rpartition(".")[0] or name
            yield from _articles(owners, where, stem, reading)
        except FormatError as error:
            yield Refusal(error.where, error.what, error.remedy)


def _unpacked(path: Path) -> Iterator[tuple[str, bytes]]:
    with Packed(path) as outer:
        for name in sorted(outer.names()):
            place = PurePosixPath(name)
            data = outer.read(name)
            if place.suffix != ".zip" or place.parts[0] not in ("annotation", "curation"):
                yield name, data
                continue
            # The zip of one annotator: its file is called as the zip is, not as the document.
            with Packed(path, data, outer) as inner:
                for inside in sorted(inner.names()):
                    last = PurePosixPath(inside)
                    own = last.name if last.name in _SYSTEMS else place.stem + last.suffix
                    yield str(place.parent / own), inner.read(inside)


def _names(path: Path) -> list[str]:
    try:
        with Packed(path) as found:
            return found.names()
    except FormatError:
        return []


def _articles(
    owners: list[tuple[str, Cas]], where: str, stem: str, reading: Reading
) -> Iterator[Document | Refusal]:
    """One article for each text; the annotators of the same text share it."""
    builders: dict[str, Builder] = {}
    for who, cas in owners:
        sofas = cas.sofas()
        if not sofas:
            yield Refusal(where, "the CAS has no text", "Each article needs its text")
        for number, sofa in enumerate(sofas):
            raw = sofa.values["sofaString"]
            marks = [s for s in _spans(cas) if s.sofa == sofa.id or len(sofas) == 1]
            unit = _unit(cas, raw, marks, where)
            builder = builders.get(raw)
            if builder is None:
                about = _about(cas, sofa, stem if not number else f"{stem}-{number + 1}")
                builder = Builder(raw, where, reading, about, unit)
                builders[raw] = builder
            _build(builder, cas, marks, who or None)
    for builder in builders.values():
        yield builder.build()


def _spans(cas: Cas) -> list[Structure]:
    return [
        s for s in cas.structures.values()
        if s.begin is not None and s.end is not None and not _is_relation(s)
        and s.type not in (_META, "uima.tcas.DocumentAnnotation")
    ]  # fmt: skip


def _is_relation(found: Structure) -> bool:
    return "Dependent" in found.refs and "Governor" in found.refs


def _about(cas: Cas, sofa: Structure, stem: str) -> Source:
    metas = [s for s in cas.structures.values() if s.type == _META and s.sofa in (sofa.id, "")]
    said = metas[0].values if metas else {}
    texts = (s for s in cas.structures.values() if s.type == "uima.tcas.DocumentAnnotation")
    language = said.get("language") or next((s.values.get("language") for s in texts), None)
    title = said.get("documentTitle", "")
    return Source(
        said.get("documentId") or stem, title, url=said.get("documentUri") or None,
        language=None if language in (None, "", "x-unspecified") else language,
    )  # fmt: skip


def _unit(cas: Cas, raw: str, marks: list[Structure], where: str) -> Unit:
    """UTF-16 units by rule, and in what is ours; another one where words are told better by it."""
    prescribed = Unit(UTF16)
    if any(s.values.get("collectionId") == OURS for s in cas.structures.values()):
        return prescribed
    # Tokens are the best witnesses: each is a word.
    ranges = [(s.begin or 0, s.end or 0) for s in marks if s.end != s.begin]
    return settle([(raw, ranges)], where, prescribed)


def _build(builder: Builder, cas: Cas, marks: list[Structure], who: str | None) -> None:
    losses, found = builder.reading.losses, builder.reading.found
    ids: dict[str, str | None] = {}
    only = _only(cas, marks)
    for mark in sorted(marks, key=lambda s: (s.begin or 0, -(s.end or 0), s.type)):
        gone = cas.indexed is not None and mark.id not in cas.indexed
        if gone or uima.of_words(mark.type):
            found["span"] += 1
            what = "annotations that are deleted" if gone else "annotations of words and sentences"
            losses.add(what, uima.short(mark.type), kind="span")
            continue
        assert mark.begin is not None and mark.end is not None
        ids[mark.id] = uima.add(
            builder,
            mark.type,
            mark.values,
            mark.begin,
            mark.end,
            lists=_lists(cas, mark),
            only=only.get(mark.type, ""),
            annotator=who,
        )
    mine = {m.id for m in marks}
    for mark in cas.structures.values():
        if _is_relation(mark):
            _relation(builder, cas, mark, ids, mine, who)
        elif mark.id in ids:
            _links(builder, cas, mark, ids, who)


def _only(cas: Cas, marks: list[Structure]) -> dict[str, str]:
    said: dict[str, list[str]] = {}
    for mark in marks:
        said.setdefault(mark.type, []).extend(mark.values.values())
    return {t: uima.only_feature(cas.features.get(t, ()), v) for t, v in said.items()}


def _lists(cas: Cas, mark: Structure) -> dict[str, list[str]]:
    """Features with several words: those in place, and those in arrays."""
    out = dict(mark.lists)
    for name, ids in mark.refs.items():
        for one in ids:
            array = cas.structures.get(one)
            if array is not None and array.type == "uima.cas.StringArray":
                out[name] = array.lists.get("elements", [])
    return out


def _relation(
    builder: Builder, cas: Cas, link: Structure, ids: dict[str, str | None], mine: set[str],
    who: str | None,
) -> None:  # fmt: skip
    head, tail = link.refs["Governor"][0], link.refs["Dependent"][0]
    if head not in mine and tail not in mine:
        return
    gone = cas.indexed is not None and link.id not in cas.indexed
    if uima.of_words(link.type) or gone:
        builder.reading.found["relation"] += 1
        what = "relations that are deleted" if gone else "relations of words"
        builder.reading.losses.add(what, uima.short(link.type), kind="relation")
        return
    key, label = uima.label_of(link.type, link.values)
    more = [k for k in link.values if k != key]
    builder.reading.losses.add("further features of relations", ", ".join(more), len(more))
    builder.relation(label, ids.get(head), ids.get(tail), annotator=who)


def _links(
    builder: Builder, cas: Cas, mark: Structure, ids: dict[str, str | None], who: str | None
) -> None:
    for name, targets in mark.refs.items():
        for link in followed(cas, targets):
            if "target" in link.refs:
                role = link.values.get("role") or name
                builder.relation(role, ids[mark.id], ids.get(link.refs["target"][0]), annotator=who)
            elif link.begin is not None:
                builder.relation(name, ids[mark.id], ids.get(link.id), annotator=who)
