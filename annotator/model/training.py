"""What a pipeline is trained on, and how well it does: plain data between processes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

# Groups of doc.spans that a trained pipeline fills: the layer's id follows.
TRAINED = "trained:"
SHARES = (25, 50, 75, 100)


@dataclass(frozen=True)
class TrainJob:
    """What the training process is told.

    ``data`` is a folder with train.spacy, dev.spacy and test.spacy, ``out`` the folder for the
    pipeline. ``layers`` besides the entities are learned as spans of up to ``longest`` tokens.
    ``base`` is the pipeline whose other components are kept (``blank:xx``: none). ``shares`` are
    percents of the training articles, the last of them 100.
    """

    data: str
    out: str
    layers: tuple[str, ...] = ()
    entities: bool = True
    base: str = ""
    steps: int = 2000
    seed: int = 0
    shares: tuple[int, ...] = SHARES
    version: str = "1.0.0"
    longest: int = 12


@dataclass(frozen=True, slots=True)
class Prf:
    """Precision, recall and F1, 0 to 1, exact ranges and labels."""

    precision: float
    recall: float
    f1: float


@dataclass(frozen=True)
class Learned:
    """How well a pipeline does that was trained on ``share`` percent: on the held-back articles.

    ``layers`` leads from a layer to all its labels together, ``labels`` from ``layer:LABEL``.
    """

    share: int
    articles: int
    steps: int
    layers: Mapping[str, Prf]
    labels: Mapping[str, Prf]


@dataclass
class TrainReport:
    """The whole of a training: what was there, the learning curve, where the pipeline is."""

    model: str = ""
    base: str = ""
    parts: Mapping[str, int] = field(default_factory=dict)
    examples: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    curve: list[Learned] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    seconds: float = 0.0
    cancelled: bool = False

    def to_dict(self) -> dict[str, Any]:
        """As JSON has it."""
        return asdict(self)
