"""The words of a finished file, read back from its bytes: what whoever gets it can read, and where it stands."""

from __future__ import annotations

import io
import re
import zipfile
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

# No name runs over an empty line.
_APART = "\n\n"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
# Elements with attributes that somebody reads: descriptions of pictures, authors, names of sheets.
_TOLD = (
    *("{*}docPr", "{*}cNvPr", "{*}comment", "{*}ins", "{*}del", "{*}sheet", "{*}definedName", "{*}tableColumn"),
    *("{*}table", "{*}property", "{*}alias", "{*}tag", "{*}hyperlink", "{*}docPartName"),
)
_TOLD_IN_HTML = ("title", "alt", "aria-label", "aria-description", "content", "placeholder", "label", "value")
_INSIDE_A_LINE = frozenset(
    (
        *("a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "dfn", "em", "font", "i", "kbd", "mark", "q", "s"),
        *("samp", "small", "span", "strong", "sub", "sup", "time", "tspan", "u", "var"),
    )
)
_PARTS = (
    ("docprops/", "the file’s properties"),
    ("customxml/", "the file’s properties"),
    ("charts/", "a chart"),
    ("header", "the head of the pages"),
    ("footer", "the foot of the pages"),
    ("comments", "a comment"),
    ("footnotes", "a footnote"),
    ("endnotes", "an endnote"),
    ("xl/workbook", "the name of a sheet"),
    ("xl/", "a cell"),
    ("_rels/", "a link"),
)
_MARKED = re.compile(r"\\([\\`*_\[\]<>|&~#+=.)-])|[*`]")
_HEADER_CODES = re.compile(r'&(?:[A-Z]|"[^"]*"|\d+)')  # of the head and foot of a sheet
_PRINTED_BY_CSS = re.compile(r'content\s*:\s*"((?:[^"\\]|\\.)*)"')


@dataclass
class ReadBack:
    """One part of a file as a text, its pieces an empty line apart; `place` is where in the file it is."""

    place: str
    starts: list[int] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    _pieces: list[str] = field(default_factory=list)
    _length: int = 0

    def add(self, words: str, place: str = "") -> None:
        """Add a piece, that stands at a place of its own within the part."""
        if words and not words.isspace():
            self.starts.append(self._length)
            self.places.append(place)
            self._pieces.append(words)
            self._length += len(words) + len(_APART)

    @property
    def text(self) -> str:
        return _APART.join(self._pieces)

    def piece_at(self, offset: int) -> tuple[int, str, str]:
        """The piece in which an offset of the text lies: where it begins, its words, and its place."""
        number = bisect_right(self.starts, offset) - 1
        return self.starts[number], self._pieces[number], self.places[number] or self.place


def read_back(name: str, content: bytes) -> Iterator[ReadBack]:
    """Each part of a finished file, by the ending of its name; what is packed in it, too."""
    suffix = PurePosixPath(name).suffix.casefold()
    if content[:2] == b"PK":
        yield from _package(content)
    elif suffix in (".html", ".svg"):
        yield _page(content, html=suffix == ".html")
    else:
        yield _lines(content.decode("utf-8-sig", "replace"), marked=suffix == ".md")


def _lines(text: str, *, marked: bool) -> ReadBack:
    found = ReadBack("the text")
    for number, line in enumerate(text.split("\n"), start=1):
        bare = unescape(_MARKED.sub(lambda match: match[1] or "", line)) if marked else line
        found.add(bare, f"line {number}")
    return found


# What is packed: Word, Excel, and charts with their workbooks


def _package(content: bytes, within: str = "") -> Iterator[ReadBack]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for entry in package.infolist():
            packed = package.read(entry)
            path = entry.filename.casefold()
            if packed[:2] == b"PK":
                yield from _package(packed, "the workbook of a chart: ")
            elif path.endswith((".xml", ".rels", ".vml")):
                place = next((words for part, words in _PARTS if part in path), "the text")
                yield _part(packed, within + place)
        if package.comment:
            yield _lines(package.comment.decode("utf-8", "replace"), marked=False)


def _part(content: bytes, place: str) -> ReadBack:
    from lxml import etree  # 20 ms

    # What a house template brings along may be faulty, and is read as far as it goes.
    reader = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True, recover=True)
    root: _Element | None = etree.fromstring(content, reader)
    found = ReadBack(place)
    if root is None:
        return found
    if root.tag.startswith(_W):
        _paragraphs(root, found)
    else:
        _elements(root, found)
    for element in root.iter(*_TOLD):
        where = "the description of a picture" if element.tag.endswith(("docPr", "cNvPr")) else ""
        for value in element.attrib.values():
            found.add(str(value), where)
    for link in root.iter("{*}Relationship"):
        if link.get("TargetMode") == "External":
            found.add(link.get("Target", ""))
    return found


def _paragraphs(root: _Element, found: ReadBack) -> None:
    """The paragraphs of a part of Word, a name that changes its type half-way read as one."""
    words: list[str] = []
    place = heading = ""
    ends = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_A}br": "\n", f"{_W}noBreakHyphen": "-"}
    begins = (f"{_W}p", f"{_A}p")
    texts = (f"{_W}t", f"{_W}delText", f"{_A}t")
    for element in root.iter(f"{_W}pStyle", f"{_W}instrText", *begins, *texts, *ends):
        if element.tag in begins:
            found.add("".join(words), place)
            words.clear()
            place = heading and f"the text under “{heading}”"
        elif element.tag in texts:
            words.append(element.text or "")
            if place == "a heading":
                heading = "".join(words)
        elif element.tag in ends:
            words.append(ends[element.tag])
        elif element.tag == f"{_W}instrText":
            found.add(element.text or "")
        elif "heading" in (element.get(f"{_W}val") or "").casefold():
            place, heading = "a heading", ""
    found.add("".join(words), place)


def _elements(root: _Element, found: ReadBack) -> None:
    """The words of each element; the runs of one cell or one paragraph of a chart as one."""
    whole = {f"{_S}si", f"{_S}is", f"{_A}p"}
    for element in root.iter(*whole):
        found.add("".join(str(words) for words in element.itertext()))
    for element in root.iter("*"):
        words = element.text
        if words and not words.isdecimal() and not any(one.tag in whole for one in element.iterancestors()):
            found.add(_HEADER_CODES.sub(" ", words) if element.tag.endswith(("Header", "Footer")) else words)


# Pages of the web, and pictures


def _page(content: bytes, *, html: bool) -> ReadBack:
    from lxml import etree  # 20 ms

    reader = (
        etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=True)
        if html
        else etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    )
    found = ReadBack("the text" if html else "a picture")
    words: list[str] = []
    heading = ""

    def finish(tag: str) -> None:
        nonlocal heading
        line = "".join(words)
        words.clear()
        if tag in ("h1", "h2", "h3", "h4"):
            found.add(line, "a heading")
            heading = " ".join(line.split())
        else:
            found.add(line, heading and f"the text under “{heading}”")

    for event, element in etree.iterwalk(etree.fromstring(content, reader), ("start", "end")):
        tag = etree.QName(element).localname if isinstance(element.tag, str) else ""
        if event == "start":
            if tag not in _INSIDE_A_LINE:
                finish("")
            elif tag == "tspan":
                words.append(" ")
            if tag == "style":
                for printed in _PRINTED_BY_CSS.finditer(element.text or ""):
                    found.add(printed[1], "the head or foot of the pages")
            elif tag != "script" and tag:
                words.append(element.text or "")
            for name in _TOLD_IN_HTML if tag else ():
                if value := element.get(name):
                    found.add(value, "a description")
        else:
            if tag not in _INSIDE_A_LINE:
                finish(tag)
            words.append(element.tail or "")
    finish("")
    return found
