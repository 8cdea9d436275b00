"""Approvals of words that have become somebody else's since: nobody's yes is another's."""

from __future__ import annotations

import sqlite3
from bisect import bisect_right

from qualcode.analysis.given_turns import Held
from qualcode.analysis.turn_history import Moment, actions_taken_back, latest_change, moments
from qualcode.analysis.versions import versions_of
from qualcode.transcripts.span import Span


class Approvers:
    """Tells whether those who say a passage now are those who said it when something was answered."""

    def __init__(self, conn: sqlite3.Connection) -> None:
        self._conn = conn
        self._latest: dict[str, str] = {}
        self._moments: dict[str, list[Moment]] = {}

    def are_others(self, quote_id: str, document_id: str, span: Span) -> bool:
        """Whether others say a quote, whose span counts in the current text, than when it was answered last."""
        if document_id not in self._latest:
            self._latest[document_id] = latest_change(self._conn, document_id)
        if not self._latest[document_id]:  # as mostly
            return False
        answered = self._answered(quote_id)  # empty where its history was erased, or it came without one
        if not answered or self._latest[document_id] <= answered:
            return False
        if document_id not in self._moments:
            self._moments[document_id] = list(moments(self._conn, document_id, taken_back=True))
        every = self._moments[document_id]
        if not every:
            return False
        then = every[max(bisect_right(every, answered, key=lambda one: one.stamp) - 1, 0)]
        now = every[-1]
        there = versions_of(self._conn, document_id).way(now.version_id, then.version_id).span(span)
        return _people(then.held, there) != _people(now.held, span)

    def _answered(self, quote_id: str) -> str:
        """The stamp of the approval that holds; empty where the history has none."""
        rows = self._conn.execute(_ANSWERS, (quote_id,)).fetchall()
        gone = actions_taken_back(rows)
        held = (row[2] for row in rows if row[1] is None and row[0] not in gone and row[3] == "approved")
        return max(held, default="")


def _people(held: Held, span: Span) -> frozenset[str]:
    """The participants who say something of a span."""
    return frozenset(
        holder.participant_id for turn, holder in held if holder.participant_id is not None and turn.overlaps(span)
    )


_ANSWERS = (
    "SELECT action_id, undoes, hlc, json_extract(after, '$.answer') FROM change "
    "WHERE tbl = 'quote' AND row_id = ? ORDER BY hlc"
)
