"""One cell of a chart opened: the excerpts it holds, each with what was asked before it, and what was written."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from qualcode.analysis.cells import Basis, Rows, Said, Subject, excerpts_in, written_in
from qualcode.analysis.chart_cells import Cell, Cells
from qualcode.analysis.chart_groups import groups_by
from qualcode.analysis.codes import codebook
from qualcode.analysis.documents import CALLED
from qualcode.analysis.excerpt_rows import ExcerptRow, excerpt_rows
from qualcode.analysis.excerpts import Excerpt
from qualcode.analysis.linked_quotations import Checked, check
from qualcode.analysis.naming import names_of
from qualcode.participants.names import Names


@dataclass(frozen=True, slots=True)
class CellExcerpt:
    """An excerpt of a cell: `question` is what the interviewer asked just before, empty where nobody did.

    `rests` says whether the summary rests on it.
    """

    excerpt: Excerpt
    row: ExcerptRow
    question: str
    rests: bool


@dataclass(frozen=True)
class CellPage:
    """A cell opened: whom it is of, under which code (empty for a portrait), its excerpts, and what was written.

    `words` are those written as they are kept, for writing on; `cell.body` is the same as people see it.
    `quotations` are the linked ones, each with whether it still says what was said.
    """

    subject: Subject
    name: str
    code_id: str | None
    code: str
    cell: Cell
    excerpts: tuple[CellExcerpt, ...]
    words: str
    quotations: tuple[Checked, ...]


def cell_page(conn: sqlite3.Connection, subject: Subject, code_id: str | None, *, nested: bool = False) -> CellPage:
    """One cell opened, or the portrait of a row where the code is None."""
    names = names_of(conn)
    groups = groups_by(conn, subject.id, named=[subject.value]) if subject.rows is Rows.GROUPS else None
    kept = written_in(conn, subject, code_id)
    cells = Cells(conn, subject.rows, [code_id] if code_id is not None else [], nested, groups)
    if code_id is None:
        cell = cells.portrait(subject) or Cell.of_nobody()
    else:
        (cell,) = cells.of_row(subject, documents_with(conn, subject))
    found = cells.held.get(subject, {}).get(code_id, ()) if code_id is not None else ()
    code = codebook(conn).get(code_id) if code_id is not None else None
    return CellPage(
        subject,
        names.show(name_of(conn, subject)),
        code_id,
        names.show(code.title) if code is not None else "",
        cell,
        tuple(_opened(conn, found, kept.excerpts if kept is not None else frozenset(), names)),
        kept.body if kept is not None else "",
        tuple(check(conn, kept.body)) if kept is not None else (),
    )


def said_but_coded(
    conn: sqlite3.Connection, subject: Subject, code_id: str, *, nested: bool = False
) -> CellPage | None:
    """A cell opened that is said to hold nothing, or not to have been asked of, although it has excerpts.

    Those below its code are among them where it is said of them, too. None where it is no such cell.
    """
    kept = written_in(conn, subject, code_id)
    if kept is None or kept.said is Said.SUMMARISED:
        return None
    page = cell_page(conn, subject, code_id, nested=nested or Basis.of(kept.basis).nested)
    return page if page.excerpts else None


def excerpts_of_cell(
    conn: sqlite3.Connection, subject: Subject, code_id: str, *, nested: bool = False
) -> list[CellExcerpt]:
    """The excerpts of a cell, each with what was asked before it and whether the summary rests on it."""
    kept = written_in(conn, subject, code_id)
    found = excerpts_in(conn, subject, code_id, nested=nested)
    return _opened(conn, found, kept.excerpts if kept is not None else frozenset(), names_of(conn))


def with_questions(conn: sqlite3.Connection, found: Sequence[Excerpt]) -> list[CellExcerpt]:
    """Excerpts of any sort, each with what was asked before it."""
    return _opened(conn, found, frozenset(), names_of(conn))


def _opened(
    conn: sqlite3.Connection, found: Sequence[Excerpt], rests_on: frozenset[str], names: Names
) -> list[CellExcerpt]:
    rows = excerpt_rows(conn, found)
    return [
        CellExcerpt(one, row, question_before(conn, one, names), not rests_on.isdisjoint(one.coding_ids))
        for one, row in zip(found, rows, strict=True)
    ]


def question_before(conn: sqlite3.Connection, excerpt: Excerpt, names: Names) -> str:
    """What the interviewer asked just before an excerpt; empty where somebody else spoke, or nobody."""
    found = conn.execute(
        "SELECT substr(t.words, turn.start + 1, turn.stop - turn.start), s.is_interviewer FROM document d "
        "JOIN turn ON turn.version_id = d.version_id JOIN text_version v ON v.id = d.version_id "
        "JOIN text t ON t.sha256 = v.sha256 LEFT JOIN speaker s ON s.id = turn.speaker_id "
        "WHERE d.id = ? AND turn.start < (SELECT min(first.start) FROM turn first "
        "WHERE first.version_id = d.version_id AND first.stop > ? AND first.start < ?) "
        "ORDER BY turn.start DESC LIMIT 1",
        (excerpt.document_id, excerpt.start, excerpt.stop),
    ).fetchone()
    return " ".join(names.show(found[0], excerpt.document_id).split()) if found is not None and found[1] else ""


def name_of(conn: sqlite3.Connection, subject: Subject) -> str:
    """What a row is called, real names in it as they are; empty where it is gone."""
    if subject.rows is Rows.GROUPS:
        return subject.value
    called = "d.pseudonym FROM participant d" if subject.rows is Rows.PARTICIPANTS else f"{CALLED} FROM document d"
    found = conn.execute(f"SELECT {called} WHERE d.id = ? AND d.deleted_at IS NULL", (subject.id,)).fetchone()
    return str(found[0]) if found is not None else ""


def documents_with(conn: sqlite3.Connection, subject: Subject) -> list[str]:
    """The documents in which a row has words, those that were taken out left out."""
    if subject.rows is Rows.DOCUMENTS:
        return [subject.id]
    people = [subject.id]
    if subject.rows is Rows.GROUPS:
        groups = groups_by(conn, subject.id)
        members = sorted(groups.members(subject.value)) if groups is not None else []
        if groups is None or groups.of_documents:
            return members
        people = members
    return [
        row[0]
        for person in people
        for row in conn.execute(
            "SELECT DISTINCT s.document_id FROM speaker s JOIN document d ON d.id = s.document_id "
            "WHERE s.participant_id = ? AND s.deleted_at IS NULL AND d.deleted_at IS NULL",
            (person,),
        )
    ]
