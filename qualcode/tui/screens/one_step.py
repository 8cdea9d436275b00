"""What is saved bit by bit while somebody writes, as one step to undo."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping

from qualcode.edits.store import Edit
from qualcode.problem import Problem
from qualcode.project.project import Made
from qualcode.tui.commands import Command
from qualcode.tui.shell import Shell

FORM_KEYS = (
    Command("form.saved", "escape", "done", "form: Save", "Saves it and goes back.", "Save", "form", True),
    Command("form.next", "tab", "app.focus_next", "form: Next field", "Goes on.", "Next field", "form", True),
)  # what the keys do while a form `#form` is written to


class OneStep:
    """Edits that are one step to undo, where nothing else was done in between; `changed` once any changed a thing."""

    def __init__(self, shell: Shell) -> None:
        self._shell = shell
        self._action: str | None = None
        self.label = ""

    @property
    def changed(self) -> bool:
        """Whether anything was changed yet."""
        return self._action is not None

    async def make(self, edit: Edit) -> Made:
        """Carry out an edit as part of the step. Raises Problem when it cannot be done."""
        made = await self._shell.lane.call(lambda project: project.make(edit, goes_on=self._action))
        if made.changes:
            self._action = made.action_id
            self.label = self.label or made.label
        return made


class FormDraft:
    """What one opening of a form keeps: saved as one goes, and one step to undo.

    `edit` makes the edit for the fields that differ from what was saved last, given them and all; it may raise
    Problem.
    """

    def __init__(self, shell: Shell, edit: Callable[[Mapping[str, str], Mapping[str, str]], Edit]) -> None:
        self.step = OneStep(shell)
        self._shell = shell
        self._edit = edit
        self._kept: dict[str, str] = {}
        self._saving = asyncio.Lock()
        self._refused: dict[str, str] | None = None

    async def keep(self, first: Mapping[str, str], values: Mapping[str, str]) -> bool:
        """Save the fields that differ from what was saved last, `first` before; False where that cannot be done yet.

        Nothing is said of it: somebody is still typing.
        """
        try:
            await self._save(first, values)
        except Problem:
            return False
        return True

    async def leave(self, first: Mapping[str, str], values: Mapping[str, str]) -> bool:
        """Save for the last time; False, after saying why, where that cannot be done.

        In a study that may only be read, leaving again without a change leaves it so.
        """
        try:
            await self._save(first, values)
        except Problem as problem:
            if self._shell.read_only and self._refused == dict(values):
                return True
            self._refused = dict(values)
            self._shell.show_problem(problem)
            return False
        return True

    async def _save(self, first: Mapping[str, str], values: Mapping[str, str]) -> None:
        async with self._saving:
            wanted = {name: value for name, value in values.items() if value != self._kept.get(name, first[name])}
            if wanted:
                await self.step.make(self._edit(wanted, values))
                self._kept.update(wanted)
