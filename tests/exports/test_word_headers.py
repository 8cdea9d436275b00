"""What stands at the top and the foot of every page of a Word document, whichever way the page lies."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as Opened
from docx.section import Section
from docx.shared import Mm

from qualcode.exports import chart_document, word
from qualcode.exports.page import Page, figure_page
from qualcode.participants.disclosure import Audience
from qualcode.project.project import Project
from tests.exports.printed_charts import printed
from tests.exports.sample_page import sample_page, wide_table
from tests.exports.sample_report import MADE_ON, sample_report
from tests.exports.word_rules import faults

NOTICE = "For the study team only"


def opened(document: bytes) -> Opened:
    assert faults(document) == []
    return Document(io.BytesIO(document))


def edges(section: Section) -> list[bool]:
    """Whether the tab of each header and footer of a section stands at the right-hand edge of its text."""
    assert section.page_width is not None and section.left_margin is not None and section.right_margin is not None
    text = section.page_width - section.left_margin - section.right_margin
    furniture = [section.header, section.footer]
    if section.different_first_page_header_footer:
        furniture += [section.first_page_header, section.first_page_footer]
    stops = [one.paragraphs[0].paragraph_format.tab_stops for one in furniture]
    return [abs(next(reversed(list(each))).position - text) < Mm(0.1) for each in stops if len(each)]


def across(page: Page) -> list[bool]:
    sections = opened(word.page_content(page)).sections
    return [bool((one.page_width or 0) > (one.page_height or 0)) for one in sections]


def test_the_notice_stands_at_the_right_hand_edge_of_every_page_whichever_way_it_lies() -> None:
    page = sample_page(Audience.TEAM)
    assert across(page) == [False, True, False]
    sections = opened(word.page_content(page)).sections
    assert all(all(edges(section)) for section in sections)
    assert [NOTICE in section.header.paragraphs[0].text for section in sections] == [True] * 3


def test_a_wide_table_alone_has_a_header_as_wide_as_its_pages() -> None:
    page = figure_page("Study", MADE_ON, Audience.TEAM, "Counts", [wide_table(18)])
    assert across(page) == [True]
    (section,) = opened(word.page_content(page)).sections
    assert all(edges(section)) and len(edges(section)) == 4


@pytest.mark.parametrize("a3", [False, True])
def test_a_chart_on_a4_or_a3_has_a_header_as_wide_as_its_pages(
    project: Project, codes: dict[str, str], bring_in: Callable[..., str], a3: bool
) -> None:
    bring_in()
    (section,) = opened(chart_document.content(printed(project), a3=a3)).sections
    assert all(edges(section)) and section.page_width is not None
    assert round(section.page_width.mm) == (420 if a3 else 297)


def test_the_notice_stands_once_on_the_first_page_as_the_first_line_and_once_on_every_other(
    project: Project, codes: dict[str, str], bring_in: Callable[..., str]
) -> None:
    bring_in()
    for document in (
        chart_document.content(printed(project)),
        word.content(sample_report(Audience.TEAM)),
        word.page_content(sample_page(Audience.TEAM)),
    ):
        file = opened(document)
        first = file.sections[0]
        assert file.paragraphs[0].text == NOTICE
        assert first.first_page_header.paragraphs[0].text
        assert NOTICE not in first.first_page_header.paragraphs[0].text
        assert NOTICE in first.header.paragraphs[0].text
        assert [one.different_first_page_header_footer for one in file.sections][1:] == [False] * (
            len(file.sections) - 1
        )


def test_for_outside_the_first_page_is_as_every_other() -> None:
    file = opened(word.page_content(sample_page(Audience.OUTSIDE)))
    assert not any(one.different_first_page_header_footer for one in file.sections)
    assert all(all(edges(one)) for one in file.sections)


def test_the_header_of_a_house_template_stands_on_pages_of_both_ways(tmp_path: Path) -> None:
    house = Document()
    house.sections[0].header.paragraphs[0].text = "The Charity"
    house.save(str(tmp_path / "house.docx"))
    file = opened(word.page_content(sample_page(Audience.TEAM), template=tmp_path / "house.docx"))
    assert [[p.text for p in one.header.paragraphs] for one in file.sections] == [[NOTICE, "The Charity"]] * 3
    assert [edges(one) for one in file.sections] == [[True]] * 3, "the footers are ours"
