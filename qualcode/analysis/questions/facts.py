"""What a question may ask of the codings and passages of a study, read once and only where it is asked."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Mapping, Set
from dataclasses import dataclass
from functools import cached_property

from qualcode.analysis.cells import CellState
from qualcode.analysis.chart_cells import state_of
from qualcode.analysis.naming import names_of
from qualcode.analysis.notes import kept_quotes
from qualcode.analysis.questions.sought import Sought
from qualcode.analysis.versions import CurrentPlaces
from qualcode.transcripts.span import Span


@dataclass(frozen=True)
class MemoPlaces:
    """What some memos are about: rows of the study by their ids, and passages by their document's id."""

    rows: Set[str]
    passages: Mapping[str, list[Span]]


class Facts:
    """Memos, kept quotes and wordings, by the ids of what they are about."""

    def __init__(self, conn: sqlite3.Connection) -> None:
        self._conn = conn
        self._memos: dict[Sought | None, MemoPlaces] = {}

    @cached_property
    def kept(self) -> Mapping[str, list[Span]]:
        """The passages kept as quotes, by document."""
        return {document: [quote.span for quote in quotes] for document, quotes in kept_quotes(self._conn).items()}

    @cached_property
    def under_earlier_wordings(self) -> Set[str]:
        """The ids of codings made under an earlier wording of their code."""
        return frozenset(
            row[0]
            for row in self._conn.execute(
                "SELECT c.id FROM coding_seen c JOIN code ON code.id = c.code_id "
                "WHERE code.wording_id != c.wording_id"
            )
        )

    @cached_property
    def cells(self) -> Mapping[tuple[str, str], CellState]:
        """Where the cells of the charts stand, by the ids of a participant and a code; seconds at 100,000 codings."""
        return state_of(self._conn)

    @cached_property
    def kinds(self) -> Mapping[str, str]:
        """The kind of each document."""
        return dict(self._conn.execute("SELECT id, kind FROM document"))

    def memos(self, words: Sought | None) -> MemoPlaces:
        """What the memos that hold some words are about; all memos where there are none."""
        if words not in self._memos:
            self._memos[words] = self._memo_places(words)
        return self._memos[words]

    def _memo_places(self, words: Sought | None) -> MemoPlaces:
        show = names_of(self._conn).show
        meant = {
            memo_id
            for memo_id, body in self._conn.execute("SELECT id, body FROM memo WHERE deleted_at IS NULL")
            if words is None or words.is_in(body) or words.is_in(show(body))
        }
        places, rows, passages = CurrentPlaces(self._conn), set[str](), defaultdict[str, list[Span]](list)
        for memo_id, on_id, version, start, stop in self._conn.execute(
            "SELECT memo_id, on_id, version_id, start, stop FROM memo_link WHERE deleted_at IS NULL"
        ).fetchall():
            if memo_id in meant and version is None:
                rows.add(on_id)
            elif memo_id in meant and (span := places.span(on_id, version, Span(start, stop))):
                passages[on_id].append(span)
        return MemoPlaces(rows, passages)
