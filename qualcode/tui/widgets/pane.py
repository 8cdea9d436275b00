"""A framed part of a screen whose titles are never markup."""

from __future__ import annotations

from textual.containers import Vertical
from textual.content import Content

from qualcode.transcripts.clean import plain
from qualcode.tui.widgets.without_names import names_at


def literal(words: str) -> str:
    """Words as markup that shows just them."""
    return Content(plain(words)).markup


class Pane(Vertical):
    """A frame with a title above and a line below; the frame goes on a narrow screen."""

    DEFAULT_CSS = """
    Pane { border: round $foreground 35%; border-title-color: $foreground; border-subtitle-color: $text-muted; }
    Pane:focus-within { border: round $primary; }
    """

    def entitle(self, title: str | None = None, below: str | None = None) -> None:
        """Set the title above and the line below; None leaves one as it is. What is so already is not drawn anew."""
        show = names_at(self).show
        if title is not None and self.border_title != (shown := literal(show(title))):
            self.border_title = shown
        if below is not None and self.border_subtitle != (shown := literal(show(below))):
            self.border_subtitle = shown
