"""Word files built by hand, part by part, so that a test says exactly what stands in them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

TRANSITIONAL = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PARTS = ("styles", "numbering", "footnotes", "endnotes", "comments", "commentsExtended")


def word_file(
    body: str,
    *,
    start: str = "",
    namespace: str = TRANSITIONAL,
    main: str = "word/document.xml",
    extra: Mapping[str, str | bytes] | None = None,
    **parts: str,
) -> bytes:
    """The bytes of a Word file: `body` in its main part, and the insides of other parts by their kind."""
    names = (
        f'xmlns:w="{namespace}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:wps="urn:wps" xmlns:m="urn:math" xmlns:w14="urn:w14" '
        'xmlns:w15="urn:w15"'
    )
    folder, _, name = main.rpartition("/")
    content: dict[str, str | bytes] = {
        "_rels/.rels": _relations({"officeDocument": main}),
        main: f"{start}<w:document {names}><w:body>{body}</w:body></w:document>",
    }
    if parts:
        assert set(parts) <= set(_PARTS)
        content[f"{folder}/_rels/{name}.rels"] = _relations({kind: f"{kind}.xml" for kind in parts})
    for kind, inside in parts.items():
        root = "w15:commentsEx" if kind == "commentsExtended" else f"w:{kind}"
        content[f"{folder}/{kind}.xml"] = f"<{root} {names}>{inside}</{root}>"
    return zipped(content | dict(extra or {}))


def zipped(content: Mapping[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, inside in content.items():
            archive.writestr(name, inside)
    return buffer.getvalue()


def _relations(targets: Mapping[str, str]) -> str:
    inside = "".join(
        f'<Relationship Id="r{place}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for place, (kind, target) in enumerate(targets.items())
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inside}</Relationships>'


def run(words: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def paragraph(*inside: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(inside)}</w:p>"


def said(*words: str) -> str:
    """A paragraph of plain words for each."""
    return "".join(paragraph(run(each)) for each in words)


def item(words: str, number: int = 1, level: int = 0) -> str:
    """A paragraph of a list."""
    return paragraph(run(words), properties=in_list(number, level))


def in_list(number: int, level: int = 0) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def level(place: int, text: str, style: str = "decimal", more: str = "", start: int = 1) -> str:
    """A level of a list: `text` with %1 for its number."""
    return (
        f'<w:lvl w:ilvl="{place}"><w:start w:val="{start}"/><w:numFmt w:val="{style}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def numbering(*levels: str, more: str = "") -> str:
    """One list, number 1, with those levels."""
    return (
        f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>{more}'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )


def table(*rows: tuple[str, ...]) -> str:
    """A table of words; a cell that begins with < is XML."""
    return f"<w:tbl>{''.join(map(row, rows))}</w:tbl>"


def row(cells: tuple[str, ...], properties: str = "") -> str:
    inside = "".join(
        f"<w:tc>{cell if cell.startswith('<') else ''.join(said(line) for line in cell.splitlines() or [''])}</w:tc>"
        for cell in cells
    )
    return f"<w:tr><w:trPr>{properties}</w:trPr>{inside}</w:tr>"


def noted(kind: str, number: int, *inside: str) -> str:
    """A note of `kind` (footnote, endnote) with its own sign before its words."""
    return f'<w:{kind} w:id="{number}">{"".join(inside)}</w:{kind}>'


def comment(number: int, words: str, author: str = "Ana", paragraph_id: str = "") -> str:
    return (
        f'<w:comment w:id="{number}" w:author="{author}" w:date="2026-05-04T10:00:00Z">'
        f'<w:p w14:paraId="{paragraph_id}"><w:r><w:annotationRef/></w:r>{run(words)}</w:p></w:comment>'
    )


def opens(number: int) -> str:
    return f'<w:commentRangeStart w:id="{number}"/>'


def closes(number: int) -> str:
    return f'<w:commentRangeEnd w:id="{number}"/><w:r><w:commentReference w:id="{number}"/></w:r>'


def refers(kind: str, number: int, more: str = "") -> str:
    return f'<w:r><w:{kind}Reference w:id="{number}"{more}/></w:r>'
