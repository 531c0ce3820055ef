"""From articles to suggestions with the real model."""

from __future__ import annotations

import ast
import time
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc, Span

from annotator.model import bundled
from annotator.model.article import Zone
from annotator.model.errors import ModelMissing
from annotator.model.schema import parse_toml
from annotator.model.suggestion import SuggestedSpan, Suggestions, SuggestJob
from annotator.nlp import gazetteer
from annotator.nlp import pipeline as module
from annotator.nlp.entities import LABELS, entity_spans, schema_label
from annotator.nlp.installed import installed_pipelines
from annotator.nlp.names import NameFinder
from annotator.nlp.pipeline import DEFAULT_PIPELINE, Pipeline, load
from annotator.nlp.speed import spare
from annotator.nlp.zones import find_zones


def one(pipeline: Pipeline, text: str) -> Suggestions:
    (result,) = pipeline.annotate([SuggestJob(1, text, find_zones(text))])
    assert result.error is None
    check(text, result)
    return result


def check(text: str, result: Suggestions) -> None:
    keys = [(s.layer, s.label, s.start, s.end) for s in result.spans]
    assert len(keys) == len(set(keys))
    for span in result.spans:
        assert 0 <= span.start < span.end <= len(text)
        covered = text[span.start : span.end]
        assert covered == covered.strip()
        if span.layer == "entity":
            assert span.label in LABELS and "\n" not in covered
            assert span.reason and span.reason.startswith(("ner:", "found"))
            assert span.score is not None and 0 <= span.score <= 1
        if span.entity is not None:
            assert result.entities[span.entity].name
    for relation in result.relations:
        head, tail = result.spans[relation.head], result.spans[relation.tail]
        if head.layer == "claim":
            ends = (relation.label, tail.layer)
            assert ends in (("CLAIMED_BY", "quote"), ("CLAIMED_BY", "entity"), ("ABOUT", "entity"))
        else:
            assert head.label in ("DIRECT", "MIXED", "INDIRECT") and tail.label == relation.label


def corrected(doc: Doc) -> Doc:
    return NameFinder(gazetteer.load())(doc)


def texts(text: str, spans: tuple[SuggestedSpan, ...], label: str) -> list[str]:
    return [text[s.start : s.end] for s in spans if s.label == label]


def test_name_and_version(pipeline: Pipeline) -> None:
    assert pipeline.name == f"{DEFAULT_PIPELINE}@3.8.0"
    assert DEFAULT_PIPELINE in installed_pipelines()


def test_sample_article(pipeline: Pipeline, sample: str) -> None:
    result = one(pipeline, sample)
    people = texts(sample, result.spans, "PERSON")
    assert {"Sattar Hashemi", "Cong Peiwu", "Fatemeh Mohajerani"} <= set(people)
    assert len(texts(sample, result.spans, "DIRECT")) == 5
    assert len(texts(sample, result.spans, "MIXED")) == 6
    assert len(texts(sample, result.spans, "INDIRECT")) == 2
    assert sum(r.label == "SPEAKER" for r in result.relations) == 13
    for zone in find_zones(sample):
        if zone.kind in ("caption", "credit"):
            assert not [s for s in result.spans if s.start < zone.end and s.end > zone.start]


def test_one_speaker_for_two_quotes(pipeline: Pipeline) -> None:
    text = "“Export rules changed in March,” said Meyer. “Nobody told the ports.”"
    result = one(pipeline, text)
    assert texts(text, result.spans, "SPEAKER") == ["Meyer"]
    assert sorted((r.label, r.head, r.tail) for r in result.relations) == [
        (label, head, tail)
        for label in ("CUE", "SPEAKER")
        for head, tail in [
            (h, next(i for i, s in enumerate(result.spans) if s.label == label))
            for h, s in enumerate(result.spans)
            if s.label == "DIRECT"
        ]
    ]


def test_possessive_is_no_part_of_an_entity(pipeline: Pipeline) -> None:
    text = "Germany’s minister met France's president in Paris."
    assert texts(text, one(pipeline, text).spans, "GPE") == ["Germany", "France", "Paris"]


def test_labels_are_mapped_never_lost() -> None:
    assert schema_label("TIME") == "DATE" and schema_label("PERCENT") == "QUANTITY"
    assert schema_label("PER") == "PERSON" and schema_label("WORK_OF_ART") == "OTHER"
    doc = spacy.blank("en")("Gadget arrived")
    doc.ents = [Span(doc, 0, 1, label="GIZMO")]
    (span,) = entity_spans(corrected(doc))
    assert (span.label, span.reason) == ("OTHER", "ner:GIZMO")


def test_entity_over_a_newline_is_cut() -> None:
    doc = spacy.blank("en")("Ana Ruiz\nTom spoke")
    doc.ents = [Span(doc, 0, 4, label="PERSON")]
    assert [(s.start, s.end) for s in entity_spans(corrected(doc))] == [(0, 8)]


def test_long_text_is_cut_at_paragraphs(
    pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    paragraph = "“We will not pay twice,” Angela Merkel said in Berlin on Tuesday, for hour "
    text = "\n\n".join(f"{paragraph}{number}." for number in range(12))
    whole = one(pipeline, text)
    monkeypatch.setattr(pipeline, "_limit", 150)
    cut = one(pipeline, text)
    assert texts(text, cut.spans, "DIRECT") == ["We will not pay twice"] * 12
    assert texts(text, cut.spans, "SPEAKER") == ["Angela Merkel"] * 12
    assert texts(text, cut.spans, "GPE") == texts(text, whole.spans, "GPE") == ["Berlin"] * 12
    pieces = list(module._chunks("x" * 1000, 150))
    assert "".join(piece for _, piece in pieces) == "x" * 1000
    assert all(len(piece) <= 150 for _, piece in pieces)


@Language.component("fails_on_boom")
def fails_on_boom(doc: Doc) -> Doc:
    if "BOOM" in doc.text:
        raise ValueError("cannot read this")
    return doc


def test_one_failure_does_not_end_the_run() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("fails_on_boom")
    pipeline = Pipeline(nlp, "blank:en")
    jobs = [SuggestJob(n, "BOOM" if n == 3 else "“We left,” she said.") for n in range(40)]
    results = list(pipeline.annotate(jobs))
    assert [r.pk for r in results] == list(range(40))
    assert [r.pk for r in results if r.error] == [3]
    assert "cannot read this" in (results[3].error or "")
    assert all(r.spans for r in results if r.pk != 3)


def test_marks_only_pipeline_and_folder(tmp_path: Path) -> None:
    blank = load("blank:en")
    assert blank.name.startswith("blank:en@")
    text = "“We left,” she said."
    assert texts(text, one(blank, text).spans, "SPEAKER") == ["she"]
    spacy.blank("de").to_disk(tmp_path / "mein_modell")
    assert load(str(tmp_path / "mein_modell")).name.startswith("mein_modell@")


def test_components_that_nothing_reads_do_not_run(pipeline: Pipeline) -> None:
    names = set(pipeline.nlp.pipe_names)
    assert {"tagger", "parser", "ner", "annotator_quotes"} <= names
    assert not {"lemmatizer", "attribute_ruler", "senter"} & names
    whole = spacy.load(DEFAULT_PIPELINE)
    text = "“Export rules changed\u00a0in March,” said Anna  Meyer of\tNorthwind.\n\nShe left."
    for ours, theirs in zip(pipeline.nlp(text), whole(text), strict=True):
        assert (ours.tag_, ours.dep_, ours.head.i) == (theirs.tag_, theirs.dep_, theirs.head.i)
        assert (ours.ent_type_, ours.is_sent_start) == (theirs.ent_type_, theirs.is_sent_start)


@Language.component("of_someone_else")
def does_nothing(doc: Doc) -> Doc:
    return doc


def test_what_someone_reads_stays() -> None:
    nlp = spacy.load(DEFAULT_PIPELINE)
    nlp.add_pipe("of_someone_else")
    spare(nlp)
    assert {"lemmatizer", "attribute_ruler"} <= set(nlp.pipe_names)


def test_a_ruler_that_sets_tags_stays() -> None:
    nlp = spacy.load(DEFAULT_PIPELINE)
    nlp.get_pipe("attribute_ruler").add([[{"ORTH": "Northwind"}]], {"TAG": "NNP"})
    spare(nlp)
    assert "attribute_ruler" in nlp.pipe_names and "lemmatizer" not in nlp.pipe_names


def test_no_component_of_ours_reads_what_does_not_run() -> None:
    gone = {"pos", "pos_", "lemma", "lemma_", "noun_chunks", "POS", "LEMMA", "MORPH"}
    # Searches for forms with a lemmatizer that it loads itself; runs on no article.
    others = {"lemmas.py"}
    for path in Path(module.__file__).parent.glob("*.py"):
        if path.name in others:
            continue
        tree = ast.parse(path.read_text("utf-8"))
        used = {n.attr for n in ast.walk(tree) if isinstance(n, ast.Attribute)}
        used |= {n.id for n in ast.walk(tree) if isinstance(n, ast.Name)}
        assert not used & gone, path.name


def test_missing_model() -> None:
    with pytest.raises(ModelMissing) as caught:
        load("en_core_web_none")
    assert "pip install en-core-web-none" in caught.value.remedy
    with pytest.raises(ModelMissing):
        load("/no/such/folder")
    with pytest.raises(ModelMissing):
        load("blank:qq")


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "\x00", "\ufeff", "“", "A\u0301\u202e”“", "😀 “😀 said”"]
)
def test_odd_texts(pipeline: Pipeline, text: str) -> None:
    one(pipeline, text)


@pytest.mark.parametrize("unit", ["“", "…", "😀", "’s", "said “", "x"])
def test_endless_runs(pipeline: Pipeline, unit: str) -> None:
    began = time.process_time()
    one(pipeline, unit * (20_000 // len(unit)))
    assert time.process_time() - began < 5


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=120))
def test_any_text(pipeline: Pipeline, text: str) -> None:
    one(pipeline, text)


def test_claims_with_attributes_source_and_subject(pipeline: Pipeline) -> None:
    text = "“France blocked 14 tankers in May,” said Ana Ruiz. The bank lost $3 billion last year."
    result = one(pipeline, text)
    first, second = (s for s in result.spans if s.layer == "claim")
    assert text[first.start : first.end] == "France blocked 14 tankers in May"
    assert dict(first.attributes) == {
        "type": "quantity",
        "worth": first.attributes["worth"],
        "certainty": "certain",
        "polarity": "affirmed",
    }
    assert first.attributes["worth"] in ("2", "3") and 0.5 < (first.score or 0) <= 1
    assert first.reason == "quantity:number, cue:said"
    place = result.spans.index(first)
    tails = {r.label: result.spans[r.tail] for r in result.relations if r.head == place}
    assert {k: (s.label, text[s.start : s.end]) for k, s in tails.items()} == {
        "CLAIMED_BY": ("SPEAKER", "Ana Ruiz"),
        "ABOUT": ("GPE", "France"),
    }
    assert not [r for r in result.relations if r.head == result.spans.index(second)]


def test_the_attributes_are_choices_of_the_schema(pipeline: Pipeline, sample: str) -> None:
    schema = parse_toml(bundled.path("schemas", "default.toml").read_text("utf-8"), "default")
    layer = schema.layer("claim")
    assert layer is not None
    known = {a.id: a.choices for a in layer.attributes}
    found = [s for s in one(pipeline, sample).spans if s.layer == "claim"]
    assert 6 <= len(found) <= 12
    for span in found:
        assert set(span.attributes) == {"type", "worth", "certainty", "polarity"}
        assert all(value in known[name] for name, value in span.attributes.items())


@pytest.mark.parametrize("kind", ["title", "deck", "caption", "subheading", "boilerplate"])
def test_no_claims_in_zones_that_someone_set(pipeline: Pipeline, kind: str) -> None:
    text = "The bank lost $3 billion last year. It closed 12 branches in May."
    (result,) = pipeline.annotate([SuggestJob(1, text, (Zone(0, 35, kind),))])
    claims = [text[s.start : s.end] for s in result.spans if s.layer == "claim"]
    assert claims == ["It closed 12 branches in May."]


def test_how_many_claims_is_asked_at_loading() -> None:
    text = "The bank lost $3 billion last year. The day was very long indeed."
    counts = []
    for threshold in (0.0, 0.5, None):
        loaded = load(DEFAULT_PIPELINE, threshold)
        counts.append(sum(s.layer == "claim" for s in one(loaded, text).spans))
    assert counts == [2, 1, 0]
