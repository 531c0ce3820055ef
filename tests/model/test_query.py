"""The query line: words, phrases, patterns, fields; and how it is completed."""

from __future__ import annotations

import time

import pytest

from annotator.model.errors import AnnotatorError
from annotator.model.pattern import checked
from annotator.model.query import Query, at_cursor, completions, parse, part, phrase


def found(query: str, text: str) -> list[str]:
    return [text[slice(*m.span())] for t in parse(query).terms for m in t.regex.finditer(text)]


@pytest.mark.parametrize(
    ("query", "text", "expected"),
    [
        ("port", "The Port of ports, airport. PORT", ["Port", "PORT"]),
        ("port*", "ports, portal, airport", ["ports", "portal"]),
        ('"Port of"', "Port\nof Varna; port of Oslo", ["Port\nof"]),
        ("hashemi", "Hashemi’s", ["Hashemi"]),
        ('"US"', "us US USA", ["US"]),
        ("U.S.", "in the U.S. now", ["U.S."]),
        ("中国", "在中国的", ["中国"]),
        ("/licen[cs]e/", "license licence Licence", ["license", "licence"]),
        ("/licence/i", "Licence", ["Licence"]),
        (r"/a\/b/", "a/b", ["a/b"]),
        (r'"say \"no\""', 'say "no"', ['say "no"']),
        ("12:30", "at 12:30", ["12:30"]),
        ("and/or", "and/or", ["and/or"]),
    ],
)
def test_what_a_term_finds(query: str, text: str, expected: list[str]) -> None:
    assert found(query, text) == expected


def test_fields() -> None:
    query = parse('label:ORG,GPE source:"The Ledger" Steel type:fact', ["type"])
    assert query.values("label") == ("ORG", "GPE")
    assert query.values("source") == ("The Ledger",)
    assert query.values("type") == ("fact",) and query.values("state") == ()
    assert [t.text for t in query.terms] == ["Steel"]
    assert not parse("  ") and not Query()


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("lable:ORG", "no field lable"),
        ("label:", "label: needs a value"),
        ('label:""', "label: needs a value"),
        ("state:new", "state: is one of open, accepted"),
        ("/[/", "cannot be read"),
        ("/(a+)+b/", "group in brackets may not be repeated"),
        ("/(a|aa)*b/", "group in brackets may not be repeated"),
        ("/(?:x){2,}/", "group in brackets may not be repeated"),
        ("/.*x.*y/", "repeats too much"),
        (r"/\w+a\w+b\w+c\w+d\w+/", "repeats too much"),
        (r"/(a)\1/", "refer back"),
        ("/a*/", "fits everywhere"),
        ("/" + "a" * 300 + "/", "too long"),
    ],
)
def test_what_is_refused_says_why(query: str, words: str) -> None:
    with pytest.raises(AnnotatorError, match=words):
        parse(query)


def test_no_allowed_pattern_takes_for_ever() -> None:
    text = "a" * 2000
    for pattern in (r"\w*\w*b", ".*x", r"a+?b", r"[^b]*b", r"(a|b)c", r"a{2}b"):
        began = time.perf_counter()
        assert not checked(pattern).search(text[:300])
        assert time.perf_counter() - began < 2.0, pattern


def test_phrases_and_parts_read_back_as_they_were() -> None:
    for words in ('say "no"', "a\\b", "The Ledger", "x,y"):
        assert parse(phrase(words)).terms[0].text == words
    assert part("source", "Ledger") == "source:Ledger"
    assert parse(part("source", 'The "L"')).values("source") == ('The "L"',)


def test_completion() -> None:
    values = {"label": ["PERSON", "ORG", "GPE"], "layer": ["entity"], "source": ["The Ledger"]}
    assert completions("la", values) == ["label:", "layer:"]
    assert completions("", values) == []
    assert completions("label:", values) == ["label:PERSON", "label:ORG", "label:GPE"]
    assert completions("label:o", values) == ["label:ORG", "label:PERSON"]
    assert completions('source:"the', values) == ['source:"The Ledger"']
    assert completions("foo:x", values) == []
    for text, typed in (
        ("port label:O", "label:O"),
        ("label:ORG,G", "G"),
        ('a source:"The Le', 'source:"The Le'),
        ('source:"The Ledger" st', "st"),
    ):
        assert at_cursor(text, len(text))[1] == typed


def test_lemmas_stand_for_their_forms() -> None:
    query = parse('lemma:"Impose sanction" lemma:go port label:ORG')
    assert query.lemmas == ("impose", "sanction", "go")
    assert query.fields == (("label", "ORG"),)
    forms = {"impose": ("imposed", "imposes"), "sanction": ("sanctions",)}
    text = "Imposed\nsanctions, impose sanction; imposed on sanctions. reimposed sanctions. go gone"
    first, second, _ = query.with_forms(forms).terms
    assert [m.group() for m in first.regex.finditer(text)] == [
        "Imposed\nsanctions", "impose sanction",
    ]  # fmt: skip
    # Of a word whose forms are not known, itself.
    assert [m.group() for m in second.regex.finditer(text)] == ["go"]
    assert second.forms == (("go",),) and not second.indexed
    with pytest.raises(AnnotatorError, match="lemma: needs a value"):
        parse("lemma:")
    assert completions("lem", {"lemma": (), "label": ()}) == ["lemma:"]
