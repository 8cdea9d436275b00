"""One process at a time has a study, and nothing it does lets another in."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from qualcode.codebooks.csv_files import read_csv
from qualcode.edits.clock import FixedClock
from qualcode.exports.choices import ReportChoices
from qualcode.exports.gather import report
from qualcode.exports.writing import write
from qualcode.participants import files as participant_files
from qualcode.problem import Problem
from qualcode.project import backup, lock
from qualcode.project.doctor import sync_warning
from qualcode.project.finding import find_study
from qualcode.project.importing import read_sources, sources
from qualcode.project.placing import read_placements
from qualcode.project.project import Project
from qualcode.transcripts.importers import files_in

OPENS = """
import sys
from pathlib import Path
from qualcode.problem import Problem
from qualcode.project.project import Project
try:
    Project.open(Path(sys.argv[1])).close()
except Problem as problem:
    print(problem)
else:
    print("opened")
"""


def what_another_process_gets(path: Path) -> str:
    done = subprocess.run([sys.executable, "-c", OPENS, str(path)], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_a_second_process_is_told_at_once_who_has_the_study(project: Project) -> None:
    told = what_another_process_gets(project.path)
    assert told.startswith("This study is open elsewhere.")
    assert "has it open on" in told
    assert "since 12 March, 12:00" in told
    project.close()
    assert what_another_process_gets(project.path) == "opened"


def test_a_note_left_by_a_crash_locks_nobody_out(project: Project, clock: FixedClock) -> None:
    project.close()
    lock.write_note(project.path, clock.now())
    assert what_another_process_gets(project.path) == "opened"


def test_a_damaged_or_hostile_note_is_still_a_sentence(project: Project) -> None:
    note = project.path.with_name(project.path.name + "-lock")
    note.write_text('{"who": "\\u001b]0;x\\u0007", "machine": "m", "since": "2026-03-12T12:00"}')
    assert "\x1b" not in lock.holder(project.path)
    note.write_bytes(b"\xff{")
    assert lock.holder(project.path) == "Another window or program has it open."


def test_nothing_this_process_does_beside_the_study_lets_a_second_one_in(
    project: Project, bring_in: Callable[..., str], code_it: Callable[..., str]
) -> None:
    """On Linux and macOS, closing any other descriptor of the file would drop SQLite's lock on it."""
    code_it(bring_in(), "I sleep.", "3.1.1")
    folder, path = project.path.parent, project.path
    (folder / "one.txt").write_text("P03: A word.\n", encoding="utf-8")
    assert files_in(folder) == [folder / "one.txt"]
    assert find_study(folder) == find_study(path) == path
    assert read_sources(sources([folder])).problems == []
    for beside in (path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-lock")):
        ((_, problem),) = read_sources([beside]).problems
        assert "belongs to a study" in str(problem)
        for reader in (read_csv, participant_files.read_csv, read_placements):
            with pytest.raises(Problem, match="belongs to a study"):
                reader(beside)
    assert project.back_up_if_changed() is not None
    assert len(backup.backups(path)) == 1
    assert sync_warning(path) is None
    lock.write_note(path, project.clock.now())
    assert "has it open" in lock.holder(path)
    for file in ("report.docx", "report.md"):
        write(project.read_copy(report, ReportChoices(), datetime.now().astimezone()), folder / file)
    with pytest.raises(Problem, match="is there already"):
        Project.create(path, "Another")
    with pytest.raises(Problem, match="open elsewhere"):
        Project.open(path)
    assert what_another_process_gets(path).startswith("This study is open elsewhere.")
    bring_in("P09: The last word.\n", "Later")
