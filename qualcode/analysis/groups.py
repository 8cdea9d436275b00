"""Groups beside each other: who is in each, how many of them mention a code, and how much of what they say it is."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace

from qualcode.analysis.counts.asked import Asked, By, Measure
from qualcode.analysis.counts.columns import Column
from qualcode.analysis.counts.rows import Number, Numbers, Part, Row
from qualcode.analysis.counts.tables import table
from qualcode.analysis.phrases import counted
from qualcode.transcripts.transcript import Kind

FEW = 20  # people of whom one alone is 5% or more

_MEASURES = (Measure.PARTICIPANTS, Measure.EXCERPTS, Measure.WORDS)


@dataclass(frozen=True, slots=True)
class GroupNumbers:
    """What a group says under a code: of its `of_participants` so many mention it, in so many excerpts.

    `words` are the group's within these, of the `of_words` that it says in all.
    """

    participants: int
    of_participants: int
    excerpts: int
    words: int
    of_words: int

    @property
    def per_thousand(self) -> float | None:
        """How many of 1,000 words of the group are under the code; None where it says none."""
        return 1000 * self.words / self.of_words if self.of_words else None


@dataclass(frozen=True)
class GroupRow:
    """A code or an area with the numbers of each group: its own, and with what lies below it."""

    code: Row
    own: tuple[GroupNumbers, ...]
    nested: tuple[GroupNumbers, ...]


@dataclass(frozen=True)
class Beside:
    """The groups of one kind of document, or of all where `kind` is None, each a column with its base.

    `asked` and a row's `code.code_id`, with a column's `key`, open a number through `counts.opened.cell_excerpts`.
    `sentence` is the base of all, `caution` says how much a difference means.
    """

    kind: Kind | None
    asked: Asked
    groups: tuple[Column, ...]
    rows: tuple[GroupRow, ...]
    sentence: str
    caution: str


@dataclass(frozen=True)
class GroupsBeside:
    """Groups side by side, kinds of document apart; `counted` says which codings are counted."""

    parts: tuple[Beside, ...]
    counted: str


def groups_beside(conn: sqlite3.Connection, asked: Asked) -> GroupsBeside:
    """The groups that `asked.by` makes: values of an attribute, kinds of document, roles or coders.

    No test of any difference is made: who is in a study was not drawn by lot. Takes three times what a table of
    words takes. Raises Problem as `table` does.
    """
    people, excerpts, words = (table(conn, replace(asked, measure=measure)) for measure in _MEASURES)
    parts = zip(people.parts, excerpts.parts, words.parts, strict=True)
    return GroupsBeside(tuple(_beside(asked, *three) for three in parts), people.counted)


def _beside(asked: Asked, people: Part, excerpts: Part, words: Part) -> Beside:
    columns = words.columns
    rows = [
        GroupRow(
            one,
            _each(columns, one.own, two.own, three.own),
            _each(columns, one.nested, two.nested, three.nested),
        )
        for one, two, three in zip(people.lines, excerpts.lines, words.lines, strict=True)
    ]
    return Beside(words.kind, asked, columns, tuple(rows), words.sentence, caution(asked.by, columns))


def _each(columns: Sequence[Column], people: Numbers, excerpts: Numbers, words: Numbers) -> tuple[GroupNumbers, ...]:
    cells = zip(columns, people.cells, excerpts.cells, words.cells, strict=True)
    return tuple(
        GroupNumbers(
            _whole(mentioning), column.base.participants, _whole(found), _whole(said), column.base.words or 0
        )
        for column, mentioning, found, said in cells
    )


def _whole(number: Number) -> int:
    return int(number or 0)


def caution(by: By, groups: Sequence[Column]) -> str:
    """How much a difference between some groups means, as sentences: little where few people are in one."""
    sized = [group for group in groups if group.base.participants]
    if by is By.CODER:
        return "Coders read different documents: their numbers tell who coded what, not how anybody differs."
    if len(sized) < 2:
        return "There are no two groups with participants, so there is nothing to compare."
    smallest = min(sized, key=lambda group: group.base.participants)
    size = smallest.base.participants
    tested = "Who takes part was not drawn by lot, so no difference here is tested: read what is said in each group."
    if size >= FEW:
        return tested
    verb = "is" if size == 1 else "are"
    who = f"In the smallest group, “{smallest.name}”, there {verb} {counted(size, 'participant')}"
    if size == 1:
        return f"{who}: what one person says is not what a group says. {tested}"
    share = round(100 / size)
    return f"{who}, and one more or one fewer of them is {share}%: a difference may be one person’s. {tested}"
