"""Who speaks in the words around a quotation: by its verb, its colon or its place, and who is merely named there."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from itertools import pairwise

_VERBS = """
acknowledg(?:es?|ed) add(?:s|ed)? admit(?:s|ted)? agree[sd]? announc(?:es?|ed) answer(?:s|ed)? argue[sd]? ask(?:s|ed)?
assert(?:s|ed)? assure[sd]? believe[sd]? call(?:s|ed)? claim(?:s|ed)? comment(?:s|ed)? complain(?:s|ed)?
conced(?:es?|ed) conclud(?:es?|ed) confess(?:es|ed)? confirm(?:s|ed)? consider(?:s|ed)? continue[sd]? cr(?:y|ies|ied)
declare[sd]? den(?:y|ies|ied) describe[sd]? disagree[sd]? emphasi[sz]e[sd]? exclaim(?:s|ed)? explain(?:s|ed)?
express(?:es|ed)? feels? felt hope[sd]? insist(?:s|ed)? joke[sd]? label(?:s|led)? laugh(?:s|ed)? lament(?:s|ed)?
maintain(?:s|ed)? mean(?:s|t)? mention(?:s|ed)? name[sd]? note[sd]? notic(?:es?|ed) object(?:s|ed)? observe[sd]?
offer(?:s|ed)? point(?:s|ed)?\\sout puts? quip(?:s|ped)? recall(?:s|ed)? recount(?:s|ed)? reflect(?:s|ed)?
refer(?:s|red)? regret(?:s|ted)? relate[sd]? remark(?:s|ed)? remember(?:s|ed)? repeat(?:s|ed)? repl(?:y|ies|ied)
report(?:s|ed)? respond(?:s|ed)? sa(?:y|ys|id|ying) shout(?:s|ed)? sigh(?:s|ed)? sp(?:eaks?|oke) state[sd]?
stress(?:es|ed)? suggest(?:s|ed)? summari[sz]e[sd]? talk(?:s|ed)? tell(?:s|ing)? told term(?:s|ed)? thinks? thought
voice[sd]? volunteer(?:s|ed)? warn(?:s|ed)? whisper(?:s|ed)? wonder(?:s|ed)? worr(?:y|ies|ied) writes? wrote
went\\son goes\\son go\\son
"""
_VERB = re.compile(rf"(?<![\w-])(?:{'|'.join(_VERBS.split())})(?![\w-])", re.IGNORECASE)
_ASKS = re.compile(r"asks?|asked", re.IGNORECASE)
_PASSIVE = re.compile(
    r"(?:\b(?:was|were|been|being|is|are|be|when|if|once|got|first|then|again)\s+(?:\w+ly\s+)?|,\s*|^[\s\W]*)$",
    re.IGNORECASE,
)
_IS = re.compile(r"\b(?:was|were|been|being|is|are|be|got)\s+(?:\w+ly\s+)?$", re.IGNORECASE)
_BY = re.compile(r"\s+(?:\w+\s+){0,2}by\s+$", re.IGNORECASE)
_PRONOUN = re.compile(
    r"(?<![\w’'-])(?:s?he|they|s/he|th(?:e|is)\s+(?:same\s+)?"
    r"(?!other|rest|first|second|next|last|two|team|group|study|report|paper|book|article|interviewer)[a-z-]*[a-rt-z])"
    r"(?![\w’'-])",
    re.IGNORECASE,
)
_REFERS = re.compile(r"(?<![\w’'-])(?:s?he|her|hers|his|him)(?![\w’'-])", re.IGNORECASE)
_INTERVIEWER = re.compile(
    r"(?<![\w’'-])(?:we|I|INT|one\sof\sus|interviewers?|moderators?|facilitators?|researchers?)(?![\w’'-])",
    re.IGNORECASE,
)
# What may stand between somebody and what they do, and leaves it theirs.
_BETWEEN = re.compile(
    r"[)\]]?,?\s*(?:(?:\w+ly|who|also|too|both|all|each|then|later|once|twice|still|even|only|just|first|finally|now|again|has|"
    r"had|have|having|did|does|do|would|could|will|can|may|might|must|never|always|often|soon|once|himself|herself|"
    r"themselves|themself|likewise|in\sturn|for\sone|for\sexample|for\sinstance|in\sparticular|however|too),?\s+)*",
    re.IGNORECASE,
)
_CONTRAST = (
    r"(?<![\w-])(?:unlike|like|alike|contrary\sto|in\scontrast\s(?:to|with)|compared\s(?:to|with)|as\sopposed\sto|"
    r"as\sagainst|rather\sthan|other\sthan|not|see\salso|cf\.?|compare|contrast|also|similarly|but\snot|besides|"
    r"apart\sfrom|except(?:\sfor)?|in\s(?:reply|answer|response|agreement)\s(?:to|with)|"
    r"as\s(?:did|does|do|with)|different(?:ly)?\s(?:from|to)|against)\s+"
)
_CONTRASTS = re.compile(_CONTRAST + "$", re.IGNORECASE)
_SPOKEN_TO = re.compile(r"[\s,]*(?:(?:talking|speaking|writing)\s+)?(?:to|about|on|of)\s+", re.IGNORECASE)
_JOINED = re.compile(r"\s*(?:,|,?\s*(?:and|or|&|as\swell\sas|nor)|/|;)\s*(?:both\s+)?", re.IGNORECASE)
_WITHOUT_COMMA = re.compile(r"\s*(?:and|or|&|nor)\s*", re.IGNORECASE)
_ASIDE = re.compile(
    r",\s*(?:who|whose|whom|which|unlike|like|as|when|after|before|while|though|although|with|without|in|on|at|to|for|"
    r"from|aged|an?|the|one|our|then|now|by|being|having|also|\d+)\b[^,;:]*,(?=[^,]*\w)",
    re.IGNORECASE,
)
_FIRST_CLAUSE = re.compile(
    r"^\W*(?:when|while|after|before|if|since|although|though|as|once|because|where|whereas|until|unless)\b[^,]*,\s*",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"[(\[][^()\[\]]*[)\]]")
_CLAUSE = re.compile(
    r"[;:—]\s|\s–\s|,\s*(?=(?:and|but|while|whereas|yet|so|though|although|where|when|because)\b)|[.!?]\s",
    re.IGNORECASE,
)
# P03’s “…”, P03’s own words: “…”, P03’s claim that “…”
_OWN_WORDS = re.compile(
    r"['’]s?(?:\s+(?:(?:own|very|first|last|short|plain)\s+)?(?:words?|views?|opinion|answer|reply|claim|phrase|remark|"
    r"question|comment|account|statement|terms?|expression|story|argument|observation|point|idea|description|sentence|"
    r"complaint|conclusion|summary)(?:\s+(?:that|was|were|is|are|of))?)?[\s,:]*[“‘\"'«„]*",
    re.IGNORECASE,
)
_SAYS_OF = re.compile(
    r"(?:according\sto|as\sfor|for|by|from|to\squote|quoting|words\sof|in\sthe\swords\sof)\s+$", re.IGNORECASE
)
_OPENS = re.compile(r"[\s”’\"'»«″＂」』,.;:!?…\])]*")
_GOES_ON = re.compile(r"(?:and|but|or|while|whereas|yet|so|then|nor|though|although|which)\b", re.IGNORECASE)
_LEADS = re.compile(r"(?:as|so|or\sso|is\s(?:how|what)|was\s(?:how|what)|(?:is|was)\sthe\sway)\s+", re.IGNORECASE)
_ARTICLES = re.compile(r"(?:,?\s*(?:the|an?|our|one)\s+(?:[\w-]+\s+){0,3})?\s*(?:,\s*)?")
_BEGINS = re.compile(r"[\W\d_]*(?:(?:for|but|and|yet|so|then|to|even|only|both)\s+)?|[^.;:]{0,60},\s*", re.IGNORECASE)
_QUOTES_AT_END = " \t\n“‘\"'«„"


@dataclass(frozen=True, slots=True)
class Mention:
    """Where words name people (half-open, code points): places in the list of pseudonyms."""

    start: int
    end: int
    people: tuple[int, ...]


class Speaks(Enum):
    """What kind of speaker some words tell of."""

    NOBODY = 0
    PERSON = 1
    PRONOUN = 2
    INTERVIEWER = 3


@dataclass(frozen=True, slots=True)
class Reading:
    """Who speaks by some words: `sure` where their grammar says it of `people`, and they are not merely named."""

    speaks: Speaks = Speaks.NOBODY
    people: tuple[int, ...] = ()
    sure: bool = False


Find = Callable[[str], Sequence[Mention]]


def plain(text: str, find: Find, *, commas: bool = False) -> tuple[str, list[Mention]]:
    """Words without whom they set against a speaker (“unlike P04”), spaces for them, and whom they name then.

    `commas` is whether a comma goes on with whom they are set against, as in brackets: `see also P04, P05`.
    """
    found = list(find(text))
    kept: list[Mention] = []
    joins = _JOINED if commas else _WITHOUT_COMMA
    against = False
    for number, one in enumerate(found):
        between = text[found[number - 1].end : one.start] if number else ""
        against = _OWN_WORDS.fullmatch(text, one.end) is None and (
            _CONTRASTS.search(text[: one.start]) is not None
            or (against and joins.fullmatch(between) is not None)
            or (commas and _SPOKEN_TO.fullmatch(between) is not None)
        )
        if against:
            text = _blank(text, one.start, one.end)
        else:
            kept.append(one)
    return text, kept


def speaker_before(text: str, find: Find) -> Reading:
    """Who speaks by the words of a sentence before a quotation."""
    text, mentions = plain(_without_brackets(text, find), find)
    text = _without_asides(text)
    mentions = [one for one in mentions if text[one.start : one.end].strip()]
    bare = text.rstrip(_QUOTES_AT_END)
    if not bare.strip(" \t\n:,"):
        return Reading()
    if mentions and bare.endswith(":") and _is_label(text, mentions, len(bare)):
        return Reading(Speaks.PERSON, _with_joined(text, mentions, len(mentions) - 1), sure=True)
    if mentions and _OWN_WORDS.fullmatch(text, mentions[-1].end):
        return Reading(Speaks.PERSON, _with_joined(text, mentions, len(mentions) - 1), sure=True)
    verbs = list(_VERB.finditer(text))
    # A later clause may name somebody else, and leave out the verb: P01 spoke first, and then P04: “…”.
    if verbs and not any(_CLAUSE.search(text, verbs[-1].end(), one.start) for one in mentions):
        reading = _subject(text, mentions, verbs[-1])
        if reading.speaks is not Speaks.NOBODY:
            return reading
    if mentions and (last := mentions[-1]).end <= len(bare):
        rest = text[last.end :]
        said_of = _SAYS_OF.search(text[: last.start]) is not None and not rest.strip(" ,:“‘\"'«„)")
        if said_of or not rest.strip(" “‘\"'«„") or re.fullmatch(r"\s+of\s*[“‘\"'«„]*", rest):
            return Reading(Speaks.PERSON, _with_joined(text, mentions, len(mentions) - 1), sure=said_of)
    return _first_of_clause(text, mentions, colon=bare.endswith(":"))


def speaker_after(text: str, find: Find) -> Reading:
    """Who speaks by the words right after a quotation: `said P03`, `, P03 told us,`, `, as P03 put it`."""
    text, mentions = plain(text, find)
    opening = _OPENS.match(text)
    at = opening.end() if opening is not None else 0
    if _GOES_ON.match(text, at):
        return Reading()
    if (leading := _LEADS.match(text, at)) is not None:
        at = leading.end()
    clause = _CLAUSE.search(text, at)
    end = clause.start() if clause is not None else len(text)
    head = text[:end]
    verb = _VERB.search(head, at)
    first = next((n for n, one in enumerate(mentions) if at <= one.start < end), None)
    if verb is not None:
        if verb.start() == at:
            return _inverted(text, mentions, verb)
        reading = _subject(head, [one for one in mentions if one.start >= at], verb)
        if reading.speaks is Speaks.PERSON and first is not None:
            right_there = _ARTICLES.fullmatch(text, at, mentions[first].start) is not None
            return replace(reading, sure=reading.sure and right_there)
        if reading.speaks is not Speaks.NOBODY:
            return reading
    if first is not None and (said_of := _SAYS_OF.search(text[: mentions[first].start])) and said_of.start() <= at:
        return Reading(Speaks.PERSON, _with_joined(text, mentions, first), sure=True)
    return Reading()


def refers_back(text: str) -> bool:
    """Whether words before a quotation speak of one person and do not name them: `For her, “…”`, `His words: “…”`."""
    return _REFERS.search(text) is not None


def says_who(text: str) -> bool:
    """Whether somebody is said to speak in some words, whoever it is: `a nurse said`."""
    return _VERB.search(text) is not None


def goes_on(text: str) -> bool:
    """Whether words between two quotations go on to the second: “…” and P03 said “…”; “…”; P03 said “…”."""
    opening = _OPENS.match(text)
    at = opening.end() if opening is not None else 0
    return bool(_GOES_ON.match(text, at)) or bool(re.search(r"[.;:!?…]", text[:at]))


def is_going_on(sentence: str) -> bool:
    """Whether a sentence before a paragraph introduces it: it ends with a colon, a comma, or what somebody does."""
    bare = sentence.rstrip()
    last = bare.rpartition(" ")[2]
    return bare.endswith((":", ",", "—", "–")) or last == "that" or _VERB.fullmatch(last) is not None


def subject_of(sentence: str, find: Find) -> Reading:
    """Whom a sentence names first; `sure` where it begins with them, and so is about them."""
    text, mentions = plain(sentence, find)
    if not mentions:
        return Reading()
    before, rest = text[: mentions[0].start], text[mentions[0].end :]
    begins = _BEGINS.fullmatch(before) is not None and not rest.startswith(("’", "'"))
    return Reading(Speaks.PERSON, _with_joined(text, mentions, 0), sure=begins)


def in_brackets(text: str, find: Find) -> tuple[int, ...]:
    """Whom words in brackets or after a dash give as the speakers: those they set against them left out."""
    first, *others = text.split(";")
    told = ";".join([first, *(part for part in others if not _VERB.search(part))])  # (P01; P04 disagreed)
    _, mentions = plain(told, find, commas=True)
    return tuple(dict.fromkeys(person for one in mentions for person in one.people))


def _blank(text: str, start: int, end: int) -> str:
    return f"{text[:start]}{' ' * (end - start)}{text[end:]}"


def _without_brackets(text: str, find: Find) -> str:
    """The words with spaces for what stands in brackets, but for a name: `one of them (P03) said`."""
    for found in _BRACKETS.finditer(text):
        inside = found[0][1:-1]
        named = find(inside)
        if not named or inside[: named[0].start].strip() or _VERB.search(inside):
            text = _blank(text, *found.span())
    return text


def _without_asides(text: str) -> str:
    """The words with spaces for what stands between two commas in the middle: `P01, who knows P04, said`."""
    at = 0
    while (found := _ASIDE.search(text, at)) is not None:
        rest = text[found.end() :]
        if _VERB.search(rest) or rest.rstrip(_QUOTES_AT_END).endswith(":"):
            text = _blank(text, *found.span())
        at = found.start() + 1
    return text


def _subject(text: str, mentions: Sequence[Mention], verb: re.Match[str]) -> Reading:
    """Whose a verb is; nobody where the words do not tell."""
    before = text[: verb.start()]
    clause = max((one.end() for one in _CLAUSE.finditer(before)), default=0)
    asks = _ASKS.fullmatch(verb[0]) is not None
    by = next((n for n, one in enumerate(mentions) if _BY.fullmatch(text[verb.end() : one.start])), None)
    if by is not None:
        return Reading(Speaks.PERSON, _with_joined(text, mentions, by), sure=True)
    if _IS.search(before) or (asks and _PASSIVE.search(before)):
        return Reading(Speaks.INTERVIEWER) if asks else Reading()
    ends: list[tuple[int, Reading]] = []
    there = [n for n, one in enumerate(mentions) if one.end <= verb.start()]
    if there:
        last = mentions[there[-1]]
        close = _BETWEEN.fullmatch(text, last.end, verb.start()) is not None and not text[last.end :].startswith(
            ("’s", "'s")
        )
        people = _with_joined(text, mentions, there[-1])
        if close or last.start >= clause:
            ends.append((last.end, Reading(Speaks.PERSON, people, sure=close)))
    for pattern, speaks in ((_INTERVIEWER, Speaks.INTERVIEWER), (_PRONOUN, Speaks.PRONOUN)):
        for one in pattern.finditer(before):
            if _BETWEEN.fullmatch(text, one.end(), verb.start()):
                ends.append((one.end(), Reading(speaks)))
    if ends:
        return max(ends, key=lambda one: one[0])[1]
    if not re.search(r"\w", before[clause:]):
        return _inverted(text, mentions, verb)
    return Reading()


def _inverted(text: str, mentions: Sequence[Mention], verb: re.Match[str]) -> Reading:
    """Who stands after a verb that begins its clause: `said P03`."""
    if verb[0].casefold() in ("told", "tells"):
        return Reading()
    for number, one in enumerate(mentions):
        if one.start >= verb.end():
            between = text[verb.end() : one.start]
            close = not between.strip() or _ARTICLES.fullmatch(between) is not None
            if close:
                return Reading(Speaks.PERSON, _with_joined(text, mentions, number), sure=not between.strip())
            break
    for pattern, speaks in ((_INTERVIEWER, Speaks.INTERVIEWER), (_PRONOUN, Speaks.PRONOUN)):
        found = pattern.search(text, verb.end())
        if found is not None and re.fullmatch(r"\s+(?:the\s+|our\s+)?", text[verb.end() : found.start()]):
            return Reading(speaks)
    return Reading()


def _with_joined(text: str, mentions: Sequence[Mention], last: int) -> tuple[int, ...]:
    """The people of a mention with those joined to it: `P01, P03 and P04`."""
    first = last
    while first and _JOINED.fullmatch(text, mentions[first - 1].end, mentions[first].start):
        first -= 1
    between = (text[one.end : other.start].strip() for one, other in pairwise(mentions[first : last + 1]))
    if first < last and all(joint == "," for joint in between):
        first = last  # “Yesterday P04, P01 said”: a comma alone joins nobody
    while last + 1 < len(mentions) and _JOINED.fullmatch(text, mentions[last].end, mentions[last + 1].start):
        last += 1
    return tuple(dict.fromkeys(person for one in mentions[first : last + 1] for person in one.people))


def _is_label(text: str, mentions: Sequence[Mention], end: int) -> bool:
    """Whether a name stands right before a colon with nothing but those joined to it: `P03: “…”`, `And P03: “…”`."""
    if text[mentions[-1].end : end].strip(" :)]"):
        return False
    first = len(mentions) - 1
    while first and _JOINED.fullmatch(text, mentions[first - 1].end, mentions[first].start):
        first -= 1
    before = text[: mentions[first].start]
    start = max((one.end() for one in _CLAUSE.finditer(before)), default=0)
    return (
        re.fullmatch(r"[\W\d_]*(?:(?:and|but|then|or|so|also|here|thus)\W+)*", before[start:], re.IGNORECASE)
        is not None
    )


def _first_of_clause(text: str, mentions: Sequence[Mention], *, colon: bool) -> Reading:
    """Who is named first in the last clause that names anybody: most likely its subject, and no more than that."""
    if not mentions:
        return Reading()
    starts = [0, *(one.end() for one in (*_FIRST_CLAUSE.finditer(text), *_CLAUSE.finditer(text)))]
    for start in reversed(starts):
        here = [n for n, one in enumerate(mentions) if one.start >= start]
        if here:
            people = _with_joined(text, mentions, here[0])
            return Reading(Speaks.PERSON, people, sure=colon and len(mentions) == len(here) == 1)
    return Reading()
