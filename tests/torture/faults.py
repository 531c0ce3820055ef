"""Rounds in which the machine misbehaves: a full disk, two programs at once, a clock set back."""

from __future__ import annotations

import random
import resource
import shutil
import signal
from datetime import UTC, datetime, timedelta
from pathlib import Path

from builders import ANA, BEN, attempt, random_action
from scene import OVER, READY, Child, Say, edits_of, faults_of, rows_of, some_pk

from annotator.model.errors import AnnotatorError, ProjectError, ProjectGone, Refused
from annotator.services import adding, exporting, importing, projects, safety, undoing
from annotator.store import articles, backups
from annotator.store.project import Project


def full(path: Path, dice: random.Random) -> list[str]:
    """No file may grow far above where it is; everything says so and loses nothing."""
    room = path.stat().st_size + dice.randint(0, 300_000)
    dataset = path.with_name("dataset.jsonl")
    seed = dice.random()
    with Project.open(path) as project:
        exporting.export(project, dataset, "jsonl")

    def work(say: Say) -> None:
        mine = random.Random(seed)
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
        failed = 0
        with Project.open(path) as project:
            say(READY)
            for number in range(600):
                pk = some_pk(project, mine)
                try:
                    start = mine.randrange(60)
                    edit = adding.add_span(
                        project, ANA, pk, "entity", "OTHER", start, start + mine.randint(1, 20)
                    )
                    say({"edit": edit.id if edit else 0})
                except Refused:
                    continue
                except ProjectError:
                    failed += 1
                if number % 60 == 59:
                    for busy in (_import, _export, _back_up):
                        attempt(lambda busy=busy: busy(project, path))
                if failed > 5:
                    break
        say({"failed": failed})

    def _import(project: Project, here: Path) -> None:
        with Project.open(here.with_name("other.db")) as other:
            importing.import_paths(other, [dataset])

    def _export(project: Project, here: Path) -> None:
        exporting.export(project, here.with_name("out.jsonl"), OVER)

    def _back_up(project: Project, here: Path) -> None:
        safety.keep_backup(project, "opened", force=True)

    Project.create(path.with_name("other.db")).close()
    ended = Child(work).end()
    lost = faults_of(path) + faults_of(path.with_name("other.db"))
    if ended.status:
        lost.append(f"it ended with {ended.status}")
    with Project.open(path) as project:
        told = {x for x in ended.all("edit") if x}
        lost += [f"step {x} is not there" for x in told - edits_of(project)]
        # And with room again it goes on.
        adding.add_span(project, BEN, 1, "entity", "OTHER", 0, 7)
    out = path.with_name("out.jsonl")
    if out.exists() and len(out.read_text("utf-8").splitlines()) != len(told_articles(path)):
        lost.append("half a dataset was left")
    broken = [b.path.name for b in backups.found(path) if not backups.held(b).sound]
    return lost + [f"the backup {x} is damaged" for x in broken]


def told_articles(path: Path) -> list[int]:
    """The articles of a project."""
    with Project.open(path, readonly=True) as project:
        return articles.all_pks(project)


def two(path: Path, dice: random.Random) -> list[str]:
    """Two people in two programs; one of them is killed."""

    def person(name: str, seed: float) -> Child:
        def work(say: Say) -> None:
            mine = random.Random(seed)
            with Project.open(path) as project:
                say(READY)
                for _ in range(400):
                    pk = some_pk(project, mine)
                    found = articles.load(project, pk)
                    done = attempt(random_action(mine, project, pk, name, found))
                    edit = getattr(done, "id", None)
                    if edit is not None:
                        say({"edit": edit})

        return Child(work, name)

    ana, ben = person(ANA, dice.random()), person(BEN, dice.random())
    ana.wait_until_ready()
    ben.wait_until_ready()
    one = ana.kill_after(dice.uniform(0, 1.0))
    other = ben.kill_after(dice.uniform(0, 1.0))
    lost = faults_of(path)
    with Project.open(path) as project:
        told = set(one.all("edit")) | set(other.all("edit"))
        lost += [f"step {x} is not there" for x in told - edits_of(project)]
    return lost


def clock(path: Path, dice: random.Random) -> list[str]:
    """The clock goes back by hours between steps, and years before a backup; then the kill."""
    seed = dice.random()

    def work(say: Say) -> None:
        from annotator.store import editing

        mine = random.Random(seed)
        at = datetime.now(UTC)

        def earlier() -> str:
            nonlocal at
            at -= timedelta(minutes=mine.randint(0, 200))
            return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")

        editing.now = earlier

        class Back(datetime):
            @classmethod
            def now(cls, tz: object = None) -> datetime:
                return at

        backups.datetime = Back
        with safety.open_guarded(path) as project:
            say(READY)
            while True:
                pk = some_pk(project, mine)
                found = articles.load(project, pk)
                attempt(random_action(mine, project, pk, ANA, found))
                edit = attempt(lambda: undoing.undo(project, ANA))
                if edit is not None:
                    say({"edit": edit.id})
                if mine.random() < 0.05:
                    safety.keep_backup(project, "opened", force=True)

    child = Child(work)
    child.wait_until_ready()
    ended = child.kill_after(dice.uniform(0, 1.2))
    lost = faults_of(path)
    with Project.open(path) as project:
        lost += [f"step {x} is not there" for x in set(ended.all("edit")) - edits_of(project)]
        if safety.keep_backup(project, "opened", force=True) is None:
            lost.append("no backup can be made any more")
    return lost


def gone(path: Path, dice: random.Random) -> list[str]:
    """The file is moved away, deleted or replaced under a program that goes on working."""
    how = dice.choice(("moved", "deleted", "replaced"))
    other = path.with_name("other.db")
    shutil.copy(path, other)
    with Project.open(other) as project:
        theirs = rows_of(project)
    seed = dice.random()

    def work(say: Say) -> None:
        mine = random.Random(seed)
        with Project.open(path) as project:
            say(READY)
            while True:
                pk = some_pk(project, mine)
                start = mine.randrange(90)
                try:
                    edit = adding.add_span(
                        project, ANA, pk, "entity", "OTHER", start, start + mine.randint(1, 30)
                    )
                    say({"edit": edit.id if edit else 0})
                except Refused:
                    continue
                except ProjectGone:
                    made = path.with_name("saved.db")
                    projects.backup(project, made)
                    say({"kept": made.name})
                    return
                except AnnotatorError as error:
                    say({"error": str(error)})
                    return

    child = Child(work)
    child.wait_until_ready()
    child.live(dice.uniform(0, 0.6))
    if how == "moved":
        path.rename(path.with_name("moved.db"))
    elif how == "deleted":
        path.unlink()
    else:
        other.rename(path)
    ended = child.end()
    lost = [f"{how}: {x}" for x in ended.all("error")]
    saved = path.with_name("saved.db")
    if not saved.exists():
        return [*lost, f"{how}: what was stored could not be saved"]
    with Project.open(saved) as project:
        told = {x for x in ended.all("edit") if x}
        lost += [f"{how}: step {x} is not there" for x in told - edits_of(project)]
    if how == "replaced":
        with Project.open(path) as project:
            if rows_of(project) != theirs:
                lost.append("the other file was written to")
    return lost + faults_of(saved)
