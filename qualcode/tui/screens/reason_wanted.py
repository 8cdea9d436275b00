"""A change that gives words of somebody who agreed to less to others: made once somebody says why."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import App

from qualcode.edits.handing_over import ReasonWanted
from qualcode.edits.store import Edit
from qualcode.problem import Problem
from qualcode.project.project import Made
from qualcode.tui.screens.questions import AskLine
from qualcode.tui.shell import Shell


async def make_because(shell: Shell, app: App[object], edit: Callable[[str], Edit]) -> Made | None:
    """Carry out the edit for a reason, asking for one only where it is wanted; None, after saying why, where not."""
    try:
        return await shell.lane.make(edit(""))
    except ReasonWanted as wanted:
        words = f"{wanted.title}\n{wanted.detail}\nSay why; it is kept as a memo."
        reason = await app.push_screen_wait(AskLine("Whose words are they?", shell.names.show(words)))
        if reason is None:
            shell.say("Nothing was changed.")
            return None
        return await shell.make(edit(reason))
    except Problem as problem:
        shell.show_problem(problem)
        return None
