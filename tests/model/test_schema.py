"""The label schema and its TOML."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.model import bundled
from annotator.model.errors import FormatError
from annotator.model.schema import (
    ATTRIBUTE_TYPES,
    SHAPES,
    Attribute,
    Label,
    LabelSchema,
    Layer,
    RelationLabel,
    parse_toml,
)

WORDS = st.text(st.characters(codec="utf-8"), max_size=12)
IDS = st.from_regex(r"[A-Z_]{1,8}", fullmatch=True)
COLOURS = st.from_regex(r"#[0-9a-fA-F]{6}", fullmatch=True)


@st.composite
def schemas(draw: st.DrawFn) -> LabelSchema:
    layers = []
    for layer_id in draw(st.lists(IDS, min_size=1, max_size=3, unique=True)):
        ids = draw(st.lists(IDS, min_size=1, max_size=4, unique=True))
        labels = tuple(
            Label(
                x, draw(WORDS), "", draw(st.sampled_from(SHAPES)), draw(COLOURS), draw(COLOURS),
                draw(WORDS), draw(st.booleans()),
            )
            for x in ids
        )  # fmt: skip
        attributes = tuple(
            Attribute(
                x, draw(WORDS), draw(st.sampled_from(ATTRIBUTE_TYPES)),
                tuple(draw(st.lists(st.sampled_from(ids), unique=True))),
                tuple(draw(st.lists(WORDS, max_size=3, unique=True))), (),
                draw(st.none() | WORDS), draw(st.booleans()),
            )
            for x in draw(st.lists(IDS, max_size=2, unique=True))
        )  # fmt: skip
        layers.append(Layer(layer_id, draw(WORDS), "", labels, attributes))
    ends = [f"{x.id}:*" for x in layers] + [f"{x.id}:{y.id}" for x in layers for y in x.labels]
    some = st.lists(st.sampled_from(ends), max_size=2).map(tuple)
    relations = tuple(
        RelationLabel(x, draw(WORDS), draw(some), draw(some))
        for x in draw(st.lists(IDS, max_size=3, unique=True))
    )
    return LabelSchema(draw(WORDS), draw(st.integers(0, 99)), tuple(layers), relations)


@given(schemas())
def test_toml_round_trip(schema: LabelSchema) -> None:
    assert parse_toml(schema.to_toml()) == schema


def default() -> LabelSchema:
    return parse_toml(bundled.path("schemas", "default.toml").read_text("utf-8"))


def test_the_bundled_schema_says_all_that_is_specified() -> None:
    schema = default()
    labels = {layer.id: {x.id for x in layer.labels} for layer in schema.layers}
    assert labels == {
        "entity": set(
            re.findall(
                r"\w+",
                "PERSON ORG GPE LOC FAC NORP EVENT PRODUCT LAW DATE MONEY QUANTITY OTHER",
            )
        ),
        "quote": {"DIRECT", "INDIRECT", "MIXED", "SPEAKER", "CUE", "ADDRESSEE"},
        "claim": {"CLAIM"},
    }
    assert schema.roles == {"SPEAKER", "CUE", "ADDRESSEE"}
    assert {r.id for r in schema.relations} == {
        "SPEAKER", "CUE", "ADDRESSEE", "CLAIMED_BY", "ABOUT", "SUPPORTS", "CONTRADICTS",
        "SAME_AS", "CONTINUES",
    }  # fmt: skip
    attributes = {a.id: a for layer in schema.layers for a in layer.attributes}
    assert set(attributes) == {
        "attribution", "group", "type", "worth", "certainty", "polarity", "stance", "verdict",
        "topics",
    }  # fmt: skip
    assert not attributes["verdict"].suggested
    assert attributes["worth"].choices == ("0", "1", "2", "3")
    for layer in schema.layers:
        keys = [x.key for x in layer.labels if x.key]
        assert len(keys) == len(set(keys)) and all(len(k) == 1 for k in keys)
        for attribute in layer.attributes:
            keys = list(attribute.keys)
            assert len(keys) == len(set(keys)) and len(keys) in (0, len(attribute.choices))
    layer_keys = [x.key for x in schema.layers]
    assert len(layer_keys) == len(set(layer_keys)) and all(layer_keys)


GOOD = """
name = "n"
version = 1
[[layer]]
id = "entity"
key = "E"
[[layer.label]]
id = "PERSON"
key = "1"
[[layer.label]]
id = "ORG"
key = "2"
[[layer.attribute]]
id = "type"
type = "choice"
choices = ["a", "b"]
[[relation]]
id = "OWNS"
head = ["entity:ORG"]
"""


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ('id = "ORG"', 'id = "PERSON"', "my.toml layer entity: two times the label 'PERSON'"),
        ('key = "2"', 'key = "1"', "my.toml layer entity: two times the key '1'"),
        ('id = "ORG"\n', "", "my.toml layer entity: label 2 has no id"),
        ('id = "ORG"\n', "id = 5\n", "my.toml layer entity: label 2 has no id"),
        ('id = "entity"\n', "", "my.toml: layer 1 has no id"),
        ('"choice"', '"colour"', "my.toml layer entity attribute type: unknown type 'colour'"),
        ('type = "choice"\n', "", "my.toml layer entity attribute type: unknown type None"),
        ('choices = ["a", "b"]', 'choices = "ab"', "attribute type: choices is 'ab', not a list"),
        (
            'choices = ["a", "b"]',
            'labels = ["LAW"]',
            "attribute type: the layer has no label 'LAW'",
        ),
        ('["a", "b"]', '["a", "a"]', "attribute type: two times the choice 'a'"),
        ('"entity:ORG"', '"entity:LAW"', "my.toml relation OWNS: there is no label 'entity:LAW'"),
        ('head = ["entity:ORG"]', '[[relation]]\nid = "OWNS"', "two times the relation 'OWNS'"),
        ("version = 1", 'version = "x"', "my.toml: version is 'x'"),
        ("version = 1", "version =", "my.toml: not valid TOML"),
        ('key = "2"', 'shape = "star"', "my.toml layer entity label ORG: unknown shape 'star'"),
        ('key = "2"', 'light = "red"', "my.toml layer entity label ORG: 'red' is no colour"),
        ('key = "2"', "name = 4", "my.toml layer entity label ORG: name is 4, not text"),
        (GOOD[GOOD.index("[[layer]]") :], "", "my.toml: the schema has no layer"),
        (GOOD[GOOD.index("[[layer]]") :], "layer = 3", "my.toml: layer is not a list of tables"),
        (GOOD[GOOD.index("[[layer.label]]") :], "", "layer entity: the layer has no label"),
    ],
)
def test_errors_name_the_place(old: str, new: str, place: str) -> None:
    parse_toml(GOOD)
    assert old in GOOD
    with pytest.raises(FormatError) as caught:
        parse_toml(GOOD.replace(old, new, 1), "my.toml")
    assert place in str(caught.value)
