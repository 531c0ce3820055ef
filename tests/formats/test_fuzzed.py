"""Files that the fuzzer found to be read wrongly once (tests/fuzz/read_formats.py)."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

FOLDER = Path(__file__).parent.parent / "fuzz"


@pytest.fixture(scope="module")
def fuzzer() -> ModuleType:
    """The fuzzer's own way to examine a file."""
    spec = importlib.util.spec_from_file_location("read_formats", FOLDER / "read_formats.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("path", sorted((FOLDER / "found").iterdir()), ids=lambda p: p.name)
def test_what_was_found_is_mended(fuzzer: ModuleType, path: Path) -> None:
    fuzzer.examine(path.name.rpartition("-")[0], path)
