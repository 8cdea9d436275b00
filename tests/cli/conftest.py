"""The command line run through its own door, in a study's folder."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from qualcode.cli import main
from tests.template import Folders

INTERVIEW = """Interviewer: How did you come to hear about the group?
P03: I didn’t, not for years. It was a card on the board in the chemist’s. So I sent myself.
Interviewer: And has it changed anything?
P03: I sleep. That’s the short of it.
"""


@dataclass(frozen=True)
class Ran:
    """What a command printed, and its exit status."""

    out: str
    err: str
    status: int


Run = Callable[..., Ran]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run `qualcode` with arguments, standard input closed; gives what it printed."""

    def call(*arguments: object) -> Ran:
        monkeypatch.setattr(sys, "argv", ["qualcode", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", io.StringIO())
        status = 0
        try:
            main()
        except SystemExit as ended:
            status = int(ended.code or 0)
        printed = capsys.readouterr()
        return Ran(printed.out, printed.err, status)

    return call


_BEGUN = Folders()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> Path:
    """A study's folder, stood in, with a codebook, an interview and one coding by Ana."""
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.setenv("QUALCODE_CONFIG", str(tmp_path / "config"))  # kept with the study: it knows who codes there
    place = tmp_path / "study"
    if not _BEGUN:
        assert run("new", "Peer support", "--folder", place, "--peer-support").status == 0
        (place / "transcripts" / "garden group.txt").write_text(INTERVIEW, encoding="utf-8")
        monkeypatch.chdir(place)
        assert run("import", "--as", "Ana").status == 0
        assert run("code", "garden", "1.2", "--words", "So I sent myself.").status == 0
        _BEGUN.keep(tmp_path)
        return place
    _BEGUN.put(tmp_path)
    monkeypatch.chdir(place)
    return place
