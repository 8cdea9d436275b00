"""A table of counts as rows and cells, and what stands beside it about one of its rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from qualcode.analysis.cell_pages import CellExcerpt
from qualcode.analysis.counts.asked import Asked, By, Measure
from qualcode.analysis.counts.reach import Reach, Reaches
from qualcode.analysis.counts.rows import Number, Numbers, Part, Row, Table
from qualcode.codebooks.code import Codebook
from qualcode.exports.count_figures import number_shown
from qualcode.exports.phrases import counted, listed, plural, sentence_case
from qualcode.transcripts.graphemes import cells, cut_apart
from qualcode.transcripts.transcript import Kind
from qualcode.tui.screens.chart_rows import excerpt_page
from qualcode.tui.screens.reach_rows import MOST_NAMED, reach_lines, silent_lines
from qualcode.tui.widgets.drawn_table import TINTS, TableColumn, TableRow
from qualcode.tui.widgets.reading_page import Paragraph

CODE = "code"
NOTHING, NO_NUMBER = "·", "–"
_EIGHTHS = " ▏▎▍▌▋▊▉"
_MOST_BARS = 40
_LEAST_BAR = 6  # cells that the longest bar has, however long the names beside it
NAME_WIDTH = 34
_LONGEST_HEADING = 14
AGAINST = "against"
_TOTALS = {
    "people": ("participant", "participants"),
    "docs": ("document", "documents"),
    AGAINST: ("excerpt that goes against it", "excerpts that go against it"),
}


@dataclass(frozen=True, slots=True)
class CellOf:
    """What a column of the table on the screen is: of which kind's part, of which of its columns; None the total.

    `what` is the number shown in a total: that of the measure, of people or documents, or of what goes against.
    """

    part: int
    column: str | None
    what: str = "total"


@dataclass(frozen=True)
class Shown:
    """A table on the screen: the totals of every kind of document first, then the columns of each."""

    table: Table
    own: bool = False

    @cached_property
    def _places(self) -> Sequence[int]:
        """The places of the parts that have columns here."""
        used = [place for place, part in enumerate(self.table.parts) if any(row.is_used for row in part.lines)]
        return used or range(len(self.table.parts))

    @cached_property
    def cells(self) -> dict[str, CellOf]:
        """The cells of a row by the id of their column, in order; kinds in which nothing is coded have none."""
        places = self._places
        found: dict[str, CellOf] = {}
        for place in places:
            for what in _totals(self.table.asked, self.table.parts[place]):
                found[f"{place}:{what}"] = CellOf(place, None, what)
        for place in places:
            for column in self.table.parts[place].columns:
                found[f"{place}/{column.key}"] = CellOf(place, column.key)
        return found

    def cell(self, column_id: str) -> CellOf | None:
        """What a column is; on the name of a code what comes first, the total. None where there is no column."""
        return self.cells.get(column_id) or next(iter(self.cells.values()), None)

    @property
    def columns(self) -> list[TableColumn]:
        """The columns of the screen's table, that of the codes first."""
        several = len(self.table.parts) > 1
        columns = [TableColumn(CODE, "", NAME_WIDTH)]
        names = {
            (place, column.key): column.name for place, part in enumerate(self.table.parts) for column in part.columns
        }
        for id_, cell in self.cells.items():
            part = self.table.parts[cell.part]
            if cell.column is None:
                lead = plural(part.kind) if several and part.kind is not None else "all"
                first = _totals(self.table.asked, part)[0]
                heading = lead if cell.what == "total" or (several and cell.what == first) else cell.what
            else:
                heading = names[cell.part, cell.column]
            least = 8 if self.table.asked.measure is Measure.SHARE else 5
            columns.append(TableColumn(id_, heading, min(_LONGEST_HEADING, max(least, cells(heading))), right=True))
        return columns

    @property
    def row_ids(self) -> list[str]:
        """The rows of all parts as they are read; a code that only some parts have stands where it stands there."""
        ids: list[str] = []
        for part in self.table.parts:
            before: str | None = None
            for row in part.lines:
                if row.code_id not in ids:
                    ids.insert(0 if before is None else ids.index(before) + 1, row.code_id)
                before = row.code_id
        return ids

    def rows(self) -> list[TableRow]:
        """The rows of the screen's table; 1,200 columns of 50 codes take 0.1 s."""
        by_part = [{row.code_id: row for row in part.lines} for part in self.table.parts]
        return [self._row(code_id, [rows.get(code_id) for rows in by_part]) for code_id in self.row_ids]

    def _row(self, code_id: str, rows: Sequence[Row | None]) -> TableRow:
        first = next(row for row in rows if row is not None)
        numbers = [self._numbers(row) for row in rows]
        most = [max(filter(None, one.cells), default=0) if one is not None else 0 for one in numbers]
        words, tints = [], []
        for id_, cell in self.cells.items():
            here = numbers[cell.part]
            words.append("" if here is None else self._said(here, id_))
            # How much of the row's largest number stands here: the number itself says it, too.
            number = here.cells[self._places_of[id_]] if here is not None and cell.column is not None else None
            tints.append(round(number / most[cell.part] * TINTS) if number else 0)
        name = "  " * first.depth + first.title + (" +" if first.has_nested and not self.own else "")
        used = any(row is not None and row.is_used for row in rows)
        return TableRow(
            code_id,
            (f"{name} (retired)" if first.is_retired else name, *words),
            quiet=not used,
            tints=(0, *tints),
            strong=first.is_area,
        )

    def _numbers(self, row: Row | None) -> Numbers | None:
        if row is None:
            return None
        return row.own if self.own and not row.is_area else row.nested

    @cached_property
    def _places_of(self) -> dict[str, int]:
        """Where the columns of the screen stand in their parts."""
        return {
            f"{place}/{column.key}": at
            for place, part in enumerate(self.table.parts)
            for at, column in enumerate(part.columns)
        }

    def _said(self, numbers: Numbers, column_id: str) -> str:
        measure, cell = self.table.asked.measure, self.cells[column_id]
        if cell.column is not None:
            return said(numbers.cells[self._places_of[column_id]], measure)
        if cell.what == "total":
            return said(numbers.total, measure)
        numbers_of = {"people": numbers.participants, "docs": numbers.documents, AGAINST: numbers.against}
        return said(numbers_of[cell.what], Measure.EXCERPTS)

    def number(self, code_id: str, column_id: str) -> str:
        """`6 excerpts`, of a cell."""
        cell = self.cell(column_id)
        row = self.table.parts[cell.part].row(code_id) if cell is not None else None
        numbers = self._numbers(row)
        if cell is None or numbers is None:
            return ""
        named = column_id if column_id in self.cells else next(iter(self.cells))
        words = self._said(numbers, named).replace(NOTHING, "0")
        if cell.column is None and cell.what != "total":
            one, several = _TOTALS[cell.what]
        else:
            several = self.table.asked.measure.value
            one = several.removesuffix("s")
        return f"{words} {one if words == '1' else several}"

    def excerpts(self, code_id: str, column_id: str) -> int:
        """How many excerpts a row has in the part that a column belongs to; 0 where there is none."""
        cell = self.cell(column_id)
        row = self.table.parts[cell.part].row(code_id) if cell is not None else None
        return (row.nested.excerpts or 0) if row is not None else 0

    def base(self, column_id: str) -> str:
        """Out of how many the numbers of a column are, of its kind of document; and what kinds have no column."""
        cell = self.cell(column_id)
        if cell is None:
            return "No documents."
        left = [part for place, part in enumerate(self.table.parts) if place not in self._places and part.nobodys]
        without = listed([f"{counted(part.nobodys, 'excerpt')} in {plural(part.kind)}" for part in left if part.kind])
        nobodys = f" No participant’s, so in no column: {without}." if without else ""
        return self.table.parts[cell.part].sentence + nobodys

    def told(self, column_id: str) -> str:
        """What stands below the table; which codings are counted comes early, so that it is never cut off."""
        first, _, rest = self.base(column_id).partition(". ")
        whole, how = f"{first.rstrip('.')}.", f"Counted: {self.table.counted}."
        cell = self.cell(column_id)
        against = "Against: whoever says it." if cell is not None and cell.what == AGAINST else ""
        return " ".join(filter(None, (against, self._base_of_column(column_id), whole, how, rest)))

    def _base_of_column(self, column_id: str) -> str:
        """`python: of 4 participants in 3 documents.`, of a group of people; nothing of a total or of one person."""
        cell = self.cell(column_id)
        if cell is None or cell.column is None:
            return ""
        column = next(one for one in self.table.parts[cell.part].columns if one.key == cell.column)
        people, documents, words = column.base.participants, column.base.documents, column.base.words
        if self.table.asked.by is By.PARTICIPANT and words is None:
            return ""
        said_in = f", {counted(words, 'word')}" if words is not None else ""
        return f"{column.name}: of {counted(people, 'participant')} in {counted(documents, 'document')}{said_in}."

    def column_name(self, column_id: str) -> str:
        """What a column is, with its kind of document where there are several: `P03`, `P03 in interviews`, `all`."""
        cell = self.cell(column_id)
        if cell is None:
            return "all"
        part = self.table.parts[cell.part]
        name = next((column.name for column in part.columns if column.key == cell.column), "all")
        return name if part.kind is None or len(self.table.parts) == 1 else f"{name} in {plural(part.kind)}"


def _totals(asked: Asked, part: Part) -> tuple[str, ...]:
    """The totals of a row; none where kinds of document would be added. What goes against, where anything does."""
    if asked.by is By.KIND and not asked.together and len(part.columns) > 1:
        return ()
    totals = ("total", "people", "docs") if asked.measure is not Measure.PARTICIPANTS else ("people", "docs")
    return (*totals, AGAINST) if any(row.nested.against for row in part.lines) else totals


def said(number: Number, measure: Measure) -> str:
    """A number as the table has it: `·` for none, `–` for what is no number."""
    return NOTHING if number == 0 else number_shown(number, measure)


def counted_of(kind: Kind | None, counted_codings: str) -> str:
    """`Interviews, counted: everybody’s codings, merged.`; `kind` is None where there is but one."""
    lead = "Counted" if kind is None else f"{sentence_case(plural(kind))}, counted"
    return f"{lead}: {counted_codings}."


def title(shown: Shown) -> str:
    """`Codes by participant · excerpts · 9 participants, 10 documents`; `· 3 kinds of document apart` of several."""
    asked, parts = shown.table.asked, shown.table.parts
    if len(parts) > 1:
        of = f"{len(parts)} kinds of document apart"
    else:
        of = ", ".join(
            f"{counted(part.base.participants, 'participant')}, {counted(part.base.documents, 'document')}"
            for part in parts
        )
    own = ", own only" if shown.own else ""
    return " · ".join(filter(None, (f"Codes by {shown.table.across}", f"{asked.measure.value}{own}", of)))


# Beside the table


def beside(
    shown: Shown, code_id: str, column_id: str, reaches: Reaches | None, width: int, merged: Sequence[str] = ()
) -> list[Paragraph]:
    """Bars of a row, and how far the code reaches; the reach is None until it is counted.

    `merged` are the names of the codes that were merged into it.
    """
    found: list[Paragraph] = []
    cell = shown.cell(column_id)
    part = shown.table.parts[cell.part] if cell is not None else None
    row = part.row(code_id) if part is not None else None
    if part is None or row is None:
        return found
    found.append(Paragraph(row.title, "heading"))
    if merged:
        found.append(Paragraph(f"Holds what was coded as {listed([f'“{one}”' for one in merged])}.", "quiet"))
    rest: list[Paragraph] = []
    here = reaches.of_kind(part.kind) if reaches is not None else None
    if reaches is None:
        found.append(Paragraph("Counting how far it reaches…", "quiet"))
    else:
        # Whom a question leaves out may well have mentioned it.
        everything = shown.table.asked.found is None
        if here is not None:
            found += reach_lines(here, several=len(reaches.parts) > 1, silent=everything)
            if everything and len(here.silent) > MOST_NAMED:
                rest += silent_lines(here)
    found += list(_bars(shown, part, row, here, width))
    return [*found, Paragraph(""), *rest] if rest else found


def beside_excerpt(one: CellExcerpt, book: Codebook) -> list[Paragraph]:
    """An excerpt with what the interviewer asked before it, and whether it goes against its code."""
    code = book.get(one.excerpt.code_id)
    found = [Paragraph("Asked and said" if one.question else "Said", "title")]
    if one.row.against and code is not None:
        found.append(Paragraph(f"! goes against {code.title}", "warning"))
    return [*found, *excerpt_page(one), Paragraph("")]


def _bars(shown: Shown, part: Part, row: Row, reach: Reach | None, width: int) -> Iterable[Paragraph]:
    numbers = row.own if shown.own and not row.is_area else row.nested
    pairs = [(column, number) for column, number in zip(part.columns, numbers.cells, strict=True)]
    if not any(number for _, number in pairs):
        return
    measure = shown.table.asked.measure
    yield Paragraph("")
    # By document they are of all the excerpts, and the reach beside them of the participants'.
    more = measure is Measure.EXCERPTS and reach is not None and (row.nested.excerpts or 0) > reach.theirs
    whose = ", whoever says them" if more else ""
    yield Paragraph(f"{sentence_case(measure.value)} by {shown.table.across}{whose}", "title")
    most = max(number for _, number in pairs if number is not None)
    drawn_for = [(column.name, said(number, measure).replace(NOTHING, "0"), number) for column, number in pairs]
    names = [name for name, _, _ in drawn_for[:_MOST_BARS]]
    left = width - _LEAST_BAR - max(cells(words) for _, words, _ in drawn_for[:_MOST_BARS]) - 2
    names = cut_apart(names, [max(_LEAST_BAR, left)] * len(names))
    longest = max(map(cells, names))
    for name, (_, words, number) in zip(names, drawn_for, strict=False):
        room = max(4, width - longest - cells(words) - 2)
        drawn = bar((number or 0) / most if most else 0, room)
        gap = " " * (longest - cells(name))
        yield Paragraph(f"{name}{gap} {drawn}{' ' if drawn else ''}{words}", unbroken=True)
    if len(pairs) > _MOST_BARS:
        yield Paragraph(f"and {len(pairs) - _MOST_BARS:,} more", "quiet")


def bar(share: float, width: int) -> str:
    """A bar of `share`, from 0 to 1, of some cells, to an eighth of a cell; never nothing for more than nothing."""
    eighths = max(round(share * width * 8), 1 if share > 0 else 0)
    whole, rest = divmod(eighths, 8)
    return "█" * whole + (_EIGHTHS[rest] if rest else "")
