"""A screen of the study: the lines around its panes, and how its commands are shown and carried out."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from typing import ClassVar, cast

from textual import events, on
from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.containers import Container
from textual.message import Message
from textual.screen import Screen
from textual.widget import Widget

from qualcode.participants.name_marks import IncompleteNames
from qualcode.participants.names import ListState
from qualcode.project.project import Made
from qualcode.tui.commands import EVERYWHERE, PLACES, Command
from qualcode.tui.compositor import SeenCompositor
from qualcode.tui.shell import Shell
from qualcode.tui.widgets.drawn_lines import TopWanted
from qualcode.tui.widgets.key_line import KeyLine, KeyShown
from qualcode.tui.widgets.settled import settings_at
from qualcode.tui.widgets.tab_bar import TabBar, TabShown
from qualcode.tui.widgets.top_line import TopLine
from qualcode.tui.widgets.tutorial_card import TutorialCard
from qualcode.tui.widgets.words import Words

BREADTHS: list[tuple[int, str]] = [(0, "-tiny"), (40, "-narrow"), (100, "-wide")]
HEIGHTS: list[tuple[int, str]] = [(0, "-flat"), (12, "-low"), (30, "-high")]
_OF_SLASH = ("filter", "find")
HINTED = 3  # a hint goes when its command was used so often


class UndoWanted(Message):
    """Take the last action back, after all that was asked before."""


class RedoWanted(Message):
    """Do again what was taken back, after all that was asked before."""


class Place(Screen[None]):
    """A place of the study; see `qualcode.tui.commands` for how to make one."""

    MODE: ClassVar[str] = ""
    CRUMB: ClassVar[str] = ""
    COMMANDS_HERE: ClassVar[tuple[Command, ...]] = ()
    HINTS: ClassVar[tuple[str, ...]] = ()
    IN_TEXT: ClassVar[bool] = False  # where one reads and codes one document
    AT_ONCE: ClassVar[bool] = False  # what is shown is read so fast that nothing is painted before it
    AUTO_FOCUS = "*"
    HORIZONTAL_BREAKPOINTS = BREADTHS
    VERTICAL_BREAKPOINTS = HEIGHTS

    DEFAULT_CSS = """
    Place { layout: vertical; background: $background; }
    Place > #panes { height: 1fr; }
    Place > #hints { display: none; }
    Place > #hints.-shown { display: block; }
    Place > #too-small { display: none; height: 1fr; padding: 0 1; }
    Place.-learning > #hints.-shown { display: none; }
    Place.-tiny > *, Place.-flat > *, Place.-tiny > #hints.-shown, Place.-flat > #hints.-shown { display: none; }
    Place.-tiny TutorialCard.-shown, Place.-flat TutorialCard.-shown { display: none; }
    Place.-tiny > #too-small, Place.-flat > #too-small { display: block; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._compositor = SeenCompositor()
        self._stale = True
        self._going = False
        self._focused_last: Widget | None = None  # what had the focus last
        self.came_from = ""  # the mode of the place that this was opened out of

    @property
    def is_visited(self) -> bool:
        """True for a document that was opened out of another place than Documents."""
        return self.came_from not in ("", "documents")

    @property
    def shell(self) -> Shell:
        """The application."""
        return cast(Shell, self.app)

    @property
    def is_current(self) -> bool:
        """True where this place can be seen: Textual also counts the one beneath an opaque screen.

        It would be read and drawn after every change, and the screen above painted whole each time.
        """
        if not super().is_current:
            return False
        stack = self.app.screen_stack
        above = stack[stack.index(self) + 1 :] if self in stack else []
        return not any(screen.styles.background.a == 1 for screen in above)

    def compose(self) -> ComposeResult:
        # Fitted to the window before there are panes to be styled: 20 ms less than after.
        width, height = self.app.size
        self.add_class(_largest(BREADTHS, width), _largest(HEIGHTS, height), update=False)
        shown = [TabShown(tab.mode, f"F{tab.digit}", tab.name) for tab in PLACES]
        yield TopLine(id="top")
        yield TabBar(shown, self.MODE, hint=f"or g{PLACES[0].digit} … g{PLACES[-1].digit}", id="tabs")
        with Container(id="panes"):
            yield from self.compose_place()
        yield TutorialCard(id="tutorial")
        yield KeyLine(id="hints", classes="hints")
        yield KeyLine(id="keys")
        yield Words("qualcode needs a larger window: 40 columns and 12 lines at the least.", id="too-small")

    def compose_place(self) -> ComposeResult:
        """Yield the panes."""
        yield from ()

    async def refresh_place(self) -> None:
        """Read what is shown, and draw it."""

    async def put_away(self) -> None:
        """Keep where one is here, before the study is closed or left."""

    def dismiss(self, result: None = None) -> AwaitComplete:
        """Close this place; nothing where it is not on top: Textual would close what is."""
        return super().dismiss(result) if self.is_active else AwaitComplete()

    def crumbs(self) -> Sequence[str]:
        """What stands in the first line after the program's name."""
        return (self.shell.study_title, self.CRUMB)

    # Coming and going

    def on_mount(self) -> None:
        """Hear of every change."""
        self.shell.made.subscribe(self, self.study_changed)
        self.query_one("#hints", KeyLine).lead = "To begin with:"

    @on(events.ScreenResume)
    async def _come_on_top(self, event: events.ScreenResume) -> None:
        """Draw what changed meanwhile."""
        # Textual, which is next, would look up the style of every widget again, 6 ms, though no colour changed.
        event.refresh_styles = event.refresh_styles and self._css_update_count != self.app._css_update_count
        with self.app.batch_update() if self.AT_ONCE else nullcontext():
            self.show_lines()
            await self._freshen()
        self.shell.place_shown(self)

    def _on_timer_update(self) -> None:
        if self._layout_required and self._repaint_required:
            # Laying it out paints it whole. Textual would do that a second time, as it was asked for as well.
            self._dirty_widgets.add(self)
            self._repaint_required = False
        super()._on_timer_update()

    async def may_go(self) -> bool:
        """Save what is being edited, or ask what becomes of it, before this place is left; False where it stays."""
        return True

    async def study_changed(self, made: Made) -> None:
        """Draw again after a change, at once where this place is open, else when it is next."""
        self._stale = True
        if self.is_current:
            await self._freshen()

    async def _freshen(self) -> None:
        if self._stale:
            self._stale = False
            await self.refresh_place()

    # The lines around the panes

    def commands_of_place(self) -> Sequence[Command]:
        """The commands of this place that can be meant now; mostly all."""
        return self.COMMANDS_HERE

    def commands_held(self) -> Sequence[Command]:
        """The commands of what has the keys to itself for now: it alone stands in the last line; mostly none."""
        return ()

    def commands_now(self) -> list[Command]:
        """The commands of this place that the focused pane offers, then those that work everywhere."""
        if held := self.commands_held():
            return list(held)
        return [
            command
            for command in (*self.commands_of_place(), *EVERYWHERE)
            if not (command.pane and command.only_there) or self._has_focus(command.pane)
        ]

    def _has_focus(self, pane: str) -> bool:
        focused = self.focused
        return focused is not None and any(node.id == pane for node in focused.ancestors_with_self)

    def on_resize(self) -> None:
        """Fit the lines to the new width; the focus is where it was once the window is large enough again."""
        self.show_lines()
        self.call_after_refresh(self._focus_again)

    def _focus_again(self) -> None:
        held = self._focused_last
        if self._too_small:
            return  # what is out of sight can have the focus, too, and would act on its keys
        if self.focused is None and held is not None and held.is_attached and held.focusable:
            held.focus()

    @property
    def _too_small(self) -> bool:
        """True where the window shows nothing but that it is too small."""
        return self.has_class("-tiny") or self.has_class("-flat")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing acts on what is out of sight; `/` is left to a line or a form that is written in."""
        if self._too_small:
            return False
        if action not in _OF_SLASH or self.focused is None:
            return True
        from textual.widgets import Input, TextArea  # with the first `/`: 4 ms

        from qualcode.tui.widgets.form import Form

        return not any(isinstance(node, Input | TextArea | Form) for node in self.focused.ancestors_with_self)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Offer the keys of the pane that has the focus."""
        self._focused_last = event.widget
        self.show_lines()

    def show_lines(self) -> None:
        """Draw the first line, the hints and the keys."""
        if not self.is_mounted:
            return
        top = self.query_one("#top", TopLine)
        top.crumbs = tuple(self.crumbs())
        coder = self.shell.coder_name
        narrow = self.app.size.width < 100
        prefix = "" if narrow else "coder "
        state = "open for reading only" if self.shell.read_only else "saved"
        if self.shell.names.state is ListState.MISSING:
            incomplete = isinstance(self.shell.names, IncompleteNames)
            state = f"{state} · {'list of names incomplete' if incomplete else 'no list of names'}"
        top.state = f"{prefix}{coder} · {state}" if coder else state
        now = self.commands_now()
        given = self.shell.keys_given
        shown = [
            KeyShown(command.key_shown(given.get(command.id)), command.footer, command.id)
            for command in now
            if command.footer and not (command.roomy and narrow)
        ]
        self.query_one("#keys", KeyLine).keys = shown
        self.show_hints()

    def settings_changed(self) -> None:
        """Show the hints, or no longer; a place that is not seen does when it is gone to."""
        if self.is_current:
            self.show_lines()

    def show_hints(self) -> None:
        """Draw the most useful keys until each has been used a few times; none while something else has the keys."""
        hints = self.query_one("#hints", KeyLine)
        given = self.shell.keys_given
        by_id = {command.id: command for command in (*self.COMMANDS_HERE, *EVERYWHERE)}
        hinted = self.HINTS if settings_at(hints).hints else ()
        wanted = [by_id[name] for name in hinted if self.shell.practised(name) < HINTED]
        hints.keys = [
            KeyShown(command.key_shown(given.get(command.id)), command.title.partition(": ")[2], command.id)
            for command in wanted
            if not self.commands_held()
        ]
        # The line stays where it is without keys, or what is written in would move.
        hints.set_class(bool(wanted), "-shown")

    @on(TabBar.Wanted)
    def _tab_wanted(self, event: TabBar.Wanted) -> None:
        self.shell.go(event.mode)

    @on(KeyLine.Pressed)
    async def _key_pressed(self, event: KeyLine.Pressed) -> None:
        await self.run_command(event.command)

    async def run_command(self, name: str) -> None:
        """Do what a command says, as if its key had been pressed."""
        command = next((one for one in (*self.COMMANDS_HERE, *self.commands_held()) if one.id == name), None)
        if command is None:
            command = next(one for one in EVERYWHERE if one.id == name)
            await self.app.run_action(command.action)
            return
        target = self.query_one(f"#{command.pane}") if command.of_pane and command.pane else self
        await self.app.run_action(command.action, target)

    # g, then a digit

    @property
    def commands_first(self) -> bool:
        """True where what has the focus leaves each key to the commands: no widget need be asked before."""
        return False

    @property
    def waits_for_key(self) -> bool:
        """True after `g`, until the second key."""
        return self._going

    def wait_for_place(self) -> None:
        """Take the next key as the digit of a place, or `g` for the top."""
        self._going = True

    def on_key(self, event: events.Key) -> None:
        """Take the key after `g`."""
        if not self._going:
            return
        self._going = False
        if event.character is not None and event.character in "23456789":
            self.go_to_digit(int(event.character))
        elif event.character == "g" and self.focused is not None:
            self.focused.scroll_home(animate=False)
            self.focused.post_message(TopWanted())
        else:
            return
        event.stop()
        event.prevent_default()

    def go_to_digit(self, digit: int) -> None:
        """Go to the place of a digit, or say that there is none."""
        tab = next((tab for tab in PLACES if tab.digit == digit), None)
        if tab is not None:
            self.shell.go(tab.mode)
        else:
            self.shell.say(f"There is no place {digit}. The second line shows those there are.")

    # Undo, in the order of the keys

    @on(UndoWanted)
    async def _undo_wanted(self) -> None:
        if not self._too_small:
            await self.shell.undo()

    @on(RedoWanted)
    async def _redo_wanted(self) -> None:
        if not self._too_small:
            await self.shell.redo()


def _largest(classes: Sequence[tuple[int, str]], cells: int) -> str:
    return max(one for one in classes if one[0] <= cells)[1]
