"""Coding an open document: codes applied to its passages, and changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from textual import on, work
from textual.binding import BindingType

from qualcode.codebooks.code import Code, Codebook, State
from qualcode.edits.code_examples import TakeExample
from qualcode.edits.codebook import AddCode
from qualcode.edits.codings import AddCodings, MarkAgainst, MoveCoding, NewCoding, Recode, RemoveCoding
from qualcode.edits.documents import READING_STATES, ChangeDocument
from qualcode.edits.store import Edit
from qualcode.edits.study import PinCode
from qualcode.edits.together import Together
from qualcode.problem import Problem
from qualcode.project.project import Made
from qualcode.transcripts.graphemes import cut
from qualcode.transcripts.span import Span
from qualcode.tui.commands import Command, bindings
from qualcode.tui.screens.changing_text import ChangesText
from qualcode.tui.screens.code_picker import Applied, Apply, CodeChosen, CodePickerScreen, codes_to_add
from qualcode.tui.screens.coding_commands import CODING, IN_HAND
from qualcode.tui.screens.comparing import Compares
from qualcode.tui.screens.desk import offer, read_text
from qualcode.tui.screens.names_kept import Pseudonymises
from qualcode.tui.screens.questions import AskLine, Choose
from qualcode.tui.screens.ways_of_reading import WaysOfReading
from qualcode.tui.widgets import transcript_messages as wishes
from qualcode.tui.widgets.here_pane import HerePane

_IN_VIVO_LONGEST = 60
_NOT_OF_A_NAME = ' .,;:…–—-"“”„«»'  # what stands at the ends of words that are taken as a name
_NEW = "new"
_IN_TITLE = 40  # cells of a name over a box, so that what is asked of it has room
_MENU = ("coding.code", "coding.same-code", "coding.in-vivo", "coding.memo", "coding.quote", "coding.copy")
_MENU_OF_CODING = ("coding.recode", "coding.against", "coding.pick-up", "coding.remove")


class CodingScreen(ChangesText, Pseudonymises, Compares, WaysOfReading):
    """One document. Every change is on disk before it is painted."""

    CRUMB = "Coding"
    IN_TEXT = True
    COMMANDS_HERE: ClassVar[tuple[Command, ...]] = CODING
    HINTS = ("coding.next-unit", "coding.code", "coding.pinned-1")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(CODING)]

    def __init__(self, document_id: str = "", span: Span | None = None) -> None:
        super().__init__(document_id, span)
        self._in_vivo_area: str | None = None
        self._added_under: str | None = None  # the area of the last new code

    def commands_held(self) -> Sequence[Command]:
        """What the keys do with a coding that is in hand."""
        return IN_HAND if self.is_mounted and self._view.in_hand else ()

    @on(wishes.MarkPickedUp)
    @on(wishes.MarkMoved)
    @on(wishes.MarkLetGo)
    def _hand_changed(self) -> None:
        self.show_lines()

    async def study_changed(self, made: Made) -> None:
        """Paint what a change did; where a step is taken back out of sight, go there."""
        ids = [change.row_id for change in made.changes if change.table == "coding"] if made.undoes else []
        before = [self._view.mark(one) for one in ids]
        await super().study_changed(made)
        if made.undoes and self.is_current:
            marks = [self._view.mark(one) or was for one, was in zip(ids, before, strict=True)]
            places = [mark.span for mark in marks if mark is not None]
            if places and not any(self._view.region_of(place) for place in places):
                self._view.select(min(places))

    # Applying codes

    def _coding_of(self, code_id: str, span: Span) -> NewCoding:
        return NewCoding(self._document_id, span, code_id, version_id=self._version_id)

    def _with_state(self, *edits: Edit) -> Edit:
        """An edit that codes, which also says that the document is being coded where it was new or only read."""
        if self._text is not None and self._text.document.reading_state in ("new", "read"):
            return Together([ChangeDocument(self._document_id, {"reading_state": "being coded"}), *edits])
        return edits[0] if len(edits) == 1 else Together(edits)

    async def _apply(self, code_id: str, span: Span) -> Applied:
        """Apply a code; it is on disk when this returns."""
        coding = self._coding_of(code_id, span)
        try:
            made = await self.shell.lane.make(self._with_state(AddCodings([coding])))
        except Problem as problem:
            return Applied(refusal=str(problem))
        self._used(code_id)
        if not any(change.row_id == coding.id for change in made.changes):
            return Applied(refusal="Already coded here; nothing was changed.")
        self._flash = coding.id
        return Applied(code_id)

    def _codes_to_add(self, chosen: CodeChosen) -> list[AddCode]:
        return codes_to_add(self._around.book if self._around else Codebook(()), chosen)

    async def _apply_new(self, chosen: CodeChosen, span: Span) -> Applied:
        """Make a proposed code under an area and apply it, as one thing to undo."""
        added = self._codes_to_add(chosen)
        code = added[-1]
        coding = self._coding_of(code.id, span)
        try:
            await self.shell.lane.make(self._with_state(*added, AddCodings([coding])))
        except Problem as problem:
            return Applied(refusal=str(problem))
        self._used(code.id)
        self._added_under = code.parent_id
        self._flash = coding.id
        self._say_new(added)
        return Applied(code.id)

    def _say_new(self, added: Sequence[AddCode]) -> None:
        """Say which code was made, and where: a number or name that was mistyped makes one as well."""
        code = added[-1]
        area = self._around.book.get(code.parent_id or "") if self._around else None
        under = f" under the new area “{added[0].name}”" if len(added) > 1 else f" under {area.name}" if area else ""
        self.shell.say(f"New code “{code.name}”{under}. u takes it back.")

    def _used(self, code_id: str) -> None:
        self._last = code_id
        self._digits.used(code_id)

    async def _apply_or_say(self, code_id: str, span: Span) -> None:
        applied = await self._apply(code_id, span)
        if applied.code_id is None:
            self.shell.say(applied.refusal)

    @on(wishes.CodeWanted)
    async def _code_wanted(self, event: wishes.CodeWanted) -> None:
        span = event.span

        async def apply(chosen: CodeChosen) -> Applied:
            if chosen.code_id is not None:
                return await self._apply(chosen.code_id, span)
            return await self._apply_new(chosen, span)

        await self._pick(f"Code {self._described(span)}", span, apply)

    async def _pick(self, title: str, span: Span, apply: Apply, several: bool = True) -> None:
        if self._around is None or self._text is None:
            return
        elsewhere = await self._used_elsewhere()
        offered = offer(title, self._around, elsewhere, self._digits, self._text, span, self.shell.coder_id)
        lately = self._around.book.area_of(self._last) if self._last is not None else None
        offered = replace(offered, several=several, lately=lately.id if lately is not None else "")
        self.app.push_screen(CodePickerScreen(offered, apply, self._view.region_of(span)))

    @on(wishes.SameCodeWanted)
    async def _same_wanted(self, event: wishes.SameCodeWanted) -> None:
        if self._last is None:
            self.shell.say("No code was applied yet. c chooses one.")
        else:
            await self._apply_or_say(self._last, event.span)

    @on(wishes.DigitPressed)
    async def _digit_pressed(self, event: wishes.DigitPressed) -> None:
        await self._digit(event.digit, event.span)

    @on(HerePane.DigitWanted)
    async def _digit_wanted(self, event: HerePane.DigitWanted) -> None:
        if self._view.selection is not None:
            await self._digit(event.digit, self._view.selection)
        self._view.focus()

    async def _digit(self, digit: int, span: Span) -> None:
        code_id = self._digits.code(digit)
        if code_id is None:
            self.shell.say(f"No code has the digit {digit} yet. c chooses one, and it takes the next free digit.")
        else:
            await self._apply_or_say(code_id, span)

    @on(wishes.InVivoWanted)
    def _in_vivo_wanted(self, event: wishes.InVivoWanted) -> None:
        self._in_vivo(event.span)

    @work
    async def _in_vivo(self, span: Span) -> None:
        if self._around is None or self._text is None:
            return
        words = " ".join(self._text.words(span).split())
        words = words.strip(_NOT_OF_A_NAME) or words
        called = words.casefold()
        name = words if len(words) <= _IN_VIVO_LONGEST else words[: _IN_VIVO_LONGEST - 1].rstrip() + "…"
        book = self._around.book
        codes = [code for code in book.codes if not code.is_area]
        same = [code for code in codes if code.name.strip(_NOT_OF_A_NAME).casefold() in (called, name.casefold())]
        if same:  # one that is retired is refused in words, and only where no other is called so
            await self._apply_or_say(min(same, key=lambda code: code.state is State.RETIRED).id, span)
            return
        if self._in_vivo_area is None or book.get(self._in_vivo_area) is None:
            chosen = await self._ask_area(name)
            if chosen is None:
                return
        else:
            chosen = CodeChosen(new_name=name, area_id=self._in_vivo_area)
        applied = await self._apply_new(chosen, span)
        if applied.refusal:
            self.shell.say(applied.refusal)
        else:
            self._in_vivo_area = self._added_under

    async def _ask_area(self, name: str) -> CodeChosen | None:
        """Ask which area, or new one, codes in vivo go under."""
        areas = [(area.id, area.name, "") for area in self._around.book.areas()] if self._around else []
        asked = f"“{cut(name, _IN_TITLE)}” under which area?"
        once = "Asked once while this document is open."
        area = await self.app.push_screen_wait(Choose(asked, [*areas, (_NEW, "A new area…", "")], once))
        if area == _NEW:
            called = await self.app.push_screen_wait(AskLine("A new area", "What is it called?"))
            return CodeChosen(new_name=name, new_area=called) if called is not None else None
        return CodeChosen(new_name=name, area_id=area) if area is not None else None

    # Changing codings

    @on(wishes.RecodeWanted)
    async def _recode_wanted(self, event: wishes.RecodeWanted) -> None:
        mark = self._view.mark(event.mark_id)
        if mark is None:
            return

        async def apply(chosen: CodeChosen) -> Applied:
            try:
                if chosen.code_id is not None:
                    code_id = chosen.code_id
                    await self.shell.lane.make(Recode(mark.id, code_id))
                else:
                    added = self._codes_to_add(chosen)
                    code_id = added[-1].id
                    await self.shell.lane.make(Together([*added, Recode(mark.id, code_id)]))
                    self._say_new(added)
            except Problem as problem:
                return Applied(refusal=str(problem))
            self._used(code_id)
            self._flash = mark.id
            return Applied(code_id)

        await self._pick(f"Instead of {mark.title}", mark.span, apply, several=False)

    @on(wishes.RemoveWanted)
    async def _remove_wanted(self, event: wishes.RemoveWanted) -> None:
        mark = self._view.mark(event.mark_id)
        memos = sum(coding_id == event.mark_id for coding_id, _ in self._around.coding_memos) if self._around else 0
        if mark is not None and await self.shell.make(RemoveCoding(mark.id)):
            kept = f" {'Its memo stays' if memos == 1 else f'Its {memos} memos stay'} in Memos (F9)." if memos else ""
            self.shell.say(f"{mark.title} is off this passage.{kept} u brings it back.")

    @on(wishes.AgainstWanted)
    async def _against_wanted(self, event: wishes.AgainstWanted) -> None:
        mark = self._view.mark(event.mark_id)
        if mark is not None and await self.shell.make(MarkAgainst(mark.id, not mark.against)):
            self.shell.say(
                f"{mark.title}: no longer goes against it."
                if mark.against
                else f"{mark.title}: this passage goes against it (!)."
            )

    @on(wishes.MarkMoved)
    async def _mark_moved(self, event: wishes.MarkMoved) -> None:
        made = await self.shell.make(MoveCoding(event.mark_id, event.span, self._version_id))
        if made is not None and made.changes:
            joined = any(change.after.get("deleted_at") for change in made.changes if change.table == "coding")
            self.shell.say(f"{made.label}. u takes it back." if joined else "Its ends are changed. u puts them back.")

    # The rest

    @work
    async def action_state(self) -> None:
        """Say how far the reading is."""
        if self._text is None:
            return
        now = self._text.document.reading_state
        choices = [(state, state, "") for state in READING_STATES]
        chosen = await self.app.push_screen_wait(Choose("How far is this document?", choices, chosen=now))
        if chosen is not None:
            await self.shell.make(ChangeDocument(self._document_id, {"reading_state": chosen}))

    async def action_example(self) -> None:
        """Take the words of the coding under the cursor as an example of its code."""
        mark = self._view.current_mark
        if mark is None:
            self.shell.say("No coding is here. ] goes to the next coded passage.")
            return
        made = await self.shell.make(TakeExample(mark.code_id, self._document_id, mark.span))
        if made is not None:
            self.shell.say(f"{made.label} taken. F3 shows it; u takes it back.")

    @work
    async def action_pin(self) -> None:
        """Give the last code a digit for good."""
        if self._last is None or self._around is None:
            self.shell.say("No code was applied yet. c chooses one.")
            return
        code = self._around.book.get(self._last)
        if code is None:
            return
        choices = [
            (str(digit), str(digit), held.title if (held := self._held(digit)) else "free") for digit in range(1, 10)
        ]
        asked = Choose(f"Pin {code.title} to which digit?", choices, "Its key chooses it, too.")
        chosen = await self.app.push_screen_wait(asked)
        if chosen is None or not await self.shell.make(PinCode(self.shell.coder_id, code.id, int(chosen))):
            return
        text = await self.shell.read(read_text, self._document_id, self.shell.coder_id)
        if text is not None:
            self._digits.pin(text.pins)
            self._draw_status()

    def _held(self, digit: int) -> Code | None:
        code_id = self._digits.code(digit)
        return self._around.book.get(code_id) if self._around and code_id else None

    @on(wishes.MenuWanted)
    def _menu_wanted(self) -> None:
        self._menu()

    @work
    async def _menu(self) -> None:
        """Offer what the keys offer, for who uses the mouse."""
        names = _MENU_OF_CODING if self._view.current_mark is not None else ()
        by_id = {command.id: command for command in CODING}
        offered = [by_id[name] for name in (*_MENU, *names)]
        given = self.shell.keys_given
        choices = [
            (one.id, f"{one.key_shown(given.get(one.id))}  {one.title.partition(': ')[2]}", "") for one in offered
        ]
        chosen = await self.app.push_screen_wait(Choose("This passage", choices))
        if chosen is not None:
            await self.run_command(chosen)
