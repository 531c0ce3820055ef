"""What the window remembers between starts; every setting is declared here once."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

from PySide6.QtCore import QSettings

from annotator.model.span import CLAIMS_FROM

MAX_RECENT = 8


class _Setting(NamedTuple):
    key: str
    default: Any
    low: int = 0
    high: int = 0


THEME = _Setting("theme", "system")
# One of tr.LANGUAGES; any other word is the system's.
LANGUAGE = _Setting("language", "system")
ZOOM = _Setting("zoom", 18, 14, 28)
# A score in percent; above 100 no claim reaches it.
CLAIMS = _Setting("claims", round(100 * CLAIMS_FROM), 0, 101)
GEOMETRY = _Setting("geometry", None)
RECENT = _Setting("recent", [])
KEYS = _Setting("keys", [])
COMMANDS = _Setting("commands", [])
HUSHED = _Setting("hushed", [])
BY_SCORE = _Setting("by_score", 0, 0, 1)
# Whether the tour has been shown.
TOUR = _Setting("tour", 0, 0, 1)


def _store() -> QSettings:
    return QSettings(
        QSettings.Format.IniFormat, QSettings.Scope.UserScope, "annotator", "annotator"
    )


def get(setting: _Setting) -> Any:
    """The stored value within its limits; the default when there is none that makes sense."""
    value: Any = _store().value(setting.key, setting.default)
    if isinstance(setting.default, int):
        try:
            return max(setting.low, min(setting.high, int(value)))
        except (TypeError, ValueError):
            return setting.default
    if isinstance(setting.default, list):
        return [value] if isinstance(value, str) else list(value or [])
    return value


def put(setting: _Setting, value: Any) -> None:
    """Store a value."""
    _store().setValue(setting.key, value)


def claims() -> float | None:
    """The score from which claims are suggested; None when they are switched off."""
    percent: int = get(CLAIMS)
    return percent / 100 if percent <= 100 else None


def recent() -> list[Path]:
    """Projects opened before that are still there, newest first."""
    return [p for p in map(Path, get(RECENT)) if p.is_file()]


def remember(path: Path) -> None:
    """Put a project first among the recent ones."""
    known = [str(path.resolve()), *(p for p in get(RECENT) if p != str(path.resolve()))]
    put(RECENT, known[:MAX_RECENT])


def is_hushed(path: Path) -> bool:
    """Whether what is to be known of a project's place has been read."""
    return str(path.resolve()) in get(HUSHED)


def hush(path: Path) -> None:
    """Say no more of a project's place."""
    put(HUSHED, [*get(HUSHED), str(path.resolve())][-50:])


def place(path: Path) -> tuple[str, int]:
    """Where work stopped in a project: the article's id ("" for none) and an offset."""
    value = str(_store().value(f"place/{_name(path)}", ""))
    offset, _, article = value.partition(" ")
    return (article, int(offset)) if offset.isdigit() else ("", 0)


def remember_place(path: Path, article: str, offset: int) -> None:
    """Keep where work stopped in a project."""
    _store().setValue(f"place/{_name(path)}", f"{offset} {article}")


def filters(path: Path) -> list[str]:
    """The queue's filters that were kept for a project."""
    value: Any = _store().value(f"filters/{_name(path)}", [])
    return [value] if isinstance(value, str) else [str(x) for x in value or []]


def put_filters(path: Path, kept: list[str]) -> None:
    """Keep these filters for a project."""
    _store().setValue(f"filters/{_name(path)}", kept)


def pipeline(path: Path) -> str | None:
    """The pipeline chosen for a project, a name or a folder; None for the usual one."""
    return str(_store().value(f"pipeline/{_name(path)}", "")) or None


def put_pipeline(path: Path, name: str) -> None:
    """Suggest with this pipeline in a project from now on."""
    _store().setValue(f"pipeline/{_name(path)}", name)


def _name(path: Path) -> str:
    return str(path.resolve()).replace("/", "|").replace("\\", "|")
