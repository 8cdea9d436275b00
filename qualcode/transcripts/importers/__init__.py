"""Files made into transcripts: one module for each format, each loaded when its first file comes."""

from __future__ import annotations

import hashlib
import importlib
import os
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Protocol, cast

from qualcode.problem import Problem
from qualcode.transcripts.importers.choices import AS_FOUND, Choices
from qualcode.transcripts.importers.coded_lists import refuse_coded_passages
from qualcode.transcripts.importers.refused import NO_TRANSCRIPTS, READ_NOW, SAVE_AS
from qualcode.transcripts.transcript import Transcript

READERS = {
    ".txt": "txt",
    ".text": "txt",
    ".md": "md",
    ".markdown": "md",
    ".docx": "word",
    ".docm": "word",
    ".dotx": "word",
    ".doc": "txt",  # old Word documents are refused, but many a .doc is really rich text, a web page or text
    ".rtf": "rtf",
    ".odt": "odt",
    ".ott": "odt",
    ".fodt": "odt",
    ".htm": "html",
    ".html": "html",
    ".xhtml": "html",
    ".pdf": "pdf",
    ".vtt": "vtt",
    ".srt": "srt",
    ".csv": "csv_turns",
    ".tsv": "csv_turns",
}
LARGEST = 100_000_000  # bytes; the longest day of recording is below 1 MB of text

REFERENCES = (".ris", ".bib", ".json")  # read beside evidence, never as documents
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_IS_WHAT = {"rtf": "a rich text document", "pdf": "a PDF", "odt": "an OpenDocument text", "word": "a Word document"}
_IS_WHAT |= {"html": "a web page"}
_WEB_PAGE = re.compile(rb"\s*(?:<!doctype html|<html|<\?xml[^>]*>\s*(?:<!doctype html|<html))", re.IGNORECASE)
_OF_A_STUDY = frozenset({"exports", "codebooks"})  # folders beside a study's file
_ASIDE = re.compile(r"(?:readme|licen[cs]e|copying)(?:\..*)?", re.IGNORECASE)


class _Reader(Protocol):
    def read(self, path: Path, data: bytes, choices: Choices = AS_FOUND) -> list[Transcript]: ...


def can_read(path: Path) -> bool:
    """True where a file's name says that it is in a format read now; the file is not opened."""
    return path.suffix.lower() in READERS and ".qualcode" not in path.name.lower()


def read(path: Path, choices: Choices = AS_FOUND) -> list[Transcript]:
    """The transcripts in a file, with path and sha256; raises Problem where it cannot.

    What a file is counts before what its name says: a .doc that is rich text is read as rich text, and says so.
    """
    if not can_read(path):
        raise _unknown(path)
    data = _bytes_of(path)
    module = _module_for(path, data)
    reader = cast(_Reader, importlib.import_module(f"{__name__}.{module}"))
    try:
        transcripts = reader.read(path, data, choices)
        for transcript in transcripts:
            refuse_coded_passages(transcript.text)
    except Problem as problem:
        raise Problem(f"{path.name}: {problem.title}", problem.detail, problem.remedy) from problem
    if not any(transcript.turns for transcript in transcripts):
        raise Problem(f"{path.name} holds no words.", "", "Look whether the right file was chosen.")
    sha256 = hashlib.sha256(data).hexdigest()
    said: tuple[str, ...] = ()
    if module != READERS[path.suffix.lower()] and module in _IS_WHAT:
        said = (f"Its name ends in {path.suffix}, but it is {_IS_WHAT[module]} and was read as one.",)
    return [
        replace(transcript, source=path, source_sha256=sha256, warnings=said + transcript.warnings)
        for transcript in transcripts
    ]


def files_in(folder: Path) -> list[Path]:
    """The files of a folder and its folders that can be read, in the order a person counts (2 before 10).

    Leaves out hidden files, Word's lock files, README and LICENSE, and whatever belongs to a study's own
    file, which is never opened, with the folders beside it for its exports and codebooks; raises Problem where
    `folder` is none.
    """
    if not folder.is_dir():
        raise Problem(f"There is no folder {folder}.", "", "Look at the spelling, or choose another folder.")
    found = [path for path in _walk(folder, set()) if can_read(path) and not _ASIDE.fullmatch(path.name)]
    return sorted(found, key=lambda path: [_natural(part) for part in path.relative_to(folder).parts])


def unread_in(folder: Path) -> list[Path]:
    """The files of a folder and its folders that `files_in` leaves out because their format is not read."""
    return [path for path in _walk(folder, set()) if not can_read(path) and not _ASIDE.fullmatch(path.name)]


def _walk(folder: Path, seen: set[str]) -> Iterator[Path]:
    """Every file below `folder` that is not passed over; each folder once, as links may go in circles."""
    real = os.path.realpath(folder)
    if real in seen:
        return
    seen.add(real)
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return
    # What a study wrote would otherwise come back as a source: quotes counted again, as somebody new said them.
    own = _OF_A_STUDY if any(entry.name.casefold().endswith(".qualcode") for entry in entries) else frozenset()
    for entry in sorted(entries, key=lambda entry: entry.name):
        if entry.name.startswith((".", "~$")) or ".qualcode" in entry.name.lower() or entry.name.casefold() in own:
            continue
        path = folder / entry.name
        if path.is_dir():
            yield from _walk(path, seen)
        elif path.is_file():
            yield path


def _natural(name: str) -> list[tuple[int, int, str]]:
    """A key by which numbers in names sort as numbers."""
    parts = re.split(r"(\d+)", name.casefold())
    return [(0, int(part), part) if part.isdecimal() else (1, 0, part) for part in parts if part]


def _bytes_of(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise Problem(f"{path.name} is a folder.", "", "Choose a file in it, or import the folder.")
        if not path.exists():
            raise Problem(f"There is no file {path}.", "", "Look at the spelling, or whether it was moved.")
        if not path.is_file():
            raise Problem(f"{path.name} is not a file that can be read.", "", "Choose another file.")
        if path.stat().st_size > LARGEST:
            raise Problem(f"{path.name} is too large to be a transcript.", "", "Split it into smaller files.")
        data = path.read_bytes()
    except OSError as error:
        raise Problem(
            f"{path.name} cannot be opened.",
            f"The system says: {error.strerror or error}.",
            "Look whether you may read it, and whether another program holds it.",
        ) from error
    if not data:
        raise Problem(f"{path.name} is empty.", "", "Look whether it was fully copied.")
    return data


def _module_for(path: Path, data: bytes) -> str:
    """The reader for what the bytes are, else for what the name says; raises Problem where none can read them."""
    suffix = path.suffix.lower()
    named = READERS[suffix]
    if data.startswith(b"{\\rtf"):
        return "rtf"
    if data[:1024].lstrip().startswith(b"%PDF-"):
        return "pdf"
    if data.startswith(_OLE) and named != "word":
        raise Problem(
            f"{path.name} is an old Word document (.doc), or one with a password.",
            "Files of that kind cannot be read safely.",
            "Open it in Word or LibreOffice and save it as .docx, without a password, then import that.",
        )
    if data.startswith(b"PK\x03\x04") and named not in ("word", "odt"):
        return _zipped(path, data)
    if suffix == ".doc" and _WEB_PAGE.match(data):
        return "html"
    return named


def _zipped(path: Path, data: bytes) -> str:
    """The reader for a zip whose name does not say what it is: known by its first parts."""
    head = data[:4000]
    if b"mimetypeapplication/vnd.oasis.opendocument.text" in head:
        return "odt"
    if b"[Content_Types].xml" in head or b"word/" in head:
        return "word"
    raise Problem(f"{path.name} is really a packed folder (zip).", "", "Unpack it, then import what was in it.")


def _unknown(path: Path) -> Problem:
    suffix = path.suffix.lower()
    if ".qualcode" in path.name.lower():
        return Problem(f"{path.name} belongs to a study, it is no transcript.", "", "Open it with qualcode.")
    if suffix in REFERENCES:
        return Problem(
            f"{path.name} is a list of references, no document.",
            "",
            "Import it together with the folder of its PDFs: each is then given its reference.",
        )
    if suffix in NO_TRANSCRIPTS:
        what, remedy = NO_TRANSCRIPTS[suffix]
        return Problem(f"{path.name} is {what}, which is not read.", "", remedy)
    return Problem(f"{path.name} is in a format that is not known.", f"Read are: {READ_NOW}.", SAVE_AS)
