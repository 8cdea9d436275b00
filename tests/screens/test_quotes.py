"""Quotes (F7), driven by its keys: essays, their outlines, and how each quote will be printed."""

from __future__ import annotations

import pytest
from textual.widgets import Input

from qualcode.analysis.documents import text_of
from qualcode.edits.essays import AddPart
from qualcode.edits.texts import ReplaceWords
from qualcode.essays.essay import PartKind
from qualcode.project.project import Project
from qualcode.transcripts.span import Span
from qualcode.tui.screens.coding import CodingScreen
from qualcode.tui.screens.quotes import QuotesScreen
from qualcode.tui.screens.quotes_rows import KEPT
from qualcode.tui.widgets.drawn_rows import DrawnRows
from tests.screens.place_study import (
    Study,
    assert_golden,
    fill_in,
    opened,
    press,
    run,
    screen_of,
    screen_text,
    toasts,
    type_words,
)
from tests.screens.quotes_study import keep, page, parts_of, told
from tests.screens.shown_study import shown

ESSAYS = "SELECT title, state, audience FROM essay WHERE deleted_at IS NULL ORDER BY place"
QUOTES = "SELECT count(*) FROM quote WHERE deleted_at IS NULL AND essay_id IS "


WHOLE = ["The card", "It was", "I read", "What it", "Then what", "I sleep."]


@pytest.mark.parametrize("size", [(120, 40), (80, 24)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_essays_stand_above_the_outline_of_the_one_under_the_cursor(
    written: Study, size: tuple[int, int]
) -> None:
    async with opened(written, "f7", "tab", "j", size=size) as pilot:
        assert_golden(pilot, f"quotes-{size[0]}x{size[1]}")


async def test_a_narrow_screen_shows_the_quote_in_place_of_the_lists(written: Study) -> None:
    async with opened(written, "f7", "tab", "j", "i", size=(80, 24)) as pilot:
        assert_golden(pilot, "quotes-reading-80x24")


async def test_a_study_without_essays_tells_which_keys_begin(study: Study) -> None:
    async with opened(study, "g", "7") as pilot:
        assert "No quote yet." in screen_text(pilot)
        await press(pilot, "plus")
        await fill_in(pilot, title="Finding a way in", audience="team")
        assert "▸ Finding a way in" in screen_text(pilot)
        assert toasts(pilot)[-1] == "New essay “Finding a way in”. u takes it back."
        await press(pilot, "u")
        assert "No quote yet." in screen_text(pilot)
        await press(pilot, "U")
    assert study.ask(ESSAYS) == [("Finding a way in", "outline", "team")]


async def test_a_quote_is_shown_as_its_readers_will_see_it(written: Study) -> None:
    async with opened(written, "f7", "enter", "j") as pilot:
        shown = screen_text(pilot)
        assert "As it will appear" in shown
        assert "“It was a card on the board in the chemist’s. So I" in shown
        assert "– P01, gardener" in shown
        assert "1.1 Knowing what exists · 1.2 Routes in" in shown
        assert "It may be quoted for readers outside the team." in shown


async def test_a_quote_that_may_not_be_printed_says_why_and_what_the_team_reads(written: Study) -> None:
    async with opened(written, "f7", "enter", "j", "j") as pilot:
        shown = screen_text(pilot)
        assert "Held back for readers outside the team" in shown
        assert "P02: for the study team only." in shown
        assert "What the team reads" in shown
        assert "held" in shown.partition("on a train")[2]
        await press(pilot, "C")
        assert toasts(pilot)[-1] == "Not copied: P02, for the study team only."


async def test_a_quote_whose_words_were_taken_out_of_the_text_is_told_and_can_be_put_away(written: Study) -> None:
    with Project.open(written.path, clock=written.clock, back_up=False) as project:
        project.sign_in("Ana")
        for (document,) in project.conn.execute("SELECT id FROM document").fetchall():
            text = text_of(project.conn, document)
            if "I sleep." in text:
                start = text.index("I sleep.")
                project.make(ReplaceWords(document, Span(start, start + len("I sleep. ")), ""))
    async with opened(written, "f7") as pilot:
        assert "1 quote has no words any more" in screen_text(pilot)
        assert "I sleep." not in told(pilot)
        await run(pilot, "quotes.emptied")
        assert toasts(pilot)[-1] == "1 quote without words no longer kept. u takes it back."
        assert "no words any more" not in screen_text(pilot)
        await press(pilot, "u")
        assert "1 quote has no words any more" in screen_text(pilot)


async def test_c_copies_the_quote_with_its_citation(written: Study) -> None:
    async with opened(written, "f7", "enter", "j", "C") as pilot:
        assert pilot.app.clipboard == (
            "“It was a card on the board in the chemist’s. So I sent myself.” (P01, gardener)"
        )


async def test_enter_opens_the_document_at_the_passage(written: Study) -> None:
    async with opened(written, "f7", "enter", "j", "enter") as pilot:
        view = screen_of(pilot, CodingScreen)._view
        assert view.selection is not None
        assert view.selection.of(view.source.text).startswith("It was a card")


async def test_esc_in_the_document_comes_back_to_the_quote(written: Study) -> None:
    async with opened(written, "f7", "tab", "j", "enter") as pilot:
        assert isinstance(pilot.app.screen, CodingScreen)
        await press(pilot, "escape")
        place = screen_of(pilot, QuotesScreen)
        assert place.focused is parts_of(pilot) and place._part is not None and place._part.words.startswith("It was")


async def test_a_note_is_saved_with_the_key_that_its_box_names(written: Study) -> None:
    async with opened(written, "f7", "tab", "j", "plus", "down", "enter") as pilot:
        assert "ctrl+s go on" in screen_text(pilot) and "enter go on" not in screen_text(pilot)
        await type_words(pilot, "Why now")
        await press(pilot, "enter")
        await type_words(pilot, "And who")
        await press(pilot, "ctrl+s")
        assert toasts(pilot)[-1].endswith("u takes it back.")
        assert "Why now" in screen_text(pilot)


@pytest.mark.parametrize("typed", ["cite", "cited", "citation", "style"])
async def test_the_citation_style_is_found_by_the_words_for_it(written: Study, typed: str) -> None:
    async with opened(written, "f7", "colon") as pilot:
        await type_words(pilot, typed)
        assert "Citation style: how its quotes are cited" in screen_text(pilot)


async def test_parts_move_up_and_down_and_a_heading_takes_all_under_it(written: Study) -> None:
    async with opened(written, "f7", "enter", "j", "J") as pilot:
        assert told(pilot) == ["The card", "I read", "It was", "What it", "Then what", "I sleep."]
        await press(pilot, "u")
        assert told(pilot) == WHOLE
        await press(pilot, "K", "u", "home", "J")
        assert told(pilot) == ["What it", "Then what", "I sleep.", "The card", "It was", "I read"]
        await press(pilot, "J", "K")
        assert told(pilot) == WHOLE
        await press(pilot, "K")
        assert told(pilot) == WHOLE


async def test_keys_that_come_faster_than_the_drawing_move_a_quote_as_often(written: Study) -> None:
    async with opened(written, "f7", "enter", "j") as pilot:
        await pilot.press("J", "J", "J")
        await press(pilot)
        assert told(pilot) == ["The card", "I read", "What it", "Then what", "It was", "I sleep."]


async def test_essays_move_in_their_list(written: Study) -> None:
    async with opened(written, "f7", "J") as pilot:
        await press(pilot, "J")
    assert [row[0] for row in written.ask(ESSAYS)] == ["Access", "Finding a way in"]


async def test_a_heading_and_a_note_are_written_after_what_is_under_the_cursor(written: Study) -> None:
    async with opened(written, "f7", "enter", "j", "plus", "enter") as pilot:
        await type_words(pilot, "The train")
        await press(pilot, "enter")
        assert told(pilot)[:4] == ["The card", "It was", "The train", "I read"]
        await press(pilot, "plus", "down", "enter")
        await type_words(pilot, "Who pays")
        await press(pilot, "ctrl+s")
        assert told(pilot)[:5] == ["The card", "It was", "The train", "Who pays", "I read"]
        await press(pilot, "u", "u")
        assert told(pilot) == WHOLE


async def test_enter_on_a_heading_puts_it_in_other_words(written: Study) -> None:
    async with opened(written, "f7", "enter", "enter") as pilot:
        await type_words(pilot, " shop")
        await press(pilot, "enter")
        assert "The card in the chemist’s shop" in screen_text(pilot)
        await press(pilot, "u")
        assert "shop" not in screen_text(pilot)


async def test_d_takes_a_quote_into_kept_and_there_for_good(written: Study) -> None:
    async with opened(written, "f7", "enter", "j", "d") as pilot:
        assert toasts(pilot)[-1] == "1 quote moved to Kept. u takes it back."
        assert told(pilot) == [WHOLE[0], *WHOLE[2:]]
        await press(pilot, "escape", "end", "tab", "d")
        assert len(told(pilot)) == 1
        await press(pilot, "u", "u")
    assert written.ask(QUOTES + "NULL") == [(1,)]


async def test_marked_parts_are_removed_in_one_step(written: Study) -> None:
    async with opened(written, "f7", "enter", "space", "space", "d") as pilot:
        assert told(pilot) == WHOLE[2:]
        await press(pilot, "u")
        assert told(pilot) == WHOLE


async def test_the_quotes_of_an_essay_that_is_removed_go_to_kept(written: Study) -> None:
    async with opened(written, "f7", "d") as pilot:
        assert "3 quotes went to Kept" in toasts(pilot)[-1]
        await press(pilot, "u", "home")
        assert told(pilot) == WHOLE


async def test_a_quote_in_kept_is_moved_into_an_essay(written: Study) -> None:
    async with opened(written, "f7", "end", "tab", "A", "enter") as pilot:
        assert toasts(pilot)[-1] == "Quote moved to “Finding a way in”. u takes it back."
        await press(pilot, "escape", "home")
        assert told(pilot) == [*WHOLE, "Not at"]


async def test_marked_parts_move_together_past_one_part(written: Study) -> None:
    async with opened(written, "f7", "enter", "j", "space", "space", "J") as pilot:
        assert told(pilot) == ["The card", "What it", "It was", "I read", "Then what", "I sleep."]
        await press(pilot, "J", "J", "J")
        assert told(pilot) == ["The card", "What it", "Then what", "I sleep.", "It was", "I read"]
        await press(pilot, "K", "K", "K", "K", "K")
        assert told(pilot) == ["It was", "I read", "The card", "What it", "Then what", "I sleep."]
    async with opened(written, "f7") as pilot:
        assert told(pilot) == ["It was", "I read", "The card", "What it", "Then what", "I sleep."]


async def test_an_outline_that_the_balance_leaves_less_room_has_its_states_in_sight_beside_the_bar(
    written: Study,
) -> None:
    with Project.open(written.path, clock=written.clock, back_up=False) as project:
        project.sign_in("Ana")
        ((essay_id,),) = project.conn.execute("SELECT id FROM essay WHERE title = 'Finding a way in'").fetchall()
        for number in range(16):  # which the list has room for until the balance stands below it
            project.make(AddPart(essay_id, PartKind.NOTE, f"Note {number}"))
    async with opened(written, "f7", "enter", "j") as pilot:
        assert "P02 turn 2  held" in screen_text(pilot)


async def test_the_balance_stands_below_the_outline_once_the_screen_is_made_larger(written: Study) -> None:
    async with opened(written, "f7", "tab", size=(80, 24)) as pilot:
        assert "Balance" not in screen_text(pilot)
        await pilot.resize_terminal(120, 40)
        await press(pilot)
        assert screen_text(pilot).count("Balance, interviews") == 1
        assert "Quotes 2 of 2 participants." in screen_text(pilot)


async def test_the_balance_stands_on_a_wide_screen_once_whatever_has_the_focus(written: Study) -> None:
    async with opened(written, "f7", size=(120, 40)) as pilot:
        assert screen_text(pilot).count("Balance, interviews") == 1
        await press(pilot, "tab")
        assert screen_text(pilot).count("Balance, interviews") == 1
        await press(pilot, "escape", "i")
        assert screen_text(pilot).count("Balance, interviews") == 1


async def test_what_a_key_moved_is_drawn_without_reading_the_outline_again(written: Study) -> None:
    async with opened(written, "f7", "enter", "j") as pilot:
        place = screen_of(pilot, QuotesScreen)
        before = {part.id: part for part in place._parts_here}
        await press(pilot, "J", "J", "K")
        assert all(part is before[part.id] for part in place._parts_here)
        moved = told(pilot)
        await press(pilot, "u", "u", "u")
        assert told(pilot) == WHOLE
        await press(pilot, "U", "U", "U")
        assert told(pilot) == moved


async def test_what_the_readers_of_the_essay_will_not_see_is_told_when_it_is_kept(written: Study) -> None:
    async with opened(written, "f7", "enter", "f2", "down", "enter", "j", "y") as pilot:
        assert "Its readers will not see it: for the study team only." in toasts(pilot)[-1]


async def test_marked_quotes_are_put_under_another_heading_in_their_order(written: Study) -> None:
    async with opened(written, "f7", "enter", "j", "space", "space", "A", "enter") as pilot:
        assert toasts(pilot)[-1] == "2 parts moved in “Finding a way in”. u takes it back."
        assert told(pilot) == ["The card", "What it", "Then what", "I sleep.", "It was", "I read"]
        await press(pilot, "u")
        assert told(pilot) == WHOLE


async def test_a_passage_is_kept_at_the_end_of_what_stands_under_the_heading_where_the_cursor_was(
    written: Study,
) -> None:
    async with opened(written, "f7", "enter", "j") as pilot:
        assert "y elsewhere keeps a passage under “The card in" in screen_text(pilot)
        await press(pilot, "f2", "enter", "y", "j", "j", "j", "y")
        assert "under “The card in the chemist’s”" in toasts(pilot)[-1]
        await press(pilot, "f7")
        shown = told(pilot)
        assert shown[:3] == WHOLE[:3]
        assert shown[5:] == WHOLE[3:], "what is kept later stands after what was kept before it"
        await press(pilot, "end", "f2", "shift+up", "y")
        assert "under “What it did”" in toasts(pilot)[-1]
        await press(pilot, "f7")
        assert told(pilot)[5:8] == WHOLE[3:]
        assert len(told(pilot)) == 9


async def test_a_passage_is_kept_at_the_end_where_the_heading_is_gone(written: Study) -> None:
    async with opened(written, "f7", "enter", "d", "f2", "enter", "y") as pilot:
        assert toasts(pilot)[-1].startswith("Kept for “Finding a way in”: ")


async def test_a_quote_is_used_in_another_essay_too_which_both_then_say(written: Study) -> None:
    async with opened(written, "f7", "enter", "j", "A", "down", "down", "enter") as pilot:
        assert toasts(pilot)[-1] == "Quote used in “Access” too. u takes it back."
        assert "Access" in screen_text(pilot).partition("Used already in")[2]
        assert told(pilot) == WHOLE


async def test_an_essay_says_how_far_it_is_and_for_whom(written: Study) -> None:
    async with opened(written, "f7", "w", "down", "enter") as pilot:
        assert "  draft  " in screen_text(pilot)
        await press(pilot, "f")
        await fill_in(pilot, title="Ways in", audience="team")
        assert "draft · team" in screen_text(pilot)
        await press(pilot, "enter", "j", "j")
        assert "As it will appear" in screen_text(pilot), "what the team may read is not held back from it"
    assert written.ask(ESSAYS)[0] == ("Ways in", "draft", "team")


async def test_m_says_why_a_quote_is_there(written: Study) -> None:
    async with opened(written, "f7", "enter", "j", "m") as pilot:
        await type_words(pilot, "It turns here")
        await press(pilot, "escape")
        assert "It turns here" in screen_text(pilot)
        await press(pilot, "u")
        assert "It turns here" not in screen_text(pilot)


async def test_m_in_the_list_and_on_a_heading_writes_a_memo_on_the_essay(written: Study) -> None:
    async with opened(written, "f7", "m") as pilot:
        await type_words(pilot, "Send it to Bem first")
        await press(pilot, "escape")
        assert "Send it to Bem first" in page(pilot)
        await press(pilot, "enter", "m")
        assert "1 memo on “Finding a way in”" in screen_text(pilot)
        await press(pilot, "escape", "f9")
        assert "essay Finding a way in" in screen_text(pilot)
        await press(pilot, "tab", "enter")
        assert screen_of(pilot, QuotesScreen).query_one("#essays", DrawnRows).has_focus
        await press(pilot, "end", "m")
        assert toasts(pilot)[-1].startswith("Kept is no essay.")


async def test_letters_narrow_the_outline_and_quotes_keep_their_numbers(written: Study) -> None:
    async with opened(written, "f7", "enter", "slash") as pilot:
        await type_words(pilot, "sleep")
        await press(pilot, "enter")
        assert "3 “I sleep.”" in screen_text(pilot)
        assert len(parts_of(pilot).row_ids) == 1
        await press(pilot, "escape")
        assert "1 “It was" in screen_text(pilot)


async def test_y_keeps_a_passage_for_the_essay_that_was_opened_last(written: Study) -> None:
    async with opened(written, "f7", "enter", "f2", "enter", "y") as pilot:
        assert toasts(pilot)[-1].startswith("Kept for “Finding a way in”, under “The card in the chemist’s”: ")
        await press(pilot, "f7")
        assert len(told(pilot)) == 7
        await press(pilot, "escape", "end", "tab", "f2", "y")
        assert toasts(pilot)[-1].startswith("Kept as a quote: ")
    assert written.ask(QUOTES + "NULL") == [(2,)]


async def test_y_keeps_in_kept_once_the_open_essay_is_gone(written: Study) -> None:
    async with opened(written, "f7", "enter", "escape", "d", "f2", "enter", "y") as pilot:
        assert toasts(pilot)[-1].startswith("Kept as a quote: ")


async def test_kept_is_put_in_another_order_and_narrowed_by_a_question(written: Study) -> None:
    with Project.open(written.path, clock=written.clock, back_up=False) as project:
        project.sign_in("Ana")
        project.make(keep(written, "garden", "I sleep."))
        project.make(keep(written, "garden", "It was a card"))
    async with opened(written, "f7", "end") as pilot:
        assert told(pilot) == ["Not at", "I sleep.", "It was"]
        await press(pilot, "f")
        await fill_in(pilot, order="document")
        assert "Kept · by document" in screen_text(pilot)
        assert told(pilot) == ["It was", "I sleep.", "Not at"]
        await press(pilot, "f")
        await fill_in(pilot, question="code:1.1", order="code")
        assert told(pilot) == ["It was"]
        assert "Kept · by code · code:1.1" in screen_text(pilot)
        await press(pilot, "f")
        await fill_in(pilot, question="code:9.9")
        assert "code:9.9" in screen_text(pilot), "what was typed is asked about again"
        await press(pilot, "escape")
        assert told(pilot) == ["It was"]
        await press(pilot, "tab", "d")
        assert "No kept quote answers this." in screen_text(pilot)
        await press(pilot, "u")
        assert told(pilot) == ["It was"]


async def test_kept_has_no_title_no_state_and_stays(written: Study) -> None:
    async with opened(written, "f7", "end") as pilot:
        assert screen_of(pilot, QuotesScreen).query_one("#essays", DrawnRows).row_id == KEPT
        for key in ("w", "d"):
            await press(pilot, key)
            assert toasts(pilot)[-1].startswith("Kept ")
        await press(pilot, "tab", "J")
        assert toasts(pilot)[-1].startswith("Kept has no order of your own")
        await run(pilot, "quotes.side")


async def test_y_in_excerpts_keeps_for_the_open_essay_what_it_has_not_yet(written: Study) -> None:
    async with opened(written, "f7", "enter", "f4", "y") as pilot:
        assert toasts(pilot)[-1] == "Quote in “Finding a way in”. u takes it back."
        await press(pilot, "y")
        assert toasts(pilot)[-1] == "Kept already; nothing was changed."
        await press(pilot, "u", "space", "space", "y")
        assert toasts(pilot)[-1].startswith("2 quotes in “Finding a way in”, under “The card in the chemist’s”.")


async def test_words_typed_with_plus_are_the_title_and_remove_nothing(written: Study) -> None:
    async with shown(written.path) as seen:
        await seen.press("f7")
        await seen.type_at_once("+", *"dada")
        field = seen.app.focused
        assert isinstance(field, Input)
        assert field.value == "dada"
    assert len(written.ask(ESSAYS)) == 2


async def test_keys_that_come_before_another_essay_is_read_do_nothing_to_the_one_before(written: Study) -> None:
    async with opened(written, "f7") as pilot:
        await pilot.press("down", "tab", "d", "J")
        await press(pilot)
        assert told(pilot) == []
    assert written.ask(QUOTES + "NULL") == [(1,)]
