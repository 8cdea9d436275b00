"""The views beside Counts: how they look, how one gets there, and their files."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from qualcode.project.project import Project
from qualcode.tui.places import OVER
from qualcode.tui.screens.questions import Choose
from tests.screens.beside.asked import SCREENS, VIEWS, beside, the
from tests.screens.place_study import (
    Study,
    assert_golden,
    opened,
    press,
    run,
    screen_of,
    screen_text,
    settle,
)
from tests.screens.shown_study import shown


@pytest.mark.parametrize("view", VIEWS)
async def test_each_view_is_reached_from_counts_and_looks_as_it_did(study: Study, view: str) -> None:
    async with opened(study) as pilot:
        await beside(pilot, view)
        assert_golden(pilot, f"beside-{view.replace('_', '-')}-120x40")


@pytest.mark.parametrize("view", VIEWS)
async def test_each_view_is_usable_in_a_small_window(study: Study, view: str) -> None:
    async with opened(study, size=(80, 24)) as pilot:
        await beside(pilot, view)
        assert_golden(pilot, f"beside-{view.replace('_', '-')}-80x24")


@pytest.mark.parametrize("view", VIEWS)
async def test_each_view_opens_from_the_palette_anywhere_and_esc_goes_back_there(study: Study, view: str) -> None:
    assert view in OVER
    async with opened(study) as pilot:
        await run(pilot, f"study.{view.replace('_', '-')}")
        await settle(pilot)
        the(pilot, SCREENS[view])
        await press(pilot, "escape")
        assert type(pilot.app.screen).__name__ == "DocumentsScreen"


@pytest.mark.parametrize("view", VIEWS)
async def test_in_an_empty_study_each_view_says_the_next_key_and_every_key_is_harmless(
    tmp_path: Path, view: str
) -> None:
    path = tmp_path / "empty.qualcode"
    with Project.create(path, "Empty"):
        pass
    async with shown(path) as seen:
        await seen.app.action_over(view)
        await seen.until(lambda: isinstance(seen.app.screen, SCREENS[view]) and "Counting…" not in seen.text)
        said = {
            "meeting": "c puts a code on a passage",
            "words_within": "f asks about another code",
            "new_codes": "F2 opens a document",
            "missing": "No facts about participants yet",
            "groups": "F3 adds some",
        }
        assert said[view] in seen.text
        await seen.press("enter", "tab", "enter", "space", "y", "Y", "m", "percent_sign", "d", "x", "home", "end")
        assert isinstance(seen.app.screen, SCREENS[view])


IN_THE_FILE = {
    "meeting": "1.1 Knowing what exists (of 3)\t\t3",
    "words_within": "board\tboard\t",
    "new_codes": "garden\t3\t3",
    "missing": "gardener\t",
    "groups": "1.1 Knowing what exists\t1\t1\t",
}


@pytest.mark.parametrize("view", VIEWS)
async def test_what_is_shown_is_exported_with_the_same_numbers(study: Study, view: str) -> None:
    async with opened(study) as pilot:
        await beside(pilot, view)
        await press(pilot, "x")
        screen_of(pilot, Choose)
        assert "*.csv" in screen_text(pilot) and "*.docx" in screen_text(pilot)
        above = ["up"] if "hidden" in screen_text(pilot) else []  # a tick stands below the clipboard
        await press(pilot, "end", "up", *above, "enter")
        assert IN_THE_FILE[view] in pilot.app.clipboard


# New codes are numbers of documents and codes; of groups of so few there is no table, and nobody says these words.
HIDDEN_IN_THE_FILE = {"meeting": "(of hidden)", "missing": "gardener\t\thidden", "words_within": "", "groups": ""}


@pytest.mark.parametrize("view", VIEWS)
async def test_numbers_of_few_people_are_hidden_where_that_is_ticked(study: Study, view: str) -> None:
    async with opened(study) as pilot:
        await beside(pilot, view)
        await press(pilot, "x")
        assert ("[ ] numbers of fewer than 5 people hidden" in screen_text(pilot)) == (view in HIDDEN_IN_THE_FILE)
        if view in HIDDEN_IN_THE_FILE:
            await press(pilot, "end", "up", "enter")
            assert "[x] numbers of fewer than 5 people hidden" in screen_text(pilot)
            await press(pilot, "up", "enter")
            assert HIDDEN_IN_THE_FILE[view] in pilot.app.clipboard


@pytest.mark.parametrize("view", VIEWS)
async def test_a_picture_is_promised_where_there_is_one(study: Study, view: str) -> None:
    async with opened(study) as pilot:
        await beside(pilot, view)
        (export,) = [one for one in the(pilot, SCREENS[view]).COMMANDS_HERE if one.action == "export"]
        await press(pilot, "x")
        assert ("*.svg" in screen_text(pilot)) == ("a picture" in export.words)


def footer(pilot: Pilot[None]) -> str:
    return screen_text(pilot).splitlines()[-1]


async def test_a_memo_is_offered_on_documents_only_where_an_excerpt_is_under_the_cursor(study: Study) -> None:
    async with opened(study) as pilot:
        await beside(pilot, "new_codes")
        assert "m Memo" not in footer(pilot)
        await press(pilot, "enter")
        assert "m Memo" in footer(pilot)


async def test_another_measure_is_offered_where_pairs_are_listed(study: Study) -> None:
    async with opened(study) as pilot:
        await beside(pilot, "words_within")
        assert "% Measure" not in footer(pilot)
        await press(pilot, "colon")
        assert "Pairs by the other measure" not in screen_text(pilot)
        await press(pilot, "escape", "2")
        await settle(pilot)
        assert "% Measure" in footer(pilot)
