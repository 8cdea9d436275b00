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
)


def blank_settings() -> _Element:
    """The `w:settings` of a report that follows no template."""
    from lxml import etree

    return etree.fromstring(_SETTINGS, etree.XMLParser(remove_blank_text=True, resolve_entities=False))


def strip_settings(settings: _Element) -> None:
    """Take out what is not the template's look."""
    for name in _NOT_LOOK:
        for element in settings.findall(f"{_W}{name}"):
            settings.remove(element)


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
