"""What the concordance does: searches in slices, decides on the ticked lines, opens articles."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from annotator.model.edit import Edit
from annotator.model.errors import AnnotatorError
from annotator.model.query import ARTICLE_FIELDS, LEMMA, SPAN_FIELDS, STATES
from annotator.model.span import CLAIM, Span
from annotator.services import concordance, marking
from annotator.services.concordance import Found, Hit, Search
from annotator.services.marking import Place
from annotator.services.projects import Project
from annotator.ui import settings
from annotator.ui.actions import key_of
from annotator.ui.concordance.forms import Forms
from annotator.ui.concordance.lines import layer_of
from annotator.ui.concordance.pane import ConcordancePane
from annotator.ui.schema_words import called
from annotator.ui.tr import plural, tr, whole

if TYPE_CHECKING:
    from annotator.ui.desk import Desk


@dataclass(frozen=True)
class Origin:
    """What other places are to be like: label and name of the span that was current."""

    layer: str
    label: str
    entity: str | None

    @classmethod
    def of(cls, span: Span) -> Origin:
        """As the span is."""
        return cls(span.layer, span.label, span.entity)


class Working(QObject):
    """Connects the pane with the desk."""

    placeWanted = Signal(int, int, int)
    left = Signal()

    def __init__(self, desk: Desk, pane: ConcordancePane, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk, self.pane = desk, pane
        self.origin: Origin | None = None
        self.found = Found((), 0, 0, True)
        self._search: Search | None = None
        self._forms = Forms(self)
        self._trouble = ""
        self._stopped = False
        pane.field.asked.connect(lambda words: self.search(words))
        pane.field.entered.connect(pane.focus_lines)
        pane.field.left.connect(self.left)
        pane.field.values = self._values
        pane.lines.ticksChanged.connect(self._tell)
        pane.lineOpened.connect(self._open)
        pane.key_handler = self.key
        desk.projectOpened.connect(self._project_opened)
        desk.edited.connect(self._edited)

    # -- searching -----------------------------------------------------------------------------

    def search(self, query: str, first: int | None = None, origin: Origin | None = None) -> None:
        """Find all places of a query; with ``origin`` those that are left come ticked."""
        self.cancel()
        self.origin, self._trouble, self._stopped = origin, "", False
        self.found = Found((), 0, 0, True)
        self.pane.lines.clear()
        if not query.strip() or self.desk.session is None:
            self._tell()
            return
        self._search = Search(query, self.desk.annotator, first)
        self.found = Found((), 0, 0, False)
        self._next(self._search)
        self._tell()

    def cancel(self) -> None:
        """Look no further."""
        if self._search is not None and not self.found.done:
            self._stopped = True
        self._search = None
        self._tell()

    def stop(self) -> None:
        """The window is about to close."""
        self.cancel()
        self.pane.field.stop()
        self._forms.stop()

    def _next(self, search: Search) -> None:
        def done(found: Found) -> None:
            if self._search is search:
                self._arrived(search, found)

        # A slice at a time: what else is asked of the thread gets its turn in between.
        self.desk.database.call(search.step, done, lambda error: self._failed(search, error))

    def _failed(self, search: Search, error: Exception) -> None:
        if self._search is search:
            self._search = None
            self.found = Found((), 0, 0, True)
            self._trouble = _sentence(error)
            self._tell()

    def _inflect(self, search: Search, words: Sequence[str]) -> None:
        """Have the forms of words looked up, and go on with them."""
        session = self.desk.session
        if session is None:
            return

        def done(forms: dict[str, tuple[str, ...]]) -> None:
            if self._search is search:
                search.give(forms)
                self._next(search)

        pipeline = settings.pipeline(session.path)
        self._forms.ask(pipeline, words, done, lambda error: self._failed(search, error))

    def _arrived(self, search: Search, found: Found) -> None:
        pane, hits = self.pane, list(found.hits)
        first = not pane.lines.rowCount()
        left = [h for h in hits if concordance.is_left(h, self.desk.annotator)]
        pane.lines.add(hits, left if self.origin is not None else [])
        self.found = found
        if hits and (first or found.done):
            pane.fit()
        if hits and first:
            pane.go(0)
        if found.done:
            self._search = None
        elif found.lemmas:
            self._inflect(search, found.lemmas)
        else:
            self._next(search)
        self._tell()

    # -- what is said --------------------------------------------------------------------------

    def _tell(self) -> None:
        ticked = len(self.pane.lines.ticked)
        self.pane.tell(
            self._trouble or self._summary(),
            tr("{ticked} ticked").format(ticked=whole(ticked)) if ticked else "",
            error=bool(self._trouble),
            searching=self._search is not None,
        )
        self.pane.show_keys(self._keys(ticked))

    def _summary(self) -> str:
        found, shown = self.found, self.pane.lines.rowCount()
        if found.lemmas and not self._stopped:
            return tr("Looking up the forms of {words}…").format(words=", ".join(found.lemmas))
        if not found.done and not self._stopped:
            return tr("Searching… {total} so far").format(total=whole(found.total))
        if not self.pane.field.text().strip():
            return ""
        if not found.total:
            words = self.pane.field.text().strip()
            return (
                tr("Stopped. Nothing so far")
                if self._stopped
                else tr("No place for {words}").format(words=words)
            )
        where = plural("in %n articles", "in %n article", found.articles)
        places = plural("%n places", "%n place", found.total)
        if self._stopped:
            said = tr("Stopped at {places} {in_articles}")
        elif shown < found.total and found.more:
            said = tr("{shown} of more than {places} {in_articles}")
        elif shown < found.total:
            said = tr("{shown} of {places} {in_articles}")
        else:
            said = tr("{places} {in_articles}")
        return said.format(places=places, in_articles=where, shown=whole(shown))

    def _keys(self, ticked: int) -> list[tuple[str, str]]:
        label = self.origin.label if self.origin else ""
        if ticked:
            accept = plural("accept the %n ticked", "accept the %n ticked", ticked)
            mark = plural("mark the %n ticked {label}", "mark the %n ticked {label}", ticked)
            relabel = plural("label the %n ticked", "label the %n ticked", ticked)
        else:
            accept, mark = tr("accept this line"), tr("mark this line {label}")
            relabel = tr("label this line")
        return [
            ("Enter", tr("open", "do")), ("Space", tr("tick")), ("Ctrl+A", tr("all or none")),
            ("Ctrl+Enter", mark.format(label=label) if label else accept), ("1–9", relabel),
            ("X", tr("reject")),
            ("Esc", tr("stop") if not self.found.done else tr("back to the text")),
        ]  # fmt: skip

    # -- keys of the lines ---------------------------------------------------------------------

    def key(self, name: str) -> bool:
        """Handle a key of the lines; returns whether it meant something."""
        pane = self.pane
        if name == "Space":
            pane.lines.toggle(pane.row)
            pane.go(pane.row + 1)
        elif name == "Ctrl+A":
            pane.lines.tick_all(not pane.lines.all_ticked)
        elif name == "Return":
            self._open(pane.row)
        elif name == "Ctrl+Return":
            self.desk.when_idle(self._accept)
        elif name in ("X", "Del"):
            self.desk.when_idle(self._reject)
        elif len(name) == 1 and name.isdigit():
            self.desk.when_idle(lambda: self._label(name))
        elif name == "Esc":
            if self._search is not None:
                self.cancel()
            else:
                self.left.emit()
        else:
            return False
        return True

    def _open(self, row: int) -> None:
        hit = self.pane.lines.hit(row)
        if hit is not None:
            self.placeWanted.emit(hit.pk, hit.start, hit.end)

    def _chosen(self) -> list[Hit]:
        """The ticked lines, else the current one."""
        current = self.pane.lines.hit(self.pane.row)
        return self.pane.lines.ticked or ([current] if current else [])

    def _label(self, key: str) -> None:
        hits, session = self._chosen(), self.desk.session
        current = self.pane.lines.hit(self.pane.row) or (hits[0] if hits else None)
        if current is None or session is None:
            return
        layer = session.schema.layer(layer_of(current))
        if layer is None:
            return
        if layer.id == CLAIM:
            types = next((a for a in layer.attributes if a.id == "type"), None)
            value = dict(zip(types.keys, types.choices, strict=False)).get(key) if types else None
            if value is not None:
                self._decide(hits, lambda p, who, x: marking.claim_type(p, who, x, value))
                return
        else:
            label = next((x.id for x in layer.labels if x.key == key), None)
            if label is not None:
                self._decide(hits, lambda p, who, x: marking.label(p, who, x, layer.id, label))
                return
        self.desk.said.emit(
            tr("{name}: nothing has the key {key}").format(name=called(layer.name), key=key)
        )

    def _accept(self) -> None:
        origin = self.origin
        if origin is None:
            self._decide(self._chosen(), marking.accept)
        else:
            self._decide(
                self._chosen(),
                lambda p, who, x: marking.label(
                    p, who, x, origin.layer, origin.label, origin.entity
                ),
            )

    def _reject(self) -> None:
        one = not self.pane.lines.ticked
        self._decide(self._chosen(), marking.reject, lambda: self.pane.go(self.pane.row + one))

    def _decide(
        self,
        hits: Sequence[Hit],
        service: Callable[[Project, str, Sequence[Place]], Edit | None],
        then: Callable[[], None] = lambda: None,
    ) -> None:
        if not hits:
            self.desk.said.emit(tr("No line is current"))
            return
        who, places = self.desk.annotator, [_place(h) for h in hits]

        def done(edit: Edit | None) -> None:
            if edit is not None:
                self.pane.lines.tick_all(False)
                self.desk.said.emit(
                    tr("{summary}. {undo} takes it back").format(
                        summary=edit.summary, undo=key_of("undo")
                    )
                )
                then()

        self.desk.mutate(lambda p: service(p, who, places), done)

    # -- following the desk --------------------------------------------------------------------

    def _edited(self, edit: Edit) -> None:
        touched = set(edit.articles)
        before = [h for h in self.pane.lines.hits if h.pk in touched]
        if before:
            who = self.desk.annotator
            self.desk.database.call(
                lambda p: concordance.again(p, who, before),
                lambda now: self.pane.lines.replace(before, now),
                lambda error: self.desk.said.emit(_sentence(error)),
            )

    def _project_opened(self) -> None:
        session = self.desk.session
        self._search = None
        self.pane.delegate.schema = session.schema if session else None
        self.pane.field.clear()
        self.search("")

    def _values(self) -> dict[str, Sequence[str]]:
        """What the query can ask for in this project, with the values that are known."""
        session, document = self.desk.session, self.desk.document
        if session is None:
            return {}
        values: dict[str, Sequence[str]] = dict.fromkeys((*SPAN_FIELDS, *ARTICLE_FIELDS), ())
        layers = session.schema.layers
        values[LEMMA] = ()
        values["label"] = [x.id for layer in layers for x in layer.labels]
        values["layer"] = [x.id for x in layers]
        values["state"] = STATES
        values["source"] = sorted({r.source for r in session.rows if r.source})
        values["article"] = [r.id for r in session.rows[:1000]]
        if document is not None:
            names = sorted({e.name for e in document.entities.values() if e.same_as is None})
            values["entity"] = values["speaker"] = names
        values.update({a.id: a.choices for layer in layers for a in layer.attributes})
        return values


def _place(hit: Hit) -> Place:
    span = None if hit.of_words or hit.span is None else hit.span.id
    return Place(hit.pk, hit.start, hit.end, span)


def _sentence(error: Exception) -> str:
    words = error.what if isinstance(error, AnnotatorError) else str(error)
    remedy = f". {error.remedy}" if isinstance(error, AnnotatorError) and error.remedy else ""
    return words[:1].upper() + words[1:] + remedy
