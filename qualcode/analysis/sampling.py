"""Who is still missing: how many participants are wanted for each value of an attribute, and how many there are."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from qualcode.analysis.people import Attribute, attributes
from qualcode.analysis.phrases import counted, withdrew
from qualcode.participants.attributes import AttributeKind, sort_key, tidy
from qualcode.participants.consent import Consent
from qualcode.participants.wanted_values import has_value, range_in, values_in
from qualcode.problem import Problem

OTHERS = "others"  # those whose value stands in no row of its own
NOT_STATED = "not stated"


@dataclass(frozen=True, slots=True)
class Wanted:
    """So many participants are wanted with a value of one attribute, and of another where there is one."""

    attribute_id: str
    value: str
    number: int
    other_attribute_id: str | None = None
    other_value: str | None = None


def wanted(conn: sqlite3.Connection) -> list[Wanted]:
    """Everything that is wanted, but of attributes that were removed."""
    known = {attribute.id for attribute in attributes(conn)}
    return [
        Wanted(*row)
        for row in conn.execute(
            "SELECT attribute_id, value, number, other_attribute_id, other_value FROM wanted "
            "WHERE deleted_at IS NULL ORDER BY num"
        )
        if row[0] in known and (row[3] is None or row[3] in known)
    ]


@dataclass(frozen=True, slots=True)
class Cell:
    """How many are wanted with a value or a crossing of two, None where nobody said; `people` are those there are."""

    wanted: int | None
    people: tuple[str, ...]

    @property
    def have(self) -> int:
        return len(self.people)

    @property
    def missing(self) -> int:
        """How many are still to be found; 0 where there are enough, or nobody said."""
        return max(0, (self.wanted or 0) - self.have)

    @property
    def beyond(self) -> int:
        """How many there are more than were wanted; 0 where nobody said."""
        return 0 if self.wanted is None else max(0, self.have - self.wanted)


@dataclass(frozen=True)
class Grid:
    """Values of an attribute in rows, those of another in columns; one column without a name where there is no other.

    Of `people` with words in the study each stands in the row of their value, in several where they have several
    values or ranges overlap. The last rows and columns may be `OTHERS` and `NOT_STATED`. `withdrew` are counted
    nowhere: their words cannot be used.
    """

    attribute: Attribute
    other: Attribute | None
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[Cell, ...], ...]
    people: int
    withdrew: int

    @property
    def missing(self) -> int:
        """How many are still to be found, cell by cell; one person may fill several."""
        return sum(cell.missing for row in self.cells for cell in row)

    @property
    def base(self) -> str:
        """Who is counted, as a sentence."""
        gone = f" {withdrew(self.withdrew)}." if self.withdrew else ""
        return f"Of {counted(self.people, 'participant')} with words in the study.{gone}"


def grids(conn: sqlite3.Connection) -> list[tuple[str, str | None]]:
    """The attributes that somebody is wanted for, each with the other that it is crossed with, in their order."""
    place = {attribute.id: attribute.position for attribute in attributes(conn)}
    found = {_in_order(one.attribute_id, one.other_attribute_id, place) for one in wanted(conn)}
    return sorted(found, key=lambda pair: (pair[1] is not None, place[pair[0]], place.get(pair[1] or "", 0), pair[0]))


def _in_order(first: str, second: str | None, place: Mapping[str, int]) -> tuple[str, str | None]:
    if second is not None and (place[second], second) < (place[first], first):
        return second, first
    return first, second


def grid(
    conn: sqlite3.Connection,
    attribute_id: str,
    other_attribute_id: str | None = None,
    kinds: Collection[str] | None = None,
) -> Grid:
    """The wanted and the present side by side; `kinds` takes only who speaks in documents of these.

    Raises Problem where an attribute is gone, or would be crossed with itself.
    """
    known = {attribute.id: attribute for attribute in attributes(conn)}
    if attribute_id not in known or (other_attribute_id is not None and other_attribute_id not in known):
        raise Problem("This attribute is no longer in the study.")
    if attribute_id == other_attribute_id:
        raise Problem("An attribute cannot be crossed with itself.", remedy="Choose another one.")
    attribute = known[attribute_id]
    other = None if other_attribute_id is None else known[other_attribute_id]
    people, gone = _people(conn, kinds)
    asked = _asked(wanted(conn), attribute_id, other_attribute_id)
    numbers = {(value.casefold(), other_value.casefold()): number for value, other_value, number in asked}
    rows = _lines(attribute, [value for value, _, _ in asked], people)
    columns = [_Line("", tuple(people))]
    if other is not None:
        columns = _lines(other, [value for _, value, _ in asked], people)
    inside = [frozenset(column.people) for column in columns]
    cells = tuple(
        tuple(
            Cell(
                numbers.get((row.name.casefold(), column.name.casefold())),
                tuple(one for one in row.people if one in own),
            )
            for column, own in zip(columns, inside, strict=True)
        )
        for row in rows
    )
    names = tuple(row.name for row in rows), tuple(column.name for column in columns)
    return Grid(attribute, other, *names, cells, len(people), gone)


_Values = Mapping[str, str]  # of one person, by attribute


class _Line(NamedTuple):
    """A row or a column: its value, and who stands in it."""

    name: str
    people: tuple[str, ...]


def _people(conn: sqlite3.Connection, kinds: Collection[str] | None) -> tuple[dict[str, _Values], int]:
    """The values of each participant with words in the study, by pseudonym, and how many others withdrew.

    Whose words stand in documents alone that were withdrawn has none.
    """
    of_kinds = "" if kinds is None else f"AND d.kind IN ({', '.join('?' * len(kinds))}) "
    found: dict[str, _Values] = {}
    gone = 0
    for participant_id, values, consent in conn.execute(
        "SELECT p.id, p.attributes, p.consent FROM participant p WHERE p.deleted_at IS NULL AND EXISTS (SELECT 1 "
        "FROM speaker s JOIN document d ON d.id = s.document_id WHERE s.participant_id = p.id "
        f"AND s.deleted_at IS NULL AND d.deleted_at IS NULL {of_kinds}"
        "AND (p.consent = 'withdrawn' OR d.id NOT IN (SELECT id FROM document_withdrawn))) "
        "ORDER BY length(p.pseudonym), p.pseudonym",
        tuple(kinds or ()),
    ):
        if consent == Consent.WITHDRAWN:
            gone += 1
        else:
            found[participant_id] = json.loads(values)
    return found, gone


def _asked(every: Sequence[Wanted], first: str, second: str | None) -> list[tuple[str, str, int]]:
    """The values of two attributes that somebody is wanted for, whichever was named first, and how many."""
    found = []
    for one in every:
        if (one.attribute_id, one.other_attribute_id) == (first, second):
            found.append((one.value, one.other_value or "", one.number))
        elif second is not None and (one.attribute_id, one.other_attribute_id) == (second, first):
            found.append((one.other_value or "", one.value, one.number))
    return found


def _lines(attribute: Attribute, named: Sequence[str], people: Mapping[str, _Values]) -> list[_Line]:
    """The values of an attribute in order, each with who has it: those wanted, those there are, and who has none.

    Of numbers only the wanted have a line of their own.
    """
    kind = attribute.type
    said = {one: own.get(attribute.id, "") for one, own in people.items()}
    each = {one: values_in(value, kind) for one, value in said.items()}
    spelt = {value.casefold(): value for value in reversed(named)}
    if kind.kind is not AttributeKind.NUMBER:
        for value in (*kind.choices, *(value for values in each.values() for value in values)):
            spelt.setdefault(tidy(value).casefold(), tidy(value))
    place = {choice.casefold(): number for number, choice in enumerate(map(tidy, kind.choices))}
    order = sorted(spelt.items(), key=lambda one: (place.get(one[0], len(place)), _begins(one[1], attribute)))
    members: dict[str, list[str]] = {value: [] for _, value in order}
    others: list[str] = []
    without: list[str] = []
    for one, values in each.items():
        if kind.kind is AttributeKind.NUMBER:
            lines = [value for value in members if has_value(said[one], value, kind)]
        else:
            lines = [spelt[value.casefold()] for value in values]
        for value in lines:
            members[value].append(one)
        if not lines:
            (others if values else without).append(one)
    found = [_Line(value, tuple(some)) for value, some in members.items()]
    return found + [_Line(name, tuple(some)) for name, some in ((OTHERS, others), (NOT_STATED, without)) if some]


def _begins(value: str, attribute: Attribute) -> tuple[object, ...]:
    """Where a value stands among others: a range by where it begins."""
    found = range_in(value) if attribute.type.kind is AttributeKind.NUMBER else None
    if found is None:
        return sort_key(value, attribute.type)
    return (0, found.low if found.low is not None else -1, value)
