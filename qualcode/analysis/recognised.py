"""Who could be recognised by what is told of people: held against everybody in the study, and put in words."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from qualcode.analysis.naming import names_of
from qualcode.analysis.people import Participant, attributes, participants
from qualcode.analysis.phrases import counted, listed
from qualcode.analysis.withdrawals import withdrawals
from qualcode.participants.attributes import AppliesTo, AttributeKind, is_missing, parts_of, tidy
from qualcode.participants.names import Names
from qualcode.participants.recognising import FEWEST, Change, Crowd, Mending, Recognisable, Said, Shown
from qualcode.participants.widening import Widening, widened
from qualcode.participants.wider import Wider


@dataclass(frozen=True, slots=True)
class Warned:
    """One person who could be recognised, in words: who, by what, shared by how many, and what would mend it."""

    who: str
    by: str
    shared: str
    mended: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """`P03 (age 67, region North): nobody else in the study. Mended by: no region (6 people).`"""
        how = f" Mended by {'; or '.join(self.mended)}." if self.mended else ""
        return f"{self.who} ({self.by}): {self.shared}.{how}"


@dataclass(frozen=True, slots=True)
class Recognised:
    """Who could be recognised by what a report shows beside them; `shown` are the people it shows at all.

    `wider` is the least loss, told of everybody, that mends all of it: how each attribute is told by its id, None for
    one left out. `widening` says it: `age in bands of 10 and region left out`.
    """

    people: tuple[Warned, ...] = ()
    shown: int = 0
    wider: Mapping[str, Wider | None] = field(default_factory=dict)
    widening: str = ""

    @property
    def short(self) -> str:
        """`4 of 12 people printed could be recognised`; empty where nobody could."""
        if not self.people:
            return ""
        return f"{len(self.people):,} of {counted(self.shown, 'person', 'people')} printed could be recognised"

    @property
    def sentence(self) -> str:
        """The same, with by what."""
        if not self.people:
            return ""
        return f"{self.short}: fewer than {FEWEST} people of the study share what stands beside them."

    @property
    def lines(self) -> tuple[str, ...]:
        """The sentence, and one for each person, and what mends it all; empty where nobody could be recognised."""
        if not self.people:
            return ()
        return (self.sentence, *(one.sentence for one in self.people), *filter(None, [self.mended]))

    @property
    def mended(self) -> str:
        """`All of it is mended by age in bands of 10 and region left out.`; empty where nothing mends it."""
        return f"All of it is mended by {self.widening}." if self.widening else ""


class People:
    """The people of a study but those who withdrew, with the facts of each as they are printed.

    The attributes in `as_kept`, all where it is None, are told as they are kept; of those in `groups` the values
    there, as they are kept, by the words given. Facts that differ in capitals or spaces alone are the same.
    """

    def __init__(
        self,
        conn: sqlite3.Connection,
        as_kept: Collection[str] | None = (),
        groups: Mapping[str, Mapping[str, str]] | None = None,
    ) -> None:
        self.names = names_of(conn)
        gone = withdrawals(conn).people
        self.everybody = [person for person in participants(conn) if person.id not in gone]
        self.known = {attribute.id: attribute for attribute in attributes(conn, AppliesTo.PARTICIPANT)}
        self._as_kept = set(self.known if as_kept is None else as_kept)
        self._groups = groups or {}
        self._spelt: dict[str, str] = {}

    def recognised(self, shown: Mapping[str, Collection[str]]) -> Recognised:
        """Who could be recognised, given the attributes told of people by their ids."""
        told = [self._shown(one, told) for one, told in shown.items() if one in self._called]
        warned = self._crowd.recognisable(told)
        if not warned:
            return Recognised(shown=len(told))
        less = widened(self._crowd.people, told, self._crowd.types)
        return Recognised(
            tuple(self._in_words(one) for one in warned),
            len(told),
            {one.attribute: one.wider for one in less},
            self._widening(less),
        )

    def warned(self, person: str, told: Collection[str]) -> Warned | None:
        """What is to be said of one person by these attributes; None where they are not one of few."""
        found = self._crowd.recognisable([self._shown(person, told)]) if person in self._called else ()
        return next((self._in_words(one) for one in found), None)

    def _shown(self, person: str, told: Collection[str]) -> Shown:
        return Shown(person, self._called[person], frozenset(told))

    @cached_property
    def _called(self) -> dict[str, str]:
        return {person.id: self.names.show(person.pseudonym) for person in self.everybody}

    @cached_property
    def _crowd(self) -> Crowd:
        people = {person.id: self._of(person) for person in self.everybody}
        return Crowd(people, {one.id: one.type for one in self.known.values()})

    def among(self, person: Participant, printed: Collection[str]) -> frozenset[str]:
        """The attributes whose values are among those printed."""
        return frozenset(name for name, told in self.told_of(person) if told in printed)

    def told_of(self, person: Participant) -> Iterator[tuple[str, str]]:
        """Each attribute of which something is known of a person, with the value as it is printed."""
        for name, value in person.attributes.items():
            if name in self.known and not is_missing(str(value)):
                kept = str(value)
                told = kept if name in self._as_kept else self._groups.get(name, {}).get(kept)
                yield name, self.names.show(self.known[name].in_print(kept) if told is None else told)

    def _of(self, person: Participant) -> dict[str, Said]:
        return {name: self._said(name, told) for name, told in self.told_of(person)}

    def _said(self, name: str, printed: str) -> Said:
        if self.known[name].kind == AttributeKind.SEVERAL:
            return frozenset(map(self._spelling, parts_of(printed)))
        return self._spelling(printed)

    def _spelling(self, words: str) -> str:
        bare = tidy(words)
        return self._spelt.setdefault(bare.casefold(), bare)

    # In words

    def _widening(self, less: Collection[Widening]) -> str:
        """`age in bands of 10, and role and region left out`."""
        called = {one.attribute: self.names.show(self.known[one.attribute].name) for one in less}
        bands = [f"{called[one.attribute]} {one.wider.phrase}" for one in less if one.wider is not None]
        left_out = listed([called[one.attribute] for one in less if one.wider is None])
        return ", and ".join(filter(None, [listed(bands), f"{left_out} left out" if left_out else ""]))

    def _in_words(self, one: Recognisable) -> Warned:
        called = {each.id: each.name for each in self.known.values()}
        return _in_words(one, called, self.names)


def _in_words(one: Recognisable, called: dict[str, str], names: Names) -> Warned:
    by = [f"{names.show(called[name])} {_value(said)}" for name, said in one.facts]
    others = counted(one.people - 1, "other person", "other people")
    shared = f"shared with {others}" if one.people > 1 else "nobody else in the study"
    mended = tuple(_mending(each, len(one.facts), called, names) for each in one.mendings)
    return Warned(one.who, ", ".join(by), shared, mended)


def _value(said: Said) -> str:
    return said if isinstance(said, str) else listed(sorted(said))


def _mending(one: Mending, facts: int, called: dict[str, str], names: Names) -> str:
    """`region left out (6 people)`."""
    return f"{_changes(one.changes, facts, called, names)} ({counted(one.people, 'person', 'people')})"


def _changes(changes: tuple[Change, ...], facts: int, called: dict[str, str], names: Names) -> str:
    if len(changes) == facts > 1:
        return "all of this left out"
    left_out = listed([names.show(called[one.attribute]) for one in changes if not one.instead])
    otherwise = [
        f"one word in {names.show(called[one.attribute])} for {one.instead}"
        if one.joins
        else f"{names.show(called[one.attribute])} {one.instead}"
        for one in changes
        if one.instead
    ]
    return listed([*otherwise, *([f"{left_out} left out"] if left_out else [])])
