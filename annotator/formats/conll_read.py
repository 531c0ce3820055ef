"""Reads columns of tokens and tags, whatever their number, order and scheme."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from annotator.formats import conll_tags as tags
from annotator.formats import conll_text as texts
from annotator.formats.base import Reading, Refusal, unreadable
from annotator.formats.building import Builder, Source
from annotator.formats.conll_text import Token
from annotator.formats.keeping import Names
from annotator.formats.plain import decode, slug
from annotator.model.document import Document
from annotator.model.errors import FormatError

_SAMPLE, _MAX_LINE, _MAX_TEXT = 4000, 1_000_000, 200_000
# What a line begins with that may be no token; an empty line begins with nothing.
_SIGNS = ("-", "#", "")
_INDEX = re.compile(r"\d+(?:[-.]\d+)?")
_NER_KEYS = ("NER", "NE", "Entity", "NamedEntity", "ner")
_META = ("title", "source", "url", "published", "language")


@dataclass
class Part:
    """The sentences of an article as they stand in the file: lines as their cells.

    ``line`` is the number of the first one.
    """

    id: str = ""
    about: dict[str, str] = field(default_factory=dict)
    line: int = 0
    sentences: list[list[list[str]]] = field(default_factory=list)
    paragraphs: set[int] = field(default_factory=set)
    size: int = 0


@dataclass(frozen=True)
class Layout:
    """Which column is what; ``tags`` has columns, or keys of the column MISC."""

    width: int
    form: int
    tags: tuple[int | str, ...]
    kind: str = "prefix"
    misc: int | None = None
    numbered: bool = False

    @property
    def many(self) -> bool:
        """Whether there may be lines of several words, or of none, as CoNLL-U has them."""
        return self.numbered and self.width == 10

    def row(self, cells: Sequence[str]) -> bool:
        """Whether a line that begins with # is a token all the same."""
        columns = [c for c in self.tags if isinstance(c, int)]
        return len(cells) == self.width and all(tags.is_tag(cells[c]) for c in columns)


def split(line: str) -> list[str]:
    """The cells of a line: parted by tabs, else by any white space."""
    return [c.strip() for c in line.split("\t")] if "\t" in line else line.split()


def is_conll(path: Path, head: bytes) -> str | None:
    """Why the beginning of a file shows columns of tokens and tags; None when it does not."""
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    text = head.decode("utf-16" if wide else "utf-8-sig", "replace")
    if "\0" in text or text.startswith("#FORMAT=WebAnno"):
        return None
    lines = text.split("\n")[: _SAMPLE if len(head) < 65_536 else -1]
    first = next((x for x in lines if x.strip() and not x.startswith(("# ", "#\t"))), "")
    if first.startswith(("-DOCSTART-", "#begin document")):
        return f"its first article begins with {first.split()[0]}"
    rows = [split(x) for x in lines if x.strip() and not _comment(x)]
    if len(rows) < 2 or len({len(r) for r in rows}) > 1 or len(rows[0]) < 2:
        return None
    if len(rows[0]) == 10 and _counts([rows], 0):
        return "its lines have the ten columns of CoNLL-U"
    try:
        layout = _layout(rows, [rows], {}, "")
    except FormatError:
        return None
    column = layout.tags[0] if layout.tags else None
    if layout.kind != "prefix" or not isinstance(column, int):
        return None
    return f"column {column + 1} holds tags" if tags.tags_names(r[column] for r in rows) else None


def read(path: Path, reading: Reading) -> Iterator[Document | Refusal]:
    """The articles of a file: cut at -DOCSTART-, ``# newdoc`` or ``#begin document``.

    The text is rebuilt from the tokens. Raises FormatError when no column holds tokens and tags,
    or the file cannot be read.
    """
    encoding = _encoding(path)
    layout = _detect(path, encoding)
    number = 0
    with path.open(encoding=encoding) as file:
        for part in _parts(_lines(file, path), layout, reading):
            number += 1
            yield _document(part, layout, path, number, reading)
    if not number:
        yield Refusal(str(path), "the file has no tokens", "Choose a file with articles")


def _encoding(path: Path) -> str:
    try:
        with path.open("rb") as file:
            head = file.read(4)
        if head.startswith((b"\xff\xfe", b"\xfe\xff")):
            return "utf-16"
        with path.open(encoding="utf-8-sig") as text:
            while text.read(1 << 20):
                pass
        return "utf-8-sig"
    except UnicodeDecodeError:
        return decode(path.read_bytes(), str(path))[1]
    except OSError as error:
        raise unreadable(path, error) from error


def _lines(file: IO[str], path: Path) -> Iterator[tuple[int, str]]:
    number = 0
    try:
        while line := file.readline(_MAX_LINE):
            number += 1
            if len(line) >= _MAX_LINE:
                raise FormatError(
                    "the line is too long for columns", f"{path}, line {number}",
                    "Choose a file with a token a line",
                )  # fmt: skip
            # NUL ends a word in the database; U+FFFD stands for it, as in every text.
            yield number, line.rstrip("\n").replace("\0", "\ufffd")
    except UnicodeError as error:
        raise FormatError(f"the text is broken: {error}", str(path), "Save it as UTF-8") from error


def _comment(line: str) -> bool:
    return line.startswith(("# ", "#\t", "#begin ", "#end ")) or line.strip() in ("#", "#end")


def _detect(path: Path, encoding: str) -> Layout:
    rows: list[list[str]] = []
    sentences: list[list[list[str]]] = [[]]
    said: dict[str, str] = {}
    # A token that is a number sign looks like a comment; where there are no others it is one.
    signs: list[list[str]] = []
    with path.open(encoding=encoding) as file:
        for _, line in _lines(file, path):
            if _comment(line):
                name, _, value = line.lstrip("# ").partition("=")
                said.setdefault(name.strip().split(" ")[0], value.strip())
                cells = split(line)
                if len(cells) > 1 and tags.is_tag(cells[-1]):
                    signs.append(cells)
            elif not line.strip():
                sentences.append([])
            elif not line.startswith("-DOCSTART-"):
                rows.append(split(line))
                sentences[-1].append(rows[-1])
            if len(rows) >= _SAMPLE:
                break
    return _layout(rows or signs, sentences if rows else [signs], said, str(path))


def _layout(
    rows: list[list[str]], sentences: list[list[list[str]]], said: dict[str, str], where: str
) -> Layout:
    width = Counter(map(len, rows)).most_common(1)[0][0] if rows else 0
    if "begin" in said and width >= 11:
        return Layout(width, 3, (10,), "brackets")
    if rows and width < 2:
        raise FormatError(
            "its lines have one column: tokens without tags", where, "Import it as plain text"
        )
    usual = [r for r in rows if len(r) == width]
    columns = said.get("global.columns", "").split()
    if len(columns) == width and "FORM" in columns:
        found = tuple(i for i, c in enumerate(columns) if "NE" in c.split(":")[-1].split("_"))
        found = found or tuple(i for i, c in enumerate(columns) if c == "NER")
        misc = columns.index("MISC") if "MISC" in columns else None
        numbered = "ID" in columns
        form = columns.index("FORM")
        return Layout(width, form, found or _tagged(usual, form), "prefix", misc, numbered)
    numbered = width >= 3 and _counts(sentences, 0)
    if width == 10 and numbered:
        keys = tuple(
            k for k in _NER_KEYS
            if tags.tags_names(v for r in usual for v in _said(r[9], k))
        )  # fmt: skip
        return Layout(width, 1, keys or _tagged(usual, 1), "prefix", 9, True)
    form = 1 if numbered else 0
    return _plain_columns(usual, width, form, numbered, where)


def _plain_columns(
    rows: list[list[str]], width: int, form: int, numbered: bool, where: str
) -> Layout:
    misc = next(
        (
            c for c in range(form + 1, width)
            if any("=" in r[c] for r in rows) and all(texts.TOLD.fullmatch(r[c]) for r in rows)
        ),
        None,
    )  # fmt: skip
    found = _tagged(rows, form)
    if not found and rows and width == 2 and _tags_first(rows):
        return Layout(width, 1, (0,), "prefix")
    if found or not rows:
        return Layout(width, form, found, "prefix", misc, numbered)
    last = width - 1
    cells = Counter(r[last] for r in rows)
    if any("(" in c for c in cells) and all(tags.is_bracket(c) for c in cells):
        return Layout(width, form, (last,), "brackets", misc, numbered)
    if all(tags.is_tag(c) for c in cells):
        return Layout(width, form, (last,), "prefix", misc, numbered)
    outside = sum(cells[c] for c in ("O", "o", "0", "_"))
    if outside >= len(rows) * 0.3 and len(cells) < 80:
        return Layout(width, form, (last,), "bare", misc, numbered)
    raise FormatError(
        "no column holds tags such as B-PER, I-PER and O", where,
        "Choose a file with a token and its tag on each line",
    )  # fmt: skip


def _tagged(rows: list[list[str]], form: int) -> tuple[int, ...]:
    """The columns of names: nearly all cells are tags, and not of syntactic chunks."""
    width = len(rows[0]) if rows else 0
    return tuple(
        c for c in range(form + 1, width)
        if sum(tags.is_tag(r[c]) for r in rows) >= len(rows) * 0.98
        and tags.tags_names(r[c] for r in rows)
    )  # fmt: skip


def _tags_first(rows: list[list[str]]) -> bool:
    """Whether the tags stand before the tokens, as in the corpora of queries of MIT."""
    return tags.tags_names(r[0] for r in rows) and all(tags.is_tag(r[0]) for r in rows)


def _counts(sentences: list[list[list[str]]], column: int) -> bool:
    """Whether a column numbers the tokens of each sentence from 1 (or 0) on."""
    filled = [s for s in sentences if s]
    firsts = sum(s[0][column].split("-")[0] in ("0", "1") for s in filled)
    cells = [r[column] for s in filled for r in s]
    numbers = sum(_INDEX.fullmatch(c) is not None for c in cells)
    constant = all(r[column + 1] in ("-X-", "_", "O") for s in filled for r in s if len(r) > 2)
    return (
        bool(cells) and not constant and numbers >= len(cells) * 0.98
        and firsts >= len(filled) * 0.9
    )  # fmt: skip


def _said(cell: str, key: str) -> list[str]:
    return [v for k, _, v in (x.partition("=") for x in cell.split("|")) if k == key]


def _parts(lines: Iterable[tuple[int, str]], layout: Layout, reading: Reading) -> Iterator[Part]:
    part, sentence = Part(), list[list[str]]()
    form = layout.form

    def close() -> None:
        nonlocal sentence
        if sentence:
            part.sentences.append(sentence)
            part.size += sum([len(cells[form]) + 1 for cells in sentence])
            sentence = []

    for number, line in lines:
        cells = split(line)
        if line[:1] not in _SIGNS and len(cells) > form and not line.isspace():
            part.line = part.line or number
            sentence.append(cells)
            continue
        begins = _begins(line)
        if begins is not None or (not line.strip() and part.size > _MAX_TEXT):
            close()
            if part.sentences:
                if begins is None:
                    reading.remarks.append("a long file without article borders was cut")
                yield part
                part = Part()
            part.id = begins or part.id
        elif not line.strip():
            close()
        elif line.startswith("#") and not layout.row(cells):
            _comment_of(line, part)
        elif len(cells) <= layout.form:
            reading.losses.add("lines without a token", f"line {number}")
        else:
            part.line = part.line or number
            sentence.append(cells)
    close()
    if part.sentences:
        yield part


def _begins(line: str) -> str | None:
    """The id that a line which begins an article gives, "" for none; None for other lines."""
    if line.startswith("-DOCSTART-"):
        words = split(line.removeprefix("-DOCSTART-"))
        return " ".join(w.strip("()") for w in words if w not in ("-X-", "O", "_", "-", ""))
    if line.startswith("# newdoc"):
        return line.partition("=")[2].strip()
    if line.startswith("#begin document"):
        name = line.removeprefix("#begin document").strip()
        return re.sub(r"^\((.*)\)(?:; part 0*(\d*))?$", r"\1 \2", name).strip()
    return None


def _comment_of(line: str, part: Part) -> None:
    if line.startswith("# meta = "):
        try:
            said = json.loads(line.removeprefix("# meta = "))
        except (ValueError, RecursionError):
            return
        if isinstance(said, dict):
            part.about = {k: v for k, v in said.items() if k in _META and isinstance(v, str)}
    elif line.startswith("# newpar"):
        part.paragraphs.add(len(part.sentences))


def _document(
    part: Part, layout: Layout, path: Path, number: int, reading: Reading
) -> Document | Refusal:
    where = f"{path}, line {part.line}"
    gaps = ["\n" if i in part.paragraphs else None for i in range(len(part.sentences))]
    if layout.misc is None and not layout.many:
        sentences, at = part.sentences, layout.form
        forms = [["".join(cells[at].split()) or "_" for cells in s] for s in sentences]
        rebuilt = texts.rebuild_forms(forms, gaps)
    else:
        found = [_tokens(s, layout) for s in part.sentences]
        sentences = [[cells for _, cells in s] for s in found]
        rebuilt = texts.rebuild([[t for t, _ in s] for s in found], gaps)
    known = part.about
    about = Source(
        part.id or f"{slug(path.stem)}-{number}", known.get("title", ""), known.get("source"),
        known.get("url"), known.get("published"), known.get("language"),
    )  # fmt: skip
    builder = Builder(rebuilt.text, where, reading, about, origin=path.name)
    names = Names(reading.schema)
    for rows, ranges in zip(sentences, rebuilt.ranges, strict=True):
        for label, start, end in _pieces(rows, layout, reading, where):
            name, layer = names.read(reading, label)
            builder.span(name, ranges[start][0], ranges[end - 1][1], layer=layer)
    return builder.build()


def _tokens(rows: list[list[str]], layout: Layout) -> list[tuple[Token, list[str]]]:
    """The tokens of a sentence that stand in its text, with their cells."""
    out: list[tuple[Token, list[str]]] = []
    covered = 0
    for cells in rows:
        if layout.many:
            index = cells[0]
            if "." in index or (index.isdigit() and int(index) <= covered):
                continue
            if re.fullmatch(r"\d{1,9}-\d{1,9}", index):
                covered = int(index.partition("-")[2])
        form = "".join(cells[layout.form].split()) or "_"
        if layout.misc is not None and layout.misc < len(cells):
            out.append((texts.told(form, cells[layout.misc]), cells))
        else:
            out.append((Token(form), cells))
    return out


def _pieces(
    rows: list[list[str]], layout: Layout, reading: Reading, where: str
) -> Iterator[tags.Piece]:
    for column in layout.tags:
        cells = _column(rows, column, layout, reading, where)
        if layout.kind == "brackets":
            found, stray = tags.decode_brackets(cells)
            reading.losses.add("brackets that do not pair", where if stray else "", stray)
        else:
            found = tags.decode(cells) if layout.kind == "prefix" else tags.decode_bare(cells)
        yield from found


def _column(
    rows: list[list[str]], column: int | str, layout: Layout, reading: Reading, where: str
) -> list[str]:
    """The tags of a sentence; what is none is taken as outside, and counted."""
    cells = (
        [row[column] if column < len(row) else None for row in rows]
        if isinstance(column, int)
        else [_said_in(row, column, layout) for row in rows]
    )
    bad = {c for c in set(cells) if c is None or (layout.kind == "prefix" and not tags.is_tag(c))}
    out = []
    for cell, row in zip(cells, rows, strict=True) if bad else ():
        if cell in bad:
            what = "lines without a tag, taken as outside"
            reading.losses.add(what, f"{where}: {' '.join(row)[:40]}")
            cell = "O" if layout.kind != "brackets" else "*"
        out.append(cell)
    return [c for c in (out if bad else cells) if c is not None]


def _said_in(row: list[str], key: str, layout: Layout) -> str:
    misc = row[layout.misc] if layout.misc is not None and layout.misc < len(row) else ""
    return next(iter(_said(misc, key)), "O")
