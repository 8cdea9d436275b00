"""Excerpts (F4): the passages under a code or area, each with its place in its document."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical

from qualcode.analysis.excerpt_rows import excerpt_rows, holding, surroundings
from qualcode.analysis.excerpts import Choice, Excerpt, excerpts
from qualcode.analysis.tallies import tallies
from qualcode.edits.code_examples import TakeExample
from qualcode.edits.memos import MemoTarget
from qualcode.edits.store import Edit
from qualcode.exports.phrases import counted
from qualcode.problem import Problem
from qualcode.transcripts.graphemes import cells
from qualcode.transcripts.span import Span
from qualcode.tui.commands import Command, bindings
from qualcode.tui.reading import now, read_apart
from qualcode.tui.screens import excerpts_earlier as earlier
from qualcode.tui.screens import excerpts_edits as change
from qualcode.tui.screens.code_picker import Applied, CodeChosen, CodePickerScreen
from qualcode.tui.screens.excerpts_commands import COMMANDS
from qualcode.tui.screens.excerpts_copy import copy_all
from qualcode.tui.screens.excerpts_known import Known, known
from qualcode.tui.screens.excerpts_place import place_meant, place_words, remember_code, remembered_code
from qualcode.tui.screens.excerpts_rows import (
    ALL,
    LEGEND,
    code_columns,
    code_rows,
    columns,
    place_page,
    place_title,
    row_of,
    side_by_side,
)
from qualcode.tui.screens.export_choices import remember_codes
from qualcode.tui.screens.filtered import Filtered
from qualcode.tui.screens.kinds_apart import (
    OF_EXCERPTS,
    ONE_KIND,
    Measure,
    kinds_coded,
    kinds_left_out,
    numbers_found,
    numbers_of_kind,
)
from qualcode.tui.screens.memo import write_memo
from qualcode.tui.widgets.drawn_rows import DrawnRows
from qualcode.tui.widgets.find_bar import FindBar
from qualcode.tui.widgets.pane import Pane
from qualcode.tui.widgets.reading_page import ReadingPage

_LISTS = 3
_LONG = 20_000  # codings; beyond them a read would hold up coding


class ExcerptsScreen(Filtered):
    """The excerpts of a code; enter opens one where it was said."""

    MODE = "excerpts"
    CRUMB = "Excerpts"
    CSS_PATH = "excerpts.tcss"
    COMMANDS_HERE: ClassVar[tuple[Command, ...]] = COMMANDS
    HINTS = ("excerpts.open", "excerpts.mark", "excerpts.filter")
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(COMMANDS),
        Binding("escape", "back", "Back", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._known = Known()
        self._code_id = ALL
        self._earlier = False  # only what was made under an earlier wording of the code
        self._kept = ""
        self._all: list[Excerpt] = []
        self._found: dict[str, Excerpt] = {}
        self._measure = Measure.EXCERPTS
        self._apart = False
        self._columns: dict[int, tuple[str, list[Excerpt], frozenset[str]]] = {}
        self._at = 0

    def compose_place(self) -> ComposeResult:
        with Horizontal(id="excerpts-panes"):
            with Pane(id="codes-pane") as pane:
                pane.entitle("Codes", "enter reads them")
                yield DrawnRows(code_columns(()), id="codes", empty="No codes yet. F3 adds some.")
            with Vertical(id="right"):
                with Horizontal(id="lists"):
                    for number in range(_LISTS):
                        with Pane(id=f"pane-{number}", classes="list-pane"):
                            yield DrawnRows(columns(of_several=True), id=f"rows-{number}", classes="excerpt-rows")
                yield FindBar("Show excerpts with", id="find")
                with Pane(id="place-pane"):
                    yield ReadingPage(id="place")

    def on_mount(self) -> None:
        """Begin at the excerpts."""
        self.query_one("#rows-0").focus()

    # Reading and drawing

    async def on_screen_resume(self) -> None:
        """Go on at the code that Codebook was left at."""
        kept = await remembered_code(self.shell)
        if kept not in ("", self._kept, place_words(self._code_id, earlier=self._earlier)):
            self._code_id, self._earlier = place_meant(kept)
            self._stale = True
        self._kept = kept

    async def refresh_place(self) -> None:
        """Read what there is, and the excerpts of the code shown."""
        fresh = await self.shell.read(known)
        self._known = replace(fresh, tallies=self._known.tallies)
        if self._code_id != ALL and self._known.book.get(self._code_id) is None:
            self._code_id, self._earlier = ALL, False
        self._draw_codes()
        await self._read_excerpts()
        self._count()

    @work(exclusive=True, group="counting")
    async def _count(self) -> None:
        self._known = replace(self._known, tallies=await read_apart(self.shell.lane, tallies))
        self._draw_codes()

    def _draw_codes(self) -> None:
        kinds = () if self._measure is Measure.SUM else self._known.extent.kinds_apart
        kinds = kinds_coded(kinds, self._known.tallies)
        rows = self.query_one("#codes", DrawnRows)
        self.set_class(len(kinds) > 2, "-several")
        self.set_class(len(kinds) > 3, "-many")
        rows.columns = code_columns(kinds)
        rows.show(code_rows(self._known.book, self._known.counted_codes, kinds), at=self._code_id)
        self._entitle_codes()
        self.call_after_refresh(self._entitle_codes)  # a pane made wider has room for more kinds

    def _entitle_codes(self) -> None:
        """Say below the codes what is counted, and which kinds of document have no room there."""
        rows = self.query_one("#codes", DrawnRows)
        below = ["enter reads them"]
        if self._known.extent.kinds_apart:
            below.insert(0, "all kinds added" if self._measure is Measure.SUM else "excerpts")
        if rows.size.width and (left_out := kinds_left_out(rows.columns, rows.scrollable_content_region.width)):
            below.insert(1, left_out)
        self.query_one("#codes-pane", Pane).entitle(below=" · ".join(below))

    async def _read_excerpts(self) -> None:
        codes = None if self._code_id == ALL else self._known.book.with_descendants(self._code_id)
        used = self._known.uses
        number = sum(use.codings for code_id, use in used.items() if codes is None or code_id in codes)
        if self._earlier:
            self._all = await self.shell.read(earlier.earlier_excerpts, self._code_id)
        elif number > _LONG:
            self._all = await read_apart(self.shell.lane, excerpts, Choice(codes=codes))
        else:
            self._all = await self.shell.read(excerpts, Choice(codes=codes))
        # As one reads: documents in their order, and in each from its beginning, whatever the code.
        order = {document: place for place, document in enumerate(dict.fromkeys(e.document_id for e in self._all))}
        self._all.sort(key=lambda excerpt: (order[excerpt.document_id], excerpt.start))
        await self._narrow()

    async def _narrow(self) -> None:
        found = self._all
        if self._wanted.strip():
            found = await self.shell.read(holding, self._all, self._wanted)
        self._found = {excerpt.coding_ids[0]: excerpt for excerpt in found}
        self._draw()

    def _draw(self) -> None:
        kinds = self._known.kinds
        present = list(dict.fromkeys(kinds.get(e.document_id, "") for e in self._found.values()))
        apart = side_by_side(present) if self._apart and present else [("Excerpts", frozenset(present))]
        code = self._known.book.get(self._code_id)
        self._columns = {}
        self.set_class(self._apart, "-apart")
        for number in range(_LISTS):
            pane = self.query_one(f"#pane-{number}", Pane)
            pane.set_class(number < len(apart), "-used")
            if number >= len(apart):
                continue
            name, wanted = apart[number]
            own = [e for e in self._found.values() if kinds.get(e.document_id, "") in wanted]
            rows = self.query_one(f"#rows-{number}", DrawnRows)
            rows.say_when_empty(self._empty())
            rows.columns = columns(of_several=code is None or bool(self._known.book.children(code.id)))
            rows.show_pages([excerpt.coding_ids[0] for excerpt in own])
            self._columns[number] = (name, own, wanted)
        self._entitle()
        self.call_after_refresh(self._entitle)  # a pane that comes or goes changes the room for titles
        if not self._found:
            self._show_place(None)

    def _empty(self) -> str:
        if self._wanted:
            return "No excerpt has these words. esc shows all."
        if self._earlier:
            return earlier.EMPTY
        return "No excerpts yet. Code something in a document (F2), with c."

    def _entitle(self) -> None:
        """Say over each list what it shows and how much, as far as there is room."""
        known, code = self._known, self._known.book.get(self._code_id)
        words = " ".join(self._wanted.split())
        for number, (name, own, kinds) in self._columns.items():
            pane = self.query_one(f"#pane-{number}", Pane)
            title = name if self._apart else code.title if code is not None else "All codes"
            title += f", {earlier.TITLE}" if self._earlier else ""
            title += f", with “{words}” · " if words else " · "
            if len(kinds) == 1 and self._apart:
                title += numbers_of_kind(own, known.extent.of_kind(next(iter(kinds))))
            else:
                measure = Measure.EXCERPTS if self._apart else self._measure
                room = (pane.size.width or self.size.width) - 4 - cells(title)
                title += numbers_found(own, known.extent, known.kinds, measure, room)
            pane.entitle(title, self._below(number))

    def on_resize(self) -> None:
        """Fit the titles to the new width, too."""
        self.call_after_refresh(self._entitle)
        self.call_after_refresh(self._entitle_codes)

    def _below(self, number: int) -> str:
        marked = sum(len(rows.marked) for rows in self._lists())
        if marked:
            return f"{marked} marked: keys act on all of them"
        if number or self._apart:
            return ""
        if self._earlier:
            return earlier.KEYS
        others = " · % next" if self._known.extent.kinds_apart else ""
        return f"{LEGEND}{others} · counted: {self._known.counted}"

    @on(DrawnRows.PageWanted, ".excerpt-rows")
    async def _page_wanted(self, event: DrawnRows.PageWanted) -> None:
        page = [self._found[row_id] for row_id in event.row_ids if row_id in self._found]
        if len(page) == len(event.row_ids):
            found = await self.shell.read(excerpt_rows, page)
            rows = [row_of(row, self._known.book, row_id) for row, row_id in zip(found, event.row_ids, strict=True)]
            event.rows.put(event.first, rows)

    # Codes and places

    @on(DrawnRows.Moved, "#codes")
    def _code_moved(self, event: DrawnRows.Moved) -> None:
        if event.row_id and event.row_id != self._code_id:
            self._code_id, self._earlier = event.row_id, False
            self._go_to_code(event.row_id)

    @work(exclusive=True, group="code")
    async def _go_to_code(self, code_id: str) -> None:
        for rows in self._lists():
            rows.unmark_all()
        await self._read_excerpts()
        await remember_code(self.shell, code_id)
        self._kept = code_id

    @on(DrawnRows.Opened, "#codes")
    def _code_opened(self) -> None:
        self.remove_class("-choosing")
        self._list.focus()
        self.call_after_refresh(self._entitle)

    @on(DrawnRows.Moved, ".excerpt-rows")
    def _excerpt_moved(self, event: DrawnRows.Moved) -> None:
        if event.rows is self._list or event.rows.has_focus:
            self._at = self._lists().index(event.rows)
            self._read_place(self._found.get(event.row_id))

    @work(exclusive=True, group="place")
    async def _read_place(self, excerpt: Excerpt | None) -> None:
        self._show_place(excerpt)
        if excerpt is None:
            return
        around = await self.shell.read(surroundings, excerpt)
        if around is None:
            return
        today = (await now(self.shell.lane)).date()
        page = self.query_one("#place", ReadingPage)
        page.show(place_page(around, self._known.people, self._known.attributes, today))
        page.reveal_strong()
        self.query_one("#place-pane", Pane).entitle(place_title(around))

    def _show_place(self, excerpt: Excerpt | None) -> None:
        pane = self.query_one("#place-pane", Pane)
        if excerpt is None:
            self.query_one("#place", ReadingPage).show([])
            pane.entitle("Where it was said", "")
        else:
            pane.entitle(below=f"excerpt {excerpt.id} · enter opens the document here")

    @on(DrawnRows.Opened, ".excerpt-rows")
    def _opened(self, event: DrawnRows.Opened) -> None:
        excerpt = self._found.get(event.row_id)
        if excerpt is not None:
            self.shell.open_document(excerpt.document_id, Span(excerpt.start, excerpt.stop))

    def _lists(self) -> list[DrawnRows]:
        return [self.query_one(f"#rows-{number}", DrawnRows) for number in range(_LISTS)]

    @property
    def _list(self) -> DrawnRows:
        """The list the cursor is in, or was in last."""
        lists = self._lists()
        focused = next((rows for rows in lists if rows.has_focus), None)
        return focused or (lists[self._at] if self._apart else lists[0])

    def _chosen(self) -> list[Excerpt]:
        """The marked excerpts, else the one under the cursor."""
        marked = [row_id for rows in self._lists() for row_id in rows.marked]
        chosen = marked or [self._list.row_id]
        return [self._found[row_id] for row_id in chosen if row_id in self._found]

    # Commands

    async def action_open(self) -> None:
        """Open what the focused list's cursor is on."""
        focused = self.focused if isinstance(self.focused, DrawnRows) else self._list
        focused.action_open()

    def action_mark(self) -> None:
        """Mark the excerpt under the cursor."""
        self._list.toggle_mark()
        self._show_marked()

    def action_mark_all(self) -> None:
        """Mark all that are shown in the list; where they are marked, unmark them."""
        rows = self._list
        wanted = len(rows.marked) < len(rows.row_ids)
        rows.unmark_all()
        if wanted:
            for row_id in rows.row_ids:
                rows.mark(row_id, True)
        self._show_marked()

    def _show_marked(self) -> None:
        self.query_one("#pane-0", Pane).entitle(below=self._below(0))

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
            edit = await self.shell.read(change.keep, chosen)
            if edit is None:
                self.shell.say("Kept already; nothing was changed.")
            else:
                await self._do(edit)

    async def _do(self, edit: Edit) -> None:
        made = await self.shell.make(edit)
        if made is not None:
            for rows in self._lists():
                rows.unmark_all()
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
            for rows in self._lists():
                rows.unmark_all()

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
        chosen = self._found.get(self._list.row_id)
        if chosen is not None:
            await self._do(TakeExample(chosen.code_id, chosen.document_id, Span(chosen.start, chosen.stop)))

    @work
    async def action_copy(self) -> None:
        """Copy words with their citations."""
        chosen = self._chosen()
        if not chosen:
            return
        passages = await read_apart(self.shell.lane, change.cited, chosen, await now(self.shell.lane))
        held = len(chosen) - len(passages)
        back = f" {counted(held, 'excerpt')} held back: the person has withdrawn." if held else ""
        where = copy_all(self.app, passages) if passages else "Nothing was copied."
        self.shell.say(where + back)

    @work
    async def action_memo(self) -> None:
        """Write a memo on the coding."""
        chosen = self._found.get(self._list.row_id)
        if chosen is not None:
            code = self._known.book.get(chosen.code_id)
            name = code.title if code is not None else "a code"
            await write_memo(self, f"this coding of {name}", MemoTarget("coding", chosen.coding_ids[0]))

    async def action_export(self) -> None:
        """Go to Export with the code that is shown."""
        await remember_codes(self.shell, None if self._code_id == ALL else self._code_id)
        self.shell.go("export")

    # Looking

    def action_view(self, apart: bool) -> None:
        """One list, or the kinds of document side by side."""
        if self._apart != apart:
            self._apart = apart
            self._at = 0
            self._draw()
            self.query_one("#rows-0").focus()

    def action_measure(self) -> None:
        """Count something else in each kind of document, or add the kinds."""
        if not self._known.extent.kinds_apart:
            self.shell.say(ONE_KIND)
        elif self._apart:
            self.shell.say("1 shows one list; % then counts something else, or adds the kinds.")
        else:
            self._measure = self._measure.after(OF_EXCERPTS)
            self._draw_codes()
            self._draw()

    def action_side(self) -> None:
        """Show or hide the codes; side by side, where there is no room for them, show one list again."""
        if self._apart:
            self.action_view(False)
            self.remove_class("-alone")
            self.set_class(self.has_class("-narrow"), "-choosing")
            self.query_one("#codes").focus()
            return
        self.toggle_class("-choosing" if self.has_class("-narrow") else "-alone")
        chooses = self.has_class("-choosing") or not (self.has_class("-narrow") or self.has_class("-alone"))
        (self.query_one("#codes") if chooses else self._list).focus()
        self.call_after_refresh(self._entitle)

    def action_back(self) -> None:
        """From the codes or the place to the list; then marks go, then the words looked for."""
        if self.focused is not self._list:
            self.remove_class("-choosing")
            self._list.focus()
        elif any(rows.marked for rows in self._lists()):
            for rows in self._lists():
                rows.unmark_all()
            self._show_marked()
        elif self._wanted:
            self.narrow("")
        elif self._earlier:
            self._earlier = False
            self._go_to_code(self._code_id)

    @property
    def filtered_list(self) -> DrawnRows:
        """The list the cursor was in."""
        return self._list

    def narrow(self, words: str) -> None:
        """Show those with these words."""
        self._wanted = words
        self._look()

    @work(exclusive=True, group="look")
    async def _look(self) -> None:
        await self._narrow()
