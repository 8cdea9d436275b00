"""Memos from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run


def test_a_memo_is_written_on_several_things_and_listed_with_them(run: Run, folder: Path) -> None:
    added = run(
        "memo", "add", "A card, never a person\nAsk why.", "--kind", "question", "--about", "1.2", "--about", "P03",
        "--document", "garden", "--passage", "on the board",
    )  # fmt: skip
    assert added.out == "The memo is in the study.\n"
    (memo,) = json.loads(run("memos", "--json").out)
    assert memo["about"][1:] == ["participant P03", "passage P03, turn 2"]
    assert memo["about"][0].startswith("code 1.2 ")
    assert (memo["number"], memo["kind"], memo["author"]) == (1, "question", "Ana")
    assert memo["memo"] == "A card, never a person\nAsk why."
    assert memo["audience"] == "team"
    assert run("memos").out.startswith("For the study team only\n")
    assert run("undo").status == 0
    assert run("memos").out.startswith("No memos.")


def test_a_memo_is_written_on_an_essay_and_on_a_quote(run: Run, folder: Path) -> None:
    run("essay", "new", "Finding a way in")
    kept = run("quote", "keep", "garden", "I sleep.", "--in", "finding").out.strip(" .\n").rpartition(" ")[2]
    added = run(
        "memo", "add", "It turns here", "--about", "essay finding", "--about", f"quote {kept}", "--about", kept
    )
    assert added.status == 0, added.err
    (memo,) = json.loads(run("memos", "--json").out)
    assert memo["about"] == ["essay Finding a way in", "quote P03, turn 4"]
    assert json.loads(run("memos", "--about", "Finding a way in", "--json").out) == [memo]


def test_memos_are_found_by_words_kind_author_and_thing(run: Run, folder: Path) -> None:
    excerpt = json.loads(run("excerpts", "1.2", "--json").out)[0]["id"]
    run("memo", "add", "On the coding", "--about", excerpt)
    run("memo", "add", "On the memo", "--kind", "tension", "--about", "memo 1")
    run("memo", "add", "On the study", "--as", "Bem")

    def found(*options: str) -> list[str]:
        return [memo["memo"] for memo in json.loads(run("memos", *options, "--json").out)]

    assert found("--about", "code 1.2") == ["On the coding"]
    assert found("--about", "garden") == ["On the coding"]
    assert found("--kind", "tension") == ["On the memo"]
    assert found("--author", "bem") == found("study") == ["On the study"]
    assert found("--about", "study") == ["On the study"]
    assert found("--to", "2001-01-01") == found("--from", "2999-01-01") == []
    assert found("--from", "2001-01-01", "--to", "2999-01-01", "--author", "Bem") == ["On the study"]


@pytest.mark.parametrize("name", ["memos.docx", "memos.md"])
def test_memos_are_written_up_to_a_file(run: Run, folder: Path, name: str) -> None:
    run("memo", "add", "On the interview", "--about", "garden")
    said = run("memos", "--docx", name)
    assert said.out.splitlines() == [name, "Nothing was held back."]
    assert (folder / name).stat().st_size > 100


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("memo", "add", "x", "--kind", "joke"), "“joke” is not a kind of memo."),
        (("memo", "add", "x", "--about", "nowhere"), "Nothing in the study is called “nowhere”."),
        (("memo", "add", "x", "--about", "memo 9"), "There is no memo 9."),
        (("memo", "add", "x", "--passage", "y"), "In which document do these words stand?"),
        (("memo", "add", "  "), "A memo needs words."),
        (("memos", "--kind", "joke"), "“joke” is not a kind of memo."),
        (("memos", "--author", "Zoe"), "“Zoe” has written no memo."),
        (("memos", "--docx", "memos.docx"), "There are no memos to write up."),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(
    run: Run, folder: Path, arguments: tuple[str, ...], said: str
) -> None:
    refused = run(*arguments)
    assert refused.status == 1
    assert refused.err.startswith(said)
