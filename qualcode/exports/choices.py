"""What a person chose in the export dialog or on the command line."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from qualcode.participants.disclosure import Audience


class Order(StrEnum):
    """How the excerpts of a code follow one another."""

    DOCUMENT = "document"
    PARTICIPANT = "participant"


@dataclass(frozen=True)
class ReportChoices:
    """What goes into a report of themed excerpts.

    `codes` are ids of codes or areas, each taken with what stands under it; None takes all, also for `documents`
    (ids), `kinds` and `coders` (ids). `question`, in the words of the question language, narrows them to what it
    finds. `per_code` prints at most so many excerpts of each code, None all. `questions` prints what was asked before
    each answer, and for readers outside also excerpts in an interviewer's words alone, which the team always reads.
    `memos` are printed for the team alone: they may quote or name anybody, and nobody has cleared them.
    Numbers of some participants and fewer than `fewest` are hidden, and those that would tell them.
    """

    audience: Audience = Audience.TEAM
    codes: frozenset[str] | None = None
    documents: frozenset[str] | None = None
    kinds: frozenset[str] | None = None
    coders: frozenset[str] | None = None
    question: str = ""
    per_code: int | None = None
    order: Order = Order.DOCUMENT
    definitions: bool = True
    counts: bool = True
    questions: bool = False
    context: bool = True
    charts: bool = True
    codebook: bool = True
    memos: bool = False
    coder_names: bool = False
    title: str = ""
    fewest: int = 0
