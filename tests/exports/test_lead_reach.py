"""The team lead's report tells what goes against each code, and whose work its codings are, in every format."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from qualcode.analysis.counts.asked import Asked
from qualcode.analysis.counts.reach import code_reaches, opposing
from qualcode.analysis.people import participants
from qualcode.edits.participants import ChangeParticipant
from qualcode.exports.figures import Table
from qualcode.exports.gather_lead import lead_page
from qualcode.exports.gather_reach import quoted_in, reach_page_tables
from qualcode.exports.lead import LeadChoices
from qualcode.exports.page import Page, Paragraph
from qualcode.exports.writing import PAGE_FORMATS, write_page
from qualcode.participants.disclosure import Audience
from qualcode.participants.names import Name
from qualcode.project.beginning import begin_demo
from qualcode.project.project import Project

MADE_ON = datetime(2026, 3, 12, 9, 30, 20, tzinfo=UTC)
AGAINST = "Excerpts that go against their code"
CARD, QUESTION = "It was a card on the board", "How did you come to hear about the group?"

Codes = dict[str, str]
CodeIt = Callable[..., str]
BringIn = Callable[..., str]


def page(project: Project, audience: Audience = Audience.TEAM) -> Page:
    return project.read_copy(lead_page, LeadChoices(audience), MADE_ON)


def against(one: Page) -> list[Table]:
    return [table for table in one.tables if table.caption.startswith(AGAINST)]


def everything_in(path: Path) -> str:
    """The words of a file, or of all files of a folder."""
    if path.is_dir():
        return "\n".join(everything_in(one) for one in sorted(path.iterdir()))
    if path.suffix in (".docx", ".xlsx"):
        return words_in_package(path)
    return path.read_text("utf-8-sig")


def words_in_package(path: Path) -> str:
    if path.suffix == ".docx":
        from docx import Document

        document = Document(str(path))
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])
    from openpyxl import load_workbook

    book = load_workbook(path)
    return "\n".join(str(cell) for sheet in book for row in sheet.values for cell in row if cell is not None)


@pytest.fixture
def doubted(project: Project, bring_in: BringIn, code_it: CodeIt) -> Project:
    """A study of one interview in which one excerpt goes against its code, as two coders say."""
    document = bring_in()
    code_it(document, CARD, "1.1", against=True)
    code_it(document, "card on the board", "1.1", "Ben")
    code_it(document, "So I sent myself.", "1.2")
    return project


def test_what_goes_against_a_code_stands_after_its_carriers_with_who_says_it_where_and_what_was_asked(
    doubted: Project,
) -> None:
    value = page(doubted)
    (found,) = against(value)
    assert [column.name for column in found.columns] == ["Goes against", "Who", "Where", "Asked before", "Words"]
    assert [row.cells for row in found.rows] == [
        ("1.1 Knowing what exists", "P03", "P03 interview, turn 2", QUESTION, CARD)
    ]
    assert found.notes[0].startswith("1 excerpt goes against the code")
    (reach,) = (one for one in value.sections if one.title == "Reach of the codes")
    captions = [part.caption for part in reach.parts if isinstance(part, Table)]
    assert captions[-1] == found.caption and captions[-2].startswith("Who carries each code")


@pytest.mark.parametrize("suffix", [one for one in PAGE_FORMATS if one != ".svg"])
def test_what_goes_against_a_code_and_whose_the_codings_are_is_told_in_every_format(
    doubted: Project, tmp_path: Path, suffix: str
) -> None:
    written = write_page(page(doubted), tmp_path / f"lead{suffix}")
    told = "\n".join(everything_in(path) for path in written.paths)
    assert AGAINST in told and CARD in told and QUESTION in told
    assert "Codings of all coders" in told
    assert "one excerpt may have several, and codings are all that anybody made" in " ".join(told.split())


def test_nobody_is_quoted_to_readers_outside_who_read_only_how_much_goes_against(doubted: Project) -> None:
    (person,) = participants(doubted.conn)
    doubted.make(ChangeParticipant(person.id, {"consent": "quote"}))
    value = page(doubted, Audience.OUTSIDE)
    assert against(value) == [] and quoted_in(value) == 0
    (reach,) = (one for one in value.tables if one.caption.startswith("Reach of each code"))
    assert [row.cells[3] for row in reach.rows if row.cells[0] == "1.1 Knowing what exists"] == [1]
    assert quoted_in(page(doubted)) == 1
    said = [part.words for one in value.sections for part in one.parts if isinstance(part, Paragraph)]
    assert "No excerpt goes against the code it is under." not in said


def test_a_name_of_the_list_stands_neither_in_what_goes_against_nor_in_the_question(doubted: Project) -> None:
    doubted.keep_names([Name("card", "a thing"), Name("group", "the place")])
    rows = [row for one in against(page(doubted)) for row in one.rows]
    words = " ".join(str(cell) for row in rows for cell in row.cells)
    assert rows and "card" not in words and "about the group" not in words


def test_nothing_is_listed_of_somebody_who_withdrew(doubted: Project) -> None:
    (person,) = participants(doubted.conn)
    doubted.make(ChangeParticipant(person.id, {"consent": "withdrawn"}))
    assert against(page(doubted)) == []


def test_a_report_says_that_nothing_goes_against_a_code(project: Project, bring_in: BringIn, code_it: CodeIt) -> None:
    code_it(bring_in(), CARD, "1.1")
    value = page(project)
    assert against(value) == []
    said = [part.words for one in value.sections for part in one.parts if isinstance(part, Paragraph)]
    assert "No excerpt goes against the code it is under." in said


def test_of_a_code_that_much_goes_against_the_first_are_listed_and_that_is_said(
    project: Project, bring_in: BringIn, code_it: CodeIt
) -> None:
    document = bring_in("".join(f"P03: Answer {number}.\n" for number in range(30)))
    for number in range(30):
        code_it(document, f"Answer {number}.", "1.1", against=True)
    (found,) = against(page(project))
    assert len(found.rows) == 20
    assert found.notes[:2] == (
        "30 excerpts go against the code; each stands under its own code, a passage under two codes twice.",
        "At most 20 of each code are listed; Counts has them all.",
    )


def test_the_listed_excerpts_of_the_sample_study_are_as_many_as_the_reach_counts(tmp_path: Path) -> None:
    with Project.open(begin_demo(tmp_path), back_up=False) as project:
        reaches, listed = code_reaches(project.conn, nested=False), opposing(project.conn)
        checked = 0
        for kind, some in listed.items():
            each = Counter(one.code_id for one in some)
            for code_id, found in reaches.items():
                part = found.of_kind(kind)
                if part is not None and each[code_id]:
                    assert part.against == each[code_id]
                    checked += 1
        assert checked
        tables = project.read_copy(reach_page_tables, Asked(), MADE_ON)
    rows = [row for one in tables if one.caption.startswith(AGAINST) for row in one.rows]
    assert len(rows) == sum(map(len, listed.values()))


def test_of_what_a_question_finds_nobody_is_said_never_to_mention_a_code(doubted: Project) -> None:
    whole = doubted.read_copy(reach_page_tables, Asked(), MADE_ON)
    assert any("who never mentions it" in one.caption for one in whole)
    narrowed = doubted.read_copy(reach_page_tables, Asked(found=()), MADE_ON)
    assert not any("never" in one.caption for one in narrowed)


def test_what_goes_against_a_code_names_the_interviewer_and_nobody_where_no_participant_says_it(
    doubted: Project, bring_in: BringIn, code_it: CodeIt
) -> None:
    tape = bring_in("Nobody ever came.\nInterviewer: So it was no use?\n", "Tape")
    code_it(tape, "Nobody ever came.", "1.1", against=True)
    code_it(tape, "So it was no use?", "1.1", against=True)
    code_it(tape, "Nobody ever came.", "3.1", against=True)
    value = page(doubted)
    (found,) = against(value)
    assert [(row.cells[0], row.cells[1]) for row in found.rows] == [
        ("1.1 Knowing what exists", "P03"),
        ("1.1 Knowing what exists", ""),
        ("1.1 Knowing what exists", "Interviewer"),
        ("3.1 Benefit", ""),
    ]
    assert [str(row.cells[2]).split(",")[0] for row in found.rows] == ["P03 interview", "Tape", "Tape", "Tape"]
    assert found.notes[0].startswith("4 excerpts go against the code, 3 of them in no participant’s words; each")
    (reach,) = (one for one in value.tables if one.caption.startswith("Reach of each code"))
    numbers = {row.cells[0]: row.cells[2:6] for row in reach.rows}
    assert numbers["1.1 Knowing what exists"] == (1, 3, 2, 1)
    assert numbers["3.1 Benefit"] == (0, 1, 1, 0), "nothing else is under it, and it is told all the same"
