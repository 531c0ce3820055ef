"""A mapping that differs from another in a few keys, made at the cost of those."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

V = TypeVar("V")
# With more differences than this a mapping is written out.
MANY = 256
_MISSING = object()


class Overlay(Mapping[str, V]):
    """What ``base`` says, but for some keys. Never changes, if ``base`` does not."""

    def __init__(self, base: dict[str, V], over: dict[str, V | None]) -> None:
        """A key with None is not there."""
        self._base, self._over = base, over

    def __getitem__(self, key: str) -> V:
        found = self._over.get(key, _MISSING)
        if found is _MISSING:
            return self._base[key]
        if found is None:
            raise KeyError(key)
        return found  # type: ignore[return-value]

    def __contains__(self, key: object) -> bool:
        found = self._over.get(key, _MISSING)  # type: ignore[call-overload]
        return key in self._base if found is _MISSING else found is not None

    def __iter__(self) -> Iterator[str]:
        over = self._over
        for key in self._base:
            if key not in over:
                yield key
        for key, value in over.items():
            if value is not None:
                yield key

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __repr__(self) -> str:
        return f"Overlay({dict(self)!r})"


def changed(known: Mapping[str, V], gone: Iterable[str], come: Mapping[str, V]) -> Mapping[str, V]:
    """``known`` without some keys, then with those of ``come``."""
    if isinstance(known, Overlay):
        base, over = known._base, dict(known._over)
    else:
        base, over = (known if isinstance(known, dict) else dict(known)), {}
    over.update(dict.fromkeys(gone))
    over.update(come)
    found = Overlay(base, over)
    return dict(found) if len(over) > MANY else found
