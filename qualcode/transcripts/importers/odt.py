"""OpenDocument texts (.odt, .ott, flat .fodt): the paragraphs as LibreOffice shows them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.problem import Problem
from qualcode.transcripts.clean import plain
from qualcode.transcripts.importers.blocks import Blocks, left_out
from qualcode.transcripts.importers.choices import AS_FOUND, Choices
from qualcode.transcripts.importers.laid_out import Block, Mark, Table
from qualcode.transcripts.importers.odt_lists import Lists
from qualcode.transcripts.importers.odt_styles import Styles, whole_number
from qualcode.transcripts.importers.ooxml import attribute, child_of, tag_of
from qualcode.transcripts.importers.package import Package, Sort, damaged, locked, parsed
from qualcode.transcripts.transcript import Transcript

if TYPE_CHECKING:
    from lxml.etree import _Element

_OPEN_DOCUMENT = Sort(
    "OpenDocument text",
    "LibreOffice",
    "Open it in LibreOffice or Word, save it again, and import that.",
    "Open it in LibreOffice, save it without a password (File, Save As), and import that.",
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Elements whose words are not shown, or are shown elsewhere.
_LIST_OF_UNREAD = (
    "tracked-changes forms sequence-decls variable-decls user-field-decls dde-connection-decls event-listeners "
    "binary-data ruby-text toc-mark toc-mark-start alphabetical-index-mark alphabetical-index-mark-start "
    "user-index-mark table-of-content-source illustration-index-source table-index-source object-index-source "
    "user-index-source alphabetical-index-source bibliography-source title desc note-citation hidden-text "
    "alphabetical-index-auto-mark-file named-expressions shapes table-column table-columns soft-page-break object "
    "script object-ole plugin applet floating-frame settings scripts glue-point"
)
UNREAD = frozenset(_LIST_OF_UNREAD.split())
_SPACES = re.compile(r"[ \t\r\n]+")
_MOST_SPACES = 1000  # that one element stands for
_MOST_REPEATED = 200  # copies of a cell or row that one element stands for


def read(path: Path, data: bytes, choices: Choices = AS_FOUND) -> list[Transcript]:
    """The one transcript in an OpenDocument text; raises Problem where it is damaged, locked or something else."""
    content, others = roots(data)
    text = text_in(content)
    styles = Styles()
    styles.read(content)
    for other in others:
        styles.read(other)
    reader = _Reader(styles)
    reader.take(text)
    return [reader.blocks.transcript(path, reader.warnings())]


def roots(data: bytes) -> tuple[_Element, list[_Element]]:
    """The content of a document, and what else holds styles."""
    if not data.startswith(b"PK"):
        if b"office:document" not in data[:20_000]:
            raise _something_else(data)
        return parsed(data, _OPEN_DOCUMENT), []
    package = Package(data, _OPEN_DOCUMENT)
    if package.has("META-INF/manifest.xml"):
        manifest = package.xml("META-INF/manifest.xml")
        if any(tag_of(element) == "encryption-data" for element in manifest.iter()):
            raise locked(_OPEN_DOCUMENT)
    if not package.has("content.xml"):
        raise Problem(
            "This is not an OpenDocument text.",
            "Its name says so, but it holds no text.",
            _OPEN_DOCUMENT.remedy,
        )
    return package.xml("content.xml"), [package.xml("styles.xml")] if package.has("styles.xml") else []


def text_in(content: _Element) -> _Element:
    """The text of a document; raises Problem where it holds none."""
    text = child_of(child_of(content, "body"), "text")
    if text is None:
        raise Problem(
            "This OpenDocument file holds no text.",
            "It may be a spreadsheet, a drawing or a slide show.",
            "Copy what was said into a text, save it as .odt or .docx, and import that.",
        )
    return text


def _something_else(data: bytes) -> Problem:
    if data.startswith(_OLE):
        return locked(_OPEN_DOCUMENT)
    return damaged(_OPEN_DOCUMENT, "Its name says .odt, but it is something else.")


class _Reader:
    """The words of a document, gathered in `blocks` by walking its tree once."""

    def __init__(self, styles: Styles) -> None:
        self.blocks = Blocks()
        self._styles = styles
        self._lists = Lists(styles)
        self._counts: Counter[str] = Counter()
        self._comments: dict[str, tuple[Mark, _Element]] = {}
        self._deletions: set[str] = set()  # ids of changes whose words stand in the text, if anywhere
        self._deleting = False
        self._bold = False
        self._hidden = False
        self._space = False  # white space in the source goes on

    def warnings(self) -> Iterator[str]:
        """Sentences on what was not read."""
        yield from left_out(self._counts["deletion"], self._counts["insertion"], self._counts["hidden"])
        if self._counts["object"]:
            count = self._counts["object"]
            yield f"{count} object{' was' if count == 1 else 's were'} not read: formulas, charts or other files."

    def take(self, text: _Element) -> None:
        """Read everything below `text`, and place the comments that nothing ended."""
        self._children(text)
        for mark, annotation in self._comments.values():
            self._remark(mark, mark, annotation)

    def _children(self, element: _Element) -> None:
        for child in element:
            self._take(child)

    def _take(self, element: _Element) -> None:
        tag = tag_of(element)
        if tag == "tracked-changes":
            self._count_changes(element)
        elif tag == "object":
            self._counts["object"] += 1
        elif tag in ("change-start", "change-end"):
            self._change(element, tag)
        elif tag in UNREAD or not tag or self._is_hidden(element, tag):
            return
        elif tag in ("p", "h"):
            self._paragraph(element, tag)
        elif tag == "list":
            self._lists.begin(element)
            self._children(element)
            self._lists.end()
        elif tag in ("list-item", "list-header"):
            self._lists.begin_item(element, numbered=tag == "list-item")
            self._children(element)
            self._lists.end_item()
        elif tag == "table":
            self._table(element)
        elif tag == "frame":
            self._frame(element)
        elif tag == "text-box":
            self._box(element)
        else:
            self._children(element)

    def _is_hidden(self, element: _Element, tag: str) -> bool:
        """True for sections and paragraphs that are not shown; what is left out is counted."""
        hidden = (tag == "section" and attribute(element, "display") == "none") or (
            tag == "hidden-paragraph" and attribute(element, "is-hidden") == "true"
        )
        self._counts["hidden"] += hidden
        return hidden

    def _count_changes(self, element: _Element) -> None:
        for region in element:
            for change in region:
                self._counts[tag_of(change)] += 1
                if tag_of(change) == "deletion":
                    self._deletions.add(attribute(region, "id"))

    def _change(self, element: _Element, tag: str) -> None:
        """Leave out what stands between the marks of a deletion; most programs write it elsewhere."""
        if attribute(element, "change-id") in self._deletions:
            self._deleting = tag == "change-start"

    def _paragraph(self, element: _Element, tag: str) -> None:
        self.blocks.end()
        look = self._styles.look("paragraph", attribute(element, "style-name"))
        if look.hidden or any(
            attribute(child, "is-hidden") == "true" for child in element.iter("{*}hidden-paragraph")
        ):
            self._counts["hidden"] += _has_words(element)
            return
        self._space = True
        label = self._lists.label(element, tag == "h", look.list_style)
        if label and not self._deleting:
            self.blocks.write_number(f"{label} ")
        bold, self._bold = self._bold, bool(look.bold)
        self._inside(element)
        self._bold = bold
        self.blocks.end(heading=tag == "h" or look.title, title=look.title)

    def _inside(self, element: _Element) -> None:
        """Read what a paragraph, or a part of one, holds."""
        self._words(element.text)
        for child in element:
            self._inline(child)
            self._words(child.tail)

    def _words(self, words: str | None) -> None:
        """Write words, with white space as it is shown: once, and not at the start."""
        if not words or self._hidden or self._deleting:
            return
        words = _SPACES.sub(" ", words)
        if self._space:
            words = words.lstrip(" ")
        if words:
            self._space = words.endswith(" ")
            self.blocks.write(words, self._bold)

    def _put(self, characters: str) -> None:
        if not self._hidden and not self._deleting:
            self._space = False
            self.blocks.write(characters, self._bold)

    def _inline(self, element: _Element) -> None:
        tag = tag_of(element)
        if tag == "span":
            self._span(element)
        elif tag == "s":
            self._put(" " * min(whole_number(attribute(element, "c"), 1), _MOST_SPACES))
        elif tag == "tab":
            self._put("\t")
        elif tag == "line-break":
            self._put("\n")
            self._space = True
        elif tag == "note":
            self._note(element)
        elif tag == "annotation":
            self._begin_comment(element)
        elif tag == "annotation-end":
            self._end_comment(attribute(element, "name"))
        elif tag in ("frame", "text-box", "custom-shape", "rect", "ellipse", "g", "caption", "connector", "line"):
            self._shape(element)
        elif tag in ("p", "h", "list", "table"):
            self._take(element)
        elif tag in ("change-start", "change-end"):
            self._change(element, tag)
        elif tag == "object":
            self._counts["object"] += 1
        elif tag not in UNREAD and tag:
            self._inside(element)

    def _span(self, element: _Element) -> None:
        look = self._styles.look("text", attribute(element, "style-name"))
        bold, hidden = self._bold, self._hidden
        if look.bold is not None:
            self._bold = look.bold
        if look.hidden and not hidden:
            self._counts["hidden"] += _has_words(element)
        self._hidden = hidden or look.hidden
        self._inside(element)
        self._bold, self._hidden = bold, hidden

    def _note(self, element: _Element) -> None:
        body = child_of(element, "note-body")
        if body is None or self._hidden or self._deleting:
            return
        citation = child_of(element, "note-citation")
        own = attribute(citation, "label") if citation is not None else ""
        blocks = self._apart(body)
        self.blocks.note(blocks, at_end=attribute(element, "note-class") == "endnote", sign=own or None)
        self._space = False

    def _apart(self, element: _Element) -> list[Block]:
        """The blocks of what stands outside the paragraph it is met in."""
        bold, space, lists = self._bold, self._space, self._lists
        self._bold, self._lists = False, Lists(self._styles)
        self.blocks.enter()
        self._children(element)
        blocks = self.blocks.leave()
        self._bold, self._space, self._lists = bold, space, lists
        return blocks

    def _shape(self, element: _Element) -> None:
        """Put the words of a text box or drawn shape below the paragraph that it hangs on."""
        if not self._hidden:
            self.blocks.enter()
            self._take(element)
            self.blocks.add_below(self.blocks.leave())

    def _frame(self, element: _Element) -> None:
        """Of several renderings of one thing take the words of the box, if there is one."""
        box = child_of(element, "text-box")
        self._take(box) if box is not None else self._children(element)

    def _box(self, element: _Element) -> None:
        self.blocks.add(self._apart(element))

    def _begin_comment(self, element: _Element) -> None:
        mark = self.blocks.mark()
        name = attribute(element, "name")
        if name and name not in self._comments:
            self._comments[name] = (mark, element)
        else:
            self._remark(mark, mark, element)

    def _end_comment(self, name: str) -> None:
        if name in self._comments:
            start, element = self._comments.pop(name)
            self._remark(start, self.blocks.mark(), element)

    def _remark(self, start: Mark, end: Mark, element: _Element) -> None:
        facts = {tag_of(child): plain(child.text or "").strip() for child in element}
        written = Blocks()
        outside, self.blocks = self.blocks, written
        blocks = [block for child in element if tag_of(child) in ("p", "list") for block in self._apart_of(child)]
        self.blocks = outside
        self.blocks.comment(start, end, blocks, facts.get("creator", ""), facts.get("date", "").partition("T")[0])

    def _apart_of(self, element: _Element) -> list[Block]:
        hidden, self._hidden = self._hidden, False
        space = self._space
        self.blocks.enter()
        self._take(element)
        blocks = self.blocks.leave()
        self._hidden, self._space = hidden, space
        return blocks

    def _table(self, element: _Element) -> None:
        table = Table()
        for row in _rows(element):
            cells: list[list[Block]] = []
            covered = 0  # of the cells that come, by the one before them in the row
            for cell in row:
                copies = min(whole_number(attribute(cell, "number-columns-repeated"), 1), _MOST_REPEATED)
                if tag_of(cell) == "table-cell":
                    cells.append(self._apart(cell))
                    covered = whole_number(attribute(cell, "number-columns-spanned"), 1) - 1
                    copies -= 1
                else:
                    copies, covered = max(0, copies - covered), max(0, covered - copies)
                cells.extend([] for _ in range(copies))
            table.rows.append(cells)
        self.blocks.add([table])


def _rows(table: _Element) -> Iterator[_Element]:
    """The rows of a table, those in groups and headings too, those of tables in its cells not."""
    for child in table:
        tag = tag_of(child)
        if tag == "table-row":
            yield child
        elif tag in ("table-rows", "table-header-rows", "table-row-group"):
            yield from _rows(child)


def _has_words(element: _Element) -> bool:
    return any(str(words).strip() for words in element.itertext())
