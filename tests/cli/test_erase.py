"""`qualcode erase`: says what goes, asks twice, and leaves no byte."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from qualcode.cli import main

Run = Callable[..., Any]

TALK = "Interviewer: Who?\nP03: The purple caravan belonged to nobody in our family, ever. I slept.\n"
OTHER = "Interviewer: Who?\nP04: My sister told me about the card in the window.\n"


@pytest.fixture
def study(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A study with two interviews, which was exported once; its folder is the one stood in."""
    monkeypatch.chdir(tmp_path)
    assert run("new", "Study", "--folder", "study", "--peer-support").status == 0
    folder = tmp_path / "study"
    for name, words in (("P03", TALK), ("P04", OTHER)):
        (folder / "transcripts" / f"{name}.txt").write_text(words, encoding="utf-8")
    monkeypatch.chdir(folder)
    assert run("import", "transcripts", "--as", "Ana").status == 0
    exported = "He said: the purple caravan belonged to nobody in our family, ever.\n"
    (folder / "exports").mkdir(exist_ok=True)
    (folder / "exports" / "essay.txt").write_text(exported, encoding="utf-8")
    (folder / "exports" / "other.txt").write_text("About the card in the window.\n", encoding="utf-8")
    return folder


def _kept(study: Path) -> list[Path]:
    kept = [file for file in study.rglob("*") if file.is_file() and "qualcode" in str(file.relative_to(study))]
    assert kept
    return kept


def test_without_a_yes_it_says_what_goes_and_changes_nothing(run: Run, study: Path) -> None:
    before = run("history").out
    done = run("erase", "p03", "--as", "Ana")
    assert done.status == 1
    assert "Nothing was changed" in done.err
    assert "1 document in which nobody else takes part" in done.out
    assert "essay.txt" in done.out
    assert "other.txt" not in done.out
    assert run("history").out == before


def test_with_a_yes_no_byte_is_left_and_others_stay(run: Run, study: Path) -> None:
    done = run("erase", "P03", "--yes", "--as", "Ana")
    assert done.status == 0
    assert "Erased a participant: 1 document, 0 codings" in done.out
    assert "P03.txt" in done.out, "the file it was imported from still holds the words"
    assert not any(word in file.read_bytes() for word in (b"caravan", b"P03") for file in _kept(study))
    assert run("doctor").out.rstrip().endswith("The study is sound.")
    assert "P04" in run("participants").out
    assert "Erased a participant" in run("history").out
    assert "Erased" not in run("undo", "--as", "Ana").out


def test_the_record_says_the_pseudonym_where_that_is_wished(run: Run, study: Path) -> None:
    assert run("erase", "P03", "--yes", "--keep-pseudonym", "--as", "Ana").status == 0
    assert "Erased “P03”" in run("history").out


def test_nobody_is_erased_by_a_name_that_nobody_has(run: Run, study: Path) -> None:
    done = run("erase", "P99", "--yes")
    assert done.status == 1
    assert "No participant is called “P99”" in done.err


def test_after_the_last_day_every_command_says_so_and_prints_what_it_did(run: Run, study: Path) -> None:
    before = run("documents", "--json").out
    assert run("study", "--destroy-by", "2020-06-30", "--as", "Ana").status == 0
    done = run("documents", "--json")
    assert (done.status, done.out) == (0, before)
    assert "to be destroyed by 30 June 2020" in done.err
    assert "set another day" in done.err
    assert run("study", "--destroy-by", "2099-06-30", "--as", "Ana").status == 0
    assert run("documents", "--json").err == ""


class Typed(io.StringIO):
    """What somebody types at a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("typed", "erased"), [("y\np03\n", True), ("y\nP04\n", False), ("n\n", False), ("y\n\nP03\n", True)]
)
def test_at_a_terminal_it_asks_twice(
    study: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], typed: str, erased: bool
) -> None:
    monkeypatch.setattr(sys, "stdin", Typed(typed))
    monkeypatch.setattr(sys, "argv", ["qualcode", "erase", "P03", "--as", "Ana"])
    try:
        main()
    except SystemExit as ended:
        assert bool(ended.code) is not erased
    said = capsys.readouterr()
    assert ("Erased a participant" in said.out) is erased
    assert ("Nothing was changed" in said.err) is not erased
    assert any(b"caravan" in file.read_bytes() for file in _kept(study)) is not erased
