"""A list that is narrowed by the letters typed above it; the keys that move in it act while one types."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input

from qualcode.analysis.excerpt_rows import folded
from qualcode.tui.widgets.drawn_rows import Column, DrawnRows, Row
from qualcode.tui.widgets.words import Words


@dataclass(frozen=True, slots=True)
class Offered:
    """A row, found by letters of `name` or by one of `keys` as a whole; `words` say what it does."""

    row: Row
    name: str
    keys: str = ""
    words: str = ""


class FoundList(Widget):
    """A line to type in, the rows that match, and what the one under the cursor does."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", "Next", show=False, priority=True),
        Binding("up", "move(-1)", "Previous", show=False, priority=True),
        Binding("pagedown", "page(1)", "Page down", show=False, priority=True),
        Binding("pageup", "page(-1)", "Page up", show=False, priority=True),
    ]

    DEFAULT_CSS = """
    FoundList { height: auto; }
    FoundList > DrawnRows { height: 16; max-height: 50vh; background: $surface; }
    FoundList > #words { height: 2; color: $text-muted; padding: 0 2; }
    """

    @dataclass
    class Chosen(Message):
        """A row was chosen."""

        row_id: str

    def __init__(self, columns: Sequence[Column], offered: Sequence[Offered], placeholder: str) -> None:
        super().__init__()
        self._columns = columns
        self._offered = {one.row.id: one for one in offered}
        self._sought = [(one.row, folded(one.name), folded(one.keys).split()) for one in offered]
        self._placeholder = placeholder

    def compose(self) -> ComposeResult:
        yield Input(placeholder=self._placeholder)
        yield DrawnRows(self._columns, empty="Nothing is called that.", classes="-tinted")
        if any(one.words for one in self._offered.values()):
            yield Words(id="words")

    def on_mount(self) -> None:
        """Show all, and type."""
        typed, rows = self.query_one(Input), self.query_one(DrawnRows)
        rows.can_focus = False
        rows.led_by = typed
        self._match("")
        typed.focus()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._match(event.value)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.query_one(DrawnRows).action_open()

    @on(DrawnRows.Opened)
    def _opened(self, event: DrawnRows.Opened) -> None:
        event.stop()
        self.post_message(self.Chosen(event.row_id))

    @on(DrawnRows.Moved)
    def _moved(self, event: DrawnRows.Moved) -> None:
        event.stop()
        for words in self.query("#words").results(Words):
            words.update(self._offered[event.row_id].words if event.row_id else "")

    def action_move(self, rows: int) -> None:
        """Move the cursor."""
        self.query_one(DrawnRows).action_move(rows)

    def action_page(self, pages: int) -> None:
        """Move the cursor by what is in sight."""
        self.query_one(DrawnRows).action_page(pages)

    def _match(self, typed: str) -> None:
        wanted = folded(typed).split()
        ranked = [(_rank(wanted, name, keys), row) for row, name, keys in self._sought]
        found = [row for rank, row in sorted(ranked, key=lambda one: one[0]) if rank < _NO_MATCH]
        self.query_one(DrawnRows).show(found, at=found[0].id if found else "")


_NO_MATCH = 3


def _rank(wanted: Sequence[str], name: str, keys: Sequence[str]) -> int:
    """How surely letters mean a row: 0 its words or keys, 1 beginnings of words, 2 letters anywhere in its name."""
    words = [word.strip(":…,") for word in name.split()]
    if all(part in words or part in keys for part in wanted):
        return 0
    if all(part in keys or any(word.startswith(part) for word in words) for part in wanted):
        return 1
    return 2 if all(part in name or part in keys for part in wanted) else _NO_MATCH
