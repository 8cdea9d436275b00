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
from qualcode.transcripts.transcript import Transcript

READERS = {
    ".txt": "txt",
    ".text": "txt",
    ".md": "md",
    ".markdown": "md",
    ".docx": "word",
    ".vtt": "vtt",
}
READ_NOW = "Word (.docx), text (.txt), Markdown (.md) and WebVTT captions (.vtt)"
SAVE_AS = "Save it as .docx or .txt in the program it was made with, then import that."
LARGEST = 100_000_000  # bytes; the longest day of recording is below 1 MB of text

_KNOWN_BUT_UNREAD = {
    ".doc": "an old Word document",
    ".docm": "a Word document with macros",
    ".dotx": "a Word template",
    ".odt": "an OpenDocument text",
    ".rtf": "a rich text document",
    ".pdf": "a PDF",
    ".srt": "a SubRip caption file",
    ".htm": "a web page",
    ".html": "a web page",
    ".pages": "a Pages document",
    ".csv": "a table",
    ".xlsx": "a spreadsheet",
    ".mp3": "a recording",
    ".m4a": "a recording",
    ".wav": "a recording",
    ".mp4": "a recording",
}
_DISGUISES = (
    (b"{\\rtf", "a rich text document"),
    (b"%PDF-", "a PDF"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word document, or one with a password"),
    (b"PK\x03\x04", "a Word or another zipped document"),
)
_ASIDE = re.compile(r"(?:readme|licen[cs]e|copying)(?:\..*)?", re.IGNORECASE)


class _Reader(Protocol):
    def read(self, path: Path, data: bytes) -> list[Transcript]: ...


def can_read(path: Path) -> bool:
    """True where a file's name says that it is in a format read now; the file is not opened."""
    return path.suffix.lower() in READERS and ".qualcode" not in path.name.lower()


def read(path: Path) -> list[Transcript]:
    """The transcripts in a file, with path and sha256; raises Problem where it cannot."""
    if not can_read(path):
        raise _unknown(path)
    data = _bytes_of(path)
    module = READERS[path.suffix.lower()]
    if module != "word":
        _refuse_disguise(path, data)
    reader = cast(_Reader, importlib.import_module(f"{__name__}.{module}"))
    try:
        transcripts = reader.read(path, data)
    except Problem as problem:
        raise Problem(f"{path.name}: {problem.title}", problem.detail, problem.remedy) from problem
    if not any(transcript.turns for transcript in transcripts):
        raise Problem(f"{path.name} holds no words.", "", "Look whether the right file was chosen.")
    sha256 = hashlib.sha256(data).hexdigest()
    return [replace(transcript, source=path, source_sha256=sha256) for transcript in transcripts]


def files_in(folder: Path) -> list[Path]:
    """The files of a folder and its folders that can be read, in the order a person counts (2 before 10).

    Leaves out hidden files, Word's lock files, README and LICENSE, and whatever belongs to a study's own
    file, which is never opened; raises Problem where `folder` is none.
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
    for entry in sorted(entries, key=lambda entry: entry.name):
        if entry.name.startswith((".", "~$")) or ".qualcode" in entry.name.lower():
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


def _refuse_disguise(path: Path, data: bytes) -> None:
    for magic, what in _DISGUISES:
        if data.startswith(magic):
            raise Problem(f"{path.name} is really {what}.", f"Its name ends in {path.suffix}.", SAVE_AS)


def _unknown(path: Path) -> Problem:
    suffix = path.suffix.lower()
    if ".qualcode" in path.name.lower():
        return Problem(f"{path.name} belongs to a study, it is no transcript.", "", "Open it with qualcode.")
    what = _KNOWN_BUT_UNREAD.get(suffix, "in a format that is not known")
    return Problem(f"{path.name} is {what}, which is not read yet.", f"Read now: {READ_NOW}.", SAVE_AS)
