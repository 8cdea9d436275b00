"""A document is opened as it is then, to whom it is opened, though it was read before."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.edits.documents import ChangeDocument
from qualcode.participants.names import Name
from qualcode.tui.screens.coding import CodingScreen
from qualcode.tui.screens.pseudonyms import ReplacedForGood
from qualcode.tui.screens.questions import AskLine
from tests.screens.shown_study import SAID, Shown, make_study, shown, transcript


@pytest.fixture(autouse=True)
def nothing_made_ahead() -> None:
    """Here the screen of the next document is made ahead, as for a person."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make_study(tmp_path, [transcript(), transcript(SAID[:2], "P03 again")])


async def read_ahead(seen: Shown) -> str:
    """Wait until the document under the cursor is read, and give its id."""
    await seen.until(lambda: seen.app.ahead.reading is not None and seen.app.ahead.reading[1].is_finished)
    assert seen.app.ahead.reading is not None
    return seen.app.ahead.reading[0]


async def codes_now(seen: Shown, name: str) -> None:
    """Say that somebody else is at the keyboard."""
    seen.app.action_who_codes()
    await seen.until(lambda: isinstance(seen.app.screen, AskLine))
    await seen.press("ctrl+a", "ctrl+k", *name, "enter")
    await seen.until(lambda: seen.app.coder_name == name)


def selected(seen: Shown) -> str:
    return seen.view.selection.of(seen.view.source.text) if seen.view.selection else ""


async def test_who_comes_to_the_keyboard_opens_it_where_they_were_and_not_the_one_before(path: Path) -> None:
    async with shown(path, coder="Ana") as seen:
        await seen.open_first()
        await seen.press("G", "escape")
        await codes_now(seen, "Bem")
        await seen.open_first()
        await seen.press("j", "escape")
        await read_ahead(seen)
        await codes_now(seen, "Ana")
        await seen.open_first()
        assert selected(seen) == "That’s the short of it."


async def test_who_comes_to_the_keyboard_while_it_is_open_codes_with_their_own_digits(path: Path) -> None:
    async with shown(path, coder="Ana") as seen:
        await seen.open_first()
        await seen.press("c", *"routes", "enter", "j")
        assert "1 1.2 Routes in" in seen.text
        place = seen.view.selection
        await codes_now(seen, "Bem")
        await seen.settled()
        assert "none yet: c chooses one" in seen.text
        assert seen.view.selection == place
        await seen.press("1", "a")
        assert await seen.ask("SELECT count(*) FROM coding") == [(1,)]
        await codes_now(seen, "Ana")
        await seen.settled()
        await seen.press("1")
        assert await seen.ask("SELECT count(*) FROM coding") == [(2,)]


async def test_a_name_replaced_for_good_is_not_seen_again_in_what_was_read_before(path: Path) -> None:
    async with shown(path) as seen:
        await read_ahead(seen)
        seen.app.replace_for_good(Name("shortbread", "flapjack"))
        await seen.until(lambda: isinstance(seen.app.screen, ReplacedForGood))
        await seen.press("escape")
        await seen.open_first()
        assert "shortbread" not in seen.view.source.text
        assert "flapjack" in seen.view.source.text


async def test_a_change_on_its_way_to_the_disk_while_one_opens_it_is_seen(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = CodingScreen.begin

    async with shown(path) as seen:

        def begin(screen: CodingScreen, document_id: str, *rest: object) -> None:
            begun(screen, document_id, *rest)  # type: ignore[arg-type]  # handed on as it came
            change = ChangeDocument(document_id, {"title": "Changed meanwhile"})
            seen.app.lane._thread.submit(lambda: seen.app.lane.project.make(change)).result()

        monkeypatch.setattr(CodingScreen, "begin", begin)
        await read_ahead(seen)
        await seen.until(lambda: seen.app.ahead.screen is not None and seen.app.ahead.screen.is_mounted)
        spare, seen.app.ahead.screen = seen.app.ahead.screen, None  # without it opening takes longest
        assert spare is not None
        await spare.remove()
        await seen.open_first()
        assert "Changed meanwhile" in seen.text


async def test_the_cursor_may_rest_while_the_screen_is_still_made(path: Path) -> None:
    async with shown(path) as seen:
        first = await read_ahead(seen)
        await seen.until(lambda: seen.app.ahead.screen is not None and seen.app.ahead.screen.is_mounted)
        ready, seen.app.ahead.screen = seen.app.ahead.screen, CodingScreen()
        seen.app.ahead.reading = None
        seen.app.read_ahead(first)
        seen.app.ahead.screen = ready
        assert await read_ahead(seen) == first
        await seen.open_first()
        assert selected(seen) == SAID[0][1]
