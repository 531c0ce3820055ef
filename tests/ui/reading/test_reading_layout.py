"""Zones, folds, the column; and that marks move nothing."""

from __future__ import annotations

from pytestqt.qtbot import QtBot
from ui.reading.reading_story import Show, Story, picture

from annotator.model.article import Article, Zone
from annotator.ui import theme
from annotator.ui.reading.folds import find_folds
from annotator.ui.reading.layout import line_kinds
from annotator.ui.reading.page import column_for
from annotator.ui.reading.view import ReadingView


def rects(view: ReadingView) -> list[tuple[float, ...]]:
    """Where every block and line stands."""
    assert view.page is not None
    out, block = [], view.page.document.begin()
    while block.isValid():
        box = view.page.document.documentLayout().blockBoundingRect(block)
        lines = [block.layout().lineAt(i) for i in range(block.layout().lineCount())]
        out.append((box.x(), box.y(), box.width(), box.height()))
        out += [(x.x(), x.y(), x.naturalTextWidth(), x.textStart()) for x in lines]
        block = block.next()
    return out


def test_kinds_follow_the_zones() -> None:
    text = "Title\n\nDeck here\nBody"
    zones = (Zone(0, 5, "title"), Zone(7, 16, "deck"), Zone(17, 21, "unheard of"))
    assert line_kinds(text, zones) == ["title", "gap", "deck", "body"]


def test_a_fold_names_its_credit_and_lines() -> None:
    text = "Body\nPhoto: A wall. (photo credit: AGENCY)\n\nA wall.\nMore\nCopyright\nRights"
    kinds = ["body", "caption", "gap", "caption", "body", "boilerplate", "boilerplate"]
    photo, site = find_folds(text, kinds)
    assert (photo.summary, photo.credit, photo.count) == ("Photo: A wall.", "AGENCY", 3)
    assert (site.summary, site.first, site.last) == ("2 lines of site text", 5, 6)


def test_marks_move_no_word(view: ReadingView, story: Story, show: Show) -> None:
    before, words = rects(view), picture(view)
    quote = story.add("quote", "DIRECT", "the wall will be rebuilt before spring")
    story.add("entity", "PERSON", "Anna Berg")
    story.add("claim", "CLAIM", "It was the third storm in a month.", "accepted")
    view.verticalScrollBar().setValue(20)
    show(quote)
    assert rects(view) == before
    assert view.verticalScrollBar().value() == 20
    assert picture(view) != words
    view.verticalScrollBar().setValue(0)
    story.spans.clear()
    show()
    assert picture(view) == words


def test_a_caption_is_folded_and_opens(view: ReadingView, story: Story) -> None:
    start, end = story.range("A photo of the harbour wall. (photo")
    assert view.page is not None
    assert view.page.geometry.pieces(start, end) == ()
    height = view.page.document.size().height()
    view.toggle_fold(start)
    assert view.page.geometry.pieces(start, end)
    assert view.page.document.size().height() > height
    view.toggle_fold(start)
    assert view.page.geometry.pieces(start, end) == ()
    assert view.page.document.size().height() == height


def test_the_current_span_is_never_folded_away(view: ReadingView, story: Story, show: Show) -> None:
    span = story.add("entity", "ORG", "AGENCY")
    show()
    assert view.page is not None and not view.page.geometry.pieces(span.start, span.end)
    show(span)
    assert view.page.geometry.pieces(span.start, span.end)


def test_folds_stay_open_over_zoom_and_theme(view: ReadingView, story: Story) -> None:
    start, end = story.range("AGENCY")
    view.toggle_fold(start)
    view.set_zoom(22)
    view.set_theme(theme.load("dark"))
    assert view.page is not None and view.page.geometry.pieces(start, end)


def test_folds_at_either_end_and_everywhere(view: ReadingView) -> None:
    for text, zones in (
        ("Site\nBody", (Zone(0, 4, "boilerplate"),)),
        ("Body\nSite", (Zone(5, 9, "boilerplate"),)),
        ("Site\nMore", (Zone(0, 9, "boilerplate"),)),
    ):
        view.set_article(Article(1, "a", "t", text, zones=zones))
        picture(view)
        assert view.page is not None
        shown = bool(view.page.geometry.pieces(text.index("Site"), text.index("Site") + 4))
        assert shown is ("Body" not in text)
        assert len(view._areas.folds) == 1


def test_the_column_keeps_its_width_until_there_is_no_room() -> None:
    assert column_for(900, 1.0).right - column_for(900, 1.0).left == 560
    assert column_for(900, 1.0).wide and not column_for(780, 1.0).wide
    narrow = column_for(500, 1.0)
    assert (narrow.left, narrow.right, narrow.wide) == (28, 472, False)


def test_resizing_and_zooming_keep_the_first_line(qtbot: QtBot, view: ReadingView) -> None:
    view.verticalScrollBar().setValue(700)
    first = view.visible_range()[0]
    for width in (600, 420, 900, 860):
        view.resize(width, 700)
        qtbot.wait(1)
        low, high = view.visible_range()
        assert low <= first < high
        assert first - low < 120
    view.set_zoom(26)
    view.set_zoom(18)
    assert abs(view.visible_range()[0] - first) < 120
