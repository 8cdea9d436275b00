"""A memo: its kind and its words, saved when one goes back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import TextArea

from qualcode.analysis.notes import Memo, memos_on
from qualcode.edits.ids import new_id
from qualcode.edits.memos import KINDS, MemoTarget, WriteMemo
from qualcode.tui.screens.modal import Modal
from qualcode.tui.screens.place import Place
from qualcode.tui.widgets.kind_line import KindLine


@dataclass(frozen=True)
class Written:
    """What a memo says now."""

    kind: str
    body: str


class MemoScreen(Modal[Written]):
    """A box to write in; its first line says what the memo is about. esc saves."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Save and go back", show=False, priority=True),
    ]

    DEFAULT_CSS = """
    MemoScreen TextArea, MemoScreen TextArea:focus { height: 10; border: none; background: $panel; padding: 0 1; }
    MemoScreen KindLine { margin-bottom: 1; }
    """

    def __init__(self, about: str, memo: Memo | None) -> None:
        super().__init__(f"Memo on {about}", keys="esc saves and goes back · tab to the kinds, ← → chooses one")
        self._first = memo.kind if memo else KINDS[0]
        self._body = memo.body if memo else ""

    def compose_box(self) -> ComposeResult:
        yield KindLine(KINDS, self._first)
        yield TextArea(self._body, soft_wrap=True, tab_behavior="focus", id="words")

    def on_mount(self) -> None:
        """Write at the end."""
        area = self.query_one(TextArea)
        area.focus()
        area.move_cursor(area.document.end)

    def action_back(self) -> None:
        """Save and go back."""
        self.dismiss(Written(self.query_one(KindLine).kind, self.query_one(TextArea).text))


async def write_memo(place: Place, about: str, target: MemoTarget) -> None:
    """Write the coder's own memo on a thing, a new one or the one that is there; to be called in a worker."""
    shell = place.shell
    memos = await shell.read(memos_on, target.row_id)
    mine = next((memo for memo in memos if memo.span == target.span and memo.coder_id == shell.coder_id), None)
    written = await place.app.push_screen_wait(MemoScreen(about, mine))
    if written is None or (not mine and not written.body.strip()):
        return
    if mine and (written.kind, written.body.strip()) == (mine.kind, mine.body):
        return
    made = await shell.make(WriteMemo(written.body, written.kind, target, mine.id if mine else new_id()))
    if made is not None:
        shell.say("Memo removed. u brings it back." if not written.body.strip() else "Memo saved. u takes it back.")
