"""A turn in stretches that are judged apart: some of its words may be held back from readers, and others not."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise

from qualcode.analysis.verbatims import spoken_in
from qualcode.participants.consent import Consent
from qualcode.participants.disclosure import Although, Cleared, HeldBack, Verbatim
from qualcode.transcripts.boundaries import word_edges
from qualcode.transcripts.span import Span


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words of a turn (by its place from 0) that are judged together, where they stand in the document, and how.

    `gap` is the white space between them and the words of the same turn before them.
    """

    turn: int
    span: Span
    verbatim: Verbatim
    judged: Cleared | HeldBack
    gap: str = ""

    @property
    def _kind(self) -> Although | tuple[Consent, bool, str] | None:
        one = self.judged
        return one.although if isinstance(one, Cleared) else (one.consent, one.expired, one.objection)

    def is_judged_as(self, other: Stretch) -> bool:
        """Whether both are shown for the same reason, or held back for the same."""
        return self._kind == other._kind


def stretches_of(text: str, turn: Span, edges: Iterable[int], judge: Callable[[Span], Stretch]) -> list[Stretch]:
    """A turn in as few stretches as its judgements allow, none of which cuts a word in two.

    A word that an edge runs through is judged as a whole, so that no letter of it is shown where another is not.
    """
    inside = [edge for edge in edges if turn.start < edge < turn.end]
    words = word_edges(text, turn) if inside else []
    cut = {edge: next(((a, b) for a, b in words if a < edge < b), (edge,)) for edge in inside}
    cuts = sorted({turn.start, turn.end, *(one for some in cut.values() for one in some)})
    found: list[Stretch] = []
    for start, end in pairwise(cuts):
        span = spoken_in(text, turn, Span(start, end))
        if not span:
            continue
        one = judge(span)
        if found and found[-1].is_judged_as(one):
            both = judge(found[-1].span.joined(span))
            if both.is_judged_as(one):
                found[-1] = both
                continue
        found.append(one)
    return found
