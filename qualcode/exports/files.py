"""Put a finished file where it was asked for: whole or not at all, and never over what somebody wrote on or has open.

Of what is written a mark is kept outside the study, by which it is known again as nobody's work but the program's,
and one of what it is of: an essay's file does not take the place of another's that is called alike.
"""

from __future__ import annotations

import errno
import os
import re
import secrets
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
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
_LONGEST_OF = 16  # characters of a mark of what a file is of
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


_OF: ContextVar[str] = ContextVar("of", default="")


@contextmanager
def files_of(one: str) -> Iterator[None]:
    """Put all files within as those of `one`: an essay or a document by its id, or what else is written again."""
    before = _OF.set(one)
    try:
        yield
    finally:
        _OF.reset(before)


@dataclass
class Held:
    """Files that are finished but stay in memory, until all that go out together have been looked through."""

    files: list[tuple[Path, bytes]] = field(default_factory=list)
    meant: dict[Path, Path] = field(default_factory=dict)
    of: dict[Path, str] = field(default_factory=dict)

    def take(self, content: bytes, path: Path) -> Written:
        """Keep a file for the name that it can have. Raises Problem where there is none."""
        try:
            place = _place(path, _Mark.of(content), dict.fromkeys(self.meant, "is written already"))
        except OSError as error:
            raise _problem(error, path) from error
        self.files.append((place.path, content))
        self.meant[place.path] = path
        self.of[place.path] = _OF.get()
        return Written((place.path,), place.said)

    def let_go(self) -> Iterator[str]:
        """Write them all; gives what is to be said of them. Raises Problem where one cannot be written."""
        for path, content in self.files:
            with files_of(self.of[path]):
                written = _put_now(content, path, meant=self.meant[path])
            yield from written.sentences


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

    Where what is there is not as it was written last, is of something else (`files_of`), or is open in another
    program, write-protected or a folder, the file gets the next numbered name beside it, and a sentence says so.
    Raises Problem where the folder cannot be written to. Within `leaving` it is written at its end.
    """
    held = HELD.get()
    return _put_now(content, path) if held is None else held.take(content, path)


def _put_now(content: bytes, path: Path, *, meant: Path | None = None) -> Written:
    """As `put`, at once; `meant` is the path it was meant for where that is another."""
    folder, mark = path.parent, _Mark.of(content)
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
    settings.remember_written((_known_as(place.path, meant or path), _known_as(place.path)), mark.as_kept())
    return Written((place.path,), place.said)


def place_of(path: Path, of: str | None = None) -> Place:
    """Where a file would go now that is meant for `path`; that path itself where it cannot be told.

    `of` is what it is of, as in `files_of`; None where it may take the place of whatever was written there.
    """
    try:
        return _place(path, None if of is None else _Mark("", _mark_of_one(of)))
    except (OSError, Problem):
        return Place(path)


@dataclass(frozen=True, slots=True)
class _Mark:
    """What is kept of a file: a mark of what is in it, and one of what it is of, empty where nobody said."""

    inside: str
    whose: str

    @classmethod
    def of(cls, content: bytes) -> _Mark:
        """That of a file to be written now."""
        return cls(_mark(content), _mark_of_one(_OF.get()))

    @classmethod
    def last_of(cls, place: str) -> _Mark | None:
        """That of what was last written to a place; None where that is not known."""
        inside, _, whose = settings.last_written(place).partition(" ")
        return cls(inside, whose) if inside else None

    def as_kept(self) -> str:
        """As the record has it."""
        return f"{self.inside} {self.whose}".rstrip()


def _move(unfinished: Path, path: Path, mark: _Mark) -> Place:
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


def _place(path: Path, mark: _Mark | None = None, against: Mapping[Path, str] | None = None) -> Place:
    """Where a file of this mark goes, `against` being why some places are none. Raises Problem."""
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


def _why_not_over(path: Path, meant: Path, mark: _Mark | None) -> str | None:
    if path.is_symlink() or not path.exists():
        return None
    if path.is_dir():
        return "is a folder"
    if not path.stat().st_mode & stat.S_IWUSR:
        return "is write-protected"
    if any((path.parent / name).exists() for name in _owner_files(path.name)):
        return _OPEN
    there = _mark_of(path) if path.is_file() else None
    last, itself = _Mark.last_of(_known_as(path, meant)), _Mark.last_of(_known_as(path))
    if mark is not None and itself is not None and itself.inside == there:
        if itself.whose != mark.whose:
            return "holds something else" if itself.whose else "was there already"
        # Two that are called alike were once written together, and the second is written again alone.
        last = itself if mark.whose else last
    if there is not None and there in (mark.inside if mark else None, last.inside if last else None):
        return None
    return "was changed since it was written" if last else "was there already"


def _known_as(path: Path, meant: Path | None = None) -> str:
    """By what a file is known again: one beside what was meant is known as standing for that."""
    place = Path(os.path.realpath(path.parent), path.name)
    return f"{place}" if meant is None or meant == path else f"{place} for {meant.name}"


def _mark_of_one(one: str) -> str:
    """The mark of what a file is of; empty where nobody said."""
    # A title may hold a name: like all of the record, what a file is of is known by its mark alone.
    return _mark(one.encode("utf-8", "surrogatepass"))[:_LONGEST_OF] if one else ""


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
