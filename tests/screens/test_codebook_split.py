"""A code split by reading each of its excerpts."""

from __future__ import annotations

import asyncio
import threading

import pytest
from textual.pilot import Pilot

from qualcode.tui.app import QualcodeApp
from qualcode.tui.screens.codebook import CodebookScreen
from qualcode.tui.screens.codebook_split import SplitScreen
from qualcode.tui.widgets.drawn_rows import DrawnRows
from qualcode.tui.widgets.reading_page import ReadingPage
from tests.screens.place_study import (
    Study,
    assert_golden,
    opened,
    press,
    run,
    screen_text,
    settle,
    toasts,
    type_words,
)

CODINGS = "SELECT id, code_id, wording_id FROM coding WHERE deleted_at IS NULL ORDER BY id"
SIZES = [(120, 40), (80, 24)]


def codings_of(study: Study) -> list[tuple[object, ...]]:
    return study.ask(CODINGS)


async def new_code(pilot: Pilot[None], name: str) -> None:
    await press(pilot, "plus")
    await type_words(pilot, name)
    await press(pilot, "enter")


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_each_excerpt_is_read_with_the_codes_it_may_go_to_above(study: Study, size: tuple[int, int]) -> None:
    async with opened(study, "f3", "down", "S", size=size) as pilot:
        assert isinstance(pilot.app.screen, SplitScreen)
        await new_code(pilot, "From a board")
        await new_code(pilot, "From a paper")
        await press(pilot, "1", "2")
        pilot.app.clear_notifications()
        await pilot.pause(0.1)
        assert_golden(pilot, f"split-{size[0]}x{size[1]}")


async def test_digits_send_excerpts_to_new_codes_in_one_step_with_one_undo(study: Study) -> None:
    before, codes = codings_of(study), study.ask("SELECT id, state FROM code WHERE deleted_at IS NULL ORDER BY id")
    async with opened(study, "f3", "down", "S") as pilot:
        await new_code(pilot, "From a board")
        await press(pilot, "1", "minus", "1")
        assert "3 of 4 read" in screen_text(pilot)
        assert await codings_now(pilot) == before, "nothing is changed until all is done"
        await press(pilot, "1")
        assert toasts(pilot)[-1] == "All are read. enter does it in one step."
        await press(pilot, "enter")
        await type_words(pilot, "Two things")
        await press(pilot, "tab", "space", "shift+tab", "enter")
        assert isinstance(pilot.app.screen, CodebookScreen)
        assert toasts(pilot)[-1] == "“Knowing what exists” split. u takes it back."
        assert "1.1 Knowing what exists (retired)" in screen_text(pilot)
        assert "1.3 From a board" in screen_text(pilot)
        found = dict.fromkeys(row[1] for row in await codings_now(pilot))
        assert len(found) == 4
        await press(pilot, "u")
    assert codings_of(study) == before
    assert study.ask("SELECT id, state FROM code WHERE deleted_at IS NULL ORDER BY id") == codes


async def codings_now(pilot: Pilot[None]) -> list[tuple[object, ...]]:
    """The codings of the study that is open."""
    assert isinstance(pilot.app, QualcodeApp)
    return await pilot.app.lane.call(lambda project: project.conn.execute(CODINGS).fetchall())


async def test_an_excerpt_goes_to_a_code_of_the_codebook(study: Study) -> None:
    async with opened(study, "f3", "down", "S", "c", *"routes", "enter") as pilot:
        assert "1 1.2 Routes in · 1" in screen_text(pilot)
        assert "1 of 4 read" in screen_text(pilot)
        await press(pilot, "enter")
        assert "3 excerpts not read yet: they stay where they are." in screen_text(pilot)
        await press(pilot, "enter")
    assert study.ask("SELECT count(*) FROM coding WHERE code_id = ? AND deleted_at IS NULL", study.codes["1.2"]) == [
        (2,)
    ]


async def test_one_excerpt_goes_to_two_codes_and_the_numbers_above_count_it_under_each(study: Study) -> None:
    before = codings_of(study)
    async with opened(study, "f3", "down", "S") as pilot:
        await new_code(pilot, "From a board")
        await new_code(pilot, "By word of mouth")
        rows = pilot.app.screen.query_one("#read", DrawnRows)
        await press(pilot, "ampersand")
        assert "several codes: digits and - add one or take it away · & goes on" in screen_text(pilot)
        await press(pilot, "1", "2", "minus", "1")
        assert rows.place == 0, "the excerpt stays until one goes on"
        assert "· 0" in screen_text(pilot).split("From a board (new)")[1][:5], "taken away again"
        await press(pilot, "1", "ampersand")
        assert rows.place == 1
        assert "1 of 4 read" in screen_text(pilot)
        for shown in ("1 1.3 From a board (new) · 1", "2 1.4 By word of mouth (new) · 1", "exists · 1"):
            assert shown in screen_text(pilot)
        await press(pilot, "1")
        assert rows.place == 2, "then each goes to one code again"
        assert "1 1.3 From a board (new) · 2" in screen_text(pilot)
        await press(pilot, "ampersand", "2", "down", "u")
        assert "2 of 4 read" in screen_text(pilot), "what was decided last is taken back"
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, CodebookScreen)
    async with opened(study, "f3", "down", "S") as pilot:
        assert "2 1.4 By word of mouth (new) · 1" in screen_text(pilot), "kept"
        await press(pilot, "enter", "enter")
        found = await codings_now(pilot)
        assert len(found) == len(before) + 2
        await press(pilot, "u")
    assert codings_of(study) == before


async def test_while_a_split_is_done_a_sentence_says_so_and_nothing_more_is_decided(study: Study) -> None:
    go_on = threading.Event()
    async with opened(study, "f3", "down", "S", "c", *"routes", "enter", "enter") as pilot:
        assert isinstance(pilot.app, QualcodeApp)
        held = asyncio.create_task(pilot.app.lane.call(lambda _: go_on.wait(60)))  # as if the split were long
        await pilot.press("enter")
        for _ in range(200):
            await pilot.pause(0.01)
            if isinstance(pilot.app.screen, SplitScreen):
                break
        assert "Moving 1 coding…" in screen_text(pilot)
        await pilot.press("1", "minus", "escape", "enter")
        await pilot.pause(0.05)
        assert isinstance(pilot.app.screen, SplitScreen)
        go_on.set()
        await held
        await settle(pilot)
        assert isinstance(pilot.app.screen, CodebookScreen)
        await press(pilot, "S")
        assert "0 of 3 read" in screen_text(pilot), "nothing was decided meanwhile"
    assert len(study.ask("SELECT id FROM coding WHERE code_id = ? AND deleted_at IS NULL", study.codes["1.2"])) == 2


async def test_esc_ends_several_codes_before_it_leaves_the_split(study: Study) -> None:
    async with opened(study, "f3", "down", "S") as pilot:
        await new_code(pilot, "From a board")
        await press(pilot, "ampersand", "1", "escape")
        assert isinstance(pilot.app.screen, SplitScreen)
        assert "1 of 4 read" in screen_text(pilot)


async def test_what_was_decided_is_kept_until_one_goes_on(study: Study) -> None:
    async with opened(study, "f3", "down", "S") as pilot:
        await new_code(pilot, "From a board")
        await press(pilot, "1", "minus", "escape")
        assert toasts(pilot)[-1] == "What you decided is kept. S goes on with it."
    async with opened(study, "f3", "down", "S") as pilot:
        assert "2 of 4 read" in screen_text(pilot)
        assert "1 1.3 From a board (new) · 1" in screen_text(pilot)
        rows = pilot.app.screen.query_one("#read", DrawnRows)
        assert rows.place == 2, "the first that is not read yet"
        await run(pilot, "split.forget")
        await press(pilot, "S")
        assert "0 of 4 read" in screen_text(pilot)


async def test_undo_takes_back_the_last_decision_before_anything_of_the_study(study: Study) -> None:
    async with opened(study, "f3", "down", "S") as pilot:
        await new_code(pilot, "From a board")
        await press(pilot, "1", "1", "u")
        assert "1 of 4 read" in screen_text(pilot)
        await press(pilot, "u", "u")
        assert "From a board" not in screen_text(pilot)
        assert isinstance(pilot.app.screen, SplitScreen)
    assert len(codings_of(study)) == 6


async def test_the_page_around_an_excerpt_is_turned_without_leaving_the_list(study: Study) -> None:
    async with opened(study, "f3", "down", "S", size=(60, 16)) as pilot:
        page = pilot.app.screen.query_one("#place", ReadingPage)
        await press(pilot, "ctrl+d")
        turned = page.scroll_offset.y
        assert turned > 0
        await press(pilot, "ctrl+u")
        assert page.scroll_offset.y < turned
        assert pilot.app.screen.query_one("#read").has_focus


async def test_a_digit_without_a_code_says_what_to_do(study: Study) -> None:
    async with opened(study, "f3", "down", "S", "3") as pilot:
        assert toasts(pilot)[-1].startswith("No code has the digit 3 yet. + makes a new one")


async def test_a_split_without_any_decision_is_refused_in_a_sentence(study: Study) -> None:
    async with opened(study, "f3", "down", "S", "enter", "enter") as pilot:
        assert toasts(pilot)[-1].startswith("No excerpt goes anywhere yet.")
        assert isinstance(pilot.app.screen, SplitScreen)


async def test_a_code_without_excerpts_says_so(study: Study) -> None:
    async with opened(study, "f3", "G", "up", "S") as pilot:
        assert toasts(pilot)[-1].startswith("“Benefit” has no excerpts to be read.")
