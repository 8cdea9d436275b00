"""A paragraph of a Word document while its runs are read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qualcode.transcripts.importers.ooxml import child_of, number_in, tag_of, value_below, value_of

if TYPE_CHECKING:
    from lxml.etree import _Element


@dataclass(slots=True)
class OpenParagraph:
    """A paragraph while its runs are read: pieces with whether they are bold, and what its properties say.

    `joined` is True where its end was deleted in a tracked change, so that the next paragraph goes on in it.
    """

    pieces: list[tuple[str, bool]] = field(default_factory=list)
    style: str = ""
    list_number: str | None = None
    level: int | None = None
    bold: bool = False
    joined: bool = False

    def take(self, properties: _Element) -> None:
        """Take what its properties say: style, list, and whether its end was deleted."""
        for child in properties:
            tag = tag_of(child)
            if tag == "pStyle":
                self.style = value_of(child)
            elif tag == "numPr":
                self.list_number = value_below(child, "numId")
                self.level = number_in(child_of(child, "ilvl"))
            elif tag == "rPr":
                self.joined = any(tag_of(end) in ("del", "moveFrom") for end in child)
