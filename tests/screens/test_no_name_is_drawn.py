"""A name on the list is drawn nowhere but in a box where the real words are edited, and there the box says so."""

from __future__ import annotations

import ast
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from qualcode.edits.clock import FixedClock
from qualcode.tui.places import OVER
from qualcode.tui.screens.place import Place
from qualcode.tui.widgets.transcript_view import TranscriptView
from qualcode.tui.widgets.without_names import REAL_WORDS
from tests.screens.shown_study import NOON, Shown, shown
from tests.study_of_names import NAME, SHOWN, make

TUI = Path(__file__).parents[2] / "qualcode" / "tui"
# What Textual draws itself, and the one module that makes it safe.
GUARDED = {
    "Static": "words",
    "Label": "",
    "Markdown": "",
    "Checkbox": "words",
    "RadioButton": "",
    "Button": "",
    "Log": "",
    "RichLog": "",
    "DataTable": "",
    "ListView": "",
    "SelectionList": "",
    "OptionList": "marked_options",
    "Select": "marked_options",
}
# What only changes the study or the list, leaves, or asks the machine for something.
NOT_WALKED = ("undo", "redo", "remove", "retire", "names", "export.export", "pseudonymise")


PLACES = ("f2", "f3", "f4", "f5", "2", "3", "f7", "f8")


def of_names(tmp_path: Path, *, listed: bool = True) -> Path:
    """The study of names, its list here or missing."""
    folder = tmp_path / "study"
    folder.mkdir()
    path = make(folder, FixedClock(NOON))
    if not listed:
        (key,) = Path(os.environ["QUALCODE_KEYS"]).glob("*.json")
        key.unlink()
    return path


def imported(path: Path) -> Iterator[str]:
    """The names a module takes from Textual's widgets."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module == "textual.widgets":
            yield from (alias.name for alias in node.names)


def test_every_module_draws_words_with_the_widgets_that_know_the_list() -> None:
    modules = list(TUI.rglob("*.py"))
    taken = {(name, module.stem) for module in modules for name in imported(module) if name in GUARDED}
    allowed = {(name, module) for name, module in GUARDED.items() if module} | {("Select", "form")}
    assert taken <= allowed
    assert ("Static", "words") in taken


def leaked(seen: Shown) -> bool:
    """Whether the name can be read or was copied, but in a box that says that it holds the real words."""
    if NAME.casefold() in seen.app.clipboard.casefold():
        return True
    told = "\n".join((seen.text, *seen.toasts)).casefold()
    return NAME.casefold() in told and REAL_WORDS.strip(" ·") not in told


async def back(seen: Shown, place: Place) -> None:
    """Close whatever a command opened over a place."""
    for _ in range(4):
        if seen.app.screen is place or not place.is_attached:
            return
        await seen.press("escape")


async def walk(seen: Shown, place: Place) -> list[str]:
    """Do everything that a place offers; what showed the name."""
    found = [f"{type(place).__name__}"] if leaked(seen) else []
    for command in place.COMMANDS_HERE:
        if any(word in command.id for word in NOT_WALKED) or seen.app.screen is not place:
            continue
        await place.run_command(command.id)
        await seen.settled()
        if leaked(seen):
            found.append(f"{type(place).__name__}: {command.id}")
        await back(seen, place)
    return found


@pytest.mark.parametrize("listed", [True, False], ids=["its list here", "its list missing"])
async def test_no_place_box_or_picker_draws_a_name(tmp_path: Path, listed: bool) -> None:
    path = of_names(tmp_path, listed=listed)
    found: list[str] = []
    async with shown(path, size=(120, 40)) as seen:
        for key in PLACES:
            await seen.press(key)
            for move in ("down", "down", "enter" if key == "f3" else "down", "escape"):
                await seen.press(move)
                found += [f"{key} {move}"] if leaked(seen) else []
        for action in (*(f"over('{name}')" for name in OVER), "palette", "help"):
            await seen.press("f2")
            place = seen.app.screen
            assert isinstance(place, Place)
            await seen.app.run_action(action)
            await seen.settled()
            found += [action] if leaked(seen) else []
            over = seen.app.screen
            if isinstance(over, Place) and over is not place:
                assert SHOWN in seen.text
                await seen.press("down")
                found += await walk(seen, over)
            await back(seen, place)
        assert found == []


@pytest.mark.parametrize("listed", [True, False], ids=["its list here", "its list missing"])
async def test_no_command_on_a_document_or_the_codebook_draws_a_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, listed: bool
) -> None:
    monkeypatch.setenv("PATH", "")  # what is copied stays in the application, whatever this machine has
    async with shown(of_names(tmp_path, listed=listed)) as seen:
        found: list[str] = []
        for key in PLACES[1:]:
            await seen.press(key)
            place = seen.app.screen
            assert isinstance(place, Place)
            await seen.press("down")
            found += await walk(seen, place)
        await seen.press("f2")
        view = await seen.open_first()
        assert isinstance(view, TranscriptView)
        assert SHOWN in seen.text
        await seen.press("right_square_bracket")
        place = seen.app.screen
        assert isinstance(place, Place)
        found += await walk(seen, place)
        assert found == []
        assert SHOWN in seen.app.clipboard


async def test_a_box_with_the_real_words_says_so(tmp_path: Path) -> None:
    async with shown(of_names(tmp_path)) as seen:
        await seen.press("f3", "down", "enter")
        assert NAME in seen.text
        assert REAL_WORDS.strip(" ·") in seen.text
        await seen.press("escape")
        assert REAL_WORDS.strip(" ·") not in seen.text
