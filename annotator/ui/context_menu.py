"""The menu of the text: what can be done here, with its keys."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from annotator.model.span import CLAIM, ENTITY, QUOTE, SUGGESTED
from annotator.ui.actions import BY_ID
from annotator.ui.palette_entries import label_entries
from annotator.ui.sense import why_not
from annotator.ui.tr import tr

if TYPE_CHECKING:
    from annotator.ui.window import MainWindow

_NEW = ("quote", "claim", "duplicate", "expand")
_OPEN = ("accept", "accept_alike", "accept_label", "reject", "reject_alike")
_OWN = ("reject",)
_SHAPE = ("expand", "join", "knife", "boundary", "duplicate")
_OF = {
    ENTITY: (),
    QUOTE: ("speaker", "cue", "addressee"),
    CLAIM: ("speaker", "worth", "certainty", "topics"),
}  # fmt: skip
_REST = ("link", "unsure", "memo")
_AWAY = ("go_link", "find_alike", "said")
_COPY = ("copy", "copy_markdown")
_NOTHING = ("next_open", "add", "pick_quote", "pick_claim", "accept_view", "find", "open_source")


def groups(window: MainWindow) -> list[tuple[str, ...]]:
    """Ids of the actions that make sense for the selection or the current span, in groups."""
    span = window.desk.span
    if window.commands.selected():
        return [_NEW, ("copy",)]
    if span is None:
        return [_NOTHING]
    decide = _OPEN if span.state == SUGGESTED else _OWN
    return [decide, _OF.get(span.layer, ()), _SHAPE, _REST, _AWAY, _COPY]


def show(window: MainWindow, at: QPoint) -> QMenu | None:
    """Open the menu at a point of the screen; it goes when it is closed."""
    if window.desk.document is None:
        return None
    menu = QMenu(window)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    labels = label_entries(window)
    if labels:
        chosen = window.commands.selected()
        of_claim = not chosen and window.desk.span is not None and window.desk.span.layer == CLAIM
        words = tr("Label") if chosen else tr("Type") if of_claim else tr("Relabel")
        under = QMenu(words, menu)
        for entry in labels:
            item = _item(
                under,
                entry.row.text.removeprefix(tr("Type: {type}").format(type="")),
                entry.row.key,
            )
            item.triggered.connect(partial(_run, entry.run))
        menu.addMenu(under)
    for group in groups(window):
        menu.addSeparator()
        for action_id in group:
            action = BY_ID[action_id]
            item = _item(menu, action.plain, action.shown_key)
            item.setEnabled(not why_not(action, window.desk))
            item.triggered.connect(partial(_run, partial(window.run, action_id)))
    menu.popup(at)
    return menu


def _item(menu: QMenu, words: str, key: str) -> QAction:
    item = QAction(f"{words}\t{key}" if key else words, menu)
    menu.addAction(item)
    return item


def _run(action: object, _checked: bool = False) -> None:
    assert callable(action)
    action()
