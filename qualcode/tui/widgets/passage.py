"""The passage a reader has selected, and how each move changes it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from qualcode.transcripts.boundaries import Boundaries, Unit, count_steps, snap
from qualcode.transcripts.span import Span


class Passage:
    """A selection with a fixed end (`tail`) and a moving one (`head`), each a unit and not a point.

    A plain move selects the unit it reaches; an extending one, and every one while `anchored`, selects all
    from the tail to it. Each of `wholes` (in order, not overlapping), which stand for a name, is selected whole or
    not at all.
    """

    def __init__(self, boundaries: Boundaries, unit: Unit, offset: int = 0, wholes: Sequence[Span] = ()) -> None:
        self.boundaries = boundaries
        self.unit = unit
        self.anchored = False
        self._starts = [whole.start for whole in wholes]
        self._ends = [whole.end for whole in wholes]
        self.head = self.tail = self.selection = self._whole(boundaries.at(unit, offset))
        self._origin = self.selection.start

    def select(self, span: Span) -> bool:
        """Select whole graphemes without spaces at the ends; refuses a span of spaces alone."""
        snapped = self._whole(snap(span, self.boundaries.text))
        if not snapped:
            return False
        self.head = self.tail = self.selection = snapped
        self._origin = snapped.start
        return True

    def step(self, unit: Unit, forward: bool, extend: bool = False) -> bool:
        """Go to the next or previous unit, by words into the passage first; False at the end of the document."""
        extend = extend or self.anchored
        if extend and unit is Unit.WORD:
            self._part()
        target = self._rest_of(unit, forward) if extend else None
        if target is None and unit is Unit.WORD and not extend:
            target = self._word_within(forward)
        if target is None:
            ask = self.boundaries.next if forward else self.boundaries.previous
            target = ask(unit, self.head)
        if target is None:
            return False
        self.reach(self._with_marks(target) if extend and unit is Unit.WORD else target, extend)
        return True

    def reach(self, span: Span, extend: bool = False) -> None:
        """Put the moving end on a unit."""
        span = self._whole(span)
        self.head = span
        if extend or self.anchored:
            self.selection = self.tail.joined(span)
        else:
            self.tail = self.selection = span
            self._origin = span.start

    def grow(self) -> None:
        """Widen: words, sentences, turns, question and answer."""
        self.head = self.tail = self.selection = self._whole(self.boundaries.grown(self.selection))

    def shrink(self) -> None:
        """Narrow, around the place where growing began."""
        smaller = self.boundaries.shrunk(self.selection, self._origin)
        self.head = self.tail = self.selection = self._whole(smaller)

    def turn_round(self) -> None:
        """Hold the end that moved and move the one that was held."""
        self._part()
        self.head, self.tail = self.tail, self.head

    def _whole(self, span: Span) -> Span:
        """The span widened to the whole of what stands for a name."""
        if not self._starts or not span:
            return span
        first = bisect_right(self._ends, span.start)
        last = bisect_left(self._starts, span.end) - 1
        start = min(span.start, self._starts[first]) if first < len(self._starts) else span.start
        end = max(span.end, self._ends[last]) if last >= 0 else span.end
        return Span(start, end)

    def _is_one(self, span: Span) -> bool:
        """True where the span is just what stands for one name."""
        place = bisect_left(self._starts, span.start)
        return place < len(self._starts) and (self._starts[place], self._ends[place]) == (span.start, span.end)

    def _part(self) -> None:
        """Before a move by words, take a word at each end for the ends, so that they move one by one."""
        at_end = self.head.start >= self.tail.start
        first, last = map(self._whole, self._words_at_ends(self.head))
        if self.head == self.tail:
            self.tail = first
        self.head = last if at_end else first

    def _word_within(self, forward: bool) -> Span | None:
        """The word by which a passage of several is entered: its first going on, its last going back."""
        if count_steps(self.boundaries.text, self.head) < 2 or self._is_one(self.head):
            return None
        if forward:
            return self.boundaries.at(Unit.WORD, self.head.start)
        return self.boundaries.previous(Unit.WORD, Span(self.head.end, self.head.end))

    def _words_at_ends(self, span: Span) -> tuple[Span, Span]:
        """The first and last word of a span with the punctuation before and after them; twice it, if it has one."""
        first = self.boundaries.at(Unit.WORD, span.start)
        after = Span(span.end, span.end)
        last = self.boundaries.previous(Unit.WORD, after)
        if last is None or not (first.overlaps(span) and last.overlaps(span)):
            return span, span
        return Span(span.start, min(first.end, span.end)), Span(max(last.start, span.start), span.end)

    def _rest_of(self, unit: Unit, forward: bool) -> Span | None:
        """The unit the moving end stands in the middle of, which an extending move completes first."""
        edge = self.head.end - 1 if forward else self.head.start
        around = self.boundaries.at(unit, max(0, edge))
        if not around.covers(self.head) or around == self.head:
            return None
        return around if (around.end > self.head.end if forward else around.start < self.head.start) else None

    def _with_marks(self, word: Span) -> Span:
        """A word that opens or closes its sentence, with the quotation marks and stops beyond it."""
        sentence = self.boundaries.at(Unit.SENTENCE, word.start)
        if not sentence.covers(word):
            return word
        text = self.boundaries.text
        start = word.start if count_steps(text, Span(sentence.start, word.start)) else sentence.start
        end = word.end if count_steps(text, Span(word.end, sentence.end)) else sentence.end
        return Span(start, end)
