"""The team lead's report in Export (F8), driven by its keys."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.edits.attributes import AddAttribute, NewAttribute
from qualcode.edits.participants import ChangeParticipant
from qualcode.exports.gather_lead import lead_page
from qualcode.exports.lead import LeadChoices
from qualcode.exports.writing import PAGE_FORMATS
from qualcode.participants.attributes import AttributeKind
from qualcode.participants.disclosure import Audience
from qualcode.participants.names import NO_NAMES
from qualcode.project.project import Project
from qualcode.transcripts.graphemes import cells
from qualcode.tui.screens.export_choices import Asked
from qualcode.tui.screens.export_lead import AskedLead
from qualcode.tui.widgets.page_paragraphs import page_paragraphs
from qualcode.tui.widgets.reading_page import ReadingPage
from tests.exports.sample_page import sample_page
from tests.screens.place_study import (
    NOON,
    Study,
    assert_golden,
    opened,
    press,
    screen_text,
    toasts,
    type_words,
)
from tests.screens.test_export import choose, written

pytestmark = pytest.mark.usefixtures("no_desktop")


def with_duties(study: Study) -> None:
    """Let it be known what the two participants do; it may not be printed."""
    with Project.open(study.path, clock=study.clock, back_up=False) as project:
        project.sign_in("Ana")
        project.make(AddAttribute(NewAttribute("duty", AttributeKind.TEXT)))
        people = dict(project.conn.execute("SELECT pseudonym, id FROM participant").fetchall())
        project.make(ChangeParticipant(people["P01"], {}, {"duty": "carer"}))
        project.make(ChangeParticipant(people["P02"], {}, {"duty": "nurse"}))


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_the_report_of_numbers_has_choices_and_a_preview_of_its_own(
    study: Study, size: tuple[int, int]
) -> None:
    async with opened(study, "f8", size=size) as pilot:
        await choose(pilot, "numbers", "space")
        assert_golden(pilot, f"export-lead-{size[0]}x{size[1]}")


async def test_every_number_of_the_report_is_in_the_preview(study: Study) -> None:
    async with opened(study, "f8") as pilot:
        await choose(pilot, "numbers", "space")
        text = pilot.app.screen.query_one("#preview", ReadingPage).text
    with Project.open(study.path, clock=study.clock, back_up=False) as project:
        page = lead_page(project.conn, LeadChoices(), NOON)
    words = " ".join(text.split())
    assert page.tables
    for table in page.tables:
        assert table.caption in text
        for row in table.rows:
            for cell in table.text(row):
                assert cell[:12] in words


async def test_it_is_written_in_every_format_that_is_ticked(study: Study) -> None:
    async with opened(study, "f8") as pilot:
        await choose(pilot, "numbers", "space")
        await choose(pilot, "as:.xlsx", "space", "x")
        await written(pilot)
        text = screen_text(pilot)
        assert "Saved study-numbers.docx" in text
        assert "Beside it: study-numbers.html" in text and "Beside it: study-numbers.xlsx" in text
        await press(pilot, "escape")
    names = {path.name for path in (study.path.parent / "exports").iterdir()}
    assert names == {"study-numbers.docx", "study-numbers.html", "study-numbers.xlsx"}


async def test_the_last_format_stays_ticked(study: Study) -> None:
    async with opened(study, "f8") as pilot:
        await choose(pilot, "numbers", "space")
        await choose(pilot, "as:.html", "space")
        await choose(pilot, "as:.docx", "space")
        text = screen_text(pilot)
        assert "[x] Word (.docx)" in text and "[ ] A web page (.html)" in text


async def test_its_choices_are_remembered_and_the_themed_excerpts_keep_theirs(study: Study) -> None:
    async with opened(study, "f8") as pilot:
        await choose(pilot, "numbers", "space")
        await choose(pilot, "lead:coder_names", "space")
        await choose(pilot, "lead:together", "enter")
        await press(pilot, "ctrl+u")
        await type_words(pilot, "5")
        await press(pilot, "enter")
        await choose(pilot, "title", "enter")
        await type_words(pilot, "Numbers")
        await press(pilot, "enter")
    async with opened(study, "f8") as pilot:
        text = screen_text(pilot)
        assert "(•) Team lead’s report" in text and "[x] coder names" in text
        assert "Codes meet  the 5 with" in text and "Title       Numbers" in text
        assert "Ana coded:" in pilot.app.screen.query_one("#preview", ReadingPage).text
        await choose(pilot, "excerpts", "space")
        await choose(pilot, "where")
        text = screen_text(pilot)
        assert "[ ] coder names" in text and "Title       (the study’s)" in text


@pytest.mark.parametrize("typed", ["1", "61", "many"])
async def test_a_number_of_codes_that_cannot_be_shown_is_refused(study: Study, typed: str) -> None:
    async with opened(study, "f8") as pilot:
        await choose(pilot, "numbers", "space")
        await choose(pilot, "lead:together", "enter")
        await press(pilot, "ctrl+u")
        await type_words(pilot, typed)
        await press(pilot, "enter")
        assert toasts(pilot)[-1].startswith(f"“{typed}” is not a number of codes")
        assert "Codes meet  the 20 with" in screen_text(pilot)


async def test_groups_of_what_may_not_be_printed_are_for_the_team_alone(study: Study) -> None:
    with_duties(study)
    async with opened(study, "f8") as pilot:
        await choose(pilot, "numbers", "space")
        await choose(pilot, "lead:by", "enter")
        await press(pilot, "end", "space", "enter")
        assert "Groups by   duty" in screen_text(pilot)
        page = pilot.app.screen.query_one("#preview", ReadingPage)
        assert "Groups beside each other" in page.text
        await choose(pilot, "audience:outside", "space")
        assert "“duty” is not shown to readers outside the team." in page.text
        assert "[ Export ]" not in screen_text(pilot)
        await choose(pilot, "lead:by", "enter")
        box = screen_text(pilot)
        assert "] role" in box and "] duty" not in box
        await press(pilot, "enter")
        assert "Groups by   none" in screen_text(pilot)
        await choose(pilot, "audience:team", "space")
        assert "[ Export ]" in screen_text(pilot)


async def test_readers_outside_are_told_what_is_left_out_before_it_goes(study: Study) -> None:
    async with opened(study, "f8") as pilot:
        await choose(pilot, "numbers", "space")
        await choose(pilot, "audience:outside", "space")
        text = screen_text(pilot)
        assert "documents by kind and number" in text
        assert "exports/study-numbers-outside.docx, .html" in text
        assert "garden" not in pilot.app.screen.query_one("#preview", ReadingPage).text


async def test_counts_leads_to_it_from_its_export_and_its_palette(study: Study) -> None:
    async with opened(study, "f5", "x") as pilot:
        await press(pilot, "end", "enter")
        assert "(•) Team lead’s report" in screen_text(pilot)
        await choose(pilot, "excerpts", "space")
        await press(pilot, "f5", "colon")
        await type_words(pilot, "team lead")
        await press(pilot, "enter")
        assert "(•) Team lead’s report" in screen_text(pilot)


async def test_excerpts_goes_back_to_the_themed_excerpts(study: Study) -> None:
    async with opened(study, "f8") as pilot:
        await choose(pilot, "numbers", "space")
        await press(pilot, "f4", "x")
        assert "(•) Themed excerpts" in screen_text(pilot)


@pytest.mark.parametrize("width", [40, 58, 76, 100])
def test_no_line_of_a_table_or_picture_is_wider_than_the_pane(width: int) -> None:
    shown = page_paragraphs(sample_page(), width)
    drawn = [one for one in shown if one.unbroken]
    assert drawn and max(cells(one.words.rstrip()) for one in drawn) <= width


def test_a_typed_name_gets_each_ending_and_a_typed_ending_chooses_one() -> None:
    home = Path("/studies/peer/peer.qualcode")
    lead = AskedLead().with_where("for the board")
    assert [path.name for path in lead.paths(home, NO_NAMES, Audience.TEAM)] == [
        "for the board.docx",
        "for the board.html",
    ]
    assert lead.with_where("out/v1.2 board.xlsx").paths(home, NO_NAMES, Audience.TEAM) == (
        Path("/studies/peer/out/v1.2 board.xlsx"),
    )


@given(
    st.builds(
        AskedLead,
        st.builds(
            LeadChoices,
            coder_names=st.booleans(),
            together=st.integers(2, 60),
            title=st.text(),
            by=st.lists(st.uuids().map(str)).map(tuple),
        ),
        st.frozensets(st.sampled_from(list(PAGE_FORMATS)), min_size=1),
        st.text(),
    ),
    st.booleans(),
)
def test_kept_choices_come_back_as_they_were(lead: AskedLead, numbers: bool) -> None:
    asked = Asked(numbers=numbers, lead=lead)
    assert Asked.from_json(asked.as_json()) == asked


@pytest.mark.parametrize("kept", ['{"lead": 3}', '{"lead": {"together": "many"}}', '{"lead": {"suffixes": 1}}'])
def test_kept_choices_that_are_not_understood_give_the_usual_ones(kept: str) -> None:
    assert Asked.from_json(kept) == Asked()


async def test_where_the_preview_has_the_screen_to_itself_its_numbers_fill_the_width(study: Study) -> None:
    async with opened(study, "f8", size=(80, 24)) as pilot:
        await choose(pilot, "numbers", "space")
        await press(pilot, "i")
        page = pilot.app.screen.query_one("#preview", ReadingPage)
        drawn = [cells(one.words.rstrip()) for one in page.paragraphs if one.unbroken]
        assert 60 < max(drawn) <= page.scrollable_content_region.width
        await pilot.resize_terminal(60, 24)
        await press(pilot)
        drawn = [cells(one.words.rstrip()) for one in page.paragraphs if one.unbroken]
        assert max(drawn) <= page.scrollable_content_region.width < 60


async def test_numbers_of_few_people_are_hidden_where_that_is_ticked(study: Study) -> None:
    async with opened(study, "f8") as pilot:
        await choose(pilot, "numbers", "space")
        page = pilot.app.screen.query_one("#preview", ReadingPage)
        assert "Who carries each code" in page.text
        await choose(pilot, "lead:fewest", "space")
        assert "Who carries each code" not in page.text
        assert "hidden" in page.text
    async with opened(study, "f8") as pilot:
        assert "[x] numbers of fewer than 5 people hidden" in screen_text(pilot)
