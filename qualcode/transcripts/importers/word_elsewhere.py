"""Words of a Word document that lie in parts of their own: whole files put into it, and diagrams."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import TYPE_CHECKING

from qualcode.problem import Problem
from qualcode.transcripts.importers import laid_out
from qualcode.transcripts.importers.ooxml import attribute, child_of, tag_of
from qualcode.transcripts.importers.package import Package
from qualcode.transcripts.importers.text import text_of
from qualcode.transcripts.importers.word_text import Block, Paragraph, Table, number

if TYPE_CHECKING:
    from lxml.etree import _Element

DEEPEST = 3  # files put into files put into the document
LARGEST = 20_000_000  # bytes of all files in one, unpacked
_PAGES = ("htm", "html", "xhtml", "xht")


def blocks_of_file(name: str, data: bytes, of_word: Callable[[Package], list[Block]]) -> list[Block]:
    """The blocks of a file put into a document; none where it is in no format that is read there.

    `of_word` reads one that is a Word document itself.
    """
    suffix = name.rpartition(".")[2].lower()
    try:
        if data.startswith(b"PK"):
            return of_word(Package(data))
        if data.startswith(b"{\\rtf"):
            from qualcode.transcripts.importers.rtf import blocks_in

            return [_as_words(block) for block in blocks_in(data)]
        if suffix in _PAGES:
            from qualcode.transcripts.importers.html import blocks_of

            return [_as_words(block) for block in blocks_of(data)]
        if suffix == "txt":
            return [Paragraph(line) for line in text_of(data).text.split("\n")]
    except Problem:  # a part that is damaged or unsafe costs its own words, and is said
        pass
    return []


def _as_words(block: laid_out.Block) -> Block:
    """A block of another format as one of Word's."""
    if isinstance(block, laid_out.Table):
        return Table([[_in_cell(cell) for cell in row] for row in block.rows])
    return _paragraph(block)


def _paragraph(block: laid_out.Paragraph) -> Paragraph:
    words, lead = block.text, next((end for start, end in block.asides if start == 0), 0)
    if lead:
        words = number(words[:lead]) + words[lead:]
    return Paragraph(words, max(block.bold.get(0, 0) - lead, 0), block.heading, block.title)


def _in_cell(cell: list[laid_out.Block]) -> list[Paragraph]:
    """A cell's paragraphs; a table in it as lines."""
    found: list[Paragraph] = []
    for block in cell:
        if isinstance(block, laid_out.Table):
            for row in block.rows:
                found.append(Paragraph("\t".join(" ".join(one.words for one in _in_cell(each)) for each in row)))
        else:
            found.append(_paragraph(block))
    return found


def blocks_of_diagram(package: Package, name: str) -> list[Block]:
    """A paragraph for each shape of a diagram that holds words, from the top of its tree down, in the order shown."""
    try:
        root = package.xml(name)
    except Problem:
        return []
    points: dict[str, _Element] = {}
    below: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for element in root.iter("{*}pt", "{*}cxn"):
        if tag_of(element) == "pt":
            points[attribute(element, "modelId")] = element
        elif attribute(element, "type") in ("", "parOf"):
            place = attribute(element, "srcOrd")
            order = int(place) if place.isascii() and place.isdigit() and len(place) < 10 else 0
            below[attribute(element, "srcId")].append((order, attribute(element, "destId")))
    shown: dict[str, None] = {}
    waiting = [name for name, point in reversed(points.items()) if attribute(point, "type") == "doc"]
    while waiting:
        name = waiting.pop()
        if name in points and name not in shown:
            shown[name] = None
            waiting += [under for _, under in sorted(below[name], reverse=True)]
    rest = (name for name, point in points.items() if attribute(point, "type") in ("", "node", "asst"))
    words = (_words_of(points[name]) for name in dict.fromkeys([*shown, *rest]))
    return [Paragraph(each) for each in words if each.strip()]


def _words_of(point: _Element) -> str:
    body = child_of(point, "t")
    if body is None:
        return ""
    lines = ("".join(text.text or "" for text in line.iter("{*}t")) for line in body.iter("{*}p"))
    return "\n".join(line for line in lines if line.strip())
