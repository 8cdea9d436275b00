"""What a Word document's styles say of the paragraphs and runs that wear them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qualcode.transcripts.importers.ooxml import attribute, child_of, is_on, number_in, tag_of, value_of

if TYPE_CHECKING:
    from lxml.etree import _Element

    from qualcode.transcripts.importers.package import Package

_DEEPEST = 12  # styles that build on each other; a circle ends here
_LOWEST_OUTLINE = 8


@dataclass(frozen=True, slots=True)
class Style:
    """A style's meaning: `bold` is None where it does not say; `list_number` and `level` where it numbers."""

    title: bool = False
    heading: bool = False
    bold: bool | None = None
    list_number: str = ""
    level: int | None = None


PLAIN = Style()
# What Word calls these in English, and python-docx always. Reading the styles takes as long as reading the text,
# so they are only read where another is met, or where headings may be numbered.
_KNOWN = dict.fromkeys(("", "Normal", "NormalWeb", "BodyText", "ListParagraph", "NoSpacing"), PLAIN)
_KNOWN |= dict.fromkeys(("CommentReference", "FootnoteReference", "EndnoteReference", "Hyperlink", "Emphasis"), PLAIN)
_KNOWN |= {"Strong": Style(bold=True)}
_HEADINGS = {"Title": Style(title=True, heading=True)}
_HEADINGS |= {f"Heading{level}": Style(heading=True) for level in range(1, 10)}


class Styles:
    """The styles of a document by id (ids are translated, names are not)."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._known = dict(_KNOWN)
        if package.related_part("numbering") is None:
            self._known |= _HEADINGS
        self._elements: dict[str, _Element] | None = None

    def style(self, name: str) -> Style:
        """The style of that id; plain where the document does not define it."""
        found = self._known.get(name)
        if found is None:
            found = self._known[name] = self._read(name, _DEEPEST)
        return found

    def list_of(self, name: str) -> str | None:
        """The list that a numbering style stands for."""
        return self.style(name).list_number or None

    def of_run(self, properties: _Element, bold: bool) -> tuple[bool, bool]:
        """Whether a run is bold, in a paragraph that is so or not, and whether it is hidden."""
        hidden = False
        said: bool | None = None
        for child in properties:
            tag = tag_of(child)
            if tag == "b":
                said = is_on(child)
            elif tag == "rStyle":
                styled = self.style(value_of(child)).bold
                bold = bold if styled is None else styled
            elif tag == "vanish":
                hidden = is_on(child)
        return (bold if said is None else said), hidden

    def _read(self, name: str, depth: int) -> Style:
        if self._elements is None:
            self._elements = self._by_id()
        element = self._elements.get(name)
        if element is None or not depth:
            return _HEADINGS.get(name, PLAIN)
        base = child_of(element, "basedOn")
        return _meaning(element, PLAIN if base is None else self._read(value_of(base), depth - 1))

    def _by_id(self) -> dict[str, _Element]:
        part = self._package.related_part("styles")
        if part is None:
            return {}
        found: dict[str, _Element] = {}
        for child in self._package.xml(part):
            if tag_of(child) == "style":
                found.setdefault(attribute(child, "styleId"), child)
        return found


def _meaning(element: _Element, base: Style) -> Style:
    """What a style says itself, else what the style says that it builds on."""
    style = base
    name = child_of(element, "name")
    if name is not None:
        words = value_of(name).lower()
        if words == "title" or words.startswith("heading "):
            style = replace(style, title=words == "title", heading=True)
    paragraph, run = child_of(element, "pPr"), child_of(element, "rPr")
    outline = number_in(child_of(paragraph, "outlineLvl"))
    if outline is not None:
        style = replace(style, heading=0 <= outline <= _LOWEST_OUTLINE)
    bold = child_of(run, "b")
    if bold is not None:
        style = replace(style, bold=is_on(bold))
    numbered = child_of(paragraph, "numPr")
    if numbered is not None:
        number, level = child_of(numbered, "numId"), number_in(child_of(numbered, "ilvl"))
        style = replace(
            style,
            list_number=style.list_number if number is None else value_of(number),
            level=style.level if level is None else level,
        )
    return style
