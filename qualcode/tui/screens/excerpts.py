"""Excerpts (F4): the passages under a code or area, each with its place in its document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical

from qualcode.analysis.excerpt_rows import holding
from qualcode.analysis.excerpts import Choice, Excerpt, excerpts
from qualcode.analysis.named_ids import is_typed_id
from qualcode.analysis.questions.problems import QuestionProblem
from qualcode.analysis.tallies import Extent
from qualcode.transcripts.graphemes import cells, cut, cut_middle
from qualcode.transcripts.span import Span
from qualcode.tui.commands import Command, bindings
from qualcode.tui.reading import read_apart
from qualcode.tui.screens import excerpts_earlier as earlier
from qualcode.tui.screens.around import show_around
from qualcode.tui.screens.asking import Asks, is_question
from qualcode.tui.screens.excerpts_codes import ListsCodes
from qualcode.tui.screens.excerpts_commands import COMMANDS
from qualcode.tui.screens.excerpts_known import answered, asked_of_code, known, rows_of
from qualcode.tui.screens.excerpts_place import place_meant, place_words, remembered_code
from qualcode.tui.screens.excerpts_rows import (
    ALL,
    LEGEND,
    code_columns,
    columns,
    list_title,
    room_for_numbers,
    side_by_side,
)
from qualcode.tui.screens.export_choices import remember_shown
from qualcode.tui.screens.going_to_ids import go_to_id
from qualcode.tui.screens.kinds_apart import (
    OF_EXCERPTS,
    ONE_KIND,
    Measure,
    each_passage_once,
    numbers_found,
    numbers_of_kind,
)
from qualcode.tui.widgets.drawn_rows import DrawnRows, Row
from qualcode.tui.widgets.pane import Pane
from qualcode.tui.widgets.question_bar import QuestionBar
from qualcode.tui.widgets.reading_page import ReadingPage

_ASKED = "Show excerpts with"
_LONGEST_TITLE = 28  # cells of a code's title beside a question
_HINT = "letters, or a question: who:P03 kind:interview attr:role=carer"
_LONG = 20_000  # codings; beyond them a read would hold up coding


class ExcerptsScreen(ListsCodes, Asks):
    """The excerpts of a code; enter opens one where it was said."""

    MODE = "excerpts"
    LISTS = 3
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
        self._all: list[Excerpt] = []
        self._columns: dict[int, tuple[str, list[Excerpt], frozenset[str]]] = {}
        self._asked_for = Extent()  # out of how many the question is answered
        self._written = ""  # the question without a saved one in it, for when one is saved no longer
        self._gone = ""  # the question that can be asked no longer, until something else is looked for
        self._ready: Mapping[str, Row] = {}  # the first rows that are in sight

    def compose_place(self) -> ComposeResult:
        with Horizontal(id="excerpts-panes"):
            with Pane(id="codes-pane") as pane:
                pane.entitle("Codes", "enter reads them")
                yield DrawnRows(code_columns(()), id="codes", empty="No codes yet. F3 adds some.")
            with Vertical(id="right"):
                with Horizontal(id="lists"):
                    for number in range(self.LISTS):
                        with Pane(id=f"pane-{number}", classes="list-pane"):
                            yield DrawnRows(columns(of_several=True), id=f"rows-{number}", classes="excerpt-rows")
                yield QuestionBar(_ASKED, id="find", hint=_HINT, is_question=is_question)
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
        if self.question:
            try:
                found = await self._answering(self.question)
            except QuestionProblem:  # it was about a code, a person or a name that is no longer there
                found = await self._without_what_is_gone()
        elif self._wanted.strip():
            found = await self.shell.read(holding, self._all, self._wanted)
        ready = await self._first_rows(found)
        self._show_found(found, ready)

    async def _without_what_is_gone(self) -> list[Excerpt]:
        """What is shown for a question that can be asked no longer: its saved ones written out, or all excerpts."""
        self._gone, self._wanted = self._wanted, self._written
        if self._wanted:
            with suppress(QuestionProblem):
                return await self._answering(self._wanted)
        self._wanted = ""
        return self._all

    async def _first_rows(self, found: Sequence[Excerpt]) -> dict[str, Row]:
        """Read the rows that come into sight, so that none is drawn before its words are there."""
        by_id = {excerpt.coding_ids[0]: excerpt for excerpt in found}
        wanted: dict[str, Excerpt] = {}
        for rows, (_, kinds) in zip(self._lists(), self._side_by_side(found), strict=False):
            own = [row_id for row_id, one in by_id.items() if self._known.kinds.get(one.document_id, "") in kinds]
            wanted |= {row_id: by_id[row_id] for row_id in rows.in_sight_of(own)}
        return await self.shell.read(rows_of, list(wanted.values()), self._known.book)

    def _show_found(self, found: Sequence[Excerpt], ready: Mapping[str, Row]) -> None:
        self._found = {excerpt.coding_ids[0]: excerpt for excerpt in found}
        self._ready = ready
        self._draw()

    def _side_by_side(self, found: Iterable[Excerpt]) -> list[tuple[str, frozenset[str]]]:
        """The name of each list, and the kinds of document in it."""
        present = list(dict.fromkeys(self._known.kinds.get(one.document_id, "") for one in found))
        return side_by_side(present) if self._apart and present else [("Excerpts", frozenset(present))]

    def _draw(self) -> None:
        kinds = self._known.kinds
        apart = self._side_by_side(self._found.values())
        code = self._known.book.get(self._code_id)
        self._columns = {}
        self.set_class(self._apart, "-apart")
        for number in range(self.LISTS):
            pane = self.query_one(f"#pane-{number}", Pane)
            pane.set_class(number < len(apart), "-used")
            if number >= len(apart):
                continue
            name, wanted = apart[number]
            own = [e for e in self._found.values() if kinds.get(e.document_id, "") in wanted]
            rows = self.query_one(f"#rows-{number}", DrawnRows)
            rows.say_when_empty(self._empty())
            rows.columns = columns(of_several=code is None or bool(self._known.book.children(code.id)))
            rows.show_pages([excerpt.coding_ids[0] for excerpt in own], self._ready)
            self._columns[number] = (name, own, wanted)
        within = self.asked_within
        self.query_one(QuestionBar).say_what(f"Show excerpts {within} with" if within else _ASKED)
        self._entitle()
        self.call_after_refresh(self._entitle)  # a pane that comes or goes changes the room for titles
        if not self._found:
            self._show_place(None)

    @property
    def asked_within(self) -> str:
        """`under 1.1 Knowing what exists`: a question is asked among the excerpts that are shown."""
        code = self._known.book.get(self._code_id)
        if code is None:
            return ""
        return f"under {cut(code.title, _LONGEST_TITLE)}{f', {earlier.TITLE},' if self._earlier else ''}"

    async def question_to_save(self) -> tuple[str, str]:
        """The question with the code whose excerpts are shown: what is on the screen is what is saved."""
        code = self._known.book.get(self._code_id)
        if code is None:
            return self.question, ""
        return await self.shell.read(asked_of_code, self.question, code, earlier=self._earlier)

    async def _answering(self, question: str) -> list[Excerpt]:
        """Those of the code that is shown that a question finds, as one reads. Raises QuestionProblem."""
        answer = await read_apart(self.shell.lane, answered, question)
        self._asked_for, self._written = answer.extent, answer.written
        wanted = {(one.coding_ids[0], one.code_id) for one in answer.excerpts}
        return [one for one in self._all if (one.coding_ids[0], one.code_id) in wanted]

    async def answer(self, words: str) -> None:
        """Show what a question finds under the code that is shown; go to what an id names that is not among it."""
        found = await self._answering(words) if words.strip() else self._all
        if not found and is_typed_id(words):  # of another code, or of words that nobody coded
            await go_to_id(self, words)
            return
        ready = await self._first_rows(found)
        self._wanted, self._gone = words.strip(), ""
        self._show_found(found, ready)

    def _empty(self) -> str:
        if self.question:
            return f"Nothing {self.asked_within or 'here'} answers this question. esc shows all."
        if self._wanted:
            return "No excerpt has these words. esc shows all."
        if self._earlier:
            return earlier.EMPTY
        return "No excerpts yet. Code something in a document (F2), with c."

    def _entitle(self) -> None:
        """Say over each list what it shows and how much, as far as there is room."""
        known, code = self._known, self._known.book.get(self._code_id)
        base = self._asked_for if self.question else known.extent
        words = " ".join(self._wanted.split())
        for number, (name, own, kinds) in self._columns.items():
            own = own if code is None else each_passage_once(own)
            pane = self.query_one(f"#pane-{number}", Pane)
            title = name if self._apart else code.title if code is not None else "All codes"
            title += f", {earlier.TITLE}" if self._earlier else ""
            asked = f", {words}" if self.question else f", with “{words}”" if words else ""
            width = (pane.size.width or self.size.width) - 4
            room = room_for_numbers(title, asked, width)
            if len(kinds) == 1 and self._apart:
                numbers = numbers_of_kind(own, known.extent.of_kind(next(iter(kinds))))
            else:
                measure = Measure.EXCERPTS if self._apart else self._measure
                numbers = numbers_found(own, base, known.kinds, measure, room)
            brief = ", a question" if self.question else ", with some words"
            pane.entitle(list_title(title, asked, brief, numbers, width), self._below(number))

    def on_resize(self) -> None:
        """Fit the titles to the new width, too."""
        self.call_after_refresh(self._entitle)
        self.call_after_refresh(self._entitle_codes)

    def _below(self, number: int) -> str:
        marked = sum(len(rows.marked) for rows in self._lists())
        if marked:
            return f"{marked} marked: keys act on all of them"
        if self._gone and not number:
            gone = cut_middle(self._gone, _LONGEST_TITLE)
            told = f"{gone} can be asked no longer: {'its words stay' if self._wanted else 'all are shown'}"
            return self._where_it_fits(f"{told} · {self._base}", told)
        if number or self._apart:
            return ""
        if self._earlier:
            return earlier.KEYS
        others = " · % next" if self._known.extent.kinds_apart else ""
        # Who is not counted is never cut off.
        return self._where_it_fits(f"{LEGEND}{others} · {self._base}", self._base)

    @property
    def _base(self) -> str:
        """Which codings are counted."""
        return f"counted: {self._known.counted}"

    def _where_it_fits(self, words: str, otherwise: str) -> str:
        return words if cells(words) <= self.query_one("#pane-0").size.width - 4 else otherwise

    # Codes and places

    @on(DrawnRows.Moved, ".excerpt-rows")
    def _excerpt_moved(self, event: DrawnRows.Moved) -> None:
        if event.rows is self._list or event.rows.has_focus:
            self._at = self._lists().index(event.rows)
            self._read_place(self._found.get(event.row_id))

    @work(exclusive=True, group="place")
    async def _read_place(self, excerpt: Excerpt | None) -> None:
        self._show_place(excerpt)
        if excerpt is not None:
            await show_around(self, excerpt, self._known.people, self._known.attributes)

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

    async def action_export(self) -> None:
        """Go to Export with the code and the question that are shown."""
        await remember_shown(self.shell, None if self._code_id == ALL else self._code_id, self.question)
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
            self._unmark_all()
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
        """Show those with these words; a question waits until all of it is there."""
        words = self.question if is_question(words) else words
        if words != self._wanted:
            self._wanted, self._gone = words, ""
            self._look()

    @work(exclusive=True, group="look")
    async def _look(self) -> None:
        await self._narrow()
