"""One cell of a table, edited where it stands: a line to type in, choices to choose from, or ticks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Region
from textual.screen import ModalScreen
from textual.widgets import Input
from textual.widgets.option_list import Option

from qualcode.participants.attributes import joined, parts_of
from qualcode.transcripts.clean import plain
from qualcode.transcripts.graphemes import cells
from qualcode.tui.widgets.marked_options import MarkedOptions
from qualcode.tui.widgets.words import Words

_NOTHING = "– nothing recorded"


@dataclass(frozen=True, slots=True)
class Edited:
    """What the cell is to say, and where the cursor goes on to: `columns` to the right, `rows` down."""

    value: str
    columns: int = 0
    rows: int = 0


@dataclass(frozen=True, slots=True)
class CellAsked:
    """What is edited: its value, the choices where it has some, whether several may be ticked, and a hint.

    `needed` leaves out the choice of nothing.
    """

    value: str
    choices: tuple[str, ...] = ()
    several: bool = False
    hint: str = ""
    needed: bool = False


class CellEditor(ModalScreen[Edited | None]):
    """Gives what the cell is to say; esc leaves it as it was. `place` says where the cell is drawn now."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "give_up", "Leave it as it was", show=False, priority=True),
        Binding("tab", "keep(1)", "Keep, next column", show=False, priority=True),
        Binding("shift+tab", "keep(-1)", "Keep, previous column", show=False, priority=True),
        Binding("space", "tick", "Tick", show=False, priority=True),
    ]

    DEFAULT_CSS = """
    CellEditor { background: $background 0%; }
    CellEditor > Vertical { width: 26; height: auto; background: $panel; border: round $primary; }
    CellEditor Input, CellEditor Input:focus { border: none; height: 1; padding: 0; background: $panel; }
    CellEditor MarkedOptions, CellEditor MarkedOptions:focus {
        border: none; padding: 0; height: auto; max-height: 10; background: $panel; scrollbar-size-vertical: 1;
    }
    CellEditor Static { height: auto; color: $text-muted; }
    """

    def __init__(self, asked: CellAsked, place: Callable[[], Region]) -> None:
        super().__init__()
        self._asked = asked
        self._place = place
        held = parts_of(asked.value) if asked.several else (asked.value,) if asked.value else ()
        # A value that is none of the choices is offered too: nothing is lost by looking at it.
        self._options = [*asked.choices, *(one for one in held if one not in asked.choices)]
        self._ticked = set(held)
        self._clicked = False

    def compose(self) -> ComposeResult:
        with Vertical():
            if self._asked.choices:
                yield MarkedOptions()
            else:
                yield Input(self._asked.value, select_on_focus=False)
            words = "space ticks · enter keeps · esc" if self._asked.several else self._asked.hint
            if words:
                yield Words(words)

    def on_mount(self) -> None:
        """Stand at the cell."""
        self._settle()
        if not self._asked.choices:
            self.query_one(Input).focus()
            return
        self._fill()
        options = self.query_one(MarkedOptions)
        value = self._asked.value
        options.highlighted = self._ids().index(value) if value in self._ids() and not self._asked.several else 0
        options.focus()

    def on_resize(self) -> None:
        """Stay at the cell, inside the window."""
        self.call_after_refresh(self._settle)  # the table behind is drawn anew first

    def _settle(self) -> None:
        box, place = self.query_one(Vertical), self._place()
        widest = max((cells(self._words(one)) + 4 for one in self._ids()), default=0) if self._asked.choices else 0
        hint = 0 if self._asked.choices and not self._asked.several else len(self._asked.hint)
        width = max(place.width, widest, hint, 16 if not self._asked.choices else 0) + 2
        rows = min(10, len(self._ids())) if self._asked.choices else 1
        rows += bool(self._asked.several or self._asked.hint) + 2
        # Its frame around the cell, so that the words stand where they stood.
        x, y = max(0, place.x - 1), max(0, place.y - 1)
        box.styles.width = width = min(width, self.size.width)
        box.styles.offset = (min(x, self.size.width - width), max(0, min(y, self.size.height - rows)))

    def _ids(self) -> list[str]:
        nothing = [] if self._asked.several or self._asked.needed else [""]
        return [*nothing, *self._options]

    def _fill(self) -> None:
        options = self.query_one(MarkedOptions)
        at = options.highlighted
        options.clear_options()
        options.add_options([Option(Content(self._words(one))) for one in self._ids()])
        options.highlighted = at

    def _words(self, choice: str) -> str:
        if self._asked.several:
            return f"{'[x]' if choice in self._ticked else '[ ]'} {plain(choice)}"
        return plain(choice) if choice else _NOTHING

    # Answers

    def action_give_up(self) -> None:
        """Leave the cell as it was."""
        self.dismiss(None)

    def action_keep(self, columns: int) -> None:
        """Keep the value and go on to another column."""
        self.dismiss(Edited(self._value(), columns=columns))

    def action_tick(self) -> None:
        """Tick a choice among several; anywhere else a space is a space."""
        if self._asked.several and self._asked.choices:
            self._toggle()
        elif not self._asked.choices:
            self.query_one(Input).insert_text_at_cursor(" ")

    def _toggle(self) -> None:
        at = self.query_one(MarkedOptions).highlighted
        if at is not None:
            self._ticked ^= {self._ids()[at]}
            self._fill()

    def _value(self) -> str:
        if not self._asked.choices:
            return self.query_one(Input).value
        if self._asked.several:
            return joined((one for one in self._options if one in self._ticked), self._asked.choices)
        at = self.query_one(MarkedOptions).highlighted
        return self._ids()[at or 0]

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.dismiss(Edited(self._value(), rows=1))

    @on(MarkedOptions.OptionSelected)
    def _selected(self) -> None:
        if self._asked.several and self._clicked:
            self._clicked = False
            self._toggle()
        else:
            self.dismiss(Edited(self._value()))

    def on_mouse_down(self) -> None:
        """Remember that what is chosen next was clicked: among several a click ticks."""
        self._clicked = True

    def on_click(self, event: events.Click) -> None:
        """A click outside leaves the cell as it was."""
        if not self.query_one(Vertical).region.contains(event.screen_x, event.screen_y):
            self.action_give_up()

    def on_key(self, event: events.Key) -> None:
        """A letter goes to the next choice that begins with it."""
        self._clicked = False
        if not self._asked.choices or event.character is None or not event.character.isalnum():
            return
        event.stop()
        options = self.query_one(MarkedOptions)
        options.highlighted = _next_with(self._ids(), event.character, options.highlighted or 0)


def _next_with(choices: Sequence[str], letter: str, at: int) -> int:
    places = [(at + step) % len(choices) for step in range(1, len(choices) + 1)]
    return next((place for place in places if choices[place].casefold().startswith(letter.casefold())), at)
