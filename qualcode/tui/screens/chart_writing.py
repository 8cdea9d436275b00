"""What is written in the cells of a chart: a summary, what is said of it, what it rests on, its quotations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from textual import events, on, work

from qualcode.analysis.cell_pages import CellPage, cell_page, said_but_coded
from qualcode.analysis.cells import Rows, Said, Subject
from qualcode.analysis.linked_quotations import quotation_of
from qualcode.codebooks.code import Codebook
from qualcode.edits.memos import MemoTarget
from qualcode.edits.store import Edit
from qualcode.edits.summaries import ClearCell, LookedAgain, RestOn, SayOfCell, WriteSummary
from qualcode.edits.together import Together
from qualcode.tui.commands import Command
from qualcode.tui.screens.chart_cells import ReadsCells
from qualcode.tui.screens.chart_rows import coded_here, said_and_coded
from qualcode.tui.screens.memo import write_memo
from qualcode.tui.screens.one_step import FORM_KEYS, FormDraft
from qualcode.tui.screens.questions import Choose
from qualcode.tui.widgets.drawn_table import DrawnTable
from qualcode.tui.widgets.form import Field, Form, WordsField
from qualcode.tui.widgets.pane import Pane

_LOOK, _STANDS = "look", "stands"
_EXCERPT_FIRST = "Go to an excerpt of the cell first, with tab; in a narrow window, i shows them."


class WritesCells(ReadsCells):
    """A chart whose cells are written in; each change is one step to undo."""

    def __init__(self) -> None:
        super().__init__()
        self._book = Codebook(())
        self._writing: tuple[Subject, str | None, FormDraft] | None = None

    @on(events.DescendantFocus)
    async def _focus_moved(self, event: events.DescendantFocus) -> None:
        """Have the cell under the cursor open before a key acts on one of its excerpts; who leaves for the chart
        has written."""
        if event.widget.id == "rows-0" and not self._is_open(self._at()):
            await self._open_cell()
        elif event.widget.id == "chart" and self._writing is not None:
            self.query_one("#form", Form).save()

    def _draw_summary(self, page: CellPage) -> None:
        if self._writing is None:
            super()._draw_summary(page)

    def commands_held(self) -> Sequence[Command]:
        """What the keys do while a summary is written."""
        written = self.focused is not None and any(isinstance(one, Form) for one in self.focused.ancestors)
        return FORM_KEYS[:1] if written else ()

    def commands_of_place(self) -> Sequence[Command]:
        """The commands of this place; on an excerpt enter opens it, which is no writing."""
        of_excerpt = self._has_focus("rows-0")
        return [
            replace(one, footer="Open it") if of_excerpt and one.id == "chart.open" else one
            for one in super().commands_of_place()
        ]

    @on(DrawnTable.Opened, "#chart")
    async def _cell_opened(self) -> None:
        at = self._at()
        if at is None or self._writing is not None or self._choice is None:
            return
        subject, code_id = at
        page = self._page = await self.shell.read(cell_page, subject, code_id, nested=self._choice.nested)
        self._draw_cell(page)
        nested = self._choice.nested

        def edit(changed: Mapping[str, str], values: Mapping[str, str]) -> Edit:
            return WriteSummary(subject, code_id, values["body"], nested)

        self._writing = subject, code_id, FormDraft(self.shell, edit)
        self.add_class("-writing")
        self.remove_class("-alone", "-choosing")
        self.query_one("#summary").display = False
        pane = self.query_one("#summary-pane", Pane)
        about = f"What {page.name} says of {page.code}"
        label = about if code_id is not None else f"Who {page.name} is, in a paragraph"
        pane.entitle(below="esc done · kept as you type")
        form = Form([Field("body", label, page.words, "words")], id="form")
        await pane.mount(form)
        self.set_focus(form.query_one(WordsField))  # at once: the next letter may have come already

    @on(Form.Rested, "#form")
    async def _rested(self, event: Form.Rested) -> None:
        if self._writing is not None:
            await self._writing[2].keep(event.form.first, event.form.values)

    @on(Form.Done, "#form")
    async def _done(self, event: Form.Done) -> None:
        if self._writing is None:
            return
        draft = self._writing[2]
        if not await draft.leave(event.form.first, event.form.values):
            event.form.stay()
            return
        self._writing = None
        if event.leaving:
            await self.run_action("app.leave")
            return
        event.form.put_away()
        self.remove_class("-writing")
        self.query_one("#summary").display = True
        self.query_one("#chart").focus()
        if draft.step.changed:
            self.shell.say(f"{draft.step.label} is saved. u takes it back.")
            self._stale = True
        await self._freshen()
        await self._open_cell()

    # Commands on a cell

    async def _do(self, edit: Edit) -> None:
        made = await self.shell.make(edit)
        if made is not None and made.changes:
            self.shell.say(f"{made.label}. u takes it back.")
            await self._freshen()
            await self._open_cell()

    @work
    async def action_say(self, said: str) -> None:
        """Say that nothing was said, or that it was not asked; not of a cell in which something is coded."""
        at = self._at()
        if at is None or at[1] is None:
            self.shell.say("Go to the cell of a code first.")
        elif self._choice is not None:
            page = await self.shell.read(cell_page, *at, nested=self._choice.nested)
            if page.excerpts:
                self.shell.show_problem(coded_here(page, Said(said)))
            else:
                await self._do(SayOfCell(at[0], at[1], Said(said), self._choice.nested))

    @work
    async def action_stands(self) -> None:
        """Say that a summary stands with what is there now."""
        at = self._at()
        if at is None or at[1] is None:
            self.shell.say("Go to the cell of a code first.")
        elif self._choice is not None:
            page = await self.shell.read(said_but_coded, at[0], at[1], nested=self._choice.nested)
            if page is None or await self._stands_although(page):
                await self._do(LookedAgain([(at[0], at[1])]))

    async def _stands_although(self, page: CellPage) -> bool:
        """Whether a cell stands that is said to hold nothing and has excerpts; to look at them first goes there."""
        title, told, first = said_and_coded(page)
        ways = (_LOOK, "Look first", first), (_STANDS, "It stands all the same", "what is coded stays coded")
        chosen = await self.app.push_screen_wait(Choose(title, ways, told))
        if chosen == _LOOK:
            self._page = page
            self._draw_cell(page)
            self.remove_class("-alone")
            self.add_class("-choosing")
            self.query_one("#rows-0").focus()
        return chosen == _STANDS

    @work
    async def action_remove(self) -> None:
        """Take out what is written in the cell."""
        at = self._at()
        if at is not None:
            await self._do(ClearCell(*at))

    @work
    async def action_rests(self) -> None:
        """Say whether the summary rests on the excerpt under the cursor."""
        one, page = self._excerpt(), self._page
        if one is None or page is None or page.code_id is None or not self.query_one("#rows-0").has_focus:
            self.shell.say(_EXCERPT_FIRST)
            return
        await self._do(RestOn(page.subject, page.code_id, one.excerpt.coding_ids, not one.rests))

    @work
    async def action_quote(self) -> None:
        """Put the words of the excerpt into the summary, linked to it."""
        one, page = self._excerpt(), self._page
        if one is None or page is None or self._choice is None or not self.query_one("#rows-0").has_focus:
            self.shell.say(_EXCERPT_FIRST)
            return
        quotation = await self.shell.read(quotation_of, one.excerpt)
        if self._writing is not None:
            field = self.query_one("#form", Form).query_one(WordsField)
            field.insert(f"{'' if not field.text or field.text[-1:].isspace() else ' '}{quotation} ")
            field.focus()
            return
        body = f"{page.words} {quotation}".strip()
        edits: list[Edit] = [WriteSummary(page.subject, page.code_id, body, self._choice.nested)]
        if page.code_id is not None:
            edits.append(RestOn(page.subject, page.code_id, one.excerpt.coding_ids, True))
        await self._do(Together(edits, f"Quotation of {page.name} put into {page.code or 'the portrait'}"))

    @work
    async def action_memo(self) -> None:
        """Write a memo on the code of the column, or on the participant."""
        at = self._at()
        if at is None:
            return
        subject, code_id = at
        code = self._book.get(code_id or "")
        if code is not None:
            await write_memo(self, f"code {code.title}", MemoTarget("code", code.id))
        elif subject.rows is Rows.PARTICIPANTS:
            name = self._rows[self.query_one("#chart", DrawnTable).row_id].name
            await write_memo(self, f"participant {name}", MemoTarget("participant", subject.id))
