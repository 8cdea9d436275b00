"""Moving through a drawn document: by its units, its codings and its turns, and to what is in sight."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from textual import events

from qualcode.transcripts.boundaries import Unit
from qualcode.transcripts.layout import LineKind
from qualcode.transcripts.span import Span
from qualcode.transcripts.stamps import OVERLAP, times_of
from qualcode.tui.widgets.transcript_looking import SearchedTranscript
from qualcode.tui.widgets.transcript_messages import EndReached, PlaceWanted

_JUMP_LETTERS = "asdfhjklqwertyuiopzxcvbnm"  # all but g


class MovingTranscript(SearchedTranscript):
    """A transcript that is moved through with the keyboard."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._going = False  # whether the key after `g` is waited for

    @property
    def waits_for_key(self) -> bool:
        """True after `g`, until the second key."""
        return self._going

    @property
    def turn_number(self) -> int:
        """The number of the turn the selection starts in, from 1; 0 in an empty document."""
        return self._boundaries.turn_index(self._passage.selection.start) + 1 if self.document.turns else 0

    def action_step(self, unit: str, forward: bool, extend: bool = False) -> None:
        """Go to the next or previous unit, or extend to it."""
        before = self._passage.selection
        step = self.document.unit if unit == "unit" else Unit(unit)
        if forward and not extend and (first := self._first_of_uncoded(step)) is not None:
            self._reach(first)
            return
        if not self._passage.step(step, forward, extend):
            if forward and not extend:
                self.post_message(EndReached())
            return
        if not extend and not self._passage.anchored and step is not Unit.WORD:
            following = self._in_focus(step, forward)
            if following is None:
                self._passage.select(before)
                self.notify("Nothing more of what is looked at this way. esc shows all again.", markup=False)
                return
            self._passage.reach(following)
        self._moved(before)

    def _first_of_uncoded(self, unit: Unit) -> Span | None:
        """The unit by which a stretch of several without a code is entered, to be coded one by one; else None."""
        here = self._passage.selection
        if unit is Unit.WORD or self._passage.anchored or not here:
            return None
        first = self._boundaries.at(unit, here.start)
        if first.end >= here.end or self._marks_here() or here not in self._uncoded():
            return None
        return Span(max(first.start, here.start), first.end)

    def action_grow(self) -> None:
        """Widen the selection."""
        before = self._passage.selection
        self._passage.grow()
        self._moved(before)

    def action_shrink(self) -> None:
        """Narrow the selection."""
        before = self._passage.selection
        self._passage.shrink()
        self._moved(before)

    def action_coded(self, forward: bool) -> None:
        """Select the next or previous coded passage."""
        if not self.stripes:
            self._say_reading()
            return
        spans = sorted({mark.span for mark in self._margin.marks})
        self._reach(_beside(spans, self._passage.selection, forward))

    def action_uncoded(self, forward: bool) -> None:
        """Select the next or previous stretch of a participant's turn that has no coding."""
        self._reach(_beside(self._uncoded(), self._passage.selection, forward))

    def action_edge(self, top: bool) -> None:
        """Go to the first or last passage of the document."""
        self._reach(self._boundaries.at(self.document.unit, 0 if top else len(self.document.text)))

    def go_to_turn(self, number: int) -> bool:
        """Go to the turn of that number, from 1; False where there is none."""
        if not 1 <= number <= len(self.document.turns):
            return False
        self._reach(self._boundaries.at(self.document.unit, self.document.turns[number - 1].span.start))
        return True

    def go_to_time(self, seconds: float) -> int:
        """Go to what was said at that time, by turns and stamps in them; say how many were, 0 where none has a time.

        More than one where the clock begins anew, with another recording: of those, the next one from here.
        """
        recordings: list[list[tuple[float, int]]] = []
        turns = [(turn.span, turn.seconds) for turn in self.document.turns]
        for time, offset in times_of(self.document.text, turns):
            if not recordings or time < recordings[-1][-1][0] - OVERLAP:
                recordings.append([])
            recordings[-1].append((time, offset))
        if not recordings:
            return 0
        said = [[one for one in times if one[0] <= seconds] for times in recordings]
        offsets = [max(times)[1] for times in said if times] or [recordings[0][0][1]]
        found = [self._boundaries.at(self.document.unit, offset) for offset in offsets]
        here = self._passage.selection.start
        self._reach(next((one for one in found if one.start > here), found[0]))
        return len(found)

    def action_turn_edge(self, first: bool) -> None:
        """Go to the first or last passage of the turn."""
        turn = self._boundaries.at(Unit.TURN, self._passage.head.start)
        self._reach(self._boundaries.at(self.document.unit, turn.start if first else max(0, turn.end - 1)))

    def action_page(self, down: bool) -> None:
        """Scroll by a page and select the passage on the same row."""
        if not len(self._layout):
            return
        before = self._passage.selection
        page = max(1, self.size.height - 2)
        line, top = self._layout.line_at(self._passage.head.start), self.scroll_offset.y
        if not top <= line < top + self.size.height:  # the wheel went elsewhere
            line = top + self.size.height // 2
        line += page if down else -page
        line = max(0, min(line, len(self._layout) - 1))
        self.scroll_to(y=self.scroll_offset.y + (page if down else -page), animate=False, immediate=True)
        self._passage.reach(self._boundaries.at(self.document.unit, self._layout.line(line).start))
        self._moved(before)

    def action_go(self) -> None:
        """Wait for the second key: g for the top, a digit for a place, a letter for the turn it stands beside."""
        self._going = True
        top = self.scroll_offset.y
        rows = range(top, min(top + self.size.height, len(self._layout)))
        begun = (row for row in rows if self._layout.line(row).kind is LineKind.FIRST)
        self._set_jumps(dict(zip(begun, _JUMP_LETTERS, strict=False)))

    def on_key(self, event: events.Key) -> None:
        """Take the key after `g`; any that means nothing there only ends the waiting."""
        if not self._going:
            return
        places = {letter: line for line, letter in self._jumps.items()}
        self._stop_going()
        if event.character == "g":
            self.action_edge(True)
        elif event.character is not None and event.character in "23456789":
            self.post_message(PlaceWanted(int(event.character)))
        elif event.character in places:
            self._reach(self._boundaries.at(self.document.unit, self._layout.line(places[event.character]).start))
        event.stop()
        event.prevent_default()

    def on_blur(self) -> None:
        """Wait no longer for the key after `g`."""
        self._stop_going()

    def _stop_going(self) -> None:
        self._going = False
        self._set_jumps({})

    def _say_reading(self) -> None:
        self.notify("You are reading; codes are out of sight. O brings them back.", markup=False)


def _beside(spans: list[Span], here: Span, forward: bool) -> Span | None:
    """The next or previous of some spans in order."""
    index = bisect_right(spans, here) if forward else bisect_left(spans, here) - 1
    return spans[index] if 0 <= index < len(spans) else None
