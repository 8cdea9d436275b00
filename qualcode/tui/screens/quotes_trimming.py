"""Trimming a quote for print: words left out, the writer's own put in; the document is never altered."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, replace

from textual import on, work

from qualcode.analysis.documents import open_document
from qualcode.analysis.naming import names_of
from qualcode.analysis.study import language
from qualcode.analysis.verbatims import spoken_in, turns_in
from qualcode.edits.quotes import TrimQuote
from qualcode.essays.meaning import lost
from qualcode.essays.outline import QuotePart
from qualcode.problem import Problem
from qualcode.transcripts.span import Span
from qualcode.transcripts.splices import Splice, Splices
from qualcode.transcripts.trim import Trim
from qualcode.tui.screens.codebook_ask import AskForm
from qualcode.tui.screens.quotes_changing import ChangesEssays
from qualcode.tui.widgets.form import Field
from qualcode.tui.widgets.pane import Pane
from qualcode.tui.widgets.shown import ShownDocument, ShownTurn
from qualcode.tui.widgets.trim_view import TrimView

_PLACES = ("in place of what is selected", "before it", "after it")
_KEYS = "d leave out · + [own words] · ~ capital"


@dataclass(frozen=True)
class Trimming:
    """A quote being trimmed: its document's text, its words as they are drawn, and the trim as it stands now.

    `document` counts from the start of the quote, `trim` in the document's text.
    """

    quote_id: str
    span: Span
    text: str
    document: ShownDocument
    trim: Trim
    language: str


def read_trimming(conn: sqlite3.Connection, part: QuotePart) -> Trimming | None:
    """What is needed to trim a quote; None where its document is gone."""
    document = open_document(conn, part.document_id)
    if document is None:
        return None
    span, names = part.span, names_of(conn)
    turns = [
        (inside, turn)
        for turn in turns_in(document.turns, span)
        if (inside := spoken_in(document.text, turn.span, span))
    ]
    shown = []
    for inside, turn in turns:
        speaker = document.speakers.get(turn.speaker or "")
        shown.append(ShownTurn(_from(inside, span), names.show(speaker.shown) if speaker else ""))
    sentences = [
        _from(Span(max(one.start, inside.start), min(one.end, inside.end)), span)
        for inside, _ in turns
        for one in document.sentences
        if one.overlaps(inside)
    ]
    hits = names.splices(document.text, document.id, [turn.span for turn in document.turns])
    within = [
        Splice(max(hit.start, inside.start) - span.start, min(hit.end, inside.end) - span.start, hit.text)
        for inside, _ in turns
        for hit in hits
        if hit.start < inside.end and inside.start < hit.end
    ]
    words = ShownDocument(part.id, span.of(document.text), tuple(shown), sentences, splices=Splices(tuple(within)))
    return Trimming(part.id, span, document.text, words, part.trim, language(conn))


def _from(span: Span, whole: Span) -> Span:
    return Span(span.start - whole.start, span.end - whole.start)


class TrimsQuotes(ChangesEssays):
    """The words of the quote under the cursor (`#trim`), to be trimmed where that has the focus."""

    def __init__(self) -> None:
        super().__init__()
        self._trimming: Trimming | None = None

    @property
    def _view(self) -> TrimView:
        return self.query_one("#trim", TrimView)

    @property
    def _in_trim(self) -> bool:
        """Whether the words of a quote have the focus."""
        return self.focused is not None and self.focused.id == "trim"

    @work(exclusive=True, group="look")
    async def _read_trimming(self, part: QuotePart | None) -> None:
        """Show the words of a quote to trim; of what nobody may read, and of other parts, nothing."""
        found = None
        if part is not None and part.shown is not None:
            found = await self.shell.read(read_trimming, part)
        if self._part is part:
            self._trimming = found
            self._draw_trim()

    def _draw_trim(self) -> None:
        held = self._trimming
        if held is None:
            self._view.show(None, Trim())
        else:
            start, show = held.span.start, self.shell.names.show
            inside = held.trim.within(held.span)
            own = (replace(one, start=one.start - start, end=one.end - start, own=show(one.own)) for one in inside)
            self._view.show(held.document, Trim(tuple(own)))
        title = "Trim · the document is never altered" if held is not None else ""
        self.query_one("#trim-pane", Pane).entitle(title, _KEYS if held is not None else "")

    def _selected(self) -> tuple[Trimming, Span] | None:
        """What is trimmed, and what is selected of it in the document's text."""
        held, span = self._trimming, self._view.selection
        if held is None or span is None:
            return None
        return held, Span(span.start + held.span.start, span.end + held.span.start)

    async def _trim(self, change: Callable[[Trimming], Trim]) -> None:
        """Change how the quote is printed, and warn of words that bear meaning and are lost."""
        held = self._trimming
        if held is None:
            return
        try:
            trim = change(held)
        except Problem as problem:
            self.shell.show_problem(problem)
            return
        made = await self.shell.make(TrimQuote(held.quote_id, trim))
        if made is None or self._trimming is not held:
            return
        self._trimming = replace(held, trim=trim)  # the keys may be faster than the reading
        self._draw_trim()
        new = lost(held.text, held.span, trim, held.language)
        before = lost(held.text, held.span, held.trim, held.language)
        warning = f" {new.sentence}" if set(new.words) - set(before.words) else ""
        self.shell.say(f"{made.label}. u takes it back.{self.shell.names.show(warning)}")

    @on(TrimView.LeaveOut)
    async def _leave_out(self) -> None:
        """Print […] in place of what is selected; where that is altered already, what was said."""
        if (chosen := self._selected()) is None:
            return
        span = chosen[1]

        def change(held: Trimming) -> Trim:
            there = next((one for one in held.trim if one.span.covers(span) and one.span), None)
            return held.trim.take_back(there.start) if there else held.trim.leave_out(held.text, span)

        self._view.let_go()
        await self._trim(change)

    @on(TrimView.AddWords)
    def _add_words(self) -> None:
        self._ask_own()

    @work
    async def _ask_own(self) -> None:
        """Ask for own words, and print them in brackets."""
        if (chosen := self._selected()) is None:
            return
        held, span = chosen
        there = held.trim.at(span.start)
        if there is not None and there.own:
            span = there.span
        fields = [
            Field("own", "Own words, printed in [brackets]", there.own if there is not None else ""),
            Field("where", "Where", _PLACES[0], "choice", _PLACES),
        ]
        values = await self.app.push_screen_wait(AskForm("Own words", fields, needed="Own words are letters."))
        if values is None:
            return
        where = values["where"]
        at = {_PLACES[0]: span, _PLACES[1]: Span(span.start, span.start), _PLACES[2]: Span(span.end, span.end)}[where]
        self._view.let_go()
        await self._trim(lambda held: held.trim.put_in(held.text, at, values["own"]))

    @on(TrimView.Capital)
    async def _turn_letter(self) -> None:
        """Print the first letter of what is selected as a capital, or as a small one."""
        if (chosen := self._selected()) is not None:
            await self._trim(lambda held: held.trim.turn_letter(held.text, chosen[1].start, held.language))

    @work
    async def action_as_said(self) -> None:
        """Print the quote as it was said."""
        if self._trimming is not None and self._trimming.trim:
            await self._trim(lambda held: Trim((), held.trim.version_id))
        else:
            self.shell.say("It is printed as it was said.")
