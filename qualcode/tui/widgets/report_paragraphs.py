"""A report's Markdown as paragraphs for a reading page: the same words, without the marks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from qualcode.transcripts.graphemes import cells, cut
from qualcode.tui.widgets.reading_page import Paragraph

_ANCHOR = re.compile(r'<a id="[^"]*"></a>')
_LINK = re.compile(r"(?<!\\)\[((?:[^\]\\]|\\.)*)\]\(#[^)]*\)")
_STARS = re.compile(r"(?<!\\)\*{1,2}")
_ESCAPED = re.compile(r"\\(.)")
_CELL_EDGE = re.compile(r"(?<!\\)\|")
_WIDEST_NAME = 34


def paragraphs(markdown: str) -> list[Paragraph]:
    """What `exports.markdown.text` printed, one paragraph for each line of it."""
    found: list[Paragraph] = []
    table: list[list[str]] = []
    for line in markdown.rstrip("\n").split("\n"):
        if line.startswith("|"):
            table.append([bare(cell.strip()) for cell in _CELL_EDGE.split(line)[1:-1]])
            continue
        found += _table(table)
        table = []
        found.append(_paragraph(line))
    return [*found, *_table(table)]


def bare(words: str) -> str:
    """The words without Markdown's marks and escapes."""
    return _ESCAPED.sub(r"\1", _STARS.sub("", _LINK.sub(r"\1", _ANCHOR.sub("", words)))).rstrip()


def _paragraph(line: str) -> Paragraph:
    depth = len(line) - len(line.lstrip("#"))
    if 1 <= depth <= 6 and line[depth : depth + 1] == " ":
        return Paragraph(bare(line[depth + 1 :]), "title" if depth <= 2 else "heading")
    if line.startswith(">"):
        return Paragraph(bare(line[1:].strip()), "quote", 4)
    if line.startswith(("<a id=", "— ")):
        return Paragraph(bare(line), "quiet", 4)
    if line.startswith("- "):
        return Paragraph(bare(line[2:]), indent=2, label="·")
    if line.startswith("  "):
        return Paragraph(bare(line.strip()), indent=2)
    return Paragraph(bare(line))


def _table(rows: Sequence[Sequence[str]]) -> Iterator[Paragraph]:
    """The rows with their columns in line; the one of dashes is left out."""
    drawn = [row for row in rows if not all(set(cell) <= set("-:") and cell for cell in row)]
    if not drawn:
        return
    widths = [
        min(_WIDEST_NAME, max(cells(row[place]) for row in drawn if place < len(row)))
        for place in range(max(len(row) for row in drawn))
    ]
    for number, row in enumerate(drawn):
        parts = []
        for place, cell in enumerate(row):
            words = cut(cell, widths[place])
            space = " " * (widths[place] - cells(words))
            parts.append(words + space if place == 0 else space + words)
        yield Paragraph("  ".join(parts), "quiet" if number == 0 else "plain", unbroken=True)
