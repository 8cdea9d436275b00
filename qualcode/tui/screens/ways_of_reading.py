"""Ways of reading an open document: without codes, a part of it alone, at a turn or a time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from textual import on, work

from qualcode.tui.commands import Command
from qualcode.tui.screens.memo import first_impressions
from qualcode.tui.screens.questions import AskLine, Choose, YesNo
from qualcode.tui.screens.said import SaidScreen
from qualcode.tui.screens.taking_notes import TakesNotes
from qualcode.tui.widgets import transcript_messages as wishes
from qualcode.tui.widgets.transcript_looking import Focus

_ALL, _UNCODED, _CODES, _SPEAKER = "all", "uncoded", "codes", "speaker:"
_FEW_WORDS = 5
_OF_CODES = {
    *("coding.code", "coding.same-code", "coding.pinned-1", "coding.in-vivo", "coding.recode", "coding.against"),
    *("coding.remove", "coding.pick-up", "coding.next-overlapping", "coding.compare", "coding.next-coded"),
    "coding.example",
}
_TIME = re.compile(r"(?:(\d+)[:.])?(\d+)[:.](\d\d)")


def seconds_of(words: str) -> int | None:
    """`27:50` or `1:02:03` in seconds; None where it is no time."""
    found = _TIME.fullmatch(words)
    if found is None:
        return None
    hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return hours * 3600 + minutes * 60 + seconds


class WaysOfReading(TakesNotes):
    """An open document that can be read without its codes, or a part of it alone."""

    _offered_first_impressions = False

    # Without codes

    def commands_of_place(self) -> Sequence[Command]:
        """What acts here: no commands for codes while they are out of sight, and the key that brings them back."""
        found = super().commands_of_place()
        if not self.is_mounted or self._view.stripes:
            return found
        back = {"coding.reading": "With codes"}
        return [replace(one, footer=back.get(one.id, one.footer)) for one in found if one.id not in _OF_CODES]

    def action_reading(self) -> None:
        """Put the codes out of sight, for a first reading, or bring them back."""
        self._view.stripes = not self._view.stripes
        if not self._view.stripes:
            self._view.look_at(Focus())
            self.shell.say("Codes are out of sight; m writes a memo, y keeps a quote. O brings them back.")
        else:
            self.shell.say("Codes are in sight again.")
        self.show_lines()
        self._draw_status()

    @on(wishes.EndReached)
    def _end_reached(self) -> None:
        if not self._view.stripes and not self._offered_first_impressions:
            self._offered_first_impressions = True
            self._first_impressions()

    @work
    async def _first_impressions(self) -> None:
        if self._text is None:
            return
        name = self._text.document.called
        asked = YesNo(f"You have read {name} to its end", "Write down your first impressions?", "writes them")
        if await self.app.push_screen_wait(asked):
            await first_impressions(self, self._document_id, name)

    # A part of it

    @work
    async def action_form(self) -> None:
        """Look at one speaker, at what has no code, at one code or area; choices add up."""
        if self._text is None or self._around is None:
            return
        focus = self._view.looked_at
        labels = list(dict.fromkeys(turn.label for turn in self._text.shown.turns if turn.label))
        choices = [(_UNCODED, "what has no code yet", ""), (_CODES, "one code or area…", "")]
        choices += [(_SPEAKER + label, label, "") for label in labels] if len(labels) > 1 else []
        choices += [(_ALL, "everything", "")] if focus else []
        chosen = await self.app.push_screen_wait(Choose("Look only at…", choices, "The rest goes quiet."))
        if chosen == _ALL:
            self._look_at(Focus())
        elif chosen == _UNCODED:
            self._look_at(replace(focus, uncoded=True, codes=None))
        elif chosen == _CODES:
            codes = await self._choose_codes()
            if codes:
                self._look_at(replace(focus, codes=codes, uncoded=False))
        elif chosen is not None:
            self._look_at(replace(focus, speaker=chosen.removeprefix(_SPEAKER)))

    def _look_at(self, focus: Focus) -> None:
        self._view.stripes = True
        stretches = self._view.look_at(focus)
        if focus and not stretches:
            self._view.look_at(Focus())
            self.shell.say("There is nothing of that here, so all of it is shown.")
        self._draw_status()

    async def _choose_codes(self) -> frozenset[str] | None:
        """One of the codes and areas that stand in this document, an area with all its codes."""
        assert self._around is not None
        book = self._around.book
        here = {coding.code_id for coding in self._around.codings}
        offered = [
            (code.id, "  " * depth + code.title, "")
            for code, depth in book.walk()
            if here & book.with_descendants(code.id)
        ]
        if not offered:
            self.shell.say("Nothing is coded in this document yet.")
            return None
        chosen = await self.app.push_screen_wait(Choose("Passages under which code?", offered))
        return None if chosen is None else frozenset(book.with_descendants(chosen))

    # A turn or a time

    @work
    async def action_go_to_turn(self) -> None:
        """Ask for the number of a turn, or a time of the recording, and go there."""
        if self._text is None:
            return
        turns = len(self._text.document.turns)
        asked = AskLine("Go to which turn or time?", f"A number from 1 to {turns:,}, or a time such as 27:50.")
        words = await self.app.push_screen_wait(asked)
        if words is None:
            return
        seconds = seconds_of(words)
        if seconds is not None:
            found = self._view.go_to_time(seconds)
            if not found:
                self.shell.say("The turns of this document have no times.")
            elif found > 1:
                self.shell.say(f"The clock begins anew in this document: # and {words} again goes to the next.")
        elif not words.isdigit() or not self._view.go_to_turn(int(words)):
            self.shell.say(f"“{words}” is neither a turn from 1 to {turns:,} nor a time such as 27:50.")

    def action_said(self) -> None:
        """Look for the selected words in all documents; for others where a long passage is selected."""
        span = self._view.selection
        words = " ".join(self._text.words(span).split()) if self._text is not None and span is not None else ""
        self.app.push_screen(SaidScreen(words if len(words.split()) <= _FEW_WORDS else ""))
