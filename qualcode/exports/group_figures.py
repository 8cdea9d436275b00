"""Groups beside each other as tables: how many of each mention a code, and how much of what they say it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qualcode.analysis.groups import Beside, GroupNumbers, GroupsBeside, caution
from qualcode.exports.count_figures import kind_suffix
from qualcode.exports.figures import Column, Row, Table, Value, ValueKind
from qualcode.exports.phrases import counted

_WHICH = {False: "the code or one under it", True: "the code itself"}
LEAST_OUTSIDE = 3  # participants of a group that readers outside the team may see the numbers of


def groups_tables(
    found: GroupsBeside,
    name: str,
    *,
    titles: Mapping[str, str],
    least: int = 0,
    own: bool = False,
    excerpts: bool = False,
) -> tuple[Table, ...]:
    """A table for each kind of document in which two groups or more have participants; `name` is what makes them.

    With `own` the numbers are those of each code alone, areas apart; with `excerpts` each group's are told as well.

    Groups of fewer than `least` participants are left out, and with them so many of the next small ones that nobody
    can work their numbers out from those of all.
    """
    tables = (_table(part, found, name, titles, least, own=own, excerpts=excerpts) for part in found.parts)
    return tuple(table for table in tables if table is not None)


def _table(
    part: Beside,
    found: GroupsBeside,
    name: str,
    titles: Mapping[str, str],
    least: int,
    *,
    own: bool,
    excerpts: bool,
) -> Table | None:
    places, left_out = _shown(part, least)
    rows = [
        Row(
            (titles.get(one.code_id, one.title), *_numbers(numbers, places, excerpts=excerpts)),
            one.depth,
            one.is_area,
        )
        for row in part.rows
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
            *([Column(f"{group.name}, excerpts")] if excerpts else []),
            Column(f"{group.name}, share", ValueKind.SHARE),
            Column(f"{group.name}, words in 1,000", ValueKind.RATE),
        ]
        base += [group.base.participants, *([None] if excerpts else []), None, group.base.words]
    groups = [part.groups[place] for place in places]
    notes = [
        part.sentence if not left_out else "",
        f"Participants of each group who mention {_WHICH[own]}, their share of the group, and how many of "
        "1,000 words that the group says are under it; below, the participants and the words of each group.",
        f"{counted(left_out, 'group')} of few participants {'is' if left_out == 1 else 'are'} left out."
        if left_out
        else "",
        caution(part.asked.by, groups),
        f"Counted: {found.counted}.",
    ]
    return Table(
        f"Participants by code and {name}{kind_suffix(part.kind)}",
        tuple(columns),
        tuple(rows),
        tuple(filter(None, notes)),
        base=Row(tuple(base)),
        sheet=f"{name}{kind_suffix(part.kind)}",
    )


def _numbers(groups: Sequence[GroupNumbers], places: Sequence[int], *, excerpts: bool) -> list[Value]:
    found: list[Value] = []
    for place in places:
        one = groups[place]
        share = one.participants / one.of_participants if one.of_participants else None
        found += [one.participants, *([one.excerpts] if excerpts else []), share, one.per_thousand]
    return found


def _shown(part: Beside, least: int) -> tuple[list[int], int]:
    """The places of the groups that have participants and may be shown, and how many may not."""
    sizes = {place: one.base.participants for place, one in enumerate(part.groups) if one.base.participants}
    hidden = {place: size for place, size in sizes.items() if size < least}
    while 0 < sum(hidden.values()) < least and len(hidden) < len(sizes):
        place = min((place for place in sizes if place not in hidden), key=lambda place: sizes[place])
        hidden[place] = sizes[place]
    return [place for place in sizes if place not in hidden], len(hidden)
