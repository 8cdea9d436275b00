"""What a person sets takes effect at once; nothing moves where nothing is to; screen readers find the cursor."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input

from qualcode import settings
from qualcode.settings import SCHEMA, Settings
from qualcode.tui.app import QualcodeApp
from qualcode.tui.screens.export import ExportScreen
from qualcode.tui.screens.memo import MemoScreen
from qualcode.tui.screens.questions import Choose, ProblemScreen
from qualcode.tui.screens.settings import SettingsScreen
from qualcode.tui.widgets.reading_page import ReadingPage
from tests.screens.place_study import Study, opened, press, screen_text, settle
from tests.screens.place_study import make_study as make_coded_study
from tests.screens.shown_study import Shown, make_study, shown, transcript

LONG = (("P01", "It was a card on the board in the chemist’s, which nobody had told me of before. " * 4),)


async def open_settings(seen: Shown, row: str) -> None:
    await seen.press("colon", *"settings", "enter")
    await seen.until(lambda: isinstance(seen.app.screen, SettingsScreen))
    await seen.press(*["down"] * [one.name for one in SCHEMA].index(row))


def longest(seen: Shown) -> int:
    """How long the longest line of the text is, by its layout."""
    return max(line.end - line.start for line in seen.view._layout)


async def test_the_settings_stand_in_a_list_with_a_sentence_for_each(tmp_path: Path) -> None:
    async with shown(make_study(tmp_path)) as seen:
        await open_settings(seen, SCHEMA[0].name)
        for one in SCHEMA:
            assert f"▸ {one.title}" in seen.text
            assert one.help.split()[0] in seen.text
            await seen.press("down")


async def test_the_reading_width_changes_the_open_text_at_once_and_for_good(tmp_path: Path) -> None:
    async with shown(make_study(tmp_path, [transcript(LONG)]), size=(180, 40)) as seen:
        await seen.open_first()
        assert 66 < longest(seen) <= 72
        await open_settings(seen, "reading_width")
        await seen.press("enter")
        assert isinstance(seen.app.screen, Choose)
        await seen.press("home", "enter", "escape")
        assert longest(seen) <= 60
    assert settings.load() == Settings(reading_width=60)
    async with shown(tmp_path / "peer.qualcode", size=(180, 40)) as seen:
        await seen.open_first()
        assert longest(seen) <= 60


async def test_more_stripes_are_drawn_where_more_are_wanted(tmp_path: Path) -> None:
    async with shown(make_study(tmp_path)) as seen:
        view = await seen.open_first()
        assert view._columns.lanes == 6
        seen.app.change_setting("lanes", 8)
        assert view._columns.lanes == 8
    async with shown(tmp_path / "peer.qualcode", size=(80, 24)) as seen:
        assert (await seen.open_first())._columns.lanes == 4


async def test_hints_go_and_come_back(tmp_path: Path) -> None:
    async with shown(make_study(tmp_path)) as seen:
        assert "To begin with:" in seen.text
        for _ in range(2):
            await open_settings(seen, "hints")
            await seen.press("enter", "escape")
            assert ("To begin with:" in seen.text) == settings.load().hints


async def test_a_page_to_read_is_wrapped_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    study = make_coded_study(tmp_path, monkeypatch)
    async with opened(study, "f8", size=(160, 40)) as pilot:
        app = pilot.app
        assert isinstance(app, QualcodeApp)
        assert isinstance(app.screen, ExportScreen)
        page = next(iter(app.screen.query(ReadingPage)))
        await pilot.pause()
        widths = []
        for letters in (72, 60):
            app.change_setting("reading_width", letters)
            await pilot.pause()
            wrapped = [line for line in page._lines if not page.paragraphs[line.paragraph].unbroken]
            widths.append(max(line.end - line.start for line in wrapped))
        assert widths[1] <= 64 <= widths[0] <= 76


async def test_a_message_stays_as_long_as_is_wanted(tmp_path: Path) -> None:
    async with shown(make_study(tmp_path)) as seen:
        seen.app.change_setting("message_seconds", 30)
        seen.app.say("Heard.")
        await seen.settled()
        assert [one.timeout for one in seen.app._notifications] == [30]


async def test_a_setting_that_cannot_be_kept_is_told_and_nothing_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with shown(make_study(tmp_path)) as seen:
        (tmp_path / "file").write_text("", encoding="utf-8")
        monkeypatch.setenv("QUALCODE_CONFIG", str(tmp_path / "file" / "below"))
        seen.app.change_setting("theme", "nord")
        await seen.settled()
        assert seen.app.theme == "qualcode-dark"
        assert seen.toasts


@pytest.mark.parametrize("text", ["lanes = 99\nhints = 3\n", "theme = [", "[keys]\nnothing = 'x'\n", "odd = 1\n"])
async def test_a_settings_file_of_any_kind_stops_nobody(tmp_path: Path, text: str) -> None:
    path = make_study(tmp_path)
    settings.config_folder().mkdir(parents=True, exist_ok=True)
    settings.settings_file().write_text(text, encoding="utf-8")
    for opened_on in (path, None):
        async with shown(opened_on, settle=False) as seen:
            if text != "odd = 1\n":
                await seen.until(lambda: isinstance(seen.app.screen, ProblemScreen))
                await seen.press("escape")
            await seen.until(lambda: seen.app.current_mode in ("documents", "welcome"))
    assert settings.settings_file().read_text(encoding="utf-8") == text


# Less motion


async def test_where_nothing_is_to_move_nothing_slides_blinks_or_flashes(tmp_path: Path) -> None:
    async with shown(make_study(tmp_path)) as seen:
        seen.app.change_setting("reduced_motion", True)
        assert seen.app.animation_level == "none"
        view = await seen.open_first()
        await seen.press("c")
        await seen.until(lambda: isinstance(seen.app.focused, Input))
        assert isinstance(seen.app.focused, Input) and not seen.app.focused.cursor_blink
        await seen.press("enter")
        await seen.until(lambda: bool(view.marks))
        assert view._flashing == view.marks[0].id
        await seen.pilot.pause(1)  # longer than a flash
        assert view._flashing == view.marks[0].id, "the mark is steady"
        await seen.press("j")
        assert view._flashing is None


async def test_otherwise_a_cursor_blinks_and_what_was_coded_is_bright_for_a_moment(tmp_path: Path) -> None:
    async with shown(make_study(tmp_path)) as seen:
        seen.app.change_setting("reduced_motion", False)
        view = await seen.open_first()
        await seen.press("c")
        await seen.until(lambda: isinstance(seen.app.focused, Input))
        assert isinstance(seen.app.focused, Input) and seen.app.focused.cursor_blink
        await seen.press("enter")
        await seen.until(lambda: bool(view.marks))
        await seen.until(lambda: view._flashing is None)


async def test_the_environment_asks_for_less_motion_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qualcode.tui.settled.TEXTUAL_ANIMATIONS", "none")
    async with shown(make_study(tmp_path)) as seen:
        seen.app.change_setting("reduced_motion", False)
        assert seen.app.animation_level == "none"


# The terminal's cursor


@pytest.fixture
def study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Study:
    return make_coded_study(tmp_path, monkeypatch)


@pytest.mark.parametrize(
    "keys",
    [
        pytest.param(("down",), id="documents"),
        pytest.param(("f3", "down", "down"), id="codebook"),
        pytest.param(("f4", "down"), id="excerpts"),
        pytest.param(("f4", "shift+tab", "down"), id="codes beside excerpts"),
        pytest.param(("f8",), id="export"),
        pytest.param(("z", "down"), id="history"),
        pytest.param(("w", "down"), id="a menu"),
        pytest.param(("colon", "down"), id="palette"),
        pytest.param(("down", "enter", "c", "down"), id="the code picker"),
    ],
)
async def test_the_cursor_of_the_terminal_is_on_the_row_that_the_keys_act_on(
    study: Study, keys: tuple[str, ...]
) -> None:
    async with opened(study, *keys) as pilot:
        await pilot.pause(0.05)
        await settle(pilot)
        x, y = pilot.app.cursor_position
        line = screen_text(pilot).splitlines()[y]
        assert "▸" in line[x : x + 3], (line, x)
        await press(pilot, "up")
        await pilot.pause(0.05)
        await settle(pilot)
        x, moved = pilot.app.cursor_position
        assert moved != y or keys == ("f8",)
        assert "▸" in screen_text(pilot).splitlines()[moved][x : x + 3]


async def test_the_cursor_of_the_terminal_is_on_the_cell_of_a_table(study: Study) -> None:
    async with opened(study, "p", "down") as pilot:
        x, y = pilot.app.cursor_position
        assert screen_text(pilot).splitlines()[y][x:].startswith("P02")
        await press(pilot, "right")
        assert pilot.app.cursor_position.y == y
        assert screen_text(pilot).splitlines()[y][pilot.app.cursor_position.x :].startswith("team only")


async def test_the_cursor_of_the_terminal_goes_with_the_focus(study: Study) -> None:
    async with opened(study, "f4") as pilot:
        before = pilot.app.cursor_position
        await press(pilot, "tab")
        assert pilot.app.cursor_position != before
        await press(pilot, "shift+tab")
        assert pilot.app.cursor_position == before


async def test_the_cursor_of_the_terminal_is_on_the_first_line_of_a_page_that_is_read(study: Study) -> None:
    async with opened(study, "f8") as pilot:
        page = next(iter(pilot.app.screen.query(ReadingPage)))
        page.focus()
        await pilot.pause()
        assert pilot.app.cursor_position == page.content_region.offset


async def test_the_cursor_of_the_terminal_is_where_one_writes(study: Study) -> None:
    async with opened(study, "m") as pilot:
        assert isinstance(pilot.app.screen, MemoScreen)
        focused = pilot.app.focused
        assert focused is not None
        assert focused.region.contains(*pilot.app.cursor_position)
