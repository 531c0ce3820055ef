"""Identifiers and times."""

from __future__ import annotations

import os
from datetime import UTC, datetime


def new_id(prefix: str) -> str:
    """A short id, unique within an article (spans, relations) or a project (entities).

    Random, not counted: two people's files of one article can be merged without renumbering.
    """
    return prefix + os.urandom(5).hex()


def now() -> str:
    """The time in UTC to the millisecond, ISO 8601: sorts as text."""
    moment = datetime.now(UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"
