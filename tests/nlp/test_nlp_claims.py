"""Claims: which stretches, of what type, said by whom, and how sure."""

from __future__ import annotations

import json
import runpy
import sys
import time
from pathlib import Path

import pytest
import spacy
from claim_sentences import CERTAINTY, POLARITY, TYPES
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from annotator.nlp import claims as module
from annotator.nlp.claim_kinds import Kind, kind
from annotator.nlp.claim_rank import Ceiling, base, chance
from annotator.nlp.claim_score import CHECKABLE, sentence_score, weights
from annotator.nlp.claim_spans import candidates
from annotator.nlp.claims import Claim, find_claims, limit
from annotator.nlp.pipeline import Pipeline
from annotator.nlp.quotes import Quote

EVERYTHING = {"threshold": 0.0, "per_thousand": 1000.0}


@pytest.fixture(scope="module")
def nlp(pipeline: Pipeline) -> Language:
    return pipeline.nlp


def claimed(nlp: Language, text: str) -> list[str]:
    """Every stretch that may be a claim, however weak."""
    return [text[c.start : c.end] for c in every(nlp, text)]


def every(nlp: Language, text: str) -> list[Claim]:
    return find_claims(nlp(text), **EVERYTHING)


def the_kind(nlp: Language, sentence: str) -> Kind:
    doc = nlp(sentence)
    page, (found,) = candidates(doc, doc._.annotator_quotes)
    return kind(page, found)


def table(groups: dict[str, tuple[str, ...]]) -> list[tuple[str, str]]:
    return [(wanted, sentence) for wanted, group in groups.items() for sentence in group]


# -- type, certainty, polarity ----------------------------------------------------------------


def test_every_type_has_its_sentences() -> None:
    assert all(len(set(group)) >= 8 for group in TYPES.values())


@pytest.mark.parametrize(("wanted", "sentence"), table(TYPES))
def test_type(nlp: Language, wanted: str, sentence: str) -> None:
    assert the_kind(nlp, sentence).type == wanted


@pytest.mark.parametrize(("wanted", "sentence"), table(CERTAINTY))
def test_certainty(nlp: Language, wanted: str, sentence: str) -> None:
    assert the_kind(nlp, sentence).certainty == wanted


@pytest.mark.parametrize(("wanted", "sentence"), table(POLARITY))
def test_polarity(nlp: Language, wanted: str, sentence: str) -> None:
    assert the_kind(nlp, sentence).polarity == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The company denied that it had moved stock to Singapore.", "denial"),
        ("The minister promised that the ministry would publish its study.", "commitment"),
        ("The broker predicted that customers would turn to old tools.", "prediction"),
        ("The chairman believes the text goes beyond the mandate.", "opinion"),
    ],
)
def test_the_cue_tells_the_type(nlp: Language, text: str, wanted: str) -> None:
    assert [c.type for c in every(nlp, text)] == [wanted]


def test_the_reason_names_rule_and_cue(nlp: Language) -> None:
    (claim,) = every(nlp, "The company denied that it had moved stock to Singapore.")
    assert claim.reason == "denial:cue, cue:denied"


# -- which stretch ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The bank lost $3 billion last year.", ["The bank lost $3 billion last year."]),
        ("The minister said that exports fell 12% in May.", ["exports fell 12% in May"]),
        ("Exports fell 12% in May, the minister said.", ["Exports fell 12% in May"]),
        ("According to the report, exports fell 12% in May.", ["exports fell 12% in May"]),
        ("Exports fell 12% in May, according to the report.", ["Exports fell 12% in May"]),
        (
            "Exports fell 12% in May and imports rose 4% in June.",
            ["Exports fell 12% in May", "imports rose 4% in June"],
        ),
        (
            "“Exports fell 12% in May,” said Ana Ruiz. “We will close two plants.”",
            ["Exports fell 12% in May", "We will close two plants."],
        ),
        (
            "The panel blacklisted 23 tankers that it says changed names in May.",
            ["The panel blacklisted 23 tankers that it says changed names in May."],
        ),
        ("OSLO (Seaway Wire) - The port lost 40 ships.", ["The port lost 40 ships."]),
        ("VARNA, Bulgaria (AP) — The port lost 40 ships.", ["The port lost 40 ships."]),
        (
            "The minister called the bill “a gift to smugglers.”",
            ["The minister called the bill “a gift to smugglers.”"],
        ),
    ],
)
def test_the_smallest_stretch(nlp: Language, text: str, wanted: list[str]) -> None:
    assert claimed(nlp, text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "Why did exports fall 12% in May?",
        "“Did exports fall 12% in May?” asked Ana Ruiz.",
        "Send the 12 documents to the ministry today.",
        "A bank with 300 branches in nine countries.",
        "Said Ana Ruiz.",
        "",
        " \n\n ",
    ],
)
def test_what_is_no_claim(nlp: Language, text: str) -> None:
    assert claimed(nlp, text) == []


def test_lines_around_the_text_hold_none(nlp: Language) -> None:
    text = (
        "Bank lost $3 billion in a year, report shows\n\n"
        "By Ana Ruiz\n14 May 2026\n\n"
        " The bank owns 300 branches. (photo credit: LUMEN PRESS)\n"
        "The bank owns 300 branches.\n(photo credit: LUMEN PRESS)\n\n"
        "The bank closed 12 branches in May. Its shares fell by a tenth on Monday.\n\n"
        "What the regulator says\n\n"
        "The regulator fined it €4 million.\n\n"
        "Read more: The bank lost 900 clients in June\n"
    )
    assert claimed(nlp, text) == [
        "The bank closed 12 branches in May.",
        "Its shares fell by a tenth on Monday.",
        "The regulator fined it €4 million.",
    ]


def test_the_same_words_are_claimed_once(nlp: Language) -> None:
    text = "The bank lost $3 billion.\n\nNobody resigned.\n\nThe bank lost $3 billion.\n"
    assert claimed(nlp, text).count("The bank lost $3 billion.") == 1


# -- who and what about ---------------------------------------------------------------------------


def test_the_source_is_the_quotations_speaker(nlp: Language) -> None:
    text = "“Exports fell 12% in May,” said Ana Ruiz. Nothing moved in Varna for six days."
    first, second = every(nlp, text)
    assert first.source is not None and text[slice(*first.source)] == "Ana Ruiz"
    assert second.source is None


def test_the_source_of_a_reported_clause(nlp: Language) -> None:
    text = "The trade ministry said that Malta blocked 14 tankers in May."
    (claim,) = every(nlp, text)
    assert claim.source is not None and text[slice(*claim.source)] == "The trade ministry"
    assert claim.about is not None and text[slice(*claim.about)] == "Malta"


def test_a_reported_clause_that_the_quotes_component_found(nlp: Language) -> None:
    text = "Exports fell 12% in May, the Kellmer Institute, which tracks them, concluded."
    doc = nlp(text)
    end, speaker = text.index(","), text.index("the Kellmer")
    source = (speaker, speaker + len("the Kellmer Institute"))
    cue = (text.index("concluded"), len(text) - 1)
    doc._.annotator_quotes = [Quote(0, end, "INDIRECT", source, cue, "test", 0.9)]
    (claim,) = find_claims(doc, **EVERYTHING)
    assert (text[claim.start : claim.end], claim.source) == ("Exports fell 12% in May", source)
    assert claim.reason.endswith("cue:concluded")


def test_a_clause_that_names_its_speaker_is_the_writers(nlp: Language) -> None:
    (claim,) = every(nlp, "The minister called the bill “a gift to smugglers.”")
    assert claim.source is None


def test_a_number_is_not_what_a_claim_is_about(nlp: Language) -> None:
    assert [c.about for c in every(nlp, "Nine of the 23 ships were loaded.")] == [None]


# -- how many ------------------------------------------------------------------------------------

NEWS = (
    "The panel blacklisted 23 oil tankers on Thursday. Freight rates rose 12% in a week. "
    "It was a cold day. Everyone was very tired. The ministry paid €4 million to the owners. "
) * 3


def test_the_threshold_decides(nlp: Language) -> None:
    scores = {c.start: c.score for c in every(nlp, NEWS)}
    some = find_claims(nlp(NEWS), 0.5, 1000.0)
    assert {c.start for c in some} == {at for at, score in scores.items() if score >= 0.5}
    assert 0 < len(some) < len(scores)
    assert find_claims(nlp(NEWS), 1.01) == []


def test_the_best_stay_when_there_are_too_many(nlp: Language) -> None:
    text = " ".join(f"The ministry paid €{n} million to owner number {n}." for n in range(2, 60))
    text += " Prices were the same. The dog slept well."
    doc = nlp(text)
    few = find_claims(doc, 0.0, 16.0)
    assert len(few) == limit(len(doc), 16.0) < 20
    rest = {c.start: c.score for c in find_claims(doc, **EVERYTHING)}
    kept = {c.start for c in few}
    assert min(c.score for c in few) >= max(s for at, s in rest.items() if at not in kept)
    assert [c.start for c in few] == sorted(kept)


def test_no_type_beats_the_ceiling(nlp: Language) -> None:
    for _, sentence in [*table(TYPES), *table(CERTAINTY), *table(POLARITY)]:
        doc = nlp(sentence)
        page, found = candidates(doc, doc._.annotator_quotes)
        ceiling = Ceiling(page)
        for candidate in found:
            corrected = base(0.0, candidate, page)
            assert chance(corrected, kind(page, candidate)) <= ceiling(corrected, candidate)


def test_scores_and_choices(nlp: Language) -> None:
    found = every(nlp, NEWS)
    assert {c.worth for c in found} <= {"0", "1", "2", "3"} and len({c.worth for c in found}) > 1
    assert all(0 <= c.score <= 1 for c in found)
    strong = next(c for c in found if NEWS[c.start :].startswith("Freight"))
    weak = next(c for c in found if NEWS[c.start :].startswith("Everyone"))
    assert strong.score > 2 * weak.score and strong.worth > weak.worth


# -- the sentence scorer -------------------------------------------------------------------------


def test_check_worthy_sentences_score_more(nlp: Language) -> None:
    checkable = (
        "Unemployment fell from 9 percent to 5 percent in 2014.",
        "The senator voted against the bill three times.",
        "Exports to Mexico have risen by $40 billion since 1994.",
        "In 2008, the city spent 12 million dollars on roads.",
    )
    idle = (
        "Thank you very much for having me tonight.",
        "I think we can do better than that.",
        "Let me answer your question.",
        "We have to come together as one nation.",
    )
    for sentence in checkable:
        assert sentence_score(nlp(sentence)) > CHECKABLE, sentence
    for sentence in idle:
        assert sentence_score(nlp(sentence)) < CHECKABLE, sentence


def test_a_span_scores_as_its_own_document(nlp: Language) -> None:
    one = "Unemployment fell from 9 percent to 5 percent in 2014."
    both = nlp(f"{one} Thank you.")
    first = next(iter(both.sents))
    assert first.text == one
    assert sentence_score(first) == pytest.approx(sentence_score(nlp(one)))
    assert sentence_score(both[2:2]) == sentence_score(nlp("")) == 0.0


def test_features_count_once_in_their_own_stretch(nlp: Language) -> None:
    doc = nlp("Exports fell. Exports fell. Exports fell.")
    cut = [(s.start, s.end) for s in doc.sents]
    together = weights().logits(doc, cut)
    alone = [weights().logits(doc, [piece])[0] for piece in cut]
    assert list(together) == pytest.approx(alone)
    assert together[0] == pytest.approx(together[1])


# -- alone in anyone's pipeline, on any text ----------------------------------------------------


def test_it_works_alone() -> None:
    alone = spacy.blank("en")
    alone.add_pipe("annotator_claims", config=EVERYTHING)
    text = "Bank news today\n\nExports fell 12% in May. Why?\n\nThe bank lost $3 billion."
    doc = alone(text)
    assert [text[c.start : c.end] for c in doc._.annotator_claims] == [
        "Exports fell 12% in May.",
        "The bank lost $3 billion.",
    ]
    assert [s.label_ for s in doc.spans["annotator_claims"]] == ["CLAIM", "CLAIM"]


def test_other_languages_get_none() -> None:
    german = spacy.blank("de")
    german.add_pipe("annotator_claims", config=EVERYTHING)
    assert german("Die Bank verlor 3 Milliarden Dollar.")._.annotator_claims == []


@pytest.mark.parametrize("name", ["threshold", "per_thousand"])
def test_a_negative_setting_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="0 or more"):
        spacy.blank("en").add_pipe("annotator_claims", config={name: -0.1})


def check(doc: Doc) -> None:
    found = find_claims(doc, **EVERYTHING)
    end = 0
    for claim in found:
        assert end <= claim.start < claim.end <= len(doc.text)
        end = claim.end
        covered = doc.text[claim.start : claim.end]
        assert covered == covered.strip()
        for part in (claim.source, claim.about):
            assert part is None or 0 <= part[0] < part[1] <= len(doc.text)


ODD = st.text(
    st.sampled_from("“”\"'‘’.,?!:;—-\n\t  aAbS12%$é😀ي中\u2028\u200b\u0301") | st.characters(),
    max_size=80,
)
PIECES = st.lists(st.sampled_from([*TYPES["denial"], "he said", "“", "”", "\n", " that ", ", "]))


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(text=ODD | PIECES.map(" ".join))
def test_any_text(nlp: Language, text: str) -> None:
    check(nlp(text))
    blank = spacy.blank("en")
    check(blank(text))


@pytest.mark.slow
def test_a_long_text_takes_linear_time() -> None:
    blank = spacy.blank("en")
    blank.max_length = 2_000_000
    sentence = "The ministry said that exports fell 12% in May, “and more will follow,” he added. "
    took = []
    for times in (1_000, 10_000):
        doc = blank(sentence * times)
        began = time.perf_counter()
        assert module.ClaimFinder(0.0)(doc)._.annotator_claims
        took.append(time.perf_counter() - began)
    assert took[1] < 30 * took[0] + 0.5


# -- the script that fits the weights ----------------------------------------------------------


def test_the_script_fits_what_the_scorer_reads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    script = Path(__file__).parents[2] / "packaging" / "fit_claims.py"
    fit = runpy.run_path(str(script))
    rows = [
        {"text": text, "label": label}
        for number in range(8)
        for text, label in (
            (f"Exports fell {number + 3} percent in 2014.", "CFS"),
            ("We have to work together, my friends.", "NCS"),
        )
    ]
    sentences, out = tmp_path / "sentences.jsonl", tmp_path / "claims.tsv"
    sentences.write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
    monkeypatch.setattr(sys, "argv", ["fit", str(sentences), str(out), "--cross-validate"])
    fit["main"]()
    assert "F1 1.000" in capsys.readouterr().out
    table = dict(line.rsplit("\t", 1) for line in out.read_text("utf-8").splitlines()[2:])
    assert float(table["word\t#number"]) > 0 > float(table["word\twe"])
    assert "word\t2014" not in table
