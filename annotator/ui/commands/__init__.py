"""What the keys do: each action of the table as a method ``do_<id>``, on the desk's state."""

from __future__ import annotations

from annotator.ui.commands.base import Reader
from annotator.ui.commands.checking import Checking

__all__ = ["Commands", "Reader"]


class Commands(Checking):
    """All commands of the text."""
