"""A transcript alone on the screen, with what it tells, for tests to read, code and look at."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from textual.app import App, ComposeResult
from textual.message import Message
from textual.pilot import Pilot

from qualcode.transcripts.span import Span
from qualcode.tui.widgets import transcript_messages as told
from qualcode.tui.widgets.shown import Mark, ShownDocument, ShownTurn
from qualcode.tui.widgets.transcript_view import TranscriptView

SAID = (
    ("INT", "How did you come to hear about the group?"),
    (
        "P03",
        "I didn’t, not for years. It was a card on the board in the chemist’s. Half covered up by the yoga.",
    ),
    ("INT", "So nobody sent you there."),
    ("P03", "The nurse did say, have you thought about talking to people. So I sent myself."),
    ("INT", "What was the first evening like?"),
    ("P03", "I sat in the car. Then this woman came past with a tin of shortbread. There you are."),
)


def document(said: Sequence[tuple[str, str]] = SAID) -> ShownDocument:
    text, turns, sentences = "", [], []
    for number, (label, words) in enumerate(said):
        text += f"{label}: "
        start = len(text)
        text += words + "\n"
        turns.append(ShownTurn(Span(start, start + len(words)), label, label == "INT", number * 20.0))
        for match in re.finditer(r"[^.?\s][^.?]*[.?]?", words):
            sentences.append(Span(start + match.start(), start + match.end()))
    return ShownDocument("doc", text, tuple(turns), tuple(sentences))


DOCUMENT = document()


def words(part: str, text: str = DOCUMENT.text) -> Span:
    start = text.index(part)
    return Span(start, start + len(part))


def mark(mark_id: str, part: str, name: str = "Routes in", colour: str = "#4e79a7", index: str = "1.2") -> Mark:
    return Mark(mark_id, words(part), f"code-{name}", index, name, colour)


class Reading(App[None]):
    def __init__(self, shown: ShownDocument, marks: Sequence[Mark], early: int | None = None) -> None:
        super().__init__()
        self.early = early
        self.shown, self.given = shown, marks
        self.heard: list[Message] = []

    def compose(self) -> ComposeResult:
        view = TranscriptView()
        if self.early is not None:
            view.show(self.shown, self.given, self.early)
        yield view

    def on_mount(self) -> None:
        if self.early is None:
            self.view.show(self.shown, self.given)
        self.view.focus()

    @property
    def view(self) -> TranscriptView:
        return self.query_one(TranscriptView)

    async def _on_message(self, message: Message) -> None:
        if type(message).__module__ == told.__name__:
            self.heard.append(message)
        await super()._on_message(message)

    def last(self, kind: type[Message]) -> Message:
        return next(message for message in reversed(self.heard) if isinstance(message, kind))

    def selected(self) -> str:
        selection = self.view.selection
        return selection.of(self.shown.text) if selection is not None else ""

    def rows(self) -> list[str]:
        view = self.view
        return ["".join(part.text for part in view.render_line(y)).rstrip() for y in range(view.size.height)]


FRAME = 0.05
"""Seconds in which Textual draws at least once, which is when a view scrolls to its passage."""


@asynccontextmanager
async def reading(
    shown: ShownDocument = DOCUMENT, marks: Sequence[Mark] = (), size: tuple[int, int] = (100, 30)
) -> AsyncIterator[tuple[Reading, Pilot[None]]]:
    app = Reading(shown, marks)
    async with app.run_test(size=size) as pilot:
        await pilot.pause(FRAME)
        yield app, pilot


def at(app: Reading, part: str, end: bool = False) -> tuple[int, int]:
    """The cell of the view in which some words begin or end."""
    y = next(y for y, row in enumerate(app.rows()) if part in row)
    return app.rows()[y].index(part) + (len(part) - 1 if end else 0), y
