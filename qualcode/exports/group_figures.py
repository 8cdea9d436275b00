"""Groups beside each other as tables: how many of each mention a code, and how much of what they say it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from qualcode.analysis.groups import Beside, GroupNumbers, GroupRow, GroupsBeside, caution
from qualcode.exports.count_figures import kind_suffix
from qualcode.exports.figures import HIDDEN, Column, Row, Table, Value, ValueKind
from qualcode.exports.phrases import counted
from qualcode.exports.small_cells import Line, hidden_in_grid, hidden_parts, note, notes_without

_WHICH = {False: "the code or one under it", True: "the code itself"}
_TOLD = {
    True: ", their share of the group, and how many of 1,000 words that the group says are under it; below, the "
    "participants and the words of each group.",
    False: "; below, the participants of each group.",
}


class _OfEach(NamedTuple):
    """What is told of each group besides its participants: their share and words, and their excerpts.

    Nothing is of some participants, and fewer than `fewest`.
    """

    excerpts: bool
    rates: bool
    fewest: int = 0


def groups_tables(
    found: GroupsBeside,
    name: str,
    *,
    titles: Mapping[str, str],
    least: int = 0,
    own: bool = False,
    excerpts: bool = False,
    people_only: bool = False,
    fewest: int = 0,
) -> tuple[Table, ...]:
    """A table for each kind of document in which two groups or more have participants; `name` is what makes them.

    With `own` the numbers are those of each code alone, areas apart; with `excerpts` each group's are told as well,
    and with `people_only` nothing but its participants.

    Groups of fewer than `least` participants are left out, and with them so many of the next small ones that nobody
    can work their numbers out from those of all. Of a code, the numbers of groups with some participants and fewer
    than `fewest` are hidden in the same way.
    """
    of_each = _OfEach(excerpts=excerpts and not people_only, rates=not people_only, fewest=fewest)
    tables = (_table(part, found, name, titles, least, of_each, own=own) for part in found.parts)
    return tuple(table for table in tables if table is not None)


def _table(
    part: Beside,
    found: GroupsBeside,
    name: str,
    titles: Mapping[str, str],
    least: int,
    of_each: _OfEach,
    *,
    own: bool,
) -> Table | None:
    places, left_out = _shown(part, least)
    hidden = _hidden(part, places, of_each.fewest, own=own)
    rows = [
        Row(
            (titles.get(one.code_id, one.title), *_numbers(numbers, places, of_each, gone)),
            one.depth,
            one.is_area,
        )
        for row, gone in zip(part.rows, hidden, strict=True)
        for one in (row.code,)
        for numbers in (row.own if own and not one.is_area else row.nested,)
        if any(row.nested[place].participants or row.nested[place].excerpts for place in places)
    ]
    if len(places) < 2 or not rows:
        return None
    base: list[Value] = ["Out of"]
    columns = [Column("Code", ValueKind.WORDS)]
    for place in places:
        group = part.groups[place]
        columns += [
            Column(group.name),
            *([Column(f"{group.name}, excerpts")] if of_each.excerpts else []),
        ]
        base += [group.base.participants, *([None] if of_each.excerpts else [])]
        if of_each.rates:
            columns += [
                Column(f"{group.name}, share", ValueKind.SHARE),
                Column(f"{group.name}, words in 1,000", ValueKind.RATE),
            ]
            base += [None, group.base.words]
    groups = [part.groups[place] for place in places]
    notes = [
        part.sentence if of_each.rates and not left_out else "",
        f"Participants of each group who mention {_WHICH[own]}{_TOLD[of_each.rates]}",
        f"{counted(left_out, 'group')} of few participants {'is' if left_out == 1 else 'are'} left out."
        if left_out
        else "",
        note(of_each.fewest),
        caution(part.asked.by, groups),
        f"Counted: {found.counted}.",
    ]
    return Table(
        f"Participants by code and {name}{kind_suffix(part.kind)}",
        tuple(columns),
        tuple(rows),
        notes_without(notes, of_each.fewest),
        base=Row(tuple(base)),
        sheet=f"{name}{kind_suffix(part.kind)}",
    )


def _hidden(part: Beside, places: Sequence[int], fewest: int, *, own: bool) -> list[Sequence[bool]]:
    """For each row, which groups' numbers are hidden: few participants', and those that would tell them."""
    if not fewest:
        return [[False] * len(places) for _ in part.rows]

    def line(row: GroupRow, mine: int, below: int) -> Line:
        alone = own and not row.code.is_area
        return Line(1, mine, mine) if alone else Line(row.code.depth, 0 if own else mine, below)

    columns = [
        [line(row, row.own[place].participants, row.nested[place].participants) for row in part.rows]
        for place in places
    ]
    every = [line(row, row.code.own.participants or 0, row.code.nested.participants or 0) for row in part.rows]
    return [gone[:-1] for gone in hidden_in_grid([*columns, every], fewest, each_is_one=False)]


def _numbers(
    groups: Sequence[GroupNumbers], places: Sequence[int], of_each: _OfEach, hidden: Sequence[bool]
) -> list[Value]:
    found: list[Value] = []
    for place, is_hidden in zip(places, hidden, strict=True):
        one = groups[place]
        share = one.participants / one.of_participants if one.of_participants else None
        told: list[Value] = [one.participants, *([one.excerpts] if of_each.excerpts else [])]
        told += [share, one.per_thousand] if of_each.rates else []
        found += [HIDDEN] * len(told) if is_hidden else told
    return found


def _shown(part: Beside, least: int) -> tuple[list[int], int]:
    """The places of the groups that have participants and may be shown, and how many may not."""
    sizes = {place: one.base.participants for place, one in enumerate(part.groups) if one.base.participants}
    hidden = hidden_parts(list(sizes.values()), least)
    return [place for place, is_hidden in zip(sizes, hidden, strict=True) if not is_hidden], sum(hidden)
