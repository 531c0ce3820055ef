"""Two articles with mentions that are not linked yet, and hands for the list of names."""

from __future__ import annotations

from pathlib import Path

from desktop import Desktop
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator.model.people import Entity
from annotator.services import adding, importing, known, projects, reading
from annotator.ui.names.pane import NamesPane
from annotator.ui.names.rows import NameRow

TEXT = """Harbour deal signed

Maria Olsen leads the port. Olsen met Jan Brandt.

“We sign today,” Olsen said. Brandt agreed, and so did M. Olsen.

The port of Varde is calm. Varde waits.
"""
PEOPLE = ("Maria Olsen", "Olsen met", "Jan Brandt", "Olsen said", "Brandt agreed", "M. Olsen")
WORDS = {"Olsen met": "Olsen", "Olsen said": "Olsen", "Brandt agreed": "Brandt"}


def make_names(folder: Path) -> Path:
    """A project of two articles with ana's own mentions, none of them linked."""
    path = folder / "names.db"
    second = "Elsewhere\n\nMaria Olsen was in Oslo."
    (folder / "first.txt").write_text(TEXT, "utf-8")
    (folder / "second.txt").write_text(second, "utf-8")
    with projects.create_project(path) as project:
        importing.import_paths(project, [folder / "first.txt", folder / "second.txt"])
        for words in PEOPLE:
            start = TEXT.index(words)
            length = len(WORDS.get(words, words))
            adding.add_span(project, "ana", 1, "entity", "PERSON", start, start + length)
        for at in (TEXT.index("Varde"), TEXT.rindex("Varde")):
            adding.add_span(project, "ana", 1, "entity", "GPE", at, at + 5)
        start = second.index("Maria")
        adding.add_span(project, "ana", 2, "entity", "PERSON", start, start + 11)
    return path


def pane(desktop: Desktop) -> NamesPane:
    """The list of names."""
    return desktop.window.names.pane


def links(desktop: Desktop, pk: int = 1) -> dict[str, list[str]]:
    """Names in the file, each with the words of its mentions."""
    out: dict[str, list[str]] = {}
    with projects.open_project(desktop.path, readonly=True) as project:
        assert list(projects.check(project)) == []
        document = reading.load(project, pk)
        for span in sorted(document.spans.values(), key=lambda s: s.start):
            entity = document.entity_of(span)
            if entity is not None and span.annotator == "ana" and span.state == "accepted":
                out.setdefault(entity.name, []).append(span.text)
    return out


def entities(desktop: Desktop) -> dict[str, Entity]:
    """The names of the project in the file."""
    with projects.open_project(desktop.path, readonly=True) as project:
        return {e.name: e for e in known.find(project, "")}


def shown(desktop: Desktop) -> list[str]:
    """The rows of the list with what stands at their end."""
    model = pane(desktop).model
    return [f"{model.index(i).data()} {model.right_of(r)}" for i, r in enumerate(model.rows)]


def press(desktop: Desktop, keys: str) -> None:
    """Press keys in the list of names."""
    for key in keys.split():
        *held, last = key.split("+")
        modifiers = Qt.KeyboardModifier.NoModifier
        for name in held:
            modifiers |= getattr(Qt.KeyboardModifier, f"{name}Modifier")
        last = {"Esc": "Escape"}.get(last, last.upper() if len(last) == 1 else last)
        QTest.keyClick(pane(desktop).list, getattr(Qt.Key, f"Key_{last}"), modifiers)
        desktop.settle()


def answer(desktop: Desktop, words: str) -> None:
    """Type into the field that asks, and press Enter."""
    field = pane(desktop).field
    assert field.hasFocus() and pane(desktop).question is not None
    field.selectAll()
    QTest.keyClicks(field, words)
    desktop.settle()
    QTest.keyClick(field, Qt.Key.Key_Return)
    desktop.settle()


def at(desktop: Desktop, words: str) -> None:
    """Make the mention that begins these words current."""
    start = TEXT.index(words)
    found = next(s for s in desktop.spans("entity") if s.start == start)
    desktop.window.desk.set_current(found.id)
    desktop.settle()


def go_to(desktop: Desktop, words: str) -> None:
    """Make the name with these words current in the list."""
    model = pane(desktop).model
    rows = [i for i, r in enumerate(model.rows) if isinstance(r, NameRow) and r.words == words]
    assert rows, shown(desktop)
    pane(desktop).go(rows[0])


def link_all(desktop: Desktop) -> None:
    """Maria Olsen with all of hers, Jan Brandt with his."""
    at(desktop, "Maria Olsen")
    desktop.press("L Plus")
    at(desktop, "Olsen met")
    desktop.press("L Shift+Return")
    at(desktop, "Jan Brandt")
    desktop.press("L Plus")
    at(desktop, "Brandt agreed")
    desktop.press("L Return")
