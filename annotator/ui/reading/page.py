"""One article laid out at one zoom and in one theme: document, geometry, folds, column."""

from __future__ import annotations

from PySide6.QtGui import QTextDocument

from annotator.model.article import Article
from annotator.ui.reading.folds import Fold, Folds, find_folds, fold_at
from annotator.ui.reading.geometry import Geometry
from annotator.ui.reading.layout import COLUMN, build, line_kinds
from annotator.ui.reading.margin import Column
from annotator.ui.theme import Theme

NARROW, ROOM, TOP, BOTTOM = 28, 118, 18, 64


def column_for(width: float, z: float) -> Column:
    """The column keeps its width as long as it can; spare room goes to the margins."""
    wanted = round(COLUMN * z)
    margin = max(round(NARROW * max(1.0, z)), (width - wanted) // 2)
    return Column(margin, max(margin + 1.0, width - margin), width, width >= wanted + 2 * ROOM)


class Page:
    """Replaced as a whole when article, zoom or theme change; marks never touch it."""

    def __init__(self, article: Article, theme: Theme, z: float) -> None:
        self.article, self.text, self.z = article, article.text, z
        kinds = line_kinds(article.text, article.zones)
        self.document: QTextDocument = build(article, kinds, theme, z)
        self.geometry = Geometry(self.document, article.text)
        self.folds = Folds(self.document, find_folds(article.text, kinds), z)
        self.column = column_for(800, z)
        self._extra = self.folds.apply()

    def set_width(self, width: float) -> None:
        """Place the column in a viewport of this width."""
        self.column = column_for(width, self.z)
        frame = self.document.rootFrame()
        form = frame.frameFormat()
        form.setLeftMargin(self.column.left)
        form.setRightMargin(width - self.column.right)
        form.setTopMargin(TOP * self.z + self._extra)
        form.setBottomMargin(BOTTOM * self.z)
        if form != frame.frameFormat():
            frame.setFrameFormat(form)
        self.geometry.forget()

    def fold_of(self, offset: int) -> Fold | None:
        """The fold that holds an offset, open or not."""
        block = self.document.findBlock(self.geometry.units(offset))
        return fold_at(self.folds.folds, block.blockNumber())

    def set_folded(self, fold: Fold, folded: bool) -> None:
        """Open or close a fold."""
        fold.folded = folded
        self._extra = self.folds.apply()
        self.set_width(self.column.width)

    def open_folds(self) -> frozenset[int]:
        """First lines of the folds that are open, to open them again on the next page."""
        return frozenset(f.first for f in self.folds.folds if not f.folded)

    def reopen(self, lines: frozenset[int]) -> None:
        """Open the folds that begin at these lines."""
        for fold in self.folds.folds:
            if fold.first in lines:
                fold.folded = False
        self._extra = self.folds.apply()
