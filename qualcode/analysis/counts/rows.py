"""A table of codes as values: each number with its base, kinds of document side by side."""

from __future__ import annotations

from dataclasses import dataclass

from qualcode.analysis.counts.asked import Asked
from qualcode.analysis.counts.columns import Column
from qualcode.analysis.counts.scope import Base
from qualcode.transcripts.transcript import Kind

Number = int | float | None

ALL_AREAS = "all areas"
NO_AREA = "no area"


@dataclass(frozen=True, slots=True)
class Numbers:
    """A row's number in each column, and in all: None where it is no number, as a share of no words is none.

    `total` is not the sum: what stands in two columns is in it once. `excerpts`, `participants` and `documents` are
    those of all columns, whatever is measured, and None, as `total`, where kinds would be added; so is `against`,
    which counts what stands in no column, too.
    """

    cells: tuple[Number, ...]
    total: Number
    excerpts: int | None = 0
    participants: int | None = 0
    documents: int | None = 0
    against: int | None = 0


@dataclass(frozen=True, slots=True)
class Row:
    """A code or an area: its own numbers, and those with all below it, each passage and each word once.

    `code_id` is `ALL_AREAS` or `NO_AREA` where it is none. `in_totals` is whether the row of all areas holds it.
    """

    code_id: str
    index: str
    name: str
    depth: int
    is_area: bool
    own: Numbers
    nested: Numbers
    has_nested: bool = False
    is_retired: bool = False
    in_totals: bool = True

    @property
    def title(self) -> str:
        """Index and name."""
        return f"{self.index} {self.name}".strip()

    @property
    def is_used(self) -> bool:
        """Whether it or anything below it has an excerpt here, were it one against it that stands in no column."""
        return self.nested.excerpts != 0 or bool(self.nested.against)


@dataclass(frozen=True)
class Part:
    """The table of one kind of document, or of all where `kind` is None.

    `rows` are in the order of the codebook: the areas in totals with their codes, then the codes of no area. `total`
    is of the areas in totals; `aside` are the areas outside totals with their codes. `nobodys` are the excerpts that
    stand in no column, as they are no participant's; `overlap` is whether one thing may stand in several columns.
    """

    kind: Kind | None
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    total: Row
    aside: tuple[Row, ...]
    base: Base
    nobodys: int
    overlap: bool
    sentence: str

    @property
    def lines(self) -> tuple[Row, ...]:
        """All rows as they are read: the row of all areas stands before those outside totals."""
        return (*self.rows, self.total, *self.aside)

    def row(self, code_id: str) -> Row | None:
        """The row of a code or an area, None where it has none."""
        return next((row for row in self.lines if row.code_id == code_id), None)


@dataclass(frozen=True)
class Table:
    """The answer to what was asked: a part for each kind of document.

    `counted` says which codings are counted; `across` is what the columns are: an attribute by its name, as it may be
    shown.
    """

    asked: Asked
    parts: tuple[Part, ...]
    counted: str
    across: str

    @property
    def sentences(self) -> tuple[str, ...]:
        """What stands below the table: the base of each part, and which codings are counted."""
        return (*(part.sentence for part in self.parts), f"Counted: {self.counted}.")
