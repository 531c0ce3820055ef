"""The open project as the window knows it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from annotator.model.schema import LabelSchema
from annotator.services import reading


@dataclass
class Session:
    """The open project as the window knows it."""

    path: Path
    annotator: str
    schema: LabelSchema
    readonly: str | None
    rows: list[reading.QueueRow] = field(default_factory=list)
