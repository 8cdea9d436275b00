"""What is filled in by hand, in Word: cards to cut out, tables and lines to write in, as WordprocessingML."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from qualcode.exports.page import Blanks, Cards, Room, Sheet, Topic
from qualcode.exports.printed import PrintedExcerpt
from qualcode.exports.spoken import runs_left
from qualcode.exports.word_excerpts import ExcerptPieces
from qualcode.exports.wordml import LEFT, attribute, paragraph, run, text

_ACROSS = 2  # cards beside each other
_ABOVE_CARDS = 1_200  # twips that a heading above the first cards takes
_CARD_EDGES = "".join(
    f'<w:{edge} w:val="dashed" w:sz="6" w:space="0" w:color="7F8C93"/>'
    for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_CARD_MARGINS = "".join(
    f'<w:{edge} w:w="{space}" w:type="dxa"/>'
    for edge, space in (("top", 200), ("left", 260), ("bottom", 200), ("right", 260))
)
_CELL_EDGES = _CARD_EDGES.replace("dashed", "single").replace("7F8C93", "B8C4CA")
_ROW_HEIGHT = 640
# Of the words of a card in half points, by how many characters they have at most.
_SIZES = ((160, 30), (320, 26), (520, 23), (10_000, 20))
_ID = '<w:rFonts w:ascii="Consolas" w:hAnsi="Consolas" w:cs="Consolas"/><w:b/><w:bCs/>'


@dataclass(kw_only=True)
class SheetPieces(ExcerptPieces):
    """Writes sheets to be filled in among the pieces of a document."""

    def sheet(self, part: Sheet) -> Iterator[str]:
        """One of them."""
        if isinstance(part, Cards):
            yield self._cards(part)
            yield self.line("TableNote", "")
        elif isinstance(part, Blanks):
            if part.caption:
                yield self.caption("TableCaption", "Table", part.caption)
            yield self._blanks(part)
            yield self.line("TableNote", "")
        elif isinstance(part, Room):
            yield from (self.line("WritingLine", "") for _ in range(part.lines))
        else:
            yield from self._topic(part)

    def _topic(self, topic: Topic) -> Iterator[str]:
        start, end = self.numbers.bookmark(topic.id)
        lead = _sized(f"{topic.id}\u2002", 22, _ID)
        yield paragraph(self.styles["Normal"], start, lead, run(topic.words), end, properties="<w:keepNext/>")
        for note in topic.notes:
            yield self.line("TableNote", note, "<w:keepNext/>")

    def _cards(self, part: Cards) -> str:
        """A table of which two rows fill a page; it ends where the last card does."""
        width = self.width // _ACROSS
        height = (self.height - _ABOVE_CARDS) // 2
        rows = [part.cards[at : at + _ACROSS] for at in range(0, len(part.cards), _ACROSS)]
        inside = "".join(
            f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{height}" w:hRule="atLeast"/></w:trPr>'
            f"{''.join(_cell(self._card(card), width) for card in row)}"
            f"{_cell(self.line('CardSource', ''), width) * (_ACROSS - len(row))}</w:tr>"
            for row in rows
        )
        words = f"Cards to cut out: {', '.join(card.id for card in part.cards)}"
        return _table([width] * _ACROSS, inside, _CARD_EDGES, words, _CARD_MARGINS)

    def _card(self, card: PrintedExcerpt) -> str:
        start, end = self.numbers.bookmark(card.id)
        size = next(size for most, size in _SIZES if len(card.words.text) <= most or most == _SIZES[-1][0])
        labelled = len({line.who for line in card.words.lines}) > 1
        said = (
            paragraph(
                self.styles["CardWords"],
                run(f"{line.who}\u2002", self.styles["SpeakerName"]) if labelled and line.who else "",
                _sized(line.words, size),
                left=runs_left(line.words),
            )
            for line in card.words.lines
        )
        lead = paragraph(self.styles["CardId"], start, _sized(card.id, 40, _ID), end)
        return lead + "".join(said) + self.line("CardSource", card.attribution.text)

    def _blanks(self, part: Blanks) -> str:
        whole = sum(part.shares)
        widths = [self.width * share // whole for share in part.shares]
        # One without a caption belongs to what stands above it, and stays with that on a page.
        keep, first = ("", _ID) if part.caption else ("<w:keepNext/>", "<w:b/><w:bCs/>")
        head = "".join(
            _cell(self.line("TableHead", name, keep), width)
            for name, width in zip(part.headings, widths, strict=True)
        )
        last = len(part.filled) - 1
        rows = "".join(
            f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{_ROW_HEIGHT}" w:hRule="atLeast"/></w:trPr>'
            + "".join(
                _cell(
                    paragraph(
                        self.styles["TableText"],
                        _sized(cell, 21, "" if place else first),
                        properties=keep if number < last else "",
                    ),
                    width,
                )
                for place, (cell, width) in enumerate(zip(row, widths, strict=True))
            )
            + "</w:tr>"
            for number, row in enumerate(part.filled)
        )
        inside = f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>{rows}"
        return _table(widths, inside, _CELL_EDGES, part.caption or ", ".join(part.headings))


def _sized(words: str, half_points: int, properties: str = "") -> str:
    size = f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'
    way = LEFT if runs_left(words) else ""
    return f"<w:r><w:rPr>{properties}{size}{way}</w:rPr>{text(words)}</w:r>" if words else ""


def _cell(inside: str, width: int) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{inside}</w:tc>'


def _table(widths: list[int], rows: str, edges: str, alt_text: str, margins: str = "") -> str:
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    cells = f"<w:tblCellMar>{margins}</w:tblCellMar>" if margins else ""
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{edges}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/>{cells}<w:tblDescription w:val={attribute(alt_text)}/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )
