"""A report as values: what every writer prints, and the dialog's preview too. No input or output here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

from qualcode.exports.phrases import counted, day_in_words, documents_of, listed, plural, sentence_case
from qualcode.participants.disclosure import Audience, Cleared, HeldBack
from qualcode.transcripts.transcript import Kind


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of the study page: its label and what was written there."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class DocumentsOfKind:
    """How many documents of one kind the report draws on; `kind` is None where none was given."""

    kind: Kind | None
    number: int

    @property
    def phrase(self) -> str:
        """`8 interviews`."""
        if self.kind is None:
            return counted(self.number, "document of no kind", "documents of no kind")
        return documents_of(self.kind, self.number)


@dataclass(frozen=True, slots=True)
class Sources:
    """What the report draws on.

    `counted_codings` is the phrase that says which codings the numbers count; `coder_names` is empty unless
    coder names were asked for; `restricted_to` says which documents or people were chosen, empty for all; `samples`
    are sentences on how survey answers were drawn. `stated` stands in place of all this where a report is not of
    codings.
    """

    documents: tuple[DocumentsOfKind, ...]
    participants: int
    coders: int
    counted_codings: str
    coder_names: tuple[str, ...] = ()
    restricted_to: str = ""
    samples: tuple[str, ...] = ()
    stated: tuple[Fact, ...] = ()

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The same as labelled lines, in the order every writer prints them."""
        if self.stated:
            return self.stated
        documents = listed([each.phrase for each in self.documents]) or "none"
        coders = listed(self.coder_names) if self.coder_names else f"{self.coders:,}"
        facts = [
            Fact("Documents", documents),
            Fact("Participants", f"{self.participants:,}"),
            Fact("Coders", coders),
            Fact("Codings counted", sentence_case(self.counted_codings)),
        ]
        facts += [Fact("Sample of answers", sentence) for sentence in self.samples]
        if self.restricted_to:
            facts.insert(0, Fact("Drawn from", self.restricted_to))
        return tuple(facts)


@dataclass(frozen=True, slots=True)
class Tally:
    """How often and how widely something occurs, each number with its base.

    `kind` is set where the tally counts one kind of document; `distinct` where a passage under several codes
    was counted once; `against` is how many of the excerpts go against the code.
    """

    excerpts: int
    participants: int
    of_participants: int
    documents: int
    of_documents: int
    against: int = 0
    kind: Kind | None = None
    distinct: bool = False

    @property
    def sentence(self) -> str:
        """`16 excerpts, 8 of 9 participants, 8 of 10 documents.`"""
        excerpts = counted(self.excerpts, "excerpt")
        if self.distinct:
            excerpts += " (each passage counted once)"
        parts = [excerpts]
        if self.of_participants:
            parts.append(f"{self.participants:,} of {counted(self.of_participants, 'participant')}")
        parts.append(f"{self.documents:,} of {counted(self.of_documents, 'document')}")
        against = ""
        if self.against:
            verb = "goes" if self.against == 1 else "go"
            what, code = ("passages", "a code") if self.distinct else ("excerpts", "the code")
            against = f" {self.against:,} of the {what} {verb} against {code}."
        lead = "" if self.kind is None else f"{sentence_case(plural(self.kind))}: "
        return f"{lead}{', '.join(parts)}.{against}"


@dataclass(frozen=True, slots=True)
class Counts:
    """The tallies printed under one heading.

    `own` counts the code itself, `nested` the code and those under it (empty where there are none): one tally for
    each kind of document, side by side and never added.
    """

    own: tuple[Tally, ...]
    nested: tuple[Tally, ...] = ()

    @property
    def sentences(self) -> tuple[str, ...]:
        """One sentence or two for each tally."""
        nested = [f"With its nested codes: {tally.sentence}" for tally in self.nested]
        return (*(tally.sentence for tally in self.own), *nested)


@dataclass(frozen=True, slots=True)
class Appearance:
    """How a participant appears in print: the name and the attributes that may be printed."""

    name: str
    attributes: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """`P03, service user, 60–69`."""
        return ", ".join((self.name, *self.attributes))


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says an excerpt and where: the people, the document as it may be called, the place within it."""

    people: tuple[Appearance, ...]
    document: str = ""
    place: str = ""

    @property
    def text(self) -> str:
        """`P03, service user, 60–69; Interview 3, 26:40, turn 82`."""
        where = ", ".join(part for part in (self.document, self.place) if part)
        return "; ".join([*(person.text for person in self.people), *([where] if where else [])])


@dataclass(frozen=True, slots=True)
class PrintedMemo:
    """A memo on an excerpt; `author` is empty unless coder names were asked for."""

    kind: str
    words: str
    day: date | None = None
    author: str = ""

    @property
    def lead(self) -> str:
        """`Idea, RS-01, 12 March 2026`, which stands before the words."""
        parts = (sentence_case(self.kind), self.author, day_in_words(self.day) if self.day else "")
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class PrintedExcerpt:
    """An excerpt printed in full.

    `words` may begin with the interviewer's question (`Line.is_question`); `coders` is empty unless coder
    names were asked for; `against` says that it goes against the code it stands under. `kind` is set where the report
    draws on several kinds of document.
    """

    words: Cleared
    attribution: Attribution
    against: bool = False
    coders: tuple[str, ...] = ()
    memos: tuple[PrintedMemo, ...] = ()
    kind: Kind | None = None

    @property
    def id(self) -> str:
        """The short id, which is also the bookmark."""
        return self.words.id


@dataclass(frozen=True, slots=True)
class SeeExcerpt:
    """An excerpt whose words already stand under another code.

    `printed_as` is the id it was printed under there, `under` that code's index and name.
    """

    id: str
    printed_as: str
    under: str
    attribution: Attribution
    against: bool = False
    coders: tuple[str, ...] = ()
    memos: tuple[PrintedMemo, ...] = ()


Excerpt: TypeAlias = PrintedExcerpt | SeeExcerpt


@dataclass(frozen=True, slots=True)
class CodeSection:
    """A code with its excerpts, in print order. `depth` is 1 under an area, 2 and more for nested codes.

    `definition` and `counts` are left out where they were not asked for. `more` excerpts were not chosen,
    `held_back` were chosen but may not be shown.
    """

    index: str
    name: str
    depth: int = 1
    definition: str = ""
    counts: Counts | None = None
    excerpts: tuple[Excerpt, ...] = ()
    more: int = 0
    held_back: int = 0

    @property
    def title(self) -> str:
        """Index and name, the heading."""
        return f"{self.index} {self.name}".strip()

    @property
    def supporting(self) -> tuple[Excerpt, ...]:
        """Those that do not go against the code."""
        return tuple(excerpt for excerpt in self.excerpts if not excerpt.against)

    @property
    def against(self) -> tuple[Excerpt, ...]:
        """Those that go against the code, printed apart."""
        return tuple(excerpt for excerpt in self.excerpts if excerpt.against)

    @property
    def remainder(self) -> str:
        """What is counted but not printed, as sentences; empty where nothing is."""
        sentences: list[str] = []
        if self.more:
            verb = "is" if self.more == 1 else "are"
            sentences.append(f"{counted(self.more, 'more excerpt')} {verb} not printed here.")
        if self.held_back:
            verb = "is" if self.held_back == 1 else "are"
            sentences.append(f"{counted(self.held_back, 'excerpt')} {verb} held back (see “Held back”).")
        return " ".join(sentences)


@dataclass(frozen=True, slots=True)
class Series:
    """One run of bars; `values` has one number for each category of its chart."""

    name: str
    values: tuple[int, ...]


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
class AreaChapter:
    """A challenge area with its codes in codebook order. `in_totals` is False for one outside the totals."""

    index: str
    name: str
    codes: tuple[CodeSection, ...]
    definition: str = ""
    counts: Counts | None = None
    chart: BarChart | None = None
    in_totals: bool = True

    @property
    def title(self) -> str:
        """Index and name, the heading."""
        return f"{self.index} {self.name}".strip()

    @property
    def outside_totals(self) -> str:
        """The sentence that says it does not count in totals; empty where it does."""
        return "" if self.in_totals else "This part stands outside the challenge areas and their totals."


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


@dataclass(frozen=True, slots=True)
class CountsTable:
    """Codes by participants. `columns` are the participants' names in print; `note` says what is counted."""

    columns: tuple[str, ...]
    rows: tuple[CountsRow, ...]
    caption: str = "Excerpts by code and participant"
    note: str = ""

    def __post_init__(self) -> None:
        if any(len(row.numbers) != len(self.columns) for row in self.rows):
            raise ValueError("a row of the counts does not have one number for each participant")


@dataclass(frozen=True, slots=True)
class CodebookEntry:
    """A code as the appendix prints it; an area has depth 0. `state` is proposed, agreed or retired."""

    index: str
    name: str
    depth: int = 1
    definition: str = ""
    use_when: str = ""
    do_not_use_when: str = ""
    example: str = ""
    state: str = ""

    @property
    def title(self) -> str:
        """Index and name."""
        return f"{self.index} {self.name}".strip()

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The filled-in lines with their labels, in the order every writer prints them."""
        lines = (
            Fact("Definition", self.definition),
            Fact("Use when", self.use_when),
            Fact("Do not use when", self.do_not_use_when),
            Fact("Example", self.example),
            Fact("State", sentence_case(self.state)),
        )
        return tuple(fact for fact in lines if fact.value)


@dataclass(frozen=True, slots=True)
class MemoSection:
    """A memo written up: `memo` holds its words after the title, `about` names what it is about.

    `excerpts` are the passages it cites, of which `held_back` more may not be shown.
    """

    number: int
    name: str
    memo: PrintedMemo
    about: tuple[str, ...] = ()
    excerpts: tuple[Excerpt, ...] = ()
    held_back: int = 0

    @property
    def title(self) -> str:
        """Number and first line, the heading."""
        return f"{self.number}. {self.name}"

    @property
    def about_line(self) -> str:
        """`About: code 1.5 Peers like me; participant P02`; empty where it is about nothing."""
        return f"About: {'; '.join(self.about)}" if self.about else ""

    @property
    def remainder(self) -> str:
        """What it cites that is not printed, as a sentence; empty where all is."""
        if not self.held_back:
            return ""
        verb = "is" if self.held_back == 1 else "are"
        return f"{counted(self.held_back, 'passage')} {verb} held back (see “Held back”)."


@dataclass(frozen=True, slots=True)
class HeldBackGroup:
    """Excerpts held back from the same people for the same reason, by their ids."""

    participants: tuple[str, ...]
    reason: str
    ids: tuple[str, ...]

    @property
    def whose(self) -> str:
        """Whose words they are."""
        return listed(self.participants) or "Nobody named"


@dataclass(frozen=True, slots=True)
class Report:
    """The themed excerpts of a study, or its memos, ready to be printed.

    `made_on` carries its zone. Raises ValueError where words cleared for another audience got in, where two
    excerpts share an id, or where one refers to an id that is not printed.
    """

    title: str
    study: str
    made_on: datetime
    audience: Audience
    sources: Sources
    areas: tuple[AreaChapter, ...]
    study_page: tuple[Fact, ...] = ()
    counts: CountsTable | None = None
    held_back: tuple[HeldBack, ...] = ()
    codebook: tuple[CodebookEntry, ...] = ()
    memos: tuple[MemoSection, ...] = ()

    def __post_init__(self) -> None:
        if self.made_on.tzinfo is None:
            raise ValueError("the time a report was made needs its zone")
        printed: set[str] = set()
        seen: set[str] = set()
        referred: set[str] = set()
        for excerpt in self.excerpts():
            if excerpt.id in seen:
                raise ValueError(f"two excerpts share the id {excerpt.id}")
            seen.add(excerpt.id)
            if isinstance(excerpt, SeeExcerpt):
                referred.add(excerpt.printed_as)
                continue
            printed.add(excerpt.id)
            if excerpt.words.audience is not self.audience:
                raise ValueError(f"{excerpt.id} was cleared for another audience than this report's")
        if missing := referred - printed:
            raise ValueError(f"referred to but not printed: {', '.join(sorted(missing))}")

    def excerpts(self) -> Iterator[Excerpt]:
        """Every excerpt, in print order."""
        for area in self.areas:
            for code in area.codes:
                yield from code.excerpts
        for memo in self.memos:
            yield from memo.excerpts

    @property
    def day(self) -> str:
        """The day it was made, in words."""
        return day_in_words(self.made_on.date())

    @property
    def held_back_groups(self) -> tuple[HeldBackGroup, ...]:
        """What was held back by whose it is and why, in the order it comes first."""
        groups: dict[tuple[tuple[str, ...], str], list[str]] = {}
        for held in self.held_back:
            groups.setdefault((held.participants, sentence_case(held.reason)), []).append(held.id)
        return tuple(HeldBackGroup(who, why, tuple(ids)) for (who, why), ids in groups.items())

    @property
    def held_back_sentence(self) -> str:
        """How much was held back and from how many people, or that nothing was."""
        if not self.held_back:
            return "Nothing was held back."
        people = {name for held in self.held_back for name in held.participants}
        verb = "was" if len(self.held_back) == 1 else "were"
        whose = f" from {counted(len(people), 'participant')}" if people else ""
        held_back = f"{counted(len(self.held_back), 'excerpt')}{whose} {verb} held back."
        return f"{held_back} Their words are not in this report."
