"""Decisions about speakers that wait on the screen until they are saved: taken, taken back, and back again."""

from __future__ import annotations

from collections.abc import Iterable

from textual import on

from qualcode.edits.speaker_decisions import Decision, in_force
from qualcode.tui.screens.filtered import Filtered
from qualcode.tui.screens.place import RedoWanted, UndoWanted
from qualcode.tui.screens.speakers_rows import Speakers, changed
from qualcode.tui.widgets.drawn_rows import DrawnRows


class Deciding(Filtered):
    """A list of speakers of whom something is decided; u takes back the last of it before anything in the study."""

    def __init__(self) -> None:
        super().__init__()
        self._speakers = Speakers()
        self._decisions: dict[str, Decision] = {}
        self._past: list[dict[str, Decision]] = []
        self._undone: list[dict[str, Decision]] = []
        self._saved: dict[str, Decision] = {}  # by the last review
        self._takes_back = False  # whether something was undone since it

    def _take(self, speakers: Speakers) -> None:
        """Go on with other speakers; what is so already, or of somebody who is gone, is decided no more."""
        self._speakers = speakers
        waiting = in_force(speakers.lines, self._saved) if self._takes_back else {}
        if waiting and not self._decisions:
            self._decisions, self._saved = waiting, {}
            self.shell.say(f"{len(waiting)} decided wait here again; ctrl+s saves them, d leaves one as it was.")
            return
        kept = in_force(speakers.lines, self._decisions)
        if kept != self._decisions:
            self._decisions, self._past, self._undone = kept, [], []

    def _decide(self, new: Iterable[Decision]) -> None:
        """Take decisions on, so that u can take them back, and let go of the marks."""
        decisions = in_force(self._speakers.lines, changed(self._decisions, list(new)))
        self.query_one("#speakers", DrawnRows).unmark_all()
        if decisions != self._decisions:
            self._past.append(self._decisions)
            self._undone.clear()
            self._decisions = decisions
        self._draw()

    @on(UndoWanted)
    def _undo_decision(self, event: UndoWanted) -> None:
        """Take back the last decision that is not saved; without any, the study's last step."""
        if self._past:
            event.prevent_default()
            self._undone.append(self._decisions)
            self._decisions = self._past.pop()
            self._draw()
            self.shell.say("Took back the last decision. U decides it again.")
        else:
            self._undone.clear()  # U then does again what is taken back now
            self._takes_back = True

    @on(RedoWanted)
    def _redo_decision(self, event: RedoWanted) -> None:
        """Decide again what was taken back here; without any, do the study's last step again."""
        if self._undone:
            event.prevent_default()
            self._past.append(self._decisions)
            self._decisions = self._undone.pop()
            self._draw()
