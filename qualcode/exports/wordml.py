"""Pieces of WordprocessingML as text: runs, paragraphs, fields, bookmarks, links, tables.

Text, not elements: a report of 10,000 excerpts takes half the time, and python-docx's own `add_paragraph` is
quadratic. Everything that comes from a study passes through `text`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import count
from xml.sax.saxutils import quoteattr

from qualcode.exports.phrases import printable
from qualcode.exports.spoken import runs_left

_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_TEXT = '<w:t xml:space="preserve">'
LEFT = "<w:rtl/>"  # in the properties of a run, after the size of its letters
# The properties of a paragraph before which that stands to which side it runs.
_BEHIND_WAY = re.compile(r"<w:(?:adjustRightInd|snapToGrid|spacing|ind|jc|outlineLvl)\b|</w:pPr>")
_BREAKS = str.maketrans({"\n": f"</w:t><w:br/>{_TEXT}", "\t": f"</w:t><w:tab/>{_TEXT}"})


def text(words: str) -> str:
    """The words as the inside of a run, with breaks and tabs as their elements."""
    inside = printable(words).translate(_ESCAPES)
    if "\n" in inside or "\t" in inside:
        inside = inside.translate(_BREAKS)
    return f"{_TEXT}{inside}</w:t>"


def attribute(words: str) -> str:
    """The words as a quoted attribute value."""
    return quoteattr(printable(words), {"\n": "&#10;", "\t": "&#9;"})


def run(words: str, style: str = "", *, left: bool | None = None) -> str:
    """A run of words in a character style given by its id; to the `left` as its words run, unless that is said."""
    if not words:
        return ""
    way = LEFT if (runs_left(words) if left is None else left) else ""
    properties = f'<w:rStyle w:val="{style}"/>{way}' if style else way
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{text(words)}</w:r>"


def paragraph(style: str, *content: str, properties: str = "", left: bool | None = None) -> str:
    """A paragraph in the style given by its id; `properties` follow the style in `w:pPr`, in schema order.

    It begins at the right where its first words run to the `left`, unless that is said: of words after a label.
    """
    inside = "".join(content)
    if (_begins_left(inside) if left is None else left) and (match := _BEHIND_WAY.search(f"{properties}</w:pPr>")):
        properties = f"{properties[: match.start()]}<w:bidi/>{properties[match.start() :]}"
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{inside}</w:p>'


def _begins_left(inside: str) -> bool:
    """Whether the first words of a paragraph's content run to the left."""
    if LEFT not in inside:
        return False
    before = inside[: inside.find(_TEXT)]
    return LEFT in before[before.rfind("<w:r>") :]


def field_code(instruction: str, shown: str, style: str = "") -> str:
    """A field with the result to show until Word works it out again."""
    properties = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    return (
        f'<w:r>{properties}<w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r>{properties}<w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        f'<w:r>{properties}<w:fldChar w:fldCharType="separate"/></w:r>'
        f"{run(shown, style)}"
        f'<w:r>{properties}<w:fldChar w:fldCharType="end"/></w:r>'
    )


def link(bookmark: str, shown: str, style: str = "") -> str:
    """A link to a bookmark of the same document."""
    return f'<w:hyperlink w:anchor="{bookmark}" w:history="1">{run(shown, style)}</w:hyperlink>'


@dataclass
class Numbers:
    """The numbers that must be unique within one document."""

    # A template's header may have bookmarks and drawings of its own, with low numbers.
    _bookmarks: count[int] = field(default_factory=lambda: count(10_001))
    _drawings: count[int] = field(default_factory=lambda: count(10_001))

    def bookmark(self, name: str) -> tuple[str, str]:
        """The start and the end of a bookmark."""
        number = next(self._bookmarks)
        return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>', f'<w:bookmarkEnd w:id="{number}"/>'

    def drawing(self) -> int:
        """The id of the next drawing."""
        return next(self._drawings)


def chart_drawing(number: int, relationship: str, *, width: int, height: int, alt_text: str) -> str:
    """A run that holds a chart part in line with the text; `width` and `height` in EMU."""
    return (
        "<w:r><w:drawing>"
        '<wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{width}" cy="{height}"/><wp:effectExtent l="0" t="0" r="0" b="0"/>'
        f'<wp:docPr id="{number}" name="Chart {number}" descr={attribute(alt_text)}/>'
        "<wp:cNvGraphicFramePr/>"
        '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">'
        '<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
        f'r:id="{relationship}"/></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )


@dataclass(frozen=True, slots=True)
class Cell:
    """One paragraph of a table: `indent` in twips, `shade` as six hex digits, `turned` to read upwards.

    A row whose first cell stands `with_next` stays on the page of the row below.
    """

    content: str
    style: str
    indent: int = 0
    shade: str = ""
    turned: bool = False
    with_next: bool = False


def table(
    style: str,
    widths: Sequence[int],
    rows: Iterable[Sequence[Cell]],
    *,
    header_rows: int = 0,
    header_height: int = 0,
    alt_text: str = "",
    whole_rows: bool | Sequence[bool] = True,
) -> str:
    """A table of fixed column widths in twips, whose first `header_rows` repeat on every page.

    `whole_rows`, all or those said to be, stay on one page, and with all of them the heading on that of the first
    two below it.
    """
    description = f"<w:tblDescription w:val={attribute(alt_text)}/>" if alt_text else ""
    parts = [
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/>'
        f'<w:tblLook w:val="0420" w:firstRow="{int(header_rows > 0)}" w:lastRow="0" w:firstColumn="0" '
        f'w:lastColumn="0" w:noHBand="0" w:noVBand="1"/>{description}</w:tblPr><w:tblGrid>',
        *(f'<w:gridCol w:w="{width}"/>' for width in widths),
        "</w:tblGrid>",
    ]
    for number, row in enumerate(rows):
        heading = number < header_rows
        with_next = row[0].with_next or heading or (whole_rows is True and 0 < header_rows == number)
        is_whole = whole_rows if isinstance(whole_rows, bool) else whole_rows[number]
        whole = "<w:cantSplit/>" if is_whole else ""
        height = f'<w:trHeight w:val="{header_height}" w:hRule="atLeast"/>' if heading and header_height else ""
        properties = f"{whole}{height}{'<w:tblHeader/>' if heading else ''}"
        parts.append(f"<w:tr><w:trPr>{properties}</w:trPr>" if properties else "<w:tr>")
        parts.extend(_cell(cell, width, with_next=with_next) for cell, width in zip(row, widths, strict=True))
        parts.append("</w:tr>")
    parts.append("</w:tbl>")
    return "".join(parts)


def _cell(cell: Cell, width: int, *, with_next: bool) -> str:
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{cell.shade}"/>' if cell.shade else ""
    turned = '<w:textDirection w:val="btLr"/><w:vAlign w:val="center"/>' if cell.turned else ""
    keep = "<w:keepNext/>" if with_next else ""
    indent = f'<w:ind w:left="{cell.indent}"/>' if cell.indent else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}{turned}</w:tcPr>'
        f"{paragraph(cell.style, cell.content, properties=keep + indent)}</w:tc>"
    )
