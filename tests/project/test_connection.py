"""What is asked of SQLite when a study is opened, and what opening does without."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

# As it is before `tests/conftest.py` takes the waiting out of it for all other tests.
from qualcode.project.connection import _prepare
from qualcode.project.project import Project

LOADED = (
    "import sys; from pathlib import Path; from qualcode.project.project import Project\n"
    "with Project.open(Path(sys.argv[1]), back_up=False) as project:\n"
    "    project.sign_in('Ana')\n"
    "    print('sqlite_utils' in sys.modules, project.title)\n"
)


def test_what_was_acknowledged_is_on_the_disk_and_what_was_removed_is_not(tmp_path: Path) -> None:
    conn = sqlite3.connect(tmp_path / "study.qualcode", isolation_level=None)
    _prepare(conn)
    wanted = {"journal_mode": "wal", "synchronous": 2, "secure_delete": 1}
    assert {name: conn.execute(f"PRAGMA {name}").fetchone()[0] for name in wanted} == wanted
    conn.close()


def test_a_study_of_today_is_opened_without_what_only_edits_need(project: Project) -> None:
    project.close()
    command = [sys.executable, "-c", LOADED, str(project.path)]
    told = subprocess.run(command, capture_output=True, text=True, check=True)
    assert told.stdout.split() == ["False", "Study"]
