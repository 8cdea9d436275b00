"""Put a finished file where it was asked for: whole or not at all, and never over something that is open."""

from __future__ import annotations

import errno
import os
import re
import secrets
import stat
from collections.abc import Collection
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path

from qualcode.participants.names import NO_NAMES, Names
from qualcode.problem import Problem

_LONGEST_STEM = 100
_MOST_NUMBERED = 99
_NOT_ON_WINDOWS = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f-\x9f]+')
_RESERVED = re.compile(r"(?i)^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)")


@dataclass(frozen=True, slots=True)
class Written:
    """What a writer left on disk, the asked-for file first, and sentences for the person who asked."""

    paths: tuple[Path, ...]
    sentences: tuple[str, ...] = ()


@dataclass
class Held:
    """Files that are finished but stay in memory, until all that go out together have been looked through."""

    files: list[tuple[Path, bytes]] = field(default_factory=list)

    def take(self, content: bytes, path: Path) -> Written:
        """Keep a file for the name that it can have. Raises Problem where there is none."""
        taken = {held for held, _ in self.files}
        try:
            reason = _why_not_over(path)
            if reason is None and path not in taken:
                self.files.append((path, content))
                return Written((path,))
            beside = _next_free(path, taken)
        except OSError as error:
            raise _problem(error, path) from error
        self.files.append((beside, content))
        return Written((beside,), (_beside(path, reason or "is written already", beside),))


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

    Where `path` is open in another program, write-protected or a folder, the file gets the next free numbered
    name beside it, and a sentence says so. Raises Problem where the folder cannot be written to.
    Within `leaving` it is written at its end.
    """
    held = HELD.get()
    return put_now(content, path) if held is None else held.take(content, path)


def put_now(content: bytes, path: Path) -> Written:
    """As `put`, at once."""
    folder = path.parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
        unfinished = folder / f".{secrets.token_hex(8)}.unfinished"
        try:
            with unfinished.open("xb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            return _move(unfinished, path)
        finally:
            unfinished.unlink(missing_ok=True)
    except OSError as error:
        raise _problem(error, path) from error


def _move(unfinished: Path, path: Path) -> Written:
    reason = _why_not_over(path)
    if reason is None:
        try:
            unfinished.replace(path)
        except PermissionError:
            # Windows refuses to replace a file that a program holds open.
            reason = "is open in another program"
        else:
            return Written((path,))
    beside = _next_free(path)
    unfinished.replace(beside)
    return Written((beside,), (_beside(path, reason, beside),))


def _beside(path: Path, reason: str, beside: Path) -> str:
    return f"“{path.name}” {reason}, so this was saved as “{beside.name}”."


def _why_not_over(path: Path) -> str | None:
    if path.is_symlink() or not path.exists():
        return None
    if path.is_dir():
        return "is a folder"
    if not path.stat().st_mode & stat.S_IWUSR:
        return "is write-protected"
    if any((path.parent / name).exists() for name in _owner_files(path.name)):
        return "is open in another program"
    return None


def _owner_files(name: str) -> tuple[str, ...]:
    """The files Word and LibreOffice leave beside a document while they have it open."""
    return (f"~${name}", f"~${name[2:]}", f".~lock.{name}#")


def _next_free(path: Path, taken: Collection[Path] = ()) -> Path:
    for number in range(2, _MOST_NUMBERED + 1):
        beside = path.with_name(f"{path.stem} ({number}){path.suffix}")
        if not os.path.lexists(beside) and beside not in taken:
            return beside
    raise Problem(
        f"“{path.name}” could not be replaced.",
        f"It is in use, and {_MOST_NUMBERED - 1} numbered copies already lie beside it.",
        "Close it, or choose another name.",
    )


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
