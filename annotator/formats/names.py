"""Names of files for articles: the id where it can be one, on every system."""

from __future__ import annotations

import re

_FILE = re.compile(r"[\w(][\w()+,. -]{0,119}")
# Names that some system keeps for itself.
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)


def file_stem(article: str, used: set[str]) -> str:
    """The article's id as the name of a file without ending; changed where it has to be.

    ``used`` has the names given so far, in lower case; the new one is added.
    """
    stem = article
    if not _FILE.fullmatch(stem) or stem.endswith((".", " ")) or _RESERVED.fullmatch(stem):
        stem = re.sub(r"[^\w-]+", "_", article)[:100].strip("_") or "article"
        stem = f"{stem}_" if _RESERVED.fullmatch(stem) else stem
    wanted, number = stem, 1
    while stem.casefold() in used:
        number += 1
        stem = f"{wanted}_{number}"
    used.add(stem.casefold())
    return stem
