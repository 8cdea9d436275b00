"""The blocks of a Word document, gathered by walking its XML once, in the order Word shows them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from qualcode.transcripts.importers.limits import LONGEST, MOST_PARAGRAPHS
from qualcode.transcripts.importers.ooxml import attribute, tag_of
from qualcode.transcripts.importers.package import WORD, too_large
from qualcode.transcripts.importers.word_elsewhere import DEEPEST, LARGEST, blocks_of_diagram, blocks_of_file
from qualcode.transcripts.importers.word_fields import Fields, shown_by_form
from qualcode.transcripts.importers.word_lists import Lists
from qualcode.transcripts.importers.word_margin import notes_of
from qualcode.transcripts.importers.word_numbers import roman
from qualcode.transcripts.importers.word_open import OpenParagraph
from qualcode.transcripts.importers.word_styles import Styles
from qualcode.transcripts.importers.word_symbols import symbol_of
from qualcode.transcripts.importers.word_tables import goes_on, in_cell, rows_of
from qualcode.transcripts.importers.word_text import (
    Block,
    Paragraph,
    Table,
    bold_start,
    mark,
    number,
    sign,
    signed,
    without_marks,
)

if TYPE_CHECKING:
    from lxml.etree import _Element

    from qualcode.transcripts.importers.package import Package

_NOT_TEXT = (
    "del moveFrom delText delInstrText instrText rt pPr rPr tblPr tblPrEx tblGrid trPr tcPr sectPr sdtPr sdtEndPr "
    "rubyPr binData datastoreItem annotationRef footnoteRef endnoteRef proofErr bookmarkStart bookmarkEnd "
    "lastRenderedPageBreak"
)
_LEFT_OUT = frozenset(_NOT_TEXT.split())
_CHARACTERS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\N{NON-BREAKING HYPHEN}"}
_COMMENTED = {"commentRangeStart": "start", "commentRangeEnd": "end", "commentReference": "reference"}
_NOTED = {"footnoteReference": "footnotes", "endnoteReference": "endnotes"}
_ELSEWHERE = {"altChunk": "part", "subDoc": "part", "relIds": "diagram", "chart": "chart"}
_CHANGED = {"del": "deletion", "moveFrom": "move", "ins": "insertion"}


class Body:
    """What a document shows: `blocks`, where comments begin and end, notes met, and counts of what was left out.

    `comments` holds the numbers of marks by comment id and by `start`, `end` or `reference`; `notes` the
    blocks of footnotes and of endnotes.
    """

    def __init__(self, package: Package, depth: int = 0, within: int = 0) -> None:
        self.blocks: list[Block] = []
        self.comments: dict[str, dict[str, int]] = {}
        self.notes: dict[str, list[Block]] = {"footnotes": [], "endnotes": []}
        self.counts: Counter[str] = Counter()
        self._package = package
        self._depth = depth
        self._within = within  # bytes of files put into the document
        self._below: list[Block] = []  # what stands below the open paragraph
        self._styles = Styles(package)
        self._lists: Lists | None = None
        self._fields = Fields()
        self._open: OpenParagraph | None = None
        self._boxes: list[_Element] = []
        self._pending = ""
        self._marks = 0
        self._closed = self._length = 0
        self._noted: dict[str, list[tuple[str, str]]] = {"footnotes": [], "endnotes": []}

    def take(self, root: _Element) -> None:
        """Read everything below `root`, then the notes that it refers to."""
        self._children(root)
        self._end()
        body, self.blocks = self.blocks, []
        for kind, blocks in self.notes.items():
            if self._noted[kind]:
                self._take_notes(kind)
                blocks += self.blocks
                self.blocks = []
        self.blocks = body

    def _take_notes(self, kind: str) -> None:
        notes = notes_of(self._package, kind)
        for note, shown in self._noted[kind]:
            if note in notes:
                first = len(self.blocks)
                self._children(notes[note])
                self._end()
                self.blocks[first:] = signed(self.blocks[first:], shown)
            else:
                self.counts[kind.removesuffix("s")] += 1

    def _end(self) -> None:
        """Close what is open, so that nothing waits for a paragraph that does not come."""
        self._close()
        if self._pending:
            self.blocks.append(Paragraph(self._pending))
            self._pending = ""
        self._take_boxes()

    def _children(self, element: _Element) -> None:
        for child in element:
            tag = tag_of(child)
            if tag == "p":
                self._paragraph(child)
            elif tag == "r":
                self._run(child)
            elif tag == "tbl":
                self._table(child)
            elif tag == "txbxContent":
                self._boxes.append(child)
            elif tag in _LEFT_OUT:
                self._count_change(tag, child)
            elif tag == "t":
                self._write(child.text or "", bold=False)  # of a formula
            elif tag:
                self._other(tag, child)

    def _other(self, tag: str, element: _Element) -> None:
        if self._note_comment(tag, element):
            return
        if tag == "AlternateContent":
            self._alternate(element)
        elif tag in _ELSEWHERE:
            self._take_from_elsewhere(tag, element)
        elif tag == "textpath":
            self._write(attribute(element, "string"), bold=False)
        else:
            if tag == "ins":
                self._count_change(tag, element)
            self._children(element)

    def _take_from_elsewhere(self, tag: str, element: _Element) -> None:
        """Read a file put into the document where it stands, a diagram below its paragraph; count what cannot be."""
        found: list[Block] = []
        name = self._package.part_by_id(attribute(element, "dm" if tag == "relIds" else "id"))
        if name is not None and tag == "relIds":
            found = blocks_of_diagram(self._package, name)
            self._below += found
        elif name is not None and tag == "altChunk" and self._depth < DEEPEST:
            data = self._package.bytes_of(name)
            self._within += len(data)
            if self._within <= LARGEST:
                found = blocks_of_file(name, data, self._blocks_within)
            self._end()
            self.blocks += found
        if not found:
            self.counts[_ELSEWHERE[tag]] += 1

    def _blocks_within(self, package: Package) -> list[Block]:
        """The blocks of a Word document in this one, its notes after its words, its comments left out."""
        body = Body(package, self._depth + 1, self._within)
        body.take(package.xml(package.main_part()))
        self.counts += body.counts
        self.counts["comment"] += len(body.comments)
        self._within = body._within
        blocks = [*body.blocks, *(note for notes in body.notes.values() for note in notes)]
        return [without_marks(block) for block in blocks]

    def _count_change(self, tag: str, element: _Element) -> None:
        if tag in _CHANGED and any(text.text for text in element.iter("{*}t", "{*}delText")):
            self.counts[_CHANGED[tag]] += 1

    def _paragraph(self, element: _Element) -> None:
        going_on = self._open if self._open is not None and self._open.joined else None
        if going_on is None:
            self._close()
            self._open = OpenParagraph()
        else:  # the mark that is left says what the paragraph is
            self._open = OpenParagraph(going_on.pieces)
        opened = self._open
        if self._pending:
            opened.pieces.append((self._pending, False))
            self._pending = ""
        for child in element:
            if tag_of(child) == "pPr":
                opened.take(child)
        opened.bold = bool(self._styles.style(opened.style).bold)
        self._children(element)
        if self._open is not None and not self._open.joined:
            self._close()
            self._take_boxes()

    def _close(self) -> None:
        """End the open paragraph."""
        if self._open is None:
            return
        opened, self._open = self._open, None
        self._fields.end_paragraph()
        label = self._label(opened)
        style = self._styles.style(opened.style)
        words = "".join(words for words, _ in opened.pieces)
        self._closed += 1
        self._length += len(words)
        if self._closed > MOST_PARAGRAPHS or self._length > LONGEST:
            raise too_large(WORD)
        if label:
            words = number(label) + words
        self.blocks.append(Paragraph(words, bold_start(opened.pieces), style.heading, style.title))

    def _label(self, opened: OpenParagraph) -> str:
        """The number that Word shows before a paragraph."""
        style = self._styles.style(opened.style)
        listed = style.list_number if opened.list_number is None else opened.list_number
        if not listed or listed == "0":
            return ""
        if self._lists is None:
            part = self._package.related_part("numbering")
            self._lists = Lists(None if part is None else self._package.xml(part), self._styles.list_of)
        level = opened.level
        if level is None and opened.list_number is None:
            level = style.level
            if level is None:
                level = self._lists.level_of_style(listed, opened.style)
        return self._lists.label(listed, level or 0)

    def _take_boxes(self) -> None:
        """Read the text boxes that hang on what was just read."""
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            outside, self._open = self._open, None
            self._children(box)
            self._end()
            self._open = outside
        below, self._below = self._below, []
        self.blocks += below

    def _run(self, element: _Element) -> None:
        opened = self._open
        if opened is None:
            opened = self._open = OpenParagraph()
        bold = opened.bold
        for child in element:
            tag = tag_of(child)
            if tag == "t":
                self._write(child.text or "", bold=bold)
            elif tag == "rPr":
                bold, hidden = self._styles.of_run(child, bold)
                if hidden:
                    self.counts["hidden"] += any(text.text for text in element.iter("{*}t"))
                    return
            elif tag in _CHARACTERS:
                self._write(_CHARACTERS[tag], bold=bold)
            elif tag in _NOTED:
                self._refer(_NOTED[tag], child)
            elif tag == "fldChar":
                self._fields.take(attribute(child, "fldCharType"))
                self._write(shown_by_form(child), bold=bold)
            elif tag == "sym":
                self._write(symbol_of(child), bold=bold)
            elif tag not in _LEFT_OUT and tag:
                self._other(tag, child)

    def _write(self, words: str, *, bold: bool) -> None:
        if words and not self._fields.silent:
            if self._open is None:
                self._open = OpenParagraph()
            self._open.pieces.append((words.replace("\n", " ") if "\n" in words and words != "\n" else words, bold))

    def _alternate(self, element: _Element) -> None:
        """Of several renderings of one thing take the first that holds words: each word comes once."""
        for child in element:
            if any(text.text for text in child.iter("{*}t")):
                self._children(child)
                return
        for child in element:
            if any(tag_of(below) in _ELSEWHERE for below in child.iter()):
                self._children(child)
                return

    def _refer(self, kind: str, element: _Element) -> None:
        """Show a note's sign: [1] for footnotes, [i] for endnotes; a sign of the writer's own stands in the text."""
        if self._fields.silent:
            return
        own = attribute(element, "customMarkFollows")
        noted = self._noted[kind]
        count = len(noted) + 1
        shown = "" if own and own not in ("0", "false") else f"[{count if kind == 'footnotes' else roman(count)}]"
        noted.append((attribute(element, "id"), shown))
        if shown:
            self._write(sign(shown), bold=False)

    def _note_comment(self, tag: str, element: _Element) -> bool:
        """Mark where a comment begins, ends or is referred to; False for a tag that does not say so."""
        if tag not in _COMMENTED:
            return False
        places = self.comments.setdefault(attribute(element, "id"), {})
        if _COMMENTED[tag] in places:
            return True
        places[_COMMENTED[tag]] = self._marks
        if self._open is None:
            self._pending += mark(self._marks)
        else:
            self._open.pieces.append((mark(self._marks), False))
        self._marks += 1
        return True

    def _table(self, element: _Element) -> None:
        """A table's rows; one of a single column is only a frame, whose paragraphs stand for themselves."""
        self._close()
        self._take_boxes()
        rows = rows_of(element, self.counts, self._note_comment, _LEFT_OUT)
        if all(len(cells) <= 1 for cells in rows):
            for cells in rows:
                for cell in cells:
                    self._children(cell)
                    self._close()
            return
        outside, self.blocks = self.blocks, []
        table = Table([])
        for place, cells in enumerate(rows):
            table.rows.append([self._cell(cell, covered=bool(place) and goes_on(cell, "vMerge")) for cell in cells])
        self.blocks = outside
        self.blocks.append(table)

    def _cell(self, element: _Element, *, covered: bool) -> list[Paragraph]:
        """A cell's paragraphs, tables in it as lines; empty where a cell above `covered` it."""
        if covered:
            return []
        self._children(element)
        self._close()
        self._take_boxes()
        blocks, self.blocks = self.blocks, []
        return in_cell(blocks)
