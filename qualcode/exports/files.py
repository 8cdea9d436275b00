"""Put a finished file where it was asked for: whole or not at all, and never over what somebody wrote on or has open.

Of what is written a mark is kept outside the study, by which it is known again as nobody's work but the program's.
"""

from __future__ import annotations

import errno
import os
import re
import secrets
import stat
from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from hashlib import file_digest, sha256
from pathlib import Path

from qualcode import settings
from qualcode.participants.names import NO_NAMES, Names
from qualcode.problem import Problem

_LONGEST_STEM = 100
_MOST_NUMBERED = 99
_OPEN = "is open in another program"
_NOT_ON_WINDOWS = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f-\x9f]+')
_RESERVED = re.compile(r"(?i)^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)")


@dataclass(frozen=True, slots=True)
class Written:
    """What a writer left on disk, the asked-for file first, and sentences for the person who asked."""

    paths: tuple[Path, ...]
    sentences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a file goes that was meant for a path: there or beside it, over a file or not; `said` is why beside."""

    path: Path
    is_over: bool = False
    said: tuple[str, ...] = ()


@dataclass
class Held:
    """Files that are finished but stay in memory, until all that go out together have been looked through."""

    files: list[tuple[Path, bytes]] = field(default_factory=list)
    meant: dict[Path, Path] = field(default_factory=dict)

    def take(self, content: bytes, path: Path) -> Written:
        """Keep a file for the name that it can have. Raises Problem where there is none."""
        try:
            place = _place(path, _mark(content), dict.fromkeys(self.meant, "is written already"))
        except OSError as error:
            raise _problem(error, path) from error
        self.files.append((place.path, content))
        self.meant[place.path] = path
        return Written((place.path,), place.said)


HELD: ContextVar[Held | None] = ContextVar("held", default=None)
"""Where `put` leaves finished files while something is to be checked in them; see `leaving`."""


def file_name(title: str, suffix: str) -> str:
    """A file name for `title` that Windows, macOS and Linux all accept; `suffix` begins with a point."""
    stem = re.sub(r"\s+", " ", _NOT_ON_WINDOWS.sub(" ", title)).strip(" .")[:_LONGEST_STEM].rstrip(" .")
    if not stem:
        stem = "report"
    if _RESERVED.match(stem):
        stem = f"_{stem}"
    return stem + suffix


def report_path(
    study: Path, suffix: str, names: Names = NO_NAMES, *, outside: bool = False, what: str = "themed-excerpts"
) -> Path:
    """Where a report goes that nobody gave a name: named after the study's file, without names of its list."""
    who = "-outside" if outside else ""
    return study.parent / "exports" / file_name(f"{names.show(study.stem)}-{what}{who}", suffix)


def name_part(title: str) -> str:
    """A title as a part of a file's name: small letters and figures with hyphens between."""
    return "-".join("".join(letter if letter.isalnum() else " " for letter in title.casefold()).split())


def check_name(path: Path, names: Names) -> None:
    """Raise Problem where a file would be called by a name of the study's list."""
    if names.hits(path.stem):
        raise Problem(
            "The file’s name holds a name that is on the list of names.",
            "Whoever gets the file would read it there. Nothing was written.",
            "Give the file another name.",
        )


def put(content: bytes, path: Path) -> Written:
    """Write to a temporary file beside `path`, then move it there; a link there is replaced, not followed.

    Where what is there is not as it was written last, or is open in another program, write-protected or a folder,
    the file gets the next numbered name beside it, and a sentence says so. Raises Problem where the folder cannot be
    written to. Within `leaving` it is written at its end.
    """
    held = HELD.get()
    return put_now(content, path) if held is None else held.take(content, path)


def put_now(content: bytes, path: Path, *, meant: Path | None = None) -> Written:
    """As `put`, at once; `meant` is the path it was meant for where that is another."""
    folder, mark = path.parent, _mark(content)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        unfinished = folder / f".{secrets.token_hex(8)}.unfinished"
        try:
            with unfinished.open("xb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            place = _move(unfinished, path, mark)
        finally:
            unfinished.unlink(missing_ok=True)
    except OSError as error:
        raise _problem(error, path) from error
    settings.remember_written((_known_as(place.path, meant or path), _known_as(place.path)), mark)
    return Written((place.path,), place.said)


def place_of(path: Path) -> Place:
    """Where a file would go now that is meant for `path`; that path itself where it cannot be told."""
    try:
        return _place(path)
    except (OSError, Problem):
        return Place(path)


def _move(unfinished: Path, path: Path, mark: str) -> Place:
    in_use: dict[Path, str] = {}
    while True:
        place = _place(path, mark, in_use)
        try:
            unfinished.replace(place.path)
        except PermissionError:
            # Windows refuses to replace a file that a program holds open.
            if not place.is_over:
                raise
            in_use[place.path] = _OPEN
        else:
            return place


def _place(path: Path, mark: str = "", against: Mapping[Path, str] | None = None) -> Place:
    """Where a file goes whose content has this mark, `against` being why some places are none. Raises Problem."""
    why = ""
    for number in range(1, _MOST_NUMBERED + 1):
        one = path if number == 1 else path.with_name(f"{path.stem} {number}{path.suffix}")
        reason = (against or {}).get(one) or _why_not_over(one, path, mark)
        if reason is None:
            said = (f"“{path.name}” {why}, so this is “{one.name}”.",) if why else ()
            return Place(one, os.path.lexists(one), said)
        why = why or reason
    raise Problem(
        f"“{path.name}” could not be replaced.",
        f"It {why}, and {_MOST_NUMBERED - 1} numbered files beside it are to be left too.",
        "Move some of them away, or choose another name.",
    )


def _why_not_over(path: Path, meant: Path, mark: str) -> str | None:
    if path.is_symlink() or not path.exists():
        return None
    if path.is_dir():
        return "is a folder"
    if not path.stat().st_mode & stat.S_IWUSR:
        return "is write-protected"
    if any((path.parent / name).exists() for name in _owner_files(path.name)):
        return _OPEN
    last = settings.last_written(_known_as(path, meant))
    if path.is_file() and _mark_of(path) in (mark, last):
        return None
    return "was changed since it was written" if last else "was there already"


def _known_as(path: Path, meant: Path | None = None) -> str:
    """By what a file is known again: one beside what was meant is known as standing for that."""
    place = Path(os.path.realpath(path.parent), path.name)
    return f"{place}" if meant is None or meant == path else f"{place} for {meant.name}"


def _mark(content: bytes) -> str:
    return sha256(content).hexdigest()


def _mark_of(path: Path) -> str | None:
    """The mark of a file; None where it may not be read."""
    try:
        with path.open("rb") as file:
            return file_digest(file, "sha256").hexdigest()
    except PermissionError:
        return None


def _owner_files(name: str) -> tuple[str, ...]:
    """The files Word and LibreOffice leave beside a document while they have it open."""
    return (f"~${name}", f"~${name[2:]}", f".~lock.{name}#")


def _problem(error: OSError, path: Path) -> Problem:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return Problem(
            f"“{path.name}” was not saved: the disk is full.",
            "Nothing was changed.",
            "Free some space, or choose another folder.",
        )
    if error.errno == errno.ENAMETOOLONG:
        return Problem(f"“{path.name}” was not saved: the name is too long.", "", "Choose a shorter name.")
    return Problem(
        f"“{path.name}” was not saved.",
        f"The folder “{path.parent}” cannot be written to ({error.strerror or 'no reason given'}).",
        "Choose another folder.",
    )
