"""spaCy's DocBin: ``doc.ents``, ``doc.spans`` per layer; relations and the rest in user data."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from annotator.formats.base import Losses
from annotator.model.document import Document
from annotator.model.span import ENTITY, REJECTED, Relation, Span

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, DocBin


class Writer:
    """Collects documents for one file. Counts in ``losses`` what DocBin does not hold."""

    def __init__(self) -> None:
        import spacy
        from spacy.tokens import DocBin

        self.losses = Losses()
        self.spans: dict[tuple[str, str], int] = {}
        self._blank = spacy.blank
        self._languages: dict[str, Language] = {}
        self._bin: DocBin = DocBin(
            attrs=["ORTH", "SPACY", "ENT_IOB", "ENT_TYPE", "ENT_KB_ID", "ENT_ID"],
            store_user_data=True,
        )

    def add(self, document: Document, spans: Iterable[Span], relations: Iterable[Relation]) -> None:
        """Add an article with these spans and the relations between them."""
        article = document.article
        nlp = self._tokenizer(article.language)
        doc = nlp.make_doc(article.text)
        held = self._held(doc, [s for s in spans if s.state != REJECTED], article.id)
        by_layer: dict[str, list[Any]] = {}
        for span, found in held:
            by_layer.setdefault(span.layer, []).append(found)
            self.spans[span.layer, span.label] = self.spans.get((span.layer, span.label), 0) + 1
        for layer, group in by_layer.items():
            doc.spans[layer] = group
        doc.ents = self._entities(held, article.id)
        self._user_data(doc, document, held, list(relations))
        self._bin.add(doc)

    def _tokenizer(self, language: str | None) -> Language:
        code = (language or "en").split("-")[0].lower()
        if code not in self._languages:
            try:
                self._languages[code] = self._blank(code)
            except ImportError:
                # spaCy has no rules for it, or they need a package that is not there.
                self._languages[code] = self._blank("xx")
        return self._languages[code]

    def _held(self, doc: Doc, spans: list[Span], article: str) -> list[tuple[Span, Any]]:
        held = []
        for span in spans:
            found = doc.char_span(
                span.start, span.end, label=span.label, kb_id=span.entity or "", span_id=span.id
            )
            if found is None or found[0].is_space or found[-1].is_space:
                self.losses.add(
                    "spans that do not meet token borders", f"{article}: “{span.text[:40]}”"
                )
            else:
                held.append((span, found))
            if span.note:
                self.losses.add("notes", f"{article}: “{span.note[:40]}”")
        return held

    def _entities(self, held: list[tuple[Span, Any]], article: str) -> list[Any]:
        """Of overlapping entities the longest; the others stand in doc.spans only."""
        taken: set[int] = set()
        out = []
        entities = [x for x in held if x[0].layer == ENTITY]
        for span, found in sorted(entities, key=lambda x: (x[1].start - x[1].end, x[1].start)):
            if any(i in taken for i in range(found.start, found.end)):
                self.losses.add(
                    "overlapping entities in doc.ents (they are in doc.spans)",
                    f"{article}: “{span.text[:40]}”",
                )
                continue
            taken.update(range(found.start, found.end))
            out.append(found)
        return out

    def _user_data(
        self,
        doc: Doc,
        document: Document,
        held: list[tuple[Span, Any]],
        relations: list[Relation],
    ) -> None:
        ids = {span.id for span, _ in held}
        kept = [r for r in relations if r.head in ids and r.tail in ids]
        lost = len(relations) - len(kept)
        self.losses.add("relations of spans that were left out", document.article.id, lost)
        article = document.article
        doc.user_data["annotator"] = {
            "id": article.id,
            "title": article.title,
            "source": article.source,
            "published": article.published,
            "url": article.url,
            "attributes": {s.id: dict(s.attributes) for s, _ in held if s.attributes},
            "relations": [{"label": r.label, "head": r.head, "tail": r.tail} for r in kept],
        }
        self.losses.add("zones", count=len(article.zones))

    def save(self, path: Path) -> None:
        """Write the file."""
        self._bin.to_disk(path)

    def __len__(self) -> int:
        return len(self._bin)
