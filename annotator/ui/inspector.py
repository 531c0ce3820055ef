"""The inspector: what the current span is, and everything that can be said about it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from annotator.model.document import View
from annotator.model.edit import Edit
from annotator.model.schema import LabelSchema
from annotator.model.span import CLAIM, ENTITY, SUGGESTED, Span
from annotator.model.tracing import from_to
from annotator.ui.actions import BY_ID
from annotator.ui.article_comment import ArticleComment
from annotator.ui.escape import leave_by_escape
from annotator.ui.inspector_page import LayerPage
from annotator.ui.pill import Pill
from annotator.ui.reasons import in_words
from annotator.ui.schema_words import called
from annotator.ui.theme import Theme, sans, serif
from annotator.ui.tr import decimal, marked, plural, tr

_TRAIL = 3
# What three buttons may need in the narrowest pane, without the gaps between them.
_BUTTON_ROOM = 244
_KINDS = {ENTITY: marked("Entity"), "quote": marked("Quote"), CLAIM: marked("Claim")}


class Inspector(QWidget):
    """Shows one span; says what was asked for by signals, changes nothing itself."""

    actionWanted = Signal(str)
    labelChosen = Signal(str)
    attributeChosen = Signal(str, object)
    noteWritten = Signal(str)
    commentWritten = Signal(str)
    spanWanted = Signal(str)
    tagsWanted = Signal(str, str)
    left = Signal()
    contentChanged = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("inspector")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.theme = theme
        self.schema: LabelSchema | None = None
        self._pages: dict[str, LayerPage] = {}
        self.kind = QLabel()
        self.pill = Pill(theme)
        self.quotation = QLabel()
        self.quotation.setWordWrap(True)
        self.quotation.setTextFormat(Qt.TextFormat.PlainText)
        self.stack = QStackedWidget()
        self._shelf = QWidget(self)
        self._shelf.hide()
        self._named: dict[str, tuple[QPushButton, str]] = {}
        self.accept = self._button("accept", tr("Accept"), primary=True)
        self.reject = self._button("reject", tr("Reject"))
        self.unsure = self._button("unsure", tr("Unsure"))
        self._name_buttons()
        self.origin = QLabel()
        self.origin.setWordWrap(True)
        self.origin.setProperty("role", "dim")
        self.empty = QLabel()
        self.empty.setWordWrap(True)
        self.empty.setTextFormat(Qt.TextFormat.RichText)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.trail = QLabel()
        self.trail.setWordWrap(True)
        self.trail.setTextFormat(Qt.TextFormat.PlainText)
        self.trail.setProperty("role", "meta")
        self._trail_of: str | None = None
        self.comment = ArticleComment()
        self.comment.written.connect(self.commentWritten)
        self.comment.left.connect(self.left)
        self._lay_out()
        self.show_nothing(None)

    def _button(self, action: str, words: str, primary: bool = False) -> QPushButton:
        # Moves to the page of the layer that is shown; until then it is on the shelf.
        button = QPushButton(self._shelf)
        self._named[action] = (button, words)
        button.setMinimumHeight(32)
        button.setProperty("tight", "true")
        if primary:
            button.setProperty("primary", "true")
        button.clicked.connect(lambda: self.actionWanted.emit(action))
        return button

    def _name_buttons(self) -> None:
        for action, (button, words) in self._named.items():
            key = BY_ID[action].shown_key
            button.setText(f"{words}  {key}".rstrip())
            button.setAccessibleName(
                tr("{words}, key {key}").format(words=words, key=key) if key else words
            )
            button.setToolTip("")
        buttons = [button for button, _ in self._named.values()]
        # Longer words or keys than the pane holds: the keys are in the status bar, too.
        if sum(b.sizeHint().width() for b in buttons) > _BUTTON_ROOM:
            for action, (button, words) in self._named.items():
                button.setText(words)
                button.setToolTip(BY_ID[action].shown_key)

    def show_keys(self) -> None:
        """Name the keys in use."""
        self._name_buttons()
        if self.schema is not None:
            self.set_schema(self.schema)

    def field(self, name: str) -> QWidget | None:
        """The field of an attribute of the span that is shown."""
        page = self.stack.currentWidget()
        if not isinstance(page, LayerPage) or not self.body.isVisible():
            return None
        return page.fields.get(name)

    def _lay_out(self) -> None:
        self.kind.setFont(sans(13, QFont.Weight.DemiBold))
        head = QHBoxLayout()
        head.addWidget(self.kind)
        head.addStretch(1)
        head.addWidget(self.pill)
        self.body = QWidget()
        layout = QVBoxLayout(self.body)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addLayout(head)
        layout.addWidget(self.quotation)
        layout.addWidget(self.stack)
        layout.addWidget(self.origin)
        layout.addWidget(self.trail)
        self._inner = QWidget()
        column = QVBoxLayout(self._inner)
        column.setContentsMargins(16, 14, 16, 10)
        column.addWidget(self.empty)
        column.addWidget(self.comment)
        column.addWidget(self.body)
        column.addStretch(1)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(self._inner)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.area)

    def set_schema(self, schema: LabelSchema) -> None:
        """Offer these labels and attributes."""
        self.schema = schema
        # The buttons go from page to page; they must not go with one.
        for button in (self.accept, self.reject, self.unsure):
            button.setParent(self._shelf)
        for page in self._pages.values():
            self.stack.removeWidget(page)
            page.deleteLater()
        self._pages.clear()

    def set_theme(self, theme: Theme) -> None:
        """Paint with another theme."""
        self.theme = theme
        self.pill.set_theme(theme)
        if self.schema is not None:
            self.set_schema(self.schema)

    def _page(self, layer_id: str) -> LayerPage | None:
        layer = self.schema.layer(layer_id) if self.schema else None
        if layer is None:
            return None
        if layer_id not in self._pages:
            page = LayerPage(layer, self.theme)
            page.labelChosen.connect(self.labelChosen)
            page.attributeChosen.connect(self.attributeChosen)
            page.noteWritten.connect(self.noteWritten)
            page.actionWanted.connect(self.actionWanted)
            page.spanWanted.connect(self.spanWanted)
            page.tagsWanted.connect(self.tagsWanted)
            page.left.connect(self.left)
            self._pages[layer_id] = page
            self.stack.addWidget(page)
        return self._pages[layer_id]

    def show_nothing(self, progress: tuple[int, int] | None, comment: str | None = None) -> None:
        """No span is current: how far the article is, the commonest keys, the comment on it."""
        self.body.hide()
        lines = []
        if progress and progress[1]:
            lines.append(
                plural(
                    "<b>{decided} of %n</b> suggestions decided",
                    "<b>{decided} of %n</b> suggestions decided",
                    progress[1],
                ).format(decided=progress[0])
            )
        if progress is not None:
            for action in ("next_open", "add", "help"):
                known = BY_ID[action]
                lines.append(f"<b>{known.shown_key}</b>&nbsp;&nbsp;{known.title}")
        self.empty.setText("<br><br>".join(lines))
        self.empty.setVisible(bool(lines))
        self.comment.show_comment(comment)
        self.comment.setVisible(progress is not None)
        self.contentChanged.emit()

    def show_span(self, span: Span, view: View, names: tuple[str, str] = ("", "")) -> None:
        """Show a span with its relations; ``names``: which name it is, how many are called so."""
        page = self._page(span.layer)
        self.kind.setText(self._kind(span))
        self.pill.show_span(span)
        font = serif(18, QFont.Weight.DemiBold) if span.layer == ENTITY else serif(16)
        if font != self.quotation.font():
            self.quotation.setFont(font)
        self.quotation.setText(_short(span.text))
        self.quotation.setAccessibleName(span.text)
        self.accept.setEnabled(span.state == SUGGESTED)
        self.unsure.setProperty("on", span.unsure)
        if page is not None:
            assert self.schema is not None
            page.show_span(span, view, self.schema)
            page.show_names(*names)
            if self.accept.parentWidget() is not page:
                for button, share in ((self.accept, 6), (self.reject, 4), (self.unsure, 4)):
                    page.buttons.addWidget(button, share)
                    button.show()
            self.stack.setCurrentWidget(page)
            self.stack.setFixedHeight(page.sizeHint().height())
        cue = view.tail(span.id, "CUE")
        self.origin.setText(_origin(span, cue.text if cue else None))
        self.origin.setToolTip(span.reason or "")
        if span.id != self._trail_of:
            self._write_trail(span.id, "")
        self.empty.hide()
        self.comment.hide()
        self.body.show()
        self.contentChanged.emit()

    def _kind(self, span: Span) -> str:
        label = self.schema.label(span.layer, span.label) if self.schema else None
        if label is not None and label.role:
            return called(label.name)
        known = _KINDS.get(span.layer)
        return tr(known) if known else span.layer.capitalize()

    def show_trail(self, span_id: str, edits: list[Edit], ids: tuple[str, ...] = ()) -> None:
        """What was done to the span: who, when, from what to what; the newest first."""
        lines = []
        for edit in edits[:_TRAIL]:
            what = from_to(edit, ids) or edit.summary
            lines.append(f"{edit.at[5:16].replace('T', ' ')}  {edit.annotator}: {what}")
        if len(edits) > _TRAIL:
            lines.append(
                plural("and %n more in History", "and %n more in History", len(edits) - _TRAIL)
            )
        if self._write_trail(span_id, "\n".join(lines)):
            self.contentChanged.emit()

    def _write_trail(self, span_id: str, words: str) -> bool:
        """Returns whether other words are shown than before."""
        self._trail_of = span_id
        other = words != self.trail.text()
        self.trail.setText(words)
        self.trail.setVisible(bool(words))
        return other

    def set_tags(self, layer: str, attribute: str, tags: tuple[str, ...]) -> None:
        """The tags in use, for a field to offer."""
        if layer in self._pages:
            self._pages[layer].set_tags(attribute, tags)

    def focus_comment(self, comment: str | None) -> None:
        """Put the cursor into the comment on the article."""
        self.show_nothing((0, 0), comment)
        self.comment.begin()

    def content_height(self) -> int:
        """The height that shows everything without scrolling."""
        if self._inner.hasHeightForWidth():
            return self._inner.heightForWidth(self.width())
        return self._inner.sizeHint().height()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the focus, Esc goes back to the text."""
        focus = self.focusWidget()
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and isinstance(focus, QAbstractButton):
            focus.click()
        else:
            leave_by_escape(event, self.left.emit)

    def finish(self) -> None:
        """Hand over what is being typed: the article is about to be left."""
        page = self.stack.currentWidget()
        if isinstance(page, LayerPage):
            page.finish()
        self.comment.finish()

    def focus_note(self) -> None:
        """Put the cursor into the note."""
        page = self.stack.currentWidget()
        if isinstance(page, LayerPage) and self.body.isVisible():
            page.note.setFocus(Qt.FocusReason.ShortcutFocusReason)
            # Qt selects all, and the first letter would replace the note.
            page.note.end(False)

    def focus_first(self) -> None:
        """Put the focus on the first thing that can be set."""
        page = self.stack.currentWidget()
        if isinstance(page, LayerPage) and self.body.isVisible():
            page.focus_first()


def _short(text: str, limit: int = 180) -> str:
    text = " ".join(text.split())
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def _origin(span: Span, cue: str | None) -> str:
    if span.state == SUGGESTED:
        said = tr("Suggested by {annotator}").format(annotator=span.annotator)
        if span.score is not None:
            said = f"{said}, {decimal(span.score, 2)}"
        words = in_words(span.reason, cue)
        return "\n".join([said, tr("Why: {reason}").format(reason=words)]) if words else said
    when = span.modified[:16].replace("T", " ")
    made = tr("Added by {annotator}, {time} UTC")
    if span.made_from:
        made = tr("Corrected or accepted by {annotator}, {time} UTC")
    return made.format(annotator=span.annotator, time=when)
