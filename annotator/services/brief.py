"""A brief of some articles: quotes by speaker, claims by type, as a file to pass on."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from annotator.formats import brief_docx, brief_markdown
from annotator.model.article import Article
from annotator.model.brief import Brief, Entry, Group, Origin
from annotator.model.document import Document, View
from annotator.model.errors import AnnotatorError, WrongUse
from annotator.model.ids import now
from annotator.model.schema import LabelSchema
from annotator.model.span import ACCEPTED, CLAIM, QUOTE, SUGGESTED, Span
from annotator.model.speaking import speaker_of
from annotator.model.wording import count
from annotator.services import reshaping
from annotator.services.citing import web_address
from annotator.services.selecting import check_annotator, whose
from annotator.store import articles
from annotator.store.failures import explain
from annotator.store.project import Project

WRITERS: dict[str, Callable[[Brief, Path], None]] = {
    ".md": brief_markdown.write,
    ".docx": brief_docx.write,
}
NO_SPEAKER, NO_TYPE = "No speaker", "No type"
_REPORTED = "INDIRECT"
_DETAILS = {"worth": "worth checking", "certainty": "", "polarity": "", "verdict": ""}
# What goes without saying.
_PLAIN = ("affirmed", "unchecked")


def gather(
    project: Project,
    pks: Sequence[int],
    annotator: str | None = None,
    *,
    suggestions: bool = False,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Brief:
    """Quotes and claims of these articles, those of one speaker or type together, oldest first.

    The same words in several articles are one entry with all of these.
    ``annotator``: whose decisions count; None as in an export
    (:func:`annotator.services.selecting.choose`). ``suggestions``: also what is still open.
    A cancelled run has the articles it came to. Raises AnnotatorError when several people decided
    and none is named, WrongUse for an unknown annotator.
    """
    check_annotator(project, annotator)
    schema, decider = project.schema(), whose(project, annotator)
    states = (ACCEPTED, SUGGESTED) if suggestions else (ACCEPTED,)
    found: list[_Found] = []
    origins = []
    for at, document in enumerate(articles.load_all(project, pks)):
        if cancelled():
            break
        found += _entries(_Reading(document, document.view(decider(document)), schema, states))
        origins.append(_origin(document.article))
        if progress:
            progress(at + 1, len(pks))
    quotes = _grouped([x for x in found if x.layer == QUOTE], ())
    claims = _grouped([x for x in found if x.layer == CLAIM], _types(schema))
    made = f"{count(len(origins), 'article')}, {now()[:10]}"
    made += "; suggestions that nobody has decided on are marked" if suggestions else ""
    return Brief(f"Brief of {project.path.stem}", made, quotes, claims, tuple(origins))


def known(project: Project, annotator: str) -> str | None:
    """The annotator when the project knows them; else None: nobody has decided under that name."""
    return annotator if annotator in {a.name for a in articles.annotators(project)} else None


def write(brief: Brief, out: Path, *, force: bool = False) -> None:
    """Write a brief; the ending of ``out`` says how, ``.md`` or ``.docx``.

    The file appears when it is whole. Raises WrongUse for another ending, AnnotatorError for a
    brief that says nothing and where the file cannot be written or, without ``force``, is there.
    """
    out = Path(out)
    writer = writer_for(out)
    if not brief.entries:
        raise AnnotatorError(
            "these articles have no quotes and no claims to write down",
            str(out),
            "Accept some, or take suggestions too",
        )
    if os.path.lexists(out) and not force:
        raise AnnotatorError(
            "something with this name is there already", str(out), "Choose another name"
        )
    part = out.with_name(f".{out.name}.part")
    try:
        writer(brief, part)
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        part.replace(out)
    except OSError as error:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise AnnotatorError(*explain(error, out)) from error


def writer_for(out: Path) -> Callable[[Brief, Path], None]:
    """What writes a file of this name. Raises WrongUse."""
    writer = WRITERS.get(out.suffix.lower())
    if writer is None:
        known = " or ".join(WRITERS)
        raise WrongUse(f"a brief is no {out.suffix or 'file without ending'}", str(out),
                       f"Let the name end in {known}")  # fmt: skip
    return writer


@dataclass(frozen=True, slots=True)
class _Reading:
    document: Document
    view: View
    schema: LabelSchema
    states: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    """An entry with what it is sorted by; ``key`` names its group, "" for none."""

    layer: str
    key: str
    heading: str
    entry: Entry


def _entries(reading: _Reading) -> Iterator[_Found]:
    view, origin = reading.view, _origin(reading.document.article)
    spans = [
        s
        for s in view.spans
        if s.layer in (QUOTE, CLAIM)
        and s.label not in reading.schema.roles
        and s.state in reading.states
    ]
    for span in spans:
        parts = _parts(span, spans)
        if parts[0] is not span:
            continue
        key, heading = _quote_group(reading, parts) if span.layer == QUOTE else _type(span)
        yield _Found(span.layer, key, heading, _entry(reading, parts, origin))


def _parts(span: Span, spans: Sequence[Span]) -> list[Span]:
    """The parts of the split quotation that a quote belongs to, in order."""
    group = span.attributes.get(reshaping.GROUP)
    if span.layer != QUOTE or not group:
        return [span]
    return [s for s in spans if s.layer == QUOTE and s.attributes.get(reshaping.GROUP) == group]


def _entry(reading: _Reading, parts: Sequence[Span], origin: Origin) -> Entry:
    first = parts[0]
    words = " … ".join(" ".join(s.text.split()) for s in parts)
    open_ = any(s.state == SUGGESTED for s in parts)
    if first.layer == QUOTE:
        cue = reading.view.tail(first.id, "CUE")
        details = (" ".join(cue.text.split()),) if cue else ()
        return Entry(words, (origin,), first.label != _REPORTED, details, open_)
    source = reading.view.tail(first.id, "CLAIMED_BY")
    details = (f"claimed by {' '.join(source.text.split())}",) if source else ()
    return Entry(words, (origin,), False, (*details, *_details(first)), open_)


def _details(claim: Span) -> Iterator[str]:
    for name, said in _DETAILS.items():
        value = claim.attributes.get(name)
        if value is not None and value not in _PLAIN:
            yield f"{said} {value}".strip()
    topics = claim.attributes.get("topics")
    if isinstance(topics, (list, tuple)) and topics:
        yield "topics " + ", ".join(map(str, topics))


def _quote_group(reading: _Reading, parts: Sequence[Span]) -> tuple[str, str]:
    """By the name that stands, else by the speaker's words."""
    for part in parts:
        entity = speaker_of(reading.document, reading.view, part)
        if entity is not None:
            return f"entity {entity.id}", entity.name
    for part in parts:
        tail = reading.view.tail(part.id, "SPEAKER")
        if tail is not None:
            words = " ".join(tail.text.split())
            return f"words {words.casefold()}", words
    return "", NO_SPEAKER


def _type(claim: Span) -> tuple[str, str]:
    value = str(claim.attributes.get("type") or "")
    return value, value.capitalize() or NO_TYPE


def _types(schema: LabelSchema) -> tuple[str, ...]:
    layer = schema.layer(CLAIM)
    return next((x.choices for x in layer.attributes if x.id == "type"), ()) if layer else ()


def _grouped(found: Sequence[_Found], order: Sequence[str]) -> tuple[Group, ...]:
    """Groups in an order given, else by their headings; the one of nobody last."""
    groups: dict[str, list[_Found]] = {}
    for item in found:
        groups.setdefault(item.key, []).append(item)

    def place(key: str) -> tuple[bool, int, str]:
        at = order.index(key) if key in order else len(order)
        return (not key, at, groups[key][0].heading.casefold())

    return tuple(
        Group(groups[key][0].heading, _merged([x.entry for x in groups[key]]))
        for key in sorted(groups, key=place)
    )


def _merged(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Entries of the same words as one, the oldest first; what one decided on is not open."""
    found: dict[tuple[str, bool], Entry] = {}
    for entry in sorted(entries, key=_age):
        key = (entry.words.casefold(), entry.quoted)
        known = found.get(key)
        if known is None:
            found[key] = entry
            continue
        origins = tuple(dict.fromkeys((*known.origins, *entry.origins)))
        details = entry.details if known.open and not entry.open else known.details
        found[key] = replace(
            known, origins=origins, details=details, open=known.open and entry.open
        )
    return tuple(found.values())


def _age(entry: Entry) -> tuple[bool, str]:
    day = entry.origins[0].date
    return (day is None, day or "")


def _origin(article: Article) -> Origin:
    day = (article.published or "")[:10] or None
    return Origin(article.title or article.id, article.source, day, web_address(article))
