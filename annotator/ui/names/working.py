"""What is done with names by the keys of their list: go, merge, rename, split, label, unlink."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from annotator.model.edit import Edit
from annotator.model.people import Entity
from annotator.model.span import ENTITY
from annotator.services import naming
from annotator.services.projects import Project
from annotator.ui.names.listing import Listing
from annotator.ui.names.pane import NamesPane, Question
from annotator.ui.names.rows import MentionRow, NameRow, NewRow, Row
from annotator.ui.schema_words import called
from annotator.ui.tr import plural, tr

if TYPE_CHECKING:
    from annotator.ui.desk import Desk

Answer = Callable[[str, Row | None], None]


class Working(Listing):
    """Connects the keys of the pane with the services."""

    mentionWanted = Signal(str)
    placesWanted = Signal(str)
    saidWanted = Signal(str)

    def __init__(self, desk: Desk, pane: NamesPane, parent: QObject | None = None) -> None:
        super().__init__(desk, pane, parent)
        pane.key_handler = self.key
        pane.activated.connect(self._activate)
        pane.model.dropped.connect(self._dropped)

    # -- keys ----------------------------------------------------------------------------------

    def key(self, name: str) -> bool:
        """Handle a key of the rows; returns whether it meant something."""
        acts: dict[str, Callable[[], None]] = {
            "Return": lambda: self._activate(self.pane.row),
            "Right": lambda: self._unfold(True),
            "Left": lambda: self._unfold(False),
            "Space": self._tick,
            "M": self._merge, "R": self._rename, "S": self._split, "A": self._alias,
            "Shift+A": self._unalias, "X": self._unlink, "Del": self._unlink,
            "E": self._external, "N": self._note,
            "F": self._places, "Shift+S": self._said,
            "W": self.pane.project.toggle,
            "Esc": self.pane.left.emit,
        }  # fmt: skip
        if name in acts:
            acts[name]()
        elif len(name) == 1 and name.isdigit():
            self._label(name)
        else:
            return False
        return True

    @property
    def current(self) -> Row | None:
        """The current row."""
        return self.pane.model.row(self.pane.row)

    def _name(self) -> NameRow | None:
        """The name of the current row, or of the mention in it."""
        return self._name_of(self.current)

    def _name_of(self, row: Row | None) -> NameRow | None:
        if isinstance(row, MentionRow):
            at = self.pane.model.find(f"name {row.name}")
            row = self.pane.model.row(at) if at is not None else None
        return row if isinstance(row, NameRow) else None

    def _entity(self) -> Entity | None:
        row = self._name()
        if row is None:
            self.desk.said.emit(tr("No name is current"))
        elif row.entity is None:
            self.desk.said.emit(
                tr("“{words}” is not linked yet. R gives it a name, M links it").format(
                    words=row.words
                )
            )
        return row.entity if row else None

    def _activate(self, at: int) -> None:
        row = self.pane.model.row(at)
        if isinstance(row, MentionRow):
            self.mentionWanted.emit(row.span.id)
        elif isinstance(row, NameRow) and row.known is not None:
            # From mention to mention, going round.
            ids = [s.id for s in row.known.mentions]
            here = ids.index(self.desk.current) if self.desk.current in ids else -1
            self.mentionWanted.emit(ids[(here + 1) % len(ids)])
        elif isinstance(row, NameRow) and row.entity is not None:
            self.placesWanted.emit(row.entity.id)

    def _unfold(self, on: bool) -> None:
        row = self._name()
        if row is None or row.known is None:
            return
        self._open = self._open | {row.id} if on else self._open - {row.id}
        self.pane.go(self.pane.model.find(f"name {row.id}") or 0)
        self.show()

    def _tick(self) -> None:
        self.pane.model.toggle(self.pane.row)
        self.pane.step(1)

    def _places(self) -> None:
        entity = self._entity()
        if entity is not None:
            self.placesWanted.emit(entity.id)

    def _said(self) -> None:
        entity = self._entity()
        if entity is not None:
            self.saidWanted.emit(entity.id)

    # -- changing ------------------------------------------------------------------------------

    def change(self, work: Callable[[Project, str], Edit | None]) -> None:
        """Run a service function as one mutation, then be where one was."""
        who = self.desk.annotator

        def done(edit: Edit | None) -> None:
            if edit is not None:
                self.pane.model.untick()
                self.desk.said.emit(edit.summary)

        self.desk.when_idle(lambda: self.desk.mutate(lambda p: work(p, who), done))

    def ask(self, words: str, answered: Answer, **options: object) -> None:
        """Ask in the field; afterwards the rows have the focus again."""

        def done(typed: str, row: Row | None) -> None:
            self.pane.focus_list()
            answered(typed, row)

        self.pane.ask(Question(words, done, **options))  # type: ignore[arg-type]

    def _rename(self) -> None:
        row = self._name()
        if row is None:
            return
        entity = row.entity
        if entity is None:
            self._name_unlinked(row)
            return
        self.ask(
            tr("Rename “{name}” to").format(name=entity.name),
            lambda words, _: self.change(lambda p, who: naming.rename(p, who, entity.id, words)),
            filled=entity.name,
        )

    def _name_unlinked(self, row: NameRow) -> None:
        ids = [s.id for s in row.known.mentions] if row.known else []
        pk = self.desk.pk
        if pk is None:
            return
        self.ask(
            tr("The name of “{words}”").format(words=row.words),
            lambda words, _: self.change(lambda p, who: naming.link_new(p, who, pk, ids, words)),
            filled=row.words,
        )

    def _merge(self) -> None:
        """The ticked names into the current one; without ticks the current one into another."""
        row = self._name()
        if row is None:
            return
        others = [r for r in self.pane.model.ticked if isinstance(r, NameRow) and r.id != row.id]
        if others and row.entity is not None:
            self._join(row.entity, others)
            return
        self.ask(
            tr("“{words}” is").format(words=row.words),
            lambda words, chosen: self._merge_into(row, chosen),
            choices=True,
            without=row.id,
        )

    def _merge_into(self, row: NameRow, chosen: Row | None) -> None:
        if isinstance(chosen, NameRow) and chosen.entity is not None:
            self._join(chosen.entity, [row])

    def _join(self, keep: Entity, others: list[NameRow]) -> None:
        entities = [r.entity.id for r in others if r.entity is not None]
        mentions = [s.id for r in others if r.entity is None and r.known for s in r.known.mentions]
        pk = self.desk.pk
        if mentions and pk is not None:
            self.change(lambda p, who: naming.link(p, who, pk, mentions, keep.id))
        if entities:
            self.change(lambda p, who: naming.merge(p, who, keep.id, entities))

    def _split(self) -> None:
        """The ticked mentions, else the current one, off from their name."""
        chosen = [r for r in self.pane.model.ticked if isinstance(r, MentionRow)]
        if not chosen and isinstance(self.current, MentionRow):
            chosen = [self.current]
        name, pk = self._name_of(chosen[0] if chosen else None), self.desk.pk
        if name is None or name.entity is None or pk is None:
            self.desk.said.emit(tr("→ shows the mentions; Space ticks those that are someone else"))
            return
        entity, spans = name.entity, [r.span.id for r in chosen]
        self.ask(
            plural("%n of “{name}” split off as", "%n of “{name}” split off as", len(spans)).format(
                name=entity.name
            ),
            lambda words, _: self.change(
                lambda p, who: naming.split(p, who, entity.id, [(pk, s) for s in spans], words)
            ),
            filled=" ".join(chosen[0].span.text.split()),
        )

    def _alias(self) -> None:
        entity = self._entity()
        if entity is not None:
            self.ask(
                tr("“{name}” is also").format(name=entity.name),
                lambda words, _: self.change(
                    lambda p, who: naming.add_alias(p, who, entity.id, words)
                ),
            )

    def _unalias(self) -> None:
        entity = self._entity()
        if entity is None:
            return
        if not entity.aliases:
            self.desk.said.emit(tr("“{name}” has no alias").format(name=entity.name))
            return
        self.ask(
            tr("Not “{name}” ({aliases})").format(
                name=entity.name, aliases=", ".join(entity.aliases)
            ),
            lambda words, _: self.change(
                lambda p, who: naming.remove_alias(p, who, entity.id, words)
            ),
            filled=entity.aliases[-1],
        )

    def _external(self) -> None:
        entity = self._entity()
        if entity is not None:
            self.ask(
                tr("Id of “{name}” elsewhere").format(name=entity.name),
                lambda words, _: self.change(
                    lambda p, who: naming.set_external(p, who, entity.id, words)
                ),
                filled=entity.external or "",
            )

    def _note(self) -> None:
        entity = self._entity()
        if entity is not None:
            self.ask(
                tr("Note on “{name}”").format(name=entity.name),
                lambda words, _: self.change(
                    lambda p, who: naming.set_note(p, who, entity.id, words)
                ),
                filled=entity.note or "",
            )

    def _label(self, key: str) -> None:
        entity, session = self._entity(), self.desk.session
        layer = session.schema.layer(ENTITY) if session else None
        if entity is None or layer is None:
            return
        label = next((x.id for x in layer.labels if x.key == key), None)
        if label is None:
            self.desk.said.emit(
                tr("{name}: no label has the key {key}").format(name=called(layer.name), key=key)
            )
        else:
            self.change(lambda p, who: naming.set_label(p, who, entity.id, label))

    def _unlink(self) -> None:
        pk = self.desk.pk
        chosen = [r for r in self.pane.model.ticked if isinstance(r, MentionRow)]
        current = self.current
        if not chosen and isinstance(current, MentionRow):
            chosen = [current]
        ids = [r.span.id for r in chosen if r.span.entity]
        if not ids or pk is None:
            self.desk.said.emit(tr("→ shows the mentions; X takes the name from one"))
            return
        self.change(lambda p, who: naming.link(p, who, pk, ids, None))

    def _dropped(self, spans: list[str], name: str) -> None:
        """Mentions were dragged onto a name: they are mentions of that one."""
        at, pk = self.pane.model.find(f"name {name}"), self.desk.pk
        row = self.pane.model.row(at) if at is not None else None
        if not isinstance(row, NameRow) or pk is None or not spans:
            return
        entity, known = row.entity, row.known
        if entity is not None:
            self.change(lambda p, who: naming.link(p, who, pk, spans, entity.id))
        elif known is not None:
            # A name that nothing is linked to yet becomes one of all of these.
            ids = list(dict.fromkeys([*(s.id for s in known.mentions), *spans]))
            self.change(lambda p, who: naming.link_new(p, who, pk, ids, row.words))

    # -- linking from the text -----------------------------------------------------------------

    def choose(self, words: str, chosen: Callable[[Entity | str], None]) -> None:
        """Ask for a name for a mention: an entity, or the words of a new name."""

        def answered(_: str, row: Row | None) -> None:
            self.pane.left.emit()
            if isinstance(row, NewRow):
                chosen(row.words)
            elif isinstance(row, NameRow) and row.entity is not None:
                chosen(row.entity)

        self.pane.ask(
            Question(
                tr("“{words}” is").format(words=words),
                answered,
                filled=words,
                choices=True,
                new_allowed=True,
            )
        )
