"""Charts that come back as a workbook: what was changed there, what is new, and what somebody must decide on."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from qualcode.analysis.cell_pages import name_of
from qualcode.analysis.cells import CellState, Rows, Subject, groups_by, written, written_in
from qualcode.analysis.chart_cells import values_of
from qualcode.analysis.chart_text import (
    HEADING,
    HELD_BACK,
    MARK,
    NAME,
    NESTED,
    PORTRAIT,
    ROW_HEADS,
    STAMPS,
    CellText,
    as_text,
    cell_text,
    subject_with,
)
from qualcode.analysis.codes import codebook
from qualcode.analysis.naming import names_of
from qualcode.codebooks.code import Codebook
from qualcode.participants.consent import Consent
from qualcode.problem import Problem
from qualcode.transcripts.workbook import Sheet


class Arrives(StrEnum):
    """How a cell of the workbook differs from the study's."""

    NEW = "new"
    CHANGED = "changed"
    EMPTIED = "emptied"
    BOTH = "changed on both sides"
    UNSURE = "differs, and nobody knows which is newer"

    @property
    def is_doubtful(self) -> bool:
        """Whether somebody must decide which to keep."""
        return self in (Arrives.BOTH, Arrives.UNSURE)


class Keep(StrEnum):
    """Which of two to keep: the study's, the file's, or both one after the other."""

    OURS = "the study’s"
    THEIRS = "the file’s"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class ArrivingCell:
    """A cell that differs: whom it is of, under which code (empty for a portrait), as it is here and in the file."""

    subject: Subject
    code_id: str | None
    name: str
    code: str
    here: CellText
    there: CellText
    how: Arrives
    nested: bool = False

    def kept(self, choice: Keep) -> CellText:
        """What the cell says then."""
        if choice is Keep.OURS:
            return self.here
        if choice is Keep.THEIRS or not self.here.words:
            return self.there
        if not self.there.words or self.there.words == self.here.words:
            return self.here
        return CellText(self.here.said, f"{self.here.words}\n\n{self.there.words}")


@dataclass(frozen=True)
class ArrivingCharts:
    """What a workbook brings: the cells that differ, sentences on what is not known here, how many are as here."""

    cells: tuple[ArrivingCell, ...]
    unknown: tuple[str, ...]
    same: int

    @property
    def doubtful(self) -> tuple[ArrivingCell, ...]:
        """Those that somebody must decide on."""
        return tuple(cell for cell in self.cells if cell.how.is_doubtful)


def arriving(conn: sqlite3.Connection, sheets: Sequence[Sheet]) -> ArrivingCharts:
    """Hold the sheets of a workbook against the charts of the study.

    Raises Problem where no sheet is a chart of a study that may come back.
    """
    charts = [sheet for sheet in sheets if sheet.rows and sheet.rows[0] and sheet.rows[0][0] in (MARK, NESTED)]
    if not charts:
        raise Problem(
            "There is no chart in this workbook that could come back.",
            "Charts for readers outside the team hold no ids, and a hidden row and column must stay where they were.",
            "Export the chart for the team, and write on that.",
        )
    stamps = {
        (row[0], row[1]): row[2] for sheet in sheets if sheet.name == STAMPS for row in sheet.rows if len(row) == 3
    }
    return _Comparing(conn, stamps).of(charts)


class _Comparing:
    """Compares the cells of a workbook with the study's."""

    def __init__(self, conn: sqlite3.Connection, stamps: Mapping[tuple[str, str], str]) -> None:
        self._conn = conn
        self._stamps = stamps
        self._book: Codebook = codebook(conn)
        self._names = names_of(conn)
        self._cells: dict[tuple[Subject, str | None], ArrivingCell] = {}
        self._unknown: list[str] = []
        self._same = 0

    def of(self, sheets: Sequence[Sheet]) -> ArrivingCharts:
        for sheet in sheets:
            self._sheet(sheet)
        return ArrivingCharts(tuple(self._cells.values()), tuple(dict.fromkeys(self._unknown)), self._same)

    def _sheet(self, sheet: Sheet) -> None:
        nested = sheet.rows[0][0] == NESTED
        columns = list(self._columns(sheet))
        seen: set[Subject] = set()
        for number, row in enumerate(sheet.rows[2:], start=3):
            subject = self._subject(sheet, number, row)
            if subject is None:
                continue
            if subject in seen:
                self._unknown.append(
                    f"“{sheet.name}”, line {number}: this row stands there twice; only the first counts."
                )
                continue
            seen.add(subject)
            for place, code_id in columns:
                self._cell(subject, row[0], code_id, row[place] if place < len(row) else "", nested)

    def _columns(self, sheet: Sheet) -> Iterator[tuple[int, str | None]]:
        """The places of the columns that hold cells, each with its code; None is that of the portraits."""
        headings = sheet.rows[1] if len(sheet.rows) > 1 else ()
        taken: set[str] = set()
        for place, code_id in enumerate(sheet.rows[0][1:], start=1):
            heading = headings[place] if place < len(headings) else ""
            code = self._book.get(code_id)
            if not code_id:
                continue
            if code_id in taken:
                self._unknown.append(
                    f"“{sheet.name}”: the column “{heading}” stands there twice; only the first counts."
                )
            elif code_id != PORTRAIT and (code is None or code.is_area):
                self._unknown.append(f"“{sheet.name}”: the code “{heading}” is not in this study’s codebook.")
            elif (was := self._stamps.get((HEADING, code_id), heading)) != heading:
                self._unknown.append(
                    f"“{sheet.name}”: the column “{heading}” was “{was}” when it left. Columns are to be moved whole."
                )
            else:
                yield place, code_id if code_id != PORTRAIT else None
            taken.add(code_id)

    def _subject(self, sheet: Sheet, number: int, row: Sequence[str]) -> Subject | None:
        subject = subject_with(row[0], self._values) if row else None
        why = "has no hidden id, so nobody knows whose it is"
        if subject is None and row and row[0].startswith(f"{Rows.GROUPS}:"):
            why = "is not in this study"
        if subject is not None:
            why = "is not in this study" if not self._is_here(subject) else self._withdrawn(subject)
            if not why and (was := self._called_before(sheet, row)):
                why = f"was “{was}” when it left. Rows are to be sorted with their hidden column"
            if not why:
                return subject
        if any(row):
            called = row[1] if len(row) > 1 else ""
            self._unknown.append(f"“{sheet.name}”, line {number}: “{called}” {why}.")
        return None

    def _values(self, attribute_id: str) -> list[str]:
        """The values of an attribute that are rows of charts; none where it is gone."""
        groups = groups_by(self._conn, attribute_id)
        return values_of(groups, (one.subject for one in written(self._conn))) if groups is not None else []

    def _called_before(self, sheet: Sheet, row: Sequence[str]) -> str:
        """What the row of a key was called when it left, where it now stands beside another name; else nothing."""
        headings = sheet.rows[1]
        place = next((place for place, heading in enumerate(headings) if heading in ROW_HEADS.values()), None)
        was = self._stamps.get((row[0], NAME), "")
        return was if place is not None and was and (row[place] if place < len(row) else "") != was else ""

    def _is_here(self, subject: Subject) -> bool:
        return bool(name_of(self._conn, subject))

    def _withdrawn(self, subject: Subject) -> str:
        """`has withdrawn`, of a participant who has; else nothing."""
        if subject.rows is not Rows.PARTICIPANTS:
            return ""
        (consent,) = self._conn.execute("SELECT consent FROM participant WHERE id = ?", (subject.id,)).fetchone()
        return "has withdrawn" if consent == Consent.WITHDRAWN else ""

    def _cell(self, subject: Subject, key: str, code_id: str | None, text: str, nested: bool) -> None:
        there = cell_text(text)
        stamp = self._stamps.get((key, code_id or PORTRAIT))
        here = self._here(subject, code_id)
        if there == here or there.stamp == stamp:
            self._same += 1
            return
        if stamp is None:
            how = Arrives.NEW if here.said is None else Arrives.UNSURE
            if there.said is None or there.words == HELD_BACK:
                self._same += 1  # what is empty or was held back, and of which nothing is known, takes nothing away
                return
        elif here.stamp != stamp:
            how = Arrives.BOTH
        elif there.said is None:
            how = Arrives.EMPTIED
        else:
            how = Arrives.CHANGED if here.said is not None else Arrives.NEW
        code = self._book.get(code_id or "")
        self._cells.setdefault(
            (subject, code_id),
            ArrivingCell(
                subject,
                code_id,
                self._names.show(name_of(self._conn, subject)),
                self._names.show(code.title) if code is not None else "",
                here,
                there,
                how,
                nested,
            ),
        )

    def _here(self, subject: Subject, code_id: str | None) -> CellText:
        """What the study's cell says, as it would stand in a workbook."""
        kept = written_in(self._conn, subject, code_id)
        if kept is None:
            return CellText()
        return cell_text(as_text(CellState.SUMMARISED, kept.said, 0, self._names.show(kept.body)))
