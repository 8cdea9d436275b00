"""Word documents: the paragraphs as Word shows them, read from the document's XML.

python-docx is not used to read: it is ten times slower, and leaves out the words in content controls, tracked
insertions, links and text boxes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.transcripts.clean import clean, newlines
from qualcode.transcripts.importers.kinds import kind_of
from qualcode.transcripts.importers.package import Package
from qualcode.transcripts.importers.turns import turns_in
from qualcode.transcripts.transcript import Transcript

if TYPE_CHECKING:
    from lxml.etree import _Element

_NOT_TEXT = (
    "del moveFrom delText delInstrText instrText rt rPr tblPr tblGrid trPr tcPr sectPr sdtPr sdtEndPr "
    "rubyPr binData datastoreItem commentReference annotationRef footnoteRef endnoteRef"
)
_LEFT_OUT = frozenset(_NOT_TEXT.split())
_CHARACTERS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\N{NON-BREAKING HYPHEN}"}
_NOTES = {"footnoteReference": "footnote", "endnoteReference": "endnote", "commentReference": "comment"}
# What Word calls these in English, and python-docx always.
_STYLES = {"Title": "title"} | {f"Heading{level}": "heading" for level in range(1, 10)}
_STYLES |= dict.fromkeys(("", "Normal", "NormalWeb", "BodyText", "ListParagraph", "NoSpacing"), "")
_OFF = ("0", "false", "off", "none")
_LISTED = "\n"  # between the paragraphs of one table cell


@dataclass
class _Paragraph:
    """A paragraph's text, how much of its start is bold, and whether it is a heading."""

    text: str
    bold: int = 0
    heading: bool = False
    title: bool = False


@dataclass
class _Open:
    """A paragraph while its runs are read; `joined` where its end was deleted in a tracked change."""

    pieces: list[tuple[str, bool]] = field(default_factory=list)
    style: str = ""
    joined: bool = False


def read(path: Path, data: bytes) -> list[Transcript]:
    """The one transcript in a Word document; raises Problem where it is damaged, locked or something else."""
    package = Package(data)
    body = _Body(package)
    body.take(package.xml(package.main_part()))
    text, bold, headings = _text_of(body.paragraphs)
    turns = turns_in(text, bold=bold, headings=headings)
    title = next((paragraph.text.strip() for paragraph in body.paragraphs if paragraph.title), None)
    kind = kind_of(path.stem, turns)
    return [Transcript(path.stem, text, turns, kind=kind, title=title, warnings=body.warnings())]


def _text_of(paragraphs: list[_Paragraph]) -> tuple[str, dict[int, int], set[int]]:
    """All paragraphs that hold words, divided by an empty line, with bold starts and headings by offset."""
    pieces: list[str] = []
    bold: dict[int, int] = {}
    headings: set[int] = set()
    length = 0
    for paragraph in paragraphs:
        text = clean(newlines(paragraph.text))
        if not text.strip():
            continue
        if paragraph.bold:
            bold[length] = paragraph.bold
        if paragraph.heading:
            headings.add(length)
        pieces.append(text)
        length += len(text) + 2
    return "\n\n".join(pieces), bold, headings


def _styles_of(package: Package) -> dict[str, str]:
    """`title`, `heading` or nothing by style id (ids are translated, names are not)."""
    part = package.related_part("styles")
    if part is None:
        return {}
    found: dict[str, str] = {}
    for style in package.xml(part).iter("{*}style"):
        name = next((_value(child) for child in style if _tag(child) == "name"), "").lower()
        meaning = "title" if name == "title" else "heading" if name.startswith("heading ") else ""
        found[_attribute(style, "styleId")] = meaning
    return found


class _Body:
    """The paragraphs of a document, gathered by walking its tree once, in the order Word shows them."""

    def __init__(self, package: Package) -> None:
        self.paragraphs: list[_Paragraph] = []
        self._package = package
        self._styles = _STYLES
        self._open: _Open | None = None
        self._boxes: list[_Element] = []
        self._notes: Counter[str] = Counter()
        self._hidden = 0
        self._deleted = False

    def take(self, element: _Element) -> None:
        """Read everything below `element`, then the text boxes that were met on the way."""
        self._children(element)
        self._close()
        while self._boxes:
            boxes, self._boxes = self._boxes, []
            for box in boxes:
                self.take(box)

    def warnings(self) -> tuple[str, ...]:
        """Sentences on what the document holds that was not read."""
        found = []
        for what in ("footnote", "endnote", "comment"):
            count = self._notes[what]
            if count:
                were = " was" if count == 1 else "s were"
                found.append(f"{count} {what}{were} not read.")
        if self._deleted:
            found.append("It has tracked changes: what was inserted is kept, what was deleted is not.")
        if self._hidden:
            found.append("Some words are hidden in Word; they were left out.")
        return tuple(found)

    def _children(self, element: _Element) -> None:
        for child in element:
            tag = _tag(child)
            if tag == "p":
                self._paragraph(child)
            elif tag == "r":
                self._run(child)
            elif tag == "tr":
                self._row(child)
            elif tag == "AlternateContent":
                self._alternate(child)
            elif tag == "txbxContent":
                self._boxes.append(child)
            elif tag == "t" and self._open is not None:  # of a formula
                self._open.pieces.append((child.text or "", False))
            elif tag in _LEFT_OUT:
                self._deleted = self._deleted or tag in ("del", "moveFrom")
            elif tag:
                self._children(child)

    def _paragraph(self, element: _Element) -> None:
        outer = self._open if self._open is not None and self._open.joined else None
        self._close(keep=outer)
        self._open = outer or _Open()
        self._open.joined = False
        for child in element:
            if _tag(child) == "pPr":
                self._properties(child)
        self._children(element)
        if not self._open.joined:
            self._close()

    def _properties(self, element: _Element) -> None:
        assert self._open is not None
        for child in element:
            tag = _tag(child)
            if tag == "pStyle":
                self._open.style = _value(child)
            elif tag == "rPr":
                self._open.joined = any(_tag(mark) in ("del", "moveFrom") for mark in child)

    def _close(self, keep: _Open | None = None) -> None:
        """End the open paragraph, unless it goes on in the next one."""
        if self._open is None or self._open is keep:
            return
        opened, self._open = self._open, None
        if opened.style not in self._styles:
            # Reading the styles takes as long as reading the text, so only where an unknown one is met.
            self._styles = {opened.style: ""} | self._styles | _styles_of(self._package)
        style = self._styles[opened.style]
        text = "".join(words for words, _ in opened.pieces)
        self.paragraphs.append(_Paragraph(text, _bold_start(opened.pieces), bool(style), style == "title"))

    def _run(self, element: _Element) -> None:
        if self._open is None:
            self._open = _Open()
        bold = False
        for child in element:
            tag = _tag(child)
            if tag == "t":
                self._open.pieces.append((child.text or "", bold))
            elif tag == "rPr":
                bold, hidden = _is_bold_or_hidden(child)
                if hidden:
                    self._hidden += 1
                    return
            elif tag in _CHARACTERS:
                self._open.pieces.append((_CHARACTERS[tag], bold))
            elif tag in _NOTES:
                self._notes[_NOTES[tag]] += 1
            elif tag == "sym":
                self._open.pieces.append((_symbol(child), bold))
            elif tag == "AlternateContent":
                self._alternate(child)
            elif tag and tag not in _LEFT_OUT:
                self._children(child)

    def _alternate(self, element: _Element) -> None:
        """Of several renderings of one thing take the first that holds words: each word comes once."""
        for child in element:
            if any(text.text for text in child.iter("{*}t")):
                self._children(child)
                return

    def _row(self, element: _Element) -> None:
        """A table row as one paragraph: its cells divided by tabs, the paragraphs of a cell by line ends."""
        self._close()
        outside, self.paragraphs = self.paragraphs, []
        cells: list[list[_Paragraph]] = []
        for cell in _cells(element):
            self._children(cell)
            self._close()
            cells.append([paragraph for paragraph in self.paragraphs if paragraph.text.strip()])
            self.paragraphs = []
        self.paragraphs = outside
        texts = [_LISTED.join(paragraph.text.strip("\n") for paragraph in cell) for cell in cells]
        first = cells[0][0].bold if cells and cells[0] else 0
        self.paragraphs.append(_Paragraph("\t".join(texts), first))


def _cells(row: _Element) -> Iterator[_Element]:
    """The cells of a row, those in content controls and tracked insertions too."""
    for child in row:
        tag = _tag(child)
        if tag == "tc":
            yield child
        elif tag and tag not in _LEFT_OUT:
            yield from _cells(child)


def _bold_start(pieces: list[tuple[str, bool]]) -> int:
    count = 0
    for words, bold in pieces:
        if not bold and words.strip():
            break
        count += len(words)
    else:
        return count if any(bold for _, bold in pieces) else 0
    return count if any(bold for words, bold in pieces[:1]) else 0


def _is_bold_or_hidden(properties: _Element) -> tuple[bool, bool]:
    bold = hidden = False
    for child in properties:
        tag = _tag(child)
        if tag == "b":
            bold = _value(child).lower() not in _OFF
        elif tag == "rStyle":
            bold = bold or _value(child) == "Strong"
        elif tag == "vanish":
            hidden = _value(child).lower() not in _OFF
    return bold, hidden


def _symbol(element: _Element) -> str:
    """The character of a symbol; those of Wingdings have no Unicode of their own and show as a bullet."""
    try:
        code = int(_attribute(element, "char"), 16)
    except ValueError:
        return ""
    return "•" if 0xE000 <= code <= 0xF8FF or not 0 < code <= 0x10FFFF else chr(code)


def _tag(element: _Element) -> str:
    """The local name; the namespaces of Word's two dialects (transitional and strict) differ."""
    return _local(element.tag) if isinstance(element.tag, str) else ""


@lru_cache(maxsize=1024)  # a document has a few dozen names, some of them ten thousand times
def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _value(element: _Element) -> str:
    return _attribute(element, "val")


def _attribute(element: _Element, name: str) -> str:
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return ""
