"""The first line: where one is, and who codes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from qualcode.transcripts.clean import plain
from qualcode.transcripts.graphemes import cells, cut
from qualcode.tui.widgets.without_names import names_at


class TopLine(Widget):
    """`qualcode ▸ STUDY ▸ DOCUMENT` on the left, `coder NAME · saved` on the right."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"top-line--program", "top-line--quiet"}

    DEFAULT_CSS = """
    TopLine { height: 1; background: $panel; color: $foreground; }
    TopLine > .top-line--program { color: $primary; text-style: bold; }
    TopLine > .top-line--quiet { color: $text-muted; }
    """

    crumbs: reactive[Sequence[str]] = reactive((), always_update=True)
    state: reactive[str] = reactive("")

    def render_line(self, y: int) -> Strip:
        """Draw the line; the last crumb is cut first, what stands on the right never."""
        base = self.rich_style
        quiet = self.get_component_rich_style("top-line--quiet")
        program = self.get_component_rich_style("top-line--program")
        right = plain(self.state)
        names = names_at(self)
        room = self.size.width - cells(right) - 4
        narrow = self.size.width < 100 and len(self.crumbs) > 0
        pieces = [Segment(" ", base)]
        used = 1
        for number, crumb in enumerate((() if narrow else ("qualcode",)) + tuple(self.crumbs)):
            if number:
                pieces.append(Segment(" ▸ ", quiet))
                used += 3
            words = cut(plain(names.show(crumb)), max(0, room - used))
            pieces.append(Segment(words, program if number == 0 and not narrow else base))
            used += cells(words)
        gap = max(1, self.size.width - used - cells(right) - 1)
        pieces += [Segment(" " * gap, base), Segment(right + " ", quiet)]
        return Strip(pieces).adjust_cell_length(self.size.width, base)
