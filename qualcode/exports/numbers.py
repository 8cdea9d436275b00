"""The numbers of a report as values, each with its base; those of several kinds of document stand side by side."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from qualcode.exports.figures import Column, Row, Table, ValueKind
from qualcode.exports.phrases import counted, plural, sentence_case
from qualcode.exports.small_cells import few_in_words
from qualcode.transcripts.transcript import Kind


def _lead(kind: Kind | None) -> str:
    """`Interviews: `; empty where there is but one kind."""
    return "" if kind is None else f"{sentence_case(plural(kind))}: "


@dataclass(frozen=True, slots=True)
class Tally:
    """How often and how widely something occurs, each number with its base.

    `kind` is set where the tally counts one kind of document; `distinct` where a passage under several codes
    was counted once; `against` is how many of the excerpts go against the code, `interviewers` how many of them are
    in an interviewer's words alone, and so nobody's of the participants. `asked` says that only those are counted
    that a question found. `few` is of how few participants nothing is told, 0 where all is; `hidden` whether that is
    so of all these numbers.
    """

    excerpts: int
    participants: int
    of_participants: int
    documents: int
    of_documents: int
    against: int = 0
    kind: Kind | None = None
    distinct: bool = False
    interviewers: int = 0
    asked: bool = False
    few: int = 0
    hidden: bool = False

    @property
    def sentence(self) -> str:
        """`16 excerpts, 8 of 9 participants, 8 of 10 documents.`"""
        if self.hidden:
            return f"{_lead(self.kind)}numbers hidden: they, or others beside them, are of few participants."
        aside = ["each passage counted once"] if self.distinct else []
        if self.interviewers:
            aside.append(f"{self.interviewers:,} in an interviewer’s words alone")
        found = " found by the question" if self.asked else ""
        excerpts = counted(self.excerpts, "excerpt") + found + (f" ({'; '.join(aside)})" if aside else "")
        parts = [excerpts]
        if self.of_participants:
            of = f"{self.participants:,} of {counted(self.of_participants, 'participant')}"
            parts.append(few_in_words(of, self.few))
        parts.append(f"{self.documents:,} of {counted(self.of_documents, 'document')}")
        against = ""
        if 0 < self.against < self.few:
            against = f" Some of them go against {'a code' if self.distinct else 'the code'}."
        elif self.against:
            verb = "goes" if self.against == 1 else "go"
            what, code = ("passages", "a code") if self.distinct else ("excerpts", "the code")
            against = f" {self.against:,} of the {what} {verb} against {code}."
        return f"{_lead(self.kind)}{', '.join(parts)}.{against}"


@dataclass(frozen=True, slots=True)
class Counts:
    """The tallies printed under one heading.

    `own` counts the code itself, empty where it has no excerpts of its own; `nested` the code and those under it
    (empty where there are none): one tally for each kind of document, side by side and never added.
    """

    own: tuple[Tally, ...]
    nested: tuple[Tally, ...] = ()

    @property
    def sentences(self) -> tuple[str, ...]:
        """One sentence or two for each tally."""
        asked = any(tally.asked for tally in self.nested)
        own = [tally.sentence for tally in self.own] or [
            f"No excerpts of its own{' found by the question' if asked else ''}."
        ]
        return (*own, *(f"With its nested codes: {tally.sentence}" for tally in self.nested))


Gone = Collection[Kind | None]
"""The kinds of document in which numbers are hidden."""


def without_small(counts: Counts | None, few: int, own: Gone, nested: Gone = ()) -> Counts | None:
    """The tallies without those of `few` participants, or that would tell such; None as it is."""
    if counts is None or not few:
        return counts
    return Counts(
        tuple(replace(one, few=few, hidden=one.kind in own) for one in counts.own),
        tuple(replace(one, few=few, hidden=one.kind in nested) for one in counts.nested),
    )


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Excerpts of a code that are counted and not printed.

    `more` were not chosen, `held_back` may not be shown, `interviewers` are in an interviewer's words alone, which
    nobody asked for. `kind` is set where these are of one kind of document.
    """

    more: int = 0
    held_back: int = 0
    interviewers: int = 0
    kind: Kind | None = None

    @property
    def sentence(self) -> str:
        """`3 more excerpts are not printed here.`; empty where nothing was left out."""
        sentences: list[str] = []
        if self.more:
            verb = "is" if self.more == 1 else "are"
            sentences.append(f"{counted(self.more, 'more excerpt')} {verb} not printed here.")
        if self.interviewers:
            verb = "is" if self.interviewers == 1 else "are"
            excerpts = counted(self.interviewers, "excerpt")
            sentences.append(f"{excerpts} in an interviewer’s words alone {verb} not printed.")
        if self.held_back:
            verb = "is" if self.held_back == 1 else "are"
            sentences.append(f"{counted(self.held_back, 'excerpt')} {verb} held back (see “Held back”).")
        return f"{_lead(self.kind)}{' '.join(sentences)}" if sentences else ""


@dataclass(frozen=True, slots=True)
class CountsRow:
    """A code (or, at depth 0, an area) with its excerpts in each column, and its totals."""

    index: str
    name: str
    depth: int
    numbers: tuple[int, ...]
    excerpts: int
    participants: int
    documents: int

    @property
    def title(self) -> str:
        """Index and name."""
        return f"{self.index} {self.name}".strip()

    @property
    def totals(self) -> tuple[int, ...]:
        """What stands below `TOTALS`."""
        return (self.excerpts, self.participants, self.documents)


TOTALS = ("Excerpts", "Participants", "Documents")


@dataclass(frozen=True, slots=True)
class CountsTable:
    """Codes by participants, of one kind of document where `kind` is set.

    `columns` are the participants' names in print; `note` says what is counted, and out of how many.
    """

    columns: tuple[str, ...]
    rows: tuple[CountsRow, ...]
    caption: str = "Excerpts by code and participant"
    note: str = ""
    kind: Kind | None = None

    def __post_init__(self) -> None:
        if any(len(row.numbers) != len(self.columns) for row in self.rows):
            raise ValueError("a row of the counts does not have one number for each participant")

    @property
    def name(self) -> str:
        """What a sheet that holds it is called."""
        return "Counts" if self.kind is None else sentence_case(plural(self.kind))

    @property
    def table(self) -> Table:
        """The same as a table like any other: the code, the participants, the totals."""
        columns = (
            Column("Code", ValueKind.WORDS),
            *(Column(name, narrow=True) for name in self.columns),
            *map(Column, TOTALS),
        )
        rows = (Row((row.title, *row.numbers, *row.totals), row.depth, row.depth == 0) for row in self.rows)
        notes = (self.note,) if self.note else ()
        return Table(self.caption, columns, tuple(rows), notes, sheet=self.name, dots=True)
