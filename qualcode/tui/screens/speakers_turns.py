"""Turns of nobody, given to somebody from the review of speakers."""

from __future__ import annotations

from collections.abc import Sequence

from textual import work

from qualcode.analysis.documents import open_document
from qualcode.analysis.speakers import Unlabelled
from qualcode.edits.texts import without_speaker
from qualcode.exports.phrases import counted
from qualcode.tui.screens.giving_turns import Turns, give_turns
from qualcode.tui.screens.questions import Choose
from qualcode.tui.screens.speakers_decided import Deciding


class GivesTurns(Deciding):
    """A review of speakers beside which those of nobody's turns are named; that is done at once."""

    def __init__(self) -> None:
        super().__init__()
        self._unlabelled: Sequence[Unlabelled] = ()

    @work
    async def action_unlabelled(self) -> None:
        """Say who speaks where no label does."""
        there = self._unlabelled
        if self.shell.read_only or not there:
            reading = "This study is open for reading only."
            self.shell.say(reading if self.shell.read_only else "Every turn of talk has a label.")
            return
        chosen: str | None = there[0].document_id
        if len(there) > 1:
            choices = [
                (one.document_id, one.document, counted(one.turns, "turn has", "turns have") + " no label")
                for one in there
            ]
            chosen = await self.app.push_screen_wait(Choose("Turns of which document?", choices))
        seen = await self.shell.read(open_document, chosen) if chosen is not None else None
        if seen is not None and (numbers := without_speaker(seen.turns)):
            words = counted(len(numbers), "turn", "turns")
            await give_turns(self, seen, [Turns(f"the {words} without a label in “{seen.called}”", numbers)])
