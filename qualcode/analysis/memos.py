"""The memos of a study, in the order they are to be written up, with all that each is about."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from qualcode.analysis.codes import codebook
from qualcode.analysis.documents import CALLED
from qualcode.analysis.memo_state import NO_ANSWERS, OPPORTUNITY, Answers, MemoState, answers_to, state_words
from qualcode.analysis.memo_things import Describing
from qualcode.analysis.memo_things import Thing as Thing
from qualcode.analysis.memo_things import title_of as title_of
from qualcode.analysis.naming import names_of
from qualcode.analysis.people import participants
from qualcode.analysis.verbatims import verbatim
from qualcode.analysis.versions import CurrentPlaces
from qualcode.participants.disclosure import Audience, clear
from qualcode.problem import Problem
from qualcode.transcripts.span import Span

KINDS = ("idea", "question", "tension", "opportunity", "method", "about me")


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

    `linked_by` are the memos that are about this one, each with its id and title. `state_why` is the reason for its
    state and `state_on` the day since when, None where nobody said one; `answers` is what workshops said to it.
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
    state: MemoState = MemoState.RAISED
    state_why: str = ""
    state_on: date | None = None
    answers: Answers = NO_ANSWERS

    @property
    def title(self) -> str:
        """Its first line."""
        return title_of(self.body)

    @property
    def became(self) -> str:
        """`chosen, 12 May 2026: both groups want it; 12 votes of 3 groups`: what there is to say of its state.

        Only an opportunity has one; votes are said of any memo.
        """
        state = state_words(self.state, self.state_why, self.state_on) if self.kind == OPPORTUNITY else ""
        said = self.answers.words
        if not state or not said:
            return state or said
        return f"{state} {said}" if state.endswith(("?", "!", "…")) else f"{state.rstrip(' .;,')}; {said}"


def memos(conn: sqlite3.Connection) -> list[MemoEntry]:
    """All memos in the order to write them up in, those never put in order last; 2,000 take about 60 ms."""
    rows = conn.execute(
        "SELECT m.id, m.kind, m.body, m.coder_id, coalesce(coder.name, ''), m.created_at, m.changed_at, m.state, "
        "m.state_why, m.state_on FROM memo m LEFT JOIN coder ON coder.id = m.coder_id WHERE m.deleted_at IS NULL "
        "ORDER BY m.position = 0, m.position, m.num"
    ).fetchall()
    titles = {row[0]: title_of(row[2]) for row in rows}
    about: dict[str, list[Thing]] = defaultdict(list)
    linked_by: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for memo_id, thing in _links(conn):
        about[memo_id].append(thing)
        if thing.table == "memo" and memo_id in titles:
            linked_by[thing.row_id].append((memo_id, titles[memo_id]))
    answers = answers_to(conn, "memo")
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
            MemoState(state),
            why,
            date.fromisoformat(on) if on else None,
            answers.get(memo_id, NO_ANSWERS),
        )
        for number, (memo_id, kind, body, coder_id, coder, made, changed, state, why, on) in enumerate(rows, start=1)
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
    """The words of the passages among some things, to be read at the screen; why not, where they were withdrawn."""
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
        clearance = clear([said], Audience.TEAM, on=day, names=names_of(conn), reading=True)
        cleared = [one.text for one in clearance.cleared]
        found[thing.link_id] = cleared[0] if cleared else f"(held back: {clearance.held_back[0].reason})"
    return found


def things(conn: sqlite3.Connection) -> list[Thing]:
    """Whatever a memo can be linked with by name: the study, codes, documents, participants, essays, memos."""
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
        Thing("essay", "essay", *row)
        for row in conn.execute("SELECT id, title FROM essay WHERE deleted_at IS NULL ORDER BY place, id")
    ]
    found += [
        Thing("memo", "memo", row[0], title_of(row[1]))
        for row in conn.execute("SELECT id, body FROM memo WHERE deleted_at IS NULL ORDER BY num DESC")
    ]
    return names_of(conn).show_all(found)


def wider(conn: sqlite3.Connection, table: str, row_id: str, span: Span | None = None) -> list[Thing]:
    """A thing and what it lies in, the narrowest first: coding, passage, participant, document, code, essay, study.

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
    elif table == "quote":
        quote = Describing(conn).thing(table, row_id)
        if quote.document_id is not None and quote.span is not None:
            found += _around(conn, quote.document_id, quote.span)
        found += [
            ("essay", row[0], None)
            for row in conn.execute(
                "SELECT e.id FROM quote q JOIN essay e ON e.id = q.essay_id AND e.deleted_at IS NULL WHERE q.id = ?",
                (row_id,),
            )
        ]
    if table != "study":
        found.append(("study", study, None))
    describe = Describing(conn)
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


def _links(conn: sqlite3.Connection) -> Iterator[tuple[str, Thing]]:
    """What each memo is about, in the order it was said, with the memo's id."""
    places = CurrentPlaces(conn)
    describe = Describing(conn)
    for link_id, memo_id, table, row_id, version, start, stop in conn.execute(
        "SELECT l.id, l.memo_id, l.on_table, l.on_id, l.version_id, l.start, l.stop FROM memo_link l "
        "JOIN memo m ON m.id = l.memo_id AND m.deleted_at IS NULL WHERE l.deleted_at IS NULL ORDER BY l.num"
    ).fetchall():
        span = None if version is None else places.span(row_id, version, Span(start, stop))
        yield memo_id, replace(describe.thing(table, row_id, span), link_id=link_id)
