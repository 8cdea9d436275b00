"""What the styles of an OpenDocument text say: bold, hidden, a heading, and how lists are numbered."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qualcode.transcripts.importers.ooxml import attribute, tag_of
from qualcode.transcripts.importers.word_numbers import written

if TYPE_CHECKING:
    from lxml.etree import _Element

BULLET = "•"
_MOST_PARENTS = 50
_LONGEST = 40  # characters around a number; what a file claims beyond it is no number
_FORMATS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}


@dataclass(frozen=True, slots=True)
class _Style:
    """A style as written; None where it leaves to its parent what is so."""

    name: str
    parent: str
    bold: bool | None
    hidden: bool | None
    list_style: str


@dataclass(frozen=True, slots=True)
class Look:
    """What a style comes to, its parents asked too."""

    bold: bool | None = None
    hidden: bool = False
    title: bool = False
    list_style: str = ""


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is numbered; `number` is empty for bullets, None where nothing is shown."""

    number: str | None = None
    prefix: str = ""
    suffix: str = ""
    start: int = 1
    shown: int = 1  # levels whose numbers are shown, the item's own last

    def label(self, numbers: list[int], levels: dict[int, Level]) -> str:
        """What stands before an item, by the numbers of its level and those above it."""
        if self.number is None:
            return ""
        if not self.number:
            return BULLET
        first = max(0, len(numbers) - self.shown)
        parts = []
        for depth in range(first, len(numbers)):
            number = self.number if depth == len(numbers) - 1 else levels.get(depth + 1, self).number
            parts.append(written(numbers[depth], _FORMATS.get(number or "", "decimal")))
        return f"{self.prefix}{'.'.join(parts)}{self.suffix}".strip()


@dataclass
class Styles:
    """The styles of a document by family and name."""

    lists: dict[str, dict[int, Level]] = field(default_factory=dict)
    _styles: dict[tuple[str, str], _Style] = field(default_factory=dict)
    _looks: dict[tuple[str, str], Look] = field(default_factory=dict)

    def read(self, root: _Element) -> None:
        """Take the styles below `root`; those that are known already stay as they are."""
        for element in root.iter("{*}style", "{*}list-style", "{*}outline-style"):
            tag = tag_of(element)
            name = attribute(element, "name")
            if tag == "style":
                self._styles.setdefault((attribute(element, "family"), name), _style(element))
            else:
                self.lists.setdefault(name if tag == "list-style" else "", _levels(element))

    def look(self, family: str, name: str) -> Look:
        """What a style comes to."""
        key = (family, name)
        if key not in self._looks:
            self._looks[key] = self._found(family, name)
        return self._looks[key]

    def _found(self, family: str, name: str) -> Look:
        bold: bool | None = None
        hidden: bool | None = None
        title = False
        list_style = ""
        for _ in range(_MOST_PARENTS):
            style = self._styles.get((family, name))
            title = title or (family == "paragraph" and name == "Title")
            if style is None:
                break
            bold = style.bold if bold is None else bold
            hidden = style.hidden if hidden is None else hidden
            list_style = list_style or style.list_style
            name = style.parent
        return Look(bold, bool(hidden), title, list_style)


def _style(element: _Element) -> _Style:
    bold: bool | None = None
    hidden: bool | None = None
    for child in element:
        if tag_of(child) != "text-properties":
            continue
        weight = attribute(child, "font-weight")
        if weight:
            bold = weight == "bold" or (weight.isdigit() and int(weight[:4]) >= 600)
        for key, value in child.attrib.items():
            if str(key).endswith("}display"):
                hidden = value == "none"
    return _Style(
        attribute(element, "name"),
        attribute(element, "parent-style-name"),
        bold,
        hidden,
        attribute(element, "list-style-name"),
    )


def _levels(element: _Element) -> dict[int, Level]:
    """The levels of a list style, from 1."""
    levels: dict[int, Level] = {}
    for child in element:
        tag = tag_of(child)
        depth = whole_number(attribute(child, "level"), 0)
        if tag in ("list-level-style-number", "outline-level-style"):
            number = attribute(child, "num-format") or None
            prefix, suffix = attribute(child, "num-prefix")[:_LONGEST], attribute(child, "num-suffix")[:_LONGEST]
            start = whole_number(attribute(child, "start-value"), 1)
            levels[depth] = Level(number, prefix, suffix, start, whole_number(attribute(child, "display-levels"), 1))
        elif tag in ("list-level-style-bullet", "list-level-style-image"):
            bullet = tag.endswith("image") or attribute(child, "bullet-char").strip("\u200b ")
            levels[depth] = Level("" if bullet else None)
    return levels


def whole_number(written_as: str, otherwise: int) -> int:
    """The number, `otherwise` where there is none of a sane size."""
    return int(written_as) if written_as.isascii() and written_as.isdigit() and len(written_as) < 7 else otherwise
