"""The pages of a Word document: how large they are, how they lie, and what stands at the top and foot of each."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

from qualcode.exports.word_furniture import Furniture
from qualcode.exports.word_page import Orientation

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.section import CT_SectPr
    from docx.section import Section

_TWIPS_PER_CM = 567
_USUAL_WIDTH, _USUAL_HEIGHT, _LEAST = 16 * _TWIPS_PER_CM, 24 * _TWIPS_PER_CM, 5 * _TWIPS_PER_CM
_EMU_PER_TWIP = 635
_ORIENTATION = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}orient"


def lie_down(properties: CT_SectPr) -> None:
    """Turn the pages of a section on their side."""
    size = properties.get_or_add_pgSz()
    if (size.w or 0) < (size.h or 0):
        size.w, size.h = size.h, size.w
    size.set(_ORIENTATION, "landscape")


def orientation(document: Document, furniture: Furniture, *, both: bool) -> Orientation:
    """The last section's properties as they are, and the same lying on their side, where `both` are wanted under
    headers as wide.
    """
    from lxml import etree

    upright = document.element.body.sectPr
    lying = deepcopy(upright)
    lie_down(lying)
    section = document.sections[-1]
    margins = int((section.left_margin or 0) + (section.right_margin or 0) + (section.gutter or 0))
    across = max((int(lying.pgSz.w or 0) - margins) // _EMU_PER_TWIP, _LEAST)
    if both:
        furniture.widen(document, lying, across)
    return Orientation(etree.tostring(upright, encoding="unicode"), etree.tostring(lying, encoding="unicode"), across)


def close_with(document: Document, properties: str) -> None:
    """Let the last pages have these properties."""
    from docx.oxml import parse_xml

    body = document.element.body
    body.replace(body.sectPr, parse_xml(properties))


def text_area(section: Section) -> tuple[int, int]:
    """The width and the height of the text in twips."""
    page, left, right = section.page_width, section.left_margin, section.right_margin
    across = _USUAL_WIDTH
    if page is not None and left is not None and right is not None:
        across = int(page - left - right - (section.gutter or 0)) // _EMU_PER_TWIP
    page, top, bottom = section.page_height, section.top_margin, section.bottom_margin
    down = _USUAL_HEIGHT
    if page is not None and top is not None and bottom is not None:
        # A margin below 0 is one that a tall header may not push down.
        down = int(page - abs(top) - abs(bottom)) // _EMU_PER_TWIP
    return max(across, _LEAST), max(down, _LEAST)
