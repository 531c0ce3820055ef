"""What the palette offers: actions, labels, names of the article, articles."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from annotator.model.matching import matched, rank
from annotator.model.schema import Label
from annotator.model.span import CLAIM, ENTITY
from annotator.services.reading import QueueRow
from annotator.ui.actions import ACTIONS, BY_ID, menu_words, show_key
from annotator.ui.desk import Desk
from annotator.ui.rows import Row
from annotator.ui.schema_words import called
from annotator.ui.sense import why_not
from annotator.ui.tr import plural, tr

if TYPE_CHECKING:
    from annotator.ui.window import MainWindow

_LEFT_OUT = ("digit", "palette")
_OFTEN = ("Annotate", "Go", "Edit", "View")
MOST = 60


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to choose. ``id`` is the action's, "" for anything else."""

    row: Row
    run: Callable[[], None]
    id: str = ""


def entries(window: MainWindow) -> list[Entry]:
    """All but the articles, as things are now: labels, actions in the table's order, names."""
    return [*label_entries(window), *_actions(window), *_names(window)]


def best(found: Iterable[Entry], query: str, recent: Sequence[str]) -> list[Entry]:
    """The entries that fit a query, best first; without one the recent actions first."""
    ages = {action: age for age, action in enumerate(recent)}
    never = len(ages)
    if not query.strip():
        kept = [e for e in found if e.id]
        return sorted(kept, key=lambda e: (bool(e.row.off), ages.get(e.id, never), _menu(e)))
    ranked = []
    for at, entry in enumerate(found):
        ranges = matched(query, entry.row.text)
        if ranges is not None:
            place = rank(query, entry.row.text, ranges)
            order = (place[0], bool(entry.row.off), ages.get(entry.id, never), *place[1:], at)
            ranked.append((order, replace(entry, row=replace(entry.row, strong=tuple(ranges)))))
    ranked.sort(key=lambda item: item[0])
    return [entry for _, entry in ranked[:MOST]]


def _menu(entry: Entry) -> int:
    """The work at the text before the rest."""
    menu = BY_ID[entry.id].menu
    return _OFTEN.index(menu) if menu in _OFTEN else len(_OFTEN)


def article_entry(window: MainWindow, row: QueueRow, query: str) -> Entry:
    """An article by its title."""
    facts = [x for x in (row.source, (row.published or "")[:10]) if x]
    shown = Row(
        " ".join(row.title.split()) or row.id, " · ".join([tr("Article"), *facts]),
        strong=tuple(matched(query, row.title) or ()),
    )  # fmt: skip
    return Entry(shown, partial(window.open_article, row.pk))


def _actions(window: MainWindow) -> list[Entry]:
    return [
        Entry(
            Row(a.plain, menu_words(a.menu), a.shown_key, why_not(a, window.desk)),
            partial(window.run, a.id),
            a.id,
        )
        for a in ACTIONS
        if a.id not in _LEFT_OUT
    ]


def label_entries(window: MainWindow) -> list[Entry]:
    """Labels for the selected words, else for the current span; a claim's types."""
    desk, commands = window.desk, window.commands
    chosen = commands.chosen_range() if desk.document is not None else None
    layer_id = ENTITY if chosen else desk.span.layer if desk.span else ""
    layer = desk.session.schema.layer(layer_id) if desk.session and layer_id else None
    if layer is None:
        return []
    what = (
        tr("Label the selected words")
        if chosen
        else tr("Relabel “{words}”").format(words=_short(desk))
    )
    if layer.id == CLAIM:
        kind = next((a for a in layer.attributes if a.id == "type"), None)
        keys = [*kind.keys, *[""] * len(kind.choices)] if kind else []
        of = what if chosen else tr("Of “{words}”").format(words=_short(desk))
        return [
            Entry(
                Row(tr("Type: {type}").format(type=called(c)), of, k),
                partial(commands.use_type, c),
            )
            for c, k in zip(kind.choices if kind else (), keys, strict=False)
        ]
    return [
        Entry(
            Row(_label_words(x), what, show_key(x.key) if x.key else ""),
            partial(commands.use_label, layer.id, x.id),
        )
        for x in layer.labels
        if not x.role
    ]


def _label_words(label: Label) -> str:
    if label.id.lower() == label.name.lower():
        return called(label.name)
    return f"{label.id.title()}: {called(label.name)}"


def _short(desk: Desk) -> str:
    words = " ".join(desk.span.text.split()) if desk.span else ""
    return words if len(words) <= 24 else words[:23].rstrip() + "…"


def _names(window: MainWindow) -> list[Entry]:
    """What the article's entity spans name, each name once."""
    desk = window.desk
    known = desk.document.names() if desk.document else {}
    found: dict[str, list[str]] = {}
    for span in desk.walk():
        if span.layer == ENTITY:
            name = known.get(span.entity or "") or " ".join(span.text.split())
            found.setdefault(name, []).append(span.id)
    return [
        Entry(
            Row(
                name,
                plural("Name · %n mentions", "Name · %n mention", len(ids)),
            ),
            partial(window.commands.to_next_of, ids),
        )
        for name, ids in found.items()
    ]
