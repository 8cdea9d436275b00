"""What a speaker's label looks like, and what only looks like one."""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache

LONGEST = 40

# Keys of a cover sheet or of notes: before a colon they head a fact, not a speech.
_LIST_OF_FACTS = """
abstract access accessed action actions address afternoon age agenda aim aims also analysis appendix april
apropos attendees audio august author authors background caption chapter city comment comments conclusion
conclusions cons consent contact context copyright country credits date dates day december description
detail details diagnosis discussion doi duration edit edited eg email employment equipment ethnicity evening
event example examples exercise exhibit february figure file filename findings focus follow-up footnote
format friday from further gender goal heading id ie image important information interview intro
introduction isbn issue item january job july june key keywords kind language length lesson level
limitations line link links list literature location march materials medium meeting method methods monday
morning motto my name nb next note notes november number observation observations occasion occupation
october of office one option organisation organization outcome outcomes overview page pages part
participants people phase phone photo place point position postscript preamble present problem procedure
project prologue pros ps publication published publisher purpose re reading recap recorded recorder
recording reference references reflection reflections region reminder report result results review role room
saturday scene section september session setting sex site size slide solution source sources speakers stage
start started status step strength study subject subtitle summary sunday supervisor synopsis table tags task
tel telephone text theme themes three thursday time times tip title to today tomorrow topic topics total
transcribed transcriber transcript transcription translation tuesday two type unit update url venue verdict
version via video warning website wednesday week where why word words year yesterday
"""
_FACTS = frozenset(_LIST_OF_FACTS.split())
_FACT_STARTS = re.compile(
    r"(?:date|time|place|location|length|duration|name|age|type|participant|interview|interviewee|respondent|"
    r"file|recording|audio|study|project|research|transcri\w+|recorded|number|consent|key|end|start|session|site|"
    r"job|role|word|case|record) (?:of|by|in|on|at|id|no|name|number|code|date|time|location|place|length|"
    r"file|type|title|start|end|count|ref|reference|question|questions|gender|age|profile|details|duration|"
    r"points|study)\b",
)
# One of these in a label, and it is a sentence that happens to hold a colon.
_LIST_OF_PROSE = """
a about above actually after again against ah already also although always am among an and another answered
any anyway are around as ask asked asks at basically be because been before being below between but by came
come comes did do does doing done during each erm even every feel feels felt finally first firstly for from
get gets go goes going gone got had has have having he he's hear heard hears hello her here here's hey hi
him his hmm honestly how however i'm i've if imagine in into is it it's its just knew know known last like
listen literally look made make makes many maybe mean means meant mm more most much my near never no nope
nor not obviously off oh ok okay on only onto or other others our out over per perhaps please put quite read
really remember replied right said same saw say saying says second secondly see seems seen she she's since
so some sorry still such suppose sure tell than thank thanks that that's the their them then there there's
these they they're think thinking thinks third thirdly this those though thought through till to told toward
towards uh um under until up upon us very via wait was we we're well went were what when whenever where
which while who whose why with within without write wrote yeah yep yes yet you you're your
"""
_PROSE = frozenset(_LIST_OF_PROSE.split())
_LIST_OF_PARTICLES = "de da do dos du la le van von der den ten ter di del della bin ibn al el y e of zu"
_PARTICLES = frozenset(_LIST_OF_PARTICLES.split())
_TITLES = re.compile(r"\b(?:[A-Za-z]|Dr|Mr|Mrs|Ms|Mx|Prof|St|Jr|Sr|Rev|Fr|Int|Resp|Mod|Fac|Sgt|Capt|Hon|No)\.")

_NUMBER = r"(?:[\s#._-]*\d{1,3}|[\s#._-]+(?:[a-z]|one|two|three|four|five|six))?"
_WELL_KNOWN = re.compile(
    r"(?:(?:lead|second|co|male|female|new|unknown|unidentified|other)[\s-]*)?"
    r"(?:interviewer|interviewee|int|inter|intvr|ivr|iv|participant|respondent|resp|informant|moderator|"
    r"mod|facilitator|researcher|speaker|interviewerin|moderatorin|befragter?|entrevistador[ae]?|"
    r"entrevistad[oa]|intervieweur|intervieweuse|participante?|teilnehmer(?:in)?)" + _NUMBER,
)
_ID = re.compile(r"p[\s._-]?\d{1,4}[a-z]?|fg[\s._-]?\d{1,3}[\s._-]*p[\s._-]?\d{1,3}|(?:speaker|spk)_\d{1,3}")
_LETTERS = re.compile(r"[iqpr]|ir|ie|i[\s.-]?\d|iv[\s.-]?\d")
_OTHER_ID = re.compile(r"[a-z]{1,5}[\s._-]?\d{1,5}[a-z]?")
_ROLE = re.compile(
    r"(?:[\w'’-]+\s){0,3}"
    r"(?:participants?|interviewers?|interviewees?|respondents?|speakers?|voices?|moderators?|"
    r"facilitators?|researchers?|host|guest|narrator|patient|carers?|caregiver|client|student|"
    r"teacher|nurse|doctor|gp|therapist|clinician|counsell?or|coach|mentor|peer|volunteer|parent|mother|father|"
    r"husband|wife|daughter|son|partner|man|woman|male|female|child|staff|users?|workers?|members?|manager|translator|interpreter|"
    r"observer|all|group|audience|everyone|several|unknown|question|answer|mum|dad|friend|chair|lead)" + _NUMBER,
)


class Likeness(Enum):
    """How sure a label is, from its looks alone."""

    KNOWN = 3
    NAME = 2
    WORDS = 1
    NONE = 0


def bare(label: str) -> str:
    """The label without brackets and emphasis around it."""
    label = label.strip().strip("*_ \t").strip()
    if len(label) > 2 and (label[0], label[-1]) in (("[", "]"), ("(", ")"), ("<", ">"), ("{", "}")):
        label = label[1:-1].strip()
    return label


@lru_cache(maxsize=1 << 17)  # a label comes again and again
def likeness(label: str) -> Likeness:
    """How much `label` looks like a speaker's: well known, a name, a few words, or nothing of the kind."""
    if not 0 < len(label) <= LONGEST or len(label.split()) > 6:
        return Likeness.NONE
    core = re.sub(r"\s*[(\[][^()\[\]]*[)\]]$", "", label).strip() or label
    folded = core.casefold().rstrip(".")
    if _WELL_KNOWN.fullmatch(folded) or _ID.fullmatch(folded) or _LETTERS.fullmatch(folded):
        return Likeness.KNOWN
    if len(core) == 1 and core.isupper():
        return Likeness.NAME
    if is_fact(core) or not core[0].isalnum() or core[0].isdigit():
        return Likeness.NONE
    if re.search(r"[.?!;=/\\|<>{}@“”\"…]", _TITLES.sub("", core)) or not any(map(str.isalpha, core)):
        return Likeness.NONE
    words = folded.split()
    if any(word.strip("'’,.&") in _PROSE for word in words):
        return Likeness.NONE
    if _OTHER_ID.fullmatch(folded) or all(map(_is_name_part, core.split())):
        return Likeness.NAME
    return Likeness.WORDS


def is_role(label: str) -> bool:
    """True for what people are to each other or to the study: Nurse, Service user 2, Group."""
    return _ROLE.fullmatch(label.casefold().rstrip(".")) is not None


def is_fact(label: str) -> bool:
    """True for the keys of a cover sheet or of notes: Date, Place, Interview length, Note."""
    folded = " ".join(re.findall(r"[\w-]+", label.casefold()))
    if folded in _FACTS or _FACT_STARTS.match(folded):
        return True
    return folded.split(" ")[0] in _FACTS and not is_role(label)


def _is_name_part(word: str) -> bool:
    letter = word.strip("'’(&-")[:1]
    is_capital = letter.isalpha() and letter == letter.upper()
    return is_capital or letter.isdigit() or word in _PARTICLES or word == "&"
