"""What imports and exports have to say when they are done."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from annotator.formats.base import Loss
from annotator.model.errors import AnnotatorError
from annotator.services.exporting import ExportReport
from annotator.services.importing import ImportReport
from annotator.ui.tr import percent, plural, tr

Explain = Callable[[str, AnnotatorError], None]
_SHOWN = 6


def imported(report: ImportReport) -> tuple[str, str]:
    """What came in, in a line for the status bar, and with what else there is to know of it."""
    parts = [plural("%n articles imported", "%n article imported", len(report.articles))]
    if report.cancelled:
        parts.append(tr("then cancelled"))
    if report.duplicates:
        parts.append(plural("%n here already", "%n here already", len(report.duplicates)))
    brief = ", ".join(parts)
    if report.near:
        parts.append(plural("%n near copies of others", "%n near copy of others", len(report.near)))
    if report.refused:
        parts.append(plural("%n refused", "%n refused", len(report.refused)))
    return brief, ", ".join(parts)


def show_import(parent: QWidget, words: str, report: ImportReport, explain: Explain) -> None:
    """What was refused, lost or added; the whole can be saved. ``explain`` tells of failures."""
    told = [str(x) for x in report.refused[:_SHOWN]]
    if len(report.refused) > _SHOWN:
        told.append(plural("and %n more", "and %n more", len(report.refused) - _SHOWN))
    told += [tr("Not taken: {loss}").format(loss=x) for x in lost(report)[:_SHOWN]]
    if report.labels_added:
        told.append(
            tr("Added to the label schema: {labels}").format(
                labels=", ".join(report.labels_added[:12])
            )
        )
    box = _box(parent, words, "\n".join(told))
    save = box.addButton(tr("Save report…"), QMessageBox.ButtonRole.ActionRole)
    save.clicked.connect(lambda: _save(parent, report_text(report), explain))
    box.open()


def lost(report: ImportReport) -> list[Loss]:
    """What was not taken of articles that were: of the others it is told why they were not."""
    return [x for x in report.losses if x.kind != "article"]


def _save(parent: QWidget, text: str, explain: Explain) -> None:
    name, _ = QFileDialog.getSaveFileName(
        parent, tr("Save the report as"), str(documents() / "import.txt")
    )
    if not name:
        return
    try:
        Path(name).write_text(text, "utf-8")
    except OSError as error:
        what = tr("the report cannot be written: {strerror}").format(strerror=error.strerror)
        explain(tr("Not saved"), AnnotatorError(what, name, tr("Choose another folder")))


def show_export(parent: QWidget, words: str, report: ExportReport) -> None:
    """The files, the balance, what the format could not hold."""
    names = "\n".join(str(p) for p in report.files)
    lost = "\n".join(str(x) for x in report.losses)
    held = tr("Left out, as the format cannot hold it:\n{lost}").format(lost=lost) if lost else ""
    balance = tr("Read back and compared: {balance}.").format(balance=report.balance())
    told = held or tr("Nothing had to be left out.")
    box = _box(parent, words, f"{names}\n\n{balance}\n{told}")
    show = box.addButton(tr("Show in folder"), QMessageBox.ButtonRole.ActionRole)
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
        tr("{articles} and {spans} imported").format(
            articles=plural("%n articles", "%n article", len(report.articles)),
            spans=plural("%n spans", "%n span", report.spans),
        ),
        tr("In the files: {balance}").format(balance=report.balance()),
        *report.remarks,
        *(f"{a}: {b} ({c})" for a, b, c in report.recognised),
        *(tr("{a}: the same text as {b}").format(a=a, b=b) for a, b in report.duplicates),
        *(
            tr("{a}: a near copy of {b} ({c})").format(a=a, b=b, c=percent(c))
            for a, b, c in report.near
        ),
        *(tr("{a}: this id was taken, it is {b} now").format(a=a, b=b) for a, b in report.renamed),
        *(tr("Added to the label schema: {labels}").format(labels=x) for x in report.labels_added),
        *(str(x) for x in report.refused),
        *(tr("Not taken: {loss}").format(loss=x) for x in report.losses),
    ]
    return "\n".join(lines) + "\n"
