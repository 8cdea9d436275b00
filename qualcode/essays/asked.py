"""Who was asked about the quotes of essays, who has answered, and who has not."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from qualcode.analysis.phrases import counted, day_in_words
from qualcode.essays.essay import Answer
from qualcode.essays.essays import essays
from qualcode.essays.outline import outline
from qualcode.essays.parts import QuotePart


@dataclass(frozen=True, slots=True)
class Waiting:
    """What one person was asked, and said, of the quotes that print their words as they are now.

    `since` is the earliest day on which they were asked about one that they have not answered to.
    """

    pseudonym: str
    asked: int
    since: date | None
    not_asked: int
    approved: int
    changed: int
    refused: int

    @property
    def sentence(self) -> str:
        """`P03 has not answered to 2 quotes since 3 March 2026; not asked about 1; approved 1.`"""
        since = f" since {day_in_words(self.since)}" if self.since is not None else ""
        parts = [f"has not answered to {counted(self.asked, 'quote')}{since}"] if self.asked else []
        told = (
            ("not asked about", self.not_asked),
            ("approved", self.approved),
            ("wants other words in", self.changed),
            ("refused", self.refused),
        )
        parts += [f"{what} {number:,}" for what, number in told if number]
        return f"{self.pseudonym} {'; '.join(parts)}."


def waiting_for(
    conn: sqlite3.Connection, on: date, essay_ids: Sequence[str | None] | None = None
) -> tuple[Waiting, ...]:
    """Everybody quoted in some essays (None is Kept), or in all, those who have to answer first; on a copy."""
    if essay_ids is None:
        essay_ids = (*(one.id for one in essays(conn).essays), None)
    return waiting_among(part for one in essay_ids for part in outline(conn, one, on).quotes)


def waiting_among(quotes: Iterable[QuotePart]) -> tuple[Waiting, ...]:
    """Everybody who speaks in some quotes, without those that were withdrawn; those who have to answer come first."""
    numbers: dict[str, Counter[Answer]] = defaultdict(Counter)
    since: dict[str, date] = {}
    for part in quotes:
        if part.shown is None:
            continue
        for who in part.citation.people:
            numbers[who][part.answer] += 1
            if part.answer is Answer.ASKED and part.checked.on is not None:
                since[who] = min(part.checked.on, since.get(who, part.checked.on))
    found = [
        Waiting(
            who,
            some[Answer.ASKED],
            since.get(who),
            some[Answer.NONE],
            some[Answer.APPROVED],
            some[Answer.CHANGED],
            some[Answer.REFUSED],
        )
        for who, some in numbers.items()
    ]
    return tuple(
        sorted(found, key=lambda one: (not one.asked, one.since or date.max, len(one.pseudonym), one.pseudonym))
    )
