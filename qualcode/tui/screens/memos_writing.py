"""Writing a memo where it stands in the list of memos."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on

from qualcode.analysis.memos import memo_words
from qualcode.edits.memos import KINDS
from qualcode.tui.commands import Command
from qualcode.tui.screens.filtered import Filtered
from qualcode.tui.screens.memo_draft import Draft
from qualcode.tui.widgets.drawn_rows import DrawnRows
from qualcode.tui.widgets.memo_editor import MemoEditor
from qualcode.tui.widgets.pane import Pane

_WRITING = (
    Command("memos.saved", "escape", "done", "memo: Save", "Saves it and goes back.", "Save", "editor", True),
    Command(
        "memos.its-kind", "tab", "app.focus_next", "memo: Its kind", "← → choose it.", "Its kind", "editor", True
    ),
)


class WritesMemos(Filtered):
    """A place with memos in the list `#memos`; enter opens one in `#memo-pane` to write in, one step to undo."""

    def __init__(self) -> None:
        super().__init__()
        self._draft: Draft | None = None

    @property
    def _list(self) -> DrawnRows:
        return self.query_one("#memos", DrawnRows)

    def commands_held(self) -> Sequence[Command]:
        """What the keys do while a memo is written."""
        return _WRITING if self._draft is not None else ()

    def _draw_memo(self) -> None:
        """Draw the memo under the cursor."""

    def moved_to(self, memo_id: str) -> None:
        """Leave the memo that is open where the cursor went to another."""
        if self._draft is not None and memo_id != self._draft.memo_id:
            self.query_one(MemoEditor).action_done()

    @on(DrawnRows.Opened, "#memos")
    async def _opened(self, event: DrawnRows.Opened) -> None:
        if self._draft is not None:
            return
        held = await self.shell.read(memo_words, event.row_id)
        if held is None:
            return
        self._draft = Draft(self.shell, None, (event.row_id, *held))
        self.add_class("-editing")
        pane = self.query_one("#memo-pane", Pane)
        pane.entitle(below="esc saves · tab to its kind, ← → chooses")
        await pane.mount(MemoEditor(KINDS, *held, id="editor"))
        self.show_lines()

    @on(MemoEditor.Rested)
    async def _rested(self) -> None:
        await self._keep()

    async def _keep(self) -> None:
        if self._draft is not None:
            editor = self.query_one(MemoEditor)
            await self._draft.keep(editor.kind, editor.words, None)

    @on(MemoEditor.Done)
    async def _done(self, event: MemoEditor.Done) -> None:
        draft, editor = self._draft, self.query_one(MemoEditor)
        if draft is None or not await draft.leave(editor.kind, editor.words, None):
            return
        if event.leaving:
            await self.run_action("app.leave")
            return
        self._draft = None
        editor.display = False
        self.call_after_refresh(editor.remove)
        self.remove_class("-editing")
        self._list.focus()
        self.show_lines()
        draft.say()
        self._draw()

    async def on_screen_suspend(self) -> None:
        """Going elsewhere keeps what is being written."""
        await self._keep()
