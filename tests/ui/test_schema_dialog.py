"""The label editor by keyboard: what it refuses, what it changes in the file, and what follows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from desktop import Desktop
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QWidget

from annotator.model import relabelling
from annotator.model.schema import LabelSchema
from annotator.services import projects, schemas
from annotator.ui.schema_dialog import SchemaDialog

CTRL = Qt.KeyboardModifier.ControlModifier


def stored(desktop: Desktop) -> LabelSchema:
    with projects.open_project(desktop.path, readonly=True) as project:
        return project.schema()


@pytest.fixture
def editor(desktop: Desktop) -> Iterator[SchemaDialog]:
    desktop.at("Sofia")
    desktop.press("Return")
    desktop.at("Sofia")
    desktop.window.run("labels")
    (made,) = desktop.window.findChildren(SchemaDialog)
    desktop.bot.waitUntil(lambda: bool(made.counts))
    yield made


def go_to(editor: SchemaDialog, *place: str) -> None:
    at = editor.model.find(place)
    assert at is not None, place
    editor.list.setFocus()
    while editor.list.currentIndex().row() != at:
        down = editor.list.currentIndex().row() < at
        QTest.keyClick(editor.list, Qt.Key.Key_Down if down else Qt.Key.Key_Up)


def write(field: Any, words: str) -> None:
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, words)


def apply(desktop: Desktop, editor: SchemaDialog) -> None:
    QTest.keyClick(editor, Qt.Key.Key_Return, CTRL)
    desktop.settle()


def back(desktop: Desktop) -> None:
    """The window has the keys again once the editor is closed."""
    desktop.window.activateWindow()
    desktop.bot.waitUntil(desktop.window.isActiveWindow)
    desktop.window.focus_text()


def chips(desktop: Desktop) -> list[str]:
    return list(desktop.window.inspector.stack.currentWidget().chips)


def test_a_rename_goes_through_the_window_at_once_and_back(
    desktop: Desktop, editor: SchemaDialog
) -> None:
    go_to(editor, "label", "entity", "GPE")
    write(editor.label.id, "PLACE")
    QTest.keyClick(editor.label.id, Qt.Key.Key_Tab)
    assert (
        "GPE becomes PLACE" in editor.said.text() and "spans shown under it" in editor.said.text()
    )
    apply(desktop, editor)
    assert not desktop.window.findChildren(SchemaDialog)
    back(desktop)
    assert desktop.window.inspector.isVisible() and "PLACE" in chips(desktop)
    assert "GPE" not in chips(desktop) and desktop.current.label == "PLACE"
    assert desktop.decided() == [("PLACE", "Sofia", "accepted")]
    # What the pipeline suggests as GPE is shown, and accepted, by the new name.
    assert desktop.at("Varna").label == "PLACE"
    desktop.press("Return")
    assert ("PLACE", "Varna", "accepted") in desktop.decided()
    desktop.press("Ctrl+Z")
    desktop.press("Ctrl+Z")
    assert desktop.decided() == [("GPE", "Sofia", "accepted")]
    assert stored(desktop).label("entity", "GPE") is not None
    desktop.at("Sofia")
    desktop.bot.wait(20)
    assert "GPE" in chips(desktop) and "PLACE" not in chips(desktop)
    desktop.press("Ctrl+Shift+Z")
    assert desktop.decided() == [("PLACE", "Sofia", "accepted")]


def test_a_key_that_is_taken_is_refused_by_name(desktop: Desktop, editor: SchemaDialog) -> None:
    go_to(editor, "label", "entity", "LAW")
    editor.label.key.setFocus()
    QTest.keyClicks(editor.label.key, "1")
    editor.label.key.activated.emit(editor.label.key.currentIndex())
    assert editor.said.text() == "1 is the key of PERSON and of LAW"
    assert not editor.go.isEnabled()
    apply(desktop, editor)
    assert stored(desktop).version == 1 and editor.isVisible()
    editor.label.key.setCurrentIndex(0)
    editor.label.key.activated.emit(0)
    assert editor.said.text() == "Nothing changed yet."


def test_a_colour_that_cannot_be_seen_is_refused_and_a_free_one_offered(
    desktop: Desktop, editor: SchemaDialog
) -> None:
    QTest.keyClick(editor.new_label, Qt.Key.Key_Space)
    assert editor.focusWidget() is editor.label.id
    QTest.keyClicks(editor.label.id, "VESSEL")
    write(editor.label.light, "#D0D0D0")
    assert "VESSEL: #D0D0D0 has a contrast of" in editor.said.text()
    assert not editor.go.isEnabled()
    assert "contrast 1." in editor.label.swatches.words("light")
    editor.label.free.setFocus()
    QTest.keyClick(editor.label.free, Qt.Key.Key_Space)
    assert editor.go.isEnabled() and "least apart from" in editor.label.swatches.words("dark")
    editor.grab()
    apply(desktop, editor)
    made = stored(desktop).label("entity", "VESSEL")
    assert made is not None and made.light != "#D0D0D0"
    desktop.at("Varna")
    desktop.press("R")
    desktop.type("v")
    assert ("VESSEL", "Varna", "accepted") in desktop.decided()


def test_a_label_is_merged_and_one_in_use_only_retired(
    desktop: Desktop, editor: SchemaDialog
) -> None:
    go_to(editor, "label", "entity", "GPE")
    assert not editor.label.remove.isEnabled() and "retire it" in editor.label.remove.toolTip()
    assert not editor.label.merge.isEnabled()
    editor.label.into.setCurrentIndex(editor.label.into.findData("LOC"))
    editor.label.merge.setFocus()
    QTest.keyClick(editor.label.merge, Qt.Key.Key_Space)
    assert editor.model.find(("label", "entity", "GPE")) is None
    # The label merged into is shown now; a second press merges nothing on.
    assert not editor.label.merge.isEnabled()
    QTest.keyClick(editor.label.merge, Qt.Key.Key_Space)
    assert editor.model.find(("label", "entity", "LOC")) is not None
    go_to(editor, "label", "entity", "PERSON")
    editor.label.retired.setFocus()
    QTest.keyClick(editor.label.retired, Qt.Key.Key_Space)
    go_to(editor, "label", "entity", "LAW")
    QTest.keyClick(editor.label.remove, Qt.Key.Key_Space)
    apply(desktop, editor)
    assert desktop.decided() == [("LOC", "Sofia", "accepted")]
    schema = stored(desktop)
    assert schema.label("entity", "LAW") is None and schema.label("entity", "PERSON").retired
    assert "PERSON" not in chips(desktop)
    desktop.at("Varna")
    desktop.press("1")
    assert "no label has the key 1" in desktop.message()
    assert "PERSON" in {s.label for s in desktop.spans()}


def test_attributes_and_relations(desktop: Desktop, editor: SchemaDialog) -> None:
    go_to(editor, "layer", "entity", "entity")
    write(editor.layer.name, "Names")
    QTest.keyClick(editor.new_attribute, Qt.Key.Key_Space)
    write(editor.attribute.id, "mood")
    write(editor.attribute.choices, "good, bad, bad")
    QTest.keyClick(editor.attribute.choices, Qt.Key.Key_Tab)
    editor.attribute.labels.setFocus()
    editor.attribute.labels.setCurrentRow(0)
    QTest.keyClick(editor.attribute.labels, Qt.Key.Key_Space)
    go_to(editor, "attribute", "claim", "worth")
    assert not editor.attribute.type.isEnabled()
    QTest.keyClick(editor.new_relation, Qt.Key.Key_Space)
    write(editor.relation.id, "OWNS")
    QTest.keyClick(editor.relation.id, Qt.Key.Key_Tab)
    editor.relation.head.setFocus()
    editor.relation.head.setCurrentRow(0)
    QTest.keyClick(editor.relation.head, Qt.Key.Key_Space)
    apply(desktop, editor)
    schema = stored(desktop)
    layer = schema.layers[0]
    assert layer.name == "Names"
    mood = layer.attributes[0]
    assert (mood.id, mood.choices, mood.labels) == ("mood", ("good", "bad"), ("PERSON",))
    owns = schema.relations[-1]
    assert (owns.id, owns.head, owns.tail) == ("OWNS", ("entity:*",), ())
    assert "Names" in desktop.window.strip._toggles["entity"].text()


def test_what_makes_no_sense_is_told_and_not_taken(desktop: Desktop, editor: SchemaDialog) -> None:
    go_to(editor, "label", "entity", "GPE")
    write(editor.label.id, "ORG")
    QTest.keyClick(editor.label.id, Qt.Key.Key_Tab)
    assert "There is a label ORG already" in editor.said.text()
    go_to(editor, "attribute", "claim", "type")
    write(editor.attribute.choices, "")
    editor.attribute.choices.clear()
    QTest.keyClick(editor.attribute.choices, Qt.Key.Key_Tab)
    assert editor.said.text() == "Type has no choices" and not editor.go.isEnabled()


def test_esc_asks_before_changes_are_dropped(desktop: Desktop, editor: SchemaDialog) -> None:
    go_to(editor, "label", "entity", "GPE")
    write(editor.label.name, "Somewhere")
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert editor.isVisible() and "Not applied yet" in editor.said.text()
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    desktop.bot.waitUntil(lambda: not desktop.window.findChildren(SchemaDialog))
    assert stored(desktop).version == 1


def test_what_someone_else_changed_meanwhile_is_not_overwritten(
    desktop: Desktop, editor: SchemaDialog
) -> None:
    with projects.open_project(desktop.path) as project:
        schema = relabelling.without_label(project.schema(), "entity", "LAW")
        schemas.change(project, "ben", schema)
    go_to(editor, "label", "entity", "GPE")
    write(editor.label.name, "Somewhere")
    apply(desktop, editor)
    assert editor.isVisible() and "changed meanwhile" in editor.said.text()
    assert stored(desktop).label("entity", "GPE").name != "Somewhere"
    editor._warned = True
    editor.reject()


def test_out_to_a_file_and_in_again(
    desktop: Desktop, editor: SchemaDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "labels.toml"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(file), ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(file), ""))
    QTest.keyClick(editor.keep, Qt.Key.Key_Space)
    assert projects.read_schema(file) == stored(desktop) and "Written" in editor.said.text()
    file.write_text(file.read_text("utf-8").replace('"Country or city"', '"Place"'), "utf-8")
    QTest.keyClick(editor.bring, Qt.Key.Key_Space)
    apply(desktop, editor)
    assert stored(desktop).label("entity", "GPE").name == "Place"


def test_a_broken_file_is_told(
    editor: SchemaDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "labels.toml"
    file.write_text("[[layer]]", "utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(file), ""))
    QTest.keyClick(editor.bring, Qt.Key.Key_Space)
    assert "has no id" in editor.said.text()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "n/x"), ""))
    QTest.keyClick(editor.keep, Qt.Key.Key_Space)
    assert "cannot be written" in editor.said.text()


def test_every_control_has_a_name_and_nothing_is_cut(
    desktop: Desktop, editor: SchemaDialog
) -> None:
    for place in (("label", "quote", "CUE"), ("attribute", "claim", "type"),
                  ("relation", "", "ABOUT"), ("layer", "claim", "claim")):  # fmt: skip
        go_to(editor, *place)
        shown = editor.forms.currentWidget()
        for widget in shown.findChildren(QWidget):
            if widget.focusPolicy() == Qt.FocusPolicy.NoFocus or not widget.isVisible():
                continue
            words = widget.accessibleName() or getattr(widget, "text", str)()
            assert words, (place, widget)
            right = widget.mapTo(editor, widget.rect().topRight()).x()
            assert right < editor.width(), (place, widget)


def test_a_new_layer_is_made_marked_in_and_taken_back(
    desktop: Desktop, editor: SchemaDialog
) -> None:
    QTest.keyClick(editor.new_layer, Qt.Key.Key_Space)
    assert editor.focusWidget() is editor.layer.name
    QTest.keyClicks(editor.layer.name, "Risk words")
    QTest.keyClick(editor.layer.name, Qt.Key.Key_Tab)
    assert (editor.layer.id.text(), editor.layer.key.text()) == ("risk_words", "R")
    go_to(editor, "label", "risk_words", "NEW")
    write(editor.label.id, "THREAT")
    QTest.keyClick(editor.label.id, Qt.Key.Key_Tab)
    QTest.keyClick(editor.new_label, Qt.Key.Key_Space)
    QTest.keyClicks(editor.label.id, "CALM")
    apply(desktop, editor)
    layer = stored(desktop).layers[-1]
    assert (layer.id, layer.name) == ("risk_words", "Risk words")
    assert [x.id for x in layer.labels] == ["THREAT", "CALM"]
    assert layer.labels[0].key != layer.labels[1].key
    back(desktop)
    assert "Risk words" in desktop.window.strip._toggles["risk_words"].text()
    desktop.at("Varna")
    desktop.press("Shift+D")
    desktop.press("R")
    desktop.type("c")
    assert desktop.current.layer == "risk_words" and desktop.current.label == "CALM"
    desktop.press("1")
    assert desktop.current.label == "THREAT"
    desktop.window.reader.grab()
    # While a span stands in it the layer cannot be taken away, in the editor or by undo.
    desktop.window.run("labels")
    (again,) = [x for x in desktop.window.findChildren(SchemaDialog) if x is not editor]
    desktop.bot.waitUntil(lambda: bool(again.counts))
    go_to(again, "layer", "risk_words", "risk_words")
    assert not again.layer.remove.isEnabled() and "1 span stands in it" in again.layer.about.text()
    again.reject()
    back(desktop)
    for _ in range(3):
        desktop.press("Ctrl+Z")
    assert stored(desktop).layer("risk_words") is None
    assert "risk_words" not in desktop.window.strip._toggles


def test_a_layer_without_spans_is_removed(desktop: Desktop, editor: SchemaDialog) -> None:
    go_to(editor, "layer", "claim", "claim")
    assert not editor.layer.remove.isEnabled() and "every project" in editor.layer.about.text()
    QTest.keyClick(editor.new_layer, Qt.Key.Key_Space)
    QTest.keyClicks(editor.layer.name, "Entity")
    QTest.keyClick(editor.layer.name, Qt.Key.Key_Tab)
    assert "There is a layer entity already" in editor.said.text()
    editor.layer.remove.setFocus()
    QTest.keyClick(editor.layer.remove, Qt.Key.Key_Space)
    assert editor.model.find(("layer", "new", "new")) is None
    assert editor.said.text() == "Nothing changed yet."
