"""A document's zip, opened as if a stranger had made it: counted, measured, and read by exact name."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.problem import Problem
from qualcode.transcripts.packed import BROKEN_ZIP, LOCKED_ZIP

if TYPE_CHECKING:
    from lxml.etree import _Element

MOST_ENTRIES = 5_000
LARGEST_PART = 150_000_000  # bytes of one part, unpacked
LARGEST_TOTAL = 1_000_000_000  # pictures and recordings may lie inside
LARGEST_RATIO = 400  # of a part over 5 MB: real documents stay below 100
_WORTH_A_RATIO = 5_000_000
_WORTH_WEIGHING = 400_000
HEAVIEST = 290_000_000  # bytes of memory for what a document's XML becomes; 60,000 words take a tenth
_CHUNK = 1 << 20

_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SAVE = "Open it in Word, save it again as .docx, and import that."


@dataclass(frozen=True, slots=True)
class Sort:
    """What a document is called in sentences, the program that writes it, and what to do where it cannot be read."""

    name: str
    program: str
    remedy: str
    unlock: str


WORD = Sort(
    "Word document",
    "Word",
    _SAVE,
    "Open it in Word, take the password off (File, Info, Protect Document), save it, and import that.",
)


class Package:
    """The parts of one document; raises Problem for whatever is not of its sort, or not safe to unpack."""

    def __init__(self, data: bytes, sort: Sort = WORD) -> None:
        self._sort = sort
        if sort is WORD:
            _refuse_others(data)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            entries = self._zip.infolist()
        except BROKEN_ZIP as error:
            raise damaged(sort, "Its end is missing or broken.") from error
        self._entries = _guarded(entries, sort)
        self._main: str | None = None
        self._related: dict[str, str] | None = None
        self._by_id: dict[str, str] = {}
        self._weight = 0

    def main_part(self) -> str:
        """The name of the part that holds the document's text."""
        if self._main is None:
            self._main = self._found_main_part()
        return self._main

    def _found_main_part(self) -> str:
        for _, kind, target in self._relations("_rels/.rels"):
            if kind == "officeDocument":
                name = target.lstrip("/")
                if name in self._entries:
                    return name
        if "word/document.xml" in self._entries:
            return "word/document.xml"
        if "content.xml" in self._entries:
            raise Problem("This is an OpenDocument text.", "Its name says .docx.", _SAVE)
        raise damaged(WORD, "It holds no Word text.")

    def related_part(self, kind: str) -> str | None:
        """The part of the `kind` (styles, footnotes) that belongs to the main part."""
        if self._related is None:
            folder, name = posixpath.split(self.main_part())
            self._related = {}
            for identifier, found, target in self._relations(posixpath.join(folder, "_rels", f"{name}.rels")):
                part = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
                if part in self._entries:
                    self._related.setdefault(found, part)
                    self._by_id[identifier] = part
        return self._related.get(kind)

    def part_by_id(self, identifier: str) -> str | None:
        """The part that the main part refers to by that id; None for none, and for a file outside the document."""
        self.related_part("")
        return self._by_id.get(identifier)

    def names(self) -> list[str]:
        """The names of all parts, in the file's order."""
        return list(self._entries)

    def has(self, name: str) -> bool:
        """True where there is a part of exactly that name."""
        return name in self._entries

    def xml(self, name: str) -> _Element:
        """The root of a part, parsed without document types, entities or network."""
        data = self.bytes_of(name)
        self._weight += _weight_of(data)
        if self._weight > HEAVIEST:
            raise too_large(self._sort)
        return parsed(data, self._sort)

    def _relations(self, name: str) -> list[tuple[str, str, str]]:
        if name not in self._entries:
            return []
        return [
            (relation.get("Id", ""), relation.get("Type", "").rpartition("/")[2], relation.get("Target", ""))
            for relation in self.xml(name).iter("{*}Relationship")
            if relation.get("TargetMode") != "External"
        ]

    def bytes_of(self, name: str) -> bytes:
        """A part unpacked, counting what really comes out."""
        entry = self._entries[name]
        chunks: list[bytes] = []
        count = 0
        try:
            with self._zip.open(entry) as part:
                while chunk := part.read(_CHUNK):
                    count += len(chunk)
                    if count > LARGEST_PART or count > entry.file_size:
                        raise _bomb(self._sort)
                    chunks.append(chunk)
        except BROKEN_ZIP as error:
            raise damaged(self._sort, "A part of it cannot be unpacked.") from error
        except LOCKED_ZIP as error:
            raise locked(self._sort) from error
        return b"".join(chunks)


def _refuse_others(data: bytes) -> None:
    if data.startswith(_OLE2):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise locked(WORD)
        raise Problem("This is an old Word document (.doc).", "Its name says .docx.", _SAVE)
    if data.startswith(b"{\\rtf"):
        raise Problem("This is a rich text document.", "Its name says .docx.", _SAVE)
    if not data.startswith(b"PK"):
        raise Problem("This is not a Word document.", "Its name says .docx, but it is something else.", _SAVE)


def _guarded(entries: list[zipfile.ZipInfo], sort: Sort) -> dict[str, zipfile.ZipInfo]:
    """The entries by name; raises Problem where their number, sizes or names are no document's."""
    if len(entries) > MOST_ENTRIES:
        raise _bomb(sort)
    found: dict[str, zipfile.ZipInfo] = {}
    total = 0
    for entry in entries:
        name = entry.filename.replace("\\", "/")
        if name.startswith("/") or re.match(r"[A-Za-z]:", name) or ".." in name.split("/") or name in found:
            raise _unsafe(sort, f"Its parts have names that {sort.program} never writes.")
        total += entry.file_size
        ratio = entry.file_size / max(entry.compress_size, 1)
        if total > LARGEST_TOTAL or (entry.file_size > _WORTH_A_RATIO and ratio > LARGEST_RATIO):
            raise _bomb(sort)
        found[name] = entry
    return found


def parsed(data: bytes, sort: Sort = WORD) -> _Element:
    """The root of some XML, parsed without document types, entities or network; raises Problem where it is unsafe."""
    from lxml import etree  # 10 ms, and only documents of XML need it

    if _weight_of(data) > HEAVIEST:
        raise too_large(sort)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise damaged(sort, "The text inside it is broken.") from error
    if b"<!DOCTYPE" in data or root.getroottree().docinfo.internalDTD is not None:
        raise _unsafe(sort, f"It defines entities of its own, which {sort.program} never writes.")
    return root


def _weight_of(data: bytes) -> int:
    """About how many bytes of memory XML takes once parsed: measured for elements, attributes and words."""
    if len(data) < _WORTH_WEIGHING:
        return 5 * len(data)
    elements = data.count(b"<") - data.count(b"</")
    return 5 * len(data) + 190 * elements + 180 * data.count(b"=")


def too_large(sort: Sort) -> Problem:
    return Problem(f"This {sort.name} is too large to be a transcript.", "", "Split it into smaller documents.")


def damaged(sort: Sort, detail: str) -> Problem:
    return Problem(f"This {sort.name} is damaged or not complete.", detail, f"Copy it again, or: {sort.remedy}")


def locked(sort: Sort) -> Problem:
    return Problem(f"This {sort.name} has a password.", "", sort.unlock)


def _unsafe(sort: Sort, detail: str) -> Problem:
    return Problem(f"This {sort.name} is not safe to read.", detail, sort.remedy)


def _bomb(sort: Sort) -> Problem:
    return _unsafe(sort, "It would unpack to far more than a document holds.")
