"""`qualcode demo`: a finished study to look round in, whenever and from wherever it is called."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from qualcode import sample

Run = Callable[..., Any]


def test_the_demo_makes_its_study_and_report_and_a_second_run_goes_on(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    first = run("demo", "--no-open")
    assert first.status == 0
    assert "Its report: " in first.out
    report = tmp_path / "qualcode-demo" / "exports" / "peer-support-themed-excerpts.docx"
    assert report.stat().st_size > 20_000
    monkeypatch.chdir(tmp_path / "qualcode-demo")
    assert run("code", "gp", "1.2", "--turn", "2", "--as", "Ana").status == 0
    held = len(json.loads(run("history", "--json").out))
    monkeypatch.chdir(tmp_path)
    assert run("demo", "--no-open").out == first.out
    monkeypatch.chdir(tmp_path / "qualcode-demo")
    assert len(json.loads(run("history", "--json").out)) == held
    assert run("doctor").status == 0


def test_the_demo_refuses_the_programs_own_folders(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    here = Path.cwd()
    for place in (sample.folder(), sample.folder() / "exports"):
        os.chdir(place)
        try:
            done = run("demo", ".", "--no-open")
        finally:
            os.chdir(here)
        assert done.status == 1
        assert done.err.splitlines()[0] == "The demo cannot live inside the program's own folders."


def test_a_demo_in_a_place_that_is_a_file_is_a_sentence(run: Run, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("", encoding="utf-8")
    done = run("demo", tmp_path / "taken" / "below", "--no-open")
    assert (done.status, "cannot be put in" in done.err) == (1, True)
