"""Looking in a drawn document: for words, and at a part of it with the rest gone quiet."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from textual.actions import SkipAction

from qualcode.transcripts.boundaries import Unit
from qualcode.transcripts.coverage import merged, uncoded_stretches
from qualcode.transcripts.span import Span
from qualcode.tui.widgets.finding import find_all
from qualcode.tui.widgets.transcript_selecting import SelectableTranscript


@dataclass(frozen=True, slots=True)
class Focus:
    """What is looked at: one speaker's turns (`speaker`, as shown), passages under some codes, what has no code.

    None and False ask for nothing; where several ask, what all of them ask for.
    """

    speaker: str | None = None
    codes: frozenset[str] | None = None
    uncoded: bool = False

    def __bool__(self) -> bool:
        return self.speaker is not None or self.codes is not None or self.uncoded


class SearchedTranscript(SelectableTranscript):
    """A transcript in which words are found, and of which a part can be looked at alone."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._focus = Focus()

    # Words

    def find(self, wanted: str) -> int:
        """Mark every place with these words, go to the first from here on; how many there are."""
        # What stands between turns is not drawn, so nothing is found in it.
        found = find_all(self.document.text, wanted)
        if self.document.splices:  # who knows a name may look for it
            found = sorted({*found, *map(self._drawn, find_all(self.source.text, wanted))})
        self._hits = [hit for hit in found if self._turns_of(hit)]
        self._redraw_all()
        here = self._passage.selection.start
        following = next((hit for hit in self._hits if hit.start >= here), None)
        if following or self._hits:
            self._select_drawn(following or self._hits[0])
        return len(self._hits)

    def clear_find(self) -> None:
        """Mark no hits any more."""
        self._hits = []
        self._redraw_all()

    @property
    def hits(self) -> int:
        """How many places the words last looked for stand in."""
        return len(self._hits)

    @property
    def hit_number(self) -> int:
        """Which hit is selected, or comes first in what was grown from it, from 1; 0 where none is."""
        selection = self._passage.selection
        index = bisect_left(self._hits, selection.start, key=lambda hit: hit.start)
        return index + 1 if index < len(self._hits) and self._hits[index].end <= selection.end else 0

    def action_hit(self, forward: bool) -> None:
        """Go to the next or previous hit outside the selection, which may have grown from one, round the ends."""
        if not self._hits:
            raise SkipAction
        selection = self._passage.selection
        if forward:
            index = bisect_left(self._hits, max(selection.end, selection.start + 1), key=lambda hit: hit.start)
        else:
            index = bisect_left(self._hits, selection) - 1
        self._select_drawn(self._hits[index % len(self._hits)])

    def _turns_of(self, span: Span) -> list[Span]:
        """The turns a span reaches into."""
        first, last = (self._boundaries.turn_index(edge) for edge in (span.start, max(span.start, span.end - 1)))
        return [turn.span for turn in self.document.turns[max(first, 0) : last + 1] if turn.span.overlaps(span)]

    # A part of it

    @property
    def looked_at(self) -> Focus:
        """What is looked at; all of it where nothing is asked."""
        return self._focus

    @property
    def nothing_left(self) -> bool:
        """True where a part is looked at of which nothing is left, since all of it was coded or uncoded."""
        return self._lit is not None and not self._lit

    def look_at(self, focus: Focus) -> int:
        """Let all but a part go quiet, and go to its first passage from here on; in how many stretches it is.

        Moves by passages, sentences and turns then keep to the part.
        """
        self._focus = focus
        self._light()
        lit = self._lit
        if lit is None:
            return 0
        here = self._passage.head
        if lit and not _overlapping(lit, here):
            following = lit[bisect_left(lit, here) % len(lit)]
            self._reach(self._boundaries.at(self.document.unit, following.start))
        return len(lit)

    def _light(self) -> None:
        """Work out anew which stretches are looked at."""
        lit: Sequence[Span] | None = None
        focus = self._focus
        if focus:
            turns = self.document.turns
            lit = [turn.span for turn in turns if turn.span and focus.speaker in (None, turn.label)]
            if focus.codes is not None:
                lit = _shared(lit, merged(mark.span for mark in self._margin.marks if mark.code_id in focus.codes))
            if focus.uncoded:
                lit = _shared(lit, self._uncoded())
        if lit != self._lit:
            self._lit = lit
            self._redraw_all()

    def _in_focus(self, unit: Unit, forward: bool) -> Span | None:
        """Where a move that came to the moving end goes on to, to stay in the part; None where it ends before."""
        lit, head = self._lit, self._passage.head
        if not lit or _overlapping(lit, head):  # nothing of it is left: moves are free again
            return head
        index = bisect_left(lit, head) if forward else bisect_left(lit, head) - 1
        if not 0 <= index < len(lit):
            return None
        return self._boundaries.at(unit, lit[index].start if forward else lit[index].end - 1)

    def _uncoded(self) -> list[Span]:
        """The stretches of participants' turns without a coding, those without a word left out."""
        coded = (mark.span for mark in self._margin.marks)
        return uncoded_stretches(self.document.text, self.document.counting, coded)


def _overlapping(spans: Sequence[Span], here: Span) -> bool:
    """Whether one of some spans, in order and apart, shares words with another."""
    index = bisect_left(spans, here)
    return any(span.overlaps(here) for span in spans[max(0, index - 1) : index + 1])


def _shared(ones: Sequence[Span], others: Sequence[Span]) -> list[Span]:
    """What two runs of spans, each in order and apart, have in common."""
    found: list[Span] = []
    one = other = 0
    while one < len(ones) and other < len(others):
        start = max(ones[one].start, others[other].start)
        end = min(ones[one].end, others[other].end)
        if start < end:
            found.append(Span(start, end))
        if ones[one].end <= others[other].end:
            one += 1
        else:
            other += 1
    return found
