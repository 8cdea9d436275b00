"""The answers of a survey as a list, driven by its keys."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets._toast import Toast

from qualcode.analysis.answer_codes import answered_questions
from qualcode.analysis.progress import question_progress
from qualcode.analysis.surveys import questions
from qualcode.edits.clock import FixedClock
from qualcode.edits.codings import AddCodings, NewCoding
from qualcode.edits.participants import ChangeParticipant
from qualcode.edits.surveys import MarkSample
from qualcode.project.project import Project
from qualcode.transcripts.span import Span
from qualcode.tui.screens.answers import AnswersScreen
from qualcode.tui.screens.code_picker import CodePickerScreen
from qualcode.tui.screens.coding import CodingScreen
from qualcode.tui.screens.documents import DocumentsScreen
from qualcode.tui.widgets.drawn_rows import DrawnRows
from qualcode.tui.widgets.pane import Pane
from qualcode.tui.widgets.reading_page import ReadingPage
from tests.screens.golden import assert_golden
from tests.screens.shown_study import NOON, Shown, shown
from tests.screens.survey_study import make_survey_study

CODINGS = "SELECT count(*) FROM coding_seen"


async def open_answers(seen: Shown) -> None:
    """Open the one open question from the list of documents."""
    await seen.press("enter")
    await seen.until(lambda: isinstance(seen.app.screen, AnswersScreen) and "answers" in title(seen))


def answers(seen: Shown) -> DrawnRows:
    return seen.app.screen.query_one("#answers", DrawnRows)


def title(seen: Shown) -> str:
    return str(seen.app.screen.query_one("#list-pane", Pane).border_title)


def page(seen: Shown) -> str:
    return seen.app.screen.query_one("#answer", ReadingPage).text


@pytest.fixture
def study(tmp_path: Path) -> Path:
    return make_survey_study(tmp_path)


# In the list of documents


async def test_all_answers_to_a_question_are_one_row_among_the_documents(study: Path) -> None:
    async with shown(study) as seen:
        lines = [" ".join(line.strip("│ ").split()) for line in seen.text.splitlines()]
        assert lines[4:6] == [
            "Survey answers · 8",
            "▸ Q4 4. Please say in your own words what helped you 8 answers none coded · 0%",
        ]
        await seen.press("d")
        assert "A question of a survey stands for its answers." in seen.toasts[-1]
        assert await seen.ask("SELECT count(*) FROM document WHERE deleted_at IS NULL") == [(8,)]


@pytest.mark.parametrize("words", ["chemist", "a1", "BOARD in the"])
async def test_a_single_answer_is_found_by_its_words_and_by_who_gave_it(study: Path, words: str) -> None:
    async with shown(study) as seen:
        await seen.press("slash", *("space" if letter == " " else letter for letter in words))
        await seen.until(lambda: "1 of 8 documents" in seen.text)
        assert "Q4 · A1" in seen.text
        await seen.press("enter", "enter")
        await seen.until(lambda: isinstance(seen.app.screen, CodingScreen) and "chemist" in seen.text)


# Coding


async def test_answers_in_the_same_words_stand_once_with_their_number_and_are_coded_together(study: Path) -> None:
    async with shown(study) as seen:
        await open_answers(seen)
        assert title(seen) == "Q4 · 8 answers, 6 different · 0 coded"
        assert "3× A0" in seen.text
        assert page(seen).count("A0, A2, A7") == 1
        await seen.press("c", *"routes", "enter")
        assert title(seen).endswith("3 coded")
        assert await seen.ask(CODINGS) == [(3,)]
        assert seen.toasts[-1] == "“Routes in” on 3 answers. u takes it back."
        assert "1.2 Routes in on 3 of 3" in page(seen)
        await seen.press("u")
        assert await seen.ask(CODINGS) == [(0,)]
        assert title(seen).endswith("0 coded")
        await seen.press("U")
        assert title(seen).endswith("3 coded")


async def test_counts_beside_the_questions_follow_the_codings(study: Path) -> None:
    async with shown(study) as seen:
        await open_answers(seen)
        await seen.press("j", "c", *"benefit", "enter")
        questions = seen.app.screen.query_one("#questions", DrawnRows)
        assert questions._rows[1].cells[1:] == ("8", "1")
        await seen.press("d")
        assert questions._rows[1].cells[1:] == ("8", "·")


async def test_the_same_code_and_the_digits_apply_what_was_used_and_keep_their_place(study: Path) -> None:
    async with shown(study) as seen:
        await open_answers(seen)
        await seen.press("a")
        assert "No code was applied yet" in seen.toasts[-1]
        await seen.press("j", "c", *"routes", "enter", "c", *"benefit", "enter", "j", "a", "j", "2", "j", "1")
        found = await seen.ask(
            "SELECT d.name, k.name FROM coding c JOIN document d ON d.id = c.document_id "
            "JOIN code k ON k.id = c.code_id ORDER BY c.num"
        )
        assert found == [
            ("Q4 · A1", "Routes in"),
            ("Q4 · A1", "Benefit"),
            ("Q4 · A4", "Benefit"),
            ("Q4 · A5", "Benefit"),
            ("Q4 · A8", "Routes in"),
        ]
        await seen.press("u", "slash", *"card", "enter", "escape")
        assert page(seen).splitlines()[-2:] == ["1 1.2 Routes in", "2 3.1 Benefit"], "reading anew moves no digit"
        await seen.press("9")
        assert "No code has the digit 9 yet" in seen.toasts[-1]


async def test_a_code_made_in_the_picker_stands_on_the_answer_at_once(study: Path) -> None:
    async with shown(study) as seen:
        await open_answers(seen)
        await seen.press("j", "c", *"walking", "enter")
        if isinstance(seen.app.screen, CodePickerScreen):
            await seen.press("enter")
        assert isinstance(seen.app.screen, AnswersScreen)
        assert "walking" in page(seen)
        assert answers(seen).row_id == answers(seen).row_ids[1]
        await seen.press("j", "1")
        assert title(seen).endswith("2 coded")


async def test_marked_answers_are_coded_in_one_step(study: Path) -> None:
    async with shown(study) as seen:
        await open_answers(seen)
        await seen.press("j", "space", "space")
        assert "2 marked" in seen.text
        await seen.press("c", *"routes", "enter")
        assert await seen.ask(CODINGS) == [(2,)]
        assert answers(seen).marked == ()
        await seen.press("u")
        assert await seen.ask(CODINGS) == [(0,)]


async def test_a_code_that_stands_there_already_changes_nothing(study: Path) -> None:
    async with shown(study) as seen:
        await open_answers(seen)
        await seen.press("c", *"routes", "enter", "a")
        assert seen.toasts[-1] == "Already coded here; nothing was changed."
        assert await seen.ask(CODINGS) == [(3,)]


async def test_only_ones_own_codes_are_taken_off(study: Path) -> None:
    async with shown(study, coder="Ben") as seen:
        await open_answers(seen)
        await seen.press("j", "c", *"routes", "enter")
    async with shown(study, coder="Ana") as seen:
        await open_answers(seen)
        await seen.press("j", "d")
        assert seen.toasts[-1] == "None of your codes stands here."
        assert await seen.ask(CODINGS) == [(1,)]


async def test_braces_go_to_the_next_answer_without_a_code(study: Path) -> None:
    async with shown(study) as seen:
        await open_answers(seen)
        await seen.press("j", "c", *"routes", "enter", "k", "right_curly_bracket")
        assert answers(seen).place == 2
        await seen.press("left_curly_bracket")
        assert answers(seen).place == 0
        await seen.press("left_curly_bracket")
        assert seen.toasts[-1] == "Every answer from here on has a code."


async def test_memos_and_quotes_are_of_the_answer(study: Path) -> None:
    async with shown(study) as seen:
        await open_answers(seen)
        await seen.press("y", "m", *"why", "escape")
        kept = "SELECT d.name, q.start, q.stop FROM quote q JOIN document d ON d.id = q.document_id"
        assert await seen.ask(kept) == [("Q4 · A0", 0, 38)]
        assert await seen.ask("SELECT body FROM memo") == [("why",)]


# The whole survey


async def test_a_survey_is_taken_out_after_saying_what_goes_with_it_and_comes_back_at_once(study: Path) -> None:
    survey = "SELECT count(*) FROM survey WHERE deleted_at IS NULL"
    async with shown(study) as seen:
        await open_answers(seen)
        await seen.press("c", *"routes", "enter", "m", *"why", "escape", "y")
        await seen.press("D")
        assert "Take the survey “answers” out of the study?" in seen.text
        assert "With it go 10 people, 8 answers, 3 codings, 1 memo, 1 quote and" in seen.text
        await seen.press("escape")
        assert await seen.ask(survey) == [(1,)]
        await seen.press("D", "enter")
        assert await seen.ask(survey) == [(0,)]
        assert "No survey yet." in seen.text
        await seen.press("u")
        assert await seen.ask(survey) == [(1,)]
        assert title(seen) == "Q4 · 8 answers, 6 different · 3 coded"


# What is shown


async def test_an_answer_coded_while_only_uncoded_ones_are_shown_stays_until_one_chooses_again(study: Path) -> None:
    async with shown(study) as seen:
        await open_answers(seen)
        await seen.press("j", "c", *"routes", "enter", "f", "down", "enter")
        assert title(seen) == "Q4 · uncoded · 7 answers, 5 different · 0 coded"
        await seen.press("c", *"new one", "enter")
        if isinstance(seen.app.screen, CodePickerScreen):
            await seen.press("enter")
        assert title(seen) == "Q4 · uncoded · 7 answers, 5 different · 1 coded"
        await seen.press("f", "down", "enter")
        assert title(seen) == "Q4 · uncoded · 6 answers, 4 different · 0 coded"
        await seen.press("escape")
        assert title(seen) == "Q4 · 8 answers, 6 different · 2 coded"


async def test_people_are_chosen_by_the_values_of_a_fact(study: Path) -> None:
    async with shown(study) as seen:
        await open_answers(seen)
        await seen.press("f", "down", "down", "down", "enter")
        assert "How many answers to Q4 are theirs:" in seen.text
        assert "3  carer" in seen.text and "4  nurse" in seen.text and "1  peer" in seen.text
        await seen.press("down", "enter")
        assert title(seen) == "Q4 · Role = nurse · 4 answers, 3 different · 0 coded"


async def test_a_sample_is_shown_alone(study: Path) -> None:
    from qualcode.analysis.samples import draw

    with Project.open(study, clock=FixedClock(NOON), back_up=False) as project:
        project.make(MarkSample(project.read(draw, 3, 7), "pilot"))
    async with shown(study) as seen:
        await open_answers(seen)
        await seen.press("f", "down", "down", "down", "enter")
        assert title(seen).startswith("Q4 · sample pilot · 3 answers")


async def test_esc_takes_one_step_back_at_a_time(study: Path) -> None:
    async with shown(study) as seen:
        await open_answers(seen)
        await seen.press("slash", *"talking", "enter", "space", "escape")
        assert answers(seen).marked == ()
        assert title(seen).startswith("Q4 · with “talking” · 3 answers")
        await seen.press("escape")
        assert title(seen).startswith("Q4 · 8 answers")
        await seen.press("escape")
        assert isinstance(seen.app.screen, DocumentsScreen)


async def test_an_answer_opens_as_a_document_and_esc_comes_back_to_its_row(study: Path) -> None:
    async with shown(study) as seen:
        await open_answers(seen)
        await seen.press("j", "enter")
        await seen.until(lambda: isinstance(seen.app.screen, CodingScreen) and bool(seen.view.document.turns))
        await seen.press("c", *"routes", "enter", "escape")
        await seen.until(lambda: isinstance(seen.app.screen, AnswersScreen))
        assert answers(seen).place == 1
        assert title(seen).endswith("1 coded")


async def test_a_long_answer_is_read_on_with_tab(study: Path) -> None:
    async with shown(study, size=(80, 24)) as seen:
        await open_answers(seen)
        await seen.press("j", "j")
        assert "The answer · tab reads on" in seen.text
        await seen.press("tab", "j", "j", "j")
        assert answers(seen).place == 2
        assert seen.app.screen.query_one("#answer", ReadingPage).scroll_offset.y == 3


async def test_a_closed_question_shows_counts_with_their_base_and_by_group(study: Path) -> None:
    async with shown(study) as seen:
        await open_answers(seen)
        await seen.press("i", "i")
        seen.app.screen.query_one("#questions").focus()
        await seen.press("G")
        assert "Of 10 people, 10 answered. Percentages are of those who answered." in page(seen)
        assert "Yes                            8  80.0 %" in page(seen)
        await seen.press("f", "down", "enter", "i")
        counted = [line.split() for line in page(seen).splitlines()]
        assert ["carer", "nurse", "peer", "all"] in counted
        assert ["Yes", "3", "100.0", "%", "4", "80.0", "%", "1", "50.0", "%", "8", "80.0", "%"] in counted
        await seen.press("escape")
        assert "nurse" not in page(seen)
        await seen.press("escape")
        assert isinstance(seen.app.screen, DocumentsScreen)


async def test_who_has_withdrawn_is_not_counted_and_the_base_says_so(study: Path) -> None:
    with Project.open(study, clock=FixedClock(NOON), back_up=False) as project:
        person = project.conn.execute("SELECT id FROM participant WHERE pseudonym = 'A1'").fetchone()[0]
        project.make(ChangeParticipant(person, {"consent": "withdrawn"}))
    async with shown(study) as seen:
        await open_answers(seen)
        seen.app.screen.query_one("#questions").focus()
        await seen.press("G")
        assert "Of 9 people, 9 answered; 1 person withdrew and is not counted." in page(seen)


async def test_answers_of_who_withdrew_are_in_no_number_of_any_list(study: Path) -> None:
    async with shown(study) as seen:
        await seen.until(lambda: "8 answers" in seen.text)
    with Project.open(study, clock=FixedClock(NOON), back_up=False) as project:
        (answer, person) = project.conn.execute(
            "SELECT d.id, s.participant_id FROM document d JOIN speaker s ON s.document_id = d.id "
            "WHERE d.question_id IS NOT NULL ORDER BY d.position LIMIT 1"
        ).fetchone()
        (code,) = project.conn.execute("SELECT id FROM code WHERE idx = '1.1'").fetchone()
        project.sign_in("Ana")
        project.make(AddCodings([NewCoding(answer, Span(0, 4), code)]))
        assert next((one.answers, one.coded) for one in question_progress(project.conn)) == (8, 1)
        project.make(ChangeParticipant(person, {"consent": "withdrawn"}))
        assert next((one.answers, one.coded) for one in question_progress(project.conn)) == (7, 0)
        assert next((one.answers, one.coded) for one in answered_questions(project.conn)) == (7, 0)
        assert next((one.answers, one.coded) for one in questions(project.conn) if one.is_open) == (7, 0)
    async with shown(study) as seen:
        await seen.until(lambda: "7 answers" in seen.text)
        await open_answers(seen)
        assert "7 answers" in seen.text and "0 coded" in seen.text and "8 answers" not in seen.text


async def test_names_are_replaced_in_the_list_and_in_the_answer(
    study: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from qualcode.participants.names import Name

    monkeypatch.setenv("QUALCODE_CONFIG", str(tmp_path / "config"))
    async with shown(study) as seen:
        await seen.app.keep_names([Name("Maria", "[a friend]")])
        await open_answers(seen)
        await seen.press("G")
        assert "[a friend] least of all" in page(seen)
        assert "Maria" not in seen.text


async def test_who_has_withdrawn_is_told_as_in_the_text_of_a_document(study: Path) -> None:
    with Project.open(study, clock=FixedClock(NOON), back_up=False) as project:
        person = project.conn.execute("SELECT id FROM participant WHERE pseudonym = 'A1'").fetchone()[0]
        project.make(ChangeParticipant(person, {"consent": "withdrawn"}))
    async with shown(study) as seen:
        await open_answers(seen)
        await seen.press("j")
        assert "A1 · has withdrawn" in page(seen)


async def test_a_study_without_a_survey_says_how_one_comes_in(tmp_path: Path) -> None:
    async with shown(make_survey_study(tmp_path, with_survey=False)) as seen:
        await seen.app.run_action("over('survey_answers')")
        await seen.settled()
        assert "No survey yet. : survey: Bring in… reads a csv or xlsx file." in seen.text
        await seen.press("c", "d", "y", "m", "space", "right_curly_bracket", "enter", "escape")
        assert isinstance(seen.app.screen, DocumentsScreen)


@pytest.mark.parametrize("size", [(120, 40), (80, 24)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_answers_look_as_they_did(study: Path, size: tuple[int, int]) -> None:
    async with shown(study, size=size) as seen:
        await open_answers(seen)
        await seen.press("c", *"routes", "enter", "j", "j", "1")
        seen.app.clear_notifications()
        await seen.until(lambda: not list(seen.app.screen.query(Toast)))
        assert_golden(f"answers-{size[0]}x{size[1]}", seen.text)
        await seen.press("i")
        if size[0] > 80:
            await seen.press("i")
        await seen.press("G", "enter", "f", "down", "enter")
        assert_golden(f"answers-counted-{size[0]}x{size[1]}", seen.text)
