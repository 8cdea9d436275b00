"""What the terms of a question mean in a study: sets of ids, and words to look for."""

from __future__ import annotations

from dataclasses import dataclass

from qualcode.analysis.cells import CellState
from qualcode.analysis.questions.sought import Sought
from qualcode.analysis.questions.tree import Node
from qualcode.transcripts.span import Span


@dataclass(frozen=True, slots=True)
class CodeIs(Node):
    """Under one of these codes."""

    ids: frozenset[str]


@dataclass(frozen=True, slots=True)
class OnlyUnder(Node):
    """Under one of these codes itself, however near those of others lie; it asks for no excerpts of its own."""

    ids: frozenset[str]


@dataclass(frozen=True, slots=True)
class DocumentIs(Node):
    """In one of these documents."""

    ids: frozenset[str]


@dataclass(frozen=True, slots=True)
class PersonIs(Node):
    """In the words of one of these participants."""

    ids: frozenset[str]


@dataclass(frozen=True, slots=True)
class InterviewersWords(Node):
    """In an interviewer's words alone."""


@dataclass(frozen=True, slots=True)
class CoderIs(Node):
    """Coded by one of these coders."""

    ids: frozenset[str]


@dataclass(frozen=True, slots=True)
class MemoHolds(Node):
    """With a memo that holds these words, or with any where there are none."""

    words: Sought | None


@dataclass(frozen=True, slots=True)
class Said(Node):
    """With these words in it."""

    words: Sought


@dataclass(frozen=True, slots=True)
class Against(Node):
    """Going against its code."""


@dataclass(frozen=True, slots=True)
class Kept(Node):
    """With words that are kept as a quote."""


@dataclass(frozen=True, slots=True)
class PassageIs(Node):
    """The excerpt that holds one of these codings; where there are none, with words of this passage."""

    codings: frozenset[str]
    document_id: str
    span: Span


@dataclass(frozen=True, slots=True)
class EarlierWording(Node):
    """Coded under an earlier wording of its code."""


@dataclass(frozen=True, slots=True)
class CellIs(Node):
    """With a cell in the chart, of its participant and its code, that stands so."""

    states: frozenset[CellState]
