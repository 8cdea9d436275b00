"""The blocks of a Word document put together as one text, with the places that were marked on the way.

Marks travel in the words themselves, as control characters that no XML can hold, so that they keep their place
whatever is joined, moved into a table or left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from qualcode.transcripts.clean import clean, newlines
from qualcode.transcripts.importers.laid_out import blanked, turns_of_nobody
from qualcode.transcripts.importers.tables import (
    BETWEEN_CELLS,
    BETWEEN_ROWS,
    Placed,
    TablesAbove,
    text_of_rows,
    turns_around,
    turns_of_rows,
)
from qualcode.transcripts.transcript import Turn

BETWEEN_LINES = "\n"  # of one cell
_OPENS, _CLOSES, _NUMBER, _SIGN, _END = "\x01", "\x02", "\x03", "\x04", "\x05"
_MARK = re.compile("\x01([0-9]+)\x02|([\x03\x04\x05])")
_PLACE = re.compile("\x01[0-9]+\x02")
_MARKED = re.compile("[\x01\x03\x04]")


def mark(number: int) -> str:
    """A place to be found again by its number, with no width of its own."""
    return f"{_OPENS}{number}{_CLOSES}"


def number(words: str) -> str:
    """A list's number, which is shown, but is neither words nor part of a speaker's label."""
    return f"{_NUMBER}{words}{_END}"


def sign(words: str) -> str:
    """A note's sign, which is words, but no part of a speaker's label."""
    return f"{_SIGN}{words}{_END}"


def without_marks(block: Block) -> Block:
    """A block without the places marked in it, whose numbers mean nothing outside their own document."""
    if isinstance(block, Paragraph):
        return replace(block, words=_PLACE.sub("", block.words))
    cells = ([replace(one, words=_PLACE.sub("", one.words)) for one in cell] for row in block.rows for cell in row)
    return Table([[next(cells) for _ in row] for row in block.rows])


def bare_words(words: str) -> str:
    """Marked words as they are shown."""
    return _MARK.sub("", words) if _MARKED.search(words) else words


def bold_start(pieces: list[tuple[str, bool]]) -> int:
    """How many characters at the start are bold; 0 where the first words are not."""
    count = 0
    some = False
    for words, bold in pieces:
        words = bare_words(words)
        if not bold and words.strip():
            break
        if not some and not bold and words:
            return 0
        some = some or (bold and bool(words))
        count += len(words)
    return count if some else 0


@dataclass(slots=True)
class Paragraph:
    """A paragraph's words with their marks; `bold` counts the bold characters at its start, after a number."""

    words: str
    bold: int = 0
    heading: bool = False
    title: bool = False


@dataclass(slots=True)
class Table:
    """The rows of a table, each a list of cells, each a list of paragraphs."""

    rows: list[list[list[Paragraph]]]


Block = Paragraph | Table


@dataclass
class Text:
    """A text as it grows: blocks with words, divided by an empty line, and what was marked, by offset."""

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    bold: dict[int, int] = field(default_factory=dict)
    headings: set[int] = field(default_factory=set)
    tables: list[Placed] = field(default_factory=list)
    asides: list[tuple[int, int]] = field(default_factory=list)
    marks: dict[int, int] = field(default_factory=dict)
    above: TablesAbove = field(default_factory=TablesAbove)

    def add(self, blocks: Iterable[Block]) -> None:
        """Append blocks; those without words only leave their marks."""
        for block in blocks:
            if isinstance(block, Table):
                self._add_table(block)
            else:
                self._add_paragraph(block)

    def add_notes(self, blocks: Iterable[Block]) -> None:
        """Append blocks that nobody speaks."""
        start = self.length
        self.add(blocks)
        self.tables = [table for table in self.tables if table.start < start]
        if start < self.length:
            start += len(BETWEEN_ROWS) if start else 0
            self.tables.append(Placed(start, self.length, turns_of_nobody(self.words(), start)))

    def words(self) -> str:
        return "".join(self.pieces)

    def turns(self) -> tuple[Turn, ...]:
        """Who says what: numbers and signs are not looked at, but belong to the words they stand before."""
        text = self.words()
        if not self.asides:
            return turns_around(text, self.tables, bold=self.bold, headings=self.headings)
        looked_at = blanked(text, self.asides)
        turns = turns_around(looked_at, self.tables, bold=self.bold, headings=self.headings)
        before = {end: start for start, end in self.asides if looked_at[start:end].isspace()}
        return tuple(replace(turn, start=before.get(turn.start, turn.start)) for turn in turns)

    def _add_paragraph(self, paragraph: Paragraph) -> None:
        start = self.length + len(BETWEEN_ROWS) if self.pieces else 0
        words = self._placed(paragraph.words, start)
        if words is None:
            return
        self._append(words, start)
        self._note_bold(paragraph, start)
        if paragraph.heading:
            self.headings.add(start)

    def _note_bold(self, paragraph: Paragraph, start: int) -> None:
        if not paragraph.bold:
            return
        before = 0
        for first, end in reversed(self.asides):
            if first <= start:
                before = end - first if first == start else 0
                break
        self.bold[start] = before + paragraph.bold

    def _add_table(self, table: Table) -> None:
        first = start = self.length + len(BETWEEN_ROWS) if self.pieces else 0
        rows: list[list[str]] = []
        asides = len(self.asides)
        for cells in table.rows:
            row: list[str] = []
            offset = start
            for cell in cells:
                row.append(self._cell(cell, offset, opens=not row))
                offset += len(row[-1]) + len(BETWEEN_CELLS)
            if any(cell.strip() for cell in row):
                rows.append(row)
                start = offset - len(BETWEEN_CELLS) + len(BETWEEN_ROWS)
        if not rows:
            return
        words = text_of_rows(rows)
        self._append(words, first)
        turns = turns_of_rows(self._looked_at(rows, first, asides), self.above)
        if turns is not None:
            moved = tuple(replace(turn, start=turn.start + first, end=turn.end + first) for turn in turns)
            self.tables.append(Placed(first, first + len(words), moved))

    def _looked_at(self, rows: list[list[str]], first: int, asides: int) -> list[list[str]]:
        """The rows without the numbers of lists in them, each cell as long as before."""
        if len(self.asides) == asides:
            return rows
        within = [(start - first, end - first) for start, end in self.asides[asides:]]
        words = blanked(text_of_rows(rows), within)
        result, offset = [], 0
        for row in rows:
            cells = []
            for cell in row:
                cells.append(words[offset : offset + len(cell)])
                offset += len(cell) + len(BETWEEN_CELLS)
            offset += len(BETWEEN_ROWS) - len(BETWEEN_CELLS)
            # A row of nothing but numbers must not fall out, or all below it would move up.
            result.append(cells if any(cell.strip() for cell in cells) else row)
        return result

    def _cell(self, paragraphs: list[Paragraph], offset: int, *, opens: bool) -> str:
        """The words of a cell, a line for each of its paragraphs; `opens` where it begins a line itself."""
        lines: list[str] = []
        for paragraph in paragraphs:
            words = self._placed(paragraph.words, offset, numbers=True)
            if words is None:
                continue
            words = words.rstrip("\n")
            if opens or lines:
                self._note_bold(paragraph, offset)
            lines.append(words)
            offset += len(words) + len(BETWEEN_LINES)
        return BETWEEN_LINES.join(lines)

    def _append(self, words: str, start: int) -> None:
        if self.pieces:
            self.pieces.append(BETWEEN_ROWS)
        self.pieces.append(words)
        self.length = start + len(words)

    def _placed(self, words: str, offset: int, *, numbers: bool = False) -> str | None:
        """The words as they will stand at `offset`, their marks noted; None where there are none.

        A list's number without words is none either, unless `numbers` asks for it.
        """
        if not _MARKED.search(words):
            return (_shown(words) or None) if words.strip() else None
        pieces: list[str] = []
        asides: list[tuple[int, int]] = []
        places: dict[int, int] = {}
        opened = at = length = 0
        said = is_number = False
        for found in (*_MARK.finditer(words), None):
            piece = _shown(words[at : found.start() if found else None])
            pieces.append(piece)
            length += len(piece)
            said = said or bool(piece.strip() and (not is_number or (numbers and any(map(str.isalnum, piece)))))
            if found is None:
                break
            at = found.end()
            if found[1]:
                places[int(found[1])] = offset + length
            elif found[2] == _END:
                asides.append((offset + opened, offset + length))
                is_number = False
            else:
                opened, is_number = length, found[2] == _NUMBER
        if not said:
            self.marks |= dict.fromkeys(places, offset)
            return None
        self.marks |= places
        self.asides += asides
        return "".join(pieces)


def _shown(words: str) -> str:
    return clean(newlines(words))


def signed(blocks: list[Block], shown: str) -> list[Block]:
    """The blocks of a note with its sign before them."""
    if not shown:
        return blocks
    first = blocks[0] if blocks else None
    if isinstance(first, Paragraph):
        return [Paragraph(f"{sign(shown)} {first.words.lstrip()}"), *blocks[1:]]
    return [Paragraph(sign(shown)), *blocks]


def titles_in(blocks: Iterable[Block]) -> Iterator[str]:
    """The words of paragraphs that are the document's title."""
    for block in blocks:
        if isinstance(block, Paragraph) and block.title:
            words = " ".join(_shown(bare_words(block.words)).split())
            if words:
                yield words
