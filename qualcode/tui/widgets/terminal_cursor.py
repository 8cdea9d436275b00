"""The terminal's own cursor on what the keys act on, where screen readers, braille and magnifiers look."""

from __future__ import annotations

from textual.geometry import Offset
from textual.widget import Widget


def put_cursor(widget: Widget, x: int, y: int, *, focused: Widget | None = None) -> None:
    """Put it on a cell of a widget's contents, where that is in sight and has the focus, or `focused` for it."""
    if not widget.is_attached or widget.app.screen is not widget.screen:
        return
    # Not `has_focus`, which is set only after a widget has heard of its focus.
    if widget.screen.focused is not (focused or widget):
        return
    room = widget.content_region
    if 0 <= x < room.width and 0 <= y < room.height:
        widget.app.cursor_position = room.offset + Offset(x, y)
