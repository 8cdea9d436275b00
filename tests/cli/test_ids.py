"""At the command line either short id of a passage is taken, wherever one may be given."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from tests.cli.conftest import Run

SLEEP = "I sleep."


def rows(run: Run, *arguments: object) -> list[dict[str, Any]]:
    found = run(*arguments, "--json")
    assert found.status == 0, found.err
    return list(json.loads(found.out))


@pytest.fixture
def ids(folder: Path, run: Run) -> dict[str, str]:
    """An essay with a quote of an excerpt's words; the ids of both."""
    assert run("participants", "P03", "--consent", "quote").status == 0
    run("code", "garden", "1.2", "--words", SLEEP)
    run("essay", "new", "Ways in")
    kept = run("quote", "keep", "garden", SLEEP, "--in", "Ways")
    (coded,) = rows(run, "excerpts", "code:1.2 text:sleep")
    return {"excerpt": coded["id"], "quote": kept.out.strip(" .\n").rpartition(" ")[2]}


def typed(short: str) -> str:
    """An id as somebody types it from a sheet of paper."""
    return f"{short[:5].upper()} {short[5:].replace('0', 'o')}"


@pytest.mark.parametrize("kind", ["excerpt", "quote"])
def test_a_quote_is_named_by_either_id(run: Run, ids: dict[str, str], kind: str) -> None:
    held = typed(ids[kind])
    for arguments in (
        ("quote", "trim", held, "--own", "I", "They"),
        ("quote", "trim", held, "--as-said"),
        ("quote", "answer", held, "approved"),
        ("quote", "as-now", held),
        ("quote", "like", held),
        ("essay", "add", "Ways", "What it did", "--after", held),
        ("essay", "move", "Ways", held, "--after", "2"),
        ("quote", "move", held, "--to", "kept"),
        ("quote", "drop", held),
    ):
        done = run(*arguments)
        assert done.status == 0, (arguments, done.err)
    assert rows(run, "essay", "show", "kept") == []


@pytest.mark.parametrize("kind", ["excerpt", "quote"])
def test_a_passage_is_asked_for_and_kept_by_either_id(run: Run, ids: dict[str, str], kind: str) -> None:
    for question in (ids[kind], typed(ids[kind]), f"id:{ids[kind]}", f"excerpt:{ids[kind]} and code:1.2"):
        assert [row["id"] for row in rows(run, "excerpts", question)] == [ids["excerpt"]], question
    assert run("quote", "keep", typed(ids[kind])).out.startswith("Kept quote: x")
    (kept,) = rows(run, "essay", "show", "kept", "--question", "code:1.2")
    assert kept["words"] == SLEEP
    (used,) = rows(run, "essay", "show", "Ways", "--question", ids["quote"])
    assert (used["id"], used["excerpts"]) == (ids["quote"], [ids["excerpt"]])


@pytest.mark.parametrize("kind", ["excerpt", "quote"])
def test_memos_and_themes_take_either_id(run: Run, ids: dict[str, str], kind: str) -> None:
    assert run("memo", "add", "Why at night?", "--about", ids[kind]).status == 0
    assert len(rows(run, "memos", "--about", typed(ids[kind]))) == 1
    run("theme", "new", "It helps at night")
    assert run("theme", "add", "1", typed(ids[kind])).status == 0
    (memo,) = rows(run, "memos")
    assert run("memo", "add", "Go on", "--about", f"memo {typed(memo['id'])}").status == 0
    assert run("memo", "add", "And on", "--about", typed(memo["id"])).status == 0
    run("memo", "add", "Open at night", "--kind", "opportunity")
    asked = next(row for row in rows(run, "memos") if row["kind"] == "opportunity")
    assert run("memo", "state", typed(asked["id"]), "chosen", "--why", "They said so.").status == 0


def test_find_says_what_an_id_is_that_nobody_says(run: Run, ids: dict[str, str]) -> None:
    assert run("find", typed(ids["quote"])).out == f"{ids['quote']}: quote P03, turn 4.\n"
    assert run("find", ids["excerpt"].upper()).out == f"{ids['excerpt']}: coding 1.2 Routes in, P03, turn 4.\n"
    assert run("find", "x00000000").out == "Nobody says this.\n"


def test_every_id_that_a_file_prints_leads_back_to_its_passage(run: Run, ids: dict[str, str], folder: Path) -> None:
    """The report and the quote sheet as Word, web page and Markdown, and what other programs read."""
    run("code", "garden", "1.1", "--words", "It was a card on the board in the chemist’s.")
    for kind in ("docx", "html", "md"):
        assert run("export", "report", "--to", f"report.{kind}").status == 0
        assert run("export", "quotes", "Ways", "--to", f"quotes.{kind}").status == 0
    printed: dict[str, set[str]] = {}
    for path in sorted(folder.glob("*.*")):
        if path.stem in ("report", "quotes"):
            printed[path.name] = set(_ID.findall(_text(path)))
    assert len(printed) == 6
    printed["json"] = {row["id"] for row in rows(run, "excerpts")}
    coded = {row["id"]: row["words"] for row in rows(run, "excerpts")}
    for name, found in printed.items():
        wanted = {ids["quote"]} if name.startswith("quotes") else set(coded)
        assert wanted and wanted <= found, name
        for short in found & {*coded, ids["quote"]}:
            (row,) = rows(run, "excerpts", short)
            assert row["words"] == coded.get(short, SLEEP), name


_ID = re.compile(r"(?<!\w)x[0-9a-hjkmnp-tv-z]{8}(?!\w)")


def _text(path: Path) -> str:
    if path.suffix != ".docx":
        return path.read_text(encoding="utf-8")
    with ZipFile(path) as package:
        return "\n".join(package.read(name).decode() for name in package.namelist() if name.endswith(".xml"))
