"""What the keys do: each action of the table as a method ``do_<id>``, on the desk's state."""

from __future__ import annotations

from annotator.ui.commands.base import Reader
from annotator.ui.commands.copies import Copies

__all__ = ["Commands", "Reader"]


class Commands(Copies):
    """All commands of the text."""
