"""Words that attribute speech: verbs in all their forms, and phrases."""

from __future__ import annotations

from annotator.nlp.words import words

_REGULAR = words("""
accept accuse acknowledge add address admit admonish advise affirm agree allege allow announce
answer appeal applaud argue articulate ask assert assess assure attest aver avow bark beg bellow
bemoan boast brand bristle call caution chide chime cite claim clarify comment complain concede
conclude concur condemn confess confide confirm conjecture contend continue counsel counter cry
criticise criticize decide declare decry defend demand demur denounce deny deride describe detail
disagree disclose discuss dismiss dispute dub elaborate email emphasise emphasize enthuse estimate
exclaim explain express fume gripe groan gush highlight hint implore imply indicate inform inquire
insist instruct intone invite interject jeer joke judge label lament lecture list maintain mention
mock moan mumble murmur muse mutter note observe offer opine order phrase plead pledge point
portray post praise preach predict present press proclaim profess promise pronounce propose
protest query question quip quote reason reassure recall recite reckon recommend recount refer
reference reflect refute reiterate relate relay remark remember remind repeat reply report request
respond retort retweet reveal scoff scold scream shout signal sigh slam snap sneer specify
speculate state stress submit suggest summarise summarize surmise swipe taunt tease testify text
thank threaten tout trumpet tweet urge underline underscore venture vent voice vow wager warn
welcome whine whisper wisecrack wonder yell
""")
# Forms that the rules below do not make. Where only a past form stands, the others are not cues.
_IRREGULAR = {
    "say": "say says said saying", "tell": "tell tells told telling", "went": "went",
    "write": "write writes wrote written writing", "read": "read reads reading",
    "think": "think thinks thought thinking", "feel": "feel feels felt feeling", "put": "put puts",
    "swear": "swear swears swore sworn", "speak": "speak speaks spoke spoken speaking",
    "hold": "hold holds held", "made": "made", "shot": "shot", "find": "found", "gave": "gave",
    "sing": "sing sings sang singing", "believe": "believe believes believed believing",
    "hear": "hear hears heard", "begin": "begins began", "chant": "chant chants chanted chanting",
    "like": "like likes liked", "learn": "learned", "know": "knows knew", "led": "led",
    "characterize": "characterize characterizes characterized characterizing",
    "characterise": "characterise characterises characterised characterising",
    "refuse": "refused", "foretell": "foretells foretold", "forecast": "forecast forecasts",
    "lie": "lied", "teach": "teaches taught", "hope": "hope hopes hoped", "rail": "rails railed",
    "blast": "blasts blasted", "attack": "attack attacks attacked attacking", "crow": "crowed",
    "brag": "brag brags bragged bragging", "project": "projects projected",
    "worry": "worry worries worried", "show": "show shows showed showing",
    "title": "titled", "name": "named", "caption": "captioned", "sum": "summed", "fire": "fired",
}  # fmt: skip
# Forms that are nouns or adjectives more often than not: they need a tagger's word for it.
_AMBIGUOUS = words("""
address answer appeal attack attacks call calls claim claims comment comments counter demand
demands detail details dispute estimate estimates express forecast forecasts highlight label
labels like likes list lists note notes offer offers order orders point points post posts praise
present press promise promises protest protests query question questions quote quotes reason
reasons reference references report reports request requests remark remarks shout sign signal
signals state states stress submit suspect text texts thought title titled tweet tweets voice
voices vow vows warning welcome wonder feeling reading saying writing lead named found held made
gave shot hope hopes hint hints joke jokes lie pledge pledges counsel feels find finds hold puts
put show shows showing worry worries projects projected invite invited decide decided lecture
chants chant brand brands
""")
# Reporting verbs as other languages' newspapers print them after a quotation, in their usual forms.
_FOREIGN = words("""
sagte sagt sagten erklärte erklärt betonte schrieb fragte warnte déclaré déclare affirmé affirme
expliqué explique estimé estime assuré ajouté ajoute dijo afirmó declaró explicó señaló añadió
aseguró dichiarato detto affermato spiegato disse afirmou declarou explicou zei zegt aldus
""")
_ACTS = words("""
advocate bash berate blame castigate censure charge chastise commend compliment congratulate decline
deplore disavow disparage endorse exhort extol hail impugn lambaste laud malign reaffirm rebuff
rebuke rebut refuse reject renounce repudiate retract ridicule talk theorise theorize vilify
""")
WEAK = words(
    "begin hear led made shot find gave hold went fire name caption title show decide like"
)
"""Verbs that report only when they stand right before the quotation or take a clause."""


DOCUMENTS = words("""
report reports statement statements study survey poll letter memo email document documents filing
lawsuit complaint ruling article book paper release indictment law bill treaty text note notice
message post tweet review analysis account website site transcript testimony declaration verdict
decision editorial dispatch bulletin communique communiqué advisory manual guidelines brief
affidavit order resolution draft story headline sign press-release data figures research findings
""")
"""Nouns for what speaks without being a person."""


_DOUBLING = words("quip snap dub admit slam submit refer demur aver rebut extol")


def _forms(verb: str) -> list[str]:
    if verb.endswith("e"):
        return [verb, verb + "s", verb + "d", verb[:-1] + "ing"]
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return [verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"]
    if verb.endswith(("s", "sh", "ch", "x")):
        return [verb, verb + "es", verb + "ed", verb + "ing"]
    if verb in (
        "rebut",
        "extol",
        "quip",
        "snap",
        "dub",
        "admit",
        "slam",
        "submit",
        "refer",
        "demur",
        "aver",
    ):
        return [verb, verb + "s", verb + verb[-1] + "ed", verb + verb[-1] + "ing"]
    return [verb, verb + "s", verb + "ed", verb + "ing"]


def _table() -> dict[str, str]:
    table = {form: verb for verb in _REGULAR for form in _forms(verb)}
    for verb, forms in _IRREGULAR.items():
        for form in forms.split():
            table[form] = verb
    table.update((form, form) for form in _FOREIGN)
    return table


FORMS = _table()
"""Lower-case word form → its verb."""
REPORTS = FORMS | {form: verb for verb in _ACTS for form in _forms(verb)}
"""With verbs that tell what was said but never stand beside a quotation: "declined to say"."""


def is_cue(word: str, tag: str) -> bool:
    """Whether a word is a verb of speech. ``tag`` is its Penn Treebank tag, "" if there is none."""
    lower = word.lower()
    if lower not in FORMS:
        return False
    if lower in _FOREIGN or lower in ("said", "says", "told", "wrote", "asked", "added"):
        return True
    if tag:
        return tag.startswith("VB")
    return lower not in _AMBIGUOUS and not lower.endswith("ing")
