"""`qualcode export lead`: the team lead's report, in the formats asked for."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Run


def test_the_report_is_written_in_word_and_html_where_nothing_else_is_said(folder: Path, run: Run) -> None:
    done = run("export", "lead")
    assert done.status == 0
    assert sorted(path.name for path in (folder / "exports").iterdir()) == [
        "Peer support-numbers.docx",
        "Peer support-numbers.html",
    ]
    assert "Peer support-numbers.docx" in done.out and "Peer support-numbers.html" in done.out


def test_every_format_is_the_same_report(folder: Path, run: Run) -> None:
    assert run("export", "lead", "--to", "a.md", "--to", "a.html", "--to", "a.csv", "--to", "a.xlsx").status == 0
    written = (folder / "a.md").read_text("utf-8")
    assert "| 1.2 Routes in | 1 | 1 | 0 |" in written and "1 coder coded: 1 coding is counted" in written
    assert "1.2 Routes in" in (folder / "a.html").read_text("utf-8")
    assert (folder / "a" / "Reach.csv").read_text("utf-8-sig").splitlines()[2].startswith("1.2 Routes in,1,1,0,")


def test_readers_outside_get_a_file_of_another_name_and_no_notice(folder: Path, run: Run) -> None:
    assert run("export", "lead", "--outside").status == 0
    page = (folder / "exports" / "Peer support-numbers-outside.html").read_text("utf-8")
    assert "study team only" not in page and "garden group" not in page


def test_an_ending_that_nobody_writes_is_refused_before_anything_is_written(folder: Path, run: Run) -> None:
    refused = run("export", "lead", "--to", "a.docx", "--to", "a.pdf")
    assert refused.status == 1 and "Numbers cannot be written as “.pdf”." in refused.err
    assert not (folder / "a.docx").exists()
