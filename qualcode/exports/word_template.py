"""A house template: made safe to read, and rid of everything that is not its look."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import BadZipFile, ZipFile

from qualcode.problem import Problem

if TYPE_CHECKING:
    from lxml.etree import _Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DOCUMENT = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_TEMPLATE = b"application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
_MACROS = (
    b"application/vnd.ms-word.document.macroEnabled.main+xml",
    b"application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
)
_MOST_ENTRIES, _MOST_BYTES, _GREATEST_RATIO = 2_000, 100_000_000, 200
_SETTINGS = b"""
<w:settings xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
  <w:zoom w:percent="100"/>
  <w:defaultTabStop w:val="720"/>
  <w:characterSpacingControl w:val="doNotCompress"/>
  <w:compat>
    <w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>
  </w:compat>
  <w:themeFontLang w:val="en-GB"/>
  <w:decimalSymbol w:val="."/>
  <w:listSeparator w:val=","/>
</w:settings>
"""
# What would carry somebody's paths, passwords, data or edits along, or make Word ask before it opens.
_NOT_LOOK = (
    "attachedTemplate",
    "mailMerge",
    "trackRevisions",
    "documentProtection",
    "writeProtection",
    "linkStyles",
    "updateFields",
    "docVars",
    "rsids",
    "savePreviewPicture",
    "saveThroughXslt",
    "schemaLibrary",
    "attachedSchema",
    # Their separators lie in parts that a report has not.
    "footnotePr",
    "endnotePr",
)
# Ids of the document that the template once was.
_OTHERS_LOOK = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"


# Fields whose result is a name or a path from the template's own properties.
_PERSONAL = frozenset(
    {"AUTHOR", "LASTSAVEDBY", "USERNAME", "USERINITIALS", "USERADDRESS", "FILENAME", "TEMPLATE", "INFO"}
    | {"DOCPROPERTY", "DOCVARIABLE", "TITLE", "SUBJECT", "KEYWORDS", "COMMENTS", "SAVEDATE", "CREATEDATE"}
)
_NEED_PARAGRAPH = frozenset(f"{_W}{name}" for name in ("hdr", "ftr", "tc"))
# A report has one section, whose text runs in one column from page 1.
_NOT_PAGE = ("footnotePr", "endnotePr", "type", "lnNumType", "pgNumType", "cols", "textDirection", "printerSettings")


def blank_settings() -> _Element:
    """The `w:settings` of a report that follows no template."""
    from lxml import etree

    return etree.fromstring(_SETTINGS, etree.XMLParser(remove_blank_text=True, resolve_entities=False))


def strip_settings(settings: _Element) -> None:
    """Take out what is not the template's look."""
    for name in _NOT_LOOK:
        for element in settings.findall(f"{_W}{name}"):
            settings.remove(element)
    for element in list(settings):
        if isinstance(element.tag, str) and not element.tag.startswith((_W, _OTHERS_LOOK)):
            settings.remove(element)


def only_section(body: _Element) -> None:
    """Leave a body nothing but its last section, in one column, with the headers and footers it goes on from."""
    inherited: dict[tuple[str, str], _Element] = {}
    last = None
    for last in body.iter(f"{_W}sectPr"):
        for reference in last.findall(f"{_W}headerReference") + last.findall(f"{_W}footerReference"):
            inherited[str(reference.tag), reference.get(f"{_W}type", "default")] = reference
    del body[:]
    if last is None:
        return
    for name in _NOT_PAGE:
        for element in last.findall(f"{_W}{name}"):
            last.remove(element)
    for place, key in enumerate(sorted(inherited, reverse=True)):
        last.insert(place, inherited[key])
    body.append(last)


def drop_personal(root: _Element) -> None:
    """Take what names a person or a file out of a header or footer: fields, bound controls, paths on pictures."""
    _drop_fields(root)
    for control in [*root.iter(f"{_W}sdt")]:
        if control.find(f"{_W}sdtPr/{_W}dataBinding") is not None:
            parent = control.getparent()
            _take_out(control)
            if parent is not None and parent.tag in _NEED_PARAGRAPH and parent.find(f"{_W}p") is None:
                parent.append(parent.makeelement(f"{_W}p"))
    for picture in root.iter("{*}docPr", "{*}cNvPr"):
        for name in ("name", "descr", "title"):
            if any(slash in picture.get(name, "") for slash in "\\/"):
                picture.set(name, "")


def _drop_fields(root: _Element) -> None:
    for field in [*root.iter(f"{_W}fldSimple")]:
        if _is_personal(field.get(f"{_W}instr", "")):
            _take_out(field)
    inside: list[_Element] = []
    depth, code = 0, ""
    for run in [*root.iter(f"{_W}r")]:
        steps = [step.get(f"{_W}fldCharType") for step in run.iter(f"{_W}fldChar")]
        depth += steps.count("begin")
        if depth:
            inside.append(run)
            code += "".join(part.text or "" for part in run.iter(f"{_W}instrText"))
        depth -= steps.count("end")
        if not depth and inside:
            for each in inside if _is_personal(code) else ():
                _take_out(each)
            inside, code = [], ""


def _is_personal(code: str) -> bool:
    return not _PERSONAL.isdisjoint(code.upper().replace('"', " ").split())


def _take_out(element: _Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def readable_template(path: Path) -> bytes:
    """The template as a Word document, .dotx as well as .docx. Raises Problem where it cannot be used."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise Problem(
            f"The template “{path.name}” cannot be read.",
            error.strerror or "",
            "Choose another template, or none.",
        ) from error
    try:
        with ZipFile(io.BytesIO(content)) as package:
            _refuse_bomb(package, path)
            types = package.read("[Content_Types].xml")
            if any(kind in types for kind in _MACROS):
                raise Problem(
                    f"“{path.name}” holds macros.",
                    "A report does not carry macros.",
                    "Open it in Word, save it as .docx or .dotx, and choose that file.",
                )
            return content if _TEMPLATE not in types else _as_document(package, types)
    except (BadZipFile, KeyError) as error:
        raise Problem(
            f"“{path.name}” cannot be used as a template.",
            "It is not a Word document.",
            "Choose a .docx or .dotx file, or none.",
        ) from error


def _refuse_bomb(package: ZipFile, path: Path) -> None:
    entries = package.infolist()
    size = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries) or 1
    if len(entries) > _MOST_ENTRIES or size > _MOST_BYTES or size > packed * _GREATEST_RATIO:
        raise Problem(
            f"“{path.name}” is too large for a template.",
            f"Unpacked it would hold {size // 1_000_000:,} MB in {len(entries):,} parts.",
            "Remove its pictures and text, or choose another template.",
        )


def _as_document(package: ZipFile, types: bytes) -> bytes:
    document = io.BytesIO()
    with ZipFile(document, "w") as written:
        for entry in package.infolist():
            inside = package.read(entry)
            if entry.filename == "[Content_Types].xml":
                inside = types.replace(_TEMPLATE, _DOCUMENT)
            written.writestr(entry.filename, inside)
    return document.getvalue()
