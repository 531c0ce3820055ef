"""The export dialog: what it counts, what it refuses, what it writes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from desktop import Desktop
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QMessageBox

from annotator.ui import files
from annotator.ui.export_dialog import ExportDialog


@pytest.fixture
def dialog(desktop: Desktop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ExportDialog:
    """The dialog as Ctrl+E opens it."""
    monkeypatch.setattr(files, "_documents", lambda: tmp_path)
    return opened(desktop)


def opened(desktop: Desktop) -> ExportDialog:
    desktop.press("Ctrl+E")
    made = desktop.window.findChildren(ExportDialog)[-1]
    counted(desktop, made)
    return made


def counted(desktop: Desktop, dialog: ExportDialog) -> None:
    """Wait until the dialog knows how much it is."""
    desktop.bot.waitUntil(lambda: not dialog._delay.isActive())
    desktop.settle()


def choose(desktop: Desktop, dialog: ExportDialog, format: str) -> None:
    dialog.list.choose(format)
    counted(desktop, dialog)


def box(desktop: Desktop) -> str:
    desktop.bot.waitUntil(lambda: desktop.window.files.job is None)
    desktop.settle()
    found = [b for b in desktop.window.findChildren(QMessageBox) if b.isVisible()]
    words = "\n".join(f"{b.text()}\n{b.informativeText()}" for b in found)
    for one in found:
        one.close()
        one.deleteLater()
    return words


def test_the_button_says_how_much(desktop: Desktop, dialog: ExportDialog) -> None:
    assert dialog.go.text() == "Export 2 articles" and dialog.go.isEnabled()
    assert "spans in 2 articles" in dialog.preview.total.text()
    assert dialog.preview.first.toPlainText().startswith('{"id"')
    names = [dialog.preview.table.item(r, 0).text() for r in range(dialog.preview.table.rowCount())]
    assert names[0] == "Person"
    assert dialog.out.text().endswith("project.jsonl")
    dialog.reject()


def test_an_empty_selection_is_off_and_says_what_lifts_it(
    desktop: Desktop, dialog: ExportDialog
) -> None:
    choose(desktop, dialog, "spacy")
    assert not dialog.go.isEnabled() and dialog.go.text() == "Export"
    words = dialog.count.text()
    assert "none of the 2 articles" in words.lower()
    # The window has no options of the command line.
    assert "--" not in words and "All articles" in words
    dialog.choices.articles.setCurrentIndex(1)
    counted(desktop, dialog)
    assert not dialog.go.isEnabled()
    assert "Open suggestions" in dialog.count.text() and "--" not in dialog.count.text()
    dialog.choices.open_too.setChecked(True)
    counted(desktop, dialog)
    assert dialog.go.isEnabled() and dialog.go.text() == "Export 2 articles"
    for layer in dialog.choices.layers.values():
        layer.setChecked(False)
    counted(desktop, dialog)
    assert not dialog.go.isEnabled()
    dialog.reject()


def test_the_lossless_format_shows_no_choice_it_does_not_have(
    desktop: Desktop, dialog: ExportDialog
) -> None:
    assert dialog.choices.whole.isVisible() and not dialog.choices.decided.isVisible()
    assert not dialog.choices.articles.isVisible()
    choose(desktop, dialog, "spacy")
    assert dialog.choices.decided.isVisible() and dialog.choices.articles.isVisible()
    assert not dialog.choices.whole.isVisible()
    dialog.choices.decided.setChecked(False)
    counted(desktop, dialog)
    assert "Tick Accepted or Open suggestions" in dialog.count.text()
    dialog.reject()


def test_one_article_is_one(desktop: Desktop, tmp_path: Path) -> None:
    desktop.finish_article()
    dialog = opened(desktop)
    choose(desktop, dialog, "spacy")
    assert dialog.go.text() == "Export 1 article"
    dialog.reject()


@pytest.mark.parametrize("split", ["80/30", "x", "50", "80/10/5/5", "-10/110"])
def test_a_split_that_makes_no_sense(desktop: Desktop, dialog: ExportDialog, split: str) -> None:
    dialog.choices.split_words.setText(split)
    counted(desktop, dialog)
    assert not dialog.go.isEnabled()
    assert "make 100" in dialog.count.text() and split in dialog.count.text()
    dialog.choices.split_words.setText("50/50")
    counted(desktop, dialog)
    assert dialog.go.isEnabled()
    dialog.reject()


def test_export_writes_the_file_and_says_so(
    desktop: Desktop, dialog: ExportDialog, tmp_path: Path
) -> None:
    out = tmp_path / "out" / "set.jsonl"
    dialog.out.setText(str(out))
    QTest.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    words = box(desktop)
    assert "Exported 2 articles" in words and "set.jsonl" in words
    lines = [json.loads(x) for x in out.read_text("utf-8").splitlines()]
    assert len(lines) == 2
    for line in lines:
        assert all(line["text"][s["start"] : s["end"]] == s["text"] for s in line["spans"])


def test_a_split_writes_its_parts(desktop: Desktop, dialog: ExportDialog, tmp_path: Path) -> None:
    dialog.choices.split_words.setText("50/50")
    assert not Path(dialog.out.text()).suffix
    dialog.out.setText(str(tmp_path / "parts"))
    counted(desktop, dialog)
    QTest.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    words = box(desktop)
    assert "train.jsonl" in words and "dev.jsonl" in words
    assert sorted(p.name for p in (tmp_path / "parts").iterdir()) == [
        "README.md", "dev.jsonl", "train.jsonl"
    ]  # fmt: skip


def test_a_file_that_is_there_is_refused_by_name(
    desktop: Desktop, dialog: ExportDialog, tmp_path: Path
) -> None:
    out = tmp_path / "there.jsonl"
    out.write_text("keep me", "utf-8")
    dialog.out.setText(str(out))
    QTest.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    assert dialog.isVisible() and "there.jsonl is there already" in dialog.count.text()
    dialog.choices.split_words.setText("50/50")
    dialog.out.setText(str(tmp_path / "out"))
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "dev.jsonl").write_text("keep me", "utf-8")
    counted(desktop, dialog)
    QTest.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    words = box(desktop)
    assert "dev.jsonl" in words and "already" in words and "--" not in words
    assert (tmp_path / "out" / "dev.jsonl").read_text("utf-8") == "keep me"
    assert out.read_text("utf-8") == "keep me"


def test_a_file_chosen_in_the_dialog_of_the_system_may_be_replaced(
    desktop: Desktop, dialog: ExportDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """That dialog has asked already."""
    out = tmp_path / "there.jsonl"
    out.write_text("old", "utf-8")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    dialog._browse()
    QTest.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    assert "Exported 2 articles" in box(desktop)
    assert len(out.read_text("utf-8").splitlines()) == 2


def test_esc_does_nothing(desktop: Desktop, dialog: ExportDialog, tmp_path: Path) -> None:
    before = sorted(p.name for p in tmp_path.iterdir())
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    desktop.settle()
    assert not dialog.isVisible() and desktop.window.files.job is None
    assert sorted(p.name for p in tmp_path.iterdir()) == before


def test_every_field_has_a_name(desktop: Desktop, dialog: ExportDialog) -> None:
    for field in (
        dialog.list,
        dialog.choices.articles,
        dialog.choices.split_words,
        dialog.choices.seed,
        dialog.choices.group,
        dialog.out,
    ):
        assert field.accessibleName()
    assert (
        len({dialog.choices.split_words.accessibleName(), dialog.choices.seed.accessibleName()})
        == 2
    )
    dialog.reject()
