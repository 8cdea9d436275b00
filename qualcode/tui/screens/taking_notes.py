"""What is noted of an open document: memos, quotes that are kept, passages that are copied."""

from __future__ import annotations

from textual import on, work

from qualcode.analysis.citations import citation_of
from qualcode.analysis.verbatims import verbatim
from qualcode.edits.memos import MemoTarget
from qualcode.edits.quotes import KeepQuote
from qualcode.edits.themes import Thing
from qualcode.exports.phrases import counted
from qualcode.participants.disclosure import Audience, clear
from qualcode.transcripts.span import Span
from qualcode.tui.clipboard import copy
from qualcode.tui.screens.memo import write_memo
from qualcode.tui.screens.open_text import OpenText
from qualcode.tui.screens.quotes_place import open_essay
from qualcode.tui.screens.theme_choosing import gather
from qualcode.tui.widgets import transcript_messages as wishes


class TakesNotes(OpenText):
    """An open document on which notes are taken; no code is needed for any of them."""

    @on(wishes.MemoWanted)
    def _memo_wanted(self, event: wishes.MemoWanted) -> None:
        self._memo(event.span)

    @work
    async def _memo(self, span: Span) -> None:
        mark = self._view.current_mark
        about, target = self._described(span), MemoTarget("document", self._document_id, span)
        if mark is not None and mark.span == span:
            about, target = f"{mark.title}, {about}", MemoTarget("coding", mark.id)
        await write_memo(self, about, target, beside=self._view.region_of(span))

    @work
    async def action_document_memo(self) -> None:
        """Write a memo on the whole document."""
        if self._text is not None:
            about = f"document {self._text.document.called}"
            await write_memo(self, about, MemoTarget("document", self._document_id))

    @on(wishes.QuoteWanted)
    async def _quote_wanted(self, event: wishes.QuoteWanted) -> None:
        essay = await open_essay(self.shell)
        edit = KeepQuote(
            self._document_id,
            event.span,
            version_id=self._version_id,
            essay_id=essay.id if essay else None,
            after=essay.after if essay else None,
        )
        if await self.shell.make(edit):
            kept = "Kept as a quote" if essay is None else f"Kept for {essay.place}"
            held = await self._held_there(event.span, essay.audience) if essay is not None else ""
            self.shell.say(f"{kept}: {self._described(event.span)}.{held} u takes it back.")

    async def _held_there(self, span: Span, audience: Audience) -> str:
        """Why the readers of the open essay will not see a passage, in a sentence; empty where they will."""
        words = await self.shell.read(verbatim, self._document_id, span)
        today = await self.shell.lane.call(lambda project: project.clock.now().date())
        held = clear([words], audience, on=today, names=self.shell.names).held_back
        return f" Its readers will not see it: {held[0].reason}." if held else ""

    @work
    async def action_gather(self) -> None:
        """Put what is kept of the selected passage, else the coding under the cursor, under a theme in the making."""
        span, mark = self._view.selection, self._view.current_mark
        if span is None or self._around is None:
            return
        kept = [Thing("quote", quote.id) for quote in self._around.quotes if quote.span.overlaps(span)]
        if kept:
            await gather(self, kept, counted(len(kept), "kept passage"))
        elif mark is not None:
            await gather(self, [Thing("coding", mark.id)], f"the excerpt of {mark.title}")
        else:
            self.shell.say("Nothing is kept or coded here. y keeps the passage, c codes it.")

    @on(wishes.CopyWanted)
    async def _copy_wanted(self, event: wishes.CopyWanted) -> None:
        words = await self.shell.read(verbatim, self._document_id, event.span)
        today = await self.shell.lane.call(lambda project: project.clock.now().date())
        clearance = clear([words], Audience.TEAM, on=today, names=self.shell.names)
        if self._text is None:
            return
        if not clearance.cleared:
            held = clearance.held_back[0]
            self.shell.say(f"Not copied: {', '.join((*held.participants, held.reason))}.")
            return
        evidence = await self.shell.read(citation_of, self._document_id, event.span)
        citation = evidence or f"{self._text.where(event.span).replace(' · ', ', ')}, {self._text.document.called}"
        self.shell.say(
            f"{copy(self.app, clearance.cleared[0], self.shell.names.show(citation))} For the study team only."
        )
