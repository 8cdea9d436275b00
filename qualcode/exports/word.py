"""The report as a Word document, on A4 in our own style or in that of a house template."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import BadZipFile

from qualcode.exports import spreadsheet, word_styles, word_tables
from qualcode.exports.charts import chart_part, chart_workbook
from qualcode.exports.figures import Bars, Lines
from qualcode.exports.files import Written, put
from qualcode.exports.page import Headed, Page
from qualcode.exports.report import Report
from qualcode.exports.spoken import FRAME
from qualcode.exports.word_body import Body
from qualcode.exports.word_furniture import Furniture
from qualcode.exports.word_package import PackagePart, app_properties, core_properties, package
from qualcode.exports.word_page import PageBody, has_wide
from qualcode.exports.word_sections import close_with, lie_down, orientation, text_area
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

_CHART = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What a document keeps of its template, besides what its page header and footer use.
_KEPT = frozenset(
    {"styles", "settings", "webSettings", "fontTable", "theme", "numbering", "header", "footer"},
)
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_BODY = "qualcode-body"


def write(report: Report, path: Path, *, template: Path | None = None) -> Written:
    """Write the report to `path`, and the full tables of counts beside it where a page is too narrow for one.

    Raises Problem where the template cannot be read or a file cannot be saved.
    """
    beside = Written(())
    name = ""
    tables = [counts.table for counts in report.counts]
    if not all(map(word_tables.fits, tables)):
        # Before the report, which names it: where the name was in use it is another.
        beside = put(spreadsheet.content(report, tables), path.with_name(f"{path.stem} counts.xlsx"))
        name = beside.paths[0].name
    written = put(content(report, template=template, spreadsheet_name=name), path)
    return Written((*written.paths, *beside.paths), (*written.sentences, *beside.sentences))


def content(report: Report, *, template: Path | None = None, spreadsheet_name: str = "") -> bytes:
    """The document, the same bytes for the same report. Raises Problem where a template cannot be used."""

    def body(ground: Ground) -> str:
        return Body(
            report=report,
            styles=ground.styles,
            width=ground.width,
            height=ground.height,
            add_chart=ground.add_chart,
            spreadsheet=spreadsheet_name,
        ).xml()

    return _filled(_opened(template), report, body)


def write_page(page: Page, path: Path, *, template: Path | None = None) -> Written:
    """Write a page of numbers, and all its tables beside it as a workbook where one is too wide for paper.

    Raises Problem where the template cannot be read or a file cannot be saved.
    """
    beside = Written(())
    name = ""
    if not all(map(word_tables.fits, page.tables)):
        beside = put(spreadsheet.content(page, page.tables), path.with_name(f"{path.stem} tables.xlsx"))
        name = beside.paths[0].name
    written = put(page_content(page, template=template, spreadsheet_name=name), path)
    return Written((*written.paths, *beside.paths), (*written.sentences, *beside.sentences))


def page_content(page: Page, *, template: Path | None = None, spreadsheet_name: str = "") -> bytes:
    """A page of numbers, the same bytes for the same page. Raises Problem where a template cannot be used."""
    document = _opened(template)

    def body(ground: Ground) -> str:
        writer = PageBody(
            page=page,
            orientation=orientation(document, ground.furniture, both=has_wide(page)),
            styles=ground.styles,
            width=ground.width,
            height=ground.height,
            add_chart=ground.add_chart,
            spreadsheet=spreadsheet_name,
        )
        xml = writer.xml()
        close_with(document, writer.last)
        return xml

    return _filled(document, page, body)


def commented(
    page: Headed,
    body: Callable[[Ground], str],
    comments: Callable[[Mapping[str, str]], bytes],
    *,
    template: Path | None = None,
) -> bytes:
    """A document with comments in its margin; `comments` gives their part, with our style ids with the document's.

    Raises Problem where a template cannot be used.
    """
    document = _opened(template)

    def with_comments(ground: Ground) -> str:
        _add_comments(document, comments(ground.styles))
        return body(ground)

    return _filled(document, page, with_comments)


def across(report: Report, body: Callable[[Mapping[str, str], int], str]) -> bytes:
    """A document on A4 lying on its side, under the report's page header and footer.

    `body` is given our style ids with those of the document, and the width of the text in twips.
    """
    return lying(report, lambda ground: body(ground.styles, ground.width))


def lying(page: Headed, body: Callable[[Ground], str], *, a3: bool = False) -> bytes:
    """A document on pages lying on their side, A4 or A3, under the page's header and footer."""
    from docx.shared import Mm

    document = _new()
    section = document.sections[0]
    if a3:
        section.page_width, section.page_height = Mm(297), Mm(420)
    lie_down(document.element.body.sectPr)
    section.left_margin = section.right_margin = Mm(15)
    section.top_margin = section.bottom_margin = Mm(20)
    return _filled(document, page, body)


@dataclass(frozen=True)
class Ground:
    """What a body is written on: our style ids with those of the document, the text's width and height in twips.

    `add_chart` puts a chart into the package and gives the id of its relationship. `furniture` is what stands at the
    top and foot of its pages.
    """

    styles: Mapping[str, str]
    width: int
    height: int
    add_chart: Callable[[Bars | Lines], str]
    furniture: Furniture


def _filled(document: Document, page: Headed, body: Callable[[Ground], str]) -> bytes:
    styles = word_styles.fit(document.styles.element)
    word_styles.speak_british(document.styles.element)
    if page.language != FRAME:
        word_styles.speak(document.styles.element, page.language, styles)
    word_styles.leave_headings_unnumbered(document.styles.element)
    width, height = text_area(document.sections[-1])
    furniture = Furniture(page, styles, document.styles.element)
    furniture.furnish(document, width)
    ground = Ground(styles, width, height, partial(_add_chart, document, page), furniture)
    return _packed(document, body(ground), page)


def _opened(template: Path | None) -> Document:
    return _new() if template is None else _from_template(template)


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


def _add_chart(document: Document, report: Headed, chart: Bars | Lines) -> str:
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


def _add_comments(document: Document, content: bytes) -> None:
    """Put the comments into the package."""
    from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    part = Part(PackURI("/word/comments.xml"), CONTENT_TYPE.WML_COMMENTS, content, document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.COMMENTS)


def _packed(document: Document, body: str, report: Headed) -> bytes:
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
