"""Whatever the text: no exception, every range inside it, non-empty and without edge white space.

Prefixes of an article stand for the copy that was cut off anywhere: in a quotation, in a name, in
the middle of a caption. Every 97th length is taken, so that all kinds of cuts come up in seconds.
"""

from __future__ import annotations

import importlib.util
import random
from collections.abc import Iterator

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from annotator.model import bundled
from annotator.model.suggestion import Suggestions, SuggestJob
from annotator.model.text import normalise
from annotator.nlp.pipeline import Pipeline, load
from annotator.nlp.zones import find_zones

STEP = 97
# Most of the code points below 0x2200, marks of every style, words that rules look for, and what
# tokenizers stumble over: joiners, direction marks, combining marks, emoji, private use.
PARTS = [
    *"“”‘’\"'«»„‹›「」『』…—–-.,:;?!()[]{}/\\|@#%&*_~^`<>=+$€£¥§©®°",
    *" \n\t\u00a0\u2003\u200b\u200d\u200e\u202e\u2028\ufeff\x00\x0b\x1f\ufffd\u0301\u20dd",
    *"😀👩‍👩‍👧🏳️‍🌈𝔸𐍈\ue000\U0010ffff",
    "said", "says Meyer", "Minister Ana Ruiz", "according to", "told reporters", "she", "that",
    "The report", "the U.S.", "NATO", "on Tuesday", "41%", "$5 million", "will", "never", "n't",
    "’s", "http://a.example/x?y=1", "photo credit: X", "By Ana Ruiz", "Read more", "\n\n",
    "国防部", "قال الوزير", "сказал он", "हिन्दी", "ไทย", "日本語", "שלום",
]  # fmt: skip


def random_text(rng: random.Random) -> str:
    """Up to two dozen parts, one in five a code point from anywhere."""
    out = []
    for _ in range(rng.randrange(24)):
        if rng.random() < 0.2:
            out.append(chr(rng.choice([rng.randrange(0x2200), rng.randrange(0x110000)])))
        else:
            out.append(rng.choice(PARTS))
    return rng.choice(["", " "]).join(out).encode("utf-8", "replace").decode("utf-8")


def sound(text: str, found: Suggestions) -> None:
    assert found.error is None, (found.error, text)
    for span in found.spans:
        assert 0 <= span.start < span.end <= len(text), (span, text)
        covered = text[span.start : span.end]
        assert covered and covered == covered.strip(), (span, text)
        assert span.score is None or 0.0 <= span.score <= 1.0
    for relation in found.relations:
        assert 0 <= relation.head < len(found.spans) and 0 <= relation.tail < len(found.spans)


def run(pipeline: Pipeline, texts: list[str]) -> list[Suggestions]:
    jobs = [SuggestJob(n, text, find_zones(text)) for n, text in enumerate(texts)]
    results = list(pipeline.annotate(jobs))
    assert [r.pk for r in results] == list(range(len(texts)))
    for text, found in zip(texts, results, strict=True):
        sound(text, found)
    return results


@pytest.mark.slow
def test_two_thousand_texts_of_anything(pipeline: Pipeline) -> None:
    rng = random.Random(11)
    results = run(pipeline, [random_text(rng) for _ in range(2000)])
    # They are not so odd that nothing is found in them.
    assert sum(bool(r.spans) for r in results) > 500


def test_an_imported_text_of_anything(pipeline: Pipeline) -> None:
    rng = random.Random(12)
    run(pipeline, [normalise(random_text(rng)) for _ in range(200)])


@pytest.mark.slow
@pytest.mark.parametrize(
    "path", sorted(bundled.path("articles").glob("*.txt")), ids=lambda p: p.stem
)
def test_prefixes_of_an_article(pipeline: Pipeline, path: object) -> None:
    text = path.read_text("utf-8")  # type: ignore[attr-defined]
    run(pipeline, [text[:end] for end in range(len(path.name) % STEP, len(text), STEP)])  # type: ignore[attr-defined]


SPOKEN = {
    "en": "“We left early,” said Ana Ruiz.",
    "de": "„Wir sind früh gegangen und bleiben auch weg“, sagte Anna Meyer.",
    "fr": "« Nous sommes partis tôt ce matin et nous ne reviendrons pas », a dit Anne Moreau.",
    "ar": "قال الوزير: «لن ندفع مرتين مقابل الشيء نفسه».",
    "he": 'השר אמר: "אנחנו לא נשלם פעמיים על אותו הדבר."',
    "zh": "部长说：“我们不会为同一件东西付两次钱。”",
    "ja": "大臣は「同じものに二度は払わない。」と述べた。",
    "xx": "“Marewa rono tika haere,” Ana Ruiz.",
}


@pytest.fixture(params=sorted(SPOKEN))
def blank(request: pytest.FixtureRequest) -> Iterator[tuple[str, Pipeline]]:
    """A bare tokenizer, where its language needs nothing that is not installed."""
    language = request.param
    if language == "ja" and importlib.util.find_spec("sudachipy") is None:
        pytest.skip("the Japanese tokenizer is not installed")
    yield language, load(f"blank:{language}")


def test_a_bare_tokenizer_gives_quotes_by_their_marks(blank: tuple[str, Pipeline]) -> None:
    language, pipeline = blank
    text = SPOKEN[language]
    (found,) = run(pipeline, [text])
    inside = [text[s.start : s.end] for s in found.spans if s.label in ("DIRECT", "MIXED")]
    # Where words are not told apart by spaces, a few of them cannot be told from a phrase.
    assert len(inside) == 1 or (language in ("ja", "zh") and not inside)
    assert not set("".join(inside)) & set('“”„«»「」"')
    # Known names are English ones; a bare tokenizer of any other language gives none.
    named = {"entity"} if language in ("en", "xx") else set()
    assert {s.layer for s in found.spans} <= {"quote"} | named
    rng = random.Random(13)
    run(pipeline, [random_text(rng) for _ in range(200)])


@Language.component("fails_late")
def fails_late(doc: Doc) -> Doc:
    if "BOOM" in doc.text:
        raise RecursionError("too deep")
    return doc


def test_a_failure_in_one_piece_of_a_long_text_costs_that_text(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("fails_late")
    pipeline = Pipeline(nlp, "blank:en")
    monkeypatch.setattr(pipeline, "_limit", 60)
    long = "\n\n".join("“We left,” she said on the first day." for _ in range(9))
    texts = [long, long + "\n\nBOOM", "BOOM", long, ""]
    results = list(pipeline.annotate(SuggestJob(n, text) for n, text in enumerate(texts)))
    assert [bool(r.error) for r in results] == [False, True, True, False, False]
    assert [len(r.spans) for r in results] == [27, 0, 0, 27, 0]
    assert results[1].error == "RecursionError: too deep"


def test_long_and_many_texts_are_not_seen_at_once() -> None:
    seen: list[int] = []
    nlp = spacy.blank("en")
    pipeline = Pipeline(nlp, "blank:en")
    pipe = nlp.pipe

    def watched(texts: list[str], batch_size: int) -> Iterator[Doc]:
        seen.append(min(len(texts), batch_size) * max(map(len, texts)))
        return pipe(texts, batch_size=batch_size)

    nlp.pipe = watched  # type: ignore[method-assign,assignment]
    jobs = [SuggestJob(n, "word " * size) for n, size in enumerate([10] * 70 + [9000] * 5)]
    jobs.append(SuggestJob(99, "word " * 120_000))
    assert len(list(pipeline.annotate(jobs))) == 76
    assert len(seen) < 12 and max(seen) <= 100_000
