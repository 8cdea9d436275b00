"""From a study to a table of its participants: what may be printed of each, and how much of theirs there is."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from qualcode.analysis.counts.bands import NOT_GIVEN
from qualcode.analysis.counts.scope import Scope, scope
from qualcode.analysis.counts.words import spoken_by_people
from qualcode.analysis.excerpts import Choice, counted_phrase, excerpts
from qualcode.analysis.people import Attribute, Participant, attributes, participants
from qualcode.exports.figures import HIDDEN, Column, Row, Table, Value, ValueKind
from qualcode.exports.gather import names_for, study_facts
from qualcode.exports.page import Facts, Page, Section
from qualcode.exports.phrases import counted, day_in_words, documents_of, listed, plural, sentence_case
from qualcode.exports.printed import Appearance
from qualcode.exports.recognised import Recognised, recognised
from qualcode.exports.small_cells import few_in_words, hidden_parts, is_small, note, number_told, unless_small
from qualcode.exports.sources import Fact
from qualcode.participants.attributes import AttributeKind, is_missing, parts_of
from qualcode.participants.disclosure import Audience
from qualcode.problem import Problem
from qualcode.transcripts.transcript import Kind

CONSENT = "Consent"


@dataclass(frozen=True)
class ParticipantChoices:
    """What is printed of the participants.

    `attributes` are ids of those that may be printed, in their order, None for all of them; `kinds` the kinds of
    document whose participants are meant, None for all but answers to a survey where there are others. Facts that
    would tell who somebody is are hidden, and numbers of fewer than `fewest` people, where that is not 0. `consent`
    is for the team alone.
    """

    audience: Audience = Audience.TEAM
    attributes: tuple[str, ...] | None = None
    kinds: frozenset[str] | None = None
    fewest: int = 0
    consent: bool = False
    title: str = ""


@dataclass(frozen=True)
class ParticipantsTable:
    """The page, and what it shows beside each person."""

    page: Page
    people: tuple[Appearance, ...]


def participants_table(conn: sqlite3.Connection, choices: ParticipantChoices, made_on: datetime) -> ParticipantsTable:
    """The participants of a study as a page of two tables; who withdrew is in neither. On a copy.

    Raises Problem where an attribute may not be printed, consent is asked for readers outside, there is nobody, or
    outsiders will read and the study's list of names is not at hand.
    """
    if choices.consent and choices.audience is Audience.OUTSIDE:
        raise Problem(
            "What people agreed to is for the study team only.",
            remedy="Leave the consent out, or write the table for the team.",
        )
    names = names_for(conn, choices.audience)
    table = _People(conn, choices, made_on.date())
    if not table.rows:
        raise Problem("There are no participants to print.", remedy="Import documents in which they speak.")
    title, _ = study_facts(conn)
    page = Page(
        choices.title or f"{title}: participants",
        title,
        made_on,
        choices.audience,
        tuple(table.sections(counted_phrase(conn))),
        contents=False,
    )
    return ParticipantsTable(names.show_all(page), tuple(names.show_all(one.appearance) for one in table.rows))


def recognised_in_table(conn: sqlite3.Connection, value: ParticipantsTable) -> Recognised:
    """Who could be recognised by what the table shows beside them."""
    return recognised(conn, value.people)


@dataclass(frozen=True, slots=True)
class _Person:
    """A row of the table: what is told of a person, by attribute, a hidden fact as such."""

    person: Participant
    told: Mapping[str, str]

    @property
    def appearance(self) -> Appearance:
        """What a reader sees beside the name."""
        return Appearance(self.person.pseudonym, tuple(one for one in self.told.values() if one not in ("", HIDDEN)))


class _People:
    """The participants in question with their numbers, kind of document by kind."""

    def __init__(self, conn: sqlite3.Connection, choices: ParticipantChoices, day: date) -> None:
        self._conn, self._choices, self._day = conn, choices, day
        self._known = _printable(attributes(conn), choices.attributes)
        whole = scope(conn)
        self._kinds = _kinds_meant(whole, choices.kinds)
        self._scopes = {kind: whole.of(kind) for kind in self._kinds}
        self._left_out = _only_answered(whole, self._scopes)
        here = {person for one in self._scopes.values() for person in one.people}
        everybody = [person for person in participants(conn) if person.id in here]
        self._told = {person.id: self._facts_of(person) for person in everybody}
        self.rows = self._hidden([_Person(person, self._told[person.id]) for person in everybody])

    def _facts_of(self, person: Participant) -> dict[str, str]:
        said = {one.id: str(person.attributes.get(one.id, "")) for one in self._known}
        return {one.id: "" if is_missing(said[one.id]) else one.in_print(said[one.id]) for one in self._known}

    # Facts that tell who somebody is

    def _hidden(self, rows: Sequence[_Person]) -> list[_Person]:
        """The same without what fewer than so many people share, fact by fact, the rarest first."""
        if not self._choices.fewest:
            return list(rows)
        shared = Counter((name, told) for row in rows for name, told in row.told.items() if told)
        gone = {one.id: self._hides(one, rows, shared) for one in self._known}
        found = [
            replace(row, told={name: HIDDEN if place in gone[name] else told for name, told in row.told.items()})
            for place, row in enumerate(rows)
        ]
        while warned := {one.who for one in recognised(self._conn, (row.appearance for row in found)).people}:
            found = [self._with_one_less(row, shared) if row.person.pseudonym in warned else row for row in found]
        return found

    def _with_one_less(self, row: _Person, shared: Mapping[tuple[str, str], int]) -> _Person:
        open_now = [name for name, told in row.told.items() if told not in ("", HIDDEN)]
        rarest = min(open_now, key=lambda name: shared[name, row.told[name]], default=None)
        return row if rarest is None else replace(row, told={**row.told, rarest: HIDDEN})

    def _hides(
        self, one: Attribute, rows: Sequence[_Person], shared: Mapping[tuple[str, str], int]
    ) -> Collection[int]:
        """The places of those of whom a fact is hidden: who share it with few, and some with them, from the last up.

        Were those of the few alone hidden, the empty places would tell how many they are.
        """
        few, numbers, values = self._choices.fewest, self._numbers_of(one), self._values_hidden(one)
        said = [(row.told[one.id], _values(one, row.told[one.id])) for row in rows]
        found = {
            place
            for place, (told, each) in enumerate(said)
            if any(is_small(numbers[value], few) for value in each) or (told and shared[one.id, told] < few)
        }
        others = [place for place, (_, each) in enumerate(said) if place not in found and values.intersection(each)]
        return found | set(others[len(others) - max(0, few - len(found)) :] if found else ())

    def _values_hidden(self, one: Attribute) -> set[str]:
        """The values that few have, and those that would tell how few; that none is given is one."""
        numbers = self._numbers_of(one)
        hidden = hidden_parts(list(numbers.values()), self._choices.fewest)
        return {value for value, is_hidden in zip(numbers, hidden, strict=True) if is_hidden}

    def _numbers_of(self, one: Attribute) -> Counter[str]:
        """How many people have each value, in the order of the values."""
        numbers = Counter(value for told in self._told.values() for value in _values(one, told[one.id]))
        return Counter({value: numbers[value] for value in sorted(numbers, key=lambda value: _place(one, value))})

    # The page

    def sections(self, counted_codings: str) -> Iterator[Section]:
        """What it draws on, how many people there are of each sort, and the table of them."""
        yield Section("About this table", (Facts(tuple(self._facts(counted_codings))),))
        if self._known:
            yield Section("By attribute", (self._by_attribute(),))
        yield Section("Participants", (self._table(),))

    def _facts(self, counted_codings: str) -> Iterator[Fact]:
        in_kinds = listed(
            [
                f"{self._people_of(len(one.people))} in {documents_of(kind, len(one.sources))}"
                for kind, one in self._scopes.items()
            ]
        )
        in_several = sum(sum(row.person.id in one.people for one in self._scopes.values()) > 1 for row in self.rows)
        several = (
            f"; {number_told(in_several, self._choices.fewest)} of them in more than one kind of document"
            if in_several
            else ""
        )
        yield Fact("Participants", sentence_case(f"{in_kinds}{several}"))
        if self._left_out:
            people = self._people_of(self._left_out)
            verb = "is" if people.startswith("1 ") else "are"
            yield Fact("Left out", f"{sentence_case(people)} who only answered a survey {verb} not in the table")
        yield Fact("Words", "Those that participants say; interviewers’ words are not counted")
        yield Fact("Codings counted", sentence_case(few_in_words(counted_codings, self._choices.fewest)))
        who = "the study team" if self._choices.audience is Audience.TEAM else "outside the study team"
        yield Fact("For readers", who)

    def _people_of(self, number: int) -> str:
        return few_in_words(counted(number, "participant"), self._choices.fewest)

    def _table(self) -> Table:
        excerpts_of = Counter(
            (Kind(self._kind_of[one.document_id]), one.participant_id)
            for one in excerpts(self._conn, Choice(kinds=[str(kind) for kind in self._kinds]))
            if one.document_id in self._kind_of
        )
        words = {kind: spoken_by_people(self._conn, one) for kind, one in self._scopes.items()}
        columns = [Column("Participant", ValueKind.WORDS)]
        columns += [Column(one.name, ValueKind.WORDS) for one in self._known]
        apart = len(self._kinds) > 1
        for kind in self._kinds:
            where = f" in {plural(kind)}" if apart else ""
            columns += [Column(sentence_case(plural(kind))), Column(f"Words{where}"), Column(f"Excerpts{where}")]
        if self._choices.consent:
            columns.append(Column(CONSENT, ValueKind.WORDS))
        rows = []
        for row in self.rows:
            one = row.person.id
            cells: list[Value] = [row.person.pseudonym, *(row.told[each.id] or None for each in self._known)]
            for kind, here in self._scopes.items():
                spoke = one in here.people
                number = sum(one in people for people in here.speaking_in.values())
                cells += [number, words[kind][one], excerpts_of[kind, one]] if spoke else [None, None, None]
            if self._choices.consent:
                cells.append(self._consent(row.person))
            rows.append(Row(tuple(cells)))
        few = self._choices.fewest
        hidden = (f"Facts that fewer than {few} people of the study share, alone or together, are hidden.",)
        return Table(
            "Participants, what is told of them, and how much of theirs there is",
            tuple(columns),
            tuple(rows),
            hidden if few else (),
            sheet="Participants",
        )

    @property
    def _kind_of(self) -> Mapping[str, Kind]:
        return {one: kind for kind, here in self._scopes.items() for one in here.sources}

    def _consent(self, person: Participant) -> str:
        agreement = person.agreement
        if agreement.until is None:
            return str(agreement.consent)
        if self._day > agreement.until:
            return f"{agreement.consent}, ran out on {day_in_words(agreement.until)}"
        return f"{agreement.consent}, until {day_in_words(agreement.until)}"

    def _by_attribute(self) -> Table:
        """How many people there are of each value; of several choices, each is counted."""
        rows: list[Row] = []
        for one in self._known:
            rows.append(Row((one.name, unless_small(len(self.rows), self._choices.fewest)), strong=True))
            gone = self._values_hidden(one)
            rows += [
                Row((value, HIDDEN if value in gone else number), depth=1)
                for value, number in self._numbers_of(one).items()
            ]
        several = any(one.kind == AttributeKind.SEVERAL for one in self._known)
        notes = [note(self._choices.fewest), "Who chose several is counted for each of them." if several else ""]
        columns = (Column("Attribute", ValueKind.WORDS), Column("Participants"))
        return Table(
            "Participants by attribute", columns, tuple(rows), tuple(filter(None, notes)), sheet="By attribute"
        )


def _printable(known: Sequence[Attribute], wanted: tuple[str, ...] | None) -> list[Attribute]:
    """The attributes in question. Raises Problem where one may not be printed."""
    if wanted is None:
        return [one for one in known if one.printable]
    by_id = {one.id: one for one in known}
    found = [by_id[one] for one in wanted if one in by_id]
    if private := [one.name for one in found if not one.printable]:
        raise Problem(
            f"{listed([f'“{name}”' for name in private])} may not be printed.",
            "Only what is marked so may stand beside a person.",
            f"To allow it: qualcode participants --printable “{private[0]}”",
        )
    return found


def _kinds_meant(whole: Scope, wanted: frozenset[str] | None) -> list[Kind]:
    """The kinds of document in question in which participants speak, in their order."""
    spoken = [kind for kind in whole.kinds if whole.of(kind).people]
    if wanted is not None:
        return [kind for kind in spoken if str(kind) in wanted]
    others: list[Kind] = [kind for kind in spoken if kind is not Kind.SURVEY_ANSWER]
    return others or spoken


def _only_answered(whole: Scope, scopes: Mapping[Kind, Scope]) -> int:
    """How many participants of the study speak in none of the kinds of document in question."""
    here = {person for one in scopes.values() for person in one.people}
    speaking = {person for people in whole.speaking_in.values() for person in people}
    return len(speaking - here) if Kind.SURVEY_ANSWER not in scopes else 0


def _values(attribute: Attribute, told: str) -> list[str]:
    if not told:
        return [NOT_GIVEN]
    return list(dict.fromkeys(parts_of(told))) if attribute.kind == AttributeKind.SEVERAL else [told]


def _place(attribute: Attribute, value: str) -> tuple[bool, int, str]:
    """Choices in their order, then others by the alphabet, what is not given last."""
    choices = attribute.choices
    return value == NOT_GIVEN, choices.index(value) if value in choices else len(choices), value.casefold()
