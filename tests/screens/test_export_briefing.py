"""Briefing papers in Export (F8), driven by its keys."""

from __future__ import annotations

import re

import pytest
from textual.pilot import Pilot

from qualcode.edits.attributes import AddAttribute, NewAttribute
from qualcode.edits.memos import MemoTarget, WriteMemo
from qualcode.edits.participants import ChangeParticipant
from qualcode.exports.briefing_material import BriefingChoices
from qualcode.exports.gather_briefing import briefings
from qualcode.project.project import Project
from qualcode.tui.screens.export_briefing import AskedBriefing
from qualcode.tui.screens.export_changed import WhatChanged
from qualcode.tui.screens.export_choices import Asked
from qualcode.tui.widgets.reading_page import ReadingPage
from tests.screens.place_study import (
    NOON,
    Study,
    assert_golden,
    opened,
    press,
    run,
    screen_text,
    settle,
    toasts,
    type_words,
)
from tests.screens.test_export import choose, written

pytestmark = pytest.mark.usefixtures("no_desktop")


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_the_papers_have_choices_and_a_preview_of_their_own(study: Study, size: tuple[int, int]) -> None:
    async with opened(study, "f8", size=size) as pilot:
        await choose(pilot, "briefing", "space")
        assert_golden(pilot, f"export-briefing-{size[0]}x{size[1]}")


@pytest.mark.parametrize("what", ["briefing", "workshop"])
async def test_the_folder_of_several_documents_is_said_as_it_is(study: Study, what: str) -> None:
    (study.path.parent / "exports").mkdir()
    async with opened(study, "f8") as pilot:
        await choose(pilot, what, "space")
        assert re.search(r"Where       exports  +│", screen_text(pilot))
        assert "[ Export ]  new: exports/" in screen_text(pilot)


async def test_every_word_of_the_papers_is_in_the_preview(study: Study) -> None:
    async with opened(study, "f8") as pilot:
        await run(pilot, "export.briefing")
        text = pilot.app.screen.query_one("#preview", ReadingPage).text
    with Project.open(study.path, clock=study.clock, back_up=False) as project:
        papers = briefings(project.conn, BriefingChoices(), NOON)
    assert papers
    for one in papers:
        assert one.page.title in text
        for section in one.page.sections:
            assert section.title in text
        for excerpt in one.page.excerpts:
            assert excerpt.words.text in text and f"({excerpt.id})" in text


async def test_a_second_run_writes_beside_what_a_writer_rewrote_and_says_what_changed(study: Study) -> None:
    exports = study.path.parent / "exports"
    async with opened(study, "f8") as pilot:
        await choose(pilot, "briefing", "space")
        await choose(pilot, "paper-as:.md", "space")
        await choose(pilot, "paper-as:.docx", "space")
        await press(pilot, "x")
        await written(pilot)
        assert "Saved Access briefing.md" in screen_text(pilot)
        await press(pilot, "escape")
        assert "exports/Access briefing 2.md" in screen_text(pilot)
    first = exports / "Access briefing.md"
    first.write_text("Rewritten by hand.", encoding="utf-8")
    with Project.open(study.path, clock=study.clock, back_up=False) as project:
        project.sign_in("Ana")
        (access,) = project.conn.execute("SELECT id FROM code WHERE is_area AND name = 'Access'").fetchone()
        project.make(WriteMemo("Who put the card up?", "question", MemoTarget("code", access)))
    async with opened(study, "f8") as pilot:
        await press(pilot, "x")
        await changed(pilot)
        text = screen_text(pilot)
        assert "Access briefing 2.md" in text and "Changed since the one of 12 March 2026:" in text
        assert "Questions: 1 paragraph new." in text
        assert "Nothing changed since the one of 12 March 2026." in text
        await press(pilot, "escape")
        await written(pilot)
        assert "Saved Access briefing 2.md" in screen_text(pilot)
        assert "Beside it: Evidence briefing 2.md" in screen_text(pilot)
        await press(pilot, "escape")
    assert first.read_text("utf-8") == "Rewritten by hand."
    assert "Who put the card up?" in (exports / "Access briefing 2.md").read_text("utf-8")


async def changed(pilot: Pilot[None]) -> None:
    """Wait until the box with what changed stands there."""
    for _ in range(400):
        await settle(pilot)
        if isinstance(pilot.app.screen, WhatChanged):
            return
    raise AssertionError("nothing is said to have changed")


async def test_areas_groups_quotes_and_the_folder_are_chosen_and_remembered(study: Study) -> None:
    with Project.open(study.path, clock=study.clock, back_up=False) as project:
        project.sign_in("Ana")
        project.make(AddAttribute(NewAttribute("duty")))
        for (person,) in project.conn.execute("SELECT id FROM participant").fetchall():
            project.make(ChangeParticipant(person, {}, {"duty": "carer"}))
    async with opened(study, "f8") as pilot:
        await choose(pilot, "briefing", "space")
        await choose(pilot, "briefing:areas", "enter")
        await press(pilot, "space", "enter")
        await choose(pilot, "briefing:by", "enter")
        await press(pilot, "end", "space", "enter")
        await choose(pilot, "briefing:empty", "space")
        await choose(pilot, "where", "enter")
        await type_words(pilot, "papers")
        await press(pilot, "enter")
        await choose(pilot, "briefing:quotes", "enter")
        await press(pilot, "ctrl+u")
        await type_words(pilot, "many")
        await press(pilot, "enter")
        assert any("“many” is not a number of quotes." in said for said in toasts(pilot))
        await choose(pilot, "briefing:quotes", "enter")
        await press(pilot, "ctrl+u")
        await type_words(pilot, "1")
        await press(pilot, "enter")
    async with opened(study, "f8") as pilot:
        text = screen_text(pilot)
        assert "(•) Briefing papers" in text and "Areas       1 Access" in text and "Groups by   duty" in text
        assert "up to 1 of each theme" in text and "Where       papers" in text
        assert "[ ] sections that have nothing yet" in text and "1 paper with" in text
        preview = pilot.app.screen.query_one("#preview", ReadingPage).text
        assert "By duty there are no two groups" in preview and "What the survey says" not in preview
        await choose(pilot, "excerpts", "space")
        assert "( ) Briefing papers" in screen_text(pilot)
        await choose(pilot, "where")
        assert "Title       (the study’s)" in screen_text(pilot)


async def test_for_readers_outside_what_is_held_back_is_listed_with_its_reason(study: Study) -> None:
    async with opened(study, "f8") as pilot:
        await choose(pilot, "briefing", "space")
        await choose(pilot, "audience:outside", "space")
        assert "Nobody told me." not in pilot.app.screen.query_one("#preview", ReadingPage).text
        assert "held back: " in screen_text(pilot)
        await run(pilot, "export.why")
        assert "P02: for the study team only" in screen_text(pilot)
        await press(pilot, "escape")


def test_what_was_remembered_by_an_older_copy_or_is_damaged_gives_the_usual_papers() -> None:
    assert Asked.from_json("{}").briefing == AskedBriefing()
    assert Asked.from_json('{"briefing": {"quotes": "many"}}') == Asked()
    kept = Asked(briefing=AskedBriefing(True, BriefingChoices(quotes=3, by=("x",)), frozenset([".md"]), "papers"))
    assert Asked.from_json(kept.as_json()) == kept
