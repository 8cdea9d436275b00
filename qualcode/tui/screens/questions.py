"""Small questions: a problem to read, yes or no, one of several, a line of words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events, on
from textual._widget_navigation import Direction
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input
from textual.widgets.option_list import Option

from qualcode.problem import Problem
from qualcode.transcripts.clean import plain
from qualcode.tui.screens.modal import Modal
from qualcode.tui.widgets.marked_options import MarkedOptions


class ProblemScreen(Modal[None]):
    """A problem that must be read before going on."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "back", "Close", show=False)]

    def __init__(self, problem: Problem) -> None:
        words = "\n\n".join(part for part in (problem.detail, problem.remedy) if part)
        super().__init__(problem.title, words, "enter or esc goes back")


class YesNo(Modal[bool]):
    """A decision that enter or `y` confirms."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,y", "yes", "Yes", show=False),
        Binding("n", "back", "No", show=False),
    ]

    def __init__(self, title: str, words: str, yes: str) -> None:
        super().__init__(title, words, f"enter {yes} · esc back")

    def action_yes(self) -> None:
        """Answer yes."""
        self.dismiss(True)


class _Answers(MarkedOptions):
    """What is chosen from: past its ends the cursor's keys go on through words that are longer than their box."""

    def _reads(self, lines: int) -> bool:
        screen = self.screen
        edge = 0 if lines < 0 else self.option_count - 1
        return isinstance(screen, Choose) and self.highlighted == edge and screen.reads_on(lines)

    def action_cursor_down(self) -> None:
        """The next option, or the next line of the words."""
        if not self._reads(1):
            super().action_cursor_down()

    def action_cursor_up(self) -> None:
        """The option before, or the line before."""
        if not self._reads(-1):
            super().action_cursor_up()

    def _move_page(self, direction: Direction) -> None:
        """A page of the words, or of the options."""
        if not (isinstance(self.screen, Choose) and self.screen.reads_page(direction)):
            super()._move_page(direction)


class Choose(Modal[str]):
    """One of several, each an id, its words, and a quiet line under them."""

    def __init__(
        self,
        title: str,
        choices: Sequence[tuple[str, str, str]],
        words: str = "",
        chosen: str | None = None,
        *,
        real_names: bool = False,
    ) -> None:
        super().__init__(title, words, "↑↓ move · enter choose · esc back")
        self._choices = choices
        self._ids = [name for name, _, _ in choices]
        self._chosen = chosen
        self._real_names = real_names

    def compose_box(self) -> ComposeResult:
        options = [
            Option(
                Content.assemble(plain(words), ("\n  " + plain(under), "$text-muted") if under else ""),
                id=name,
            )
            for name, words, under in self._choices
        ]
        yield _Answers(*options, real_names=self._real_names)

    def on_mount(self) -> None:
        options = self.query_one(MarkedOptions)
        options.highlighted = self._ids.index(self._chosen) if self._chosen in self._ids else 0
        options.focus()

    def on_key(self, event: events.Key) -> None:
        """Choose a digit, where digits are what is chosen from, by its key."""
        if event.character is not None and event.character.isdigit() and event.character in self._ids:
            event.stop()
            self.dismiss(event.character)

    def on_click(self, event: events.Click) -> None:
        """A click outside goes back, as from any menu."""
        if not self.query_one(".box").region.contains(event.screen_x, event.screen_y):
            self.action_back()

    @on(MarkedOptions.OptionSelected)
    def _selected(self, event: MarkedOptions.OptionSelected) -> None:
        self.dismiss(event.option.id)


class AskLine(Modal[str]):
    """A line of words; an empty one is asked for again."""

    def __init__(self, title: str, words: str, *, value: str = "", placeholder: str = "", keys: str = "") -> None:
        super().__init__(title, words, keys or "enter go on · esc back")
        self._value = value
        self._placeholder = placeholder

    def compose_box(self) -> ComposeResult:
        yield Input(self._value, placeholder=self._placeholder, select_on_focus=False)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        if words := " ".join(event.value.split()):
            self.dismiss(words)
