"""What a draft tells of the people it quotes: the facts that stand beside their words, added up over all of it."""

from __future__ import annotations

import re
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from qualcode.analysis.people import Participant
from qualcode.analysis.phrases import listed
from qualcode.analysis.recognised import People
from qualcode.analysis.study import language
from qualcode.essays.drafts.beside import Sentence, WritersWords
from qualcode.essays.drafts.quoted import Quoted
from qualcode.essays.facts_otherwise import ENDING, ENDING_OF_ONE, Fact, FactsOtherwise
from qualcode.essays.findings import Told, Trouble
from qualcode.participants.attributes import Attribute, AttributeKind, is_missing, parts_of
from qualcode.participants.numbers import number_in
from qualcode.participants.wider import band_in
from qualcode.transcripts.quoting import in_marks
from qualcode.transcripts.stop_words import stop_words

_MOST_SHOWN = 24  # words of a sentence that tells of somebody
_MOST_PLACES = 3  # in which it is told, that are named
_MOST_WORDS = 8  # of a value: longer ones are answers, and nobody prints them beside a name
_LEAST_LETTERS = 3  # of a value that is looked for in a sentence; in brackets every one is
_BRACKETS = re.compile(r"[(\[]([^()\[\]]*)[)\]]|[—–-]{1,2}\s*([^.;:!?\n]*)$")
_WORD = re.compile(r"\w+")
_PART = re.compile(r"\s*[,;·]\s*")
# What stands beside a number that tells of somebody: 54 years old, a 54-year-old, aged 54.
_BEFORE = r"(?:aged|age|age of|{name})[\s:]+(?:of\s+|is\s+)?"
_AFTER = r"(?:[\s-]*(?:years?|yrs?|months?|{name})\b)"


class FactsBeside:
    """The facts that a draft tells of people, found in its writer's words and never in those it quotes."""

    def __init__(self, conn: sqlite3.Connection, words: WritersWords) -> None:
        self._conn = conn
        self._study = People(conn)
        self._people = {person.id: person for person in self._study.everybody}
        self._said_often = {word.casefold() for word in stop_words(language(conn))}
        self._told_so: dict[frozenset[Fact], People] = {frozenset(): self._study}
        self._otherwise = FactsOtherwise(self._study, self._said_often)
        self._values: dict[str, list[tuple[Fact, Attribute, _Value]]] = {}
        self._words = words

    def troubles(
        self, whose: Mapping[Quoted, tuple[str, ...]], named: Collection[Quoted], pseudonyms: Sequence[str]
    ) -> dict[Quoted, list[Told]]:
        """What is to be said of each quotation by the people whose words it is, given by their ids.

        Of those in `named` the draft says whose they are: what it tells of one person anywhere is added up, and
        said at the first. The others stand for themselves. `pseudonyms` are the ids of people in the order in which
        sentences name them.
        """
        places = {one: place for place, one in enumerate(pseudonyms)}
        everywhere: dict[str, dict[Fact, Sentence]] = defaultdict(dict)
        for sentence in self._words:
            for place in sentence.names:
                person = self._people.get(pseudonyms[place])
                if person is not None:
                    for fact in self._found(person, sentence.of(place)):
                        everywhere[person.id].setdefault(fact, sentence)
        here = {
            (quoted, one): {
                fact: beside.sentence
                for beside in self._words.beside(quoted)
                if beside.may_tell_of(places.get(one))
                for fact in self._found(person, beside.sentence.of(places.get(one)), several=beside.is_own)
            }
            for quoted, people in whose.items()
            for one in people
            if (person := self._people.get(one)) is not None
        }
        for (quoted, one), facts in here.items():
            if quoted in named:
                everywhere[one] = {**facts, **everywhere[one]}
        said: dict[Quoted, list[Told]] = defaultdict(list)
        seen: set[str] = set()
        for (quoted, one), facts in here.items():
            is_named = quoted in named
            if facts or (is_named and one not in seen):
                all_facts = everywhere[one] if is_named else facts
                said[quoted] += self._hidden(one, facts if facts or one in seen else all_facts)
                # Of all that the draft tells of somebody it is said once, not beside each of twenty quotations.
                if not (is_named and one in seen):
                    said[quoted] += self._recognisable(one, all_facts)
            if is_named:
                seen.add(one)
        return said

    def _hidden(self, person: str, facts: Mapping[Fact, Sentence]) -> Iterator[Told]:
        """What is told of somebody and may not be printed."""
        known = self._study.known
        names = {fact.attribute for fact in facts}
        hidden = [known[name].name for name in known if name in names and not known[name].printable]
        if hidden:
            which = listed([in_marks(self._study.names.show(one)) for one in hidden])
            called = self._study.names.show(self._people[person].pseudonym)
            told = f"Of {called} it tells {which}, which may not be printed."
            where = self._where(fact_in for fact, fact_in in facts.items() if not known[fact.attribute].printable)
            yield Told(Trouble.UNPRINTABLE, f"{told} {where}")

    def _recognisable(self, person: str, facts: Mapping[Fact, Sentence]) -> Iterator[Told]:
        """Whether somebody could be recognised by all that is told of them."""
        # Told in several ways, a fact is as close as the closest of them.
        told = sorted(facts, key=lambda fact: self._otherwise.sharing(self._people[person], fact), reverse=True)
        closest = {fact.attribute: fact for fact in told}
        not_as_printed = frozenset(fact for fact in closest.values() if fact.as_kept or fact.among)
        if not_as_printed not in self._told_so:
            as_kept = {fact.attribute for fact in not_as_printed if fact.as_kept}
            groups = {fact.attribute: self._otherwise.otherwise(fact) for fact in not_as_printed if fact.among}
            self._told_so[not_as_printed] = People(self._conn, as_kept, groups)
        warned = self._told_so[not_as_printed].warned(person, closest)
        if warned is not None:
            yield Told(Trouble.RECOGNISABLE, f"{warned.sentence} {self._where(facts.values())}".rstrip())

    def _where(self, sentences: Iterable[Sentence]) -> str:
        """Where the draft tells facts, in its words: `It stands in paragraph 3, “P03, a carer, said”.`"""
        show = self._study.names.show
        found = {f"{one.place}, {in_marks(_shortened(show(one.shown)).rstrip(' .'))}" for one in sentences}
        return f"It stands in {listed(sorted(found)[:_MOST_PLACES])}." if found else ""

    # Finding

    def _found(self, person: Participant, words: str, *, several: bool = True) -> Iterator[Fact]:
        """The facts of a person that stand in words of the writer; `several` as `FactsOtherwise.found` has it."""
        if person.id not in self._values:
            self._values[person.id] = list(self._values_of(person))
        folded = words.casefold()
        parts = {part.casefold() for part in _in_brackets(words)}
        for told, attribute, value in self._values[person.id]:
            # Most values stand nowhere: what finds one is made only where the longest of its words does.
            if value.longest not in folded:
                continue
            if value.text.casefold() in parts or self._stands_in(words, attribute, value.text, several):
                yield told
        yield from self._otherwise.found(person, words, parts, several=several)

    def _values_of(self, person: Participant) -> Iterator[tuple[Fact, Attribute, _Value]]:
        """Each value of a person, as kept and as it is in print."""
        for name, attribute in self._study.known.items():
            kept = str(person.attributes.get(name, ""))
            if is_missing(kept):
                continue
            told = attribute.in_print(kept)
            for value in dict.fromkeys((told, kept)):
                for one in dict.fromkeys((value, self._study.names.show(value))):
                    for part in parts_of(one) if attribute.kind == AttributeKind.SEVERAL else (one,):
                        yield Fact(name, as_kept=value != told), attribute, _Value.of(part)

    def _stands_in(self, words: str, attribute: Attribute, value: str, several: bool) -> bool:
        """Whether a value stands in a sentence, and not by chance."""
        own = value.split()
        if number_in(value) is not None:
            return _number(value, attribute.name).search(words) is not None
        if len(own) > _MOST_WORDS or attribute.kind == AttributeKind.SCALE:
            return False
        if band_in(value) is None and (
            len(value) < _LEAST_LETTERS or all(one.casefold() in self._said_often for one in own)
        ):
            return False
        return _words(value, several).search(words) is not None


@dataclass(frozen=True, slots=True)
class _Value:
    """A value as it is looked for; `longest` is the longest of its words, in small letters."""

    text: str
    longest: str

    @classmethod
    def of(cls, text: str) -> _Value:
        bare = text.strip()
        return cls(bare, max(_WORD.findall(bare.casefold()), key=len, default=bare.casefold()))


@lru_cache(maxsize=1_000)
def _number(value: str, name: str) -> re.Pattern[str]:
    called = re.escape(name)
    number = rf"(?<![\w.,]){re.escape(value)}(?![\w]|[.,]\d)"
    return re.compile(rf"{_BEFORE.format(name=called)}{number}|{number}{_AFTER.format(name=called)}", re.IGNORECASE)


@lru_cache(maxsize=1_000)
def _words(value: str, several: bool) -> re.Pattern[str]:
    written = r"\s+".join("".join(map(_letter, one)) for one in value.split())
    if several:
        return re.compile(rf"(?<!\w){written}{ENDING}", re.IGNORECASE)
    one_of = rf"\b(?:one|another)\s+of\s+(?:\w+\s+){{1,3}}{written}{ENDING}"
    return re.compile(rf"(?<!\w){written}{ENDING_OF_ONE}|{one_of}", re.IGNORECASE)


def _shortened(words: str) -> str:
    """The first of many words."""
    every = words.split()
    return " ".join([*every[:_MOST_SHOWN], "…"] if len(every) > _MOST_SHOWN else every)


def _letter(one: str) -> str:
    """A letter of a value as it may be written."""
    return "[-‐‑–]" if one in "-‐‑–" else "['’]" if one in "'’" else re.escape(one)


def _in_brackets(words: str) -> Iterable[str]:
    """What stands in brackets or after a dash at the end, in its parts: `P03`, `carer`, `54`."""
    for found in _BRACKETS.finditer(words):
        yield from (part.strip() for part in _PART.split(found[1] or found[2] or "") if part.strip())
