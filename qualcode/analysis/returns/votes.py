"""What workshops said to the cards of passages: told where the passage is read, and nothing is sorted by it."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Collection
from typing import NamedTuple

from qualcode.analysis.excerpts import short_id
from qualcode.analysis.memo_state import answers_among
from qualcode.analysis.notes import quotes_of
from qualcode.analysis.returns.workshops import group_key, workshop_of
from qualcode.transcripts.span import Span

NOT_RANKED = "Votes are what groups gave on the day; nothing is sorted or chosen by them."


class _OnCard(NamedTuple):
    """A line of a return on a card of a passage: the card's row, the group, the workshop, the votes."""

    row_id: str
    span: Span
    group: str
    workshop: str
    votes: int | None


class PassageVotes:
    """Tells what workshops said to passages; what came back on a document's cards is read once."""

    def __init__(self, conn: sqlite3.Connection) -> None:
        self._conn = conn
        self._read: dict[str, list[_OnCard]] = {}

    def on(self, document_id: str, span: Span, own: Collection[str]) -> tuple[str, ...]:
        """`Leeds, 3 May 2026: 7 votes of 2 groups`, a phrase for each workshop, the earliest first.

        `own` are the rows that the passage is a card by; of other cards with some of its words the id is told.
        """
        found: dict[tuple[str, str], list[tuple[str, int | None]]] = defaultdict(list)
        for one in self._on_cards(document_id):
            if one.row_id in own or one.span.overlaps(span):
                card = "" if one.row_id in own else f" (on the card {short_id(one.row_id)}, which shares words)"
                found[one.workshop, card].append((one.group, one.votes))
        return tuple(f"{workshop}: {answers_among(said).words}{card}" for (workshop, card), said in found.items())

    def _on_cards(self, document_id: str) -> list[_OnCard]:
        if document_id not in self._read:
            self._read[document_id] = _on_cards(self._conn, document_id)
        return self._read[document_id]


def _on_cards(conn: sqlite3.Connection, document_id: str) -> list[_OnCard]:
    """What came back on cards of a document's passages, by the day of the workshop; nothing of what was withdrawn."""
    lines = conn.execute(
        "SELECT r.on_id, coalesce(d.title, d.name), coalesce(d.date, ''), r.votes, "
        "c.current_start, c.current_stop FROM returned r "
        "JOIN document d ON d.id = r.document_id AND d.deleted_at IS NULL "
        "LEFT JOIN coding_seen c ON r.on_table = 'coding' AND c.id = r.on_id AND c.document_id = ? "
        "WHERE r.deleted_at IS NULL AND r.on_table IN ('coding', 'quote') "
        "AND d.id NOT IN (SELECT id FROM document_withdrawn) ORDER BY d.date, d.num, r.num",
        (document_id,),
    ).fetchall()
    quotes = {one.id: one.span for one in quotes_of(conn, document_id)} if lines else {}
    found = []
    for row_id, title, day, votes, start, stop in lines:
        span = Span(start, stop) if start is not None else quotes.get(row_id)
        if span is not None:
            found.append(_OnCard(row_id, span, group_key(title, day), workshop_of(title, day), votes))
    return found
