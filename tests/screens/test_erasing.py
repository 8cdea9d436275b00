"""Erasing a participant from within the screens, and a study whose day is over."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from qualcode.edits.participants import AddParticipant
from qualcode.edits.study import ChangeStudy
from qualcode.edits.texts import ChangeTurnSpeaker
from qualcode.project.backup import backups
from qualcode.project.project import Project
from qualcode.transcripts.transcript import Transcript, Turn
from qualcode.tui.screens.at_length import AtLength
from qualcode.tui.screens.erasing import ToldErased
from qualcode.tui.screens.participants import ParticipantsScreen
from qualcode.tui.screens.questions import AskLine, Choose, ProblemScreen
from tests.screens.shown_study import Shown, make_study, shown

SAID = "The purple caravan belonged to nobody in our family, ever."


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A study of two interviews with two people."""
    transcripts = []
    for name, words in (("P03", SAID), ("P04", "I slept.")):
        text = f"INT: Who?\n{name}: {words}\n"
        start = text.index(words)
        turns = (Turn(5, 9, "INT"), Turn(start, start + len(words), name))
        transcripts.append(Transcript(f"{name} interview", text, turns))
    return make_study(tmp_path, transcripts)


async def asked(seen: Shown) -> None:
    """Go to the participants, and ask for the first to be erased."""
    await seen.press("p")
    await seen.until(lambda: isinstance(seen.app.screen, ParticipantsScreen) and "P03" in seen.text)
    screen = seen.app.screen
    assert isinstance(screen, ParticipantsScreen)
    screen.action_erase()
    await seen.until(lambda: isinstance(seen.app.screen, AtLength))


async def test_erasing_shows_what_goes_asks_twice_and_leaves_no_byte(path: Path) -> None:
    async with shown(path) as seen:
        await asked(seen)
        assert "1 document in which nobody else takes part: P03 interview." in seen.text
        assert "cannot be brought back" in seen.text
        await seen.press("enter")
        await seen.until(lambda: isinstance(seen.app.screen, AskLine))
        await seen.press(*"p03", "enter")
        await seen.until(lambda: isinstance(seen.app.screen, ToldErased))
        assert "Erased a participant: 1 document, 0 codings" in seen.text
        await seen.press("enter")
        await seen.until(lambda: "P04 interview" in seen.text)
        assert "P03" not in seen.text
        assert await seen.ask("SELECT pseudonym FROM participant") == [("P04",)]
    assert b"caravan" not in path.read_bytes()
    assert b"P03" not in path.read_bytes()


@pytest.mark.parametrize(("chosen", "left"), [(("enter",), True), (("down", "enter"), False)])
async def test_what_becomes_of_words_given_to_others_is_asked_first(
    path: Path, chosen: tuple[str, ...], left: bool
) -> None:
    with Project.open(path, back_up=False) as project:
        (document,) = project.conn.execute("SELECT id FROM document WHERE name = 'P03 interview'").fetchone()
        project.make(ChangeTurnSpeaker(document, 2, label="INT"))
        project.make(AddParticipant("P09"))
    async with shown(path) as seen:
        await seen.press("p")
        await seen.until(lambda: isinstance(seen.app.screen, ParticipantsScreen) and "P03" in seen.text)
        screen = seen.app.screen
        assert isinstance(screen, ParticipantsScreen)
        screen.action_erase()
        await seen.until(lambda: isinstance(seen.app.screen, Choose))
        assert "was theirs once and is somebody else’s now" in " ".join(seen.text.split())
        await seen.press(*chosen)
        await seen.until(lambda: isinstance(seen.app.screen, AtLength))
        await seen.press("enter")
        await seen.until(lambda: isinstance(seen.app.screen, AskLine))
        await seen.press(*"p03", "enter")
        await seen.until(lambda: isinstance(seen.app.screen, ToldErased))
    assert (b"caravan" in path.read_bytes()) is left


@pytest.mark.parametrize("keys", [("escape",), ("enter", "escape"), ("enter", *"P04", "enter")])
async def test_without_the_pseudonym_nothing_is_erased(path: Path, keys: tuple[str, ...]) -> None:
    async with shown(path) as seen:
        await asked(seen)
        for key in keys:
            left = partial(lambda before: seen.app.screen is not before, seen.app.screen)
            await seen.press(key)
            if key in ("enter", "escape"):
                await seen.until(left)
        await seen.until(lambda: any("Nothing was changed" in toast for toast in seen.toasts))
    assert b"caravan" in path.read_bytes()


async def test_a_study_whose_day_is_over_says_so_when_it_opens(path: Path) -> None:
    with Project.open(path, back_up=False) as project:
        project.make(ChangeStudy({"destroy_by": "2026-03-11"}))
    async with shown(path) as seen:
        await seen.until(lambda: isinstance(seen.app.screen, ProblemScreen))
        assert "to be destroyed by 11 March 2026" in seen.text
        await seen.press("enter")
        await seen.until(lambda: "P03 interview" in seen.text)


async def test_the_last_day_itself_is_not_over(path: Path) -> None:
    with Project.open(path, back_up=False) as project:
        project.make(ChangeStudy({"destroy_by": "2026-03-12"}))
    async with shown(path) as seen:
        await seen.until(lambda: "P03 interview" in seen.text)
        assert not isinstance(seen.app.screen, ProblemScreen)


async def test_a_backup_says_that_it_is_one_when_it_opens(path: Path) -> None:
    with Project.open(path) as project:
        project.back_up_if_changed()
        (copy, *_) = backups(path)
    async with shown(copy) as seen:
        await seen.until(lambda: isinstance(seen.app.screen, ProblemScreen))
        assert f"This is a backup of {path.name}, not the study itself." in seen.text
