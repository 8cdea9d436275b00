"""The memo box: what a memo is about, its kind and its words, saved as one goes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import ClassVar, Literal

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.geometry import Region

from qualcode.analysis.memos import MemoThere, Thing, memos_there, title_of, wider
from qualcode.edits.memos import KINDS, MemoTarget
from qualcode.exports.memo_words import thing_words
from qualcode.exports.phrases import counted, day_in_words
from qualcode.tui.screens.memo_draft import Draft
from qualcode.tui.screens.modal import Modal
from qualcode.tui.screens.place import Place
from qualcode.tui.screens.questions import Choose
from qualcode.tui.widgets.memo_editor import MemoEditor
from qualcode.tui.widgets.pane import literal
from qualcode.tui.widgets.without_names import REAL_WORDS, holds_names, names_at

_ROWS = 17  # of the box


class MemoScreen(Modal[None]):
    """A box to write in; its title says what the memo is about. It saves as one goes, and on esc.

    `about` is what the first of `things` is called; the others are wider and wider. `beside` is the region of a
    passage on the screen, which the box does not cover where there is room above or below it.
    """

    def __init__(self, about: str, draft: Draft, things: Sequence[Thing], beside: Region | None = None) -> None:
        reach = " and about" if len(things) > 1 else ""
        super().__init__(f"Memo on {about}", keys=f"esc saves and goes back · tab to kind{reach}, ← → chooses")
        self._about = about
        self._draft = draft
        self._things = things
        self._thing = things[0]
        self._beside = beside or Region()

    def on_resize(self, event: events.Resize) -> None:
        """Stay beside the passage."""
        self.styles.align_vertical = placed(event.size.height, self._beside)

    def compose_box(self) -> ComposeResult:
        yield MemoEditor(KINDS, self._draft.kind, self._draft.body, [thing.what for thing in self._things])

    @on(MemoEditor.Turned)
    def _turned(self, event: MemoEditor.Turned) -> None:
        self._thing = next(thing for thing in self._things if thing.what == event.what)
        wider = self._thing.name if self._thing.what == "study" else thing_words(self._thing)
        self._title = f"Memo on {self._about if self._thing == self._things[0] else wider}"
        real = REAL_WORDS if holds_names(self) else ""
        self.query_one(".box").border_title = literal(names_at(self).show(self._title) + real)

    @on(MemoEditor.Rested)
    async def _rested(self) -> None:
        editor = self.query_one(MemoEditor)
        await self._draft.keep(editor.kind, editor.words, self._thing)

    @on(MemoEditor.Done)
    async def _done(self, event: MemoEditor.Done) -> None:
        editor = self.query_one(MemoEditor)
        if not await self._draft.leave(editor.kind, editor.words, self._thing):
            return
        if event.leaving:
            await self.run_action("app.leave")
        else:
            self.dismiss()


def placed(height: int, beside: Region) -> Literal["top", "middle", "bottom"]:
    """Where in a window of a height the box stands, so that a passage stays in sight."""
    middle = (height - _ROWS) // 2
    if not beside or beside.bottom <= middle or beside.y >= middle + _ROWS:
        return "middle"
    if beside.bottom + _ROWS < height:
        return "bottom"
    return "top" if beside.y >= _ROWS else "middle"


ANOTHER = "another"  # in place of a memo's id


class ChooseMemo(Choose):
    """The memos that are there, the latest first, beginning with the coder's own; m or + writes another one."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("m,plus", "another", "Another one", show=False)]

    def __init__(self, about: str, there: Sequence[MemoThere], coder_id: str) -> None:
        own = next((one.id for one in there if one.coder_id == coder_id), there[0].id)
        choices = [(one.id, title_of(one.body), _under(one)) for one in there]
        title = f"{counted(len(there), 'memo')} on {about}"
        super().__init__(title, [*choices, (ANOTHER, "Another one", "")], chosen=own)
        self._keys = "enter opens it · m another one · esc back"

    def action_another(self) -> None:
        """Write another one."""
        self.dismiss(ANOTHER)


def _under(memo: MemoThere) -> str:
    when = day_in_words(date.fromisoformat(memo.created_at[:10]))
    return " · ".join(part for part in (memo.kind, when, memo.coder) if part)


async def write_memo(
    place: Place,
    about: str,
    target: MemoTarget,
    *,
    kind: str = KINDS[0],
    opening: str = "",
    anew: bool = False,
    beside: Region | None = None,
) -> None:
    """Write a memo on a thing, a new one or one of those that are there, as is asked; to be called in a worker.

    `about` is what the thing is called; `anew` writes another one in any case, which begins with `opening`; what
    stands in the region `beside` stays in sight where it can.
    """
    shell = place.shell
    things = await shell.read(wider, target.table, target.row_id, target.span)
    there = [] if anew else await shell.read(memos_there, things[0])
    chosen = await place.app.push_screen_wait(ChooseMemo(about, there, shell.coder_id)) if there else ANOTHER
    if chosen is None:
        return
    held = next(((one.id, one.kind, one.body) for one in there if one.id == chosen), None)
    draft = Draft(shell, things[0], held, kind=kind, opening=opening)
    await place.app.push_screen_wait(MemoScreen(about, draft, things, beside))
    draft.say()


async def first_impressions(place: Place, document_id: str, name: str) -> None:
    """Offer a memo of first impressions on a document that was read to its end; to be called in a worker."""
    opening = "First impressions: "
    await write_memo(place, f"document {name}", MemoTarget("document", document_id), opening=opening, anew=True)
