"""The card of a dataset: Markdown with the header that the Hugging Face hub reads."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from annotator import __version__
from annotator.model.schema import LabelSchema
from annotator.model.wording import count
from annotator.services.export_run import ExportReport, Run
from annotator.services.selecting import Selection
from annotator.services.splitting import Split
from annotator.store import counts
from annotator.store.project import Project

# Parts as the hub calls them, and formats that its library reads as they are.
_HUB_PARTS = {"all": "train", "dev": "validation"}
_HUB_FORMATS = {
    "jsonl": "json", "prodigy": "json", "doccano": "json", "csv": "csv", "parquet": "parquet",
}  # fmt: skip
_SIZES = ((1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"))


def path_for(out: Path, split: Split | None) -> Path:
    """Where the card goes: ``README.md`` in the folder of a split, else beside the dataset."""
    if split is not None:
        return out.with_name(f"{out.stem}-README.md") if out.suffix else out / "README.md"
    return out / "README.md" if out.is_dir() else out.with_name(f"{out.stem}-README.md")


def write(
    project: Project, report: ExportReport, run: Run, selection: Selection, split: Split | None
) -> str:
    """The card's text. The same project and options give the same text: it has no date of its own.

    ``run`` holds the proved files, not yet in their places.
    """
    schema = project.schema()
    sections = [
        "\n".join(_header(report, run)),
        f"# {project.path.stem}",
        _summary(report, run, selection, split),
        "## Labels by part\n\n" + "\n".join(_labels(report)),
        "## What the labels mean\n\n" + "\n".join(_schema(schema, report)),
        "## Where it comes from\n\n" + "\n".join(_origin(project)),
        "## What the format does not hold\n\n" + "\n".join(_losses(report)),
        "## Files\n\n" + "\n".join(_files(report.digests)),
    ]
    return "\n\n".join(sections) + "\n"


def _header(report: ExportReport, run: Run) -> Iterator[str]:
    yield "---"
    yield f"license: {json.dumps(run.want.licence or 'unknown', ensure_ascii=False)}"
    yield "task_categories:\n- token-classification"
    size = next((words for limit, words in _SIZES if report.articles < limit), "100K<n<1M")
    yield f"size_categories:\n- {size}"
    loader = _HUB_FORMATS.get(run.want.format)
    if loader and not run.folder:
        yield "configs:\n- config_name: default\n  data_files:"
        for part, target in run.targets.items():
            name = _HUB_PARTS.get(part or "all", part)
            yield f"  - split: {name}\n    path: {json.dumps(target.name, ensure_ascii=False)}"
    yield "---"


def _summary(report: ExportReport, run: Run, selection: Selection, split: Split | None) -> str:
    lines = [
        f"{count(report.articles, 'article')} with {count(report.written['span'], 'span')}, written"
        f" as `{run.want.format}` by Annotator {__version__}. Offsets are Unicode code points,"
        " end-exclusive, unless the format prescribes others.",
        "",
        f"- layers: {', '.join(selection.layers or ('all',))}",
        f"- labels: {', '.join(selection.labels or ('all',))}",
        f"- states: {', '.join(selection.states or ('as the format takes them',))}",
        f"- annotator: {selection.annotator or 'whose decisions stand'}",
        f"- articles: {'all' if selection.everything else 'reviewed to the end'}"
        + (f", fitting `{selection.where}`" if selection.where else ""),
    ]
    if selection.agreed > 1:
        lines.append(f"- only spans that {selection.agreed} people made alike")
    if selection.marks:
        lines.append("- quotes stand with their quotation marks")
    for name, value in sorted(run.want.options.items()):
        lines.append(f"- {name}: {value}")
    if split is not None:
        shares = "/".join(f"{x:g}" for x in split.shares)
        lines.append(
            f"- split {shares}, seed {split.seed}, kept together by {split.group_by} and by story"
            " (near copies of one text are on one side)"
        )
    return "\n".join(lines)


def _labels(report: ExportReport) -> Iterator[str]:
    parts = list(report.parts)
    yield f"| label | {' | '.join(parts)} |"
    yield f"|---|{'---:|' * len(parts)}"
    yield f"| articles | {' | '.join(f'{report.parts[p]:,}' for p in parts)} |"
    for label in sorted({x for found in report.spans.values() for x in found}):
        figures = (f"{report.spans.get(p, {}).get(label, 0):,}" for p in parts)
        yield f"| {_cell(label)} | {' | '.join(figures)} |"


def _schema(schema: LabelSchema, report: ExportReport) -> Iterator[str]:
    used = {x for found in report.spans.values() for x in found}
    yield f"Label schema {schema.name}, version {schema.version}."
    yield ""
    for layer in schema.layers:
        for label in layer.labels:
            if f"{layer.id}:{label.id}" in used:
                words = label.description or label.name
                yield f"- **{layer.id}:{label.id}**: {words}"
        for attribute in layer.attributes:
            if any(x.startswith(f"{layer.id}:") for x in used):
                choices = f": {', '.join(attribute.choices)}" if attribute.choices else ""
                yield f"- {layer.id}, attribute `{attribute.id}` ({attribute.type}){choices}"


def _origin(project: Project) -> Iterator[str]:
    made: Counter[str] = Counter()
    for row in counts.spans(project):
        made[str(row["annotator"])] += int(row["count"])
    for source, number in counts.sources(project):
        yield f"- {source or 'no source named'}: {count(number, 'article')}"
    for name, number in sorted(made.items()):
        yield f"- annotator {name}: {count(number, 'span')} in the project"


def _losses(report: ExportReport) -> Iterator[str]:
    for loss in report.losses:
        yield f"- {loss}"
    if not report.losses:
        yield "Everything that was selected is in the files."


def _files(digests: dict[str, str]) -> Iterator[str]:
    yield "| file | sha256 |"
    yield "|---|---|"
    shown = sorted(digests.items())
    for name, digest in shown[:200]:
        yield f"| {_cell(name)} | `{digest}` |"
    if len(shown) > 200:
        yield f"| … and {len(shown) - 200} more | |"


def _cell(words: str) -> str:
    return words.replace("|", "\\|").replace("\n", " ")
