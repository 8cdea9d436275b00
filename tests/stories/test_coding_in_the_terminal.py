"""A person codes an interview in the terminal, from opening the study to coming back the next day."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from qualcode.transcripts.span import Span
from qualcode.tui.screens.code_picker import CodePickerScreen
from qualcode.tui.screens.documents import DocumentsScreen
from qualcode.tui.screens.questions import Choose
from tests.screens.shown_study import make_study, rows, shown

CODED = (
    "SELECT code.name, substr(text.words, coding.start + 1, coding.stop - coding.start) FROM coding "
    "JOIN code ON code.id = coding.code_id JOIN text_version v ON v.id = coding.version_id "
    "JOIN text ON text.sha256 = v.sha256 WHERE coding.deleted_at IS NULL ORDER BY coding.num"
)


async def test_a_passage_is_coded_with_c_two_letters_and_enter_and_is_then_on_disk(tmp_path: Path) -> None:
    path = make_study(tmp_path)
    async with shown(path) as seen:
        view = await seen.open_first()
        await seen.press("j", "j", "c")
        assert isinstance(seen.app.screen, CodePickerScreen)
        await seen.press("r", "o", "enter")
        assert [mark.name for mark in view.marks] == ["Routes in"]
        assert await seen.ask(CODED) == [("Routes in", "It was a card on the board in the chemist’s.")]
    assert rows(path, CODED) == [("Routes in", "It was a card on the board in the chemist’s.")]


async def test_a_sentence_is_coded_in_two_keys_with_a_digit_or_the_same_code_again(tmp_path: Path) -> None:
    async with shown(make_study(tmp_path)) as seen:
        await seen.open_first()
        await seen.press("j", "c", "r", "o", "enter", "j", "a", "j", "1")
        assert [name for name, _ in await seen.ask(CODED)] == ["Routes in"] * 3


async def test_what_was_applied_last_is_what_the_next_key_is_about_and_stays_it(tmp_path: Path) -> None:
    against = "SELECT code.name, against FROM coding JOIN code ON code.id = code_id WHERE coding.deleted_at IS NULL"
    async with shown(make_study(tmp_path)) as seen:
        await seen.open_first()
        await seen.press("j", "c", "r", "o", "enter", "c", "b", "e", "n", "enter", "exclamation_mark")
        assert sorted(await seen.ask(against)) == [("Benefit", 1), ("Routes in", 0)]
        await seen.press("exclamation_mark")
        assert sorted(await seen.ask(against)) == [("Benefit", 0), ("Routes in", 0)]


async def test_a_document_keeps_its_digits_for_whoever_comes_back_to_it(tmp_path: Path) -> None:
    async with shown(make_study(tmp_path)) as seen:
        await seen.open_first()
        await seen.press("j", "c", "r", "o", "enter", "c", "b", "e", "n", "enter", "c", *"knowing", "enter")
        laid = ["1 1.2 Routes in", "2 3.1 Benefit", "3 1.1 Knowing what exists"]
        assert all(line in seen.text for line in laid)
        await seen.press("escape")
        await seen.open_first()
        assert all(line in seen.text for line in laid)


async def test_a_mistyped_name_that_makes_a_code_says_where_it_was_made(tmp_path: Path) -> None:
    async with shown(make_study(tmp_path)) as seen:
        await seen.open_first()
        await seen.press("j", "c", "9", "9", "enter")
        assert seen.toasts == [], "a number that no code has may be a slip: the area is asked for first"
        assert "No code is called that. New code “99” under which" in seen.text
        await seen.press("enter")
        assert seen.toasts == ["New code “99” under Access. u takes it back."]


async def test_a_passage_is_coded_with_the_mouse(tmp_path: Path) -> None:
    async with shown(make_study(tmp_path)) as seen:
        view = await seen.open_first()
        words = "a tin of shortbread"
        start = view.document.text.index(words)
        line = view._layout.line_at(start)
        column = view._layout.place(start).column
        await seen.pilot.mouse_down("#text", offset=(7 + column, line))
        await seen.pilot.hover("#text", offset=(7 + column + len(words) - 1, line))
        await seen.pilot.mouse_up("#text", offset=(7 + column + len(words) - 1, line))
        await seen.settled()
        assert view.selection is not None and view.selection.of(view.document.text) == words
        await seen.pilot.click("#keys", offset=(2, 0))
        await seen.settled()
        assert isinstance(seen.app.screen, CodePickerScreen)
        await seen.pilot.click("#codes", offset=(10, 0))
        await seen.settled()
        assert await seen.ask(CODED) == [("Knowing what exists", words)]


async def test_undo_and_redo_say_what_they_did_and_repaint(tmp_path: Path) -> None:
    async with shown(make_study(tmp_path)) as seen:
        view = await seen.open_first()
        await seen.press("j", "c", "r", "o", "enter")
        await seen.press("u")
        assert not view.marks
        assert seen.toasts[-1] == "Undid: “Routes in” on 5 words, P03. U does it again."
        await seen.press("U")
        assert [mark.name for mark in view.marks] == ["Routes in"]
        assert seen.toasts[-1].startswith("Did again: “Routes in” on 5 words, P03.")


async def test_after_leaving_a_document_opens_where_it_was_left(tmp_path: Path) -> None:
    path = make_study(tmp_path)
    async with shown(path) as seen:
        view = await seen.open_first()
        await seen.press("j", "j", "j", "j", "j")
        left = view.selection
        await seen.press("escape")
        assert isinstance(seen.app.screen, DocumentsScreen)
    async with shown(path) as seen:
        assert (await seen.open_first()).selection == left


async def test_leaving_the_program_keeps_the_place_too(tmp_path: Path) -> None:
    path = make_study(tmp_path)
    async with shown(path) as seen:
        view = await seen.open_first()
        await seen.press("j", "j", "j")
        left = view.selection
        await seen.pilot.press("ctrl+q")
        await seen.pilot.pause()
    async with shown(path) as seen:
        assert (await seen.open_first()).selection == left


async def test_recoding_removing_and_going_against_are_each_one_step_back(tmp_path: Path) -> None:
    async with shown(make_study(tmp_path)) as seen:
        view = await seen.open_first()
        await seen.press("j", "c", "r", "o", "enter")
        await seen.press("exclamation_mark")
        assert view.marks[0].against
        await seen.press("r", "b", "e", "n", "enter")
        assert [mark.name for mark in view.marks] == ["Benefit"]
        await seen.press("d")
        assert not view.marks
        await seen.press("u", "u", "u")
        assert [(mark.name, mark.against) for mark in view.marks] == [("Routes in", False)]


async def test_a_coding_is_picked_up_and_set_down_on_more_words(tmp_path: Path) -> None:
    async with shown(make_study(tmp_path)) as seen:
        await seen.open_first()
        await seen.press("j", "c", "r", "o", "enter", "b", "shift+down", "enter")
        coded = await seen.ask(CODED)
        assert coded == [("Routes in", "I didn’t, not for years. It was a card on the board in the chemist’s.")]


async def test_a_coding_set_down_on_another_of_its_code_says_that_they_are_joined(tmp_path: Path) -> None:
    async with shown(make_study(tmp_path)) as seen:
        await seen.open_first()
        await seen.press("j", "c", "r", "o", "enter", "j", "a", "b", "space", "k", "space", "k", "k", "enter")
        assert await seen.ask(CODED) == [("Routes in", "I didn’t, not for years.")]
        assert seen.toasts[-1] == "Ends of “Routes in”, joined with the same there. u takes it back."
        await seen.press("u")
        assert len(await seen.ask(CODED)) == 2


async def test_in_vivo_makes_a_proposed_code_of_the_words_and_is_one_step_back(tmp_path: Path) -> None:
    async with shown(make_study(tmp_path)) as seen:
        await seen.open_first()
        await seen.press("j", "v", "enter")
        made = await seen.ask("SELECT name, state, idx FROM code ORDER BY num DESC LIMIT 1")
        assert made == [("I didn’t, not for years", "proposed", "1.6")]
        assert len(await seen.ask(CODED)) == 1
        await seen.press("u")
        assert await seen.ask(CODED) == []
        assert await seen.ask("SELECT count(*) FROM code WHERE state = 'proposed' AND deleted_at IS NULL") == [(0,)]


async def test_a_new_code_typed_in_the_picker_is_made_under_the_area_one_chooses(tmp_path: Path) -> None:
    async with shown(make_study(tmp_path)) as seen:
        await seen.open_first()
        await seen.press("j", "c", *"zebra", "enter")
        assert await seen.ask("SELECT idx FROM code WHERE name = 'zebra'") == [("1.6",)]
        assert [name for name, _ in await seen.ask(CODED)] == ["zebra"]


async def test_the_first_coding_marks_the_document_as_being_coded_and_undo_takes_both_back(
    tmp_path: Path,
) -> None:
    async with shown(make_study(tmp_path)) as seen:
        await seen.open_first()
        await seen.press("j", "c", "r", "o", "enter")
        assert await seen.ask("SELECT reading_state FROM document") == [("being coded",)]
        await seen.press("u")
        assert await seen.ask("SELECT reading_state FROM document") == [("new",)]


async def test_a_memo_on_a_passage_is_saved_by_going_back(tmp_path: Path) -> None:
    async with shown(make_study(tmp_path)) as seen:
        await seen.open_first()
        await seen.press("j", "m", *"Why", "tab", "right", "escape")
        assert await seen.ask("SELECT kind, body FROM memo") == [("question", "Why")]
        assert "question: Why" in seen.text
        await seen.press("m", "enter", "space", *"not", "escape")
        assert await seen.ask("SELECT body FROM memo WHERE deleted_at IS NULL") == [("Why not",)]


async def test_words_over_several_turns_are_named_counted_and_copied_without_what_stands_between(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qualcode.tui.clipboard._programs", list)
    async with shown(make_study(tmp_path)) as seen:
        view = await seen.open_first()
        view.select(Span(*_ends(view.document.text, "So I sent myself.", "What was")))
        await seen.press("C")
        assert "“So I sent myself. Interviewer: What was” (P03" in seen.app.clipboard
        assert "6 words" in seen.text
        await seen.press("v", "enter")
        assert await seen.ask("SELECT name FROM code ORDER BY num DESC LIMIT 1") == [("So I sent myself. What was",)]
        await seen.press("slash", *"Interviewer", "enter")
        assert view.hits == 0


def _ends(text: str, first: str, last: str) -> tuple[int, int]:
    return text.index(first), text.index(last) + len(last)


async def test_a_quote_is_kept_with_y_and_not_twice(tmp_path: Path) -> None:
    async with shown(make_study(tmp_path)) as seen:
        await seen.open_first()
        await seen.press("j", "y", "y")
        assert await seen.ask("SELECT count(*) FROM quote") == [(1,)]
        assert "kept already" in seen.toasts[-1]


async def test_words_are_found_and_n_goes_to_the_next(tmp_path: Path) -> None:
    async with shown(make_study(tmp_path)) as seen:
        view = await seen.open_first()
        await seen.press("slash", *"the", "enter")
        first = view.selection
        assert view.hits == view.document.text.casefold().count("the")
        await seen.press("n")
        assert view.selection != first


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_the_side_pane_goes_and_comes_with_i(tmp_path: Path, size: tuple[int, int]) -> None:
    async with shown(make_study(tmp_path), size=size) as seen:
        await seen.open_first()
        before = "Pinned and recent" in seen.text
        await seen.press("i")
        assert ("Pinned and recent" in seen.text) is not before
        await seen.press("i")
        assert ("Pinned and recent" in seen.text) is before


async def test_the_right_button_offers_what_the_keys_offer(tmp_path: Path) -> None:
    async with shown(make_study(tmp_path)) as seen:
        await seen.open_first()
        await seen.press("j", "c", "r", "o", "enter")
        await seen.pilot.click("#text", offset=(12, 3), button=3)
        await seen.until(lambda: isinstance(seen.app.screen, Choose))
        assert "Same code again" in seen.text and "Remove" in seen.text
        await seen.press("enter")
        assert isinstance(seen.app.screen, CodePickerScreen)


async def test_a_click_on_a_digit_in_the_side_pane_applies_its_code(tmp_path: Path) -> None:
    async with shown(make_study(tmp_path)) as seen:
        await seen.open_first()
        await seen.press("j", "c", "r", "o", "enter", "j")
        line = next(n for n, words in enumerate(seen.text.splitlines()) if "1 1.2 Routes in" in words)
        await seen.pilot.click("#here", offset=(5, line - 3))
        await seen.settled()
        assert len(await seen.ask(CODED)) == 2


async def test_coding_goes_on_in_the_order_of_the_keys_when_the_disk_is_slow(tmp_path: Path) -> None:
    async with shown(make_study(tmp_path)) as seen:
        view = await seen.open_first()
        await seen.press("j", "c", "r", "o", "enter")
        await seen.app.lane.call(lambda project: project.subscribe(lambda made: time.sleep(0.15)))
        for key in ("j", "a", "j", "a", "u", "j", "a", "u", "U"):
            await seen.pilot.press(key)
        await seen.until(lambda: any(toast.startswith("Did again") for toast in seen.toasts))
        assert [words for _, words in await seen.ask(CODED)] == [
            "I didn’t, not for years.",
            "It was a card on the board in the chemist’s.",
            "What was the first evening like?",
        ]
        assert len(view.marks) == 3
