"""What a key paints: the lines that changed, once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual._compositor import ChopsUpdate
from textual.app import App

from qualcode.tui.widgets.laid_out import LaidOut
from qualcode.tui.widgets.margin import Columns
from tests.screens.shown_study import Shown, make_study, shown

Rows = set[int]
STRIPES, SCROLL_BAR = 67, 88  # the first cell behind the words, and that behind the stripes and names


@pytest.fixture(autouse=True)
def nothing_put_together_for_nobody() -> None:
    """Here it is put together: these tests look at what a terminal would be sent."""


@pytest.fixture
def paints(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Rows]]:
    """For each time the screen was painted since this was last cleared, the rows of the text that were."""
    found: list[Rows] = []
    display = App._display

    def seen(app: App[object], screen: object, drawn: object) -> None:
        if isinstance(drawn, ChopsUpdate):
            found.append({y for y, start, end in drawn.spans if 3 <= y < 37 and start < SCROLL_BAR and end > STRIPES})
        elif drawn is not None:
            found.append(set(range(3, 37)))
        display(app, screen, drawn)  # type: ignore[arg-type]  # what Textual displays has no public type

    monkeypatch.setattr(App, "_display", seen)
    yield found


async def painted(seen: Shown, paints: list[Rows], *keys: str) -> list[Rows]:
    """The paints in which some of the text was painted, after keys."""
    paints.clear()
    await seen.press(*keys)
    await seen.pilot.pause(0.1)
    await seen.settled()
    return [rows for rows in paints if rows]


async def test_a_coding_comes_and_goes_in_one_paint_of_its_lines(tmp_path: Path, paints: list[Rows]) -> None:
    async with shown(make_study(tmp_path)) as seen:
        await seen.open_first()
        await seen.press("j", "c", *"routes", "enter", "j")
        await seen.pilot.pause(1)  # the name flashes for a moment
        coded = await painted(seen, paints, "1")
        assert len(coded) == 1 and len(coded[0]) <= 2, "by its digit"
        await seen.pilot.pause(1)
        (undone,) = await painted(seen, paints, "u")
        assert undone == coded[0]
        (done_again,) = await painted(seen, paints, "U")
        assert done_again == coded[0]
        removed = await painted(seen, paints, "d")
        assert removed == coded


async def test_the_picker_applies_in_one_paint_besides_its_own_going(tmp_path: Path, paints: list[Rows]) -> None:
    async with shown(make_study(tmp_path)) as seen:
        await seen.open_first()
        await seen.press("j", "c", *"routes")
        found = await painted(seen, paints, "enter")
        assert len(found) <= 2


async def test_a_move_paints_the_lines_it_leaves_and_those_it_comes_to(tmp_path: Path, paints: list[Rows]) -> None:
    async with shown(make_study(tmp_path)) as seen:
        await seen.open_first()
        for key in ("j", "s", "l", "k"):
            found = await painted(seen, paints, key)
            assert len(found) == 1 and len(found[0]) <= 4, key


async def test_a_move_is_painted_together_with_what_is_said_of_it(tmp_path: Path, paints: list[Rows]) -> None:
    async with shown(make_study(tmp_path)) as seen:
        await seen.open_first()
        for key, said in (("j", "turn 2 of"), ("l", "part of a sentence"), ("k", "turn 1 of")):
            paints.clear()
            await seen.press(key)
            await seen.pilot.pause(0.1)
            await seen.settled()
            assert len(paints) == 1 and said in seen.text, key


async def test_a_document_that_is_opened_is_painted_whole_once(tmp_path: Path, paints: list[Rows]) -> None:
    async with shown(make_study(tmp_path)) as seen:
        await seen.open_first()
        await seen.pilot.pause(1)  # until the screen of the next is made
        await seen.press("escape")
        whole = [rows for rows in await painted(seen, paints, "enter") if len(rows) > 30]
        assert len(whole) == 1


@pytest.mark.parametrize("width", [140, 120, 100, 99, 80, 50])
async def test_a_document_is_wrapped_once_when_it_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    wrapped: list[Columns] = []
    wrap = LaidOut._wrap

    def counted(laid: LaidOut, columns: Columns) -> None:
        if laid.document.turns:
            wrapped.append(columns)
        wrap(laid, columns)

    monkeypatch.setattr(LaidOut, "_wrap", counted)
    async with shown(make_study(tmp_path), size=(width, 40)) as seen:
        view = await seen.open_first()
        await seen.settled()
        assert wrapped == [view.columns]
