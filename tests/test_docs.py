"""The documents: links lead somewhere, commands and code run, what is generated is current."""

from __future__ import annotations

import contextlib
import io
import re
import shlex
import shutil
import sqlite3
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import annotator
from annotator.cli import window, windows
from annotator.cli.main import _parser, main
from annotator.nlp import pipeline
from annotator.services import (
    deciding,
    exporting,
    importing,
    projects,
    reading,
    reviewing,
    suggesting,
)
from annotator.services.selecting import Selection
from annotator.ui.actions import ACTIONS
from annotator.ui.help import keys_markdown
from annotator.ui.manual_pages import CONTENTS, pages, slug

ROOT = Path(annotator.__file__).resolve().parent.parent
DOCS = ROOT / "docs"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md"), *(ROOT / "packaging").glob("*.md")])
# As the help lists them.
COMMANDS = set(_parser()[1])
# Programs of others, or of the system, that no test starts.
FOREIGN = ("make", "pip", "pipx", "python -m spacy", "sudo apt", "datasette",
           "duckdb")  # fmt: skip
LINK = re.compile(r"\]\(([^)\s]+)\)")
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
ARTICLE = """Port {n} opens again

The port of Varna opened again on Monday. “We will not pay twice,” Ines Okafor said on Tuesday.

The strike cost Brandt Lines {n}0 million euros in nine days, she added.
"""


def name(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def blocks(page: Path, language: str) -> list[str]:
    return [body for lang, body in BLOCK.findall(page.read_text("utf-8")) if lang == language]


def headings(page: Path) -> set[str]:
    text = BLOCK.sub("", page.read_text("utf-8"))
    return {slug(line.lstrip("#")) for line in text.splitlines() if line.startswith("#")}


def with_blocks(language: str) -> list[Path]:
    return [page for page in PAGES if blocks(page, language)]


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_link_leads_somewhere(page: Path) -> None:
    text = BLOCK.sub("", page.read_text("utf-8"))
    for link in LINK.findall(text):
        if link.startswith(("http:", "https:", "mailto:")):
            continue
        file, _, anchor = link.partition("#")
        target = (page.parent / file).resolve() if file else page
        assert target.exists(), f"{name(page)}: {link}"
        if anchor:
            assert anchor in headings(target), f"{name(page)}: {link}"


def test_the_manual_holds_together_without_the_rest_of_the_checkout() -> None:
    listed = [file for _, file in pages()]
    assert listed[0] == CONTENTS and len(set(listed)) == len(listed) > 8
    for file in listed:
        for link in LINK.findall(BLOCK.sub("", (DOCS / file).read_text("utf-8"))):
            if not link.startswith("http"):
                target = (DOCS / link.partition("#")[0]).resolve()
                assert target.is_relative_to(DOCS), f"{file}: {link}"


def test_the_page_of_keys_is_that_of_the_table() -> None:
    text = (DOCS / "keys.md").read_text("utf-8")
    assert text == keys_markdown(), "python docs/key_map.py writes it anew"
    assert all(f"| {a.text.rstrip('…')} |" in text for a in ACTIONS)


def test_words_in_code_are_commands() -> None:
    for page in PAGES:
        for word in re.findall(r"`annotator ([a-z]+)", page.read_text("utf-8")):
            assert word in COMMANDS, f"{name(page)}: annotator {word}"


def test_the_manual_page_names_every_command() -> None:
    text = (ROOT / "packaging" / "linux" / "annotator.1.in").read_text("utf-8")
    assert {c for c in COMMANDS if not re.search(rf"^\.BI? {c}\b", text, re.MULTILINE)} == set()


# -- what stands in the documents is done -------------------------------------------------------


_whole = pipeline.load


@cache
def _load(name: str, claims: float | None = None) -> pipeline.Pipeline:
    """Each pipeline once, whatever is asked of claims."""
    return _whole(name)


def work(path: Path, who: str) -> None:
    """What a reader does between two commands: everything is accepted, every article done."""
    with projects.open_project(path) as project:
        roles = project.schema_roles()
        for row in reading.queue(project, who):
            spans = reading.load(project, row.pk).view(who).main(roles)
            deciding.accept_many(project, who, row.pk, [s.id for s in spans])
            reviewing.set_status(project, who, row.pk, "done")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as the documents take for granted: articles, a project worked on, a pipeline."""
    import spacy

    folder = tmp_path_factory.mktemp("docs")
    for sub in ("articles", "model", "trained"):
        (folder / sub).mkdir()
    for n in range(1, 5):
        (folder / "articles" / f"a{n}.txt").write_text(ARTICLE.format(n=n), "utf-8")
    for sub in ("model", "trained"):
        spacy.blank("en").to_disk(folder / sub / "model-best")
    with projects.create_project(folder / "news.db") as project:
        importing.import_paths(project, [folder / "articles"])
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(pipeline, "load", _load)
            suggesting.suggest(lambda do: do(project), suggesting.InProcess())
    work(folder / "news.db", "ana")
    shutil.copy(folder / "news.db", folder / "broken.db")
    # A file of another program's, as its reader takes it.
    with projects.open_project(folder / "news.db", readonly=True) as project:
        exporting.export(project, folder / "export.json", "w3c", Selection(everything=True))
        exporting.export(project, folder / "export.jsonl", "jsonl", Selection(everything=True))
    return folder


@pytest.fixture
def here(
    place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[list[Path | None]]:
    """A copy of it to work in; windows are noted, not opened."""
    shutil.copytree(place, tmp_path, dirs_exist_ok=True)
    (tmp_path / "demo").mkdir()
    shutil.copy(place / "news.db", tmp_path / "demo" / "sample.db")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LOGNAME", "ana")
    opened: list[Path | None] = []
    monkeypatch.setattr(pipeline, "load", _load)
    for module in (window, windows):
        monkeypatch.setattr(module, "open_window", lambda path: opened.append(path) or 0)
    yield opened


def run(line: str, page: Path) -> None:
    """One command line of a document; what it makes is then worked on."""
    words = shlex.split(line, comments=True)
    if words[1] in SLOW:
        assert words[1:] == ["--self-test"] or _parser()[0].parse_args(words[1:])
        return
    if words[1] == "init":
        Path(words[2]).unlink(missing_ok=True)
    if "--agreed" in words:
        shutil.copy(words[2], "two.db")
        words[2] = "two.db"
        work(Path("two.db"), "ben")
    options = ["--force"] if words[1] in ("export", "brief") else []
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()) as e:
        status = main([*words[1:], *options])
    assert status == 0, f"{name(page)}: {line}\n{e.getvalue()}"
    if words[1] == "suggest":
        work(Path(words[2]), "ana")


# What takes long has tests of its own; here its arguments are read.
SLOW = ("--self-test", "train")


@pytest.mark.parametrize("page", with_blocks("sh"), ids=name)
def test_command_lines_run(page: Path, here: list[Path | None]) -> None:
    for block in blocks(page, "sh"):
        for line in block.replace("\\\n", " ").splitlines():
            plain = line.split("#")[0].strip()
            if plain.startswith("annotator "):
                run(line, page)
            else:
                assert not plain or plain.startswith(FOREIGN), f"{name(page)}: {line}"


def test_the_code_of_the_readme_is_that_of_the_manual() -> None:
    assert set(blocks(ROOT / "README.md", "python")) <= set(
        blocks(DOCS / "components.md", "python")
    )


@pytest.mark.parametrize("page", [p for p in with_blocks("python") if p.parent == DOCS], ids=name)
def test_code_runs(page: Path, here: list[Path | None]) -> None:
    known: dict[str, object] = {}
    for block in blocks(page, "python"):
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            exec(compile(block, str(page), "exec"), known)
        assert out.getvalue().strip(), f"{name(page)} prints nothing:\n{block}"


@pytest.mark.parametrize("page", with_blocks("sql"), ids=name)
def test_queries_run(page: Path, here: list[Path | None]) -> None:
    with contextlib.closing(sqlite3.connect("news.db")) as file:
        for block in blocks(page, "sql"):
            for query in filter(str.strip, block.split(";\n")):
                file.execute(query).fetchall()
