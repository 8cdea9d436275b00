"""Tables that are transcripts: a row for each thing said, with who said it, and perhaps when, in columns.

Works on the words of cells alone, so that every format which has tables can ask it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from qualcode.transcripts.importers.columns import Columns, Rows, columns_of, label_before, name_and_time, seconds_in
from qualcode.transcripts.importers.labels import is_fact
from qualcode.transcripts.importers.turns import turns_in
from qualcode.transcripts.speakers import speaker_key
from qualcode.transcripts.transcript import Turn

BETWEEN_CELLS = "\t"
BETWEEN_ROWS = "\n\n"

_SHORT_FACT = 80
_ASIDE = re.compile(r"\s*(?:\[[^\[\]]*\]|\([^()]*\)|<[^<>]*>|\*[^*]*\*)\s*")


@dataclass(frozen=True, slots=True)
class Placed:
    """A table in a document's text, half-open, with the turns of its rows (offsets into the document)."""

    start: int
    end: int
    turns: tuple[Turn, ...]


def text_of_rows(rows: Rows) -> str:
    """The words of a table: an empty line between rows, a tab between cells; empty rows are left out."""
    return BETWEEN_ROWS.join(BETWEEN_CELLS.join(row) for row in _with_words(rows))


@dataclass
class TablesAbove:
    """What the transcripts in a document's tables so far were like: one may go on in a table without headings."""

    columns: Columns | None = None
    speakers: set[str] = field(default_factory=set)

    def fits(self, rows: Rows) -> Columns | None:
        """The columns of the table above where this one has as many, and mostly speakers who were heard there."""
        columns = self.columns
        if columns is None or columns.speaker is None or any(len(row) != columns.width for row in rows):
            return None
        keys = [speaker_key(name) for name, _ in (name_and_time(row[columns.speaker]) for row in rows) if name]
        heard = sum(key in self.speakers for key in keys)
        return replace(columns, header=False) if keys and 2 * heard >= len(keys) else None

    def note(self, columns: Columns, turns: Iterable[Turn]) -> None:
        """Remember a table that is a transcript."""
        self.columns = columns
        self.speakers |= {speaker_key(turn.speaker) for turn in turns if turn.speaker}


def turns_of_rows(rows: Rows, above: TablesAbove | None = None) -> tuple[Turn, ...] | None:
    """The turns of a table that is a transcript, offsets into `text_of_rows(rows)`; None for any other table.

    A cover sheet (Date, Place, Interviewer, each with a fact beside it) is told as well: its rows are nobody's.
    `above` is shared by all tables of a document.

    A row without a speaker goes on in the voice of the row above, unless it only says what happens ([laughs])
    or has fewer cells than the others. Words in other columns (notes, themes) are turns of nobody.
    """
    rows = _with_words(rows)
    columns = columns_of(rows) or (above.fits(rows) if above is not None else None)
    if columns is None:
        return tuple(_rows_of_nobody(rows)) if _is_cover_sheet(rows) else None
    turns = tuple(_turns(rows, columns))
    if above is not None:
        above.note(columns, turns)
    return turns


def turns_around(
    text: str,
    tables: Iterable[Placed],
    *,
    bold: Mapping[int, int] | None = None,
    headings: Iterable[int] = (),
) -> tuple[Turn, ...]:
    """The turns of a text with transcripts in tables: the tables' own, and `turns_in` of what is around them.

    `tables` come in order and do not overlap; `bold` and `headings` are as `turns_in` takes them.
    """
    bold, headings = bold or {}, frozenset(headings)
    turns: list[Turn] = []
    start = 0
    for table in (*tables, Placed(len(text), len(text), ())):
        turns.extend(_turns_within(text, start, table.start, bold, headings))
        turns.extend(table.turns)
        start = table.end
    return tuple(turns)


def _turns_within(
    text: str,
    start: int,
    end: int,
    bold: Mapping[int, int],
    headings: frozenset[int],
) -> Iterator[Turn]:
    if not text[start:end].strip():
        return
    if start == 0 and end == len(text):
        yield from turns_in(text, bold=bold, headings=headings)
        return
    inside_bold = {offset - start: count for offset, count in bold.items() if start <= offset < end}
    inside_headings = [offset - start for offset in headings if start <= offset < end]
    for turn in turns_in(text[start:end], bold=inside_bold, headings=inside_headings):
        yield replace(turn, start=turn.start + start, end=turn.end + start)


def _with_words(rows: Rows) -> list[Sequence[str]]:
    return [row for row in rows if any(cell.strip() for cell in row)]


def _is_cover_sheet(rows: list[Sequence[str]]) -> bool:
    """True for two columns, of headings that come once, some of them a form's, and of short facts."""
    if len(rows) < 2 or any(len(row) != 2 for row in rows):
        return False
    keys = [row[0].strip().rstrip(":：").rstrip() for row in rows]
    short = all(len(row[1]) <= _SHORT_FACT and not row[1].rstrip().endswith("?") for row in rows)
    return short and all(keys) and len({speaker_key(key) for key in keys}) == len(keys) and any(map(is_fact, keys))


def _rows_of_nobody(rows: list[Sequence[str]]) -> Iterator[Turn]:
    offset = 0
    for row in rows:
        yield from _whole(row, offset)
        offset += len(BETWEEN_CELLS.join(row)) + len(BETWEEN_ROWS)


def _turns(rows: list[Sequence[str]], columns: Columns) -> Iterator[Turn]:
    offset = 0
    speaker: str | None = None
    header = columns.header
    for row in rows:
        ends = offset + sum(map(len, row)) + len(BETWEEN_CELLS) * (len(row) - 1)
        if len(row) != columns.width:
            yield from _of_nobody(row, offset, range(len(row)))
        elif header:
            header = False
            yield from _whole(row, offset)
        else:
            turns, speaker = _turns_of_row(row, offset, columns, speaker)
            yield from turns
        offset = ends + len(BETWEEN_ROWS)


def _turns_of_row(
    row: Sequence[str],
    offset: int,
    columns: Columns,
    last: str | None,
) -> tuple[list[Turn], str | None]:
    """The turns of one row, in the order of its cells, and who speaks if the next row does not say."""
    seconds = seconds_in(row[columns.time]) if columns.time is not None else None
    words = row[columns.words]
    skip = 0
    if columns.speaker is not None:
        speaker, beside = name_and_time(row[columns.speaker])
        seconds = beside if seconds is None else seconds
    else:
        speaker, skip = label_before(words)
    voice = speaker or (None if _ASIDE.fullmatch(words) else last)
    facts = {columns.time, columns.end, columns.number}
    if speaker is not None:
        facts.add(columns.speaker)
    if columns.speaker is not None and not row[columns.speaker].strip():
        facts.add(columns.speaker)
    turns: list[Turn] = []
    for number, cell in enumerate(row):
        start, end = _bounds(cell, offset)
        if number == columns.words:
            start = max(start, offset + skip)
            if start < end:
                turns.append(Turn(start, end, voice, seconds))
        elif number not in facts and start < end:
            turns.append(Turn(start, end))
        offset += len(cell) + len(BETWEEN_CELLS)
    return turns, speaker or last


def _of_nobody(row: Sequence[str], offset: int, wanted: Iterable[int]) -> Iterator[Turn]:
    """A turn without a speaker for each of the cells that hold words."""
    numbers = set(wanted)
    for number, cell in enumerate(row):
        start, end = _bounds(cell, offset)
        if number in numbers and start < end:
            yield Turn(start, end)
        offset += len(cell) + len(BETWEEN_CELLS)


def _whole(row: Sequence[str], offset: int) -> Iterator[Turn]:
    """One turn without a speaker for all cells of a row."""
    start, end = _bounds(BETWEEN_CELLS.join(row), offset)
    if start < end:
        yield Turn(start, end)


def _bounds(cell: str, offset: int) -> tuple[int, int]:
    """The words of a cell without white space at their ends, as offsets from where the cell starts."""
    stripped = cell.strip()
    start = offset + len(cell) - len(cell.lstrip())
    return start, start + len(stripped)
