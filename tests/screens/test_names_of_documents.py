"""A document is called the same on every screen: by its title where it has one, else by its name."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from qualcode.tui.screens.coding import CodingScreen
from tests.screens.shown_study import make_study, shown, transcript

TITLE = "A second year"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    said = transcript((("P07", "I went on going. I slept."),), "interview-0007")
    return make_study(tmp_path, [replace(said, title=TITLE), transcript()])


@pytest.mark.parametrize(
    "keys",
    [
        ("escape",),
        ("escape", "H"),
        ("f4",),
        ("escape", "m", *"Who?", "escape", "f9"),
        ("escape", "V", *"slept", "enter"),
    ],
    ids=["list", "progress", "excerpts", "memos", "words in all documents"],
)
async def test_a_document_with_a_title_is_called_by_it_and_another_by_its_name(
    path: Path, keys: tuple[str, ...]
) -> None:
    async with shown(path) as seen:
        await seen.press("enter")
        await seen.until(lambda: isinstance(seen.app.screen, CodingScreen) and bool(seen.view.document.turns))
        assert seen.text.count(TITLE) == 2, "in the first line and over the text"
        await seen.press("c", *"routes", "enter")
        await seen.press(*keys)
        await seen.settled()
        await seen.until(lambda: TITLE in seen.text)
        assert "interview-0007" not in seen.text
