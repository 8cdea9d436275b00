"""Where the cells of a chart stand: what was written in each, what it rests on, and what changed since."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from qualcode.analysis.cells import (
    CellState,
    Held,
    Rows,
    Said,
    Subject,
    Written,
    excerpts_by_cell,
    written,
)
from qualcode.analysis.chart_groups import Groups, groups_by
from qualcode.analysis.codes import codebook
from qualcode.analysis.counts.asked import Bands
from qualcode.analysis.excerpts import Excerpt
from qualcode.analysis.look_again import LookAgain, state_of_cell
from qualcode.analysis.naming import names_of
from qualcode.problem import Problem


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as it is read: `body` is what a person wrote, empty where nobody did.

    `author` and `at` (ISO 8601) say who wrote it last and when. `excerpts` counts those of the row under the code,
    `rests_on` those of them that the summary rests on. `changed` says what changed since, a clause each.
    """

    state: CellState
    excerpts: int = 0
    body: str = ""
    said: Said | None = None
    author: str = ""
    at: str = ""
    rests_on: int = 0
    changed: tuple[str, ...] = ()

    @classmethod
    def of_nobody(cls) -> Cell:
        """A cell in which nobody has written and nothing is coded."""
        return cls(CellState.EMPTY)

    @property
    def is_filled(self) -> bool:
        """Whether a person has written or said something."""
        return self.said is not None


class Cells:
    """The cells of some codes, as people see them: names of the study's list are replaced."""

    def __init__(
        self,
        conn: sqlite3.Connection,
        rows: Rows,
        codes: Sequence[str],
        nested: bool = False,
        groups: Groups | None = None,
    ) -> None:
        self._conn = conn
        self._rows = rows
        self._codes = codes
        self._nested = nested
        self._groups = groups
        self._show = names_of(conn).show
        self._coders = {row[0]: self._show(row[1]) for row in conn.execute("SELECT id, name FROM coder")}
        self.held = excerpts_by_cell(conn, rows, codes, nested=nested, groups=groups)
        self.written: dict[Subject, dict[str | None, Written]] = {}
        for one in written(conn, codes):
            if one.subject.rows is rows:
                self.written.setdefault(one.subject, {}).setdefault(one.code_id, one)
        self._look = LookAgain(conn)
        # Who codes has read: a document that came with codings is marked as new all the same.
        unread = conn.execute(
            "SELECT id FROM document d WHERE reading_state = 'new' "
            "AND NOT EXISTS (SELECT 1 FROM coding WHERE document_id = d.id AND deleted_at IS NULL)"
        )
        self._unread = {row[0] for row in unread}
        self._unfilled: dict[tuple[int, CellState], Cell] = {}
        self._other: Held | None = None

    def of_row(self, subject: Subject, of_documents: Collection[str]) -> tuple[Cell, ...]:
        """The cells of a row, in the order of the codes; `of_documents` are those in which it has words."""
        found, kept = self.held.get(subject, {}), self.written.get(subject, {})
        nothing = (
            CellState.NO_WORDS
            if not of_documents
            else CellState.EMPTY
            if self._unread.isdisjoint(of_documents)
            else CellState.UNREAD
        )
        return tuple(
            self._written(kept[code_id], found.get(code_id, ()))
            if code_id in kept
            else self._not_filled(len(found.get(code_id, ())), nothing)
            for code_id in self._codes
        )

    def filled(self, subject: Subject) -> Iterator[tuple[str, Cell]]:
        """The cells of a row in which something is coded or written, each with its code."""
        found, kept = self.held.get(subject, {}), self.written.get(subject, {})
        for code_id in dict.fromkeys((*found, *kept)):
            if code_id in kept and code_id is not None:
                yield code_id, self._written(kept[code_id], found.get(code_id, ()))
            elif code_id is not None:
                yield code_id, self._not_filled(len(found[code_id]))

    def portrait(self, subject: Subject) -> Cell | None:
        """What is written of a row as a whole; None where nothing is."""
        kept = self.written.get(subject, {}).get(None)
        return None if kept is None else self._written(kept, ())

    def _not_filled(self, number: int, nothing: CellState = CellState.EMPTY) -> Cell:
        """A cell in which nobody has written; one for all that are alike, as most of a chart may be."""
        state = CellState.CODED if number else nothing
        if (number, state) not in self._unfilled:
            self._unfilled[number, state] = Cell(state, number)
        return self._unfilled[number, state]

    def _written(self, kept: Written, found: Sequence[Excerpt]) -> Cell:
        reasons = self._look.reasons(kept, self._as_written(kept, found))
        return Cell(
            state_of_cell(kept, reasons),
            len(found),
            self._show(kept.body),
            kept.said,
            self._coders.get(kept.coder_id or "", ""),
            kept.at,
            sum(not kept.excerpts.isdisjoint(one.coding_ids) for one in found),
            reasons,
        )

    def _as_written(self, kept: Written, found: Sequence[Excerpt]) -> Sequence[Excerpt]:
        """The excerpts of the cell, with those below its code where it was written so."""
        nested = '"nested":true' in kept.basis
        if kept.code_id is None or kept.basis == "{}" or nested == self._nested:
            return found
        if self._other is None:
            self._other = excerpts_by_cell(self._conn, self._rows, self._codes, nested=nested, groups=self._groups)
        return self._other.get(kept.subject, {}).get(kept.code_id, ())


def groups_of(
    conn: sqlite3.Connection, rows: Rows, attribute_id: str | None, bands: Bands | None = None
) -> Groups | None:
    """The groups that make the rows; None where rows are no groups.

    Bands of which something was written are among them, whatever `bands` there are now. Raises Problem where the
    attribute is gone, or its numbers cannot be cut so.
    """
    if rows is not Rows.GROUPS:
        return None
    once = conn.execute(
        "SELECT DISTINCT value FROM summary WHERE attribute_id = ? AND deleted_at IS NULL", (attribute_id,)
    )
    groups = groups_by(conn, attribute_id or "", bands=bands, named=[row[0] for row in once])
    if groups is None:
        raise Problem("This attribute is no longer in the study.", remedy="Choose another to make groups by.")
    return groups


def values_of(groups: Groups, rows: Iterable[Subject] = ()) -> list[str]:
    """The values that somebody has, each once, the choices that nobody has, and those that `rows` are of.

    What was written of a group stays where nobody has its value any more.
    """
    held = (value for values in groups.values.values() for value in values)
    once = (row.value for row in rows if row.rows is Rows.GROUPS and row.id == groups.attribute.id)
    return list(dict.fromkeys((*groups.attribute.choices, *held, *once)))


def state_of(
    conn: sqlite3.Connection, rows: Rows = Rows.PARTICIPANTS, *, nested: bool = False
) -> dict[tuple[str, str], CellState]:
    """Where each cell stands, by the id of the participant or document and of the code; on a copy.

    Cells of which nothing is known but that nothing is coded are left out, so that a study of many stays small.
    """
    codes = [code.id for code in codebook(conn).codes if not code.is_area]
    cells = Cells(conn, rows, codes, nested)
    return {
        (subject.id, code_id): cell.state
        for subject in dict.fromkeys((*cells.held, *cells.written))
        for code_id, cell in cells.filled(subject)
    }
