"""Captions and boilerplate folded to one line: which lines, hiding them, room for the summary."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtGui import QTextBlock, QTextCursor, QTextDocument

from annotator.ui.reading.layout import GAP
from annotator.ui.tr import plural, tr

SUMMARY = 22.0
_FOLDED = {"caption": "caption", "credit": "caption", "boilerplate": "boilerplate"}


@dataclass(slots=True)
class Fold:
    """Lines ``first``–``last`` that are shown as one summary line until opened."""

    first: int
    last: int
    kind: str
    summary: str
    credit: str
    folded: bool = True

    @property
    def count(self) -> int:
        """How many lines it stands for, blank ones included."""
        return self.last - self.first + 1


def find_folds(text: str, kinds: list[str]) -> list[Fold]:
    """Runs of caption and credit lines, and of boilerplate; blank lines inside belong to a run."""
    lines = text.split("\n")
    folds: list[Fold] = []
    run: list[int] = []
    for number, kind in enumerate([*kinds, "body"]):
        family = _FOLDED.get(kind)
        if run and kind != GAP and family != _FOLDED[kinds[run[0]]]:
            folds.append(_fold(lines, kinds, run))
            run = []
        if family:
            run.append(number)
    return folds


_CREDIT = re.compile(r"[(\[]\s*(?:photo |image |illustration )?credit:?\s*([^)\]]*)[)\]]", re.I)

_PHOTO = re.compile(r"^(?:photo|image|caption|illustration)\s*:\s*", re.I)


def _fold(lines: list[str], kinds: list[str], run: list[int]) -> Fold:
    kind = _FOLDED[kinds[run[0]]]
    if kind == "boilerplate":
        words = plural("%n lines of site text", "%n line of site text", len(run))
        return Fold(run[0], run[-1], kind, words, "")
    words = _PHOTO.sub("", " ".join(_CREDIT.sub("", lines[run[0]]).split()))
    found = next((m for n in run if (m := _CREDIT.search(lines[n]))), None)
    credits = [n for n in run if kinds[n] == "credit"]
    credit = found.group(1).strip() if found else lines[credits[0]].strip() if credits else ""
    if words == credit:
        words = ""
    return Fold(
        run[0],
        run[-1],
        kind,
        tr("Photo: {words}").format(words=words) if words else tr("Photo"),
        credit,
    )


def fold_at(folds: Iterable[Fold], block: int) -> Fold | None:
    """The fold that has this line, or None."""
    return next((f for f in folds if f.first <= block <= f.last), None)


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a fold's summary line stands: ``index``-th line above or below a block."""

    block: int
    below: bool
    index: int
    of: int


class Folds:
    """Folds of one document: hides and shows their lines and makes room for the summaries."""

    def __init__(self, document: QTextDocument, folds: list[Fold], z: float) -> None:
        self.document = document
        self.folds = folds
        self.anchors: dict[int, Anchor] = {}
        self.height = round(SUMMARY * z)
        # Room made above (below: negative key - 1) each block, on top of its own margin.
        self._own: dict[int, tuple[float, float]] = {}
        if folds and not self._visible_block(0, document.blockCount()):
            # Nothing but foldable text: showing two grey lines would hide the whole article.
            for fold in folds:
                fold.folded = False

    def _visible_block(self, first: int, last: int) -> bool:
        at = first
        for fold in self.folds:
            if fold.folded:
                if at < fold.first:
                    return True
                at = max(at, fold.last + 1)
        return at < last

    def apply(self) -> float:
        """Show and hide; returns the room needed above the first shown block."""
        for fold in self.folds:
            self._show(fold)
        wanted = self._anchor()
        top = 0.0
        first = self._first_shown()
        for number in set(self._own) | set(wanted):
            above, below = wanted.get(number, (0, 0))
            if number == first:
                # Qt drops the top margin of a document's first block; the frame makes the room.
                top, above = above * self.height, 0
            self._room(number, above * self.height, below * self.height)
        return top

    def _show(self, fold: Fold) -> None:
        block = self.document.findBlockByNumber(fold.first)
        end = block.position()
        start = end
        while block.isValid() and block.blockNumber() <= fold.last:
            block.setVisible(not fold.folded)
            end = block.position() + block.length()
            block = block.next()
        self.document.markContentsDirty(start, end - start)

    def _anchor(self) -> dict[int, tuple[int, int]]:
        """Blocks that carry summaries: how many above, how many below."""
        placed: dict[tuple[int, bool], list[int]] = {}
        for index, fold in enumerate(self.folds):
            block = self._shown_from(fold.first if not fold.folded else fold.last + 1)
            below = block is None
            if block is None:
                block = self._shown_before(fold.first)
            if block is not None:
                placed.setdefault((block, below), []).append(index)
        self.anchors = {
            index: Anchor(block, below, order, len(indexes))
            for (block, below), indexes in placed.items()
            for order, index in enumerate(indexes)
        }
        wanted: dict[int, tuple[int, int]] = {}
        for (block, below), indexes in placed.items():
            up, down = wanted.get(block, (0, 0))
            wanted[block] = (up, len(indexes)) if below else (len(indexes), down)
        return wanted

    def _shown_from(self, number: int) -> int | None:
        while (fold := fold_at(self.folds, number)) and fold.folded:
            number = fold.last + 1
        return number if number < self.document.blockCount() else None

    def _shown_before(self, number: int) -> int | None:
        number -= 1
        while (fold := fold_at(self.folds, number)) and fold.folded:
            number = fold.first - 1
        return number if number >= 0 else None

    def _first_shown(self) -> int | None:
        return self._shown_from(0)

    def _room(self, number: int, above: float, below: float) -> None:
        block = self.document.findBlockByNumber(number)
        form = block.blockFormat()
        own = self._own.setdefault(number, (form.topMargin(), form.bottomMargin()))
        form.setTopMargin(own[0] + above)
        form.setBottomMargin(own[1] + below)
        if form != block.blockFormat():
            QTextCursor(block).setBlockFormat(form)


def is_shown(block: QTextBlock) -> bool:
    """Whether a block exists and is not folded away."""
    return bool(block.isValid() and block.isVisible())
