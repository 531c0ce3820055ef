"""The main job in the window, by keyboard, over a restart, to the exported dataset."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from desktop import Desktop
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.services import adding, exporting, importing, projects, reading, suggesting
from annotator.services.selecting import Selection

Open = Callable[[Path], Desktop]


def _accepted(path: Path, out: Path) -> dict[str, list[tuple[object, ...]]]:
    """What an export of the decisions holds, by layer."""
    with projects.open_project(path, readonly=True) as project:
        exporting.export(project, out, "jsonl", Selection(states=("accepted",), annotator="ana"))
    line = json.loads(out.read_text("utf-8").splitlines()[0])
    by_id = {s["id"]: s for s in line["spans"]}
    for span in line["spans"]:
        assert line["text"][span["start"] : span["end"]] == span["text"]
    found: dict[str, list[tuple[object, ...]]] = {"relations": []}
    for span in line["spans"]:
        found.setdefault(span["layer"], []).append((span["label"], span["text"]))
    for relation in line["relations"]:
        ends = by_id[relation["head"]]["text"], by_id[relation["tail"]]["text"]
        found["relations"].append((relation["label"], *ends))
    return {layer: sorted(rows) for layer, rows in found.items()}


def test_accept_correct_quote_claim_undo_restart_redo_export(
    desktops: Open, project: Path, tmp_path: Path
) -> None:
    desk = desktops(project)
    desk.at("Sofia")
    desk.press("Return")
    desk.at("Varna")
    desk.press("5 Ctrl+Shift+Left Ctrl+Shift+Left")
    desk.select("The strike at the port of Varna ended on Friday")
    desk.press("Q")
    desk.type("o")
    desk.at("Sofia")
    desk.press("C 1")
    desk.press("Ctrl+Z Ctrl+Z")
    assert "CLAIM" not in [label for label, _, _ in desk.decided() if _ == "accepted"]
    desk.window.close()

    again = desktops(project)
    again.press("Ctrl+Shift+Z Ctrl+Shift+Z")
    assert again.message() == "Redo: Type: fact, " + again.message().partition(", ")[2]
    again.window.close()

    assert _accepted(project, tmp_path / "out.jsonl") == {
        "entity": [("GPE", "Sofia"), ("LOC", "port of Varna")],
        "quote": [
            ("CUE", "said"),
            ("INDIRECT", "The strike at the port of Varna ended on Friday"),
            ("SPEAKER", "Ines Okafor"),
        ],
        "claim": [("CLAIM", "Okafor met Tomas Brandt, who runs Brandt Lines, in Sofia.")],
        "relations": [
            ("CUE", "The strike at the port of Varna ended on Friday", "said"),
            ("SPEAKER", "The strike at the port of Varna ended on Friday", "Ines Okafor"),
        ],
    }


def test_the_real_article_by_keyboard(
    desktops: Open, shared: Path, tmp_path: Path, qtbot: object
) -> None:
    path = tmp_path / "real.db"
    with projects.create_project(path) as project:
        importing.import_paths(project, [shared / "articles"])
        suggesting.suggest(lambda work: work(project), suggesting.InProcess())
    desk = desktops(path)
    desk.at("Hashemi and Peiwu “have discussed ways to further enhance cooperation in IT, digital"
            " economy, and artificial intelligence", "quote")  # fmt: skip
    desk.press("Return")
    desk.at("Hashemi")
    desk.press("1")
    desk.finish_article()
    desk.window.close()
    with projects.open_project(path, readonly=True) as project:
        document = reading.load(project, 1)
        assert document.reviews["ana"].status == "done"
        report = exporting.export(project, tmp_path / "gold.spacy", "spacy")
    assert report.articles == 1 and report.spans["all"]["entity:PERSON"] >= 1


TEXTS = st.text(
    st.sampled_from("ab Z.é\u0301😀👩\u200d🔬ابن中文\u2028\r\n\t“”’\U0001f1eb\U0001f1f7"),
    min_size=4,
    max_size=60,
).filter(lambda t: len(t.split()) > 1)


@pytest.mark.slow
@settings(
    max_examples=15,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(TEXTS, min_size=1, max_size=3, unique=True), st.data())
def test_offsets_hold_through_window_store_and_export(
    desktops: Open, tmp_path_factory: pytest.TempPathFactory, texts: list[str], data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("offsets")
    path = folder / "p.db"
    lines = [json.dumps({"id": f"a{i}", "text": t}) for i, t in enumerate(texts)]
    (folder / "in.jsonl").write_text("\n".join(lines), "utf-8")
    with projects.create_project(path) as project:
        pks = [pk for pk, _, _ in importing.import_paths(project, [folder / "in.jsonl"]).articles]
        stored = [reading.load(project, pk).article.text for pk in pks]
    desk = desktops(path)
    for pk, text in zip(pks, stored, strict=True):
        desk.window.open_article(pk)
        desk.settle()
        start = data.draw(st.integers(0, len(text) - 1))
        end = data.draw(st.integers(start + 1, len(text)))
        desk.window.reader._choose(start, end)
        found = desk.window.reader.selection()
        desk.press("1")
        if found is not None:
            own = desk.stored()
            assert [(s.start, s.end) for s in own] == [found]
            assert found[0] <= max(start, found[0]) and own[0].text == text[found[0] : found[1]]
    desk.window.close()
    with projects.open_project(path, readonly=True) as project:
        exporting.export(project, folder / "out.jsonl", "jsonl")
    for line in (folder / "out.jsonl").read_text("utf-8").splitlines():
        article = json.loads(line)
        assert article["text"] in stored
        for span in article["spans"]:
            assert article["text"][span["start"] : span["end"]] == span["text"]


def test_a_quote_added_elsewhere_shows_in_the_window(desktop: Desktop) -> None:
    """Another program may write to the project while the window is open."""
    pk = desktop.window.desk.document.article.pk
    with projects.open_project(desktop.path) as other:
        adding.add_span(other, "ana", pk, "entity", "EVENT", 0, 11)
    desktop.window.desk.reload()
    desktop.settle()
    assert ("EVENT", "Port strike") in [(s.label, s.text) for s in desktop.spans()]
