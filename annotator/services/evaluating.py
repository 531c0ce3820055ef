"""How good a pipeline's suggestions were, measured on what was decided about them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from annotator.model import scoring
from annotator.model.document import Document
from annotator.model.errors import AnnotatorError, WrongUse
from annotator.model.people import DONE
from annotator.model.scoring import Pair
from annotator.model.span import ACCEPTED, SUGGESTED, Key, Span
from annotator.services import selecting
from annotator.store import articles, evaluation
from annotator.store.project import Project

SPURIOUS, MISSED = "spurious", "missed"


@dataclass(slots=True)
class LinkTally:
    """Relations of one label, counted over decided heads (a quote's speaker over its quotes).

    ``decided`` heads have such a relation; of them a suggestion ``found`` the head, and suggested
    a tail that overlaps the decided one (``right``), or is it (``exact``). ``invented`` heads were
    found, have none, and were suggested one.
    """

    decided: int = 0
    found: int = 0
    right: int = 0
    exact: int = 0
    invented: int = 0

    def to_dict(self) -> dict[str, Any]:
        """Counts and shares of the decided, and of those whose head was found."""
        return {
            **asdict(self),
            "right_of_found": scoring.share(self.right, self.found),
            "right_of_all": scoring.share(self.right, self.decided),
        }


@dataclass
class Evaluation:
    """``pairs`` and ``labels`` in use by layer; roles are labels of parts of quotes."""

    pipeline: str
    annotators: tuple[str, ...] = ()
    articles: int = 0
    done: int = 0
    roles: frozenset[str] = frozenset()
    pairs: dict[str, list[Pair]] = field(default_factory=dict)
    links: dict[str, LinkTally] = field(default_factory=dict)
    left_out: dict[str, int] = field(default_factory=dict)
    """Suggestions in layers where nobody decided on anything."""
    open: int = 0
    """Suggestions not decided on, in articles not done: left out."""

    def main(self, layer: str) -> list[Pair]:
        """The pairs of a layer without the parts of quotes, as one walks through them."""
        return [p for p in self.pairs[layer] if _label(p) not in self.roles]

    def confusion(self, layer: str) -> Counter[tuple[str, str]]:
        """How often which label was suggested and which decided."""
        return Counter(
            (
                p.suggested.label if p.suggested else MISSED,
                p.decided.label if p.decided else SPURIOUS,
            )
            for p in self.pairs[layer]
        )

    def to_dict(self) -> dict[str, Any]:
        """Everything as plain data for JSON."""
        return {
            "pipeline": self.pipeline,
            "annotators": list(self.annotators),
            "articles": self.articles,
            "articles_done": self.done,
            "open_left_out": self.open,
            "layers_left_out": self.left_out,
            "layers": {layer: self._layer(layer) for layer in self.pairs},
            "relations": {label: tally.to_dict() for label, tally in self.links.items()},
        }

    def _layer(self, layer: str) -> dict[str, Any]:
        bins = scoring.calibration(self.main(layer))
        tallies = scoring.by_label(self.pairs[layer])
        return {
            "all": _tally(scoring.together(self.main(layer))),
            "labels": {label: _tally(tallies[label]) for label in sorted(tallies)},
            "confusion": [
                {"suggested": one, "decided": other, "count": count}
                for (one, other), count in self.confusion(layer).most_common()
            ],
            "calibration": [asdict(b) for b in bins],
            "calibration_error": scoring.calibration_error(bins),
        }


def _label(pair: Pair) -> str:
    span = pair.suggested or pair.decided
    return span.label if span else ""


def _tally(tally: scoring.Tally) -> dict[str, Any]:
    return {
        **asdict(tally),
        "exact_match": tally.prf(tally.exact),
        "overlap_match": tally.prf(tally.overlap),
    }


def evaluate(
    project: Project,
    annotator: str | None = None,
    pipeline: str | None = None,
    *,
    everything: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> Evaluation:
    """Score a pipeline against the decisions on articles that are done.

    ``everything`` takes articles in progress too. Whose decisions count is as for exports. In an
    article that is done, a suggestion left open counts as rejected; in others it is left out.
    A layer in which nobody decided on anything is left out. Raises AnnotatorError, saying what to
    do, when there is nothing to evaluate or a name is needed; WrongUse for an unknown name.
    """
    selecting.check_annotator(project, annotator)
    name = _pipeline(project, pipeline)
    decider = selecting.whose(project, annotator)
    result = Evaluation(name, roles=project.schema_roles())
    names: set[str] = set()
    own: Counter[str] = Counter()
    pks = evaluation.articles(project, name, everything=everything)
    for number, document in enumerate(articles.load_all(project, pks), 1):
        who = decider(document)
        if _counts(document, who, everything):
            names.add(who)
            own.update(s.layer for s in document.spans.values() if s.annotator == who)
            _score(document, who, result)
        if progress:
            progress(number, len(pks))
    if not result.articles:
        raise _nothing(project, name, annotator, everything)
    result.annotators = tuple(sorted(names))
    result.left_out = {x: len(pairs) for x, pairs in result.pairs.items() if not own[x]}
    order = [x.id for x in project.schema().layers if own[x.id]]
    result.pairs = {x: result.pairs[x] for x in order if x in result.pairs}
    result.links = {x: t for x, t in sorted(result.links.items()) if t.decided or t.invented}
    return result


def _pipeline(project: Project, asked: str | None) -> str:
    known = evaluation.pipelines(project)
    if not known:
        raise AnnotatorError(
            "no pipeline has been through an article",
            str(project.path),
            f"Run one with: annotator suggest {project.path}",
        )
    fitting = [n for n in known if asked in (None, n, n.partition("@")[0])]
    if asked in fitting:
        return str(asked)
    if not fitting:
        raise WrongUse(
            f"the pipeline {asked} has not been through this project",
            str(project.path),
            f"Choose one of {', '.join(known)}",
        )
    if len(fitting) > 1:
        raise AnnotatorError(
            f"several pipelines have been through this project: {', '.join(fitting)}",
            str(project.path),
            "Choose one with --pipeline NAME",
        )
    return fitting[0]


def _nothing(
    project: Project, pipeline: str, annotator: str | None, everything: bool
) -> AnnotatorError:
    who = annotator or "anyone"
    if everything:
        what = f"no decision by {who} on an article that {pipeline} went through"
        return AnnotatorError(
            what, str(project.path), f"Correct some first: annotator {project.path}"
        )
    return AnnotatorError(
        f"no article that {pipeline} went through is done by {who}",
        str(project.path),
        "Set some done in the window (Ctrl+Enter), or add --all",
    )


def _counts(document: Document, who: str, everything: bool) -> bool:
    if _is_done(document, who):
        return True
    return everything and any(s.annotator == who for s in document.spans.values())


def _is_done(document: Document, who: str) -> bool:
    review = document.reviews.get(who)
    return review is not None and review.status == DONE


def _score(document: Document, who: str, result: Evaluation) -> None:
    done = _is_done(document, who)
    result.articles += 1
    result.done += done
    spans = document.spans.values()
    own = [s for s in spans if s.annotator == who]
    suggested = [s for s in spans if s.annotator == result.pipeline and s.state == SUGGESTED]
    links = _links(document, suggested, own)
    answered: dict[str, Pair] = {}
    for layer in {s.layer: None for s in [*suggested, *own]}:
        pairs = scoring.pair_up(
            [s for s in suggested if s.layer == layer],
            [s for s in own if s.layer == layer and s.state == ACCEPTED],
            links,
        )
        if not done:
            known = [p for p in pairs if p.decided is not None or _id(p) in links]
            result.open += len(pairs) - len(known)
            pairs = known
        result.pairs.setdefault(layer, []).extend(pairs)
        answered.update((p.decided.id, p) for p in pairs if p.decided)
    _score_relations(document, who, result, answered)


def _id(pair: Pair) -> str | None:
    return pair.suggested.id if pair.suggested else None


def _links(document: Document, suggested: Iterable[Span], own: Iterable[Span]) -> dict[str, str]:
    """From suggestion to the decision on it, or on another pipeline's equal one, or in its place.

    Decisions are the annotator's spans of any state.
    """
    by_id: dict[str, str] = {}
    by_key: dict[Key, str] = {}
    for span in sorted(own, key=lambda s: s.state == ACCEPTED):
        by_key[span.key] = span.id
    for span in own:
        if span.made_from:
            by_id[span.made_from] = span.id
            twin = document.spans.get(span.made_from)
            if twin is not None:
                by_key.setdefault(twin.key, span.id)
    found = ((s.id, by_id.get(s.id) or by_key.get(s.key)) for s in suggested)
    return {one: other for one, other in found if other is not None}


def _score_relations(
    document: Document, who: str, result: Evaluation, answered: dict[str, Pair]
) -> None:
    relations = document.relations.values()
    said: dict[tuple[str, str], list[Span]] = {}
    decided: dict[tuple[str, str], list[Span]] = {}
    for relation in relations:
        tail = document.spans.get(relation.tail)
        if tail is None:
            continue
        if relation.annotator == result.pipeline and relation.state == SUGGESTED:
            said.setdefault((relation.label, relation.head), []).append(tail)
        elif relation.annotator == who and relation.state == ACCEPTED:
            decided.setdefault((relation.label, relation.head), []).append(tail)
    for label in {label for label, _ in [*said, *decided]}:
        tally = result.links.setdefault(label, LinkTally())
        for head, pair in answered.items():
            tails = decided.get((label, head), [])
            found = pair.suggested is not None
            guesses = said.get((label, _id(pair) or ""), [])
            tally.decided += bool(tails)
            tally.found += bool(tails) and found
            tally.invented += bool(guesses) and not tails
            tally.right += any(scoring.jaccard(a, b) > 0 for a in tails for b in guesses)
            tally.exact += any((a.start, a.end) == (b.start, b.end) for a in tails for b in guesses)
