"""Who could be recognised in a report: what it shows beside participants, held against the people of the study."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from qualcode.analysis.cells import Rows
from qualcode.analysis.naming import names_of
from qualcode.analysis.people import Participant, attributes, participants
from qualcode.analysis.withdrawals import withdrawals
from qualcode.exports.framework import PrintedCharts
from qualcode.exports.phrases import counted, listed
from qualcode.exports.printed import Appearance
from qualcode.exports.report import Report
from qualcode.participants.attributes import AppliesTo, Attribute, AttributeKind, is_missing, parts_of, tidy
from qualcode.participants.names import Names
from qualcode.participants.recognising import FEWEST, Change, Mending, Recognisable, Said, Shown, recognisable


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
    """Who could be recognised by what a report shows beside them; `shown` are the people it shows at all."""

    people: tuple[Warned, ...] = ()
    shown: int = 0

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
        """The sentence, and one for each person; empty where nobody could be recognised."""
        return (self.sentence, *(one.sentence for one in self.people)) if self.people else ()


def recognised_in(conn: sqlite3.Connection, report: Report) -> Recognised:
    """Who could be recognised in a report of this study, as it is printed."""
    return recognised(conn, (person for one in report.excerpts() for person in one.attribution.people))


def recognised_in_charts(conn: sqlite3.Connection, value: PrintedCharts) -> Recognised:
    """Who could be recognised by the facts that charts print in the rows of participants."""
    rows = (row for chart in value.charts if chart.rows_are is Rows.PARTICIPANTS for row in chart.rows)
    return recognised(conn, (Appearance(row.name, (*row.facts, *filter(None, [row.group]))) for row in rows))


def recognised(conn: sqlite3.Connection, appearances: Iterable[Appearance]) -> Recognised:
    """Who could be recognised by all that stands beside them in one piece of output; 2,000 people take 1 s.

    All the study's people are counted but those who withdrew.
    """
    names, gone = names_of(conn), withdrawals(conn).people
    known = attributes(conn, AppliesTo.PARTICIPANT)
    everybody = [person for person in participants(conn) if person.id not in gone]
    facts = _Facts(known, names)
    shown: dict[str, Shown] = {}
    called = {names.show(person.pseudonym): person for person in everybody}
    for one in appearances:
        person = called.get(one.name)
        if person is not None:
            before = shown[person.id].attributes if person.id in shown else frozenset()
            shown[person.id] = Shown(person.id, one.name, before | facts.among(person, one.attributes))
    warned = recognisable(
        {person.id: facts.of(person) for person in everybody},
        shown.values(),
        {attribute.id: attribute.type for attribute in known},
    )
    return Recognised(tuple(_in_words(one, {a.id: a.name for a in known}, names) for one in warned), len(shown))


class _Facts:
    """The facts of people as they are printed; those that differ in capitals or spaces alone are the same."""

    def __init__(self, known: list[Attribute], names: Names) -> None:
        self._kinds = {attribute.id: attribute.type.kind for attribute in known}
        self._names = names
        self._spelt: dict[str, str] = {}

    def of(self, person: Participant) -> dict[str, Said]:
        """All of one person's, by attribute."""
        told = (one for one in person.attributes.items() if self._is_told(*one))
        return {name: self._said(name, value) for name, value in told}

    def among(self, person: Participant, printed: tuple[str, ...]) -> frozenset[str]:
        """The attributes whose values are among those printed."""
        return frozenset(
            name
            for name, value in person.attributes.items()
            if self._is_told(name, value) and self._names.show(str(value)) in printed
        )

    def _is_told(self, name: str, value: str) -> bool:
        return name in self._kinds and not is_missing(str(value))

    def _said(self, name: str, value: str) -> Said:
        printed = self._names.show(str(value))
        if self._kinds[name] is AttributeKind.SEVERAL:
            return frozenset(map(self._spelling, parts_of(printed)))
        return self._spelling(printed)

    def _spelling(self, words: str) -> str:
        bare = tidy(words)
        return self._spelt.setdefault(bare.casefold(), bare)


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
