"""What may not be imported, or not yet, where."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import annotator

PACKAGE = Path(annotator.__file__).parent

# Imports modules, then prints which of the heavy packages that brought in.
PROBE = """
import importlib, sys
for name in sys.argv[1:]:
    importlib.import_module(name)
heavy = ("PySide6", "shiboken6", "spacy", "thinc")
print(*(name for name in heavy if name in sys.modules))
"""


def modules(folder: str) -> list[str]:
    """The dotted names of all modules below ``annotator/<folder>``."""
    files = sorted((PACKAGE / folder).rglob("*.py"))
    parts = [file.relative_to(PACKAGE.parent).with_suffix("").parts for file in files]
    return [".".join(p[:-1] if p[-1] == "__init__" else p) for p in parts]


def heavy_after(*names: str) -> set[str]:
    """The heavy packages that a fresh Python holds after importing these modules."""
    done = subprocess.run(
        [sys.executable, "-c", PROBE, *names], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


def test_the_probe_sees_heavy_packages() -> None:
    assert heavy_after("PySide6") == {"PySide6", "shiboken6"}


def test_the_command_line_starts_without_qt_and_spacy() -> None:
    assert heavy_after("annotator.cli.main") == set()


@pytest.mark.parametrize("folder", ["services", "formats", "store", "model"])
def test_below_the_window_nothing_imports_qt_or_spacy(folder: str) -> None:
    assert heavy_after(*modules(folder)) == set()


def test_the_window_comes_up_without_spacy() -> None:
    assert heavy_after(*modules("ui")) == {"PySide6", "shiboken6"}


def test_the_worker_is_known_without_spacy() -> None:
    assert heavy_after("annotator.nlp.worker") == set()


def test_the_model_needs_the_standard_library_only() -> None:
    allowed = {*sys.stdlib_module_names, "annotator"} - {"sqlite3"}
    for file in sorted((PACKAGE / "model").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                names = {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                names = {node.module or "annotator"}
            else:
                continue
            assert {name.partition(".")[0] for name in names} <= allowed, file
