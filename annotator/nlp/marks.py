"""Quotation marks: which stretches of a text stand between them, paragraph by paragraph.

No linguistics here, standard library only. A paragraph is a line. Marks are never counted over
the article: a lost mark spoils its own paragraph at most.
"""

from __future__ import annotations

from dataclasses import dataclass

DOUBLE_OPEN = "“„‟«「『〝"
DOUBLE_CLOSE = "”»」』〞"
DOUBLE = DOUBLE_OPEN + DOUBLE_CLOSE + '"＂'
SINGLE = "‘’'‚‹›"
MARKS = DOUBLE + SINGLE
_STRAIGHT = '"＂'
_CLOSED_BY = {
    "“": "”\"“＂", "„": "“”\"‟", "‟": "”\"", "«": "»\"", "»": "«»", "「": "」", "『": "』",
    "〝": "〞", '"': '"”“', "＂": "＂”", "”": "”\"",
}  # fmt: skip
_BEFORE_OPENING = frozenset("([{—–-/:…" + MARKS)
_TWICE = ("''", "``", "’’", "‘‘")
_FILLER = "\x00"
_ELISIONS = ("em", "til", "tis", "twas", "cause", "bout", "n", "round", "cuz", "hood", "s", "d")


@dataclass(frozen=True, slots=True)
class Marked:
    """A quotation: ``[start, end)`` with its marks, and ``closed`` if the last mark is there."""

    start: int
    end: int
    closed: bool
    single: bool = False

    def inner(self, text: str) -> tuple[int, int]:
        """The range between the marks, without white space at its edges (may be empty)."""
        start, end = self.start + 1, self.end
        if text.startswith(_TWICE, self.start):
            start += 1
        if self.closed:
            end -= 2 if text.endswith(_TWICE, start, end) else 1
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        return start, max(start, end)


@dataclass(slots=True)
class _Paragraph:
    start: int
    end: int
    pairs: list[Marked]
    open_at: int | None
    """A mark that opens and never closes within the paragraph."""

    @property
    def closing(self) -> int | None:
        """Where a quotation ends that the paragraph's first character reopens."""
        if self.pairs and self.pairs[0].start == self.start and not self.pairs[0].single:
            return self.pairs[0].end
        return None


def find_marked(text: str) -> list[Marked]:
    """The outermost quotations of ``text`` in order, disjoint; linear in the text's length.

    A quotation may run over paragraphs when each of them reopens the mark. Where the closing mark
    is missing, ``closed`` is False and ``end`` the end of the paragraph.
    """
    # Two single marks typed for a double one: the second becomes a filler of no meaning.
    for twice in _TWICE:
        text = text.replace(twice, '"' + _FILLER)
    paragraphs = [_scan(text, start, end) for start, end in _lines(text)]
    found: list[Marked] = []
    at, skip = 0, 0
    while at < len(paragraphs):
        here = paragraphs[at]
        found.extend(here.pairs[skip:])
        at, skip = at + 1, 0
        if here.open_at is None:
            continue
        last = _continuation(text, paragraphs, at - 1)
        closing = paragraphs[last].closing
        if last == at - 1 or closing is None:
            found.append(Marked(here.open_at, paragraphs[last].end, False))
            at = last + 1
        else:
            found.append(Marked(here.open_at, closing, True))
            at, skip = last, 1
    return found


def _continuation(text: str, paragraphs: list[_Paragraph], first: int) -> int:
    """The paragraph with which the quotation that ``first`` leaves open ends."""
    last = first
    while last + 1 < len(paragraphs):
        mark = paragraphs[last].open_at
        if mark is None or not _same_family(text[paragraphs[last + 1].start], text[mark]):
            break
        last += 1
        if paragraphs[last].closing is not None:
            break
    return last


def _lines(text: str) -> list[tuple[int, int]]:
    out = []
    at = 0
    for raw in text.split("\n"):
        stripped = raw.strip()
        if stripped:
            start = at + len(raw) - len(raw.lstrip())
            out.append((start, start + len(stripped)))
        at += len(raw) + 1
    return out


def _same_family(one: str, other: str) -> bool:
    return one == other or {one, other} <= set('“"„')


def _scan(text: str, start: int, end: int) -> _Paragraph:
    doubles, open_at = _doubles(text, start, end)
    singles = _singles(text, start, end)
    pairs = _outermost(doubles, singles, open_at)
    return _Paragraph(start, end, pairs, open_at)


def _outermost(doubles: list[Marked], singles: list[Marked], open_at: int | None) -> list[Marked]:
    if open_at is not None:
        singles = [s for s in singles if s.end <= open_at]
    out: list[Marked] = []
    for pair in sorted([*doubles, *singles], key=lambda m: (m.start, -m.end)):
        if not out or pair.start >= out[-1].end:
            out.append(pair)
        elif pair.end > out[-1].end and out[-1].single:
            # Crossing: an apostrophe was taken for a mark; the double marks are right.
            out[-1] = pair
    return out


def _doubles(text: str, start: int, end: int) -> tuple[list[Marked], int | None]:
    """Outermost pairs of double marks, and the mark left open, if any."""
    pairs: list[Marked] = []
    stack: list[int] = []
    for at in range(start, end):
        char = text[at]
        if char not in DOUBLE or (char in _STRAIGHT and _is_inch(text, at, end)):
            continue
        if stack and char in _CLOSED_BY[text[stack[-1]]] and not _opens_anew(text, at, start, end):
            width = 2 if text[at + 1 : at + 2] == _FILLER else 1
            pairs.append(Marked(stack.pop(), at + width, True))
        elif _can_open(text, at, start, end):
            stack.append(at)
    if not stack:
        return _top_level(pairs), None
    # The innermost open mark may belong to a sentence after one that lost its closing mark.
    lost = stack[0]
    inner = [p for p in pairs if p.start > lost]
    if inner or len(stack) > 1:
        lost = stack[-1]
        if inner and inner[-1].start > lost:
            return _top_level(pairs), None
    return _top_level([p for p in pairs if p.end <= lost]), lost


def _top_level(pairs: list[Marked]) -> list[Marked]:
    out: list[Marked] = []
    for pair in sorted(pairs, key=lambda m: (m.start, -m.end)):
        if not out or pair.start >= out[-1].end:
            out.append(pair)
    return out


def _space_before(text: str, at: int, start: int) -> bool:
    return at <= start or text[at - 1].isspace() or text[at - 1] in _BEFORE_OPENING


def _space_after(text: str, at: int, end: int) -> bool:
    return at + 1 >= end or text[at + 1].isspace()


def _can_open(text: str, at: int, start: int, end: int) -> bool:
    char = text[at]
    if at + 1 >= end:
        return False
    if char in "„«「『〝‟":
        return True
    if char in "」』〞":
        return False
    before = _space_before(text, at, start)
    if char == "“":
        return before or not _space_after(text, at, end)
    # ”so” and »so« open with a mark that closes elsewhere.
    return before and not _space_after(text, at, end)


def _opens_anew(text: str, at: int, start: int, end: int) -> bool:
    """Whether a mark that could close looks like an opening one only."""
    if text[at] not in '"＂“«»' or at + 1 >= end:
        return False
    if text[at] == "“" and _space_before(text, at, start):
        return True
    before = at <= start or text[at - 1].isspace() or text[at - 1] in "([{"
    return before and text[at] != "»" and (text[at + 1].isalnum() or text[at + 1] in "[($‘'")


def _is_inch(text: str, at: int, end: int) -> bool:
    """A straight mark after a digit that is followed by a lower-case word or a times sign."""
    if at == 0 or not text[at - 1].isdigit():
        return False
    rest = text[at + 1 : min(end, at + 3)]
    return (rest[:1] == " " and rest[1:2].islower()) or rest.strip()[:1] in ("x", "×")


def _singles(text: str, start: int, end: int) -> list[Marked]:
    """Pairs of single marks; apostrophes are told apart by what stands around them."""
    pairs: list[Marked] = []
    opening = weak = -1
    for at in range(start, end):
        if text[at] not in SINGLE:
            continue
        if opening >= 0 and (strength := _closes_single(text, at, opening, end)):
            if strength == 2:
                pairs.append(Marked(opening, at + 1, True, single=True))
                opening = weak = -1
            elif weak < 0:
                weak = at
        elif _opens_single(text, at, start, end):
            if opening >= 0 and weak < 0 and text[opening] != "'":
                continue
            if opening >= 0 and weak >= 0:
                pairs.append(Marked(opening, weak + 1, True, single=True))
            opening, weak = at, -1
    if opening >= 0 and weak >= 0:
        pairs.append(Marked(opening, weak + 1, True, single=True))
    return pairs


def _opens_single(text: str, at: int, start: int, end: int) -> bool:
    if text[at] in "’›" or not _space_before(text, at, start) or _space_after(text, at, end):
        return False
    if text[at] in "‹‚":
        return True
    after = text[at + 1 : min(end, at + 8)]
    if after[:1].isdigit() and after[1:2].isdigit():
        return False
    word = ""
    for char in after:
        if not char.isalpha():
            break
        word += char
    return word.lower() not in _ELISIONS


def _closes_single(text: str, at: int, opening: int, end: int) -> int:
    """2: a closing mark; 1: perhaps one, perhaps a plural's apostrophe; 0: none."""
    if text[at] == "›":
        return 2
    if text[at] in "‘‚‹" or at == opening + 1 or text[at - 1].isspace():
        return 0
    if at + 1 < end and (text[at + 1].isalnum() or text[at + 1] == "_"):
        return 0
    if text[at - 1] in ",.?!…" or at + 1 >= end or text[at + 1] in ",.;:?!)”":
        return 2
    return 1 if text[at - 1] in "sSxzXZ" else 2
