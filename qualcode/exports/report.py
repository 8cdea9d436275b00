"""A report as values: what every writer prints, and the dialog's preview too. No input or output here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from qualcode.exports.figures import Bars
from qualcode.exports.numbers import Counts, CountsTable, LeftOut
from qualcode.exports.phrases import counted, day_in_words, listed, plural, sentence_case
from qualcode.exports.printed import Excerpt, PrintedMemo, SeeExcerpt
from qualcode.exports.small_cells import few_in_words
from qualcode.exports.sources import Fact, Sources
from qualcode.exports.spoken import FRAME
from qualcode.participants.disclosure import Audience, HeldBack
from qualcode.transcripts.transcript import Kind


@dataclass(frozen=True, slots=True)
class CodeSection:
    """A code with its excerpts, in print order. `depth` is 1 under an area, 2 and more for nested codes.

    `definition` and `counts` are left out where they were not asked for. `left_out` says what is
    counted and not printed, apart for each kind of document.
    """

    index: str
    name: str
    depth: int = 1
    definition: str = ""
    counts: Counts | None = None
    excerpts: tuple[Excerpt, ...] = ()
    left_out: tuple[LeftOut, ...] = ()

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
    def remainder(self) -> tuple[str, ...]:
        """What is counted but not printed, as sentences; empty where nothing is."""
        return tuple(sentence for each in self.left_out if (sentence := each.sentence))


@dataclass(frozen=True, slots=True)
class AreaChapter:
    """A challenge area with its codes in codebook order. `in_totals` is False for one outside the totals.

    `unused` are the titles of the codes that have no excerpts, nor have those under them; `asked` says that a
    question found none.
    """

    index: str
    name: str
    codes: tuple[CodeSection, ...]
    counts: Counts | None = None
    chart: Bars | None = None
    in_totals: bool = True
    unused: tuple[str, ...] = ()
    asked: bool = False

    @property
    def title(self) -> str:
        """Index and name, the heading."""
        return f"{self.index} {self.name}".strip()

    @property
    def outside_totals(self) -> str:
        """The sentence that says it does not count in totals; empty where it does."""
        return "" if self.in_totals else "This part stands outside the challenge areas and their totals."

    @property
    def unused_line(self) -> str:
        """`No excerpts: 1.3 Sectors working together, 1.4 Cultural diversity`; empty where all codes have some."""
        found = " found by the question" if self.asked else ""
        return f"No excerpts{found}: {', '.join(self.unused)}" if self.unused else ""


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
    """Excerpts held back from the same people for the same reason, by their ids.

    `kind` is set where the report draws on several kinds of document.
    """

    participants: tuple[str, ...]
    reason: str
    ids: tuple[str, ...]
    kind: Kind | None = None

    @property
    def whose(self) -> str:
        """Whose words they are."""
        people = listed(self.participants) or "Nobody named"
        return people if self.kind is None else f"{people} ({plural(self.kind)})"


@dataclass(frozen=True, slots=True)
class Report:
    """The themed excerpts of a study, or its memos, ready to be printed.

    `made_on` carries its zone; `counts` has a table for each kind of document; `held_back_kinds` has the kind of
    document of each of `held_back`, and is empty where there is but one; `although` tells the team of quotes that
    are printed although consent does not allow it; `language` is the tag of people's words. Raises ValueError where
    words cleared for another audience got in, where two excerpts share an id, or where one refers to an id that is
    not printed.
    """

    title: str
    study: str
    made_on: datetime
    audience: Audience
    sources: Sources
    areas: tuple[AreaChapter, ...]
    study_page: tuple[Fact, ...] = ()
    counts: tuple[CountsTable, ...] = ()
    held_back: tuple[HeldBack, ...] = ()
    held_back_kinds: tuple[Kind, ...] = ()
    codebook: tuple[CodebookEntry, ...] = ()
    memos: tuple[MemoSection, ...] = ()
    although: tuple[str, ...] = ()
    language: str = FRAME

    def __post_init__(self) -> None:
        if self.made_on.tzinfo is None:
            raise ValueError("the time a report was made needs its zone")
        if self.held_back_kinds and len(self.held_back_kinds) != len(self.held_back):
            raise ValueError("what was held back does not have one kind of document for each")
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

    def _held_back_by_kind(self) -> Iterator[tuple[Kind | None, list[HeldBack]]]:
        """What was held back, apart for each kind of document; all of it where there is but one."""
        if not self.held_back_kinds:
            yield None, list(self.held_back)
            return
        pairs = list(zip(self.held_back_kinds, self.held_back, strict=True))
        for kind in sorted(set(self.held_back_kinds), key=lambda kind: kind.place):
            yield kind, [held for one, held in pairs if one is kind]

    @property
    def held_back_groups(self) -> tuple[HeldBackGroup, ...]:
        """What was held back by whose it is and why, in the order it comes first."""
        groups: dict[tuple[tuple[str, ...], str, Kind | None], list[str]] = {}
        for kind, found in self._held_back_by_kind():
            for held in found:
                groups.setdefault((held.participants, sentence_case(held.reason), kind), []).append(held.id)
        return tuple(HeldBackGroup(who, why, tuple(ids), kind) for (who, why, kind), ids in groups.items())

    @property
    def held_back_phrase(self) -> str:
        """`2 excerpts from 2 participants`, kinds of document side by side; empty where nothing was held back."""
        parts: list[str] = []
        for kind, found in self._held_back_by_kind() if self.held_back else ():
            people = {name for held in found for name in held.participants}
            from_people = few_in_words(counted(len(people), "participant"), self.sources.fewest)
            whose = f" from {from_people}" if people else ""
            nobodys = sum(not held.participants for held in found)
            if people and nobodys:
                whose = f" ({nobodys:,} no participant’s){whose}"
            where = "" if kind is None else f" in {plural(kind)}"
            parts.append(f"{counted(len(found), 'excerpt')}{whose}{where}")
        return listed(parts)

    @property
    def held_back_sentence(self) -> str:
        """How much was held back and from how many people, or that nothing was."""
        if not self.held_back:
            return "Nothing was held back."
        verb = "was" if len(self.held_back) == 1 else "were"
        return f"{self.held_back_phrase} {verb} held back. Their words are not in this report."
