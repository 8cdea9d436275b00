"""An OpenDocument text as a draft: words as LibreOffice shows them, tracked changes taken as made."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qualcode.essays.drafts.draft import Beside, Cell, Paragraph, Read, SetApart, Sign, Where
from qualcode.transcripts.clean import clean
from qualcode.transcripts.importers.odt import UNREAD, roots, text_in
from qualcode.transcripts.importers.odt_styles import whole_number
from qualcode.transcripts.importers.ooxml import attribute, child_of, tag_of

if TYPE_CHECKING:
    from lxml.etree import _Element

_SPACES = re.compile(r"[ \t\r\n]+")
_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+")
_NOT_SAID = UNREAD | {"annotation", "annotation-end"}
_QUOTATION = re.compile(r"quot|block.?text|zitat|extract|verbatim", re.IGNORECASE)
_LENGTH = re.compile(r"([0-9.]+)(cm|mm|in|pt)")
_MILLIMETRES = {"cm": 10.0, "mm": 1.0, "in": 25.4, "pt": 0.353}
_LEAST_INDENT = 7.0  # millimetres
_AROUND = re.compile(r"(header|footer)(?:-(?:left|first))?")
_BESIDE = {"annotation": "a comment", "deletion": "deleted words"}
_MOST_PARENTS = 50
_MOST_SPACES = 1000


def read(data: bytes) -> Read:
    """The paragraphs of an OpenDocument text; raises Problem where it is damaged, locked or something else."""
    content, others = roots(data)
    apart = _set_apart([content, *others])
    walk = _Walk(apart)
    walk.children(text_in(content))
    around = _around([content, *others], apart)
    return Read((*walk.found, *walk.notes, *around), tuple(_beside([content, *others])))


def _around(parts: Iterable[_Element], apart: dict[str, SetApart]) -> Iterator[Paragraph]:
    """The paragraphs of headers and footers, those that say the same once."""
    known: set[str] = set()
    for part in parts:
        for element in part.iter("{*}*"):
            kind = _AROUND.fullmatch(tag_of(element))
            if kind is not None:
                walk = _Walk(apart, _where=Where(kind[1]))
                walk.children(element)
                yield from (one for one in walk.found if one.words not in known)
                known.update(one.words for one in walk.found)


def _beside(parts: Iterable[_Element]) -> Iterator[Beside]:
    """What is in the file beside its text: comments, words that were deleted."""
    for part in parts:
        for tag, what in _BESIDE.items():
            for element in part.iter(f"{{*}}{tag}"):
                words = " ".join(" ".join(map(str, element.itertext())).split())
                if words:
                    yield Beside(what, words)


@dataclass
class _Walk:
    """A walk through the text; paragraphs of notes are kept apart."""

    apart: dict[str, SetApart]
    found: list[Paragraph] = field(default_factory=list)
    notes: list[Paragraph] = field(default_factory=list)
    _where: Where = Where.TEXT
    _note: int = 0
    _counts: dict[Where, int] = field(default_factory=dict)
    _cell: Cell | None = None
    _tables: int = 0

    def children(self, element: _Element) -> None:
        for child in element:
            tag = tag_of(child)
            if tag in ("p", "h"):
                self._paragraph(child, heading=tag == "h")
            elif tag in ("table", "text-box"):
                self._within(child, Where.TABLE if tag == "table" else Where.BOX)
            elif tag == "table-row" and self._cell is not None:
                self._cell = Cell(self._cell.table, self._cell.row + 1, -1)
                self.children(child)
            elif tag in ("table-cell", "covered-table-cell") and self._cell is not None:
                self._cell = Cell(self._cell.table, self._cell.row, self._cell.column + 1)
                self.children(child)
            elif tag and tag not in _NOT_SAID:
                self.children(child)

    def _within(self, element: _Element, where: Where) -> None:
        outside = self._where, self._cell
        self._where = self._where if self._where.is_note else where
        self._cell = Cell(self._tables, -1, -1) if where is Where.TABLE else None
        self._tables += where is Where.TABLE
        self.children(element)
        self._where, self._cell = outside

    def _paragraph(self, element: _Element, *, heading: bool) -> None:
        pieces: list[str] = []
        aside: list[tuple[_Element, int]] = []
        _inside(element, pieces, aside)
        words = _UNSEEN.sub("", clean("".join(pieces))).strip(" ")
        if words.strip():
            apart = self.apart.get(attribute(element, "style-name"), SetApart.NOT)
            signs = tuple(self._signs([(one, at) for one, at in aside if tag_of(one) == "note"]))
            told = Paragraph(words, self._where, self._note, apart, heading, self._cell, signs)
            (self.notes if self._where.is_note else self.found).append(told)
        for one, _ in aside:
            if tag_of(one) == "note":
                self._take_note(one)
            elif tag_of(one) in ("p", "h"):
                self._paragraph(one, heading=False)
            else:
                self._within(one, Where.BOX)

    def _signs(self, notes: Iterable[tuple[_Element, int]]) -> Iterator[Sign]:
        """The signs of notes that are taken next."""
        counts = dict(self._counts)
        for note, at in notes:
            if child_of(note, "note-body") is not None:
                where = _kind(note)
                counts[where] = counts.get(where, 0) + 1
                yield Sign(at, where, counts[where])

    def _take_note(self, note: _Element) -> None:
        body = child_of(note, "note-body")
        if body is None:
            return
        outside = self._where, self._note, self._cell
        self._cell = None
        self._where = _kind(note)
        self._note = self._counts[self._where] = self._counts.get(self._where, 0) + 1
        self.children(body)
        self._where, self._note, self._cell = outside


def _kind(note: _Element) -> Where:
    return Where.ENDNOTE if attribute(note, "note-class") == "endnote" else Where.FOOTNOTE


def _inside(element: _Element, pieces: list[str], aside: list[tuple[_Element, int]]) -> None:
    """The words of a paragraph; `aside` takes what hangs on it (notes, frames and shapes), each with where."""
    _write(pieces, element.text)
    for child in element:
        tag = tag_of(child)
        if tag == "s":
            pieces.append(" " * min(whole_number(attribute(child, "c"), 1), _MOST_SPACES))
        elif tag == "tab":
            pieces.append("\t")
        elif tag == "line-break":
            pieces.append("\n")
        elif tag in ("note", "frame", "custom-shape", "text-box", "g", "rect", "caption", "p", "h"):
            aside.append((child, len(_UNSEEN.sub("", "".join(pieces)))))
        elif tag and tag not in _NOT_SAID:
            _inside(child, pieces, aside)
        _write(pieces, child.tail)


def _write(pieces: list[str], words: str | None) -> None:
    """Take words, their white space as it is shown: once, and not at the start."""
    if words:
        words = _SPACES.sub(" ", words)
        before = pieces[-1][-1:] if pieces else " "
        pieces.append(words.lstrip(" ") if before in " \n" else words)


def _set_apart(parts: Iterable[_Element]) -> dict[str, SetApart]:
    """The paragraph styles that set a paragraph apart, by their names."""
    parents: dict[str, str] = {}
    indented: set[str] = set()
    for part in parts:
        for style in part.iter("{*}style"):
            name = attribute(style, "name")
            if attribute(style, "family") == "paragraph" and name not in parents:
                parents[name] = attribute(style, "parent-style-name")
                if _margin(child_of(style, "paragraph-properties")) >= _LEAST_INDENT:
                    indented.add(name)
    found: dict[str, SetApart] = {}
    for name in {*parents, *parents.values()}:
        line = [name]
        while parents.get(line[-1]) and len(line) < _MOST_PARENTS:
            line.append(parents[line[-1]])
        if any(map(_QUOTATION.search, line)):
            found[name] = SetApart.QUOTATION
        elif name in indented and not any("List" in one or "Head" in one for one in line):
            found[name] = SetApart.INDENTED
    return found


def _margin(properties: _Element | None) -> float:
    """The indentation on the left, in millimetres."""
    if properties is None:
        return 0.0
    length = _LENGTH.fullmatch(attribute(properties, "margin-left"))
    try:
        return 0.0 if length is None else float(length[1]) * _MILLIMETRES[length[2]]
    except ValueError:  # 1.2.3cm
        return 0.0
