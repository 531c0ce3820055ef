"""Names: borders, labels, missed and wrong ones, links across the article, who is meant."""

from __future__ import annotations

import re
import time
from itertools import pairwise

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc, Span

from annotator.model.span import ENTITY
from annotator.model.suggestion import SuggestJob
from annotator.nlp import gazetteer
from annotator.nlp.clusters import initials
from annotator.nlp.names import NAME, NameFinder
from annotator.nlp.pipeline import Pipeline
from annotator.nlp.referents import resolve
from annotator.nlp.zones import find_zones

MARKUP = re.compile(r"\[([^\]]*)\]([A-Z]+)")
_nlp = spacy.blank("en")
_FINDER = NameFinder(gazetteer.load())


@pytest.fixture
def finder() -> NameFinder:
    return _FINDER


def doc_of(marked: str, nlp: Language = _nlp) -> Doc:
    """A document with the entities that ``[text]LABEL`` gives, as if a model had found them."""
    spans, text = [], ""
    at = 0
    for found in MARKUP.finditer(marked):
        text += marked[at : found.start()]
        spans.append((len(text), len(text) + len(found[1]), found[2]))
        text += found[1]
        at = found.end()
    doc = nlp.make_doc(text + marked[at:])
    ents = [doc.char_span(s, e, label=x, alignment_mode="expand") for s, e, x in spans]
    doc.ents = [e for e in ents if e is not None]
    return doc


def marked(doc: Doc) -> str:
    out, at = "", 0
    for e in doc.ents:
        out += f"{doc.text[at : e.start_char]}[{e.text}]{e.label_}"
        at = e.end_char
    return out + doc.text[at:]


def check(doc: Doc) -> None:
    names, mentions = doc._.annotator_names, doc._.annotator_mentions
    assert [(m.start, m.end, m.label) for m in mentions] == [
        (e.start_char, e.end_char, e.label_) for e in doc.ents
    ]
    for first, second in pairwise(mentions):
        assert first.end <= second.start
    for mention in mentions:
        assert 0 <= mention.start < mention.end <= len(doc.text)
        assert 0 <= mention.score <= 1 and mention.reason
        if mention.name is not None:
            assert (mention.start, mention.end) in names[mention.name].mentions
            assert names[mention.name].label == mention.label
    ranges = [r for n in names for r in n.mentions]
    assert len(ranges) == len(set(ranges))
    for name in names:
        assert name.mentions and name.name and name.name not in name.aliases


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # Borders.
        ("[Mr. Brandt's]PERSON ship", "Mr. [Brandt]PERSON's ship"),
        ("at [the Danube Grain Council]ORG", "at the [Danube Grain Council]ORG"),
        ("in [Netherlands]GPE, the Netherlands", "in [Netherlands]GPE, [the Netherlands]GPE"),
        ("“[Ana Ruiz”]PERSON left", "“[Ana Ruiz]PERSON” left"),
        ("[Ana Ruiz\n\nPorts]PERSON reopen", "[Ana Ruiz]PERSON\n\nPorts reopen"),
        ("[Sunday]DATE [evening]TIME", "[Sunday evening]DATE"),
        ("on Aug [31]CARDINAL he left", "on [Aug 31]DATE he left"),
        ("it pays £[90,000]MONEY now", "it pays [£90,000]MONEY now"),
        ("fell [58 per cent]MONEY", "fell [58 per cent]PERCENT"),
        ("uses [900 million]CARDINAL litres", "uses [900 million litres]QUANTITY"),
        ("[less than “]QUANTITYtwo farms", "less than “two farms"),
        ("[OpenAI's GPT-4]ORG won", "[OpenAI]ORG's [GPT-4]PRODUCT won"),
        ("the [People's Daily]ORG said", "the [People's Daily]ORG said"),
        (
            "[Judicial Watch: State Department]ORG hid",
            "[Judicial Watch]ORG: [State Department]ORG hid",
        ),
        ("[Bayern Munich 1-0]ORG down", "[Bayern Munich]ORG 1-0 down"),
        # What is no name.
        ("he [jabbed]PERSON back", "he jabbed back"),
        ("see [https://example.org/Ana]ORG now", "see https://example.org/Ana now"),
        ("at [@AnaRuiz]ORG now", "at @AnaRuiz now"),
        ("chips for [AI]GPE", "chips for AI"),
        ("soft landing gear (SLG). [SLG]ORG failed", "soft landing gear (SLG). SLG failed"),
        ("The freight waits. [Freight]ORG rates rose", "The freight waits. Freight rates rose"),
        # Long names.
        (
            "the [29th]ORDINAL [Iran Oil, Gas]EVENT, Refining, and [Petrochemical Exhibition]ORG",
            "the [29th Iran Oil, Gas, Refining, and Petrochemical Exhibition]EVENT",
        ),
        ("the [Ministry]ORG of Trade and Ports said", "the [Ministry of Trade and Ports]ORG said"),
        (
            "[the Welfare Committee]ORG of [the Federation]ORG of Deck Officers was told",
            "the [Welfare Committee of the Federation of Deck Officers]ORG was told",
        ),
        ("[Google]ORG and Stanford University met", "[Google]ORG and [Stanford University]ORG met"),
        ("under Regulation 2026/118 it", "under [Regulation 2026/118]LAW it"),
        # The rest of the document.
        (
            "Minister [Sattar Hashemi]PERSON came. [Hashemi]GPE left. Hashemi slept.",
            "Minister [Sattar Hashemi]PERSON came. [Hashemi]PERSON left. [Hashemi]PERSON slept.",
        ),
        (
            "[Cong Peiwu]PERSON came. Ambassador [Cong]ORG left. Then Peiwu slept.",
            "[Cong Peiwu]PERSON came. Ambassador [Cong]PERSON left. Then [Peiwu]PERSON slept.",
        ),
        (
            "[Orlenda]GPE Maritime sank. [Orlenda]GPE sued.",
            "[Orlenda Maritime]ORG sank. [Orlenda]ORG sued.",
        ),
        ("the brokers [Ashdown Pell]PERSON said", "the brokers [Ashdown Pell]ORG said"),
        ("ships off [Cyprus]PRODUCT", "ships off [Cyprus]GPE"),
        ("SKARVØYA, Norway — The launch", "[SKARVØYA]GPE, [Norway]GPE — The launch"),
        ("Mia Lindqvist, 41, said", "[Mia Lindqvist]PERSON, 41, said"),
        (
            "Le Pen Backs Trump And [Denounces Clinton]PERSON\n\nThen [Hillary Clinton]PERSON won.",
            "Le Pen Backs [Trump]PERSON And Denounces [Clinton]PERSON\n\n"
            "Then [Hillary Clinton]PERSON won.",
        ),
        # Left alone.
        ("[Western Union]ORG pays; Western Railways", "[Western Union]ORG pays; Western Railways"),
        ("a [GIZMO]GADGET hums", "a [GIZMO]GADGET hums"),
    ],
)
def test_entities_are_corrected(finder: NameFinder, before: str, after: str) -> None:
    doc = finder(doc_of(before))
    assert marked(doc) == after
    check(doc)


def test_forms_of_one_name_are_linked(finder: NameFinder) -> None:
    doc = finder(
        doc_of(
            "[Ana Ruiz]PERSON of the [Harbour Control Agency]ORG ([HCA]ORG) met [Tom Ruiz]PERSON."
            " [Ana]PERSON said the [HCA]ORG and the [U.S.]GPE, or [United States]GPE, agree."
        )
    )
    found = {n.name: n.aliases for n in doc._.annotator_names}
    assert found["Harbour Control Agency"] == ("HCA",)
    assert found["United States"] == ("U.S.",)
    assert found["Ana Ruiz"] == ("Ana",) and found["Tom Ruiz"] == ()
    check(doc)


def test_a_surname_of_two_is_linked_to_neither(finder: NameFinder) -> None:
    doc = finder(doc_of("[Ana Ruiz]PERSON met [Tom Ruiz]PERSON. [Ruiz]ORG left; then Ruiz slept."))
    assert [e.label_ for e in doc.ents] == ["PERSON"] * 4
    found = {n.name: len(n.mentions) for n in doc._.annotator_names}
    assert found["Ana Ruiz"] == found["Tom Ruiz"] == 1
    check(doc)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Minister [Hana Sato]PERSON came. *The minister* spoke", "Hana Sato"),
        ("[Hana Sato]PERSON came. *Sato* spoke", "Hana Sato"),
        ("[Hana Sato]PERSON, a lawyer, came. *The lawyer* spoke", "Hana Sato"),
        ("*Minister [Hana Sato]PERSON* spoke", "Hana Sato"),
        ("*Its spokeswoman*, [Hana Sato]PERSON, spoke", "Hana Sato"),
        ("[Hana Sato]PERSON met [Tom Ruiz]PERSON. *She* spoke", "Hana Sato"),
        ("[Hana Sato]PERSON met [Tom Ruiz]PERSON. *He* spoke", "Tom Ruiz"),
        ("[Abe Sato]PERSON met Ms [Bo Ruiz]PERSON. *She* spoke", "Bo Ruiz"),
        ("[Tom Ruiz]PERSON came. *She* spoke", None),
        ("[Zed Ruiz]PERSON met [Qix Sato]PERSON. *She* spoke", None),
        ("*He* spoke", None),
        ("The [Varde Port Agency]ORG opened. *The agency* spoke", "Varde Port Agency"),
        ("The [Varde Port Agency]ORG and [Oman Rail Agency]ORG met. *The agency* spoke", None),
        ("Minister [Hana Sato]PERSON met minister [Tom Ruiz]PERSON. *The minister* spoke", None),
        ("*The [Varde Port Agency]ORG* spoke", "Varde Port Agency"),
        ("*A spokesman for [Hana Sato]PERSON* spoke", None),
        ("[Hana Sato]PERSON came. *Sato's campaign* spoke", None),
        ("*The state media of [Iran]GPE* spoke", None),
        ("[Hana Sato]PERSON came. *people* spoke", None),
        ("*A [Sato]PERSON campaign official* spoke", None),
        ("*[Hana Sato]PERSON, the mayor,* spoke", "Hana Sato"),
        ("*[Hana Sato]PERSON of Varde* spoke", "Hana Sato"),
        ("*the brokers [Ashdown Pell]ORG* said", "Ashdown Pell"),
        ("Ms [Bo Sato]PERSON left. [Qix Ruiz]PERSON came. *She* spoke", None),
        (
            "The [Rail Office of the Varde Union]ORG opened. *The office* spoke",
            "Rail Office of the Varde Union",
        ),
        ("The [Rail Office of the Varde Union]ORG opened. *The union* spoke", None),
        ("*[Hana Sato]PERSON and [Tom Ruiz]PERSON* spoke", None),
        ("Minister [Hana Sato]PERSON came." + " It rained." * 200 + " *The minister* spoke", None),
    ],
)
def test_who_is_meant(finder: NameFinder, text: str, name: str | None) -> None:
    before, mention, after = text.split("*")
    plain = [MARKUP.sub(r"\1", x) for x in (before, mention)]
    doc = finder(doc_of(before + mention + after))
    place = (len(plain[0]), len(plain[0]) + len(plain[1]))
    number = resolve(doc, place)
    assert (None if number is None else doc._.annotator_names[number].name) == name


def test_the_subject_named_last_is_meant(pipeline: Pipeline) -> None:
    text = "Chairwoman Bo Sato resigned. Qix Ruiz, who runs the port, said it was late. She left."
    doc = pipeline.nlp(text)
    number = resolve(doc, (text.index("She"), text.index("She") + 3))
    assert number is not None and doc._.annotator_names[number].name == "Qix Ruiz"


def test_nothing_is_resolved_outside_of_the_text(finder: NameFinder) -> None:
    doc = finder(doc_of("[Hana Sato]PERSON came."))
    for place in ((0, 0), (9, 3), (500, 600)):
        assert resolve(doc, place) is None
    assert resolve(_nlp.make_doc("she"), (0, 3)) is None


def test_initials() -> None:
    assert "IAEA" in initials(("International", "Atomic", "Energy", "Agency"))
    assert initials(("Bank", "of", "England")) == ("BE", "BOE")
    assert initials(("Bank",)) == ()


def test_without_a_model_known_and_long_names_are_found() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe(NAME)
    doc = nlp("Mr. Brandt of the Varde Port Agency flew from Oman to Tel Aviv, Reuters said.")
    assert {(e.text, e.label_) for e in doc.ents} == {
        ("Brandt", "PERSON"), ("Varde Port Agency", "ORG"), ("Oman", "GPE"), ("Tel Aviv", "GPE"),
        ("Reuters", "ORG"),
    }  # fmt: skip
    check(doc)


def test_another_language_keeps_its_labels(finder: NameFinder) -> None:
    nlp = spacy.blank("de")
    doc = doc_of("[Angela Merkel]PER kam. Später ging [Merkel]LOC nach [Berlin]LOC.", nlp)
    assert (
        marked(finder(doc)) == "[Angela Merkel]PER kam. Später ging [Merkel]PER nach [Berlin]LOC."
    )
    doc = doc_of("東京で[田中]PERSONさん", spacy.blank("xx"))
    assert [e.label_ for e in finder(doc).ents] in (["PERSON"], [])
    check(doc)


def test_real_model_links_people_of_an_article(pipeline: Pipeline) -> None:
    text = (
        "Satellite launch slips\n\nKestrelmoor Orbital, the British company that built the rocket,"
        " is sorry. Its founder, Imogen Tarrowby, apologised. “We own this,” she said. Tarrowby"
        " flew to Oslo. Kestrelmoor pays £90,000."
    )
    (result,) = pipeline.annotate([SuggestJob(1, text, find_zones(text))])
    found = {
        (text[s.start : s.end], s.label): result.entities[s.entity].name
        for s in result.spans
        if s.entity is not None
    }
    assert found["Tarrowby", "PERSON"] == found["she", "SPEAKER"] == "Imogen Tarrowby"
    assert found["Kestrelmoor", "ORG"] == "Kestrelmoor Orbital"
    amounts = [s for s in result.spans if s.layer == ENTITY and s.label == "MONEY"]
    assert [text[s.start : s.end] for s in amounts] == ["£90,000"]
    reasons = {text[s.start : s.end]: s.reason for s in result.spans if s.layer == ENTITY}
    assert "gazetteer" in (reasons["Oslo"] or "")


@pytest.mark.parametrize(
    "unit",
    [
        "Ana Ruiz said. ",
        "(AI) ",
        "HCA ",
        "Ministry of ",
        "Trump's ",
        "By Ana\n",
        "6 June ",
        "“",
        "A-",
    ],
)
def test_long_documents_take_no_long_time(finder: NameFinder, unit: str) -> None:
    words = re.findall(r"\n|\w+|[^\w\s]", unit) * (100_000 // len(unit))
    doc = Doc(_nlp.vocab, words=words)
    doc.ents = [Span(doc, i, i + 1, label="ORG") for i in range(0, min(len(doc), 30_000), 3)]
    began = time.perf_counter()
    finder(doc)
    # Seconds, where a quadratic way takes minutes.
    assert time.perf_counter() - began < 8


_LANGUAGES = {x: spacy.blank(x).vocab for x in ("en", "de", "xx")}
_WORDS = (
    "Ana Ruiz Mr. the The of and Agency Ministry ( ) AI HCA , . “ ” 's ’s - — 6 June Sunday £ 90 %"
    " evening litres West Trump U.S. New York Times minister said who which 29th @x 東京 😀 Act 1-0"
    " Exhibition By BERLIN : /"
)
_LABELS = ["PERSON", "ORG", "GPE", "DATE", "MONEY", "CARDINAL", "X"]


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.sampled_from([*_WORDS.split(), "\n", "\n\n"]), max_size=40),
    st.lists(st.tuples(st.integers(0, 39), st.integers(1, 5), st.sampled_from(_LABELS))),
    st.sampled_from(sorted(_LANGUAGES)),
)
def test_any_document(words: list[str], ents: list[tuple[int, int, str]], language: str) -> None:
    doc = Doc(_LANGUAGES[language], words=words)
    taken: set[int] = set()
    spans = []
    for start, size, label in ents:
        places = set(range(start, start + size))
        if start + size <= len(doc) and not places & taken:
            taken |= places
            spans.append(Span(doc, start, start + size, label=label))
    doc.ents = spans
    _FINDER(doc)
    check(doc)
    for start in range(0, len(doc.text), 7):
        number = resolve(doc, (start, start + 5))
        assert number is None or 0 <= number < len(doc._.annotator_names)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_any_text_without_a_model(text: str) -> None:
    doc = _FINDER(_nlp.make_doc(text))
    assert doc.text == text
    check(doc)


@pytest.mark.parametrize("label", ["ORG", "PERSON", "DATE", "MONEY", "X"])
def test_an_entity_over_everything_takes_no_long_time(finder: NameFinder, label: str) -> None:
    doc = Doc(_nlp.vocab, words=["Ana", "'s", "Port", "of"] * 5000)
    doc.ents = [Span(doc, 0, len(doc), label=label)]
    began = time.perf_counter()
    finder(doc)
    # Seconds, where a quadratic way takes minutes.
    assert time.perf_counter() - began < 8
    check(doc)
