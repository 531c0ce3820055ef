"""What a quotation looks like by itself, before anyone asks who said it."""

from __future__ import annotations

from dataclasses import dataclass

from annotator.nlp.marks import Marked

_ENDS = ".,?!…。！？，"
_WITH_ENDS = tuple(_ENDS)
_CLOSERS = '”"’»'


@dataclass(frozen=True, slots=True)
class Shape:
    """A quotation's content ``[start, end)`` by the content rule, and its outer form."""

    start: int
    end: int
    words: int
    stopped: bool
    """Ends with punctuation inside the marks."""
    capital: bool
    """Begins with anything but a lower-case letter."""
    opens: bool
    """Begins its paragraph, or follows a finished sentence."""
    before: str
    """The last character before the opening mark that is no white space; "" in a new paragraph."""
    title: bool
    """Every longer word begins with a capital, as in the name of a book."""
    alone: bool
    """The only thing in its paragraph."""


def shape(text: str, mark: Marked) -> Shape | None:
    """The shape of ``mark``; None if there is no letter or digit between its marks.

    The content leaves out the marks and a comma that only precedes the closing mark.
    """
    start, end = mark.inner(text)
    stopped = text[max(start, end - 4) : end].rstrip(_CLOSERS + "'")[-1:] in _WITH_ENDS
    while end > start and (text[end - 1] in ",，" or text[end - 1].isspace()):
        end -= 1
    first = next((c for c in text[start:end] if c.isalnum()), "")
    if not first:
        return None
    head = text[max(0, mark.start - 6) : mark.start].rstrip(" \t\u00a0")
    before = "" if head.endswith("\n") else head[-1:]
    finished = before in ".?!。！？" or (before in _CLOSERS and head[-2:-1] in (".", "?", "!"))
    return Shape(
        start=start,
        end=end,
        words=len(text[start:end].split()),
        stopped=stopped,
        capital=not first.islower() or text[start] in "[.…",
        opens=not before or finished,
        before=before,
        title=_is_title(text[start:end]),
        alone=not before and text[mark.end : mark.end + 1] in ("", "\n"),
    )


def _is_title(content: str) -> bool:
    long = [word for word in content.split() if len(word) > 3]
    return 0 < len(long) <= 10 and all(word[:1].isupper() for word in long)
