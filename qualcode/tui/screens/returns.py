"""What comes back from a workshop, pasted or in a file: seen line by line before it is taken in."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.timer import Timer
from textual.widgets import Input, TextArea

from qualcode.analysis.returns.arriving import Fit, ReturnIndex, ReturnLine, ReturnsArriving, Second
from qualcode.analysis.returns.files import read_returns
from qualcode.analysis.returns.typed import TypedLine, typed_text
from qualcode.analysis.returns.votes import NOT_RANKED
from qualcode.edits.days import as_day
from qualcode.edits.returns import TakeReturns
from qualcode.problem import Problem
from qualcode.transcripts.clean import plain
from qualcode.tui.screens.modal import Modal
from qualcode.tui.screens.paths import given_path
from qualcode.tui.screens.place import Place
from qualcode.tui.screens.questions import Choose
from qualcode.tui.widgets.words import Words

_REST = 0.2  # seconds after the last key before the lines are looked at
_LOW = 34  # lines of a screen below which there is room for less
_MOST_SHOWN = 200  # lines of a preview
_MARKS = {Fit.FITS: "·", Fit.GUESSED: "?", Fit.UNKNOWN: "!", Fit.NO_CARD: "!"}
_SECOND = (
    (Second.REPLACES, "This return replaces it", "the note of before goes out of the study; u brings it back"),
    (Second.ADDS, "This return is added to it", "both stay, and their votes on one card both count"),
)
_UNNAMED = "Which workshop was this? Give its name above, or its day: it is then called by it. ctrl+s takes it in."
_NOTHING = "Nothing is typed yet: a line for each card, its id first, then what was said, the votes, the group."


async def bring_returns_in(place: Place) -> None:
    """Ask for a return and take it in, after it was looked at; to be called in a worker."""
    shell = place.shell
    # What is typed is looked up in the copy for as long as the box is open.
    memory = await shell.lane.call(lambda project: project.copy())
    try:
        index = await asyncio.to_thread(ReturnIndex, memory)
        taking = await place.app.push_screen_wait(ReturnsScreen(index))
    finally:
        memory.close()
    if taking is None:
        return
    made = await shell.make(taking)
    if made is not None:
        shell.say(f"{made.label}. u takes it back as one step.")


class ReturnsScreen(Modal[TakeReturns]):
    """A box to paste a return in, with what each of its lines would become; a file's path stands for the file."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", show=False, priority=True),
        Binding("ctrl+s", "take", "Take it in", show=False, priority=True),
    ]

    DEFAULT_CSS = """
    ReturnsScreen > .box { width: 96%; max-width: 110; }
    ReturnsScreen #called { height: 1; margin-bottom: 1; }
    ReturnsScreen #called Input { width: 1fr; margin-right: 1; }
    ReturnsScreen TextArea, ReturnsScreen TextArea:focus {
        height: auto; min-height: 3; max-height: 8; border: none; background: $panel; padding: 0 1;
    }
    ReturnsScreen #told { height: auto; margin-top: 1; }
    ReturnsScreen #found { height: auto; max-height: 12; margin-top: 1; }
    ReturnsScreen.-short .words { display: none; }
    ReturnsScreen.-short TextArea, ReturnsScreen.-short TextArea:focus { max-height: 5; }
    ReturnsScreen.-short #found { max-height: 5; }
    ReturnsScreen #found Words { height: auto; }
    """

    def __init__(self, index: ReturnIndex) -> None:
        words = "Paste or type what came back, or the path of the file: the return sheet, a table, plain lines."
        super().__init__("Bring in a workshop’s returns", words, "tab next · ctrl+s takes it in · esc back")
        self._index = index
        self._found = ReturnsArriving(())
        self._typed: Sequence[TypedLine] = ()
        self._resting: Timer | None = None
        self._leaving = False

    def compose_box(self) -> ComposeResult:
        with Horizontal(id="called"):
            yield Input(placeholder="Which workshop, such as: Leeds", id="session", select_on_focus=False)
            yield Input(placeholder="Its day: 2026-05-12", id="day", select_on_focus=False)
        yield TextArea(soft_wrap=True, tab_behavior="focus", id="words")
        yield Words(_NOTHING, id="told")
        with VerticalScroll(id="found"):
            yield Words(id="lines")

    def on_resize(self, event: events.Resize) -> None:
        """Leave room for the lines that were found on a low screen."""
        self.set_class(event.size.height < _LOW, "-short")

    def on_mount(self) -> None:
        """Paste at once."""
        self.query_one(TextArea).focus()

    @on(Input.Submitted)
    def _onward(self) -> None:
        self.focus_next()

    @on(TextArea.Changed)
    @on(Input.Changed, "#session")
    @on(Input.Changed, "#day")
    def _changed(self) -> None:
        self._leaving = False
        if self._resting is not None:
            self._resting.stop()
        self._resting = self.set_timer(_REST, self._read)

    @work(exclusive=True, group="look")
    async def _read(self) -> None:
        await self._look()

    async def _look(self, second: Second | None = None) -> bool:
        """Read what stands in the box, and show it; False where it cannot be read."""
        words = self.query_one(TextArea).text
        session, day = (self.query_one(name, Input).value for name in ("#session", "#day"))
        path = given_path(words) if words.strip() else None
        try:
            if path is not None and path.is_file():
                self._typed = await asyncio.to_thread(read_returns, path)
            else:
                self._typed = typed_text(words)
        except Problem as problem:
            self._typed, self._found = (), ReturnsArriving(())
            self._tell(f"{problem.title} {problem.remedy}", "")
            return False
        self._found = await asyncio.to_thread(self._index.arriving, self._typed, session, day, second)
        lines = self._found.lines
        more = f"\n… and {len(lines) - _MOST_SHOWN:,} more" if len(lines) > _MOST_SHOWN else ""
        told = "\n".join(self._found.told) if lines or self._found.empty else _NOTHING
        self._tell(told, "\n".join(map(_line_words, lines[:_MOST_SHOWN])) + more)
        return True

    def _tell(self, told: str, lines: str) -> None:
        self.query_one("#told", Words).update(told)
        self.query_one("#lines", Words).update(lines)

    @work(exclusive=True, group="take")
    async def action_take(self) -> None:
        """Take in what is new in it, once it is known of which workshop it is and what becomes of an earlier one."""
        if self._resting is not None:
            self._resting.stop()
        if not await self._look():
            return
        day = self.query_one("#day", Input).value
        try:
            as_day(day)
        except Problem as problem:
            self._tell(f"{problem.title} {problem.remedy}", "")
            self.query_one("#day", Input).focus()
            return
        if self._found.new and self._found.unnamed:
            self._tell(_UNNAMED, "")
            self.query_one("#session", Input).focus()
            return
        if self._found.unsettled:
            words = f"{self._found.told_of_earlier[0]} {NOT_RANKED}"
            chosen = await self.app.push_screen_wait(Choose("This group returned before", _SECOND, words))
            if chosen is None or not await self._look(Second(chosen)):
                return
        if self._found.new:
            self.dismiss(TakeReturns(self._found.new, day, self._found.replaced))

    def action_back(self) -> None:
        """Close; where something was typed, only when asked twice."""
        if self.query_one(TextArea).text.strip() and not self._leaving:
            self._leaving = True
            self.query_one("#told", Words).update("esc again leaves: what is typed here is then gone.")
        else:
            self.dismiss(None)


def _line_words(one: ReturnLine) -> str:
    """`· x7k2m9qp1 · 4 votes · Leeds: Table 2 · a peer by the bed`."""
    votes = "" if one.votes is None else f"{one.votes} vote{'' if one.votes == 1 else 's'}"
    typed = f"(typed “{one.card}”)" if one.fit is Fit.GUESSED else ""
    fit = str(one.fit) if one.fit in (Fit.UNKNOWN, Fit.NO_CARD) else ""
    mark = "=" if one.again else _MARKS[one.fit]
    parts = (f"{one.label} {typed}".strip(), fit, votes, one.group, " ".join(one.words.split()), one.note)
    return plain(f"{mark} " + " · ".join(part for part in parts if part))
