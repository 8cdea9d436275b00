"""Codes merged, dragged, given states, colours, numbers and reasons in the codebook, each with one exact undo."""

from __future__ import annotations

import asyncio
import threading

import pytest
from textual.pilot import Pilot

from qualcode.analysis.codes import codebook
from qualcode.project.project import Project
from qualcode.tui.app import QualcodeApp
from qualcode.tui.screens import codebook_changing
from qualcode.tui.screens.codebook import CodebookScreen
from qualcode.tui.screens.codebook_colour import colour_name, colours
from qualcode.tui.screens.codebook_merge import MergedWording, MergeScreen
from qualcode.tui.screens.questions import Choose
from qualcode.tui.widgets.code_tree import CodeTree
from qualcode.tui.widgets.marked_options import MarkedOptions
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

SIZES = [(120, 40), (80, 24)]


def tree_of(study: Study) -> list[str]:
    with Project.open(study.path, clock=study.clock, back_up=False) as project:
        return ["  " * depth + code.title for code, depth in codebook(project.conn).walk()]


def state_of(study: Study) -> list[tuple[object, ...]]:
    """All that hangs on codes, as it is."""
    codes = study.ask(
        "SELECT id, parent_id, idx, name, definition, use_when, example, state, colour, position, wording_id, "
        "deleted_at FROM code ORDER BY id"
    )
    codings = study.ask("SELECT id, code_id, wording_id, against FROM coding WHERE deleted_at IS NULL ORDER BY id")
    memos = study.ask("SELECT body FROM memo WHERE deleted_at IS NULL ORDER BY id")
    return [*codes, *codings, *memos]


async def choose(pilot: Pilot[None], name: str) -> None:
    """Choose an option of the list that is open, by its id."""
    options = pilot.app.screen.query_one(MarkedOptions)
    options.highlighted = options.get_option_index(name)
    await press(pilot, "enter")


# Merging


async def test_after_a_merge_the_code_that_stays_is_in_sight_though_it_has_not_the_letters_looked_for(
    study: Study,
) -> None:
    async with opened(study, "f3", "slash", *"knowing", "enter", "M", *"routes", "enter", "right", "enter") as pilot:
        await press(pilot, "enter")
        assert "▸     1.2 Routes in" in screen_text(pilot)
        assert "3.1.1 Sleep" in screen_text(pilot), "all are shown again"


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_what_two_codes_mean_stands_side_by_side_before_they_are_merged(
    study: Study, size: tuple[int, int]
) -> None:
    async with opened(study, "f3", "down", "M", *"routes", "enter", size=size) as pilot:
        assert isinstance(pilot.app.screen, MergeScreen)
        assert_golden(pilot, f"merge-{size[0]}x{size[1]}")
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, MergedWording)
        assert_golden(pilot, f"merge-wording-{size[0]}x{size[1]}")


async def test_where_the_larger_code_would_go_the_box_says_so_and_a_key_lets_it_stay(study: Study) -> None:
    more = "“Knowing what exists”, which goes, has more codings than what stays: → lets another stay."
    async with opened(study, "f3", "down", "down", "M", *"knowing", "enter") as pilot:
        shown = " ".join(screen_text(pilot).replace("│", " ").split())
        assert "stays: 1.2 Routes in" in shown and "goes: 1.1 Knowing what exists" in shown
        assert more in shown
        await press(pilot, "right")
        shown = " ".join(screen_text(pilot).replace("│", " ").split())
        assert "stays: 1.1 Knowing what exists" in shown and "which goes" not in shown


async def test_the_code_that_stays_is_chosen_gets_its_new_wording_and_a_reason(study: Study) -> None:
    before = state_of(study)
    async with opened(study, "f3", "down", "M", *"routes", "enter", "right", "enter") as pilot:
        await type_words(pilot, " and news")
        await press(pilot, "tab", "tab", "tab", "tab", "tab")
        await type_words(pilot, "They were one")
        await press(pilot, "enter")
        assert toasts(pilot)[-1].startswith(
            "“Knowing what exists” merged into “Routes in and news”. 4 codings came over. u takes it back."
        )
    assert tree_of(study)[:2] == ["1 Access", "  1.2 Routes in and news"]
    assert study.ask("SELECT count(*) FROM coding WHERE code_id = ? AND deleted_at IS NULL", study.codes["1.2"]) == [
        (5,)
    ]
    assert study.ask("SELECT body, kind FROM memo") == [("They were one", "method")]
    async with opened(study, "f3", "u"):
        pass
    assert state_of(study) == before


async def test_while_many_codings_are_merged_a_sentence_says_so_and_keys_do_no_harm(
    study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(codebook_changing, "_MANY", 4)
    go_on = threading.Event()
    async with opened(study, "f3", "down", "M", *"routes", "enter", "enter") as pilot:
        assert isinstance(pilot.app, QualcodeApp)
        held = asyncio.create_task(
            pilot.app.lane.call(lambda _: go_on.wait(60))
        )  # before the merge, as if it were long
        await pilot.press("enter")
        for _ in range(200):
            await pilot.pause(0.01)
            if isinstance(pilot.app.screen, CodebookScreen):
                break
        assert "Merging 5 codings…" in screen_text(pilot)
        await pilot.press("d", "J", "greater_than_sign", "S", "M", "enter", "down")
        await pilot.pause(0.05)
        assert isinstance(pilot.app.screen, CodebookScreen), "no box is opened over it"
        assert toasts(pilot)[-1] == "Merging 5 codings… Wait until it is done."
        tree = pilot.app.screen.query_one("#tree", CodeTree)
        assert tree.row_id == study.codes["1.2"], "the cursor moves meanwhile"
        go_on.set()
        await held
        await settle(pilot)
        assert "merged into “Knowing what exists”. 1 coding came over." in toasts(pilot)[-1]
        assert "Merging" not in screen_text(pilot)
        await press(pilot, "u")
    assert tree_of(study)[:3] == ["1 Access", "  1.1 Knowing what exists", "  1.2 Routes in"]


async def test_all_marked_codes_are_merged_into_one(study: Study) -> None:
    async with opened(study, "f3", "down", "space", "space", "down", "space") as pilot:
        assert "3 marked: M merges them" in screen_text(pilot)
        await press(pilot, "M", "enter", "enter")
        assert "merged into “Knowing what exists”" in toasts(pilot)[-1]
    assert len(tree_of(study)) == 4


async def test_an_area_and_a_code_are_not_merged_and_esc_takes_the_marks_away(study: Study) -> None:
    before = state_of(study)
    async with opened(study, "f3", "space", "space", "M") as pilot:
        assert toasts(pilot)[-1].startswith("An area and a code cannot be merged.")
        await press(pilot, "escape")
        assert pilot.app.screen.query_one("#tree", CodeTree).marked == ()
    assert state_of(study) == before


async def test_an_area_is_merged_with_another_and_its_codes_come_along(study: Study) -> None:
    before = state_of(study)
    async with opened(study, "f3", "M") as pilot:
        assert isinstance(pilot.app.screen, Choose)
        await press(pilot, "enter")
        assert "1 code below come" in screen_text(pilot)
        await press(pilot, "enter", "enter")
        assert tree_of_now(pilot) == ["Access", "Knowing what exists", "Routes in", "Benefit", "Sleep"]
        await press(pilot, "u")
    assert state_of(study) == before


def tree_of_now(pilot: Pilot[None]) -> list[str]:
    place = pilot.app.screen
    assert isinstance(place, CodebookScreen)
    return [code.name for code, _ in place._book.walk()]


async def test_leaving_either_box_merges_nothing(study: Study) -> None:
    before = state_of(study)
    async with opened(study, "f3", "down", "M", *"routes", "enter", "escape", "M", *"routes", "enter") as pilot:
        await press(pilot, "enter", "escape")
        assert toasts(pilot) == []
    assert state_of(study) == before


async def test_a_retired_code_may_go_but_not_stay(study: Study) -> None:
    async with opened(study, "f3", "down", "d", "M", *"routes", "enter") as pilot:
        assert "stays: 1.2 Routes in" in screen_text(pilot)
        await press(pilot, "right", "enter")
        assert "“Knowing what exists” is retired and cannot stay." in screen_text(pilot)
        assert isinstance(pilot.app.screen, MergeScreen)


# The mouse


async def drag(pilot: Pilot[None], row: int, to: tuple[int, int]) -> None:
    """Drag the row at a line of the tree to a place in it."""
    tree = pilot.app.screen.query_one("#tree", CodeTree)
    await pilot.mouse_down(tree, offset=(12, row))
    await pilot.hover(tree, offset=to)
    await pilot.pause()
    await pilot.mouse_up(tree, offset=to)
    await settle(pilot)


async def test_a_code_dragged_onto_another_comes_under_it(study: Study) -> None:
    before = state_of(study)
    async with opened(study, "f3") as pilot:
        tree = pilot.app.screen.query_one("#tree", CodeTree)
        await pilot.mouse_down(tree, offset=(12, 2))
        await pilot.hover(tree, offset=(14, 5))
        await pilot.pause()
        assert "let go: under 3.1 Benefit · left of a name: before it" in screen_text(pilot)
        assert "↳" in screen_text(pilot)
        await pilot.mouse_up(tree, offset=(14, 5))
        await settle(pilot)
        assert "    3.1.2 Knowing what exists" in screen_text(pilot)
        assert pilot.app.screen.query_one("#tree", CodeTree).row_id == study.codes["1.1"]
        await press(pilot, "u")
    assert state_of(study) == before


async def test_a_code_dropped_left_of_a_name_comes_before_it(study: Study) -> None:
    before = state_of(study)
    async with opened(study, "f3") as pilot:
        await drag(pilot, 3, (2, 2))
        assert tree_of_now(pilot)[:3] == ["Access", "Routes in", "Knowing what exists"]
        await press(pilot, "u")
        await drag(pilot, 3, (2, 5))
        assert tree_of_now(pilot) == ["Access", "Knowing what exists", "Evidence", "Routes in", "Benefit", "Sleep"]
        await press(pilot, "u")
    assert state_of(study) == before


async def test_an_area_is_dragged_before_another_and_never_under_one(study: Study) -> None:
    async with opened(study, "f3") as pilot:
        await drag(pilot, 4, (12, 1))
        assert tree_of_now(pilot)[:2] == ["Evidence", "Benefit"]


async def test_a_code_dropped_where_it_stands_or_under_itself_says_so_and_changes_nothing(study: Study) -> None:
    before = state_of(study)
    async with opened(study, "f3") as pilot:
        await drag(pilot, 2, (12, 1))
        assert "stands there already" in toasts(pilot)[-1]
        await drag(pilot, 5, (14, 6))
        assert "A code cannot stand under itself." in toasts(pilot)[-1]
    assert state_of(study) == before


async def test_a_code_dropped_on_the_warning_is_in_no_area(study: Study) -> None:
    before = state_of(study)
    async with opened(study, "f3", "down", "less_than_sign") as pilot:
        await drag(pilot, 2, (12, 6))
        assert "⚠ In no area: 2 codes" in screen_text(pilot)
        await drag(pilot, 2, (12, 20))
        await press(pilot, "u", "u")
    assert state_of(study) == before


async def test_the_right_button_offers_what_the_keys_offer(study: Study) -> None:
    async with opened(study, "f3") as pilot:
        await pilot.click("#tree", offset=(12, 3), button=3)
        await settle(pilot)
        assert isinstance(pilot.app.screen, Choose)
        for words in ("M      Merge with another…", "S      Split…", "d      Retire", "w      Proposed, agreed"):
            assert words in screen_text(pilot)
        await choose(pilot, "codebook.retire")
    assert study.ask("SELECT state FROM code WHERE idx = '1.2'") == [("retired",)]


# States, colours, numbers, reasons


async def test_a_code_goes_from_proposed_to_agreed_with_a_reason_or_without(study: Study) -> None:
    before = state_of(study)
    async with opened(study, "f3", "down", "w", "up", "enter", "enter") as pilot:
        assert "1.1 Knowing what exists (proposed)" in screen_text(pilot)
        await press(pilot, "w", "down", "down", "enter")
        await type_words(pilot, "Nobody used it")
        await press(pilot, "enter")
        assert "1.1 Knowing what exists (retired)" in screen_text(pilot)
        await press(pilot, "w", "up", "enter", "enter")
        assert "(" not in screen_text(pilot).split("1.1 Knowing what exists")[1][:4]
        await press(pilot, "u", "u", "u")
    assert state_of(study)[: len(before)] == before


async def test_a_reason_written_in_the_form_is_kept_with_the_change_of_meaning(study: Study) -> None:
    async with opened(study, "f3", "down", "enter", "tab", "tab") as pilot:
        await type_words(pilot, "Now. ")
        await press(pilot, *["tab"] * 5)
        await type_words(pilot, "Two read it otherwise")
        await press(pilot, "escape")
        assert "memo" not in toasts(pilot)[-1]
    assert study.ask("SELECT body, kind FROM memo") == [("Two read it otherwise", "method")]
    with Project.open(study.path, clock=study.clock, back_up=False) as project:
        from qualcode.analysis.code_events import code_events

        assert code_events(project.conn)[0].reason == "Two read it otherwise"


async def test_a_reason_alone_is_not_lost(study: Study) -> None:
    async with opened(study, "f3", "down", "enter", *["tab"] * 7) as pilot:
        await type_words(pilot, "As agreed")
        await press(pilot, "escape")
    assert study.ask("SELECT body FROM memo WHERE deleted_at IS NULL") == [("As agreed",)]


async def test_a_colour_is_chosen_shown_and_taken_back(study: Study) -> None:
    before = state_of(study)
    async with opened(study, "f3", "down") as pilot:
        await run(pilot, "codebook.colour")
        await choose(pilot, colours()[2])
        assert "1 Access · agreed · colour 3" in screen_text(pilot)
        await run(pilot, "codebook.colour")
        assert "colour 3 · 1.1 Knowing what exists" in screen_text(pilot)
        await choose(pilot, "place")
        assert "· colour" not in screen_text(pilot)
        await press(pilot, "u", "u")
    assert state_of(study) == before


def test_every_colour_of_the_text_can_be_chosen() -> None:
    assert len(colours()) >= 8
    assert colour_name(colours()[0]) == "colour 1"
    assert colour_name("steelblue") == "colour steelblue"


async def test_codes_are_numbered_by_where_they_stand(study: Study) -> None:
    before = state_of(study)
    async with opened(study, "f3", "down", "J") as pilot:
        await run(pilot, "codebook.renumber")
        await press(pilot, "enter")
        assert tree_of_now(pilot)[1:3] == ["Routes in", "Knowing what exists"]
        assert "1.1 Routes in" in screen_text(pilot)
        await run(pilot, "codebook.renumber")
        await choose(pilot, "all")
        assert "2.1.1 Sleep" in screen_text(pilot)
        await press(pilot, "u", "u", "u")
    assert state_of(study) == before


async def test_an_area_has_no_state_and_no_excerpts_to_be_split(study: Study) -> None:
    async with opened(study, "f3", "w") as pilot:
        assert toasts(pilot)[-1].startswith("An area has no state.")
        await press(pilot, "S")
        assert toasts(pilot)[-1].startswith("An area has no excerpts of its own.")
