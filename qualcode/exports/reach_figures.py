"""How far codes and themes reach, as tables and pictures: whom they reach, how evenly, and who carries them.

Titles of codes may be given by id, as in `count_figures`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qualcode.analysis.counts import rows as counts
from qualcode.analysis.counts.reach import Reach, Reaches
from qualcode.exports.count_figures import NO_TITLES, Titles, kind_suffix, not_shown, title, used
from qualcode.exports.figures import HIDDEN, Bars, Column, Row, Series, Table, Value, ValueKind
from qualcode.exports.phrases import counted, listed, plural, sentence_case
from qualcode.exports.small_cells import (
    Line,
    few_in_words,
    hidden_in_tree,
    is_small,
    note,
    notes_without,
    unless_small,
)
from qualcode.transcripts.transcript import Kind

_MOST_NAMED, _MOST_SILENT = 3, 8
_MOST_BARS = 20


def reach_tables(
    table: counts.Table, reaches: Mapping[str, Reaches], *, titles: Titles = NO_TITLES, fewest: int = 0
) -> tuple[Table, ...]:
    """A table for each kind of document: of each code its excerpts, whom it reaches, where, and how evenly.

    `table` counts excerpts, `reaches` are of the same codings, each code with all below it. The numbers of a code
    that reaches some, and fewer than `fewest`, are hidden.
    """
    return tuple(_reach_table(table, part, reaches, titles, fewest) for part in table.parts)


_REACH_COLUMNS = (
    Column("Code", ValueKind.WORDS),
    Column("Excerpts of its own"),
    Column("Excerpts in all"),
    Column("Against"),
    Column("Against, no participant’s"),
    Column("Participants"),
    Column("Share of participants", ValueKind.SHARE),
    Column("Have half"),
    Column("Unevenness", ValueKind.RATE, decimals=2),
    Column("Documents"),
)


def _reach_table(
    table: counts.Table, part: counts.Part, reaches: Mapping[str, Reaches], titles: Titles, fewest: int
) -> Table:
    people = part.base.participants
    rows = []
    gone = hidden_in_reach(part, fewest)
    for row in reached(part):
        nested = row.nested
        own_gone, all_gone = gone[row.code_id]
        found = _reach_of(reaches, row.code_id, part.kind)
        cells: tuple[Value, ...] = (
            title(row, titles),
            None if row.is_area else HIDDEN if own_gone else unless_small(row.own.excerpts, fewest),
            unless_small(found.theirs if found is not None else nested.excerpts, fewest),
            unless_small(nested.against, fewest),
            unless_small(found.against_nobodys, fewest) if found is not None else None,
            nested.participants,
            nested.participants / people if people and nested.participants is not None else None,
            unless_small(found.half or None, fewest) if found is not None else None,
            found.by_words.norm if found is not None else None,
            found.documents if found is not None else nested.documents,
        )
        if all_gone:
            cells = (cells[0], *([HIDDEN] * (len(cells) - 1)))
        rows.append(Row(cells, row.depth, row.is_area))
    return Table(
        f"Reach of each code{kind_suffix(part.kind)}",
        _REACH_COLUMNS,
        tuple(rows),
        notes_without(
            (
                part.sentence,
                "In all, and everything after it, is of the code with those under it, each passage once.",
                "Against counts what goes against the code whoever says it, the other numbers participants’ words.",
                "Have half: the fewest participants who together have half of its excerpts. Unevenness: 0 where it "
                "is spread as the participants’ talk is, 1 where the one who said least has all of it.",
                _not_reached(part),
                note(fewest),
                f"Counted: {table.counted}.",
            ),
            fewest,
        ),
        base=Row(
            ("Out of", None, None, None, None, unless_small(people, fewest), None, None, None, part.base.documents)
        ),
        sheet=f"Reach{kind_suffix(part.kind)}",
    )


def hidden_in_reach(part: counts.Part, fewest: int) -> dict[str, tuple[bool, bool]]:
    """Of each code and area that is reached, by id, whether its own numbers are hidden, and those with all below."""
    shown = reached(part)
    lines = [Line(row.depth, row.own.participants or 0, row.nested.participants or 0) for row in shown]
    return {row.code_id: gone for row, gone in zip(shown, hidden_in_tree(lines, fewest), strict=True)}


def reached(part: counts.Part) -> list[counts.Row]:
    """The rows that have an excerpt of a participant, or one against the code, whoever says it."""
    wanted = {row.code_id for row in used(part)}
    return [row for row in part.lines if row.code_id in wanted or row.nested.against]


def _not_reached(part: counts.Part) -> str:
    """`8 codes without excerpts in participants’ words are not shown.`"""
    if not part.nobodys:
        return not_shown(part)
    codes = sum(not row.is_area for row in part.lines) - sum(not row.is_area for row in reached(part))
    are = "is" if codes == 1 else "are"
    return f"{counted(codes, 'code')} without excerpts in participants’ words {are} not shown." if codes else ""


def _reach_of(reaches: Mapping[str, Reaches], code_id: str, kind: Kind | None) -> Reach | None:
    found = reaches.get(code_id)
    return found.of_kind(kind) if found is not None else None


def carrier_tables(
    table: counts.Table, reaches: Mapping[str, Reaches], *, titles: Titles = NO_TITLES, silent: bool = True
) -> tuple[Table, ...]:
    """A table for each kind of document with participants: who has the most of each code, and who has none of it.

    Without `silent` not who has none: where a question finds what is counted, others may well have mentioned it.
    """
    return tuple(
        _carrier_table(table, part, reaches, titles, silent=silent) for part in table.parts if part.base.participants
    )


def _carrier_table(
    table: counts.Table, part: counts.Part, reaches: Mapping[str, Reaches], titles: Titles, *, silent: bool
) -> Table:
    rows = [
        Row((title(row, titles), _carried(found), *((_silent(found),) if silent else ())), row.depth, row.is_area)
        for row in used(part)
        if (found := _reach_of(reaches, row.code_id, part.kind)) is not None
    ]
    columns = ("Code", "Most excerpts", *(("Never mentioned by",) if silent else ()))
    return Table(
        f"Who carries each code{', and who never mentions it' if silent else ''}{kind_suffix(part.kind)}",
        tuple(Column(name, ValueKind.WORDS) for name in columns),
        tuple(rows),
        (part.sentence, "Each code with those under it.", f"Counted: {table.counted}."),
        sheet=f"Carriers{kind_suffix(part.kind)}",
    )


def _carried(found: Reach) -> str | None:
    first, tied = found.first_carriers(_MOST_NAMED)
    named = ", ".join(f"{carrier.name} {carrier.excerpts:,}" for carrier in first)
    return (f"{named} and {tied:,} more with {first[-1].excerpts:,}" if tied else named) or None


def _silent(found: Reach) -> str | None:
    names = [name for _, name in found.silent]
    if len(names) > _MOST_SILENT:
        return counted(len(names), "participant")
    return ", ".join(names) or "nobody"


def theme_tables(found: Sequence[tuple[str, Reaches, Reaches]], fewest: int = 0) -> tuple[Table, ...]:
    """A table for each kind of document: of each claim what supports it and what goes against it, and whose that is.

    `found` are claims with the reach of what supports them and of what goes against them. The numbers of either are
    hidden where it has some participants, and fewer than `fewest`.
    """
    kinds = [part.kind for part in found[0][1].parts] if found else []
    sides = [side for _, *both in found for side in both]
    used = [kind for kind in kinds if any((part := side.of_kind(kind)) and part.excerpts for side in sides)]
    return tuple(_theme_table(found, kind, fewest) for kind in used)


def _theme_table(found: Sequence[tuple[str, Reaches, Reaches]], kind: Kind | None, fewest: int) -> Table:
    columns = (
        Column("Theme", ValueKind.WORDS),
        Column("Excerpts for it"),
        Column("Participants"),
        Column("Documents"),
        Column("Excerpts against"),
        Column("Participants against"),
    )
    rows = []
    base = None
    left = nobodys = 0
    for claim, supporting, opposing in found:
        ours, theirs = supporting.of_kind(kind), opposing.of_kind(kind)
        if ours is not None and theirs is not None:
            for_it: list[Value] = [ours.theirs, ours.participants, ours.documents]
            against: list[Value] = [unless_small(theirs.excerpts, fewest), theirs.participants]
            for side, numbers in ((ours, for_it), (theirs, against)):
                if is_small(side.participants, fewest):
                    numbers[:] = [HIDDEN] * len(numbers)
            rows.append(Row((claim, *for_it, *against)))
            base = ours.base
            left += ours.excerpts - ours.theirs
            nobodys += theirs.excerpts - theirs.theirs
    people, documents = (base.participants, base.documents) if base is not None else (None, None)
    notes = (
        "Each passage counts once for a theme and once against it.",
        _whose_words(left, nobodys) if people else "",
        note(fewest),
        f"Counted: {found[0][1].counted}.",
    )
    return Table(
        f"Themes in the making{kind_suffix(kind)}",
        columns,
        tuple(rows),
        notes_without(notes, fewest),
        base=Row(("Out of", None, unless_small(people, fewest), documents, None, unless_small(people, fewest))),
        sheet=f"Themes{kind_suffix(kind)}",
    )


def _whose_words(left_out: int, against: int) -> str:
    """Which passages count for a theme and against it, and how many are no participant's on either side."""
    left = f" ({counted(left_out, 'passage')} of nobody’s left out)" if left_out else ""
    them = f" ({counted(against, 'passage')} of nobody’s among them)" if against else ""
    return f"For a theme participants’ words count{left}; against it all count, whoever says them{them}."


def reach_bars(
    table: counts.Table, most: int = _MOST_BARS, *, titles: Titles = NO_TITLES, fewest: int = 0
) -> Bars | None:
    """How many participants each code reaches, by kind of document, the furthest first; None where none does.

    The bars are of the `most` codes that reach furthest in one kind; a code that reaches some, and fewer than
    `fewest`, is left out, and so is one that would tell of another how many it reaches.
    """
    reach: dict[str, list[int]] = {}
    named: dict[str, str] = {}
    small: set[str] = set()
    for place, part in enumerate(table.parts):
        small |= {one for one, (_, gone) in hidden_in_reach(part, fewest).items() if gone}
        for row in part.lines:
            if not row.is_area:
                reach.setdefault(row.code_id, [0] * len(table.parts))[place] = row.nested.participants or 0
                named[row.code_id] = title(row, titles)
    told = (one for one in reach if any(reach[one]) and one not in small)
    order = sorted(told, key=lambda one: (-max(reach[one]), -sum(reach[one])))
    chosen = order[:most]
    kinds = [place for place in range(len(table.parts)) if any(reach[one][place] for one in chosen)]
    if not chosen:
        return None
    caption = "Participants by code"
    if len(order) > most:
        caption = f"Participants by code, the {most:,} codes that reach most of them"
    bases = listed([_base_in_words(table.parts[place]) for place in kinds])
    return Bars(
        caption,
        tuple(named[one] for one in chosen),
        tuple(
            Series(
                _kind_name(table.parts[place].kind),
                tuple(reach[one][place] for one in chosen),
                table.parts[place].kind,
            )
            for place in kinds
        ),
        unit="participants",
        note=few_in_words(f"Of {bases}. Each code with those under it. Counted: {table.counted}.", fewest),
        over="Code",
    )


def _base_in_words(part: counts.Part) -> str:
    where = "" if part.kind is None else f" in {plural(part.kind)}"
    return f"{counted(part.base.participants, 'participant')}{where}"


def _kind_name(kind: Kind | None) -> str:
    return "Participants" if kind is None else sentence_case(plural(kind))
