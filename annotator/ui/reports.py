"""What imports and exports have to say when they are done."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from annotator.formats.base import Loss
from annotator.model.errors import AnnotatorError
from annotator.model.wording import count
from annotator.services.exporting import ExportReport
from annotator.services.importing import ImportReport

Explain = Callable[[str, AnnotatorError], None]
_SHOWN = 6


def show_import(parent: QWidget, words: str, report: ImportReport, explain: Explain) -> None:
    """What was refused, lost or added; the whole can be saved. ``explain`` tells of failures."""
    told = [str(x) for x in report.refused[:_SHOWN]]
    if len(report.refused) > _SHOWN:
        told.append(f"and {len(report.refused) - _SHOWN:,} more")
    told += [f"Not taken: {x}" for x in lost(report)[:_SHOWN]]
    if report.labels_added:
        told.append(f"Added to the label schema: {', '.join(report.labels_added[:12])}")
    box = _box(parent, words, "\n".join(told))
    save = box.addButton("Save report…", QMessageBox.ButtonRole.ActionRole)
    save.clicked.connect(lambda: _save(parent, report_text(report), explain))
    box.open()


def lost(report: ImportReport) -> list[Loss]:
    """What was not taken of articles that were: of the others it is told why they were not."""
    return [x for x in report.losses if x.kind != "article"]


def _save(parent: QWidget, text: str, explain: Explain) -> None:
    name, _ = QFileDialog.getSaveFileName(
        parent, "Save the report as", str(documents() / "import.txt")
    )
    if not name:
        return
    try:
        Path(name).write_text(text, "utf-8")
    except OSError as error:
        what = f"the report cannot be written: {error.strerror}"
        explain("Not saved", AnnotatorError(what, name, "Choose another folder"))


def show_export(parent: QWidget, words: str, report: ExportReport) -> None:
    """The files, the balance, what the format could not hold."""
    names = "\n".join(str(p) for p in report.files)
    lost = "\n".join(str(x) for x in report.losses)
    held = f"Left out, as the format cannot hold it:\n{lost}" if lost else ""
    balance = f"Read back and compared: {report.balance()}."
    told = held or "Nothing had to be left out."
    box = _box(parent, words, f"{names}\n\n{balance}\n{told}")
    show = box.addButton("Show in folder", QMessageBox.ButtonRole.ActionRole)
    folder = str(report.files[0].parent)
    show.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(folder)))
    box.open()


def _box(parent: QWidget, words: str, more: str) -> QMessageBox:
    box = QMessageBox(parent)
    box.setWindowTitle("Annotator")
    box.setText(words)
    box.setInformativeText(more)
    box.addButton(QMessageBox.StandardButton.Ok)
    return box


def documents() -> Path:
    """Where the system keeps documents."""
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))


def report_text(report: ImportReport) -> str:
    """Everything that an import has to say, as plain text."""
    lines = [
        f"{count(len(report.articles), 'article')} and {count(report.spans, 'span')} imported",
        f"In the files: {report.balance()}",
        *report.remarks,
        *(f"{a}: {b} ({c})" for a, b, c in report.recognised),
        *(f"{a}: the same text as {b}" for a, b in report.duplicates),
        *(f"{a}: a near copy of {b} ({c:.0%})" for a, b, c in report.near),
        *(f"{a}: this id was taken, it is {b} now" for a, b in report.renamed),
        *(f"Added to the label schema: {x}" for x in report.labels_added),
        *(str(x) for x in report.refused),
        *(f"Not taken: {x}" for x in report.losses),
    ]
    return "\n".join(lines) + "\n"
