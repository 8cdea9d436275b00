"""Facts that a sentence tells in other words than the study keeps: an age of a band, a decade, a last word alone."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from qualcode.analysis.people import Participant
from qualcode.analysis.recognised import People
from qualcode.essays.ages import ages_in, bare_decade, decades_in, is_age
from qualcode.essays.named_numbers import numbers_of
from qualcode.participants.attributes import Attribute, AttributeKind, is_missing
from qualcode.participants.number_words import Stretch, stretch_in

_MOST_WORDS, _LEAST_LETTERS = 4, 4  # of a value whose last word may tell it; of that word
ENDING, ENDING_OF_ONE = r"(?:['’]?s)?(?!\w)", r"(?:['’]s)?(?!\w)"  # engineers, engineer’s
_BEFORE = r"(?<!\w)(?:an?|the|one|another|as|our|their|this|that)\s+(?:[\w-]+\s+){0,2}"


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact found: its attribute, and whether it is told as it is kept, where print would tell it more widely.

    `among` is the word for it where it tells of several values: `thirties`, `moderator`.
    """

    attribute: str
    as_kept: bool = False
    among: str = ""


@dataclass(frozen=True, slots=True)
class _Kept:
    """A fact of somebody as it is kept and as it is in print, with the stretch of numbers that the first says."""

    attribute: Attribute
    kept: str
    told: str
    stretch: Stretch | None


class FactsOtherwise:
    """Finds such facts of the people of a study; of words too common to tell anything, `said_often`, none."""

    def __init__(self, study: People, said_often: Collection[str]) -> None:
        self._study = study
        self._said_often = said_often
        self._of_people: dict[str, list[_Kept]] = {}
        self._groups: dict[Fact, frozenset[str]] = {}

    def found(
        self, person: Participant, words: str, parts: Collection[str], *, several: bool = True
    ) -> Iterator[Fact]:
        """The facts of a person in a sentence, `parts` of which stand in brackets, in small letters.

        `several` is whether a word for several people (engineers) may be of this one.
        """
        if person.id not in self._of_people:
            self._of_people[person.id] = [
                one for one in self._everything if one.kept == str(person.attributes.get(one.attribute.id, ""))
            ]
        for one in self._of_people[person.id]:
            if one.stretch is not None:
                yield from self._by_number(one, one.stretch, words, parts)
            if self._says_head(person, one, words, parts, several=several):
                yield from self._group(Fact(one.attribute.id, among=_head(one.kept)))

    def otherwise(self, fact: Fact) -> Mapping[str, str]:
        """The values that a fact may mean, as they are kept, with the word that stands for them."""
        return dict.fromkeys(self._groups[fact], fact.among)

    def sharing(self, person: Participant, fact: Fact) -> int:
        """How many people have what a fact tells of somebody: the fewer, the closer it is told."""
        kept = str(person.attributes.get(fact.attribute, ""))
        attribute = self._study.known[fact.attribute]
        told = attribute.in_print(kept)
        values = (str(one.attributes.get(fact.attribute, "")) for one in self._study.everybody)
        if fact.among:
            return sum(value in self._groups[fact] for value in values)
        return sum(value == kept if fact.as_kept else attribute.in_print(value) == told for value in values)

    @cached_property
    def _everything(self) -> list[_Kept]:
        """Every value of the study, once."""
        found: dict[tuple[str, str], _Kept] = {}
        for person in self._study.everybody:
            for name, attribute in self._study.known.items():
                kept = str(person.attributes.get(name, ""))
                if not is_missing(kept) and attribute.kind != AttributeKind.SEVERAL and (name, kept) not in found:
                    found[name, kept] = _Kept(attribute, kept, attribute.in_print(kept), stretch_in(kept))
        return list(found.values())

    def _group(self, fact: Fact, decade: Stretch | None = None) -> Iterator[Fact]:
        """A fact that several values share, unless everybody does."""
        if fact not in self._groups:
            here = [one for one in self._everything if one.attribute.id == fact.attribute]
            self._groups[fact] = frozenset(
                one.kept
                for one in here
                if (_head(one.kept) == fact.among if decade is None else one.stretch and one.stretch.within(decade))
            )
        everybody = self._study.everybody
        if any(str(one.attributes.get(fact.attribute, "")) not in self._groups[fact] for one in everybody):
            yield fact

    # Ages and numbers

    def _by_number(self, one: _Kept, kept: Stretch, words: str, parts: Collection[str]) -> Iterator[Fact]:
        attribute = one.attribute
        closely = Fact(attribute.id, as_kept=one.kept != one.told)
        said = numbers_of(words, attribute.name)
        if is_age(attribute.name):
            said |= ages_in(words)
            decades = decades_in(words) | {name: each for part in parts for name, each in bare_decade(part).items()}
            for called, decade in decades.items():
                if kept.within(decade):
                    yield from self._group(Fact(attribute.id, among=called), decade)
                elif kept.meets(decade):
                    yield closely
        if any(number.within(kept) for number in said):
            yield closely

    # The last word of several

    def _says_head(
        self, person: Participant, one: _Kept, words: str, parts: Collection[str], *, several: bool
    ) -> bool:
        """Whether the last word of a value stands for somebody in a sentence, and not within another's value."""
        head = _head(one.kept)
        if (
            head not in words.casefold()
            or not 1 < len(one.kept.split()) <= _MOST_WORDS
            or len(head) < _LEAST_LETTERS
            or not head.isalpha()
            or head in self._said_often
            or one.attribute.kind not in (AttributeKind.CHOICE, AttributeKind.TEXT)
        ):
            return False
        for other in self._everything:
            longer = other.attribute.id == one.attribute.id and " " in other.kept and other.kept != one.kept
            if longer and _head(other.kept) == head:
                words = re.sub(rf"(?<!\w){re.escape(other.kept)}(?!\w)", " ", words, flags=re.IGNORECASE)
        called = self._study.names.show(person.pseudonym)
        return head in parts or _stands_for(head, called, several).search(words) is not None


def _head(value: str) -> str:
    return (value.casefold().split() or [""])[-1]


@lru_cache(maxsize=1_000)
def _stands_for(head: str, pseudonym: str, several: bool) -> re.Pattern[str]:
    word, name = rf"{re.escape(head)}{ENDING if several else ENDING_OF_ONE}", re.escape(pseudonym)
    return re.compile(rf"{_BEFORE}{word}|,\s*{word}\s*(?=[,.:;]|$)|(?<!\w){word},?\s+{name}(?!\w)", re.IGNORECASE)
