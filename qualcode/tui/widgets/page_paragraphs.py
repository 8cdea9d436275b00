"""A page of numbers as paragraphs for a reading page: tables in columns, pictures drawn in letters."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap

from qualcode.exports.figures import Table
from qualcode.exports.page import Blanks, Cards, Facts, Page, Part, Room, Sheet, Topic
from qualcode.exports.page import Paragraph as Words
from qualcode.exports.plain_pictures import lines_of
from qualcode.exports.printed import PrintedExcerpt, SeeExcerpt
from qualcode.transcripts.graphemes import cells, cut
from qualcode.tui.widgets.reading_page import Paragraph

_GAP = 2
_NARROWEST = 40


def page_paragraphs(page: Page, width: int) -> list[Paragraph]:
    """The page fitted to lines of `width` cells; a table that is wider goes on below, with its first column again."""
    return list(_paragraphs(page, max(_NARROWEST, width)))


def _paragraphs(page: Page, width: int) -> Iterator[Paragraph]:
    if page.audience.notice:
        yield from (Paragraph(page.audience.notice, "warning"), Paragraph(""))
    yield Paragraph(page.title, "title")
    yield Paragraph(f"{page.study}, {page.day}", "quiet")
    for section in page.sections:
        yield from (Paragraph(""), Paragraph(section.title, "title" if section.level == 1 else "heading"))
        for part in section.parts:
            yield Paragraph("")
            yield from _part(part, width)


def _part(part: Part, width: int) -> Iterator[Paragraph]:
    if isinstance(part, Words):
        yield Paragraph(part.words, "quiet" if part.quiet else "heading" if part.strong else "plain")
    elif isinstance(part, Facts):
        for fact in part.lines:
            yield Paragraph(f"{fact.label}: {fact.value}", indent=2, label="·")
    elif isinstance(part, PrintedExcerpt):
        yield from _quoted(part)
    elif isinstance(part, SeeExcerpt):
        yield Paragraph(f"{part.lead}{part.printed_as}, printed under {part.under} ({part.id}).", "quiet", 4)
    elif isinstance(part, (Cards, Blanks, Room, Topic)):
        yield from _sheet(part)
    elif isinstance(part, Table):
        yield Paragraph(part.caption, "heading")
        yield from _table(part, width)
        if part.notes:
            yield Paragraph(" ".join(part.notes), "quiet")
    else:
        first, *lines = lines_of(part, width)
        yield Paragraph(first, "heading")
        yield from (Paragraph(line, unbroken=True) for line in lines)
        if part.note:
            yield Paragraph(part.note, "quiet")


def _sheet(part: Sheet) -> Iterator[Paragraph]:
    """What is filled in by hand; of what is empty only that it is there."""
    if isinstance(part, Cards):
        for card in part.cards:
            yield from _quoted(card)
            yield Paragraph("")
    elif isinstance(part, Topic):
        yield Paragraph(part.words, label=f"{part.id} ")
        yield from (Paragraph(note, "quiet", 2) for note in part.notes)
    elif isinstance(part, Blanks):
        yield Paragraph(part.caption, "heading")
        yield Paragraph(f"{' | '.join(part.headings)}: {len(part.rows)} rows to write in", "quiet")
    else:
        yield Paragraph(f"({part.lines} lines to write on)", "quiet")


def _quoted(excerpt: PrintedExcerpt) -> Iterator[Paragraph]:
    labelled = len({line.who for line in excerpt.words.lines}) > 1
    for line in excerpt.words.lines:
        yield Paragraph(f"{line.who}: {line.words}" if labelled and line.who else line.words, "quote", 4)
    yield Paragraph(f"— {excerpt.attribution.text} ({excerpt.id})", "quiet", 4)


def _table(table: Table, width: int) -> Iterator[Paragraph]:
    drawn = _Drawn(table, width)
    for number, columns in enumerate(drawn.blocks()):
        if number:
            yield Paragraph("")
        yield from drawn.head(columns)
        for row in table.every_row:
            look = "heading" if row.strong else "quiet" if row is table.base else "plain"
            yield Paragraph(drawn.line(table.text(row), columns, 2 * row.depth), look, unbroken=True)


class _Drawn:
    """A table in lines of `width` cells: how wide each column is, and which stand beside each other."""

    def __init__(self, table: Table, width: int) -> None:
        self._right = [column.is_number for column in table.columns]
        self._width = width
        self._heads = [column.name.replace("\n", " ") for column in table.columns]
        longest = [max(map(cells, head.split()), default=1) for head in self._heads]
        for row in table.every_row:
            needed = list(map(cells, table.text(row)))
            needed[0] += 2 * row.depth
            longest = list(map(max, longest, needed))
        most = width // 2
        self._widths = [min(needed, most) for needed in longest]

    def blocks(self) -> Iterator[list[int]]:
        """The places of the columns that fit beside the first, block by block."""
        block, used = list[int](), self._widths[0]
        for place, wide in enumerate(self._widths[1:], start=1):
            if block and used + _GAP + wide > self._width:
                yield block
                block, used = [], self._widths[0]
            block.append(place)
            used += _GAP + wide
        yield block

    def head(self, columns: list[int]) -> Iterator[Paragraph]:
        """The columns' names in as many lines as the longest needs, all on the same foot."""
        places = (0, *columns)
        wrapped = {place: wrap(self._heads[place], self._widths[place]) or [""] for place in places}
        high = max(map(len, wrapped.values()))
        for number in range(high):
            text = [""] * len(self._heads)
            for place, lines in wrapped.items():
                above = high - len(lines)
                text[place] = lines[number - above] if number >= above else ""
            yield Paragraph(self.line(text, columns), "quiet", unbroken=True)

    def line(self, text: list[str], columns: list[int], indent: int = 0) -> str:
        """A row's first cell and those of some columns."""
        parts = [self._fitted(" " * indent + text[0], 0)]
        return (" " * _GAP).join([*parts, *(self._fitted(text[place], place) for place in columns)])

    def _fitted(self, words: str, place: int) -> str:
        line = cut(words.replace("\n", " "), self._widths[place])
        space = " " * (self._widths[place] - cells(line))
        return space + line if self._right[place] else line + space
