"""Label Studio's shapes over the years, brought to one: tasks, answers, regions, relations."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from annotator.formats.base import Refusal
from annotator.formats.jsonfile import objects, records, words
from annotator.model.people import DONE, REVIEW_STATUSES

# Regions of text; the name under which their labels stand, newest first.
TEXTS = ("labels", "hypertextlabels", "htmllabels", "paragraphlabels")
_PLACES = ("start", "startOffset", "globalOffsets")


@dataclass
class Region:
    """What one stretch of text got: labels, each with the control it is from, and answers."""

    value: Mapping[str, Any]
    target: str
    labels: list[tuple[str, str]] = field(default_factory=list)
    answers: dict[str, list[Any]] = field(default_factory=dict)
    meta: Mapping[str, Any] = field(default_factory=dict)
    score: Any = None


@dataclass
class Answer:
    """An annotation, or with ``pipeline`` a prediction."""

    who: str | None
    pipeline: bool
    regions: dict[str, Region] = field(default_factory=dict)
    links: list[Mapping[str, Any]] = field(default_factory=list)
    # What is said of the whole task, by control.
    whole: dict[str, Any] = field(default_factory=dict)
    # Kinds of what is no text: boxes in images, stretches of sound.
    other: list[str] = field(default_factory=list)
    cancelled: bool = False
    status: str = DONE
    truth: bool = False


@dataclass
class Task:
    """A task; ``drafts`` is how many regions lie in drafts, which are no answers."""

    where: str
    id: str
    data: dict[str, Any]
    answers: list[Answer]
    drafts: int = 0


def tasks(path: Path) -> Iterator[Task | Refusal]:
    """The tasks of a file in any of the shapes; raises FormatError as ``records`` does."""
    short: dict[str, Task] = {}
    for where, item in records(path):
        if isinstance(item, Refusal):
            yield item
        elif not isinstance(item, dict):
            yield Refusal(
                where, "this is no task of Label Studio: it is no object",
                "Export as JSON or JSON-MIN, or say with --format what it is",
            )  # fmt: skip
        elif isinstance(item.get("data"), dict):
            yield _task(item, where)
        elif _short(item):
            _merge(short, item, where)
        else:
            keys = ", ".join(map(str, list(item)[:6])) or "none"
            yield Refusal(
                where, f'this is no task of Label Studio: it has no "data" (its keys: {keys})',
                "Export as JSON or JSON-MIN, or say with --format what it is",
            )  # fmt: skip
    yield from short.values()


def _task(item: Mapping[str, Any], where: str) -> Task:
    answers = []
    for key in ("annotations", "completions"):
        answers += [_answer(x, False) for x in objects(item.get(key))]
    # An old export of one annotation has its result at the task.
    if "result" in item:
        answers.append(_answer(item, False))
    answers += [_answer(x, True) for x in objects(item.get("predictions"))]
    drafts = sum(len(_results(x.get("result"))) for x in objects(item.get("drafts")))
    return Task(where, words(item.get("id")) or "", dict(item["data"]), answers, drafts)


def _answer(item: Mapping[str, Any], pipeline: bool) -> Answer:
    who = words(item.get("model_version")) if pipeline else _person(item)
    answer = Answer(
        who, pipeline, cancelled=bool(item.get("was_cancelled") or item.get("skipped")),
        truth=bool(item.get("ground_truth")),
        # What was submitted is done; our own files say how far it is.
        status=str(item["status"]) if item.get("status") in REVIEW_STATUSES else DONE,
    )  # fmt: skip
    for number, found in enumerate(_results(item.get("result"))):
        _take(answer, found, number)
    return answer


def _person(item: Mapping[str, Any]) -> str | None:
    own = words(item.get("annotator"))
    if own is not None:
        return own if isinstance(item["annotator"], str) else f"user {own}"
    by = item.get("completed_by")
    if isinstance(by, dict):
        name = words(by.get("email")) or words(by.get("username"))
        return name or (f"user {words(by.get('id'))}" if words(by.get("id")) else None)
    known = words(by) or words(item.get("created_username"))
    return known if isinstance(by, str) or known is None or by is None else f"user {known}"


def _results(found: Any) -> list[dict[str, Any]]:
    if isinstance(found, str):
        try:
            found = json.loads(found)
        except (ValueError, RecursionError):
            return []
    return objects(found)


def _take(answer: Answer, item: Mapping[str, Any], number: int) -> None:
    kind = str(item.get("type") or "")
    value = item.get("value")
    if kind == "relation" or ("from_id" in item and "to_id" in item):
        answer.links.append(item)
        return
    if not isinstance(value, dict):
        answer.other.append(kind or "regions without a value")
        return
    kind = kind or next((k for k in (*TEXTS, "choices", "text") if k in value), "")
    placed = any(k in value for k in _PLACES)
    control = str(item.get("from_name") or kind)
    region_id = words(item.get("id")) or f"region {number}"
    known = answer.regions.get(region_id)
    labels = next((value[k] for k in TEXTS if k in value), None)
    if placed and (labels is not None or kind in (*TEXTS, "text")) and _is_text(value):
        _label(answer, region_id, item, value, control, labels)
    elif known is not None:
        known.answers.setdefault(control, []).extend(_said(kind, value))
    elif placed and _is_text(value):
        # The answer may come before the labels of its region.
        region = Region(value, str(item.get("to_name") or ""))
        region.answers[control] = _said(kind, value)
        answer.regions[region_id] = region
    elif placed or {"x", "y", "points", "rle"} & set(value):
        answer.other.append(kind or "regions of other kinds")
    else:
        answer.whole.setdefault(control, []).extend(_said(kind, value))


def _is_text(value: Mapping[str, Any]) -> bool:
    return "channel" not in value and "timeserieslabels" not in value and "x" not in value


def _label(
    answer: Answer, region_id: str, item: Mapping[str, Any], value: Mapping[str, Any],
    control: str, labels: Any,
) -> None:  # fmt: skip
    region = answer.regions.setdefault(region_id, Region(value, str(item.get("to_name") or "")))
    region.target = region.target or str(item.get("to_name") or "")
    found = labels if isinstance(labels, list) else [labels]
    named = [x for x in map(words, found) if x is not None]
    region.value = region.value if "text" in region.value else value
    region.labels += [(control, x) for x in named or ["OTHER"]]
    if isinstance(item.get("meta"), dict):
        region.meta = {**region.meta, **item["meta"]}
    region.score = item.get("score", value.get("score")) if region.score is None else region.score


def _said(kind: str, value: Mapping[str, Any]) -> list[Any]:
    found = value.get(kind)
    if kind == "textarea" or found is None:
        skip = ("start", "end", "startOffset", "endOffset", "globalOffsets")
        found = value.get("text") if kind == "textarea" else None
        found = found or [v for k, v in value.items() if k not in (*skip, "text")]
    if kind == "taxonomy" and isinstance(found, list):
        # Each choice is its path from the root.
        return [" > ".join(map(str, x)) if isinstance(x, list) else x for x in found]
    return found if isinstance(found, list) else [found]


def _short(item: Mapping[str, Any]) -> bool:
    return "annotation_id" in item or any(_placed(v) for v in item.values())


def _placed(value: Any) -> bool:
    return any("start" in x and any(k in x for k in TEXTS) for x in objects(value))


def _merge(short: dict[str, Task], item: Mapping[str, Any], where: str) -> None:
    """Of the short form, one record for each annotation, those of one task together."""
    skip = {
        "annotator", "annotation_id", "created_at", "updated_at", "lead_time", "id",
        "completed_by", "agreement",
    }  # fmt: skip
    regions = {k: v for k, v in item.items() if k not in skip and _placed(v)}
    data = {k: v for k, v in item.items() if k not in skip and k not in regions}
    task_id = words(item.get("id")) or where
    task = short.setdefault(task_id, Task(where, words(item.get("id")) or "", data, []))
    answer = Answer(_person(item), False)
    for control, found in regions.items():
        for number, value in enumerate(objects(found)):
            kind = next((k for k in TEXTS if k in value), "labels")
            made = {"id": f"{control} {number}", "from_name": control, "value": value, "type": kind}
            _take(answer, made, number)
    if regions or "annotation_id" in item:
        task.answers.append(answer)


def targets(answers: Iterable[Answer]) -> dict[str, int]:
    """How many regions there are on each text field that is named."""
    found: dict[str, int] = {}
    for answer in answers:
        for region in answer.regions.values():
            if region.target:
                found[region.target] = found.get(region.target, 0) + 1
    return found
