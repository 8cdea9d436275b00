"""The line that says where one is and what is selected: it always fits, and what matters most stays."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.transcripts.graphemes import cells
from qualcode.tui.screens.questions import Choose
from qualcode.tui.widgets.status_line import Said, StatusLine, StatusPane, fitted
from tests.screens.shown_study import Shown, make_study, shown

PARTS = (
    Said("turn 88 of 240", 1, "turn 88"),
    Said("2 sentences selected", 3, "2 sentences"),
    Said("34 words", 6),
    Said("moves extend: space or esc lets go", 0, "extending: esc"),
)
LINES = st.lists(
    st.builds(Said, st.text("ab 界", min_size=1, max_size=30), st.integers(0, 5), st.text("ab", max_size=9)),
    max_size=6,
)


@pytest.mark.parametrize(
    ("room", "line"),
    [
        (200, "turn 88 of 240 · 2 sentences selected · 34 words · moves extend: space or esc lets go"),
        (80, "turn 88 of 240 · 2 sentences · 34 words · moves extend: space or esc lets go"),
        (70, "turn 88 · 2 sentences · 34 words · moves extend: space or esc lets go"),
        (50, "turn 88 · 2 sentences · 34 words · extending: esc"),
        (40, "turn 88 · 2 sentences · extending: esc"),
        (30, "turn 88 · extending: esc"),
        (14, "extending: esc"),
        (9, "extendin…"),
        (0, ""),
        (-2, ""),
    ],
)
def test_the_least_is_shortened_first_and_then_left_out(room: int, line: str) -> None:
    assert fitted(PARTS, room) == line


@given(LINES, st.integers(0, 150))
def test_a_line_never_runs_over_and_says_all_where_there_is_room(parts: list[Said], room: int) -> None:
    line = fitted(parts, room)
    assert cells(line) <= room
    whole = " · ".join(part.words for part in parts)
    assert (line == whole) == (cells(whole) <= room)


async def look_and_find(seen: Shown) -> None:
    """Find a word, look only at what has no code, and hold one end."""
    await seen.open_first()
    await seen.press("f")
    await seen.until(lambda: isinstance(seen.app.screen, Choose))
    await seen.press("enter")
    await seen.until(lambda: bool(seen.view.looked_at))
    await seen.press("slash", *"the", "enter", "space")


@pytest.mark.parametrize("width", [140, 120, 100, 80, 60, 40])
async def test_with_words_found_and_a_part_looked_at_nothing_runs_over(tmp_path: Path, width: int) -> None:
    async with shown(make_study(tmp_path), size=(width, 24)) as seen:
        await look_and_find(seen)
        pane = seen.app.screen.query_one("#text-pane", StatusPane)
        line = seen.app.screen.query_one("#status", StatusLine)
        below = str(line.content).splitlines()[1] if width < 100 else str(pane.border_subtitle)
        assert "…" not in below
        assert below in seen.text
        assert "turn 2" in below and "esc" in below, "what the keys do now is said at any width"
        assert ("3 stretches" in below) == (width >= 80)


async def test_the_line_is_fitted_anew_when_the_window_grows(tmp_path: Path) -> None:
    async with shown(make_study(tmp_path), size=(100, 24)) as seen:
        await look_and_find(seen)
        pane = seen.app.screen.query_one("#text-pane", StatusPane)
        before = str(pane.border_subtitle)
        await seen.press("i")
        assert len(str(pane.border_subtitle)) > len(before), "the pane beside it is hidden"
        await seen.pilot.resize_terminal(160, 24)
        await seen.settled()
        assert "moves extend: space or esc lets go · 0% coded" in str(pane.border_subtitle)
