"""`qualcode export briefing`: a paper for each area, never over one that is there."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Run


def test_every_area_in_the_totals_gets_a_word_file_named_after_it(folder: Path, run: Run) -> None:
    done = run("export", "briefing")
    assert done.status == 0
    names = sorted(path.name for path in (folder / "exports").iterdir())
    assert names == [
        "Access briefing.docx",
        "Culture and buy-in briefing.docx",
        "Evidence briefing.docx",
        "Workforce briefing.docx",
    ]
    assert all(name in done.out for name in names) and "Changed" not in done.out


def test_a_new_run_never_touches_what_a_writer_rewrote_and_lists_what_changed(folder: Path, run: Run) -> None:
    place = folder / "papers"
    asked = ("export", "briefing", "Access", "--to", place, "--as", "md", "--as", "html")
    assert run(*asked).status == 0
    first = place / "Access briefing.md"
    first.write_text("Rewritten by hand.", encoding="utf-8")
    same = run(*asked)
    assert "Access briefing 2.md" in same.out and "Access briefing 2.html" in same.out
    assert "  Nothing changed since the one of " in same.out
    (place / "Access briefing 2.html").unlink()
    assert run("code", "garden", "1.1", "--words", "It was a card").status == 0
    assert run("memo", "add", "Who put the card up?", "--kind", "question", "--about", "1.1").status == 0
    changed = run(*asked)
    assert first.read_text("utf-8") == "Rewritten by hand."
    assert "Access briefing 3.md" in changed.out and "Access briefing 3.html" in changed.out
    assert "  Changed since the one of " in changed.out
    (heard,) = [line for line in changed.out.splitlines() if line.startswith("  What we heard: ")]
    assert heard.startswith("  What we heard: quote x") and " new; numbers of 1.1 new" in heard
    assert "  Questions: 1 paragraph new." in changed.out
    assert "Opportunities" not in changed.out
    assert "Who put the card up?" in (place / "Access briefing 3.md").read_text("utf-8")


def test_the_papers_for_the_team_and_for_readers_outside_are_told_apart(folder: Path, run: Run) -> None:
    assert run("export", "briefing", "access", "--as", "md").status == 0
    outside = run("export", "briefing", "access", "--as", "md", "--outside")
    assert "Access briefing outside.md" in outside.out and "Changed" not in outside.out
    words = (folder / "exports" / "Access briefing outside.md").read_text("utf-8")
    assert "So I sent myself." not in words and "study team only" not in words
    assert "So I sent myself." in (folder / "exports" / "Access briefing.md").read_text("utf-8")


def test_one_area_can_be_one_file_and_several_cannot(folder: Path, run: Run) -> None:
    assert run("export", "briefing", "1", "--to", "a.html", "--leave-out-empty").status == 0
    page = (folder / "a.html").read_text("utf-8")
    assert "1 Access: briefing paper" in page and "Nothing here yet" not in page
    assert run("export", "briefing", "1", "--to", "a.html").status == 0
    assert (folder / "a.html").read_text("utf-8") == page and (folder / "a 2.html").is_file()
    refused = run("export", "briefing", "all", "--to", "b.html")
    assert refused.status == 1 and "4 papers do not go into one file." in refused.err
    refused = run("export", "briefing", "1", "--to", "b.pdf")
    assert refused.status == 1 and "cannot be written as “.pdf”" in refused.err
    assert not (folder / "b.html").exists() and not (folder / "b.pdf").exists()


def test_an_area_that_is_none_is_refused_with_those_there_are(folder: Path, run: Run) -> None:
    refused = run("export", "briefing", "Weather")
    assert refused.status == 1 and "There is no area “Weather”." in refused.err and "1 Access" in refused.err
    assert not list((folder / "exports").glob("*briefing*"))
