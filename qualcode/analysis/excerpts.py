"""Excerpts: passages under a code, made of the codings that overlap."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from qualcode.analysis.withdrawals import withdrew_phrase
from qualcode.transcripts.transcript import Kind

_Coding = tuple[Any, ...]  # a row of _SELECT

CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz"  # in which short ids are written
_PAIRS = [first + second for first in CROCKFORD for second in CROCKFORD]


def short_id(coding_id: str, letters: int = 8) -> str:
    """`x` and lower-case Crockford base32 of the last `letters * 5` bits of a coding's UUIDv7."""
    if letters == 8:  # of every excerpt, so in a quarter of the time
        last = int(coding_id[-10:], 16)
        return f"x{_PAIRS[last >> 30]}{_PAIRS[last >> 20 & 1023]}{_PAIRS[last >> 10 & 1023]}{_PAIRS[last & 1023]}"
    bits = int(coding_id.replace("-", ""), 16)
    return "x" + "".join(CROCKFORD[bits >> shift & 31] for shift in range(5 * (letters - 1), -1, -5))


def longer_ids(conn: sqlite3.Connection) -> dict[str, str]:
    """Short ids with more letters, by coding, of those that agree in eight with another coding of the study.

    Reads the table, not a view: an id is for life, whatever is seen of its coding now.
    """
    return dict(conn.execute("SELECT id, long_id FROM coding WHERE long_id IS NOT NULL"))


@dataclass(frozen=True, slots=True)
class Excerpt:
    """One passage under one code: codings of the code that overlap, by whatever coders.

    `start` and `stop` are half-open code points of the document's current text; `turn` is the number, from 1, of
    the turn it belongs to. `id` is the short id of its earliest coding.
    """

    id: str
    document_id: str
    code_id: str
    start: int
    stop: int
    coding_ids: tuple[str, ...]
    coder_ids: tuple[str, ...]
    against: bool
    turn: int | None
    participant_id: str | None


def is_interviewers(kind: str, participant_id: str | None, asking: Callable[[], Iterable[bool]]) -> bool:
    """Whether a passage is in an interviewer's words alone.

    `asking` tells of each turn it touches whether an interviewer has it: more than one needs of a passage that is a
    participant's. What evidence asks is its authors' words.
    """
    if participant_id is not None or kind == Kind.EVIDENCE:
        return False
    turns = list(asking())
    return bool(turns) and all(turns)


@dataclass(frozen=True)
class Choice:
    """Which codings a question is about; None means all. `seen` asks for all that may be seen, not just counted."""

    codes: Collection[str] | None = None
    documents: Collection[str] | None = None
    kinds: Collection[str] | None = None
    coders: Collection[str] | None = None
    seen: bool = False


_SELECT = """
SELECT c.document_id, c.code_id, c.current_start, c.current_stop, c.id, c.coder_id, c.against, c.turn_number,
  s.participant_id
FROM {view} c JOIN document d ON d.id = c.document_id JOIN code ON code.id = c.code_id
LEFT JOIN speaker s ON s.id = c.speaker_id
WHERE c.current_stop > c.current_start {where}
ORDER BY d.position, d.id, c.code_id, c.current_start, c.current_stop DESC
"""


def excerpts(conn: sqlite3.Connection, choice: Choice | None = None) -> list[Excerpt]:
    """The excerpts of the counted codings, by document, code and place."""
    choice = choice or Choice()
    where, params = "", []
    for column, values in (
        ("c.code_id", choice.codes),
        ("c.document_id", choice.documents),
        ("d.kind", choice.kinds),
        ("c.coder_id", choice.coders),
    ):
        if values is not None:
            where += f" AND {column} IN ({', '.join('?' * len(values))})"
            params += list(values)
    view = "coding_seen" if choice.seen else "coding_counted"
    longer = longer_ids(conn)
    rows = conn.execute(_SELECT.format(view=view, where=where), params)
    found: list[Excerpt] = []
    for _, codings in groupby(rows, key=lambda row: (row[0], row[1])):
        found += (_excerpt(passage, longer) for passage in _passages(codings))
    return found


def _passages(codings: Iterable[_Coding]) -> Iterator[list[_Coding]]:
    """Runs of codings that overlap; touching ends do not."""
    run: list[_Coding] = []
    stop = -1
    for coding in codings:
        if run and coding[2] >= stop:
            yield run
            run = []
        run.append(coding)
        stop = max(stop, coding[3]) if len(run) > 1 else coding[3]
    if run:
        yield run


def _excerpt(run: list[_Coding], longer: Mapping[str, str]) -> Excerpt:
    if len(run) == 1:  # as most are
        document, code, start, stop, coding, coder, against, turn, person = run[0]
        own = longer.get(coding) or short_id(coding)
        return Excerpt(own, document, code, start, stop, (coding,), (coder,), bool(against), turn, person)
    earliest = min(run, key=lambda row: row[4])
    first = run[0]
    spoken = next((row for row in run if row[8] is not None), first)
    return Excerpt(
        id=longer.get(earliest[4]) or short_id(earliest[4]),
        document_id=first[0],
        code_id=first[1],
        start=first[2],
        stop=max(row[3] for row in run),
        coding_ids=tuple(row[4] for row in run),
        coder_ids=tuple(dict.fromkeys(row[5] for row in run)),
        against=any(row[6] for row in run),
        turn=spoken[7],
        participant_id=spoken[8],
    )


def counted_phrase(conn: sqlite3.Connection) -> str:
    """Which codings are counted, and how many people withdrew and are not, as a phrase for beside the numbers."""
    gone = withdrew_phrase(conn)
    return f"{_counted_codings(conn)}; {gone}" if gone else _counted_codings(conn)


def _counted_codings(conn: sqlite3.Connection) -> str:
    agreed, led, free = conn.execute(
        "SELECT count(DISTINCT CASE WHEN a.id IS NOT NULL THEN d.id END), "
        "count(DISTINCT CASE WHEN a.id IS NULL AND d.lead_coder IS NOT NULL THEN d.id END), "
        "count(DISTINCT CASE WHEN a.id IS NULL AND d.lead_coder IS NULL THEN d.id END) "
        "FROM document d LEFT JOIN agreed a ON a.document_id = d.id AND a.deleted_at IS NULL "
        "WHERE d.deleted_at IS NULL AND d.id NOT IN (SELECT id FROM document_withdrawn)"
    ).fetchone()
    parts = [
        phrase
        for number, phrase in (
            (agreed, "the agreed codings"),
            (led, "the lead coder’s codings"),
            (free, "everybody’s codings, merged"),
        )
        if number
    ]
    if len(parts) <= 1:
        return parts[0] if parts else "no codings"
    numbers = [n for n in (agreed, led, free) if n]
    return "; ".join(
        f"{phrase} in {n} {'document' if n == 1 else 'documents'}" for phrase, n in zip(parts, numbers, strict=True)
    )
