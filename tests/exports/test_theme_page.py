"""Themes leave the study with the passages that their readers may read, and the rest is listed with the reason."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from qualcode.analysis.documents import open_document
from qualcode.analysis.excerpts import Choice, excerpts
from qualcode.analysis.linked_quotations import quotation_of
from qualcode.analysis.people import participants
from qualcode.analysis.themes import theme
from qualcode.edits.participants import ChangeParticipant
from qualcode.edits.quotes import KeepQuote
from qualcode.edits.themes import ChangeTheme, DropTheme, Gather, NewTheme, Thing
from qualcode.exports.gather_lead import lead_page
from qualcode.exports.gather_themes import gathered_words, theme_page
from qualcode.exports.lead import LeadChoices
from qualcode.exports.page import Page, Paragraph
from qualcode.exports.writing import write_page
from qualcode.participants.accounts import QUOTATION_HELD
from qualcode.participants.disclosure import Audience
from qualcode.participants.names import Name
from qualcode.problem import Problem
from qualcode.project.project import Project
from qualcode.transcripts.transcript import Kind
from tests.conftest import NOON, span_of

Codes = dict[str, str]
SLEEP = "I sleep. That’s the short of it."
CARD = "It was a card on the board"


def words_of(page: Page) -> str:
    said = [part.words for section in page.sections for part in section.parts if isinstance(part, Paragraph)]
    cells = [str(cell) for table in page.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(section.title for section in page.sections), *said, *cells])


def page(project: Project, audience: Audience = Audience.TEAM) -> Page:
    return project.read_copy(theme_page, NOON, audience)


@pytest.fixture
def begun(project: Project, codes: Codes, bring_in: Callable[..., str], code_it: Callable[..., str]) -> NewTheme:
    """A theme with a code for it, an excerpt against it, and a kept passage."""
    document = bring_in()
    code_it(document, CARD, "1.1")
    sleep = code_it(document, SLEEP, "3.1")
    opened = open_document(project.conn, document)
    assert opened is not None
    kept = KeepQuote(document, span_of(opened.text, "So I sent myself."))
    project.make(kept)
    theme = NewTheme("Peers come by chance.", "Ask Zubeldia.")
    project.make(theme)
    project.make(Gather(theme.id, [Thing("code", codes["1.1"]), Thing("quote", kept.id)]))
    project.make(Gather(theme.id, [Thing("coding", sleep)], against=True))
    return theme


def test_a_theme_is_written_with_what_is_for_and_against_it(
    project: Project, begun: NewTheme, tmp_path: Path
) -> None:
    value = page(project)
    (section,) = value.sections
    assert section.title == "Peers come by chance."
    assert [part.words for part in section.parts if isinstance(part, Paragraph) and part.strong] == [
        "For it",
        "Against it",
    ]
    supporting, opposing = value.tables
    assert [row.cells for row in supporting.rows] == [
        ("P03", "P03 interview, turn 2", "1.1 Knowing what exists", CARD),
        ("P03", "P03 interview", "kept passage", "So I sent myself."),
    ]
    assert [row.cells[2:] for row in opposing.rows] == [("3.1 Benefit", SLEEP)]
    assert "1 of 1 participant, in 1 of 1 interview; 2 excerpts." in words_of(value)
    assert "Ask Zubeldia." in words_of(value)
    for ending in ("docx", "html"):
        assert write_page(value, tmp_path / f"themes.{ending}").paths[0].stat().st_size > 500


def test_a_workbook_and_csv_tell_of_each_theme_what_it_claims_its_note_and_how_far_it_reaches(
    project: Project, begun: NewTheme, codes: Codes, tmp_path: Path
) -> None:
    project.make(NewTheme("Nobody has been asked."))
    project.make(second := NewTheme("Chance is a door."))
    project.make(Gather(second.id, [Thing("code", codes["1.1"])]))
    value = page(project)
    write_page(value, tmp_path / "themes.xlsx")
    sheets = load_workbook(tmp_path / "themes.xlsx").worksheets
    assert [sheet.title for sheet in sheets] == [
        "Themes in the making",
        "For it Peers come by chance.",
        "Against it Peers come by chance",
        "For it Chance is a door.",
    ]
    said = [[str(cell.value) for cell in next(sheet.columns) if cell.value] for sheet in sheets]
    assert {"Peers come by chance.", "Nobody has been asked.", "Chance is a door."} < set(said[0])
    write_page(value, tmp_path / "themes.csv")
    about = (tmp_path / "themes" / "about these tables.txt").read_text("utf-8-sig")
    for words in (*map("\n".join, said[1:3]), about):
        assert "it: Peers come by chance." in words and "\nNote: Ask Zubeldia.\n" in words
        assert "\nFor it: 1 of 1 participant, in 1 of 1 interview; 2 excerpts." in words and "Counted: " in words
        assert "\nAgainst it: 1 of 1 participant" in words
    assert "Against it: Nothing was gathered yet." in "\n".join(said[3])


def test_one_theme_alone_is_a_short_paper_and_no_line_of_it_has_two_stops(
    project: Project, begun: NewTheme, tmp_path: Path
) -> None:
    alone = page(project)
    assert (alone.title, alone.contents) == ("Study: Peers come by chance.", False)
    write_page(alone, tmp_path / "theme.html")
    assert "<footer><p>Study: Peers come by chance. Study," in (tmp_path / "theme.html").read_text("utf-8")
    write_page(alone, tmp_path / "theme.docx")
    footer = Document(str(tmp_path / "theme.docx")).sections[0].footer.paragraphs[0].text
    assert footer.startswith("Study: Peers come by chance, ")
    project.make(NewTheme("Chance is a door."))
    assert page(project).contents and page(project).sections[0].title == "Overview"


def test_a_kind_of_document_that_nothing_is_in_is_told_in_few_words(
    project: Project, begun: NewTheme, bring_in: Callable[..., str]
) -> None:
    bring_in("The board was gone.", "Thursday", Kind.FIELD_NOTE)
    assert "Field notes: none, of 1 field note. Counted: " in words_of(page(project))


def test_a_theme_without_a_passage_is_no_empty_workbook(project: Project, tmp_path: Path) -> None:
    project.make(NewTheme("Nobody has been asked."))
    for ending in ("xlsx", "csv"):
        with pytest.raises(Problem, match="There is no table to write"):
            write_page(page(project), tmp_path / f"themes.{ending}")
    assert not list(tmp_path.glob("themes*"))


def test_outside_reads_only_who_may_be_quoted_and_no_note(project: Project, begun: NewTheme) -> None:
    held = page(project, Audience.OUTSIDE)
    assert held.tables == ()
    assert "3 passages of P03 held back: no consent is recorded." in words_of(held)
    assert "Zubeldia" not in words_of(held)
    (person,) = participants(project.conn)
    project.make(ChangeParticipant(person.id, {"consent": "quote"}))
    shown = words_of(page(project, Audience.OUTSIDE))
    assert CARD in shown and "So I sent myself." in shown and "held back" not in shown
    assert "Interview 1" in shown and "P03 interview" not in shown


def test_a_quotation_in_a_claim_is_judged_as_any_other(project: Project, begun: NewTheme, codes: Codes) -> None:
    (excerpt,) = excerpts(project.conn, Choice(codes=[codes["3.1"]]))
    quoted = quotation_of(project.conn, excerpt)
    project.make(ChangeTheme(begun.id, claim=f"They rest: {quoted}"))
    assert page(project).sections[0].title == f"They rest: {quoted}"
    assert page(project, Audience.OUTSIDE).sections[0].title == f"They rest: {QUOTATION_HELD}"


def test_names_of_the_list_stand_in_no_theme_that_leaves(project: Project, begun: NewTheme) -> None:
    project.keep_names([Name("Zubeldia", "a friend")])
    assert "Ask a friend." in words_of(page(project))


def test_a_dropped_theme_is_written_only_where_it_is_named(project: Project, begun: NewTheme) -> None:
    project.make(DropTheme(begun.id))
    with pytest.raises(Problem, match="no themes to write"):
        page(project)
    named = project.read_copy(theme_page, NOON, Audience.TEAM, [begun.id])
    assert named.sections[0].title == "Peers come by chance."


def test_somebody_who_withdrew_is_in_no_theme(project: Project, begun: NewTheme) -> None:
    (person,) = participants(project.conn)
    project.make(ChangeParticipant(person.id, {"consent": "withdrawn"}))
    value = page(project)
    assert value.tables == ()
    assert "1 person withdrew and is not counted." in words_of(value)


def test_words_that_were_withdrawn_stand_in_no_claim_note_or_list(
    project: Project, begun: NewTheme, codes: Codes
) -> None:
    (excerpt,) = excerpts(project.conn, Choice(codes=[codes["3.1"]]))
    quoted = quotation_of(project.conn, excerpt)
    project.make(ChangeTheme(begun.id, f"They rest: {quoted}", f"So: {quoted}"))

    def everything() -> str:
        report = project.read_copy(lead_page, LeadChoices(), NOON)
        found = theme(project.conn, begun.id)
        listed = [gathered_words(project.conn, one, NOON) for one in (*found.supporting, *found.opposing)]
        return "\n".join([words_of(page(project)), words_of(report), *listed])

    assert "I sleep" in everything() and "sent myself" in everything()
    (person,) = participants(project.conn)
    project.make(ChangeParticipant(person.id, {"consent": "withdrawn"}))
    assert "I sleep" not in everything() and "sent myself" not in everything()
    assert f"They rest: {QUOTATION_HELD}" in everything() and f"So: {QUOTATION_HELD}" in everything()
    assert "(held back: has withdrawn)" in everything()
