"""A chart that was written on in Excel comes back cell by cell, and nothing is lost that somebody wrote meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from qualcode.analysis.cells import Rows, Said, Subject, participant, written_in
from qualcode.analysis.chart_arriving import Arrives, Keep
from qualcode.analysis.chart_text import row_key
from qualcode.analysis.people import attributes, participants
from qualcode.edits.chart_arrivals import BringInCharts
from qualcode.edits.documents import ChangeDocument
from qualcode.edits.participants import AddParticipant, ChangeParticipant
from qualcode.edits.summaries import ClearCell, SayOfCell, WriteSummary
from qualcode.exports import chart_workbook
from qualcode.participants.disclosure import Audience
from qualcode.participants.names import Name
from qualcode.problem import Problem
from qualcode.project.project import Project
from tests.exports.chart_books import FIRST, SECOND, brought, cell_of, changed, sheet, workbook
from tests.exports.printed_charts import SLEEP, agree, p03, printed
from tests.living import living

Codes = dict[str, str]


def test_a_workbook_that_nobody_touched_brings_nothing(
    project: Project, codes: Codes, bring_in: Callable[..., str], code_it: Callable[..., str], tmp_path: Path
) -> None:
    code_it(bring_in(), SLEEP, "3.1")
    project.make(WriteSummary(p03(project), codes["1.1"], "[not asked] =1+1\n\n“A card” _x0041_ 🙂"))
    project.make(SayOfCell(p03(project), codes["1.2"], Said.NOTHING))
    project.make(WriteSummary(p03(project), None, "Sixty."))
    found = brought(project, workbook(project, tmp_path))
    assert (found.cells, found.told, found.same) == ((), (), 6)


def test_what_was_written_in_the_workbook_comes_in_as_one_step(
    project: Project, codes: Codes, bring_in: Callable[..., str], tmp_path: Path
) -> None:
    bring_in()
    project.make(WriteSummary(p03(project), codes["1.1"], "A card."))
    path = workbook(project, tmp_path)

    def write(book: Workbook) -> None:
        cell_of(book, "P03", FIRST).value = "A card at the chemist’s."
        cell_of(book, "P03", SECOND).value = "[Not asked]"

    before = living(project.conn)
    found = brought(project, changed(path, write))
    assert [(cell.name, cell.code, cell.how) for cell in found.cells] == [
        ("P03", FIRST, Arrives.CHANGED),
        ("P03", SECOND, Arrives.NEW),
    ]
    edit = BringInCharts(found, {})
    assert project.make(edit).label == "2 cells of charts brought in"
    first, second = (written_in(project.conn, p03(project), codes[index]) for index in ("1.1", "1.2"))
    assert first is not None and first.body == "A card at the chemist’s."
    assert second is not None and second.said is Said.NOT_ASKED
    assert brought(project, path).cells == ()
    project.undo()
    assert living(project.conn) == before


def test_a_sorted_sheet_with_moved_columns_still_finds_its_cells(
    project: Project, codes: Codes, bring_in: Callable[..., str], tmp_path: Path
) -> None:
    bring_in()
    other = AddParticipant("P09")
    project.make(other)
    project.make(WriteSummary(p03(project), codes["1.1"], "A card."))
    project.make(WriteSummary(participant(other.id), codes["1.2"], "By bus."))
    path = workbook(project, tmp_path)

    def move(book: Workbook) -> None:
        rows = [[cell.value for cell in row] for row in sheet(book).iter_rows()]
        head, body = rows[:2], rows[2:][::-1]
        for line, row in enumerate([*head, *body], start=1):
            for place, value in enumerate([row[0], row[1], row[3], row[2]], start=1):
                sheet(book).cell(line, place).value = value
        cell_of(book, "P09", FIRST).value = "Nobody told her."

    found = brought(project, changed(path, move))
    assert [(cell.name, cell.code, cell.there.words, cell.how) for cell in found.cells] == [
        ("P09", FIRST, "Nobody told her.", Arrives.NEW)
    ]
    assert found.told == ()


def test_a_cell_changed_on_both_sides_is_decided_by_somebody(
    project: Project, codes: Codes, bring_in: Callable[..., str], tmp_path: Path
) -> None:
    bring_in()
    project.make(WriteSummary(p03(project), codes["1.1"], "A card."))
    path = workbook(project, tmp_path)
    project.make(WriteSummary(p03(project), codes["1.1"], "A poster."))

    def write(book: Workbook) -> None:
        cell_of(book, "P03", FIRST).value = "A leaflet."

    found = brought(project, changed(path, write))
    assert [cell.how for cell in found.doubtful] == [Arrives.BOTH]
    assert not project.make(BringInCharts(found, {})).changes, "nobody decided, so the study’s stays"
    place = p03(project), codes["1.1"]
    for keep, words in (
        (Keep.THEIRS, "A leaflet."),
        (Keep.BOTH, "A poster.\n\nA leaflet."),
    ):
        project.make(BringInCharts(found, {place: keep}))
        cell = written_in(project.conn, *place)
        assert cell is not None and cell.body == words
        project.undo()


def test_an_emptied_cell_takes_the_summary_out_and_undo_brings_it_back(
    project: Project, codes: Codes, bring_in: Callable[..., str], tmp_path: Path
) -> None:
    bring_in()
    project.make(WriteSummary(p03(project), codes["1.1"], "A card."))
    path = workbook(project, tmp_path)

    def write(book: Workbook) -> None:
        cell_of(book, "P03", FIRST).value = None

    found = brought(project, changed(path, write))
    assert [cell.how for cell in found.cells] == [Arrives.EMPTIED]
    project.make(BringInCharts(found, {}))
    assert written_in(project.conn, p03(project), codes["1.1"]) is None
    project.undo()
    assert written_in(project.conn, p03(project), codes["1.1"]) is not None


def test_rows_and_columns_that_are_not_known_are_told_and_left(
    project: Project, codes: Codes, bring_in: Callable[..., str], tmp_path: Path
) -> None:
    bring_in()
    path = workbook(project, tmp_path)

    def write(book: Workbook) -> None:
        own = sheet(book)
        own.cell(1, 3).value = "00000000-0000-0000-0000-000000000000"
        line = own.max_row + 1
        own.cell(line, 2).value = "P77"
        own.cell(line + 1, 1).value = "participants:gone"
        own.cell(line + 1, 2).value = "P78"
        own.cell(line + 2, 1).value = own.cell(3, 1).value
        own.cell(line + 2, 2).value = "P03"

    found = brought(project, changed(path, write))
    assert found.cells == ()
    assert found.told == (
        "“1 Access”, the code “1.1 Knowing what exists” is not in this study’s codebook.",
        "“1 Access”, line 4: “P77” has no hidden id, so nobody knows whose it is, and it is not read.",
        "“1 Access”, line 5: “P78” is not in this study.",
        "“1 Access”, line 6: this line stands there twice; only the first counts.",
    )


def test_rows_sorted_and_columns_moved_without_their_hidden_ids_are_told_and_left(
    project: Project, codes: Codes, bring_in: Callable[..., str], tmp_path: Path
) -> None:
    bring_in()
    other = AddParticipant("P09")
    project.make(other)
    project.make(WriteSummary(p03(project), codes["1.1"], "A card."))
    path = workbook(project, tmp_path)

    def sort(book: Workbook) -> None:
        own = sheet(book)
        for place in range(2, 5):
            first, second = own.cell(3, place), own.cell(4, place)
            first.value, second.value = second.value, first.value

    found = brought(project, changed(path, sort))
    assert found.cells == ()
    assert found.told == (
        "“1 Access”, line 3: “P09” was “P03” when it left, and is not read. "
        "Lines are to be sorted with their hidden column.",
        "“1 Access”, line 4: “P03” was “P09” when it left, and is not read. "
        "Lines are to be sorted with their hidden column.",
    )

    def move(book: Workbook) -> None:
        sort(book)
        own = sheet(book)
        for line in range(2, 5):
            first, second = own.cell(line, 3), own.cell(line, 4)
            first.value, second.value = second.value, first.value

    found = brought(project, changed(path, move))
    assert (found.cells, len(found.told)) == ((), 2)
    assert found.told[0] == (
        f"“1 Access”, the column “{SECOND}” was “{FIRST}” when it left, and is not read. "
        "Columns are to be moved whole."
    )


def test_excel_sorts_the_hidden_ids_with_their_rows(
    project: Project, codes: Codes, bring_in: Callable[..., str], tmp_path: Path
) -> None:
    bring_in()
    assert sheet(load_workbook(workbook(project, tmp_path))).auto_filter.ref == "A2:D3"


def test_nothing_comes_back_of_somebody_who_withdrew_meanwhile(
    project: Project, codes: Codes, bring_in: Callable[..., str], tmp_path: Path
) -> None:
    bring_in()
    path = workbook(project, tmp_path)

    def write(book: Workbook) -> None:
        cell_of(book, "P03", FIRST).value = "A card."

    changed(path, write)
    agree(project, "withdrawn")
    found = brought(project, path)
    assert (found.cells, found.told[0]) == ((), "“1 Access”, line 3: “P03” has withdrawn.")


def test_a_chart_for_readers_outside_holds_no_ids_and_does_not_come_back(
    project: Project, codes: Codes, bring_in: Callable[..., str], tmp_path: Path
) -> None:
    bring_in()
    agree(project, "quote")
    path = tmp_path / "outside.xlsx"
    path.write_bytes(chart_workbook.content(printed(project, Audience.OUTSIDE)))
    with pytest.raises(Problem, match="no chart in this workbook"):
        brought(project, path)
    held = [cell.value for own in load_workbook(path) for row in own.iter_rows() for cell in row]
    assert not {value for value in held if value} & {p03(project).id, *codes.values(), row_key(p03(project))}


def test_no_cell_is_a_formula_and_the_headings_stay_in_sight(
    project: Project, codes: Codes, bring_in: Callable[..., str], tmp_path: Path
) -> None:
    bring_in()
    project.make(WriteSummary(p03(project), codes["1.1"], "=HYPERLINK(1)"))
    book = load_workbook(workbook(project, tmp_path))
    own = sheet(book)
    assert cell_of(book, "P03", FIRST).data_type == "s"
    assert (own.freeze_panes, own.print_title_rows) == ("C3", "$2:$2")
    assert own.row_dimensions[1].hidden and own.column_dimensions["A"].hidden
    assert book["qualcode"].sheet_state == "veryHidden"


def test_a_workbook_that_says_nothing_was_said_of_what_is_coded_is_told_so(
    project: Project, codes: Codes, bring_in: Callable[..., str], code_it: Callable[..., str], tmp_path: Path
) -> None:
    document = bring_in()
    path = workbook(project, tmp_path)
    code_it(document, SLEEP, "1.1")

    def write(book: Workbook) -> None:
        cell_of(book, "P03", FIRST).value = "[asked, nothing said]"
        cell_of(book, "P03", SECOND).value = "[not asked]"

    found = brought(project, path, write)
    assert [one.code for one in found.cells] == [FIRST, SECOND]
    assert found.told == (
        f"“1 Access”, P03 × {FIRST} says “asked, nothing said”, and 1 excerpt of P03 is coded with this: look there "
        "first.",
    )


def test_words_longer_than_a_cell_of_excel_stay_whole_in_the_study(
    project: Project, codes: Codes, bring_in: Callable[..., str], tmp_path: Path
) -> None:
    bring_in()
    project.make(WriteSummary(p03(project), codes["1.1"], "long 🙂 " * 8000))
    found = brought(project, workbook(project, tmp_path))
    assert found.cells == ()


def test_a_cell_that_was_held_back_comes_back_as_it_is_here(
    project: Project, codes: Codes, bring_in: Callable[..., str], code_it: Callable[..., str], tmp_path: Path
) -> None:
    document = bring_in()
    code_it(document, SLEEP, "1.1")
    project.make(WriteSummary(p03(project), codes["1.1"], "Rests."))
    project.make(ChangeDocument(document, {"consent": "withdrawn"}))
    path = workbook(project, tmp_path)
    assert cell_of(load_workbook(path), "P03", FIRST).value == "(held back)"
    assert brought(project, path).cells == ()


def test_a_group_comes_back_and_no_hidden_cell_holds_a_real_name(
    project: Project, codes: Codes, bring_in: Callable[..., str], tmp_path: Path
) -> None:
    bring_in()
    project.make(ChangeParticipant(p03(project).id, {}, {"doctor": "Dr Quarrington"}))
    project.keep_names([Name("Quarrington", "Zedlee")])
    (doctor,) = attributes(project.conn)
    group = Subject(Rows.GROUPS, doctor.id, "Dr Quarrington")
    project.make(WriteSummary(group, codes["1.1"], "Quarrington sent them."))
    path = workbook(project, tmp_path, rows=Rows.GROUPS, attribute_id=doctor.id)
    held = [str(cell.value) for own in load_workbook(path) for row in own.iter_rows() for cell in row]
    assert not [value for value in held if "Quarrington" in value]

    def write(book: Workbook) -> None:
        cell_of(book, "Dr Zedlee", FIRST).value = "The doctor sent them."

    (cell,) = brought(project, changed(path, write)).cells
    assert (cell.subject, cell.how) == (group, Arrives.CHANGED)
    project.make(ChangeParticipant(p03(project).id, {}, {"doctor": "nobody"}))
    assert len(brought(project, path).cells) == 1, "what was written of a group is there though nobody is in it"
    project.make(ClearCell(group, codes["1.1"]))
    assert brought(project, path).told[0] == "“1 Access”, line 3: “Dr Zedlee” is not in this study."


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15)
@given(words=st.lists(st.text(min_size=1, max_size=40), min_size=2, max_size=2), state=st.sampled_from(list(Said)))
def test_any_summary_goes_into_a_workbook_and_comes_back_as_it_was(
    project: Project,
    codes: Codes,
    bring_in: Callable[..., str],
    tmp_path: Path,
    words: list[str],
    state: Said,
) -> None:
    if not participants(project.conn):
        bring_in()
    for index, body in zip(("1.1", "3.1"), words, strict=True):
        project.make(WriteSummary(p03(project), codes[index], body))
        if written_in(project.conn, p03(project), codes[index]) is not None:
            project.make(SayOfCell(p03(project), codes[index], state))
    found = brought(project, workbook(project, tmp_path))
    assert (found.cells, found.told) == ((), ())


def test_what_keeps_rows_together_is_a_column_of_the_sheet(
    project: Project, codes: Codes, bring_in: Callable[..., str], tmp_path: Path
) -> None:
    bring_in()
    project.make(ChangeParticipant(p03(project).id, {}, {"role": "peer"}))
    (role,) = attributes(project.conn)
    path = workbook(project, tmp_path, group_by=role.id)
    rows = list(sheet(load_workbook(path)).iter_rows(values_only=True))
    assert [row[1:3] for row in rows[1:]] == [("Who", "role"), ("P03", "peer")]
    assert brought(project, path).told == () == brought(project, path).cells
    twice = workbook(project, tmp_path, group_by=role.id, facts=(role.id,))
    assert next(iter(sheet(load_workbook(twice)).iter_rows(min_row=2, values_only=True))).count("role") == 1
