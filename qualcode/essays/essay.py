"""Essays in the making: what they are, how far they are, and what their outlines are made of."""

from __future__ import annotations

from enum import StrEnum


class EssayKind(StrEnum):
    """What is being written."""

    ESSAY = "essay"
    BRIEFING = "briefing paper"


class EssayState(StrEnum):
    """How far an essay is."""

    OUTLINE = "outline"
    DRAFT = "draft"
    REVIEW = "with reviewers"
    FINISHED = "finished"


class PartKind(StrEnum):
    """What stands in an outline beside quotes."""

    HEADING = "heading"
    NOTE = "note"


class Answer(StrEnum):
    """What the person said with whom a quote was checked."""

    NONE = ""  # nobody has asked
    ASKED = "asked"
    APPROVED = "approved"
    CHANGED = "changed"
    REFUSED = "refused"


STRICTER = {Answer.NONE: 0, Answer.ASKED: 1, Answer.APPROVED: 2, Answer.CHANGED: 3, Answer.REFUSED: 4}
"""How much each answer holds back: what holds back less takes back what holds back more."""


def as_kind(written: str) -> EssayKind:
    """A kind as the study's file has it; one that a newer program made is an essay."""
    return EssayKind(written) if written in _KINDS else EssayKind.ESSAY


def as_state(written: str) -> EssayState:
    """A state as the study's file has it; one that a newer program made is an outline."""
    return EssayState(written) if written in _STATES else EssayState.OUTLINE


_KINDS = frozenset(map(str, EssayKind))
_STATES = frozenset(map(str, EssayState))
