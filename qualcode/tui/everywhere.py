"""What works in every place: undo, all commands, help, colours, settings, who codes, names."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from textual import work

from qualcode import settings
from qualcode.project.project import Project
from qualcode.tui.commands import EVERYWHERE
from qualcode.tui.screens.place import HINTED, Place, RedoWanted, UndoWanted
from qualcode.tui.studying import StudyingApp


class EverywhereApp(StudyingApp):
    """An application with the commands that every place has, and a count of how often each was used here."""

    def __init__(self, opener: Callable[[Path], Project]) -> None:
        super().__init__(opener)
        self._practised: dict[str, int] = dict(settings.remembered().practised)

    def action_undo(self) -> None:
        """Undo after all that was asked before: through the same queues as the wishes of the panes."""
        (self.screen.focused or self.screen).post_message(UndoWanted())

    def action_redo(self) -> None:
        """Redo after all that was asked before."""
        (self.screen.focused or self.screen).post_message(RedoWanted())

    def practised(self, command: str) -> int:
        """How often a command was used on this machine."""
        return self._practised.get(command, 0)

    async def run_action(self, action: Any, default_namespace: Any = None, namespaces: Any = None) -> bool:
        """Perform an action, counting the use of the commands that are hinted at."""
        done = await super().run_action(action, default_namespace, namespaces)
        if done and isinstance(place := self.screen, Place):
            learning = {command for command in place.HINTS if self.practised(command) < HINTED}
            for command in (*place.COMMANDS_HERE, *EVERYWHERE) if learning else ():
                if command.id in learning and _same_action(command.action, str(action)):
                    self._practised[command.id] = self.practised(command.id) + 1
                    settings.remember_practice(command.id)
                    place.show_hints()
                    break
        return done

    @work
    async def action_palette(self) -> None:
        """Find any command."""
        from qualcode.tui.screens.going_to_ids import go_to_id  # with its first use
        from qualcode.tui.screens.palette import Palette
        from qualcode.tui.widgets.command_list import AN_ID

        screen = self.screen
        if isinstance(screen, Palette):
            return
        here = screen.commands_of_place() if isinstance(screen, Place) else ()
        chosen = await self.push_screen_wait(
            Palette((*here, *EVERYWHERE), self.keys_given, ids=isinstance(screen, Place))
        )
        if chosen is None:
            return
        if isinstance(screen, Place) and chosen.startswith(AN_ID):
            await go_to_id(screen, chosen.removeprefix(AN_ID))
        elif isinstance(screen, Place):
            await screen.run_command(chosen)
        else:
            command = next(one for one in EVERYWHERE if one.id == chosen)
            await self.run_action(command.action)

    @work
    async def action_ask_for_id(self) -> None:
        """Ask for a short id, and go to what it names."""
        from qualcode.tui.screens.going_to_ids import ask_for_id  # with its first use

        screen = self.screen
        if self.lane.is_open and isinstance(screen, Place):
            await ask_for_id(screen)

    def action_help(self) -> None:
        """Tell the keys of where one is."""
        from qualcode.tui.keymap import keys_here  # with its first use
        from qualcode.tui.screens.help import HelpScreen

        where = self.screen.CRUMB if isinstance(self.screen, Place) else "Welcome"
        self.push_screen(HelpScreen(where, keys_here(self.screen), self.keys_given))

    @work
    async def action_theme(self) -> None:
        """Choose the colours, and remember them."""
        from qualcode.tui.screens.settings import choose_value  # with its first use

        await choose_value(self, settings.setting("theme"))

    def action_settings(self) -> None:
        """Show what can be set on this machine."""
        from qualcode.tui.screens.settings import SettingsScreen  # with its first use

        self.push_screen(SettingsScreen())

    @work
    async def action_who_codes(self) -> None:
        """Say who is at the keyboard from now on."""
        if not self.lane.is_open:
            return
        name = await self._ask_who()
        if name:
            study_id = await self.lane.call(lambda project: project.study_id)
            await self._sign_in(study_id, name)
            self._read_all_again()
            if isinstance(self.screen, Place):
                self.screen.show_lines()
            self.say(f"From now on {name} codes.")

    @work
    async def action_names(self) -> None:
        """Show the list of names that are not shown."""
        from qualcode.tui.screens.names_kept import manage_names  # with its first use

        screen = self.screen
        if self.lane.is_open and isinstance(screen, Place):
            await manage_names(screen, screen.shell)
            screen.show_lines()  # whether the list is at hand

    @work
    async def action_look_for_names(self) -> None:
        """Offer words of the texts that look like names."""
        from qualcode.tui.screens.names_kept import look_for_names  # with its first use

        screen = self.screen
        if self.lane.is_open and isinstance(screen, Place):
            await look_for_names(screen, screen.shell)

    @work
    async def action_survey_import(self) -> None:
        """Bring a survey in."""
        from qualcode.tui.screens.table_import import choose_survey  # with its first use

        screen = self.screen
        if self.lane.is_open and isinstance(screen, Place):
            await choose_survey(screen.shell, screen.app)

    @work
    async def action_returns(self) -> None:
        """Bring in what came back from a workshop."""
        from qualcode.tui.screens.returns import bring_returns_in  # with its first use

        screen = self.screen
        if self.lane.is_open and isinstance(screen, Place):
            await bring_returns_in(screen)


def _same_action(declared: str, done: str) -> bool:
    """True where the action done is a command's; one key of several digits stands for all of them."""
    return declared == done or (declared == "digit(1)" and done.startswith("digit("))
