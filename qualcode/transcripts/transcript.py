"""A document as an importer reads it: its text, who says what in it, and what it says of itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from qualcode.transcripts.span import Span


class Kind(StrEnum):
    """What sort of source a document is."""

    INTERVIEW = "interview"
    FOCUS_GROUP = "focus group"
    FIELD_NOTE = "field note"
    SURVEY_ANSWER = "survey answer"
    WORKSHOP_NOTE = "workshop note"
    PUBLIC_COMMENT = "public comment"
    EVIDENCE = "evidence"

    @property
    def place(self) -> int:
        """Where it stands in every list of kinds, from 0."""
        return list(Kind).index(self)

    @property
    def has_participants(self) -> bool:
        """Evidence is cited, not consented; a field note is the observer's words."""
        return self not in (Kind.EVIDENCE, Kind.FIELD_NOTE)


@dataclass(frozen=True, slots=True)
class Turn:
    """One speaker's stretch of a text: half-open, code points, without the speaker's label and the time.

    `speaker` is the label as the source writes it, None where nobody is named; `seconds` counts from the
    start of the recording.
    """

    start: int
    end: int
    speaker: str | None = None
    seconds: float | None = None

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Comment:
    """What somebody wrote in the margin of a source: on a passage (half-open, code points), by whom, when."""

    start: int
    end: int
    words: str
    author: str = ""
    date: str = ""

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class PageMark:
    """Where a page of a paged source begins in the text (code points), and the number printed for it."""

    start: int
    page: str


@dataclass(frozen=True)
class Transcript:
    """One document's text with its turns, in order, not overlapping; every word of it lies in some turn.

    `text` has newlines as `\\n`, no BOM, and no character that could act on a terminal; labels and times may
    stand in it between turns. `kind` is what the file says or what its shape suggests, None where it does not
    tell. `reference` holds an evidence document's authors, year, title, publisher, doi, study, strength.
    `warnings` are sentences for the person who imports. `encoding` is the one a plain text was read in, empty
    for other formats. `margin_numbers` counts the paragraph numbers found in a PDF's margin, taken out or not.
    """

    name: str
    text: str
    turns: tuple[Turn, ...]
    kind: Kind | None = None
    title: str | None = None
    date: str | None = None
    reference: Mapping[str, str] = field(default_factory=dict)
    source: Path | None = None
    source_sha256: str = ""
    warnings: tuple[str, ...] = ()
    comments: tuple[Comment, ...] = ()
    pages: tuple[PageMark, ...] = ()
    encoding: str = ""
    margin_numbers: int = 0

    def speakers(self) -> list[str]:
        """The labels in order of first appearance, as first written."""
        return list(dict.fromkeys(turn.speaker for turn in self.turns if turn.speaker is not None))
