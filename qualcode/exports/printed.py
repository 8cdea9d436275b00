"""Excerpts as a report prints them: cleared words, who said them and where, memos on them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from qualcode.exports.phrases import day_in_words, sentence_case
from qualcode.participants.disclosure import Cleared
from qualcode.transcripts.transcript import Kind


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

    @property
    def lead(self) -> str:
        """`P03; Interview 3, turn 82: see `, which stands before the id under which the words are."""
        return f"{self.attribution.text}: see " if self.attribution.text else "See "


Excerpt: TypeAlias = PrintedExcerpt | SeeExcerpt
