"""Labels that are probably one speaker's, with the reason in words; two numbers are never taken for one."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from qualcode.transcripts.asking import seem_to_ask, who_meet_many
from qualcode.transcripts.speakers import is_interviewer, is_nobody, participant_id, speaker_key

_IN_BRACKETS = re.compile(r"\s*[(\[{].*$", re.DOTALL)
_TOKEN = re.compile(r"[^\W\d_]+|\d+")
_SUFFIXED = re.compile(r".*\d[a-z]")

# What one hand or one font takes for another, each folded to one of the pair.
_CONFUSED = str.maketrans("oilsавеикмнорстух", "0115abeukmh0pctyx")

_ASKS = ("interviewer", "moderator", "facilitator", "researcher", "questioner")
_ROLE_WORDS = (
    "interviewee respondent participant informant patient carer client guest host speaker person voice "
    "male female man woman unknown unidentified unclear inaudible all both several group audience everyone "
    "everybody others other somebody someone anonymous redacted observer translator interpreter"
)
_ROLES = frozenset((*_ASKS, *_ROLE_WORDS.split()))
_LEAST_FIRST_NAME = 3
_ALL_PAIRS = 40


@dataclass(frozen=True)
class Voice:
    """A label as one person has it: in which documents, with how many turns, as whom.

    `person` is the participant's id, None for interviewers (`asks`) and nobody's. `asks_in` are those of its
    documents in which what it says tells that it asks the questions.
    """

    id: str
    label: str
    documents: frozenset[str]
    turns: int
    asks: bool = False
    person: str | None = None
    asks_in: frozenset[str] = frozenset()

    @cached_property
    def key(self) -> str:
        return speaker_key(self.label)

    @cached_property
    def bare(self) -> str:
        """The label without what stands in brackets after it, in lower case."""
        folded = unicodedata.normalize("NFKC", self.label).casefold()
        return _IN_BRACKETS.sub("", folded).strip(" .:*_#-") or folded

    @cached_property
    def tokens(self) -> tuple[str, ...]:
        """Its words and numbers, numbers without leading zeros."""
        return tuple(token.lstrip("0") or "0" if token.isdigit() else token for token in _TOKEN.findall(self.bare))

    @cached_property
    def skeleton(self) -> str:
        """Its letters and figures with those that are easily confused made one."""
        return self.key.translate(_CONFUSED)

    @cached_property
    def id_meant(self) -> str | None:
        """The participant's id in the label, also behind a word such as Patient."""
        found = participant_id(self.label)
        if found is None and (rest := self.bare.partition(" ")[2]) and self.tokens[0] in _ROLES:
            found = participant_id(rest)
        return found

    @cached_property
    def names_nobody(self) -> bool:
        """True where the label only says what somebody does, or counts the voices of one recording."""
        words = [token for token in self.tokens if not token.isdigit()]
        return (
            self.id_meant is None
            and (len(self.key) < 2 or not words or all(_is_role(word) or len(word) == 1 for word in words))
        ) or (is_interviewer(self.label) or is_nobody(self.label))


@dataclass(frozen=True, slots=True)
class Likeness:
    """A voice that is probably `like`; where `like` is None it is probably an interviewer's, or `nobody`'s.

    `reason` is a clause without a full stop.
    """

    id: str
    like: str | None
    reason: str
    nobody: bool = False


def likenesses(voices: Sequence[Voice]) -> list[Likeness]:
    """At most one likeness for each voice, in their order: to the likeliest other, the lesser to the greater."""
    best: dict[str, tuple[int, int, Likeness]] = {}
    for strength, lesser, greater, reason in _pairs(voices):
        found = (strength, -greater.turns, Likeness(lesser.id, greater.id, reason))
        if lesser.id not in best or found[:2] < best[lesser.id][:2]:
            best[lesser.id] = found
    for voice in voices:
        if voice.id not in best and not voice.asks and (word := _asking_word(voice)):
            best[voice.id] = (99, 0, Likeness(voice.id, None, f"it is nearly the word {word}"))
    for voice in seem_to_ask(voices):
        most = "it asks most of the questions" if voice.asks_in else "it asks most of the questions elsewhere"
        best[voice.id] = (0, 0, Likeness(voice.id, None, most))
    for voice, number, others in who_meet_many(voices):
        reason = f"it speaks in {number} documents, with {others} others"
        best[voice.id] = (0, 0, Likeness(voice.id, None, reason))
    for voice in voices:
        if voice.person is not None and is_nobody(voice.label):
            best[voice.id] = (0, 0, Likeness(voice.id, None, "the label names no one person", nobody=True))
    return [best[voice.id][2] for voice in voices if voice.id in best]


def _weight(voice: Voice) -> tuple[bool, bool, bool, int]:
    """Who asks outweighs who does not, a known word or an id what is none, many turns few."""
    known = all(token.isdigit() or _is_role(token) for token in voice.tokens)
    return voice.asks, known, participant_id(voice.label) is not None, voice.turns


_Pair = tuple[int, Voice, Voice, str]
"""The strength of a likeness (0 the strongest), the lesser and the greater voice, and why."""


def _pairs(voices: Sequence[Voice]) -> Iterator[_Pair]:
    """Pairs with something to decide between them."""
    for strength, (alike, sorted_by) in enumerate(_TESTS):
        for group in _grouped(voices, sorted_by):
            for one, other in _couples(group):
                if _undecided(one, other) and (reason := alike(one, other)):
                    lesser, greater = sorted((other, one), key=_weight)  # of equals the first stays
                    yield 2 * strength + (reason == _slips(2)), lesser, greater, reason
    yield from _short_forms(voices)


def _grouped(voices: Iterable[Voice], sorted_by: Callable[[Voice], object]) -> Iterator[list[Voice]]:
    groups: dict[object, list[Voice]] = defaultdict(list)
    for voice in voices:
        if (key := sorted_by(voice)) is not None:
            groups[key].append(voice)
    return (group for group in groups.values() if len(group) > 1)


def _couples(group: Sequence[Voice]) -> Iterator[tuple[Voice, Voice]]:
    """All pairs of a group; in a large one (2,000 Janes) each with the weightiest, and those of one document."""
    if len(group) <= _ALL_PAIRS:
        yield from combinations(group, 2)
        return
    top = max(group, key=_weight)
    yield from ((top, voice) for voice in group if voice is not top)
    by_document: dict[str, list[Voice]] = defaultdict(list)
    for voice in group:
        for document in voice.documents - top.documents:
            by_document[document].append(voice)
    for here in by_document.values():
        yield from combinations(here, 2)


def _undecided(one: Voice, other: Voice) -> bool:
    """True where taking two labels for one would change anything."""
    if one.documents & other.documents:
        return True
    if one.asks or other.asks:
        return one.asks != other.asks
    return one.person != other.person


def _together(one: Voice, other: Voice) -> bool:
    return bool(one.documents & other.documents)


# Tests, the surest first: each with what its pairs have in common.


def _same(one: Voice, other: Voice) -> str:
    """The same letters and figures."""
    if not _together(one, other) and one.names_nobody and one.asks == other.asks:
        return ""  # “Participant 1” is somebody else in every interview
    if one.label == other.label:
        return "the labels are the same"
    letters = ["".join(filter(str.isalnum, voice.label)) for voice in (one, other)]
    marks = [[mark for mark in voice.label if not mark.isalnum() and not mark.isspace()] for voice in (one, other)]
    spaces = [[len(word) for word in voice.label.split()] for voice in (one, other)]
    kinds = [
        kind
        for kind, (mine, theirs) in (("capitals", letters), ("punctuation", marks), ("spaces", spaces))
        if mine != theirs and (kind != "spaces" or marks[0] == marks[1])
    ]
    return f"they differ only in {' and '.join(kinds) or 'how they are typed'}"


def _same_id(one: Voice, other: Voice) -> str:
    """The same participant's id, written in two ways."""
    if one.key == other.key:
        return ""
    return f"both say {one.id_meant}"


def _same_number(one: Voice, other: Voice) -> str:
    """The same words and numbers, bar leading zeros; or one without the brackets of the other."""
    if one.key == other.key or (not _together(one, other) and one.names_nobody):
        return ""
    if speaker_key(one.bare) == one.key and speaker_key(other.bare) == other.key:
        return "they differ only in a leading zero"
    if speaker_key(one.bare) != one.key and speaker_key(other.bare) != other.key:
        return ""
    return "they differ only in what stands in brackets"


def _confusable(one: Voice, other: Voice) -> str:
    """Letters and figures that look alike."""
    if one.key == other.key or (not _together(one, other) and one.names_nobody and other.names_nobody):
        return ""
    suffixed = [bool(_SUFFIXED.fullmatch(voice.key)) for voice in (one, other)]
    if suffixed[0] != suffixed[1] and not _rare(one, other):
        return ""  # P1S beside P15 may be a person's second interview
    pair = next(pair for pair in zip(one.key, other.key, strict=True) if pair[0] != pair[1])
    if any(letter > "ʯ" for letter in pair):
        return "a letter of another alphabet looks the same"
    first, second = (letter if letter == "l" else letter.upper() for letter in sorted(pair, reverse=True))
    return f"{first} and {second} are easily confused"


def _mistyped(one: Voice, other: Voice) -> str:
    """The same numbers, and words that differ by a slip of the finger; the one is rare beside the other."""
    from rapidfuzz.distance import OSA  # 4 ms, with the first two labels of one shape

    slips = 0
    misspelt_role = False
    for mine, theirs in zip(one.tokens, other.tokens, strict=True):
        if mine == theirs:
            continue
        if _is_role(mine) and _is_role(theirs):
            return ""  # Interviewer and Interviewee are a letter apart
        length = max(len(mine), len(theirs))
        distance = OSA.distance(mine, theirs)
        if mine.isdigit() or theirs.isdigit() or length < 4 or distance > (2 if length >= 10 else 1):
            return ""
        misspelt_role = misspelt_role or (length >= 8 and (_is_role(mine) or _is_role(theirs)))
        slips += distance
    if not 0 < slips <= 2:
        return ""
    if misspelt_role and (_together(one, other) or one.asks != other.asks):
        return _slips(slips)
    if _together(one, other):
        return _slips(slips) if _rare(one, other) else ""
    full_names = len(one.tokens) > 1 and not one.names_nobody and not other.names_nobody
    return _slips(slips) if full_names or (_rare(one, other) and not one.names_nobody) else ""


def _slips(number: int) -> str:
    return "a letter is different" if number == 1 else "two letters are different"


def _shape(voice: Voice) -> object:
    """What two labels share that a slip of the finger leaves: numbers, the first letter of each word."""
    return tuple(token if token.isdigit() else token[0] for token in voice.tokens) or None


_TESTS: tuple[tuple[Callable[[Voice, Voice], str], Callable[[Voice], object]], ...] = (
    (_same, lambda voice: voice.key),
    (_same_id, lambda voice: voice.id_meant),
    (_same_number, lambda voice: voice.tokens or None),
    (_confusable, lambda voice: voice.skeleton if len(voice.key) > 2 else None),
    (_mistyped, _shape),
)


def _short_forms(voices: Sequence[Voice]) -> Iterator[_Pair]:
    """Initials and first names beside the one full name in the same document that they can stand for."""
    by_document: dict[str, list[Voice]] = defaultdict(list)
    for voice in voices:
        for document in voice.documents:
            by_document[document].append(voice)
    for here in by_document.values():
        names = [voice for voice in here if not voice.names_nobody and voice.id_meant is None]
        initials: dict[str, list[Voice]] = defaultdict(list)
        parts: dict[str, list[Voice]] = defaultdict(list)
        for voice in names:
            if len(voice.tokens) > 1:
                initials["".join(token[0] for token in voice.tokens)].append(voice)
                for part in {voice.tokens[0], voice.tokens[-1]}:
                    parts[part].append(voice)
        for voice in names:
            if len(voice.tokens) != 1:
                continue
            (word,) = voice.tokens
            if len(initials.get(word, ())) == 1:
                yield 2 * len(_TESTS), voice, initials[word][0], "these are the initials"
            elif len(word) >= _LEAST_FIRST_NAME and len(parts.get(word, ())) == 1:
                yield 2 * len(_TESTS), voice, parts[word][0], "it is part of the name"


def _rare(one: Voice, other: Voice) -> bool:
    """True where one is so seldom beside the other that it may be a slip."""
    few, many = sorted((one.turns, other.turns))
    return few <= max(2, many // 10) and few < many


def _is_role(word: str) -> bool:
    return word in _ROLES or word.removesuffix("s") in _ROLES or is_interviewer(word)


def _asking_word(voice: Voice) -> str:
    """The word for who asks that the label was meant to be, capitalised; empty where it is none."""
    from rapidfuzz.distance import OSA  # 4 ms

    words = [token for token in voice.tokens if not token.isdigit()]
    if len(words) != 1 or _is_role(words[0]) or len(words[0]) < 8:
        return ""
    near = (word for word in _ASKS if word[0] == words[0][0] and OSA.distance(word, words[0]) <= 2)
    return next(near, "").capitalize()
