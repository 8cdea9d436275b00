"""The numbers and bullets of an OpenDocument text, counted as LibreOffice counts them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qualcode.transcripts.importers.odt_styles import Level, Styles, whole_number
from qualcode.transcripts.importers.ooxml import attribute

if TYPE_CHECKING:
    from lxml.etree import _Element

_DEEPEST = 10  # levels that a list may have


@dataclass(slots=True)
class _Count:
    """The last number of each level from the first on; a level that is not there starts anew."""

    numbers: list[int] = field(default_factory=list)

    def next(self, depth: int, start: int, given: int | None) -> list[int]:
        """The numbers down to the item that comes at `depth`, from 1."""
        del self.numbers[depth:]
        while len(self.numbers) < depth - 1:
            self.numbers.append(1)
        if given is not None:
            self.numbers[depth - 1 :] = [given]
        elif len(self.numbers) < depth:
            self.numbers.append(start)
        else:
            self.numbers[depth - 1] += 1
        return self.numbers


@dataclass(slots=True)
class _Item:
    """An item of a list; `waits` until its first paragraph has come."""

    waits: bool
    given: int | None


class Lists:
    """The lists that are open, one in the other; `label` must be asked for each paragraph once, in order."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._names: list[str] = []
        self._items: list[_Item] = []
        self._count = _Count()
        self._counts: dict[str, _Count] = {}  # by the style and by the id of lists that may be gone on with
        self._outline = _Count()

    def begin(self, element: _Element) -> None:
        """Begin a list, within the item that is open if there is one."""
        name = attribute(element, "style-name") or (self._names[-1] if self._names else "")
        if not self._names:
            earlier = attribute(element, "continue-list")
            if not earlier and attribute(element, "continue-numbering") == "true":
                earlier = f"style {name}"
            self._count = self._counts.get(earlier) or _Count()
            self._counts[f"style {name}"] = self._count
            if attribute(element, "id"):
                self._counts[attribute(element, "id")] = self._count
        self._names.append(name)

    def end(self) -> None:
        self._names.pop()

    def begin_item(self, element: _Element, *, numbered: bool) -> None:
        given = whole_number(attribute(element, "start-value"), -1)
        self._items.append(_Item(numbered, given if given >= 0 else None))

    def end_item(self) -> None:
        self._items.pop()

    def label(self, element: _Element, is_heading: bool, list_style: str) -> str:
        """What stands before a paragraph: only the first of an item has something there."""
        if not self._items:
            return self._outlined(element) if is_heading else ""
        item = self._items[-1]
        if not item.waits:
            return ""
        item.waits = False
        depth = min(len(self._names), _DEEPEST)
        levels = self._styles.lists.get(self._names[-1] or list_style, {})
        level = levels.get(depth, Level())
        return level.label(self._count.next(depth, level.start, item.given), levels)

    def _outlined(self, heading: _Element) -> str:
        """The number of a heading, where the document numbers its headings."""
        levels = self._styles.lists.get("", {})
        depth = whole_number(attribute(heading, "outline-level"), 1)
        level = levels.get(depth, Level())
        if not level.number or not 1 <= depth <= _DEEPEST or attribute(heading, "is-list-header") == "true":
            return ""
        return level.label(self._outline.next(depth, level.start, None), levels)
