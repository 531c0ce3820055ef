"""Reasons of pipelines in words; what is not known is shown as it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.ui.reasons import in_words


@pytest.mark.parametrize(
    ("reason", "cue", "words"),
    [
        (None, None, ""),
        ("", "said", ""),
        ("ner:WORK_OF_ART", None, "the model sees a name of the kind WORK OF ART"),
        ("marks:after", "said", "cue “said” after the marks"),
        ("marks:before", None, "speaker before the marks"),
        ("marks:after-according", "according to", "cue “according to” after the marks"),
        ("marks:continued", "said", "goes on from the quotation before"),
        ("marks:new_rule", None, "speaker at the marks, new rule"),
        ("cue:said, inverted, nearest PERSON", None, "cue “said”, inverted, nearest PERSON"),
        ("report:before:full", "said", "words that “said” reports"),
        ("report:acc-after0", None, "reported words"),
        ("marks:signed", None, "words in marks, signed with a name"),
        (
            "ner:GPE, cluster:PERSON 3, role",
            None,
            "the model sees a name of the kind GPE, 3 mentions of one PERSON here,"
            " a role beside it",
        ),
        (
            "found, shape:Exhibition",
            None,
            "not seen by the model, the form of a name with “Exhibition”",
        ),
        ("cluster:ORG", None, "mentions of one ORG here"),
        ("modal:will, number", None, "modal will, number"),
    ],
)
def test_words(reason: str | None, cue: str | None, words: str) -> None:
    assert in_words(reason, cue) == words


@given(st.text(max_size=40))
def test_any_reason_has_words(reason: str) -> None:
    said = in_words(reason)
    assert bool(said) == any(part.strip() for part in reason.split(","))
