"""Where the files that come with the program are, in a checkout and in an installed wheel."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent
_INSTALLED = _PACKAGE / "resources"
ROOT = _INSTALLED if _INSTALLED.is_dir() else _PACKAGE.parent / "resources"
_BESIDE = ROOT.parent


def path(*parts: str) -> Path:
    """The bundled file or folder ``resources/<parts…>``."""
    return ROOT.joinpath(*parts)


def manual(*parts: str) -> Path:
    """The page or picture ``docs/<parts…>`` of the manual."""
    return _BESIDE.joinpath("docs", *parts)


def licence() -> Path:
    """The licence of this program."""
    return _BESIDE / "LICENSE"
