"""What a person has set on this machine: taken up as the program starts, and at once when it is changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual import events
from textual.constants import TEXTUAL_ANIMATIONS
from textual.widgets import Input, TextArea

from qualcode import settings
from qualcode.problem import Problem
from qualcode.tui import themes
from qualcode.tui.telling import TellingApp
from qualcode.tui.widgets.settled import Settled


def together(problems: Sequence[Problem]) -> Problem:
    """Several problems as one to be read; one as it is."""
    if len(problems) == 1:
        return problems[0]
    told = (" ".join(part for part in (one.title, one.detail) if part) for one in problems)
    return Problem("Some settings could not be taken up.", "\n\n".join(told), problems[-1].remedy)


class SettledApp(TellingApp):
    """An application that looks and behaves as it was set to; `settled` holds what is set now."""

    def __init__(self) -> None:
        super().__init__()
        self.settled, self.unsettled = settings.load_what_fits()
        for theme in themes.OWN:
            self.register_theme(theme)
        # Before anything is styled, so that nothing is styled twice: 40 ms.
        self.theme = self.settled.theme
        self._settle()
        self.keys_given: Mapping[str, str] = {}  # by the name of their command
        if self.settled.keys:
            from qualcode.tui.given_keys import fitting  # loads all places: only for who gives keys

            self.keys_given, faults = fitting(self.settled.keys)
            self.unsettled += faults

    def change_setting(self, name: str, value: str | int | bool) -> None:
        """Keep a setting and take it up at once; where it cannot be kept, say why."""
        try:
            now = settings.put(name, value)
        except Problem as problem:
            self.show_problem(problem)
            return
        self.settled = now
        self._settle()
        for stack in self._screen_stacks.values():
            for screen in stack:
                for node in (screen, *screen.walk_children()):
                    if isinstance(node, Settled):
                        node.settings_changed()

    def _settle(self) -> None:
        if self.theme != self.settled.theme:
            self.theme = self.settled.theme
        self.animation_level = "none" if self.settled.reduced_motion else TEXTUAL_ANIMATIONS
        self.message_seconds = self.settled.message_seconds

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Let no cursor blink where nothing is to move."""
        if isinstance(event.widget, Input | TextArea):
            event.widget.cursor_blink = self.animation_level != "none"
