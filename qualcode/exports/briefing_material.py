"""What the briefing paper of an area is made of, as values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from qualcode.analysis.counts.reach import Reaches
from qualcode.analysis.groups import GroupsBeside
from qualcode.exports.method import Method
from qualcode.exports.printed import PrintedExcerpt
from qualcode.participants.disclosure import Audience, HeldBack
from qualcode.transcripts.transcript import Kind

LONGEST = 60  # words of a passage that is quoted
FEW_AGAINST, FEW_ANSWERS = 3, 2  # passages quoted of what goes against an area's codes, and of survey answers
USUAL_QUOTES = 2  # of each theme, or one where the paper would be longer than four pages
MEMO_KINDS = ("tension", "question", "opportunity")  # each has a section of its own


@dataclass(frozen=True)
class BriefingChoices:
    """What goes into the briefing papers: for whom, of which areas (ids), empty for all that are in the totals.

    `by` are ids of attributes of participants whose groups stand beside each other; `quotes` is how many of each
    theme are printed at most. With `leave_out_empty` a section that has nothing yet is not printed. Numbers of some
    people and fewer than `fewest` are hidden.
    """

    audience: Audience = Audience.TEAM
    areas: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    quotes: int = USUAL_QUOTES
    leave_out_empty: bool = False
    fewest: int = 0


@dataclass(frozen=True)
class Theme:
    """A code of the area with those under it: how far it reaches where people were heard, and some of their words."""

    code_id: str
    title: str
    depth: int
    reaches: Reaches
    quotes: tuple[PrintedExcerpt, ...] = ()

    @property
    def reached(self) -> tuple[int, ...]:
        """How many participants it reaches in each kind of document, the most first: what themes are ordered by."""
        return tuple(sorted((part.participants for part in self.reaches.parts), reverse=True))

    @property
    def is_heard(self) -> bool:
        """Whether anything is coded with it."""
        return any(part.excerpts for part in self.reaches.parts)


@dataclass(frozen=True)
class Evidence:
    """What documents of evidence say: how many `passages` in how many of all such documents, and some, by theme.

    `sources` are as a reference list has them, or the documents' names where they have no reference yet.
    """

    passages: int = 0
    documents: int = 0
    of_documents: int = 0
    quotes: tuple[tuple[str, PrintedExcerpt], ...] = ()
    sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class Answered:
    """An open question with `answers` under the area: of `of_answers` there are `coded` have any code at all.

    `codes` are the titles of the area's codes with how many answers each has, and how deep it stands.
    """

    question: str
    answers: int
    coded: int
    of_answers: int
    codes: tuple[tuple[str, int, int], ...]


@dataclass(frozen=True)
class AreaMemo:
    """A memo about the area, its codes or passages under them; `words` are cleared, `about` is what it is about.

    `became` is the state of an opportunity, and what workshops said to it.
    """

    words: str
    about: tuple[str, ...]
    day: date
    became: str = ""


@dataclass(frozen=True)
class BriefingMaterial:
    """What the paper of one area needs of the study.

    `area` is its title, and `reaches` how far it reaches with all its codes. `themes` are in print order, those under
    another after it. `claims` are themes in the making that gather anything of the area, for the team alone.
    `against` are some of the excerpts that go against their codes, with the titles of these. `memos` are by their
    kind; `unshown` is how many there are where readers outside do not get them. `excerpts` is how many the area has,
    and `passages` how many in each kind of document where one under several codes is one. `left_out` is how
    many quotes of themes are not printed, to keep the paper short.
    """

    choices: BriefingChoices
    area: str
    reaches: Reaches
    definition: str
    codes: Sequence[str]
    evidence: Evidence
    themes: Sequence[Theme]
    claims: Sequence[tuple[str, Reaches, Reaches]]
    survey: Sequence[Answered]
    answers: Sequence[PrintedExcerpt]
    groups: Sequence[tuple[str, GroupsBeside]]
    against: Sequence[tuple[str, Sequence[PrintedExcerpt]]]
    memos: Mapping[str, Sequence[AreaMemo]]
    unshown: Mapping[str, int]
    held: Sequence[HeldBack]
    method: Method
    excerpts: int
    passages: Mapping[Kind, int]
    left_out: int = 0

    @property
    def titles(self) -> Mapping[str, str]:
        """The titles of the area's codes by id, as far as they may be shown."""
        return {theme.code_id: theme.title for theme in self.themes}
