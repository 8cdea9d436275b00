"""The transcript: read in passages, marked with codings, moved through by keyboard and mouse."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from typing import ClassVar

from textual import events
from textual.actions import SkipAction
from textual.binding import BindingType

from qualcode.analysis.verbatims import spoken
from qualcode.transcripts.boundaries import Boundaries, Unit, count_words
from qualcode.transcripts.layout import LineKind, plain_turns
from qualcode.transcripts.span import Span
from qualcode.tui.widgets.margin import Margin
from qualcode.tui.widgets.passage import Passage
from qualcode.tui.widgets.shown import Mark, ShownDocument, timed_turns
from qualcode.tui.widgets.transcript_keys import KEYS
from qualcode.tui.widgets.transcript_looking import Focus, SearchedTranscript
from qualcode.tui.widgets.transcript_messages import (
    AgainstWanted,
    CodeWanted,
    CopyWanted,
    DigitPressed,
    EndReached,
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

_WANTED: dict[str, type[PassageMessage]] = {
    "code": CodeWanted,
    "same-code": SameCodeWanted,
    "in-vivo": InVivoWanted,
    "memo": MemoWanted,
    "quote": QuoteWanted,
    "copy": CopyWanted,
    "pseudonymise": PseudonymiseWanted,
}
_JUMP_LETTERS = "asdfhjklqwertyuiopzxcvbnm"  # all but g
_MARK_WANTED = {"recode": RecodeWanted, "remove": RemoveWanted, "against": AgainstWanted}


class TranscriptView(SearchedTranscript, inherit_bindings=False):
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
        self._hits, self._drag, self._going, self._jumps, self._lit = [], None, False, {}, None
        self._picked = self._chosen = self._current = None
        self._margin = Margin(document.way if document.splices else None)
        self._given = {mark.id: mark for mark in marks}
        self._lay_out(self._given.values())
        self._light()
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
            self._margin.lay_out(self._layout, wanted.values())
            self._redraw_all()
            self._settle_current()
        else:
            for mark_id in gone:
                self.drop_mark(mark_id)
            for mark in new:
                self.put_mark(mark)
        self._relight()

    def put_mark(self, mark: Mark) -> None:
        """Draw one coding, new or changed; only its lines are drawn again."""
        self._given[mark.id] = mark
        self._redraw(self._margin.put(mark))
        self._settle_current()
        self._relight()

    def drop_mark(self, mark_id: str) -> None:
        """Draw one coding no more."""
        self._given.pop(mark_id, None)
        if mark_id in self._margin:
            self._redraw(self._margin.drop(mark_id))
        if mark_id == self._picked:
            self.post_message(MarkLetGo(mark_id))
            self._picked = None
            self._passage.anchored = False
        self._settle_current()
        self._relight()

    def _relight(self) -> None:
        if self._focus.uncoded or self._focus.codes is not None:
            self._light()

    @property
    def in_hand(self) -> bool:
        """Whether a coding is picked up, to be set down or put back."""
        return self._picked is not None

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
        if not self.stripes:
            parts.insert(0, "reading, codes out of sight: O")
        if self._lit is not None:
            parts.append(f"{_counted(len(self._lit), 'stretch', 'stretches')} looked at")
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

    def _words_in(self, span: Span) -> int:
        """How many words of a span are said; what stands between turns is not counted."""
        return sum(count_words(words) for words in spoken(self.document.text, self._turns_of(span), span))

    def action_step(self, unit: str, forward: bool, extend: bool = False) -> None:
        """Go to the next or previous unit, or extend to it."""
        before = self._passage.selection
        step = self.document.unit if unit == "unit" else Unit(unit)
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

    def go_to_time(self, seconds: float) -> bool:
        """Go to the turn that was said at that time of the recording; False where no turn has a time."""
        begun = [
            (turn.seconds, number)
            for number, turn in enumerate(self.document.turns, start=1)
            if turn.seconds is not None
        ]
        if not begun:
            return False
        before = [one for one in begun if one[0] <= seconds]
        return self.go_to_turn(max(before)[1] if before else begun[0][1])

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
        elif self.looked_at:
            self.look_at(Focus())
            self._announce()
        else:
            raise SkipAction

    def action_want(self, wish: str) -> None:
        """Ask the screen for something about the passage."""
        if self._is_only_read(wish):
            self._say_reading()
        elif self.selection is not None:
            self.post_message(_WANTED[wish](self.selection))

    def action_want_mark(self, wish: str) -> None:
        """Ask the screen to change the coding under the cursor."""
        mark = self.current_mark
        if self._is_only_read(wish):
            self._say_reading()
        elif mark is None:
            self._say_no_coding()
        else:
            self.post_message(_MARK_WANTED[wish](mark.id))

    def action_digit(self, digit: int) -> None:
        """Ask for the pinned or recent code of that digit."""
        if self._is_only_read():
            self._say_reading()
        elif self.selection is not None:
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
        held, self._picked = self._picked, None
        self._passage.anchored = False
        self._announce()
        self._chosen = held  # what was in hand is still what the next key is about
        self._settle_current()

    def _is_only_read(self, wish: str = "") -> bool:
        """Whether the document is read without coding, and something else than a note or a quote is wished for."""
        return not self.stripes and wish not in ("memo", "quote", "copy", "pseudonymise")

    def _say_reading(self) -> None:
        self.notify("You are reading; codes are out of sight. O brings them back.", markup=False)

    def _say_no_coding(self) -> None:
        if not self.stripes:
            self._say_reading()
            return
        self.notify("There is no coding on this passage. ] goes to the next one.", markup=False)


def _counted(number: int, noun: str, several: str = "") -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {several or f'{noun}s'}"


def _beside(spans: list[Span], here: Span, forward: bool) -> Span | None:
    """The next or previous of some spans in order."""
    index = bisect_right(spans, here) if forward else bisect_left(spans, here) - 1
    return spans[index] if 0 <= index < len(spans) else None
