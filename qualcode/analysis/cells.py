"""Cells of a chart: of whom, under which code, what somebody wrote there, and what that rests on.

Nothing here is ever summarised by the program: a cell holds what a person wrote, or says what is there to be read.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from qualcode.analysis.chart_groups import Groups, groups_by
from qualcode.analysis.codes import codebook
from qualcode.analysis.excerpts import Choice, Excerpt, excerpts


class Rows(StrEnum):
    """What the rows of a chart are."""

    PARTICIPANTS = "participants"
    DOCUMENTS = "documents"
    GROUPS = "groups"


class Said(StrEnum):
    """What a person says of a cell."""

    SUMMARISED = "summarised"
    NOTHING = "nothing said"
    NOT_ASKED = "not asked"

    @property
    def state(self) -> CellState:
        """Where a cell stands of which it is said."""
        return CellState[self.name]


class CellState(StrEnum):
    """Where a cell stands: as somebody said, or as the codings and the reading of documents show."""

    SUMMARISED = "summarised"
    LOOK_AGAIN = "look again"
    CODED = "coded, not summarised"
    NOTHING = "asked, nothing said"
    NOT_ASKED = "not asked"
    UNREAD = "not read yet"
    EMPTY = "nothing coded"
    NO_WORDS = "no words"


@dataclass(frozen=True, slots=True, order=True)
class Subject:
    """Whom a row is about: a participant or a document by its id, or those who have `value` of the attribute `id`."""

    rows: Rows
    id: str
    value: str = ""

    @property
    def columns(self) -> dict[str, str | None]:
        """The same as columns of a summary."""
        of_group = self.rows is Rows.GROUPS
        return {
            "participant_id": self.id if self.rows is Rows.PARTICIPANTS else None,
            "document_id": self.id if self.rows is Rows.DOCUMENTS else None,
            "attribute_id": self.id if of_group else None,
            "value": self.value if of_group else None,
        }


def participant(participant_id: str) -> Subject:
    """A participant as whom a row is about."""
    return Subject(Rows.PARTICIPANTS, participant_id)


def subject_of(
    participant_id: str | None, document_id: str | None, attribute_id: str | None, value: str | None
) -> Subject:
    """Whom a summary is about, of its columns."""
    if participant_id is not None:
        return Subject(Rows.PARTICIPANTS, participant_id)
    if document_id is not None:
        return Subject(Rows.DOCUMENTS, document_id)
    return Subject(Rows.GROUPS, attribute_id or "", value or "")


@dataclass(frozen=True, slots=True)
class Rested:
    """A passage as it was when a cell was written: half-open, code points of that version of the text.

    `rests` says whether what was written rests on it.
    """

    document_id: str
    version_id: str
    start: int
    stop: int
    against: bool = False
    rests: bool = True


@dataclass(frozen=True)
class Basis:
    """What was there when a cell was written: the code's wording and the passages. `known` is false for none."""

    wording_id: str = ""
    passages: tuple[Rested, ...] = ()
    nested: bool = False
    known: bool = True

    @property
    def text(self) -> str:
        """As the study keeps it: ids and places, never words."""
        held = {
            "nested": self.nested,
            "passages": [[p.document_id, p.version_id, p.start, p.stop, p.against, p.rests] for p in self.passages],
            "wording": self.wording_id,
        }
        return json.dumps(held, separators=(",", ":")) if self.known else "{}"

    @classmethod
    def of(cls, text: str) -> Basis:
        """The basis that `text` holds."""
        held = json.loads(text)
        if not held:
            return cls(known=False)
        return cls(held["wording"], tuple(Rested(*one) for one in held["passages"]), held["nested"])


@dataclass(frozen=True)
class Written:
    """What a person wrote or said of one cell; of no code it is a portrait. `at` is ISO 8601.

    `coder_id` is who wrote it last; `excerpts` are the codings that they say it rests on.
    """

    id: str
    subject: Subject
    code_id: str | None
    body: str
    said: Said
    coder_id: str | None
    at: str
    excerpts: frozenset[str]
    basis: str


_WRITTEN = (
    "SELECT id, participant_id, document_id, attribute_id, value, code_id, body, state, "
    "coalesce(changed_by, coder_id) AS coder, coalesce(nullif(changed_at, ''), created_at) AS at, excerpts, basis "
    "FROM summary WHERE deleted_at IS NULL"
)


def written(conn: sqlite3.Connection, codes: Collection[str] | None = None) -> list[Written]:
    """What was written in the cells of some codes, or of all; portraits are among them."""
    where, params = "", []
    if codes is not None:
        where = f" AND (code_id IS NULL OR code_id IN ({', '.join('?' * len(codes))}))"
        params = list(codes)
    return list(_read(conn.execute(f"{_WRITTEN}{where} ORDER BY num", params)))


def written_in(conn: sqlite3.Connection, subject: Subject, code_id: str | None) -> Written | None:
    """What was written in one cell; the portrait where the code is None."""
    columns = subject.columns
    where = " AND ".join(f"{name} IS ?" for name in (*columns, "code_id"))
    found = conn.execute(f"{_WRITTEN} AND {where} ORDER BY num LIMIT 1", (*columns.values(), code_id))
    return next(_read(found), None)


def _read(rows: Iterable[tuple[Any, ...]]) -> Iterator[Written]:
    for row_id, person, document, attribute, value, code_id, body, state, coder, at, named, basis in rows:
        subject = subject_of(person, document, attribute, value)
        yield Written(
            row_id,
            subject,
            code_id,
            body,
            _SAID.get(state, Said.SUMMARISED),
            coder,
            at,
            frozenset(json.loads(named)),
            basis,
        )


_SAID = {str(one): one for one in Said}


# Which excerpts a cell holds


Held = Mapping[Subject, Mapping[str, Sequence[Excerpt]]]  # by row and code


def excerpts_by_cell(
    conn: sqlite3.Connection,
    rows: Rows,
    codes: Collection[str],
    *,
    nested: bool = False,
    groups: Groups | None = None,
    documents: Collection[str] | None = None,
) -> Held:
    """The counted excerpts of each cell, in the order of the documents; a passage under several codes stands once.

    `nested` takes those under the codes below along. `documents` narrows them.
    """
    book = codebook(conn) if nested else None
    under: dict[str, list[str]] = defaultdict(list)
    for code_id in codes:
        for below in book.with_descendants(code_id) if book is not None else (code_id,):
            under[below].append(code_id)
    held: dict[Subject, dict[str, list[Excerpt]]] = {}
    rows_of: dict[str, list[dict[str, list[Excerpt]]]] = {}
    of_document = rows is Rows.DOCUMENTS or (groups is not None and groups.of_documents)
    for excerpt in excerpts(conn, Choice(codes=list(under), documents=documents)):
        whose = excerpt.document_id if of_document else excerpt.participant_id
        if whose is None:
            continue
        own = rows_of.get(whose)
        if own is None:
            own = rows_of[whose] = [held.setdefault(one, {}) for one in _subjects(whose, rows, groups)]
        for row in own:
            for code_id in under[excerpt.code_id]:
                row.setdefault(code_id, []).append(excerpt)
    if not nested:
        return held
    return {subject: {code_id: _once(found) for code_id, found in row.items()} for subject, row in held.items()}


def _subjects(whose: str, rows: Rows, groups: Groups | None) -> tuple[Subject, ...]:
    if rows is not Rows.GROUPS:
        return (Subject(rows, whose),)
    if groups is None:
        return ()
    return tuple(Subject(rows, groups.attribute.id, value) for value in groups.values.get(whose, ()))


def _once(found: Sequence[Excerpt]) -> list[Excerpt]:
    """Each passage once, whatever codes it stands under."""
    return list({(one.document_id, one.start, one.stop): one for one in reversed(found)}.values())[::-1]


def excerpts_in(conn: sqlite3.Connection, subject: Subject, code_id: str, *, nested: bool = False) -> list[Excerpt]:
    """The counted excerpts of one cell."""
    groups = groups_by(conn, subject.id, named=[subject.value]) if subject.rows is Rows.GROUPS else None
    of_whom = documents_of(conn, subject)
    held = excerpts_by_cell(conn, subject.rows, [code_id], nested=nested, groups=groups, documents=of_whom)
    return list(held.get(subject, {}).get(code_id, ()))


def documents_of(conn: sqlite3.Connection, subject: Subject) -> list[str] | None:
    """The documents in which the words of a row may stand; None for a group, whose members may have many."""
    if subject.rows is Rows.DOCUMENTS:
        return [subject.id]
    if subject.rows is Rows.GROUPS:
        return None
    return [
        row[0]
        for row in conn.execute(
            "SELECT DISTINCT document_id FROM speaker WHERE participant_id = ? AND deleted_at IS NULL", (subject.id,)
        )
    ]


def basis_of(
    wording_id: str,
    found: Iterable[Excerpt],
    versions: Mapping[str, str],
    *,
    nested: bool = False,
    rests_on: Collection[str] | None = None,
) -> Basis:
    """What a cell written now rests on: `versions` are those of the documents, `rests_on` codings, None for all."""
    passages = tuple(
        Rested(
            one.document_id,
            versions[one.document_id],
            one.start,
            one.stop,
            one.against,
            rests_on is None or any(coding in rests_on for coding in one.coding_ids),
        )
        for one in found
    )
    return Basis(wording_id, passages, nested)


def current_versions(conn: sqlite3.Connection, found: Iterable[Excerpt]) -> dict[str, str]:
    """The versions of the texts that some excerpts are read in now, by document."""
    sql = "SELECT version_id FROM document WHERE id = ?"
    return {one: conn.execute(sql, (one,)).fetchone()[0] for one in {excerpt.document_id for excerpt in found}}
