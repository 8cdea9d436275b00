"""A memo being written: saved as one goes, and one step to undo for each time it was opened."""

from __future__ import annotations

import asyncio

from qualcode.analysis.memos import Thing
from qualcode.edits.ids import new_id
from qualcode.edits.memos import KINDS, MemoTarget, TurnMemo, WriteMemo
from qualcode.edits.store import Edit
from qualcode.edits.together import Together
from qualcode.problem import Problem
from qualcode.tui.screens.one_step import OneStep
from qualcode.tui.shell import Shell


def target_of(thing: Thing) -> MemoTarget:
    """What an edit calls a thing."""
    return MemoTarget(*thing.key)


class Draft:
    """What one opening of a memo keeps.

    `memo` is the id, kind and words of one that is there; `thing` is what it is about, None where that is not for
    this opening to change; `opening` are words it begins with, which alone are no memo.
    """

    def __init__(
        self,
        shell: Shell,
        thing: Thing | None,
        memo: tuple[str, str, str] | None = None,
        *,
        kind: str = KINDS[0],
        opening: str = "",
    ) -> None:
        self.memo_id, self.kind, self.body = memo or (new_id(), kind, opening)
        self.thing = thing
        self.is_new = memo is None
        self._shell = shell
        self._opening = "" if memo else opening.strip()
        self._there = memo is not None
        self._kept = (self.kind, memo[2].strip() if memo else "", thing)
        self._step = OneStep(shell)
        self._saving = asyncio.Lock()
        self._refused: tuple[str, str, Thing | None] | None = None

    async def keep(self, kind: str, words: str, thing: Thing | None, *, leaving: bool = False) -> bool:
        """Save what differs from what was saved last; False, after saying why, where that cannot be done.

        A memo without words is taken out only on `leaving`: somebody may be about to write it anew.
        """
        async with self._saving:
            body = words.strip()
            body = "" if body == self._opening else body
            if (kind, body, thing) == self._kept or not (body or (leaving and self._there)):
                return True
            try:
                await self._step.make(self._edit(kind, body, thing))
            except Problem as problem:
                self._shell.show_problem(problem)
                return False
            self._there, self._kept = bool(body), (kind, body, thing)
            return True

    async def leave(self, kind: str, words: str, thing: Thing | None) -> bool:
        """Save for the last time; False where that cannot be done, unless one leaves again without a change."""
        wanted = (kind, words, thing)
        if await self.keep(kind, words, thing, leaving=True) or self._refused == wanted:
            return True
        self._refused = wanted
        self._shell.show_problem(Problem("The memo is not saved.", remedy="esc again leaves it so."))
        return False

    def _edit(self, kind: str, body: str, thing: Thing | None) -> Edit:
        before = self._kept[2]
        if not self._there or not body:
            return WriteMemo(body, kind, target_of(thing) if thing is not None else None, self.memo_id)
        words = WriteMemo(body, kind, id=self.memo_id)
        if thing is None or before is None or thing == before:
            return words
        turned = TurnMemo(self.memo_id, target_of(before), target_of(thing))
        return Together([words, turned], "What a memo is about")

    def say(self) -> None:
        """Say what became of it, where anything did."""
        if self._step.changed:
            self._shell.say("Memo saved. u takes it back." if self._there else "Memo removed. u brings it back.")
