"""Erasing a participant: what goes with them, asked twice."""

from __future__ import annotations

import asyncio
from typing import Any

from textual.screen import Screen

from qualcode.analysis.people import Participant
from qualcode.problem import Problem
from qualcode.project.erase import Erased, files_that_hold
from qualcode.project.erase_touched import Touched, touched
from qualcode.tui.reading import read_apart
from qualcode.tui.screens.at_length import AtLength
from qualcode.tui.screens.questions import AskLine, Choose
from qualcode.tui.shell import Shell

_GO, _STAY = "go", "stay"
_ONCE = [
    (_STAY, "They stay: only a label was wrong", "these words are those of whom they stand under now"),
    (_GO, "They go too", "these words were theirs"),
]


async def ask_erase(screen: Screen[Any], shell: Shell, person: Participant) -> None:
    """Show what goes with a participant, ask twice, and erase them."""
    if shell.read_only:
        shell.say("This study is open for reading only.")
        return
    shell.say("Looking for all that is theirs…")
    try:
        found = await read_apart(shell.lane, touched, person.id)
    except Problem as problem:
        shell.show_problem(problem)
        return
    takes_once = None
    if found.once:
        chosen = await screen.app.push_screen_wait(Choose("Words that were theirs once", _ONCE, found.once))
        if chosen is None:
            shell.say("Nothing was changed.")
            return
        takes_once = chosen == _GO
        found = await read_apart(shell.lane, touched, person.id, takes_once)
    files = await asyncio.to_thread(files_that_hold, shell.lane.path, found)
    preview = AtLength(
        f"Erase {person.pseudonym}?", _preview(found, files), "enter goes on, and asks a last time · esc back"
    )
    if not await screen.app.push_screen_wait(preview) or not await _agreed(screen, person.pseudonym):
        shell.say("Nothing was changed.")
        return
    shell.erase_participant(person.id, takes_once)


def _preview(found: Touched, files: list[str]) -> str:
    goes = "\n".join(f"- {sentence}" for sentence in found.sentences)
    left = "\n".join(f"- {sentence}" for sentence in (*files, *found.elsewhere))
    return f"This goes, and cannot be brought back:\n{goes}\n\nThis is not reached:\n{left}"


async def _agreed(screen: Screen[Any], pseudonym: str) -> bool:
    last = AskLine(
        "It cannot be undone",
        f"Type “{pseudonym}”. Then enter erases them.",
        keys="enter erases for good · esc back, nothing is changed",
    )
    typed = await screen.app.push_screen_wait(last)
    return typed is not None and typed.casefold() == " ".join(pseudonym.split()).casefold()


class ToldErased(AtLength):
    """What was erased, and what is left to do: files by the names they really have."""

    def __init__(self, outcome: Erased) -> None:
        left = outcome.left
        still = [f"Words still stand in {', '.join(file.name for file in left)}: delete it."] if left else []
        said = [*outcome.sentences[:1], *still, *outcome.files, *outcome.sentences[1:]]
        super().__init__("Erased", "\n\n".join(said), real_names=True)
