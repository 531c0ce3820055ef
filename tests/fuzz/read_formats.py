"""A coverage-guided fuzzer over the readers of all formats, to be run by hand.

It needs atheris, which is no dependency of the project::

    pip install atheris
    python tests/fuzz/read_formats.py FORMAT tests/fuzz/corpus/FORMAT -max_total_time=300

The first argument is a format's name, the second a folder of files to begin with (made when it is
not there, from the bundled sample articles); the rest is libFuzzer's. Whatever the bytes: a reader
answers with articles, refusals or an AnnotatorError, every span stands inside its text, and what
it found is what it gave plus what it counted as lost.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
from collections import Counter
from contextlib import nullcontext
from pathlib import Path
from typing import Any

try:
    import atheris
except ImportError:
    # Without it the file can still be imported: a test goes over the seeds that were found.
    atheris = None

with atheris.instrument_imports(include=["annotator.formats"]) if atheris else nullcontext():
    from annotator import formats
    from annotator.formats.base import KINDS, Reading, Record, Refusal, Writing
    from annotator.model.article import Article
    from annotator.model.document import Document
    from annotator.model.errors import AnnotatorError
    from annotator.model.people import PERSON, Annotator
    from annotator.model.span import ACCEPTED, Relation, Span
    from annotator.store.project import default_schema

    formats.every()

SCHEMA = default_schema()
TEXT = "“The quay is open,” Maria Olsen said.\nTrade fell 12% in März 😀. Olsen leads Varde.\n"


def sample() -> Document:
    """An article with something of everything."""
    spans = {}
    for number, (layer, label, words) in enumerate(
        (
            ("entity", "PERSON", "Maria Olsen"), ("quote", "DIRECT", "The quay is open"),
            ("quote", "SPEAKER", "Maria Olsen"), ("claim", "CLAIM", "Trade fell 12% in März 😀"),
            ("entity", "GPE", "Varde"), ("entity", "PERSON", "Olsen leads"),
        )
    ):  # fmt: skip
        start = TEXT.index(words)
        spans[f"s{number}"] = Span(
            f"s{number}", layer, label, start, start + len(words), words, ACCEPTED, "ana",
            attributes={"type": "quantity"} if layer == "claim" else {},
            note="sure?" if number == 0 else None,
        )  # fmt: skip
    link = Relation("r1", "SPEAKER", "s1", "s2", ACCEPTED, "ana")
    article = Article(1, "a1", "Port", TEXT, language="en")
    return Document(article, {"ana": Annotator("ana", PERSON)}, spans, {"r1": link})


def seed(name: str, folder: Path) -> None:
    """Write the sample in a format, for the fuzzer to begin with."""
    folder.mkdir(parents=True, exist_ok=True)
    known = formats.get(name)
    if not known.writes or any(folder.iterdir()):
        return
    target = folder / f"seed{known.suffixes[0]}"
    if known.folder:
        target = folder / "seed"
        target.mkdir()
    document = sample()
    writer = formats.open_writer(name, target, Writing(SCHEMA))
    writer.add(Record(document, tuple(document.spans.values()), tuple(document.relations.values())))
    writer.finish()


def examine(name: str, path: Path) -> None:
    """Read a file and look at all that comes of it."""
    reading = Reading("ana", SCHEMA)
    kept: Counter[str] = Counter()
    try:
        for found in formats.read(name, path, reading):
            if isinstance(found, Refusal):
                continue
            text = found.article.text
            for span in found.spans.values():
                assert 0 <= span.start < span.end <= len(text), span
                assert text[span.start : span.end] == span.text, span
            links = tuple(found.relations.values())
            assert all(r.head in found.spans and r.tail in found.spans for r in links)
            kept.update(Record(found, tuple(found.spans.values()), links).counts())
    except AnnotatorError:
        return
    for loss in reading.losses.listed():
        kept[loss.kind] += loss.count
    if not formats.get(name).articles:
        differing = {k: (reading.found[k], kept[k]) for k in KINDS if reading.found[k] != kept[k]}
        assert not differing, differing


ODD = (
    None, True, -1, 0, 10**20, 0.5, "", "\ud83d", "😀", "a:b", "O", [], {}, [[]], [0, 5, "PER"],
    {"start": 3, "end": 1}, "../../x", "1e9", float("nan"),
)  # fmt: skip


def mutate(data: bytes, size: int, rolled: int) -> bytes:
    """Change one value of a JSON file for an odd one; other files byte by byte."""
    dice = random.Random(rolled)
    if dice.random() < 0.3:
        return bytes(atheris.Mutate(data, size))
    try:
        lines = [json.loads(x) for x in data.splitlines() if x.strip()]
    except ValueError:
        try:
            lines = [json.loads(data)]
        except ValueError:
            return bytes(atheris.Mutate(data, size))
    holder, key = _place({"": lines}, dice)
    if dice.random() < 0.2:
        del holder[key]
    else:
        holder[key] = dice.choice(ODD)
    try:
        return b"\n".join(json.dumps(x).encode() for x in lines)[:size]
    except (ValueError, RecursionError):
        return data


def _place(tree: Any, dice: random.Random) -> tuple[Any, Any]:
    """A container somewhere in the tree, and one of its keys."""
    places: list[tuple[Any, Any]] = []
    waiting = list(tree.values())
    while waiting:
        node = waiting.pop()
        keys = list(node) if isinstance(node, dict) else range(len(node))
        for key in keys:
            places.append((node, key))
            if isinstance(node[key], dict | list):
                waiting.append(node[key])
    return dice.choice(places) if places else (tree, "")


def main() -> None:
    """Fuzz until libFuzzer's own limits are reached."""
    name, folder = sys.argv[1], Path(sys.argv[2])
    seed(name, folder)
    suffix = (formats.get(name).suffixes or ("",))[0]
    place = Path(tempfile.mkdtemp()) / f"input{suffix}"

    def one(data: bytes) -> None:
        place.write_bytes(data)
        examine(name, place)

    atheris.Setup([sys.argv[0], str(folder), *sys.argv[3:]], one, custom_mutator=mutate)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
