"""Write docs/keys.md from the table of actions: ``python docs/key_map.py``, or ``make keys``."""

from __future__ import annotations

from pathlib import Path

from annotator.ui.help import keys_markdown

PAGE = Path(__file__).parent / "keys.md"

if __name__ == "__main__":
    PAGE.write_text(keys_markdown(), "utf-8")
