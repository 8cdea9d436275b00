"""Bringing transcripts in: files are read while one watches, and what could not be read is listed."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, cast

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.message import Message
from textual.widgets import ProgressBar, Static

from qualcode.analysis.study import language
from qualcode.problem import Problem
from qualcode.project.importing import Reading, arrivals, left_out, read_sources, sources
from qualcode.transcripts.clean import clean, plain
from qualcode.transcripts.transcript import Kind
from qualcode.tui.screens.modal import Modal
from qualcode.tui.screens.questions import Choose
from qualcode.tui.shell import Shell


class ImportScreen(Modal[bool]):
    """Reads files on a thread, asks once what kind those are that do not say, and brings them in as one step."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "back", "Go on", show=False)]

    DEFAULT_CSS = """
    ImportScreen #now { height: 1; color: $text-muted; }
    ImportScreen ProgressBar { width: 100%; margin-top: 1; }
    ImportScreen Bar { width: 1fr; }
    ImportScreen VerticalScroll { height: auto; max-height: 16; }
    ImportScreen #found { height: auto; }
    """

    @dataclass
    class Progressed(Message):
        """A file is about to be read."""

        number: int
        total: int
        name: str

    def __init__(self, paths: Sequence[Path]) -> None:
        super().__init__("Import transcripts", keys="")
        self._paths = paths
        self._busy = True

    def compose_box(self) -> ComposeResult:
        yield ProgressBar(show_eta=False, show_percentage=False)
        yield Static("Looking…", id="now", markup=False)
        with VerticalScroll():
            yield Static("", id="found", markup=False)

    def on_mount(self) -> None:
        """Begin at once."""
        self._import()

    def action_back(self) -> None:
        """Go on; while files are read, wait."""
        if not self._busy:
            self.dismiss(True)

    @work
    async def _import(self) -> None:
        try:
            words = await self._bring_in()
        except Problem as problem:
            words = str(problem)
        if others := await asyncio.to_thread(left_out, self._paths):
            words += f"\n\n{others}"
        self._busy = False
        self.query_one("#now", Static).update("")
        self.query_one("#found", Static).update(clean(words))
        self.query_one(".key-words", Static).update("enter goes on")

    async def _bring_in(self) -> str:
        reading = await asyncio.to_thread(self._read)
        kind = Kind.INTERVIEW
        if reading.without_kind:
            chosen = await self._ask_kind(reading)
            if chosen is None:
                return "Nothing was brought in."
            kind = chosen
        if not reading.transcripts:
            return "Nothing could be read.\n\n" + _problems(reading)
        self.query_one("#now", Static).update("Finding the sentences…")
        shell = cast(Shell, self.app)
        spoken = await shell.read(language)
        folder = await shell.lane.call(lambda project: project.path.parent)
        edit = await asyncio.to_thread(arrivals, reading.transcripts, kind, spoken, folder)
        await shell.lane.make(edit)
        parts = [f"{_counted(len(edit.imported), 'document')} brought in. u takes it back as one step."]
        if edit.skipped:
            parts.append(f"In the study already: {', '.join(edit.skipped)}.")
        parts += edit.notes
        warnings = [f"{one.name}: {warning}" for one in reading.transcripts for warning in one.warnings]
        parts += warnings
        if reading.problems:
            parts.append(_problems(reading))
        return "\n\n".join(parts)

    def _read(self) -> Reading:
        def tell(number: int, total: int, name: str) -> None:
            self.post_message(self.Progressed(number, total, name))

        return read_sources(sources(self._paths), tell)

    async def _ask_kind(self, reading: Reading) -> Kind | None:
        names = ", ".join(one.name for one in reading.without_kind[:5])
        more = len(reading.without_kind) - 5
        words = f"{names}{f' and {more} more' if more > 0 else ''} do not say. You can change it for each one later."
        choices = [(str(kind), str(kind), "") for kind in Kind]
        chosen = await self.app.push_screen_wait(Choose("What kind of documents are these?", choices, words))
        return None if chosen is None else Kind(chosen)

    @on(Progressed)
    def _progressed(self, event: Progressed) -> None:
        self.query_one(ProgressBar).update(total=event.total, progress=event.number)
        self.query_one("#now", Static).update(plain(f"{event.number} of {event.total}: {event.name}"))


def _problems(reading: Reading) -> str:
    return "\n".join(f"Not read: {problem}" for _, problem in reading.problems)


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
