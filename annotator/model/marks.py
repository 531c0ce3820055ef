"""The quotation marks around a quote, which its span leaves out."""

from __future__ import annotations

_OPENING, _CLOSING = "“„«»\"'‘「『", "”“»«\"'’」』"


def quotation_marks(text: str, start: int, end: int) -> tuple[int | None, int | None]:
    """Offsets of the marks just outside a quote; a comma may stand before the closing one."""
    opening = start - 1 if start > 0 and text[start - 1] in _OPENING else None
    at = end + 1 if text[end : end + 1] in (",", ".") else end
    closing = at if at < len(text) and text[at] in _CLOSING else None
    return opening, closing


def with_marks(text: str, start: int, end: int) -> tuple[int, int]:
    """The range of a quote with the marks around it."""
    opening, closing = quotation_marks(text, start, end)
    if opening is None or closing is None:
        return start, end
    return opening, closing + 1
