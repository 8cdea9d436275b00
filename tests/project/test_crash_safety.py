"""Nothing acknowledged is lost, whenever the program is killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from qualcode.edits.clock import FixedClock
from qualcode.problem import Problem
from qualcode.project.beginning import begin_demo
from qualcode.project.connection import connect
from qualcode.project.finding import find_study
from qualcode.project.journal import differences
from qualcode.project.project import Project

CODES = """
import itertools, sys
from pathlib import Path
from qualcode.edits.codings import AddCodings, NewCoding
from qualcode.project.project import Project
from qualcode.transcripts.span import Span

project = Project.open(Path(sys.argv[1]), back_up=False)
project.sign_in("Ana")
document, length = project.conn.execute(
    "SELECT d.id, length(t.words) FROM document d JOIN text_version v ON v.id = d.version_id "
    "JOIN text t ON t.sha256 = v.sha256"
).fetchone()
code = project.conn.execute("SELECT id FROM code WHERE NOT is_area").fetchone()[0]
for number in itertools.count(int(sys.argv[2])):
    start, stop = number // length % length, number % length
    if start >= stop:
        continue
    new = NewCoding(document, Span(start, stop), code)
    project.make(AddCodings([new]))
    print(new.id, flush=True)
"""

killing = pytest.mark.skipif(os.name == "nt", reason="Windows has no kill -9")


@killing
def test_every_acknowledged_coding_outlives_kill_9(
    project: Project, bring_in: Callable[..., str], codes: dict[str, str], clock: FixedClock
) -> None:
    bring_in()
    path = project.path
    project.close()
    acknowledged: list[str] = []
    for killed in range(1, 9):
        command = [sys.executable, "-c", CODES, str(path), str(1000 * killed)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            lines = [process.stdout.readline() for _ in range(7 * killed)]  # another moment each time
            process.send_signal(signal.SIGKILL)
            lines += process.stdout.readlines()
        acknowledged += [line.strip() for line in lines if line.endswith("\n")]
        with Project.open(path, clock=clock, back_up=False) as again:
            held = {row[0] for row in again.conn.execute("SELECT id FROM coding_seen")}
            assert set(acknowledged) <= held
            assert len(held) <= len(acknowledged) + killed  # at most one was on disk and not yet shown
            assert differences(again.conn) == []
            assert again.conn.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert len(acknowledged) >= 7 * 36


DEMO = """
import os, signal, sys
from pathlib import Path
from qualcode.project import beginning, project
from qualcode.project.beginning import begin_demo

steps = int(sys.argv[2])
make = project.Project.make

def counted(self, edit):
    global steps
    steps -= 1
    if steps < 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return make(self, edit)

project.Project.make = counted
begin_demo(Path(sys.argv[1]))
"""


@killing
@pytest.mark.parametrize("steps", [0, 1, 3, 6])
def test_a_demo_killed_halfway_leaves_no_half_study_and_the_next_one_is_whole(tmp_path: Path, steps: int) -> None:
    folder = tmp_path / "demo"
    done = subprocess.run([sys.executable, "-c", DEMO, str(folder), str(steps)], check=False)
    assert done.returncode == -signal.SIGKILL
    with pytest.raises(Problem, match="no study in this folder"):
        find_study(folder)
    path = begin_demo(folder)
    with Project.open(path, back_up=False) as project:
        assert project.conn.execute("SELECT count(*) FROM coding_seen").fetchone()[0] >= 120
    assert [file.name for file in folder.iterdir() if "making" in file.name] == []


def test_half_a_copied_transcript_is_copied_again(tmp_path: Path) -> None:
    begin_demo(tmp_path / "whole")
    folder = tmp_path / "half"
    (folder / "transcripts").mkdir(parents=True)
    name = "01-face-to-face-group.txt"
    (folder / "transcripts" / f".{name}.part").write_bytes(b"Half")
    begin_demo(folder)
    assert (folder / "transcripts" / name).read_bytes() == (tmp_path / "whole" / "transcripts" / name).read_bytes()


def test_a_study_stopped_before_it_was_begun_is_refused_with_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "half.qualcode"
    connect(path, create=True).close()
    with pytest.raises(Problem, match="never finished"):
        Project.open(path)


def test_a_study_that_cannot_be_begun_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise Problem("No.")

    monkeypatch.setattr(Project, "make", fails)
    with pytest.raises(Problem, match=r"No\."):
        Project.create(tmp_path / "new.qualcode", "New")
    assert list(tmp_path.glob("*.qualcode*")) == []
