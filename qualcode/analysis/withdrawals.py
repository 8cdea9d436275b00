"""Who withdrew: what they said is in no number and no base, as if it were not there.

A document is left out as a whole where it was withdrawn itself, or where everybody who takes part in it has
withdrawn: an interviewer's questions to them then count as little as their answers. Where others speak in it, a
passage is left out in which there are words of somebody who withdrew, whoever else has words in it.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from qualcode.analysis.phrases import withdrew


class _Passage(Protocol):
    """Words of a document's current text; half-open, code points."""

    @property
    def document_id(self) -> str: ...
    @property
    def start(self) -> int: ...
    @property
    def stop(self) -> int: ...


_P = TypeVar("_P", bound=_Passage)


@dataclass(frozen=True)
class Withdrawals:
    """What is left out: `people` and whole `documents` by their ids, and their `turns` in other documents.

    `turns` are half-open code points of the documents' current texts.
    """

    people: frozenset[str] = frozenset()
    documents: frozenset[str] = frozenset()
    turns: Mapping[str, Sequence[tuple[int, int]]] = field(default_factory=dict)

    def hold(self, document_id: str, start: int, stop: int) -> bool:
        """Whether a passage of a document's current text (half-open, code points) is left out."""
        if document_id in self.documents:
            return True
        return any(begins < stop and start < ends for begins, ends in self.turns.get(document_id, ()))

    def counted(self, found: Iterable[_P]) -> list[_P]:
        """Those of some passages that are not left out."""
        if not self.documents and not self.turns:  # as mostly
            return list(found)
        return [one for one in found if not self.hold(one.document_id, one.start, one.stop)]


def withdrawals(conn: sqlite3.Connection) -> Withdrawals:
    """What is left out of a study."""
    turns: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for document, start, stop in conn.execute("SELECT document_id, start, stop FROM turn_withdrawn"):
        turns[document].append((start, stop))
    return Withdrawals(
        frozenset(row[0] for row in conn.execute("SELECT id FROM participant WHERE consent = 'withdrawn'")),
        documents_withdrawn(conn),
        turns,
    )


def documents_withdrawn(conn: sqlite3.Connection) -> frozenset[str]:
    """The ids of the documents that are left out as a whole."""
    return frozenset(row[0] for row in conn.execute("SELECT id FROM document_withdrawn"))


def withdrew_phrase(conn: sqlite3.Connection) -> str:
    """`2 people withdrew and are not counted`, of those with words in the study; empty where nobody did.

    Documents that were withdrawn are told of where somebody who did not withdraw takes part in them, or nobody does.
    """
    people, documents = conn.execute(
        "SELECT (SELECT count(*) FROM participant p WHERE p.consent = 'withdrawn' AND EXISTS (SELECT 1 "
        "FROM speaker s JOIN document d ON d.id = s.document_id AND d.deleted_at IS NULL "
        "WHERE s.participant_id = p.id AND s.deleted_at IS NULL)), "
        "(SELECT count(*) FROM document d WHERE d.consent = 'withdrawn' AND d.deleted_at IS NULL AND NOT ("
        "EXISTS (SELECT 1 FROM speaker s JOIN participant p ON p.id = s.participant_id AND p.consent = 'withdrawn' "
        "WHERE s.document_id = d.id AND s.deleted_at IS NULL) AND NOT EXISTS (SELECT 1 FROM speaker s "
        "JOIN participant p ON p.id = s.participant_id AND p.consent != 'withdrawn' "
        "WHERE s.document_id = d.id AND s.deleted_at IS NULL)))"
    ).fetchone()
    return withdrew(people, documents)
