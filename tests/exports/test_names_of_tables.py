"""Every table says what it is: on paper by its caption, to who hears it by a label; one section has one name."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from docx import Document

from qualcode.edits.participants import ChangeParticipant
from qualcode.edits.themes import Gather, NewTheme, Thing
from qualcode.exports import html_page, word
from qualcode.exports.chart_document import content as chart_document
from qualcode.exports.coded import TranscriptChoices
from qualcode.exports.coded_page import coded_page
from qualcode.exports.framework import chart_page, chart_table
from qualcode.exports.gather_themes import theme_page
from qualcode.exports.gather_transcripts import transcripts
from qualcode.exports.gather_workshop import workshop_packs
from qualcode.exports.page import Blanks, Facts, Page, Section
from qualcode.exports.sources import Fact
from qualcode.exports.word_coded import content as coded_document
from qualcode.exports.workshop import WorkshopChoices
from qualcode.participants.disclosure import Audience
from qualcode.project.project import Project
from tests.conftest import NOON
from tests.exports.printed_charts import p03, printed

BringIn = Callable[..., str]
CodeIt = Callable[..., str]
DESCRIPTIONS = "//w:tblPr/w:tblDescription/@w:val"


@pytest.fixture
def held_back(project: Project, bring_in: BringIn, code_it: CodeIt) -> Project:
    """P03, who may not be quoted, has a coded passage beside one of somebody who may."""
    code_it(bring_in(), "So I sent myself.", "1.2")
    code_it(bring_in("Ana Diaz: I walked in.\n", "Other"), "I walked in.", "1.2")
    project.make(ChangeParticipant(p03(project).id, {"consent": "paraphrase only"}))
    return project


def headings(document: bytes) -> list[str]:
    found = Document(io.BytesIO(document)).paragraphs
    return [one.text for one in found if one.style is not None and one.style.name == "Heading 1"]


def test_the_number_of_an_area_is_not_read_as_going_on_that_of_its_table(held_back: Project) -> None:
    value = printed(held_back)
    captions = [chart_table(one).caption for one in value.charts]
    assert captions == ["Framework chart: 1 Access", "Framework chart: 3 Evidence"]
    assert [chart_table(one).name for one in value.charts] == ["1 Access", "3 Evidence"], "on sheets"
    on_the_web = html_page.content(chart_page(value)).decode()
    assert "Table 1. Framework chart: 1 Access" in on_the_web and not re.search(r"Table \d+\. \d", on_the_web)


def test_what_was_held_back_stands_under_the_same_heading_everywhere(
    held_back: Project, codes: dict[str, str]
) -> None:
    charts = replace(printed(held_back, Audience.OUTSIDE), held_back=("1 cell held back.",))
    assert headings(chart_document(charts))[-1] == "Held back"
    assert [one.title for one in chart_page(charts).sections][-1] == "Held back"
    begun = NewTheme("People come alone")
    held_back.make(begun)
    held_back.make(Gather(begun.id, [Thing("code", codes["1.2"])]))
    assert [one.title for one in theme_page(held_back.conn, NOON, Audience.OUTSIDE).sections][-1] == "Held back"
    (pack, *_) = held_back.read_copy(workshop_packs, WorkshopChoices(), NOON)
    assert [one.title for one in pack.page.sections][-1] == "Held back"


def test_codings_left_out_of_a_transcript_stand_under_held_back_where_words_are_held_back(
    project: Project, bring_in: BringIn, code_it: CodeIt
) -> None:
    document = bring_in("P03: So I sent myself.\nP04: I walked in.\n", "Two")
    code_it(document, "So I sent myself.", "1.2")
    code_it(document, "I walked in.", "1.2")
    people = dict(project.conn.execute("SELECT pseudonym, id FROM participant").fetchall())
    project.make(ChangeParticipant(people["P03"], {"consent": "paraphrase only"}))
    project.make(ChangeParticipant(people["P04"], {"consent": "quote"}))
    (value,) = project.read_copy(transcripts, TranscriptChoices(Audience.OUTSIDE), NOON).transcripts
    last = coded_page(value).sections[-1]
    told = "Codings that touch words which are held back from these readers are left out."
    assert last.title == headings(coded_document(value))[-1] == "Held back"
    assert told in html_page.content(coded_page(value)).decode()
    assert told in [one.text for one in Document(io.BytesIO(coded_document(value))).paragraphs]


def test_a_table_to_be_filled_in_is_named_by_its_headings_where_it_has_no_caption() -> None:
    blanks = Blanks("", ("Passage x1 & x2", "Cross"), (1, 1), (("Yes",),))
    page = Page("Sheet", "Study", NOON, Audience.TEAM, (Section("Passage", (blanks,)),))
    assert '<table class="blanks" aria-label="Passage x1 &amp; x2, Cross">' in html_page.content(page).decode()


def test_a_table_of_labelled_lines_says_what_it_holds() -> None:
    facts = Facts((Fact("Documents", "2 interviews"), Fact("Coders", "1")))
    document = word.page_content(Page("Study", "Study", NOON, Audience.TEAM, (Section("About", (facts,)),)))
    described = Document(io.BytesIO(document)).element.xpath(DESCRIPTIONS)
    assert described == ["Documents, Coders"]
