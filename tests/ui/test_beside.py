"""Inspector and history by keyboard: answers, links, trail, comment, earlier states."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from desktop import Desktop
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator.model import relabelling
from annotator.model.schema import Attribute
from annotator.services import correcting, projects, reading, schemas
from annotator.ui.fields import UNSET, ChoiceField, SeveralField, WordsField
from annotator.ui.links import Link


def page(desktop: Desktop) -> Any:
    return desktop.window.inspector.stack.currentWidget()


def ask(desktop: Desktop, layer: str, attribute: Attribute) -> None:
    """Put an attribute into the project's label schema, as the label editor does."""

    def work(project: Any) -> Any:
        after = relabelling.with_attribute(project.schema(), layer, attribute)
        return schemas.change(project, "ana", after)

    desktop.window.desk.mutate(work)
    desktop.settle()


def key(widget: Any, *keys: Qt.Key) -> None:
    for one in keys:
        QTest.keyClick(widget, one)


def attributes(desktop: Desktop, text: str) -> dict[str, Any]:
    return next(dict(s.attributes) for s in desktop.stored() if s.text == text)


def test_several_of_a_few_are_ticked_by_keyboard(desktop: Desktop) -> None:
    ask(
        desktop,
        "entity",
        Attribute("roles", "Roles", "multi", choices=("actor", "place", "target")),
    )
    desktop.at("Sofia")
    desktop.press("I")
    field = page(desktop).fields["roles"]
    assert isinstance(field, SeveralField) and field.hasFocus()
    field.setCurrentRow(0)
    key(field, Qt.Key.Key_Space)
    desktop.settle()
    key(field, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Space)
    desktop.settle()
    assert attributes(desktop, "Sofia") == {"roles": ["actor", "target"]}
    assert field.currentRow() == 2 and field.hasFocus()
    key(field, Qt.Key.Key_Space, Qt.Key.Key_Up, Qt.Key.Key_Up)
    desktop.settle()
    key(field, Qt.Key.Key_Space)
    desktop.settle()
    assert attributes(desktop, "Sofia") == {}
    key(field, Qt.Key.Key_Escape)
    assert desktop.window.reader.hasFocus()


def test_tags_in_use_are_offered_and_completed(desktop: Desktop) -> None:
    ask(desktop, "entity", Attribute("topics", "Topics", "tags"))
    desktop.at("Varna")
    desktop.press("I")
    first = page(desktop).fields["topics"]
    QTest.keyClicks(first, "harbour work, wages")
    key(first, Qt.Key.Key_Return)
    desktop.settle()
    desktop.at("Sofia")
    desktop.press("I")
    field = page(desktop).fields["topics"]
    assert isinstance(field, WordsField)
    desktop.bot.waitUntil(lambda: "wages" in field.known)
    QTest.keyClicks(field, "w")
    assert field.offered() == ["wages", "harbour work"]
    key(field, Qt.Key.Key_Escape)
    assert field.offered() == [] and field.hasFocus() and field.text() == "w"
    QTest.keyClicks(field, "a")
    key(field, Qt.Key.Key_Tab)
    QTest.keyClicks(field, "HARB")
    key(field, Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert field.text() == "wages, harbour work, " and field.hasFocus()
    key(field, Qt.Key.Key_Return)
    desktop.settle()
    assert attributes(desktop, "Sofia") == {"topics": ["wages", "harbour work"]}
    assert desktop.window.reader.hasFocus()


def test_an_attribute_is_asked_of_its_labels_only(desktop: Desktop) -> None:
    ask(desktop, "entity", Attribute("size", "Size", "scale", ("ORG",), ("1", "2")))
    desktop.at("Sofia")
    field = page(desktop).fields["size"]
    assert field.isHidden() and page(desktop).rows["size"][0].isHidden()
    desktop.press("2")
    desktop.at("Sofia")
    desktop.bot.waitUntil(field.isVisible)
    assert isinstance(field, ChoiceField)
    key(field, Qt.Key.Key_Down)
    desktop.settle()
    assert attributes(desktop, "Sofia") == {"size": "1"}


def test_an_answer_that_is_offered_no_more_is_shown_still(desktop: Desktop) -> None:
    mood = Attribute("mood", "Mood", "choice", choices=("good", "bad"))
    ask(desktop, "entity", mood)
    desktop.at("Sofia")
    desktop.press("Return")
    span = desktop.at("Sofia")
    pk = desktop.window.desk.pk
    desktop.window.desk.mutate(
        lambda p: correcting.set_attribute(p, "ana", pk, span.id, "mood", "bad")
    )
    ask(desktop, "entity", replace(mood, choices=("good", "fair")))
    desktop.at("Sofia")
    desktop.bot.wait(20)
    field = page(desktop).fields["mood"]
    assert field.currentText() == "bad (offered no more)"
    assert [field.itemText(i) for i in range(3)] == [UNSET, "good", "fair"]


def test_attribution_of_a_quote(desktop: Desktop) -> None:
    desktop.at("We will not pay twice", "quote")
    desktop.press("I")
    field = page(desktop).fields["attribution"]
    assert field.hasFocus()
    QTest.keyClicks(field, "named")
    field.activated.emit(field.currentIndex())
    desktop.settle()
    assert attributes(desktop, "We will not pay twice")["attribution"] == "named"


def test_enter_on_a_link_goes_to_the_other_end_and_back(desktop: Desktop) -> None:
    desktop.at("We will not pay twice", "quote")
    desktop.bot.wait(20)
    speaker = page(desktop).roles["SPEAKER"]
    assert speaker.text() == "Ines Okafor"
    speaker.setFocus()
    key(speaker, Qt.Key.Key_Down)
    assert page(desktop).roles["CUE"].hasFocus()
    key(page(desktop).roles["CUE"], Qt.Key.Key_Up)
    assert speaker.hasFocus()
    key(speaker, Qt.Key.Key_Return)
    desktop.settle()
    desktop.bot.wait(20)
    assert desktop.current.label == "SPEAKER" and desktop.window.reader.hasFocus()
    (back, *_) = [x for x in page(desktop).links.lines if x.isVisible()]
    assert isinstance(back, Link) and "Speaker of ← We will not pay twice" in back.text()
    back.setFocus()
    key(back, Qt.Key.Key_Return)
    desktop.settle()
    assert desktop.current.text == "We will not pay twice"


def test_why_it_was_suggested_in_words(desktop: Desktop) -> None:
    desktop.at("We will not pay twice", "quote")
    desktop.bot.wait(20)
    origin = desktop.window.inspector.origin
    assert "Why: cue “said” after the marks" in origin.text()
    assert origin.toolTip().startswith("marks:")


def test_the_trail_of_a_span(desktop: Desktop) -> None:
    desktop.at("Sofia")
    trail = desktop.window.inspector.trail
    assert not trail.isVisible()
    desktop.press("2")
    desktop.at("Sofia")
    desktop.press("5")
    desktop.at("Sofia")
    desktop.bot.waitUntil(lambda: "ORG → LOC" in trail.text())
    assert trail.text().splitlines()[1].endswith("ana: suggested → accepted as ORG")
    desktop.at("Varna")
    desktop.bot.wait(20)
    assert not trail.isVisible()


def test_a_comment_on_the_article(desktop: Desktop) -> None:
    field = desktop.window.inspector.comment.field
    desktop.at("Sofia")
    desktop.press("Shift+M")
    assert field.hasFocus() and field.isVisible()
    QTest.keyClicks(field, "no  byline")
    key(field, Qt.Key.Key_Return)
    desktop.settle()
    assert desktop.window.reader.hasFocus() and desktop.current.text == "Sofia"
    with projects.open_project(desktop.path, readonly=True) as project:
        review = reading.load(project, desktop.window.desk.pk).reviews["ana"]
    assert review.comment == "no byline" and review.status == "new"
    model = desktop.window.queue.model
    tip = model.data(model.index(0), Qt.ItemDataRole.ToolTipRole)
    assert tip == "Comment: no byline"
    desktop.press("Shift+M")
    assert field.text() == "no byline"
    QTest.keyClicks(field, " nor date")
    key(field, Qt.Key.Key_Escape)
    desktop.settle()
    desktop.press("Esc")
    desktop.bot.wait(20)
    assert field.isVisible() and field.text() == "no byline"
    desktop.press("Ctrl+Z")
    desktop.bot.waitUntil(lambda: field.text() == "")


def test_enter_in_the_history_goes_back_to_before_a_step(desktop: Desktop) -> None:
    desktop.at("Sofia")
    desktop.press("2")
    desktop.at("Sofia")
    desktop.press("5")
    window = desktop.window
    window.tabs.setCurrentWidget(window.history)
    history = window.history.list
    desktop.bot.waitUntil(lambda: history.count() == 3)
    assert "ORG → LOC" in history.item(0).text() and "· ana" in history.item(0).text()
    history.setFocus()
    history.setCurrentRow(1)
    key(history, Qt.Key.Key_Return)
    desktop.settle()
    assert "at" in desktop.message() and "changed it since" in desktop.message()
    assert [s.label for s in desktop.stored()] == ["LOC"]
    history.setCurrentRow(0)
    key(history, Qt.Key.Key_Return)
    desktop.settle()
    assert [s.label for s in desktop.stored()] == ["ORG"] and "Before:" in desktop.message()
    key(history, Qt.Key.Key_Escape)
    assert window.reader.hasFocus()
    desktop.press("Ctrl+Z")
    assert [s.label for s in desktop.stored()] == ["LOC"]
