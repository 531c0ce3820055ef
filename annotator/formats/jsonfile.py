"""Files of JSON records that others wrote: a line each, a list, or one object; and ours."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Any

from annotator.formats.base import Refusal, unreadable
from annotator.model.errors import FormatError

MAX_LINE, MAX_FILE = 64_000_000, 1_000_000_000
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")
_BETWEEN = re.compile(r"[\s,]*")
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def dump(record: Mapping[str, Any]) -> str:
    """A record as one line of JSON, its end included."""
    return json.dumps(record, ensure_ascii=False, separators=(", ", ": ")) + "\n"


def records(path: Path) -> Iterator[tuple[str, Any]]:
    """Each record with its place for messages; a Refusal stands for what is no JSON.

    A list is taken apart. NaN and Infinity, which some writers leave, are nothing; lone
    surrogates and NUL in words become U+FFFD, one for one, so that offsets hold. Raises
    FormatError for a file that cannot be read, is empty, or is no JSON from its beginning.
    """
    try:
        with path.open("rb") as file:
            first = _first_line(file)
            file.seek(0)
            if _a_line_each(first):
                yield from _lines(file, path)
            else:
                yield from _whole(file, path)
    except OSError as error:
        raise unreadable(path, error) from error


def _first_line(file: IO[bytes]) -> bytes:
    while line := file.readline(MAX_LINE):
        if line.strip():
            return line
    return b""


def _a_line_each(first: bytes) -> bool:
    if first.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    text = first.removeprefix(b"\xef\xbb\xbf").strip()
    if text.startswith((b'["', b'[ "')) and text.endswith(b"]"):
        # A text and what is said of it, as spaCy 2 was trained.
        return True
    if not text.startswith(b"{"):
        return False
    # An object over several lines breaks off after the first.
    return text.endswith(b"}") or len(first) >= MAX_LINE


def _lines(file: IO[bytes], path: Path) -> Iterator[tuple[str, Any]]:
    number = 0
    while line := file.readline(MAX_LINE + 1):
        number += 1
        where = f"{path}, line {number}"
        if len(line) > MAX_LINE:
            yield where, Refusal(where, "the line is too long", "Split the file by articles")
            while not line.endswith(b"\n") and (line := file.readline(MAX_LINE + 1)):
                pass
        elif line.strip():
            yield where, _decoded(line, where)


def _decoded(line: bytes, where: str) -> Any:
    try:
        return _loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        return Refusal(where, f"not UTF-8: {error.reason} at byte {error.start}", "Save as UTF-8")
    except (ValueError, RecursionError) as error:
        return Refusal(where, f"not valid JSON: {why(error)}", "Correct the line")


def _whole(file: IO[bytes], path: Path) -> Iterator[tuple[str, Any]]:
    data = file.read(MAX_FILE + 1)
    if len(data) > MAX_FILE:
        raise FormatError("the file is too large for one JSON value", str(path), "Write JSON lines")
    if not data.strip():
        raise FormatError("the file is empty", str(path), "Choose a file with articles")
    encoding = next((name for mark, name in _BOMS if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding).removeprefix("\ufeff")
        found = _loads(text)
    except UnicodeDecodeError as error:
        raise FormatError(
            f"not UTF-8: {error.reason} at byte {error.start}", str(path), "Save it as UTF-8"
        ) from error
    except (ValueError, RecursionError) as error:
        found = _several(text)
        if not found:
            told = f"not valid JSON: {why(error)}"
            raise FormatError(told, str(path), "Export it anew") from error
    for number, item in enumerate(found if isinstance(found, list) else [found], 1):
        yield f"{path}, record {number}", item


def _several(text: str) -> list[Any]:
    """Values one after the other: lines in UTF-16, objects of several lines, with or without
    commas between them; empty where there is one only, or what is no JSON."""
    decoder = json.JSONDecoder(parse_constant=lambda name: None, strict=False)
    out, at = [], 0
    try:
        while at < len(text):
            found, end = decoder.raw_decode(text, at)
            out.append(storable(found))
            at = _BETWEEN.match(text, end).end()  # type: ignore[union-attr]
    except (ValueError, RecursionError):
        return []
    return out if len(out) > 1 else []


def _loads(text: str) -> Any:
    # Some writers leave line breaks and tabs in words as they are.
    found = json.loads(text, parse_constant=lambda name: None, strict=False)
    return storable(found) if "\\u" in text or "\0" in text else found


def storable(value: Any) -> Any:
    """The value with lone surrogates and NUL in its words as U+FFFD."""
    if isinstance(value, str):
        return _UNSTORABLE.sub("\ufffd", value)
    if isinstance(value, list):
        return [storable(x) for x in value]
    if isinstance(value, dict):
        return {storable(k): storable(v) for k, v in value.items()}
    return value


def why(error: Exception) -> str:
    """What is wrong with JSON, in words for the person who has the file."""
    return "it is nested too deep" if isinstance(error, RecursionError) else str(error)


def cut(head: bytes) -> bool:
    """Whether a file's beginning ends inside its first object."""
    text = _beginning(head)
    if not text.startswith("{"):
        return False
    try:
        json.JSONDecoder().raw_decode(text)
    except (ValueError, RecursionError):
        return True
    return False


def peek(head: bytes) -> dict[str, Any]:
    """The first record in a file's beginning; of one that is cut off, its keys with None.

    Empty where there is no object.
    """
    text = _beginning(head)
    if not text.startswith("{"):
        return {}
    try:
        found = json.JSONDecoder().raw_decode(text)[0]
    except (ValueError, RecursionError):
        return dict.fromkeys(_keys(text))
    return found if isinstance(found, dict) else {}


def _beginning(head: bytes) -> str:
    """What a file begins with, a list's bracket left out."""
    encoding = next((name for mark, name in _BOMS if head.startswith(mark)), "utf-8")
    text = head.decode(encoding, "ignore").lstrip("\ufeff \t\r\n")
    return text[1:].lstrip() if text.startswith("[") else text


def peek_lines(head: bytes) -> list[dict[str, Any]]:
    """The records of a file's beginning: of lines as many as are complete, else the first."""
    out = []
    for line in head.removeprefix(b"\xef\xbb\xbf").splitlines():
        try:
            found = _loads(line.decode("utf-8")) if line.strip() else None
        except (ValueError, RecursionError):
            break
        if isinstance(found, dict):
            out.append(found)
    first = peek(head)
    return out or ([first] if first else [])


_PARTS = re.compile(r'"(?:[^"\\]|\\.)*"(\s*:)?|[\[\]{}]', re.DOTALL)


def _keys(text: str) -> list[str]:
    depth, out = 0, []
    for found in _PARTS.finditer(text):
        sign = found[0][0]
        if sign in "{[":
            depth += 1
        elif sign in "}]":
            depth -= 1
            if depth == 0:
                break
        elif depth == 1 and found[1]:
            out.append(found[0].partition('":')[0].strip('" '))
    return out


def whole(value: Any) -> int | None:
    """A whole number, however it is written; None for anything else."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value
    if isinstance(value, float) and value.is_integer():
        return int(value)
    # Of more digits than any text has characters Python itself would refuse to make a number.
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 19:
        return int(value)
    return None


def objects(value: Any) -> list[dict[str, Any]]:
    """The objects of a list; whatever else stands there is passed over."""
    return [x for x in value if isinstance(x, dict)] if isinstance(value, list) else []


def words(value: Any) -> str | None:
    """Words, or a number as words; None for nothing, empty, or anything else."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return value if isinstance(value, str) and value.strip() else None
