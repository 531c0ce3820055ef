"""A quote or claim as one passes it on: the words, who said them, where they stood."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from annotator.model.article import Article
from annotator.model.document import View
from annotator.model.span import CLAIM, QUOTE, Span
from annotator.model.wording import markdown_escaped


def plain(article: Article, view: View, span: Span) -> str:
    """``“words” — speaker, source, date``; of an entity the words alone."""
    words = " ".join(span.text.split())
    if span.layer not in (QUOTE, CLAIM):
        return words
    from_where = ", ".join(_facts(article, view, span))
    words = f"“{words}”" if span.layer == QUOTE else words
    return f"{words} — {from_where}" if from_where else words


def markdown(article: Article, view: View, span: Span) -> str:
    """A quotation block, and below it speaker, linked title, source and date."""
    lines = [f"> {markdown_escaped(x)}" for x in span.text.split("\n") if x.strip()]
    url = web_address(article)
    title = markdown_escaped(article.title)
    linked = f"[{title}](<{url}>)" if url else f"*{title}*" if title else ""
    speaker = _speaker(view, span)
    source, day = markdown_escaped(article.source or ""), (article.published or "")[:10]
    facts = [markdown_escaped(speaker or ""), linked, source, day]
    known = ", ".join(x for x in facts if x)
    return "\n".join([*lines, *([">", f"> — {known}"] if known else [])]) + "\n"


def web_address(article: Article) -> str | None:
    """The article's address when a browser may open it: http or https with a host."""
    url = (article.url or "").strip()
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    fit = parts.scheme in ("http", "https") and parts.hostname and not re.search(r"[\s<>]", url)
    return url if fit else None


def _facts(article: Article, view: View, span: Span) -> list[str]:
    found = [
        _speaker(view, span), article.source or article.title, (article.published or "")[:10]
    ]  # fmt: skip
    return [x for x in found if x]


def _speaker(view: View, span: Span) -> str | None:
    tail = view.tail(span.id, "CLAIMED_BY" if span.layer == CLAIM else "SPEAKER")
    return " ".join(tail.text.split()) if tail else None
