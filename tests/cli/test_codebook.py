"""The codebook on the command line: out and in as any file, its history, and what changes it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run


@pytest.mark.parametrize("name", ["book.csv", "book.xlsx", "book.docx"])
def test_a_codebook_written_to_a_file_and_brought_in_changes_nothing(run: Run, folder: Path, name: str) -> None:
    assert run("codes", "export", name).out == f"The codebook is in {name}\n"
    assert (folder / name).stat().st_size > 1000
    preview = run("codes", "import", name, "--preview").out
    assert preview == "0 to add, 0 to change, 39 unchanged, 0 of them doubtful.\n"
    assert run("codes", "import", name, "--yes").out.startswith("0 codes added, 0 changed.")


def test_a_codebook_can_be_read_as_markdown_with_its_counts(run: Run, folder: Path) -> None:
    run("codes", "export", "book.md", "--counts")
    words = (folder / "book.md").read_text(encoding="utf-8")
    assert "1.2 Routes in (1 excerpt)" in words
    assert words.startswith("**For the study team only**")


def test_examples_stay_with_the_team(run: Run, folder: Path) -> None:
    run("codes", "export", "team.md")
    run("codes", "export", "out.md", "--outside")
    assert "- Example:" in (folder / "team.md").read_text(encoding="utf-8")
    assert "- Example:" not in (folder / "out.md").read_text(encoding="utf-8")


def test_a_preview_says_what_is_added_changed_and_doubtful(run: Run, folder: Path) -> None:
    (folder / "new.csv").write_text(
        "area,index,name,definition\n"
        "Access,[1.2],Routes in,How somebody came.\n"
        "Access,[1.9],Asking a friend,\n"
        "Access,,Practical bariers,\n",
        encoding="utf-8",
    )
    printed = run("codes", "import", "new.csv", "--preview").out
    assert "added: 1.9 Asking a friend" in printed
    assert "changed: 1.2 Routes in (definition: The way somebody came" in printed
    assert "doubtful:  Practical bariers: Perhaps “Practical barriers”, spelt differently." in printed
    assert "not in the file, stays: 1.1 Knowing what exists" in printed
    taken = run("codes", "import", "new.csv", "--yes").out
    assert taken.startswith("1 code added, 1 changed.\n1 doubtful left out")


def test_what_changed_between_two_days_is_said_with_its_reason(run: Run, folder: Path) -> None:
    assert run("codes", "rename", "1.2", "Ways in", "--reason", "The team met.").status == 0
    assert run("codes", "merge", "1.1", "--into", "1.3").out.startswith("0 codings come over, 0 joined")
    assert run("codes", "retire", "1.4").out == "“Cultural diversity” retired.\n"
    assert run("codes", "add", "Asking a friend", "--under", "Access").status == 0
    said = run("codes", "changes", "--from", "2020-01-01", "--sentences").out
    assert "were brought in from the codebook “" in said, "nothing stood then"
    assert "The code “Asking a friend” was added" in said
    assert run("codes", "changes", "--from", "2100-01-01").out.strip() == "The codebook was not changed."
    assert "Asking a friend" not in run("codes", "list", "--as-of", "2020-01-01").out
    assert "1.9" in run("codes", "list").out


def test_a_merge_is_seen_before_it_is_made_and_undone_as_one(run: Run, folder: Path) -> None:
    seen = run("codes", "merge", "1.2", "--into", "1.1", "--preview").out
    assert "name: Knowing what exists | Routes in" in seen
    assert "1 coding comes over, 0 joined with another." in seen
    run("codes", "merge", "1.2", "--into", "1.1")
    assert "Routes in" not in run("codes", "list").out
    run("undo")
    assert "Routes in" in run("codes", "list").out


def test_a_study_begins_with_the_codebook_of_another_and_none_of_its_words(
    run: Run, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("new", "Second", "--folder", tmp_path / "second", "--codebook", folder).status == 0
    monkeypatch.chdir(tmp_path / "second")
    listed = run("codes", "list", "--json").out
    assert "Routes in" in listed
    run("codes", "export", "book.md")
    assert "Example" not in (tmp_path / "second" / "book.md").read_text(encoding="utf-8")
    assert run("codes", "from-study", folder, "--preview").out.endswith("39 unchanged, 0 of them doubtful.\n")
    refused = run("codes", "from-study", ".")
    assert (refused.status, refused.err.splitlines()[0]) == (1, "This is the study itself.")


def test_a_study_begins_empty_or_with_a_file_of_any_kind(run: Run, folder: Path, tmp_path: Path) -> None:
    run("codes", "export", "book.docx")
    for name, codebook in (("word", "book.docx"), ("none", "empty")):
        assert run("new", name, "--folder", tmp_path / name, "--codebook", codebook).status == 0
    assert "Routes in" in run("codes", "list", "--study", tmp_path / "word").out
    assert run("codes", "list", "--study", tmp_path / "none").out.strip() == "No codes yet."


def test_a_file_that_is_no_codebook_gets_a_sentence(run: Run, folder: Path) -> None:
    (folder / "letter.docx").write_bytes(b"PK\x03\x04rest")
    for name, sentence in (
        ("book.pdf", "book.pdf is no codebook file."),
        ("gone.docx", "There is no file gone.docx."),
        ("Peer support.qualcode", "Peer support.qualcode belongs to a study, it is no table."),
    ):
        ran = run("codes", "import", name, "--yes")
        assert (ran.status, ran.err.splitlines()[0]) == (1, sentence)
    assert run("codes", "import", "letter.docx", "--yes").status == 1


def test_a_codebook_brought_in_with_from_leaves_doubtful_lines_out_as_import_does(run: Run, folder: Path) -> None:
    (folder / "new.csv").write_text(
        "area,index,name\nAccess,[1.9],Asking a friend\nAccess,,Practical bariers\n", encoding="utf-8"
    )
    said = run("codes", "--from", "new.csv", "--as", "Ana").out
    assert said.startswith("1 code added, 0 changed.\n1 doubtful left out:")
    listed = run("codes").out
    assert "Asking a friend" in listed
    assert "Practical bariers" not in listed


def test_a_codebook_is_not_written_to_a_file_called_by_a_name_of_the_list(run: Run, folder: Path) -> None:
    assert run("names", "add", "Maria", "Ann").status == 0
    refused = run("codes", "--to", "Maria.csv")
    assert refused.status != 0
    assert not (folder / "Maria.csv").exists()
