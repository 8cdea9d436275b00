"""How often codes are used and by whom, from the command line."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from qualcode.edits.clock import FixedClock
from qualcode.edits.codebook import ChangeCode
from qualcode.project.project import Project
from tests.cli.conftest import Run
from tests.conftest import NOON
from tests.study_of_names import NAME, SHOWN, make


@pytest.fixture
def coded(folder: Path, run: Run) -> Path:
    """The study with a second interview, and codes in both."""
    (folder / "transcripts" / "tea.txt").write_text("P04: A kettle. Nobody asked my name.\n", encoding="utf-8")
    assert run("import").status == 0
    for document, code, words in (
        ("garden", "1.1", "I sleep."),
        ("garden", "1.1", "So I sent myself."),
        ("tea", "1.1", "A kettle."),
        ("tea", "2.1", "Nobody asked my name."),
    ):
        assert run("code", document, code, "--words", words).status == 0
    return folder


def rows_of(run: Run, *arguments: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run("themes", *arguments, "--json").out)
    return found


def row(rows: list[dict[str, Any]], start: str) -> dict[str, Any]:
    return next(one for one in rows if one["code"].startswith(start))


def test_every_code_is_counted_by_participant_with_the_bases_below(run: Run, coded: Path) -> None:
    rows = rows_of(run)
    code = row(rows, "1.1")
    assert (code["what"], code["P03"], code["P04"], code["in all"]) == ("code", 2, 1, 3)
    assert (code["participants"], code["documents"]) == (2, 2)
    area = row(rows, "1 ")
    assert (area["what"], area["P03"], area["P04"]) == ("area", 2, 1), "one passage of P03's is under two codes"
    assert [one["code"] for one in rows][-3:] == ["All areas", "Of participants", "Of documents"]
    assert (rows[-2]["P03"], rows[-2]["in all"], rows[-1]["in all"]) == (1, 2, 2)


def test_what_people_read_says_the_base_and_which_codings_are_counted(run: Run, coded: Path) -> None:
    shown = run("themes").out.splitlines()
    assert shown[:2] == ["Of 2 participants in 2 interviews.", "Counted: everybody’s codings, merged."]
    assert shown[2].split() == ["what", "code", "P03", "P04", "in", "all", "participants", "documents", "against"]


def test_only_codes_with_excerpts_are_listed_unless_all_are_asked_for(run: Run, coded: Path) -> None:
    assert not any(one["code"].startswith("4") for one in rows_of(run))
    assert any(one["code"].startswith("4") for one in rows_of(run, "--all"))


def test_shares_are_of_the_words_each_said(run: Run, coded: Path) -> None:
    code = row(rows_of(run, "--measure", "share"), "1.1")
    assert code["P04"] == pytest.approx(2 / 6)
    assert "33.3%" in run("themes", "--measure", "share").out
    table = list(csv.DictReader(io.StringIO(run("themes", "--measure", "words", "--csv").out)))
    assert table[-1]["code"] == "Of words"
    assert table[-1]["P04"] == "6"


def test_only_the_excerpts_that_a_question_finds_are_counted(run: Run, coded: Path) -> None:
    rows = rows_of(run, "code:1.1 and who:P04")
    assert (row(rows, "1.1")["in all"], row(rows, "1.1")["P04"]) == (1, 1)
    assert "P03" not in rows[0], "whom the question leaves out is in no base"
    assert "Bases are those the question asks for." in run("themes", "who:P04", "--reach").out
    assert "Bases are" not in run("themes", "code:1.1").out
    assert "Only the excerpts that the question finds are counted." in run("themes", "who:P04").out
    wrong = run("themes", "code:1.1 and (who:P04")
    assert wrong.status == 1


def test_who_withdrew_is_in_no_number_and_their_words_name_no_code(run: Run, coded: Path) -> None:
    with Project.open(next(coded.glob("*.qualcode")), back_up=False) as project:
        project.sign_in("Ana")
        (code,) = project.conn.execute("SELECT id FROM code WHERE idx = '2.1'").fetchone()
        project.make(ChangeCode(code, {"name": "Nobody asked my name."}))
    commands = (
        ("themes", "--all"),
        ("themes", "--all", "--reach"),
        ("themes", "--saturation"),
        ("together", "--with-nested"),
    )
    assert "Nobody asked my name." in " ".join(run(*one).out for one in commands)
    assert run("participants", "P04", "--consent", "withdrawn").status == 0
    rows = rows_of(run, "--all")
    assert "P04" not in rows[0]
    assert (row(rows, "1.1")["in all"], row(rows, "2.1")["in all"]) == (2, 0)
    assert row(rows, "2.1")["code"] == "2.1 (name held back)"
    for one in commands:
        told = run(*one).out
        assert "1 person withdrew and is not counted" in told, one
        assert "Nobody asked" not in told, one
        for form in ("--json", "--csv"):
            for_programs = run(*one, form)
            assert "Nobody asked" not in for_programs.out and "withdrew" not in for_programs.out, one
            assert for_programs.err == "1 person withdrew and is not counted.\n", one
    assert "1 person withdrew and is not counted" in run("words", "1.1").out
    assert run("theme", "new", "They slept.").status == run("theme", "add", "1", "1.1").status == 0
    for two in (("words", "1.1"), ("theme", "list"), ("theme", "show", "1"), ("progress",)):
        assert "1 person withdrew and is not counted" in run(*two).out, two
        assert run(*two, "--json").err == "1 person withdrew and is not counted.\n", two
    assert run("participants", "P04", "--consent", "quote", "--because", "They asked.").status == 0
    assert run("themes", "--json").err == ""


def test_an_attribute_is_named_and_one_that_is_not_there_is_refused(run: Run, coded: Path) -> None:
    without = run("themes", "--by", "attr:Age")
    assert (without.status, without.err.splitlines()[1]) == (
        1,
        "This study has no attributes yet. One is given so: qualcode participants P01 --set age=60–69",
    )
    assert run("participants", "P03", "--set", "Region=North").status == 0
    rows = rows_of(run, "--by", "attr:region")
    assert (row(rows, "1.1")["North"], row(rows, "1.1")["not given"]) == (2, 1)
    refused = run("themes", "--by", "attr:Age")
    assert (refused.status, refused.err) == (1, "No attribute is called “Age”.\nThese are there: Region.\n")
    assert run("themes", "--by", "colour").err.startswith("“colour” is nothing to count by.")


def test_kinds_of_document_stand_apart_and_together_when_asked(run: Run, coded: Path) -> None:
    (coded / "transcripts" / "hall.txt").write_text("Nine chairs, one empty.\n", encoding="utf-8")
    assert run("import", "--kind", "field note").status == 0
    assert run("code", "hall", "1.1", "--words", "Nine chairs").status == 0
    apart = [one for one in rows_of(run, "--by", "document") if one["code"].startswith("1.1")]
    assert [(one["kind"], one["in all"], one["hall"]) for one in apart] == [
        ("interview", 3, None),
        ("field note", 1, 1),
    ]
    together = row(rows_of(run, "--by", "document", "--kinds", "together"), "1.1")
    assert (together["in all"], "kind" in together) == (4, False)


def test_how_far_each_code_reaches_is_told_with_who_has_most(run: Run, coded: Path) -> None:
    rows = rows_of(run, "--reach")
    code = row(rows, "1.1")
    assert (code["participants"], code["of"], code["excerpts"], code["half"], code["most"]) == (2, 2, 3, 1, "P03")
    assert code["share"] == pytest.approx(0.6667)
    assert row(rows, "2.1")["silent"] == 1
    assert "DPnorm is 0 where" in run("themes", "--reach").out


def test_new_codes_are_listed_in_the_order_of_coding_with_the_caution(run: Run, coded: Path) -> None:
    rows = rows_of(run, "--saturation")
    assert [(one["document"], one["new"], one["codes"]) for one in rows] == [("garden group", 2, 2), ("tea", 1, 3)]
    shown = run("themes", "--saturation").out
    assert "Order decides this" in shown
    assert "it takes 6 interviews" in shown
    assert run("themes", "--saturation", "--reach").status == 1


def test_a_study_without_codes_says_what_to_do(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("new", "Empty", "--folder", tmp_path / "empty").status == 0
    monkeypatch.chdir(tmp_path / "empty")
    for arguments in ((), ("--reach",), ("--saturation",), ("--by", "coder")):
        assert run("themes", *arguments).out == "Nothing to count yet. Code something first, with c in a document.\n"


@pytest.mark.parametrize("form", [(), ("--json",), ("--csv",)], ids=["table", "json", "csv"])
@pytest.mark.parametrize(
    "asked",
    [(), ("--by", "document"), ("--by", "attr:Town of Quarrington"), ("--reach",), ("--saturation",)],
    ids=str,
)
def test_no_name_of_the_list_is_printed(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, asked: tuple[str, ...], form: tuple[str, ...]
) -> None:
    (tmp_path / "named").mkdir()
    make(tmp_path / "named", FixedClock(NOON))
    monkeypatch.chdir(tmp_path / "named")
    done = run("themes", *asked, *form)
    assert (done.status, SHOWN in done.out) == (0, True), done.err
    assert NAME.casefold() not in (done.out + done.err).casefold()
