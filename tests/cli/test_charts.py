"""Charts and themes from the command line."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from qualcode.analysis.cells import participant
from qualcode.analysis.people import attributes, participants
from qualcode.edits.attributes import ChangeAttribute
from qualcode.edits.codebook import AddCode
from qualcode.edits.participants import AddParticipant, ChangeParticipant
from qualcode.edits.summaries import WriteSummary
from qualcode.participants.names import Name
from qualcode.project.finding import find_study
from qualcode.project.project import Project
from tests.cli.conftest import Run
from tests.exports.word_rules import faults


def write(index: str, body: str, consent: str = "not recorded", names: tuple[Name, ...] = ()) -> None:
    """Write one cell of P03's in the study of the folder stood in."""
    with Project.open(find_study(None)) as project:
        project.sign_in("Ana")
        (person,) = [one for one in participants(project.conn) if one.pseudonym == "P03"]
        (code,) = project.conn.execute("SELECT id FROM code WHERE idx = ?", (index,)).fetchone()
        project.make(WriteSummary(participant(person.id), code, body))
        project.make(ChangeParticipant(person.id, {"consent": consent}, {"role": "peer"}))
        if names:
            project.keep_names(names)


def test_a_chart_is_listed_cell_by_cell(run: Run, folder: Path) -> None:
    write("1.2", "Came by herself.")
    cells = json.loads(run("chart", "1", "--json", "--fact", "role", "--coder-names").out)
    (filled,) = [cell for cell in cells if cell["summary"]]
    assert filled["code"].startswith("1.2 ")
    assert (filled["row"], filled["state"], filled["excerpts"], filled["summary"]) == (
        "P03",
        "summarised",
        1,
        "Came by herself.",
    )
    assert filled["facts"] == {"role": "peer"} and filled["by"].startswith("Ana, ")
    said = run("chart", "1").out
    assert said.startswith("For the study team only\n") and "Came by herself." in said
    rows = list(csv.DictReader(io.StringIO(run("chart", "1", "--csv", "--order", "filled", "--fact", "role").out)))
    assert {row["state"] for row in rows} == {"summarised", "nothing coded"}
    assert {row["facts"] for row in rows} == {"role: peer"}


def test_a_chart_is_written_as_workbook_word_and_web_page(run: Run, folder: Path) -> None:
    write("1.2", "Came by herself.")
    said = run("chart", "--xlsx", "c.xlsx", "--docx", "c.docx", "--html", "c.html", "--a3", "--fact", "role")
    assert said.out.splitlines() == ["c.xlsx", "c.docx", "c.html"]
    assert faults((folder / "c.docx").read_bytes()) == []
    document = Document(str(folder / "c.docx"))
    section = document.sections[0]
    assert section.page_width is not None and section.page_height is not None
    assert [round(side.mm) for side in (section.page_width, section.page_height)] == [420, 297]
    heads = [row for table in document.tables for row in table._tbl.iter("{*}tblHeader")]
    assert len(heads) == len(document.tables) > 0
    assert any("Came by herself." in cell.text for table in document.tables for cell in table._cells)
    assert "Came by herself." in (folder / "c.html").read_text(encoding="utf-8")


def test_outside_readers_get_what_may_be_told_and_the_rest_is_listed(run: Run, folder: Path) -> None:
    write("1.2", "Came by herself.")
    held = run("chart", "1", "--outside")
    assert "Came by herself." not in held.out
    assert held.out.endswith("1 summary of P03 held back: no consent is recorded.\n")
    write("1.2", "Came all by herself.", "paraphrase only")
    assert "Came all by herself." in run("chart", "1", "--outside").out


def test_a_workbook_comes_back_after_it_was_shown(run: Run, folder: Path) -> None:
    write("1.2", "Came by herself.")
    run("chart", "1", "--xlsx", "c.xlsx")
    assert run("chart-in", "c.xlsx").out == "Nothing differs.\n"
    book = load_workbook(folder / "c.xlsx")
    for row in book.worksheets[0].iter_rows():
        for cell in row:
            if cell.value == "Came by herself.":
                cell.value = "Sent herself."
    book.save(folder / "c.xlsx")
    shown = run("chart-in", "c.xlsx").out
    assert "Sent herself." in shown and shown.endswith("Take it in with --yes.\n")
    (told,) = json.loads(run("chart-in", "c.xlsx", "--json").out)
    assert (told["what"], told["here"], told["file"]) == ("changed", "Came by herself.", "Sent herself.")
    assert run("chart-in", "c.xlsx", "--yes").out.endswith("1 cell of charts brought in.\n")
    assert "Sent herself." in run("chart", "1").out
    run("undo")
    assert "Came by herself." in run("chart", "1").out


def test_a_cell_that_differs_on_both_sides_is_taken_as_said(run: Run, folder: Path) -> None:
    write("1.2", "Came by herself.")
    run("chart", "1", "--xlsx", "c.xlsx")
    write("1.2", "Came alone.")
    book = load_workbook(folder / "c.xlsx")
    for row in book.worksheets[0].iter_rows():
        for cell in row:
            if cell.value == "Came by herself.":
                cell.value = "Sent herself."
    book.save(folder / "c.xlsx")
    run("chart-in", "c.xlsx", "--yes")
    assert "Came alone." in run("chart", "1").out
    run("chart-in", "c.xlsx", "--yes", "--doubtful", "both")
    assert "Came alone. Sent herself." in run("chart", "1").out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("chart", "Nowhere"), "There is no area “Nowhere”."),
        (("chart", "1", "--rows", "groups"), "Groups by what?"),
        (("chart", "1", "--fact", "shoe size"), "There is no fact “shoe size”."),
        (("chart", "1", "--group", "shoe size"), "There is no fact “shoe size”."),
        (("chart", "1", "--order", "shoe size"), "There is no fact “shoe size”.\nThere are “name”, “filled”"),
        (("chart", "1", "--by", "role"), "The rows are participants, and are made by no fact."),
        (("chart", "1", "--docx", "c.pdf"), "A chart cannot be written as “.pdf”."),
        (("chart-in", "nothing.xlsx"), "There is no file nothing.xlsx."),
        (("theme", "show", "1"), "There is no theme “1”."),
        (("theme", "new", " "), "A theme needs a claim."),
    ],
)
def test_what_cannot_be_done_is_said(run: Run, folder: Path, arguments: tuple[str, ...], said: str) -> None:
    done = run(*arguments)
    assert done.status == 1
    assert done.err.startswith(said)


def test_themes_are_begun_filled_listed_and_shown(run: Run, folder: Path) -> None:
    excerpt = json.loads(run("excerpts", "1.2", "--json").out)[0]["id"]
    assert run("theme", "list").out.startswith("No themes yet.")
    assert run("theme", "new", "People come alone.", "--note", "So far.").out == "New theme “People come alone.”.\n"
    added = run("theme", "add", "1", "1.2", "1.4").out
    assert added == "2 codes gathered under the theme “People come alone.”.\n"
    run("theme", "add", "alone", excerpt, "--against")
    (listed,) = json.loads(run("theme", "list", "--json").out)
    assert (listed["for"], listed["against"], listed["state"]) == (1, 1, "in the making")
    shown = run("theme", "show", "1").out
    assert "For: 1 of 1 participant, in 1 of 1 interview; 1 excerpt." in shown
    assert "So I sent myself." in shown
    sides = [row["side"] for row in json.loads(run("theme", "show", "1", "--json").out)]
    assert sides == ["for", "for", "against"]
    run("undo")
    assert json.loads(run("theme", "list", "--json").out)[0]["against"] == 0


def test_themes_are_written_to_a_file(run: Run, folder: Path) -> None:
    run("theme", "new", "People come alone.")
    run("theme", "add", "1", "1.2")
    assert run("theme", "write", "themes.html").out == "themes.html\n"
    assert "So I sent myself." in (folder / "themes.html").read_text(encoding="utf-8")
    run("theme", "write", "outside.html", "--outside")
    outside = (folder / "outside.html").read_text(encoding="utf-8")
    assert "So I sent myself." not in outside and "People come alone." in outside
    assert run("theme", "write", "themes.pdf").status == 1


def test_no_name_of_the_list_is_printed_or_written(run: Run, folder: Path) -> None:
    write("1.2", "Marisol showed her.", "quote", (Name("Marisol", "a friend"),))
    run("theme", "new", "Marisol knew.")
    run("chart", "--xlsx", "c.xlsx", "--docx", "c.docx", "--html", "c.html")
    words = [cell.value for sheet in load_workbook(folder / "c.xlsx") for row in sheet.iter_rows() for cell in row]
    tables = [cell.text for table in Document(str(folder / "c.docx")).tables for cell in table._cells]
    page = (folder / "c.html").read_text(encoding="utf-8")
    printed = [run(*one).out for one in (("chart",), ("chart", "--json"), ("theme", "list"), ("chart-in", "c.xlsx"))]
    every = "\n".join([*map(str, words), *tables, page, *printed])
    assert "Marisol" not in every
    assert every.count("a friend showed her.") >= 4


def test_a_person_without_words_has_a_row_too(run: Run, folder: Path) -> None:
    with Project.open(find_study(None)) as project:
        project.sign_in("Ana")
        project.make(AddParticipant("P09"))
    assert {cell["row"] for cell in json.loads(run("chart", "1", "--json").out)} == {"P03", "P09"}


def test_a_chart_is_narrowed_by_kind_and_question_and_says_so_wherever_it_goes(run: Run, folder: Path) -> None:
    write("1.2", "Came by herself.")
    told = "Only participants who speak in interviews and are found by the question “attr:role=peer”: 1 of 2."
    with Project.open(find_study(None)) as project:
        project.sign_in("Ana")
        project.make(AddParticipant("P09"))
    asked = ("chart", "1", "--kind", "interview", "--question", "attr:role=peer")
    said = run(*asked).out
    assert told in said and "P09" not in said and "P03" in said
    run(*asked, "--docx", "c.docx", "--xlsx", "c.xlsx", "--html", "c.html")
    assert any(told in one.text for one in Document(str(folder / "c.docx")).paragraphs)
    book = load_workbook(folder / "c.xlsx")
    assert any(told in str(cell.value) for row in book["About these charts"].iter_rows() for cell in row)
    header = book.worksheets[0].oddHeader
    assert header is not None and told in str(header.left.text)
    page = (folder / "c.html").read_text("utf-8")
    assert page.index(told) < page.index("<table")
    assert "No rows are left of this." in run("chart", "1", "--kind", "focus group").out


def test_who_spoke_no_words_is_marked_in_a_chart_or_left_out_on_request(run: Run, folder: Path) -> None:
    write("1.2", "Came by herself.")
    with Project.open(find_study(None)) as project:
        project.sign_in("Ana")
        project.make(AddParticipant("P09"))
    cells = json.loads(run("chart", "1", "--json").out)
    assert {cell["state"] for cell in cells if cell["row"] == "P09"} == {"no words"}
    said = run("chart", "1", "--with-words").out
    assert "P09" not in said and "1 participant without words left out." in said


def known(*people: tuple[str, str, str]) -> None:
    """Add participants, each with an age and a role, to the study of the folder stood in."""
    with Project.open(find_study(None)) as project:
        project.sign_in("Ana")
        for name, age, role in people:
            added = AddParticipant(name)
            project.make(added)
            project.make(ChangeParticipant(added.id, attributes={"age": age, "role": role}))
        (fact,) = [one for one in attributes(project.conn) if one.name == "age"]
        project.make(ChangeAttribute(fact.id, {"kind": "number"}))


def test_facts_are_the_first_columns_and_rows_stand_in_their_order(run: Run, folder: Path) -> None:
    known(("P10", "9", "carer"), ("P11", "70", "peer"))
    lines = run("chart", "1", "--fact", "role", "--fact", "age", "--order", "age").out.splitlines()
    assert lines[1].split()[:4] == ["row", "role", "age", "code"]
    first = [line.split()[0] for line in lines[2:]]
    assert list(dict.fromkeys(first)) == ["P10", "P11", "P03"], "9 before 70, and last who gave no age"
    assert lines[2].split()[1:3] == ["carer", "9"]
    filled = run("chart", "1", "--order", "filled").out
    assert filled == run("chart", "1", "--order", "most cells filled first").out, "as the screen calls it"


def test_rows_are_kept_together_by_a_fact_that_stands_beside_them(run: Run, folder: Path) -> None:
    known(("P10", "9", "carer"), ("P11", "70", "peer"), ("P12", "12", "peer"))
    lines = run("chart", "1", "--group", "age", "--bands", "2", "--fact", "role").out.splitlines()
    assert lines[1].split()[:4] == ["age", "row", "role", "code"]
    beside = dict.fromkeys(tuple(part.strip() for part in line.split("  ") if part)[:2] for line in lines[2:])
    assert [*beside][:3] == [("9 to under 40", "P10"), ("9 to under 40", "P12"), ("40 to 70", "P11")]
    cells = json.loads(run("chart", "1", "--group", "age", "--bands", "2", "--as-full", "--json").out)
    assert {cell["row"]: cell["group"] for cell in cells} == {
        "P03": "",
        "P10": "9 to under 12",
        "P11": "12 to 70",
        "P12": "12 to 70",
    }


def test_a_band_stands_beside_the_number_it_is_of_in_print_and_in_the_workbook(run: Run, folder: Path) -> None:
    known(("P10", "9", "carer"), ("P11", "70", "peer"), ("P12", "12", "peer"))
    wish = ("chart", "1", "--group", "age", "--bands", "2", "--fact", "age")
    lines = run(*wish).out.splitlines()
    assert lines[1].startswith("age, in bands  row  age  code")
    assert lines[2].startswith("9 to under 40  P10  9 ")
    run(*wish, "--xlsx", "c.xlsx")
    rows = list(load_workbook(folder / "c.xlsx").worksheets[0].iter_rows(values_only=True))
    assert rows[1][1:4] == ("Who", "age, in bands", "age")
    assert rows[2][1:4] == ("P10", "9 to under 40", 9)
    assert run("chart-in", "c.xlsx").out == "Nothing differs.\n"


def test_groups_have_no_first_columns_and_what_there_is_is_named(run: Run, folder: Path) -> None:
    known(("P10", "9", "carer"))
    for wish in (("--fact", "age"), ("--group", "age"), ("--order", "age")):
        refused = run("chart", "1", "--rows", "groups", "--by", "role", *wish)
        assert refused.status == 1 and "Groups have no facts of their own." in refused.err
        assert "let --order be name or filled" in refused.err
    asked = run("chart", "1", "--rows", "groups").err
    assert "“age”, “role”" in asked
    assert "“age”, “role”" in run("chart", "1", "--fact", "shoe size").err
    assert run("chart", "1", "--rows", "groups", "--by", "role", "--order", "filled").status == 0


def test_a_fact_that_may_not_be_printed_is_said_to_be_left_out_for_readers_outside(run: Run, folder: Path) -> None:
    known(("P10", "9", "carer"))
    said = run("chart", "1", "--fact", "age", "--group", "role", "--outside").out
    assert "“age” may not be printed outside the team, and is left out." in said
    assert "“role” may not be printed" in said and "carer" not in said
    assert "may not be printed" not in run("chart", "1", "--fact", "age").out


def test_codes_in_no_area_are_a_chart_of_their_own(run: Run, folder: Path) -> None:
    assert "There is no area “outside every area”." in run("chart", "outside every area").err
    with Project.open(find_study(None)) as project:
        project.sign_in("Ana")
        project.make(AddCode("Loose"))
    cells = json.loads(run("chart", "outside every area", "--json").out)
    assert {cell["code"] for cell in cells} == {"Loose"}
    assert "“Outside every area”" in run("chart", "Nowhere").err


def test_numbers_are_groups_in_bands_that_can_be_cut(run: Run, folder: Path) -> None:
    write("1.2", "Came by herself.")
    with Project.open(find_study(None)) as project:
        project.sign_in("Ana")
        (person,) = [one for one in participants(project.conn) if one.pseudonym == "P03"]
        project.make(ChangeParticipant(person.id, attributes={"age": "41"}))
        for name, age in (("P08", "19"), ("P09", "70")):
            added = AddParticipant(name)
            project.make(added)
            project.make(ChangeParticipant(added.id, attributes={"age": age}))
        (fact,) = [one for one in attributes(project.conn) if one.name == "age"]
        project.make(ChangeAttribute(fact.id, {"kind": "number"}))
    groups = ("chart", "1", "--rows", "groups", "--by", "age", "--json")

    def names(*more: str) -> list[str]:
        return list(dict.fromkeys(cell["row"] for cell in json.loads(run(*groups, *more).out)))

    assert names("--bands", "2") == ["19 to under 45", "45 to 70"]
    assert names("--cut", "40", "--cut", "65") == ["under 40", "40 to under 65", "65 and over"]
    assert "no place to cut" in run(*groups, "--cut", "old").err
