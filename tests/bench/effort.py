"""A scripted analyst corrects an article in the real window, from raw suggestions to the gold.

    python tests/bench/effort.py [--article FILE]

The analyst reads in order and knows the answer (``gold/*.json``: ranges and labels, found by the
digest of the text), so what is counted is what the window asks for: keys for each kind of action,
the way to the next place included. A few suggestions, which the gold names, are taken away before
the work begins, as if the pipeline had missed them. The article is FILE, else one beside the
repository that the gold knows, else a bundled one; ``article`` says which.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

import running
from running import ROOT, Painted

# What each kind may cost on average.
LIMITS = {"accept": 1.3, "relabel": 3, "reject": 3, "quote": 6, "claim": 5}
OURS = ROOT / "resources" / "articles"
OTHERS = ROOT.parent / "shared" / "articles"
ROLES = ("SPEAKER", "CUE", "ADDRESSEE")


def main() -> None:
    """Print one JSON line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--article", type=Path, metavar="FILE")
    args = parser.parse_args()
    path, gold = _choose([args.article] if args.article else _candidates())
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder) / "effort.db"
        _prepare(project, path, gold["missed"])
        analyst = Analyst(Painted(project), gold["spans"])
        analyst.work()
        analyst.check()
        analyst.desk.close()
    keys, actions = analyst.keys, analyst.actions
    each = {kind: round(keys[kind] / actions[kind], 2) for kind in actions}
    running.report(
        keys=sum(keys.values()), actions=sum(actions.values()),
        keys_per_suggestion=each["accept"], mouse=analyst.mouse, each=each, counts=dict(actions),
        over=[k for k, limit in LIMITS.items() if each.get(k, 0) > limit], article=path.name,
    )  # fmt: skip


def _candidates() -> list[Path]:
    return [*sorted(OTHERS.glob("*.txt")), *sorted(OURS.glob("*.txt"))]


def _choose(paths: list[Path]) -> tuple[Path, Any]:
    """The first article whose answer is known."""
    from annotator.model.text import normalise
    from annotator.store.articles import digest

    golds = [json.loads(p.read_text("utf-8")) for p in (Path(__file__).parent / "gold").iterdir()]
    known = {gold["digest"]: gold for gold in golds}
    for path in paths:
        found = digest(normalise(path.read_text("utf-8")))
        if found in known:
            return path, known[found]
    raise SystemExit(f"no gold for {', '.join(p.name for p in paths) or 'no article'}")


def _prepare(path: Path, article: Path, missed: list[list[Any]]) -> None:
    from annotator.services import importing, projects, suggesting

    with projects.create_project(path) as project:
        importing.import_paths(project, [article])
        suggesting.suggest(lambda work: work(project), suggesting.InProcess())
        conn = project.db.conn
        for layer, start, end in missed:
            place = (layer, start, end)
            spans = 'SELECT id FROM span WHERE layer = ? AND start = ? AND "end" = ?'
            conn.execute(f"DELETE FROM relation WHERE head IN ({spans})", place)
            conn.execute('DELETE FROM span WHERE layer = ? AND start = ? AND "end" = ?', place)


class Analyst:
    """Works through the article by keys; counts them by kind of action."""

    def __init__(self, desk: Painted, gold: list[dict[str, Any]]) -> None:
        from PySide6.QtCore import QEvent, QObject

        self.desk, self.window = desk, desk.window
        self.gold = gold
        self.keys: Counter[str] = Counter()
        self.actions: Counter[str] = Counter()
        self.mouse = 0
        analyst = self

        class Mouse(QObject):
            def eventFilter(self, watched: QObject, event: QEvent) -> bool:
                analyst.mouse += event.type() == QEvent.Type.MouseButtonPress
                return False

        self._watch = Mouse()
        desk.app.installEventFilter(self._watch)

    def work(self) -> None:
        """From the first open suggestion to an article that is done."""
        work = self.window.desk
        while (span := work.span) is not None and work.open_spans():
            self._decide(span)
            self._add_before(work.span.start if work.span and work.open_spans() else None)
        self._add_before(None)
        kept = work.pk
        self.press("done", "Ctrl+Return")
        while self.window.commands.mode is not None and work.pk == kept:
            self.press("done", "Ctrl+Return")
        self.actions["done"] = 1

    # -- suggestions -----------------------------------------------------------------------

    def _decide(self, span: Any) -> None:
        wanted = self._wanted(span)
        if wanted is None:
            self._act("reject", "X")
        elif (span.start, span.end) != (wanted["start"], wanted["end"]):
            self._resize(span, wanted)
        elif self._kind(span) != self._kind(wanted):
            self._act("relabel", *self._label_keys(wanted), "Return")
        elif self._speaker(span) != wanted.get("speaker"):
            self.press("speaker", "S")
            self._pick("speaker", *wanted["speaker"])
            self._act("speaker", "Return")
        else:
            self._act("accept", "Return")

    def _speaker(self, span: Any) -> list[int] | None:
        """The range of a quote's speaker."""
        tail = self.window.desk.view.tail(span.id, "SPEAKER")
        return [tail.start, tail.end] if tail and span.layer == "quote" else None

    def _wanted(self, span: Any) -> dict[str, Any] | None:
        """What the gold has in its place: the same range, else one that no suggestion has."""
        same = [g for g in self.gold if g["layer"] == span.layer]
        exact = next((g for g in same if (g["start"], g["end"]) == (span.start, span.end)), None)
        ranges = {(s.layer, s.start, s.end) for s in self.window.desk.walk()}
        near = (
            g for g in same
            if g["start"] < span.end and span.start < g["end"]
            and (g["layer"], g["start"], g["end"]) not in ranges
        )  # fmt: skip
        return exact or next(near, None)

    def _kind(self, item: Any) -> str:
        """The label; of a claim its type."""
        if isinstance(item, dict):
            return str(item["type"] if item["layer"] == "claim" else item["label"])
        return str(item.attributes.get("type") if item.layer == "claim" else item.label)

    def _label_keys(self, wanted: dict[str, Any]) -> list[str]:
        session = self.window.desk.session
        assert session is not None
        layer = session.schema.layer(wanted["layer"])
        assert layer is not None
        if layer.id == "claim":
            types = next(a for a in layer.attributes if a.id == "type")
            return [dict(zip(types.choices, types.keys, strict=False))[wanted["type"]]]
        label = next(x for x in layer.labels if x.id == wanted["label"])
        offered = [x for x in layer.offered if not x.role]
        for count in range(1, len(label.id)):
            start = label.id[:count].lower()
            fitting = [x for x in offered if x.id.lower().startswith(start)
                       or x.name.lower().startswith(start)]  # fmt: skip
            if len(fitting) == 1:
                return [label.key] if label.key else ["R", *start.upper()]
        raise SystemExit(f"{label.id} cannot be typed")

    def _resize(self, span: Any, wanted: dict[str, Any]) -> None:
        keys = []
        if span.end != wanted["end"]:
            keys.append("Shift+Right" if span.end < wanted["end"] else "Shift+Left")
        if span.start != wanted["start"]:
            keys.append("Ctrl+Shift+Right" if span.start < wanted["start"] else "Ctrl+Shift+Left")
        for key in keys:
            edge = "start" if key.startswith("Ctrl") else "end"
            for _ in range(40):
                if getattr(self.window.desk.span, edge) == wanted[edge]:
                    break
                self.press("resize", key)
        self._act("resize", "Return")

    # -- what no one suggested ---------------------------------------------------------------

    def _add_before(self, offset: int | None) -> None:
        """Add what is missing in the text that has been read."""
        for wanted in self._missing():
            if offset is None or wanted["end"] <= offset:
                self._add(wanted)

    def _missing(self) -> list[dict[str, Any]]:
        known = {(s.layer, s.start, s.end) for s in self.window.desk.walk()}
        near = self.window.desk.open_spans()
        return [
            g for g in self.gold
            if (g["layer"], g["start"], g["end"]) not in known
            # A suggestion that is to be resized stands for it.
            and not any(s.layer == g["layer"] and s.start < g["end"] and g["start"] < s.end
                        for s in near)
        ]  # fmt: skip

    def _add(self, wanted: dict[str, Any]) -> None:
        kind = wanted["layer"]
        self.press(kind, {"quote": "Shift+Q", "claim": "Shift+C"}[kind])
        self._pick(kind, wanted["start"], wanted["end"])
        if kind == "claim":
            self.press(kind, *self._label_keys(wanted))
        elif "speaker" in wanted:
            self._pick(kind, *wanted["speaker"])
        else:
            self.press(kind, "0")
        self._act(kind, "N")

    def _pick(self, kind: str, start: int, end: int) -> None:
        """Enter for what is offered first, else the letter that stands on it."""
        mode: Any = self.window.commands.mode
        if getattr(mode, "guess", None) == (start, end):
            self.press(kind, "Return")
            return
        found = [c for c in getattr(mode, "candidates", ()) if (c.start, c.end) == (start, end)]
        if not found:
            raise SystemExit(f"{start}–{end} is not offered for a {kind}: {mode}")
        self.press(kind, found[0].letter.upper())

    # -- keys ----------------------------------------------------------------------------------

    def _act(self, kind: str, *keys: str) -> None:
        self.press(kind, *keys)
        self.actions[kind] += 1

    def press(self, kind: str, *keys: str) -> None:
        """Press keys where the focus is, each counted as one."""
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest
        from PySide6.QtWidgets import QApplication

        for key in keys:
            *held, last = key.split("+")
            modifiers = Qt.KeyboardModifier.NoModifier
            for name in held:
                full = {"Ctrl": "Control"}.get(name, name)
                modifiers |= getattr(Qt.KeyboardModifier, f"{full}Modifier")
            focus = QApplication.focusWidget() or self.window.reader
            QTest.keyClick(focus, getattr(Qt.Key, f"Key_{last}"), modifiers)
            self.desk.settle()
            self.keys[kind] += 1

    # -- the outcome ---------------------------------------------------------------------------

    def check(self) -> None:
        """Raises SystemExit when the article is not as the gold has it, or is not done."""
        work = self.window.desk
        assert work.document is not None
        own = [s for s in work.document.spans.values()
               if s.annotator == work.annotator and s.state == "accepted"]  # fmt: skip
        found = {(s.layer, s.start, s.end, self._kind(s)) for s in own if s.label not in ROLES}
        gold = {(g["layer"], g["start"], g["end"], self._kind(g)) for g in self.gold}
        said = {(s.start, s.end): self._speaker(s) for s in own if s.layer == "quote"}
        unsaid = [g for g in self.gold if g["layer"] == "quote"
                  and said.get((g["start"], g["end"])) != g.get("speaker")]  # fmt: skip
        if found != gold or unsaid:
            raise SystemExit(f"not as the gold: {sorted(found ^ gold)}, {unsaid}")
        review = work.document.reviews.get(work.annotator)
        if review is None or review.status != "done":
            raise SystemExit("the article is not done")


if __name__ == "__main__":
    main()
