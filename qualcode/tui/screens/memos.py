"""Memos (F9): what the team thinks, in the order it is to be written up, and what each memo is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical

from qualcode.analysis.memo_choice import MemoChoice, MemoOrder, chosen, ordered
from qualcode.analysis.memos import KINDS, MemoEntry, Thing, linked_words, memos, things
from qualcode.edits.memos import ChangeMemoKind, LinkMemos, MemoTarget, OrderMemos, RemoveMemos, UnlinkMemo
from qualcode.edits.store import Edit
from qualcode.tui.commands import Command, bindings
from qualcode.tui.reading import now
from qualcode.tui.screens.memo import write_memo
from qualcode.tui.screens.memo_draft import target_of
from qualcode.tui.screens.memos_asking import ask_choice, ask_writing
from qualcode.tui.screens.memos_commands import COMMANDS
from qualcode.tui.screens.memos_going import go_to_thing
from qualcode.tui.screens.memos_linking import ChooseThing
from qualcode.tui.screens.memos_rows import (
    BY,
    COLUMNS,
    LINKED_COLUMNS,
    keys_of_memo,
    linked_rows,
    linked_title,
    list_title,
    memo_page,
    memo_rows,
    tallies,
)
from qualcode.tui.screens.memos_states import ask_state
from qualcode.tui.screens.memos_writing import WritesMemos
from qualcode.tui.screens.questions import Choose
from qualcode.tui.widgets.drawn_rows import DrawnRows
from qualcode.tui.widgets.find_bar import FindBar
from qualcode.tui.widgets.pane import Pane
from qualcode.tui.widgets.reading_page import ReadingPage
from qualcode.tui.widgets.words import Words

_NONE = "No memos yet. + writes one; m does so anywhere."


class MemosScreen(WritesMemos):
    """The memos; enter opens one to write in where it stands, tab goes to what it is linked with."""

    MODE = "memos"
    CRUMB = "Memos"
    FILTERED = "memos"
    CSS_PATH = "memos.tcss"
    COMMANDS_HERE: ClassVar[tuple[Command, ...]] = COMMANDS
    HINTS = ("memos.write", "memos.new", "memos.filter")
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(COMMANDS),
        Binding("escape", "back", "Back", show=False),
        Binding("enter", "write", "Write here", show=False),  # where the memo's words have the focus
        Binding("tab", "pane(1)", "Next pane", show=False),
        Binding("shift+tab", "pane(-1)", "Pane before", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._entries: Sequence[MemoEntry] = ()
        self._shown: Sequence[MemoEntry] = ()
        self._choice = MemoChoice()
        self._about = ""
        self._at: str | None = None

    def compose_place(self) -> ComposeResult:
        with Horizontal(id="memos-panes"):
            with Pane(id="list-pane"):
                yield DrawnRows(COLUMNS, id="memos", empty="Reading…")
                yield Words(id="tallies")
                yield FindBar("Show memos with", id="find")
            with Pane(id="memo-pane"):
                yield ReadingPage(id="memo")
                with Vertical(id="links"):
                    yield Words(id="linked-title")
                    yield DrawnRows(LINKED_COLUMNS, id="linked")

    # Reading and drawing

    async def refresh_place(self) -> None:
        """Read the memos and draw them."""
        self._entries = await self.shell.read(memos)
        self._draw()

    def _draw(self) -> None:
        self._choice = replace(self._choice, words=self._wanted)
        wanted = {entry.id for entry in chosen(self._entries, self._choice)}
        if self._draft is not None:  # what is being written stays, whatever its words and kind have become
            wanted.add(self._draft.memo_id)
        groups = ordered([entry for entry in self._entries if entry.id in wanted], self._choice.order)
        self._shown = [entry for _, entries in groups for entry in entries]
        rows = self._list
        rows.say_when_empty("No memo is like that. esc shows all." if self._choice.narrows else _NONE)
        rows.show(memo_rows(groups) if self._shown else [], at=self._at if self._at in wanted else None)
        self._at = None
        below, numbers = self.query_one("#tallies", Words), tallies(self._entries) if self._entries else ""
        if str(below.content) != numbers:
            below.update(numbers)
        self._show_titles()
        self._draw_memo()

    def _show_titles(self) -> None:
        marked = len(self._list.marked)
        order = f"{self._choice.order} · f changes it" if self._shown else ""
        self.query_one("#list-pane", Pane).entitle(
            list_title(self._shown, self._entries, self._choice, self._about),
            f"{marked} marked: keys act on all of them" if marked else order,
        )

    @property
    def _linked(self) -> DrawnRows:
        return self.query_one("#linked", DrawnRows)

    @property
    def _entry(self) -> MemoEntry | None:
        """The memo under the cursor."""
        return next((entry for entry in self._shown if entry.id == self._list.row_id), None)

    def _draw_memo(self) -> None:
        if self._draft is not None:
            return
        entry = self._entry
        page = self.query_one("#memo", ReadingPage)
        page.show(memo_page(entry) if entry is not None else [])
        self.query_one("#memo-pane", Pane).entitle(
            f"{entry.number} · {entry.kind}" if entry is not None else "", keys_of_memo(entry)
        )
        above, title = self.query_one("#linked-title", Words), linked_title(entry)
        # Laying the screen out costs 20 ms with every key; titles of one length take as many lines.
        above.update(title, layout=len(str(above.content)) != len(title))
        self._linked.show(linked_rows(entry, {}) if entry is not None else [])
        if entry is not None and entry.about:
            self._read_words(entry)

    @work(exclusive=True, group="details")
    async def _read_words(self, entry: MemoEntry) -> None:
        day = (await now(self.shell.lane)).date()
        words = await self.shell.read(linked_words, entry.about, day)
        if self._entry == entry:
            self._linked.show(linked_rows(entry, words))

    @on(DrawnRows.Moved, "#memos")
    def _moved(self, event: DrawnRows.Moved) -> None:
        self.moved_to(event.row_id)
        self._draw_memo()

    # Going to what it is linked with

    @on(DrawnRows.Opened, "#linked")
    async def _followed(self, event: DrawnRows.Opened) -> None:
        if event.row_id.startswith(BY):
            self.show_memo(event.row_id.removeprefix(BY))
        elif (thing := self._thing) is not None and thing.table == "memo" and not thing.gone:
            self.show_memo(thing.row_id)
        elif thing is not None:
            await go_to_thing(self, thing)

    @property
    def _thing(self) -> Thing | None:
        """What the cursor is on among the things the memo is linked with."""
        entry = self._entry
        about = entry.about if entry is not None else ()
        return next((thing for thing in about if thing.link_id == self._linked.row_id), None)

    def show_memo(self, memo_id: str) -> None:
        """Put the cursor on a memo, showing all where it is left out."""
        if all(entry.id != memo_id for entry in self._shown):
            self._clear()
        self._list.go_to(memo_id)
        self._list.focus()

    # Commands

    async def action_open(self) -> None:
        """Open what the focused list's cursor is on."""
        (self._linked if self._linked.has_focus else self._list).action_open()

    def action_write(self) -> None:
        """Open the memo to write in."""
        self._list.action_open()

    @work
    async def action_new(self) -> None:
        """Write a memo on the study; among what a memo is linked with, link it with one more thing."""
        if self._linked.has_focus:
            await self._ask_link()
            return
        study = await self.shell.lane.call(lambda project: project.study_id)
        before = {entry.id for entry in self._entries}
        await write_memo(self, "the study", MemoTarget("study", study), anew=True)
        self._entries = await self.shell.read(memos)
        self._at = next((entry.id for entry in self._entries if entry.id not in before), None)
        if self._at is not None:
            self._draw()

    @work
    async def action_memo(self) -> None:
        """Write a memo on the memo."""
        entry = self._entry
        if entry is not None:
            await write_memo(self, f"memo {entry.title}", MemoTarget("memo", entry.id))

    @work
    async def action_link(self) -> None:
        """Link the memo, or those marked, with one more thing."""
        await self._ask_link()

    async def _ask_link(self) -> None:
        ids = self._ids()
        if not ids:
            return
        offered = [thing for thing in await self.shell.read(things) if thing.row_id not in ids]
        title = "Link the memo with…" if len(ids) == 1 else f"Link {len(ids)} memos with…"
        thing = await self.app.push_screen_wait(ChooseThing(title, offered))
        if thing is not None:
            await self._make(LinkMemos(ids, target_of(thing)))

    @work
    async def action_kind(self) -> None:
        """Make the memo, or those marked, one of another kind."""
        entry, ids = self._entry, self._ids()
        if entry is not None:
            kinds = [(kind, kind, "") for kind in KINDS]
            kind = await self.app.push_screen_wait(Choose("Which kind?", kinds, chosen=entry.kind))
            if kind is not None:
                await self._make(ChangeMemoKind(ids, kind))

    @work
    async def action_state(self) -> None:
        """Say what became of the opportunity, or of those marked."""
        ids = self._ids()
        asked = await ask_state(self, [entry for entry in self._entries if entry.id in ids])
        if asked is not None:
            await self._make(asked)

    async def action_remove(self) -> None:
        """Take the memo out, or those marked; among what it is linked with, that link."""
        if self._linked.has_focus:
            thing = self._thing
            if thing is not None:
                await self._make(UnlinkMemo(thing.link_id))
            else:
                self.shell.say("That memo is about this one: go there with enter, and unlink it there.")
        elif ids := self._ids():
            await self._make(RemoveMemos(ids))

    async def action_shift(self, by: int) -> None:
        """Move the memo among those shown."""
        if self._choice.order is not MemoOrder.WRITE_UP:
            self.shell.say("Memos are moved in write-up order: f puts them in it.")
            return
        self._entries = await self.shell.read(memos)  # the keys may be faster than the drawing
        order = [entry.id for entry in self._entries]
        shown = [entry.id for entry in chosen(self._entries, self._choice)]
        at = self._list.row_id
        place = shown.index(at) + by if at in shown else -1
        if not 0 <= place < len(shown):
            return
        order.remove(at)
        order.insert(order.index(shown[place]) + (by > 0), at)
        if await self.shell.make(OrderMemos(order)) is not None:
            self._entries = await self.shell.read(memos)
            self._draw()

    def action_mark(self) -> None:
        """Mark the memo under the cursor."""
        self._list.toggle_mark()
        self._show_titles()

    def action_mark_all(self) -> None:
        """Mark all that are shown; where they are marked, unmark them."""
        wanted = len(self._list.marked) < len(self._shown)
        for entry in self._shown:
            self._list.mark(entry.id, wanted)
        self._show_titles()

    @work
    async def action_choose(self) -> None:
        """Choose which are shown, and in which order."""
        answer = await ask_choice(self.app, self._entries, self._choice, self._about)
        if answer is not None:
            self._choice, self._about = answer
            self._draw()

    @work
    async def action_export(self) -> None:
        """Write up those marked, else those shown."""
        marked = self._list.marked
        ids = tuple(entry.id for entry in self._shown if not marked or entry.id in marked)
        if ids:
            await ask_writing(self.shell, self.app, ids)
        else:
            self.shell.say(_NONE)

    def _ids(self) -> list[str]:
        """The marked memos, else the one under the cursor."""
        entry = self._entry
        return list(self._list.marked) or ([entry.id] if entry is not None else [])

    async def _make(self, edit: Edit) -> None:
        if (made := await self.shell.make(edit)) is not None:
            self._list.unmark_all()
            self._show_titles()
            self.shell.say(f"{made.label}. u takes it back." if made.changes else "It was so already.")

    # Looking

    def action_pane(self, step: int) -> None:
        """From the list to what the memo is linked with, then to its words; in what is written, from line to line."""
        panes = [pane for pane in (self._list, self._linked, self.query_one("#memo")) if pane.display]
        if self._draft is not None or self.focused not in panes:
            (self.focus_next if step > 0 else self.focus_previous)()
        else:
            panes = [pane for pane in panes if pane in self.focus_chain]
            panes[(panes.index(self.focused) + step) % len(panes)].focus()

    def action_side(self) -> None:
        """Show or hide the memo beside the list."""
        self.toggle_class("-reading" if self.has_class("-narrow") else "-alone")
        self.query_one("#memo" if self.has_class("-reading") else "#memos").focus()

    def action_back(self) -> None:
        """From the memo to the list; then marks go; then all are shown again."""
        if self.has_class("-reading"):
            self.action_side()
        elif not self._list.has_focus:
            self._list.focus()
        elif self._list.marked:
            self._list.unmark_all()
            self._show_titles()
        else:
            self._clear()

    def _clear(self) -> None:
        self._choice, self._about = MemoChoice(order=self._choice.order), ""
        self.narrow("")
