"""What lies under the panes: rows of blanks, of which mostly nothing is seen."""

from __future__ import annotations

from rich.style import Style
from textual.containers import Container, Horizontal
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget


def blank_rows(widget: Widget, crop: Region) -> list[Strip]:
    """Rows of a widget that draws nothing itself and has neither border nor padding: one strip for all of them.

    Textual styles and cuts each row of each container with every painting, though others cover it: 4 ms of the 15
    that painting a whole screen takes.
    """
    background = widget.background_colors[1]
    strip = Strip.blank(crop.width, Style(bgcolor=background.rich_color))
    for one in widget.get_line_filters():
        strip = strip.apply_filter(one, background)
    return [strip] * crop.height


class PanesGround(Container, inherit_bindings=False):
    """The ground of a screen's panes."""

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw these rows."""
        return blank_rows(self, crop)


class RowGround(Horizontal, inherit_bindings=False):
    """The ground of panes beside each other."""

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw these rows."""
        return blank_rows(self, crop)
