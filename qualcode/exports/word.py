"""The report as a Word document, on A4 in our own style or in that of a house template."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import BadZipFile

from qualcode.exports import spreadsheet, word_styles, word_tables, wordml
from qualcode.exports.charts import chart_part, chart_workbook
from qualcode.exports.files import Written, put
from qualcode.exports.numbers import BarChart
from qualcode.exports.report import Report
from qualcode.exports.word_body import Body
from qualcode.exports.word_package import PackagePart, app_properties, core_properties, package
from qualcode.exports.word_template import (
    blank_settings,
    drop_personal,
    only_section,
    readable_template,
    strip_settings,
)
from qualcode.problem import Problem

if TYPE_CHECKING:
    from docx.document import Document
    from docx.opc.part import Part
    from docx.section import Section, _Footer, _Header

_CHART = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_TWIPS_PER_CM = 567
_USUAL_WIDTH, _USUAL_HEIGHT, _LEAST = 16 * _TWIPS_PER_CM, 24 * _TWIPS_PER_CM, 5 * _TWIPS_PER_CM
_EMU_PER_TWIP = 635
# What a document keeps of its template, besides what its page header and footer use.
_KEPT = frozenset(
    {"styles", "settings", "webSettings", "fontTable", "theme", "numbering", "header", "footer"},
)
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_BODY = "qualcode-body"
_ORIENTATION = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}orient"


def write(report: Report, path: Path, *, template: Path | None = None) -> Written:
    """Write the report to `path`, and the full tables of counts beside it where a page is too narrow for one.

    Raises Problem where the template cannot be read or a file cannot be saved.
    """
    beside = Written(())
    name = ""
    if not all(map(word_tables.fits, report.counts)):
        # Before the report, which names it: where the name was in use it is another.
        beside = spreadsheet.write(report, path.with_name(f"{path.stem} counts.xlsx"))
        name = beside.paths[0].name
    written = put(content(report, template=template, spreadsheet_name=name), path)
    return Written((*written.paths, *beside.paths), (*written.sentences, *beside.sentences))


def content(report: Report, *, template: Path | None = None, spreadsheet_name: str = "") -> bytes:
    """The document, the same bytes for the same report. Raises Problem where a template cannot be used."""
    document = _new() if template is None else _from_template(template)
    return _filled(document, report, spreadsheet_name, None)


def across(report: Report, body: Callable[[Mapping[str, str], int], str]) -> bytes:
    """A document on A4 lying on its side, under the report's page header and footer.

    `body` is given our style ids with those of the document, and the width of the text in twips.
    """
    from docx.shared import Mm

    document = _new()
    section = document.sections[0]
    section.page_width, section.page_height = section.page_height, section.page_width
    section.left_margin = section.right_margin = Mm(15)
    section.top_margin = section.bottom_margin = Mm(20)
    document.element.body.sectPr.pgSz.set(_ORIENTATION, "landscape")
    return _filled(document, report, "", body)


def _filled(
    document: Document,
    report: Report,
    spreadsheet_name: str,
    own_body: Callable[[Mapping[str, str], int], str] | None,
) -> bytes:
    styles = word_styles.fit(document.styles.element)
    word_styles.speak_british(document.styles.element)
    word_styles.leave_headings_unnumbered(document.styles.element)
    width, height = _text_area(document.sections[-1])
    _page_furniture(document, report, styles, width)
    if own_body is not None:
        return _packed(document, own_body(styles, width), report)
    body = Body(report, styles, width, height, partial(_add_chart, document, report), spreadsheet_name)
    return _packed(document, body.xml(), report)


def _new() -> Document:
    # python-docx costs 0.1 s.
    from docx import Document as open_document
    from docx.shared import Mm

    document = open_document()
    _clear_body(document)
    _replace(document.styles.element, word_styles.our_styles())
    _replace(document.settings.element, blank_settings())
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(25)
    section.top_margin, section.bottom_margin = Mm(27), Mm(24)
    section.header_distance = section.footer_distance = Mm(12)
    _keep_only(document, _KEPT - {"numbering", "webSettings"})
    return document


def _from_template(template: Path) -> Document:
    from docx import Document as open_document
    from docx.opc.exceptions import PackageNotFoundError

    try:
        document = open_document(io.BytesIO(readable_template(template)))
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError) as error:
        raise Problem(
            f"“{template.name}” cannot be used as a template.",
            "It is not a Word document that can be read.",
            "Open it in Word, save it as .docx, and choose that file.",
        ) from error
    _clear_body(document)
    strip_settings(document.settings.element)
    for relationship in document.part.rels.values():
        if relationship.reltype.endswith(("/header", "/footer")):
            drop_personal(relationship.target_part.element)
            _drop_paths(relationship.target_part)
    _keep_only(document, _KEPT)
    return document


def _drop_paths(part: Part) -> None:
    """Lead links to somebody's own files, such as linked pictures, nowhere."""
    for relationship in part.rels.values():
        if relationship.is_external and not relationship.target_ref.startswith(("http:", "https:", "mailto:")):
            relationship._target = "about:blank"


def _clear_body(document: Document) -> None:
    """Drop everything but the properties of the last section."""
    body = document.element.body
    only_section(body)
    if body.sectPr is None:
        body.get_or_add_sectPr()


def _replace(element: object, by: object) -> None:
    """Give a part's root the content of another, keeping the element python-docx holds."""
    from lxml.etree import _Element

    assert isinstance(element, _Element) and isinstance(by, _Element)
    del element[:]
    element.extend(list(by))


def _keep_only(document: Document, kinds: frozenset[str]) -> None:
    """Cut every part loose that neither the page furniture nor the look needs: pictures, comments, macros."""
    relationships = document.part.rels
    for key, relationship in list(relationships.items()):
        if relationship.reltype.rpartition("/")[2] not in kinds:
            del relationships[key]
        elif relationship.reltype.endswith("/settings"):
            # The paths of an attached template or of mail merge data.
            relationship.target_part.rels.clear()
    of_package = document.part.package.rels
    for key, relationship in list(of_package.items()):
        if not relationship.reltype.endswith("/officeDocument"):
            del of_package[key]


def _text_area(section: Section) -> tuple[int, int]:
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


def _page_furniture(document: Document, report: Report, styles: Mapping[str, str], width: int) -> None:
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


def _header_line(report: Report, styles: Mapping[str, str], tab: str) -> str:
    notice = report.audience.notice
    right = (wordml.run("\t"), wordml.run(notice, styles["Strong"])) if notice else ()
    return wordml.paragraph(styles["Header"], wordml.run(report.study), *right, properties=tab)


def _footer_line(report: Report, styles: Mapping[str, str], tab: str) -> str:
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


def _add_chart(document: Document, report: Report, chart: BarChart) -> str:
    """Put the chart and its workbook into the package; give the id of the document's relationship to it."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    opc = document.part.package
    number = 1 + sum(part.content_type == _CHART for part in opc.iter_parts())
    workbook = Part(
        PackURI(f"/word/embeddings/Microsoft_Excel_Worksheet{number}.xlsx"),
        _WORKBOOK,
        chart_workbook(chart, report.made_on),
        opc,
    )
    part = Part(PackURI(f"/word/charts/chart{number}.xml"), _CHART, None, opc)
    part._blob = chart_part(chart, part.relate_to(workbook, RELATIONSHIP_TYPE.PACKAGE))
    return document.part.relate_to(part, RELATIONSHIP_TYPE.CHART)


def _packed(document: Document, body: str, report: Report) -> bytes:
    """The package, with the body spliced in before the section properties and all properties blank."""
    from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    opc = document.part.package
    core, app = CONTENT_TYPE.OPC_CORE_PROPERTIES, CONTENT_TYPE.OFC_EXTENDED_PROPERTIES
    for name, content_type, relationship, blob in (
        ("core", core, RELATIONSHIP_TYPE.CORE_PROPERTIES, core_properties(report.made_on)),
        ("app", app, RELATIONSHIP_TYPE.EXTENDED_PROPERTIES, app_properties()),
    ):
        opc.relate_to(Part(PackURI(f"/docProps/{name}.xml"), content_type, blob, opc), relationship)
    parts = [
        PackagePart(
            part.partname.membername,
            part.content_type,
            _spliced(document, body) if part is document.part else part.blob,
            _bytes(part.rels.xml) if len(part.rels) else None,
        )
        for part in opc.iter_parts()
    ]
    return package(parts, _bytes(opc.rels.xml), report.made_on)


def _bytes(xml: str | bytes) -> bytes:
    return xml.encode("utf-8") if isinstance(xml, str) else xml


def _spliced(document: Document, body: str) -> bytes:
    """The document part with `body` before its section properties."""
    from docx.oxml.ns import nsmap
    from lxml import etree

    old = document.element
    # A template may lack the prefixes that the body is written with.
    prefixes = {**old.nsmap, **{prefix: nsmap[prefix] for prefix in ("w", "r", "wp")}}
    root = etree.Element(old.tag, dict(old.attrib), prefixes)
    root.append(old.body)
    root[0].insert(0, etree.Element(_BODY))
    before, after = etree.tostring(root, encoding="unicode").split(f"<{_BODY}/>")
    return "".join((_DECLARATION, before, body, after)).encode("utf-8")
