"""Rounds in which a child is killed at a random moment of its work.

Each is given a folder of its own and a copy of the project in it, and returns what was lost or
left half, in words; nothing when all is well.
"""

from __future__ import annotations

import gzip
import json
import random
import shutil
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from builders import ANA, attempt, random_action
from scene import ARTICLES, OVER, READY, Child, Say, aged, edits_of, faults_of, rows_of, some_pk

from annotator.model.errors import AnnotatorError
from annotator.services import (
    exporting,
    importing,
    marking,
    safety,
    schemas,
    suggesting,
    undoing,
)
from annotator.services.marking import Place
from annotator.store import articles, backups, salvage
from annotator.store.project import VERSION, Project


def edits(path: Path, dice: random.Random) -> list[str]:
    """Steps of a person; then the disk loses what it had not been told to keep."""
    seed = dice.random()
    log = path.with_name(path.name + "-wal")

    def work(say: Say) -> None:
        mine = random.Random(seed)
        with Project.open(path) as project:
            say(READY)
            while True:
                pk = some_pk(project, mine)
                found = articles.load(project, pk)
                done = attempt(random_action(mine, project, pk, ANA, found))
                edit = getattr(done, "id", None)
                if edit is not None:
                    say({"edit": edit, "log": log.stat().st_size if log.exists() else 0})

    child = Child(work)
    child.wait_until_ready()
    ended = child.kill_after(dice.uniform(0, 1.5))
    if dice.random() < 0.5 and log.exists():
        # Of what was written after the last step that was told, anything may have become.
        kept = min(ended.last("log") or 0, log.stat().st_size)
        rest = bytearray(log.read_bytes()[kept:])
        for _ in range(min(len(rest), 200)):
            rest[dice.randrange(len(rest))] = dice.randrange(256)
        log.write_bytes(log.read_bytes()[:kept] + rest[: dice.randint(0, len(rest))])
    return faults_of(path) + _missing(path, ended.all("edit"))


def _missing(path: Path, told: list[int]) -> list[str]:
    with Project.open(path) as project:
        lost = sorted(set(told) - edits_of(project))
    return [f"step {x} was told to be saved and is not there" for x in lost]


def bulk(path: Path, dice: random.Random) -> list[str]:
    """Steps over all articles and a label renamed, each with its backup, done and undone."""

    def work(say: Say) -> None:
        with safety.open_guarded(path) as project:
            pks = articles.all_pks(project)
            places = [Place(pk, 0, 7) for pk in pks]
            say(READY)
            while True:
                edit = marking.label(project, ANA, places, "entity", "OTHER")
                say({"edit": edit.id if edit else 0})
                say({"edit": undoing.undo(project, ANA).id})
                schema = project.schema()
                after, moves = _renamed(schema)
                edit = schemas.change(project, ANA, after, moves)
                say({"edit": edit.id if edit else 0})

    child = Child(work)
    child.wait_until_ready()
    ended = child.kill_after(dice.uniform(0, 1.5))
    lost = faults_of(path) + _missing(path, [x for x in ended.all("edit") if x])
    with Project.open(path) as project:
        (marked,) = project.db.conn.execute(
            "SELECT count(*) FROM span WHERE label = 'OTHER' AND state = 'accepted'"
            ' AND start = 0 AND "end" = 7'
        ).fetchone()
    if marked not in (0, ARTICLES):
        lost.append(f"a step over all articles stopped at {marked}")
    return lost + _broken_backups(path)


def _renamed(schema: Any) -> tuple[Any, Any]:
    new = "PLACE" if schema.label("entity", "LOC") else "LOC"
    old = "LOC" if new == "PLACE" else "PLACE"
    layers = []
    for layer in schema.layers:
        labels = tuple(replace(x, id=new) if x.id == old else x for x in layer.labels)
        layers.append(replace(layer, labels=labels))
    renamed = tuple(x for x in schema.renamed if x.label != new)
    return replace(schema, layers=tuple(layers), renamed=renamed), {("entity", old): new}


def backing(path: Path, dice: random.Random) -> list[str]:
    """Backups with their jsonl, one after the other, while steps are taken."""
    seed = dice.random()

    def work(say: Say) -> None:
        mine = random.Random(seed)
        with Project.open(path) as project:
            say(READY)
            while True:
                pk = some_pk(project, mine)
                attempt(random_action(mine, project, pk, ANA, articles.load(project, pk)))
                made = safety.keep_backup(project, "opened", force=True)
                say({"made": made.path.name if made else ""})

    child = Child(work)
    child.wait_until_ready()
    ended = child.kill_after(dice.uniform(0, 2.0))
    lost = faults_of(path) + _broken_backups(path)
    newest = ended.last("made")
    if newest and not (backups.folder_of(path) / newest).exists():
        lost.append(f"the backup {newest} was told to be made and is not there")
    with Project.open(path) as project:
        if safety.keep_backup(project, "opened", force=True) is None:
            lost.append("no backup can be made any more")
    return lost


def _broken_backups(path: Path) -> list[str]:
    lost = []
    for backup in backups.found(path):
        if not backups.held(backup).sound:
            lost.append(f"the backup {backup.path.name} is damaged")
        if backup.plain.exists():
            lines = gzip.decompress(backup.plain.read_bytes()).splitlines()
            if len([json.loads(x) for x in lines]) != backups.held(backup).articles:
                lost.append(f"{backup.plain.name} does not hold every article")
    return lost


def importing_(path: Path, dice: random.Random) -> list[str]:
    """A dataset of annotated articles into a new project; killed, and then begun again."""
    dataset = path.with_name("dataset.jsonl")
    with Project.open(path) as project:
        exporting.export(project, dataset, "jsonl")
        expected = rows_of(project, "edit", "label_schema", "annotator", "suggest_run")
    new = path.with_name("new.db")
    Project.create(new).close()

    def work(say: Say) -> None:
        from annotator.services import intake

        intake.BATCH = 2
        with safety.open_guarded(new) as project:
            say(READY)
            importing.import_paths(project, [dataset], progress=lambda done, _: say({"seen": done}))
            say({"done": True})

    child = Child(work)
    child.wait_until_ready()
    child.kill_after(dice.uniform(0, 0.6))
    lost = faults_of(new)
    with Project.open(new) as project:
        for pk in articles.all_pks(project):
            document = articles.load(project, pk)
            if not document.spans:
                lost.append(f"article {document.article.id} came without its spans")
        importing.import_paths(project, [dataset])
        found = rows_of(project, "edit", "label_schema", "annotator", "suggest_run")
    for table in ("article", "zone", "span"):
        if len(found[table]) != len(expected[table]):
            lost.append(f"begun again, {len(found[table])} of {len(expected[table])} {table}s came")
    return lost + faults_of(new)


def export(path: Path, dice: random.Random) -> list[str]:
    """A dataset over the one of before, again and again."""
    out = path.with_name("out.jsonl")
    with Project.open(path) as project:
        exporting.export(project, out, "jsonl")

    def work(say: Say) -> None:
        with Project.open(path, readonly=True) as project:
            say(READY)
            while True:
                exporting.export(project, out, OVER)

    child = Child(work)
    child.wait_until_ready()
    child.kill_after(dice.uniform(0, 0.3))
    lost = faults_of(path)
    lines = out.read_text("utf-8").splitlines()
    with suppress(ValueError):
        lines = [json.loads(x)["id"] for x in lines]
    if len(set(lines)) != ARTICLES:
        lost.append(f"the dataset has {len(lines)} articles, or half of one")
    with Project.open(path, readonly=True) as project:
        exporting.export(project, out, OVER)
    left = [p.name for p in path.parent.iterdir() if p.name.endswith(".part")]
    return lost + [f"{name} is left behind" for name in left]


_pipe: suggesting.InProcess | None = None


def load_pipeline() -> None:
    """Once, before the first child that needs it."""
    global _pipe
    _pipe = suggesting.InProcess()


def suggest(path: Path, dice: random.Random) -> list[str]:
    """The default pipeline over all articles; killed, and then run again."""
    assert _pipe is not None
    pipe = _pipe

    def run(project: Project, say: Say) -> None:
        suggesting.suggest(
            lambda work: work(project), pipe, stored=lambda edit: say({"article": edit.article})
        )

    def work(say: Say) -> None:
        with Project.open(path) as project:
            say(READY)
            run(project, say)

    child = Child(work)
    child.wait_until_ready()
    ended = child.kill_after(dice.uniform(0, 2.5))
    lost = faults_of(path)
    state = (
        "SELECT run.article, run.spans, (SELECT count(*) FROM span WHERE span.article = run.article"
        " AND span.annotator = run.annotator) FROM suggest_run run JOIN annotator"
        " ON annotator.id = run.annotator WHERE annotator.name = ?"
    )
    with Project.open(path) as project:
        before = project.db.conn.execute(state, (pipe.name,)).fetchall()
        missing = set(ended.all("article")) - {row[0] for row in before}
        lost += [f"the suggestions of article {x} are not there" for x in missing]
        run(project, lambda _: None)
        after = project.db.conn.execute(state, (pipe.name,)).fetchall()
    if len(after) != ARTICLES:
        lost.append(f"run again, {len(after)} of {ARTICLES} articles have suggestions")
    lost += [f"article {a} has {n} of {s} suggestions" for a, s, n in before + after if s != n]
    return lost + faults_of(path)


def migrate(path: Path, dice: random.Random) -> list[str]:
    """A project of an earlier version is opened."""
    old = path.with_name("old.db")
    version = dice.randint(1, VERSION - 1)
    aged(old, path, version)
    with Project.open(path) as project:
        expected = rows_of(project)

    def work(say: Say) -> None:
        say(READY)
        Project.open(old).close()
        say({"done": True})

    child = Child(work)
    child.wait_until_ready()
    child.kill_after(dice.uniform(0, 0.3))
    lost = faults_of(old)
    with Project.open(old) as project:
        found = rows_of(project)
    # What an earlier version had no column for is not there.
    for table in ("article", "zone", "span", "relation", "review", "edit", "label_schema"):
        if found[table] != expected[table]:
            lost.append(f"from version {version}: the {table}s are not what they were")
    if not any(b.why == backups.MIGRATION and backups.held(b).sound for b in backups.found(old)):
        lost.append("there is no backup from before")
    return lost


def restore(path: Path, dice: random.Random) -> list[str]:
    """A backup takes the project's place, again and again."""
    with Project.open(path) as project:
        made = safety.keep_backup(project, "opened", force=True)
        assert made is not None

    def work(say: Say) -> None:
        say(READY)
        while True:
            safety.restore(path, made)

    child = Child(work)
    child.wait_until_ready()
    child.kill_after(dice.uniform(0, 0.6))
    lost = faults_of(path)
    for aside in path.parent.glob(f"{path.name}.before-restore-*"):
        if not aside.name.endswith(("-wal", "-shm")):
            lost += [f"{aside.name}: {x}" for x in faults_of(aside)]
    return lost


def repair(path: Path, dice: random.Random) -> list[str]:
    """What can be read is saved; killed, nothing half has the new name."""
    broken, out = path.with_name("broken.db"), path.with_name("out.db")
    shutil.copy(path, broken)
    with broken.open("r+b") as file:
        file.seek(4096 * dice.randint(0, 30))
        file.write(bytes(4096))
    before = broken.read_bytes()

    def work(say: Say) -> None:
        say(READY)
        safety.repair(broken, out)
        say({"done": True})

    child = Child(work)
    child.wait_until_ready()
    ended = child.kill_after(dice.uniform(0, 0.3))
    lost = [] if broken.read_bytes() == before else ["the broken project was written to"]
    if ended.last("done") and not out.exists():
        lost.append("it was told to be done and is not there")
    if not out.exists():
        try:
            salvage.salvage(broken, out)
        except AnnotatorError as error:
            return [*lost, f"begun again, it fails: {error}"]
    return lost + faults_of(out)
