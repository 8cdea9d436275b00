"""Words wherever they were said: each place in its sentence, chosen, and coded in one go."""

from __future__ import annotations

import asyncio
import sqlite3
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical

from qualcode.analysis.codes import Use, codebook, uses
from qualcode.analysis.concordance import MOST, Concordance, Hit, Looking, extended, hit_rows
from qualcode.analysis.excerpts import Excerpt
from qualcode.analysis.named_ids import is_typed_id
from qualcode.analysis.people import Attribute, Participant, attributes, participants
from qualcode.analysis.study import language
from qualcode.analysis.words_sought import stemmer
from qualcode.codebooks.code import Codebook
from qualcode.edits.codebook import AddCode
from qualcode.edits.codings import AddCodings, NewCoding
from qualcode.edits.store import Edit
from qualcode.edits.together import Together
from qualcode.exports.phrases import counted, in_kinds
from qualcode.problem import Problem
from qualcode.project.places import recent_codes
from qualcode.transcripts.boundaries import Unit
from qualcode.transcripts.transcript import Kind
from qualcode.tui.commands import Command, bindings
from qualcode.tui.screens.around import show_around
from qualcode.tui.screens.code_picker import (
    Applied,
    CodeChosen,
    CodePickerScreen,
    areas_to_choose,
    codes_to_add,
)
from qualcode.tui.screens.filtered import Filtered
from qualcode.tui.screens.questions import Choose
from qualcode.tui.screens.said_commands import COMMANDS
from qualcode.tui.screens.said_rows import columns, row_of
from qualcode.tui.widgets.code_matching import code_choices
from qualcode.tui.widgets.code_picker import CodeOffer
from qualcode.tui.widgets.drawn_rows import DrawnRows
from qualcode.tui.widgets.find_bar import FindBar
from qualcode.tui.widgets.pane import Pane
from qualcode.tui.widgets.reading_page import ReadingPage

_REST = 0.15  # seconds without a letter typed, before the words are looked for
_HINT = "mentor*: any ending · a phrase: within one sentence"
_UNITS = (Unit.WORD, Unit.SENTENCE, Unit.TURN)
_OF_UNIT = {Unit.WORD: "the words alone", Unit.SENTENCE: "their sentences", Unit.TURN: "their turns"}
_FORMS, _AS_IT_IS, _PARTICIPANTS, _EVERYBODY = "forms", "as it is", "participants", "everybody"


@dataclass(frozen=True)
class _Known:
    """What the screen knows of the study, whatever is looked for."""

    book: Codebook = field(default_factory=lambda: Codebook(()))
    uses: dict[str, Use] = field(default_factory=dict)
    people: dict[str, Participant] = field(default_factory=dict)
    attributes: Sequence[Attribute] = ()
    recent: Sequence[str] = ()


def _known(conn: sqlite3.Connection, coder_id: str) -> _Known:
    people = {person.id: person for person in participants(conn)}
    return _Known(codebook(conn), uses(conn), people, attributes(conn), recent_codes(conn, coder_id))


class SaidScreen(Filtered):
    """Places where words stand in all documents."""

    MODE = "documents"
    CRUMB = "Words in all documents"
    FILTERED = "hits"
    COMMANDS_HERE: ClassVar[tuple[Command, ...]] = COMMANDS
    HINTS = ("said.mark", "said.code", "said.grow")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(COMMANDS)]

    DEFAULT_CSS = """
    SaidScreen #hits-pane { height: 3fr; }
    SaidScreen #place-pane { height: 2fr; min-height: 6; }
    """

    def __init__(self, wanted: str = "") -> None:
        super().__init__()
        self._wanted = wanted
        self._known = _Known()
        self._looking: Looking | None = None  # the search that was begun last
        self._said = ""  # the words of what is shown, which those being typed may be ahead of
        self._found = Concordance()
        self._hits: dict[str, Hit] = {}  # by document and span: a place keeps its mark when others come or go
        self._inflected = True
        self._everybody = False
        self._unit = Unit.SENTENCE
        self._last: str | None = None

    def compose_place(self) -> ComposeResult:
        with Vertical():
            with Pane(id="hits-pane"):
                yield DrawnRows(columns(), id="hits")
            yield FindBar("Look for, in all documents", id="find", forgets=False, hint=_HINT)
            with Pane(id="place-pane"):
                yield ReadingPage(id="place")

    async def refresh_place(self) -> None:
        """Look for the words again."""
        if self._looking is None:
            await asyncio.to_thread(stemmer, await self.shell.read(language))  # 0.25 s the first time
        self._known = await self.shell.read(_known, self.shell.coder_id)
        if self._last is None and self._known.recent:
            self._last = self._known.recent[0]
        await self._look()

    def on_mount(self) -> None:
        """Ask for words where there are none, before anything is read: what is typed at once is theirs."""
        if not self._wanted.strip():
            self.action_filter()

    def narrow(self, words: str) -> None:
        """Look for other words."""
        if words != self._wanted:
            self._wanted = words
            self._look_soon(_REST)

    @on(FindBar.Closed)
    def _typed_all(self) -> None:
        """Look at once: no other letter comes."""
        if self._looking is None or self._looking.wanted != self._wanted:
            self._look_soon()

    @work(exclusive=True, group="look")
    async def _look_soon(self, rest: float = 0) -> None:
        await asyncio.sleep(rest)
        self.query_one("#hits", DrawnRows).unmark_all()
        await self._look()

    async def _look(self) -> None:
        """Look step by step, so that coding need not wait; what was superseded meanwhile is given up."""
        looking = self._looking = Looking(self._wanted, inflected=self._inflected, interviewers=self._everybody)
        while (found := await self.shell.read(looking.step)) is None:
            if looking is not self._looking:
                return
        if looking is not self._looking:
            return
        self._found, self._said = found, " ".join(self.shell.names.show(looking.wanted).split())
        self._hits = {f"{hit.document_id} {hit.span.start} {hit.span.end}": hit for hit in self._found.hits}
        self._draw()

    # Drawing

    def _draw(self) -> None:
        rows = self.query_one("#hits", DrawnRows)
        ending = f" “{self._said}*” finds it with any ending." if self._said.isalpha() else ""
        rows.say_when_empty(
            "Nobody says this. An id that is typed among all commands (:) opens what it names."
            if is_typed_id(self._wanted)
            else f"Nobody says this. f looks for it in another way, / for other words.{ending}"
            if self._wanted.strip()
            else "/ looks for a word in its other forms, for mentor* with any ending, or for a phrase."
        )
        rows.show_pages(list(self._hits))
        self._entitle()
        if not self._found.hits:
            self.query_one("#place", ReadingPage).show([])
            self.query_one("#place-pane", Pane).entitle("Where it was said", "")

    def _entitle(self) -> None:
        hits, words = self._found.hits, self._said
        kinds = Counter(hit.kind for hit in hits)
        numbers = in_kinds(((kind, kinds[kind]) for kind in Kind), "place")
        title = f"“{words}” · {numbers}" if words else self.CRUMB
        if self._found.more:
            title += f" · the first {MOST:,}, there are more"
        marked = len(self.query_one("#hits", DrawnRows).marked)
        below = [f"{marked:,} marked" if marked else "", f"c codes {_OF_UNIT[self._unit]}: e, E"]
        forms = [self.shell.names.show(form) for form in self._found.forms]
        if len(forms) > 1:
            shown = ", ".join(forms[:6]) + (f" and {len(forms) - 6} more" if len(forms) > 6 else "")
            below.insert(1, shown)
        if self._everybody:
            below.append("interviewers too")
        self.query_one("#hits-pane", Pane).entitle(title, " · ".join(part for part in below if part))

    @on(DrawnRows.PageWanted, "#hits")
    async def _page_wanted(self, event: DrawnRows.PageWanted) -> None:
        page = [self._hits[row_id] for row_id in event.row_ids if row_id in self._hits]
        found = await self.shell.read(hit_rows, page)
        if len(found) == len(event.row_ids):
            rows = [row_of(row, row_id) for row, row_id in zip(found, event.row_ids, strict=True)]
            event.rows.put(event.first, rows)

    @on(DrawnRows.Moved, "#hits")
    def _moved(self, event: DrawnRows.Moved) -> None:
        # The list may have been read anew since the cursor moved.
        if (hit := self._hits.get(event.row_id)) is not None:
            self._show_place(hit)

    @work(exclusive=True, group="place")
    async def _show_place(self, hit: Hit) -> None:
        known, below = self._known, "enter opens the document here"
        await show_around(self, _as_excerpt(hit), known.people, known.attributes, below)

    # Choosing

    def action_mark(self) -> None:
        """Mark the place under the cursor."""
        self.query_one("#hits", DrawnRows).toggle_mark()
        self._entitle()

    def action_mark_all(self) -> None:
        """Mark all places; where they are marked, none."""
        rows = self.query_one("#hits", DrawnRows)
        wanted = len(rows.marked) < len(rows.row_ids)
        rows.unmark_all()
        if wanted:
            rows.mark_all()
        self._entitle()

    def _chosen(self) -> list[Hit]:
        """The marked places in their order, else the one under the cursor."""
        rows = self.query_one("#hits", DrawnRows)
        chosen = set(rows.marked or (rows.row_id,))
        return [hit for row_id, hit in self._hits.items() if row_id in chosen]

    def action_grow(self, step: int) -> None:
        """Code more, or less, around the words."""
        place = _UNITS.index(self._unit) + step
        if 0 <= place < len(_UNITS):
            self._unit = _UNITS[place]
            self._entitle()

    @work
    async def action_form(self) -> None:
        """Choose how the words are looked for."""
        choices = [
            (_FORMS, "with their other forms", "group, groups; sleep, sleeping; group* with any ending"),
            (_AS_IT_IS, "as they stand", "whatever the case"),
            (_PARTICIPANTS, "in what participants say", ""),
            (_EVERYBODY, "in what interviewers say as well", ""),
        ]
        now_chosen = _FORMS if self._inflected else _AS_IT_IS
        chosen = await self.app.push_screen_wait(Choose("Look for the words…", choices, chosen=now_chosen))
        if chosen is None:
            return
        if chosen in (_FORMS, _AS_IT_IS):
            self._inflected = chosen == _FORMS
        else:
            self._everybody = chosen == _EVERYBODY
        self._look_soon()

    @on(DrawnRows.Opened, "#hits")
    def _opened(self, event: DrawnRows.Opened) -> None:
        if (hit := self._hits.get(event.row_id)) is not None:
            self.shell.open_document(hit.document_id, hit.span)

    def action_open(self) -> None:
        """Open the document at the place under the cursor."""
        self.query_one("#hits", DrawnRows).action_open()

    def action_back(self) -> None:
        """Take the marks away, else go back."""
        rows = self.query_one("#hits", DrawnRows)
        if rows.marked:
            rows.unmark_all()
            self._entitle()
        else:
            self.dismiss()

    # Coding

    @work
    async def action_code(self) -> None:
        """Choose a code for the marked places."""
        if not (hits := self._chosen()):
            return
        book = self._known.book

        async def apply(chosen: CodeChosen) -> Applied:
            if chosen.code_id is not None:
                return await self._apply(hits, chosen.code_id)
            added = codes_to_add(book, chosen)
            return await self._apply(hits, added[-1].id, added)

        offered = CodeOffer(
            f"Code {counted(len(hits), 'place')}",
            code_choices(book, {code_id: use.codings for code_id, use in self._known.uses.items()}),
            areas_to_choose(book),
            tuple(self._known.recent),
            lately=area.id if (area := book.area_of(self._last or "")) is not None else "",
            new_area=True,
        )
        region = self.query_one("#hits", DrawnRows).row_region
        await self.app.push_screen_wait(CodePickerScreen(offered, apply, region))

    async def action_same_code(self) -> None:
        """Apply the code that was applied last."""
        if self._last is None:
            self.shell.say("No code was applied yet. c chooses one.")
        elif hits := self._chosen():
            applied = await self._apply(hits, self._last)
            if applied.refusal:
                self.shell.say(applied.refusal)

    async def _apply(self, hits: Sequence[Hit], code_id: str, added: Sequence[AddCode] = ()) -> Applied:
        """Code the places in one go; it is on disk when this returns."""
        passages = await self.shell.read(extended, hits, self._unit)
        codings = [NewCoding(one.document_id, one.span, code_id, version_id=one.version_id) for one in passages]
        code = self._known.book.get(code_id)
        name = added[-1].name if added else code.name if code is not None else ""
        edit: Edit = AddCodings(codings, f"“{name}” on {counted(len(passages), 'passage')} with “{self._said}”")
        if added:
            edit = Together([*added, edit])
        try:
            made = await self.shell.lane.make(edit)
        except Problem as problem:
            return Applied(refusal=str(problem))
        ids = {coding.id for coding in codings}
        done = sum(1 for change in made.changes if change.table == "coding" and change.row_id in ids)
        self._last = code_id
        if not done:
            return Applied(refusal="All of it is coded so already; nothing was changed.")
        kept = len(codings) - done
        already = f" {counted(kept, 'was', 'were')} already." if kept else ""
        self.query_one("#hits", DrawnRows).unmark_all()
        self.shell.say(f"“{name}” is on {counted(done, 'passage')}.{already} u takes it back.")
        return Applied(code_id)


def _as_excerpt(hit: Hit) -> Excerpt:
    """The place as if it were an excerpt of no code, for what stands around it."""
    start, stop = hit.span.start, hit.span.end
    return Excerpt("", hit.document_id, "", start, stop, (), (), False, hit.turn, hit.participant_id)
