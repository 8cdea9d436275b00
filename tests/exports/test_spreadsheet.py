from __future__ import annotations

import io

from openpyxl import load_workbook

from qualcode.exports import spreadsheet
from qualcode.exports.numbers import CountsRow, CountsTable
from qualcode.exports.report import Report
from qualcode.transcripts.transcript import Kind
from tests.exports.sample_report import sample_report


def workbook_of(report: Report) -> bytes:
    return spreadsheet.content(report, [counts.table for counts in report.counts])


def test_the_spreadsheet_holds_every_number_with_its_code_and_participant() -> None:
    report = sample_report(participants=30)
    (counts,) = report.counts
    (sheet,) = load_workbook(io.BytesIO(workbook_of(report))).worksheets
    rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    head = next(number for number, row in enumerate(rows) if row[0] == "Code")
    assert rows[head][1:] == [*counts.columns, "Excerpts", "Participants", "Documents"]
    for shown, row in zip(rows[head + 1 :], counts.rows, strict=True):
        assert shown == [row.title, *row.numbers, row.excerpts, row.participants, row.documents]
    assert rows[0][0] == "For the study team only"


def test_a_name_that_looks_like_a_formula_stays_a_name() -> None:
    counts = CountsTable(("=1+1",), (CountsRow("", '=HYPERLINK("x")', 1, (2,), 2, 1, 1),))
    workbook = load_workbook(io.BytesIO(workbook_of(sample_report(counts=(counts,)))))
    kinds = {cell.value: cell.data_type for row in workbook.worksheets[0].iter_rows() for cell in row if cell.value}
    assert kinds["=1+1"] == "s" and kinds['=HYPERLINK("x")'] == "s"


def test_each_kind_of_document_has_a_sheet_of_its_own() -> None:
    kinds = (Kind.INTERVIEW, Kind.SURVEY_ANSWER)
    counts = tuple(CountsTable((f"P{n}",), (CountsRow("1.1", "A", 1, (n,), n, 1, 1),), kind=kinds[n]) for n in (0, 1))
    workbook = load_workbook(io.BytesIO(workbook_of(sample_report(counts=counts))))
    assert workbook.sheetnames == ["Interviews", "Survey answers"]
    last = [[cell.value for cell in sheet[sheet.max_row]] for sheet in workbook.worksheets]
    assert last == [["1.1 A", 0, 0, 1, 1], ["1.1 A", 1, 1, 1, 1]]


def test_the_same_report_gives_the_same_bytes() -> None:
    assert workbook_of(sample_report()) == workbook_of(sample_report())
