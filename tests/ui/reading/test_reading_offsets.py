"""Offsets go through the view unharmed, whatever the script."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPointF
from PySide6.QtGui import QTextCursor

from annotator.model.article import Article
from annotator.model.text import normalise, snap
from annotator.ui.reading.layout import display_copy
from annotator.ui.reading.view import ReadingView

ALPHABET = "ab “”,.\n\t😀👩\u200d\u0301éمرحبا中文字\u2028\ufdd0\ufdd1\ufffc\x00\x07\r\x85\u00a0"
TEXTS = st.text(alphabet=ALPHABET, min_size=1, max_size=60).filter(lambda t: t.strip())
relaxed = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def article(text: str) -> Article:
    return Article(1, "a", "t", text)


@given(st.text(max_size=80))
def test_display_copy_keeps_every_position(text: str) -> None:
    copy = display_copy(text)
    assert len(copy) == len(text)
    assert [len(c.encode("utf-16-le", "surrogatepass")) for c in copy] == [
        len(c.encode("utf-16-le", "surrogatepass")) for c in text
    ]
    assert copy.count("\n") == text.count("\n")


@relaxed
@given(text=TEXTS, data=st.data())
def test_a_selection_comes_back_snapped(view: ReadingView, text: str, data: st.DataObject) -> None:
    view.set_article(article(text))
    assert view.page is not None
    assert view.page.document.blockCount() == text.count("\n") + 1
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    units = view.page.geometry.units
    cursor = QTextCursor(view.page.document)
    cursor.setPosition(units(start))
    cursor.setPosition(units(end), QTextCursor.MoveMode.KeepAnchor)
    view.setTextCursor(cursor)
    assert view.selection() == snap(text, start, end)


@relaxed
@given(text=TEXTS.map(normalise))
def test_every_position_is_found_again(view: ReadingView, text: str) -> None:
    view.set_article(article(text))
    assert view.page is not None
    geometry = view.page.geometry
    assert [geometry.offset(geometry.units(i)) for i in range(len(text) + 1)] == list(
        range(len(text) + 1)
    )


@pytest.mark.parametrize("words", ["😀 Tehran 😀", "قال الوزير", "中文字"])
def test_a_point_on_a_word_gives_its_offset(view: ReadingView, words: str) -> None:
    text = f"first line 😀\n\n{words} and more"
    view.set_article(article(text))
    assert view.page is not None
    geometry = view.page.geometry
    for at in range(text.index(words), text.index(words) + len(words)):
        pieces = geometry.pieces(at, at + 1)
        if not pieces or text[at].isspace():
            continue
        middle = QPointF((pieces[0].left + pieces[0].right) / 2, pieces[0].base - 5)
        assert geometry.offset(geometry.position_at(middle)) in (at, at + 1)


def test_pieces_of_right_to_left_words_stand_at_the_right(view: ReadingView) -> None:
    text = "قال الوزير إن China ستزيد"
    view.set_article(article(text))
    assert view.page is not None
    first, later = (
        view.page.geometry.pieces(text.index(w), text.index(w) + len(w))[0]
        for w in ("قال", "ستزيد")
    )
    assert first.rtl and first.left > later.right


def test_copied_words_are_the_articles_own(view: ReadingView) -> None:
    text = "one \ufffctwo\ufffc three"
    view.set_article(article(text))
    view._choose(0, len(text))
    assert view.createMimeDataFromSelection().text() == text
