"""A small study in the terminal UI, driven by its keys and looked at as text."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta, timezone
from pathlib import Path
from time import monotonic
from typing import TypeVar

from textual import events
from textual.keys import _character_to_key
from textual.pilot import Pilot

from qualcode.codebooks.csv_files import CodebookRow
from qualcode.edits.clock import FixedClock
from qualcode.edits.codebook import ImportCodebook
from qualcode.project.importing import arrivals
from qualcode.project.journal import differences
from qualcode.project.project import Project
from qualcode.transcripts.transcript import Kind, Transcript, Turn
from qualcode.tui.app import QualcodeApp
from qualcode.tui.screens.coding import CodingScreen
from qualcode.tui.widgets.transcript_view import TranscriptView
from tests.template import Template

T = TypeVar("T")

NOON = datetime(2026, 3, 12, 12, 0, tzinfo=timezone(timedelta(hours=0), "GMT"))

SAID = (
    ("Interviewer", "How did you come to hear about the group?"),
    ("P03", "I didn’t, not for years. It was a card on the board in the chemist’s. So I sent myself."),
    ("Interviewer", "What was the first evening like?"),
    ("P03", "I sat in the car for twenty minutes. Then a woman came past with a tin of shortbread. There you are."),
    ("Interviewer", "And has it changed anything, going?"),
    ("P03", "I sleep. That’s the short of it."),
)

BOOK = (
    CodebookRow("", "Access", "1", "", "Access"),
    CodebookRow("", "Access", "1.1", "1", "Knowing what exists", "Whether people find out that there is support."),
    CodebookRow("", "Access", "1.2", "1", "Routes in", "How somebody came to peer support."),
    CodebookRow("", "Access", "1.5", "1", "Peers like me", "Whether a person finds somebody like them."),
    CodebookRow("", "Evidence", "3", "", "Evidence"),
    CodebookRow("", "Evidence", "3.1", "3", "Benefit", "What changed."),
)


def transcript(
    said: Sequence[tuple[str, str]] = SAID, name: str = "P03 interview", kind: Kind = Kind.INTERVIEW
) -> Transcript:
    """A transcript of what was said, a turn a line."""
    text, turns = "", []
    for number, (label, words) in enumerate(said):
        start = len(text) + len(label) + 2
        turns.append(Turn(start, start + len(words), label, number * 45.0))
        text += f"{label}: {words}\n"
    return Transcript(name, text, tuple(turns), kind)


def make_study(
    folder: Path, transcripts: Sequence[Transcript] | None = None, book: Sequence[CodebookRow] = BOOK
) -> Path:
    """A study file with some transcripts and a small codebook; where neither is named, the same study each time."""
    path = folder / "peer.qualcode"
    if transcripts is None and book is BOOK:
        _PLAIN.put(path)
    else:
        _make(path, transcripts, book)
    return path


def _make(path: Path, transcripts: Sequence[Transcript] | None = None, book: Sequence[CodebookRow] = BOOK) -> None:
    with Project.create(path, "Peer support", clock=FixedClock(NOON)) as project:
        project.make(ImportCodebook(book, "small"))
        project.make(arrivals(transcripts if transcripts is not None else [transcript()], Kind.INTERVIEW))


_PLAIN = Template(_make)


class Shown:
    """The application as a person has it before them."""

    def __init__(self, app: QualcodeApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    async def press(self, *keys: str) -> None:
        """Press keys one after the other, each carried out before the next."""
        for key in keys:
            await self.pilot.press(key)
            await self.settled()

    async def type_at_once(self, *keys: str) -> None:
        """Send keys as a terminal does that is faster than the screen: none waits for the one before."""
        driver = self.app._driver
        assert driver is not None
        for key in keys:
            name = key if len(key) > 1 else _character_to_key(key)
            character = key if len(key) == 1 else {"enter": "\r", "space": " "}.get(key)
            event = events.Key(name, character)
            event.set_sender(self.app)
            driver.send_message(event)
        await self.until(lambda: not self.app.keys_waiting)

    async def settled(self) -> None:
        """Wait until the study and the screen have nothing left to do."""
        for _ in range(3):
            await self.pilot.pause()
            if self.app.lane.is_open:
                await self.app.lane.call(lambda project: None)
        await self.pilot.pause()

    async def until(self, true: Callable[[], bool]) -> None:
        """Wait for something that takes its own time."""
        end = monotonic() + 30
        while not true():
            assert monotonic() < end, f"it never came:\n{self.text}"
            await self.pilot.pause(0.01)
        await self.settled()

    async def open_first(self) -> TranscriptView:
        """Open the document under the cursor."""
        await self.press("enter")
        await self.until(lambda: isinstance(self.app.screen, CodingScreen) and bool(self.view.document.turns))
        return self.view

    @property
    def view(self) -> TranscriptView:
        return self.app.screen.query_one("#text", TranscriptView)

    @property
    def text(self) -> str:
        """The screen as text, without blanks at line ends."""
        lines = ["".join(segment.text for segment in strip) for strip in self.app.screen._compositor.render_strips()]
        return "\n".join(line.rstrip() for line in lines) + "\n"

    @property
    def toasts(self) -> list[str]:
        """What the toasts say, the newest last."""
        return [f"{one.title} {one.message}".strip() for one in self.app._notifications]

    async def ask(self, sql: str) -> list[tuple[object, ...]]:
        """Rows of the open study."""
        return await self.app.lane.call(lambda project: project.conn.execute(sql).fetchall())


@asynccontextmanager
async def shown(
    path: Path | None, *, coder: str | None = "Ana", size: tuple[int, int] = (120, 40), settle: bool = True
) -> AsyncIterator[Shown]:
    """The application on a study, closed afterwards; its history must then give exactly its tables."""
    clock = FixedClock(NOON)
    app = QualcodeApp(path, coder=coder, opener=lambda wanted: Project.open(wanted, clock=clock, back_up=False))
    app.animation_level = "none"
    try:
        async with app.run_test(size=size, notifications=True) as pilot:
            seen = Shown(app, pilot)
            if path is not None and settle:
                await seen.until(lambda: app.current_mode == "documents")
            await seen.settled()
            yield seen
    finally:
        app.lane.shut()
    if path is not None:
        assert standing(path) == []


def standing(path: Path) -> list[str]:
    """Where the study's history does not give its tables."""
    with Project.open(path, back_up=False) as project:
        return differences(project.conn)


def rows(path: Path, sql: str) -> list[tuple[object, ...]]:
    """Rows of a closed study."""
    conn = sqlite3.connect(path)
    try:
        return conn.execute(sql).fetchall()
    finally:
        conn.close()
