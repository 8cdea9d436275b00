"""How far the coding is, seen in a list: what is coded, what is left, and enter goes on with it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from textual.widgets import Input
from textual.widgets._toast import Toast

from qualcode.analysis.documents import documents, text_of
from qualcode.analysis.people import participants
from qualcode.edits.codings import AddCodings, NewCoding
from qualcode.edits.documents import ChangeDocument
from qualcode.edits.participants import ChangeParticipant
from qualcode.exports.gather_lead import lead_page
from qualcode.exports.lead import LeadChoices
from qualcode.exports.writing import PAGE_FORMATS
from qualcode.project.project import Project
from qualcode.transcripts.span import Span
from qualcode.transcripts.transcript import Kind
from qualcode.tui.screens.answers import AnswersScreen
from qualcode.tui.screens.coding import CodingScreen
from qualcode.tui.screens.progress import ProgressScreen
from qualcode.tui.screens.progress_rows import bar
from qualcode.tui.screens.questions import AskLine, Choose
from qualcode.tui.widgets.drawn_rows import DrawnRows
from tests.screens.golden import assert_golden
from tests.screens.shown_study import NOON, Shown, make_study, shown, transcript
from tests.screens.survey_study import make_survey_study

QUESTIONS = (("Interviewer", "How was it?"), ("Interviewer", "And then?"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    others = [
        transcript(QUESTIONS, "only questions"),
        transcript((("P05", "We all went. It was dark."), ("P06", "We did.")), "Thursday group", Kind.FOCUS_GROUP),
    ]
    return make_study(tmp_path, [transcript(), *others])


async def begun(seen: Shown) -> DrawnRows:
    """Open Progress from the list of documents, and wait until the words are counted."""
    await seen.press("H")
    await seen.until(lambda: isinstance(seen.app.screen, ProgressScreen))
    await seen.until(lambda: "%" in seen.text)
    return seen.app.screen.query_one("#progress", DrawnRows)


async def coded_first_answer(seen: Shown) -> None:
    """Code the interview’s first answer, and go back to the documents."""
    await seen.press("enter")
    await seen.until(lambda: isinstance(seen.app.screen, CodingScreen) and bool(seen.view.document.turns))
    await seen.press("right_curly_bracket", "c", *"knowing", "enter", "escape")


async def test_each_document_tells_how_much_of_its_words_is_coded_and_each_kind_its_own(path: Path) -> None:
    async with shown(path) as seen:
        await coded_first_answer(seen)
        await begun(seen)
        seen.app.clear_notifications()
        await seen.until(lambda: not list(seen.app.screen.query(Toast)))
        assert "Progress · 40% of interviews · 0% of focus groups" in seen.text
        assert "Interviews · 2 · 47 words of participants · 40% coded · 2 stretches left" in seen.text
        assert "Focus groups · 1 · 8 words of participants · 0% coded · 2 stretches left" in seen.text
        assert_golden("progress-120x40", seen.text)


async def test_the_same_at_80x24(path: Path) -> None:
    async with shown(path, size=(80, 24)) as seen:
        await coded_first_answer(seen)
        await begun(seen)
        seen.app.clear_notifications()
        await seen.until(lambda: not list(seen.app.screen.query(Toast)))
        assert_golden("progress-80x24", seen.text)


async def test_the_list_and_the_text_tell_the_same_number(path: Path) -> None:
    async with shown(path) as seen:
        await coded_first_answer(seen)
        await begun(seen)
        (line,) = (line for line in seen.text.splitlines() if "P03 interview" in line)
        assert " 40% ████······ " in line
        await seen.press("enter")
        await seen.until(lambda: isinstance(seen.app.screen, CodingScreen) and "40% coded" in seen.text)


def withdraw_in(path: Path, *, whole: bool = False) -> None:
    """P06 is coded in the group, of whom P05 withdraws; `whole` withdraws the group itself, too."""
    with Project.open(path, back_up=False) as project:
        project.sign_in("Ana")
        (group,) = (line for line in documents(project.conn) if line.name == "Thursday group")
        start = text_of(project.conn, group.id).index("We did.")
        (code,) = project.conn.execute("SELECT id FROM code WHERE idx = '1.1'").fetchone()
        project.make(AddCodings([NewCoding(group.id, Span(start, start + len("We did.")), code)]))
        (person,) = (one.id for one in participants(project.conn) if one.pseudonym == "P05")
        project.make(ChangeParticipant(person, {"consent": "withdrawn"}))
        if whole:
            project.make(ChangeDocument(group.id, {"consent": "withdrawn"}))


async def test_words_of_who_withdrew_are_in_no_share_and_no_base_of_any_screen_or_file(path: Path) -> None:
    withdraw_in(path)
    async with shown(path) as seen:
        await seen.until(lambda: "100%" in seen.text)
        (line,) = (line for line in seen.text.splitlines() if "Thursday group" in line)
        assert "100%" in line, "the list of documents"
        await begun(seen)
        assert "Focus groups · 1 · 2 words of participants · 100% coded" in seen.text
        assert "1 person withdrew and is not counted" in seen.text
        await seen.press("slash", *"thurs", "enter", "enter")
        await seen.until(lambda: isinstance(seen.app.screen, CodingScreen) and "100% coded" in seen.text)
        place = seen.view.turn_number
        await seen.press("right_curly_bracket")
        assert seen.view.turn_number == place, "nothing of them is left to be coded"
    with Project.open(path, back_up=False) as project:
        page = project.read_copy(lead_page, LeadChoices(), NOON)
    printed = [table for table in page.tables if table.caption.startswith("Coding of each")]
    rows = [row.cells for table in printed for row in table.rows if "group" in str(row.cells[0])]
    assert rows[0][1:4] == (2, 2, 1) == rows[1][3:6], "the team lead’s report: of the kind, and of the document"
    assert all("Words of who withdrew are in no number of words" in " ".join(table.notes) for table in printed)


async def test_a_withdrawn_document_has_no_words_to_code_on_any_screen(path: Path) -> None:
    withdraw_in(path, whole=True)
    async with shown(path) as seen:
        await begun(seen)
        (line,) = (line for line in seen.text.splitlines() if "Thursday group" in line)
        assert " 0     –" in line
        assert "1 person withdrew and is not counted; 1 document was withdrawn and is not counted" in seen.text
        await seen.press("slash", *"thurs", "enter", "enter")
        await seen.until(
            lambda: isinstance(seen.app.screen, CodingScreen) and "no words of participants" in seen.text
        )


async def test_enter_goes_on_at_the_next_stretch_without_a_code_and_esc_comes_back(path: Path) -> None:
    async with shown(path) as seen:
        await coded_first_answer(seen)
        await begun(seen)
        await seen.press("enter")
        await seen.until(lambda: isinstance(seen.app.screen, CodingScreen) and bool(seen.view.document.turns))
        assert seen.view.turn_number == 4
        await seen.press("escape")
        await seen.until(lambda: isinstance(seen.app.screen, ProgressScreen))
        await seen.until(lambda: "turn 4" in seen.text)


async def test_a_document_in_which_only_the_interviewer_speaks_has_nothing_to_code(path: Path) -> None:
    async with shown(path) as seen:
        rows = await begun(seen)
        (line,) = (line for line in seen.text.splitlines() if "only questions" in line)
        assert " 0     –" in line
        assert "█" not in line
        await seen.press("j")
        rows.action_open()
        await seen.until(
            lambda: isinstance(seen.app.screen, CodingScreen) and "no words of participants" in seen.text
        )


async def test_the_codings_of_one_coder_are_looked_at_alone(path: Path) -> None:
    async with shown(path) as seen:
        await coded_first_answer(seen)
        await begun(seen)
        await seen.press("f", "down", "enter")
        await seen.until(lambda: "codings of Ana" in seen.text)
        await seen.until(lambda: "40% of interviews" in seen.text)


async def test_only_the_documents_in_one_reading_state_are_shown_until_esc(path: Path) -> None:
    async with shown(path) as seen:
        rows = await begun(seen)
        everything = rows.row_ids
        await seen.press("f", *["down"] * 5, "enter")
        assert "documents that are read" in seen.text
        assert "No document is like this. esc shows all." in seen.text
        await seen.press("escape")
        assert rows.row_ids == everything
        await seen.press("slash", *"thurs", "enter")
        assert "Interviews" not in seen.text
        await seen.press("escape", "escape")
        assert not isinstance(seen.app.screen, ProgressScreen)


async def test_the_list_of_documents_tells_the_share_where_there_is_room(path: Path) -> None:
    async with shown(path) as seen:
        await coded_first_answer(seen)
        await seen.until(lambda: "40%" in seen.text)
    async with shown(path, size=(80, 24)) as seen:
        await seen.until(lambda: "P03 interview" in seen.text)
        assert "%" not in seen.text


async def test_documents_without_labelled_speakers_are_told_apart(tmp_path: Path) -> None:
    nobodys = transcript((("", "Nobody is named here."), ("", "Not one of us.")), "no labels")
    plain = replace(nobodys, turns=tuple(replace(turn, speaker=None) for turn in nobodys.turns))
    async with shown(make_study(tmp_path, [transcript(), plain])) as seen:
        await begun(seen)
        assert "Interviews · 2 · 55 words, 47 of participants · 0% coded · 5 stretches left" in seen.text
        (line,) = [line for line in seen.text.splitlines() if "no labels ·" in line]
        assert "no labels · no speakers labelled" in line
        assert seen.text.count("no speakers labelled") == 1
        assert "1 document without labelled speakers: all its words, none a participant’s" in seen.text
        printed = (await copied(seen)).splitlines()
    assert any(row.startswith("Document\tKind\tState\tWords\tOf participants\tCoded") for row in printed)
    assert any(row.startswith("no labels\tInterview\tNew\t8\t0\t0") for row in printed)
    assert any(row.startswith("2 interviews\t55\t47\t0") for row in map(str.casefold, printed))
    said = "1 document without labelled speakers: all its words, none a participant’s."
    assert printed.count(said) == 2


def test_a_bar_reads_without_colour() -> None:
    assert bar(0) == "··········"
    assert bar(50) == "█████·····"
    assert bar(43) == "████▎·····"
    assert bar(100) == "██████████"


async def test_a_question_of_a_survey_stands_for_its_answers_and_enter_goes_to_them(tmp_path: Path) -> None:
    async with shown(make_survey_study(tmp_path)) as seen:
        await seen.press("H")
        await seen.until(lambda: "in your own words" in seen.text)
        assert "0% of answers" in seen.text
        (line,) = (line for line in seen.text.splitlines() if "in your own words" in line)
        assert "none read" in line
        assert " 8    0% ··········     8" in line
        assert "Survey answers · 8 · 0% of answers coded · 8 left, counted in answers, not words" in seen.text
        await seen.press("enter")
        await seen.until(lambda: isinstance(seen.app.screen, AnswersScreen))
        await seen.press("c", *"knowing", "enter", "escape")
        await seen.until(lambda: isinstance(seen.app.screen, ProgressScreen))
        await seen.until(lambda: "0% of answers" not in seen.text)


async def test_a_question_shows_only_the_documents_that_answer_it(path: Path) -> None:
    async with shown(path) as seen:
        await coded_first_answer(seen)
        rows = await begun(seen)
        everything = rows.row_ids
        await seen.press("slash", *'kind:"focus group" or code:1.1', "enter")
        await seen.until(lambda: 'kind:"focus group" or code:1.1 · 2 of 3 documents' in seen.text)
        assert "P03 interview" in seen.text and "Thursday group" in seen.text and "only questions" not in seen.text
        await seen.press("slash", "ctrl+u", *"not code:1.1 kind:interview", "enter")
        await seen.until(lambda: "only questions" in seen.text and "Thursday group" not in seen.text)
        await seen.press("escape")
        assert rows.row_ids == everything


async def test_a_question_about_documents_is_answered_anew_when_something_is_coded(path: Path) -> None:
    async with shown(path) as seen:
        await begun(seen)
        await seen.press("slash", *"code:1.1", "enter")
        await seen.until(lambda: "No document answers this question. esc shows all." in seen.text)
        await seen.press("escape", "escape")
        await coded_first_answer(seen)
        await begun(seen)
        await seen.press("slash", *"code:1.1", "enter")
        await seen.until(lambda: "code:1.1 · 1 of 3 documents" in seen.text)
        await seen.press("u")
        await seen.until(lambda: "No document answers this question." in seen.text)


async def test_a_slip_in_a_question_about_documents_is_marked_and_what_was_shown_stays(path: Path) -> None:
    async with shown(path) as seen:
        rows = await begun(seen)
        everything = rows.row_ids
        await seen.press("slash", *"code:1.7", "enter")
        await seen.until(lambda: "No code is called “1.7”." in seen.text)
        assert seen.app.screen.query_one(Input).selected_text == "1.7"
        assert "with “code”" not in seen.text, "the letters of a question that is being typed narrow nothing"
        await seen.press("escape")
        assert rows.row_ids == everything


async def test_a_question_about_documents_is_saved_and_asked_by_its_name(path: Path) -> None:
    async with shown(path) as seen:
        await begun(seen)
        await seen.press("slash", *"kind:interview", "enter")
        await seen.until(lambda: "kind:interview · 2 of 3 documents" in seen.text)
        await seen.press("ctrl+s")
        await seen.until(lambda: isinstance(seen.app.screen, AskLine))
        await seen.press(*"talks", "enter")
        await seen.until(lambda: "Saved question “talks”" in seen.text)
        await seen.press("slash", "ctrl+u", *"@talks and not code:1.1", "enter")
        await seen.until(lambda: "@talks and not code:1.1 · 2 of 3 documents" in seen.text)


async def exported(seen: Shown, *keys: str) -> None:
    """Open the menu of formats, and choose there."""
    await seen.press("x")
    await seen.until(lambda: isinstance(seen.app.screen, Choose))
    await seen.press(*keys)


async def copied(seen: Shown) -> str:
    """What comes to the clipboard."""
    await exported(seen, "end", "up", "up", "enter")
    await seen.until(lambda: bool(seen.app.clipboard))
    return seen.app.clipboard


async def test_progress_is_written_in_every_format_and_its_numbers_are_numbers_in_excel(path: Path) -> None:
    import openpyxl

    async with shown(path) as seen:
        await coded_first_answer(seen)
        await begun(seen)
        for suffix in (".docx", ".html", ".csv", ".xlsx"):
            await exported(seen, *["down"] * [*PAGE_FORMATS].index(suffix), "enter")
            await seen.until(lambda: "Saved " in seen.text)
            await seen.press("escape")
    files = {one.relative_to(path.parent / "exports").parts[0] for one in (path.parent / "exports").iterdir()}
    assert files == {"peer-progress.docx", "peer-progress.html", "peer-progress", "peer-progress.xlsx"}
    book = openpyxl.load_workbook(path.parent / "exports" / "peer-progress.xlsx")
    (sheet,) = (sheet for sheet in book.worksheets if sheet.title == "Progress by document")
    (row,) = (row for row in sheet.iter_rows(values_only=True) if row[0] == "P03 interview")
    assert (row[1:5], row[6:8]) == (("Interview", "Being coded", 47, 19), (2, 1))
    assert row[5] == pytest.approx(19 / 47)


async def test_what_progress_is_narrowed_to_goes_to_the_clipboard_and_says_so(path: Path) -> None:
    async with shown(path) as seen:
        await coded_first_answer(seen)
        await begun(seen)
        await seen.press("slash", *"thurs", "enter")
        rows = (await copied(seen)).splitlines()
        assert "Thursday group\tFocus group\tNew\t8\t0\t0.0\t2\t0" in rows
        assert not any(row.startswith(("P03 interview", "only questions")) for row in rows)
        assert "Only documents with “thurs”: 1 of 3." in rows and "Counted: anybody’s codings." in rows


async def test_the_documents_that_a_question_finds_are_exported_with_the_question(path: Path) -> None:
    async with shown(path) as seen:
        await coded_first_answer(seen)
        await begun(seen)
        await seen.press("slash", *"code:1.1", "enter")
        await seen.until(lambda: "code:1.1 · 1 of 3 documents" in seen.text)
        rows = (await copied(seen)).splitlines()
        assert [row.split("\t")[0] for row in rows if "\tInterview\t" in row] == ["P03 interview"]
        assert "Only documents that the question “code:1.1” finds: 1 of 3." in rows


async def test_one_coders_codings_in_one_reading_state_are_exported_as_theirs(path: Path) -> None:
    async with shown(path) as seen:
        await coded_first_answer(seen)
        await begun(seen)
        await seen.press("f", "down", "enter")
        await seen.until(lambda: "codings of Ana" in seen.text)
        await seen.press("f", *["down"] * 5, "enter")
        assert "documents that are being coded" in seen.text
        text = await copied(seen)
        assert "Only documents that are being coded: 1 of 3." in text and "Counted: codings of Ana." in text
        assert "codings are all that Ana made." in text and "anybody" not in text


async def test_a_withdrawn_document_is_not_exported_and_that_is_said(path: Path) -> None:
    withdraw_in(path, whole=True)
    async with shown(path) as seen:
        await begun(seen)
        text = await copied(seen)
        assert "only questions" in text and "Thursday group" not in text
        assert "1 document was withdrawn and is not counted." in text


async def test_the_questions_of_a_survey_are_exported_with_what_of_their_answers_is_coded(tmp_path: Path) -> None:
    async with shown(make_survey_study(tmp_path)) as seen:
        await begun(seen)
        await seen.press("slash", *"own", "enter")
        rows = (await copied(seen)).splitlines()
        assert "Coding of the answers to open questions" in rows
        assert [row.split("\t")[1:] for row in rows if "in your own words" in row] == [["8", "0", "0", "0.0"]]
        assert "Only questions with “own”: 1 of 1." in rows
