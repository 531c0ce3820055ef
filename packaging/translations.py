"""Take the texts out of the sources into ``resources/translations/*.ts``, and make ``*.qm``.

``make translations`` runs this with the tools that come with PySide6. What is not translated yet is
left empty and marked as unfinished; a test fails until it is done.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from annotator.ui.tr import LANGUAGES

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "translations"
# The functions of annotator/ui/tr.py, by what lupdate knows.
ALIASES = "tr+=marked,tr+=plural"


def _tool(name: str) -> str:
    beside = Path(sys.executable).with_name(f"pyside6-{name}")
    return str(beside) if beside.exists() else f"pyside6-{name}"


def update(out: Path, sources: Path = ROOT / "annotator" / "ui") -> None:
    """Bring a file of translations up to the sources; makes it when it is not there."""
    # Without lines: they would change with every edit of the sources.
    subprocess.run(
        [
            _tool("lupdate"), "-silent", "-no-obsolete", "-locations", "none",
            "-source-language", "en", "-tr-function-alias", ALIASES,
            *map(str, sorted(sources.rglob("*.py"))), "-ts", str(out),
        ],
        check=True,
    )  # fmt: skip


def release(file: Path, out: Path | None = None) -> Path:
    """Make what the program loads from a file of translations; unfinished ones are left out."""
    out = out or file.with_suffix(".qm")
    subprocess.run([_tool("lrelease"), "-silent", str(file), "-qm", str(out)], check=True)
    return out


if __name__ == "__main__":
    for language in LANGUAGES:
        file = FOLDER / f"annotator_{language}.ts"
        if language == "en":
            continue
        update(file)
        release(file)
