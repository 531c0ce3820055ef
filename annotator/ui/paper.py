"""What leaves the window to be read elsewhere: a brief of articles, an article on paper."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QSizeF, QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog

from annotator.model.errors import AnnotatorError
from annotator.ui.jobs import Job
from annotator.ui.tr import plural, tr

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from annotator.ui.window import MainWindow


class Paper(QObject):
    """Asks what to write and where, and has it written."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def on_brief(self) -> None:
        """Ask of which articles a brief is wanted, and write it in the background."""
        from annotator.ui.brief_dialog import BriefDialog

        window, session = self._window, self._window.desk.session
        if session is None:
            window.status.say(tr("Open a project first"))
            return
        if window.files.job is not None:
            window.status.say(tr("Something is being imported or exported already"))
            return
        out = documents() / f"{session.path.stem} brief.md"
        desk, shown = window.desk, window.queue.model.shown
        dialog = BriefDialog(shown, desk.pk, desk.annotator, out, window)
        dialog.chosen.connect(
            lambda work: window.files.start_job(
                Job(session.path, work, "brief", window.files),
                tr("Writing the brief"),
                self._written,
            )
        )
        dialog.open()

    def _written(self, found: Any) -> None:
        if found is None:
            self._window.status.say(tr("Cancelled; no file was written"))
            return
        brief, out = found
        self._window.status.say(
            plural(
                "Brief of %n articles written to {out}",
                "Brief of %n article written to {out}",
                len(brief.articles),
            ).format(out=out)
        )

    # -- on paper ------------------------------------------------------------------------------

    def on_print(self) -> None:
        """Ask for a printer, and print the article as it is shown."""
        # Reading the system's printers takes long; nothing else needs this library.
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        from annotator.ui.printing import page_layout

        if self._window.desk.document is None:
            self._window.status.say(tr("Open an article first"))
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPageLayout(page_layout())
        dialog = QPrintDialog(printer, self._window)
        dialog.accepted.connect(lambda: self.print_on(printer))
        dialog.finished.connect(dialog.deleteLater)
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.show()

    def print_on(self, printer: QPrinter) -> None:
        """Print the open article on a printer; what is hidden stays hidden."""
        from annotator.ui.printing import foot, sheets_for
        from annotator.ui.sheets import print_on

        desk = self._window.desk
        if desk.document is None or desk.session is None:
            return
        room = QSizeF(printer.width(), printer.height())
        sheets = sheets_for(desk.document, desk.annotator, desk.session.schema, room, desk.hidden)
        printer.setDocName(desk.document.article.title)
        print_on(sheets, printer, printer.newPage, foot(desk.annotator))
        self._window.status.say(plural("Printed %n pages", "Printed %n page", len(sheets.sheets)))

    def on_save_pdf(self) -> None:
        """Ask for a name, and write the article as it is shown to a PDF."""
        from annotator.ui.printing import write_pdf

        window, desk = self._window, self._window.desk
        if desk.document is None or desk.session is None:
            window.status.say(tr("Open an article first"))
            return
        wanted = documents() / f"{_file_name(desk.document.article.id)}.pdf"
        name, _ = QFileDialog.getSaveFileName(
            window, tr("Save the article as PDF"), str(wanted), "PDF (*.pdf)"
        )
        if not name:
            return
        try:
            pages = write_pdf(
                desk.document, desk.annotator, desk.session.schema, Path(name), desk.hidden
            )
        except AnnotatorError as error:
            window.files.explain(tr("The article cannot be saved as PDF"), error)
        else:
            window.status.say(
                plural("Wrote %n pages to {name}", "Wrote %n page to {name}", pages).format(
                    name=name
                )
            )


def _file_name(words: str) -> str:
    return re.sub(r"[^\w.-]+", "-", words).strip("-.") or "article"


def documents() -> Path:
    """The user's folder for documents."""
    place = QStandardPaths.StandardLocation.DocumentsLocation
    return Path(QStandardPaths.writableLocation(place))
