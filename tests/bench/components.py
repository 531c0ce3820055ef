"""The components against gold files: quotes, entities, claims; one JSON line, a table on stderr.

``components.py [FILE …]``: files of one JSON object a line with ``text`` and ``quotes``, ``ents``,
``claims`` or a sentence's ``label``; by default those of the folder ``shared/eval`` beside the
checkout. The data is not part of the project; without it there is nothing to measure.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import figures
from spacy.tokens import Doc

import annotator.cli  # noqa: F401 - as the program starts: before numpy
from annotator.nlp.claim_score import CHECKABLE, sentence_score
from annotator.nlp.entities import entity_spans
from annotator.nlp.pipeline import DEFAULT_PIPELINE, Pipeline, load

Record = dict[str, Any]
DATA = Path(__file__).resolve().parents[3] / "shared" / "eval"
LIMITS = {"quotes": 60, "ents": 431, "label": 1000, "claims": 100}
TASKS = ("quotes", "ents", "claims", "label")
CLAIMS = "annotator_claims"


def task_of(record: Record) -> str | None:
    """What a gold record is about, told by its keys."""
    return next((task for task in TASKS if task in record), None)


def records(path: Path, limit: int | None) -> list[Record]:
    """The first records of a file; of a file of unknown form none."""
    with path.open(encoding="utf-8") as file:
        head = file.readline()
        task = task_of(json.loads(head)) if head.strip() else None
        if task is None:
            return []
        rest = islice(file, (LIMITS[task] if limit is None else limit) - 1)
        found = [json.loads(line) for line in (head, *rest) if line.strip()]
    return [{"id": str(number), **record} for number, record in enumerate(found)]


def predicted(pipeline: Pipeline, gold: list[Record], labels: dict[str, str]) -> Iterator[Record]:
    """What the components say of the records' texts, in the gold's form.

    ``labels`` maps entity labels of ours to the gold's.
    """
    docs = pipeline.nlp.pipe((r["text"] for r in gold), batch_size=16)
    for record, doc in zip(gold, docs, strict=True):
        task = task_of(record) or ""
        said: dict[str, Any] = {
            "quotes": _quotes, "ents": _entities, "claims": _claims, "label": _sentence,
        }[task](doc)  # fmt: skip
        if task == "ents":
            said["ents"] = [(a, b, labels.get(x, x)) for a, b, x in said["ents"]]
        yield {"id": record["id"], "text": record["text"], **said}


def _quotes(doc: Doc) -> Record:
    text = doc.text
    return {
        "quotes": [
            {
                "start": figures.as_counted(text, q.start), "end": q.end, "kind": q.label.lower(),
                "speaker": q.speaker, "cue": q.cue, "score": q.score,
            }
            for q in doc._.annotator_quotes
        ]
    }  # fmt: skip


def _entities(doc: Doc) -> Record:
    return {"ents": [(s.start, s.end, s.label) for s in entity_spans(doc)]}


def _claims(doc: Doc) -> Record:
    return {
        "claims": [
            {"start": c.start, "end": c.end, "label": "CLAIM", "score": c.score}
            for c in doc._.get(CLAIMS)
        ]
    }


def _sentence(doc: Doc) -> Record:
    worthy = sentence_score(doc)
    return {"label": "CFS" if worthy >= CHECKABLE else "NCS", "score": worthy}


def score(gold: list[Record], found: list[Record], kinds: list[str]) -> Record:
    """The figures of one file."""
    task = task_of(gold[0])
    if task == "quotes":
        quotes = figures.Quotes(kinds)
        for one, other in zip(gold, found, strict=True):
            quotes.add(one["text"], one["quotes"], other["quotes"])
        return quotes.figures()
    if task == "ents":
        entities = figures.Entities()
        for one, other in zip(gold, found, strict=True):
            entities.add(map(tuple, one["ents"]), other["ents"])  # type: ignore[arg-type]
        return entities.figures()
    if task == "claims":
        claims = figures.Claims()
        for one, other in zip(gold, found, strict=True):
            claims.add(one["text"], one["claims"], other["claims"])
        return claims.figures()
    sentences = figures.Sentences()
    for one, other in zip(gold, found, strict=True):
        sentences.add(one["label"], other["label"], other["score"])
    return sentences.figures()


def rows(name: str, values: Record) -> Iterator[str]:
    """A file's figures for people."""
    yield name
    for key, value in values.items():
        if isinstance(value, dict):
            cells = "  ".join(
                f"{k} {v:.3f}" if isinstance(v, float) else f"{k} {v}" for k, v in value.items()
            )
            yield f"  {key:<20} {cells}"
        else:
            yield f"  {key:<20} {value:.3f}" if isinstance(value, float) else f"  {key:<20} {value}"


def rounded(value: Any) -> Any:
    """The same with figures of three places."""
    if isinstance(value, dict):
        return {k: rounded(v) for k, v in value.items()}
    return round(value, 3) if isinstance(value, float) else value


def main() -> None:
    """Measure, print, and write the predictions if asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE")
    parser.add_argument("--limit", type=int, metavar="N", help="records of each file (0: all)")
    parser.add_argument("--kinds", default="direct,mixed,indirect", help="of quotes; '' for all")
    parser.add_argument("--map", default="", help="entity labels: PERSON=PER,GPE=LOC")
    parser.add_argument("--dump", type=Path, metavar="PRED.jsonl", help="write the predictions")
    parser.add_argument("--pipeline", default=DEFAULT_PIPELINE)
    args = parser.parse_args()
    files = args.files or sorted(DATA.glob("*.jsonl"))
    if not files:
        print(json.dumps({"skipped": f"no gold files in {DATA}; name some"}))
        return
    pipeline = load(args.pipeline)
    kinds = [k for k in args.kinds.split(",") if k]
    out: Record = {}
    dumped: list[Record] = []
    labels = dict(pair.split("=", 1) for pair in args.map.split(",") if pair)
    for path in files:
        gold = records(path, None if args.limit is None else args.limit or sys.maxsize)
        if not gold or (task_of(gold[0]) in ("claims", "label") and not Doc.has_extension(CLAIMS)):
            print(f"{path.name}: nothing in it that a component answers", file=sys.stderr)
            continue
        began = time.perf_counter()
        found = list(predicted(pipeline, gold, labels))
        out[path.stem] = score(gold, found, kinds) | {"records": len(gold)}
        out[path.stem]["seconds"] = time.perf_counter() - began
        dumped += found
    if args.dump:
        lines = (json.dumps(record, ensure_ascii=False) for record in dumped)
        args.dump.write_text("".join(line + "\n" for line in lines), "utf-8")
    print(json.dumps(rounded(out)), flush=True)
    for name, values in out.items():
        print("\n".join(rows(name, values)), file=sys.stderr)


if __name__ == "__main__":
    main()
