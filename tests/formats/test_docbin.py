"""DocBin: plain spaCy reads it, trainers take it, what is left out is said."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import builders
import pytest

from annotator.formats.base import Record, Writing
from annotator.model import bundled
from annotator.model.article import Article
from annotator.model.document import Document
from annotator.model.span import Relation, Span
from annotator.model.text import sentences
from annotator.services import exporting, projects, splitting, suggesting
from annotator.services.importing import import_paths
from annotator.services.selecting import Selection
from annotator.store.project import default_schema

SCHEMA = default_schema()
READ = """
import json, sys, spacy
from spacy.tokens import DocBin
nlp = spacy.blank("en")
docs = list(DocBin().from_disk(sys.argv[1]).get_docs(nlp.vocab))
print(json.dumps([{
    "text": d.text, "ents": [[e.label_, e.text, e.kb_id_, e.id_] for e in d.ents],
    "spans": {k: [[s.label_, s.text, s.id_] for s in g] for k, g in d.spans.items()},
    "data": d.user_data["annotator"]} for d in docs]))
"""


def load(path: Path) -> list[dict]:  # type: ignore[type-arg]
    """What plain spaCy, reads, nothing of ours asked for."""
    done = subprocess.run(
        [sys.executable, "-c", READ, str(path)], capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout)  # type: ignore[no-any-return]


def write(path: Path, text: str, spans: list[Span], relations: list[Relation] = []) -> object:  # noqa: B006
    """Write one article; returns the losses as text."""
    from annotator.formats.spacy_docbin import Writer, prove

    writer = Writer(path, Writing(SCHEMA))
    document = Document(Article(1, "a1", "T", text, language="en"))
    writer.add(Record(document, tuple(spans), tuple(relations)))
    writer.finish()
    assert prove(path, Writing(SCHEMA)) == writer.tally
    return [str(x) for x in writer.losses.listed()]


def span(text: str, words: str, label: str, layer: str = "entity", **fields: object) -> Span:
    """An accepted span on some words."""
    start = text.index(words)
    return Span(
        fields.pop("id", f"s{start}"), layer, label, start, start + len(words), words,  # type: ignore[arg-type]
        "accepted", "ana", **fields,  # type: ignore[arg-type]
    )  # fmt: skip


def test_overlaps_stand_in_spans_and_the_longest_in_ents(tmp_path: Path) -> None:
    text = "Iran’s state media met Cong Peiwu in Tehran."
    spans = [
        span(text, "Iran’s state media", "ORG", id="s1", entity="Q1"),
        span(text, "Iran", "GPE", id="s2"),
        span(text, "Tehran", "GPE", id="s3"),
    ]
    losses = write(tmp_path / "x.spacy", text, spans)
    doc = load(tmp_path / "x.spacy")[0]
    assert doc["ents"] == [["ORG", "Iran’s state media", "Q1", "s1"], ["GPE", "Tehran", "", "s3"]]
    assert [s[1] for s in doc["spans"]["entity"]] == ["Iran’s state media", "Iran", "Tehran"]
    assert losses == ["1 overlapping entities in doc.ents (they are in doc.spans) (a1: “Iran”)"]


def test_a_span_off_the_token_borders_is_counted_by_name(tmp_path: Path) -> None:
    text = "Prices in Oslo rose."
    losses = write(
        tmp_path / "x.spacy", text, [span(text, "Osl", "GPE"), span(text, "rose", "ORG")]
    )
    assert losses == ["1 spans that do not meet token borders (a1: “Osl”)"]
    assert load(tmp_path / "x.spacy")[0]["ents"] == [["ORG", "rose", "", "s15"]]


def test_relations_and_attributes_are_plain_data(tmp_path: Path) -> None:
    text = "“We go,” said Ana."
    quote = span(text, "We go", "DIRECT", "quote", id="q", attributes={"attribution": "named"})
    speaker = span(text, "Ana", "SPEAKER", "quote", id="p")
    link = Relation("r", "SPEAKER", "q", "p", "accepted", "ana")
    write(tmp_path / "x.spacy", text, [quote, speaker], [link])
    data = load(tmp_path / "x.spacy")[0]["data"]
    assert data["relations"] == [{"label": "SPEAKER", "head": "q", "tail": "p"}]
    assert data["attributes"] == {"q": {"attribution": "named"}}


@pytest.mark.parametrize("language", [None, "en-GB", "de", "zz", "zh", "ja", "ar"])
def test_any_language(tmp_path: Path, language: str | None) -> None:
    from annotator.formats.spacy_docbin import Writer

    writer = Writer(tmp_path / "x.spacy", Writing(SCHEMA))
    text = "中文 and العربية 😀 e\u0301."
    writer.add(Record(Document(Article(1, "a", "T", text, language=language)), (), ()))
    writer.finish()
    assert load(tmp_path / "x.spacy")[0]["text"] == text


CONFIG = """
[paths]
train = null
dev = null
[nlp]
lang = "en"
pipeline = ["tok2vec","ner","spancat"]
batch_size = 4
[components]
[components.tok2vec]
factory = "tok2vec"
[components.tok2vec.model]
@architectures = "spacy.HashEmbedCNN.v2"
width = 32
depth = 1
embed_size = 200
window_size = 1
maxout_pieces = 2
subword_features = true
pretrained_vectors = null
[components.ner]
factory = "ner"
[components.spancat]
factory = "spancat"
spans_key = "quote"
[components.spancat.suggester]
@misc = "spacy.ngram_range_suggester.v1"
min_size = 1
max_size = 4
[corpora]
[corpora.train]
@readers = "spacy.Corpus.v1"
path = ${paths.train}
[corpora.dev]
@readers = "spacy.Corpus.v1"
path = ${paths.dev}
[training]
max_steps = 2
eval_frequency = 1
patience = 0
[training.optimizer]
@optimizers = "Adam.v1"
"""


def spacy(*args: str) -> str:
    """Run spaCy's own command line; returns what it said."""
    done = subprocess.run(
        [sys.executable, "-m", "spacy", *args], capture_output=True, text=True, timeout=110
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.slow
def test_spacy_debug_and_train_take_an_export(tmp_path: Path) -> None:
    # Below a hundred texts spaCy calls the amount itself an error: each sentence is an article.
    lines = []
    for file in sorted(bundled.path("articles").glob("*.txt")):
        text = file.read_text("utf-8")
        lines += [json.dumps({"text": text[a:b]}) for a, b in sentences(text, 0, len(text))]
    (tmp_path / "in.jsonl").write_text("\n".join(dict.fromkeys(lines)), "utf-8")
    with projects.create_project(tmp_path / "p.db") as project:
        import_paths(project, [tmp_path / "in.jsonl"])
        suggesting.suggest(lambda work: work(project), suggesting.InProcess())
        everything = Selection(states=("accepted", "suggested"), everything=True)
        split = splitting.parse("80/20", 1)
        report = exporting.export(project, tmp_path / "data", "spacy", everything, split)
    assert sorted(p.name for p in report.files) == ["README.md", "dev.spacy", "train.spacy"]
    (tmp_path / "base.cfg").write_text(CONFIG)
    spacy("init", "fill-config", str(tmp_path / "base.cfg"), str(tmp_path / "config.cfg"))
    data = [
        "--paths.train", str(tmp_path / "data/train.spacy"),
        "--paths.dev", str(tmp_path / "data/dev.spacy"),
    ]  # fmt: skip
    told = spacy("debug", "data", str(tmp_path / "config.cfg"), *data)
    assert "Corpus is loadable" in told
    assert "No entities consisting of or starting/ending with whitespace" in told
    spacy("train", str(tmp_path / "config.cfg"), "--output", str(tmp_path / "model"), *data)
    assert (tmp_path / "model" / "model-last" / "meta.json").is_file()


def test_export_writes_decisions_in_the_suggestions_place(tmp_path: Path) -> None:
    project, pk = builders.make(tmp_path, builders.usual())
    with project:
        from annotator.services import correcting, deciding, reviewing

        varde = builders.one(project, pk, "GPE", "Varde")
        correcting.relabel(project, "ana", pk, varde.id, "LOC")
        deciding.reject(
            project, "ana", pk, builders.one(project, pk, "ORG", "Northwind Shipping").id
        )
        reviewing.set_status(project, "ana", pk, "done")
        exporting.export(project, tmp_path / "a.spacy", "spacy")
        both = Selection(states=("accepted", "suggested"))
        exporting.export(project, tmp_path / "b.spacy", "spacy", both)
    assert [e[:2] for e in load(tmp_path / "a.spacy")[0]["ents"]] == [["LOC", "Varde"]]
    assert [e[:2] for e in load(tmp_path / "b.spacy")[0]["ents"]] == [
        ["PERSON", "Maria Olsen"],
        ["LOC", "Varde"],
    ]
