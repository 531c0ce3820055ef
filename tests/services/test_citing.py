"""A quote or claim as it is copied."""

from __future__ import annotations

from dataclasses import replace

import pytest
from builders import ANA, TEXT, document, span

from annotator.model.article import Article
from annotator.model.span import Relation
from annotator.services.citing import markdown, plain, web_address

ARTICLE = Article(
    1, "a1", "Port *reopens*", TEXT, source="The Ledger", url="https://ledger.example/port",
    published="2026-05-12T09:00:00Z",
)  # fmt: skip
QUOTE = span("q", ANA, "accepted", "The quay is open", layer="quote", label="DIRECT")
SPEAKER = span("s", ANA, "accepted", "Maria Olsen", layer="quote", label="SPEAKER")
VIEW = document(
    [QUOTE, SPEAKER], [Relation("r", "SPEAKER", "q", "s", "accepted", ANA)]
).view(ANA)  # fmt: skip


def test_plain_has_speaker_source_and_date() -> None:
    assert plain(ARTICLE, VIEW, QUOTE) == (
        "“The quay is open” — Maria Olsen, The Ledger, 2026-05-12"
    )


def test_an_entity_is_its_words() -> None:
    assert plain(ARTICLE, VIEW, span("e", ANA, "accepted", "Maria Olsen")) == "Maria Olsen"


def test_markdown_links_the_title_and_escapes() -> None:
    assert markdown(ARTICLE, VIEW, QUOTE) == (
        "> The quay is open\n>\n"
        "> — Maria Olsen, [Port \\*reopens\\*](<https://ledger.example/port>), The Ledger,"
        " 2026-05-12\n"
    )


def test_what_is_not_known_is_left_out() -> None:
    bare = replace(ARTICLE, title="", source=None, url=None, published=None)
    claim = span("c", ANA, "accepted", "trade fell 12% in March", layer="claim", label="CLAIM")
    assert plain(bare, VIEW, claim) == "trade fell 12% in March"
    assert markdown(bare, VIEW, claim) == "> trade fell 12% in March\n"


@pytest.mark.parametrize(
    "url",
    [None, "", "ftp://x.example/a", "file:///etc/passwd", "javascript:alert(1)", "https://",
     "https://x.example/a b", "https://x.example/<b>", "http://[bad"],
)  # fmt: skip
def test_only_a_web_address_is_opened(url: str | None) -> None:
    assert web_address(replace(ARTICLE, url=url)) is None


def test_a_web_address_is() -> None:
    assert web_address(ARTICLE) == "https://ledger.example/port"
