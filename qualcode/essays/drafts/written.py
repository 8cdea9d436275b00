"""The paragraphs of a Word draft with the elements that their words stand in, so that a comment finds its place.

Works on any tree of Word's XML, however it was parsed: the reader of drafts and the writer of comments walk the same
way, and count the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qualcode.essays.drafts.draft import Cell, SetApart, Sign, Where
from qualcode.essays.drafts.word_looks import Styles, is_hidden, is_indented
from qualcode.transcripts.clean import clean
from qualcode.transcripts.importers.ooxml import attribute, child_of, tag_of, value_of
from qualcode.transcripts.importers.word_fields import Fields
from qualcode.transcripts.importers.word_symbols import symbol_of

if TYPE_CHECKING:
    from lxml.etree import _Element

_NOT_TEXT = (
    "del moveFrom delText delInstrText instrText rt pPr rPr tblPr tblPrEx tblGrid trPr tcPr sectPr sdtPr sdtEndPr "
    "rubyPr binData datastoreItem annotationRef footnoteRef endnoteRef proofErr bookmarkStart bookmarkEnd "
    "lastRenderedPageBreak commentRangeStart commentRangeEnd commentReference softHyphen"
)
_LEFT_OUT = frozenset(_NOT_TEXT.split())
_CHARACTERS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\N{NON-BREAKING HYPHEN}"}
_NOTED = {"footnoteReference": Where.FOOTNOTE, "endnoteReference": Where.ENDNOTE}
# What is not seen: soft hyphens, joiners, marks of direction. Words are broken by them, and are no others for it.
_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+")
_DIGITS = re.compile(r"[0-9]{1,3}")
_BREAKS = str.maketrans("\u2028\u2029\x0b\x0c\x85\r", "\n\n\n\n\n\n")

Notes = Mapping[Where, Mapping[str, "_Element"]]


@dataclass(slots=True)
class Piece:
    """Words of one element of a run: from `start` in the paragraph, from `at` in the element's own text."""

    element: _Element
    start: int
    at: int
    length: int


@dataclass(slots=True)
class Written:
    """A paragraph as it is written.

    `sign` is the run in the text that refers to the note it belongs to, or that the text box hangs on.
    """

    where: Where = Where.TEXT
    note: int = 0
    sign: _Element | None = None
    cell: Cell | None = None
    pieces: list[Piece] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    length: int = 0
    style: str = ""
    indented: bool | None = None  # None where its style says it
    signs: list[Sign] = field(default_factory=list)
    joined: bool = False  # the next one goes on in it: its end was deleted, or it is a large first letter

    @property
    def words(self) -> str:
        return "".join(self.texts)

    def write(self, element: _Element, words: str, at: int = 0) -> None:
        """Take words that an element shows, those from `at` of its own text."""
        if words:
            self.pieces.append(Piece(element, self.length, at, len(words)))
            self.texts.append(clean(words.translate(_BREAKS)))
            self.length += len(words)

    def set_apart(self, styles: Styles) -> SetApart:
        """How it is set apart, given the styles of its document."""
        if self.style in styles.quotations:
            return SetApart.QUOTATION
        indented = self.style in styles.indented if self.indented is None else self.indented
        return SetApart.INDENTED if indented else SetApart.NOT


def written(
    body: _Element, notes_of: Callable[[Where], Mapping[str, _Element]], where: Where = Where.TEXT
) -> list[Written]:
    """Every paragraph below `body`, then those of the notes that it refers to, which `notes_of` gives by id."""
    walk = _Walk(where)
    walk.children(body)
    found = walk.done()
    for where in (Where.FOOTNOTE, Where.ENDNOTE):
        asked = [(identifier, sign) for kind, identifier, sign in walk.noted if kind is where]
        notes = notes_of(where) if asked else {}
        for number, (identifier, sign) in enumerate(asked, start=1):
            if identifier in notes:
                inside = _Walk(where, number, sign)
                inside.children(notes[identifier])
                found += inside.done()
    return found


class _Walk:
    """A walk through a tree, with the paragraph that is open."""

    def __init__(self, where: Where = Where.TEXT, note: int = 0, sign: _Element | None = None) -> None:
        self.noted: list[tuple[Where, str, _Element]] = []
        self._where, self._note, self._sign = where, note, sign
        self._done: list[Written] = []
        self._open: Written | None = None
        self._run: _Element | None = None
        self._boxes: list[tuple[_Element, _Element | None]] = []
        self._fields = Fields()
        self._cell: Cell | None = None
        self._tables = 0

    def done(self) -> list[Written]:
        """The paragraphs met, those without words left out."""
        self._close()
        return [one for one in self._done if one.words.strip()]

    def children(self, element: _Element) -> None:
        for child in element:
            tag = tag_of(child)
            if tag == "p":
                self._paragraph(child)
            elif tag == "r":
                self._in_run(child)
            elif tag == "tbl":
                self._within(child, Where.TABLE)
            elif tag == "tr" and self._cell is not None:
                self._cell = Cell(self._cell.table, self._cell.row + 1, _before(child) - 1)
                self.children(child)
            elif tag == "tc" and self._cell is not None:
                self._cell = Cell(self._cell.table, self._cell.row, self._cell.column + 1)
                self.children(child)
                self._cell = Cell(self._cell.table, self._cell.row, self._cell.column + _wide(child) - 1)
            elif tag == "txbxContent":
                self._boxes.append((child, self._run))
            elif tag == "AlternateContent":
                self._alternate(child)
            elif tag and tag not in _LEFT_OUT:
                self.children(child)

    def _within(self, element: _Element, where: Where, sign: _Element | None = None) -> None:
        self._close()
        outside = self._where, self._sign, self._cell
        self._cell = Cell(self._tables, -1, -1) if where is Where.TABLE else None
        self._tables += where is Where.TABLE
        if not self._where.is_note:
            # A box in a box hangs where the outer one does.
            self._where, self._sign = where, self._sign if sign is None or self._sign is not None else sign
        self.children(element)
        self._close()
        self._where, self._sign, self._cell = outside

    def _paragraph(self, element: _Element) -> None:
        going_on = self._open if self._open is not None and self._open.joined else None
        if going_on is None:
            self._close()
            self._open = Written(self._where, self._note, self._sign, self._cell)
        opened = self._open
        assert opened is not None
        opened.joined = False
        _take_look(opened, child_of(element, "pPr"))
        self.children(element)
        if not opened.joined:
            self._close()

    def _close(self) -> None:
        if self._open is not None:
            self._done.append(self._open)
            self._open = None
            self._fields.end_paragraph()
        boxes, self._boxes = self._boxes, []
        for box, run in boxes:
            self._within(box, Where.BOX, run)

    def _in_run(self, run: _Element) -> None:
        if is_hidden(run):
            return
        self._run = run
        for child in run:
            tag = tag_of(child)
            if tag == "t":
                self._write(child, child.text or "")
            elif tag in _CHARACTERS:
                self._write(child, _CHARACTERS[tag])
            elif tag == "sym":
                self._write(child, symbol_of(child))
            elif tag == "fldChar":
                self._fields.take(attribute(child, "fldCharType"))
            elif tag in _NOTED:
                self._note_sign(_NOTED[tag], attribute(child, "id"), run)
            elif tag == "AlternateContent":
                self._alternate(child)
            elif tag and tag not in _LEFT_OUT:
                self.children(child)

    def _note_sign(self, where: Where, identifier: str, run: _Element) -> None:
        self.noted.append((where, identifier, run))
        if self._open is not None:
            number = sum(kind is where for kind, _, _ in self.noted)
            self._open.signs.append(Sign(self._open.length, where, number))

    def _write(self, element: _Element, words: str) -> None:
        if self._fields.silent or not words:
            return
        if self._open is None:
            self._open = Written(self._where, self._note, self._sign, self._cell)
        at = 0
        for unseen in _UNSEEN.finditer(words):
            self._open.write(element, words[at : unseen.start()], at)
            at = unseen.end()
        self._open.write(element, words[at:], at)

    def _alternate(self, element: _Element) -> None:
        """Of several renderings of one thing take the first that holds words."""
        for child in element:
            if any(text.text for text in child.iter("{*}t")):
                self.children(child)
                return


def _before(row: _Element) -> int:
    """How many columns a row leaves out at its start."""
    properties = child_of(row, "trPr")
    return 0 if properties is None else _number(child_of(properties, "gridBefore"), 0)


def _wide(cell: _Element) -> int:
    """How many columns a cell takes."""
    properties = child_of(cell, "tcPr")
    return 1 if properties is None else max(1, _number(child_of(properties, "gridSpan"), 1))


def _number(element: _Element | None, otherwise: int) -> int:
    value = "" if element is None else value_of(element)
    return int(value) if _DIGITS.fullmatch(value) else otherwise


def _take_look(opened: Written, properties: _Element | None) -> None:
    """Take what a paragraph's properties say: its style, its indentation, and whether the next goes on in it."""
    if properties is None:
        return
    listed = False
    for child in properties:
        tag = tag_of(child)
        if tag == "pStyle":
            opened.style = value_of(child)
        elif tag == "numPr":
            listed = True
        elif tag == "ind":
            sides = attribute(child, "left") or attribute(child, "start")
            if sides:
                opened.indented = is_indented(child)
        elif tag == "rPr":
            opened.joined |= any(tag_of(end) in ("del", "moveFrom") for end in child)
        elif tag == "framePr":
            opened.joined |= attribute(child, "dropCap") in ("drop", "margin")
    if listed:
        opened.indented = False
