"""Plain text as word processors save it, a line for each paragraph, and as editors break it."""

from __future__ import annotations

from pathlib import Path

from qualcode.essays.check_draft import check_draft
from qualcode.essays.drafts import read_draft
from qualcode.essays.drafts.draft import SetApart
from qualcode.project.project import Project
from tests.essays.conftest import SLEPT, TODAY, troubles

LONG = (
    "This is a paragraph of a draft that goes on and on without an end of a line, as word processors save them. " * 2
)


def draft(folder: Path, text: str) -> list[str]:
    path = folder / "essay.txt"
    path.write_text(text, encoding="utf-8")
    return [one.words.strip() for one in read_draft(path).paragraphs]


def test_wide_lines_are_paragraphs(tmp_path: Path) -> None:
    assert draft(tmp_path, f"Title\n{LONG}\nShort.\n{LONG}\n") == ["Title", LONG.strip(), "Short.", LONG.strip()]


def test_short_lines_are_paragraphs_where_no_empty_line_parts_them_and_they_end_anywhere(tmp_path: Path) -> None:
    assert (
        len(draft(tmp_path, "One.\nThis is two, which goes on.\nThree is short.\nAnd this is four, again long.")) == 4
    )


def test_lines_broken_to_a_width_are_one_paragraph(tmp_path: Path) -> None:
    broken = "These are lines of one paragraph\nthat an editor broke so that all\nof them go in.\n"
    assert len(draft(tmp_path, broken)) == 1
    address = "See https://example.org/" + "x" * 120 + "\n"
    assert len(draft(tmp_path, f"{broken * 20}\n{address}{broken}")) == 2


def test_paragraphs_that_all_begin_with_a_space_are_not_set_apart(tmp_path: Path) -> None:
    path = tmp_path / "essay.txt"
    path.write_text(f"\t{LONG}\n\t{LONG}\n\t{LONG}\n", encoding="utf-8")
    assert {one.set_apart for one in read_draft(path).paragraphs} == {SetApart.NOT}


def test_each_quotation_of_such_a_text_has_a_place_and_a_speaker_of_its_own(study: Project, tmp_path: Path) -> None:
    path = tmp_path / "essay.txt"
    lines = [LONG, "Hall (2003) has written on that.", "One said “We threw the van out of the window”.", LONG]
    lines += [SLEPT.replace("through", "well"), "— Ines", "“Somebody with a van” (Will)"]
    path.write_text("\n".join(lines), encoding="utf-8")
    found = study.read(check_draft, read_draft(path), on=TODAY).findings
    assert [(one.place, troubles(one)) for one in found] == [
        ("paragraph 3", ["not found"]),
        ("paragraph 5", ["altered"]),
        ("paragraph 7", []),
    ]
