"""What keeps work from being lost: backups in the background, ways back, a project that is gone."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QMessageBox

from annotator.model.edit import Edit
from annotator.model.errors import AnnotatorError, ProjectDamaged, ProjectGone
from annotator.model.wording import sentence
from annotator.services import logs, projects, safety
from annotator.services.safety import Backup
from annotator.ui import settings
from annotator.ui.jobs import FileJob, Job
from annotator.ui.tr import dated, marked, plural, tr, whole

if TYPE_CHECKING:
    from annotator.services.safety import Salvaged
    from annotator.ui.backups_dialog import BackupsDialog
    from annotator.ui.window import MainWindow

# After the first article is painted and read, and then as long as the window is open.
SOON_MS, OFTEN_MS = 4_000, 1_800_000
FILES = marked("Annotator projects (*.db *.sqlite *.annotator);;All files (*)")

log = logging.getLogger(__name__)


class Safekeeping(QObject):
    """Made after the window's panes; ends with the window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._jobs: list[Job] = []
        self._soon, self._often = QTimer(self), QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON_MS)
        self._often.setInterval(OFTEN_MS)
        self._soon.timeout.connect(lambda: self.keep(safety.OPENED))
        self._often.timeout.connect(lambda: self.keep(safety.MEANWHILE))
        self.dialog: BackupsDialog | None = None
        desk = window.desk
        desk.projectOpened.connect(self._opened)
        desk.failed.connect(self._failed)
        desk.edited.connect(_note)
        # After the step itself has been said.
        desk.database.remarked.connect(window.status.say, Qt.ConnectionType.QueuedConnection)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Coming back to the window: is the file still there? Leaving it: end."""
        if watched is self._window and event.type() == QEvent.Type.WindowActivate:
            self._look()
        elif watched is self._window and event.type() == QEvent.Type.Close:
            self.stop()
        return False

    def stop(self) -> None:
        """End what runs in the background."""
        self._soon.stop()
        self._often.stop()
        jobs, self._jobs = self._jobs, []
        for job in jobs:
            job.cancel()
            job.wait()

    # -- backups in the background -----------------------------------------------------------

    def _opened(self) -> None:
        session = self._window.desk.session
        if session is None or session.readonly or self._window.transient:
            self._soon.stop()
            self._often.stop()
        else:
            self._soon.start()
            self._often.start()

    def keep(self, why: str, force: bool = False) -> None:
        """Make a backup in the background, if one is due and something changed."""
        session = self._window.desk.session
        if session is None or any(j.name == "backup" for j in self._jobs):
            return

        def work(project: Any, _: Any, stopped: Any) -> Any:
            return safety.keep_backup(project, why, stopped, force)

        def done(made: Backup | None) -> None:
            if force and made is not None:
                self._window.status.say(
                    tr("Backed up to {name}").format(name=made.path.parent.name)
                )

        self._run(Job(session.path, work, "backup", self), done, tr("No backup could be made"))

    def _run(self, job: Job, done: Any, failed: str) -> None:
        self._jobs.append(job)

        def finished(result: Any) -> None:
            if self._end(job):
                done(result)

        def stopped(error: AnnotatorError) -> None:
            if self._end(job):
                self._window.status.say(f"{failed}: {error.what}. {error.remedy}")

        job.finished.connect(finished)
        job.failed.connect(stopped)
        job.start()

    def _end(self, job: Job) -> bool:
        """Whether the window is still there to hear of it."""
        job.wait()
        job.deleteLater()
        if job not in self._jobs:
            return False
        self._jobs.remove(job)
        return True

    # -- looking at backups --------------------------------------------------------------------

    def on_backups(self) -> None:
        """List the backups of the project."""
        desk, status = self._window.desk, self._window.status
        if desk.session is not None:
            desk.database.call(
                lambda p: safety.backups_of(p.path),
                lambda listed: self._show(desk.session.path, listed) if desk.session else None,
                lambda error: status.say(str(error)),
            )

    def explain_open(self, path: Path, error: AnnotatorError) -> None:
        """A project could not be opened: say why; for a damaged one offer the ways back."""
        if isinstance(error, ProjectDamaged):
            self._show(path, safety.backups_of(path), sentence(error.what))
        else:
            self._window.files.explain(tr("This project cannot be opened"), error)

    def _show(self, path: Path, listed: list[safety.Listed], damaged: str = "") -> None:
        from annotator.ui.backups_dialog import BackupsDialog

        window = self._window
        self.dialog = dialog = BackupsDialog(path.name, listed, window.theme, damaged, window)
        dialog.restoreWanted.connect(lambda backup: self._restore(path, backup))
        dialog.copyWanted.connect(lambda backup: self._copy(path, backup))
        dialog.repairWanted.connect(lambda: self._repair(path))
        dialog.nowWanted.connect(lambda: self.keep(safety.BY_HAND, force=True))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _restore(self, path: Path, backup: Backup) -> None:
        try:
            aside = safety.restore(path, backup)
        except AnnotatorError as error:
            self._window.files.explain(tr("The backup cannot be brought back"), error)
            return
        if self._window.open_project(path):
            at = backup.at.astimezone()
            form = tr("dd MMM 'at' HH:mm", "a date")
            said = tr("As it was on {time}.").format(time=dated(at, form))
            if aside:
                said = tr("As it was on {time}. The damaged file is kept: {name}").format(
                    time=dated(at, form), name=aside.name
                )
            self._window.status.say(said)

    def _copy(self, path: Path, backup: Backup) -> None:
        at = backup.at.astimezone()
        out = self._ask(tr("Save the backup as"), path, f"{at:%Y-%m-%d %H.%M}")
        if out is None:
            return
        try:
            safety.restore(path, backup, out)
        except AnnotatorError as error:
            self._window.files.explain(tr("The copy cannot be made"), error)
        else:
            self._window.open_project(out)

    def _repair(self, path: Path) -> None:
        out = self._ask(tr("Save what can be read as"), path, "repaired")
        if out is None:
            return
        self._window.status.say(tr("Reading what can be read…"))
        job = FileJob(path, lambda p, _r, _s: safety.repair(p, out), "repair", self)
        self._run(job, lambda report: self._repaired(out, report), tr("Nothing could be saved"))

    def _repaired(self, out: Path, report: Salvaged) -> None:
        if not self._window.open_project(out):
            return
        articles, spans = report.rows["article"], report.rows["span"]
        box = QMessageBox(self._window)
        box.setWindowTitle("Annotator")
        box.setText(
            tr("Saved {articles} and {spans}").format(
                articles=plural("%n articles", "%n article", articles),
                spans=plural("%n spans", "%n span", spans),
            )
        )
        lost, changed = len(report.lost), len(report.changed)
        box.setInformativeText(
            tr("{lost} could not be saved, {changed} had to be changed.").format(
                lost=whole(lost), changed=whole(changed)
            )
            if lost or changed
            else tr("Nothing was lost.")
        )
        if lost or changed:
            lines = [tr("lost: {loss}").format(loss=x) for x in report.lost] + [
                tr("changed: {loss}").format(loss=x) for x in report.changed
            ]
            box.setDetailedText("\n".join(lines))
        box.open()

    # -- a copy, and a file that is gone -------------------------------------------------------

    def on_save_copy(self) -> None:
        """Ask for a name and write a copy; of a project whose file is gone, go on in the copy."""
        session = self._window.desk.session
        out = self._ask(tr("Save a copy of the project"), session.path, "copy") if session else None
        if session is None or out is None:
            return
        if self._is_gone():
            self._move(out)
        else:
            words = tr("Copied to {name}").format(name=out.name)
            self._run(
                Job(session.path, lambda p, _r, _s: projects.backup(p, out), "copy", self),
                lambda _: self._window.status.say(words),
                tr("No copy could be made"),
            )

    def _ask(self, title: str, path: Path, what: str) -> Path | None:
        offered = path.with_name(f"{path.stem} {what}{path.suffix}")
        # Nothing is ever replaced, so nothing is asked about replacing.
        option = QFileDialog.Option.DontConfirmOverwrite
        name, _ = QFileDialog.getSaveFileName(
            self._window, title, str(offered), tr(FILES), "", option
        )
        return Path(name) if name else None

    def _is_gone(self) -> bool:
        try:
            self._window.desk.database.submit(lambda p: p.require_there()).result()
        except ProjectGone:
            return True
        return False

    def _look(self) -> None:
        desk = self._window.desk
        if desk.session is not None:
            desk.database.call(lambda p: p.require_there(), lambda _: None, self._failed)

    def _failed(self, error: Exception) -> None:
        if isinstance(error, ProjectGone):
            words = f"{sentence(error.what)}. {error.remedy}."
            self._window.files.notice(words, tr("Save it as…"), self.on_save_copy)

    def _move(self, out: Path) -> None:
        window = self._window
        try:
            window.desk.database.move(out)
        except AnnotatorError as error:
            window.files.explain(tr("The project cannot be saved there"), error)
            return
        assert window.desk.session is not None
        window.desk.session.path = out
        settings.remember(out)
        window.setWindowTitle(f"{out.name} — Annotator")
        window.files.article_opened(window.desk.document)
        window.status.say(
            tr("Everything stored is in {name} now; you work in that").format(name=out.name)
        )
        window.desk.retry()

    # -- the log -------------------------------------------------------------------------------

    def on_open_log(self) -> None:
        """Show the folder with the log in the system's file manager."""
        folder = logs.folder()
        if not folder.is_dir():
            self._window.status.say(tr("There is no log yet"))
        elif not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
            self._window.status.say(tr("The log is in {folder}").format(folder=folder))


def _note(edit: Edit) -> None:
    # What was done, and never on what words.
    log.info("step %s, %s", edit.id, edit.action)
