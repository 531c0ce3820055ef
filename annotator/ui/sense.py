"""Why an action makes no sense now."""

from __future__ import annotations

from annotator.model.span import CLAIM, ENTITY, QUOTE
from annotator.services.citing import web_address
from annotator.ui.actions import Action
from annotator.ui.desk import Desk
from annotator.ui.tr import tr

# Actions of the text's menu that change nothing in the file.
_QUIET = frozenset({"leave"})
_QUOTES_ONLY = frozenset({"cue", "addressee"})
_CLAIMS_ONLY = frozenset({"worth", "certainty", "topics"})


def why_not(action: Action, desk: Desk) -> str:
    """A reason in a few words; "" when the action does something here."""
    session, document, span = desk.session, desk.document, desk.span
    if action.when == "always":
        return ""
    if session is None:
        return tr("no project is open")
    if action.when != "project" and document is None:
        return tr("no article is open")
    if session.readonly and action.menu == "Annotate" and action.id not in _QUIET:
        return tr("the project is read-only")
    if action.when == "current":
        if span is None:
            return tr("no span is current")
        return _not_of_this(action.id, span.layer)
    if action.id.startswith("accept_") and not desk.view.open(desk.roles):
        return tr("nothing is open here")
    if action.id == "open_source" and document and web_address(document.article) is None:
        return tr("the article has no web address")
    return ""


def _not_of_this(action_id: str, layer: str) -> str:
    if action_id in _QUOTES_ONLY and layer != QUOTE:
        return tr("only a quote has this")
    if action_id in _CLAIMS_ONLY and layer != CLAIM:
        return tr("only a claim has this")
    if action_id == "speaker" and layer == ENTITY:
        return tr("an entity has no speaker")
    return ""
