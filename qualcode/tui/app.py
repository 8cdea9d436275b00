"""The application: one open study, the places one can go to, and what works everywhere."""

from __future__ import annotations

import asyncio
import gc
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, ClassVar, Concatenate, ParamSpec, TypeVar

from textual import on, work
from textual.app import App
from textual.binding import BindingType
from textual.notifications import SeverityLevel
from textual.screen import Screen
from textual.signal import Signal
from textual.worker import WorkerFailed

from qualcode import settings
from qualcode.edits.store import Change, Edit
from qualcode.participants.names import NO_NAMES, Name
from qualcode.problem import Problem
from qualcode.project.crash import keep_trace
from qualcode.project.lane import Lane
from qualcode.project.project import Made, Project
from qualcode.transcripts.clean import clean
from qualcode.transcripts.span import Span
from qualcode.tui import themes
from qualcode.tui.commands import EVERYWHERE, PLACES, bindings
from qualcode.tui.screens.coding import CodingScreen
from qualcode.tui.screens.documents import DocumentsScreen
from qualcode.tui.screens.help import HelpScreen
from qualcode.tui.screens.history import HistoryScreen
from qualcode.tui.screens.palette import Palette
from qualcode.tui.screens.place import HINTED, Place, RedoWanted, UndoWanted
from qualcode.tui.screens.questions import AskLine, Choose, ProblemScreen
from qualcode.tui.screens.study_page import StudyPageScreen
from qualcode.tui.screens.tutorial import Tutorial
from qualcode.tui.screens.welcome import WelcomeScreen
from qualcode.tui.widgets.transcript_messages import SelectionChanged

P = ParamSpec("P")
T = TypeVar("T")


def _open(path: Path) -> Project:
    return Project.open(path)


class QualcodeApp(App[None]):
    """The terminal UI. `opener` opens a study file on the lane."""

    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False
    TITLE = "qualcode"
    BINDINGS: ClassVar[list[BindingType]] = list(bindings(EVERYWHERE))
    CSS_PATH = "app.tcss"

    def __init__(
        self, path: Path | None = None, *, coder: str | None = None, opener: Callable[[Path], Project] = _open
    ) -> None:
        super().__init__()
        self.lane = Lane()
        self.made: Signal[Made] = Signal(self, "made")
        self.coder_id = ""
        self.coder_name = ""
        self.study_title = ""
        self.names = NO_NAMES
        self.read_only = False
        self.sentence = ""
        self.tutorial = Tutorial(self)
        self._path = path
        self._coder = coder
        self._opener = opener
        self._coding: CodingScreen | None = None
        self._practised: dict[str, int] = dict(settings.remembered().practised)
        self._settings = settings.Settings()
        self._going = False

    # Beginning and ending

    async def on_mount(self) -> None:
        """Put on the colours and open what was asked for."""
        # A long text is 100,000 small values, read anew when it is changed. Python would go through all of them for
        # rubbish twice meanwhile, 100 ms each time.
        gc.set_threshold(100_000, 20, 20)
        asyncio.get_running_loop().set_exception_handler(self._stray_exception)
        for theme in themes.OWN:
            self.register_theme(theme)
        problem = None
        try:
            self._settings = settings.load()
        except Problem as found:
            problem = found
        wanted = self._settings.theme
        self.theme = wanted if wanted in self.available_themes else themes.DARK.name
        self.set_keymap(dict(self._settings.keys))
        self.lane.subscribe(self.made.publish)
        self.add_mode("welcome", WelcomeScreen)
        if self._path is None:
            await self.switch_mode("welcome")
        else:
            self.open_study(self._path, self._coder)
        if problem is not None:
            self.show_problem(problem, decide=True)

    def open_study(self, path: Path, coder: str | None = None, then: Screen[Any] | None = None) -> None:
        """Open a study, ask once who codes in it, go to its documents, and to a screen over them."""
        self.run_worker(self._open_study(path, coder, then))

    async def _open_study(self, path: Path, coder: str | None, then: Screen[Any] | None) -> None:
        try:
            await self.lane.open(lambda: self._opener(path))
        except Problem as problem:
            if not self.lane.is_open:
                await self.switch_mode("welcome")
            self.show_problem(problem, decide=True)
            return
        study_id, self.study_title, self.read_only = await self.lane.call(
            lambda project: (project.study_id, project.title, project.read_only)
        )
        unnamed = await self._take_names()
        name = coder or settings.remembered().coders.get(study_id)
        if not name:
            name = await self.push_screen_wait(_who())
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

    async def _take_names(self) -> Problem | None:
        """Take up the list of names that are not to be shown; why it cannot be used, where it is not at hand."""
        problem = await self.lane.call(lambda project: project.load_names())
        self.names = await self.lane.call(lambda project: project.names)
        return problem

    async def keep_names(self, names: Iterable[Name]) -> bool:
        """Keep a new list of names and draw everything anew; where it does not hold together, say why."""
        wanted = list(names)
        try:
            self.names = await self.lane.call(lambda project: project.keep_names(wanted))
        except Problem as problem:
            self.show_problem(problem)
            return False
        # The study itself is as it was, but every place is drawn from documents, and so is read again.
        self.made.publish(Made("", "", (Change("document", "", {}, {}),)))
        return True

    def replace_for_good(self, name: Name) -> None:
        """Close the study, replace a name in all that it keeps, open it again and say what was done."""
        self.run_worker(self._replace_for_good(name))

    async def _replace_for_good(self, name: Name) -> None:
        from qualcode.project.for_good import replace_for_good  # with its first use

        path, coder = self.lane.path, self.coder_name
        await self.close_study()
        try:
            outcome = await asyncio.to_thread(replace_for_good, path, [name], coder)
        except Problem as problem:
            told = problem
        else:
            left = (
                [f"The name still stands in {', '.join(file.name for file in outcome.left)}."] if outcome.left else []
            )
            told = Problem("Replaced for good", "\n\n".join([*outcome.sentences, *left]))
        self.open_study(path, coder, ProblemScreen(told))

    async def _sign_in(self, study_id: str, name: str) -> None:
        self.coder_id = await self.lane.call(lambda project: project.sign_in(name))
        self.coder_name = name
        settings.remember_coder(study_id, name)

    async def _show_places(self) -> None:
        for mode, screen in self._places().items():
            if mode in self._modes:
                await self.remove_mode(mode)
            self.add_mode(mode, screen)
        self._coding = None
        await self.switch_mode("documents")

    def _places(self) -> dict[str, Callable[[], Screen[Any]]]:
        return {"documents": DocumentsScreen, "codebook": _codebook, "excerpts": _excerpts, "export": _export}

    async def close_study(self) -> None:
        """Close the study and go back to the welcome screen."""
        await self._put_away()
        self.tutorial.study_closed()
        await self.switch_mode("welcome")
        for tab in PLACES:
            if tab.mode in self._modes:
                await self.remove_mode(tab.mode)
        self._coding = None
        self.coder_id = self.coder_name = self.study_title = ""
        if self.lane.is_open:
            await self.lane.close()

    async def _put_away(self) -> None:
        if self._coding is not None and self._coding.is_attached:
            await self._coding.put_away()

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

    # What went wrong

    def _handle_exception(self, error: Exception) -> None:
        """Stop with one sentence; Textual's own traceback would print the words in its locals."""
        if isinstance(error, WorkerFailed) and isinstance(error.error, Exception):
            error = error.error
        self._return_code = 1
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
            self.sentence = keep_trace(error)
        self._close_messages_no_wait()

    def _fatal_error(self) -> None:
        """Print nothing: whoever runs the application prints its `sentence`."""

    def _stray_exception(self, loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        """Note an exception that nobody awaited; asyncio's own note would print its message."""
        error = context.get("exception")
        if isinstance(error, Exception):
            keep_trace(error)

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,
    ) -> None:
        """Show a toast; every one, whoever asks for it, shows no name of the study's list."""
        show = self.names.show
        super().notify(
            clean(show(message)), title=clean(show(title)), severity=severity, timeout=timeout, markup=markup
        )

    def show_problem(self, problem: Problem, *, decide: bool = False) -> None:
        """Show a problem as a toast, as a modal where it must be read before going on."""
        if decide:
            self.push_screen(ProblemScreen(problem))
            return
        words = " ".join(part for part in (problem.detail, problem.remedy) if part)
        if words:
            self.notify(words, title=problem.title, severity="warning", timeout=8, markup=False)
        else:
            self.notify(problem.title, severity="warning", timeout=6, markup=False)

    def say(self, words: str, *, title: str = "") -> None:
        """Show a toast in the place of those before it: what was said of earlier steps would cover the page."""
        self.clear_notifications()
        self.notify(words, title=title, timeout=4, markup=False)

    # The study

    async def read(
        self, function: Callable[Concatenate[sqlite3.Connection, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Call a function of the study's connection on the lane; for reads of less than 50 ms."""
        return await self.lane.call(lambda project: project.read(function, *args, **kwargs))

    async def make(self, edit: Edit) -> Made | None:
        """Carry out an edit; where it cannot be done, say why and return None."""
        try:
            return await self.lane.make(edit)
        except Problem as problem:
            self.show_problem(problem)
            return None

    async def undo(self) -> None:
        """Take back what the coder did last, and say what it was."""
        await self._again(Project.undo, "Undid", "U does it again.")

    async def redo(self) -> None:
        """Do again what was taken back last, and say what it was."""
        await self._again(Project.redo, "Did again", "u takes it back.")

    async def _again(self, step: Callable[[Project], Made], word: str, back: str) -> None:
        try:
            made = await self.lane.call(step)
        except Problem as problem:
            self.show_problem(problem)
        else:
            self.say(f"{word}: {made.label}. {back}")

    def action_undo(self) -> None:
        """Undo after all that was asked before: through the same queues as the wishes of the panes."""
        (self.screen.focused or self.screen).post_message(UndoWanted())

    def action_redo(self) -> None:
        """Redo after all that was asked before."""
        (self.screen.focused or self.screen).post_message(RedoWanted())

    # Places

    def go(self, mode: str) -> None:
        """Go to a place by its name in `PLACES`; out of what was opened over it where it is underneath."""
        if not self.lane.is_open or mode not in self._modes:
            return
        if mode != self.current_mode:
            self.run_worker(self._go(mode))
        elif isinstance(self.screen, Place) and mode != self.screen.MODE:
            self.run_worker(self.screen.run_action("back"))

    async def _go(self, mode: str) -> None:
        await self.switch_mode(mode)

    def action_go(self, mode: str) -> None:
        """Go to a place."""
        self.go(mode)

    def action_go_key(self) -> None:
        """Wait for the digit of a place."""
        if isinstance(self.screen, Place):
            self.screen.wait_for_place()

    def open_document(self, document_id: str, span: Span | None = None, *, over: bool = False) -> None:
        """Open a document for coding, at a passage of its current text; `over` what is shown, to come back to it."""
        self.run_worker(self._open_document(document_id, span, over))

    async def _open_document(self, document_id: str, span: Span | None, over: bool) -> None:
        await self.switch_mode("documents")
        while len(self.screen_stack) > 1 and not over:
            await self._put_away()
            await self.pop_screen()
        self._coding = CodingScreen(document_id, span)
        await self.push_screen(self._coding)

    # What works everywhere

    @property
    def keys_given(self) -> Mapping[str, str]:
        """Keys from the settings, by the name of their command."""
        return self._settings.keys

    def practised(self, command: str) -> int:
        """How often a command was used on this machine."""
        return self._practised.get(command, 0)

    async def run_action(self, action: Any, default_namespace: Any = None, namespaces: Any = None) -> bool:
        """Perform an action, counting the use of the commands that are hinted at."""
        done = await super().run_action(action, default_namespace, namespaces)
        if done and isinstance(self.screen, Place):
            for command in (*self.screen.COMMANDS_HERE, *EVERYWHERE):
                if command.id in self.screen.HINTS and _same_action(command.action, str(action)):
                    self._practise(command.id)
                    break
        return done

    def _practise(self, command: str) -> None:
        if self.practised(command) < HINTED:
            self._practised[command] = self.practised(command) + 1
            settings.remember_practice(command)
            if isinstance(self.screen, Place):
                self.screen.show_hints()

    @work
    async def action_palette(self) -> None:
        """Find any command."""
        screen = self.screen
        if isinstance(screen, Palette):
            return
        here = screen.COMMANDS_HERE if isinstance(screen, Place) else ()
        chosen = await self.push_screen_wait(Palette((*here, *EVERYWHERE), self.keys_given))
        if chosen is None:
            return
        if isinstance(screen, Place):
            await screen.run_command(chosen)
        else:
            command = next(one for one in EVERYWHERE if one.id == chosen)
            await self.run_action(command.action)

    def action_help(self) -> None:
        """Tell the keys of where one is."""
        screen = self.screen
        if isinstance(screen, Place):
            self.push_screen(HelpScreen(screen.CRUMB, screen.COMMANDS_HERE, self.keys_given))
        else:
            self.push_screen(HelpScreen("Welcome", (), self.keys_given))

    @work
    async def action_theme(self) -> None:
        """Choose the colours, and remember them."""
        names = [theme.name for theme in themes.OWN]
        names += sorted(name for name in self.available_themes if name not in names and name != "ansi")
        choices = [(name, themes.NAMES.get(name, name), "") for name in names]
        chosen = await self.push_screen_wait(Choose("Colours", choices, chosen=self.theme))
        if chosen is not None:
            self.theme = chosen
            self._settings = settings.Settings(chosen, self._settings.lanes, self._settings.keys)
            settings.save(self._settings)

    @work
    async def action_who_codes(self) -> None:
        """Say who is at the keyboard from now on."""
        if not self.lane.is_open:
            return
        name = await self.push_screen_wait(_who(self.coder_name))
        if name:
            study_id = await self.lane.call(lambda project: project.study_id)
            await self._sign_in(study_id, name)
            if isinstance(self.screen, Place):
                self.screen.show_lines()
            self.say(f"From now on {name} codes.")

    async def action_tutorial(self, wish: str) -> None:
        """Do what a command of the tutorial says."""
        await self.tutorial.wish(wish)

    def place_shown(self, place: Screen[None]) -> None:
        """Hear that a place is on top and drawn."""
        if isinstance(place, Place):
            self.tutorial.place_shown(place)

    @on(SelectionChanged)
    async def _selection_changed(self, event: SelectionChanged) -> None:
        await self.tutorial.selection_moved(event)

    async def action_study_page(self) -> None:
        """Show the study page."""
        await self._over(StudyPageScreen)

    async def action_history(self) -> None:
        """Show who did what, when."""
        await self._over(HistoryScreen)

    async def action_participants(self) -> None:
        """Show the participants."""
        from qualcode.tui.screens.participants import ParticipantsScreen  # with its first use

        await self._over(ParticipantsScreen)

    async def action_speakers(self) -> None:
        """Show the review of speakers."""
        from qualcode.tui.screens.speakers import SpeakersScreen  # with its first use

        await self._over(SpeakersScreen)

    @work
    async def action_names(self) -> None:
        """Show the list of names that are not shown."""
        from qualcode.tui.screens.names_kept import manage_names  # with its first use

        screen = self.screen
        if self.lane.is_open and isinstance(screen, Place):
            await manage_names(screen, screen.shell)

    @work
    async def action_survey_import(self) -> None:
        """Bring a survey in."""
        from qualcode.tui.screens.table_import import choose_survey  # with its first use

        screen = self.screen
        if self.lane.is_open and isinstance(screen, Place):
            await choose_survey(screen.shell, screen.app)

    async def action_survey_answers(self) -> None:
        """Show the answers of a survey."""
        from qualcode.tui.screens.answers import AnswersScreen  # with its first use

        await self._over(AnswersScreen)

    async def _over(self, screen: Callable[[], Screen[Any]]) -> None:
        if self.lane.is_open:
            await self.push_screen(screen())

    async def action_welcome(self) -> None:
        """Close the study and go back to the welcome screen."""
        await self.close_study()


def _same_action(declared: str, done: str) -> bool:
    """True where the action done is a command's; one key of several digits stands for all of them."""
    return declared == done or (declared == "digit(1)" and done.startswith("digit("))


# Each loaded when somebody first goes there: together 60 ms, which no start should wait for.


def _codebook() -> Screen[Any]:
    from qualcode.tui.screens.codebook import CodebookScreen

    return CodebookScreen()


def _excerpts() -> Screen[Any]:
    from qualcode.tui.screens.excerpts import ExcerptsScreen

    return ExcerptsScreen()


def _export() -> Screen[Any]:
    from qualcode.tui.screens.export import ExportScreen

    return ExportScreen()


def _who(name: str = "") -> AskLine:
    return AskLine(
        "Who codes?",
        "Your name or initials. They stand beside what you code, on every machine of the team.",
        value=name,
        placeholder="such as RS-01",
    )


def run(path: Path | None, *, coder: str | None = None) -> int:
    """Run the terminal UI to its end; returns the exit status, after one sentence where it had to stop."""
    import click

    app = QualcodeApp(path, coder=coder)
    try:
        app.run()
    finally:
        app.lane.shut()
    if app.sentence:
        click.echo(app.sentence, err=True)
    return app.return_code or 0
