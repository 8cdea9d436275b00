"""The memos of a study, in the order they are to be written up, with all that each is about."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from qualcode.analysis.codes import codebook
from qualcode.analysis.documents import CALLED, shown
from qualcode.analysis.naming import names_of
from qualcode.analysis.people import participants
from qualcode.analysis.verbatims import verbatim
from qualcode.analysis.versions import CurrentPlaces
from qualcode.participants.disclosure import Audience, clear
from qualcode.problem import Problem
from qualcode.transcripts.span import Span

KINDS = ("idea", "question", "tension", "opportunity", "method", "about me")

_TITLE = 90  # letters of a first line that stand for a memo where others name it


@dataclass(frozen=True, slots=True)
class Thing:
    """Something a memo can be about.

    `what` is study, area, code, document, participant, memo, passage, coding or quote; `name` is what it is called.
    The last three lie in `document_id` at `span` (its current text; half-open, code points; empty where the words
    were taken out), said by `who` at `seconds` in the turn of that number, from 1; a coding has its `code_id`. `gone`
    says that it was removed.
    """

    what: str
    table: str
    row_id: str
    name: str = ""
    span: Span | None = None
    document_id: str | None = None
    who: str = ""
    seconds: float | None = None
    turn: int | None = None
    gone: bool = False
    link_id: str = ""
    code_id: str | None = None

    @property
    def key(self) -> tuple[str, str, Span | None]:
        """What tells it from other things."""
        return self.table, self.row_id, self.span if self.what == "passage" else None


@dataclass(frozen=True, slots=True)
class MemoThere:
    """A memo on a thing, as it is offered where one is about to write on that thing."""

    id: str
    kind: str
    body: str
    coder_id: str | None
    coder: str
    created_at: str


@dataclass(frozen=True, slots=True)
class MemoEntry:
    """A memo: `number` is its place in the write-up order, from 1; times are ISO 8601 with the writer's offset.

    `linked_by` are the memos that are about this one, each with its id and title.
    """

    id: str
    number: int
    kind: str
    body: str
    coder_id: str | None
    coder: str
    created_at: str
    changed_at: str
    about: tuple[Thing, ...] = ()
    linked_by: tuple[tuple[str, str], ...] = ()

    @property
    def title(self) -> str:
        """Its first line."""
        return title_of(self.body)


def title_of(body: str) -> str:
    """The first line of a memo's words, cut where it is long."""
    line = next((line.strip() for line in body.splitlines() if line.strip()), "")
    return line if len(line) <= _TITLE else line[: _TITLE - 1].rstrip() + "…"


def memos(conn: sqlite3.Connection) -> list[MemoEntry]:
    """All memos in the order to write them up in, those never put in order last; 2,000 take about 60 ms."""
    rows = conn.execute(
        "SELECT m.id, m.kind, m.body, m.coder_id, coalesce(coder.name, ''), m.created_at, m.changed_at FROM memo m "
        "LEFT JOIN coder ON coder.id = m.coder_id WHERE m.deleted_at IS NULL "
        "ORDER BY m.position = 0, m.position, m.num"
    ).fetchall()
    titles = {row[0]: title_of(row[2]) for row in rows}
    about: dict[str, list[Thing]] = defaultdict(list)
    linked_by: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for memo_id, thing in _links(conn):
        about[memo_id].append(thing)
        if thing.table == "memo" and memo_id in titles:
            linked_by[thing.row_id].append((memo_id, titles[memo_id]))
    found = [
        MemoEntry(
            memo_id,
            number,
            kind,
            body,
            coder_id,
            coder,
            made,
            changed,
            tuple(about[memo_id]),
            tuple(linked_by[memo_id]),
        )
        for number, (memo_id, kind, body, coder_id, coder, made, changed) in enumerate(rows, start=1)
    ]
    return names_of(conn).show_all(found)


def memo_words(conn: sqlite3.Connection, memo_id: str) -> tuple[str, str] | None:
    """A memo's kind and its words as they were written, to be edited; None where it is gone."""
    found = conn.execute("SELECT kind, body FROM memo WHERE id = ? AND deleted_at IS NULL", (memo_id,)).fetchone()
    return None if found is None else (str(found[0]), str(found[1]))


def memos_there(conn: sqlite3.Connection, thing: Thing) -> list[MemoThere]:
    """The memos on just this thing, whoever wrote them, the latest first."""
    places = CurrentPlaces(conn)
    found: dict[str, MemoThere] = {}
    for version, start, stop, *memo in conn.execute(
        "SELECT l.version_id, l.start, l.stop, m.id, m.kind, m.body, m.coder_id, coalesce(coder.name, ''), "
        "m.created_at FROM memo_link l JOIN memo m ON m.id = l.memo_id LEFT JOIN coder ON coder.id = m.coder_id "
        "WHERE l.on_id = ? AND l.on_table = ? AND m.deleted_at IS NULL AND l.deleted_at IS NULL ORDER BY m.num DESC",
        (thing.row_id, thing.table),
    ):
        span = None if version is None else places.span(thing.row_id, version, Span(start, stop))
        if span == thing.key[2]:
            found.setdefault(memo[0], MemoThere(*memo))
    return list(found.values())


def memos_by_row(conn: sqlite3.Connection, table: str) -> dict[str, list[tuple[str, str]]]:
    """Kind and words of the memos on whole rows of a table, by the row's id, oldest first."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row_id, kind, body in conn.execute(
        "SELECT l.on_id, m.kind, m.body FROM memo_link l JOIN memo m ON m.id = l.memo_id AND m.deleted_at IS NULL "
        "WHERE l.on_table = ? AND l.start IS NULL AND l.deleted_at IS NULL ORDER BY m.num",
        (table,),
    ):
        found[row_id].append((kind, body))
    return found


def linked_words(conn: sqlite3.Connection, about: Sequence[Thing], day: date) -> dict[str, str]:
    """The words of the passages among some things, by their links; why not, where they were withdrawn."""
    found: dict[str, str] = {}
    for thing in about:
        if thing.document_id is None or thing.gone:
            continue
        if not thing.span:
            found[thing.link_id] = "(its words are no longer in the text)"
            continue
        try:
            said = verbatim(conn, thing.document_id, thing.span)
        except Problem:
            continue
        clearance = clear([said], Audience.TEAM, on=day, names=names_of(conn))
        cleared = [one.text for one in clearance.cleared]
        found[thing.link_id] = cleared[0] if cleared else f"(held back: {clearance.held_back[0].reason})"
    return found


def things(conn: sqlite3.Connection) -> list[Thing]:
    """Whatever a memo can be linked with by name: the study, codes, documents, participants, memos."""
    (study,) = conn.execute("SELECT id FROM study").fetchone()
    found = [Thing("study", "study", study, "the study")]
    found += [
        Thing("area" if code.is_area else "code", "code", code.id, code.title) for code, _ in codebook(conn).walk()
    ]
    found += [
        Thing("document", "document", row[0], row[1])
        for row in conn.execute(
            f"SELECT d.id, {CALLED} FROM document d WHERE d.deleted_at IS NULL AND d.question_id IS NULL "
            "ORDER BY d.position, d.num"
        )
    ]
    found += [Thing("participant", "participant", person.id, person.pseudonym) for person in participants(conn)]
    found += [
        Thing("memo", "memo", row[0], title_of(row[1]))
        for row in conn.execute("SELECT id, body FROM memo WHERE deleted_at IS NULL ORDER BY num DESC")
    ]
    return names_of(conn).show_all(found)


def wider(conn: sqlite3.Connection, table: str, row_id: str, span: Span | None = None) -> list[Thing]:
    """A thing and what it lies in, the narrowest first: coding, passage, participant, document, code, study.

    `span` makes a document one passage of it.
    """
    (study,) = conn.execute("SELECT id FROM study").fetchone()
    found: list[tuple[str, str, Span | None]] = [(table, row_id, span)]
    if table == "coding":
        row = conn.execute(
            "SELECT document_id, current_start, current_stop, code_id FROM coding WHERE id = ?", (row_id,)
        ).fetchone()
        if row is not None:
            found += _around(conn, row[0], Span(row[1], row[2]))
            found.append(("code", row[3], None))
    elif table == "document" and span is not None:
        found += _around(conn, row_id, span)[1:]
    if table != "study":
        found.append(("study", study, None))
    describe = _Describing(conn)
    return names_of(conn).show_all([describe.thing(*one) for one in found])


def _around(conn: sqlite3.Connection, document_id: str, span: Span) -> list[tuple[str, str, Span | None]]:
    """A passage, who says it, and the document."""
    people = conn.execute(
        "SELECT DISTINCT s.participant_id FROM document d JOIN turn t ON t.version_id = d.version_id "
        "JOIN speaker s ON s.id = t.speaker_id WHERE d.id = ? AND t.start < ? AND t.stop > ? "
        "AND s.participant_id IS NOT NULL ORDER BY t.start LIMIT 1",
        (document_id, span.end, span.start),
    ).fetchall()
    passage: list[tuple[str, str, Span | None]] = [("document", document_id, span)] if span else []
    return [*passage, *(("participant", row[0], None) for row in people), ("document", document_id, None)]


_Row = tuple[Any, ...]


def _links(conn: sqlite3.Connection) -> Iterator[tuple[str, Thing]]:
    """What each memo is about, in the order it was said, with the memo's id."""
    places = CurrentPlaces(conn)
    describe = _Describing(conn)
    for link_id, memo_id, table, row_id, version, start, stop in conn.execute(
        "SELECT l.id, l.memo_id, l.on_table, l.on_id, l.version_id, l.start, l.stop FROM memo_link l "
        "JOIN memo m ON m.id = l.memo_id AND m.deleted_at IS NULL WHERE l.deleted_at IS NULL ORDER BY l.num"
    ).fetchall():
        span = None if version is None else places.span(row_id, version, Span(start, stop))
        yield memo_id, replace(describe.thing(table, row_id, span), link_id=link_id)


class _Describing:
    """Says of a row what it is and what it is called; what is asked for twice is read once."""

    def __init__(self, conn: sqlite3.Connection) -> None:
        self._conn = conn
        self._places = CurrentPlaces(conn)
        self._known: dict[tuple[str, str, Span | None], Thing] = {}

    def thing(self, table: str, row_id: str, span: Span | None = None) -> Thing:
        """The thing; of a document the passage at `span` of its current text, where one is given."""
        key = (table, row_id, span)
        if key not in self._known:
            self._known[key] = self._read(table, row_id, span)
        return self._known[key]

    def _read(self, table: str, row_id: str, span: Span | None) -> Thing:
        if table == "document" and span is not None:
            return self._placed(Thing("passage", table, row_id), row_id, span)
        if table == "coding":
            return self._coding(row_id)
        if table == "quote":
            return self._quote(row_id)
        sql = _NAMED.get(table)
        found = self._one(sql, row_id) if sql is not None else None
        if found is None:
            return Thing(table, table, row_id, gone=True)
        what, name, deleted = found
        return Thing(what, table, row_id, title_of(name) if table == "memo" else name, gone=deleted is not None)

    def _coding(self, row_id: str) -> Thing:
        found = self._one(
            "SELECT c.document_id, c.current_start, c.current_stop, trim(code.idx || ' ' || code.name), "
            "coalesce(c.deleted_at, code.deleted_at), code.id FROM coding c JOIN code ON code.id = c.code_id "
            "WHERE c.id = ?",
            row_id,
        )
        if found is None:
            return Thing("coding", "coding", row_id, gone=True)
        thing = Thing("coding", "coding", row_id, found[3], gone=found[4] is not None, code_id=found[5])
        return self._placed(thing, found[0], Span(found[1], found[2]))

    def _quote(self, row_id: str) -> Thing:
        found = self._one("SELECT document_id, version_id, start, stop, deleted_at FROM quote WHERE id = ?", row_id)
        if found is None:
            return Thing("quote", "quote", row_id, gone=True)
        span = self._places.span(found[0], found[1], Span(found[2], found[3]))
        return self._placed(Thing("quote", "quote", row_id, gone=found[4] is not None), found[0], span)

    def _placed(self, thing: Thing, document_id: str, span: Span) -> Thing:
        """The thing with the document it lies in, who says it and when."""
        document = self.thing("document", document_id)
        said = self._one(
            "SELECT t.number, t.millis, s.label, s.is_interviewer, p.pseudonym FROM document d "
            "JOIN turn t ON t.version_id = d.version_id AND t.start <= ? LEFT JOIN speaker s ON s.id = t.speaker_id "
            "LEFT JOIN participant p ON p.id = s.participant_id WHERE d.id = ? ORDER BY t.start DESC LIMIT 1",
            span.start,
            document_id,
        )
        number, millis, label, asks, pseudonym = said or (None, None, None, False, None)
        return replace(
            thing,
            name=thing.name or document.name,
            span=span,
            document_id=document_id,
            who="" if label is None else shown(label, bool(asks), pseudonym),
            seconds=None if millis is None else millis / 1000,
            turn=number,
            gone=thing.gone or document.gone,
        )

    def _one(self, sql: str, *params: object) -> _Row | None:
        found: _Row | None = self._conn.execute(sql, params).fetchone()
        return found


# What a row is, its name, and whether it is gone.
_NAMED = {
    "study": "SELECT 'study', 'the study', NULL FROM study WHERE id = ?",
    "code": (
        "SELECT CASE WHEN is_area THEN 'area' ELSE 'code' END, trim(idx || ' ' || name), deleted_at FROM code "
        "WHERE id = ?"
    ),
    "document": f"SELECT 'document', {CALLED}, d.deleted_at FROM document d WHERE d.id = ?",
    "participant": "SELECT 'participant', pseudonym, deleted_at FROM participant WHERE id = ?",
    "memo": "SELECT 'memo', body, deleted_at FROM memo WHERE id = ?",
}
