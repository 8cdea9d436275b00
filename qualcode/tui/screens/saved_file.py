"""What can be done with a file that was just written."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from qualcode.problem import Problem
from qualcode.tui.clipboard import send
from qualcode.tui.screens import export_opening
from qualcode.tui.screens.place import Place
from qualcode.tui.screens.questions import Choose


async def tell_saved(place: Place, path: Path, sentences: Iterable[str]) -> None:
    """Say where a file was saved, and offer to open it, show it in its folder, or copy its path."""
    told = list(sentences)
    choices = [
        ("open", "Open it", ""),
        ("folder", "Show it in its folder", ""),
        ("path", "Copy its path", ""),
        ("back", "Go back", ""),
    ]
    if not export_opening.can_open():
        choices = choices[2:]
        told.append("This machine has no desktop to open it with.")
    while True:
        chosen = await place.app.push_screen_wait(
            Choose(f"Saved {path.name}", choices, "\n".join([str(path), *filter(None, told)]))
        )
        if chosen in (None, "back"):
            return
        try:
            if chosen == "path":
                place.shell.say(send(place.app, str(path), "the path"))
            else:
                export_opening.show(path, folder=chosen == "folder")
                return
        except Problem as problem:
            place.shell.show_problem(problem)
