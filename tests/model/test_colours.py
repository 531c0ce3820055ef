"""Contrast, difference and simulated sight against published figures."""

from __future__ import annotations

import pytest

from annotator.model import colours, relabelling
from annotator.model.schema import SHAPES, Label, Layer
from annotator.store.project import default_schema


def test_contrast_of_known_pairs() -> None:
    assert colours.contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert colours.contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


def test_difference_of_known_pairs() -> None:
    assert colours.difference("#FFFFFF", "#000000") == pytest.approx(100, abs=0.1)
    # CIELAB of sRGB red is (53.24, 80.09, 67.20), of sRGB green (87.73, -86.18, 83.18).
    assert colours.difference("#FF0000", "#00FF00") == pytest.approx(170.6, abs=0.3)


def test_greys_look_the_same_to_all() -> None:
    for grey in ("#000000", "#808080", "#FFFFFF"):
        for vision in colours.VISIONS:
            assert colours.difference(grey, colours.simulate(grey, vision)) < 0.5


def test_red_and_green_come_together_for_red_blind_eyes_and_blue_and_green_for_blue_blind() -> None:
    red, green, blue = "#C0392B", "#5E7A1F", "#0A7A8A"
    assert colours.difference(red, green, colours.DEUTAN) < colours.difference(red, green) / 3
    assert colours.difference(red, green, colours.PROTAN) < colours.difference(red, green) / 2
    assert colours.difference(blue, "#3A7A5A", colours.TRITAN) < colours.difference(blue, "#3A7A5A")


def test_the_bundled_labels_can_be_seen_and_told_apart() -> None:
    schema = default_schema()
    assert relabelling.problems(schema) == {}
    nine = [x for x in schema.layers[0].labels if x.key and x.key != "0"]
    for theme in ("light", "dark"):
        hues = [getattr(x, theme) for x in nine]
        pairs = [colours.apart(a, b) for i, a in enumerate(hues) for b in hues[:i]]
        assert min(pairs) >= 13


@pytest.mark.parametrize("count", [1, 3, 7, 13])
def test_the_free_look_can_be_seen_and_is_far_from_those_in_use(count: int) -> None:
    layer = Layer("entity", "Entities", "E", default_schema().layers[0].labels[:count])
    light, dark, shape = relabelling.free_look(layer)
    assert colours.too_faint(light, "light") is None and colours.too_faint(dark, "dark") is None
    used = {x.shape for x in layer.labels}
    assert shape in SHAPES and (shape not in used or len(used) == len(SHAPES))
    assert min(colours.apart(light, x.light) for x in layer.labels) >= 12
    assert min(colours.apart(dark, x.dark) for x in layer.labels) >= 12
    assert colours.apart(light, colours.theme("light")["accent"]) >= 12


def test_a_faint_colour_says_where_and_how_faint() -> None:
    assert colours.too_faint("#045C8B", "light") is None
    assert colours.too_faint("#F7E9C8", "light").startswith("#F7E9C8 has a contrast of 1.00")
    assert "dark" in colours.too_faint("#17181A", "dark")


def test_the_nearest_is_named() -> None:
    others = ["#045C8B", "#277C40"]
    assert colours.nearest("#0A4A30", others, colours.NORMAL)[0] == "#277C40"
    assert colours.nearest("#045C8B", ["#045C8B"], colours.NORMAL) is None


def test_a_new_label_gets_a_free_name_digit_and_look() -> None:
    schema = default_schema()
    label = relabelling.new_label(schema, "quote")
    assert (label.id, label.key) == ("NEW", "4")
    schema = relabelling.with_label(schema, "quote", label)
    assert relabelling.new_label(schema, "quote").id == "NEW_2"
    assert relabelling.new_label(schema, "entity").key == ""
    assert isinstance(label, Label) and relabelling.problems(schema) == {}
