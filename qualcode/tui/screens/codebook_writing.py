"""Writing what a code means where it stands beside the tree."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from textual import on

from qualcode.analysis.codes import earlier_wordings
from qualcode.codebooks.code import Code
from qualcode.exports.phrases import counted
from qualcode.tui.commands import Command
from qualcode.tui.screens.codebook_changing import ChangesCodes
from qualcode.tui.screens.codebook_edits import CodeWriting, fields_of
from qualcode.tui.screens.form_beside import show_form, show_page_again
from qualcode.tui.screens.one_step import FORM_KEYS, FormDraft
from qualcode.tui.widgets.drawn_rows import DrawnRows
from qualcode.tui.widgets.form import Form


class WritesCodes(ChangesCodes):
    """The codebook, where enter opens a code in `#meaning-pane` to write in: saved as one goes, one step to undo."""

    def __init__(self) -> None:
        super().__init__()
        self._writing: tuple[CodeWriting, FormDraft] | None = None

    def commands_held(self) -> Sequence[Command]:
        """What the keys do while a code is written."""
        return FORM_KEYS if self._writing is not None else ()

    def _draw_meaning(self) -> None:
        """Draw what the code under the cursor means."""

    @on(DrawnRows.Opened, "#tree")
    async def _opened(self, event: DrawnRows.Opened) -> None:
        code = self._book.get(event.row_id)
        if code is None or self.query(Form) or not self._free():
            return
        writing = CodeWriting(code)
        self._writing = writing, FormDraft(self.shell, writing.edit)
        form = Form(fields_of(code), id="form", about=code.id)
        await show_form(self, form, "meaning", f"Edit {code.title}")

    @on(Form.Rested, "#form")
    async def _rested(self, event: Form.Rested) -> None:
        if self._writing is not None:
            await self._writing[1].keep(event.form.first, event.form.values)

    @on(Form.Done, "#form")
    async def _done(self, event: Form.Done) -> None:
        if self._writing is None:
            return
        writing, draft = self._writing
        if not await draft.leave(event.form.first, event.form.values):
            event.form.stay()
            return
        self._writing = None
        if draft.step.changed:
            await self._say_saved(writing.code, draft, reworded=writing.reworded)
        if event.leaving:
            await self.run_action("app.leave")
            return
        show_page_again(self, event.form, "meaning", "enter edits here", "tree")
        if draft.step.changed:
            await self.refresh_place()
        self._draw_meaning()

    async def _say_saved(self, code: Code, draft: FormDraft, *, reworded: bool) -> None:
        said = f"{draft.step.label} is saved. u takes it back."
        earlier = await self.shell.read(_earlier, code.id) if reworded else 0
        if earlier:
            verb, them = ("stands", "it") if earlier == 1 else ("stand", "them")
            key = "i" if self.has_class("-narrow") else "tab"
            said = (
                f"{counted(earlier, 'coding')} now {verb} under the earlier wording: {key}, then enter reads {them}. "
                + said
            )
        self.shell.say(said)


def _earlier(conn: sqlite3.Connection, code_id: str) -> int:
    """How many codings of a code were made under an earlier wording of it."""
    return earlier_wordings(conn).get(code_id, 0)
