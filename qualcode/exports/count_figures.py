"""Counts as tables and pictures: codes by anything, how far they reach, where they meet.

Titles of codes may be given by id, so that a name that may not be shown never stands in one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qualcode.analysis.counts import rows as counts
from qualcode.analysis.counts.asked import By, Measure
from qualcode.analysis.counts.reach import Reach, Reaches
from qualcode.analysis.counts.saturation import Saturation
from qualcode.analysis.occurring import MeetingTable, Occurring
from qualcode.codebooks.code import Code
from qualcode.exports.figures import Bars, Column, HeatMap, Lines, Row, Series, Table, Value, ValueKind, shown
from qualcode.exports.phrases import counted, listed, plural, sentence_case
from qualcode.transcripts.transcript import Kind

Titles = Mapping[str, str]
_NO_TITLES: Titles = {}

_KINDS_OF_MEASURE = {Measure.SHARE: ValueKind.SHARE, Measure.PER_THOUSAND: ValueKind.RATE}
_MOST_UPRIGHT = 7  # columns whose headings have room
_MOST_NAMED, _MOST_SILENT = 3, 8


def value_kind(measure: Measure) -> ValueKind:
    """What the numbers of a measure are."""
    return _KINDS_OF_MEASURE.get(measure, ValueKind.WHOLE)


def kind_suffix(kind: Kind | None) -> str:
    """`, interviews`; empty where there is but one kind of document."""
    return "" if kind is None else f", {plural(kind)}"


def counts_tables(table: counts.Table, *, own: bool = False, titles: Titles = _NO_TITLES) -> tuple[Table, ...]:
    """A table for each kind of document: codes down, what was asked across, and all of it once.

    With `own` the numbers are those of each code alone, else those with all below it.
    """
    return tuple(_counts_table(table, part, own=own, titles=titles) for part in table.parts)


def _counts_table(table: counts.Table, part: counts.Part, *, own: bool, titles: Titles) -> Table:
    asked = table.asked
    kind = value_kind(asked.measure)
    narrow = len(part.columns) > _MOST_UPRIGHT
    whole = part.total.nested.total is not None
    columns = [Column("Code", ValueKind.WORDS), *(Column(one.name, kind, narrow=narrow) for one in part.columns)]
    columns += [Column("In all", kind)] if whole else []
    rows = []
    for row in used(part):
        numbers = row.own if own else row.nested
        cells = (title(row, titles), *numbers.cells, *((numbers.total,) if whole else ()))
        rows.append(Row(cells, row.depth, row.is_area))
    which = "each code alone" if own else "each code with those under it"
    return Table(
        f"{sentence_case(asked.measure.value)} by code and {table.across}{kind_suffix(part.kind)}",
        tuple(columns),
        tuple(rows),
        (part.sentence, f"{sentence_case(which)}.", not_shown(part), f"Counted: {table.counted}."),
        base=_base(asked.by, asked.measure, part) if whole else None,
        sheet=f"By {table.across}{kind_suffix(part.kind)}",
        dots=asked.measure.is_whole,
    )


def _base(by: By, measure: Measure, part: counts.Part) -> Row | None:
    """Out of how many each column is: words where they are counted, else people, or documents where it is one's."""
    if measure.needs_words:
        words = [one.base.words for one in part.columns]
        return Row(("Words said", *words, part.base.words))
    if by is By.PARTICIPANT:
        return Row(("Documents", *(one.base.documents for one in part.columns), part.base.documents))
    if by in (By.ROLE, By.CODER):
        return None
    return Row(("Participants", *(one.base.participants for one in part.columns), part.base.participants))


def used(part: counts.Part) -> list[counts.Row]:
    """The rows that have an excerpt, codes and areas, and the row of all areas."""
    return [row for row in part.lines if row.nested.excerpts or any(row.nested.cells)]


def not_shown(part: counts.Part) -> str:
    """`8 codes without excerpts are not shown.`"""
    codes = sum(not row.is_area for row in part.lines) - sum(not row.is_area for row in used(part))
    if not codes:
        return "Every code has excerpts."
    return f"{counted(codes, 'code')} without excerpts {'is' if codes == 1 else 'are'} not shown."


def title(row: counts.Row, titles: Titles) -> str:
    """The title of a row."""
    return titles.get(row.code_id, row.title)


def reach_tables(
    table: counts.Table, reaches: Mapping[str, Reaches], *, titles: Titles = _NO_TITLES
) -> tuple[Table, ...]:
    """A table for each kind of document: of each code its excerpts, whom it reaches, where, and how evenly.

    `table` counts excerpts, `reaches` are of the same codings, each code with all below it.
    """
    return tuple(_reach_table(table, part, reaches, titles) for part in table.parts)


_REACH_COLUMNS = (
    Column("Code", ValueKind.WORDS),
    Column("Excerpts of its own"),
    Column("Excerpts in all"),
    Column("Against"),
    Column("Participants"),
    Column("Share of participants", ValueKind.SHARE),
    Column("Have half"),
    Column("Unevenness", ValueKind.RATE, decimals=2),
    Column("Documents"),
)


def _reach_table(table: counts.Table, part: counts.Part, reaches: Mapping[str, Reaches], titles: Titles) -> Table:
    people = part.base.participants
    rows = []
    for row in used(part):
        nested = row.nested
        found = _reach_of(reaches, row.code_id, part.kind)
        cells: tuple[Value, ...] = (
            title(row, titles),
            None if row.is_area else row.own.excerpts,
            nested.excerpts,
            nested.against,
            nested.participants,
            nested.participants / people if people and nested.participants is not None else None,
            (found.half or None) if found is not None else None,
            found.by_words.norm if found is not None else None,
            nested.documents,
        )
        rows.append(Row(cells, row.depth, row.is_area))
    return Table(
        f"Reach of each code{kind_suffix(part.kind)}",
        _REACH_COLUMNS,
        tuple(rows),
        (
            part.sentence,
            "In all, and everything after it, is of the code with those under it, each passage once.",
            "Have half: the fewest participants who together have half of its excerpts. Unevenness: 0 where it is "
            "spread as the participants’ talk is, 1 where the one who said least has all of it.",
            not_shown(part),
            f"Counted: {table.counted}.",
        ),
        base=Row(("Out of", None, None, None, people, None, None, None, part.base.documents)),
        sheet=f"Reach{kind_suffix(part.kind)}",
    )


def _reach_of(reaches: Mapping[str, Reaches], code_id: str, kind: Kind | None) -> Reach | None:
    found = reaches.get(code_id)
    return found.of_kind(kind) if found is not None else None


def carrier_tables(
    table: counts.Table, reaches: Mapping[str, Reaches], *, titles: Titles = _NO_TITLES
) -> tuple[Table, ...]:
    """A table for each kind of document with participants: who has the most of each code, and who has none of it."""
    return tuple(_carrier_table(table, part, reaches, titles) for part in table.parts if part.base.participants)


def _carrier_table(table: counts.Table, part: counts.Part, reaches: Mapping[str, Reaches], titles: Titles) -> Table:
    rows = [
        Row((title(row, titles), _carried(found), _silent(found)), row.depth, row.is_area)
        for row in used(part)
        if (found := _reach_of(reaches, row.code_id, part.kind)) is not None
    ]
    columns = ("Code", "Most excerpts", "Never mentioned by")
    return Table(
        f"Who carries each code, and who never mentions it{kind_suffix(part.kind)}",
        tuple(Column(name, ValueKind.WORDS) for name in columns),
        tuple(rows),
        (part.sentence, "Each code with those under it.", f"Counted: {table.counted}."),
        sheet=f"Carriers{kind_suffix(part.kind)}",
    )


def _carried(found: Reach) -> str | None:
    named = [f"{carrier.name} {carrier.excerpts:,}" for carrier in found.carriers[:_MOST_NAMED]]
    return ", ".join(named) or None


def _silent(found: Reach) -> str | None:
    names = [name for _, name in found.silent]
    if len(names) > _MOST_SILENT:
        return counted(len(names), "participant")
    return ", ".join(names) or "nobody"


def theme_tables(found: Sequence[tuple[str, Reaches, Reaches]]) -> tuple[Table, ...]:
    """A table for each kind of document: of each claim what supports it and what goes against it, and whose that is.

    `found` are claims with the reach of what supports them and of what goes against them.
    """
    kinds = [part.kind for part in found[0][1].parts] if found else []
    sides = [side for _, *both in found for side in both]
    used = [kind for kind in kinds if any((part := side.of_kind(kind)) and part.excerpts for side in sides)]
    return tuple(_theme_table(found, kind) for kind in used)


def _theme_table(found: Sequence[tuple[str, Reaches, Reaches]], kind: Kind | None) -> Table:
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
    left = 0
    for claim, supporting, opposing in found:
        ours, theirs = supporting.of_kind(kind), opposing.of_kind(kind)
        if ours is not None and theirs is not None:
            rows.append(
                Row((claim, ours.theirs, ours.participants, ours.documents, theirs.theirs, theirs.participants))
            )
            base = ours.base
            left += ours.excerpts + theirs.excerpts - ours.theirs - theirs.theirs
    people, documents = (base.participants, base.documents) if base is not None else (None, None)
    notes = (
        "Each passage counts once for a theme and once against it.",
        f"{counted(left, 'passage')} {'is' if left == 1 else 'are'} no participant’s and not counted."
        if left
        else "",
        f"Counted: {found[0][1].counted}.",
    )
    return Table(
        f"Themes in the making{kind_suffix(kind)}",
        columns,
        tuple(rows),
        tuple(filter(None, notes)),
        base=Row(("Out of", None, people, documents, None, people)),
        sheet=f"Themes{kind_suffix(kind)}",
    )


def new_code_lines(found: Saturation) -> Lines | None:
    """The new codes of each document in the order asked for, and how many codes there were by then.

    None where fewer than two documents are coded. The mark is at the last document before the run that met the
    greatest threshold which was met.
    """
    if len(found.steps) < 2:
        return None
    met = [one for one in found.thresholds if one.at is not None]
    last = max(met, key=lambda one: one.threshold) if met else None
    return Lines(
        found.caption,
        tuple(step.name for step in found.steps),
        (
            Series("New codes", tuple(len(step.new) for step in found.steps)),
            Series("Codes so far", tuple(step.codes for step in found.steps)),
        ),
        unit="codes",
        note=" ".join(found.sentences),
        over="Document",
        mark=last.at - 1 if last is not None and last.at is not None else None,
        mark_name="" if last is None else f"new information at {shown(last.threshold, ValueKind.SHARE)} at most",
    )


def reach_bars(table: counts.Table, most: int, *, titles: Titles = _NO_TITLES) -> Bars | None:
    """How many participants each code reaches, by kind of document, the furthest first; None where none does.

    The bars are of the `most` codes that reach furthest in one kind.
    """
    reach: dict[str, list[int]] = {}
    named: dict[str, str] = {}
    for place, part in enumerate(table.parts):
        for row in part.lines:
            if not row.is_area:
                reach.setdefault(row.code_id, [0] * len(table.parts))[place] = row.nested.participants or 0
                named[row.code_id] = title(row, titles)
    order = sorted((one for one in reach if any(reach[one])), key=lambda one: (-max(reach[one]), -sum(reach[one])))
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
        note=f"Of {bases}. Each code with those under it. Counted: {table.counted}.",
        over="Code",
    )


def _base_in_words(part: counts.Part) -> str:
    where = "" if part.kind is None else f" in {plural(part.kind)}"
    return f"{counted(part.base.participants, 'participant')}{where}"


def _kind_name(kind: Kind | None) -> str:
    return "Participants" if kind is None else sentence_case(plural(kind))


def together_maps(occurring: Occurring, *, titles: Titles = _NO_TITLES) -> tuple[HeatMap, ...]:
    """A heat map for each kind of document in which codes meet: how many excerpts of one code meet another's."""
    return tuple(found for one in occurring.tables if (found := _together_map(one, occurring, titles)) is not None)


def _together_map(one: MeetingTable, occurring: Occurring, titles: Titles) -> HeatMap | None:
    """None where no codes meet; codes without excerpts of the kind are left out."""
    used = [place for place in range(len(one.codes)) if one.base(place)]
    # The diagonal is a code's own number, which would outshine all that it meets.
    numbers = tuple(tuple(None if row == column else one.numbers[row][column] for column in used) for row in used)
    if not any(number for line in numbers for number in line):
        return None
    codes = [one.codes[place] for place in used]
    rows = (f"{titles.get(one.codes[place].id, one.codes[place].title)} (of {one.base(place):,})" for place in used)
    return HeatMap(
        f"Excerpts that {occurring.meeting.phrase}{kind_suffix(one.kind)}",
        tuple(short_titles(codes, titles)),
        tuple(rows),
        numbers,
        unit="excerpts",
        note=(
            "A cell is how many excerpts of the row’s code meet one of the column’s, so a table read across differs "
            f"from one read down; in brackets are all excerpts of the row’s code. Counted: {occurring.counted}."
        ),
        corner="Code",
    )


def short_titles(codes: Sequence[Code], titles: Titles) -> list[str]:
    """The index of each code, its title where it has none or another has the same."""
    indexes = [code.index for code in codes]
    return [
        code.index if code.index and indexes.count(code.index) == 1 else titles.get(code.id, code.title)
        for code in codes
    ]
