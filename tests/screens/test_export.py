"""Export (F8), driven by its keys."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from textual.pilot import Pilot
from textual.widgets import Input

from qualcode.analysis.questions.saved import saved_questions
from qualcode.edits.saved_questions import ForgetQuestion, SaveQuestion
from qualcode.exports import markdown
from qualcode.exports.choices import Order, ReportChoices
from qualcode.participants.disclosure import Audience
from qualcode.participants.names import Name
from qualcode.problem import Problem
from qualcode.project.project import Project
from qualcode.tui.screens import export_opening
from qualcode.tui.screens.export import ExportScreen
from qualcode.tui.screens.export_choices import Asked
from qualcode.tui.screens.question_box import AskQuestion
from qualcode.tui.screens.questions import Choose
from qualcode.tui.widgets.drawn_rows import DrawnRows
from qualcode.tui.widgets.reading_page import ReadingPage
from qualcode.tui.widgets.report_paragraphs import bare, paragraphs
from tests.exports.sample_report import sample_report
from tests.screens.place_study import (
    Study,
    assert_golden,
    opened,
    press,
    screen_text,
    settle,
    toasts,
    type_words,
)

pytestmark = pytest.mark.usefixtures("no_desktop")


async def choose(pilot: Pilot[None], row_id: str, *keys: str) -> None:
    """Put the cursor on a row of the dialog and press keys."""
    pilot.app.screen.query_one("#choices", DrawnRows).go_to(row_id)
    await press(pilot, *keys)


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_the_dialog_shows_its_choices_a_preview_and_what_is_held_back(
    study: Study, size: tuple[int, int]
) -> None:
    async with opened(study, "f8", size=size) as pilot:
        assert_golden(pilot, f"export-{size[0]}x{size[1]}")


async def test_the_preview_is_the_text_that_is_written(study: Study) -> None:
    async with opened(study, "f8") as pilot:
        await choose(pilot, "suffix:.md", "space", "x")
        await written(pilot)
        text = (study.path.parent / "exports" / "study-themed-excerpts.md").read_text(encoding="utf-8")
        screen = next(one for one in pilot.app.screen_stack if isinstance(one, ExportScreen))
        assert list(screen.query_one("#preview", ReadingPage).paragraphs) == paragraphs(text)
        await press(pilot, "escape")


async def test_for_readers_outside_the_words_of_others_leave_the_preview(study: Study) -> None:
    async with opened(study, "f8") as pilot:
        page = pilot.app.screen.query_one("#preview", ReadingPage)
        assert "Nobody told me." in page.text
        await choose(pilot, "audience:outside", "space")
        assert "Nobody told me." not in page.text
        assert "It was a card on the board in the chemist’s." in page.text
        told = "held back: 2 excerpts from 1 participant in interviews and 1 excerpt in field notes (enter: see why)"
        assert told in screen_text(pilot)
        pilot.app.screen.query_one("#before").focus()
        await press(pilot, "home", "enter")
        assert "P02: for the study team only" in screen_text(pilot)
        await press(pilot, "escape")


async def test_the_choices_are_remembered_for_the_study(study: Study) -> None:
    async with opened(study, "f8") as pilot:
        await choose(pilot, "tick:memos", "space")
        await choose(pilot, "order", "space")
        await choose(pilot, "per_code", "enter")
        await type_words(pilot, "3")
        await press(pilot, "enter")
        assert "up to 3 of each code" in screen_text(pilot)
    async with opened(study, "f8") as pilot:
        await choose(pilot, "where")
        text = screen_text(pilot)
        assert "[x] memos (for the team only)" in text
        assert "by participant" in text
        assert "up to 3 of each code" in text


async def test_only_the_codes_that_are_ticked_are_printed(study: Study) -> None:
    async with opened(study, "f8") as pilot:
        await choose(pilot, "codes", "enter")
        await press(pilot, "down", "down", "space", "enter")
        page = pilot.app.screen.query_one("#preview", ReadingPage)
        assert "So I sent myself." in page.text
        assert "It was a card" not in page.text
        assert "Codes       1.2 Routes in" in screen_text(pilot)


async def test_a_kind_of_document_is_left_out_and_the_last_one_stays(study: Study) -> None:
    async with opened(study, "f8") as pilot:
        page = pilot.app.screen.query_one("#preview", ReadingPage)
        assert "A card on the board again" in page.text
        await choose(pilot, "kind:field note", "space")
        assert "A card on the board again" not in page.text
        await choose(pilot, "kind:interview", "space")
        assert "[x] Interviews (2)" in screen_text(pilot)


async def test_excerpts_hands_its_code_to_the_dialog(study: Study) -> None:
    async with opened(study, "f3", "down", "down", "f4", "x") as pilot:
        assert "Codes       1.2 Routes in" in screen_text(pilot)


async def test_the_word_file_is_written_and_its_path_is_offered(study: Study) -> None:
    async with opened(study, "f8", "x") as pilot:
        await written(pilot)
        path = study.path.parent / "exports" / "study-themed-excerpts.docx"
        assert path.read_bytes()[:2] == b"PK"
        text = screen_text(pilot)
        assert "Saved study-themed-excerpts.docx" in text
        assert "no desktop to open it with" in text
        await press(pilot, "escape")
        assert "[ Export ]  replaces exports/study-themed-excerpts.docx" in screen_text(pilot)
        await press(pilot, "x")
        await written(pilot)
    assert [one.name for one in path.parent.iterdir()] == ["study-themed-excerpts.docx"]


async def test_what_was_edited_in_word_is_told_before_and_after_and_is_left(study: Study) -> None:
    folder = study.path.parent / "exports"
    async with opened(study, "f8", "x") as pilot:
        await written(pilot)
        await press(pilot, "escape")
        pilot.app.app_focus = False
        (folder / "study-themed-excerpts.docx").write_bytes(b"edited in Word")
        pilot.app.app_focus = True
        await settle(pilot)
        assert "[ Export ]  new: exports/study-themed-excerpts 2.docx" in screen_text(pilot)
        await press(pilot, "x")
        await written(pilot)
        text = screen_text(pilot)
        assert "Saved study-themed-excerpts 2.docx" in text and "was changed since it was written" in text
        await press(pilot, "escape")
        assert "[ Export ]  replaces exports/study-themed-excerpts 2.docx" in screen_text(pilot)
    assert (folder / "study-themed-excerpts.docx").read_bytes() == b"edited in Word"
    assert (folder / "study-themed-excerpts 2.docx").read_bytes()[:2] == b"PK"


async def test_a_place_that_cannot_be_written_to_is_a_sentence_and_the_dialog_stays(study: Study) -> None:
    (study.path.parent / "exports").write_text("a file in the way", encoding="utf-8")
    async with opened(study, "f8", "x") as pilot:
        await pilot.app.workers.wait_for_complete([w for w in pilot.app.workers if w.group == "export"])
        await settle(pilot)
        assert "was not saved" in screen_text(pilot)
        await press(pilot, "escape")
        assert "[ Export ]" in screen_text(pilot)


async def test_a_number_that_is_none_is_refused(study: Study) -> None:
    async with opened(study, "f8") as pilot:
        await choose(pilot, "per_code", "enter")
        await type_words(pilot, "many")
        await press(pilot, "enter")
        assert toasts(pilot)[-1].startswith("“many” is not a number.")


async def test_a_click_ticks(study: Study) -> None:
    async with opened(study, "f8") as pilot:
        rows = pilot.app.screen.query_one("#choices", DrawnRows)
        place = rows.row_ids.index("tick:counts")
        await pilot.click("#choices", offset=(6, place))
        await settle(pilot)
        assert "[ ] counts beside each code" in screen_text(pilot)


async def written(pilot: Pilot[None]) -> None:
    """Wait until the box with the finished file stands there."""
    for _ in range(400):
        await settle(pilot)
        if isinstance(pilot.app.screen, Choose):
            return
    raise AssertionError("nothing was written")


IDS = st.none() | st.frozensets(st.uuids().map(str), min_size=1)


@given(
    st.builds(
        Asked,
        st.builds(
            ReportChoices,
            audience=st.sampled_from(Audience),
            codes=IDS,
            documents=IDS,
            kinds=IDS,
            per_code=st.none() | st.integers(0, 99),
            order=st.sampled_from(Order),
            memos=st.booleans(),
            question=st.text(),
            title=st.text(),
        ),
        st.sampled_from([".docx", ".md"]),
        st.text(),
        st.text(),
    )
)
def test_kept_choices_come_back_as_they_were(asked: Asked) -> None:
    assert Asked.from_json(asked.as_json()) == asked


@pytest.mark.parametrize("kept", [None, "", "[]", "{", '{"choices": {"audience": "all"}}', '{"choices": 3}'])
def test_kept_choices_that_are_not_understood_give_the_usual_ones(kept: str | None) -> None:
    assert Asked.from_json(kept) == Asked()


def test_a_bare_name_goes_to_the_exports_folder_with_an_ending() -> None:
    study = Path("/studies/peer/peer.qualcode")
    assert Asked(where="brief").path(study) == Path("/studies/peer/exports/brief.docx")
    assert Asked(where="out/brief.md").path(study) == Path("/studies/peer/out/brief.md")
    outside = replace(Asked(), choices=ReportChoices(audience=Audience.OUTSIDE))
    assert outside.path(study).name == "peer-themed-excerpts-outside.docx"


def test_a_machine_without_a_desktop_says_where_the_file_lies(study: Study) -> None:
    with pytest.raises(Problem, match="no desktop"):
        export_opening.show(study.path)


def test_a_preview_holds_every_word_of_the_markdown() -> None:
    text = markdown.text(sample_report())
    shown = "\n".join(paragraph.words for paragraph in paragraphs(text))
    for line in text.splitlines():
        if not line.startswith("|"):
            assert bare(line.lstrip("#>- ")).strip() in shown


def test_a_preview_shows_no_marks_of_markdown() -> None:
    (line,) = paragraphs(r'<a id="x1"></a>P01\*: see [x2](#x2), printed under **1\.1 \[a\]** (x1).')
    assert line.words == "P01*: see x2, printed under 1.1 [a] (x1)."


async def test_a_question_narrows_the_report_and_is_remembered(study: Study) -> None:
    async with opened(study, "f8") as pilot:
        await choose(pilot, "question", "enter")
        await type_words(pilot, "who:P02")
        await press(pilot, "enter")
        page = pilot.app.screen.query_one("#preview", ReadingPage)
        assert "Question    who:P02" in screen_text(pilot)
        assert "Nobody told me." in page.text and "It was a card" not in page.text
        assert "Drawn from: what the question “who:P02” finds" in page.text
        assert "2 excerpts printed, from 1 of 1 participant" in screen_text(pilot)
    async with opened(study, "f8") as pilot:
        assert "Question    who:P02" in screen_text(pilot)


async def test_a_question_with_a_slip_stays_in_its_box_with_the_place_marked(study: Study) -> None:
    async with opened(study, "f8") as pilot:
        await choose(pilot, "question", "enter")
        await type_words(pilot, "who:P09 not code:1.2")
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, AskQuestion)
        field = pilot.app.screen.query_one(Input)
        assert field.selected_text == "P09"
        assert "There is no participant P09." in screen_text(pilot)
        await press(pilot, "escape")
        assert "Question    none" in screen_text(pilot)


async def test_what_may_stand_in_a_question_is_offered_and_tab_puts_it_in(study: Study) -> None:
    async with opened(study, "f8") as pilot:
        await choose(pilot, "question", "enter")
        await type_words(pilot, "who:")
        assert "P02" in screen_text(pilot)
        await press(pilot, "down", "tab", "enter")
        assert "Question    who:P02" in screen_text(pilot)


async def test_an_empty_question_means_all_again(study: Study) -> None:
    async with opened(study, "f8") as pilot:
        await choose(pilot, "question", "enter")
        await type_words(pilot, "who:P02")
        await press(pilot, "enter")
        await choose(pilot, "question", "enter")
        await press(pilot, "ctrl+u", "enter")
        assert "Question    none" in screen_text(pilot)
        assert "It was a card" in pilot.app.screen.query_one("#preview", ReadingPage).text


async def test_a_saved_question_that_is_gone_says_why_nothing_can_be_written(study: Study) -> None:
    with Project.open(study.path, clock=study.clock, back_up=False) as project:
        project.sign_in("Ana")
        project.make(SaveQuestion("second", "who:P02"))
    async with opened(study, "f8") as pilot:
        await choose(pilot, "question", "enter")
        await type_words(pilot, "@second")
        await press(pilot, "enter")
        assert "what the question “(who:P02)” finds" in pilot.app.screen.query_one("#preview", ReadingPage).text
    with Project.open(study.path, clock=study.clock, back_up=False) as project:
        project.sign_in("Ana")
        (saved,) = saved_questions(project.conn)
        project.make(ForgetQuestion(saved.id))
    async with opened(study, "f8") as pilot:
        text = screen_text(pilot)
        assert "No question is saved as “second”." in text and "[ Export ]" not in text


async def test_excerpts_hands_its_question_to_the_dialog_with_its_code(study: Study) -> None:
    async with opened(study, "f4", "slash") as pilot:
        await type_words(pilot, "who:P02")
        await press(pilot, "enter", "x")
        assert "Question    who:P02" in screen_text(pilot)
        await press(pilot, "f4", "escape", "x")
        assert "Question    none" in screen_text(pilot)


async def test_who_could_be_recognised_is_listed_before_anything_goes_out(study: Study) -> None:
    async with opened(study, "f8") as pilot:
        assert "2 of 2 people printed could be recognised (enter: see who)" in screen_text(pilot)
        pilot.app.screen.query_one("#before", DrawnRows).go_to("recognised")
        pilot.app.screen.query_one("#before").focus()
        await press(pilot, "enter")
        text = screen_text(pilot)
        assert "Who could be recognised" in text
        assert "nobody else in the study" in text
        assert "Mended by" not in text  # two people are fewer than five, whatever is left out
        await press(pilot, "escape")


async def test_a_name_in_a_template_stops_the_export_and_is_told(study: Study, tmp_path: Path) -> None:
    house = Document()
    house.sections[0].footer.paragraphs[0].text = "Osmotherley & Partners"
    house.save(str(tmp_path / "house.docx"))
    with Project.open(study.path, clock=study.clock) as project:
        project.keep_names([Name("Osmotherley", "Hartley")])
    async with opened(study, "f8") as pilot:
        await choose(pilot, "template", "enter")
        await type_words(pilot, str(tmp_path / "house.docx"))
        await press(pilot, "enter", "x")
        await settle(pilot)
        text = screen_text(pilot)
        assert "Nothing was written" in text and "the foot of the pages: “Hartley &" in text
        assert "Osmotherley" not in text
        assert not (study.path.parent / "exports").exists()
        await press(pilot, "escape")


async def test_what_mends_it_is_done_with_one_key_and_taken_back_with_another(study: Study) -> None:
    async with opened(study, "f8") as pilot:
        pilot.app.screen.query_one("#before", DrawnRows).go_to("recognised")
        pilot.app.screen.query_one("#before").focus()
        await press(pilot, "enter")
        assert "enter print it so from now on" in screen_text(pilot)
        await press(pilot, "enter")
        await settle(pilot)
        assert "could be recognised (enter" not in screen_text(pilot)
        assert "In print: role not printed" in toasts(pilot)[-1]
        await press(pilot, "u")
        await settle(pilot)
        assert "could be recognised (enter" in screen_text(pilot)
    assert study.ask("SELECT printable FROM attribute WHERE name = 'role'") == [(1,)]
