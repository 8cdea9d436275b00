"""Esc in a document comes back to the place, the list and the row that it was opened from."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widget import Widget

from qualcode.edits.memos import LinkMemos, MemoTarget, WriteMemo
from qualcode.edits.store import Edit
from qualcode.edits.themes import Gather, NewTheme, Thing
from qualcode.project.project import Project
from qualcode.transcripts.span import Span
from qualcode.tui.screens.coding import CodingScreen
from qualcode.tui.screens.documents import DocumentsScreen
from qualcode.tui.screens.excerpts import ExcerptsScreen
from qualcode.tui.widgets.drawn_rows import DrawnRows
from qualcode.tui.widgets.drawn_table import DrawnTable
from tests.screens.beside.asked import at, beside
from tests.screens.place_study import INTERVIEWS, Study, opened, press, run, screen_of, type_words
from tests.screens.quotes_study import write_essays
from tests.screens.test_quotes_draft import DRAFT, held

Row = tuple[Widget | None, str, str]


@pytest.fixture
def thought(study: Study) -> Study:
    """The study with essays, a memo on a passage, and a theme that gathers a code and an excerpt."""
    write_essays(study)
    start = INTERVIEWS["garden"].index("So I sent")
    coding = str(study.ask("SELECT id FROM coding ORDER BY num")[1][0])
    theme = NewTheme("Nobody is told")
    memo = WriteMemo("A card", "question", MemoTarget("code", study.codes["1.1"]))
    gathered = Gather(theme.id, [Thing("code", study.codes["1.1"]), Thing("coding", coding)])
    passage = MemoTarget("document", study.documents["garden"], Span(start, start + 17))
    edits: list[Edit] = [theme, gathered, memo, LinkMemos([memo.id], passage)]
    with Project.open(study.path, clock=study.clock, back_up=False) as project:
        project.sign_in("Ana")
        for edit in edits:
            project.make(edit)
    return study


def row(pilot: Pilot[None]) -> Row:
    """What has the keys, and the row and column under its cursor."""
    focused = pilot.app.screen.focused
    assert isinstance(focused, DrawnRows | DrawnTable), focused
    return focused, focused.row_id, focused.column_id if isinstance(focused, DrawnTable) else ""


async def comes_back(pilot: Pilot[None], enter: str = "enter") -> None:
    """Open the row's document and come back, then again, coding something there."""
    place, where = pilot.app.screen, row(pilot)
    assert where[1], "the cursor is on a row"
    await press(pilot, enter)
    text = screen_of(pilot, CodingScreen)
    await press(pilot, "escape")
    assert pilot.app.screen is place
    assert row(pilot) == where
    assert not text.is_attached
    await press(pilot, enter)
    screen_of(pilot, CodingScreen)
    await press(pilot, "c")
    await type_words(pilot, "benefit")
    await press(pilot, "enter", "escape")
    assert pilot.app.screen is place
    assert row(pilot) == where
    await press(pilot, "f2")
    screen_of(pilot, DocumentsScreen)


@pytest.mark.parametrize(
    "keys",
    [
        pytest.param(("f4", "down", "down"), id="excerpts"),
        pytest.param(("f4", "2", "down"), id="excerpts, kinds apart"),
        pytest.param(("f5", "down", *["right"] * 5, "enter"), id="counts"),
        pytest.param(("f5", "2", "tab"), id="chart"),
        pytest.param(("f5", "3", "tab", "end"), id="themes in the making"),
        pytest.param(("f7", "tab", "j", "j"), id="quotes"),
        pytest.param(("f9", "tab", "down"), id="memos"),
        pytest.param(("V", *"card", "enter", "down"), id="search in what was said"),
        pytest.param(("down",), id="documents"),
    ],
)
async def test_esc_comes_back_to_the_row_from_a_place(thought: Study, keys: tuple[str, ...]) -> None:
    async with opened(thought, *keys) as pilot:
        await comes_back(pilot)


async def test_esc_comes_back_to_a_quotation_of_a_draft(study: Study) -> None:
    draft: Path = study.path.parent / "essay.md"
    draft.write_text(DRAFT, encoding="utf-8")
    async with opened(study, "f7") as pilot:
        await held(pilot, draft)
        await press(pilot, "j")
        await comes_back(pilot)


async def test_esc_comes_back_to_excerpts_behind_codes_that_meet(study: Study) -> None:
    async with opened(study) as pilot:
        await beside(pilot, "meeting")
        await at(pilot, "#meetings", f"0:{study.codes['1.1']}", study.codes["1.1"])
        await press(pilot, "enter")
        await comes_back(pilot)


async def test_esc_comes_back_to_a_word_read_within_a_code(study: Study) -> None:
    async with opened(study, "f5", "down") as pilot:
        await run(pilot, "counts.words")
        await press(pilot, "enter", "down")
        await comes_back(pilot)


async def test_esc_comes_back_to_progress(study: Study) -> None:
    async with opened(study) as pilot:
        await pilot.app.run_action("over('progress')")
        await press(pilot, "down")
        await comes_back(pilot)


async def test_a_document_opened_from_excerpts_is_found_with_f2_meanwhile(study: Study) -> None:
    async with opened(study, "f4", "down", "enter") as pilot:
        text = screen_of(pilot, CodingScreen)
        await press(pilot, "f3", "f2")
        assert pilot.app.screen is text
        await press(pilot, "f4")
        screen_of(pilot, ExcerptsScreen)
        await press(pilot, "f2", "escape")
        screen_of(pilot, ExcerptsScreen)


async def test_documents_opened_one_after_the_other_from_excerpts_do_not_pile_up(study: Study) -> None:
    async with opened(study, "enter") as pilot:
        begun = screen_of(pilot, CodingScreen)
        for _ in range(3):
            await press(pilot, "f4", "down", "enter")
        assert [type(one) for one in pilot.app.screen_stack[-3:]] == [DocumentsScreen, CodingScreen, CodingScreen]
        await press(pilot, "escape", "f2")
        assert pilot.app.screen is begun, "what was open in Documents still is"
