"""A name on the list is printed by no command, in no form, and stands in no file that a command writes."""

from __future__ import annotations

import ast
import json
import os
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from qualcode.analysis.documents import documents
from qualcode.analysis.verbatims import verbatim
from qualcode.edits.clock import FixedClock
from qualcode.exports.choices import ReportChoices
from qualcode.exports.gather import report
from qualcode.exports.writing import write
from qualcode.participants.disclosure import Audience, clear
from qualcode.project.project import Project
from qualcode.transcripts.span import Span
from tests.conftest import NOON
from tests.study_of_names import NAME, SHOWN, make
from tests.template import Folders

Run = Callable[..., Any]
CLI = Path(__file__).parents[2] / "qualcode" / "cli"

TABLES = (
    ("documents",),
    ("documents", "paper"),
    ("participants",),
    ("excerpts", "1"),
    ("codes",),
    ("history",),
    ("speakers",),
    ("survey", "list"),
    ("survey", "questions"),
    ("survey", "answers", "Q3"),
    ("survey", "counts", "Q1"),
)


_BEGUN = Folders()


@pytest.fixture
def study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The study's file; its folder is the one stood in."""
    folder, keys = tmp_path / "study", Path(os.environ["QUALCODE_KEYS"])
    if _BEGUN:
        _BEGUN.put(folder, keys)
    else:
        folder.mkdir()
        make(folder, FixedClock(NOON))
        _BEGUN.keep(folder, keys)
    monkeypatch.chdir(folder)
    (path,) = folder.glob("*.qualcode")
    return path


def holds(words: str) -> bool:
    return NAME.casefold() in words.casefold()


def test_every_command_speaks_through_the_one_door() -> None:
    speaking = set()
    for module in CLI.glob("*.py"):
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in ("click.echo", "click.secho", "print"):
                speaking.add(module.name)
    assert speaking == {"saying.py"}


@pytest.mark.parametrize("form", [(), ("--json",), ("--csv",)], ids=["table", "json", "csv"])
@pytest.mark.parametrize("command", TABLES, ids=" ".join)
def test_no_table_shows_a_name(run: Run, study: Path, command: tuple[str, ...], form: tuple[str, ...]) -> None:
    done = run(*command, *form)
    assert done.status == 0, done.err
    assert SHOWN in done.out
    assert not holds(done.out + done.err)
    if form == ("--json",):
        json.loads(done.out)


@pytest.fixture
def without_list(study: Path) -> None:
    """The key file is away: the study knows its names by marks alone."""
    (key,) = Path(os.environ["QUALCODE_KEYS"]).glob("*.json")
    key.unlink()


@pytest.mark.usefixtures("without_list")
@pytest.mark.parametrize("command", [*TABLES, ("essay", "list"), ("memos",), ("together",)], ids=" ".join)
def test_no_table_shows_a_name_where_the_list_is_missing(run: Run, study: Path, command: tuple[str, ...]) -> None:
    done = run(*command)
    assert done.out
    assert not holds(done.out + done.err)


@pytest.mark.usefixtures("without_list")
def test_a_report_for_the_team_holds_no_name_where_the_list_is_missing_and_says_what_was_not_looked_for(
    run: Run, study: Path, tmp_path: Path
) -> None:
    done = run("export", "report", "--to", tmp_path / "report.docx")
    assert done.status == 0, done.err
    assert NAME.casefold().encode() not in contents(tmp_path / "report.docx").lower()
    assert "could not be run as it should: the whole list of names of this study is not on" in " ".join(
        done.out.split()
    )
    outside = run("export", "report", "--to", tmp_path / "outside.docx", "--outside")
    assert outside.status == 1
    assert not (tmp_path / "outside.docx").exists()


@pytest.mark.parametrize(
    "command",
    [
        ("code", "interview", "1.2", "--words", "I slept.", "--as", "Ana"),
        ("undo", "--as", "Ana"),
        ("sample", "--answers", "2", "--seed", "7"),
        ("text", "fix", "interview", "I slept", "I rested", "--as", "Ana"),
        ("documents", "interview", "--state", "read", "--as", "Ana"),
        ("code", "i", "1.2", "--words", "e", "--as", "Ana"),
        ("documents", "e"),
        ("words", "1", "--all"),
        ("words", "1", "--pairs", "--least", "1"),
        ("words", "1.1", "--find", "card"),
        ("together", "--square"),
        ("sampling", "show", "Town"),
        ("sampling", "set", "1", f"Town={NAME} town", "--as", "Ana"),
    ],
    ids=lambda command: " ".join(command[:3]),
)
def test_nothing_that_a_command_says_holds_a_name(run: Run, study: Path, command: tuple[str, ...]) -> None:
    done = run(*command)
    assert done.out + done.err
    assert not holds(done.out + done.err)


def contents(path: Path) -> bytes:
    """All that a written file holds, unpacked."""
    if not zipfile.is_zipfile(path):
        return path.read_bytes()
    with zipfile.ZipFile(path) as package:
        return b"\n".join(part.encode() + package.read(part) for part in package.namelist())


@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize("suffix", [".docx", ".md"])
def test_no_report_holds_a_name(study: Path, tmp_path: Path, suffix: str, audience: Audience) -> None:
    choices = ReportChoices(audience=audience, questions=True, memos=audience is Audience.TEAM, coder_names=True)
    with Project.open(study, back_up=False) as project:
        value = project.read_copy(report, choices, datetime(2026, 3, 12, 12).astimezone())
    written = write(value, tmp_path / f"report{suffix}")
    for path in written.paths:
        assert NAME.casefold().encode() not in contents(path).lower()
    assert SHOWN.encode() in contents(written.paths[0])


def test_the_usual_name_of_a_report_is_without_it_and_no_other_goes(run: Run, study: Path, tmp_path: Path) -> None:
    assert run("export", "report").status == 0
    (file,) = (study.parent / "exports").iterdir()
    assert SHOWN in file.name
    assert not holds(file.name)
    refused = run("export", "report", "--to", tmp_path / f"For {NAME}.docx")
    assert refused.status == 1
    assert not (tmp_path / f"For {NAME}.docx").exists()


def test_the_codebook_that_is_written_out_holds_no_name(run: Run, study: Path, tmp_path: Path) -> None:
    assert run("codes", "--to", tmp_path / "codes.csv").status == 0
    written = (tmp_path / "codes.csv").read_text(encoding="utf-8-sig")
    assert SHOWN in written
    assert not holds(written)


def test_what_is_copied_holds_no_name(study: Path) -> None:
    with Project.open(study, back_up=False) as project:
        (first, *_) = documents(project.conn)
        words = verbatim(project.conn, first.id, Span(0, 80))
        cleared = clear([words], Audience.TEAM, on=NOON.date(), names=project.names).cleared
    assert cleared
    assert SHOWN in cleared[0].text
    assert not holds(cleared[0].text)
