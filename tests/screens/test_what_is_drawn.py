"""What stands on the screen is drawn, also where no test reads it: a widget that cannot be drawn is found."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult
from textual.screen import ModalScreen
from textual.strip import Strip
from textual.widget import Widget


class Undrawable(Widget):
    """Can be drawn until it is spoilt."""

    spoilt = False

    def render_line(self, y: int) -> Strip:
        if self.spoilt:
            raise ZeroDivisionError
        return Strip.blank(self.size.width)


class Box(ModalScreen[None]):
    def compose(self) -> ComposeResult:
        yield Undrawable(id="inner")


class Showing(App[None]):
    def compose(self) -> ComposeResult:
        yield Undrawable()

    def spoil(self) -> None:
        seen = self.screen.query_one(Undrawable)
        seen.spoilt = True
        seen.refresh()


@pytest.mark.parametrize("boxed", [False, True], ids=["on the screen", "in a box"])
async def test_a_widget_that_cannot_be_drawn_fails_the_test_in_which_it_is_seen(boxed: bool) -> None:
    app = Showing()
    with pytest.raises(ZeroDivisionError):
        async with app.run_test() as pilot:
            if boxed:
                await app.push_screen(Box())
            await pilot.pause()
            app.spoil()
            await pilot.pause()
            await pilot.pause()
