"""Charts that come back as a workbook: what was changed there, what is new, and what somebody must decide on."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from qualcode.analysis.cell_pages import name_of
from qualcode.analysis.cells import CellState, Rows, Said, Subject, excerpts_in, written, written_in
from qualcode.analysis.chart_bands import band_called, is_banded
from qualcode.analysis.chart_cells import values_of
from qualcode.analysis.chart_groups import groups_by
from qualcode.analysis.chart_sheets import (
    ChartColumn,
    ChartSheet,
    SheetLine,
    Stamps,
    changed_facts,
    charts_in,
    heading_was,
    stamps_of,
    was_called,
)
from qualcode.analysis.chart_text import HELD_BACK, PORTRAIT, CellText, as_text, cell_text, subject_with
from qualcode.analysis.codes import codebook
from qualcode.analysis.naming import names_of
from qualcode.analysis.phrases import counted
from qualcode.codebooks.code import Codebook
from qualcode.participants.consent import Consent
from qualcode.transcripts.workbook_cells import CellSheet


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
    """What a workbook brings: the cells that differ, and how many are as here.

    `told` are sentences on what is not taken as it stands; what is not read stays as the study has it.
    """

    cells: tuple[ArrivingCell, ...]
    told: tuple[str, ...]
    same: int

    @property
    def doubtful(self) -> tuple[ArrivingCell, ...]:
        """Those that somebody must decide on."""
        return tuple(cell for cell in self.cells if cell.how.is_doubtful)


def arriving(conn: sqlite3.Connection, sheets: Sequence[CellSheet]) -> ArrivingCharts:
    """Hold the sheets of a workbook against the charts of the study.

    Raises Problem where no sheet is a chart of a study that may come back.
    """
    stamps = stamps_of(sheets)
    charts, told = charts_in(sheets, stamps)
    return _Comparing(conn, stamps, told).of(charts)


class _Comparing:
    """Compares the cells of a workbook with the study's."""

    def __init__(self, conn: sqlite3.Connection, stamps: Stamps, told: list[str]) -> None:
        self._conn = conn
        self._stamps = stamps
        self._book: Codebook = codebook(conn)
        self._names = names_of(conn)
        self._cells: dict[tuple[Subject, str | None], ArrivingCell] = {}
        self._told = told
        self._same = 0

    def of(self, charts: Sequence[ChartSheet]) -> ArrivingCharts:
        for chart in charts:
            self._sheet(chart)
        return ArrivingCharts(tuple(self._cells.values()), tuple(dict.fromkeys(self._told)), self._same)

    def _sheet(self, chart: ChartSheet) -> None:
        columns = list(self._columns(chart))
        seen: set[Subject] = set()
        for line in chart.lines:
            subject = self._subject(chart, line)
            if subject is None:
                continue
            if subject in seen:
                self._say(chart, f"line {line.number}: this line stands there twice; only the first counts.")
                continue
            seen.add(subject)
            for column, code_id in columns:
                self._cell(chart, line, column, subject, code_id)
        self._told += changed_facts(chart, self._stamps)

    def _say(self, chart: ChartSheet, sentence: str) -> None:
        self._told.append(f"“{chart.name}”, {sentence}")

    def _columns(self, chart: ChartSheet) -> Iterator[tuple[ChartColumn, str | None]]:
        """The columns that hold cells, each with its code; None is that of the portraits."""
        taken: set[str] = set()
        for one in chart.columns:
            code = self._book.get(one.id)
            if one.id in taken:
                self._say(chart, f"the column “{one.heading}” stands there twice; only the first counts.")
            elif one.id != PORTRAIT and (code is None or code.is_area):
                self._say(chart, f"the code “{one.heading}” is not in this study’s codebook.")
            elif was := heading_was(self._stamps, one):
                moved = "Columns are to be moved whole"
                self._say(chart, f"the column “{one.heading}” was “{was}” when it left, and is not read. {moved}.")
            else:
                yield one, one.id if one.id != PORTRAIT else None
            taken.add(one.id)
        for one in chart.strangers:
            called = f"“{one.heading}”" if one.heading else f"number {one.place + 1}"
            self._say(
                chart,
                f"the column {called} has no hidden id, so nobody knows which code it is of, and it is not read. "
                "Copy its words into the column of a code.",
            )

    def _subject(self, chart: ChartSheet, line: SheetLine) -> Subject | None:
        """Whom a line is about; None, and a sentence, where that is nobody of the study."""
        subject = subject_with(line.key, lambda attribute_id: self._values(attribute_id, line.name))
        why = "has no hidden id, so nobody knows whose it is, and it is not read"
        if subject is None and line.key.startswith(f"{Rows.GROUPS}:"):
            why = "is not in this study"
        if subject is not None:
            why = "is not in this study" if not name_of(self._conn, subject) else self._withdrawn(subject)
            if not why and (was := was_called(self._stamps, chart, line)):
                why = f"was “{was}” when it left, and is not read. Lines are to be sorted with their hidden column"
            if not why:
                return subject
        self._say(chart, f"line {line.number}: “{line.name}” {why}.")
        return None

    def _values(self, attribute_id: str, name: str) -> list[str]:
        """The values of an attribute that are rows of charts, with the band that a line is called; none where it is
        gone.
        """
        groups = groups_by(self._conn, attribute_id)
        if groups is None:
            return []
        is_band = is_banded(groups.attribute) and band_called(groups.attribute, name) is not None
        return [*values_of(groups, (one.subject for one in written(self._conn))), *([name] if is_band else [])]

    def _withdrawn(self, subject: Subject) -> str:
        """`has withdrawn`, of a participant who has; else nothing."""
        if subject.rows is not Rows.PARTICIPANTS:
            return ""
        (consent,) = self._conn.execute("SELECT consent FROM participant WHERE id = ?", (subject.id,)).fetchone()
        return "has withdrawn" if consent == Consent.WITHDRAWN else ""

    def _cell(
        self, chart: ChartSheet, line: SheetLine, column: ChartColumn, subject: Subject, code_id: str | None
    ) -> None:
        where = f"{line.name} × {column.heading}"
        odd, merged = chart.odd(line, column.place), chart.swallowed(line, column.place)
        if odd is not None and not odd.has_words:
            self._say(
                chart,
                f"{where} holds {odd}, and is not read. Save the workbook in Excel, or write the words themselves.",
            )
            return
        if merged is not None:
            self._say(
                chart,
                f"the cells {merged.name} were made one: only the first is read, the others stay as they are here.",
            )
            return
        there = cell_text(line.at(column.place))
        stamp = self._stamps.get((line.key, column.id))
        here = self._here(subject, code_id)
        how = _difference(here, there, stamp)
        if how is None:
            self._same += 1
            return
        if odd is not None:
            self._say(chart, f"{where} holds {odd}, taken as the words “{there.words}”.")
        if code_id is not None and there.said is not None and there.said is not Said.SUMMARISED:
            held = excerpts_in(self._conn, subject, code_id, nested=chart.nested)
            if held:
                are = "is" if len(held) == 1 else "are"
                said = f"{counted(len(held), 'excerpt')} of {line.name} {are} coded with this: look there first"
                self._say(chart, f"{where} says “{there.said.state}”, and {said}.")
        code = self._book.get(code_id or "")
        cell = ArrivingCell(
            subject,
            code_id,
            self._names.show(name_of(self._conn, subject)),
            self._names.show(code.title) if code is not None else "",
            here,
            there,
            how,
            chart.nested,
        )
        if self._cells.setdefault((subject, code_id), cell).there != there:
            self._say(chart, f"{where} was changed in another sheet, too; that one counts, and this is not read.")

    def _here(self, subject: Subject, code_id: str | None) -> CellText:
        """What the study's cell says, as it would stand in a workbook."""
        kept = written_in(self._conn, subject, code_id)
        if kept is None:
            return CellText()
        return cell_text(as_text(CellState.SUMMARISED, kept.said, 0, self._names.show(kept.body)))


def _difference(here: CellText, there: CellText, stamp: str | None) -> Arrives | None:
    """How a cell differs; `stamp` is what it was when it left, None where nobody knows. None where nothing is new."""
    if there in (here, CellText()) and stamp is None:
        return None  # what is empty, and of which nothing is known, takes nothing away
    if there == here or there.stamp == stamp:
        return None
    if stamp is None:
        if there.words == HELD_BACK:
            return None
        return Arrives.NEW if here.said is None else Arrives.UNSURE
    if here.stamp != stamp:
        return Arrives.BOTH
    if there.said is None:
        return Arrives.EMPTIED
    return Arrives.CHANGED if here.said is not None else Arrives.NEW
