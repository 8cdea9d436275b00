"""Codes that meet: every number is the engine’s, and opens into what it counts."""

from __future__ import annotations

from qualcode.analysis.occurring import Meeting, Near, occurring
from qualcode.tui.screens.coding import CodingScreen
from qualcode.tui.screens.counts import CountsScreen
from qualcode.tui.screens.meeting import MeetingScreen
from qualcode.tui.widgets.drawn_table import DrawnTable
from tests.screens.beside.asked import ask, at, beside, firsts, listed, the, titled, words_of
from tests.screens.place_study import (
    Study,
    fill_in,
    opened,
    press,
    screen_text,
    toasts,
)


async def test_each_number_of_codes_that_meet_is_the_engines_and_opens_its_excerpts(study: Study) -> None:
    async with opened(study) as pilot:
        await beside(pilot, "meeting")
        found = await ask(pilot, lambda project: occurring(project.conn))
        shown_now = the(pilot, MeetingScreen)._shown
        assert shown_now is not None and len(found.tables) == 2
        rows = {row.id: row for row in shown_now.rows()}
        tried = 0
        for place, table in enumerate(found.tables):
            for row, code in enumerate(table.codes):
                if not table.base(row):
                    assert f"{place}:{code.id}" not in rows
                    continue
                cells = rows[f"{place}:{code.id}"].cells[2:]
                for column, other in enumerate(table.codes):
                    await at(pilot, "#meetings", f"{place}:{code.id}", other.id)
                    behind = table.cell_excerpts(row, column)
                    assert cells[column].replace("·", "0") == str(table.numbers[row][column]) == str(len(behind))
                    assert listed(pilot) == firsts(behind)
                    assert table.sentence(row, column, found.meeting) in words_of(pilot)
                    tried += 1
        assert tried >= 12


async def test_two_excerpts_on_the_same_words_are_told_in_a_sentence(study: Study) -> None:
    async with opened(study) as pilot:
        await beside(pilot, "meeting")
        await at(pilot, "#meetings", f"0:{study.codes['1.1']}", study.codes["1.2"])
        assert "3 of the 3 excerpts of 1.1 Knowing what exists share words with one of 1.2 Routes in" in words_of(
            pilot
        )
        await at(pilot, "#meetings", f"0:{study.codes['1.2']}", study.codes["1.1"])
        assert "2 of the 2 excerpts of 1.2 Routes in share words" in words_of(pilot)


async def test_percent_changes_how_excerpts_meet_and_the_form_which_codes_stand_there(study: Study) -> None:
    async with opened(study) as pilot:
        await beside(pilot, "meeting")
        await press(pilot, "percent_sign")
        assert "have words in the same turn" in titled(pilot, "#table-pane")
        await press(pilot, "percent_sign")
        assert "stand within 10 words of each other" in titled(pilot, "#table-pane")
        await press(pilot, "f")
        await fill_in(pilot, words="40", rows="with what is below each code", which="3 Evidence")
        assert "within 40 words" in titled(pilot, "#table-pane") and "2 codes" in titled(pilot, "#table-pane")
        near = await ask(
            pilot,
            lambda project: occurring(
                project.conn, Meeting(Near.WORDS, 40), [study.codes["3.1"], study.codes["3.1.1"]], nested=True
            ),
        )
        shown_now = the(pilot, MeetingScreen)._shown
        assert shown_now is not None
        assert [one.numbers for one in shown_now.tables] == [one.numbers for one in near.tables]


async def test_areas_can_stand_in_the_table_and_too_many_words_are_refused(study: Study) -> None:
    async with opened(study) as pilot:
        await beside(pilot, "meeting")
        await press(pilot, "f")
        await fill_in(pilot, which="areas, each with its codes")
        table = pilot.app.screen.query_one("#meetings", DrawnTable)
        await at(pilot, "#meetings", f"0:{study.codes['1']}", study.codes["3"])
        assert table.row_id == f"0:{study.codes['1']}"
        assert "0 of the 3 excerpts of 1 Access" in words_of(pilot) or "of 1 Access share words" in words_of(pilot)
        await press(pilot, "f")
        await fill_in(pilot, words="900")
        assert "900 words cannot stand between two passages" in toasts(pilot)[-1]
        assert "1 Access" in screen_text(pilot)


async def test_enter_reads_the_excerpts_then_the_document_and_esc_comes_all_the_way_back(study: Study) -> None:
    async with opened(study) as pilot:
        await beside(pilot, "meeting")
        await at(pilot, "#meetings", f"0:{study.codes['1.2']}", study.codes["1.1"])
        await press(pilot, "enter")
        assert pilot.app.screen.query_one("#rows-0").has_focus
        await press(pilot, "enter")
        the(pilot, CodingScreen)
        await press(pilot, "escape")
        the(pilot, MeetingScreen)
        assert pilot.app.screen.query_one("#rows-0").has_focus
        await press(pilot, "escape", "escape")
        the(pilot, CountsScreen)


async def test_excerpts_behind_a_number_are_kept_as_quotes_with_one_undo(study: Study) -> None:
    async with opened(study) as pilot:
        await beside(pilot, "meeting")
        await at(pilot, "#meetings", f"0:{study.codes['1.2']}", study.codes["1.1"])
        await press(pilot, "enter", "space", "space", "y")
        kept = "SELECT count(*) FROM quote WHERE deleted_at IS NULL"
        assert await ask(pilot, lambda project: project.conn.execute(kept).fetchone()) == (2,)
        await press(pilot, "u")
        assert await ask(pilot, lambda project: project.conn.execute(kept).fetchone()) == (0,)
