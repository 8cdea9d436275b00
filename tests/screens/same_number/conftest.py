"""The studies whose numbers are held against one another, a copy of each to ask, and the command line."""

from __future__ import annotations

import json
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from qualcode.analysis.naming import StudyConnection
from qualcode.cli import main
from qualcode.edits.codings import AddCodings, NewCoding
from qualcode.edits.documents import ImportDocuments, Incoming
from qualcode.project.project import Project
from qualcode.transcripts.transcript import Kind
from tests.conftest import span_of, transcript_of
from tests.screens.real_study import make_real_study
from tests.screens.same_number.held import Command


@pytest.fixture(scope="package", params=["sample", "real"])
def path(request: pytest.FixtureRequest, finished_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample study, and one of real interviews."""
    folder = tmp_path_factory.mktemp(request.param)
    if request.param == "sample":
        return _doubted(Path(shutil.copy(finished_demo, folder)))
    return make_real_study(request.getfixturevalue("real_files"), folder / "real.qualcode")


def _doubted(path: Path) -> Path:
    """The same study with what goes against two codes said by nobody labelled, and by an interviewer."""
    words = "Nobody ever came.\nNobody asked, either.\nInterviewer: It was no use at all, then?\n"
    with Project.open(path, back_up=False) as project:
        project.sign_in("Ana")
        brought = ImportDocuments([Incoming(transcript_of(words, "Tape without labels"), Kind.INTERVIEW, ())])
        project.make(brought)
        (document,) = brought.imported
        # One that participants are coded with, too, and one that nothing else is under.
        rows = project.conn.execute(
            "SELECT c.id FROM code c LEFT JOIN coding_counted k ON k.code_id = c.id "
            "WHERE c.parent_id IS NOT NULL GROUP BY c.id ORDER BY count(k.id) DESC, c.idx"
        ).fetchall()
        most, least = rows[0][0], rows[-1][0]
        doubts = (("Nobody ever came.", most), ("It was no use at all", most), ("Nobody asked, either.", least))
        made = [NewCoding(document, span_of(words, said), code, against=True) for said, code in doubts]
        project.make(AddCodings(made))
    return path


@pytest.fixture(scope="package")
def conn(path: Path) -> Iterator[sqlite3.Connection]:
    """A copy of the study, as the application keeps the file to itself."""
    held = sqlite3.connect(":memory:", factory=StudyConnection)
    source = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    source.backup(held)
    source.close()
    yield held
    held.close()


@pytest.fixture
def command(path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Command:
    """What a command prints as JSON about the study."""

    def run(*arguments: str) -> list[dict[str, Any]]:
        monkeypatch.setattr(sys, "argv", ["qualcode", *arguments, "--json", "--study", str(path)])
        try:
            main()
        except SystemExit as ended:
            assert not ended.code, capsys.readouterr().err
        found: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
        return found

    return run
