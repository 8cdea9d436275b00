"""The files of briefing papers: their names, what is kept of them, and what is said to have changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.exports.briefing_files import FORMATS, Marks, changes, free_paths, paper_path, write_papers
from qualcode.exports.figures import Column, Row, Table, ValueKind
from qualcode.exports.gather_briefing import Briefing
from qualcode.exports.page import Facts, Page, Paragraph, Section
from qualcode.exports.sources import Fact
from qualcode.participants.disclosure import Audience
from qualcode.participants.names import Name, Names
from qualcode.problem import Problem
from tests.exports.sample_page import sample_page

DAY = datetime(2026, 3, 12, 9, 30, tzinfo=UTC)


def reach(*rows: tuple[str, int]) -> Table:
    return Table("Reach", (Column("Theme", ValueKind.WORDS), Column("Participants")), tuple(map(Row, rows)))


def page_of(**parts: tuple[Paragraph | Table | Facts, ...]) -> Page:
    sections = tuple(Section(title.replace("_", " "), held) for title, held in parts.items())
    return Page("Access", "Study", DAY, Audience.TEAM, sections, contents=False)


def said(before: Page, now: Page) -> tuple[str, ...]:
    return changes(Marks.from_kept(Marks.of(before).as_kept()), Marks.of(now))


# What changed


def test_a_row_whose_numbers_changed_is_named_by_its_index_and_one_without_is_counted() -> None:
    before = page_of(Heard=(reach(("1.1 Cards", 2), ("1.2 Doors", 3), ("A theme of P04", 1)),))
    now = page_of(Heard=(reach(("1.1 Cards", 3), ("1.2 Doors", 3), ("1.3 Buses", 1), ("A theme of P04", 2)),))
    assert said(before, now) == (
        "Changed since the one of 12 March 2026:",
        "Heard: numbers of 1.3 new; numbers of 1.1 changed; numbers in 1 other row changed.",
    )


def test_a_base_that_changed_is_named_as_it_is_printed() -> None:
    before, now = (
        page_of(Heard=(replace(reach(("1.1 Cards", 2)), base=Row(("Out of", people))),)) for people in (8, 9)
    )
    assert said(before, now)[1:] == ("Heard: numbers of “Out of” changed.",)


def test_paragraphs_are_new_gone_or_changed_and_sections_come_and_go() -> None:
    before = page_of(Covers=(Paragraph("One."), Paragraph("Two.")), Questions=(Paragraph("Who?"),))
    now = page_of(Covers=(Paragraph("One."), Paragraph("Three."), Paragraph("Four.")))
    assert said(before, now)[1:] == ("Covers: 1 paragraph changed; 1 paragraph new.", "Questions: 1 paragraph gone.")


def test_what_stands_below_a_heading_is_told_under_the_section_it_belongs_to() -> None:
    below = Section("1.1 Cards", (Paragraph("Some words."),), level=2)
    before = page_of(Heard=(Paragraph("One."),))
    assert said(before, replace(before, sections=(*before.sections, below)))[1:] == ("Heard: 1 paragraph new.",)


def test_the_first_paper_has_nothing_to_be_compared_with() -> None:
    assert changes(None, Marks.of(page_of(Heard=()))) == ()
    for damaged in (None, "", "{", "[]", "{}", '{"day": "soon", "sections": {}}', '{"day": "2026-03-12"}', "1"):
        assert Marks.from_kept(damaged) is None


def test_what_is_kept_of_a_paper_holds_none_of_its_words() -> None:
    words = "Nobody ever told me"
    page = page_of(
        Heard=(Paragraph(words), Facts((Fact("Said", words),)), reach((words, 1), ("1.1 Cards of Ludovica", 2)))
    )
    kept = Marks.of(page).as_kept()
    assert not any(word in kept for word in ("Nobody", "told", "Cards", "Ludovica"))


@given(st.lists(st.text(), max_size=6), st.lists(st.text(), max_size=6))
def test_papers_differ_exactly_where_their_words_do(before: list[str], now: list[str]) -> None:
    first, second = (page_of(Heard=tuple(map(Paragraph, words))) for words in (before, now))
    assert said(first, first) == ("Nothing changed since the one of 12 March 2026.",)
    same = set(before) == set(now)
    assert (said(first, second) == ("Nothing changed since the one of 12 March 2026.",)) is same


# Files


def test_a_number_is_free_where_it_is_in_every_format(tmp_path: Path) -> None:
    path = paper_path(tmp_path, "Culture: and buy-in", ".docx")
    assert path.name == "Culture and buy-in briefing.docx"
    assert free_paths(path, [".docx"]) == (path,)
    (tmp_path / "Culture and buy-in briefing.html").touch()
    (tmp_path / "Culture and buy-in briefing 2.docx").symlink_to(tmp_path / "nowhere")
    names = [one.name for one in free_paths(path, [".docx", ".html"])]
    assert names == ["Culture and buy-in briefing 3.docx", "Culture and buy-in briefing 3.html"]


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_paper_is_written_in_every_format_and_again_beside_the_first(suffix: str, tmp_path: Path) -> None:
    paper = Briefing("a1", "Access", replace(sample_page(), contents=False), ())
    wanted = {"a1": paper_path(tmp_path, "Access", suffix)}
    first, second = (write_papers([paper], wanted, [suffix])[0].paths[0] for _ in range(2))
    assert (first.name, second.name) == (f"Access briefing{suffix}", f"Access briefing 2{suffix}")
    assert first.read_bytes() == second.read_bytes()


def test_no_paper_is_written_where_one_would_be_called_by_a_name_of_the_list(tmp_path: Path) -> None:
    papers = [Briefing(one, called, sample_page(), ()) for one, called in (("a1", "Access"), ("a2", "Ludovica"))]
    wanted = {one.area_id: tmp_path / f"{one.called}.md" for one in papers}
    names = Names([Name("Ludovica", "Zed")])
    with pytest.raises(Problem, match="The file’s name holds a name"):
        write_papers(papers, wanted, [".md"], names=names)
    assert list(tmp_path.iterdir()) == []
    assert paper_path(tmp_path, "Ludovica", ".md", names).name == "Zed briefing.md"
