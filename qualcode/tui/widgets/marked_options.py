"""Short lists of options with ▸ before the one under the cursor, so that colour alone never says which it is."""

from __future__ import annotations

from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual._widget_navigation import Direction
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.color import Color
from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style as VisualStyle
from textual.visual import RenderOptions, Visual, visualize
from textual.widgets import OptionList, Select
from textual.widgets._select import SelectCurrent, SelectOverlay
from textual.widgets.option_list import Option

from qualcode.transcripts.clean import clean
from qualcode.tui.widgets.terminal_cursor import put_cursor
from qualcode.tui.widgets.without_names import content_without, names_at

_GUTTER = 2


class Hanging(Content):
    """Words whose indented lines stay indented where they are too long for one: they would look like an option."""

    def render_strips(
        self, width: int, height: int | None, style: VisualStyle, options: RenderOptions
    ) -> list[Strip]:
        """Draw the words in a width."""
        return self._hung(width).render_strips(width, height, style, options)

    def get_height(self, rules: RulesMap, width: int) -> int:
        """How many lines they take in a width."""
        return self._hung(width).get_height(rules, width)

    def _hung(self, width: int) -> Content:
        lines: list[Content] = []
        for line in Content(self.plain, list(self.spans)).split("\n", allow_blank=True):
            indent = len(line.plain) - len(line.plain.lstrip(" "))
            if 0 < indent < width - indent and line.cell_length > width:
                hung = line[indent:].wrap(width - indent)
                lines += [Content(" " * indent) + one.rstrip() for one in hung]
            else:
                lines.append(line)
        return Content("\n").join(lines)


class MarkedOptions(OptionList):
    """Textual's list of options, its cursor drawn as in every other list.

    Names of the study's list are replaced, unless `real_names` says that it is about them.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "cursor_down", "Next", show=False),
        Binding("k", "cursor_up", "Previous", show=False),
        Binding("G,upper_g", "last", "Last", show=False),
    ]

    def __init__(self, *options: Option, id: str | None = None, real_names: bool = False) -> None:
        self._real_names = real_names
        super().__init__(*options, id=id, markup=False)

    def _get_visual(self, option: Option) -> Visual:
        if option._visual is None:
            prompt = option.prompt
            words = prompt if isinstance(prompt, Content) else Content(clean(str(prompt)))
            shown = words if self._real_names else content_without(names_at(self), words)
            option._visual = visualize(self, Hanging(shown.plain, list(shown.spans)), markup=False)
        return option._visual

    def _get_left_gutter_width(self) -> int:
        return _GUTTER

    def _move_page(self, direction: Direction) -> None:
        """Move by a page; nothing before the list is laid out, when it has no pages yet."""
        if (self.highlighted or 0) in self._index_to_line:
            super()._move_page(direction)

    def watch_highlighted(self, highlighted: int | None) -> None:
        """Put the terminal's cursor on the option."""
        super().watch_highlighted(highlighted)
        _put_terminal_cursor(self)

    def on_focus(self) -> None:
        """Put the terminal's cursor on the option."""
        _put_terminal_cursor(self)

    def render_line(self, y: int) -> Strip:
        """Draw one line, the mark before the first line of the option under the cursor."""
        return _marked(self, super().render_line(y), y)


class _MarkedOverlay(SelectOverlay):
    """The options of a box to choose from."""

    def _get_left_gutter_width(self) -> int:
        return _GUTTER

    def watch_highlighted(self, highlighted: int | None) -> None:
        """Put the terminal's cursor on the option."""
        super().watch_highlighted(highlighted)
        _put_terminal_cursor(self)

    def _find_search_match(self, query: str) -> int | None:
        """The option that has what was typed nearest to its beginning, the first of several; None where none has."""
        # Textual looks at prompts of its own kinds only, and these are Content.
        places = [str(option.prompt).casefold().find(query.casefold()) for option in self.options]
        found = [(place, index) for index, place in enumerate(places) if place >= 0]
        return min(found)[1] if found else None

    def render_line(self, y: int) -> Strip:
        """Draw one line, as `MarkedOptions` does."""
        return _marked(self, super().render_line(y), y)


class MarkedSelect(Select[str]):
    """A box that opens into such a list."""

    def compose(self) -> ComposeResult:
        yield SelectCurrent(self.prompt)
        yield _MarkedOverlay(type_to_search=self._type_to_search).data_bind(compact=Select.compact)


def _put_terminal_cursor(options: OptionList) -> None:
    # After the list has scrolled, which it does once it is laid out.
    options.call_after_refresh(_put_on_option, options)


def _put_on_option(options: OptionList) -> None:
    line = next((n for n, at in enumerate(options._lines) if at == (options.highlighted, 0)), None)
    if line is not None:
        put_cursor(options, 0, line - options.scroll_offset.y)


def _marked(options: OptionList, strip: Strip, y: int) -> Strip:
    place = y + options.scroll_offset.y
    lines = options._lines
    option, line = lines[place] if place < len(lines) else (None, 0)
    here = option is not None and option == options.highlighted
    segments = _readable(options, strip) if here else list(strip)
    style = next((segment.style for segment in segments if segment.style is not None), options.rich_style)
    return Strip([Segment("▸ " if here and not line else " " * _GUTTER, style), *segments])


def _readable(options: OptionList, strip: Strip) -> list[Segment]:
    """The segments of a line under the cursor, quiet words coloured as the others: they would go there."""
    muted = Color.parse(options.app.theme_variables["text-muted"])
    if muted.auto:  # it is chosen by the ground
        return list(strip)
    words = Style(color=options.get_component_rich_style("option-list--option-highlighted").color)
    quiet = muted.rich_color.triplet
    return [
        Segment(text, style + words if style and style.color and style.color.triplet == quiet else style, control)
        for text, style, control in strip
    ]
