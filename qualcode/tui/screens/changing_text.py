"""Changing the text of an open document: words, and whose they are; told before it is made."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace

from textual import work

from qualcode.analysis.documents import Speaker
from qualcode.analysis.notes import resting
from qualcode.analysis.text_changes import Tied, effect, tied_to
from qualcode.edits.texts import (
    ChangeTurnSpeaker,
    JoinTurn,
    ReplaceWords,
    Speaks,
    SplitTurn,
    TextEdit,
    without_speaker,
)
from qualcode.problem import Problem
from qualcode.transcripts.graphemes import cut
from qualcode.transcripts.sentences import sentence_spans
from qualcode.transcripts.span import Span
from qualcode.transcripts.transcript import Turn
from qualcode.tui.screens.desk import Text
from qualcode.tui.screens.giving_turns import Turns, ask_speaker, give_turns, make_given, passing_on
from qualcode.tui.screens.open_text import OpenText
from qualcode.tui.screens.questions import Choose, YesNo
from qualcode.tui.screens.text_edit import TextEditScreen

_MENU = ("coding.edit", "coding.split", "coding.join", "coding.speaker", "coding.speakers")


@dataclass(frozen=True)
class _Place:
    """Where one stands: the document, its turn (counted from 1), and what of the selection lies in that turn."""

    text: Text
    number: int
    span: Span

    @property
    def turn(self) -> Turn:
        return self.text.document.turns[self.number - 1]

    @property
    def version(self) -> str:
        return self.text.document.version_id


class ChangesText(OpenText):
    """An open document whose words and turns can be put right; each change is a new version, one step to undo."""

    def _place(self) -> _Place | None:
        span, number = self._view.selection, self._view.turn_number
        if self._text is None or span is None or not number:
            self.shell.say("There are no words here.")
            return None
        if self.shell.read_only:
            self.shell.say("This study is open for reading only.")
            return None
        turn = self._text.document.turns[number - 1]
        return _Place(self._text, number, Span(max(span.start, turn.start), max(turn.start, min(span.end, turn.end))))

    @work
    async def action_text_menu(self) -> None:
        """Offer all that can be changed here."""
        by_id = {command.id: command for command in self.COMMANDS_HERE}
        choices = [(one, by_id[one].title.partition(": ")[2], by_id[one].words) for one in _MENU]
        chosen = await self.app.push_screen_wait(Choose("Change the text", choices))
        if chosen is not None:
            await self.run_command(chosen)

    @work
    async def action_edit_words(self) -> None:
        """Put the selected words right."""
        place = self._place()
        if place is None:
            return
        tied = await self.shell.read(tied_to, self._document_id)
        asyncio.get_running_loop().run_in_executor(None, _make_ready)  # 0.2 s that saving would take
        words = place.span.of(place.text.document.text)

        def edit(words: str) -> ReplaceWords:
            return ReplaceWords(self._document_id, place.span, words, place.version)

        async def save(words: str) -> bool:
            made = await self.shell.make(edit(words))
            if made is not None and made.changes:
                self.shell.say("The words are changed. u takes it back.")
            return made is not None

        named = self._as_shown(words) != words
        note = "Names stand here as they were said; outside this box they are replaced." if named else ""
        title = f"Change {self._described(place.span)}"
        await self.app.push_screen_wait(
            TextEditScreen(title, words, lambda now: self._told(place, edit(now), tied), save, note)
        )

    def _told(self, place: _Place, edit: TextEdit, tied: list[Tied]) -> list[str]:
        """What an edit does, in sentences; why not, where it cannot be done."""
        document = place.text.document
        try:
            change = edit.change_of(document.text, document.turns)
        except Problem as problem:
            return [str(problem)]
        return effect(document.text, document.turns, change, tied, self._as_shown).sentences()

    def _as_shown(self, words: str) -> str:
        """Words of the document with its names replaced; to be cut afterwards, or half a name might stay."""
        return self.shell.names.show(words, self._document_id)

    def _quoted(self, words: str) -> str:
        return f"“{cut(' '.join(self._as_shown(words).split()), 50)}”"

    @work
    async def action_split_turn(self) -> None:
        """Make two turns of one, where the selected passage begins; behind it, where it begins the turn."""
        place = self._place()
        if place is None:
            return
        at = place.span.start if place.span.start > place.turn.start else place.span.end
        edit = SplitTurn(self._document_id, place.number, at, version_id=place.version)
        document = place.text.document
        try:
            change = edit.change_of(document.text, document.turns)
        except Problem as problem:
            self.shell.show_problem(problem)
            return
        begins = self._quoted(change.turns[place.number].span.of(document.text))
        title = f"Turn {place.number} in two, before {begins}: who says the second?"
        who = await self._ask_speaker(place, title, "No word is changed; every coding keeps its words.")
        if who is not None:

            def second(because: str) -> SplitTurn:
                return SplitTurn(self._document_id, place.number, at, *who, place.version, because)

            await make_given(self, document, second, [who], f"Turn {place.number} is two turns now.")

    @work
    async def action_join_turn(self) -> None:
        """Make one turn of this one and the one before it."""
        place = self._place()
        if place is None:
            return
        edit = JoinTurn(self._document_id, place.number, place.version)
        tied = await self.shell.read(tied_to, self._document_id)
        try:
            edit.change_of(place.text.document.text, place.text.document.turns)
        except Problem as problem:
            self.shell.show_problem(problem)
            return
        before = self._speaker(place, place.number - 1)
        whose = f"All of it is {before.shown}’s then. " if before is not None else ""
        passing = await self.shell.lane.call(lambda project: passing_on(project, place.text.document, edit))
        words = whose + "\n".join([*passing, *self._told(place, edit, tied)])
        title = f"Join turn {place.number} with the one before it?"
        if await self.app.push_screen_wait(YesNo(title, words, "joins them")):
            done = f"Turns {place.number - 1} and {place.number} are one turn now."
            await make_given(self, place.text.document, lambda because: replace(edit, because=because), [], done)

    @work
    async def action_turn_speaker(self) -> None:
        """Give this one turn to another speaker."""
        place = self._place()
        if place is None:
            return
        touched = [coding for coding in await self.shell.read(tied_to, self._document_id) if coding.noun == "coding"]
        number = sum(coding.span.overlaps(place.turn.span) for coding in touched)
        codings = "1 coding" if number == 1 else f"{number} codings"
        words = f"{codings} in this turn counted as what they say. Other turns stay as they are."
        who = await self._ask_speaker(place, f"Who says turn {place.number}?", words)
        if who is not None:

            def turned(because: str) -> ChangeTurnSpeaker:
                return ChangeTurnSpeaker(self._document_id, place.number, *who, place.version, because)

            await make_given(self, place.text.document, turned, [who], f"Turn {place.number} has its new speaker.")

    @work
    async def action_many_speakers(self) -> None:
        """Say who speaks many turns at once: the selected ones, or those of nobody."""
        place, selection = self._place(), self._view.selection
        if place is None or selection is None:
            return
        turns = place.text.document.turns
        selected = [n for n, turn in enumerate(turns, start=1) if turn.span.overlaps(selection)]
        nobodys = without_speaker(turns)
        from_here = [number for number in nobodys if number >= place.number]
        offered = [Turns(f"the {len(selected)} turns selected", selected)] if len(selected) > 1 else []
        if nobodys:
            whole = f"all {len(nobodys):,} turns of nobody" if len(nobodys) > 1 else "the one turn of nobody"
            offered.append(Turns(whole, nobodys))
        if from_here and from_here != nobodys:
            offered.append(Turns(f"the turns of nobody from here on, {len(from_here):,}", from_here))
        if offered:
            await give_turns(self, place.text.document, offered)
        else:
            self.shell.say("Every turn has a speaker. To give several to another, select them: space, then t.")

    def _speaker(self, place: _Place, number: int) -> Speaker | None:
        document = place.text.document
        return document.speakers.get(document.turns[number - 1].speaker or "")

    async def _ask_speaker(self, place: _Place, title: str, words: str) -> Speaks | None:
        now = self._speaker(place, place.number)
        return await ask_speaker(self, place.text.document, title, words, now.id if now is not None else None)

    @work
    async def action_resting(self) -> None:
        """List the codings whose words are no longer in the text, and go to where one rests."""
        found = await self.shell.read(resting, self._document_id)
        if not found:
            self.shell.say("Every coding here has its words.")
            return
        choices = [(one.id, f"{one.code} · {one.coder}", f"was on {self._quoted(one.words)}") for one in found]
        words = "Their words were taken out of the text. They count nowhere, and come back with the words."
        chosen = await self.app.push_screen_wait(Choose("Codings without words", choices, words))
        at = next((one.at for one in found if one.id == chosen), None)
        if at is not None:
            self._view.select(Span(at, min(at + 1, len(self._view.document.text))))


def _make_ready() -> None:
    """Load what finds sentences."""
    sentence_spans("Ready.", [Turn(0, 6)])
