"""A brief as Markdown (CommonMark)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from annotator.model.brief import Brief, Entry, Group, Origin, facts
from annotator.model.wording import markdown_escaped


def write(brief: Brief, path: Path) -> None:
    """Write the brief as UTF-8. Raises OSError."""
    path.write_text(render(brief), "utf-8", newline="\n")


def render(brief: Brief) -> str:
    """The brief as text; what an article says is escaped and forms no markup of its own."""
    lines = [f"# {markdown_escaped(brief.title)}", "", markdown_escaped(brief.made), ""]
    for heading, groups in (("Quotes", brief.quotes), ("Claims", brief.claims)):
        if groups:
            lines += [f"## {heading}", ""]
            lines += _groups(groups)
    lines += ["## Articles", ""]
    lines += [f"- {_origin(x)}" for x in brief.articles]
    return "\n".join(lines).rstrip() + "\n"


def _groups(groups: Iterable[Group]) -> Iterator[str]:
    for group in groups:
        yield f"### {markdown_escaped(group.heading)}"
        yield ""
        for entry in group.entries:
            yield f"- {_entry(entry)}"
        yield ""


def _entry(entry: Entry) -> str:
    words = markdown_escaped(entry.words)
    words = f"“{words}”" if entry.quoted else words
    details = [*entry.details, *(["suggested"] if entry.open else [])]
    tail = f" *({markdown_escaped(', '.join(details))})*" if details else ""
    return f"{words}{tail}" + "".join(f"  \n  {_origin(x)}" for x in entry.origins)


def _origin(origin: Origin) -> str:
    title = markdown_escaped(origin.title)
    linked = f"[{title}](<{origin.url}>)" if origin.url else title
    return ", ".join([linked, *map(markdown_escaped, facts(origin))])
