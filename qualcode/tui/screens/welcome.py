"""The first screen: the demo study, a new study, or one that is there."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import ClassVar, Protocol, cast

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Center, Middle
from textual.content import Content
from textual.screen import Screen
from textual.widgets.option_list import Option

from qualcode import settings
from qualcode.problem import Problem
from qualcode.project.beginning import begin_demo, begin_study
from qualcode.project.connection import SUFFIX
from qualcode.project.finding import find_study
from qualcode.sample import DEMO_CODER
from qualcode.transcripts.clean import plain
from qualcode.tui.screens.choose_path import ChoosePath, readable
from qualcode.tui.screens.importing import ImportScreen
from qualcode.tui.screens.new_study import ask_new
from qualcode.tui.screens.paths import given_path, working_folder
from qualcode.tui.screens.place import BREADTHS, HEIGHTS
from qualcode.tui.widgets.key_line import KeyLine, KeyShown
from qualcode.tui.widgets.marked_options import MarkedOptions
from qualcode.tui.widgets.pane import Pane
from qualcode.tui.widgets.top_line import TopLine
from qualcode.tui.widgets.words import Words

_DEMO = "qualcode-demo"
_CHOICES = (
    ("demo", "Look round the demo study", f"about peer support, already coded; in ~/{_DEMO}"),
    ("new", "New study from a folder", "Word, text, captions: each file becomes a document"),
    ("open", "Open a study", f"a file that ends in {SUFFIX}"),
)
_RECENT = "recent:"
_PATHS_BEGIN = "/~."


class _Opens(Protocol):
    def open_study(self, path: Path, coder: str | None = None, then: Screen[bool | None] | None = None) -> None: ...

    def show_problem(self, problem: Problem, *, decide: bool = False) -> None: ...


class WelcomeScreen(Screen[None]):
    """What one can begin with; a folder or a file dropped on the window is taken as well."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "move('down')", "Next", show=False),
        Binding("k", "move('up')", "Previous", show=False),
    ]
    HORIZONTAL_BREAKPOINTS = BREADTHS
    VERTICAL_BREAKPOINTS = HEIGHTS

    DEFAULT_CSS = """
    WelcomeScreen { background: $background; }
    WelcomeScreen > Middle { height: 1fr; }
    WelcomeScreen Pane { width: 70; max-width: 96%; height: auto; max-height: 100%; padding: 1 1 0 1; }
    WelcomeScreen .words { height: auto; margin-bottom: 1; }
    WelcomeScreen OptionList, WelcomeScreen OptionList:focus {
        height: auto; max-height: 18; border: none; background: $background; padding: 0;
    }
    WelcomeScreen #too-small { display: none; }
    WelcomeScreen.-tiny > *, WelcomeScreen.-flat > * { display: none; }
    WelcomeScreen.-tiny > #too-small, WelcomeScreen.-flat > #too-small { display: block; }
    """

    def compose(self) -> ComposeResult:
        yield TopLine(id="top")
        with Middle(), Center(), Pane() as pane:
            pane.entitle("Welcome")
            yield Words(
                "qualcode codes interviews, counts what comes up, and carries quotes into Word with consent. "
                "It works without a network.",
                classes="words",
            )
            yield MarkedOptions(id="choices")
            yield Words("\nOr drop a folder or a file here, or type where it lies: / or ~", classes="words")
        yield KeyLine(id="keys")
        yield Words("qualcode needs a larger window: 40 columns and 12 lines at the least.", id="too-small")

    def on_mount(self) -> None:
        """Offer what there is."""
        self.query_one("#top", TopLine).state = "no study open"
        self.query_one("#keys", KeyLine).keys = [
            KeyShown("↑↓", "Move", ""),
            KeyShown("enter", "Choose", ""),
            KeyShown(":", "All commands", "palette"),
            KeyShown("ctrl+q", "Leave", "leave"),
            KeyShown("?", "Help", "help"),
        ]

    def on_screen_resume(self) -> None:
        """Offer the studies opened last, the newest first; the cursor begins at that one, else where it was left."""
        options = self.query_one("#choices", MarkedOptions)
        before = [one.id for one in options.options]
        at = options.highlighted
        options.clear_options()
        for name, words, under in _CHOICES:
            options.add_option(_option(name, words, under))
        for shown in settings.remembered().recent:
            path = Path(shown)
            if path.is_file():
                options.add_option(_option(_RECENT + shown, path.stem, str(path.parent)))
        first = len(_CHOICES) if options.option_count > len(_CHOICES) else 0
        options.highlighted = at if [one.id for one in options.options] == before else first
        options.focus()

    def action_move(self, way: str) -> None:
        """Move the cursor."""
        options = self.query_one("#choices", MarkedOptions)
        options.action_cursor_down() if way == "down" else options.action_cursor_up()

    @on(KeyLine.Pressed)
    async def _key_pressed(self, event: KeyLine.Pressed) -> None:
        if event.command:
            await self.app.run_action(event.command)

    @property
    def _opens(self) -> _Opens:
        return cast(_Opens, self.app)

    @on(MarkedOptions.OptionSelected)
    def _selected(self, event: MarkedOptions.OptionSelected) -> None:
        name = event.option.id or ""
        if name.startswith(_RECENT):
            self._opens.open_study(Path(name.removeprefix(_RECENT)))
        elif name == "demo":
            self._demo()
        elif name == "new":
            self._new()
        else:
            self._open()

    def on_paste(self, event: events.Paste) -> None:
        """Take what was dropped on the window: a study is opened, a folder or a transcript begins one."""
        path = given_path(event.text)
        if path is not None:
            event.stop()
            self._begin_at(path)

    def on_key(self, event: events.Key) -> None:
        """Go on with a path that is being typed."""
        if event.character is not None and event.character in _PATHS_BEGIN:
            event.stop()
            event.prevent_default()
            self._typed(event.character)

    @work
    async def _typed(self, begun: str) -> None:
        path = await self.app.push_screen_wait(
            ChoosePath(
                "Open a study, or begin one",
                f"A study ends in {SUFFIX}; a folder or a file with transcripts begins a new one.",
                working_folder(),
                wanted=lambda path: path.suffix == SUFFIX or readable(path),
                typed=begun,
            )
        )
        if path is not None:
            self._begin_at(path)

    def _begin_at(self, path: Path) -> None:
        if path.suffix == SUFFIX or (path.is_dir() and any(path.glob(f"*{SUFFIX}"))):
            self._open_at(path)
        else:
            self._new(path)

    def _open_at(self, path: Path) -> None:
        try:
            self._opens.open_study(find_study(path))
        except Problem as problem:
            self._opens.show_problem(problem, decide=True)

    @work
    async def _demo(self) -> None:
        options = self.query_one("#choices", MarkedOptions)
        options.disabled = True
        self.query_one("#top", TopLine).state = "making the demo study…"
        try:
            path = await asyncio.to_thread(begin_demo, Path.home() / _DEMO)
        except Problem as problem:
            self._opens.show_problem(problem, decide=True)
        else:
            self._opens.open_study(path, DEMO_CODER)
        finally:
            options.disabled = False
            self.query_one("#top", TopLine).state = "no study open"

    @work
    async def _open(self) -> None:
        path = await self.app.push_screen_wait(
            ChoosePath(
                "Open a study",
                f"A file that ends in {SUFFIX}.",
                working_folder(),
                wanted=lambda path: path.suffix == SUFFIX,
                folders=False,
            )
        )
        if path is not None:
            self._open_at(path)

    @work
    async def _new(self, source: Path | None = None) -> None:
        """Ask for the folder, the title and the codebook, then begin the study and import."""
        asked = await ask_new(self.app, source)
        if asked is None:
            return
        source, title, place, chosen, codebook = asked
        try:
            path = await asyncio.to_thread(begin_study, title, place, codebook, peer_support=chosen == "peer")
        except Problem as problem:
            self._opens.show_problem(problem, decide=True)
            return
        self._opens.open_study(path, then=ImportScreen([source]))


def _option(name: str, words: str, under: str) -> Option:
    return Option(Content.assemble(plain(words), ("\n  " + plain(under), "$text-muted")), id=name)
