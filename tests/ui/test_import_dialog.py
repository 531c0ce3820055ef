"""The import dialog: what files hold, what labels become, what is stored."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from desktop import Desktop
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QMessageBox

from annotator.services import projects
from annotator.store import articles
from annotator.ui.import_dialog import ImportDialog

SPAN = {"layer": "entity", "label": "WEAPON", "start": 0, "end": 5}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file with a label that the schema lacks."""
    file = tmp_path / "in.jsonl"
    rows = [{"id": f"n{i}", "text": f"Sword {i}.", "spans": [SPAN]} for i in range(3)]
    file.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    return file


def opened(desktop: Desktop, path: Path) -> ImportDialog:
    desktop.window.files.ask_import([path])
    dialog = desktop.window.findChildren(ImportDialog)[-1]
    desktop.bot.waitUntil(lambda: dialog.problem.text() != "Reading…")
    return dialog


def done(desktop: Desktop) -> str:
    desktop.bot.waitUntil(lambda: desktop.window.files.job is None)
    desktop.settle()
    found = [b for b in desktop.window.findChildren(QMessageBox) if b.isVisible()]
    words = "\n".join(f"{b.text()}\n{b.informativeText()}" for b in found)
    for one in found:
        one.close()
        one.deleteLater()
    return words


def stored(desktop: Desktop) -> list[tuple[str, str]]:
    """Label and text of every span of articles that were imported here."""
    assert desktop.window.desk.session is not None
    with projects.open_project(desktop.window.desk.session.path, readonly=True) as project:
        documents = list(articles.load_all(project, articles.all_pks(project)))
    return [
        (s.label, s.text) for d in documents if d.article.id.startswith("n")
        for s in d.spans.values()
    ]  # fmt: skip


def test_missing_labels_are_added_when_asked(desktop: Desktop, path: Path) -> None:
    dialog = opened(desktop, path)
    assert "Annotator JSON lines: in.jsonl (its lines" in dialog.recognised.text()
    assert "entity:WEAPON" in dialog.missing.text() and dialog.go.text() == "Import 3 articles"
    assert "left out" in dialog.problem.text()
    dialog.extend.setChecked(True)
    QTest.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    assert "Added to the label schema: entity:WEAPON" in done(desktop)
    assert stored(desktop) == [("WEAPON", "Sword")] * 3


def test_without_them_the_articles_are_refused_by_name(desktop: Desktop, path: Path) -> None:
    dialog = opened(desktop, path)
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    words = done(desktop)
    assert "3 refused" in words and "entity:WEAPON" in words
    assert stored(desktop) == []


def test_a_label_becomes_another(desktop: Desktop, path: Path) -> None:
    dialog = opened(desktop, path)
    choice = dialog.table.cellWidget(0, 2)
    assert isinstance(choice, QComboBox) and choice.accessibleName() == "entity:WEAPON becomes"
    choice.setCurrentText("entity:PRODUCT")
    choice.activated.emit(choice.currentIndex())
    desktop.bot.waitUntil(lambda: dialog.problem.text() != "Reading…")
    assert not dialog.extend.isVisible()
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    done(desktop)
    assert stored(desktop) == [("PRODUCT", "Sword")] * 3


def test_plain_texts_are_taken_at_once(desktop: Desktop, tmp_path: Path) -> None:
    (tmp_path / "new.txt").write_text("A new text about Oslo.", "utf-8")
    desktop.window.files.ask_import([tmp_path / "new.txt"])
    done(desktop)
    assert not desktop.window.findChildren(ImportDialog)
    assert "1 article imported" in desktop.message()
