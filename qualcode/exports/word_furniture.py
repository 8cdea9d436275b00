"""The page header and footer of a Word report: the study and for whom, the title and the day, the page number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING

from qualcode.exports import word_styles, wordml
from qualcode.exports.figures import Headed

if TYPE_CHECKING:
    from docx.document import Document
    from docx.section import Section, _Footer, _Header


def furnish(document: Document, report: Headed, styles: Mapping[str, str], width: int) -> None:
    """Header and footer where the page has none; the audience's notice at the top of every page, always."""
    section = document.sections[-1]
    tab_stops = partial(word_styles.tab_stops, document.styles.element)
    for header, footer in _headers(document, section):
        if _is_empty(header):
            _fill(header, _header_line(report, styles, _tab(width, tab_stops(styles["Header"]))))
        elif report.audience.notice:
            notice = wordml.paragraph(styles["AudienceNotice"], wordml.run(report.audience.notice))
            _fill(header, notice, keep=True)
        if _is_empty(footer):
            _fill(footer, _footer_line(report, styles, _tab(width, tab_stops(styles["Footer"]))))


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


def _fill(furniture: _Header | _Footer, line: str, *, keep: bool = False) -> None:
    """Put a paragraph at the top, in place of what was there unless that is to be kept."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    furniture.is_linked_to_previous = False
    element = furniture._element
    if not keep:
        del element[:]
    element.insert(0, parse_xml(line.replace("<w:p>", f"<w:p {nsdecls('w')}>", 1)))


def _header_line(report: Headed, styles: Mapping[str, str], tab: str) -> str:
    notice = report.audience.notice
    right = (wordml.run("\t"), wordml.run(notice, styles["Strong"])) if notice else ()
    return wordml.paragraph(styles["Header"], wordml.run(report.study), *right, properties=tab)


def _footer_line(report: Headed, styles: Mapping[str, str], tab: str) -> str:
    return wordml.paragraph(
        styles["Footer"],
        wordml.run(f"{report.title}, {report.day}\tPage "),
        wordml.field_code("PAGE", "1"),
        wordml.run(" of "),
        wordml.field_code("NUMPAGES", "1"),
        properties=tab,
    )


def _tab(width: int, stops: Iterable[int]) -> str:
    """One stop at the right-hand edge in place of `stops`, those of the style."""
    clear = "".join(f'<w:tab w:val="clear" w:pos="{stop}"/>' for stop in stops if stop != width)
    return f'<w:tabs>{clear}<w:tab w:val="right" w:pos="{width}"/></w:tabs>'
