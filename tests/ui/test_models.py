"""Every model of the window is one that Qt's views can rely on, while it changes as well."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QAbstractItemModel, QModelIndex
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.modeltest import ModelTester

import annotator.ui
from annotator.model.ordered import Ordered
from annotator.model.people import Entity
from annotator.model.span import Span
from annotator.services.concordance import Hit
from annotator.services.reading import QueueRow
from annotator.store.project import default_schema
from annotator.ui.concordance.lines import ORDERS, Lines
from annotator.ui.names.rows import Group, MentionRow, NameRow, Names, NewRow
from annotator.ui.queue_model import QueueModel
from annotator.ui.rows import Row, RowsModel
from annotator.ui.schema_list import SchemaModel, rows_of
from annotator.ui.span_list import SpanModel


def _rows(model: RowsModel) -> Iterator[int]:
    every = [Row(f"command {n}", "detail", f"Ctrl+{n}", "", ((0, 3),)) for n in range(5)]
    model.set_rows(every)
    yield 5
    model.set_rows(every[1:3])
    yield 2
    model.add_rows(every[3:])
    yield 4
    model.add_rows([])
    yield 4
    model.set_rows([])
    yield 0
    model.add_rows(every)
    yield 5


def _queue(model: QueueModel) -> Iterator[int]:
    rows = [
        QueueRow(n, f"a{n}", f"Title {n}", "Ledger", "2026-03-09", 450, "new", False, None, None, 0)
        for n in range(1, 6)
    ]
    model.set_rows(rows)
    yield 5
    model.show_only([4, 2, 99])
    yield 2
    model.set_counts({2: (1, 2), 5: (0, 0)})
    model.update_status(2, "done", True, "see the deck")
    yield 2
    model.show_only([5, 4, 3, 2, 1])
    yield 5
    model.show_only([])
    yield 0
    model.set_rows(rows[:3])
    yield 3


def _spans(model: SpanModel) -> Iterator[int]:
    schema = default_schema()
    spans = [
        Span(f"s{n}", layer, label, n, n + 1, word, "suggested", "p")
        for n, (layer, label, word) in enumerate(
            (("entity", "GPE", "Sofia"), ("entity", "ORG", "Orbit"), ("claim", "CLAIM", "x"))
        )
    ]
    model.set_spans(Ordered(spans), schema, "")
    yield 5
    model.set_spans(Ordered([replace(spans[0], state="accepted"), *spans[1:]]), schema, "")
    yield 5
    model.set_spans(Ordered(spans), schema, "sofia")
    yield 3
    model.set_spans(Ordered(), schema, "")
    yield 0
    model.set_spans(Ordered(spans), schema, "")
    yield 5


def _lines(model: Lines) -> Iterator[int]:
    hits = [
        Hit(1, "a1", "Title", None, None, n, n + 4, f"before {n}", "word", f"after {9 - n}")
        for n in range(4)
    ]
    model.add(hits[:2], [hits[1]])
    yield 2
    model.add(hits[2:], [])
    yield 4
    for order in ORDERS:
        model.set_order(order)
        yield 4
    model.replace([hits[1]], [replace(hits[1], match="other")])
    model.tick_all(True)
    yield 4
    model.clear()
    yield 0
    model.add(hits[:3], [])
    yield 3


def _names(model: Names) -> Iterator[int]:
    span = Span("s1", "entity", "PERSON", 0, 1, "x", "suggested", "p")
    entity = Entity("e1", "Maria Olsen", "PERSON")
    rows = [Group("People", "1 name"), NameRow(entity, entity.name, "PERSON"),
            MentionRow(span, 1, "e1"), NewRow("x")]  # fmt: skip
    model.set_rows(rows)
    yield 4
    model.set_letters({"e1": "a"})
    model.set_counts({"e1": "7"})
    model.toggle(1)
    yield 4
    model.set_rows(rows[:2])
    yield 2
    model.set_rows([])
    yield 0
    model.set_rows(rows)
    yield 4


def _schema(model: SchemaModel) -> Iterator[int]:
    rows = rows_of(default_schema(), {("entity", "ORG"): 1234}, {("entity", "GPE"): "x"})
    model.set_rows(rows)
    yield len(rows)
    model.set_rows(rows_of(default_schema(), {}, {}))
    yield len(rows)
    model.set_rows([r for r in rows if "person" in r.words.lower()])
    yield 1
    model.set_rows([])
    yield 0
    model.set_rows(rows)
    yield len(rows)


STORIES: dict[type[QAbstractItemModel], Callable[..., Iterator[int]]] = {
    RowsModel: _rows, QueueModel: _queue, SpanModel: _spans, Lines: _lines, Names: _names,
    SchemaModel: _schema,
}  # fmt: skip


@pytest.mark.parametrize("kind", STORIES, ids=lambda kind: kind.__name__)
def test_it_is_a_proper_model_whatever_happens(
    kind: type[QAbstractItemModel], qtmodeltester: ModelTester, qtlog: object
) -> None:
    model = kind()
    qtmodeltester.check(model)
    # Looks on: what is told of each change has to be what changes.
    watching = QAbstractItemModelTester(
        model, QAbstractItemModelTester.FailureReportingMode.Warning
    )
    sizes = []
    for size in STORIES[kind](model):
        qtmodeltester.check(model)
        assert model.rowCount(QModelIndex()) == size
        assert not size or model.rowCount(model.index(0, 0)) == 0
        sizes.append(size)
    assert 0 in sizes and len(set(sizes)) > 2
    wrong = [r.message for r in qtlog.records if "FAIL!" in r.message]  # type: ignore[attr-defined]
    assert wrong == [] and watching.model() is model


def test_every_model_has_its_story() -> None:
    for module in pkgutil.walk_packages(annotator.ui.__path__, "annotator.ui."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    found = {x for x in _below(QAbstractItemModel) if x.__module__.startswith("annotator.")}
    assert found == STORIES.keys()


def _below(kind: type) -> Iterator[type]:
    for each in kind.__subclasses__():
        yield each
        yield from _below(each)
