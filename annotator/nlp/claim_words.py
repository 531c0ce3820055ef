"""Words that tell what kind of claim a clause makes, in all the forms that the rules look for."""

from __future__ import annotations

from annotator.nlp.words import words

NEGATIONS = words("not n't n’t never neither nor no nobody none nothing cannot hardly")
NEGATED_THINGS = words("no nobody none nothing neither")

DENY = words("deny denies denied denying refute refutes refuted refuting disavowed")
TURN_DOWN = words("""
reject rejects rejected rejecting dismiss dismisses dismissed dismissing dispute disputes disputed
disputing contradict contradicts contradicted
""")
ALLEGATIONS = words("""
accusation accusations allegation allegations assertion assertions charge charges claim claims
criticism insinuation insinuations notion report reports rumor rumors rumour rumours story
suggestion suggestions accuse
""")
WITHHELD = words(
    "access aid asylum bail entry permission permit visa visas licence license request"
)
UNTRUE = words("""
baseless bogus fabricated fabrication false fictitious groundless invented lie lies nonsense rubbish
unfounded unsubstantiated untrue
""")

ACCUSE = words("""
accuse accuses accused accusing allege alleges alleged alleging blame blames blamed blaming
""")
WRONG = words("""
abuse abused abuses abusing assassinated attacked bribe bribed bribing breach breached breaches
breaching cheat cheated cheating circumvent circumvented circumventing coerced colluded conceal
concealed concealing conspired corrupted deceive deceived deceives deceiving defraud defrauded
defrauding disguised embezzle embezzled embezzling evade evaded evades evading extorted fabricated
falsified falsify falsifying flout flouted flouting forged hack hacked hacking harassed hid
intimidated interfered interfering launder laundered laundering lie lied lying manipulate
manipulated manipulating meddled meddling mislead misleading misled murdered persecuted plagiarised
plagiarized plundered raped rigged rigging sabotaged sabotaging smuggle smuggled smuggling spied
spying steal stealing steals stole stolen tampered threatened tortured torturing undercut violate
violated violates violating
""")
WRONGLY = words("""
criminally deceitfully dishonestly fraudulently illegally unlawfully illicitly corruptly
""")

UNDERGO = words("""
awoke buried carried crawled cried escaped experienced felt fled grew heard hid knew learned learnt
lived lost married met moved noticed queued ran remember remembered saw served slept smelled spent
stayed stood studied survived travelled traveled visited waited waiting walked was watched went were
witnessed woke worked
""")
FEEL = words("afraid scared terrified frightened hungry shocked born trapped lucky injured there")

PROMISE = words("""
pledge pledges pledged pledging promise promises promised promising vow vows vowed vowing commit
commits committed committing undertake undertakes undertook undertaken guarantee guarantees
guaranteed swear swears swore sworn agree agrees agreed agreeing plan plans planned planning intend
intends intended intending aim aims aimed aiming resolve resolved reaffirmed
""")
PROMISING_CUES = words(
    "pledged promised vowed committed guaranteed undertook swore agreed promises"
)
NOT_IN_HAND = words("""
be become benefit cost end face fail fall feel find get go grow happen have know lead lose make mean
need rise see suffer take understand want win remain
""")

EXPECT = words("""
expect expects expected expecting forecast forecasts forecasted predict predicts predicted project
projects projected anticipate anticipates anticipated poised slated set due likely unlikely going
scheduled bound tipped
""")
FORETELLING_CUES = words("""
expect foresee anticipate predicted predicts predict forecast forecasts expects expected projects
projected anticipates anticipated foresees foresaw
""")

LEAD_TO = words("""
cause causes caused causing trigger triggers triggered triggering prompt prompts prompted prompting
spark sparks sparked sparking provoke provokes provoked fuel fuels fuelled fueled fuelling fueling
worsen worsens worsened
""")
CAUSAL_PHRASES = (
    ("because",), ("due", "to"), ("owing", "to"), ("thanks", "to"), ("as", "a", "result"),
    ("led", "to"), ("leads", "to"), ("leading", "to"), ("lead", "to"), ("resulted", "in"),
    ("results", "in"), ("resulting", "in"), ("result", "in"), ("result", "of"), ("stems", "from"),
    ("stemmed", "from"), ("stem", "from"), ("driven", "by"), ("contributed", "to"),
    ("contributes", "to"), ("gave", "rise"), ("gives", "rise"), ("brought", "about"),
    ("attributed", "to"), ("on", "account", "of"), ("in", "the", "wake", "of"),
    ("the", "reason"), ("consequence", "of"), ("paved", "the", "way"),
)  # fmt: skip

# One word of each phrase, the longest: without any of them no phrase is there.
CAUSAL_KEYS = frozenset(max(phrase, key=len) for phrase in CAUSAL_PHRASES)

EXCEED = words("""
exceed exceeds exceeded outnumber outnumbers outnumbered outpace outpaced outpaces outperform
outperformed outperforms outsell outsold overtake overtook overtaken surpass surpasses surpassed
dwarf dwarfs dwarfed trail trails trailed lag lags lagged lagging
""")
COMPARING_PHRASES = (
    ("compared", "with"), ("compared", "to"), ("in", "contrast"), ("unlike",), ("as", "much", "as"),
    ("as", "many", "as"), ("the", "first", "time"), ("times", "as"), ("twice", "as"),
    ("half", "as"), ("times", "the"), ("second", "only"), ("relative", "to"),
)  # fmt: skip
COMPARING_KEYS = frozenset(max(phrase, key=len) for phrase in COMPARING_PHRASES)

CHANGE = words("""
doubled doubles tripled trebled quadrupled halved majority two-thirds one-third three-quarters half
dozens hundreds thousands millions billions percent per-cent tenfold twofold threefold
""")
NUMBER_ENTITIES = words("MONEY PERCENT QUANTITY CARDINAL")

VALUED = words("""
absurd admirable appalling awful bad beautiful best better brave brilliant careless clear clever
cornerstone counterproductive courageous cowardly credible crucial cruel cynical dangerous
deplorable difficult disappointing disastrous disgraceful dishonest embarrassing encouraging
essential excellent excessive extraordinary fair fantastic foolish fortunate fundamental generous
good great hard harmful historic hopeless horrible hypocritical impossible important impressive
inappropriate incompetent incredible indefensible insulting intolerable invaluable irresponsible key
lazy logical meaningful meaningless mediocre misguided mistake naive necessary nonsensical obvious
outdated outrageous overdue pathetic perfect pointless poor powerful premature promising proud
reasonable reckless regrettable remarkable ridiculous right risky sad scandalous sensible serious
shameful shocking shortsighted significant silly simple smart sound splendid strong stupid
sufficient superb terrible timely tragic troubling unacceptable undeniable unfair unfortunate
unhelpful unjust unjustified unnecessary unreasonable unwise urgent useful useless valuable visible
vital weak welcome wise wonderful worrying worse worst worthless wrong
""")
VALUED_SUPERLATIVES = words("""
best worst weakest strongest finest greatest bravest stupidest ugliest smartest wisest dumbest
toughest nicest saddest safest cleverest
""")
TAKES_A_STAND = words("""
frankly clearly unfortunately sadly obviously arguably hopefully regrettably honestly undoubtedly
thankfully rightly wrongly
""")
OUGHT = words("should must ought")
THINK = words(
    "think thinks thought believe believes believed feel feels doubt doubts reckon hope hopes"
)
CALLING_CUES = words("""
called calls calling described describes describing dubbed branded labelled labeled denounced
decried slammed blasted criticised criticized praised hailed condemned lauded ridiculed derided
""")

UNKNOWN = words("unclear unknown uncertain unconfirmed whether undetermined undisclosed")
POSSIBLE_MODALS = words("may might could")
POSSIBLE = words("""
possibly perhaps maybe potentially possible allegedly reportedly alleged suspected rumoured rumored
supposedly purportedly fears feared
""")
POSSIBLE_CUES = words(
    "suggested suggests suggest hinted speculated suspects suspected feared fears"
)
PROBABLE = words("""
likely unlikely probably expect expects expected forecast forecasts predict predicts predicted
projected projects anticipates anticipated estimated estimates estimate believed thought seems seem
seemed appears appear appeared apparently presumably roughly
""")
PROBABLE_CUES = words("""
predicted predicts forecast forecasts expects expected estimated estimates believes believed thinks
thought believe think reckons reckoned anticipates projected hopes hoped
""")
