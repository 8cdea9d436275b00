"""The transcript: read in passages, marked with codings, moved through by keyboard and mouse."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from typing import ClassVar

from textual import events
from textual.actions import SkipAction
from textual.binding import BindingType

from qualcode.analysis.verbatims import spoken
from qualcode.transcripts.boundaries import Boundaries, Unit, count_words, trimmed
from qualcode.transcripts.layout import LineKind, plain_turns
from qualcode.transcripts.span import Span
from qualcode.tui.widgets.finding import find_all
from qualcode.tui.widgets.margin import Margin
from qualcode.tui.widgets.passage import Passage
from qualcode.tui.widgets.shown import Mark, ShownDocument, timed_turns
from qualcode.tui.widgets.transcript_keys import KEYS
from qualcode.tui.widgets.transcript_messages import (
    AgainstWanted,
    CodeWanted,
    CompareWanted,
    CopyWanted,
    DigitPressed,
    InVivoWanted,
    MarkLetGo,
    MarkMoved,
    MarkPickedUp,
    MemoWanted,
    PassageMessage,
    PlaceWanted,
    PseudonymiseWanted,
    QuoteWanted,
    RecodeWanted,
    RemoveWanted,
    SameCodeWanted,
)
from qualcode.tui.widgets.transcript_selecting import SelectableTranscript

_WANTED: dict[str, type[PassageMessage]] = {
    "code": CodeWanted,
    "same-code": SameCodeWanted,
    "in-vivo": InVivoWanted,
    "memo": MemoWanted,
    "quote": QuoteWanted,
    "copy": CopyWanted,
    "pseudonymise": PseudonymiseWanted,
    "compare": CompareWanted,
}
_JUMP_LETTERS = "asdfhjklqwertyuiopzxcvbnm"  # all but g
_MARK_WANTED = {"recode": RecodeWanted, "remove": RemoveWanted, "against": AgainstWanted}


class TranscriptView(SelectableTranscript, inherit_bindings=False):
    """A document drawn line by line.

    Give it a document with `show(document, marks)`; later set `marks`, or `put_mark` and `drop_mark` one.
    It posts the messages of `transcript_messages` and changes nothing by itself.
    """

    BINDINGS: ClassVar[list[BindingType]] = KEYS

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._going = False

    def show(self, document: ShownDocument, marks: Iterable[Mark] = (), at: int | None = None) -> None:
        """Open a document with the passage at offset `at` selected, or its first."""
        self.source, self.document = document, document.drawn()
        document = self.document
        spans = [turn.span for turn in document.turns]
        at = None if at is None else document.splices.map_offset(at)
        self._boundaries = Boundaries(
            document.text, spans, document.sentences, [turn.asks for turn in document.turns]
        )
        wholes = document.splices.placed
        self._passage = Passage(self._boundaries, document.unit, at if at is not None else 0, wholes)
        self._plain = list(plain_turns(document.text, spans))
        self._timed = timed_turns(document.turns)
        self._hits, self._drag, self._going, self._jumps = [], None, False, {}
        self._picked = self._chosen = self._current = None
        self._margin = Margin()
        self._given = {mark.id: mark for mark in marks}
        self._lay_out(self._drawn_marks(self._given.values()))
        self.scroll_to(y=0, animate=False, immediate=True)
        self._reveal()
        self._announce()

    @property
    def marks(self) -> tuple[Mark, ...]:
        """The codings that are drawn; setting them redraws the lines of those that differ."""
        return tuple(self._given.values())

    @marks.setter
    def marks(self, marks: Iterable[Mark]) -> None:
        wanted = {mark.id: mark for mark in marks}
        known = self._given
        gone = [mark_id for mark_id in known if mark_id not in wanted]
        new = [mark for mark in wanted.values() if known.get(mark.id) != mark]
        if len(gone) + len(new) > 200:
            self._given = wanted
            self._margin.lay_out(self._layout, self._drawn_marks(wanted.values()))
            self._redraw_all()
            self._settle_current()
        else:
            for mark_id in gone:
                self.drop_mark(mark_id)
            for mark in new:
                self.put_mark(mark)

    def put_mark(self, mark: Mark) -> None:
        """Draw one coding, new or changed; only its lines are drawn again."""
        self._given[mark.id] = mark
        self._redraw(self._margin.put(next(self._drawn_marks([mark]))))
        self._settle_current()

    def drop_mark(self, mark_id: str) -> None:
        """Draw one coding no more."""
        self._given.pop(mark_id, None)
        if mark_id in self._margin:
            self._redraw(self._margin.drop(mark_id))
        if mark_id == self._picked:
            self._picked = None
            self._passage.anchored = False
        self._settle_current()

    def _drawn_marks(self, marks: Iterable[Mark]) -> Iterator[Mark]:
        """The codings with the spans they are drawn at."""
        if not self.document.splices:
            yield from marks
            return
        for mark in marks:
            yield mark.at(self._drawn(mark.span))

    @property
    def turn_number(self) -> int:
        """The number of the turn the selection starts in, from 1; 0 in an empty document."""
        return self._boundaries.turn_index(self._passage.selection.start) + 1 if self.document.turns else 0

    @property
    def status(self) -> str:
        """Where the reader is and what is selected, in words."""
        if not self.document.turns:
            return "nothing to read"
        selection = self._passage.selection
        parts = [f"turn {self.turn_number} of {len(self.document.turns)}", self._selected_words(selection)]
        words = self._words_in(selection)
        if not parts[-1].endswith(("word", "words")):
            parts.append(_counted(words, "word"))
        hit = self.hit_number
        if self._hits:
            parts.append(f"hit {hit} of {len(self._hits)}" if hit else _counted(len(self._hits), "hit"))
        picked = self._margin.get(self._picked) if self._picked else None
        if picked is not None:
            parts.append(f"moving {picked.title}: enter sets it down, esc puts it back")
        elif self._passage.anchored:
            parts.append("moves extend: space or esc lets go")
        return " · ".join(parts)

    def _selected_words(self, selection: Span) -> str:
        touched = self._boundaries.sentences_in(selection)
        if touched and selection == touched[0].joined(touched[-1]):
            return f"{_counted(len(touched), 'sentence')} selected"
        if len(touched) > 1:
            return f"parts of {len(touched)} sentences selected"
        return f"part of a sentence · {_counted(self._words_in(selection), 'word')}"

    def _turns_of(self, span: Span) -> list[Span]:
        """The turns a span reaches into."""
        first, last = (self._boundaries.turn_index(edge) for edge in (span.start, max(span.start, span.end - 1)))
        return [turn.span for turn in self.document.turns[max(first, 0) : last + 1] if turn.span.overlaps(span)]

    def _words_in(self, span: Span) -> int:
        """How many words of a span are said; what stands between turns is not counted."""
        return sum(count_words(words) for words in spoken(self.document.text, self._turns_of(span), span))

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
        """Which hit is selected, from 1; 0 where none is."""
        selection = self._passage.selection
        index = bisect_left(self._hits, selection)
        return index + 1 if index < len(self._hits) and self._hits[index] == selection else 0

    def action_hit(self, forward: bool) -> None:
        """Go to the next or previous hit, round the ends."""
        if not self._hits:
            raise SkipAction
        selection = self._passage.selection
        index = bisect_right(self._hits, selection) if forward else bisect_left(self._hits, selection) - 1
        self._select_drawn(self._hits[index % len(self._hits)])

    def action_step(self, unit: str, forward: bool, extend: bool = False) -> None:
        """Go to the next or previous unit, or extend to it."""
        before = self._passage.selection
        step = self.document.unit if unit == "unit" else Unit(unit)
        if self._passage.step(step, forward, extend):
            self._moved(before)

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
        spans = sorted({mark.span for mark in self._margin.marks})
        self._reach(_beside(spans, self._passage.selection, forward))

    def action_uncoded(self, forward: bool) -> None:
        """Select the next or previous stretch of a participant's turn that has no coding."""
        self._reach(_beside(self._uncoded(), self._passage.selection, forward))

    def action_edge(self, top: bool) -> None:
        """Go to the first or last passage of the document."""
        self._reach(self._boundaries.at(self.document.unit, 0 if top else len(self.document.text)))

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

    def action_anchor(self) -> None:
        """Hold this end, so that moves extend; with a coding in hand, move its other end."""
        if self._picked is not None:
            self._passage.turn_round()
        else:
            self._passage.anchored = not self._passage.anchored
        self._announce()

    def action_let_go(self) -> None:
        """Let the anchor go, or put a coding back; else leave the key to the screen."""
        if self._picked is not None:
            picked = self._margin.get(self._picked)
            self.post_message(MarkLetGo(self._picked))
            self._end_pick_up()
            if picked is not None:
                self._select_drawn(picked.span)
        elif self._passage.anchored:
            self._passage.anchored = False
            self._announce()
        elif self._hits:
            self.clear_find()
        else:
            raise SkipAction

    def _uncoded(self) -> list[Span]:
        """The stretches of participants' turns without a coding, those without a word left out."""
        found: list[Span] = []
        coded = sorted(mark.span for mark in self._margin.marks)
        index = 0
        for turn in self.document.turns:
            here = turn.span.start
            while index < len(coded) and coded[index].start < turn.span.end:
                if coded[index].start > here and not turn.asks:
                    found.append(Span(here, coded[index].start))
                here = max(here, coded[index].end)
                index += 1
            # A coding may run on into the next turns.
            if here < turn.span.end and not turn.asks:
                found.append(Span(here, turn.span.end))
        text = self.document.text
        return [trimmed(span, text) for span in found if count_words(span.of(text))]

    def action_want(self, wish: str) -> None:
        """Ask the screen for something about the passage."""
        if self.selection is not None:
            self.post_message(_WANTED[wish](self.selection))

    def action_want_mark(self, wish: str) -> None:
        """Ask the screen to change the coding under the cursor."""
        mark = self.current_mark
        if mark is None:
            self._say_no_coding()
        else:
            self.post_message(_MARK_WANTED[wish](mark.id))

    def action_digit(self, digit: int) -> None:
        """Ask for the pinned or recent code of that digit."""
        if self.selection is not None:
            self.post_message(DigitPressed(self.selection, digit))

    def action_next_mark(self) -> None:
        """Make the next of the overlapping codings here the current one."""
        here = self._marks_here()
        current = self._current_mark
        if current is None:
            self._say_no_coding()
            return
        following = here[(here.index(current) + 1) % len(here)]
        self._chosen = following.id
        self._settle_current()

    def action_pick_up(self) -> None:
        """Take the coding under the cursor as the selection, to be changed by the same moves."""
        mark = self.current_mark
        if mark is None:
            self._say_no_coding()
            return
        self.select(mark.span)
        self._picked = mark.id
        self._passage.anchored = True
        self._chosen = mark.id
        self._settle_current()
        self.post_message(MarkPickedUp(mark.id))

    def action_set_down(self) -> None:
        """Set the coding in hand down on the selection; else leave the key to the screen."""
        if self._picked is None:
            raise SkipAction
        self.post_message(MarkMoved(self._picked, self._stored(self._passage.selection)))
        self._end_pick_up()

    def _end_pick_up(self) -> None:
        self._picked = None
        self._passage.anchored = False
        self._announce()

    def _say_no_coding(self) -> None:
        self.notify("There is no coding on this passage. ] goes to the next one.", markup=False)


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _beside(spans: list[Span], here: Span, forward: bool) -> Span | None:
    """The next or previous of some spans in order."""
    index = bisect_right(spans, here) if forward else bisect_left(spans, here) - 1
    return spans[index] if 0 <= index < len(spans) else None
