"""Tables and pictures as values, and the page they stand on: what every writer prints. No input or output here."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

from qualcode.exports.phrases import day_in_words, in_percent, rounded
from qualcode.transcripts.transcript import Kind

NOTHING = "–"  # stands where there is no value
HIDDEN = "hidden"  # stands for a number of so few people that it is not told
_ORDINARY_DECIMALS = {"share": 0, "rate": 1}

Value: TypeAlias = str | int | float | date | None


class ValueKind(StrEnum):
    """What the cells of a column hold: a share is from 0 to 1 and printed in percent, a rate is any number."""

    WORDS = "words"
    WHOLE = "whole"
    SHARE = "share"
    RATE = "rate"
    DATE = "date"


_HOLDS: dict[ValueKind, tuple[type, ...]] = {
    ValueKind.WORDS: (str,),
    ValueKind.WHOLE: (int,),
    ValueKind.SHARE: (int, float),
    ValueKind.RATE: (int, float),
    ValueKind.DATE: (date,),
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column's heading and what its cells hold.

    `decimals` are those printed of a share in percent or of a rate, None for the usual ones. A `narrow` column may
    have its heading turned where many stand side by side, and is left off a page that is too narrow for all. The
    numbers of one that goes `down` are rounded down in print.
    """

    name: str
    kind: ValueKind = ValueKind.WHOLE
    decimals: int | None = None
    narrow: bool = False
    down: bool = False

    @property
    def is_number(self) -> bool:
        """Whether its cells hold numbers."""
        return self.kind not in (ValueKind.WORDS, ValueKind.DATE)

    @property
    def places(self) -> int:
        """How many decimals are printed."""
        return _ORDINARY_DECIMALS.get(self.kind, 0) if self.decimals is None else self.decimals


def shown(value: Value, kind: ValueKind = ValueKind.WHOLE, decimals: int | None = None, *, down: bool = False) -> str:
    """A value as people read it: `1,200`, `43%`, `2.5`, `12 March 2026`; `–` where there is none.

    Halves are rounded up, as spreadsheets show the same number, unless all goes `down`. A share that is more than
    none and not one in print is `<1%`, one that is nearly all `>99%`.
    """
    if value is None:
        return NOTHING
    if isinstance(value, str):
        return value
    if isinstance(value, date):
        return day_in_words(value)
    places = Column("", kind, decimals).places
    if kind is ValueKind.SHARE:
        return in_percent(value, places, down=down)
    return f"{rounded(Decimal(repr(value)), places, down=down):,f}"


@dataclass(frozen=True, slots=True)
class Row:
    """One value for each column; `depth` indents the first, `strong` marks a subtotal or an area."""

    cells: tuple[Value, ...]
    depth: int = 0
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its caption. `notes` say what is counted, out of how many; `base` is a row of bases below it.

    `sheet` is what a sheet or a file of it alone is called, the caption where empty; `told` is what such a one says
    besides, since it stands around the table elsewhere. On paper a zero is a dot where
    `dots` is set. Raises ValueError where a row does not fit the columns.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    base: Row | None = None
    sheet: str = ""
    dots: bool = False
    told: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for row in self.every_row:
            if len(row.cells) != len(self.columns):
                raise ValueError(f"a row of “{self.caption}” does not have one value for each column")
            for place, value in enumerate(row.cells):
                column = self.column(row, place)
                if value is not None and not _fits(value, column.kind):
                    raise ValueError(f"“{value}” is no value for “{column.name}” of “{self.caption}”")

    @property
    def every_row(self) -> tuple[Row, ...]:
        """The rows, and the bases last."""
        return (*self.rows, self.base) if self.base is not None else self.rows

    @property
    def name(self) -> str:
        """What a sheet or a file of it alone is called."""
        return self.sheet or self.caption

    def column(self, row: Row, place: int) -> Column:
        """What a cell holds: a base is a whole number, whatever stands above it."""
        column = self.columns[place]
        return Column(column.name, narrow=column.narrow) if row is self.base and column.is_number else column

    def shown(self, row: Row, place: int) -> str:
        """A cell as people read it."""
        column = self.column(row, place)
        return shown(row.cells[place], column.kind, column.decimals, down=column.down)

    def text(self, row: Row) -> list[str]:
        """The cells of a row as people read them."""
        return [self.shown(row, place) for place in range(len(self.columns))]


def _fits(value: Value, kind: ValueKind) -> bool:
    # True and False are ints to Python, and no number to a reader.
    return (isinstance(value, _HOLDS[kind]) and not isinstance(value, bool)) or value == HIDDEN


@dataclass(frozen=True, slots=True)
class Series:
    """One run of bars or one line; `values` has one number for each category of its picture.

    `kind` is set where it is of one kind of document, which looks the same in every picture.
    """

    name: str
    values: tuple[float, ...]
    kind: Kind | None = None


@dataclass(frozen=True, slots=True)
class _OfSeries:
    """A picture of numbers by category. `unit` names what is counted, `alt_text` says it in words, where given."""

    caption: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str = "excerpts"
    alt_text: str = ""
    note: str = ""
    value: ValueKind = ValueKind.WHOLE
    over: str = ""

    def __post_init__(self) -> None:
        if any(len(series.values) != len(self.categories) for series in self.series):
            raise ValueError(f"a series of “{self.caption}” does not have one value for each category")

    @property
    def greatest(self) -> float:
        """The greatest number; 0 where there is none."""
        return max((value for series in self.series for value in series.values), default=0)

    @property
    def table(self) -> Table:
        """The same numbers as a table: a row for each category, a column for each series."""
        columns = (Column(self.over, ValueKind.WORDS), *(Column(one.name, self.value) for one in self.series))
        rows = zip(self.categories, *(one.values for one in self.series), strict=True)
        return Table(self.caption, columns, tuple(Row(row) for row in rows), (self.note,) if self.note else ())

    def _in_words(self, what: str) -> str:
        if self.alt_text:
            return self.alt_text
        runs = []
        for series in self.series:
            pairs = zip(self.categories, series.values, strict=True)
            runs.append(f"{series.name}: " + "; ".join(f"{name} {shown(n, self.value)}" for name, n in pairs))
        return f"{what}. {self.caption}. {'. '.join(runs)}."


@dataclass(frozen=True, slots=True)
class Bars(_OfSeries):
    """Horizontal bars, the first category at the top."""

    @property
    def description(self) -> str:
        """The alternative text, made from the numbers where none was given."""
        return self._in_words("Bar chart")


@dataclass(frozen=True, slots=True)
class Lines(_OfSeries):
    """Lines over steps in their order, from left to right, named by `over`.

    `mark` is the place from 0 of a step that a broken line stands at, and `mark_name` says why.
    """

    mark: int | None = None
    mark_name: str = ""

    @property
    def description(self) -> str:
        """The alternative text, made from the numbers where none was given."""
        said = self._in_words("Line chart")
        if self.mark is None or self.alt_text:
            return said
        return f"{said} Marked at {self.categories[self.mark]}: {self.mark_name}."


def nice_step(greatest: float, steps: int = 5) -> int:
    """A whole step of an axis up to `greatest`: 1, 2 or 5 times a power of ten, at most `steps` of them."""
    step = 1
    while step * steps < greatest:
        step = step * 5 // 2 if str(step).startswith("2") else step * 2
    return step


_TOLD = 3  # greatest numbers of a heat map that its text alternative tells


@dataclass(frozen=True, slots=True)
class HeatMap:
    """Numbers of rows by columns, darker where greater; None where there is nothing to count, or `HIDDEN`.

    `corner` stands above the rows' names; `unit` names what is counted.
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[str, ...]
    numbers: tuple[tuple[float | str | None, ...], ...]
    unit: str = "excerpts"
    alt_text: str = ""
    note: str = ""
    value: ValueKind = ValueKind.WHOLE
    corner: str = ""

    def __post_init__(self) -> None:
        if len(self.numbers) != len(self.rows) or any(len(row) != len(self.columns) for row in self.numbers):
            raise ValueError(f"“{self.caption}” does not have one number for each row and column")

    @property
    def greatest(self) -> float:
        """The greatest number; 0 where there is none."""
        return max((n for row in self.numbers for n in row if n is not None and not isinstance(n, str)), default=0)

    def strength(self, number: float | None) -> float:
        """How dark a number stands, from 0 to 1."""
        return number / self.greatest if number and self.greatest else 0.0

    @property
    def description(self) -> str:
        """The alternative text: its size and its greatest numbers, or what was given."""
        if self.alt_text:
            return self.alt_text
        cells = [
            (number, f"{row} with {column} {shown(number, self.value)}")
            for row, line in zip(self.rows, self.numbers, strict=True)
            for column, number in zip(self.columns, line, strict=True)
            if number and not isinstance(number, str)
        ]
        told = "; ".join(words for _, words in sorted(cells, key=lambda cell: -cell[0])[:_TOLD])
        greatest = f"The greatest numbers of {self.unit} are: {told}." if told else "All of it is empty."
        return f"Heat map. {self.caption}. {len(self.rows):,} rows by {len(self.columns):,} columns. {greatest}"

    @property
    def table(self) -> Table:
        """The same numbers as a table."""
        columns = (Column(self.corner, ValueKind.WORDS), *(Column(c, self.value, narrow=True) for c in self.columns))
        rows = (Row((name, *line)) for name, line in zip(self.rows, self.numbers, strict=True))
        return Table(self.caption, columns, tuple(rows), (self.note,) if self.note else (), dots=True)


Picture: TypeAlias = Bars | HeatMap | Lines
Figure: TypeAlias = Table | Bars | HeatMap | Lines


def narrowed(one: Figure, question: str) -> Figure:
    """The same with a note that only what a question found is counted; as it is where nothing was asked."""
    if not question:
        return one
    note = f"Counted is only what the question “{question}” finds."
    if isinstance(one, Table):
        return replace(one, notes=(note, *one.notes))
    return replace(one, note=f"{note} {one.note}".rstrip())


def table_of(figure: Figure) -> Table:
    """The numbers of a table or of a picture as a table."""
    return figure if isinstance(figure, Table) else figure.table
