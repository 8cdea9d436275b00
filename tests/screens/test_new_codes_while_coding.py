"""Codes and areas that are made while one codes, and what is said of a coding that is taken off."""

from __future__ import annotations

from pathlib import Path

from qualcode.transcripts.span import Span
from qualcode.tui.screens.questions import Choose
from qualcode.tui.widgets.marked_options import Hanging
from tests.screens.shown_study import SAID, Shown, make_study, shown, transcript

CARD = "It was a card on the board in the chemist’s."


async def to(seen: Shown, words: str) -> None:
    """Select words of the open document."""
    start = seen.view.source.text.index(words)
    seen.view.select(Span(start, start + len(words)))
    await seen.settled()


async def test_the_first_code_of_a_study_without_a_codebook_is_made_with_its_area(
    tmp_path: Path,
) -> None:
    async with shown(make_study(tmp_path, book=())) as seen:
        await seen.open_first()
        await to(seen, CARD)
        await seen.press("c", *"Cards", "enter")
        assert "Type the name of the new area" in seen.text
        await seen.press(*"Routes", "enter")
        assert [mark.title for mark in seen.view.marks_here()] == ["1.1 Cards"]
        assert seen.toasts[-1] == "New code “Cards” under the new area “Routes”. u takes it back."
        await seen.press("u")
        assert await seen.ask("SELECT name FROM code WHERE deleted_at IS NULL") == []


async def test_a_new_area_is_offered_below_the_areas_and_escape_goes_back_to_them(tmp_path: Path) -> None:
    async with shown(make_study(tmp_path)) as seen:
        await seen.open_first()
        await seen.press("c", *"Boards", "pagedown")
        assert "A new area…" in seen.text
        await seen.press("enter", *"half a na", "escape")
        assert "New code “Boards” under which" in seen.text
        await seen.press("pagedown", "enter", *"access", "enter")
        boards = "SELECT idx FROM code WHERE name = 'Boards'"
        assert await seen.ask(boards) == [("1.6",)], "an area of that name is taken"
        await seen.press("j", "c", *"Cars", "pagedown", "enter", *"Thresholds", "enter")
        assert await seen.ask("SELECT idx, name FROM code WHERE name IN ('Cars', 'Thresholds') ORDER BY idx") == [
            ("4", "Thresholds"),
            ("4.1", "Cars"),
        ]


async def test_a_new_code_begins_at_the_area_of_the_code_applied_last(tmp_path: Path) -> None:
    async with shown(make_study(tmp_path)) as seen:
        await seen.open_first()
        await seen.press("c", *"benefit", "enter", "j", "c", *"Sleeping", "enter")
        assert seen.toasts[-1] == "New code “Sleeping” under Evidence. u takes it back."


async def test_a_code_in_vivo_is_named_without_the_full_stop_and_is_found_again(tmp_path: Path) -> None:
    async with shown(make_study(tmp_path)) as seen:
        await seen.open_first()
        await to(seen, "shortbread.")
        await seen.press("v", "enter")
        await to(seen, "shortbread")
        await seen.press("v")
        assert await seen.ask("SELECT count(*) FROM code WHERE name = 'shortbread'") == [(1,)]
        assert await seen.ask("SELECT count(*) FROM coding WHERE deleted_at IS NULL") == [(2,)]


async def test_codes_in_vivo_can_go_under_a_new_area_which_is_asked_once(tmp_path: Path) -> None:
    async with shown(make_study(tmp_path, book=())) as seen:
        await seen.open_first()
        await to(seen, "a tin of shortbread")
        await seen.press("v")
        assert isinstance(seen.app.screen, Choose)
        await seen.press("enter", *"Own words", "enter")
        await to(seen, "twenty minutes")
        await seen.press("v")
        assert await seen.ask("SELECT idx, name FROM code ORDER BY idx") == [
            ("1", "Own words"),
            ("1.1", "a tin of shortbread"),
            ("1.2", "twenty minutes"),
        ]


async def test_a_coding_that_is_taken_off_says_where_its_memo_stays(tmp_path: Path) -> None:
    async with shown(make_study(tmp_path)) as seen:
        await seen.open_first()
        await seen.press("c", *"routes", "enter", "m", *"why", "escape", "d")
        said = "1.2 Routes in is off this passage. Its memo stays in Memos (F9). u brings it back."
        assert seen.toasts[-1] == said
        assert "why" not in seen.text.replace(said, "")
        await seen.press("f9")
        assert "why" in seen.text


async def test_the_next_hit_is_looked_for_beyond_the_sentence_that_was_grown_from_one(tmp_path: Path) -> None:
    async with shown(make_study(tmp_path)) as seen:
        view = await seen.open_first()
        await seen.press("slash", *"the ", "enter")
        found = []
        for _ in range(4):
            await seen.press("e")
            assert "hit " in view.status, "which hit it is stays in sight"
            found.append(view.source.text[view.selection.start : view.selection.end] if view.selection else "")
            await seen.press("n")
        assert found == [
            "How did you come to hear about the group?",
            CARD,
            "What was the first evening like?",
            "I sat in the car for twenty minutes.",
        ]


async def test_a_code_is_pinned_by_pressing_the_digit(tmp_path: Path) -> None:
    async with shown(make_study(tmp_path)) as seen:
        await seen.open_first()
        await seen.press("c", *"routes", "enter", "j", "colon", *"pin to", "enter", "7", "7")
        assert [mark.title for mark in seen.view.marks_here()] == ["1.2 Routes in"]


async def test_what_is_taken_back_out_of_sight_is_gone_to(tmp_path: Path) -> None:
    many = [(who, f"{words} Time {number}.") for number in range(30) for who, words in SAID]
    async with shown(make_study(tmp_path, [transcript(many)])) as seen:
        await seen.open_first()
        await to(seen, "Time 0.")
        await seen.press("c", *"routes", "enter")
        first = seen.view.selection
        await seen.press("G", "k", "a")
        last = seen.view.selection
        await seen.press("k", "u")
        assert seen.view.selection != last, "what is in sight is taken back where one is"
        here = seen.view.selection
        await seen.press("u")
        assert seen.view.selection == first
        await seen.press("U")
        assert seen.view.selection == first
        await seen.press("U")
        assert seen.view.selection == last != here


async def test_the_memo_box_leaves_the_passage_in_sight(tmp_path: Path) -> None:
    many = [(who, f"{words} Time {number}.") for number in range(9) for who, words in SAID]
    async with shown(make_study(tmp_path, [transcript(many)])) as seen:
        await seen.open_first()
        for number in range(9):
            await to(
                seen,
                f"twenty minutes. Then a woman came past with a tin of shortbread. There you are. Time {number}.",
            )
            passage = seen.view.region_of(seen.view.selection or Span(0, 0))
            await seen.press("m")
            box = seen.app.screen.query_one(".box").region
            assert box.height == 17 and not box.overlaps(passage)
            await seen.press("escape")


async def test_one_message_stands_in_the_place_of_the_one_before(tmp_path: Path) -> None:
    async with shown(make_study(tmp_path)) as seen:
        await seen.open_first()
        await seen.press("c", *"routes", "enter", "d", "d")
        assert seen.toasts == ["There is no coding on this passage. ] goes to the next one."]


def test_a_line_under_an_option_stays_under_it_where_it_is_too_long() -> None:
    hung = Hanging("with the transcripts\n  the folders are made in /home/ana/interviews")._hung(24).plain
    assert hung == "with the transcripts\n  the folders are made\n  in\n  /home/ana/interviews"
