"""The numbers of a report as values, each with its base; those of several kinds of document stand side by side."""

from __future__ import annotations

from dataclasses import dataclass

from qualcode.exports.phrases import counted, plural, sentence_case
from qualcode.transcripts.transcript import Kind


def _lead(kind: Kind | None) -> str:
    """`Interviews: `; empty where there is but one kind."""
    return "" if kind is None else f"{sentence_case(plural(kind))}: "


@dataclass(frozen=True, slots=True)
class Tally:
    """How often and how widely something occurs, each number with its base.

    `kind` is set where the tally counts one kind of document; `distinct` where a passage under several codes
    was counted once; `against` is how many of the excerpts go against the code, `interviewers` how many of them are
    in an interviewer's words alone, and so nobody's of the participants.
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

    @property
    def sentence(self) -> str:
        """`16 excerpts, 8 of 9 participants, 8 of 10 documents.`"""
        aside = ["each passage counted once"] if self.distinct else []
        if self.interviewers:
            aside.append(f"{self.interviewers:,} in an interviewer’s words alone")
        excerpts = counted(self.excerpts, "excerpt") + (f" ({'; '.join(aside)})" if aside else "")
        parts = [excerpts]
        if self.of_participants:
            parts.append(f"{self.participants:,} of {counted(self.of_participants, 'participant')}")
        parts.append(f"{self.documents:,} of {counted(self.of_documents, 'document')}")
        against = ""
        if self.against:
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
        own = [tally.sentence for tally in self.own] or ["No excerpts of its own."]
        return (*own, *(f"With its nested codes: {tally.sentence}" for tally in self.nested))


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
class Series:
    """One run of bars; `values` has one number for each category of its chart.

    `kind` is set where the bars are of one kind of document, which looks the same in every chart.
    """

    name: str
    values: tuple[int, ...]
    kind: Kind | None = None


@dataclass(frozen=True, slots=True)
class BarChart:
    """Horizontal bars, the first category at the top. `unit` names the axis, `alt_text` says it in words."""

    caption: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str = "excerpts"
    alt_text: str = ""

    def __post_init__(self) -> None:
        if any(len(series.values) != len(self.categories) for series in self.series):
            raise ValueError(f"a series of “{self.caption}” does not have one value for each category")

    @property
    def description(self) -> str:
        """The alternative text, made from the numbers where none was given."""
        if self.alt_text:
            return self.alt_text
        runs = [
            f"{series.name}: "
            + "; ".join(f"{name} {n}" for name, n in zip(self.categories, series.values, strict=True))
            for series in self.series
        ]
        return f"Bar chart. {self.caption}. {'. '.join(runs)}."


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
    def heads(self) -> tuple[str, ...]:
        """What stands above every column but the first, that of the codes."""
        return (*self.columns, *TOTALS)
