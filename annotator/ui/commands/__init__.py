"""What the keys do: each action of the table as a method ``do_<id>``, on the desk's state."""

from __future__ import annotations

from annotator.ui.commands.base import Reader
from annotator.ui.commands.naming import Naming

__all__ = ["Commands", "Reader"]


class Commands(Naming):
    """All commands of the text."""
