"""Menus from the action table."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu, QMenuBar

from annotator.ui.actions import ACTIONS, MENUS, WINDOW, Action, menu_title


def build(window: QMainWindow, bar: QMenuBar, run: Callable[[str], None]) -> dict[str, QAction]:
    """Fill the menu bar; returns the Qt actions by id.

    Keys of the text are shown in the menu but handled by the text, so that they never fire
    while something is typed elsewhere.
    """
    made: dict[str, QAction] = {}
    menus = {name: QMenu(menu_title(name), window) for name in MENUS}
    for action in ACTIONS:
        if action.id == "digit":
            continue
        made[action.id] = item = QAction(action.title, window)
        item.triggered.connect(lambda _=False, a=action.id: run(a))
        menus[action.menu].addAction(item)
        if action.scope == WINDOW:
            window.addAction(item)
    show_keys(made)
    for name, after in (("File", "save_pdf"), ("Annotate", "flag"), ("View", "zoom_reset")):
        _separate(menus[name], made[after])
    for menu in menus.values():
        bar.addMenu(menu)
    return made


def show_keys(made: dict[str, QAction]) -> None:
    """Put the keys in use into the menus."""
    for action in _known(made):
        item = made[action.id]
        if action.scope == WINDOW:
            item.setShortcuts([QKeySequence(k) for k in action.bound])
        else:
            item.setText(f"{action.title}\t{action.shown_key}" if action.bound else action.title)


def _separate(menu: QMenu, after: QAction) -> None:
    following = menu.actions()
    at = following.index(after) + 1
    if at < len(following):
        menu.insertSeparator(following[at])


def enable(made: dict[str, QAction], has_project: bool, has_article: bool) -> None:
    """Switch off what makes no sense now."""
    allowed = {"always"} | ({"project"} if has_project else set())
    allowed |= {"article", "current"} if has_article else set()
    for action in _known(made):
        made[action.id].setEnabled(action.when in allowed)


def _known(made: dict[str, QAction]) -> list[Action]:
    return [a for a in ACTIONS if a.id in made]
