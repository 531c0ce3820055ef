"""The forms of a word, by the rules of inflection that a spaCy pipeline brings."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import spacy
from spacy.pipeline import Lemmatizer
from spacy.tokens import Doc

from annotator.model.errors import AnnotatorError
from annotator.nlp.installed import BLANK, installed_pipelines, missing

# What a pipeline may have besides its rules, and what takes long to load.
_OTHERS = ("tok2vec", "transformer", "tagger", "morphologizer", "parser", "senter",
           "attribute_ruler", "entity_ruler", "ner", "spancat", "textcat", "textcat_multilabel",
           "annotator_names", "annotator_quotes", "annotator_claims")  # fmt: skip
_OTHERWISE = "Choose another one in “Suggest with…”, or type the beginning of the word: impos*"


def load(name_or_path: str) -> Forms:
    """The rules of the installed package or of the folder; the rest of it is not loaded.

    Raises ModelMissing when it is not there, AnnotatorError when it has no such rules.
    """
    if name_or_path.startswith(BLANK):
        raise AnnotatorError(
            f"lemma: needs a language model, and {name_or_path} is none", "", _OTHERWISE
        )
    folder = Path(name_or_path).expanduser()
    is_folder = (folder / "config.cfg").is_file()
    if not is_folder and name_or_path not in installed_pipelines():
        raise missing(name_or_path)
    nlp = spacy.load(folder if is_folder else name_or_path, exclude=_OTHERS)
    for _, pipe in nlp.pipeline:
        if isinstance(pipe, Lemmatizer) and pipe.mode == "rule":
            return Forms(pipe)
    raise AnnotatorError(
        f"lemma: needs rules of inflection, and {nlp.meta['name']} has none", "", _OTHERWISE
    )


class Forms:
    """Goes the lemmatizer's way backwards, and checks each form by going it forwards."""

    def __init__(self, lemmatizer: Lemmatizer) -> None:
        self._lemmatizer = lemmatizer
        tables = {
            name: lemmatizer.lookups.get_table(f"lemma_{name}", {})
            for name in ("index", "exc", "rules")
        }
        # Some languages have tables of other shapes under these names.
        self._rules: dict[str, list[tuple[str, str]]] = {}
        self._exceptions: dict[str, dict[str, list[str]]] = {}
        self._known: dict[str, frozenset[str]] = {}
        for pos in ("adj", "adv", "aux", "noun", "verb"):
            rules, exceptions = tables["rules"].get(pos), tables["exc"].get(pos)
            if isinstance(rules, list):
                self._rules[pos] = [(old, new) for old, new in rules]
            if isinstance(exceptions, dict):
                self._exceptions[pos] = exceptions
            self._known[pos] = frozenset(tables["index"].get(pos) or ())

    def of(self, word: str) -> tuple[str, ...]:
        """All forms of the word, in small letters, sorted; itself among them.

        The word may be any form. Whatever part of speech it can be counts: “left” brings “leave”.
        """
        word = word.lower()
        readings = [self._lemmas(word, pos) for pos in self._known]
        lemmas = {x for found, sure in readings if sure for x in found}
        lemmas = lemmas or {x for found, _ in readings for x in found}
        out = {word}
        for pos in self._known:
            for lemma in lemmas:
                if self._is_used(lemma, pos):
                    candidates = {lemma, *self._backwards(lemma, pos)}
                    out |= {form for form in candidates if lemma in self._lemmas(form, pos)[0]}
        return tuple(sorted(out))

    def _is_used(self, lemma: str, pos: str) -> bool:
        """Whether a word can be this part of speech; one that no list has can be any."""
        return lemma in self._known[pos] or not any(lemma in x for x in self._known.values())

    def _backwards(self, lemma: str, pos: str) -> Iterator[str]:
        """What could be forms of the lemma."""
        for old, new in self._rules.get(pos, ()):
            if old != new and lemma.endswith(new):
                yield lemma[: len(lemma) - len(new)] + old
        for form, lemmas in self._exceptions.get(pos, {}).items():
            if lemma in lemmas:
                yield form

    def _lemmas(self, form: str, pos: str) -> tuple[list[str], bool]:
        """The lemmas of a form as this part of speech, and whether a list has them."""
        irregular = self._exceptions.get(pos, {}).get(form)
        if irregular:
            return irregular, True
        doc: Any = Doc(self._lemmatizer.vocab, words=[form], pos=[pos.upper()])
        found = [x.lower() for x in self._lemmatizer.lemmatize(doc[0])]
        if found and found[0] in self._known[pos]:
            return found[:1], True
        return found, False
