"""Choosing the colour of a code's passages."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.color import Color
from textual.content import Content
from textual.widgets.option_list import Option

from qualcode.codebooks.code import Code, Codebook
from qualcode.tui.screens.questions import Choose
from qualcode.tui.themes import code_colour, stripe_on
from qualcode.tui.widgets.marked_options import MarkedOptions

PLACE = "place"
_MOST = 100  # more than there are colours; then they come round again


def colours() -> list[str]:
    """The colours there are to choose from, as `#4e79a7`."""
    return list(dict.fromkeys(code_colour(place) for place in range(_MOST)))


def colour_name(colour: str) -> str:
    """A colour as people call it: by its number, since another colour scheme shows it otherwise."""
    known = colours()
    return f"colour {known.index(colour) + 1}" if colour in known else f"colour {colour}"


class ChooseColour(Choose):
    """The colours, and which codes were given each; gives one as `#4e79a7`, or `PLACE` for the one of its place."""

    def __init__(self, code: Code, book: Codebook) -> None:
        words = "The first eight are told apart by everybody. The margin of the text names the code, too."
        super().__init__(
            f"Colour of {code.title}", [(one, one, "") for one in (PLACE, *colours())], words, code.colour or PLACE
        )
        self._book = book

    def compose_box(self) -> ComposeResult:
        ground = Color.parse(self.app.theme_variables["surface"])
        options = [Option("   the one of its place in the codebook", id=PLACE)]
        for colour in colours():
            held = ", ".join(code.title for code in self._book.codes if code.colour == colour)
            words = f" {colour_name(colour)}" + (f" · {held}" if held else "")
            options.append(Option(Content.assemble(("██", stripe_on(ground, colour).hex), words), id=colour))
        yield MarkedOptions(*options)
