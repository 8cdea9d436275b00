"""The application: the places of the open study one can go to, and what works everywhere."""

from __future__ import annotations

import asyncio
import gc
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from textual.binding import BindingType
from textual.screen import Screen

from qualcode import settings
from qualcode.analysis.documents import open_document
from qualcode.participants.names import Name
from qualcode.problem import Problem
from qualcode.project.backup import is_backup
from qualcode.project.destroying import overdue
from qualcode.project.erase_begun import begun
from qualcode.project.project import Made, Project
from qualcode.transcripts.span import Span
from qualcode.tui import places
from qualcode.tui.ahead import Ahead
from qualcode.tui.commands import EVERYWHERE, bindings
from qualcode.tui.everywhere import EverywhereApp
from qualcode.tui.screens.place import Place
from qualcode.tui.screens.questions import ProblemScreen
from qualcode.tui.screens.tutorial import Tutorial
from qualcode.tui.settled import together
from qualcode.tui.studying import open_here
from qualcode.tui.stylesheet import RememberingStylesheet

if TYPE_CHECKING:
    from qualcode.project.erase import Erased
    from qualcode.project.for_good import Outcome
    from qualcode.tui.screens.coding import CodingScreen

T = TypeVar("T")

_REST = 0.5  # seconds after a document was opened, until the screen of the next is made


class QualcodeApp(EverywhereApp):
    """The terminal UI. `opener` opens a study file on the lane."""

    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False
    TITLE = "qualcode"
    BINDINGS: ClassVar[list[BindingType]] = list(bindings(EVERYWHERE))
    CSS_PATH = "app.tcss"

    def __init__(
        self, path: Path | None = None, *, coder: str | None = None, opener: Callable[[Path], Project] = open_here
    ) -> None:
        super().__init__(opener)
        self.stylesheet = RememberingStylesheet(self.get_css_variables())
        self.tutorial = Tutorial(self)
        self._path = path
        self._coder = coder
        self._coding: CodingScreen | None = None
        self.ahead = Ahead(self)
        self._views: dict[str, str] = {}  # by tab, which of its views was shown last
        self._way = asyncio.Lock()  # one goes to one place after the other, however fast the keys come
        self._is_between = False  # on the way from one place to another
        self._warmed = False

    # Beginning and ending

    async def on_mount(self) -> None:
        """Open what was asked for."""
        # A long text is 100,000 small values, read anew when it is changed. Python would go through all of them for
        # rubbish twice meanwhile, 100 ms each time.
        gc.set_threshold(100_000, 20, 20)
        asyncio.get_running_loop().set_exception_handler(self._stray_exception)
        self.set_keymap(dict(self.keys_given))
        self.made.subscribe(self, self._changed, immediate=True)
        self.add_mode("welcome", partial(self._made_place, places.WELCOME))
        if self._path is None:
            await self.switch_mode("welcome")
            self._tell_unsettled()
        else:
            self.open_study(self._path, self._coder)

    def _tell_unsettled(self) -> None:
        """Say once which settings do not fit, over the first place that is shown."""
        if self.unsettled:
            self.show_problem(together(self.unsettled), decide=True)
            self.unsettled = []

    def open_study(self, path: Path, coder: str | None = None, then: Screen[Any] | None = None) -> None:
        """Open a study, ask once who codes in it, go to its documents, and to a screen over them."""
        self.run_worker(self._open_study(path, coder, then))

    async def _open_study(
        self, path: Path, coder: str | None, then: Screen[Any] | None, *, again: bool = False
    ) -> None:
        try:
            study_id = await self._take_up(path)
        except Problem as problem:
            if not self.lane.is_open:
                await self.switch_mode("welcome")
            self.show_problem(problem, decide=True)
            return
        unnamed = await self._take_names()
        name = coder or settings.remembered().coders.get(study_id) or await self._ask_who()
        if not name:
            await self.close_study()
            return
        await self._sign_in(study_id, name)
        settings.remember_study(path)
        await self._show_places()
        if then is not None:
            await self.push_screen(then)
        await self.tutorial.study_opened()
        if unnamed is not None:
            self.show_problem(unnamed)
        if not again and (copied := is_backup(path)) is not None:
            self.show_problem(copied, decide=True)
        if not again and (late := await self.lane.call(overdue)) is not None:
            self.show_problem(late, decide=True)
        if not again and (halfway := await self.read(begun)) is not None:
            self.show_problem(halfway, decide=True)
        self._tell_unsettled()

    async def close_study(self) -> None:
        """Close the study and go back to the welcome screen."""
        await self._put_away()
        self.tutorial.study_closed()
        await self.switch_mode("welcome")
        for mode in places.AT:
            if mode in self._modes:
                await self.remove_mode(mode)
        self._coding = None
        await self.ahead.put_away()
        await self._let_go()

    def replace_for_good(self, name: Name, team_too: bool = False) -> None:
        """Close the study, replace a name in all that it keeps, open it again and say what was done."""
        from qualcode.project.for_good import replace_for_good  # with its first use
        from qualcode.tui.screens.pseudonyms import ReplacedForGood

        def work(path: Path, coder: str) -> Outcome:
            return replace_for_good(path, [name], coder, team_too=team_too)

        doing = "Replacing for good, and looking into the files that were imported…"
        self.run_worker(self._while_closed(doing, work, ReplacedForGood))

    def erase_participant(self, participant_id: str, takes_once: bool | None = None) -> None:
        """Close the study, erase a participant from all that it keeps, open it again and say what was done."""
        from qualcode.project.erase import erase  # with its first use
        from qualcode.tui.screens.erasing import ToldErased

        def work(path: Path, coder: str) -> Erased:
            return erase(path, participant_id, coder, takes_once=takes_once)

        self.run_worker(self._while_closed("Erasing, and looking into files…", work, ToldErased))

    async def _while_closed(
        self, doing: str, work: Callable[[Path, str], T], telling: Callable[[T], Screen[Any]]
    ) -> None:
        """Do what needs the study closed, open it again where one was, and tell what was done."""
        path, coder = self.lane.path, self.coder_name
        coded = self._coding.document_id if self._coding is not None and self._coding.is_attached else None
        await self.close_study()
        self.say(doing)
        told: Screen[Any]
        try:
            told = telling(await asyncio.to_thread(work, path, coder))
        except Problem as problem:
            told = ProblemScreen(problem)
        await self._open_study(path, coder, None, again=True)
        if coded is not None and self.lane.is_open and await self.read(open_document, coded) is not None:
            await self._open_document(coded, None)
        self.clear_notifications()
        await self.push_screen(told)

    async def _put_away(self) -> None:
        # More than one document can be open, one over the other, and over other places.
        for screen in [one for stack in self._screen_stacks.values() for one in stack]:
            if isinstance(screen, Place):
                await screen.put_away()

    async def action_leave(self) -> None:
        """Leave; everything is on disk already."""
        await self._put_away()
        self.exit()

    async def action_quit(self) -> None:
        """Leave, by whatever Textual calls it."""
        await self.action_leave()

    def action_help_quit(self) -> None:
        """Say how to leave, for who presses ctrl+c."""
        self.action_leave_hint()

    def action_leave_hint(self) -> None:
        """Say how to leave."""
        self.say("ctrl+q leaves. All that you did is saved.")

    # Places

    async def _show_places(self) -> None:
        for mode, found in places.AT.items():
            if mode in self._modes:
                await self.remove_mode(mode)
            self.add_mode(mode, partial(self._made_place, found))
        self._coding = None
        await self.switch_mode("documents")

    def _made_place(self, found: str) -> Screen[Any]:
        screen = places.screen_at(found)()
        # The colours are as they were: without this, Textual would style the place that is left twice more.
        screen._css_update_count = self._css_update_count
        return screen

    def go(self, mode: str) -> None:
        """Go to a place by its name in `PLACES`: to its open document where there is one, from there to its list;
        of several views to the one shown last, or to a view by its own name.

        What else was opened over it is left, what is being edited there saved.
        """
        if mode in places.VIEWS:
            mode = self._views.get(mode, places.VIEWS[mode][0])
        if self.lane.is_open and mode in self._modes:
            self._views |= {tab: mode for tab, views in places.VIEWS.items() if mode in views}
            self.run_worker(self._go(mode))

    async def _go(self, mode: str) -> None:
        async with self._way:
            in_text = mode == self.current_mode and isinstance(self.screen, Place) and self.screen.IN_TEXT
            if mode != self.current_mode:
                await self.switch_mode(mode)
            while len(self.screen_stack) > 1 and isinstance(over := self.screen, Place):
                if (over.IN_TEXT and not in_text) or not await over.may_go():
                    return
                await over.dismiss()

    def action_go(self, mode: str) -> None:
        """Go to a place."""
        self.go(mode)

    def action_go_key(self) -> None:
        """Wait for the digit of a place."""
        if isinstance(self.screen, Place):
            self.screen.wait_for_place()

    def open_document(self, document_id: str, span: Span | None = None) -> None:
        """Open a document for coding, at a passage of its current text; esc there comes back to what is shown now."""
        self.run_worker(self._open_document(document_id, span))

    async def _open_document(self, document_id: str, span: Span | None) -> None:
        async with self._between_places():
            came_from = self.current_mode
            await self.switch_mode("documents")
            if came_from != "documents":
                await self._close_visited()
            self._coding = await self.ahead.take_screen()
            self._coding.begin(document_id, span, self.ahead.take(document_id))
            self._coding.came_from = came_from
            await self.push_screen(self._coding)
        self.set_timer(_REST, self.ahead.lay_ready)

    async def _close_visited(self) -> None:
        """Close the document that was opened out of another place before, and what lies over it."""
        stack = self.screen_stack
        first = next((at for at, one in enumerate(stack) if isinstance(one, Place) and one.is_visited), len(stack))
        while len(self.screen_stack) > first:
            if isinstance(self.screen, Place):
                await self.screen.put_away()
            await self.pop_screen()

    def close_document(self, text: Place) -> None:
        """Close an open document, and go back to where it was opened."""
        self.run_worker(self._close_document(text))

    async def _close_document(self, text: Place) -> None:
        async with self._between_places():
            if text.is_active:  # else esc was pressed twice
                await text.dismiss()
                if text.is_visited:
                    await self.switch_mode(text.came_from)

    @asynccontextmanager
    async def _between_places(self) -> AsyncIterator[None]:
        """Paint nothing, and let keys wait, until one is there."""
        async with self._way:
            self._is_between = True
            try:
                with self.batch_update():
                    yield
            finally:
                self._is_between = False

    @property
    def _asked_for(self) -> bool:
        return self._is_between or super()._asked_for

    def read_ahead(self, document_id: str) -> None:
        """Read a document that may be opened next, while nothing is waited for."""
        self.ahead.read(document_id)

    def _changed(self, made: Made) -> None:
        self._forget_ahead()

    async def _sign_in(self, study_id: str, name: str) -> None:
        await super()._sign_in(study_id, name)
        self._forget_ahead()  # another stopped elsewhere, and of one study there may be two files

    def _forget_ahead(self) -> None:
        """Let nothing be opened as it was before."""
        self.ahead.reading = None
        if self._coding is not None:
            self._coding.read_anew()

    async def action_over(self, name: str) -> None:
        """Open a screen over the place, by its name in `places.OVER`."""
        if self.lane.is_open:
            await self.push_screen(places.screen_at(places.OVER[name])())

    def place_shown(self, place: Screen[None]) -> None:
        """Hear that a place is on top and drawn."""
        if isinstance(place, Place):
            self.tutorial.place_shown(place)
        if not self._warmed:
            self._warmed = True
            self.set_timer(0.2, self._warm)  # the list is painted by then

    def _warm(self) -> None:
        self.run_worker(self._prewarm(), group="warm")  # no key waits for this

    async def _prewarm(self) -> None:
        await asyncio.to_thread(places.screen_at, places.OUT_OF["coding"])
        await self.ahead.lay_ready()
        await asyncio.to_thread(places.prewarm)
        self.ahead.count()

    def selection_moved(self, span: Span) -> None:
        """Hear that another passage of the open document is selected."""
        self.tutorial.selection_moved(span)

    @property
    def commands_first(self) -> bool:
        """True where what has the focus leaves each key to the commands."""
        return isinstance(self.screen, Place) and self.screen.commands_first

    # The tutorial, and the way back

    async def action_tutorial(self, wish: str) -> None:
        """Do what a command of the tutorial says."""
        await self.tutorial.wish(wish)

    async def action_welcome(self) -> None:
        """Close the study and go back to the welcome screen."""
        await self.close_study()


def run(path: Path | None, *, coder: str | None = None) -> int:
    """Run the terminal UI to its end; returns the exit status, after one sentence where it had to stop."""
    import click

    app = QualcodeApp(path, coder=coder)
    if sys.platform != "win32":
        from qualcode.tui.escape import without_waiting  # not to be had on Windows

        without_waiting(app)
    try:
        app.run()
    finally:
        app.lane.shut()
    if app.sentence:
        click.echo(app.sentence, err=True)
    return app.return_code or 0
