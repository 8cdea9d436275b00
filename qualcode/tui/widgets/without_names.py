"""What a widget draws of words that may hold a name: the application knows what is shown instead."""

from __future__ import annotations

from textual.widget import Widget

from qualcode.participants.names import NO_NAMES, Names


def names_at(widget: Widget) -> Names:
    """The list of names of the open study; none where there is no study."""
    found = getattr(widget.app, "names", NO_NAMES)
    return found if isinstance(found, Names) else NO_NAMES
