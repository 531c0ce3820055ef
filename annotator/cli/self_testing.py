"""``--self-test``: the main job on a bundled article, in a folder that is removed afterwards."""

from __future__ import annotations

import os
import tempfile
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from annotator.cli.output import put, say
from annotator.model import bundled
from annotator.model.errors import AnnotatorError
from annotator.model.wording import count
from annotator.services import deciding, exporting, importing, projects, reading, suggesting
from annotator.services.selecting import Selection

_ARTICLE = "chip-rules-tighten"
_LAYERS = {"entity", "quote", "claim"}
# A window whose fonts or marks are missing is painted in fewer colours than this.
_COLOURS = 40


def run() -> int:
    """Import, suggest, save, export and paint; one line a step. Returns the exit status.

    Stops at the first step that fails, whatever it raises: a part that an installation lacks shows
    itself as an error of any kind.
    """
    with tempfile.TemporaryDirectory(prefix="annotator-self-test-") as folder:
        project = Path(folder) / "self-test.db"
        for name, step in _STEPS:
            try:
                put(f"{name:<8}ok      {step(project)}")
            except Exception as error:
                put(f"{name:<8}failed  {type(error).__name__}: {error}")
                say(traceback.format_exc())
                return 1
    return 0


def _need(what: bool, otherwise: str) -> None:
    if not what:
        raise AnnotatorError(otherwise)


def _import(path: Path) -> str:
    source = bundled.path("articles", f"{_ARTICLE}.txt")
    with projects.create_project(path) as project:
        report = importing.import_paths(project, [source])
    _need(len(report.articles) == 1, "the sample article is not imported")
    return source.name


def _suggest(path: Path) -> str:
    with projects.open_project(path) as project:

        def here(work: Any) -> Any:
            return work(project)

        # In a process of its own, as from the window.
        report = suggesting.in_processes(here, None)
        found = reading.load(project, reading.pks_of(project, [_ARTICLE])[0])
    _need(not report.failed, "; ".join(error for _, error in report.failed))
    missing = _LAYERS - {span.layer for span in found.spans.values()}
    _need(not missing, f"nothing suggested in {', '.join(sorted(missing))}")
    return f"{count(report.spans, 'span')} by {report.pipeline}"


def _save(path: Path) -> str:
    who = projects.login_name()
    with projects.open_project(path) as project:
        pk = reading.pks_of(project, [_ARTICLE])[0]
        spans = reading.load(project, pk).view(who).main(project.schema_roles())
        deciding.accept_many(project, who, pk, [s.id for s in spans])
    with projects.open_project(path, readonly=True) as project:
        problems = list(projects.check(project))
        stored = reading.load(project, pk).spans.values()
    _need(not problems, "; ".join(problems))
    accepted = sum(s.state == "accepted" and s.annotator == who for s in stored)
    _need(accepted >= len(spans) > 0, f"{accepted} of {len(spans)} decisions are stored")
    return count(accepted, "decision")


def _export(path: Path) -> str:
    sizes = []
    with projects.open_project(path, readonly=True) as project:
        for name in ("jsonl", "spacy"):
            out = path.with_name(f"dataset.{name}")
            exporting.export(project, out, name, Selection(everything=True))
            sizes.append(f"{name} {out.stat().st_size:,} bytes")
    return ", ".join(sizes)


def _paint(path: Path) -> str:
    # Set before Qt starts: a self-test needs no display and opens nothing on one.
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from annotator.ui.snapshot import colours, snapshot

    out = path.with_name("window.png")
    snapshot(path, out, _ARTICLE, "light", (1440, 900))
    painted = colours(out)
    _need(painted >= _COLOURS, f"the window is painted in {painted} colours only")
    return f"{out.stat().st_size:,} bytes, {painted:,} colours"


_STEPS: tuple[tuple[str, Callable[[Path], str]], ...] = (
    ("import", _import),
    ("suggest", _suggest),
    ("save", _save),
    ("export", _export),
    ("paint", _paint),
)
