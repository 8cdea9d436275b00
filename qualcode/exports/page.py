"""What a page of numbers holds, from its title to its last paragraph: what every writer prints."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeAlias

from qualcode.exports.figures import Bars, Figure, HeatMap, Lines, Picture, Table
from qualcode.exports.phrases import day_in_words
from qualcode.exports.printed import Excerpt, PrintedExcerpt
from qualcode.exports.sources import Fact
from qualcode.exports.spoken import FRAME, after
from qualcode.participants.disclosure import Audience


@dataclass(frozen=True, slots=True)
class Facts:
    """Labelled lines."""

    lines: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of words in lines; `quiet` for an aside in small print, `strong` where it heads what follows.

    `lead` is after how many characters the words are what somebody said; None where none of them are.
    """

    words: str
    quiet: bool = False
    strong: bool = False
    lead: int | None = None


@dataclass(frozen=True, slots=True)
class Cards:
    """Quotes to be cut out, four to a page, each with its id in large letters."""

    cards: tuple[PrintedExcerpt, ...]


@dataclass(frozen=True, slots=True)
class Blanks:
    """A table to be written in: its headings, how much of the width each column has, and what stands in it already.

    Cells that are missing at the end of a row are empty; a table without a caption is not numbered.
    """

    caption: str
    headings: tuple[str, ...]
    shares: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def filled(self) -> tuple[tuple[str, ...], ...]:
        """The rows with all their cells."""
        return tuple((*row, *[""] * (len(self.headings) - len(row))) for row in self.rows)


@dataclass(frozen=True, slots=True)
class Room:
    """Empty lines to write on."""

    lines: int


@dataclass(frozen=True, slots=True)
class Topic:
    """Something to talk about, with the id by which an answer names it; `notes` stand below it in small print."""

    id: str
    words: str
    notes: tuple[str, ...] = ()


Sheet: TypeAlias = Cards | Blanks | Room | Topic
"""What is filled in by hand."""

Part: TypeAlias = Paragraph | Facts | Table | Bars | HeatMap | Lines | Excerpt | Sheet


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands under it; `level` is 1 to 5; `new_page` where it begins one of a short paper."""

    title: str
    parts: tuple[Part, ...]
    level: int = 1
    new_page: bool = False


class Headed(Protocol):
    """What stands at the head and the foot of every page: its title, the study, the day, for whom.

    `language` is the tag of that in which people's words are, empty where it is not known.
    """

    @property
    def title(self) -> str: ...
    @property
    def study(self) -> str: ...
    @property
    def made_on(self) -> datetime: ...
    @property
    def audience(self) -> Audience: ...
    @property
    def language(self) -> str: ...
    @property
    def day(self) -> str: ...


def study_and_day(page: Headed) -> str:
    """`Peer support, 12 March 2026`, which stands below the title."""
    return f"{page.study}{after(page.study, f', {page.day}')}"


@dataclass(frozen=True, slots=True)
class Page:
    """A report of numbers, ready to be printed for one audience. `made_on` carries its zone.

    A short one has no list of its `contents`. `of` tells what it is a page of from all others: the id of an essay or
    a document, empty where the study does. `language` is the tag of people's words. Raises ValueError where the time
    has no zone, where words cleared for another audience got in, or where two excerpts, or what else one can answer,
    share an id.
    """

    title: str
    study: str
    made_on: datetime
    audience: Audience
    sections: tuple[Section, ...]
    contents: bool = True
    of: str = ""
    language: str = FRAME

    def __post_init__(self) -> None:
        if self.made_on.tzinfo is None:
            raise ValueError("the time a page was made needs its zone")
        ids: set[str] = set()
        for excerpt in self.excerpts:
            if excerpt.words.audience is not self.audience:
                raise ValueError(f"{excerpt.id} was cleared for another audience than this page's")
            if excerpt.id in ids:
                raise ValueError(f"two excerpts share the id {excerpt.id}")
            ids.add(excerpt.id)
        for topic in (part for part in self._parts() if isinstance(part, Topic)):
            if topic.id in ids:
                raise ValueError(f"two things to answer share the id {topic.id}")
            ids.add(topic.id)

    @property
    def day(self) -> str:
        """The day it was made, in words."""
        return day_in_words(self.made_on.date())

    @property
    def tables(self) -> tuple[Table, ...]:
        """Every table in its order."""
        return tuple(part for part in self._parts() if isinstance(part, Table))

    @property
    def pictures(self) -> tuple[Picture, ...]:
        """Every picture in its order."""
        return tuple(part for part in self._parts() if isinstance(part, (Bars, HeatMap, Lines)))

    @property
    def excerpts(self) -> tuple[PrintedExcerpt, ...]:
        """Every excerpt that is quoted, in print order; on a card too."""
        found: list[PrintedExcerpt] = []
        for part in self._parts():
            if isinstance(part, PrintedExcerpt):
                found.append(part)
            elif isinstance(part, Cards):
                found += part.cards
        return tuple(found)

    def _parts(self) -> Iterator[Part]:
        for section in self.sections:
            yield from section.parts


def figure_page(study: str, made_on: datetime, audience: Audience, title: str, figures: Sequence[Figure]) -> Page:
    """A page of some figures alone: what a view exports."""
    return Page(title, study, made_on, audience, (Section(title, tuple(figures)),))
