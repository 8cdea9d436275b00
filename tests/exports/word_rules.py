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
    "settings": "writeProtection view zoom removePersonalInformation removeDateAndTime doNotDisplayPageBoundaries "
    "displayBackgroundShape printPostScriptOverText printFractionalCharacterWidth printFormsData embedTrueTypeFonts "
    "embedSystemFonts saveSubsetFonts saveFormsData mirrorMargins alignBordersAndEdges bordersDoNotSurroundHeader "
    "bordersDoNotSurroundFooter gutterAtTop hideSpellingErrors hideGrammaticalErrors activeWritingStyle proofState "
    "formsDesign stylePaneFormatFilter stylePaneSortMethod documentType revisionView doNotTrackMoves "
    "doNotTrackFormatting autoFormatOverride styleLockTheme styleLockQFSet defaultTabStop autoHyphenation "
    "consecutiveHyphenLimit hyphenationZone doNotHyphenateCaps showEnvelope summaryLength clickAndTypeStyle "
    "defaultTableStyle evenAndOddHeaders bookFoldRevPrinting bookFoldPrinting bookFoldPrintingSheets "
    "drawingGridHorizontalSpacing drawingGridVerticalSpacing displayHorizontalDrawingGridEvery "
    "displayVerticalDrawingGridEvery doNotUseMarginsForDrawingGridOrigin drawingGridHorizontalOrigin "
    "drawingGridVerticalOrigin doNotShadeFormData noPunctuationKerning characterSpacingControl printTwoOnOne "
    "strictFirstAndLastChars noLineBreaksAfter noLineBreaksBefore doNotValidateAgainstSchema saveInvalidXml "
    "ignoreMixedContent alwaysShowPlaceholderText doNotDemarcateInvalidXml saveXmlDataOnly useXSLTWhenSaving "
    "showXMLTags alwaysMergeEmptyNamespace hdrShapeDefaults compat themeFontLang clrSchemeMapping "
    "doNotIncludeSubdocsInStats doNotAutoCompressPictures forceUpgrade captions readModeInkLockDown smartTagType "
    "shapeDefaults doNotEmbedSmartTags decimalSymbol listSeparator",
    "tr": "tblPrEx trPr tc",
    "tabs": "tab",
    "sdt": "sdtPr sdtEndPr sdtContent",
    "docPartObj": "docPartGallery docPartCategory docPartUnique",
    "numPr": "ilvl numId",
}
# The same for charts.
CHART_ORDER = {
    "chartSpace": "date1904 lang roundedCorners style clrMapOvr pivotSource protection chart spPr txPr externalData "
    "printSettings userShapes",
    "chart": "title autoTitleDeleted pivotFmts view3D floor sideWall backWall plotArea legend plotVisOnly "
    "dispBlanksAs",
    "plotArea": "layout barChart lineChart catAx valAx dTable spPr",
    "barChart": "barDir grouping varyColors ser dLbls gapWidth overlap serLines axId",
    "lineChart": "grouping varyColors ser dLbls dropLines hiLowLines upDownBars marker smooth axId",
    "marker": "symbol size spPr",
    "ser": "idx order tx spPr invertIfNegative pictureOptions marker dPt dLbls trendline errBars cat val smooth "
    "shape",
    "dLbls": "dLbl delete numFmt spPr txPr dLblPos showLegendKey showVal showCatName showSerName showPercent "
    "showBubbleSize separator showLeaderLines leaderLines",
    "catAx": "axId scaling delete axPos majorGridlines minorGridlines title numFmt majorTickMark minorTickMark "
    "tickLblPos spPr txPr crossAx crosses crossesAt auto lblAlgn lblOffset tickLblSkip tickMarkSkip noMultiLvlLbl",
    "valAx": "axId scaling delete axPos majorGridlines minorGridlines title numFmt majorTickMark minorTickMark "
    "tickLblPos spPr txPr crossAx crosses crossesAt crossBetween majorUnit minorUnit dispUnits",
    "scaling": "logBase orientation max min",
    "legend": "legendPos legendEntry layout overlay spPr txPr",
    "externalData": "autoUpdate",
}
# Children that must stand first, whatever follows.
FIRST = {"p": "pPr", "r": "rPr", "tc": "tcPr", "tr": "trPr", "tbl": "tblPr"}


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
        found += [f"{name}: {fault}" for fault in (*_table_faults(root), *_field_faults(root), *_text_faults(root))]
    found += _id_faults(roots)
    found += _style_faults(roots)
    found += _settings_faults(roots)
    for name in names:
        if name.startswith("word/charts/chart"):
            found += [f"{name}: {fault}" for fault in _axis_faults(roots[name])]
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
        for namespace, orders in ((W, ORDER), (C, CHART_ORDER)):
            if isinstance(element.tag, str) and element.tag.startswith(namespace):
                yield from _faults_of_children(element, namespace, orders)


def _faults_of_children(element: etree._Element, namespace: str, orders: dict[str, str]) -> Iterator[str]:
    own = str(element.tag).removeprefix(namespace)
    children = [str(child.tag).removeprefix(namespace) for child in element if str(child.tag).startswith(namespace)]
    first = FIRST.get(own) if namespace == W else None
    if first in children and children[0] != first:
        yield f"{own} does not begin with its {first}"
    if own not in orders:
        return
    places = orders[own].split()
    unknown = [child for child in children if child not in places]
    if unknown:
        yield f"{own} may not hold {unknown}"
    elif [places.index(child) for child in children] != sorted(places.index(child) for child in children):
        yield f"{own} holds {children} in the wrong order"


def _table_faults(root: etree._Element) -> Iterator[str]:
    for table in root.iter(f"{W}tbl"):
        columns = len(table.findall(f"{W}tblGrid/{W}gridCol"))
        widths = [int(column.get(f"{W}w", "0")) for column in table.findall(f"{W}tblGrid/{W}gridCol")]
        if min(widths, default=1) < 1:
            yield f"a table has columns of {widths} twips"
        for row in table.findall(f"{W}tr"):
            if len(row.findall(f"{W}tc")) != columns:
                yield "a row has not one cell for each column"
        following = table.getnext()
        if following is not None and following.tag == table.tag:
            yield "two tables touch, which Word would join"
        if not table.findall(f"{W}tr"):
            yield "a table has no rows"
    for cell in root.iter(f"{W}tc"):
        if len(cell) == 0 or cell[-1].tag != f"{W}p":
            yield "a cell does not end with a paragraph"
    for content in root.iter(f"{W}sdtContent"):
        if len(content) == 0:
            yield "a content control is empty"


def _field_faults(root: etree._Element) -> Iterator[str]:
    open_fields: list[str] = []
    for element in root.iter(f"{W}fldChar", f"{W}instrText"):
        step = element.get(f"{W}fldCharType", "code")
        if step == "begin":
            open_fields.append("begin")
        elif not open_fields:
            yield f"a field has its {step} and no beginning"
        elif step == "code" and open_fields[-1] == "begin":
            continue
        elif step == "separate" and open_fields[-1] == "begin":
            open_fields[-1] = "separate"
        elif step == "end":
            open_fields.pop()
        else:
            yield f"a field has its {step} after its {open_fields[-1]}"
    if open_fields:
        yield "a field does not end"


def _text_faults(root: etree._Element) -> Iterator[str]:
    for element in root.iter(f"{W}t", f"{W}instrText"):
        words = element.text or ""
        kept = element.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve"
        if words != words.strip() and not kept:
            yield f"the white space around {words!r} is lost"
        if len(element):
            yield f"the text {words!r} holds an element"


def _settings_faults(roots: dict[str, etree._Element]) -> Iterator[str]:
    settings = roots["word/settings.xml"]
    for notes in ("footnote", "endnote"):
        if settings.find(f"{W}{notes}Pr") is not None and f"word/{notes}s.xml" not in roots:
            yield f"the settings name {notes}s that are not there"
    numbering = roots.get("word/numbering.xml")
    lists = {"0"} | (set() if numbering is None else {n.get(f"{W}numId", "") for n in numbering.iter(f"{W}num")})
    for name, root in roots.items():
        if name != "word/numbering.xml":
            for element in root.iter(f"{W}numId"):
                if element.get(f"{W}val") not in lists:
                    yield f"{name} uses the list {element.get(f'{W}val')}, which is not there"


def _axis_faults(chart: etree._Element) -> Iterator[str]:
    axes = [axis.findtext(f"{C}axId") or axis.find(f"{C}axId") for axis in chart.iter(f"{C}catAx", f"{C}valAx")]
    ids = [axis.get("val", "") for axis in axes if isinstance(axis, etree._Element)]
    if len(ids) != 2 or len(set(ids)) != len(ids) or not all(each.isdecimal() for each in ids):
        yield f"its axes have the ids {ids}"
    used = [str(e.get("val")) for e in chart.iter(f"{C}crossAx")] + [
        str(e.get("val")) for form in ("barChart", "lineChart") for e in chart.iterfind(f".//{C}{form}/{C}axId")
    ]
    if not set(used) <= set(ids):
        yield f"it uses the axes {used} of {ids}"


def _id_faults(roots: dict[str, etree._Element]) -> Iterator[str]:
    document = roots["word/document.xml"]
    starts = list(document.iter(f"{W}bookmarkStart"))
    checks: dict[str, list[str]] = {
        "bookmark id": [start.get(f"{W}id", "") for start in starts],
        "bookmark name": [start.get(f"{W}name", "").casefold() for start in starts],
        "drawing id": [drawing.get("id", "") for root in roots.values() for drawing in root.iter(f"{WP}docPr")],
        "style name": [s.get(f"{W}val", "").casefold() for s in roots["word/styles.xml"].iter(f"{W}name")],
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
