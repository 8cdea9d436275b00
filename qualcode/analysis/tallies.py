"""How often each code and area is used, in excerpts of the counted codings."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from qualcode.analysis.codes import codebook
from qualcode.analysis.excerpts import Choice, Excerpt, excerpts
from qualcode.codebooks.code import Codebook
from qualcode.transcripts.transcript import Kind


@dataclass(frozen=True, slots=True)
class CodeTally:
    """Excerpts of a code.

    `own` are the code's own excerpts; `with_nested` counts each passage under it or anything below it once;
    `people`, `documents` and `against`, how many go against a code, are those of `with_nested`.
    `kinds` tells the same of each kind of document that the code is used in, in the order of `Kind`.
    """

    own: int = 0
    with_nested: int = 0
    people: int = 0
    documents: int = 0
    against: int = 0
    kinds: tuple[tuple[str, CodeTally], ...] = ()

    def of_kind(self, kind: str) -> CodeTally:
        """The tally of one kind of document alone."""
        return dict(self.kinds).get(kind, CodeTally())


def tallies(conn: sqlite3.Connection) -> dict[str, CodeTally]:
    """The tally of every code and area by its id; more than 50 ms from about 20,000 codings."""
    book, kinds = codebook(conn), document_kinds(conn)
    by_code: dict[str, list[Excerpt]] = defaultdict(list)
    for excerpt in excerpts(conn):
        by_code[excerpt.code_id].append(excerpt)
    return {
        code.id: tally(
            by_code[code.id], [e for below in book.with_descendants(code.id) for e in by_code[below]], kinds
        )
        for code in book.codes
    }


def tally(own: Sequence[Excerpt], with_nested: Sequence[Excerpt], kinds: Mapping[str, str]) -> CodeTally:
    """The tally of a code whose own excerpts, and those with what lies below it, are given.

    `kinds` gives the kind of each document by its id.
    """
    apart: dict[str, tuple[list[Excerpt], list[Excerpt]]] = defaultdict(lambda: ([], []))
    for place, found in enumerate((own, with_nested)):
        for excerpt in found:
            apart[kinds[excerpt.document_id]][place].append(excerpt)
    of_kinds = tuple((kind, _numbers(*apart[kind])) for kind in sorted(apart, key=lambda kind: Kind(kind).place))
    whole = of_kinds[0][1] if len(of_kinds) == 1 else _numbers(own, with_nested)
    return replace(whole, kinds=of_kinds)


def _numbers(own: Sequence[Excerpt], with_nested: Sequence[Excerpt]) -> CodeTally:
    return CodeTally(
        own=len(own),
        with_nested=len({(e.document_id, e.start, e.stop) for e in with_nested}),
        people=len({e.participant_id for e in with_nested if e.participant_id is not None}),
        documents=len({e.document_id for e in with_nested}),
        against=len({(e.document_id, e.start, e.stop) for e in with_nested if e.against}),
    )


@dataclass(frozen=True, slots=True)
class Extent:
    """How many participants and documents the study has, without who withdrew: the base of every number.

    `kinds` tells the same of each kind of document there is, in the order of `Kind`.
    """

    people: int = 0
    documents: int = 0
    kinds: tuple[tuple[str, Extent], ...] = ()

    @property
    def kinds_apart(self) -> tuple[str, ...]:
        """The kinds whose numbers stand side by side; none where the study has but one."""
        return tuple(kind for kind, _ in self.kinds) if len(self.kinds) > 1 else ()

    def of_kind(self, kind: str) -> Extent:
        """The base of the numbers of one kind of document."""
        return dict(self.kinds).get(kind, Extent())


def extent(conn: sqlite3.Connection) -> Extent:
    """Participants with words in the study and its documents, in all and by kind of document; who withdrew is not."""
    spoken = (
        "FROM speaker s JOIN document d ON d.id = s.document_id "
        "AND d.id NOT IN (SELECT id FROM document_withdrawn) JOIN participant p ON p.id = s.participant_id "
        "AND p.consent != 'withdrawn' WHERE s.deleted_at IS NULL AND d.deleted_at IS NULL"
    )
    (people,) = conn.execute(f"SELECT count(DISTINCT s.participant_id) {spoken}").fetchone()
    of_kind = dict(conn.execute(f"SELECT d.kind, count(DISTINCT s.participant_id) {spoken} GROUP BY d.kind"))
    documents = conn.execute(
        "SELECT kind, count(*) FROM document WHERE deleted_at IS NULL "
        "AND id NOT IN (SELECT id FROM document_withdrawn) GROUP BY kind"
    ).fetchall()
    in_order = sorted(documents, key=lambda pair: Kind(pair[0]).place)
    return Extent(
        people,
        sum(number for _, number in documents),
        tuple((kind, Extent(of_kind.get(kind, 0), number)) for kind, number in in_order),
    )


@dataclass(frozen=True, slots=True)
class Share:
    """How many excerpts of one code a participant or a coder has."""

    name: str
    excerpts: int


def by_participant(conn: sqlite3.Connection, found: Collection[Excerpt]) -> list[Share]:
    """Excerpts by participant, the most first; those of nobody's are left out."""
    names = dict(conn.execute("SELECT id, pseudonym FROM participant"))
    numbers: dict[str, int] = defaultdict(int)
    for excerpt in found:
        if excerpt.participant_id is not None:
            numbers[names[excerpt.participant_id]] += 1
    return [Share(name, n) for name, n in sorted(numbers.items(), key=lambda pair: (-pair[1], pair[0]))]


def by_coder(conn: sqlite3.Connection, found: Collection[Excerpt]) -> list[Share]:
    """Excerpts by coder, each counted for every coder who made it."""
    names = dict(conn.execute("SELECT id, name FROM coder"))
    numbers: dict[str, int] = defaultdict(int)
    for excerpt in found:
        for coder in excerpt.coder_ids:
            numbers[names[coder]] += 1
    return [Share(name, n) for name, n in sorted(numbers.items(), key=lambda pair: pair[0].casefold())]


def occurs_with(conn: sqlite3.Connection, code_id: str, book: Codebook, kind: str | None = None) -> list[Share]:
    """The six codes that most of this code's own excerpts share words with, each by how many do, the most first.

    `kind` is the kind of document looked at, None for all of a study that has one. The numbers are those of
    `occurring`, for one code in a twentieth of the time.
    """
    choice = Choice(codes=[code_id], kinds=None if kind is None else [kind])
    excerpt_of = {coding: excerpt.id for excerpt in excerpts(conn, choice) for coding in excerpt.coding_ids}
    together: dict[str, set[str]] = defaultdict(set)
    for other, coding in conn.execute(
        "SELECT DISTINCT other.code_id, own.id FROM coding_counted own "
        "JOIN coding_counted other ON other.document_id = own.document_id AND other.code_id != own.code_id "
        "AND other.current_start < own.current_stop AND own.current_start < other.current_stop "
        "AND other.current_stop > other.current_start WHERE own.code_id = ?",
        (code_id,),
    ):
        if coding in excerpt_of:
            together[other].add(excerpt_of[coding])
    found = [Share(code.title, len(own)) for other, own in together.items() if (code := book.get(other)) is not None]
    return sorted(found, key=lambda share: (-share.excerpts, share.name))[:6]


def document_kinds(conn: sqlite3.Connection) -> dict[str, str]:
    """The kind of each document by its id."""
    return dict(conn.execute("SELECT id, kind FROM document WHERE deleted_at IS NULL"))
