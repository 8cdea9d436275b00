"""Putting codes, excerpts and kept passages under a theme in the making, from wherever they are shown."""

from __future__ import annotations

from collections.abc import Sequence

from qualcode.analysis.themes import ThemeState, themes
from qualcode.edits.store import Edit
from qualcode.edits.themes import Gather, NewTheme, Thing
from qualcode.edits.together import Together
from qualcode.tui.commands import Command
from qualcode.tui.reading import read_apart
from qualcode.tui.screens.place import Place
from qualcode.tui.screens.questions import AskLine, Choose

GATHERING = Command(
    "theme.gather", "Y,upper_y", "gather", "theme: Put it under one…",
    "Puts it under a theme in the making, as what supports the claim or goes against it.",
)  # fmt: skip
_NEW, _AGAINST = "new", "against:"


async def gather(place: Place, things: Sequence[Thing], what: str) -> None:
    """Ask under which theme, and on which side, and put the things there."""
    if not things:
        place.shell.say("Nothing here can be put under a theme.")
        return
    making = [one for one in await read_apart(place.shell.lane, themes) if one.state is ThemeState.MAKING]
    choices = [(one.id, f"Supports: {one.claim}", "") for one in making]
    choices += [(_AGAINST + one.id, f"Goes against: {one.claim}", "") for one in making]
    choices.append((_NEW, "A new theme…", ""))
    chosen = await place.app.push_screen_wait(Choose(f"Put {what} under", choices))
    if chosen is None:
        return
    edit: Edit
    if chosen == _NEW:
        new = await ask_claim(place)
        if new is None:
            return
        edit = Together([new, Gather(new.id, things)])
    else:
        edit = Gather(chosen.removeprefix(_AGAINST), things, against=chosen.startswith(_AGAINST))
    made = await place.shell.make(edit)
    if made is not None:
        place.shell.say(f"{made.label}. u takes it back.")


async def ask_claim(place: Place, title: str = "A new theme", value: str = "") -> NewTheme | None:
    """Ask what a new theme claims; None where nobody says."""
    claim = await place.app.push_screen_wait(
        AskLine(
            title,
            "What it claims, in a sentence.",
            value=value,
            placeholder="such as: People stay for whoever they meet, not for the programme",
        )
    )
    return None if claim is None else NewTheme(claim)
