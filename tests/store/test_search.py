"""Full text search."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from builders import add_article

from annotator.model.errors import AnnotatorError
from annotator.store import phrases
from annotator.store.project import Project
from annotator.store.search import CLOSE, OPEN, search

TEXTS = {
    "port": "Port reopens\nThe quay in Málaga is open, the harbour master said. C++ is not sold.",
    "trade": "Trade falls\nExports from Malaga fell by 12%. The master plan is open AND near. 😀",
    "china": "消息\n北京的外交部发言人说：“合作继续。”",
}


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "p.db") as project:
        for name, text in TEXTS.items():
            add_article(project, name, text)
        yield project


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("quay", {"port"}),
        ("QUAY open", {"port"}),
        ("malaga", {"port", "trade"}),
        ("Málaga", {"port", "trade"}),
        ('"harbour master"', {"port"}),
        ('"master harbour"', set()),
        ("master harbour", {"port"}),
        ("harb*", {"port"}),
        ("harb", set()),
        ("open AND", {"trade"}),
        ("NEAR", {"trade"}),
        ("open - near", {"trade"}),
        ("12%", {"trade"}),
        ("C++", {"port"}),
        ("北京", {"china"}),
        ('"北京" 合作', {"china"}),
        ("北京 quay", set()),
        ("消息", {"china"}),
        ("😀", {"trade"}),
        ("reopens", {"port"}),
    ],
)
def test_what_is_found(project: Project, query: str, names: set[str]) -> None:
    hits = search(project, query)
    assert {h.id for h in hits} == names
    for hit in hits:
        assert OPEN in hit.context and CLOSE in hit.context


@pytest.mark.parametrize(
    "query",
    [
        "NOT", "a OR b", "quay NOT open", "NEAR(quay open)", '"', '""quay"', '"open', "title:port",
        "{title text}: x", "^quay", "a*b*", "*", "quay + open", "'; DROP TABLE span; --", "\0", "(",
        "quay)", "\\", "%", "_", "-", "text : x", "'", "\ud83d",
    ],
)  # fmt: skip
def test_no_query_breaks_it(project: Project, query: str) -> None:
    try:
        assert isinstance(search(project, query), list)
    except AnnotatorError as error:
        assert error.remedy


@pytest.mark.parametrize("query", ["", "   ", '""', "*"])
def test_nothing_asked(project: Project, query: str) -> None:
    with pytest.raises(AnnotatorError):
        search(project, query)


def test_context_and_limit(project: Project) -> None:
    (hit,) = search(project, "quay")
    assert f"{OPEN}quay{CLOSE}" in hit.context
    (hit,) = search(project, "发言人")
    assert hit.context == f"消息\n北京的外交部{OPEN}发言人{CLOSE}说：“合作继续。”"
    assert len(search(project, "open", limit=1)) == 1


def test_a_title_alone_is_found_too(project: Project) -> None:
    project.db.conn.execute("UPDATE article SET title = '上海新闻 quayside' WHERE id = 'trade'")
    assert {h.id for h in search(project, "上海")} == {"trade"}
    assert {h.id for h in search(project, "quayside")} == {"trade"}


def test_the_article_that_says_it_most_for_its_length_comes_first(project: Project) -> None:
    filler = " and other words that say nothing" * 20
    add_article(project, "long", f"Crew\nThe harbour master spoke.{filler}")
    add_article(project, "often", f"Crew\nThe harbour master, a harbour master.{filler}")
    names = [h.id for h in search(project, '"harbour master"')]
    assert names == ["port", "often", "long"]


def test_what_stands_around_a_phrase(project: Project) -> None:
    before, after = "ever and ever " * 20, " on and on" * 20
    add_article(project, "far", f"Crew\n{before}the harbour\nmaster, HARBOUR-MASTER{after}")
    hit = next(h for h in search(project, '"harbour master"') if h.id == "far")
    marked = f"the {OPEN}harbour\nmaster{CLOSE}, {OPEN}HARBOUR-MASTER{CLOSE} on and"
    assert marked in hit.context
    assert hit.context.startswith("…") and hit.context.endswith("…")
    assert set(hit.context.strip("…").replace(OPEN, "").replace(CLOSE, "").split()) <= {
        "ever", "and", "the", "harbour", "master,", "HARBOUR-MASTER", "on",
    }  # fmt: skip


def test_accents_do_not_hide_the_place(project: Project) -> None:
    contexts = {h.id: h.context for h in search(project, "malaga")}
    assert f"{OPEN}Málaga{CLOSE}" in contexts["port"]
    contexts = {h.id: h.context for h in search(project, '"in Málaga"')}
    assert f"{OPEN}in Málaga{CLOSE}" in contexts["port"]


def test_more_articles_than_are_counted_in(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = {(h.id, CLOSE in h.context) for h in search(project, "is open")}
    alone = {h.id for h in search(project, "open")}
    monkeypatch.setattr(phrases, "MOST", 1)
    assert {h.id for h in search(project, "open")} == alone
    assert {(h.id, CLOSE in h.context) for h in search(project, "is open")} == few
