"""The steps that make the window whole, each of them short: it may be on the screen already.

A step imports what it makes. The order counts: a part finds those it needs in the window.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from annotator.ui.window import MainWindow


def plan(window: MainWindow) -> None:
    """Put all steps into the window's ``later``."""
    for modules, step in _STEPS:
        for name in modules.split():
            window.later.add(f"import {name}", partial(import_module, f"annotator.{name}"))
        window.later.add(step.__name__.strip("_"), partial(step, window))


def _bindings(window: MainWindow) -> None:
    # First: everything below names keys.
    from annotator.ui.bindings import Bindings

    window.bindings = Bindings(window)


def _desk(window: MainWindow) -> None:
    from annotator.ui.desk import Desk

    window.desk = Desk(window.annotator, window)


def _queue(window: MainWindow) -> None:
    window.panes.add_queue()
    window.queue = window.panes.queue


def _strip(window: MainWindow) -> None:
    window.panes.add_strip()
    window.strip = window.panes.strip


def _inspector(window: MainWindow) -> None:
    window.panes.add_inspector()
    window.inspector = window.panes.inspector


def _lists(window: MainWindow) -> None:
    panes = window.panes
    panes.add_lists()
    window.spans, window.history, window.tabs = panes.spans, panes.history, panes.tabs


def _status(window: MainWindow) -> None:
    window.panes.add_status()
    window.status = window.panes.status


def _welcome(window: MainWindow) -> None:
    panes = window.panes
    panes.add_welcome()
    window.welcome = panes.welcome
    if window.sight is None:
        panes.stack.setCurrentWidget(panes.welcome)
    panes.follow_focus()


def _commands(window: MainWindow) -> None:
    from annotator.ui.commands import Commands

    window.commands = Commands(window.desk, window.reader, window)


def _files(window: MainWindow) -> None:
    from annotator.ui.clock import TimeSpent
    from annotator.ui.files import Files

    window.files = Files(window)
    window.clock = TimeSpent(window.desk)


def _showing(window: MainWindow) -> None:
    from annotator.ui.filtering import Filtering
    from annotator.ui.showing import Showing

    window.showing = Showing(window)
    window.filtering = Filtering(window.desk, window.queue)


def _header(window: MainWindow) -> None:
    from annotator.ui import menus
    from annotator.ui.header import Header

    window.header = Header()
    window.actions_by_id = menus.build(window, window.header.menus, window.run)
    window.header.add_view("view_read")


def _concordance(window: MainWindow) -> None:
    from annotator.ui.concordance.home import Concordance

    window.concordance = Concordance(window)


def _names(window: MainWindow) -> None:
    from annotator.ui.names.home import NamesHome

    window.names = NamesHome(window)


def _checks(window: MainWindow) -> None:
    from annotator.ui.check_tab import CheckTab

    window.checks = CheckTab(window)


def _tools(window: MainWindow) -> None:
    from annotator.ui.tools import Tools

    window.tools = Tools(window, window.bindings)
    # Not before its field is in it: it is seen at once.
    window.setMenuWidget(window.header)


def _homes(window: MainWindow) -> None:
    from annotator.ui.paper import Paper
    from annotator.ui.pasting import Pasting
    from annotator.ui.safekeeping import Safekeeping
    from annotator.ui.tour import Tour

    window.paper, window.pasting = Paper(window), Pasting(window)
    window.tour, window.safe = Tour(window), Safekeeping(window)
    more = (window.paper, window.pasting, window.tour, window.safe)
    window.homes = (window, window.files, window.concordance, window.tools, *more)


def _wiring(window: MainWindow) -> None:
    from annotator.ui.beside import Beside
    from annotator.ui.wiring import Wiring

    Wiring(window)
    window.beside = Beside(window)
    window.reader.key_handler = window.text_key
    window.reader.installEventFilter(window)
    window.enable()


# Modules that take long to import have a turn of their own before the step that needs them.
_STEPS: tuple[tuple[str, Callable[[MainWindow], None]], ...] = (
    ("", _bindings),
    ("services.reading services.schemas services.safety ui.database ui.desk", _desk),
    ("ui.queue_model ui.queue_row ui.filter_bar ui.queue", _queue),
    ("ui.strip", _strip),
    ("ui.inspector_page ui.inspector", _inspector),
    ("ui.span_list ui.history_list", _lists),
    ("ui.status", _status),
    ("ui.welcome", _welcome),
    ("ui.modes services.offering ui.commands.naming ui.commands.reshaping ui.commands", _commands),
    ("ui.suggesting ui.files ui.clock", _files),
    ("services.queueing ui.filtering ui.names.paint ui.names.rows ui.names.pane ui.names.home"
     " ui.showing", _showing),
    ("ui.menus ui.header", _header),
    ("services.concordance ui.concordance.paint ui.concordance.pane ui.concordance.home",
     _concordance),
    ("", _names),
    ("ui.check_tab", _checks),
    ("ui.palette ui.context_menu ui.twins ui.tools", _tools),
    ("ui.paper ui.pasting ui.safekeeping ui.tour", _homes),
    ("ui.beside ui.wiring", _wiring),
)  # fmt: skip
