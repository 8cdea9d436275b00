"""How many lines there are to scroll through, told without drawing everything around them again."""

from __future__ import annotations

from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.widget import Widget


def give_lines(view: ScrollView, lines: int) -> None:
    """Say how many lines a view has; the screen is laid out again only where the view is as high as they are.

    Textual always does: 7 ms for each key after which other words stand beside a list.
    """
    size = Size(0, lines)
    if view.styles.height is None or view.styles.height.is_auto:
        view.virtual_size = size
    elif size != view.virtual_size:
        view.set_reactive(Widget.virtual_size, size)
        view._scroll_update(size)
