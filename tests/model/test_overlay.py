"""A mapping made from another with a few differences is what a copy with them would be."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.model import overlay
from annotator.model.overlay import changed

keys = st.sampled_from("abcdefgh")
maps = st.dictionaries(keys, st.integers())


@given(maps, st.lists(st.tuples(st.sets(keys), maps), max_size=8), st.sampled_from([1, 4, 256]))
def test_whatever_was_changed(
    plain: dict[str, int], steps: list[tuple[set[str], dict[str, int]]], many: int
) -> None:
    known, before = plain, overlay.MANY
    overlay.MANY = many
    try:
        for gone, come in steps:
            earlier, was = known, dict(plain)
            plain = {**{k: v for k, v in plain.items() if k not in gone}, **come}
            known = changed(known, gone, come)
            assert dict(known) == plain and known == plain and len(known) == len(plain)
            for key in "abcdefgh":
                assert (key in known) == (key in plain) and known.get(key) == plain.get(key)
            assert set(known) == set(plain) and dict(earlier) == was
    finally:
        overlay.MANY = before
