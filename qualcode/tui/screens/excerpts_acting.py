"""What is done with the excerpts that are marked in Excerpts, or with the one under the cursor."""

from __future__ import annotations

from typing import ClassVar

from textual import on, work

from qualcode.analysis.excerpt_rows import excerpt_rows
from qualcode.analysis.excerpts import Excerpt
from qualcode.edits.code_examples import TakeExample
from qualcode.edits.memos import MemoTarget
from qualcode.edits.store import Edit
from qualcode.edits.themes import Thing
from qualcode.exports.phrases import counted
from qualcode.problem import Problem
from qualcode.transcripts.span import Span
from qualcode.tui.reading import now, read_apart
from qualcode.tui.screens import excerpts_earlier as earlier
from qualcode.tui.screens import excerpts_edits as change
from qualcode.tui.screens.code_picker import Applied, CodeChosen, CodePickerScreen
from qualcode.tui.screens.excerpts_copy import copy_all
from qualcode.tui.screens.excerpts_known import Known
from qualcode.tui.screens.excerpts_rows import row_of
from qualcode.tui.screens.filtered import Filtered
from qualcode.tui.screens.memo import write_memo
from qualcode.tui.screens.quotes_place import open_essay
from qualcode.tui.screens.theme_choosing import gather
from qualcode.tui.widgets.drawn_rows import DrawnRows


class ActsOnExcerpts(Filtered):
    """Lists of excerpts, `rows-0` and on, and the commands on what is marked in them; each is one step to undo."""

    LISTS: ClassVar[int] = 1  # that stand side by side at the most

    def __init__(self) -> None:
        super().__init__()
        self._known = Known()
        self._found: dict[str, Excerpt] = {}  # what the lists show, by the first coding of each
        self._apart = False
        self._at = 0  # the list the cursor was in last

    def _lists(self) -> list[DrawnRows]:
        return [self.query_one(f"#rows-{number}", DrawnRows) for number in range(self.LISTS)]

    @property
    def _list(self) -> DrawnRows:
        """The list the cursor is in, or was in last."""
        lists = self._lists()
        focused = next((rows for rows in lists if rows.has_focus), None)
        return focused or (lists[self._at] if self._apart else lists[0])

    @on(DrawnRows.PageWanted)
    async def _page_wanted(self, event: DrawnRows.PageWanted) -> None:
        page = [self._found[row_id] for row_id in event.row_ids if row_id in self._found]
        if len(page) == len(event.row_ids):
            found = await self.shell.read(excerpt_rows, page)
            rows = [row_of(row, self._known.book, row_id) for row, row_id in zip(found, event.row_ids, strict=True)]
            event.rows.put(event.first, rows)

    def _under_cursor(self) -> Excerpt | None:
        return self._found.get(self._list.row_id)

    def _chosen(self) -> list[Excerpt]:
        """The marked excerpts, else the one under the cursor."""
        marked = [row_id for rows in self._lists() for row_id in rows.marked]
        chosen = marked or [self._list.row_id]
        return [self._found[row_id] for row_id in chosen if row_id in self._found]

    def _unmark_all(self) -> None:
        for rows in self._lists():
            rows.unmark_all()

    @work
    async def action_remove(self) -> None:
        """Take the code off."""
        if chosen := self._chosen():
            await self._do(change.remove(chosen))

    @work
    async def action_against(self) -> None:
        """Say that they go against their code, or no longer."""
        if chosen := self._chosen():
            await self._do(change.against(chosen))

    @work
    async def action_keep(self) -> None:
        """Keep them as quotes."""
        if chosen := self._chosen():
            edit = await self.shell.read(change.keep, chosen, await open_essay(self.shell))
            if edit is None:
                self.shell.say("Kept already; nothing was changed.")
            else:
                await self._do(edit)

    async def _do(self, edit: Edit) -> None:
        made = await self.shell.make(edit)
        if made is not None:
            self._unmark_all()
            self.shell.say(f"{made.label}. u takes it back.")

    @work
    async def action_recode(self) -> None:
        """Choose another code for them."""
        chosen = self._chosen()
        if not chosen:
            return
        book = self._known.book

        async def apply(choice: CodeChosen) -> Applied:
            code = book.get(choice.code_id or "")
            if code is None:
                return Applied(refusal="Choose a code of the codebook.")
            try:
                made = await self.shell.lane.make(change.recode(chosen, code.id, code.name))
            except Problem as problem:
                return Applied(refusal=str(problem))
            self.shell.say(f"{made.label}. u takes it back.")
            return Applied(code.id)

        if (
            await self.app.push_screen_wait(CodePickerScreen(self._known.offer(chosen), apply, self._list.row_region))
            is not None
        ):
            self._unmark_all()

    @work
    async def action_state(self) -> None:
        """Say that they stand under the present wording of their code."""
        edit = await self.shell.read(earlier.stand, self._chosen())
        if edit is None:
            self.shell.say(earlier.NOT_HERE)
        else:
            await self._do(edit)

    async def action_example(self) -> None:
        """Take the words of the excerpt under the cursor as an example of its code."""
        chosen = self._under_cursor()
        if chosen is not None:
            await self._do(TakeExample(chosen.code_id, chosen.document_id, Span(chosen.start, chosen.stop)))

    @work
    async def action_gather(self) -> None:
        """Put them under a theme in the making."""
        chosen = self._chosen()
        things = [Thing("coding", excerpt.coding_ids[0]) for excerpt in chosen]
        await gather(self, things, counted(len(chosen), "excerpt"))
        self._unmark_all()

    @work
    async def action_copy(self) -> None:
        """Copy words with their citations."""
        chosen = self._chosen()
        if not chosen:
            return
        passages = await read_apart(self.shell.lane, change.cited, chosen, await now(self.shell.lane))
        held = len(chosen) - len(passages)
        back = f" {counted(held, 'excerpt')} held back: withdrawn, or refused by the person." if held else ""
        where = copy_all(self.app, passages) if passages else "Nothing was copied."
        self.shell.say(where + back)

    @work
    async def action_memo(self) -> None:
        """Write a memo on the coding."""
        chosen = self._under_cursor()
        if chosen is not None:
            code = self._known.book.get(chosen.code_id)
            name = code.title if code is not None else "a code"
            await write_memo(self, f"this coding of {name}", MemoTarget("coding", chosen.coding_ids[0]))
