"""A draft held against the transcripts from Quotes, driven by its keys."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document
from textual.pilot import Pilot
from textual.widgets import Input

from qualcode.participants.names import Name
from qualcode.project.project import Project
from qualcode.tui.screens.coding import CodingScreen
from qualcode.tui.screens.quotes import QuotesScreen
from qualcode.tui.screens.quotes_draft import DraftScreen
from qualcode.tui.widgets.reading_page import ReadingPage
from tests.screens.place_study import (
    Study,
    assert_golden,
    opened,
    press,
    run,
    screen_of,
    screen_text,
    settle,
    toasts,
)

DRAFT = """# Finding a way in

P01 says it plainly: “It was a card on the board in the chemist’s. So I sent myself.”

P01 is better now: “I sleep at last. That’s the short of it.”

P02 never saw the card: “I read it in the paper, on a train.”

“Nobody in the whole village ever heard a single word of it,” says P02.
"""


@pytest.fixture
def draft(study: Study) -> Path:
    path = study.path.parent / "essay.md"
    path.write_text(DRAFT, encoding="utf-8")
    return path


async def held(pilot: Pilot[None], draft: Path) -> None:
    """Choose the draft, and wait until it was held against the study."""
    await run(pilot, "quotes.draft")
    pilot.app.screen.query_one(Input).value = str(draft)
    pilot.app.screen.query_one(Input).focus()
    await press(pilot, "enter")
    await until_held(pilot)


async def checked_again(pilot: Pilot[None]) -> None:
    """Wait until the draft was held against the study once more."""
    if checks := [one for one in pilot.app.workers if one.group == "check"]:
        await pilot.app.workers.wait_for_complete(checks)
    await settle(pilot)


async def until_held(pilot: Pilot[None]) -> None:
    """Wait until a draft was held against the study."""
    for _ in range(50):
        await settle(pilot)
        if isinstance(pilot.app.screen, DraftScreen):
            pilot.app.clear_notifications()
            break
    await settle(pilot)


def told(pilot: Pilot[None]) -> str:
    return " ".join(screen_of(pilot, DraftScreen).query_one("#told", ReadingPage).text.split())


@pytest.mark.parametrize("size", [(120, 40), (80, 24)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_what_is_to_be_looked_at_in_a_draft_stands_first(
    study: Study, draft: Path, size: tuple[int, int]
) -> None:
    async with opened(study, "f7", size=size) as pilot:
        await held(pilot, draft)
        assert_golden(pilot, f"quotes-draft-{size[0]}x{size[1]}")


async def test_each_quotation_is_told_of_and_opens_the_document_where_it_stands(study: Study, draft: Path) -> None:
    async with opened(study, "f7") as pilot:
        await held(pilot, draft)
        assert "4 quotations: 1 as they were said, 3 to look at." in told(pilot)
        assert "Altered: “at last” was added." in told(pilot)
        await press(pilot, "enter")
        view = screen_of(pilot, CodingScreen)._view
        assert view.selection is not None
        assert view.selection.of(view.source.text).startswith("I sleep.")
        await press(pilot, "escape", "j")
        assert "P02: for the study team only." in told(pilot)
        await press(pilot, "j", "enter")
        assert toasts(pilot)[-1] == "These words stand nowhere in the study."
        await press(pilot, "escape")
        screen_of(pilot, QuotesScreen)


async def test_a_copy_of_the_draft_has_a_comment_on_each_problem(study: Study, draft: Path) -> None:
    async with opened(study, "f7") as pilot:
        await held(pilot, draft)
        await press(pilot, "x")
        assert "Saved essay-checked.docx" in screen_text(pilot)
        await press(pilot, "escape", "x")
        assert "Saved essay-checked-2.docx" in screen_text(pilot)
    comments = [one.text for one in Document(str(draft.with_name("essay-checked.docx"))).comments]
    assert len(comments) == 4
    assert comments[0].startswith("For the study team only")
    assert draft.read_text(encoding="utf-8") == DRAFT


async def test_a_finished_draft_is_recorded_beside_the_quotes_it_uses(study: Study, draft: Path) -> None:
    async with opened(study, "f7") as pilot:
        await held(pilot, draft)
        await run(pilot, "draft.used")
        await press(pilot, "enter")
        assert toasts(pilot)[-1].startswith(
            "1 quote used in “essay”. 1 passage not kept before is in that essay now. 3 quotations were not entered:"
        )
        await press(pilot, "escape")
        assert "finished" in screen_text(pilot)
        await press(pilot, "k", "tab")
        page = screen_of(pilot, QuotesScreen).query_one("#quote", ReadingPage).text
        assert "essay, 12 March 2026" in page.partition("Used already in")[2]
        await press(pilot, "u")
        assert "finished" not in screen_text(pilot)


async def test_the_pane_beside_is_shown_in_place_of_the_list_on_a_narrow_screen(study: Study, draft: Path) -> None:
    async with opened(study, "f7", size=(80, 24)) as pilot:
        await held(pilot, draft)
        await press(pilot, "i")
        assert "Altered" in screen_text(pilot)
        await press(pilot, "escape")
        assert "To look at" in screen_text(pilot)


async def test_on_a_narrow_screen_enter_says_what_is_wrong_with_words_that_stand_nowhere(
    study: Study, draft: Path
) -> None:
    async with opened(study, "f7", size=(80, 24)) as pilot:
        await held(pilot, draft)
        assert "i What is wrong" in screen_text(pilot)
        await press(pilot, "j", "j", "enter")
        assert "Not found: P02 says this nowhere in the study." in " ".join(screen_text(pilot).split())


async def test_a_draft_is_checked_again_after_it_was_mended_and_for_other_readers(study: Study, draft: Path) -> None:
    async with opened(study, "f7") as pilot:
        await held(pilot, draft)
        assert "3 to look at" in told(pilot)
        draft.write_text(DRAFT.replace("I sleep at last", "I sleep"), encoding="utf-8")
        await press(pilot, "equals_sign")
        await checked_again(pilot)
        assert "2 to look at" in told(pilot)
        await press(pilot, "f")
        await checked_again(pilot)
        assert "1 to look at" in told(pilot)
        assert "as for the team" in screen_text(pilot)


async def test_words_that_are_no_participants_are_said_to_be_once(study: Study, draft: Path) -> None:
    motto = "A board says “Measure twice, cut once, and then measure again”.\n\n“I sleep at last, the short of it”\n"
    draft.write_text(motto, encoding="utf-8")
    async with opened(study, "f7") as pilot:
        await held(pilot, draft)
        assert "2 to look at" in told(pilot)
        await press(pilot, "d")
        await checked_again(pilot)
        assert "1 to look at" in told(pilot)
        await press(pilot, "u")
        await checked_again(pilot)
        assert "2 to look at" in told(pilot)
        await press(pilot, "j", "d")
        assert "Only words that stand nowhere in the study" in toasts(pilot)[-1]


async def test_what_was_found_is_there_again_and_the_last_draft_is_remembered(study: Study, draft: Path) -> None:
    async with opened(study, "f7") as pilot:
        await held(pilot, draft)
        await press(pilot, "escape")
        screen_of(pilot, QuotesScreen)
        draft.unlink()
        await press(pilot, "equals_sign")
        assert "3 to look at" in told(pilot)
    draft.write_text(DRAFT, encoding="utf-8")
    async with opened(study, "f7") as pilot:
        await press(pilot, "equals_sign")
        await until_held(pilot)
        assert "3 to look at" in told(pilot)
        await run(pilot, "draft.other")
        assert "Which draft?" in screen_text(pilot)


async def test_a_real_name_is_told_by_the_words_of_the_draft_around_it(study: Study, draft: Path) -> None:
    with Project.open(study.path, clock=study.clock, back_up=False) as project:
        project.sign_in("Ana")
        project.keep_names([Name("Quarrington", "Tess")])
    draft.write_text("In the end they all went to see Quarrington at home.\n\nQuarrington was out.\n", "utf-8")
    async with opened(study, "f7") as pilot:
        await held(pilot, draft)
        assert "Tess, after “they all" in screen_text(pilot)
        assert "stands here, after “they all went to see”; “Tess” is shown for it." in told(pilot)
        await press(pilot, "j")
        assert "stands here, before “was out.”" in told(pilot)
        assert "Quarrington" not in screen_text(pilot)


async def test_what_is_no_draft_is_refused(study: Study) -> None:
    path = study.path.parent / "essay.pdf"
    path.write_bytes(b"%PDF")
    async with opened(study, "f7") as pilot:
        await held(pilot, path)
        assert not isinstance(pilot.app.screen, DraftScreen)
        assert "essay.pdf is not a file that can be used here." in screen_text(pilot)
