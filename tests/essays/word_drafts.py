"""Word drafts as writers leave them: words broken over runs, changes tracked, notes and boxes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PARTS = {"document": f"{_TYPES}.document.main+xml", "footnotes": f"{_TYPES}.footnotes+xml"}
_PARTS |= {"styles": f"{_TYPES}.styles+xml"}
_STYLES = (
    ("Normal", "Normal", ""),
    ("Heading1", "heading 1", "Normal"),
    ("Zitat1", "Quote", "Normal"),
    ("Own", "Peer voices", "Zitat1"),
    ("Block", "Moved in", "Normal"),
)
_LOOKS = {"Block": '<w:pPr><w:ind w:left="850"/></w:pPr>'}


def run(words: str, *, bold: bool = False) -> str:
    """A run of words."""
    look = "<w:rPr><w:b/></w:rPr>" if bold else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{escape(words)}</w:t></w:r>'


def runs(words: str, lengths: Sequence[int]) -> str:
    """The words in runs of these lengths, every other in bold; what is left is one more."""
    pieces: list[str] = []
    at = 0
    for length in (*lengths, len(words)):
        if words[at : at + length]:
            pieces.append(run(words[at : at + length], bold=bool(len(pieces) % 2)))
        at += length
    return "".join(pieces)


def paragraph(inside: str, style: str = "", properties: str = "") -> str:
    """A paragraph of runs."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{inside}</w:p>"


def table(*cells: str) -> str:
    """A table of one row, each cell a paragraph of runs."""
    inside = "".join(f"<w:tc><w:tcPr/>{paragraph(cell)}</w:tc>" for cell in cells)
    return f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr>{inside}</w:tr></w:tbl>"


def deleted(words: str) -> str:
    """Words deleted in a tracked change."""
    return (
        f'<w:del w:id="1" w:author="A"><w:r><w:delText xml:space="preserve">{escape(words)}</w:delText></w:r></w:del>'
    )


def inserted(words: str) -> str:
    """Words put in by a tracked change."""
    return f'<w:ins w:id="2" w:author="A">{run(words)}</w:ins>'


def sign(number: int) -> str:
    """The sign of a footnote."""
    return f'<w:r><w:footnoteReference w:id="{number}"/></w:r>'


def box(inside: str) -> str:
    """A text box, as Word writes it twice."""
    content = f"<w:txbxContent>{paragraph(inside)}</w:txbxContent>"
    return (
        '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f'<mc:Choice Requires="wps">{content}</mc:Choice><mc:Fallback>{content}</mc:Fallback>'
        "</mc:AlternateContent></w:r>"
    )


def word_draft(*blocks: str, notes: Sequence[str] = (), header: str = "", author: str = "") -> bytes:
    """A Word document of paragraphs and tables; `notes` are the runs of footnotes 1, 2 …"""
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{style}"><w:name w:val="{name}"/>'
        f'{f"""<w:basedOn w:val="{base}"/>""" if base else ""}{_LOOKS.get(style, "")}</w:style>'
        for style, name, base in _STYLES
    )
    drawn = '<w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>'
    written = "".join(
        f'<w:footnote w:id="{number}">{paragraph(inside)}</w:footnote>'
        for number, inside in enumerate(notes, start=1)
    )
    parts = {
        "document": f'<w:document xmlns:w="{_W}"><w:body>{"".join(blocks)}<w:sectPr/></w:body></w:document>',
        "styles": f'<w:styles xmlns:w="{_W}">{styles}</w:styles>',
        "footnotes": f'<w:footnotes xmlns:w="{_W}">{drawn}{written}</w:footnotes>',
    }
    kinds = "".join(f'<Override PartName="/word/{name}.xml" ContentType="{kind}"/>' for name, kind in _PARTS.items())
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as package:
        package.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Default Extension="xml" ContentType="application/xml"/>{kinds}</Types>',
        )
        package.writestr("_rels/.rels", _relations({"officeDocument": "word/document.xml"}))
        package.writestr(
            "word/_rels/document.xml.rels", _relations({"styles": "styles.xml", "footnotes": "footnotes.xml"})
        )
        if header:
            package.writestr("word/header1.xml", f'<w:hdr xmlns:w="{_W}">{paragraph(run(header))}</w:hdr>')
        if author:
            package.writestr("docProps/core.xml", f"<properties><creator>{escape(author)}</creator></properties>")
        for name, xml in parts.items():
            package.writestr(f"word/{name}.xml", xml)
    return content.getvalue()


def _relations(targets: dict[str, str]) -> str:
    inside = "".join(
        f'<Relationship Id="rId{number}" Type="{_RELATIONS}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets.items(), start=1)
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inside}</Relationships>'
