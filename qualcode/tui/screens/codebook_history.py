"""The codebook's history: who changed what and why, what changed between two days, and how it stood on a day."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import date, timedelta
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal

from qualcode.analysis.code_events import CodeEvent, code_events
from qualcode.analysis.code_examples import withheld
from qualcode.analysis.code_history import Difference, changes_between, codebook_on
from qualcode.analysis.code_sentences import methods
from qualcode.codebooks.code import Codebook
from qualcode.exports.files import check_name, file_name, put
from qualcode.exports.leaving import release
from qualcode.exports.names import changes_for
from qualcode.exports.phrases import counted, day_in_words
from qualcode.participants.disclosure import Audience
from qualcode.problem import Problem
from qualcode.tui.clipboard import send
from qualcode.tui.commands import Command, bindings
from qualcode.tui.reading import now, read_apart
from qualcode.tui.screens.codebook_ask import AskForm
from qualcode.tui.screens.codebook_files import export_codebook
from qualcode.tui.screens.codebook_history_rows import (
    BOOK_COLUMNS,
    CHANGE_COLUMNS,
    book_rows,
    change_page,
    change_rows,
    code_page,
    day_of,
    event_columns,
    event_page,
    event_rows,
)
from qualcode.tui.screens.place import Place
from qualcode.tui.widgets.drawn_rows import DrawnRows
from qualcode.tui.widgets.form import Field
from qualcode.tui.widgets.pane import Pane
from qualcode.tui.widgets.reading_page import ReadingPage

_WHO, _BETWEEN, _DAY = 1, 2, 3
_HELD = "Names and words that may not be quoted outside the team are held back in it."
COMMANDS = (
    Command(
        "code-history.who", "1", "view(1)", "history: Who changed what",
        "Each change of a code, newest first, with why.", "Who",
    ),
    Command(
        "code-history.between", "2", "view(2)", "history: Between two days",
        "What is other than it was, in sentences for a methods section.", "Between two days",
    ),
    Command(
        "code-history.day", "3", "view(3)", "history: As it stood on a day",
        "The codes as they were at the end of a day.", "On a day",
    ),
    Command(
        "code-history.filter", "f", "days", "history: Which days…", "Says from which day to which one.", "Days…",
    ),
    Command(
        "code-history.copy", "C,upper_c", "copy", "history: Copy the sentences",
        "Copies what changed between the two days, for a methods section.", "Copy", shown="C",
    ),
    Command(
        "code-history.export", "x", "export", "history: Export what is shown",
        "The sentences as a file, or the codebook as it stood on the day.", "Export",
    ),
    Command("code-history.side", "i", "side", "history: The pane beside it", "Shows or hides what changed."),
    Command("code-history.back", "escape", "back", "history: Back to the codebook", "Goes back.", "Back"),
)  # fmt: skip


class CodebookHistoryScreen(Place):
    """Three views: who changed what, what changed between two days, and the codebook as it stood on the later one."""

    MODE = "codebook"
    CRUMB = "History of the codebook"
    COMMANDS_HERE: ClassVar[tuple[Command, ...]] = COMMANDS
    HINTS = ("code-history.between", "code-history.day", "code-history.copy")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(COMMANDS)]

    DEFAULT_CSS = """
    CodebookHistoryScreen #past-pane { width: 3fr; }
    CodebookHistoryScreen #what-pane { width: 2fr; min-width: 40; }
    CodebookHistoryScreen.-alone #what-pane, CodebookHistoryScreen.-narrow #what-pane { display: none; }
    CodebookHistoryScreen.-narrow.-reading #past-pane { display: none; }
    CodebookHistoryScreen.-narrow.-reading #what-pane { display: block; width: 1fr; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._view = _WHO
        self._since = self._until = date.min
        self._events: Sequence[CodeEvent] = ()
        self._changes: Sequence[Difference] = ()
        self._book = Codebook(())

    def compose_place(self) -> ComposeResult:
        with Horizontal():
            with Pane(id="past-pane"):
                yield DrawnRows(event_columns(()), id="past", empty="Reading…")
            with Pane(id="what-pane"):
                yield ReadingPage(id="what")

    async def refresh_place(self) -> None:
        """Read the history, and what changed between the days."""
        self._events = await read_apart(self.shell.lane, code_events)
        if self._until == date.min:
            self._until = (await now(self.shell.lane)).date()
            first = min((day_of(event) for event in self._events), default=self._until)
            # What the first day brought is where a team began; what came later is what it changed.
            self._since = first if first < self._until else first - timedelta(days=1)
        await self._compare()
        self.query_one("#past").focus()

    async def _compare(self) -> None:
        self._changes = await read_apart(self.shell.lane, changes_between, self._since, self._until)
        book = await read_apart(self.shell.lane, codebook_on, self._until)
        today = (await now(self.shell.lane)).date()
        self._book = (await self.shell.read(withheld, today)).without(book)
        self._draw()

    def _draw(self) -> None:
        past, pane = self.query_one("#past", DrawnRows), self.query_one("#past-pane", Pane)
        since, until = day_in_words(self._since), day_in_words(self._until)
        if self._view == _WHO:
            past.columns = event_columns(self._events)
            past.say_when_empty("No code was changed yet.")
            past.show(event_rows(self._events))
            pane.entitle("Who changed which code", "newest first · 1 2 3 other views")
        elif self._view == _BETWEEN:
            past.columns = CHANGE_COLUMNS
            past.say_when_empty("Nothing changed between these days. f chooses others.")
            past.show(change_rows(self._changes))
            pane.entitle(f"From the end of {since} to the end of {until}", "f other days · C copies the sentences")
        else:
            past.columns = BOOK_COLUMNS
            past.say_when_empty("There were no codes on this day. f chooses another.")
            past.show(book_rows(self._book))
            number = sum(not code.is_area for code in self._book.codes)
            pane.entitle(f"At the end of {until} · {counted(number, 'code')}", "f another day · x exports it")
        self._draw_what()

    @on(DrawnRows.Moved, "#past")
    def _moved(self) -> None:
        self._draw_what()

    def _draw_what(self) -> None:
        row_id = self.query_one("#past", DrawnRows).row_id
        page, pane = self.query_one("#what", ReadingPage), self.query_one("#what-pane", Pane)
        if self._view == _BETWEEN:
            page.show(change_page(self._changes, int(row_id) if row_id else None))
            pane.entitle("In sentences")
        elif self._view == _DAY:
            code = self._book.get(row_id)
            page.show(code_page(self._book, code) if code is not None else [])
            pane.entitle(code.title if code is not None else "")
        else:
            event = self._events[int(row_id)] if row_id and int(row_id) < len(self._events) else None
            page.show(event_page(event) if event is not None else [])
            pane.entitle(event.name if event is not None else "")
        if self._view == _BETWEEN:
            page.reveal_strong()

    # Commands

    def action_view(self, view: int) -> None:
        """Show who changed what, what changed between two days, or the codebook on a day."""
        self._view = view
        self._draw()

    @work
    async def action_days(self) -> None:
        """Say from which day to which one."""
        values = await self.app.push_screen_wait(
            AskForm(
                "Which days?",
                [
                    Field("until", "To the end of, and as it stood then", self._until.isoformat()),
                    Field("since", "From the end of", self._since.isoformat()),
                ],
                "Year, month, day: 2026-03-12.",
            )
        )
        if values is None:
            return
        try:
            since, until = (date.fromisoformat(values[name].strip()) for name in ("since", "until"))
        except ValueError:
            self.shell.show_problem(Problem("This is no day.", remedy="Type year, month and day: 2026-03-12."))
            return
        self._since, self._until = min(since, until), max(since, until)
        if self._view == _WHO:
            self._view = _BETWEEN
        await self._compare()

    async def _leaving(self) -> tuple[str, str]:
        """What changed between the days, for a methods section, and what is said of words held back in it."""
        today = (await now(self.shell.lane)).date()
        changes = await read_apart(self.shell.lane, changes_for, self._changes, Audience.OUTSIDE, today)
        held = "" if changes == list(self._changes) else _HELD
        return self.shell.names.show(methods(changes)), held

    @work
    async def action_copy(self) -> None:
        """Copy what changed between the two days."""
        days = f"from {day_in_words(self._since)} to {day_in_words(self._until)}"
        sentences, held = await self._leaving()
        self.shell.say(" ".join(filter(None, (send(self.app, sentences, f"what changed {days}"), held))))

    @work
    async def action_export(self) -> None:
        """Write the sentences, or the codebook of the day, to a file."""
        if self._view != _BETWEEN:
            await export_codebook(self.shell, self.app, self._until if self._view == _DAY else None)
            return
        study = self.shell.lane.path
        name = f"{self.shell.names.show(study.stem)}-codebook-changes-{self._since}-to-{self._until}"
        path = study.parent / "exports" / file_name(name, ".md")
        heading = f"# Changes of the codebook, {day_in_words(self._since)} to {day_in_words(self._until)}"
        try:
            check_name(path, self.shell.names)
            sentences, held = await self._leaving()
            words = f"{heading}\n\n{sentences}\n"
            written = await asyncio.to_thread(release, self.shell.names, put, words.encode(), path)
        except Problem as problem:
            self.shell.show_problem(problem, decide=True)
        else:
            self.shell.say(
                " ".join([f"The sentences are in {written.paths[0]}.", *written.sentences, *filter(None, [held])])
            )

    def action_side(self) -> None:
        """Show or hide what changed."""
        self.toggle_class("-reading" if self.has_class("-narrow") else "-alone")
        self.query_one("#what" if self.has_class("-reading") else "#past").focus()

    def action_back(self) -> None:
        """Go back: from the page to the list, else to the codebook."""
        if self.has_class("-reading"):
            self.action_side()
        else:
            self.dismiss()
