"""Other passages under the same code, read beside the text."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult

from qualcode.analysis.comparing import Comparison, comparison
from qualcode.transcripts.span import Span
from qualcode.tui.screens.open_text import OpenText
from qualcode.tui.widgets.compare_pane import ComparePane
from qualcode.tui.widgets.shown import Mark, clock


class Compares(OpenText):
    """An open document beside which passages under one of its codes are read; the place in it is kept."""

    _compared: Comparison | None = None

    def compose_beside(self) -> ComposeResult:
        yield from super().compose_beside()
        yield ComparePane(id="compare")

    @property
    def _comparing(self) -> bool:
        return self.has_class("-beside")

    async def action_compare(self) -> None:
        """Show what else stands under the code of the coding here, or show it no more."""
        mark = self._view.current_mark
        if self._comparing:
            self._stop_comparing()
        elif not self._view.stripes:
            self.shell.say("You are reading; codes are out of sight. O brings them back.")
        elif mark is None:
            self.shell.say("There is no coding here to compare with. ] goes to the next one.")
        else:
            await self._compare(mark)

    async def _compare(self, mark: Mark) -> None:
        if self._text is None:
            return
        people = {person.id for person in self._text.participants_in(mark.span)}
        found = await self.shell.read(comparison, mark.code_id, self._document_id, mark.span, people)
        if not found.total:
            self.shell.say(f"{mark.title} stands on no other passage yet.")
            return
        self._compared = found
        passages = []
        for excerpt, row in found.passages:
            at = clock(row.seconds) if row.seconds is not None else f"turn {row.turn}" if row.turn else ""
            who = f"{row.who}, here as well" if excerpt.participant_id in people else row.who
            head = " · ".join(part for part in (who, at, row.document) if part)
            passages.append((f"! {head}" if row.against else head, row.words))
        more = found.total - len(passages)
        pane = self.query_one(ComparePane)
        others = f"{found.total:,} other{'' if found.total == 1 else 's'}"
        pane.entitle(f"{mark.title}: {others}", "enter opens · = or esc closes")
        self.add_class("-beside")
        pane.give(passages, f"and {more:,} more: F4 has them all" if more else "")

    def _stop_comparing(self) -> None:
        """Go back to the text, where one was."""
        self.remove_class("-beside")
        self.query_one(ComparePane).remove_class("-shown")
        self._view.focus()

    @on(ComparePane.Opened)
    def _opened(self, event: ComparePane.Opened) -> None:
        """Open a passage over this document, from which esc comes back here."""
        if self._compared is None:
            return
        excerpt, _ = self._compared.passages[event.place]
        span = Span(excerpt.start, excerpt.stop)
        if excerpt.document_id == self._document_id:
            self._stop_comparing()
            self._view.select(span)
        else:
            self.shell.open_document(excerpt.document_id, span, over=True)

    def action_find(self) -> None:
        """Find words in the text, which must be in sight for that."""
        if self._comparing and self.has_class("-narrow"):
            self._stop_comparing()
        super().action_find()

    async def action_back(self) -> None:
        """Back to the text, else to the list."""
        if self._comparing:
            self._stop_comparing()
        else:
            await super().action_back()
