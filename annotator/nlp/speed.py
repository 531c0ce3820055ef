"""What makes a pipeline faster and changes nothing that our components or an analyst would see."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from spacy.language import Language
from spacy.pipeline import AttributeRuler
from thinc.api import NumpyOps, get_current_ops, use_ops

from annotator.nlp.words import words

_LEMMATIZERS = words("lemmatizer trainable_lemmatizer")
_RULER = "attribute_ruler"
# Of these we know what they read: no lemma, no part of speech, no morphology.
_KNOWN = _LEMMATIZERS | words("""
tok2vec transformer curated_transformer tagger morphologizer parser senter sentencizer
attribute_ruler ner annotator_names annotator_quotes annotator_claims
""")
_RULED = words("token.pos token.morph token.lemma")


@contextmanager
def numpy_products() -> Iterator[None]:
    """Models that are loaded inside multiply their matrices with numpy's BLAS.

    spaCy's own choice on a CPU is the ``blis`` package, which took three times as long for the
    sizes at hand (AVX2, one thread) and four fifths of a small model's time. Any other backend,
    such as a graphics card's, is left as it is.
    """
    if type(get_current_ops()) is not NumpyOps:
        yield
        return
    with use_ops("numpy", use_blis=False):
        yield


def spare(nlp: Language) -> None:
    """Disables components whose results nothing reads; call it when all components are added.

    These are lemmatizers, and an attribute ruler that sets parts of speech, morphology and lemmas
    only. A component of ours that reads one of these lists it in the ``requires`` of its factory.
    A pipeline with a component that we do not know is left as it is.
    """
    metas = {name: nlp.get_pipe_meta(name) for name in nlp.pipe_names}
    if not {meta.factory for meta in metas.values()} <= _KNOWN:
        return
    lemmas = [name for name, meta in metas.items() if meta.factory in _LEMMATIZERS]
    read = {what for name, meta in metas.items() if name not in lemmas for what in meta.requires}
    if "token.lemma" in read:
        return
    rulers = [name for name, meta in metas.items() if meta.factory == _RULER]
    for name in lemmas:
        nlp.disable_pipe(name)
    for name in rulers:
        if not read & _RULED and _is_spare(nlp.get_pipe(name)):
            nlp.disable_pipe(name)


def _is_spare(ruler: Any) -> bool:
    """Whether nobody would miss it: tags and arcs are set on white space only."""
    if not isinstance(ruler, AttributeRuler):
        return False
    rules: list[dict[str, Any]] = ruler.patterns
    return all(
        set(rule["attrs"]) <= {"POS", "MORPH", "LEMMA"} or _is_on_space(rule["patterns"])
        for rule in rules
    )


def _is_on_space(patterns: list[list[dict[str, Any]]]) -> bool:
    return all(len(p) == 1 and p[0].get("IS_SPACE") is True for p in patterns)
