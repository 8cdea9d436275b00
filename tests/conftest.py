"""What every test may use: a study of its own, a fixed clock, and the standing check after it."""

from __future__ import annotations

import gc
import itertools
import os
import sqlite3
import sys
from collections.abc import Callable, Generator, Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from sqlite_utils import Database

from qualcode.analysis.documents import open_document
from qualcode.codebooks.csv_files import CodebookRow
from qualcode.edits.clock import FixedClock
from qualcode.edits.codebook import ImportCodebook
from qualcode.edits.codings import AddCodings, NewCoding
from qualcode.edits.documents import ImportDocuments, Incoming
from qualcode.edits.study import AddCoder
from qualcode.project import connection
from qualcode.project.beginning import begin_demo
from qualcode.project.journal import differences
from qualcode.project.project import Project
from qualcode.project.schema import migrate
from qualcode.transcripts.span import Span
from qualcode.transcripts.transcript import Kind, Transcript, Turn
from tests.template import Template

# Where nothing compiled is kept, each worker compiles all tests anew, 10 s of a core, and each program that a test
# starts the whole of qualcode.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

settings.register_profile("ci", derandomize=True, deadline=None, max_examples=40)
settings.register_profile("long", deadline=None, max_examples=2000, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


def pytest_xdist_auto_num_workers() -> int:
    """Half as many workers again as cores: now and then a test waits for a thread, a timer or a program."""
    return max(2, (os.cpu_count() or 1) * 3 // 2)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Look for rubbish as seldom as the application does, and never in what was read before the first test."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.set_threshold(100_000, 20, 20)
        gc.enable()


_TESTS_BETWEEN = 32  # two looks for what could not be let go at once
_tests_run = itertools.count(1)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol() -> Generator[None, object, object]:
    """Let go what a test leaves while the processor has it at hand: later it takes twice as long."""
    done = yield
    gc.collect(0 if next(_tests_run) % _TESTS_BETWEEN else 1)
    return done


_prepare = connection._prepare


def _prepare_unsynced(conn: sqlite3.Connection) -> None:
    _prepare(conn)
    conn.execute("PRAGMA synchronous = OFF")


@pytest.fixture(scope="session", autouse=True)
def no_waiting_for_the_disk() -> Iterator[None]:
    """Studies that no power cut can reach are not forced onto the disk: it took longer than the tests themselves."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(connection, "_prepare", _prepare_unsynced)
        patched.setattr(os, "fsync", lambda file: None)
        yield


class _EmptyForm:
    """The tables of a new study, which `migrate` makes once in a run; each other new study gets a copy of them."""

    def __init__(self) -> None:
        self._kept: sqlite3.Connection | None = None

    def put(self, db: Database) -> None:
        """Do what `migrate` does, to a file without tables by copying."""
        if db.conn.execute("SELECT count(*) FROM sqlite_master").fetchone() != (0,):
            migrate(db)
        elif self._kept is None:
            migrate(db)
            self._kept = sqlite3.connect(":memory:", check_same_thread=False)
            db.conn.backup(self._kept)
        else:
            (application,) = db.conn.execute("PRAGMA application_id").fetchone()
            self._kept.backup(db.conn)
            db.conn.execute(f"PRAGMA application_id = {application}")

    def close(self) -> None:
        """Let go of the tables kept."""
        if self._kept is not None:
            self._kept.close()


@pytest.fixture(scope="session", autouse=True)
def tables_made_once() -> Iterator[None]:
    """New studies begin with a copy of the tables; how these are made, older files show in `test_migrations`."""
    form = _EmptyForm()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("qualcode.project.project.migrate", form.put)
        yield
    form.close()


NOON = datetime(2026, 3, 12, 12, 0, tzinfo=timezone(timedelta(hours=0), "GMT"))


@pytest.fixture(autouse=True)
def own_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads or writes this machine's settings and logs."""
    monkeypatch.setenv("QUALCODE_CONFIG", str(tmp_path.parent / f"{tmp_path.name}-config"))
    monkeypatch.setenv("QUALCODE_LOGS", str(tmp_path / "logs"))
    monkeypatch.setenv("QUALCODE_KEYS", str(tmp_path.parent / f"{tmp_path.name}-keys"))


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOON)


def _empty(path: Path) -> None:
    with Project.create(path, "Study", clock=FixedClock(NOON)) as project:
        project.sign_in("Ana")


EMPTY = Template(_empty)


@pytest.fixture
def project(tmp_path: Path, clock: FixedClock) -> Iterator[Project]:
    """An empty study in which Ana codes; afterwards, reopened, its history must give exactly its tables.

    A test may close it.
    """
    path = tmp_path / "study.qualcode"
    EMPTY.put(path)
    with Project.open(path, clock=clock, back_up=False) as opened:
        opened.sign_in("Ana")
        yield opened
    with Project.open(opened.path, clock=clock, back_up=False) as again:
        assert differences(again.conn) == []


WORDS = (
    "Interviewer: How did you come to hear about the group?\n"
    "P03: I didn’t, not for years. It was a card on the board in the chemist’s. 👩‍👩‍👧 So I sent myself.\n"
    "Interviewer: And has it changed anything?\n"
    "P03: I sleep. That’s the short of it.\n"
)


def transcript_of(text: str = WORDS, name: str = "P03 interview") -> Transcript:
    """A transcript with a turn for each `Label: words` line, and for each line without a label."""
    turns = []
    start = 0
    for line in text.splitlines(keepends=True):
        label, colon, words = line.rstrip("\n").partition(": ") if ": " in line else ("", "", line.rstrip("\n"))
        begins = start + len(label) + len(colon)
        turns.append(Turn(begins, begins + len(words), label or None))
        start += len(line)
    return Transcript(name, text, tuple(turns))


@pytest.fixture
def bring_in(project: Project) -> Callable[..., str]:
    """Import a text as a document; gives its id."""

    def bring(text: str = WORDS, name: str = "P03 interview", kind: Kind = Kind.INTERVIEW) -> str:
        edit = ImportDocuments([Incoming(transcript_of(text, name), kind, ())])
        project.make(edit)
        return edit.imported[0]

    return bring


@pytest.fixture
def codes(project: Project) -> dict[str, str]:
    """Two areas with two codes each; gives ids by index."""
    rows = [
        CodebookRow("", "Access", "1", "", "Access"),
        CodebookRow("", "Access", "1.1", "1", "Knowing what exists", "Whether people find out."),
        CodebookRow("", "Access", "1.2", "1", "Routes in", "How somebody came."),
        CodebookRow("", "Evidence", "3", "", "Evidence"),
        CodebookRow("", "Evidence", "3.1", "3", "Benefit", "What changed."),
        CodebookRow("", "Evidence", "3.1.1", "3.1", "Sleep", "Sleeping better."),
    ]
    project.make(ImportCodebook(rows, "small"))
    return dict(project.conn.execute("SELECT idx, id FROM code").fetchall())


def span_of(text: str, words: str) -> Span:
    """Where words first stand in a text."""
    start = text.index(words)
    return Span(start, start + len(words))


@pytest.fixture(scope="session")
def real_files() -> Path:
    """The folder of real files, where there is one."""
    named = os.environ.get("QUALCODE_REAL_FILES")
    if not named:
        pytest.skip("QUALCODE_REAL_FILES names no folder of real files")
    return Path(named)


@pytest.fixture(scope="session")
def finished_demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's study, made once in a run, to be read; who changes or opens it takes a copy."""
    return begin_demo(tmp_path_factory.mktemp("demo"))


@pytest.fixture
def code_it(project: Project, codes: dict[str, str]) -> Callable[..., str]:
    """Code words of a document with the code of an index number, as one coder or the one signed in; gives the id."""

    def code(document_id: str, words: str, index: str, coder: str | None = None, *, against: bool = False) -> str:
        document = open_document(project.conn, document_id)
        assert document is not None
        coder_id = None
        if coder is not None:
            edit = AddCoder(coder, project.study_id)
            project.make(edit)
            coder_id = edit.id
        coding = NewCoding(document_id, span_of(document.text, words), codes[index], coder_id, against)
        project.make(AddCodings([coding]))
        return coding.id

    return code
