"""How much of what is said in a document carries a code: the words, and the stretches that have none."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from qualcode.transcripts.boundaries import count_words, has_word, trimmed, word_edges
from qualcode.transcripts.span import Span


@dataclass(frozen=True, slots=True)
class Coverage:
    """Words of one document, those that lie wholly under codings, and the stretches without one.

    `others` are those of the words that are not of whom they are in documents of the kind: no participant's where
    participants speak, else a participant's. `unlabelled` counts documents in which participants speak and no
    speaker is labelled: all their words are in `words` and `others`.
    """

    words: int = 0
    coded: int = 0
    stretches: int = 0
    others: int = 0
    unlabelled: int = 0

    @property
    def percent(self) -> int | None:
        """How many words in a hundred are coded, rounded down; None where there are no words to code."""
        return 100 * self.coded // self.words if self.words else None

    @property
    def share(self) -> str:
        """`43%` of the words, `<1%` where it is little, `>99%` where not all; `–` where there are none to code."""
        if self.percent is None:
            return "–"
        if self.percent == 99 and 100 * self.coded > 99 * self.words:
            return ">99%"
        return "<1%" if self.coded and not self.percent else f"{self.percent}%"


def merged(spans: Iterable[Span]) -> list[Span]:
    """The stretches that some spans cover together, in order."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start <= found[-1].end:
            found[-1] = found[-1].joined(span)
        else:
            found.append(span)
    return found


def counting(turns: Iterable[tuple[Span, bool, bool]], *, people: bool) -> list[Span]:
    """The turns whose words count: an interviewer's never do.

    Each turn comes with whether it has a speaker and whether that is an interviewer. Where `people` speak and any of
    them is named, what has no speaker is a title or a heading, and does not count either.
    """
    listed = list(turns)
    named = people and any(labelled for _, labelled, _ in listed)
    return [span for span, labelled, asks in listed if not asks and (labelled or not named)]


def uncoded_stretches(text: str, turns: Sequence[Span], coded: Iterable[Span]) -> list[Span]:
    """The stretches of turns without a coding, those without a word left out, without white space at their ends.

    `turns` are those whose words count, in order and apart; a coding may run on over several.
    """
    gaps = (gap for turn, parts in parts_by_turn(turns, merged(coded)) for gap in _gaps(turn, parts))
    return [trimmed(gap, text) for gap in gaps if has_word(text, gap)]


class CountedWords:
    """The words of some turns of a text, counted once; `coverage` then looks only at turns that have a coding.

    `turns` are those whose words count, in order and apart.
    """

    def __init__(self, text: str, turns: Sequence[Span]) -> None:
        self._text = text
        self._turns = [turn for turn in turns if has_word(text, turn)]
        self._words = sum(count_words(turn.of(text)) for turn in turns)
        self._edges: dict[Span, tuple[list[int], list[int]]] = {}

    def coverage(self, coded: Iterable[Span]) -> Coverage:
        """How much of the words some codings cover; a word that a coding cuts in two is not counted as coded."""
        words = stretches = 0
        for turn, parts in parts_by_turn(self._turns, merged(coded)):
            if not parts:
                stretches += 1
                continue
            starts, ends = self._edges_in(turn)
            words += sum(max(0, bisect_right(ends, part.end) - bisect_left(starts, part.start)) for part in parts)
            stretches += sum(has_word(self._text, gap) for gap in _gaps(turn, parts))
        return Coverage(self._words, words, stretches)

    def _edges_in(self, turn: Span) -> tuple[list[int], list[int]]:
        if turn not in self._edges:
            found = word_edges(self._text, turn)
            self._edges[turn] = [start for start, _ in found], [end for _, end in found]
        return self._edges[turn]


def parts_by_turn(turns: Sequence[Span], covered: Sequence[Span]) -> Iterator[tuple[Span, list[Span]]]:
    """Each turn with the parts of it that are covered; both are in order and apart."""
    first = 0
    for turn in turns:
        while first < len(covered) and covered[first].end <= turn.start:
            first += 1
        parts: list[Span] = []
        here = first
        while here < len(covered) and covered[here].start < turn.end:
            parts.append(Span(max(covered[here].start, turn.start), min(covered[here].end, turn.end)))
            here += 1
        yield turn, parts


def _gaps(turn: Span, parts: Sequence[Span]) -> Iterator[Span]:
    """What is left of a turn between its covered parts."""
    here = turn.start
    for part in parts:
        if part.start > here:
            yield Span(here, part.start)
        here = part.end
    if here < turn.end:
        yield Span(here, turn.end)
