"""Codebooks in Word documents, as teams write them: tables, headings with paragraphs, or a nested list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.codebooks.csv_files import CodebookRow
from qualcode.codebooks.word_outline import Block, Paragraph, Table, rows_of_blocks
from qualcode.problem import Problem
from qualcode.transcripts.clean import clean, newlines
from qualcode.transcripts.given_file import bytes_of

if TYPE_CHECKING:
    from lxml.etree import _Element

    from qualcode.transcripts.importers.package import Package

_DEEPEST = 12  # styles that build on each other; a circle ends here
_LEFT_OUT = frozenset(("del", "moveFrom", "delText", "instrText", "txbxContent", "Fallback", "pPr", "rPr", "rt"))
_CHARACTERS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\N{NON-BREAKING HYPHEN}"}


def read_docx(path: Path) -> list[CodebookRow]:
    """The rows of a codebook in a Word document.

    Raises Problem where the file cannot be read, is not safe to unpack, or nothing in it looks like a codebook.
    """
    from qualcode.transcripts.importers.package import Package  # with lxml, 60 ms

    package = Package(bytes_of(path, "codebook", "a codebook file"))
    styles = _Styles(package)
    blocks = list(_blocks(package.xml(package.main_part()), styles))
    rows = rows_of_blocks(blocks)
    if not rows:
        raise Problem(
            f"{path.name} holds no codebook that could be read.",
            "Looked for: a table with the headings code and definition; headings for areas and codes; a nested list.",
            "Write it in one of these ways, or bring it in as .csv or .xlsx.",
        )
    return rows


def tables_in(path: Path, what: str, wanted: str) -> list[Table]:
    """The tables of a Word document in their order, those within others left out.

    `what` and `wanted` say in a Problem what the file was to be; raises one where it cannot be read or is not safe to
    unpack.
    """
    from qualcode.transcripts.importers.package import Package  # with lxml, 60 ms

    package = Package(bytes_of(path, what, wanted))
    blocks = _blocks(package.xml(package.main_part()), _Styles(package))
    return [block for block in blocks if isinstance(block, Table)]


@dataclass(frozen=True, slots=True)
class _Style:
    """What a style says of its paragraphs: `heading` from 1, 0 for none; `level` of a list from 0."""

    heading: int = 0
    level: int | None = None
    title: bool = False


class _Styles:
    def __init__(self, package: Package) -> None:
        from qualcode.transcripts.importers.ooxml import attribute, tag_of

        part = package.related_part("styles")
        self._elements: dict[str, _Element] = {}
        for child in () if part is None else package.xml(part):
            if tag_of(child) == "style":
                self._elements.setdefault(attribute(child, "styleId"), child)

    def style(self, name: str, depth: int = _DEEPEST) -> _Style:
        from qualcode.transcripts.importers.ooxml import child_of, number_in, value_of

        element = self._elements.get(name)
        if element is None or not depth:
            digits = name.removeprefix("Heading")
            known = name.startswith("Heading") and digits.isdigit() and len(digits) == 1
            return _Style(heading=int(digits) if known else 0, title=name == "Title")
        base = child_of(element, "basedOn")
        built_on = _Style() if base is None else self.style(value_of(base), depth - 1)
        label = child_of(element, "name")
        words = "" if label is None else value_of(label).lower()
        paragraph = child_of(element, "pPr")
        outline = number_in(child_of(paragraph, "outlineLvl"))
        heading = built_on.heading
        if words.startswith("heading ") and words[8:].isdigit():
            heading = int(words[8:])
        elif outline is not None:
            heading = outline + 1 if outline < 9 else 0
        numbered = child_of(paragraph, "numPr")
        level = built_on.level
        if numbered is not None:
            level = number_in(child_of(numbered, "ilvl"), 0)
        if words.startswith("list ") and words[-1:].isdigit():  # List Bullet 2
            level = int(words[-1]) - 1
        return _Style(heading, level, built_on.title or words == "title")


def _blocks(element: _Element, styles: _Styles) -> Iterator[Block]:
    """Paragraphs and tables in the order of the page."""
    from qualcode.transcripts.importers.ooxml import tag_of

    for child in element:
        tag = tag_of(child)
        if tag == "p":
            yield _paragraph(child, styles)
        elif tag == "tbl":
            yield Table(tuple(_rows(child, styles)))
        elif tag and tag not in _LEFT_OUT and tag != "sectPr":
            yield from _blocks(child, styles)


def _paragraph(element: _Element, styles: _Styles) -> Paragraph:
    from qualcode.transcripts.importers.ooxml import child_of, number_in, value_of

    properties = child_of(element, "pPr")
    named = child_of(properties, "pStyle")
    style = styles.style("" if named is None else value_of(named))
    numbered = child_of(properties, "numPr")
    level = style.level if numbered is None else number_in(child_of(numbered, "ilvl"), style.level or 0)
    outline = number_in(child_of(properties, "outlineLvl"))
    heading = style.heading if outline is None or outline > 8 else outline + 1
    words = clean(newlines("".join(_words(element)))).strip()
    return Paragraph(words, heading, None if heading else level, style.title)


def _words(element: _Element) -> Iterator[str]:
    from qualcode.transcripts.importers.ooxml import tag_of

    for child in element:
        tag = tag_of(child)
        if tag == "t":
            yield child.text or ""
        elif tag in _CHARACTERS:
            yield _CHARACTERS[tag]
        elif tag and tag not in _LEFT_OUT:
            yield from _words(child)


def _rows(table: _Element, styles: _Styles) -> Iterator[tuple[str, ...]]:
    """The cells of each row; one merged downwards is repeated, one merged across is followed by empty ones."""
    from qualcode.transcripts.importers.ooxml import child_of, number_in, tag_of, value_of

    above: list[str] = []
    for row in _below(table, "tr"):
        cells: list[str] = []
        for cell in _below(row, "tc"):
            properties = child_of(cell, "tcPr")
            merged = child_of(properties, "vMerge")
            paragraphs = [block for block in _blocks(cell, styles) if isinstance(block, Paragraph)]
            words = "\n".join(one.words for one in paragraphs if one.words)
            if merged is not None and value_of(merged) != "restart" and len(above) > len(cells):
                words = above[len(cells)]
            cells.append(words)
            cells += [""] * (min(max(number_in(child_of(properties, "gridSpan"), 1) or 1, 1), 64) - 1)
        above = cells
        if tag_of(row):
            yield tuple(cells)


def _below(element: _Element, wanted: str) -> Iterator[_Element]:
    """Rows of a table or cells of a row, also in content controls and tracked insertions."""
    from qualcode.transcripts.importers.ooxml import tag_of

    for child in element:
        tag = tag_of(child)
        if tag == wanted:
            yield child
        elif tag in ("sdt", "sdtContent", "ins", "moveTo", "customXml"):
            yield from _below(child, wanted)
