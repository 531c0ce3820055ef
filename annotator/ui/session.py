"""The open project as the window knows it, and how an error is said in one line."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from annotator.model.errors import AnnotatorError
from annotator.model.schema import LabelSchema
from annotator.model.wording import sentence
from annotator.services import reading
from annotator.ui.tr import tr


@dataclass
class Session:
    """``readonly`` says why nothing can be changed; None when it can. ``cautions`` are sentences
    about the place where the project lies."""

    path: Path
    annotator: str
    schema: LabelSchema
    readonly: str | None
    rows: list[reading.QueueRow] = field(default_factory=list)
    cautions: tuple[str, ...] = ()


def told(error: Exception) -> str:
    """An error as the status bar says it; of one of our own there is more in the log."""
    if isinstance(error, AnnotatorError):
        return sentence(str(error))
    return tr("Not taken: an error in Annotator; the log has it")
