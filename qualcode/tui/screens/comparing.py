"""Other passages under the same code, read beside the text."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult

from qualcode.analysis.comparing import Comparison, comparison
from qualcode.project.project import Made
from qualcode.transcripts.span import Span
from qualcode.tui.screens.open_text import OpenText
from qualcode.tui.widgets.compare_pane import ComparePane
from qualcode.tui.widgets.shown import Mark, clock

_COMPARED = {"coding", "code", "document"}


class Compares(OpenText):
    """An open document beside which passages under one of its codes are read; the place in it is kept."""

    _compared: Comparison | None = None
    _beside: str = ""  # the coding that is compared
    _left: tuple[Span, Span] | None = None  # the place that a passage of this document was opened from, and that one

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
        pane = self.query_one(ComparePane)
        again = self._comparing
        if not found.total:
            self.shell.say(f"{mark.title} stands on no other passage yet.")
            if again:
                self._stop_comparing()
            return
        cursor = self._place_in(found, pane.place) if again else 0
        self._compared, self._beside = found, mark.id
        passages = []
        for excerpt, row in found.passages:
            at = clock(row.seconds) if row.seconds is not None else f"turn {row.turn}" if row.turn else ""
            who = f"{row.who}, here as well" if excerpt.participant_id in people else row.who
            where = row.document if excerpt.document_id != self._document_id else "this document"
            head = " · ".join(part for part in (who, at, where) if part)
            passages.append((f"! {head}" if row.against else head, row.words))
        more = found.total - len(passages)
        others = f"{found.total:,} other{'' if found.total == 1 else 's'}"
        pane.entitle(f"{mark.title}: {others}", "enter opens · = or esc closes")
        self.add_class("-beside")
        pane.give(passages, f"and {more:,} more: F4 has them all" if more else "", cursor)
        if not again:
            pane.take_keys()

    def _place_in(self, found: Comparison, place: int) -> int:
        """Where a passage of those compared until now stands among others; its place where it is gone."""
        before = self._compared.passages[place : place + 1] if self._compared is not None else ()
        places = {(one.document_id, one.start, one.stop): n for n, (one, _) in enumerate(found.passages)}
        for one, _ in before:
            place = places.get((one.document_id, one.start, one.stop), place)
        return min(place, len(found.passages) - 1)

    async def refresh_place(self) -> None:
        """Read the document, and what is compared."""
        await super().refresh_place()
        await self._compare_again()

    async def study_changed(self, made: Made) -> None:
        """Paint what a change did, and read again what is compared."""
        before = self._compared
        await super().study_changed(made)
        if self.is_current and self._compared is before and _COMPARED & {change.table for change in made.changes}:
            await self._compare_again()

    async def _compare_again(self) -> None:
        """Read again what is compared, or close it where its coding is gone."""
        if not self._comparing:
            return
        mark = self._view.mark(self._beside)
        if mark is None:
            self._stop_comparing()
        else:
            await self._compare(mark)

    def _stop_comparing(self) -> None:
        """Go back to the text, where one was."""
        self.remove_class("-beside")
        self.query_one(ComparePane).remove_class("-shown")
        self.set_focus(self._view)  # not `focus`, which is later: the bar for words may have it by then

    @on(ComparePane.Opened)
    def _opened(self, event: ComparePane.Opened) -> None:
        """Open a passage over this document, from which esc comes back here."""
        if self._compared is None or event.place >= len(self._compared.passages):
            return
        excerpt, _ = self._compared.passages[event.place]
        span = Span(excerpt.start, excerpt.stop)
        if excerpt.document_id == self._document_id:
            self._stop_comparing()
            self._left = (self._view.selection, span) if self._view.selection is not None else None
            self._view.select(span)
            self.shell.say("esc goes back to where you were.")
        else:
            self.shell.open_document(excerpt.document_id, span)

    def action_find(self) -> None:
        """Find words in the text, which must be in sight for that."""
        if self._comparing and self.has_class("-narrow"):
            self._stop_comparing()
        super().action_find()

    async def action_back(self) -> None:
        """Back to the text, to the place that a passage here was compared with, else to the list."""
        left, self._left = self._left, None
        if self._comparing:
            self._stop_comparing()
        elif left is not None and self._view.selection == left[1]:
            self._view.select(left[0])
        else:
            await super().action_back()
