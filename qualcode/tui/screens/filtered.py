"""A place with a list that is narrowed to what has the letters typed after `/`."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.widget import Widget

from qualcode.tui.screens.place import Place
from qualcode.tui.widgets.find_bar import FindBar


class Filtered(Place):
    """A place with a find bar over the list whose id is `FILTERED`; the list has the focus again afterwards."""

    FILTERED: ClassVar[str] = ""

    def __init__(self) -> None:
        super().__init__()
        self._wanted = ""

    @property
    def wanted(self) -> str:
        """The letters that the bar opens with."""
        return self._wanted

    @property
    def filtered_list(self) -> Widget:
        """What has the focus once the bar is closed."""
        return self.query_one(f"#{self.FILTERED}")

    def narrow(self, words: str) -> None:
        """Show only what has these letters; everything where they are empty."""
        self._wanted = words
        self._draw()

    def _draw(self) -> None:
        """Draw the list."""

    def action_filter(self) -> None:
        """Type letters of what is looked for."""
        self.remove_class("-reading")
        self.query_one(FindBar).open(self.wanted)

    @on(FindBar.Typed)
    def _letters_typed(self, event: FindBar.Typed) -> None:
        self.narrow(event.words)

    @on(FindBar.Closed)
    def _bar_closed(self, event: FindBar.Closed) -> None:
        self.narrow(event.words)
        self.filtered_list.focus()
