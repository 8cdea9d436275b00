"""What a widget draws of words that may hold a name: the application knows what is shown instead."""

from __future__ import annotations

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, TextArea

from qualcode.participants.names import NO_NAMES, Names


def names_at(widget: Widget) -> Names:
    """The list of names of the open study; none where there is no study."""
    found = getattr(widget.app, "names", NO_NAMES)
    return found if isinstance(found, Names) else NO_NAMES


REAL_WORDS = " · the real words"


def holds_names(box: Widget) -> bool:
    """Whether a name stands in what is edited in a box: there, and only there, the real words are shown."""
    names = names_at(box)
    lines = (one.value for one in box.query(Input))
    return bool(names) and any(map(names.hits, (*lines, *(one.text for one in box.query(TextArea)))))


def content_without(names: Names, content: Content) -> Content:
    """Styled words with every name replaced; what is put in has no style of its own."""
    splices = names.splices(content.plain)
    if not splices:
        return content
    parts: list[Content | str] = []
    here = 0
    for splice in splices:
        parts += [content[here : splice.start], splice.text]
        here = splice.end
    return Content.assemble(*parts, content[here:])
