"""A draft: its paragraphs in the order they are read, with what they are."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property


class Where(StrEnum):
    """What a paragraph belongs to."""

    TEXT = "text"
    TABLE = "table"
    BOX = "text box"
    FOOTNOTE = "footnote"
    ENDNOTE = "endnote"
    HEADER = "header"
    FOOTER = "footer"

    @property
    def is_note(self) -> bool:
        return self in (Where.FOOTNOTE, Where.ENDNOTE)

    @property
    def is_apart(self) -> bool:
        """Whether it stands outside the text, and so is not counted among its paragraphs."""
        return self.is_note or self in (Where.HEADER, Where.FOOTER)


class SetApart(StrEnum):
    """Whether a paragraph is set apart from the others as a quotation is."""

    NOT = ""
    INDENTED = "indented"  # which much else is, too
    QUOTATION = "quotation"  # by its style, or by the mark of its format


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table, each number counted from 0: tables in the order of the draft, those within others too."""

    table: int
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Sign:
    """The sign of a note in a paragraph: it stands before the character at `at`."""

    at: int
    where: Where
    note: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph's words as they will be printed: what was deleted in a tracked change is not among them.

    `note` is the number of the note it belongs to, counted from 1 in the order in which notes are referred to. `cell`
    is the one it stands in; None outside tables.
    """

    words: str
    where: Where = Where.TEXT
    note: int = 0
    set_apart: SetApart = SetApart.NOT
    heading: bool = False
    cell: Cell | None = None
    signs: tuple[Sign, ...] = ()


@dataclass(frozen=True, slots=True)
class Beside:
    """Words that are in the file though not in its text, and what they are there: `a header`, `deleted words`."""

    what: str
    words: str


@dataclass(frozen=True, slots=True)
class Read:
    """What a file holds: the paragraphs of its text, and what goes with it wherever the file goes."""

    paragraphs: tuple[Paragraph, ...]
    beside: tuple[Beside, ...] = ()


@dataclass(frozen=True)
class Draft:
    """A draft under its file's name; notes stand after the text they belong to, headers and footers last.

    `word` is the file itself where it is a Word document, so that a copy of it can be given comments.
    """

    name: str
    paragraphs: tuple[Paragraph, ...]
    word: bytes | None = None
    beside: tuple[Beside, ...] = ()

    @cached_property
    def _numbers(self) -> list[int]:
        """The number of each paragraph among those of the text, from 1; those without words are not counted."""
        numbers, number = [], 0
        for one in self.paragraphs:
            number += bool(one.words.strip()) and not one.where.is_apart
            numbers.append(number)
        return numbers

    def place(self, paragraph: int) -> str:
        """Where a paragraph is found: `paragraph 12`, `paragraph 14 (table)`, `footnote 2`, `a header`."""
        one = self.paragraphs[paragraph]
        if one.where.is_note:
            return f"{one.where} {one.note}"
        if one.where.is_apart:
            return f"a {one.where}"
        aside = "" if one.where is Where.TEXT else f" ({one.where})"
        return f"paragraph {self._numbers[paragraph]}{aside}"

    def heading_above(self, paragraph: int) -> str:
        """The heading that a paragraph of the text stands under, on one line; empty where there is none."""
        return "" if self.paragraphs[paragraph].where.is_apart else self._headings[paragraph]

    @cached_property
    def _headings(self) -> list[str]:
        """The heading above each paragraph."""
        found, heading = [], ""
        for one in self.paragraphs:
            found.append(heading)
            if one.heading and one.words.strip():
                heading = " ".join(one.words.split())
        return found
