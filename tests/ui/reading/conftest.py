"""A view that shows a story."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot
from ui.reading.reading_story import TEXT, Show, Story, zone

from annotator.model import bundled
from annotator.model.schema import LabelSchema, parse_toml
from annotator.model.span import Span
from annotator.ui import theme
from annotator.ui.reading.view import ReadingView


@pytest.fixture
def story() -> Story:
    """A story with a title and a folded caption of two lines."""
    caption = "A photo of the harbour wall. (photo credit: AGENCY)\nA photo of the harbour wall."
    return Story(zones=(zone(TEXT, TEXT.split("\n")[0], "title"), zone(TEXT, caption, "caption")))


@pytest.fixture(scope="session")
def schema() -> LabelSchema:
    """The bundled schema."""
    return parse_toml(bundled.path("schemas", "default.toml").read_text("utf-8"))


@pytest.fixture
def view(qtbot: QtBot, story: Story) -> ReadingView:
    """A view of 860 × 700 that shows the story, without marks."""
    theme.load_fonts()
    widget = ReadingView(theme.load("light"))
    qtbot.addWidget(widget)
    widget.resize(860, 700)
    widget.show()
    widget.set_article(story.article())
    return widget


@pytest.fixture
def show(view: ReadingView, story: Story, schema: LabelSchema) -> Show:
    """Show the story's spans; keyword ``current`` is a span."""

    def marks(current: Span | None = None, echoes: frozenset[str] = frozenset()) -> None:
        view.set_marks(story.view(), schema, current.id if current else None, echoes)

    return marks
