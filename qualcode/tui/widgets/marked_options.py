"""Short lists of options with ▸ before the one under the cursor, so that colour alone never says which it is."""

from __future__ import annotations

from rich.segment import Segment
from textual.app import ComposeResult
from textual.strip import Strip
from textual.widgets import OptionList, Select
from textual.widgets._select import SelectCurrent, SelectOverlay

_GUTTER = 2


class MarkedOptions(OptionList):
    """Textual's list of options, its cursor drawn as in every other list."""

    def _get_left_gutter_width(self) -> int:
        return _GUTTER

    def render_line(self, y: int) -> Strip:
        """Draw one line, the mark before the first line of the option under the cursor."""
        return _marked(self, super().render_line(y), y)


class _MarkedOverlay(SelectOverlay):
    """The options of a box to choose from."""

    def _get_left_gutter_width(self) -> int:
        return _GUTTER

    def render_line(self, y: int) -> Strip:
        """Draw one line, as `MarkedOptions` does."""
        return _marked(self, super().render_line(y), y)


class MarkedSelect(Select[str]):
    """A box that opens into such a list."""

    def compose(self) -> ComposeResult:
        yield SelectCurrent(self.prompt)
        yield _MarkedOverlay(type_to_search=self._type_to_search).data_bind(compact=Select.compact)


def _marked(options: OptionList, strip: Strip, y: int) -> Strip:
    place = y + options.scroll_offset.y
    lines = options._lines
    here = place < len(lines) and lines[place] == (options.highlighted, 0)
    style = next((segment.style for segment in strip if segment.style is not None), options.rich_style)
    return Strip([Segment("▸ " if here else " " * _GUTTER, style), *strip])
