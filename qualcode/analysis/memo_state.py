"""What became of an opportunity: its state, why, since when; and what workshops said to it."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from qualcode.analysis.phrases import counted, day_in_words
from qualcode.analysis.returns.workshops import group_key

OPPORTUNITY = "opportunity"  # the kind of memo that has a state


class MemoState(StrEnum):
    """How far an opportunity came."""

    RAISED = "raised"
    CHOSEN = "chosen"
    TESTING = "testing"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Answers:
    """What workshops said to something: how many lines of how many groups, and their `votes`.

    `voted` is how many of the groups gave a number of votes; what they gave is a sum of these alone.
    """

    lines: int = 0
    groups: int = 0
    votes: int = 0
    voted: int = 0

    @property
    def words(self) -> str:
        """`12 votes of 3 groups`, `2 groups wrote on it`; empty where nothing came back."""
        if not self.lines:
            return ""
        if not self.voted:
            return f"{counted(self.groups, 'group')} wrote on it"
        more = self.groups - self.voted
        others = f", {counted(more, 'more group')} wrote on it" if more else ""
        return f"{counted(self.votes, 'vote')} of {counted(self.voted, 'group')}{others}"


NO_ANSWERS = Answers()


def answers_to(conn: sqlite3.Connection, table: str) -> Mapping[str, Answers]:
    """What workshops said to the rows of a table, by the row's id; several notes may be of one group."""
    found: dict[str, list[tuple[str, int | None]]] = defaultdict(list)
    for row_id, title, day, votes in conn.execute(
        "SELECT r.on_id, coalesce(d.title, d.name), coalesce(d.date, ''), r.votes FROM returned r "
        "JOIN document d ON d.id = r.document_id "
        "WHERE r.on_table = ? AND r.deleted_at IS NULL AND d.deleted_at IS NULL "
        "AND d.id NOT IN (SELECT id FROM document_withdrawn)",
        (table,),
    ):
        found[row_id].append((group_key(title, day), votes))
    return {row_id: answers_among(lines) for row_id, lines in found.items()}


def answers_among(lines: Iterable[tuple[str, int | None]]) -> Answers:
    """What some lines say together, each as its group and its votes."""
    said = list(lines)
    return Answers(
        len(said),
        len({group for group, _ in said}),
        sum(votes or 0 for _, votes in said),
        len({group for group, votes in said if votes is not None}),
    )


def state_words(state: MemoState, why: str, on: date | None) -> str:
    """`chosen, 12 May 2026: both groups want it`."""
    when = f", {day_in_words(on)}" if on is not None else ""
    return f"{state}{when}{f': {why}' if why else ''}"
