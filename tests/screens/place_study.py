"""A small finished study on disk, opened in the real application."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import pytest
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Input, Select
from textual.worker import WorkerCancelled

from qualcode.codebooks.csv_files import CodebookRow
from qualcode.edits.clock import FixedClock
from qualcode.edits.codebook import ImportCodebook
from qualcode.edits.codings import AddCodings, NewCoding
from qualcode.edits.documents import ImportDocuments, Incoming, RemoveDocument
from qualcode.edits.participants import ImportParticipants
from qualcode.participants.consent import Consent
from qualcode.participants.files import ParticipantRow
from qualcode.project.journal import differences
from qualcode.project.project import Project
from qualcode.transcripts.sentences import sentence_spans
from qualcode.transcripts.span import Span
from qualcode.transcripts.transcript import Kind, Transcript, Turn
from qualcode.tui.app import QualcodeApp
from qualcode.tui.screens.place import Place
from qualcode.tui.widgets.form import Form
from tests.screens import golden
from tests.template import Template

S = TypeVar("S", bound=Screen[Any])

NOON = datetime(2026, 3, 12, 12, 0, tzinfo=timezone(timedelta(hours=0), "GMT"))

INTERVIEWS = {
    "garden": (
        "Interviewer: How did you hear of it?\n"
        "P01: It was a card on the board in the chemist’s. So I sent myself.\n"
        "Interviewer: And has it changed anything?\n"
        "P01: I sleep. That’s the short of it.\n"
    ),
    "workshop": (
        "Interviewer: Who told you?\n"
        "P02: Nobody told me. I read it in the paper, on a train.\n"
        "Interviewer: Did it help?\n"
        "P02: Not at first, and not for long.\n"
    ),
}
NOTE = "A card on the board again, [/then] half hidden.\n"

ROWS = (
    CodebookRow("", "Access", "1", "", "Access", "Whether people find it."),
    CodebookRow("", "Access", "1.1", "1", "Knowing what exists", "Whether people find out."),
    CodebookRow("", "Access", "1.2", "1", "Routes in", "How somebody came.", "They say who sent them."),
    CodebookRow("", "Evidence", "3", "", "Evidence"),
    CodebookRow("", "Evidence", "3.1", "3", "Benefit", "What changed."),
    CodebookRow("", "Evidence", "3.1.1", "3.1", "Sleep", "Sleeping better."),
)
CODED = (
    ("garden", "It was a card on the board in the chemist’s.", "1.1", False),
    ("garden", "So I sent myself.", "1.2", False),
    ("garden", "I sleep.", "3.1.1", False),
    ("workshop", "I read it in the paper", "1.1", False),
    ("workshop", "Nobody told me.", "1.1", True),
    ("note", "A card on the board again", "1.1", False),
)


@dataclass
class Study:
    """The study's file, and its ids: of documents by name, of codes by index."""

    path: Path
    clock: FixedClock
    documents: dict[str, str] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)

    def ask(self, sql: str, *params: object) -> list[tuple[object, ...]]:
        """What the closed study holds."""
        with Project.open(self.path, clock=self.clock, back_up=False) as project:
            return project.conn.execute(sql, params).fetchall()

    def remove(self, document: str) -> None:
        """Take a document out of the closed study."""
        with Project.open(self.path, clock=self.clock, back_up=False) as project:
            project.sign_in("Ana")
            project.make(RemoveDocument(self.documents[document]))

    def bring_in(self, kinds: Mapping[str, Kind]) -> None:
        """Bring more documents into the closed study, each of one short sentence."""
        with Project.open(self.path, clock=self.clock, back_up=False) as project:
            project.sign_in("Ana")
            found = [Transcript(name, f"Said in {name}.\n", (Turn(0, len(name) + 9),)) for name in kinds]
            project.make(ImportDocuments([Incoming(one, kinds[one.name], ()) for one in found]))
            self.documents = dict(project.conn.execute("SELECT name, id FROM document").fetchall())

    def code(self, *placed: tuple[str, str]) -> None:
        """Code the first word of documents of the closed study: their names, each with a code's index."""
        with Project.open(self.path, clock=self.clock, back_up=False) as project:
            project.sign_in("Ana")
            made = [NewCoding(self.documents[name], Span(0, 4), self.codes[index]) for name, index in placed]
            project.make(AddCodings(made))


def make_study(folder: Path, monkeypatch: pytest.MonkeyPatch, *, sentences: bool = False) -> Study:
    """Two interviews, a field note, six codes and six codings by Ana; what is random is the same every time.

    A turn stands for its sentences unless `sentences` are wanted.
    """
    path = folder / "study.qualcode"
    begun = _BEGUN[sentences].put(path)
    _draw_ids_from(deepcopy(begun.ids), monkeypatch)
    return Study(path, FixedClock(NOON), dict(begun.documents), dict(begun.codes))


@dataclass(frozen=True)
class _Begun:
    documents: dict[str, str]
    codes: dict[str, str]
    ids: random.Random


def _draw_ids_from(ids: random.Random, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qualcode.edits.ids.secrets", ids, raising=True)
    monkeypatch.setattr(random.Random, "randbits", random.Random.getrandbits, raising=False)


def _begin(path: Path, sentences: bool) -> _Begun:
    ids = random.Random(7)
    with pytest.MonkeyPatch.context() as patched:
        _draw_ids_from(ids, patched)
        with Project.create(path, "Allotments", clock=FixedClock(NOON)) as project:
            project.sign_in("Ana")
            project.make(ImportCodebook(ROWS, "small"))
            transcripts = [_transcript(name, text) for name, text in INTERVIEWS.items()]
            arriving = [
                Incoming(one, Kind.INTERVIEW, sentence_spans(one.text, one.turns) if sentences else ())
                for one in transcripts
            ]
            note = Transcript("note", NOTE, (Turn(0, len(NOTE) - 1),))
            project.make(ImportDocuments([*arriving, Incoming(note, Kind.FIELD_NOTE, ())]))
            documents = dict(project.conn.execute("SELECT name, id FROM document").fetchall())
            codes = dict(project.conn.execute("SELECT idx, id FROM code").fetchall())
            texts = {**INTERVIEWS, "note": NOTE}
            for name, words, index, against in CODED:
                start = texts[name].index(words)
                span = Span(start, start + len(words))
                project.make(AddCodings([NewCoding(documents[name], span, codes[index], against=against)]))
            people = [
                ParticipantRow("P01", Consent.QUOTE, words="“Use what I say.”", attributes={"role": "gardener"}),
                ParticipantRow("P02", Consent.TEAM_ONLY, attributes={"role": "joiner"}),
            ]
            project.make(ImportParticipants(people, {"role": True}))
    return _Begun(documents, codes, ids)


_BEGUN = {sentences: Template(partial(_begin, sentences=sentences)) for sentences in (False, True)}


def _transcript(name: str, text: str) -> Transcript:
    turns = []
    start = 0
    for line in text.splitlines(keepends=True):
        label, _, words = line.rstrip("\n").partition(": ")
        turns.append(Turn(start + len(label) + 2, start + len(label) + 2 + len(words), label))
        start += len(line)
    return Transcript(name, text, tuple(turns))


@asynccontextmanager
async def opened(study: Study, *keys: str, size: tuple[int, int] = (120, 40)) -> AsyncIterator[Pilot[None]]:
    """The application with the study open, after `keys`; when it is left, its history must give its tables."""
    app = QualcodeApp(study.path, coder="Ana", opener=lambda path: Project.open(path, clock=study.clock))
    app.animation_level = "none"
    try:
        async with app.run_test(size=size) as pilot:
            for _ in range(200):
                await pilot.pause()
                if app.lane.is_open and app.current_mode == "documents":
                    break
            await press(pilot, *keys)
            yield pilot
            await settle(pilot)
    finally:
        app.lane.shut()
    with Project.open(study.path, clock=study.clock, back_up=False) as project:
        assert differences(project.conn) == []


def screen_of(pilot: Pilot[None], kind: type[S]) -> S:
    """The screen, which must be of that kind."""
    screen = pilot.app.screen
    assert isinstance(screen, kind), f"{type(screen).__name__} is shown"
    return screen


_READING = {
    *("counting", "details", "place", "code", "look", "preview", "keep"),
    *("behind", "cell", "reach", "vocabulary"),
}


async def run(pilot: Pilot[None], command: str) -> None:
    """Do what the palette would do."""
    await screen_of(pilot, Place).run_command(command)
    await settle(pilot)


async def settle(pilot: Pilot[None]) -> None:
    """Wait until all that was asked of the study is done and drawn."""
    app = pilot.app
    assert isinstance(app, QualcodeApp)
    for _ in range(3):
        await pilot.pause()
        for worker in [worker for worker in app.workers if worker.group in _READING]:
            with suppress(WorkerCancelled):
                await worker.wait()
        await app.lane.call(lambda project: None)
    await pilot.pause()


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys one by one, each after what the one before did."""
    for key in keys:
        await pilot.press(key)
        await settle(pilot)


async def type_words(pilot: Pilot[None], words: str) -> None:
    """Type words into what has the focus."""
    named = {" ": "space", ".": "full_stop", "-": "minus"}
    await pilot.press(*(named.get(letter, letter) for letter in words))
    await settle(pilot)


async def fill_in(pilot: Pilot[None], **values: str) -> None:
    """Fill in fields of the form that is open, and go on."""
    form = pilot.app.screen.query_one(Form)
    for number, one in enumerate(form._fields):
        if one.name in values:
            field = form.query_one(f"#field-{number}")
            assert isinstance(field, Select | Input)
            field.value = values[one.name]
    form.save()
    await settle(pilot)
    await settle(pilot)


def screen_text(pilot: Pilot[None]) -> str:
    """What the screen shows, a line for each of its lines."""
    strips = pilot.app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips) + "\n"


def toasts(pilot: Pilot[None]) -> list[str]:
    """What was said in toasts, the last at the end."""
    return [f"{note.title} {note.message}".strip() for note in pilot.app._notifications]


def assert_golden(pilot: Pilot[None], name: str) -> None:
    """The screen must look as it did when somebody last looked at it."""
    golden.assert_golden(name, screen_text(pilot))
