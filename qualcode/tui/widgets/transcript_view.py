"""The transcript: read in passages, marked with codings, moved through by keyboard and mouse."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import ClassVar

from textual.actions import SkipAction
from textual.binding import BindingType

from qualcode.analysis.verbatims import spoken
from qualcode.transcripts.boundaries import count_words
from qualcode.transcripts.span import Span
from qualcode.tui.widgets.laid_out import LaidOut
from qualcode.tui.widgets.passage import Passage
from qualcode.tui.widgets.shown import Mark, ShownDocument
from qualcode.tui.widgets.status_line import Said
from qualcode.tui.widgets.transcript_keys import KEYS
from qualcode.tui.widgets.transcript_looking import Focus
from qualcode.tui.widgets.transcript_messages import (
    AgainstWanted,
    CodeWanted,
    CopyWanted,
    DigitPressed,
    InVivoWanted,
    MarkLetGo,
    MarkMoved,
    MarkPickedUp,
    MemoWanted,
    PassageMessage,
    PseudonymiseWanted,
    QuoteWanted,
    RecodeWanted,
    RemoveWanted,
    SameCodeWanted,
)
from qualcode.tui.widgets.transcript_moving import MovingTranscript

_WANTED: dict[str, type[PassageMessage]] = {
    "code": CodeWanted,
    "same-code": SameCodeWanted,
    "in-vivo": InVivoWanted,
    "memo": MemoWanted,
    "quote": QuoteWanted,
    "copy": CopyWanted,
    "pseudonymise": PseudonymiseWanted,
}
_MARK_WANTED = {"recode": RecodeWanted, "remove": RemoveWanted, "against": AgainstWanted}


class TranscriptView(MovingTranscript, inherit_bindings=False):
    """A document drawn line by line.

    Give it a document with `show(document, marks)`; later set `marks`, or `put_mark` and `drop_mark` one.
    It posts the messages of `transcript_messages` and changes nothing by itself.
    """

    BINDINGS: ClassVar[list[BindingType]] = KEYS

    def show(self, document: ShownDocument, marks: Iterable[Mark] = (), at: int | None = None) -> None:
        """Open a document with the passage at offset `at` selected, or its first."""
        self.show_laid_out(LaidOut(document, marks, self.columns), at)

    def show_laid_out(self, laid: LaidOut, at: int | None = None) -> None:
        """Open a document that was laid out elsewhere, from now on this view's own."""
        self._lay_out(laid)
        document = self.document
        at = None if at is None else document.splices.map_offset(at)
        wholes = document.splices.placed
        self._passage = Passage(self._boundaries, document.unit, at if at is not None else 0, wholes)
        self._hits, self._drag, self._going, self._jumps, self._lit = [], None, False, {}, None
        self._picked = self._chosen = self._current = None
        self._given = laid.given
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

    def mark(self, mark_id: str) -> Mark | None:
        """The coding of that id, drawn or not; None where there is none."""
        return self._given.get(mark_id)

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
    def status(self) -> str:
        """Where the reader is and what is selected, in words."""
        return " · ".join(part.words for part in self.said)

    @property
    def said(self) -> list[Said]:
        """The same part by part, in the order in which they are said."""
        if not self.document.turns:
            return [Said("nothing to read")]
        turn, turns = self.turn_number, len(self.document.turns)
        parts = [Said(f"turn {turn} of {turns}", 1, f"turn {turn}")]
        if not self.stripes:
            parts.insert(0, Said("reading, codes out of sight: O", 2, "reading: O"))
        parts += self._said_of(self._passage.selection)
        if self._hits:
            hit, hits = self.hit_number, len(self._hits)
            parts.append(Said(f"hit {hit} of {hits}" if hit else _counted(hits, "hit"), 2))
        if self._lit is not None:
            stretches = _counted(len(self._lit), "stretch", "stretches")
            parts.append(Said(f"{stretches} looked at", 4, stretches))
        picked = self._margin.get(self._picked) if self._picked else None
        if picked is not None:
            how = "enter sets it down, esc puts it back"
            parts.append(Said(f"moving {picked.title}: {how}", 0, "moving: enter or esc"))
        elif self._passage.anchored:
            parts.append(Said("moves extend: space or esc lets go", 0, "extending: esc"))
        return parts

    def _said_of(self, selection: Span) -> list[Said]:
        words = Said(_counted(self._words_in(selection), "word"), 6)
        touched = self._boundaries.sentences_in(selection)
        if touched and selection == touched[0].joined(touched[-1]):
            sentences = _counted(len(touched), "sentence")
            return [Said(f"{sentences} selected", 3, sentences), words]
        if len(touched) > 1:
            return [
                Said(f"parts of {len(touched)} sentences selected", 3, f"parts of {len(touched)} sentences"),
                words,
            ]
        return [Said("part of a sentence", 7), replace(words, rank=3)]

    def _words_in(self, span: Span) -> int:
        """How many words of a span are said; what stands between turns is not counted."""
        return sum(count_words(words) for words in spoken(self.document.text, self._turns_of(span), span))

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

    def _say_no_coding(self) -> None:
        if not self.stripes:
            self._say_reading()
            return
        self.notify("There is no coding on this passage. ] goes to the next one.", markup=False)


def _counted(number: int, noun: str, several: str = "") -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {several or f'{noun}s'}"
