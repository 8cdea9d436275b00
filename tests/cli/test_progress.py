"""How far the coding is, from the command line."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Run


def test_each_document_tells_whose_words_how_many_are_coded_and_what_is_left(run: Run, folder: Path) -> None:
    (row,) = json.loads(run("progress", "--json").out)
    assert (row["document"], row["of"]) == ("garden group", "words of participants")
    assert (row["number"], row["coded"], row["percent"], row["left"]) == (26, 4, 15, 2)


def test_one_coder_s_codings_are_counted_alone_and_where_they_stopped_is_told(run: Run, folder: Path) -> None:
    assert run("code", "garden", "1.1", "--words", "I sleep.", "--as", "Ben").status == 0
    assert [json.loads(run("progress", "--coder", who, "--json").out)[0]["coded"] for who in ("ana", "Ben")] == [4, 2]
    assert json.loads(run("progress", "--coder", "Ben", "--json").out)[0]["stopped"] is None
    assert "stopped" not in json.loads(run("progress", "--json").out)[0]
    asked = run("progress", "--coder", "Zoe")
    assert asked.status == 1
    assert asked.err == "Nobody called “Zoe” codes in this study.\nThese do: Ana, Ben.\n"


def test_one_kind_of_document_is_listed_alone(run: Run, folder: Path) -> None:
    assert "garden group" in run("progress", "--kind", "interview").out
    assert "garden group" not in run("progress", "--kind", "field note").out
    assert run("progress", "--csv").out.startswith("kind,document,for,state,of,number,coded,percent,left")


def test_little_is_less_than_one_per_cent_in_print_and_a_number_for_programs(run: Run, folder: Path) -> None:
    Path("long.txt").write_text("P09: Hello there. " + "word " * 400 + "\n", encoding="utf-8")
    assert run("import", "long.txt").status == 0
    assert run("code", "long", "1.1", "--words", "Hello there.").status == 0
    (line,) = [line for line in run("progress").out.splitlines() if "long" in line]
    assert "<1%" in line.split()
    (row,) = [row for row in json.loads(run("progress", "--json").out) if row["document"] == "long"]
    assert (row["coded"], row["number"], row["percent"]) == (2, 402, 0)
