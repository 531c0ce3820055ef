"""A pipeline's run over a project: resumable, cancellable, one failure costs one article."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import builders
import pytest

from annotator.model.errors import ModelMissing
from annotator.model.suggestion import SuggestedSpan, Suggestions, SuggestJob
from annotator.services import deciding, demo, projects, reading, suggesting
from annotator.services.projects import Project


class Pipe:
    """Suggests the first word of a text; fails on texts with "bad text" in them."""

    name = "first@1"

    def submit(self, jobs: list[SuggestJob]) -> Future[list[Suggestions]]:
        """At once."""
        future: Future[list[Suggestions]] = Future()
        future.set_result([self.one(job) for job in jobs])
        return future

    def one(self, job: SuggestJob) -> Suggestions:
        """One article."""
        if "bad text" in job.text:
            return Suggestions(job.pk, error="the model gave up")
        return Suggestions(job.pk, (SuggestedSpan("entity", "ORG", 0, len(job.text.split()[0])),))


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """Twenty articles, one of them bad."""
    with projects.create_project(tmp_path / "p.db") as made:
        for i in range(20):
            builders.add_article(made, f"a{i}", f"Word{i} {'bad' if i == 7 else 'good'} text")
        yield made


def run(project: Project, **options: object) -> suggesting.SuggestReport:
    """Run the pipe."""
    return suggesting.suggest(lambda work: work(project), Pipe(), **options)  # type: ignore[arg-type]


def test_one_failure_is_reported_and_the_rest_goes_on(project: Project) -> None:
    report = run(project)
    assert (report.articles, report.spans) == (19, 19)
    assert report.failed == [("a7", "the model gave up")]
    row = next(r for r in reading.queue(project, "ana") if r.id == "a7")
    assert row.error == "the model gave up"


def test_it_goes_on_where_it_ended(project: Project) -> None:
    seen: list[suggesting.Progress] = []
    report = run(project, progress=seen.append, cancelled=lambda: len(seen) > 5)
    # What came back in one transaction with the fifth is kept too.
    assert report.cancelled and 5 <= report.articles + len(report.failed) < 10
    stored = [bool(reading.load(project, pk).suggested_by) for pk in range(1, 21)]
    assert sum(stored) == report.articles
    rest = run(project)
    assert rest.articles == 19 - report.articles
    assert run(project).articles == 0


def test_what_the_file_cannot_hold_costs_its_article_only(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def one(self: Pipe, job: SuggestJob) -> Suggestions:
        attributes = {"type": object()} if job.pk == 4 else {}
        return Suggestions(job.pk, (SuggestedSpan("claim", "CLAIM", 0, 4, attributes=attributes),))

    monkeypatch.setattr(Pipe, "one", one)
    report = run(project)
    assert report.articles == 19
    ((article, error),) = report.failed
    assert article == "a3" and "not JSON serializable" in error
    assert reading.load(project, 4).spans == {} and len(reading.load(project, 3).spans) == 1
    assert list(projects.check(project)) == []


def test_a_batch_that_is_not_stored_leaves_those_before(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ask(work: Callable[[Project], Any]) -> Any:
        seen.append(1)
        if len(seen) == 9:
            raise OSError("the power went")
        return work(project)

    seen: list[int] = []
    with pytest.raises(OSError, match="power"):
        suggesting.suggest(ask, Pipe())
    stored = {pk for pk in range(1, 21) if reading.load(project, pk).suggested_by}
    assert stored and stored == set(range(1, max(stored) + 1)) - {8}
    assert len(stored) < 19
    assert run(project).articles == 19 - len(stored)


def test_the_first_batches_are_small(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    sizes: list[int] = []
    submit = Pipe.submit

    def counted(self: Pipe, jobs: list[SuggestJob]) -> Future[list[Suggestions]]:
        sizes.append(len(jobs))
        return submit(self, jobs)

    monkeypatch.setattr(Pipe, "submit", counted)
    run(project)
    assert sizes == [1, 2, 4, 8, 5]


def test_named_articles_are_run_again_and_decisions_stay(project: Project) -> None:
    run(project)
    before = reading.load(project, 1)
    deciding.accept(project, "ana", 1, next(iter(before.spans)))
    report = run(project, pks=[1, 2])
    assert report.articles == 2
    assert [s.state for s in reading.load(project, 1).view("ana").spans] == ["accepted"]
    assert len(reading.load(project, 2).spans) == 1
    assert list(projects.check(project)) == []


def test_progress_counts_every_article(project: Project) -> None:
    seen: list[suggesting.Progress] = []
    run(project, progress=seen.append)
    assert [p.done for p in seen] == list(range(21)) and {p.total for p in seen} == {20}


def test_a_missing_pipeline_names_the_command() -> None:
    with pytest.raises(ModelMissing, match="pip install"):
        suggesting.InProcess("en_core_web_sm")
    with pytest.raises(ModelMissing):
        suggesting.in_processes(lambda work: work(None), "no_such_model")  # type: ignore[arg-type]


def test_processes_suggest_the_same_as_one(tmp_path: Path) -> None:
    found = []
    for processes in (1, 2):
        with projects.create_project(tmp_path / f"{processes}.db") as project:
            for i in range(5):
                builders.add_article(project, f"a{i}", f"Maria Olsen went to Oslo on day {i}.")
            if processes == 1:
                suggesting.suggest(lambda work, p=project: work(p), suggesting.InProcess())
            else:
                suggesting.in_processes(lambda work, p=project: work(p), None, 2)
            found.append([
                sorted(s.key for s in reading.load(project, pk).spans.values())
                for pk in range(1, 6)
            ])  # fmt: skip
    assert found[0] == found[1] and all(found[0])


def test_the_sample_project_is_made_once(tmp_path: Path) -> None:
    path = demo.make_project(tmp_path / "demo")
    with projects.open_project(path) as project:
        assert len(reading.queue(project, "ana")) == 6
        assert demo.waits(project)
        run(project)
        assert not demo.waits(project)
    before = path.read_bytes()
    assert demo.make_project(tmp_path / "demo") == path and path.read_bytes() == before
