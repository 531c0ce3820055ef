"""What is drawn: colours, pencil and ink, lanes, margins."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QFont, QImage, QPainter
from ui.reading.reading_story import Show, Story, box_under, count, picture

from annotator.model.marks import quotation_marks, with_marks
from annotator.model.schema import SHAPES, LabelSchema
from annotator.model.span import Span
from annotator.ui import theme
from annotator.ui.reading.margin import Note, push_down, rail_lanes
from annotator.ui.reading.marks import Lane, lanes
from annotator.ui.reading.shapes import draw_shape, shape_path
from annotator.ui.reading.view import ReadingView


def entity(start: int, end: int, name: str) -> Span:
    return Span(name, "entity", "ORG", start, end, "x" * (end - start), "accepted", "ana")


def test_longer_lines_step_down_and_inner_shapes_move_in() -> None:
    outer, inner, apart = entity(0, 20, "outer"), entity(0, 5, "inner"), entity(30, 35, "apart")
    crossing = entity(15, 40, "crossing")
    found = lanes([outer, inner, apart, crossing])
    assert found["inner"] == Lane(0, 1)
    assert found["outer"] == Lane(1, 0)
    assert found["apart"] == Lane(0, 0)
    assert found["crossing"].level == 2


def test_marks_of_a_quote_are_those_just_outside_it() -> None:
    text = "He said “yes, sir,” twice."
    start, end = text.index("yes"), text.index("sir") + 3
    assert quotation_marks(text, start, end) == (start - 1, end + 1)
    assert with_marks(text, start, end) == (start - 1, end + 2)
    assert with_marks("no marks here", 3, 8) == (3, 8)


def test_the_label_colour_stands_under_the_word(
    view: ReadingView, story: Story, show: Show, schema: LabelSchema
) -> None:
    span = story.add("entity", "PERSON", "Anna Berg", "accepted")
    label = schema.label("entity", "PERSON")
    assert label is not None
    before = count(picture(view), QColor(label.light), box_under(view, span))
    show()
    assert before == 0
    assert count(picture(view), QColor(label.light), box_under(view, span)) > 50


def test_pencil_is_broken_and_ink_is_not(
    view: ReadingView, story: Story, show: Show, schema: LabelSchema
) -> None:
    label = schema.label("entity", "ORG")
    assert label is not None
    span = story.add("entity", "ORG", "The Harbour Board", "accepted")
    inked = []
    states = (
        {"state": "accepted"},
        {"state": "suggested", "score": 0.9},
        {"state": "suggested", "score": 0.2},
        {"state": "accepted", "unsure": True},
    )
    for change in states:
        story.spans[0] = replace(span, **change)  # type: ignore[arg-type]
        show()
        inked.append(count(picture(view), QColor(label.light), box_under(view, span)))
    solid, dashed, weak, wave = inked
    assert solid > dashed > weak > 0
    assert wave not in (0, solid)


def test_a_quote_has_a_band_a_bar_and_a_note(view: ReadingView, story: Story, show: Show) -> None:
    quote = story.add("quote", "DIRECT", "the wall will be rebuilt before spring", "accepted")
    speaker = story.add("quote", "SPEAKER", "Mayor Anna Berg", "accepted")
    story.link("SPEAKER", quote, speaker)
    show()
    assert view.page is not None
    image, column = picture(view), view.page.column
    piece = view.page.geometry.pieces(quote.start, quote.end)[0]
    band = (piece.left, piece.base - 15, piece.right, piece.base + 5)
    assert count(image, view.theme.color("qFill"), band) > 300
    margin = (0.0, piece.base - 20, column.left - 5, piece.base + 10)
    assert count(image, view.theme.color("q"), margin) > 60
    assert [name for _, name in view._areas.notes] == [quote.id, quote.id]


def test_a_hidden_layer_is_not_drawn(view: ReadingView, story: Story, show: Show) -> None:
    empty = picture(view)
    story.add("entity", "PERSON", "Anna Berg", "accepted")
    show()
    assert picture(view) != empty
    view.set_hidden_layers(frozenset({"entity"}))
    assert picture(view) == empty


def test_the_current_span_has_the_ring_and_echoes_a_tint(
    view: ReadingView, story: Story, show: Show
) -> None:
    span = story.add("entity", "GPE", "North Haven", "accepted")
    other = story.add("entity", "PERSON", "Anna Berg", "accepted")
    show()
    plain = picture(view)
    assert count(plain, view.theme.color("accent"), (0, 10, 860, 690)) == 0
    show(span, frozenset({other.id}))
    image = picture(view)
    assert count(image, view.theme.color("accent"), (0, 10, 860, 690)) > 100
    left, top, right, bottom = box_under(view, other)
    above = (round(left), round(top - 20), round(right - left), round(bottom - top))
    assert image.copy(*above) != plain.copy(*above)


@pytest.mark.parametrize("theme_name", ["light", "dark"])
def test_everything_at_once_paints(
    view: ReadingView, story: Story, show: Show, theme_name: str
) -> None:
    quote = story.add("quote", "MIXED", "the wall will be rebuilt before spring")
    inner = story.add("quote", "DIRECT", "rebuilt before spring", attributes={"group": "g"})
    story.link("CUE", quote, story.add("quote", "CUE", "said", "accepted"))
    story.link("SPEAKER", quote, story.add("quote", "SPEAKER", "Mayor Anna Berg", "accepted"))
    for words in ("It was the third storm", "third storm in a month.", "third storm", "storm in"):
        story.add("claim", "CLAIM", words, attributes={"type": "fact", "worth": "x"})
    for words in ("The Harbour Board of North Haven", "Harbour Board", "Board", "Board of North"):
        story.add("entity", "ORG", words)
    story.add("entity", "GONE", "ministry")
    story.add("topic", "SEA", "evening")
    view.set_theme(theme.load(theme_name))
    view.set_hints([(*story.range("Anna Berg"), "H")])
    view.set_pending(story.range("the ministry for money"))
    for width in (860, 500, 200, 60):
        view.resize(width, 700)
        for span in (quote, inner, *story.spans[4:]):
            show(span)
            assert not picture(view).isNull()


def test_names_replace_the_speakers_words(
    view: ReadingView, story: Story, schema: LabelSchema
) -> None:
    quote = story.add("quote", "DIRECT", "the wall will be rebuilt before spring", "accepted")
    speaker = story.add("quote", "SPEAKER", "Mayor Anna Berg", "accepted", entity="e1")
    story.link("SPEAKER", quote, speaker)
    view.set_marks(story.view(), schema, None, names={"e1": "Anna Berg"})
    assert view.marks.name(speaker) == "Anna Berg"


def test_pushed_notes_do_not_overlap_and_lose_their_second_line() -> None:
    def note(y: float, name: str) -> Note:
        return Note(entity(0, 1, name), True, y, "first", "second", QFont.Weight.Normal, "c")

    notes = [note(0, "a"), note(10, "b"), note(200, "c")]
    push_down(notes, None, 1.0)
    assert [n.y for n in notes] == [0, 34, 200]
    assert [n.second for n in notes] == ["second", "", "second"]


def test_rails_side_by_side_do_not_touch() -> None:
    assert rail_lanes([(0, 50), (20, 60), (30, 40), (55, 90)]) == [0, 1, 2, 0]


def test_every_shape_is_a_figure_of_its_own(view: ReadingView) -> None:
    seen = []
    for name in SHAPES:
        assert not shape_path(name, QPointF(20, 20), 9).isEmpty()
        for filled in (True, False):
            image = QImage(40, 40, QImage.Format.Format_RGB32)
            image.fill(QColor("white"))
            painter = QPainter(image)
            draw_shape(painter, name, QPointF(20, 20), 9, QColor("black"), filled)
            painter.end()
            assert image not in seen
            seen.append(image)
    assert shape_path("unknown", QPointF(), 3) == shape_path("cross", QPointF(), 3)
