"""Paragraphs and tables laid out as one text: an empty line between paragraphs, tables as `tables` writes them.

Numbers and signs are shown, but are not looked at when speakers are found.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from qualcode.transcripts.importers.tables import (
    BETWEEN_CELLS,
    BETWEEN_ROWS,
    Placed,
    text_of_rows,
    turns_around,
    turns_of_rows,
)
from qualcode.transcripts.transcript import Turn

_WORD_BEFORE = re.compile(r"\S+[ \t]*\Z")
_WORD_AFTER = re.compile(r"\s*(\S+)")
_NEAR = 200  # characters to look for a word beside a comment that marks none
_LABEL_END = re.compile(r"\s*[:：\t]")
_PARAGRAPH = re.compile(r"\S(?:[^\n]++|\n(?!\n))*+")


@dataclass(slots=True, eq=False)
class Mark:
    """A place among the words (code points); it is known when all is laid out."""

    at: int = 0


@dataclass
class Paragraph:
    """A paragraph's words, with the bold characters at the start of its lines (by offset) and the marks in it.

    `asides` are the stretches (half-open) of numbers and signs that are shown but not said.
    `tight` says that a line end and no empty line stands above it, as between the items of a list.
    """

    text: str = ""
    bold: dict[int, int] = field(default_factory=dict)
    marks: list[tuple[int, Mark]] = field(default_factory=list)
    asides: list[tuple[int, int]] = field(default_factory=list)
    heading: bool = False
    title: bool = False
    tight: bool = False


@dataclass
class Table:
    """Rows of cells, each cell with the blocks in it."""

    rows: list[list[list[Block]]] = field(default_factory=list)


Block: TypeAlias = Paragraph | Table


class LaidOut:
    """One text made of blocks: an empty line between paragraphs, tables as `tables` writes them."""

    def __init__(self) -> None:
        self.bold: dict[int, int] = {}
        self.headings: set[int] = set()
        self.tables: list[Placed] = []
        self.title: str | None = None
        self._asides: list[tuple[int, int]] = []
        self._pieces: list[str] = []
        self._length = 0
        self._waiting: list[Mark] = []

    def text(self) -> str:
        for mark in self._waiting:
            mark.at = self._length
        return "".join(self._pieces)

    def turns(self, text: str) -> tuple[Turn, ...]:
        """Who says what: numbers and signs are not looked at, but belong to the words they stand before."""
        looked_at = blanked(text, self._asides)
        turns = turns_around(looked_at, self.tables, bold=self.bold, headings=self.headings)
        before = {_next_word(looked_at, end): _next_word(text, start) for start, end in self._asides}
        return tuple(replace(turn, start=before.get(turn.start, turn.start)) for turn in turns)

    def take_notes(self, notes: Iterable[Block]) -> None:
        """Append blocks that nobody speaks."""
        start = self._length + len(BETWEEN_ROWS) if self._pieces else 0
        self.take(notes)
        self.tables.append(Placed(start, self._length, turns_of_nobody("".join(self._pieces), start)))

    def take(self, blocks: Iterable[Block]) -> None:
        for block in blocks:
            if isinstance(block, Paragraph):
                self._paragraph(block)
            else:
                self._table(block)

    def _paragraph(self, paragraph: Paragraph) -> None:
        if not paragraph.text.strip():
            self._waiting.extend(mark for _, mark in paragraph.marks)
            return
        start = self._put(paragraph.text, tight=paragraph.tight)
        self._place(start, paragraph)
        if paragraph.heading:
            self.headings.add(start)
        if paragraph.title and self.title is None:
            self.title = " ".join(paragraph.text.split())

    def _place(self, start: int, paragraph: Paragraph) -> None:
        for at, mark in paragraph.marks:
            mark.at = start + at
        for at, count in paragraph.bold.items():
            self.bold[start + at] = count
        self._asides.extend((start + first, start + end) for first, end in paragraph.asides)

    def _put(self, text: str, *, tight: bool = False) -> int:
        """Append a text and return where it starts."""
        divider = "" if not self._pieces else "\n" if tight else "\n\n"
        start = self._length + len(divider)
        self._pieces.append(divider + text)
        self._length = start + len(text)
        for mark in self._waiting:
            mark.at = start
        self._waiting = []
        return start

    def _table(self, table: Table) -> None:
        rows = [[joined(cell) for cell in row] for row in table.rows]
        if all(sum(bool(cell.text.strip()) for cell in row) <= 1 for row in rows):
            self.take(block for row in table.rows for cell in row for block in cell)  # a frame around paragraphs
            return
        texts = [[cell.text for cell in row] for row in rows]
        start = offset = self._put(text_of_rows(texts))
        for row in rows:
            if not any(cell.text.strip() for cell in row):
                for cell in row:
                    for _, mark in cell.marks:
                        mark.at = offset
                continue
            for number, cell in enumerate(row):
                if number:
                    cell.bold = {}
                self._place(offset, cell)
                offset += len(cell.text) + len(BETWEEN_CELLS)
            offset += len(BETWEEN_ROWS) - len(BETWEEN_CELLS)
        # A row of nothing but numbers must not fall out, or all below it would move up.
        said = [[blanked(cell.text, cell.asides) for cell in row] for row in rows]
        looked_at = [cells if any(map(str.strip, cells)) else as_is for cells, as_is in zip(said, texts, strict=True)]
        turns = turns_of_rows(looked_at)
        if turns is not None:
            moved = tuple(replace(turn, start=turn.start + start, end=turn.end + start) for turn in turns)
            self.tables.append(Placed(start, self._length, moved))


def joined(blocks: Iterable[Block]) -> Paragraph:
    """Blocks as one paragraph, their texts on lines of their own; the cells of a table in it divided by tabs."""
    return _divided(_flat(blocks), "\n")


def _flat(blocks: Iterable[Block]) -> Iterator[Paragraph]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        else:
            for row in block.rows:
                yield _divided((joined(cell) for cell in row), BETWEEN_CELLS)


def _divided(paragraphs: Iterable[Paragraph], divider: str) -> Paragraph:
    """Paragraphs as one, those without words left out; bold is kept where it starts a line."""
    pieces: list[str] = []
    length = 0
    joined = Paragraph()
    for paragraph in paragraphs:
        if paragraph.text.strip():
            if pieces:
                pieces.append(divider)
                length += len(divider)
            if divider == "\n" or not pieces:
                joined.bold.update({length + at: count for at, count in paragraph.bold.items()})
            joined.marks.extend((length + at, mark) for at, mark in paragraph.marks)
            joined.asides.extend((length + first, length + end) for first, end in paragraph.asides)
            pieces.append(paragraph.text)
            length += len(paragraph.text)
        else:
            joined.marks.extend((length, mark) for _, mark in paragraph.marks)
    joined.text = "".join(pieces)
    return joined


def turns_of_nobody(text: str, start: int) -> tuple[Turn, ...]:
    """A turn for each paragraph of a text from `start` on, spoken by nobody."""
    found = _PARAGRAPH.finditer(text, start)
    return tuple(Turn(match.start(), match.start() + len(match[0].rstrip())) for match in found)


def word_at(text: str, place: int) -> tuple[int, int]:
    """The word beside a place, half-open: the one before it on its line, else the one after; empty for none."""
    first = max(0, place - _NEAR)
    before = _WORD_BEFORE.search(text, first, place)
    if before is not None:
        return before.start(), before.start() + len(before[0].rstrip())
    after = _WORD_AFTER.match(text, place, place + _NEAR)
    return after.span(1) if after else (place, place)


def blanked(text: str, asides: Iterable[tuple[int, int]]) -> str:
    """The text with spaces for what opens a line or ends a label, as long as before; `1:` stays, it is a label."""
    pieces: list[str] = []
    offset = 0
    for start, end in asides:
        opens = start == 0 or text[start - 1] in "\n\t"
        alone = opens and text[end : end + 1] in ("", "\n", "\t")
        if not alone and (
            (opens and not text[start:end].rstrip().endswith((":", "："))) or _LABEL_END.match(text, end)
        ):
            pieces += [text[offset:start], " " * (end - start)]
            offset = end
    pieces.append(text[offset:])
    return "".join(pieces)


def _next_word(text: str, place: int) -> int:
    """Where the next word of the line starts."""
    while place < len(text) and text[place] in " \t":
        place += 1
    return place
