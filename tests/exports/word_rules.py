"""What Word demands of a document it is to open without repair, checked part by part."""

from __future__ import annotations

import io
import posixpath
from collections import Counter
from collections.abc import Iterator
from zipfile import ZipFile

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_RELS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"

# The children of each element in the order of the schema (ECMA-376, transitional), as far as reports use them.
ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof "
    "snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText "
    "vertAlign rtl cs em lang eastAsianLayout specVanish oMath",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc "
    "tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    "tbl": "bookmarkStart bookmarkEnd tblPr tblGrid tr",
    "tc": "tcPr p tbl",
    "tblBorders": "top left start bottom right end insideH insideV",
    "tblCellMar": "top left start bottom right end",
    "pBdr": "top left bottom right between bar",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType "
    "pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat "
    "locked personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr",
    "tblStylePr": "pPr rPr tblPr trPr tcPr",
    "styles": "docDefaults latentStyles style",
    "docDefaults": "rPrDefault pPrDefault",
    "settings": "writeProtection view zoom removePersonalInformation removeDateAndTime displayBackgroundShape "
    "embedTrueTypeFonts mirrorMargins proofState defaultTabStop autoHyphenation evenAndOddHeaders "
    "drawingGridHorizontalSpacing characterSpacingControl footnotePr endnotePr compat themeFontLang "
    "clrSchemeMapping doNotAutoCompressPictures shapeDefaults decimalSymbol listSeparator",
    "sdt": "sdtPr sdtEndPr sdtContent",
}


def faults(document: bytes) -> list[str]:
    """Everything wrong with the package, as sentences; empty where Word will open it without repair."""
    with ZipFile(io.BytesIO(document)) as package:
        names = package.namelist()
        parts = {name: package.read(name) for name in names}
    found = [f"{name} stands twice" for name, number in Counter(names).items() if number > 1]
    roots = {n: etree.fromstring(inside) for n, inside in parts.items() if n.endswith((".xml", ".rels"))}
    found += _content_type_faults(roots, names)
    for name in (name for name in names if name.endswith(".rels")):
        found += _relationship_faults(name, roots, parts)
    for name, root in roots.items():
        found += [f"{name}: {fault}" for fault in _order_faults(root)]
    found += _id_faults(roots)
    found += _style_faults(roots)
    return found


def _content_type_faults(roots: dict[str, etree._Element], names: list[str]) -> Iterator[str]:
    types = roots["[Content_Types].xml"]
    overrides = {element.get("PartName", "") for element in types.findall(f"{_TYPES}Override")}
    defaults = {element.get("Extension", "") for element in types.findall(f"{_TYPES}Default")}
    for name in names:
        typed = f"/{name}" in overrides or (name.endswith(".rels") and "rels" in defaults)
        if name != "[Content_Types].xml" and not typed:
            yield f"{name} has no content type"
    yield from (f"{name} has a content type and no part" for name in overrides if name[1:] not in names)


def _relationship_faults(name: str, roots: dict[str, etree._Element], parts: dict[str, bytes]) -> Iterator[str]:
    folder, _, base = name.rpartition("_rels/")
    source = folder + base.removesuffix(".rels")
    ids: set[str] = set()
    for relationship in roots[name].findall(f"{_RELS}Relationship"):
        ids.add(relationship.get("Id", ""))
        target = relationship.get("Target", "")
        full = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        if relationship.get("TargetMode") != "External" and full not in parts:
            yield f"{name} points at {target}, which is not there"
    if source in roots:
        used = {
            str(value)
            for element in roots[source].iter()
            for key, value in element.attrib.items()
            if str(key).startswith(R)
        }
        yield from (f"{source} uses the relationship {key}, which is not there" for key in used - ids)


def _order_faults(root: etree._Element) -> Iterator[str]:
    for element in root.iter():
        if not isinstance(element.tag, str) or not element.tag.startswith(W):
            continue
        order = ORDER.get(element.tag.removeprefix(W))
        if order is None:
            continue
        places = order.split()
        children = [str(child.tag).removeprefix(W) for child in element if str(child.tag).startswith(W)]
        unknown = [child for child in children if child not in places]
        if unknown:
            yield f"{element.tag.removeprefix(W)} may not hold {unknown}"
        elif [places.index(child) for child in children] != sorted(places.index(child) for child in children):
            yield f"{element.tag.removeprefix(W)} holds {children} in the wrong order"


def _id_faults(roots: dict[str, etree._Element]) -> Iterator[str]:
    document = roots["word/document.xml"]
    starts = list(document.iter(f"{W}bookmarkStart"))
    checks: dict[str, list[str]] = {
        "bookmark id": [start.get(f"{W}id", "") for start in starts],
        "bookmark name": [start.get(f"{W}name", "").casefold() for start in starts],
        "drawing id": [drawing.get("id", "") for drawing in document.iter(f"{WP}docPr")],
        "style id": [s.get(f"{W}styleId", "") for s in roots["word/styles.xml"].iter(f"{W}style")],
    }
    for what, values in checks.items():
        yield from (f"{what} {value} stands twice" for value, n in Counter(values).items() if n > 1)
    ends = [end.get(f"{W}id", "") for end in document.iter(f"{W}bookmarkEnd")]
    if sorted(ends) != sorted(checks["bookmark id"]):
        yield "a bookmark does not begin and end once"
    names = set(checks["bookmark name"])
    for link in document.iter(f"{W}hyperlink"):
        if link.get(f"{W}anchor", "").casefold() not in names:
            yield f"a link leads to {link.get(f'{W}anchor')}, which is not there"
    for name in names:
        if not (0 < len(name) <= 40 and name[0] in "_abcdefghijklmnopqrstuvwxyz"):
            yield f"{name} cannot name a bookmark"


def _style_faults(roots: dict[str, etree._Element]) -> Iterator[str]:
    known = {style.get(f"{W}styleId") for style in roots["word/styles.xml"].iter(f"{W}style")}
    for name, root in roots.items():
        for element in root.iter(*(f"{W}{tag}" for tag in ("pStyle", "rStyle", "tblStyle", "basedOn", "next"))):
            if element.get(f"{W}val") not in known:
                yield f"{name} uses the style {element.get(f'{W}val')}, which is not there"
