"""The five-minute tutorial: cards that notice what was done, and end with the learner's own Word page."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.app import App

from qualcode.analysis.codes import codebook
from qualcode.analysis.documents import documents
from qualcode.edits.store import Change
from qualcode.problem import Problem
from qualcode.project.connection import SUFFIX
from qualcode.project.places import recent_codes
from qualcode.project.project import Made, Project
from qualcode.sample import DEMO_CODER
from qualcode.transcripts.span import Span
from qualcode.tui.reading import read_apart
from qualcode.tui.screens import export_opening
from qualcode.tui.screens.excerpts_place import remember_code
from qualcode.tui.screens.place import Place
from qualcode.tui.screens.tutorial_cards import ANOTHER_CODE, CARDS, KEPT_MEMO, KEPT_QUOTE, Card
from qualcode.tui.screens.tutorial_drawing import DrawnTutorial
from qualcode.tui.widgets.tutorial_card import Piece, TutorialCard

if TYPE_CHECKING:
    pass

_DEMO = f"peer-support-demo{SUFFIX}"
_FIRST = "08-not-for-me"
_OPEN, _LEFT = "open", "left"


class Tutorial(DrawnTutorial):
    """Notices what the learner does, and goes from card to card. It lives as long as the application."""

    def __init__(self, app: App[None]) -> None:
        super().__init__(app)
        self._selection: Span | None = None
        self._undos: set[str] = set()
        self._code_id = ""
        self._listening = False

    @property
    def _setting(self) -> str:
        return f"tutorial {self._shell.coder_id}"

    # Beginning and ending

    async def study_opened(self) -> None:
        """Go on at the card that was open last; offer to begin where this is the demo and it was not offered yet."""
        self.study_closed()
        if not self._listening:
            self._listening = True
            self._shell.made.subscribe(self._app, self._made)
        kept, read_only = await self._shell.lane.call(lambda study: (study.setting(self._setting), study.read_only))
        if read_only:
            return
        if kept is None:
            if self._shell.coder_name == DEMO_CODER and self._shell.lane.path.name == _DEMO:
                from qualcode.tui.screens.tutorial_offer import TutorialOffer  # with its first use

                await self._app.push_screen(TutorialOffer(), self._answered)
        elif kept.startswith(_OPEN):
            await self._begin(_number(kept))

    def study_closed(self) -> None:
        """Forget the study."""
        self._at = self._place = self._page = None

    async def _answered(self, begins: bool | None) -> None:
        if begins:
            await self._begin(0)
        else:
            await self._keep(f"{_LEFT} 0")
            self._shell.say("“tutorial: Begin” waits among all commands (:), whenever you like.")

    async def wish(self, wish: str) -> None:
        """Do what a command of the tutorial says."""
        if not self._shell.lane.is_open:
            self._shell.say("The tutorial needs a study; the demo is made for it.")
        elif wish == "begin":
            await self._begin(0)
        elif wish == "go-on":
            await self._begin(_number(await self._shell.lane.call(lambda study: study.setting(self._setting))))
        elif self._at is None:
            self._shell.say("No card of the tutorial is open. “tutorial: Begin” stands among all commands (:).")
        elif wish == "close":
            await self._close()
        elif wish == "next":
            await self._next()
        elif self._page is not None:
            self._open_page(folder=wish == "folder")
        else:
            self._shell.say("The tutorial has not written a page yet.")

    async def _begin(self, number: int) -> None:
        shell = self._shell
        known = await shell.lane.call(lambda study: _known(study, shell.coder_id))
        if known is None:
            shell.say("This study is open for reading only, so there is nothing to try out in it.")
            return
        self._first, self._code_id, self._undos = known
        self._place = next((one for one in reversed(self._app.screen_stack) if isinstance(one, Place)), None)
        self._note_selection()
        self._page, self._writing, self._why_not = None, False, ""
        self._code = await self._code_name()
        await self._show(number)

    async def _close(self) -> None:
        number, finished = self._at, self._page is not None
        self._at = None
        if not finished:
            await self._keep(f"{_LEFT} {number}")
        self._draw()
        if self._place is not None and isinstance(self._place.focused, TutorialCard):
            self._place.focused.give_back()
        if finished:
            self._shell.say("That was the tutorial. It can begin again from all commands (:).")
        else:
            self._shell.say("The tutorial is closed. “tutorial: Go on” stands among all commands (:).")

    async def _keep(self, state: str) -> None:
        await self._shell.lane.call(lambda study: study.set_setting(self._setting, state))

    # From card to card

    async def _next(self) -> None:
        if self._at is not None and self._at < len(CARDS) - 1:
            await self._show(self._at + 1)
        elif self._page is not None:
            await self._close()
        else:
            self._write()

    async def _show(self, number: int, happened: Sequence[Piece] = ()) -> None:
        self._at, self._happened, self._ticked = number, happened, set()
        await self._keep(f"{_OPEN} {number}")
        card = CARDS[number]
        if card.name == "passages" and self._code_id:
            await remember_code(self._shell, self._code_id)
        self._draw()
        if card.name == "page":
            self._write()
        else:
            await self._look_round()

    async def _done(self, **values: str) -> None:
        if self._at is not None:
            await self._show(self._at + 1, self._pieces_of(CARDS[self._at].done, **values))

    async def _tick(self, part: str) -> None:
        card = self._card
        if card is None:
            return
        self._ticked.add(part)
        if all(name in self._ticked for name, _ in card.parts):
            await self._done()
        else:
            self._draw()

    # What the learner does

    def place_shown(self, place: Place) -> None:
        """Hear that a place of the study is on top."""
        if place is not self._place:
            self._place = place
            self._note_selection()
        self._app.call_next(self._look_again)

    async def _look_again(self) -> None:
        self._draw()
        await self._look_round()

    async def _look_round(self) -> None:
        """Go on where the learner is already where the card leads to."""
        card = self._card
        if card is None or self._place is None:
            return
        if (card.name == "open" and self._in_text) or (card.name == "passages" and self._place.MODE == "excerpts"):
            await self._done()

    def _note_selection(self) -> None:
        """Take the selection as it stands."""
        self._selection = None
        if self._place is not None and self._in_text:
            from qualcode.tui.widgets.transcript_view import TranscriptView  # loaded with the place

            self._selection = self._place.query_one(TranscriptView).selection

    def selection_moved(self, now: Span) -> None:
        """Hear that another passage is selected."""
        before, self._selection = self._selection, now
        if self._card is None or self._card.name != "move" or before is None or before == now:
            return
        if now.start <= before.start and before.end <= now.end:
            self._app.call_later(self._tick, "grow")
        elif not now.overlaps(before):
            self._app.call_later(self._tick, "step")

    async def _made(self, made: Made) -> None:
        card = self._card
        if card is None:
            return
        if made.undoes is not None:
            again = made.undoes in self._undos
            if not again:
                self._undos.add(made.action_id)
            if card.name == "undo":
                await self._tick("redo" if again else "undo")
            return
        coded = [change.after["code_id"] for change in _new(made, "coding") if self._is_own(change)]
        if coded:
            await self._coded(card, str(coded[-1]))
        elif card.name == "keep" and _new(made, "quote"):
            await self._done(kept=KEPT_QUOTE)
        elif card.name == "keep" and any(change.table == "memo" for change in made.changes):
            await self._done(kept=KEPT_MEMO)

    def _is_own(self, change: Change) -> bool:
        return change.after.get("coder_id") == self._shell.coder_id

    async def _coded(self, card: Card, code_id: str) -> None:
        same, self._code_id = code_id == self._code_id, code_id
        name = self._code = await self._code_name()
        if card.name == "code" or (card.name == "same" and same):
            await self._done(code=name)
        elif card.name == "same":
            self._happened = self._pieces_of(ANOTHER_CODE, code=name)
            self._draw()
        elif card.name == "page" and self._page is None:
            self._write()

    async def _code_name(self) -> str:
        code = (await self._shell.read(codebook)).get(self._code_id)
        return code.name if code is not None else ""

    # The Word page

    def _write(self) -> None:
        if not self._writing and self._shell.lane.is_open:
            self._writing, self._why_not = True, ""
            self._draw()
            self._app.run_worker(self._write_page(), group="tutorial")

    async def _write_page(self) -> None:
        from qualcode.tui.screens.tutorial_page import write_page  # 30 ms, at the last card alone

        shell, study = self._shell, self._shell.lane.path
        try:
            now = await shell.lane.call(lambda project: project.clock.now())
            self._page = await read_apart(shell.lane, write_page, shell.coder_id, study, now)
        except Problem as problem:
            self._why_not = str(problem)
        finally:
            self._writing = False
        if self._page is not None:
            await self._keep(f"{_LEFT} 0")
        self._draw()
        if self._page is not None and self._place is not None and not self._in_text:
            self._place.query_one(TutorialCard).take_keys()

    def _open_page(self, *, folder: bool) -> None:
        if self._page is None:
            return
        try:
            export_opening.show(self._page.paths[0], folder=folder)
        except Problem as problem:
            self._shell.show_problem(problem)


def _known(study: Project, coder_id: str) -> tuple[str, str, set[str]] | None:
    """An interview's name, the coder's latest code, and the undos that redo would take; None where read-only."""
    if study.read_only:
        return None
    latest = study.read(recent_codes, coder_id, "", 1)
    return study.read(_interview), latest[0] if latest else "", {undo.id for _, undo in study.stacks().undone}


def _interview(conn: sqlite3.Connection) -> str:
    """What an interview to begin with is called in the list."""
    return next((f"“{line.called}”" for line in documents(conn) if line.name == _FIRST), "any of them")


def _number(kept: str | None) -> int:
    """The number of a card, from 0, as it was kept."""
    last = (kept or "").rpartition(" ")[2]
    return min(int(last), len(CARDS) - 1) if last.isdecimal() else 0


def _new(made: Made, table: str) -> list[Change]:
    return [change for change in made.changes if change.table == table and change.before is None]
