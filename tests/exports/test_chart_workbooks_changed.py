"""A chart's workbook changed as people change workbooks: what cannot be read is told, and nothing is lost."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from qualcode.analysis.cells import Rows, Subject, written_in
from qualcode.analysis.chart_arriving import Arrives
from qualcode.analysis.counts.asked import Bands, Cut
from qualcode.analysis.people import attributes
from qualcode.edits.attributes import ChangeAttribute
from qualcode.edits.chart_arrivals import BringInCharts
from qualcode.edits.participants import AddParticipant, ChangeParticipant
from qualcode.edits.summaries import WriteSummary
from qualcode.exports import chart_workbook
from qualcode.problem import Problem
from qualcode.project.project import Project
from tests.exports.chart_books import FIRST, SECOND, brought, cell_of, sheet, workbook
from tests.exports.printed_charts import p03, printed
from tests.living import living

Codes = dict[str, str]


@pytest.fixture
def path(project: Project, codes: Codes, bring_in: Callable[..., str], tmp_path: Path) -> Path:
    """The workbook of a study in which P03's cell of 1.1 is written and that of 1.2 is not."""
    bring_in()
    project.make(WriteSummary(p03(project), codes["1.1"], "A card."))
    project.make(ChangeParticipant(p03(project).id, attributes={"role": "peer"}))
    return workbook(project, tmp_path, facts=tuple(one.id for one in attributes(project.conn)))


def body(project: Project, codes: Codes, index: str) -> str | None:
    found = written_in(project.conn, p03(project), codes[index])
    return found.body if found is not None else None


@pytest.mark.parametrize(
    ("value", "what"),
    [("=A1&B1", "a formula whose result was never saved"), ("#REF!", "an error")],
)
def test_a_formula_without_its_result_or_an_error_is_told_and_not_read(
    project: Project, codes: Codes, path: Path, value: str, what: str
) -> None:
    def write(book: Workbook) -> None:
        cell_of(book, "P03", FIRST).value = value
        cell_of(book, "P03", SECOND).value = "By bus."

    found = brought(project, path, write)
    assert [(one.code, one.how) for one in found.cells] == [(SECOND, Arrives.NEW)]
    assert found.told == (
        f"“1 Access”, P03 × {FIRST} holds {what}, and is not read. Save the workbook in Excel, or write the words "
        "themselves.",
    )
    project.make(BringInCharts(found, {}))
    assert (body(project, codes, "1.1"), body(project, codes, "1.2")) == ("A card.", "By bus.")


@pytest.mark.parametrize(
    ("value", "what", "words"),
    [
        (37, "a number", "37"),
        (date(2026, 3, 12), "a date or time", "2026-03-12"),
        (True, "TRUE or FALSE", "TRUE"),
    ],
)
def test_a_number_a_date_or_a_truth_comes_in_as_words_and_is_told(
    project: Project, codes: Codes, path: Path, value: Any, what: str, words: str
) -> None:
    def write(book: Workbook) -> None:
        cell_of(book, "P03", SECOND).value = value

    found = brought(project, path, write)
    assert found.told == (f"“1 Access”, P03 × {SECOND} holds {what}, taken as the words “{words}”.",)
    project.make(BringInCharts(found, {}))
    assert body(project, codes, "1.2") == words


def test_cells_that_were_made_one_take_nothing_away(project: Project, codes: Codes, path: Path) -> None:
    project.make(WriteSummary(p03(project), codes["1.2"], "By bus."))
    path.write_bytes(chart_workbook.content(printed(project)))

    def merge(book: Workbook) -> None:
        first, second = cell_of(book, "P03", FIRST).coordinate, cell_of(book, "P03", SECOND).coordinate
        sheet(book).merge_cells(f"{first}:{second}")
        cell_of(book, "P03", FIRST).value = "A card, by bus."

    found = brought(project, path, merge)
    assert [(one.code, one.how) for one in found.cells] == [(FIRST, Arrives.CHANGED)]
    assert found.told == (
        "“1 Access”, the cells C3:D3 were made one: only the first is read, the others stay as they are here.",
    )
    project.make(BringInCharts(found, {}))
    assert (body(project, codes, "1.1"), body(project, codes, "1.2")) == ("A card, by bus.", "By bus.")


@pytest.mark.parametrize("place", [1, 2, 3, 4])
def test_lines_put_in_anywhere_lose_nothing(project: Project, codes: Codes, path: Path, place: int) -> None:
    def write(book: Workbook) -> None:
        cell_of(book, "P03", SECOND).value = "By bus."
        sheet(book).insert_rows(place)
        sheet(book).cell(place, 2).value = "To do on Monday"

    found = brought(project, path, write)
    assert [(one.name, one.code, one.there.words) for one in found.cells] == [("P03", SECOND, "By bus.")]
    assert found.told == (
        f"“1 Access”, line {place}: “To do on Monday” has no hidden id, so nobody knows whose it is, "
        "and it is not read.",
    )


@pytest.mark.parametrize("place", [1, 2, 3, 4, 5])
def test_columns_put_in_anywhere_lose_nothing(project: Project, codes: Codes, path: Path, place: int) -> None:
    def write(book: Workbook) -> None:
        cell_of(book, "P03", SECOND).value = "By bus."
        line = cell_of(book, "P03", SECOND).row
        sheet(book).insert_cols(place)
        sheet(book).cell(line, place).value = "ask her again"

    found = brought(project, path, write)
    assert [(one.name, one.code, one.there.words) for one in found.cells] == [("P03", SECOND, "By bus.")]
    (told,) = found.told
    assert told.startswith(f"“1 Access”, the column number {place} has no hidden id") and "not read" in told


def test_a_sheet_may_be_called_otherwise(project: Project, codes: Codes, path: Path) -> None:
    def rename(book: Workbook) -> None:
        cell_of(book, "P03", SECOND).value = "By bus."
        sheet(book).title = "Workshop 3"

    found = brought(project, path, rename)
    assert [one.there.words for one in found.cells] == ["By bus."] and found.told == ()


def test_a_sheet_that_lost_its_hidden_column_or_line_is_told_while_the_others_come_in(
    project: Project, codes: Codes, path: Path
) -> None:
    def delete(book: Workbook) -> None:
        cell_of(book, "P03", FIRST).value = "Lost?"
        sheet(book).delete_cols(1)

    before = living(project.conn)
    found = brought(project, path, delete)
    assert found.told == (
        "“1 Access”: nothing in this sheet is read. It is no chart, or it has lost its hidden line and column; "
        "copy its words into a chart that is exported anew.",
    )
    assert not project.make(BringInCharts(found, {})).changes and living(project.conn) == before

    def delete_all(book: Workbook) -> None:
        for one in book.worksheets:
            if one.title.startswith(("1 ", "3 ")):
                one.delete_rows(1)

    path.write_bytes(chart_workbook.content(printed(project)))
    with pytest.raises(Problem, match="no chart in this workbook") as raised:
        brought(project, path, delete_all)
    assert "Export the chart for the team" in raised.value.remedy


def test_a_column_whose_id_was_deleted_is_told_and_not_read(project: Project, codes: Codes, path: Path) -> None:
    def clear(book: Workbook) -> None:
        cell_of(book, "P03", FIRST).value = "Lost?"
        sheet(book).cell(1, cell_of(book, "P03", FIRST).column).value = None

    found = brought(project, path, clear)
    assert found.cells == ()
    assert found.told == (
        f"“1 Access”, the column “{FIRST}” has no hidden id, so nobody knows which code it is of, and it is not "
        "read. Copy its words into the column of a code.",
    )


def test_without_the_hidden_sheet_somebody_decides_and_nothing_is_taken_away(
    project: Project, codes: Codes, path: Path
) -> None:
    def drop(book: Workbook) -> None:
        cell_of(book, "P03", FIRST).value = None
        cell_of(book, "P03", SECOND).value = "By bus."
        del book["qualcode"]

    found = brought(project, path, drop)
    assert [(one.code, one.how) for one in found.cells] == [(SECOND, Arrives.NEW)]
    assert any("hidden sheet" in sentence and "you decide" in sentence for sentence in found.told)

    def differ(book: Workbook) -> None:
        cell_of(book, "P03", FIRST).value = "A leaflet."

    assert [(one.code, one.how) for one in brought(project, path, differ).doubtful] == [(FIRST, Arrives.UNSURE)]


def test_a_fact_that_was_changed_is_told_and_stays(project: Project, codes: Codes, path: Path) -> None:
    def write(book: Workbook) -> None:
        cell_of(book, "P03", "role").value = "carer"

    found = brought(project, path, write)
    assert found.cells == ()
    assert found.told == (
        "“1 Access”, P03: “role” was changed to “carer”, and is not brought in. Change it in Participants or "
        "Documents.",
    )


def test_of_two_copies_of_a_sheet_the_changed_one_counts_and_two_that_differ_are_told(
    project: Project, codes: Codes, path: Path
) -> None:
    def copy(book: Workbook) -> None:
        twin = book.copy_worksheet(sheet(book))
        twin.cell(cell_of(book, "P03", SECOND).row, cell_of(book, "P03", SECOND).column).value = "By bus."

    found = brought(project, path, copy)
    assert [one.there.words for one in found.cells] == ["By bus."] and found.told == ()

    def both(book: Workbook) -> None:
        cell_of(book, "P03", SECOND).value = "On foot."

    found = brought(project, path, both)
    assert [one.there.words for one in found.cells] == ["On foot."]
    (told,) = found.told
    assert f"P03 × {SECOND} was changed in another sheet, too" in told


def test_a_sheet_of_ones_own_notes_is_told_and_left(project: Project, codes: Codes, path: Path) -> None:
    def add(book: Workbook) -> None:
        book.create_sheet("Notes")["A1"] = "Ring the chemist."
        book.create_sheet("Empty")

    (told,) = brought(project, path, add).told
    assert told.startswith("“Notes”: nothing in this sheet is read.")


def test_what_was_written_of_bands_of_ones_own_comes_back(
    project: Project, codes: Codes, bring_in: Callable[..., str], tmp_path: Path
) -> None:
    bring_in()
    project.make(ChangeParticipant(p03(project).id, attributes={"age": "41"}))
    other = AddParticipant("P09")
    project.make(other)
    project.make(ChangeParticipant(other.id, attributes={"age": "19"}))
    (age,) = attributes(project.conn)
    project.make(ChangeAttribute(age.id, {"kind": "number"}))
    cut = Bands(Cut.OWN, at=("20", "65"))
    path = workbook(project, tmp_path, rows=Rows.GROUPS, attribute_id=age.id, bands=cut)

    def write(book: Workbook) -> None:
        rows = list(sheet(book).iter_rows())
        line = next(row for row in rows if row[1].value == "20 to under 65")
        line[2].value = "By a card."

    found = brought(project, path, write)
    assert [(one.name, one.there.words) for one in found.cells] == [("20 to under 65", "By a card.")]
    project.make(BringInCharts(found, {}))
    kept = written_in(project.conn, Subject(Rows.GROUPS, age.id, "20 to under 65"), codes["1.1"])
    assert kept is not None and kept.body == "By a card."


def saved_by_libreoffice(path: Path, folder: Path) -> Path:
    """The same workbook as LibreOffice Calc writes it; skips the test where that is not installed."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    home = f"-env:UserInstallation={(folder / 'office').as_uri()}"
    command = [office, home, "--headless", "--convert-to", "xlsx", "--outdir", str(folder / "saved"), str(path)]
    done = subprocess.run(command, check=True, capture_output=True, timeout=300, text=True)
    if "could not be loaded" in done.stderr:
        pytest.skip("LibreOffice is installed without Calc")
    return folder / "saved" / path.name


def test_a_workbook_that_libreoffice_saved_comes_back_the_same(
    project: Project, codes: Codes, path: Path, tmp_path: Path
) -> None:
    project.make(WriteSummary(p03(project), codes["1.2"], "[not asked] =1+1\n\n“By bus” _x0041_ 🙂"))
    path.write_bytes(chart_workbook.content(printed(project)))
    before = brought(project, path)
    saved = saved_by_libreoffice(path, tmp_path)
    after = brought(project, saved)
    assert (after.cells, after.told, after.same) == (before.cells, before.told, before.same)

    def write(book: Workbook) -> None:
        cell_of(book, "P03", FIRST).value = "A leaflet."

    assert [one.how for one in brought(project, saved, write).cells] == [Arrives.CHANGED]
