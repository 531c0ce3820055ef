"""All keys, from the action table."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from annotator.ui.actions import ACTIONS, KEYS, MENUS, TEXT, WINDOW, Action, menu_words, show_key
from annotator.ui.tr import either, tr

_DIGITS = {"digit": "1 … 9, 0"}


_WIDE = (("Go", "Edit", "File"), ("Annotate",), ("View", "Help"))
_NARROW = (("Go", "Edit", "File", "View", "Help"), ("Annotate",))


def keys_html(narrow: bool = False) -> str:
    """A table of every action with a key, by menu, in three columns or in two."""
    columns = _NARROW if narrow else _WIDE
    assert {m for c in columns for m in c} == set(MENUS)
    cells = "".join(f'<td valign="top">{"".join(map(_group, c))}</td>' for c in columns)
    return f'<table cellspacing="0" cellpadding="0"><tr>{cells}</tr></table>'


def _group(menu: str) -> str:
    rows = "".join(
        f'<tr><td style="padding: 2px 14px 2px 0; white-space: nowrap">'
        f"<b>{_keys(a.id, a.bound)}</b></td>"
        f'<td style="padding: 2px 26px 2px 0">{a.plain}</td></tr>'
        for a in ACTIONS
        if a.menu == menu and a.bound
    )
    head = f'<p style="margin-bottom: 4px"><b>{menu_words(menu)}</b></p>'
    return f'{head}<table cellspacing="0">{rows}</table>'


def _keys(action: str, keys: tuple[str, ...]) -> str:
    return _DIGITS.get(action) or either(map(show_key, keys))


def keys_markdown() -> str:
    """The keys the program comes with, as the page of the manual: a table a menu."""
    parts = [_PAGE_HEAD]
    for menu in MENUS:
        rows = [
            f"| {_cell(a)} | {a.text.rstrip('…')} | {_WHERE[a.scope]} |"
            for a in ACTIONS
            if a.menu == menu
        ]
        parts.append("\n".join([f"## {menu}", "", "| key | does | works in |", _RULE, *rows]))
    return "\n\n".join(parts) + "\n"


_PAGE_HEAD = """# All keys

The keys Annotator comes with, by menu. Those in use, with your changes, are under Help, All keys
(`?`); Change keys, in the same menu, changes them. Where no key stands, Ctrl+K and the first
letters do.

Keys without Ctrl or Alt work while the text has the focus. Letters go by the letter, digits by the
key, on any keyboard. On macOS Ctrl is Cmd. H, E means: first H, then E."""
_RULE = "|---|---|---|"
_WHERE = {TEXT: "the text", WINDOW: "the whole window"}


def _cell(action: Action) -> str:
    return _keys(action.id, action.keys).replace("|", "\\|") or "–"


class HelpDialog(QDialog):
    """Every key on one page; Esc closes it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("All keys"))
        page = QLabel(keys_html())
        page.setTextFormat(Qt.TextFormat.RichText)
        page.setAlignment(Qt.AlignmentFlag.AlignTop)
        page.setContentsMargins(24, 12, 24, 16)
        area = QScrollArea()
        area.setAccessibleName(tr("All keys"))
        area.setWidget(page)
        area.setWidgetResizable(True)
        page.setAutoFillBackground(False)
        area.viewport().setObjectName("paper")
        note = QLabel(
            tr(
                "Keys without Ctrl or Alt work while the text has the focus."
                " {next_pane} goes to the next pane."
            ).format_map(KEYS)
        )
        note.setProperty("role", "dim")
        note.setContentsMargins(24, 8, 24, 12)
        self.change = QPushButton(tr("Change keys…"))
        self.change.setAutoDefault(False)
        foot = QHBoxLayout()
        foot.setContentsMargins(0, 0, 24, 12)
        foot.addWidget(note, 1)
        foot.addWidget(self.change)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area, 1)
        layout.addLayout(foot)
        if parent is not None and page.sizeHint().width() + 40 > parent.width() - 40:
            page.setText(keys_html(narrow=True))
        width, height = page.sizeHint().width() + 40, page.sizeHint().height() + 70
        if parent is not None:
            width, height = min(width, parent.width() - 40), min(height, parent.height() - 60)
        self.resize(width, height)
