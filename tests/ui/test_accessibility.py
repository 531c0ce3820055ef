"""Every control that can have the focus has a name and a role for those who do not see it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from desktop import Desktop
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox, QWidget

from annotator.ui import files
from annotator.ui.import_dialog import ImportDialog

DIALOGS = ("export", "brief", "labels", "claims", "help", "change_keys", "about")


def controls(top: QWidget) -> Iterator[QWidget]:
    """What the keyboard can reach."""
    for widget in [top, *top.findChildren(QWidget)]:
        # Parts of a control, like the field of a spin box, are named by the control.
        part = widget.focusProxy() is not None or widget.objectName().startswith("qt_")
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.isVisible() and not part:
            yield widget


def nameless(top: QWidget) -> list[str]:
    """Controls without a name, by class and object name."""
    out = []
    for widget in controls(top):
        seen = QAccessible.queryAccessibleInterface(widget)
        if seen is None or seen.text(QAccessible.Text.Name).strip():
            continue
        out.append(f"{type(widget).__name__} {widget.objectName()} in {type(widget.parent())}")
    return out


def test_the_window_has_no_nameless_control(desktop: Desktop) -> None:
    window = desktop.window
    assert nameless(window) == []
    window.run("find")
    window.run("tour")
    for index in range(window.tabs.count()):
        window.tabs.setCurrentIndex(index)
        desktop.settle()
        assert nameless(window) == []
    for layer in ("quote", "claim"):
        spans = desktop.spans(layer)
        if spans:
            window.desk.set_current(spans[0].id)
            desktop.settle()
            assert nameless(window) == []
    window.run("view_concordance")
    desktop.settle()
    assert nameless(window) == []
    window.run("palette")
    assert nameless(window) == []
    window.run("palette")


@pytest.mark.parametrize("action", DIALOGS)
def test_no_dialog_has_a_nameless_control(
    desktop: Desktop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, action: str
) -> None:
    monkeypatch.setattr(files, "_documents", lambda: tmp_path)
    desktop.window.run(action)
    desktop.settle()
    shown = [w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()]
    assert shown, f"{action} opens no dialog"
    for dialog in shown:
        assert nameless(dialog) == []
        assert dialog.windowTitle()
        dialog.close()
        if isinstance(dialog, QMessageBox):
            dialog.deleteLater()


def test_the_import_dialog_has_no_nameless_control(desktop: Desktop, tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    span = '{"layer": "entity", "label": "GPE", "start": 0, "end": 4}'
    path.write_text(f'{{"text": "Oslo.", "spans": [{span}]}}', "utf-8")
    desktop.window.files.ask_import([path])
    dialog = desktop.window.findChildren(ImportDialog)[-1]
    desktop.bot.waitUntil(lambda: dialog.problem.text() != "Reading…")
    assert nameless(dialog) == []
    dialog.reject()


def test_the_text_is_text_to_a_screen_reader(desktop: Desktop) -> None:
    seen = QAccessible.queryAccessibleInterface(desktop.window.reader)
    assert seen.role() == QAccessible.Role.EditableText
    text = seen.textInterface()
    assert text.characterCount() == len(desktop.window.desk.document.article.text)
