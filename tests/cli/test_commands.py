"""Every command: its help, its tables, its errors, and what never reaches the terminal."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from qualcode.cli import COMMANDS

Run = Callable[..., Any]
TABLES = ("documents", "participants", "speakers", "codes", "excerpts", "history", "study")
CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_that_reads_well(run: Run, command: str) -> None:
    done = run(command, "--help")
    assert done.status == 0
    words = done.out.split("Options:")[0].split("Commands:")[0].split("\n", 1)[1]
    assert re.search(r"[A-Z][a-z]+ .*\.", words, re.DOTALL), "a sentence says what it does"
    for line in done.out.split("Options:")[1].splitlines() if "Options:" in done.out else []:
        if line.startswith("  -"):
            assert re.search(r"(\s{2,}[A-Z“]|^\s+--?\S+.*$)", line)


def test_help_names_every_command_and_loads_nothing_dear() -> None:
    script = (
        "import sys\nfrom qualcode.cli import commands\n"
        "try:\n    commands(['--help'])\nexcept SystemExit:\n    pass\n"
        "print('LOADED', *sorted({name.partition('.')[0] for name in sys.modules}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, encoding="utf-8"
    )
    shown, loaded = done.stdout.split("LOADED")
    assert [name for name in COMMANDS if f"  {name} " not in shown] == []
    assert set(loaded.split()) & {"textual", "nltk", "docx", "sqlite_utils", "numpy", "lxml", "openpyxl"} == set()


@pytest.mark.parametrize("command", TABLES)
def test_what_prints_a_table_prints_json_and_csv_too(folder: Path, run: Run, command: str) -> None:
    plain = run(command)
    assert plain.status == 0 and plain.err == ""
    rows = json.loads(run(command, "--json").out)
    table = list(csv.DictReader(io.StringIO(run(command, "--csv").out)))
    assert len(rows) == len(table) >= 1
    assert list(rows[0]) == list(table[0])
    for line in plain.out.splitlines():
        assert len(line) <= 130


def test_codes_count_the_codings_of_each_kind_of_document_and_add_them_when_asked(folder: Path, run: Run) -> None:
    before = json.loads(run("codes", "--json").out)
    assert "codings" in before[0], "one kind of document needs no more"
    (folder / "note.md").write_text("---\nkind: field note\n---\n\nA card on the board again.\n", encoding="utf-8")
    assert run("import", "note.md").status == 0
    rows = json.loads(run("codes", "--json").out)
    assert "codings" not in rows[0]
    coded = [(row["codings in interviews"], row["codings in field notes"]) for row in rows]
    assert sum(one for one, _ in coded) == 1 and sum(other for _, other in coded) == 0
    assert json.loads(run("codes", "--sum", "--json").out) == before


def test_excerpts_say_for_whom_they_are_in_every_form(folder: Path, run: Run) -> None:
    assert run("excerpts").out.startswith("For the study team only\n")
    (row,) = json.loads(run("excerpts", "1.2", "--json").out)
    assert (row["words"], row["audience"], row["participant"]) == ("So I sent myself.", "team", "P03")
    outside = run("excerpts", "--outside")
    assert "So I sent" not in outside.out + outside.err
    assert "1 held back:" in outside.err
    assert json.loads(run("excerpts", "--outside", "--json").out) == []
    run("participants", "P03", "--consent", "quote")
    (row,) = json.loads(run("excerpts", "--outside", "--json").out)
    assert (row["document"], row["audience"]) == ("Interview 1", "outside")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("code", "garden", "1.2", "--words", "never said"), "These words do not stand in the document."),
        (("code", "garden", "9.9", "--turn", "1"), "No code is called “9.9”."),
        (("code", "garden"), "Which document and which code?"),
        (("code", "--from", "gone.csv"), "There is no file gone.csv."),
        (("codes", "--from", "gone.csv"), "There is no file gone.csv."),
        (("codes", "--from", "peer-support.qualcode"), "peer-support.qualcode belongs to a study, it is no table."),
        (("codes", "--to", "Peer support.qualcode"), "A codebook cannot be written as Peer support.qualcode."),
        (("import", "gone.txt"), "Nothing was imported."),
        (("import", "Peer support.qualcode"), "Nothing was imported."),
        (("excerpts", "9.9"), "No code is called “9.9”."),
        (("excerpts", "--document", "nobody"), "No document is called “nobody”."),
        (("participants", "P77", "--consent", "quote"), "There is no participant P77."),
        (("participants", "--consent", "quote"), "Whose?"),
        (("participants", "P03", "--until", "soon"), "“soon” is not a date."),
        (("participants", "P03", "--set", "age"), "“age” is not NAME=VALUE."),
        (("study", "--title", " "), "The study needs a title."),
        (("study", "--destroy-by", "some day"), "“some day” is not a date."),
        (("export", "report", "--to", "report.pdf"), "A report cannot be written as “.pdf”."),
        (("export", "report", "--to", "Peer support.qualcode"), "A report cannot be written as “.qualcode”."),
        (("undo", "--redo"), "There is nothing to redo."),
        (("documents", "--study", "nowhere"), "There is no study at nowhere."),
        (("new", " "), "A study needs a title."),
    ],
)
def test_an_error_is_a_sentence_on_stderr_and_changes_nothing(
    folder: Path, run: Run, arguments: tuple[str, ...], sentence: str
) -> None:
    before = run("history", "--json").out
    done = run(*arguments)
    assert done.status == 1
    assert done.out == ""
    assert sentence in done.err.splitlines()
    assert "Traceback" not in done.err
    assert run("history", "--json").out == before
    assert run("doctor").status == 0


def test_a_document_is_being_coded_once_it_is_coded_and_undo_takes_both_back(folder: Path, run: Run) -> None:
    states = [row["state"] for row in json.loads(run("documents", "--json").out)]
    assert states == ["being coded"]
    assert run("undo").status == 0
    assert [row["state"] for row in json.loads(run("documents", "--json").out)] == ["new"]


def test_a_second_import_tells_only_of_what_is_new(folder: Path, run: Run) -> None:
    done = run("import")
    assert "Nothing new was found." in done.out
    assert "the same words being in the study already: garden group.txt." in done.out
    assert [row["what"] for row in json.loads(run("history", "--latest", "1", "--json").out)] == [
        "“Routes in” on 4 words, P03"
    ]


@pytest.mark.parametrize("option", [("--kind", "opera"), ("--order", "luck"), ("--per-code", "-1")])
def test_an_option_that_does_not_fit_says_what_does(folder: Path, run: Run, option: tuple[str, str]) -> None:
    done = run("export", "report", *option)
    assert done.status == 2
    assert f"Invalid value for '{option[0]}'" in done.err


def test_nobody_codes_without_a_name(folder: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUALCODE_CONFIG", str(tmp_path / "another machine"))
    done = run("code", "garden", "1.2", "--turn", "4")
    assert (done.status, done.err.splitlines()[0]) == (1, "Who does this?")
    assert run("code", "garden", "1.2", "--turn", "4", "--as", "  ").status == 1
    assert run("code", "garden", "1.2", "--turn", "4", "--as", "Bem").status == 0
    assert run("code", "garden", "1.1", "--turn", "4").status == 0, "asked once, then remembered"


def test_what_is_done_can_be_taken_back_and_done_again(folder: Path, run: Run) -> None:
    assert run("undo").out == "Undid: “Routes in” on 4 words, P03\n"
    assert json.loads(run("excerpts", "--json").out) == []
    assert run("undo", "--redo").out.startswith("Did again: “Routes in” on 4 words, P03")
    assert len(json.loads(run("excerpts", "--json").out)) == 1
    what = [row["what"] for row in json.loads(run("history", "--latest", "3", "--json").out)]
    assert [said.split(":")[0] for said in what[:2]] == ["Did again", "Undid"]


def test_coding_the_same_words_again_changes_nothing(folder: Path, run: Run) -> None:
    assert (
        run("code", "garden", "1.2", "--words", "So I sent myself.").out == "Already coded so; nothing was changed.\n"
    )


def test_many_codings_come_from_a_table_all_or_none(folder: Path, run: Run) -> None:
    table = folder / "codings.csv"
    lines = "document,words,code,coder\ngarden,I sleep.,1.1,Bem\ngarden,{},1.3,Cai\n"
    table.write_text(lines.format("never said"), encoding="utf-8")
    done = run("code", "--from", table)
    assert (done.status, done.err.splitlines()[0]) == (1, "Line 3: These words do not stand in the document.")
    assert len(json.loads(run("excerpts", "--json").out)) == 1
    table.write_text(lines.format("It was a card"), encoding="utf-8")
    assert run("code", "--from", table).out == "2 codings made.\n"
    assert run("doctor").status == 0


def test_a_codebook_goes_out_and_comes_back_unchanged(folder: Path, run: Run) -> None:
    assert run("codes", "--to", "book.csv").out == "The codebook is in book.csv\n"
    assert run("codes", "--from", "book.csv").out == "0 codes added, 0 changed.\n"


def test_participants_come_from_a_table_and_from_options(folder: Path, run: Run) -> None:
    (folder / "people.csv").write_text("participant,consent,age\nP03,quote,60–69\nP77,quote,\n", encoding="utf-8")
    assert run("participants", "--from", "people.csv").out.splitlines() == [
        "1 participant filled in.",
        "Not in the study, left out: P77.",
    ]
    assert (
        run("participants", "p03", "--until", "2030-12-31", "--set", "role=peer").out == "Changed: Details of P03.\n"
    )
    (row,) = json.loads(run("participants", "--json").out)
    assert (row["consent"], row["until"], row["age"], row["role"]) == ("quote", "2030-12-31", "60–69", "peer")


def test_a_study_is_meant_by_its_folder_its_file_or_ones_place(folder: Path, run: Run, tmp_path: Path) -> None:
    os.chdir(tmp_path)
    for named in (folder, folder / "Peer support.qualcode", folder / "Peer support"):
        assert len(json.loads(run("documents", "--json", "--study", named).out)) == 1
    assert "There is no study in this folder." in run("documents").err
    os.chdir(folder)


def test_a_second_process_is_told_so_on_the_command_line(folder: Path, run: Run) -> None:
    from qualcode.project.project import Project

    with Project.open(folder / "Peer support.qualcode"):
        done = subprocess.run(
            [sys.executable, "-m", "qualcode", "documents"],
            capture_output=True, text=True, encoding="utf-8", check=False,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr.splitlines()[0] == "This study is open elsewhere."


ROOT = Path(__file__).resolve().parents[2]
HOSTILE = "\x1b]0;owned\x07[/then]\u202e[@click=app.quit]x[/]\x9b31m"


def test_nothing_hostile_reaches_the_terminal(folder: Path, run: Run) -> None:
    name = "odd \x1b[31m\u202e[name]" if os.name != "nt" else "odd \u202e[name]"
    text = f"{HOSTILE}: Well?\nP04: I {HOSTILE} said so.\n" * 3
    (folder / "transcripts" / f"{name}.txt").write_text(text, encoding="utf-8")
    (folder / "book.csv").write_bytes(
        f'area,index,name,definition\nOdd,7,Odd,\nOdd,7.1,"{HOSTILE}",{HOSTILE}\n'.encode()
    )
    told = [
        run("import"),
        run("codes", "--from", "book.csv"),
        run("code", "odd", "7.1", "--words", HOSTILE),
        run("code", f"odd{HOSTILE}", "7.1", "--turn", "1"),
        run("study", "--title", HOSTILE, "--team", HOSTILE, "--as", HOSTILE),
        run("participants", "P04", "--set", f"{HOSTILE}={HOSTILE}"),
        run("export", "report", "--to", f"exports/{name}.md"),
        run("codes", "--to", f"{name}.csv"),
        run("new", HOSTILE, "--folder", f"another {name}"),
        run("import", f"{name}.pdf"),
        run("doctor"),
        run("undo"),
        *(run(command, *form) for command in TABLES for form in ((), ("--json",), ("--csv",))),
    ]
    for done in told:
        assert CONTROLS.search(done.out + done.err) is None
        assert "Traceback" not in done.err and done.status in (0, 1)
    assert "[/then]" in run("codes", "--json").out, "markup is data, and stays as it is"
    assert [done.status for done in told[:3]] == [0, 0, 0]
    assert CONTROLS.search((folder / "exports" / f"{name}.md").read_text(encoding="utf-8")) is None


def test_bytes_that_are_no_text_get_a_study_all_the_same(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = run("new", "Caf\udce9", "--folder", "cafe")
    assert done.status == 0
    done.out.encode("utf-8")
    assert run("documents", "--study", "cafe").status == 0


def test_the_terminal_ui_without_a_terminal_says_so(folder: Path, run: Run) -> None:
    done = run("open")
    assert "needs a terminal" in done.err
    assert "Traceback" not in done.err


def test_a_fault_of_the_program_is_a_sentence_and_a_trace_without_words(
    folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def breaks(*_: object) -> None:
        secret = "So I sent myself."
        raise RuntimeError(secret)

    monkeypatch.setattr("qualcode.analysis.documents.documents", breaks)
    done = run("documents")
    assert done.status == 70
    assert "because of a fault in it. All that you did is saved." in done.err
    (trace,) = (tmp_path / "logs").glob("crash-*.txt")
    assert "So I sent" not in trace.read_text(encoding="utf-8") + done.err
    assert "in breaks" in trace.read_text(encoding="utf-8")


@pytest.mark.parametrize("group", ["export", "quote", "names", "survey", "essay", "text", "theme"])
def test_each_command_of_a_group_is_listed_with_a_whole_sentence(run: Run, group: str) -> None:
    listed = run(group, "--help").out.partition("Commands:\n")[2]
    entries = re.split(r"\n(?=  \S)", listed.rstrip())
    assert len(entries) > 3
    assert [one for one in entries if not one.endswith(".") or "..." in one] == []


def test_help_says_what_each_exit_status_means(run: Run) -> None:
    said = " ".join(run("--help").out.split())
    assert "Exit status: 0 where it was done; 1 where it was not" in said
    assert run("documents", "--nothing-such").status == 2
