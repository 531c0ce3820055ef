"""Projects, import, export and suggesting as the window asks for them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QStandardPaths
from PySide6.QtWidgets import QFileDialog, QMessageBox

from annotator.model.document import Document
from annotator.model.errors import AnnotatorError
from annotator.services import projects
from annotator.ui import settings
from annotator.ui.actions import BY_ID, key_of
from annotator.ui.jobs import Job
from annotator.ui.suggesting import SuggestJob
from annotator.ui.tr import marked, plural, tr, whole

if TYPE_CHECKING:
    from annotator.services.importing import Bring
    from annotator.ui.window import MainWindow

PROJECT_FILES = marked("Annotator projects (*.db *.sqlite *.annotator);;All files (*)")
_PROJECT_SUFFIXES = (".db", ".sqlite", ".annotator")


class Files(QObject):
    """What concerns files and long work; the window shows it.

    Dialogs and services are imported by what uses them: the first article need not wait for them.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.window_ = window
        self.job: Job | None = None
        self.suggesting: SuggestJob | None = None
        self._ending: list[SuggestJob] = []
        self._notice: Callable[[], None] | None = None
        self._readonly: str | None = None

    # -- projects ------------------------------------------------------------------------------

    def on_new_project(self) -> None:
        """Ask for a name, make a project there and open it."""
        name, _ = QFileDialog.getSaveFileName(
            self.window_, tr("New project"), str(_documents() / "project.db"), tr(PROJECT_FILES)
        )
        if name:
            path = Path(name)
            if self._try(
                tr("The project cannot be made"), lambda: projects.create_project(path).close()
            ):
                self.window_.open_project(path)

    def on_open_project(self) -> None:
        """Ask for a project and open it."""
        name, _ = QFileDialog.getOpenFileName(
            self.window_, tr("Open project"), str(_documents()), tr(PROJECT_FILES)
        )
        if name:
            self.window_.open_project(Path(name))

    def on_open_sample(self) -> None:
        """Make the sample project where the system keeps data, and open it."""
        from annotator.services import demo

        folder = _place(QStandardPaths.StandardLocation.AppDataLocation)
        if self._try(tr("The sample cannot be made"), lambda: demo.make_project(folder)):
            self.window_.open_project(demo.project_path(folder))
            self.on_suggest()
            self.window_.tour.begin_once()

    def on_quit(self) -> None:
        """Close the window."""
        self.window_.close()

    def _try(self, title: str, work: Callable[[], Any]) -> bool:
        try:
            work()
        except AnnotatorError as error:
            self.explain(title, error)
            return False
        return True

    def explain(self, title: str, error: AnnotatorError) -> None:
        """Say what went wrong, where, and what to do next."""
        box = QMessageBox(self.window_)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle("Annotator")
        box.setText(title)
        where = f"{error.where}\n" if error.where else ""
        box.setInformativeText(f"{where}{error.what[:1].upper()}{error.what[1:]}. {error.remedy}")
        box.open()

    # -- notices over the text -----------------------------------------------------------------

    def project_opened(self, readonly: str | None) -> None:
        """A project was opened; a read-only one says so as long as it is open."""
        self._readonly = readonly
        if self.suggesting is not None:
            # It belongs to the project before; it ends by itself.
            self.suggesting.cancel()
            self._ending.append(self.suggesting)
            self.suggesting = None

    def article_opened(self, document: Document | None) -> None:
        """Say what is missing in this article."""
        if self.suggesting is not None or self.job is not None:
            return
        session = self.window_.desk.session
        if self._readonly:
            words = tr("This project is {readonly}. You can read and export it.").format(
                readonly=self._readonly
            )
            locked = session is not None and self._readonly.startswith("open ")
            self._tell(words, tr("Try again") if locked else "", self._open_again)
        elif session is not None and session.cautions and not settings.is_hushed(session.path):
            self._tell(session.cautions[0], tr("Understood"), self._hush)
        elif document is None:
            self._tell("")
        elif document.error:
            self._tell(
                tr("Suggesting failed here: {error}").format(error=document.error),
                tr("Again"),
                self.on_suggest,
            )
        elif not document.suggested_by:
            key = BY_ID["suggest"].shown_key
            self._tell(
                tr("Not suggested yet."), tr("Suggest  {key}").format(key=key), self.on_suggest
            )
        else:
            self._tell("")

    def _tell(self, words: str, button: str = "", action: Callable[[], None] | None = None) -> None:
        self._notice = action
        self.window_.strip.tell(words, button)

    def _open_again(self) -> None:
        if self.window_.desk.session is not None:
            self.window_.open_project(self.window_.desk.session.path)

    def _hush(self) -> None:
        if self.window_.desk.session is not None:
            settings.hush(self.window_.desk.session.path)
            self.article_opened(self.window_.desk.document)

    def notice(self, words: str, button: str, action: Callable[[], None]) -> None:
        """Say something over the text, with a button."""
        self._tell(words, button, action)

    def notice_clicked(self) -> None:
        """The notice's button was pressed."""
        if self._notice is not None:
            self._notice()

    # -- suggesting ----------------------------------------------------------------------------

    def on_claims(self) -> None:
        """Ask how many claims to suggest from now on."""
        from annotator.ui.claims_dialog import ClaimsDialog

        dialog = ClaimsDialog(self.window_)
        dialog.chosen.connect(self._claims_chosen)
        dialog.open()

    def _claims_chosen(self, words: str) -> None:
        document = self.window_.desk.document
        if document is None or self.suggesting is not None or not document.suggested_by:
            self.window_.status.say(words)
        else:
            again, pk = tr("Suggest this article again"), document.article.pk
            self._tell(f"{words}.", again, lambda: self.on_suggest([pk]))

    def on_suggest(self, pks: list[int] | None = None) -> None:
        """Pre-annotate these articles, or all that wait for it, in the background."""
        window = self.window_
        if window.desk.session is None or window.desk.session.readonly:
            window.status.say(tr("Suggesting needs a project that can be written"))
            return
        if self.suggesting is not None:
            key = key_of("cancel_suggest")
            window.status.say(tr("Suggesting is running already. {key} cancels it").format(key=key))
            return
        session = window.desk.session
        self.suggesting = job = SuggestJob(
            window.desk.database, session.path, settings.pipeline(session.path),
            pks=pks, claims=settings.claims(), parent=self,
        )  # fmt: skip
        job.progressed.connect(lambda done, total: self._suggest_progress(job, done, total))
        job.stored.connect(lambda edit: self._stored(job, edit))
        job.finished.connect(lambda report: self._suggested(job, report))
        job.failed.connect(lambda words: self._suggest_failed(job, words))
        self._tell(tr("Starting the pipeline…"), tr("Cancel"), self.on_cancel_suggest)
        job.start()

    def on_cancel_suggest(self) -> None:
        """Stop suggesting after the articles at hand."""
        if self.suggesting is None:
            self.window_.status.say(tr("Nothing is being suggested"))
        else:
            self.suggesting.cancel()
            self._tell(tr("Cancelling; what is finished stays…"))

    def _suggest_progress(self, job: SuggestJob, done: int, total: int) -> None:
        if job is self.suggesting and not job.cancelled:
            words = plural(
                "Suggesting: {done} of %n articles", "Suggesting: {done} of %n article", total
            ).format(done=whole(done))
            self._tell(words, tr("Cancel"), self.on_cancel_suggest)

    def _stored(self, job: SuggestJob, edit: Any) -> None:
        if job is not self.suggesting:
            return
        window = self.window_
        window.queue.model.refresh(edit.article)
        window.desk.ahead.edited(edit)
        document = window.desk.document
        if document is not None and document.article.pk == edit.article:
            window.desk.reload()

    def _suggested(self, job: SuggestJob, report: Any) -> None:
        if not self._end_suggesting(job):
            return
        failed = len(report.failed)
        words = tr("Suggested {spans} {in_articles}").format(
            spans=plural("%n spans", "%n span", report.spans),
            in_articles=plural("in %n articles", "in %n article", report.articles),
        )
        if failed:
            words = tr("{suggested}; {failed} failed, marked in the queue").format(
                suggested=words, failed=whole(failed)
            )
        self.window_.status.say(words if report.articles or failed else tr("Nothing was waiting"))
        self.refresh_queue()

    def _suggest_failed(self, job: SuggestJob, words: str) -> None:
        if self._end_suggesting(job):
            self._tell(words, tr("Again"), self.on_suggest)

    def _end_suggesting(self, job: SuggestJob) -> bool:
        """Whether it was the run of the project that is open."""
        job.wait()
        job.deleteLater()
        if job is not self.suggesting:
            self._ending = [x for x in self._ending if x is not job]
            return False
        self.suggesting = None
        self.article_opened(self.window_.desk.document)
        return True

    def refresh_queue(self) -> None:
        """Read the queue again after articles came or failed."""
        desk, window = self.window_.desk, self.window_

        def show() -> None:
            assert desk.session is not None
            window.queue.set_rows(desk.session.rows)
            window.filtering.renew()
            if desk.document is not None:
                window.queue.show_current(desk.document.article.pk)
            elif desk.session.rows:
                window.open_article(desk.session.rows[0].pk)
            window.show_hint()
            window.tools.twins.look()

        desk.refresh_rows(show)

    # -- import --------------------------------------------------------------------------------

    def on_import(self) -> None:
        """Ask for files and import them."""
        names, _ = QFileDialog.getOpenFileNames(
            self.window_, tr("Import articles"), str(_documents()),
            tr("All files (*)"),
        )  # fmt: skip
        self.ask_import([Path(n) for n in names])

    def on_import_folder(self) -> None:
        """Ask for a folder and import what is in it."""
        name = QFileDialog.getExistingDirectory(
            self.window_, tr("Import a folder"), str(_documents())
        )
        self.ask_import([Path(name)] if name else [])

    def dropped(self, paths: list[Path]) -> None:
        """Open a dropped project; import other files into the open one, or a new one."""
        if len(paths) == 1 and paths[0].suffix in _PROJECT_SUFFIXES:
            self.window_.open_project(paths[0])
            return
        if self.window_.desk.session is None:
            self.on_new_project()
        self.ask_import(paths)

    def ask_import(self, paths: list[Path]) -> None:
        """Import plain texts at once; of other files show first what they hold."""
        from annotator.services import importing
        from annotator.ui.import_dialog import ImportDialog

        if not paths or self.window_.desk.session is None:
            return
        if self.job is not None:
            self.window_.status.say(tr("Something is being imported or exported already"))
        elif importing.texts_only(paths):
            self.import_paths(paths)
        else:
            dialog = ImportDialog(self.window_.desk, paths, self.window_)
            dialog.chosen.connect(lambda bring: self.import_paths(paths, bring))
            dialog.open()

    def import_paths(self, paths: list[Path], bring: Bring | None = None) -> None:
        """Import in the background; what the label schema lacks is added unless ``bring`` asks."""
        from annotator.services import importing

        session = self.window_.desk.session
        if not paths or session is None:
            return
        if self.job is not None:
            self.window_.status.say(tr("Something is being imported or exported already"))
            return
        how = bring or importing.Bring(annotator=self.window_.desk.annotator, extend=lambda _: True)

        def work(project: Any, report: Any, stopped: Any) -> Any:
            return importing.import_paths(
                project, paths, how,
                progress=report, cancelled=stopped,
            )  # fmt: skip

        self.start_job(Job(session.path, work, "import", self), tr("Importing"), self._imported)

    def start_job(self, job: Job, words: str, done: Callable[[Any], None]) -> None:
        """Run a job in the background with ``words`` over the text; one at a time."""
        self.job = job
        job.progressed.connect(
            lambda at, total: self._tell(_progress(words, at, total), tr("Cancel"), job.cancel)
        )

        def ended(result: Any) -> None:
            if self._end_job(job):
                done(result)

        def stopped(error: AnnotatorError) -> None:
            if self._end_job(job):
                self.explain(tr("{job} stopped").format(job=words), error)

        job.finished.connect(ended)
        job.failed.connect(stopped)
        self._tell(f"{words}…", tr("Cancel"), job.cancel)
        job.start()

    def _end_job(self, job: Job) -> bool:
        """Whether the window is still there to hear of it."""
        job.wait()
        job.deleteLater()
        if job is not self.job:
            return False
        self.job = None
        self.article_opened(self.window_.desk.document)
        return True

    def _imported(self, report: Any) -> None:
        from annotator.ui.reports import imported, lost, show_import

        self.refresh_queue()
        brief, words = imported(report)
        self.window_.status.say(brief)
        if report.refused or lost(report) or report.merged or report.labels_added:
            show_import(self.window_, words, report, self.explain)

    # -- export --------------------------------------------------------------------------------

    def on_export(self) -> None:
        """Ask what to export, and do it in the background."""
        from annotator.ui.export_dialog import ExportDialog

        session = self.window_.desk.session
        if session is None:
            self.window_.status.say(tr("Open a project first"))
            return
        if self.job is not None:
            self.window_.status.say(tr("Something is being imported or exported already"))
            return
        dialog = ExportDialog(self.window_.desk, _documents(), self.window_)
        dialog.chosen.connect(
            lambda work: self.start_job(
                Job(session.path, work, "export", self), tr("Exporting"), self._exported
            )
        )
        dialog.open()

    def _exported(self, report: Any) -> None:
        from annotator.ui.reports import show_export

        if report.cancelled:
            self.window_.status.say(tr("Export cancelled; no file was written"))
            return
        self.window_.status.say(
            words := plural("Exported %n articles", "Exported %n article", report.articles)
        )
        show_export(self.window_, words, report)

    def stop(self) -> None:
        """End what runs in the background; what is finished stays."""
        jobs = (self.suggesting, *self._ending, self.job)
        # What they still have to say finds no window any more.
        self.suggesting, self.job, self._ending = None, None, []
        for job in jobs:
            if job is not None:
                job.cancel()
                job.wait()


def _place(which: QStandardPaths.StandardLocation) -> Path:
    return Path(QStandardPaths.writableLocation(which))


def _documents() -> Path:
    return _place(QStandardPaths.StandardLocation.DocumentsLocation)


def _progress(job: str, at: int, total: int) -> str:
    if not total:
        return f"{job}: {whole(at)}"
    return tr("{job}: {at} of {total}").format(job=job, at=whole(at), total=whole(total))
