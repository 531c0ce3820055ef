"""What single lines of a copied news page look like: patterns without context.

Every pattern is matched against one stripped line, or against its last ``TAIL`` characters, so
that the work stays linear in the length of the text.
"""

from __future__ import annotations

import re

from annotator.nlp.words import words

TAIL = 160
LONG_LINE = 600

_AGENCY = (
    r"(?:AP|AFP|EPA|EPA-EFE|PA|PA Wire|UPI|TASS|IRNA|Xinhua|Kyodo|Reuters|REUTERS|Bloomberg|Getty"
    r"|Getty Images|GETTY IMAGES|Shutterstock|SHUTTERSTOCK|Wikimedia(?: Commons)?|WIKIMEDIA"
    r"(?: COMMONS)?|Flash ?90|FLASH ?90|Anadolu|Alamy|iStock|Unsplash|Pixabay|NurPhoto|Sipa|Rex"
    r"|Associated Press|Press Association|Agence France-Presse|dpa|DPA|ANSA|EFE|WANA|WENN)"
)
_KIND = (
    r"(?:photo(?:graph)?s?|images?|pictures?|pics?|illustrations?|videos?|graphics?|screenshot"
    r"|screengrab|artwork|(?:file|handout|stock|pool|courtesy) (?:photo|image|picture))"
)
# A full stop in a name follows an initial only, so that no sentence before it is taken along.
_NAME = r"[A-Z](?:\.|[\w'’-]*)"
# "Photo by Lia Moro", and no "Photo by itself proves nothing".
# Where a credit can begin: at the start, or after a sentence, which an initial does not end.
_AFTER = r"(?<=[.!?…”\"’)|])(?<!\s[A-Z]\.)\s*"
_CREDIT_HEAD = (
    rf"(?:(?:{_KIND}\s+)?(?:credits?|courtesy(?: of)?)\b\s*:?"
    rf"|{_KIND}\s*(?::|\bby\b(?=\s+(?-i:[A-Z©@]))|\|))"
)

_PARENTHESISED = re.compile(
    rf"[(\[]\s*(?:(?i:{_CREDIT_HEAD})\s*[^()\[\]]*"
    rf"|(?:[^()\[\]]*/\s*)?{_AGENCY}(?:\s+(?:[Pp]hotos?|[Ii]mages?))?\s*(?:[/,:][^()\[\]]*)?"
    rf"|(?i:file|handout|stock|pool)\s+(?i:photo|image|picture))\s*[)\]]\.?$"
)
_LABELLED = re.compile(
    rf"(?:^(?:[A-Z]\w+ )?|{_AFTER}|\s[|–—-]\s*)(?i:{_CREDIT_HEAD})"
    r"\s*(?=[\w©@(])[^.!?]{1,100}[.]?$"
)
_SLASHED = re.compile(
    rf"(?:^|{_AFTER}|\s[|–—]\s*)"
    rf"{_NAME}(?: (?:{_NAME}|de|van|von|der|al|bin|and|for|of)){{0,5}}\s?/\s?"
    rf"(?:[\w ]{{1,30}}/\s?)?{_AGENCY}"
    r"(?:(?:,)? (?:via|/) ?[A-Z][\w /]{1,40})?\.?$"
)
_AGENCY_END = re.compile(
    rf"(?:^|{_AFTER}|\s[|–—]\s*)(?:(?:via )?(?:{_AGENCY}(?: Photo| photo)?"
    r"|(?:[A-Z][\w.'’-]* ){1,4}(?:/ ?|via |— ?)?Getty Images"
    r"|(?:[A-Z][\w.'’-]* ){1,4}via [A-Z]\w*(?: [A-Z]\w*){0,3}))\.?$"
)
# Nothing but a name and a medium on the line.
_NAME_AND_MEDIUM = re.compile(
    rf"^{_NAME}(?: {_NAME}){{1,3}} ?/ ?[A-Z][\w.&'’-]*(?: [A-Z&][\w.&'’-]*){{0,4}}$"
)
_COPYRIGHT_END = re.compile(r"(?<=[.!?…”\"’)|])\s*(?:©|\(c\)|\(C\))\s?[^.!?]{2,60}$")
# "Luke Ferris | Bloomberg | Getty Images"
_BARRED = re.compile(
    rf"^{_NAME}(?: {_NAME}){{0,3}}(?: \| [A-Z][\w.’' ]{{1,30}}){{0,3}} \| {_AGENCY}$"
)
_CREDITS = (
    _PARENTHESISED, _LABELLED, _SLASHED, _AGENCY_END, _COPYRIGHT_END, _NAME_AND_MEDIUM,
    _BARRED,
)  # fmt: skip

_BOILERPLATE = re.compile(
    r"(?:read (?:more|also|next|the full)\b|also read\b|see also\b|more (?:on this|from|stories)\b"
    r"|more:\s|(?:sponsored(?: content)?|promoted(?: content)?|newsletters?)$|sign up\b"
    r"|advertisements?\b[^.]{0,30}$|newsletter sign-?up|(?:free )?(?:daily|weekly) newsletter$"
    r"|subscribe\b|follow (?:us|me|@)|click (?:here|to)\b"
    r"|related(?: (?:articles?|stor(?:y|ies)|content|topics?|tags))?\s*(?::|$)"
    r"|share (?:this|on|via)\b|(?:share|tweet|email|print|log ?in|sign in|loading)[. …]*$"
    r"|(?:save|resize|listen|preview|bookmark|copy link|text settings|gift(?: this)? article)$"
    r"|(?:view |show |\d[\d,]* )?(?:all )?comments?\s*(?:\(\d+\))?$"
    r"|(?:tags?|topics?):|©|\(c\) ?\d{4}|copyright (?:©|\(c\)|\d{4})"
    r"|all rights reserved|skip to (?:main )?content|download (?:our|the) app\b"
    r"|get (?:our|the (?:latest|best|top)|breaking)\b|don[’']t miss\b.{0,30}$|join (?:our|us on)\b"
    r"|recommended(?: for you| stories| reading)?$|most (?:read|popular|viewed)$|trending(?: now)?$"
    r"|listen to this article|watch(?: live| now|:)|cookie (?:policy|settings)"
    r"|privacy (?:policy|notice)"
    r"|terms (?:of|and) \w+(?: \w+)?$|story continues\b|continue reading\b"
    r"|this (?:story|article) (?:has been|was) (?:updated|originally published|produced)"
    r"|this (?:story|article) (?:first|originally) appeared|explore more\b|reuse this content"
    r"|updates to this page|already a (?:subscriber|member)|purchase licensing|our standards:"
    r"|support (?:our|independent) journalism|have a (?:tip|story)\b|contact us\b|home ?[>›»]"
    r"|the opinions expressed|editing by\b)",
    re.IGNORECASE,
)
# A sentence that reports begins with one of these words by chance: "Sign up rates fell, he said."
_REPORTS = re.compile(r"\b(?:said|says|told|asked|added|warned|expected|according to)\b")
_THIS = re.compile(r"this (?:story|article)\b|©|\(c\)|copyright\b", re.IGNORECASE)
_TAGS = re.compile(
    r"(?:related(?: tags| topics)?|tags|topics|explore more(?: on these topics)?|filed under)"
    r"\s*:?$",
    re.IGNORECASE,
)
# The page's section, printed above the title.
_KICKER = re.compile(
    r"(?:menu|search|sections|home|newsletters?"
    r"|breaking(?: news)?|(?:press|news) release|latest|news|exclusive|live|video|watch|updated?"
    r"|opinion|comment|editorial|analysis|explainer|feature|interview|profile|review|long read"
    r"|world|national|local|politics|business|markets?|economy|finance|energy|technology|tech"
    r"|science|health|environment|climate|culture|arts|sports?|travel|media|investigations?"
    r"|(?:us|uk|eu|europe|asia|africa|americas|middle east)(?: news)?)(?:\s*[|/>&·,]\s*\w+)?\s*:?$",
    re.IGNORECASE,
)
_BOILERPLATE_END = re.compile(r"(?:all rights reserved|read more|click here)[.!»>… ]*$", re.I)

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,?\s+)?"
_CLOCK = r"(?:[\s,|•·–-]*(?:at\s+)?\d{1,2}[:.]\d{2}(?::\d{2})?\s*(?:[ap]\.?m\.?)?\s*[A-Za-z]{0,4})?"
_DATE = re.compile(
    rf"(?:\d{{1,2}}[:.]\d{{2}},?\s+)?{_DAY}(?:{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?(?:\s+\d{{4}})?"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH},?(?:\s+\d{{4}})?"
    rf"|\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}|\d{{1,2}}[-/.]\d{{1,2}}[-/.]\d{{2,4}}){_CLOCK}"
    r"(?:\s*\([^()]{2,40}\))?(?:\s*[|•·]\s*\d{1,5})?\s*$",
    re.IGNORECASE,
)
_AFTER_NAME = re.compile(r"[^\W\d_a-z][\w.'’-]*(?: [^\W\d_a-z][\w.'’-]*){1,3}\s*[|•·–—,-]\s*")
_HANDLE = re.compile(r"@\w{2,30}$")
_CHAPTER = re.compile(r"[IVX]{1,5}\.?$")
_TIME = re.compile(r"\d{1,2}[:.]\d{2}(?:\s*[ap]\.?m\.?)?(?:\s+[A-Z]{2,4})?$", re.IGNORECASE)
_STAMP = re.compile(
    r"(?:(?:first |last )?(?:updated|published|posted|modified)|date|issued)\b[^.]{0,20}[\d:]",
    re.IGNORECASE,
)
_READ_TIME = re.compile(
    r"(?:.{0,60}[|•·–-]\s*)?\d+[\s-]*min(?:ute)?s?\s+read\b|\(?\d+ min(?:ute)?s?\)?$",
    re.IGNORECASE,
)
_AUTHOR = re.compile(
    r"(?:(?i:(?:live )?(?:written|words|story|text|analysis|reporting|report|interview|review))"
    r" by|by|BY|By)\s+(?=[^\W\d_a-z])"
)
_FROM = re.compile(r"(?:from|author|issued by|contact):\s+\S", re.IGNORECASE)
_CONTACT = re.compile(r"(?:write to|reach|contact|e-?mail|follow)\b.{2,60}\s\S+@\S+", re.IGNORECASE)
_REPORTED = re.compile(
    r"\(?(?:(?:additional )?(?:reporting|writing|editing) by|with reporting (?:by|from))\b",
    re.IGNORECASE,
)
_JOINING = words("and of in for the at de van von der den da di du la le al el bin ibn with via")

DATELINE = re.compile(
    r"(?:[^\W\d_a-z][\w.’' ,-]{1,50}?(?:\s*\([^()]{2,40}\))?\s*[—–]\s"
    r"|[^\W\d_a-z][\w.’' ,-]{1,50}\([A-Z]\w{1,20}\)\s*[—–-]+)"
)
_NEWSY = re.compile(
    r"\b(?:said|says|told|according to|announced|reported"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|yesterday|today)\b"
)
_LIST_ITEM = re.compile(r"(?:[-*•·▪◦–—]|\(?\d{1,3}[.)]|[a-z]\))\s")
_NUMBERED = re.compile(r"\(?\d{1,3}[.)]\s+")
# One side of a conversation: "Q: And the wall?"
_TURN = re.compile(r"\W?(?:Q|A|[A-Z][A-Z.’' -]{2,30}):\s")
_SENTENCE_BREAK = re.compile(r"[a-z0-9)”\"’%][.!?]+[”\"’)]*\s+[“\"‘(]?[^\W\d_a-z]|[。！？](?=.)")
_ASKED = re.compile(r"[?!][”\"’'»]+$")
_CLOSED = re.compile(r"[.!,;:…。！，；：،؛۔।][”\"’'»)\]]*$")
_DOTTED_END = re.compile(r"(?:\b[^\W\d_]\.){2,}$|\.\.\.$|…$")
_CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_PAIRS = {"“": "”", '"': '"', "‘": "’", "'": "'", "«": "»", "„": "“", "「": "」", "『": "』"}


_ABOUT = (_STAMP, _READ_TIME, _DATE, _REPORTED, _TIME, _HANDLE, _CONTACT)


def credit_start(line: str) -> int | None:
    """Offset in ``line`` where a trailing photo credit begins (0: all of it); None without one."""
    if not line or len(line) > LONG_LINE:
        return None
    base = max(0, len(line) - TAIL)
    # A cut that is not the line's start must not pass for one to the patterns' ``^``.
    found = [m.start() for p in _CREDITS for m in [p.search(line, base)] if m]
    if not found:
        return None
    start = min(found)
    while start < len(line) and (line[start].isspace() or line[start] in "|–—-"):
        start += 1
    return start if start < len(line) else None


def is_boilerplate(line: str) -> bool:
    """Links, notices and buttons around an article."""
    if len(line) > 250:
        return False
    if _REPORTS.search(line) and is_closed(line) and not _THIS.match(line):
        return False
    return bool(_BOILERPLATE.match(line.lstrip("(*[>•-▶ ")) or _BOILERPLATE_END.search(line))


def heads_tags(line: str) -> bool:
    """Whether single words that follow are the article's tags."""
    return bool(_TAGS.match(line))


def is_kicker(line: str) -> bool:
    """Whether the line names the section of the page, as above a title."""
    return len(line) < 40 and bool(_KICKER.match(line))


def is_name(line: str) -> bool:
    """Whether the line has the form of a name: two to five words, all with capitals."""
    found = line.split()
    large = all(w[:1].isupper() or w.lower() in _JOINING for w in found)
    return 2 <= len(found) <= 5 and large and found[-1][-1].isalpha()


def is_byline(line: str) -> bool:
    """Authors, dates, reading time: lines about the article."""
    if len(line) > 160:
        return False
    if any(form.match(line) for form in _ABOUT):
        return True
    named = _AFTER_NAME.match(line)
    if _FROM.match(line) or (named and _DATE.match(line, named.end())):
        return True
    return bool(_AUTHOR.match(line)) and _is_author(line)


def _is_author(line: str) -> bool:
    if line.endswith((".", "!", "?", ":")) and not _DOTTED_END.search(line):
        return False
    rest = line.split()[1:]
    names = [w for w in rest if w.strip("(),|·•–—-/").lower() not in _JOINING]
    # "By Monday the town was empty" has lower-case words that no name and no job list has.
    lower = [w for w in names if w[:1].islower()]
    return bool(names) and len(rest) <= 16 and len(lower) <= len(names) // 3


def sentences_in(line: str) -> int:
    """1, or 2 when there is a sentence border inside the line."""
    return 2 if _SENTENCE_BREAK.search(line[:LONG_LINE]) else 1


def is_closed(line: str) -> bool:
    """Whether the line ends as a sentence or a clause does (an initialism's dot does not count)."""
    return bool(_CLOSED.search(line[-8:])) and not _DOTTED_END.search(line[-8:])


def is_short(line: str, characters: int, words: int) -> bool:
    """Whether the line is within both limits (a CJK line: a third of ``characters``)."""
    if _CJK.search(line[: characters + 1]):
        characters //= 3
    return len(line) <= characters and len(line.split()) <= words


def is_headline(line: str) -> bool:
    """Whether the first line of an article can be its title."""
    if not is_short(line, 220, 32) or not any(c.isalpha() for c in line):
        return False
    return not is_closed(line) or line.endswith("!")


def is_list_item(line: str) -> bool:
    """Whether the line begins with a bullet, a number or a letter of a list."""
    return bool(_LIST_ITEM.match(line))


def is_subheading(line: str) -> bool:
    """Whether a line standing alone can be a subheading: short, open-ended, or a short question.

    A numbered line can be one where the lines around it are not numbered; so can a number alone,
    as of a chapter.
    """
    if _CHAPTER.match(line):
        return True
    line = _NUMBERED.sub("", line, count=1)
    if not is_short(line, 90, 14) or not line or _LIST_ITEM.match(line) or _TURN.match(line):
        return False
    if not any(c.isalpha() for c in line) or sentences_in(line) > 1:
        return False
    quoted = _PAIRS.get(line[0]) == line[-1] and len(line) > 2
    inner = line[1:-1].strip() if quoted else line
    # A question in marks, or one that marks have opened, is somebody's.
    asked = _ASKED.search(line) or (line[0] in _PAIRS and "?" in line)
    return bool(inner) and not asked and not is_closed(inner)


def is_deck(line: str, sentences: int = 1) -> bool:
    """Whether a line after the title can be a standfirst of so many sentences, by itself."""
    if not is_short(line, 320, 55) or len(line) < 12 or sentences_in(line) > sentences:
        return False
    return not (DATELINE.match(line) or _LIST_ITEM.match(line))


def is_newsy(line: str) -> bool:
    """Whether the line attributes or dates its news, as a first paragraph does."""
    return bool(_NEWSY.search(line))
