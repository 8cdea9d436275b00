"""What is no study, or cannot be opened, gets a sentence and is left as it was."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database, Migrations

from qualcode.edits.clock import FixedClock
from qualcode.edits.study import ChangeStudy
from qualcode.problem import Problem
from qualcode.project import backup, connection, schema
from qualcode.project import project as project_module
from qualcode.project.connection import connect
from qualcode.project.finding import find_study
from qualcode.project.project import Project
from qualcode.project.schema import SCHEMA_VERSION


def made(path: Path, clock: FixedClock) -> Path:
    with Project.create(path, "Study", clock=clock) as project:
        project.sign_in("Ana")
        project.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path


def newer(path: Path, clock: FixedClock) -> None:
    conn = sqlite3.connect(made(path, clock))
    conn.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    conn.commit()
    conn.execute("PRAGMA journal_mode = DELETE")
    conn.close()


def foreign(path: Path, clock: FixedClock) -> None:
    conn = sqlite3.connect(path)
    conn.execute("CREATE TABLE something (else_ TEXT)")
    conn.close()


def empty(path: Path, clock: FixedClock) -> None:
    path.write_bytes(b"")


def text(path: Path, clock: FixedClock) -> None:
    path.write_text("P03: I sent myself.\n" * 400, encoding="utf-8")


def half(path: Path, clock: FixedClock) -> None:
    data = made(path, clock).read_bytes()
    path.write_bytes(data[: len(data) // 8 // 4096 * 4096 + 100])


def ended_in_the_header(path: Path, clock: FixedClock) -> None:
    path.write_bytes(made(path, clock).read_bytes()[:50])


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (newer, "was made by a newer qualcode"),
        (foreign, "is not a qualcode study"),
        (empty, "is not a qualcode study"),
        (text, "is damaged or not a study"),
        (half, "is damaged"),
        (ended_in_the_header, "is damaged|is not a qualcode study"),
    ],
)
def test_what_is_no_study_is_refused_with_a_sentence_and_left_as_it_was(
    tmp_path: Path, clock: FixedClock, make: Callable[[Path, FixedClock], None], sentence: str
) -> None:
    path = tmp_path / "other.qualcode"
    make(path, clock)
    before = path.read_bytes()
    with pytest.raises(Problem, match=sentence) as told:
        Project.open(path, clock=clock)
    assert told.value.remedy
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir() if file != path and file.is_file()] == []


def test_a_missing_study_and_a_folder_are_sentences(tmp_path: Path) -> None:
    with pytest.raises(Problem, match=r"There is no study at gone\.qualcode"):
        Project.open(tmp_path / "gone.qualcode")
    with pytest.raises(Problem, match="There is no study at"):
        Project.open(tmp_path)
    assert list(tmp_path.glob("*.qualcode*")) == []


def test_a_folder_with_several_studies_asks_which(tmp_path: Path, clock: FixedClock) -> None:
    made(tmp_path / "one.qualcode", clock)
    assert find_study(tmp_path) == tmp_path / "one.qualcode"
    assert find_study(tmp_path / "one") == tmp_path / "one.qualcode"
    made(tmp_path / "two.qualcode", clock)
    with pytest.raises(Problem, match="several studies"):
        find_study(tmp_path)


def test_a_change_of_form_that_fails_at_its_end_leaves_the_file_as_it_was(
    tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = made(tmp_path / "study.qualcode", clock)
    with connected(path) as conn:
        tables = set(conn.execute("SELECT name, sql FROM sqlite_master"))
    whole = schema.migrations

    def with_one_that_fails() -> Migrations:
        steps = whole()

        @steps(name="2027-01-01 fails at its end")
        def second(db: Database) -> None:
            for statement in schema.statements("CREATE TABLE half (words TEXT);\nDROP TABLE pin;\n"):
                db.execute(statement)
            db.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
            db.execute("SELECT nothing FROM nowhere")

        return steps

    monkeypatch.setattr(schema, "migrations", with_one_that_fails)
    for module in (connection, project_module):
        monkeypatch.setattr(module, "SCHEMA_VERSION", SCHEMA_VERSION + 1)
    with pytest.raises(Problem):
        Project.open(path, clock=clock)
    monkeypatch.undo()
    with connected(path) as conn:
        assert set(conn.execute("SELECT name, sql FROM sqlite_master")) == tables
        assert conn.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)
    assert [copy.name for copy in backup.backups(path)] == ["2026-03-12T120000-before-change.qualcode"]
    Project.open(path, clock=clock).close()


def connected(path: Path) -> closing[sqlite3.Connection]:
    return closing(sqlite3.connect(path))


def test_a_study_that_was_not_closed_opens_for_reading_with_all_that_was_acknowledged(
    tmp_path: Path, clock: FixedClock
) -> None:
    path = made(tmp_path / "open.qualcode", clock)
    copy = tmp_path / "copy.qualcode"
    with Project.open(path, clock=clock) as project:
        project.make(ChangeStudy({"title": "Changed"}))
        for end in ("", "-wal"):
            # In another process: opening the file in this one would drop SQLite's lock on it.
            copies = "import shutil, sys; shutil.copyfile(sys.argv[1], sys.argv[2])"
            subprocess.run([sys.executable, "-c", copies, f"{path}{end}", f"{copy}{end}"], check=True)
    with Project(connect(copy, read_only=True), copy, clock, read_only=True) as project:
        assert project.title == "Changed"


def test_a_study_opened_for_reading_shows_everything_and_takes_nothing(tmp_path: Path, clock: FixedClock) -> None:
    path = made(tmp_path / "study.qualcode", clock)
    before = path.read_bytes()
    with Project(connect(path, read_only=True), path, clock, read_only=True) as project:
        assert project.title == "Study"
        project.sign_in("Ana")
        project.sign_in("Nobody yet")
        with pytest.raises(Problem, match="for reading only"):
            project.make(ChangeStudy({"title": "Other"}))
    assert path.read_bytes() == before


@pytest.mark.skipif(os.name == "nt" or os.getuid() != 0, reason="shown as another user, whom only root can be")
def test_somebody_who_may_not_write_there_reads(tmp_path: Path, clock: FixedClock) -> None:
    path = made(tmp_path / "study.qualcode", clock)
    for place in [tmp_path, *list(tmp_path.parents)[:3]]:
        place.chmod(0o755)
    reads = (
        "import os, sys, urllib.parse, sqlite_utils; from pathlib import Path\n"
        "from qualcode.project.project import Project\n"
        "sqlite_utils.Database(memory=True).close(); os.setuid(65534)\n"
        "with Project.open(Path(sys.argv[1])) as project: print(project.title, project.read_only)"
    )
    done = subprocess.run([sys.executable, "-c", reads, str(path)], capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "Study True", done.stderr
    assert [file.name for file in tmp_path.iterdir() if file.is_file()] == [path.name]
