"""Excerpts (F4), driven by its keys."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from qualcode.analysis.counts.asked import Asked, By
from qualcode.analysis.counts.tables import table
from qualcode.edits.codings import AddCodings, NewCoding
from qualcode.edits.participants import ChangeParticipant
from qualcode.edits.saved_questions import SaveQuestion
from qualcode.project.project import Project
from qualcode.transcripts.graphemes import cells
from qualcode.transcripts.span import Span
from qualcode.transcripts.transcript import Kind
from qualcode.tui.screens.coding import CodingScreen
from qualcode.tui.screens.excerpts import ExcerptsScreen
from qualcode.tui.screens.excerpts_rows import list_title
from qualcode.tui.widgets.drawn_rows import DrawnRows
from qualcode.tui.widgets.reading_page import ReadingPage
from qualcode.tui.widgets.words import Words
from tests.screens.place_study import (
    INTERVIEWS,
    Study,
    assert_golden,
    opened,
    press,
    run,
    screen_of,
    screen_text,
    toasts,
    type_words,
)

LIVING = (
    "SELECT code.idx, against FROM coding JOIN code ON code.id = code_id WHERE coding.deleted_at IS NULL ORDER BY 1"
)


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_the_excerpts_stand_in_a_list_with_their_place_below(study: Study, size: tuple[int, int]) -> None:
    async with opened(study, "f3", "down", "f4", "down", size=size) as pilot:
        assert_golden(pilot, f"excerpts-{size[0]}x{size[1]}")


async def test_moving_among_the_codes_shows_their_excerpts(study: Study) -> None:
    async with opened(study, "f4") as pilot:
        assert "All codes · 5 excerpts in interviews · 1 in field notes" in screen_text(pilot)
        pilot.app.screen.query_one("#codes").focus()
        await press(pilot, "down")
        assert "1 Access · 4 excerpts in interviews · 1 in field notes" in screen_text(pilot)
        await press(pilot, "down")
        assert "1.1 Knowing what exists · 3 excerpts in interviews · 1 in field notes" in screen_text(pilot)


async def test_a_narrow_screen_shows_the_codes_in_place_of_the_list(study: Study) -> None:
    async with opened(study, "f4", "i", "down", "down", "down", "enter", size=(80, 24)) as pilot:
        assert "1.2 Routes in · 1 excerpt" in screen_text(pilot)
        assert "So I sent myself." in screen_text(pilot)


async def test_enter_opens_the_document_at_the_passage(study: Study) -> None:
    async with opened(study, "f3", "down", "down", "f4", "enter") as pilot:
        assert isinstance(pilot.app.screen, CodingScreen)
        assert "garden" in screen_text(pilot)
        assert "4 words" in screen_text(pilot)


async def test_the_place_shows_the_words_among_what_was_said_around_them(study: Study) -> None:
    async with opened(study, "f3", "down", "down", "f4") as pilot:
        page = pilot.app.screen.query_one("#place", ReadingPage)
        strong = [p.strong.of(p.words) for p in page.paragraphs if p.strong]
        assert strong == ["‹So I sent myself.›"]
        assert "How did you hear of it?" in page.text
        assert "1.2 Routes in (Ana, 12 March 2026)" in page.text
        assert "P01 · role gardener · consent: quote" in page.text


async def test_one_undo_brings_back_all_that_were_marked_and_removed(study: Study) -> None:
    async with opened(study, "f4", "space", "space", "d") as pilot:
        assert "All codes · 3 excerpts in interviews · 1 in field notes" in screen_text(pilot)
        assert toasts(pilot)[-1] == "Removal of 2 excerpts. u takes it back."
        await press(pilot, "u")
        assert "All codes · 5 excerpts in interviews · 1 in field notes" in screen_text(pilot)
    assert len(study.ask(LIVING)) == 6


async def test_without_a_mark_the_keys_act_on_the_one_under_the_cursor(study: Study) -> None:
    async with opened(study, "f3", "down", "down", "f4", "d") as pilot:
        assert "1.2 Routes in · 0 excerpts" in screen_text(pilot)
        assert "No excerpts yet." in screen_text(pilot)


async def test_marked_excerpts_get_another_code_as_one_step(study: Study) -> None:
    async with opened(study, "f3", "down", "f4", "space", "space", "r") as pilot:
        await type_words(pilot, "routes")
        await press(pilot, "enter")
        assert toasts(pilot)[-1] == "2 excerpts recoded as “Routes in”. u takes it back."
        await press(pilot, "u")
    assert [row[0] for row in study.ask(LIVING)].count("1.1") == 4


async def test_against_is_turned_on_for_all_and_off_again(study: Study) -> None:
    async with opened(study, "f3", "down", "f4", "space", "space", "exclamation_mark") as pilot:
        await press(pilot, "home", "space", "space", "exclamation_mark")
        assert toasts(pilot)[-1].startswith("2 excerpts no longer going against")
    assert [row[1] for row in study.ask(LIVING)].count(1) in (0, 1)


async def test_a_quote_is_kept_once(study: Study) -> None:
    async with opened(study, "f3", "down", "down", "f4", "y") as pilot:
        assert "”" in screen_text(pilot)
        await press(pilot, "y")
        assert toasts(pilot)[-1] == "Kept already; nothing was changed."
    assert study.ask("SELECT count(*) FROM quote") == [(1,)]


async def test_a_copy_has_its_citation(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qualcode.tui.clipboard._programs", list)
    async with opened(study, "f4") as pilot:
        for _ in range(6):
            await press(pilot, "space")
        await press(pilot, "C")
        assert "“So I sent myself.” (P01, garden, turn 2; x" in pilot.app.clipboard


async def test_the_words_of_who_withdrew_are_not_listed_and_the_numbers_are_those_of_counts(study: Study) -> None:
    with Project.open(study.path, clock=study.clock, back_up=False) as project:
        project.sign_in("Ana")
        (person,) = project.conn.execute("SELECT id FROM participant WHERE pseudonym = 'P02'").fetchone()
        project.make(ChangeParticipant(person, {"consent": "withdrawn"}))
        together = table(project.conn, Asked(By.DOCUMENT, together=True))
        whole = sum(row.own.excerpts or 0 for row in together.parts[0].lines)
    async with opened(study, "f4") as pilot:
        shown = screen_text(pilot)
        assert "All codes · 3 excerpts in interviews · 1 in field notes" in shown
        assert whole == 4
        assert "Nobody told me" not in shown
        assert "1 person withdrew" in shown


async def test_words_are_found_whatever_their_quotes_and_case(study: Study) -> None:
    async with opened(study, "f4", "slash") as pilot:
        await pilot.press(*"CHEMIST", "apostrophe", "s")
        await press(pilot, "enter")
        assert "All codes, with “CHEMIST's” · 1 excerpt" in screen_text(pilot)
        await press(pilot, "escape")
        assert "All codes · 5 excerpts in interviews" in screen_text(pilot)


async def test_a_question_says_where_it_is_typed_that_it_is_asked_under_the_code_that_is_chosen(study: Study) -> None:
    async with opened(study, "f3", "down", "f4", "slash") as pilot:
        assert "/ Show excerpts under 1.1 Knowing what exists with:" in screen_text(pilot)
        await type_words(pilot, "code:3.1.1")
        await press(pilot, "enter")
        assert "Nothing under 1.1 Knowing what exists answers this question. esc shows all." in screen_text(pilot)
        await run(pilot, "excerpts.form")
        assert "Which are shown, under 1.1 Knowing what exists" in screen_text(pilot)
        await press(pilot, "escape", "escape")
        pilot.app.screen.query_one("#codes").focus()
        await press(pilot, "home", "slash")
        assert "/ Show excerpts with:" in screen_text(pilot)


async def test_the_kinds_of_document_stand_side_by_side(study: Study) -> None:
    async with opened(study, "f4", "2") as pilot:
        assert "Interviews · 5 excerpts · 2 people" in screen_text(pilot)
        assert "Field notes · 1 excerpt ─" in screen_text(pilot), "nobody takes part in a field note"
        assert_golden(pilot, "excerpts-apart-120x40")


async def test_the_title_counts_each_kind_of_document_and_adds_them_only_when_asked(study: Study) -> None:
    async with opened(study, "f4", "percent_sign") as pilot:
        assert "All codes · 2 of 2 people in interviews ─" in screen_text(pilot)
        await press(pilot, "percent_sign")
        assert "All codes · 2 of 2 interviews · 1 of 1 field note ─" in screen_text(pilot)
        await press(pilot, "percent_sign")
        added = "All codes · all kinds added: 6 excerpts · 2 of 2 people · 3 of 3 documents"
        assert added in screen_text(pilot)
        assert "─ all kinds added · enter reads them" in screen_text(pilot), "the list of codes says so, too"
        await press(pilot, "percent_sign")
        assert "All codes · 5 excerpts in interviews · 1 in field notes" in screen_text(pilot)


async def test_where_there_is_little_room_the_title_is_short_and_still_adds_no_kinds(study: Study) -> None:
    async with opened(study, "f3", "down", "f4", size=(60, 24)) as pilot:
        assert "1.1 Knowing what exists · excerpts: int. 3 · notes 1 ─" in screen_text(pilot)
        await press(pilot, "percent_sign")
        assert "1.1 Knowing what exists · 2 of 2 people in interviews ─" in screen_text(pilot)
        await press(pilot, "percent_sign", "percent_sign")
        assert "… · added: 4 · 2 people · 3 documents ─" in screen_text(pilot)


async def test_with_one_kind_of_document_the_title_is_as_it_always_was(study: Study) -> None:
    study.remove("note")
    async with opened(study, "f4", "percent_sign") as pilot:
        assert "All codes · 5 excerpts · 2 of 2 people · 2 of 2 documents" in screen_text(pilot)
        assert toasts(pilot)[-1].startswith("All documents are of one kind")
        assert "% next" not in screen_text(pilot)


async def test_words_that_are_nowhere_leave_no_number_of_any_kind(study: Study) -> None:
    async with opened(study, "f4", "slash") as pilot:
        await type_words(pilot, "zebra")
        assert "All codes, with “zebra” · 0 excerpts" in screen_text(pilot)


async def test_words_that_look_like_markup_are_shown_as_they_are(study: Study) -> None:
    async with opened(study, "f4", "end") as pilot:
        page = pilot.app.screen.query_one("#place", ReadingPage)
        assert "[/then] half hidden." in page.text
        assert "[/then] half hidden." in screen_text(pilot)


async def test_what_stands_between_turns_is_in_no_row_place_or_copy(
    study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qualcode.tui.clipboard._programs", list)
    text = INTERVIEWS["garden"]
    over_three = Span(text.index("So I sent"), text.index("I sleep.") + len("I sleep."))
    with Project.open(study.path, clock=study.clock, back_up=False) as project:
        project.sign_in("Ana")
        project.make(AddCodings([NewCoding(study.documents["garden"], over_three, study.codes["3.1"])]))
    async with opened(study, "f3", "end", "up", "f4") as pilot:
        rows = [line for line in screen_text(pilot).splitlines() if "So I sent myself. INT: And has it" in line]
        assert len(rows) == 1
        assert "Interviewer:" not in screen_text(pilot)
        await press(pilot, "C")
        words = "“So I sent myself. Interviewer: And has it changed anything? P01: I sleep.” (P01, garden, turn 2"
        assert pilot.app.clipboard.startswith(words)


async def test_the_excerpts_of_several_codes_stand_in_the_order_of_reading(study: Study) -> None:
    async with opened(study, "f4") as pilot:
        text = screen_text(pilot)
        said = ["It was a card", "So I sent myself.", "I sleep.", "Nobody told me.", "I read it in the paper"]
        places = [text.index(words) for words in said]
        assert places == sorted(places)


async def test_kinds_without_a_coding_have_no_column_and_names_stay_readable_beside_many(study: Study) -> None:
    study.bring_in({"circle": Kind.FOCUS_GROUP, "comment": Kind.PUBLIC_COMMENT, "paper": Kind.EVIDENCE})
    async with opened(study, "f4") as pilot:
        head = next(line for line in screen_text(pilot).splitlines() if " code " in line)
        assert head.split("│")[1].split() == ["code", "int.", "notes"], "nothing is coded in the others yet"
    study.code(*(("circle", "1.1"), ("comment", "1.2"), ("paper", "3.1.1")))
    async with opened(study, "f4") as pilot:
        assert "1.1 Knowing what exists" in screen_text(pilot)
        head = next(line for line in screen_text(pilot).splitlines() if " code " in line)
        assert head.split("│")[1].split() == ["code", "int.", "group", "notes", "comm."]
        assert "─ excerpts · no room for evid. · enter reads them ─" in screen_text(pilot)
        assert "All codes · int. 5, group 1, notes 1, comm. 1, evid. 1 ─" in screen_text(pilot), "the title has all"


LONG = (
    "(who:P01 or who:P02) and not coder:Ana or kind:interview and attr:role!=gardener and not date:2019-03..2019-05"
)


def asked_for(pilot: Pilot[None]) -> str:
    """What a box says above its line."""
    return str(pilot.app.screen.query_one(".words", Words).content)


def typed_whole(pilot: Pilot[None]) -> str:
    """What stands above the bar that a question is typed in, a long one first."""
    return str(pilot.app.screen.query_one(".question-bar--above", Words).content)


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_a_long_question_is_cut_in_its_middle_and_the_numbers_stay(study: Study, size: tuple[int, int]) -> None:
    async with opened(study, "f3", "down", "f4", "slash", size=size) as pilot:
        await type_words(pilot, LONG)
        assert LONG in typed_whole(pilot), "the bar shows all of it while it is typed"
        await press(pilot, "enter")
        top = next(
            line for line in screen_text(pilot).splitlines() if "1.1 Knowing what" in line and "excerpt" in line
        )
        assert "1.1 Knowing what exists, (who:P01" in top and "…" in top
        assert "03..2019-05 · 2 excerpts in interviews ─" in top
        await press(pilot, "slash")
        assert LONG in typed_whole(pilot), "/ shows it again"


async def test_a_question_is_saved_with_the_code_whose_excerpts_are_shown(study: Study) -> None:
    async with opened(study, "f3", "down", "f4", "slash") as pilot:
        await type_words(pilot, "who:P02 or who:P01")
        await press(pilot, "enter")
        under_code = screen_of(pilot, ExcerptsScreen).query_one("#rows-0", DrawnRows).row_ids
        await press(pilot, "ctrl+s")
        assert "code:1.1 and (who:P02 or who:P01)" in asked_for(pilot)
        assert "It finds what is shown now: only excerpts under 1.1 Knowing what exists." in asked_for(pilot)
        await type_words(pilot, "theirs")
        await press(pilot, "enter", "escape")
        pilot.app.screen.query_one("#codes").focus()
        await press(pilot, "home", "slash")
        await type_words(pilot, "@theirs")
        await press(pilot, "enter")
        assert screen_of(pilot, ExcerptsScreen).query_one("#rows-0", DrawnRows).row_ids == under_code
        assert len(under_code) == 3


async def test_the_name_box_says_that_what_stands_under_the_code_is_found_too(study: Study) -> None:
    async with opened(study, "f3", "f4", "slash") as pilot:
        await type_words(pilot, "who:P01 code:1.2")
        await press(pilot, "enter", "ctrl+s")
        assert "under:1 and who:P01 and code:1.2" in screen_text(pilot)
        assert "only excerpts under 1 Access and the codes under it." in asked_for(pilot)


async def test_with_all_codes_the_question_is_saved_as_it_was_typed(study: Study) -> None:
    async with opened(study, "f4", "slash") as pilot:
        await type_words(pilot, "who:P01 code:1.2")
        await press(pilot, "enter", "ctrl+s")
        assert asked_for(pilot) == "who:P01 code:1.2"


async def test_no_row_is_drawn_before_its_words_are_there(study: Study) -> None:
    async with opened(study, "f3", "f4") as pilot:
        screen = screen_of(pilot, ExcerptsScreen)
        rows = screen.query_one("#rows-0", DrawnRows)
        assert rows.row_ids and not rows._asked, "on coming here"
        await press(pilot, "slash")
        await type_words(pilot, "who:P01")
        await press(pilot, "enter")
        assert rows.row_ids and not rows._asked, "on asking a question"
        await press(pilot, "escape")
        assert rows.row_ids and not rows._asked, "on going back to all"
        await press(pilot, "2")
        apart = [one for one in screen.query(".excerpt-rows").results(DrawnRows) if one.row_ids and one.is_on_screen]
        await press(pilot, "slash")
        await type_words(pilot, "who:P01 or who:P02")
        await press(pilot, "enter")
        assert apart and not any(one._asked for one in apart), "with the kinds of document side by side"


async def test_undoing_the_saving_of_the_question_in_force_is_said_and_its_words_stay_in_force(study: Study) -> None:
    async with opened(study, "f4", "slash") as pilot:
        await type_words(pilot, "who:P01 or who:P02")
        await press(pilot, "enter", "ctrl+s")
        await type_words(pilot, "und")
        await press(pilot, "enter", "slash", "ctrl+u")
        await type_words(pilot, "@und")
        await press(pilot, "enter")
        screen = screen_of(pilot, ExcerptsScreen)
        found = screen.query_one("#rows-0", DrawnRows).row_ids
        assert screen.question == "@und" and found
        told = len(toasts(pilot))
        await press(pilot, "u")
        assert [words for words in toasts(pilot)[told:] if not words.startswith("Undid: ")] == []
        assert toasts(pilot)[-1].startswith("Undid: ")
        assert screen.question == "who:P01 or who:P02"
        assert screen.query_one("#rows-0", DrawnRows).row_ids == found
        assert "@und can be asked no longer: its words stay" in screen_text(pilot)
        await press(pilot, "escape")
        assert "can be asked no longer" not in screen_text(pilot)


async def test_a_question_that_cannot_be_written_out_gives_way_to_all_excerpts_with_a_sentence(
    study: Study,
) -> None:
    async with opened(study, "f4", "slash") as pilot:
        screen = screen_of(pilot, ExcerptsScreen)
        everything = screen.query_one("#rows-0", DrawnRows).row_ids
        await type_words(pilot, "@hers")
        await press(pilot, "enter", "escape")
        await screen.shell.make(SaveQuestion("near", "code:1.1 or code:1.2 in:document"))
        await screen.shell.make(SaveQuestion("hers", "@near and who:P02"))
        await press(pilot, "slash")
        await type_words(pilot, "@hers")
        await press(pilot, "enter")
        assert screen.question == "@hers"
        await press(pilot, "u")
        assert screen.question == "" and screen.query_one("#rows-0", DrawnRows).row_ids == everything
        assert "@hers can be asked no longer: all are shown" in screen_text(pilot)


NUMBERS = "4 excerpts · 4 of 6 people · 4 of 6 documents"


@pytest.mark.parametrize(
    ("width", "title"),
    [
        (140, f"1.1 Knowing what exists, kind:interview and text:zebra or who:P01 · {NUMBERS}"),
        (99, f"1.1 Knowing what exists, kind:intervi…ra or who:P01 · {NUMBERS}"),
        (84, f"1.1 Knowing what exists, a question · {NUMBERS}"),
        (76, f"1.1 Knowing wha…, a question · {NUMBERS}"),
        (56, f"1.1 Kno… · {NUMBERS}"),
        (46, NUMBERS),
    ],
)
def test_a_question_that_has_no_room_is_only_named_and_numbers_are_never_cut(width: int, title: str) -> None:
    asked = ", kind:interview and text:zebra or who:P01"
    assert list_title("1.1 Knowing what exists", asked, ", a question", NUMBERS, width) == title
    assert cells(title) <= width


def test_a_short_question_stays_whole_and_the_code_beside_it_is_cut() -> None:
    title = list_title("1.1 Knowing what exists", ", @und", ", a question", NUMBERS, 70)
    assert title == f"1.1 Knowing wha…, @und · {NUMBERS}"
    title = list_title("1.1 Knowing what exists", "", ", a question", NUMBERS, 60)
    assert title == f"1.1 Knowing… · {NUMBERS}"
