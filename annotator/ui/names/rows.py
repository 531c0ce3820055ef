"""The rows of the list of names: groups, names, mentions; or names to choose from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtWidgets import QWidget

from annotator.model.naming import Known, Paragraphs
from annotator.model.people import Entity
from annotator.model.span import Span
from annotator.ui.tr import plural, tr, whole

Index = QModelIndex | QPersistentModelIndex
ROW = int(Qt.ItemDataRole.UserRole)
MENTIONS = "application/x-annotator-mentions"


@dataclass(frozen=True)
class Group:
    """A line above names of one kind."""

    words: str
    counts: str


@dataclass(frozen=True)
class NameRow:
    """A name. ``known`` has its mentions; None for a name of the whole project."""

    entity: Entity | None
    words: str
    label: str
    known: Known | None = None
    open: bool = False

    @property
    def id(self) -> str:
        """What tells two names apart."""
        return self.known.id if self.known else self.entity.id if self.entity else ""


@dataclass(frozen=True)
class MentionRow:
    """A mention below its name."""

    span: Span
    paragraph: int
    name: str


@dataclass(frozen=True)
class NewRow:
    """The choice to make a new name."""

    words: str


Row = Group | NameRow | MentionRow | NewRow


class Names(QAbstractListModel):
    """Rows with ticks. Counts of the whole project are asked for as rows are shown."""

    countsWanted = Signal(str)
    dropped = Signal(list, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[Row] = []
        self.letters: dict[str, str] = {}
        self.counts: dict[str, str] = {}
        self._asked: set[str] = set()
        self._ticked: set[str] = set()

    def set_rows(self, rows: list[Row]) -> None:
        """Show these; ticks of what is not there any more go."""
        if rows == self.rows:
            return
        self.beginResetModel()
        self.rows = rows
        self._ticked &= {key_of(r) for r in rows}
        self.endResetModel()

    def set_letters(self, letters: dict[str, str]) -> None:
        """Put letters on names, by id."""
        self.letters = letters
        self._changed()

    def set_counts(self, counts: dict[str, str]) -> None:
        """How often names are mentioned in the project, by id."""
        self.counts.update(counts)
        self._changed()

    def forget_counts(self) -> None:
        """Ask again when rows are shown."""
        self.counts.clear()
        self._asked.clear()
        self._changed()

    def _changed(self) -> None:
        if self.rows:
            self.dataChanged.emit(self.index(0), self.index(len(self.rows) - 1))

    # -- ticks ---------------------------------------------------------------------------------

    def toggle(self, at: int) -> None:
        """Tick a name or mention, or take its tick away."""
        row = self.row(at)
        if isinstance(row, NameRow | MentionRow):
            self._ticked ^= {key_of(row)}
            self.dataChanged.emit(self.index(at), self.index(at))

    def untick(self) -> None:
        """Tick nothing."""
        self._ticked.clear()
        self._changed()

    def is_ticked(self, row: Row) -> bool:
        """Whether a row is ticked."""
        return key_of(row) in self._ticked

    @property
    def ticked(self) -> list[Row]:
        """The ticked rows, from top to bottom."""
        return [r for r in self.rows if self.is_ticked(r)]

    # -- as Qt asks for it ---------------------------------------------------------------------

    def row(self, at: int) -> Row | None:
        """The row at a place."""
        return self.rows[at] if 0 <= at < len(self.rows) else None

    def find(self, key: str) -> int | None:
        """Where the row with a key is."""
        return next((i for i, r in enumerate(self.rows) if key_of(r) == key), None)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """One a row."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        """The words of a row, or the row itself."""
        row = self.row(index.row()) if index.isValid() else None
        if row is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return words_of(row)
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(row, NameRow) and row.entity:
            return about(row.entity)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            said = f"{words_of(row)}, {self.right_of(row)}"
            return tr("{row}, ticked").format(row=said) if self.is_ticked(row) else said
        return row if role == ROW else None

    def right_of(self, row: Row) -> str:
        """What stands at the right end of a row."""
        if isinstance(row, Group):
            return row.counts
        if isinstance(row, MentionRow):
            return f"¶{row.paragraph}"
        if isinstance(row, NewRow):
            return tr("new name")
        if row.known is not None:
            return plural("%n mentions", "%n mention", len(row.known.mentions))
        if row.id not in self._asked:
            self._asked.add(row.id)
            self.countsWanted.emit(row.id)
        return self.counts.get(row.id, "")

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Groups cannot be chosen."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if isinstance(self.row(index.row()), Group):
            return Qt.ItemFlag.ItemIsEnabled
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        row = self.row(index.row())
        if isinstance(row, MentionRow):
            return usual | Qt.ItemFlag.ItemIsDragEnabled
        return usual | Qt.ItemFlag.ItemIsDropEnabled if isinstance(row, NameRow) else usual

    # -- dragging a mention onto a name ----------------------------------------------------------

    def mimeTypes(self) -> list[str]:
        """Mentions of the article, and nothing else."""
        return [MENTIONS]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """The mentions that are dragged: with a ticked one all that are ticked."""
        rows = [self.row(i.row()) for i in indexes]
        if any(r is not None and self.is_ticked(r) for r in rows):
            rows = list(self.ticked)
        ids = [r.span.id for r in rows if isinstance(r, MentionRow)]
        data = QMimeData()
        data.setData(MENTIONS, "\n".join(ids).encode())
        return data

    def canDropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        """On a name; between rows there is nothing to drop on."""
        return data.hasFormat(MENTIONS) and isinstance(self.row(parent.row()), NameRow)

    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        """Say which mentions were dropped on which name; the list follows when it is stored."""
        target = self.row(parent.row())
        if not data.hasFormat(MENTIONS) or not isinstance(target, NameRow):
            return False
        ids = bytes(data.data(MENTIONS).data()).decode().split("\n")
        self.dropped.emit([x for x in ids if x], target.id)
        # True would have Qt take the dragged rows out.
        return False


def key_of(row: Row) -> str:
    """What tells a row from all others."""
    if isinstance(row, MentionRow):
        return f"mention {row.span.id}"
    if isinstance(row, NameRow):
        return f"name {row.id}"
    return f"{type(row).__name__} {row.words}"


def words_of(row: Row) -> str:
    """What a row says."""
    if isinstance(row, MentionRow):
        return " ".join(row.span.text.split())
    return f"“{row.words}”" if isinstance(row, NewRow) else row.words


def about(entity: Entity) -> str:
    """All that is known of an entity, a line each."""
    lines = [f"{entity.name} ({entity.label})"]
    lines += [tr("Also: {names}").format(names=", ".join(entity.aliases))] if entity.aliases else []
    lines += [tr("Id: {external}").format(external=entity.external)] if entity.external else []
    lines += [entity.note] if entity.note else []
    return "\n".join(lines)


def of_article(
    names: Sequence[Known], paragraphs: Paragraphs, open_ids: frozenset[str], words: str
) -> list[Row]:
    """Names in groups, opened ones with their mentions; only those with the words."""
    words = words.strip().casefold()
    groups: tuple[tuple[str, list[Known]], ...] = (
        (tr("People"), [k for k in names if k.entity and k.label == "PERSON"]),
        (tr("Organisations and places"), [k for k in names if k.entity and k.label != "PERSON"]),
        (tr("Not linked"), [k for k in names if not k.entity]),
    )
    rows: list[Row] = []
    for title, members in groups:
        fitting = [k for k in members if _fits(k, words)]
        if not fitting:
            continue
        rows.append(Group(title, plural("%n names", "%n name", len(members))))
        for known in fitting:
            opened = known.id in open_ids
            rows.append(NameRow(known.entity, known.words, known.label, known, opened))
            if opened:
                rows += [
                    MentionRow(s, paragraphs.number(s.start), known.id) for s in known.mentions
                ]
    return rows


def _fits(known: Known, words: str) -> bool:
    aliases = known.entity.aliases if known.entity else ()
    said = (known.words, known.label, *aliases, *(s.text for s in known.mentions))
    return any(words in x.casefold() for x in said)


def of_project(entities: Sequence[Entity], total: int) -> list[Row]:
    """Names of the whole project by name."""
    if not entities:
        return []
    shown = (
        tr("{at} of {every}").format(at=whole(len(entities)), every=whole(total))
        if len(entities) < total
        else plural("%n names", "%n name", total)
    )
    return [Group(tr("Whole project"), shown), *(NameRow(e, e.name, e.label) for e in entities)]


def to_choose(entities: Sequence[Entity], typed: str, new_allowed: bool) -> list[Row]:
    """Names to choose one from; what is typed may become a new one."""
    rows: list[Row] = [NameRow(e, e.name, e.label) for e in entities]
    typed = " ".join(typed.split())
    if new_allowed and typed:
        exact = any(typed == e.name for e in entities)
        rows.insert(len(rows) if exact else _place(entities, typed), NewRow(typed))
    return rows


def _place(entities: Sequence[Entity], typed: str) -> int:
    """A new name comes after those that begin with what is typed."""
    beginning = typed.casefold()
    return sum(1 for e in entities if e.name.casefold().startswith(beginning))
