"""The page header and footer of a Word report: the study and for whom, the title and the day, the page number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from qualcode.exports import word_styles, wordml
from qualcode.exports.page import Headed
from qualcode.exports.spoken import after

if TYPE_CHECKING:
    from docx.document import Document
    from docx.opc.part import Part
    from docx.oxml.section import CT_SectPr
    from docx.oxml.styles import CT_Styles
    from docx.section import Section, _Footer, _Header
    from lxml.etree import _Element


class Furniture:
    """Header and footer where the pages have none; the audience's notice at the top of every page, always.

    On the first page it is the first line of the text itself, which a reader meets in every view, and there alone.
    """

    def __init__(self, report: Headed, styles: Mapping[str, str], all_styles: CT_Styles) -> None:
        self._report = report
        self._styles = styles
        self._stops = {name: tuple(word_styles.tab_stops(all_styles, styles[name])) for name in ("Header", "Footer")}
        self._ours: dict[Part, bool] = {}  # what we wrote ourselves, with whether that is of first pages

    def furnish(self, document: Document, width: int) -> None:
        """Set those of all pages, whose text is `width` twips wide."""
        section = document.sections[-1]
        ours = _is_empty(section.header) and _is_empty(section.footer)
        if ours and self._report.audience.notice and not section.different_first_page_header_footer:
            section.different_first_page_header_footer = True
            self._write(section.first_page_header, section.first_page_footer, width, is_first=True)
        for header, footer in _headers(document, section):
            self._write(header, footer, width, is_first=False)
        properties = document.element.body.sectPr
        for reference in reversed(list(properties.iterchildren("{*}headerReference"))):
            properties.insert(0, reference)  # headers before footers, as Word itself writes them

    def _write(self, header: _Header, footer: _Footer, width: int, *, is_first: bool) -> None:
        for one in (header, footer):
            if not one.is_linked_to_previous and one.part in self._ours:
                continue
            if _is_empty(one):
                one.is_linked_to_previous = False
                self._ours[one.part] = is_first
                _put(one._element, self._line(one._element, width, is_first=is_first))
            elif one is header and self._report.audience.notice:
                notice = wordml.paragraph(self._styles["AudienceNotice"], wordml.run(self._report.audience.notice))
                _put(one._element, notice, keep=True)

    def widen(self, document: Document, properties: CT_SectPr, width: int) -> None:
        """Give a section headers and footers of its own as wide as its text, in place of those that are ours."""
        from docx.oxml.ns import qn

        owner: Any = document.part  # adds parts in a way that it gives no types for
        for reference in (*properties.iter(qn("w:headerReference")), *properties.iter(qn("w:footerReference"))):
            there = document.part.related_parts[reference.get(qn("r:id"))]
            if there not in self._ours:
                continue
            of_header = reference.tag == qn("w:headerReference")
            part, key = owner.add_header_part() if of_header else owner.add_footer_part()
            _put(part.element, self._line(part.element, width, is_first=self._ours[there]))
            reference.set(qn("r:id"), key)

    def _line(self, element: _Element, width: int, *, is_first: bool) -> str:
        """What stands in a header or footer, by its element."""
        if str(element.tag).endswith("}hdr"):
            notice = "" if is_first else self._report.audience.notice
            right = (wordml.run("\t"), wordml.run(notice, self._styles["Strong"])) if notice else ()
            return wordml.paragraph(
                self._styles["Header"],
                wordml.run(self._report.study),
                *right,
                properties=_tab(width, self._stops["Header"]),
                left=False,
            )
        title = self._report.title.removesuffix(".")
        return wordml.paragraph(
            self._styles["Footer"],
            wordml.run(title),
            wordml.run(after(title, f", {self._report.day}\tPage "), left=False),
            wordml.field_code("PAGE", "1"),
            wordml.run(" of "),
            wordml.field_code("NUMPAGES", "1"),
            properties=_tab(width, self._stops["Footer"]),
            left=False,
        )


def _headers(document: Document, section: Section) -> Iterator[tuple[_Header, _Footer]]:
    """Those of ordinary pages, and of first and left-hand pages where they have their own."""
    yield section.header, section.footer
    if section.different_first_page_header_footer:
        yield section.first_page_header, section.first_page_footer
    if document.settings.odd_and_even_pages_header_footer:
        yield section.even_page_header, section.even_page_footer


def _is_empty(furniture: _Header | _Footer) -> bool:
    if furniture.is_linked_to_previous:
        return True
    element = furniture._element
    return not any(True for _ in element.iter("{*}t", "{*}drawing", "{*}pict", "{*}instrText", "{*}fldSimple"))


def _put(element: _Element, line: str, *, keep: bool = False) -> None:
    """Put a paragraph at the top, in place of what was there unless that is to be kept."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    if not keep:
        del element[:]
    element.insert(0, parse_xml(line.replace("<w:p>", f"<w:p {nsdecls('w')}>", 1)))


def _tab(width: int, stops: Iterable[int]) -> str:
    """One stop at the right-hand edge in place of `stops`, those of the style."""
    clear = "".join(f'<w:tab w:val="clear" w:pos="{stop}"/>' for stop in stops if stop != width)
    return f'<w:tabs>{clear}<w:tab w:val="right" w:pos="{width}"/></w:tabs>'
