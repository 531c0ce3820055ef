"""The minimal mention of a speaker: its range in tokens, from a parse or from patterns.

A mention is a noun phrase with its determiner, possessor, title and "of …": "Iran’s state media",
"a spokesman for the ministry". What follows a comma or a relative pronoun is not part of it.
"""

from __future__ import annotations

from spacy.tokens import Doc, Token

from annotator.nlp.words import words

_PREPOSITIONS = words("of for at from with in")
_TRAILING = frozenset(("'s", "’s", "and", "or"))
_NOMINAL = words("NN NNS NNP NNPS PRP DT WP CD JJ")
_ENDS_MENTION = words("VBD VBZ VBP MD WP WDT WRB VB IN RB CC VBG")
_TIES = frozenset(("of", "for", "and", "’s", "'s"))
_ALWAYS = frozenset(("of", "for"))
_STOPS = words("""
who whom whose which that where when while as after before during because if although though since
until on in to by about via amid but so then told said says saying adding at from with into over
under earlier later also yesterday today recently last this next
""")
_BREAKS = frozenset(",;:()[]—–-.!?…") | {"--", "..."}
_DASHES = frozenset(("-", "–"))
_APOSTROPHES = frozenset(("'", "’"))
_LEADING = words("and but or as so then while because that meanwhile still yet when")
_ADVERBS = words("""
also later then now still just even already once again further recently previously earlier has
have had was were is are be been will would did does do could can may might should must not never
first simply repeatedly reportedly therefore thus always often
""")
_SAID = ("VBD", "VBZ", "VBP", "MD")
_MAX = 14

Range = tuple[int, int]


def is_break(token: Token) -> bool:
    """Whether the token ends a mention: punctuation or white space."""
    text = token.text
    if text in _DASHES and not token.whitespace_ and token.i and not token.nbor(-1).whitespace_:
        # "Kim Dae-ho" is one name.
        return False
    return text in _BREAKS or token.is_space or (token.is_quote and text not in _APOSTROPHES)


def around(doc: Doc, head: Token, low: int, high: int) -> Range | None:
    """The mention whose head a parser names, within the tokens ``[low, high)``."""
    if not low <= head.i < high or head.is_space or head.is_punct:
        return None
    start, end = head.i, head.i + 1
    left = max(low, head.left_edge.i, head.i - _MAX)
    while start > left and not is_break(doc[start - 1]):
        start -= 1
    high = min(high, head.i + _MAX)
    while end < high and not is_break(doc[end]) and _belongs(doc, head, end):
        end += 1
    while end > head.i + 1 and doc[end - 1].dep_ in ("prep", "cc", "punct", "det"):
        end -= 1
    start, end = _with_entity(doc, start, end, low, high)
    end = _with_veil(doc, end, high)
    return _trimmed(doc, start, end)


def _belongs(doc: Doc, head: Token, at: int) -> bool:
    token = doc[at]
    if token.dep_ in ("relcl", "acl") or (token.dep_ == "nsubj" and token.i > head.i):
        return False
    # Walk up to the head; each step must be a tie that holds a name or a title together.
    for _ in range(_MAX):
        if token.i == head.i:
            return True
        if token.dep_ in ("relcl", "acl", "advcl", "ccomp", "nsubj", "ROOT", "dobj", "npadvmod"):
            return False
        if token.dep_ == "prep" and not _keeps(token, head):
            return False
        token = token.head
    return False


def _keeps(preposition: Token, head: Token) -> bool:
    if preposition.lower_ in _ALWAYS:
        return True
    close = preposition.i == head.i + 1 and not head.ent_type_
    return close and preposition.lower_ in _PREPOSITIONS


def _with_entity(doc: Doc, start: int, end: int, low: int, high: int) -> Range:
    """Grown so that no name is cut in two."""
    first, last = doc[start], doc[end - 1]
    while start > low and first.ent_iob_ == "I" and not is_break(doc[start - 1]):
        start -= 1
        first = doc[start]
    while end < high and last.ent_type_ and doc[end].ent_iob_ == "I" and not is_break(doc[end]):
        end += 1
        last = doc[end - 1]
    return start, end


def _with_veil(doc: Doc, end: int, high: int) -> int:
    """Past "with the matter" of "people familiar with the matter": the whole veil names them."""
    if doc[end - 1].lower_ not in ("familiar", "briefed", "acquainted"):
        return end
    while end < min(high, len(doc)) and not is_break(doc[end]) and doc[end].tag_ not in _SAID:
        end += 1
    return end


def _trimmed(doc: Doc, start: int, end: int) -> Range | None:
    while start < end and (is_break(doc[start]) or doc[start].lower_ in _LEADING):
        start += 1
    while end > start and (is_break(doc[end - 1]) or doc[end - 1].lower_ in _TRAILING):
        end -= 1
    return (start, end) if start < end else None


def first_in(doc: Doc, low: int, high: int) -> Range | None:
    """The mention with which the tokens ``[low, high)`` begin: "Ana Ruiz, a lawyer, later"."""
    while low < high and (
        is_break(doc[low]) or doc[low].lower_ in _LEADING or _is_adverb(doc[low])
    ):
        low += 1
    end = low
    while end < high and end - low < _MAX and not _stops(doc, low, end):
        end += 1
    while end > low and _is_adverb(doc[end - 1]):
        end -= 1
    if end > low:
        end = _with_veil(doc, end, high)
    found = _trimmed(doc, low, end)
    if found is None or not _is_mention(doc, *found):
        return None
    return found


def _is_stop(token: Token) -> bool:
    """Whether a word ends a mention by itself: "who" does, "the WHO" is a name."""
    return token.lower_ in _STOPS and token.ent_iob_ != "I" and not token.text[1:].isupper()


def _stops(doc: Doc, low: int, at: int) -> bool:
    token = doc[at]
    if is_break(token):
        # "J. R. Adeyemi", "St. Petersburg": the full stop of an abbreviation.
        tight = not token.whitespace_ and at > low and not doc[at - 1].whitespace_
        return not (tight and token.text in ".-" and at + 1 < len(doc))
    if _is_stop(token):
        return at > low or token.lower_ != "that"
    if token.tag_:
        ends = token.tag_ in ("VBD", "VBZ", "VBP", "MD", "WP", "WDT", "WRB", "VBG")
        return ends and at > low and not token.text[1:].isupper()
    return False


def _is_adverb(token: Token) -> bool:
    return token.lower_ in _ADVERBS or token.tag_ in ("RB", "RBR", "MD")


def _is_mention(doc: Doc, start: int, end: int) -> bool:
    if end - start == 1 and doc[start].lower_ in ("a", "an", "the", "ha", "hat"):
        return False
    for token in doc[start:end]:
        if token.ent_type_ or token.tag_ in _NOMINAL:
            return True
        if not token.tag_ and (token.text[:1].isupper() or not token.is_ascii or token.is_lower):
            return True
    return False


def before(doc: Doc, low: int, high: int) -> Range | None:
    """The mention that the tokens ``[low, high)`` end with: "On Monday, Ana Ruiz, a judge, has"."""
    end = high
    while end > low and (_is_adverb(doc[end - 1]) or doc[end - 1].ent_type_ in ("DATE", "TIME")):
        end -= 1
    if end > low and doc[end - 1].text == ",":
        # "Li, who led the talks in Oslo, a city she knew, said": the first name of all.
        first = first_in(doc, low, end)
        if first is not None and first[1] < end - 1 and doc[first[1]].text == ",":
            return first
        # An apposition between two commas: the name stands before it.
        outer = _comma_before(doc, low, end - 1)
        if outer is not None:
            found = _tail(doc, low, outer)
            if found is not None:
                return found
        end -= 1
    return _tail(doc, low, end)


def _comma_before(doc: Doc, low: int, at: int) -> int | None:
    for place in range(at - 1, max(low, at - 30), -1):
        if doc[place].text == ",":
            return place
    return None


def _tail(doc: Doc, low: int, high: int) -> Range | None:
    start = high
    while start > low and high - start < _MAX:
        token = doc[start - 1]
        if is_break(token) or (_is_stop(token)):
            break
        if token.tag_ in _ENDS_MENTION and token.lower_ not in _TIES:
            break
        start -= 1
    found = _trimmed(doc, start, high)
    return found if found is not None and _is_mention(doc, *found) else None
