"""The words of the label schema that comes with the program, in the language in use.

They are kept in the project as they are; only what is shown changes. A name that a user gave is
shown as it was given.
"""

from __future__ import annotations

from annotator.ui.tr import marked, tr

_STATES = {
    "suggested": marked("suggested", "state"),
    "accepted": marked("accepted", "state"),
    "rejected": marked("rejected", "state"),
    "unsure": marked("unsure", "state"),
}
_STATUSES = {
    "new": marked("new", "status"),
    "in_progress": marked("in progress", "status"),
    "done": marked("done", "status"),
    "skipped": marked("skipped", "status"),
}
KNOWN = frozenset({
    marked("Entities", "schema"), marked("Person", "schema"), marked("Organisation", "schema"),
    marked("Country or city", "schema"), marked("Group", "schema"), marked("Location", "schema"),
    marked("Event", "schema"), marked("Product", "schema"), marked("Date", "schema"),
    marked("Money", "schema"), marked("Other", "schema"), marked("Facility", "schema"),
    marked("Law", "schema"), marked("Quantity", "schema"), marked("Quotes", "schema"),
    marked("Direct", "schema"), marked("Indirect", "schema"), marked("Mixed", "schema"),
    marked("Speaker", "schema"), marked("Cue", "schema"), marked("Addressee", "schema"),
    marked("Attribution", "schema"), marked("named", "schema"), marked("role", "schema"),
    marked("anonymous", "schema"), marked("document", "schema"), marked("collective", "schema"),
    marked("none", "schema"), marked("Claims", "schema"), marked("Claim", "schema"),
    marked("Type", "schema"), marked("fact", "schema"), marked("quantity", "schema"),
    marked("causal", "schema"), marked("comparison", "schema"), marked("prediction", "schema"),
    marked("commitment", "schema"), marked("accusation", "schema"), marked("denial", "schema"),
    marked("opinion", "schema"), marked("experience", "schema"), marked("Worth checking", "schema"),
    marked("Certainty", "schema"), marked("certain", "schema"), marked("probable", "schema"),
    marked("possible", "schema"), marked("unknown", "schema"), marked("Polarity", "schema"),
    marked("affirmed", "schema"), marked("negated", "schema"), marked("Stance", "schema"),
    marked("supports", "schema"), marked("opposes", "schema"), marked("neutral", "schema"),
    marked("Verdict", "schema"), marked("unchecked", "schema"), marked("supported", "schema"),
    marked("refuted", "schema"), marked("mixed", "schema"), marked("unverifiable", "schema"),
    marked("Topics", "schema"), marked("Claimed by", "schema"), marked("About", "schema"),
    marked("Supports", "schema"), marked("Contradicts", "schema"), marked("Same as", "schema"),
    marked("Continues", "schema"),
})  # fmt: skip


def called(name: str) -> str:
    """The name of a layer, label, attribute, relation or choice as it is shown."""
    return tr(name, "schema") if name in KNOWN else name


def state_words(state: str) -> str:
    """A span's state, or ``unsure``, in a word."""
    return tr(_STATES[state], "state")


def status_words(status: str) -> str:
    """An article's status in a word."""
    return tr(_STATUSES.get(status, status), "status")
