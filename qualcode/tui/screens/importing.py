"""Bringing transcripts in: files are read while one watches, decided on in one look, and brought in as one step."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, cast

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import ProgressBar
from textual.widgets.option_list import Option

from qualcode.analysis.documents import known_digests
from qualcode.analysis.speakers import review_sentence
from qualcode.analysis.study import language
from qualcode.problem import Problem
from qualcode.project.importing import Reading, arrivals, left_out, not_again, read_sources, sources
from qualcode.project.names_sought import parts_said
from qualcode.transcripts.clean import clean, plain
from qualcode.transcripts.importers.choices import Choices
from qualcode.transcripts.transcript import Kind
from qualcode.tui.screens.importing_rows import (
    BRING_IN,
    ENCODINGS,
    MARGIN,
    Decided,
    Decision,
    counted,
    decisions,
    outcome,
)
from qualcode.tui.screens.modal import Modal
from qualcode.tui.screens.questions import Choose
from qualcode.tui.shell import Shell
from qualcode.tui.widgets.marked_options import MarkedOptions
from qualcode.tui.widgets.words import Words

_AS_FOUND = ""
_REVIEW, _GO_ON = "review", "go-on"


class ImportScreen(Modal[bool]):
    """Reads files on a thread, asks once for each folder what kind it holds, and brings all in as one step."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "go_on", "Go on", show=False)]

    DEFAULT_CSS = """
    ImportScreen > .box { width: 84; }
    ImportScreen #now { height: auto; color: $text-muted; }
    ImportScreen ProgressBar { width: 100%; margin-top: 1; }
    ImportScreen Bar { width: 1fr; }
    ImportScreen VerticalScroll { height: auto; max-height: 22vh; margin-top: 1; }
    ImportScreen MarkedOptions { display: none; }
    ImportScreen > .box MarkedOptions { max-height: 32vh; }
    ImportScreen.-deciding MarkedOptions { display: block; }
    ImportScreen.-deciding ProgressBar, ImportScreen.-done ProgressBar { display: none; }
    ImportScreen #found { height: auto; }
    """

    @dataclass
    class Progressed(Message):
        """A file is about to be read."""

        number: int
        total: int
        name: str

    def __init__(self, paths: Sequence[Path]) -> None:
        super().__init__("Import documents", keys="esc stops; nothing is brought in before you agree")
        self._paths = paths
        self._reading: Reading | None = None
        self._decided = Decided()
        self._stop = threading.Event()
        self._writing = False
        self._done = False
        self._doing = ""  # what is done with each document once all are read
        self._next: list[tuple[str, str]] = []

    def compose_box(self) -> ComposeResult:
        yield ProgressBar(show_eta=False, show_percentage=False)
        yield Words("Looking…", id="now")
        yield MarkedOptions(id="decisions")
        with VerticalScroll():
            yield Words("", id="found")

    def on_mount(self) -> None:
        """Begin at once."""
        self._look()

    def on_unmount(self) -> None:
        """Leave no thread reading on."""
        self._stop.set()

    def action_back(self) -> None:
        """Stop; nothing is brought in, or go on where all is. What is being written is written."""
        if self._writing:
            return
        self._stop.set()
        if not self._done:
            cast(Shell, self.app).say("Nothing was brought in.")
        self.dismiss(self._done)

    def action_go_on(self) -> None:
        """Close once all is done."""
        if self._done:
            self.dismiss(True)

    # Reading and deciding

    @work(exclusive=True)
    async def _look(self) -> None:
        try:
            self._reading = await asyncio.to_thread(self._read)
        except Problem as problem:
            self._end(str(problem))
            return
        if not self._reading.transcripts:
            others = await asyncio.to_thread(left_out, self._paths)
            self._end("\n\n".join(filter(None, ("Nothing could be read.", outcome(self._reading, ()), others))))
            return
        self._decided.there = await cast(Shell, self.app).read(known_digests)
        self._ask()

    def _read(self) -> Reading:
        return read_sources(sources(self._paths), self._tell, stopped=self._stop.is_set)

    def _tell(self, number: int, total: int, name: str) -> None:
        """Say how far it is, and stop where that is wished."""
        if self._stop.is_set():
            raise Problem("The import was stopped.", "Nothing was brought in.", "Begin it again when you like.")
        self.post_message(self.Progressed(number, total, name))

    def _ask(self, at: str = BRING_IN) -> None:
        """Show what was found, with what a person may decide otherwise."""
        assert self._reading is not None
        self.set_class(True, "-deciding")
        found = counted(len(self._reading.transcripts), "document")
        refused = len(self._reading.problems)
        unread = f"; {counted(refused, 'file')} could not be read" if refused else ""
        self.query_one("#now", Words).update(f"{found} read{unread}. Look whether this is right:")
        new, _ = self._reading.apart(self._decided.there)
        self.query_one("#found", Words).update(clean(outcome(self._reading, new)))
        self.query_one(".key-words", Words).update("enter brings in, or changes a line · tab reads on · esc back")
        rows = decisions(self._reading, self._decided)
        options = self.query_one(MarkedOptions)
        options.clear_options()
        options.add_options([Option(_shown(row), id=row.id) for row in rows])
        options.highlighted = next((n for n, row in enumerate(rows) if row.id == at), 0)
        options.focus()

    @on(MarkedOptions.OptionSelected)
    def _selected(self, event: MarkedOptions.OptionSelected) -> None:
        if self._done:
            self.dismiss(True)
            if event.option.id == _REVIEW:
                self.app.call_later(self.app.run_action, "over('speakers')")
            return
        if self._reading is None or event.option.id is None:
            return
        if event.option.id == BRING_IN:
            self._bring_in()
        else:
            self._decide(event.option.id)

    @work(exclusive=True)
    async def _decide(self, what: str) -> None:
        assert self._reading is not None
        row = next(row for row in decisions(self._reading, self._decided) if row.id == what)
        if what == MARGIN:
            leave_out = not self._decided.without_margin_numbers
            numbered = [one.source for one in self._reading.with_margin_numbers]
            await self._reread(numbered, Choices(margin_numbers=not leave_out))
            self._decided.without_margin_numbers = leave_out
        elif row.folder is not None:
            await self._choose_kind(row)
        elif row.path is not None:
            choices = [(name, words, "") for name, words in ENCODINGS]
            chosen = await self.app.push_screen_wait(
                Choose(f"How is {row.path.name} written?", choices, f"It begins: {row.sample}", row.now)
            )
            if chosen is not None:
                await self._reread([row.path], Choices(encoding=chosen))
        self._ask(what)

    async def _choose_kind(self, row: Decision, *, first: bool = False) -> None:
        """Ask what a folder holds; `first`, before anything can be brought in."""
        assert row.folder is not None
        asked = "First: what kind of documents are these?" if first else "What kind of documents are these?"
        kinds = [(str(kind), str(kind), "") for kind in Kind]
        if row.as_found:
            kinds.insert(0, (_AS_FOUND, f"as found: {row.as_found}", ""))
        chosen = await self.app.push_screen_wait(
            Choose(asked, kinds, f"In {row.folder.name or 'here'}/: {row.names}", chosen=row.now)
        )
        if chosen is not None:
            self._decided.kinds.pop(row.folder, None)
            if chosen != _AS_FOUND:
                self._decided.kinds[row.folder] = Kind(chosen)

    async def _reread(self, paths: Sequence[Path | None], choices: Choices) -> None:
        assert self._reading is not None
        for path in paths:
            if path is None:
                continue
            try:
                await asyncio.to_thread(self._reading.read_again, path, choices)
            except Problem as problem:
                self.notify(plain(str(problem)), markup=False)

    # Bringing in

    @work(exclusive=True)
    async def _bring_in(self) -> None:
        assert self._reading is not None
        undecided = [batch for batch in self._reading.batches if batch.folder not in self._decided.kinds]
        for batch in undecided:
            if all(kind is None for kind, _ in batch.kinds()):
                rows = decisions(self._reading, self._decided)
                row = next(row for row in rows if row.folder == batch.folder)
                await self._choose_kind(row, first=True)
                if batch.folder not in self._decided.kinds:
                    self._ask()
                    return
        self.set_class(False, "-deciding")
        self._doing = "Finding the sentences"
        self.query_one("#now", Words).update(f"{self._doing}…")
        self.query_one("#found", Words).update("")
        self.query_one(".key-words", Words).update("esc stops; nothing is brought in then")
        self.query_one(ProgressBar).update(progress=0)
        try:
            words = await self._make()
        except Problem as problem:
            words = str(problem)
        if others := await asyncio.to_thread(left_out, self._paths):
            words += f"\n\n{others}"
        self._end(words)

    async def _make(self) -> str:
        assert self._reading is not None
        shell = cast(Shell, self.app)
        spoken = await shell.read(language)
        folder = await shell.lane.call(lambda project: project.path.parent)
        new, again = self._reading.apart(self._decided.there)
        if not new:
            return "\n\n".join(["Nothing new was found, so nothing was brought in.", not_again(again)])
        kinds = dict(self._decided.kinds)
        edit = await asyncio.to_thread(arrivals, new, Kind.INTERVIEW, spoken, folder, kinds, self._tell)
        self._writing = True
        self.set_class(True, "-done")
        self.query_one("#now", Words).update("Writing it into the study…")
        self.query_one(".key-words", Words).update("")
        try:
            await shell.lane.make(edit)
        finally:
            self._writing = False
        parts = [f"{counted(len(edit.imported), 'document')} brought in. u takes it back as one step."]
        parts += [said for said in (not_again(again), *edit.notes, outcome(self._reading, new)) if said]
        if alone := await shell.read(parts_said, edit.imported):
            parts.append(alone)
        if alike := await shell.read(review_sentence):
            parts.append(alike)
            self._next.append((_REVIEW, "Review the speakers"))
        return "\n\n".join(parts)

    def _end(self, words: str) -> None:
        self._done = True
        self.set_class(False, "-deciding")
        self.set_class(True, "-done")
        self.query_one("#now", Words).update("")
        self.query_one("#found", Words).update(clean(words))
        self.query_one(".key-words", Words).update("enter goes on")
        if not self._next:
            self.query_one(VerticalScroll).focus()
            return
        self.set_class(True, "-deciding")
        options = self.query_one(MarkedOptions)
        options.clear_options()
        options.add_options([Option(words, id=name) for name, words in (*self._next, (_GO_ON, "Go on"))])
        options.highlighted = 0
        options.focus()

    @on(Progressed)
    def _progressed(self, event: Progressed) -> None:
        self.query_one(ProgressBar).update(total=event.total, progress=event.number)
        if not self._writing:
            where = f"{event.number} of {event.total}: {event.name}"
            self.query_one("#now", Words).update(plain(f"{self._doing}: {where}" if self._doing else where))


def _shown(row: Decision) -> Content:
    return Content.assemble(plain(row.words), ("\n  " + plain(row.under), "$text-muted") if row.under else "")
