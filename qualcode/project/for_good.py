"""Replacing names for good: in every version of every text, the history, the search index, and the backups."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from qualcode.analysis.documents import documents, open_document
from qualcode.analysis.naming import left_places
from qualcode.edits.clock import Clock
from qualcode.edits.pseudonyms import RecordReplacement
from qualcode.participants.names import Name, Names
from qualcode.problem import Problem
from qualcode.project.files_left import files_left, imported_files
from qualcode.project.name_marks import keep_those_that_stand
from qualcode.project.project import Project
from qualcode.project.wiping import clean_copies, clean_traces, own_files, press_out, whole_or_not
from qualcode.project.without_names import Rewriting, cells
from qualcode.transcripts.span import Span

_AROUND = 60

# Bytes that stand in any file by chance: one or two letters, and what an id may hold.
_BY_CHANCE = re.compile("..?|[0-9a-f]+")


@dataclass(frozen=True, slots=True)
class Place:
    """A place where a name stands: in which document, in what words, and what will stand there."""

    document_id: str
    document: str
    before: str
    real: str
    shown: str
    after: str
    turn: int
    span: Span
    left: bool = False  # as it was said: somebody marked that it is no name here


@dataclass(frozen=True)
class Outcome:
    """What was done and what is left to do, in sentences; `left` names files that still hold one of the names."""

    places: int
    elsewhere: int
    sentences: tuple[str, ...]
    left: tuple[Path, ...] = ()


def places(conn: sqlite3.Connection, names: Names, document_ids: Iterable[str] | None = None) -> Iterator[Place]:
    """Where the names stand in the documents as they are now, each in its sentence or what is near.

    Places that are left as they were said are among them, and say so.
    """
    left_alone: dict[str, list[Span]] = {}
    for document_id, _, span in left_places(conn):
        left_alone.setdefault(document_id, []).append(span)
    wanted = None if document_ids is None else set(document_ids)
    for line in documents(conn):
        if wanted is not None and line.id not in wanted:
            continue
        document = open_document(conn, line.id)
        if document is None:
            continue
        turns = [turn.span for turn in document.turns]
        numbers = {turn.start: place for place, turn in enumerate(turns, start=1)}
        for splice in names.splices(document.text, line.id, turns):
            turn = max((one for one in turns if one.start <= splice.start), default=Span(0, len(document.text)))
            left = max(turn.start if splice.start < turn.end else 0, splice.start - _AROUND)
            right = min(turn.end if splice.start < turn.end else len(document.text), splice.end + _AROUND)
            text = document.text
            yield Place(
                line.id,
                line.called,
                _words_from(text[left : splice.start]) if left > turn.start else text[left : splice.start],
                text[splice.start : splice.end],
                splice.text,
                text[splice.end : right],
                numbers.get(turn.start, 1),
                Span(splice.start, splice.end),
                any(one.covers(Span(splice.start, splice.end)) for one in left_alone.get(line.id, ())),
            )


def texts(conn: sqlite3.Connection) -> list[str]:
    """The words of all documents as they are now."""
    return [
        words
        for (words,) in conn.execute(
            "SELECT t.words FROM document d JOIN text_version v ON v.id = d.version_id "
            "JOIN text t ON t.sha256 = v.sha256 WHERE d.deleted_at IS NULL"
        )
    ]


def _words_from(before: str) -> str:
    """Whole words only, after an ellipsis."""
    return "… " + before.partition(" ")[2] if " " in before.strip() else before


def replace_for_good(
    path: Path,
    names: Sequence[Name],
    coder: str | None = None,
    *,
    clock: Clock | None = None,
    team_too: bool = False,
) -> Outcome:
    """Replace names in a closed study and all that lies beside it; it cannot be taken back.

    Raises Problem where the study cannot be opened for writing, or what is left would not hold together; it is then
    as it was. Names kept to some documents are replaced in the text of those alone; whoever codes and has the same
    name keeps it, unless `team_too`.
    """
    wanted = Names(names)
    with Project.open(path, clock=clock, back_up=False) as project:
        if project.read_only:
            raise Problem("This study is open for reading only.", remedy="Copy it to a folder you may write to.")
        if coder is not None:
            project.sign_in(coder)
        imported = imported_files(project.conn, wanted)
        listed = project.names
        rewriting = _rewrite(project.conn, wanted, team_too, listed)
        project.make(RecordReplacement(len(wanted), rewriting.places))
        press_out(project.conn)
        left_inside = _held(cells(project.conn), wanted)
        kept = rewriting.left > 0 or any(
            _stands_still(name, words) for name in wanted for words in texts(project.conn)
        )
        lines = [
            f"Replaced for good: {_counted(rewriting.places, 'place')} in the texts, {rewriting.elsewhere:,} "
            "elsewhere, and the history. What was done before can still be undone; it brings no name back."
        ]
        if not team_too and in_the_team(project.conn, wanted):
            lines.append("Whoever codes and is called the same keeps the name.")
    cleaned, said = _clean_backups(path, wanted, team_too, listed)
    lines += said
    clean_traces(wanted.hits)
    left = [file for file in own_files(path) if _is_in_bytes(file, wanted, cleaned.get(file, left_inside))]
    if kept:
        lines.append(
            "Some of the words still stand in the study where you kept them: in places that are no "
            "name, in other documents, or small."
        )
    if wanted.hits(path.stem):
        lines.append(f"The study’s file is still called “{path.name}”: rename it when it is closed.")
    lines += files_left(path, imported, wanted)
    return Outcome(rewriting.places, rewriting.elsewhere, tuple(lines), tuple(left))


def _stands_still(name: Name, text: str) -> bool:
    """Whether a name that was kept to some documents, or to its capitals, stands elsewhere or small."""
    if name.documents is None and not name.as_written:
        return False
    return bool(Names([replace(name, documents=None, as_written=False)]).hits(text))


def in_the_team(conn: sqlite3.Connection, names: Names) -> list[str]:
    """Those who code and are called by one of the names."""
    return [name for (name,) in conn.execute("SELECT name FROM coder ORDER BY num") if names.hits(name)]


def _rewrite(conn: sqlite3.Connection, names: Names, team_too: bool, listed: Names) -> Rewriting:
    """Rewrite an open file whole, or leave it as it was; of all names `listed` those are marked that stand still."""
    rewriting = Rewriting(conn, names, team_too)

    def work() -> None:
        rewriting.run()
        keep_those_that_stand(conn, listed)

    whole_or_not(conn, work, "The names could not be replaced.")
    return rewriting


def _clean_backups(
    path: Path, names: Names, team_too: bool, listed: Names
) -> tuple[dict[Path, dict[str, int]], list[str]]:
    """Rewrite the copies beside the study; one that cannot be rewritten is deleted.

    Gives what each copy rightly holds still of the spellings, and sentences.
    """

    def rewrite(copy: sqlite3.Connection) -> dict[str, int]:
        _rewrite(copy, names, team_too, listed)
        return _held(cells(copy), names)

    cleaned, deleted = clean_copies(path, rewrite)
    said = [f"The names were replaced in {_counted(len(cleaned), 'backup')} too."] if cleaned else []
    if deleted:
        said.append(f"{_counted(deleted, 'backup')} could not be read, and so might hold the names: deleted.")
    return cleaned, said


# What is left


def _spellings(names: Names) -> set[str]:
    forms = {form for name in names for form, _ in name.forms}
    return {way for form in forms for way in (form, form.upper(), form.lower(), form.title())}


def _held(texts: Iterable[str], names: Names) -> dict[str, int]:
    """How often each spelling still stands in what the study holds, as part of a word or where it was kept."""
    found: dict[str, int] = {}
    spellings = _spellings(names)
    for text in texts:
        for spelling in spellings:
            if count := text.count(spelling):
                found[spelling] = found.get(spelling, 0) + count
    return found


def _is_in_bytes(file: Path, names: Names, held: dict[str, int]) -> bool:
    """Whether a file's bytes hold a spelling more often than the study's rows do, as UTF-8 or UTF-16."""
    content = file.read_bytes()
    return any(
        content.count(spelling.encode(encoding)) > held.get(spelling, 0)
        for spelling in _spellings(names)
        if not _BY_CHANCE.fullmatch(spelling)
        for encoding in ("utf-8", "utf-16-le", "utf-16-be")
    )


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
