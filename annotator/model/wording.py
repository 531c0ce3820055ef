"""Words for people, the same in messages, window and history."""

from __future__ import annotations

import re

_MARKDOWN = re.compile(r"([\\`*_\[\]<>#|~&]|^[-+=](?=\s)|(?<=^\d)[.)]|(?<=^\d\d)[.)])")


def count(number: int, thing: str) -> str:
    """``1 article``, ``1,284 articles``; ``thing`` is in the singular."""
    if number == 1:
        return f"1 {thing}"
    ending = thing[:-1] + "ies" if re.search("[^aeiou]y$", thing) else thing + "s"
    return f"{number:,} {ending}"


def sentence(words: str) -> str:
    """The words with a capital first letter."""
    return words[:1].upper() + words[1:]


def markdown_escaped(words: str) -> str:
    """Words that Markdown shows as they are, whatever signs are in them, on one line."""
    return _MARKDOWN.sub(r"\\\1", " ".join(words.split()))
