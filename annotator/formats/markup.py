"""Pieces of HTML as paragraphs, by the standard library alone."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from annotator.formats import prose
from annotator.formats.prose import Part

_BLOCKS = re.compile(
    "p|div|li|ul|ol|tr|table|blockquote|section|article|header|footer|pre|figure|dd|dt|dl"
    "|figcaption|h[1-6]"
)
_HIDDEN = re.compile("script|style|template|noscript|svg|iframe|object")


def paragraphs(markup: str) -> list[Part]:
    """The paragraphs of a piece of HTML; scripts and the like fall away."""
    parser = _Paragraphs()
    try:
        parser.feed(markup)
        parser.close()
    except AssertionError:  # declarations that it does not know; what came before them is kept
        pass
    parser.cut()
    return parser.parts


class _Paragraphs(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[Part] = []
        self._words: list[str] = []
        self._kind = "body"
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if _HIDDEN.fullmatch(tag):
            self._hidden += 1
        elif tag == "br":
            self._words.append("\0")
        elif _BLOCKS.fullmatch(tag):
            self.cut()
            heading = "subheading" if tag.startswith("h") and tag != "header" else "body"
            self._kind = "caption" if tag == "figcaption" else heading

    def handle_endtag(self, tag: str) -> None:
        if _HIDDEN.fullmatch(tag):
            self._hidden = max(0, self._hidden - 1)
        elif _BLOCKS.fullmatch(tag):
            self.cut()
            self._kind = "body"

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self._words.append(" ".join(data.split("\n")).replace("\0", ""))

    def cut(self) -> None:
        """End a paragraph; two line breaks end one as well."""
        for words in re.split(r"\0\s*\0[\0\s]*", "".join(self._words)):
            text = prose.tidy(words.replace("\0", "\n"))
            if text:
                self.parts.append(Part(self._kind, text))
        self._words = []
