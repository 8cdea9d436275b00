"""Counts as tables and pictures: codes by anything, how far they reach, where they meet.

Titles of codes may be given by id, so that a name that may not be shown never stands in one.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from qualcode.analysis.counts import rows as counts
from qualcode.analysis.counts.asked import By, Measure
from qualcode.analysis.counts.saturation import Saturation
from qualcode.analysis.occurring import WHOSE, MeetingTable, Occurring
from qualcode.codebooks.code import Code, Codebook
from qualcode.exports.figures import HIDDEN, Column, HeatMap, Lines, Row, Series, Table, Value, ValueKind, shown
from qualcode.exports.phrases import counted, plural, sentence_case
from qualcode.exports.small_cells import (
    Line,
    base_hidden,
    few_in_words,
    hidden_in,
    hidden_in_tree,
    is_small,
    note,
    notes_without,
)
from qualcode.transcripts.transcript import Kind

Titles = Mapping[str, str]
NO_TITLES: Titles = {}

_KINDS_OF_MEASURE = {Measure.SHARE: ValueKind.SHARE, Measure.PER_THOUSAND: ValueKind.RATE}
_DECIMALS = {Measure.SHARE: 1}  # of words, of which most codes hold a few in a hundred
_MOST_UPRIGHT = 7  # columns whose headings have room


def value_kind(measure: Measure) -> ValueKind:
    """What the numbers of a measure are."""
    return _KINDS_OF_MEASURE.get(measure, ValueKind.WHOLE)


def number_shown(number: counts.Number, measure: Measure) -> str:
    """A number of a measure as people read it everywhere: `1,200`, `4.3%`, `2.5`; `–` where it is none."""
    if isinstance(number, int):
        return f"{number:,}"  # of a table of 60,000, in a tenth of the time
    return shown(number, value_kind(measure), _DECIMALS.get(measure))


def kind_suffix(kind: Kind | None) -> str:
    """`, interviews`; empty where there is but one kind of document."""
    return "" if kind is None else f", {plural(kind)}"


def counts_tables(
    table: counts.Table,
    *,
    own: bool = False,
    titles: Titles = NO_TITLES,
    people: counts.Table | None = None,
    fewest: int = 0,
) -> tuple[Table, ...]:
    """A table for each kind of document: codes down, what was asked across, and all of it once.

    With `own` the numbers are those of each code alone, else those with all below it, as those of areas always are.
    With `people`, the same table with participants counted, numbers of fewer than `fewest` are hidden.
    """
    whose = [None] * len(table.parts) if people is None or not fewest else people.parts
    return tuple(
        _counts_table(table, part, each, own=own, titles=titles, fewest=fewest)
        for part, each in zip(table.parts, whose, strict=True)
    )


def _counts_table(
    table: counts.Table, part: counts.Part, people: counts.Part | None, *, own: bool, titles: Titles, fewest: int
) -> Table:
    asked = table.asked
    kind = value_kind(asked.measure)
    narrow = len(part.columns) > _MOST_UPRIGHT
    whole = part.total.nested.total is not None
    places = _DECIMALS.get(asked.measure)
    columns = [Column("Code", ValueKind.WORDS)]
    columns += [Column(one.name, kind, places, narrow) for one in part.columns]
    columns += [Column("In all", kind, places)] if whole else []
    fewest = 0 if people is None else fewest
    each_is_one = asked.by in (By.PARTICIPANT, By.DOCUMENT)
    hidden = {} if people is None else hidden_in(part, people, fewest, own=own, each_is_one=each_is_one)
    rows = []
    for row in used(part):
        numbers = row.own if own and not row.is_area else row.nested
        told: tuple[Value, ...] = (*numbers.cells, numbers.total)
        if row.code_id in hidden:
            told = tuple(HIDDEN if gone else cell for cell, gone in zip(told, hidden[row.code_id], strict=True))
        cells = (title(row, titles), *(told if whole else told[:-1]))
        rows.append(Row(cells, row.depth, row.is_area))
    which = "each code alone, areas with all below them" if own else "each code with those under it"
    return Table(
        f"{sentence_case(asked.measure.value)} by code and {table.across}{kind_suffix(part.kind)}",
        tuple(columns),
        tuple(rows),
        notes_without(
            (
                part.sentence,
                f"{sentence_case(which)}.",
                not_shown(part),
                note(fewest),
                f"Counted: {table.counted}.",
            ),
            fewest,
        ),
        base=base_without(_base(asked.by, asked.measure, part), part, fewest, each_is_one=each_is_one)
        if whole
        else None,
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


def base_without(row: Row | None, part: counts.Part, fewest: int, *, each_is_one: bool = False) -> Row | None:
    """A row of bases without those of few participants, and those that would tell them from that of all."""
    if row is None or not fewest:
        return row
    gone = base_hidden(part, fewest, each_is_one=each_is_one)
    cells = (
        HIDDEN if is_gone and cell is not None else cell for cell, is_gone in zip(row.cells[1:], gone, strict=True)
    )
    return Row((row.cells[0], *cells))


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


def together_maps(occurring: Occurring, *, titles: Titles = NO_TITLES) -> tuple[HeatMap, ...]:
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
            f"from one read down; in brackets are all excerpts of the row’s code. {WHOSE} "
            f"Counted: {occurring.counted}."
        ),
        corner="Code",
    )


Gone = Mapping[Kind | None, Collection[str]]  # ids of codes by kind of document


def together_hiding(
    occurring: Occurring,
    fewest: int,
    gone: Gone,
    *,
    titles: Titles = NO_TITLES,
    within: Codebook | None = None,
) -> tuple[HeatMap, ...]:
    """As `together_maps`, without the numbers that are hidden: those that fewer than `fewest` participants are in.

    A pair of codes is hidden both ways. `gone` are codes whose numbers are hidden elsewhere, and so are here;
    `within` is as in `few_meeting`.
    """
    found: list[HeatMap] = []
    for one in occurring.tables:
        drawn = _together_map(one, occurring, titles)
        if drawn is not None:
            few = few_meeting(one, fewest, gone.get(one.kind, ()), within)
            found.append(_without_few(one, drawn, titles, few, fewest))
    return tuple(found)


class FewMeeting(NamedTuple):
    """What is hidden where codes meet, by their places: the numbers of a code, and those of a pair, both ways."""

    codes: frozenset[int]
    pairs: frozenset[tuple[int, int]]


def few_meeting(
    one: MeetingTable, fewest: int, gone: Collection[str] = (), within: Codebook | None = None
) -> FewMeeting:
    """What of a table is hidden: what fewer than `fewest` participants are in, and all of codes that are `gone`.

    Where what lies below a code counts with it, `within` says what does: the number above then tells none below.
    """
    if not fewest:
        return FewMeeting(frozenset(), frozenset())
    used = [place for place in range(len(one.codes)) if one.base(place)]

    def few(row: int, column: int) -> bool:
        return is_small(one.numbers[row][column], fewest) or is_small(one.people(row, column), fewest)

    tree = [] if within is None else _places_in(one, within, used)
    alone = _few_below(tree, {place: one.people(place, place) for place in used}, fewest)
    small = alone.union(place for place in used if few(place, place) or one.codes[place].id in gone)
    below = {
        pair
        for column in used
        for row in _few_below(tree, {row: one.people(row, column) for row in used if row != column}, fewest)
        for pair in ((row, column), (column, row))
    }
    pairs = (
        (row, column)
        for row in used
        for column in used
        if row != column and (not small.isdisjoint((row, column)) or few(row, column) or few(column, row))
    )
    return FewMeeting(small, frozenset(below).union(pairs))


def _places_in(one: MeetingTable, book: Codebook, used: Sequence[int]) -> list[tuple[int, int]]:
    """The depth and the place of each code in the tree of those that the table has, each before those below it."""
    places = {one.codes[place].id: place for place in used}
    found: list[tuple[int, int]] = []
    above: list[int] = []  # how deep in the codebook those stand that this one is below
    for code, depth in book.walk():
        while above and above[-1] >= depth:
            above.pop()
        if code.id in places:
            found.append((len(above), places[code.id]))
            above.append(depth)
    return found


def _few_below(tree: Sequence[tuple[int, int]], people: Mapping[int, int], fewest: int) -> frozenset[int]:
    """The places of codes that few participants are in, and of those that would tell how few."""
    lines = [Line(depth, 0, people.get(place, 0)) for depth, place in tree]
    gone = hidden_in_tree(lines, fewest)
    return frozenset(place for (_, place), (_, is_gone) in zip(tree, gone, strict=True) if is_gone)


def _without_few(one: MeetingTable, drawn: HeatMap, titles: Titles, few: FewMeeting, fewest: int) -> HeatMap:
    used = [place for place in range(len(one.codes)) if one.base(place)]
    small, pairs = few
    drawn = replace(drawn, note=few_in_words(drawn.note, fewest))
    if not small and not any(one.numbers[row][column] for row, column in pairs):
        return drawn
    rows: list[str] = []
    numbers = []
    for row, name, line in zip(used, drawn.rows, drawn.numbers, strict=True):
        code = one.codes[row]
        rows.append(f"{titles.get(code.id, code.title)} (of {HIDDEN})" if row in small else name)
        told = (
            HIDDEN if number and (row, column) in pairs else number for column, number in zip(used, line, strict=True)
        )
        numbers.append(tuple(told))
    return replace(drawn, rows=tuple(rows), numbers=tuple(numbers), note=f"{drawn.note} {note(fewest)}")


def short_titles(codes: Sequence[Code], titles: Titles) -> list[str]:
    """The index of each code, its title where it has none or another has the same."""
    indexes = [code.index for code in codes]
    return [
        code.index if code.index and indexes.count(code.index) == 1 else titles.get(code.id, code.title)
        for code in codes
    ]
