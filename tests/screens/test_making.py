"""Themes in the making (F5, 3), driven by its keys: claims, what supports them, and what goes against them."""

from __future__ import annotations

import json
import sys
from contextlib import suppress
from typing import Any

import pytest
from textual.pilot import Pilot

from qualcode.cli import main
from qualcode.edits.themes import Gather, NewTheme, Thing
from qualcode.exports.gather_themes import theme_numbers, theme_page
from qualcode.exports.page import Paragraph
from qualcode.exports.reach_figures import theme_tables
from qualcode.participants.disclosure import Audience
from qualcode.project.project import Project
from qualcode.tui.app import QualcodeApp
from qualcode.tui.screens.coding import CodingScreen
from qualcode.tui.screens.excerpts import ExcerptsScreen
from qualcode.tui.screens.making import MakingScreen
from qualcode.tui.screens.questions import AskLine, Choose
from qualcode.tui.widgets.drawn_rows import DrawnRows
from qualcode.tui.widgets.pane import Pane
from tests.living import Living, living
from tests.screens.place_study import (
    NOON,
    Study,
    assert_golden,
    opened,
    press,
    run,
    screen_of,
    screen_text,
    settle,
    toasts,
    type_words,
)
from tests.screens.shown_study import shown

MET, PAPER = "People stay for whoever they meet", "Paper still works"


def with_themes(study: Study) -> None:
    """Two themes; under the first the code 1.1 and, going against it, the code 3.1.1."""
    with Project.open(study.path, clock=study.clock, back_up=False) as project:
        project.sign_in("Ana")
        first, second = NewTheme(MET, "From the second reading."), NewTheme(PAPER)
        project.make(first)
        project.make(second)
        project.make(Gather(first.id, [Thing("code", study.codes["1.1"]), Thing("code", study.codes["1.2"])]))
        project.make(Gather(first.id, [Thing("code", study.codes["3.1.1"])], against=True))


def themes(pilot: Pilot[None]) -> DrawnRows:
    return screen_of(pilot, MakingScreen).query_one("#themes", DrawnRows)


def things(pilot: Pilot[None]) -> DrawnRows:
    return screen_of(pilot, MakingScreen).query_one("#things", DrawnRows)


def claims(pilot: Pilot[None]) -> list[str]:
    return [one.claim for one in screen_of(pilot, MakingScreen)._themes.values()]


def gathered(pilot: Pilot[None]) -> tuple[list[str], list[str]]:
    """What supports the theme under the cursor, and what goes against it."""
    one = screen_of(pilot, MakingScreen)._theme
    assert one is not None
    return [each.shown for each in one.supporting], [each.shown for each in one.opposing]


async def held(pilot: Pilot[None]) -> Living:
    app = pilot.app
    assert isinstance(app, QualcodeApp)
    return await app.lane.call(lambda project: living(project.conn))


async def undone_and_redone(pilot: Pilot[None], before: Living) -> None:
    """One `u` gives what was there before, `U` what came after."""
    after = await held(pilot)
    assert after != before
    await press(pilot, "u")
    assert await held(pilot) == before
    await press(pilot, "U")
    assert await held(pilot) == after


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_claims_stand_with_what_was_gathered_and_how_far_it_reaches(
    study: Study, size: tuple[int, int]
) -> None:
    with_themes(study)
    async with opened(study, "f5", "3", size=size) as pilot:
        assert_golden(pilot, f"making-{size[0]}x{size[1]}")


async def test_kinds_of_document_stand_apart_on_the_screen_on_the_command_line_and_in_the_file(
    study: Study, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with_themes(study)
    async with opened(study, "f5", "3") as pilot:
        drawn = [row.cells for row in themes(pilot)._rows.values()]
        below = [row.cells for row in things(pilot)._rows.values()]
    assert drawn == [(MET, "", ""), ("  interviews", "3", "2"), ("  field notes", "1", "·"), (PAPER, "·", "·")]
    assert [row[1:] for row in below[1:4]] == [
        ("", "1.1 Knowing what exists"),
        ("3", "  interviews · 1 of them goes against it"),
        ("1", "  field notes"),
    ]
    listed = printed(study, capsys, monkeypatch, "theme", "list")
    assert [(one["kind"], one["for"], one["against"]) for one in listed] == [
        ("interview", 3, 2),
        ("field note", 1, 0),
        ("", 0, 0),
    ]
    gathered_there = printed(study, capsys, monkeypatch, "theme", "show", "1")
    assert [(one["kind"], one["passages"], one["of them against"]) for one in gathered_there[:2]] == [
        ("interview", 3, 1),
        ("field note", 1, 0),
    ]
    with Project.open(study.path, clock=study.clock, back_up=False) as project:
        tables = theme_tables(project.read_copy(theme_numbers, Audience.TEAM, NOON.date()))
        page = project.read_copy(theme_page, NOON)
    written = [part.words for part in page.sections[1].parts if isinstance(part, Paragraph)]
    assert any("half of the 3 excerpts. Field notes: 1 passage. In 1 of 1 field note" in words for words in written)
    assert [(table.caption, table.rows[0].cells[1], table.rows[0].cells[4]) for table in tables] == [
        ("Themes in the making, interviews", 3, 2),
        ("Themes in the making, field notes", 1, 0),
    ]


def printed(
    study: Study, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *arguments: str
) -> list[dict[str, Any]]:
    """What a command prints as JSON about the study."""
    monkeypatch.setattr(sys, "argv", ["qualcode", *arguments, "--json", "--study", str(study.path)])
    capsys.readouterr()
    with suppress(SystemExit):
        main()
    found: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
    return found


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_without_a_theme_it_says_what_this_place_is_for_and_which_key_begins(
    study: Study, size: tuple[int, int]
) -> None:
    async with opened(study, "f5", "3", size=size) as pilot:
        shown = screen_text(pilot)
        assert "A theme is a claim in a sentence" in shown and "+ begins one" in shown
        assert "Gathered" not in shown and "passages" not in shown
        await press(pilot, "i", "tab", "c", "d", "M", "plus")
        await type_words(pilot, "People stay")
        await press(pilot, "enter")
        assert themes(pilot).has_focus and "A theme is a claim" not in screen_text(pilot)
        await press(pilot, "u")
        assert "A theme is a claim in a sentence" in screen_text(pilot)


async def test_a_theme_begins_with_its_claim(study: Study) -> None:
    async with opened(study, "f5", "3") as pilot:
        before = await held(pilot)
        await press(pilot, "plus")
        await type_words(pilot, "Nobody tells you")
        await press(pilot, "enter")
        assert claims(pilot) == ["Nobody tells you"]
        await undone_and_redone(pilot, before)
        await press(pilot, "plus", "escape")
        assert claims(pilot) == ["Nobody tells you"]


@pytest.mark.parametrize("before", [(), ("tab",), ("down",)])
async def test_the_cursor_goes_to_a_theme_just_begun_so_that_c_gathers_there(
    study: Study, before: tuple[str, ...]
) -> None:
    with_themes(study)
    async with opened(study, "f5", "3", *before, "plus") as pilot:
        await type_words(pilot, "Nobody tells you")
        await press(pilot, "enter")
        one = screen_of(pilot, MakingScreen)._theme
        assert one is not None and one.claim == "Nobody tells you"
        assert themes(pilot).has_focus
        await press(pilot, "c")
        await type_words(pilot, "knowing")
        await press(pilot, "enter")
        assert gathered(pilot) == (["1.1 Knowing what exists"], [])


async def test_c_typed_right_after_a_claim_gathers_under_it(study: Study) -> None:
    with_themes(study)
    async with shown(study.path) as seen:
        await seen.press("f5", "3")
        await seen.type_at_once("+", *"Zed", "enter", "c")
        await seen.until(lambda: "Gather under “Zed”" in seen.text)


async def test_a_theme_without_a_claim_is_not_begun(study: Study) -> None:
    async with opened(study, "f5", "3", "plus", "enter") as pilot:
        if isinstance(pilot.app.screen, AskLine):
            await press(pilot, "escape")
        assert claims(pilot) == []


async def test_claim_and_note_are_written_and_undone(study: Study) -> None:
    with_themes(study)
    async with opened(study, "f5", "3") as pilot:
        before = await held(pilot)
        await press(pilot, "enter")
        assert "From the second reading." in screen_text(pilot)
        await type_words(pilot, " again")
        await press(pilot, "enter")
        assert claims(pilot)[0] == f"{MET} again"
        await undone_and_redone(pilot, before)
        after = await held(pilot)
        await press(pilot, "enter", "ctrl+s")
        assert await held(pilot) == after, "a form that changes nothing changes nothing"


async def test_c_gathers_a_code_with_all_its_excerpts(study: Study) -> None:
    with_themes(study)
    async with opened(study, "f5", "3", "down") as pilot:
        before = await held(pilot)
        await press(pilot, "c")
        await type_words(pilot, "knowing")
        await press(pilot, "enter")
        assert gathered(pilot) == (["1.1 Knowing what exists"], [])
        await undone_and_redone(pilot, before)
        assert "1.1 Knowing what exists" in screen_text(pilot)


async def test_an_excerpt_is_gathered_from_excerpts_and_from_counts(study: Study) -> None:
    with_themes(study)
    async with opened(study, "f4", "Y") as pilot:
        assert isinstance(pilot.app.screen, Choose)
        assert f"Goes against: {MET}" in screen_text(pilot)
        await press(pilot, "down", "enter")
        assert f"“{PAPER}”" in toasts(pilot)[-1]
        await press(pilot, "f5", "home", "down", "Y", "enter")
        await press(pilot, "3", "down")
        supporting, _ = gathered(pilot)
        assert len(supporting) == 1 and "It was a card" in supporting[0]
        await press(pilot, "u", "u")
        assert gathered(pilot) == ([], [])


async def test_excerpts_can_begin_a_theme_in_one_step(study: Study) -> None:
    async with opened(study, "f4") as pilot:
        before = await held(pilot)
        await press(pilot, "Y", "enter")
        await type_words(pilot, "Cards work")
        await press(pilot, "enter")
        await undone_and_redone(pilot, before)
        await press(pilot, "f5", "3")
        assert claims(pilot) == ["Cards work"]


async def test_what_was_gathered_goes_to_the_other_side_and_back(study: Study) -> None:
    with_themes(study)
    async with opened(study, "f5", "3") as pilot:
        await press(pilot, "exclamation_mark")
        assert "Go to what was gathered first" in toasts(pilot)[-1]
        before = await held(pilot)
        await press(pilot, "tab", "exclamation_mark")
        assert gathered(pilot)[1] == ["1.1 Knowing what exists", "3.1.1 Sleep"]
        assert things(pilot).has_focus
        await undone_and_redone(pilot, before)


async def test_marked_things_are_split_off_into_a_new_theme(study: Study) -> None:
    with_themes(study)
    async with opened(study, "f5", "3", "S") as pilot:
        assert "mark with space" in toasts(pilot)[-1]
        before = await held(pilot)
        await press(pilot, "tab", "down", "space", "S")
        await type_words(pilot, "Routes differ")
        await press(pilot, "enter")
        assert claims(pilot) == [MET, PAPER, "Routes differ"] or "Routes differ" in claims(pilot)
        assert gathered(pilot)[0] == ["1.1 Knowing what exists"]
        await undone_and_redone(pilot, before)


async def test_enter_and_the_order_are_of_the_thing_under_the_cursor_whatever_is_marked(study: Study) -> None:
    with_themes(study)
    async with opened(study, "f5", "3", "tab", "space") as pilot:
        before = await held(pilot)
        await press(pilot, "K")
        assert gathered(pilot)[0] == ["1.2 Routes in", "1.1 Knowing what exists"]
        await undone_and_redone(pilot, before)
        await press(pilot, "enter")
        assert screen_of(pilot, ExcerptsScreen)
        assert "1.2 Routes in · 1 excerpt" in screen_text(pilot)


async def test_the_cursor_is_on_the_first_thing_of_each_theme_gone_to(study: Study) -> None:
    with_themes(study)
    async with opened(study, "f5", "3", "tab", "end", "escape", "down", "up", "tab", "space") as pilot:
        one = screen_of(pilot, MakingScreen)._theme
        assert one is not None and things(pilot).marked == (one.supporting[0].link_id,)


async def test_the_theme_is_merged_into_another_and_both_are_told(study: Study) -> None:
    with_themes(study)
    async with opened(study, "f5", "3") as pilot:
        before = await held(pilot)
        await press(pilot, "M", "enter")
        assert "merged" in screen_text(pilot)
        await undone_and_redone(pilot, before)


async def test_a_single_theme_has_nothing_to_be_merged_into(study: Study) -> None:
    async with opened(study, "f5", "3", "plus") as pilot:
        await type_words(pilot, "Alone")
        await press(pilot, "enter", "M")
        assert "There is no other theme" in toasts(pilot)[-1]


async def test_a_dropped_theme_stays_in_sight_and_is_brought_back(study: Study) -> None:
    with_themes(study)
    async with opened(study, "f5", "3") as pilot:
        before = await held(pilot)
        await press(pilot, "d")
        assert f"{MET} (dropped)" in screen_text(pilot)
        await undone_and_redone(pilot, before)
        themes(pilot).go_to(
            next(one.id for one in screen_of(pilot, MakingScreen)._themes.values() if one.claim == MET)
        )
        await settle(pilot)
        await press(pilot, "d")
        assert "(dropped)" not in screen_text(pilot)


async def test_d_takes_out_what_was_gathered_and_only_that(study: Study) -> None:
    with_themes(study)
    async with opened(study, "f5", "3", "tab") as pilot:
        before = await held(pilot)
        await press(pilot, "d")
        assert gathered(pilot) == (["1.2 Routes in"], ["3.1.1 Sleep"])
        await undone_and_redone(pilot, before)


async def test_themes_are_put_in_an_order(study: Study) -> None:
    with_themes(study)
    async with opened(study, "f5", "3") as pilot:
        before = await held(pilot)
        await press(pilot, "J")
        assert claims(pilot) == [PAPER, MET]
        await undone_and_redone(pilot, before)
        await press(pilot, "K", "K")
        assert claims(pilot) == [MET, PAPER]


async def test_reach_and_history_stand_beside(study: Study) -> None:
    with_themes(study)
    async with opened(study, "f5", "3") as pilot:
        text = " ".join(screen_text(pilot).split())
        assert "What supports it" in text and "What goes against it" in text and "What was done" in text
        await press(pilot, "i")
        assert not screen_of(pilot, MakingScreen).query_one("#about-pane", Pane).display
    async with opened(study, "f5", "3", "i", size=(80, 24)) as pilot:
        assert "What supports it" in screen_text(pilot)
        await press(pilot, "i")
        assert themes(pilot).is_on_screen and themes(pilot).has_focus


async def test_a_gathered_excerpt_opens_its_document_and_f5_comes_back(study: Study) -> None:
    with_themes(study)
    async with opened(study, "f4", "Y", "enter", "f5", "3", "tab", "end", "up", "up", "enter") as pilot:
        assert isinstance(pilot.app.screen, CodingScreen | ExcerptsScreen)
        await press(pilot, "f5")
        assert screen_of(pilot, MakingScreen)


async def test_a_claim_typed_right_after_plus_is_the_claim(study: Study) -> None:
    async with shown(study.path) as seen:
        await seen.press("f5", "3")
        await seen.type_at_once("+", *"did 1 Jump", "enter")
        await seen.until(lambda: "did 1 Jump" in seen.text)
        assert await seen.ask("SELECT claim FROM theme WHERE deleted_at IS NULL") == [("did 1 Jump",)]


async def test_themes_are_written_to_a_file(study: Study) -> None:
    with_themes(study)
    async with opened(study, "f5", "3") as pilot:
        await run(pilot, "making.export")
        assert isinstance(pilot.app.screen, Choose)
        await press(pilot, "enter")
        assert list((study.path.parent / "exports").iterdir())
