"""Whether a study is sound, and whether this computer can hold one."""

from __future__ import annotations

import json
import platform
import sqlite3
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from qualcode import __version__
from qualcode.analysis.phrases import day_in_words
from qualcode.analysis.versions import CurrentPlaces
from qualcode.project import backup
from qualcode.project.connection import check_sqlite
from qualcode.project.destroying import destroy_by, overdue
from qualcode.project.erase_begun import begun
from qualcode.project.finding import find_study
from qualcode.project.journal import differences
from qualcode.project.project import Project
from qualcode.transcripts.span import Span
from qualcode.transcripts.splices import Splices

_SYNCED = ("dropbox", "onedrive", "icloud", "mobile documents", "google drive", "googledrive", "nextcloud")


@dataclass(frozen=True)
class StudyReport:
    """What was looked at, in sentences, and what is wrong; never a word of the material."""

    sentences: tuple[str, ...]
    faults: tuple[str, ...]


def computer_report() -> list[str]:
    """Versions that matter. Raises Problem where SQLite is too old."""
    check_sqlite()
    python = ".".join(map(str, sys.version_info[:3]))
    sentences = [f"qualcode {__version__}, Python {python}, SQLite {sqlite3.sqlite_version}, {platform.system()}."]
    memory = sqlite3.connect(":memory:")
    try:
        memory.execute("CREATE VIRTUAL TABLE probe USING fts5 (words)")
    except sqlite3.Error:
        sentences.append("This Python's SQLite has no full-text search (FTS5): install a newer Python.")
    finally:
        memory.close()
    return sentences


def sync_warning(path: Path) -> str | None:
    """A sentence where the study lies in a folder that another program copies while it is written."""
    parts = [part.casefold() for part in path.absolute().parts]
    if any(name in part for part in parts for name in _SYNCED):
        return (
            "The study lies in a folder that is synchronised (Dropbox, OneDrive, iCloud, …). Copies made while it "
            "is open can be damaged: keep it elsewhere, and put finished exports there instead."
        )
    return None


def study_report(named: Path | None) -> StudyReport:
    """Check a study's file, its history and its texts. Raises Problem where it cannot be opened."""
    path = find_study(named)
    with Project.open(path, back_up=False) as project:
        faults = project.read_copy(_faults)
        codings, documents = project.conn.execute(
            "SELECT (SELECT count(*) FROM coding_seen), (SELECT count(*) FROM document WHERE deleted_at IS NULL)"
        ).fetchone()
        changes = project.conn.execute("SELECT count(*) FROM change").fetchone()[0]
        standing = list(_standing(project))
    copies = backup.backups(path)
    newest = f", the newest of {copies[0].name[:10]}" if copies else ""
    sentences = [
        f"{path.name}: {documents:,} documents, {codings:,} codings, {changes:,} changes in its history.",
        f"{len(copies)} backups{newest}.",
        *standing,
    ]
    if warning := sync_warning(path):
        sentences.append(warning)
    return StudyReport(tuple(sentences), tuple(faults))


def _standing(project: Project) -> Iterator[str]:
    """What stands over the study: until when it may be kept, what was begun, and whether its names are known."""
    late, day = overdue(project), destroy_by(project)
    if late is not None:
        yield f"{late.title} {late.detail}"
    elif day is not None:
        yield f"The material is to be destroyed by {day_in_words(day)}."
    if (halfway := begun(project.conn)) is not None:
        yield f"{halfway.title} {halfway.detail} {halfway.remedy}"
    if (unnamed := project.load_names()) is not None:
        yield f"{unnamed.title} {unnamed.detail} {unnamed.remedy}"


def _faults(conn: sqlite3.Connection) -> list[str]:
    found = [f"The file: {row[0]}." for row in conn.execute("PRAGMA integrity_check") if row[0] != "ok"]
    found += [f"The history does not add up: {sentence}." for sentence in differences(conn)]
    found += [f"A text is not what was imported: version {row}." for row in _changed_texts(conn)]
    found += [
        f"A coding lies outside its text: {row[0]}."
        for row in conn.execute(
            "SELECT c.id FROM coding_seen c JOIN document d ON d.id = c.document_id "
            "JOIN text_version v ON v.id = d.version_id JOIN text t ON t.sha256 = v.sha256 "
            "WHERE c.current_stop > length(t.words) OR c.current_start < 0"
        )
    ]
    found += [f"A text does not follow from the one before: version {row}." for row in _broken_texts(conn)]
    found += [f"A coding is not where its words are: {row}." for row in _misplaced(conn)]
    return found


def _broken_texts(conn: sqlite3.Connection) -> list[str]:
    """Versions whose words are not what their changes make of the version before."""
    broken = []
    for version, splices, words, before in conn.execute(
        "SELECT v.id, v.splices, t.words, b.words FROM text_version v JOIN text t ON t.sha256 = v.sha256 "
        "JOIN text_version p ON p.id = v.parent_id JOIN text b ON b.sha256 = p.sha256"
    ):
        try:
            follows = Splices.of(json.loads(splices)).apply(before) == words
        except ValueError:
            follows = False
        if not follows:
            broken.append(version)
    return broken


def _misplaced(conn: sqlite3.Connection) -> list[str]:
    """Codings that do not stand where the changes of their text lead them."""
    places = CurrentPlaces(conn)
    return [
        coding
        for coding, document, version, start, stop, first, last in conn.execute(
            "SELECT id, document_id, version_id, start, stop, current_start, current_stop FROM coding"
        )
        if places.span(document, version, Span(start, stop)) != Span(first, last)
    ]


def _changed_texts(conn: sqlite3.Connection) -> list[str]:
    import hashlib

    return [
        version
        for version, digest, words in conn.execute(
            "SELECT v.id, v.sha256, t.words FROM text_version v LEFT JOIN text t ON t.sha256 = v.sha256"
        )
        if words is None or hashlib.sha256(words.encode()).hexdigest() != digest
    ]
