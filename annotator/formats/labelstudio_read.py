"""Reads what Label Studio exports, of any version: see ``docs/formats/labelstudio.md``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from annotator.formats import offsets
from annotator.formats.base import Reading, Refusal
from annotator.formats.borders import settle
from annotator.formats.building import Builder, Source
from annotator.formats.heading import entity_from, foreign, source
from annotator.formats.jsonfile import objects, words
from annotator.formats.labelstudio_tasks import Answer, Region, Task, targets, tasks
from annotator.formats.labelstudio_text import Shown, shown
from annotator.formats.offsets import CODE_POINTS, UTF16, Unit
from annotator.model.document import Document
from annotator.model.people import SKIPPED, Entity
from annotator.model.span import ACCEPTED, SUGGESTED

# Its browser counts UTF-16, the scripts that make predictions count code points.
_ORDER = (Unit(CODE_POINTS), Unit(UTF16))


def read(path: Path, reading: Reading) -> Iterator[Document | Refusal]:
    """The articles of a file: a list of tasks, a task a line, one task, or the short form.

    Annotations are people's spans, predictions are suggestions. Offsets are counted in the unit
    in which most regions cover the text that they say, found out for annotations and for
    predictions apart. Raises FormatError for a file that is no JSON, or whose offsets lead
    nowhere.
    """
    found = list(tasks(path))
    known = [(t, *_text(t)) for t in found if isinstance(t, Task)]
    units = {kind: _unit(known, kind, str(path)) for kind in (False, True)}
    texts = iter(known)
    for task in found:
        if isinstance(task, Refusal):
            yield task
        else:
            _, text, target = next(texts)
            yield _Reader(task, text, target, units, reading, path).document()


def _text(task: Task) -> tuple[Shown, str]:
    counts = targets(task.answers)
    target = max(counts, key=lambda x: counts[x], default="")
    return shown(task, target), target


def _unit(known: list[tuple[Task, Shown, str]], pipeline: bool, where: str) -> Unit:
    said: list[tuple[str, list[tuple[int, int, str]]]] = []
    unsaid: list[tuple[str, list[tuple[int, int]]]] = []
    for task, text, target in known:
        if not text.raw:
            continue
        with_text, without = [], []
        for answer in task.answers:
            if answer.pipeline != pipeline or answer.cancelled:
                continue
            for region in answer.regions.values():
                place, words_ = text.range(region.value), text.covered(region.value)
                if place is None or region.target not in ("", target):
                    continue
                if words_ is None:
                    without.append(place)
                else:
                    with_text.append((*place, words_))
        said.append((text.raw, with_text))
        unsaid.append((text.raw, without))
    if any(spans for _, spans in said):
        return offsets.decide(said, where, _ORDER).unit
    return settle(unsaid, where)


class _Reader:
    """Makes the document of one task."""

    def __init__(
        self, task: Task, text: Shown, target: str, units: Mapping[bool, Unit], reading: Reading,
        path: Path,
    ) -> None:  # fmt: skip
        self.task, self.text, self.target, self.reading = task, text, target, reading
        self._meta: dict[str, Any] = {}
        about = self._about(path)
        self.builder = Builder(text.raw, task.where, reading, about, origin=path.name)
        self._rangers = {k: offsets.ranger(text.raw, u) for k, u in units.items()}

    def _about(self, path: Path) -> Source:
        ours = self.task.data.get("article")
        if isinstance(ours, dict) and "id" in ours:
            found = source(ours, self.text.raw)
        else:
            data = self.task.data
            stem = path.name.partition(".")[0]
            id_ = f"{stem}-{self.task.id}" if self.task.id else ""
            title = data.get("title") if isinstance(data.get("title"), str) else ""
            skip = [self.text.key, "title"] if title else [self.text.key]
            found = foreign(data, id_, skip)
            found = Source(
                found.id, title or found.title, found.source, found.url, found.published,
                found.language, meta=found.meta,
            )  # fmt: skip
        # Filled while the answers are read.
        self._meta.update(found.meta)
        return Source(
            found.id, found.title, found.source, found.url, found.published, found.language,
            found.sha256, self._meta, found.zones,
        )  # fmt: skip

    def document(self) -> Document | Refusal:
        """Everything that the task says."""
        for item in objects(self.task.data.get("entities")):
            entity = entity_from(item)
            if entity is not None and "article" in self.task.data:
                self.builder.entity(entity)
        for answer in self.task.answers:
            if answer.cancelled:
                self._cancelled(answer)
            else:
                self._answer(answer)
        losses = self.reading.losses
        self.reading.found["span"] += self.task.drafts
        losses.add("regions in drafts", self.task.where, self.task.drafts, "span")
        found = self.builder.build()
        if isinstance(found, Refusal) and not self.text.key:
            keys = ", ".join(sorted(map(str, self.task.data))[:6])
            return Refusal(
                self.task.where, f"the task has no text, or only its address ({keys})",
                "Export it with the text in the task",
            )  # fmt: skip
        return found

    def _cancelled(self, answer: Answer) -> None:
        labels = sum(len(r.labels) or 1 for r in answer.regions.values())
        answers = sum(len(r.answers) for r in answer.regions.values())
        for kind, count in (("span", labels), ("attribute", answers), ("relation", _links(answer))):
            self.reading.found[kind] += count
            self.reading.losses.add(
                f"{kind}s of annotations that were skipped", self.task.where, count, kind
            )
        if not answer.pipeline:
            self.builder.review(SKIPPED, answer.who)

    def _answer(self, answer: Answer) -> None:
        places: dict[str, str | None] = {}
        for region_id, region in answer.regions.items():
            places[region_id] = self._region(answer, region_id, region)
        for link in answer.links:
            self._link(answer, link, places)
        for kind in answer.other:
            self.reading.found["span"] += 1
            self.reading.losses.add(f"regions that are no text: {kind}", self.task.where, 1, "span")
        for control, values in answer.whole.items():
            value = values[0] if len(values) == 1 else values
            name = f"{control} ({answer.who or 'prediction'})" if answer.pipeline else control
            if self._meta.get(name, value) != value:
                name = f"{control} ({answer.who})"
            self._meta[name] = value
        if not answer.pipeline:
            comment = "ground truth" if answer.truth else None
            self.builder.review(answer.status, answer.who, comment)

    def _region(self, answer: Answer, region_id: str, region: Region) -> str | None:
        here = region.target in ("", self.target)
        place = self.text.range(region.value) if here else None
        found = self._rangers[answer.pipeline](*place) if place is not None else None
        if found is None and place is not None:
            found = (len(self.text.raw), len(self.text.raw))
        elif found is None:
            self._lost(region)
            return None
        first: str | None = None
        for number, (control, label) in enumerate(region.labels or [("", "OTHER")]):
            own = self.reading.schema.layer(control) or ("article" in self.task.data and control)
            layer = control if own else None
            span = self.builder.span(
                label, *found, layer=layer, covered=self.text.covered(region.value),
                id=region_id if number == 0 else None, score=_score(region),
                attributes=self._attributes(region, layer) if number == 0 else None,
                note=_note(region) if number == 0 else None,
                state=SUGGESTED if answer.pipeline else ACCEPTED, annotator=answer.who,
                entity=self._entity(region),
            )  # fmt: skip
            first = span if number == 0 else first
        return first

    def _entity(self, region: Region) -> str | None:
        named = words(region.meta.get("entity"))
        ours = "article" in self.task.data
        return self.builder.entity(Entity(named, named, "OTHER")) if named and ours else None

    def _lost(self, region: Region) -> None:
        number = len(region.labels) or 1
        why = "regions on another text of the task, or without a place in it"
        self.reading.found["span"] += number
        self.reading.losses.add(why, self.task.where, number, "span")
        self.reading.found["attribute"] += len(region.answers)
        self.reading.losses.add(f"answers about {why}", "", len(region.answers), "attribute")

    def _attributes(self, region: Region, layer: str | None) -> dict[str, Any]:
        found = region.meta.get("attributes")
        out: dict[str, Any] = dict(found) if isinstance(found, dict) else {}
        for control, values in region.answers.items():
            known = self.reading.schema.layer(layer or "")
            name = control.removeprefix(f"{layer}-") if layer else control
            asked = next((a for a in known.attributes if a.id == name), None) if known else None
            texts = [x if isinstance(x, str) else words(x) or str(x) for x in values]
            several = asked.type in ("multi", "tags") if asked else len(texts) != 1
            out[name] = texts if several else "\n".join(texts)
        return out

    def _link(
        self, answer: Answer, link: Mapping[str, Any], places: Mapping[str, str | None]
    ) -> None:
        head, tail = (places.get(words(link.get(k)) or "") for k in ("from_id", "to_id"))
        if link.get("direction") == "left":
            head, tail = tail, head
        elif link.get("direction") == "bi":
            self.reading.losses.add("relations in both directions, read in one", self.task.where)
        for label in _link_labels(link):
            self.builder.relation(
                label, head, tail, state=SUGGESTED if answer.pipeline else ACCEPTED,
                annotator=answer.who,
            )  # fmt: skip


def _link_labels(link: Mapping[str, Any]) -> list[str]:
    found = link.get("labels")
    named = [x for x in map(words, found if isinstance(found, list) else [found]) if x]
    return named or ["RELATED"]


def _links(answer: Answer) -> int:
    return sum(len(_link_labels(x)) for x in answer.links)


def _note(region: Region) -> str | None:
    found = region.meta.get("text")
    texts = found if isinstance(found, list) else [found]
    return "\n".join(x for x in texts if isinstance(x, str) and x) or None


def _score(region: Region) -> float | None:
    score = region.score
    return float(score) if isinstance(score, int | float) and not isinstance(score, bool) else None
