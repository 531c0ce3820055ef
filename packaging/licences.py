"""Collect the licences of everything that an installation brings along.

Run it in an environment that holds Annotator and nothing that only developers need:
``python packaging/licences.py`` writes ``resources/third-party.json``, which the About box shows,
and ``packaging/THIRD-PARTY.md``. It fails where a part may be used under no other licence than the
GPL, or says nothing of its licence.
"""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
import sysconfig
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent
COMMON = Path("/usr/share/common-licenses")
TEXT = re.compile(r"(^|/)(LICEN[CS]E|COPYING|NOTICE)[^/]*$", re.IGNORECASE)
# What licence fields and classifiers call them, and what they are called in SPDX.
NAMES = {
    "BSD": "BSD-3-Clause",
    "BSD License": "BSD-3-Clause",
    "The BSD 2-Clause License": "BSD-2-Clause",
    "MIT License": "MIT",
    "Apache License, Version 2.0": "Apache-2.0",
    "ISC License": "ISC",
    "ISC License (ISCL)": "ISC",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Public Domain": "Public domain",
}
FREE = {
    "0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC-BY-4.0", "CC0-1.0", "CNRI-Python",
    "ISC", "LGPL-2.1-or-later", "LGPL-3.0-only", "MIT", "MIT-0", "MPL-1.1", "MPL-2.0", "OFL-1.1",
    "PSF-2.0", "Public domain", "Zlib",
}  # fmt: skip
QT = {"pyside6-essentials", "shiboken6"}


def closure(root: str) -> list[metadata.Distribution]:
    """Everything that ``root`` requires here, by name, without ``root`` itself."""
    found: dict[str, metadata.Distribution] = {}
    waiting = [root]
    while waiting:
        name = waiting.pop()
        key = re.sub(r"[-_.]+", "-", name).lower()
        if key in found:
            continue
        found[key] = metadata.distribution(name)
        for words in found[key].requires or []:
            needed = Requirement(words)
            if needed.marker is None or needed.marker.evaluate({"extra": ""}):
                waiting.append(needed.name)
    return [found[key] for key in sorted(found) if key != root]


def licence_of(part: metadata.Distribution) -> str:
    """The licence in SPDX's words where they are known, else as the part says it."""
    about = part.metadata
    classified = [
        c.rpartition(" :: ")[2] for c in about.get_all("Classifier", []) if c.startswith("License")
    ]
    said = about.get("License-Expression") or about.get("License") or " AND ".join(classified)
    said = said.strip().splitlines()[0] if said.strip() else " AND ".join(classified)
    return NAMES.get(said, said)


def is_free(licence: str) -> bool:
    """Whether one of the licences to choose from asks for nothing but what all of ours do."""
    return any(
        all(word.strip(" ()") in FREE for word in choice.split(" AND "))
        for choice in licence.split(" OR ")
    )


def texts_of(part: metadata.Distribution) -> list[str]:
    """The licence files that come with a part."""
    files = sorted(
        {f for f in part.files or [] if TEXT.search(str(f)) and not str(f).endswith(".py")}, key=str
    )
    return [Path(str(part.locate_file(f))).read_text("utf-8", errors="replace") for f in files]


def home_of(part: metadata.Distribution) -> str:
    """The part's page, if it names one."""
    pages = dict(
        line.split(", ", 1) for line in part.metadata.get_all("Project-URL", []) if ", " in line
    )
    lower = {k.lower(): v for k, v in pages.items()}
    known = (lower.get(k) for k in ("homepage", "home", "repository", "source", "source code"))
    return part.metadata.get("Home-page") or next((k for k in known if k), "")


def python_itself() -> dict[str, object]:
    """Python, whose licence stands in its library."""
    library = Path(sysconfig.get_path("stdlib"))
    return {
        "name": "Python",
        "version": ".".join(map(str, sys.version_info[:3])),
        "licence": "PSF-2.0",
        "home": "https://www.python.org/",
        "texts": [(library / "LICENSE.txt").read_text("utf-8")],
    }


def bundled() -> list[dict[str, object]]:
    """What lies in resources/ and was not made for this program."""
    fonts = ROOT / "resources" / "fonts"
    found: list[dict[str, object]] = [
        {"name": name, "version": "", "licence": "OFL-1.1", "home": home,
         "texts": [(fonts / f"LICENSE-{file}.txt").read_text("utf-8")]}
        for name, file, home in (
            ("Inter", "Inter", "https://rsms.me/inter/"),
            ("Source Serif 4", "SourceSerif", "https://github.com/adobe-fonts/source-serif"),
        )
    ]  # fmt: skip
    words = (
        "The weights of the claim scorer (resources/claims.tsv) were fitted on ClaimBuster"
        " (F. Arslan, N. Hassan, C. Li, M. Tremayne, 2020), which is under Creative Commons"
        " Attribution 4.0: https://creativecommons.org/licenses/by/4.0/"
    )
    found.append(
        {"name": "ClaimBuster (weights only)", "version": "", "licence": "CC-BY-4.0",
         "home": "https://zenodo.org/records/3609356", "texts": [words]}
    )  # fmt: skip
    return found


def collect() -> list[dict[str, object]]:
    """Every part with its licence and texts. Raises SystemExit naming what may not be shipped."""
    lesser = [(COMMON / name).read_text("utf-8") for name in ("LGPL-3", "GPL-3")]
    found, refused = [python_itself(), *bundled()], []
    for part in closure("annotator"):
        name = part.metadata["Name"]
        licence, texts = licence_of(part), texts_of(part)
        if name.lower().replace("_", "-") in QT:
            # Qt's packages hold no text; we use them under the LGPL, which refers to the GPL's.
            licence, texts = "LGPL-3.0-only", lesser
        if not is_free(licence) or not texts:
            refused.append(f"{name}: {licence or 'no licence named'}, {len(texts)} texts")
        found.append(
            {"name": name, "version": part.version, "licence": licence, "home": home_of(part),
             "texts": texts}
        )  # fmt: skip
    if refused:
        sys.exit("Not to be shipped as it is:\n  " + "\n  ".join(refused))
    return sorted(found, key=lambda part: str(part["name"]).lower())


def write(parts: list[dict[str, object]]) -> None:
    """Both files; a text that several parts share is kept once."""
    texts: dict[str, str] = {}
    for part in parts:
        keys = []
        for text in part["texts"]:  # type: ignore[attr-defined]
            key = hashlib.sha256(text.encode()).hexdigest()[:12]
            texts[key] = "\n".join(line.rstrip() for line in text.splitlines()).strip("\n")
            keys.append(key)
        part["texts"] = keys
    held = {"parts": parts, "texts": dict(sorted(texts.items()))}
    out = ROOT / "resources" / "third-party.json"
    out.write_text(json.dumps(held, ensure_ascii=False, indent=1) + "\n", "utf-8")
    rows = [f"| {p['name']} | {p['version']} | {p['licence']} | {p['home']} |" for p in parts]
    words = [
        "# Third-party parts\n",
        "What an installation of Annotator brings along, written by `packaging/licences.py`.",
        "The texts stand in `resources/third-party.json`; the About box shows them.\n",
        "| part | version | licence | page |",
        "|---|---|---|---|",
        *rows,
    ]
    (ROOT / "packaging" / "THIRD-PARTY.md").write_text("\n".join(words) + "\n", "utf-8")


def system_texts(files: list[str]) -> list[tuple[str, str]]:
    """``(copyright file, name)`` of the Debian packages that libraries of the system belong to."""
    found = {}
    for file in files:
        names = {file, str(Path(file).resolve())}
        names |= {name.removeprefix("/usr") for name in names}
        asked = subprocess.run(
            ["dpkg", "-S", *sorted(names)], capture_output=True, text=True, check=False
        )
        for line in asked.stdout.splitlines():
            package = line.split(":", 1)[0]
            text = Path("/usr/share/doc") / package / "copyright"
            if text.is_file():
                found[package] = str(text)
    return [(text, package) for package, text in sorted(found.items())]


if __name__ == "__main__":
    write(collect())
