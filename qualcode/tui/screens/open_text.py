"""A document open on the screen: its text, and what is known about where one stands in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from time import monotonic

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.timer import Timer
from textual.worker import Worker, WorkerError

from qualcode.analysis.codes import codings_elsewhere
from qualcode.analysis.notes import codings_among
from qualcode.analysis.progress import coded_words
from qualcode.analysis.versions import carried
from qualcode.codebooks.code import State
from qualcode.edits.documents import ChangeDocument
from qualcode.edits.store import Change
from qualcode.project.places import remember_place
from qualcode.project.project import Made, Project
from qualcode.transcripts.span import Span
from qualcode.tui.digits import Digits
from qualcode.tui.screens.desk import Around, Desk, Text, left_in, read_around, read_desk
from qualcode.tui.screens.here import here_lines, passage_title
from qualcode.tui.screens.place import Place
from qualcode.tui.widgets import transcript_messages as wishes
from qualcode.tui.widgets.find_bar import FindBar
from qualcode.tui.widgets.here_pane import HerePane
from qualcode.tui.widgets.laid_out import LaidOut
from qualcode.tui.widgets.margin import Columns
from qualcode.tui.widgets.pane import Pane
from qualcode.tui.widgets.status_line import Said, StatusLine, StatusPane
from qualcode.tui.widgets.transcript_view import TranscriptView

_WIDE, _BESIDE = 100, 32  # columns: of a wide window, and what the side pane and the frame of the text take of it
_SETTLED = 1.0  # seconds at one passage, until it is remembered as the place
_REST = 0.6  # seconds after the text was shown, until what only the picker needs is read
_MANY = 500  # codings, of which the next key does not wait for a count
_TEXT_TABLES = {"document", "text_version", "speaker", "participant", "attribute", "study"}


class OpenText(Place):
    """One document: reading, finding, memos and quotes. What is painted is on disk."""

    MODE = "documents"
    AT_ONCE = True

    DEFAULT_CSS = """
    OpenText #desk { height: 1fr; }
    OpenText #text-pane { width: 1fr; }
    OpenText #here-pane { width: 30; }
    OpenText #status { display: none; height: 2; background: $surface; color: $text-muted; padding: 0 1; }
    OpenText.-narrow #text-pane { border: none; }
    OpenText.-narrow #status { display: block; }
    OpenText.-narrow #here-pane { display: none; dock: right; layer: over; background: $background; }
    OpenText.-narrow #desk { layers: under over; }
    OpenText.-narrow.-pane-wanted #here-pane { display: block; }
    OpenText.-wide.-pane-hidden #here-pane, OpenText.-beside #here-pane { display: none; }
    OpenText.-narrow.-beside #text-pane, OpenText.-narrow.-beside #status { display: none; }
    OpenText.-narrow ComparePane { width: 1fr; }
    """

    def __init__(self, document_id: str = "", span: Span | None = None) -> None:
        super().__init__()
        self._document_id = document_id
        self._span = span
        self._ahead: Worker[Desk | None] | None = None
        self._text: Text | None = None
        self._around: Around | None = None
        self._elsewhere: Counter[str] | None = None  # codings of each code in other documents; None while not read
        self._digits = Digits({}, ())
        self._digits_of = ""  # who codes with them, and applied the last code
        self._last: str | None = None
        self._flash: str | None = None
        self._coded = ""
        self._told_nothing_left = False
        self._place_timer: Timer | None = None
        self._moved_at = 0.0
        self._count_timer: Timer | None = None

    def compose_place(self) -> ComposeResult:
        with Horizontal(id="desk"):
            with StatusPane(id="text-pane"):
                view = TranscriptView(id="text")
                view.expected_width = self._text_width()
                yield view
            with Pane(id="here-pane") as pane:
                pane.entitle("Here", "i hide this pane")
                yield HerePane(id="here")
            yield from self.compose_beside()
        yield StatusLine(id="status")
        yield FindBar("Find in this document", id="find")

    def _text_width(self) -> int:
        """How wide the text will be once it is laid out."""
        width = self.app.size.width
        return width - _BESIDE if width >= _WIDE else width

    def compose_beside(self) -> ComposeResult:
        """Yield what else can stand beside the text."""
        yield from ()

    def begin(self, document_id: str, span: Span | None, ahead: Worker[Desk | None] | None = None) -> None:
        """Say which document is open, before it is shown; what of it is being read `ahead` is not read again."""
        self._document_id, self._span, self._ahead = document_id, span, ahead

    def read_anew(self) -> None:
        """Read the document itself, not what was read ahead of it: the study is other than it was then."""
        self._ahead = None

    def crumbs(self) -> Sequence[str]:
        return (self.shell.study_title, self._text.document.called if self._text else "")

    @property
    def document_id(self) -> str:
        """The document that is open."""
        return self._document_id

    @property
    def columns(self) -> Columns:
        """How the cells of a line of the text are shared out."""
        return self._view.columns

    @property
    def _view(self) -> TranscriptView:
        return self.query_one("#text", TranscriptView)

    # Reading and drawing

    async def refresh_place(self) -> None:
        """Read the document and all around it, and draw it where the coder was last."""
        desk = await self._read_desk()
        if desk is None:
            self._stale = True  # where something stands over it, until that is closed
            if self.is_active:
                self.shell.say("This document is no longer in the study.")
                self.shell.close_document(self)
            return
        first, text = self._text is None, desk.text
        self._around, self._elsewhere = desk.around, None
        if self._digits_of != self.shell.coder_id:
            self._digits_of = self.shell.coder_id
            self._digits = self.shell.digits.setdefault(self._document_id, Digits(text.pins, text.recent))
            self._digits.pin(text.pins)
            self._last = text.recent[0] if text.recent else None
        span = self._span or (text.place if first else await self._carried_selection(text))
        changed = self._text is None or text.shown != self._text.shown
        self._text, self._span = text, None
        if changed:
            row = self._row_of(None if first else self._view.selection)
            laid = desk.laid or LaidOut(text.shown, self._around.marks(), self._view.columns)
            self._view.show_laid_out(laid, span.start if span else None)
            if span:
                self._view.select(span)
            self._keep_row(row)
        self._draw_marks(given=changed)
        self.query_one("#text-pane", Pane).entitle(text.document.called)
        self.show_lines()
        if first:
            self.set_timer(_REST, self._used_elsewhere)
        if first or self.focused is None:  # what is compared, or typed in the bar, keeps the keys
            self._view.focus()

    async def _read_desk(self) -> Desk | None:
        """What was read ahead of the key that opened the document, else what the study holds now."""
        ahead, self._ahead = self._ahead, None
        if ahead is not None:
            with suppress(WorkerError):  # it was stopped, or could not be read then
                return await ahead.wait()
        columns = self.columns if self._text is None else None  # of one that is read again mostly the text stays
        return await self.shell.read(read_desk, self._document_id, self.shell.coder_id, columns)

    def _row_of(self, span: Span | None) -> int | None:
        """The row of the screen that a passage begins on; None where it is out of sight."""
        region = self._view.region_of(span) if span is not None else None
        return region.y if region else None

    def _keep_row(self, row: int | None) -> None:
        """Scroll so that the selection is on the row it was on, or the page would jump under a small correction."""
        now = self._row_of(self._view.selection)
        if row is not None and now is not None:
            top = self._view.scroll_offset.y + now - row
            self._view.scroll_to(y=max(0, top), animate=False, immediate=True)

    async def _carried_selection(self, text: Text) -> Span | None:
        """Where the selected words stand in the text just read."""
        selection = self._view.selection
        if self._text is None or selection is None or self._text.document.version_id == text.document.version_id:
            return selection
        return await self.shell.read(carried, self._document_id, self._text.document.version_id, selection)

    @property
    def _version_id(self) -> str | None:
        """The version of the text that is shown."""
        return self._text.document.version_id if self._text is not None else None

    async def study_changed(self, made: Made) -> None:
        """Paint what a change of the study did here, once it is on disk; later, where this is out of sight."""
        changes = [change for change in made.changes if not self._is_reading_state(change)]
        if not self.is_current:
            self._stale = self._stale or bool(changes)
            return
        tables = {change.table for change in changes}
        drawn_anew = bool(tables & _TEXT_TABLES)
        if not drawn_anew and self._text is not None and "left_as_said" in tables:
            drawn_anew = self._text.left != await self.shell.read(left_in, self._document_id)
            self.shell.names = await self.shell.lane.call(lambda project: project.names)
        if self._text is None or self._around is None or drawn_anew:
            self._stale = True
            await self._freshen()
        elif tables - {"coding"} or not await self._repaint({change.row_id for change in changes}):
            self._around, self._elsewhere = await self.shell.read(read_around, self._document_id), None
            self._draw_marks()

    def _is_reading_state(self, change: Change) -> bool:
        """Take in how far the reading is, which needs no new reading of the text."""
        if change.table != "document" or set(change.after) != {"reading_state"}:
            return False
        if self._text is not None and change.row_id == self._document_id:
            document = replace(self._text.document, reading_state=str(change.after["reading_state"]))
            self._text = replace(self._text, document=document)
        return True

    async def _repaint(self, ids: set[str]) -> bool:
        """Read and paint just these codings; False where not all of them are of this document."""
        if self._around is None:
            return False
        now = await self.shell.read(codings_among, self._document_id, ids)
        known = {coding.id for coding in self._around.codings if coding.id in ids}
        if ids - known - {coding.id for coding in now}:
            return False
        self._around = self._around.with_codings(ids, now)
        for gone in ids - {coding.id for coding in now}:
            self._view.drop_mark(gone)
        for mark in self._around.marks(now):
            self._view.put_mark(mark)
        self._painted()
        return True

    def _draw_marks(self, *, given: bool = False) -> None:
        """Draw all codings, where the view was not `given` them with the text."""
        if self._around is None or self._text is None:
            return
        usable = [code.id for code in self._around.book.codes if code.state is not State.RETIRED]
        self._digits.forget(usable)
        if not given:
            self._view.marks = self._around.marks()
        self._painted()

    def _painted(self) -> None:
        """Flash the coding that was just made, and draw what else depends on the codings."""
        if self._flash is not None:
            self._view.flash(self._flash)
            self._view.make_current(self._flash)  # what the next key is about, where several are here
        self._flash = None
        if self._view.nothing_left and not self._told_nothing_left:
            self.shell.say("Nothing is left of that; esc shows all as before.")
        self._told_nothing_left = self._view.nothing_left
        self._draw_status()
        if self._count_timer is not None:
            self._count_timer.stop()
        if self._around is not None and len(self._around.codings) > _MANY:
            self._count_timer = self.set_timer(0.4, self._count)
        else:
            self._count()

    def _count(self) -> None:
        """Work out how much is coded: 20 ms at 5,000 codings, where it waits until the hands rest."""
        if self._around is not None and self._text is not None:
            coded = coded_words(self._around.coverage(self._text.counted), self._text.document.kind)
            if coded != self._coded:
                self._coded = coded
                self._draw_status()

    def _draw_status(self) -> None:
        if self._around is None or self._text is None:
            return
        view = self._view
        status = [*view.said, Said(self._coded, 5)]
        self.query_one("#text-pane", StatusPane).tell(status)
        here, current = view.marks_here(), view.current_mark
        codes = list(dict.fromkeys(mark.title for mark in here))
        nothing = "no code here" if view.stripes else "codes out of sight: O"
        self.query_one("#status", StatusLine).tell(codes or [nothing], status)
        lines = here_lines(self._text, self._around, self._digits, view.selection, here, current, not view.stripes)
        self.query_one("#here", HerePane).show(lines)

    @property
    def commands_first(self) -> bool:
        """True while the text has the focus and waits for no second key."""
        return self.focused is self._view and not (self._view.waits_for_key or self.waits_for_key)

    def on_mount(self) -> None:
        """Hear of every move at once: a message from pane to pane comes a painting later."""
        self.watch(self._view, "told", self._hear_move, init=False)

    def _hear_move(self, before: tuple[Span | None, str | None], now: tuple[Span | None, str | None]) -> None:
        """Say what is so now where the selection is, and keep the place once it rests there."""
        self._draw_status()
        if now[0] is None or now[0] == before[0]:
            return
        self.shell.selection_moved(now[0])
        self._moved_at = monotonic()
        if self._place_timer is None:  # a timer for each move would be a tenth of its cost
            self._place_timer = self.set_timer(_SETTLED, self._come_to_rest)

    async def _used_elsewhere(self) -> Counter[str]:
        """How often each code is used in other documents, read once the text stands there or is asked for."""
        if self._elsewhere is not None:
            return self._elsewhere
        around = self._around
        found = await self.shell.read(codings_elsewhere, self._document_id)
        if self._around is around:  # else it may be of before a change
            self._elsewhere = found
        return found

    async def _come_to_rest(self) -> None:
        moving = monotonic() - self._moved_at
        if moving < _SETTLED:
            self._place_timer = self.set_timer(_SETTLED - moving, self._come_to_rest)
        else:
            self._place_timer = None
            await self._keep_place()

    async def _keep_place(self) -> None:
        span, coder, document = self._view.selection, self.shell.coder_id, self._document_id

        def keep(project: Project) -> None:
            if span is not None and not project.read_only:
                remember_place(project.conn, coder, document, span)

        await self.shell.lane.call(keep)

    async def put_away(self) -> None:
        """Keep the place; a new document read to its end is marked as read."""
        await self._freshen()  # the place is kept in the text as it is now, where this is covered
        if self._text is None:
            return
        await self._keep_place()
        document = self._text.document
        if document.reading_state == "new" and self._view.turn_number == len(document.turns) > 1:
            await self.shell.make(ChangeDocument(document.id, {"reading_state": "read"}))

    async def may_go(self) -> bool:
        """Keep the place first."""
        await self.put_away()
        return True

    async def action_back(self) -> None:
        """Back to where the document was opened."""
        if self.has_class("-pane-wanted") and self.has_class("-narrow"):
            self.remove_class("-pane-wanted")
            return
        await self.put_away()
        self.shell.close_document(self)

    def _described(self, span: Span) -> str:
        return passage_title(self._text, span) if self._text else ""

    # Finding, the side pane, other places

    def action_pane(self) -> None:
        """Show or hide the side pane."""
        self.toggle_class("-pane-wanted" if self.has_class("-narrow") else "-pane-hidden")

    def action_find(self) -> None:
        """Find words in the text."""
        self.query_one(FindBar).open()

    @on(FindBar.Closed)
    def _find_closed(self, event: FindBar.Closed) -> None:
        self._view.focus()
        if not event.words.strip():
            self._view.clear_find()
        elif not self._view.find(event.words):
            self.shell.say(f"“{event.words.strip()}” does not stand in this document.")
        self._draw_status()

    @on(wishes.PlaceWanted)
    def _place_wanted(self, event: wishes.PlaceWanted) -> None:
        self.go_to_digit(event.digit)
