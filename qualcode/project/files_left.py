"""The files outside a study that hold names after they were replaced in it: those imported from, those exported."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Protocol

from qualcode.problem import Problem

_NAMED = 8
_LONGEST = 10_000_000  # bytes
_MOST_BESIDE = 300  # files of a folder that are read beside an imported one, or the study: a minute at the worst


class Sought(Protocol):
    """What is looked for in files, such as a list of names."""

    def hits(self, text: str) -> object: ...


@dataclass(frozen=True, slots=True)
class Imported:
    """A file that something was imported from, as the study remembers it.

    `path` is relative to the study's folder, without a folder where only the name is remembered. `named` is True
    where one of the names stood in what was imported.
    """

    path: Path
    named: bool

    def lies_at(self, study: Path) -> Path | None:
        """The file, where it still lies where it was."""
        found = (study.parent / self.path).resolve()
        return found if found.is_file() else None


def imported_files(conn: sqlite3.Connection, names: Sought) -> list[Imported]:
    """The files that documents and surveys came from, each once; read it before the names are replaced.

    Documents that were taken out again are among them: their files lie where they did.
    """
    found: dict[str, bool] = {}
    for path, words in _sources(conn):
        found[path] = found.get(path, False) or bool(names.hits(words)) or bool(names.hits(Path(path).stem))
    return [Imported(Path(path), named) for path, named in found.items()]


def _sources(conn: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """Where each text, speaker and survey came from, with its words."""
    yield from conn.execute(
        "SELECT d.source_path, t.words FROM document d JOIN text_version v ON v.document_id = d.id "
        "JOIN text t ON t.sha256 = v.sha256 WHERE d.source_path IS NOT NULL ORDER BY d.num"
    )
    yield from conn.execute(
        "SELECT d.source_path, s.label FROM document d JOIN speaker s ON s.document_id = d.id "
        "WHERE d.source_path IS NOT NULL ORDER BY d.num"
    )
    yield from conn.execute(
        "SELECT y.source_name, t.words FROM survey y JOIN question q ON q.survey_id = y.id "
        "JOIN document d ON d.question_id = q.id JOIN text_version v ON v.document_id = d.id "
        "JOIN text t ON t.sha256 = v.sha256 WHERE y.source_name != '' ORDER BY y.num"
    )


# Looking


def files_left(study: Path, imported: Sequence[Imported], names: Sought, called: str = "the names") -> list[str]:
    """Sentences naming every file that still holds the names, and those that could not be looked into.

    Looked into are the folders that the study's documents were imported from, and all of the study's own. An imported
    file that lies there no longer is named all the same. No file is altered.
    """
    own = study.parent.resolve()
    looked = _Looked(names, called)
    lying = {one: found for one in imported if (found := one.lies_at(study)) is not None}
    said = looked.into("imported", sorted(set(lying.values())))
    folders = sorted({found.parent for found in lying.values()} | {_folder(study, one) for one in imported})
    for folder in (folder for folder in folders if folder.is_dir()):
        beside = [file for file in sorted(folder.iterdir()) if _may_be_looked_into(file)]
        said += looked.into("beside what was imported", beside[:_MOST_BESIDE])
        if len(beside) > _MOST_BESIDE:
            said.append(f"Of the {len(beside):,} files in {folder} only the first {_MOST_BESIDE} were looked into.")
    for name, what in (("transcripts", "in the study’s folder"), ("exports", "exported earlier")):
        said += looked.into(what, sorted(file for file in (own / name).rglob("*") if _may_be_looked_into(file)))
    others = list(islice(_elsewhere(own), _MOST_BESIDE + 1))
    said += looked.into("elsewhere in the study’s folder", others[:_MOST_BESIDE])
    if len(others) > _MOST_BESIDE:
        said.append(
            f"There are many files in {own}, beside transcripts and exports; only {_MOST_BESIDE} were looked into."
        )
    if gone := sorted({one.path.name for one in imported if one.named and one not in lying}):
        said.append(_gone(gone, called))
    return said


def _folder(study: Path, one: Imported) -> Path:
    """The folder that a file lay in; of one whose name alone is remembered, the study's for transcripts."""
    place = one.path.parent
    return (study.parent / (place if place != Path() else "transcripts")).resolve()


def _elsewhere(own: Path) -> Iterator[Path]:
    """The files of the study's folder that lie neither among the transcripts nor the exports, the nearest first."""
    folders = [own]
    for folder in folders:  # grows as folders are found
        try:
            inside = sorted(folder.iterdir())
        except OSError:
            continue
        yield from (file for file in inside if _may_be_looked_into(file))
        folders += (
            one
            for one in inside
            if one.is_dir()
            and not one.is_symlink()
            and not one.name.startswith(".")
            and ".qualcode" not in one.name.lower()
            and one not in (own / "transcripts", own / "exports")
        )


def _may_be_looked_into(file: Path) -> bool:
    return file.is_file() and not file.name.startswith((".", "~$")) and ".qualcode" not in file.name.lower()


class _Looked:
    """Files looked into, each once."""

    def __init__(self, names: Sought, called: str) -> None:
        self._names = names
        self._called = called
        self._seen: set[Path] = set()

    def into(self, what: str, files: Iterable[Path]) -> list[str]:
        """Sentences about files, folder by folder; `what` they are stands after their number."""
        holding: dict[Path, list[Path]] = {}
        unread: dict[Path, list[Path]] = {}
        for file in (one.resolve() for one in files):
            if file in self._seen:
                continue
            self._seen.add(file)
            words = _words_in(file)
            if words is None and not self._names.hits(file.stem):
                unread.setdefault(file.parent, []).append(file)
            elif self._names.hits(f"{words or ''}\n{file.stem}"):
                holding.setdefault(file.parent, []).append(file)
        said = []
        for folder, found in holding.items():
            holds, are = ("holds", "is") if len(found) == 1 else ("hold", "are")
            holds = f"still {holds} {self._called} and {are}"
            said.append(f"{_counted(len(found))} {what} {holds} not altered: {_listed(found)}. Look in {folder}")
        for folder, found in unread.items():
            said.append(f"{_counted(len(found))} in {folder} could not be looked into: {_listed(found)}.")
        return said


def _words_in(file: Path) -> str | None:
    """All that is read of a file: words, speakers, titles, comments, cells; None where it cannot be read."""
    from qualcode.participants.workbooks import workbook_tables
    from qualcode.transcripts.csv_table import text_of_table
    from qualcode.transcripts.importers import can_read, read

    try:
        if file.suffix.casefold() in (".csv", ".tsv"):
            return text_of_table(file)
        if file.suffix.casefold() in (".xlsx", ".xlsm"):
            tables = workbook_tables(file)
            return "\n".join(cell for table in tables for _, cells in table.rows for cell in cells)
        if not can_read(file):
            return _as_text(file)
        parts = [
            [one.text, one.name, one.title or "", *one.speakers(), *(comment.words for comment in one.comments)]
            for one in read(file)
        ]
    except (Problem, OSError):
        return None
    return "\n".join(words for part in parts for words in part)


def _as_text(file: Path) -> str | None:
    """A file of whatever ending where it is plain text; None where it is not, or too long to be a note."""
    if file.stat().st_size > _LONGEST:
        return None
    try:
        words = file.read_bytes().decode()
    except UnicodeDecodeError:
        return None
    return None if "\0" in words else words


def _gone(names: Sequence[str], called: str) -> str:
    """What is said of imported files that lie no longer where they did."""
    if len(names) == 1:
        return f"The file {names[0]}, wherever it lies, still holds {called}: it is not where it was imported from."
    listed = f"{', '.join(names[:_NAMED])}{f' and {len(names) - _NAMED:,} more' if len(names) > _NAMED else ''}"
    return f"{_counted(len(names))}, wherever they lie, still hold {called}: {listed}. They are not where they were."


def _counted(number: int) -> str:
    return f"{number:,} file" if number == 1 else f"{number:,} files"


def _listed(files: Sequence[Path]) -> str:
    named = ", ".join(file.name for file in files[:_NAMED])
    return named if len(files) <= _NAMED else f"{named} and {len(files) - _NAMED:,} more"
