"""Tables about participants and documents on the command line."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Run

TABLE = "participant,Consnet,age\nP03,ok to quote,-1726\nP77,quote,40\n"


def test_a_preview_shows_and_brings_in_nothing(folder: Path, run: Run) -> None:
    (folder / "people.csv").write_text(TABLE, encoding="utf-8")
    before = run("participants", "--json").out
    shown = run("participants", "--from", "people.csv", "--preview").out
    assert "Fits (1)\n  P03: Consnet: ok to quote · age: -1726" in shown
    assert "P77: row 3 is no participant of this study" in shown
    assert "[--accept column:1]" in shown
    rows = json.loads(run("participants", "--from", "people.csv", "--preview", "--json").out)
    assert {row["what"] for row in rows} == {"column", "fits", "fits nobody", "doubtful"}
    assert run("participants", "--json").out == before


def test_a_doubtful_table_waits_for_a_decision(folder: Path, run: Run) -> None:
    (folder / "people.csv").write_text(TABLE, encoding="utf-8")
    asked = run("participants", "--from", "people.csv")
    assert asked.status == 1
    assert "Nothing was brought in: some things above are for you to decide." in asked.err
    done = run("participants", "--from", "people.csv", "--accept", "all", "--add")
    assert done.out.splitlines()[:2] == ["1 participant filled in.", "1 new."]
    assert "Doubtful: age: “-1726” cannot be an age (P03). It is kept as it stands." in done.out
    people = {row["participant"]: row for row in json.loads(run("participants", "--json").out)}
    assert (people["P03"]["consent"], people["P03"]["age"]) == ("quote", "-1726")
    assert people["P77"]["documents"] == []
    run("undo")
    assert [row["participant"] for row in json.loads(run("participants", "--json").out)] == ["P03"]


def test_columns_are_named_on_the_command_line(folder: Path, run: Run) -> None:
    (folder / "people.csv").write_text("number,code,size\n1,P03,small\n2,P77,large\n3,P78,small\n", encoding="utf-8")
    refused = run("participants", "--from", "people.csv")
    assert "No column says whom the rows are about" in refused.err
    told = ("--column", "code=who", "--column", "number=left out", "--column", "size=scale", "--printable", "size")
    assert run("participants", "--from", "people.csv", *told).out.splitlines()[0] == "1 participant filled in."
    (row,) = json.loads(run("participants", "--json").out)
    assert row["size"] == "small" and "number" not in row
    assert "nothing that a column can be" in run("participants", "--from", "people.csv", "--column", "size=blue").err
    assert "There is no column “hue”" in run("participants", "--from", "people.csv", "--column", "hue=who").err
    assert "There is no sheet “two”" in run("participants", "--from", "people.csv", "--sheet", "two").err


def test_who_withdrew_comes_back_with_a_reason_that_is_kept_on_them(folder: Path, run: Run) -> None:
    assert run("participants", "P03", "--consent", "withdrawn").status == 0
    refused = run("participants", "P03", "--consent", "quote")
    assert refused.status == 1
    assert refused.err.startswith("P03 withdrew.") and "--because" in refused.err
    assert json.loads(run("participants", "--json").out)[0]["consent"] == "withdrawn"
    assert run("participants", "P03", "--because", "She rang.").err.startswith("“--because” says why a consent")
    assert run("participants", "P03", "--consent", "quote", "--because", "She rang.").status == 0
    assert json.loads(run("participants", "--json").out)[0]["consent"] == "quote"
    (memo,) = [one for one in json.loads(run("memos", "--json").out) if "She rang." in str(one)]
    assert "method" in memo.values() and "P03" in str(memo)


def test_an_attribute_that_nobody_described_is_not_made_by_asking_for_it(folder: Path, run: Run) -> None:
    for more in ((), ("--rename", "why")):
        done = run("participants", "--attribute", "zzz", *more)
        assert done.status == 1 and "No attribute is called “zzz”." in done.err and "--kind text" in done.err
    assert "zzz" not in run("participants", "--json").out


def test_an_attribute_and_a_person_are_described_and_added(folder: Path, run: Run) -> None:
    said = run("participants", "--attribute", "often", "--kind", "scale", "--choices", "never; always")
    assert said.out == "Changed: New attribute “often”.\n"
    assert run("participants", "P03", "--set", "often=ALWAYS").status == 0
    assert run("participants", "--attribute", "often", "--rename", "how often").status == 0
    assert run("participants", "P12", "--add", "--consent", "quote").out == "New participant P12.\n"
    people = json.loads(run("participants", "--json").out)
    assert [(row["participant"], row["consent"], row["how often"]) for row in people] == [
        ("P03", "not recorded", "always"),
        ("P12", "quote", ""),
    ]
    assert "is not a kind of attribute" in run("participants", "--attribute", "often", "--kind", "colour").err
    assert "Who?" in run("participants", "--add").err
    run("participants", "--attribute", "joined", "--kind", "date")
    assert "“soon” is not a date" in run("participants", "P03", "--set", "joined=soon").err


def test_a_document_is_shown_and_changed(folder: Path, run: Run) -> None:
    told = ("--set", "setting=allotment", "--date", "2026-03-11", "--reference", "doi=10.1", "--consent", "quote")
    assert run("documents", "garden", *told, "--until", "2030-12-31").out == "Changed: Details of “garden group”.\n"
    details = {row["detail"]: row["value"] for row in json.loads(run("documents", "garden", "--json").out)}
    assert (details["setting"], details["date"], details["until"]) == ("allotment", "2026-03-11", "2030-12-31")
    assert details["reference: doi"] == "10.1"
    (row,) = json.loads(run("documents", "--json").out)
    assert row["setting"] == "allotment"
    assert "No document is called “x9”" in run("documents", "x9").err
    assert "Which document?" in run("documents", "--title", "x").err
    assert "is not NAME=VALUE" in run("documents", "garden", "--set", "x").err


def test_a_table_about_documents_fills_them_in_by_name(folder: Path, run: Run) -> None:
    (folder / "docs.csv").write_text("document,form\ngarden group,group; online\nelse,paid\n", encoding="utf-8")
    done = run("documents", "--from", "docs.csv")
    assert done.out.splitlines() == ["1 document filled in.", "Not in the study, left out: else."]
    details = {row["detail"]: row["value"] for row in json.loads(run("documents", "garden", "--json").out)}
    assert details["form"] == "group; online"
