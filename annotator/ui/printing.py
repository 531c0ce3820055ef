"""An annotated article on the paper of the country, as PDF or for a printer."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from pathlib import Path

from PySide6.QtCore import QLocale, QMarginsF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPdfWriter

from annotator.model.document import Document
from annotator.model.errors import AnnotatorError
from annotator.model.schema import LabelSchema
from annotator.ui.sheets import WIDTH, Sheets, print_on
from annotator.ui.tr import tr

_DPI = 300
_MARGINS = QMarginsF(14, 14, 14, 12)


def page_layout() -> QPageLayout:
    """The paper of the country: Letter where inches are used, else A4; upright."""
    inches = QLocale().measurementSystem() == QLocale.MeasurementSystem.ImperialUSSystem
    size = QPageSize.PageSizeId.Letter if inches else QPageSize.PageSizeId.A4
    return QPageLayout(
        QPageSize(size), QPageLayout.Orientation.Portrait, _MARGINS, QPageLayout.Unit.Millimeter
    )


def sheets_for(
    document: Document,
    annotator: str,
    schema: LabelSchema,
    room: QSizeF,
    hidden: frozenset[str] = frozenset(),
) -> Sheets:
    """The sheets of an article for a printed area of this size, in any unit."""
    return Sheets(document, annotator, schema, WIDTH * room.height() / room.width(), hidden)


def foot(annotator: str) -> str:
    """What stands below each sheet."""
    return tr("Annotated by {annotator}, {date}").format(
        annotator=annotator, date=f"{date.today():%Y-%m-%d}"
    )


def write_pdf(
    document: Document,
    annotator: str,
    schema: LabelSchema,
    out: Path,
    hidden: frozenset[str] = frozenset(),
) -> int:
    """Write the article to a PDF; returns the number of pages.

    The file appears when it is whole; one of that name is replaced. Raises AnnotatorError when it
    cannot be written.
    """
    part = out.with_name(f".{out.name}.part")
    try:
        part.touch()
    except OSError as error:
        raise _unwritable(out) from error
    writer = QPdfWriter(str(part))
    writer.setResolution(_DPI)
    writer.setPageLayout(page_layout())
    writer.setTitle(document.article.title)
    writer.setCreator("Annotator")
    sheets = sheets_for(
        document, annotator, schema, QSizeF(writer.width(), writer.height()), hidden
    )
    try:
        print_on(sheets, writer, writer.newPage, foot(annotator))
        del writer
        if not part.stat().st_size:
            raise _unwritable(out)
        part.replace(out)
    except OSError as error:
        raise _unwritable(out) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    return len(sheets.sheets)


def _unwritable(out: Path) -> AnnotatorError:
    return AnnotatorError(
        tr("the PDF cannot be written"), str(out), tr("Choose another folder or name")
    )
