"""Counts (F5), driven by its keys: every number opens its excerpts, kinds of document stand apart."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.geometry import Offset
from textual.pilot import Pilot
from textual.widgets import Input

from qualcode.edits.attributes import AddAttribute, NewAttribute, RemoveAttribute
from qualcode.edits.codebook import RetireCode
from qualcode.project.project import Project
from qualcode.transcripts.transcript import Kind
from qualcode.tui.app import QualcodeApp
from qualcode.tui.screens.chart import ChartScreen
from qualcode.tui.screens.coding import CodingScreen
from qualcode.tui.screens.counts import CountsScreen
from qualcode.tui.screens.counts_asking import Chosen, Facts
from qualcode.tui.screens.making import MakingScreen
from qualcode.tui.widgets.drawn_rows import DrawnRows
from qualcode.tui.widgets.drawn_table import DrawnTable
from qualcode.tui.widgets.pane import Pane
from qualcode.tui.widgets.question_bar import QuestionBar
from qualcode.tui.widgets.reading_page import ReadingPage
from qualcode.tui.widgets.tab_bar import TabBar
from qualcode.tui.widgets.words import Words
from tests.screens.place_study import (
    Study,
    assert_golden,
    fill_in,
    opened,
    press,
    screen_of,
    screen_text,
    settle,
    toasts,
    type_words,
)
from tests.screens.shown_study import shown


def table(pilot: Pilot[None]) -> DrawnTable:
    return screen_of(pilot, CountsScreen).query_one("#counts", DrawnTable)


def lists(pilot: Pilot[None]) -> DrawnRows:
    return screen_of(pilot, CountsScreen).query_one("#rows-0", DrawnRows)


def titled(pilot: Pilot[None], pane: str) -> str:
    return str(screen_of(pilot, CountsScreen).query_one(pane, Pane).border_title)


def notes(pilot: Pilot[None]) -> str:
    return str(screen_of(pilot, CountsScreen).query_one("#notes", Words).content)


def words_in(pilot: Pilot[None]) -> list[tuple[str, int, int]]:
    """The places of the excerpts that are listed, each once."""
    found = screen_of(pilot, CountsScreen)._found
    places = {(one.document_id, one.start, one.stop) for name, one in found.items() if name in lists(pilot).row_ids}
    return sorted(places)


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_codes_stand_by_participant_with_the_excerpts_of_a_number_below(
    study: Study, size: tuple[int, int]
) -> None:
    async with opened(study, "f5", "down", size=size) as pilot:
        assert_golden(pilot, f"counts-{size[0]}x{size[1]}")


async def test_each_number_opens_exactly_its_excerpts(study: Study) -> None:
    async with opened(study, "f5") as pilot:
        screen, drawn = screen_of(pilot, CountsScreen), table(pilot)
        assert screen._shown is not None
        tried = 0
        for row in screen._shown.rows():
            for column, words in zip(screen._shown.columns, row.cells, strict=True):
                if not (words == "·" or words.isdigit()) or column.id.endswith((":people", ":docs")):
                    continue
                drawn.go_to(row.id, column.id)
                await settle(pilot)
                assert len(words_in(pilot)) == (int(words) if words.isdigit() else 0), (row.cells[0], column.heading)
                tried += 1
        assert tried > 15


async def test_enter_reads_the_excerpts_of_a_number_and_then_opens_the_document_there(study: Study) -> None:
    async with opened(study, "f5", "down", *["right"] * 5, "enter") as pilot:
        assert lists(pilot).has_focus
        assert "1.1 Knowing what exists × P01 in interviews · 1 excerpt" in titled(pilot, "#behind-pane")
        await press(pilot, "enter")
        assert screen_of(pilot, CodingScreen)
        assert "It was a card on the board" in screen_text(pilot)
        await press(pilot, "f5")
        assert table(pilot).column_id.endswith("P01") or lists(pilot).has_focus


def beside(pilot: Pilot[None]) -> str:
    return " ".join(screen_of(pilot, CountsScreen).query_one("#beside", ReadingPage).text.split())


async def test_what_goes_against_a_code_is_counted_in_a_column_that_opens_it_with_what_was_asked(
    study: Study,
) -> None:
    async with opened(study, "f5", "down", *["right"] * 4, "enter") as pilot:
        assert table(pilot).column_id == "0:against"
        assert "× all in interviews · 1 excerpt that goes against it" in titled(pilot, "#behind-pane")
        assert len(lists(pilot).row_ids) == 1 and "!  1.1 Knowing what…  Nobody told me." in screen_text(pilot)
        assert beside(pilot).startswith(
            "Asked and said ! goes against 1.1 Knowing what exists INT Who told you? P02 Nobody told me."
        )
        assert "1 excerpt goes against it." in beside(pilot)
        await press(pilot, "escape")
        assert table(pilot).has_focus and "Asked" not in beside(pilot)
        await press(pilot, "tab", "tab", "exclamation_mark")
        assert "0:against" not in {column.id for column in table(pilot)._columns}, "nothing goes against any more"
        assert "goes against" not in beside(pilot)
        await press(pilot, "u")
        assert "1 excerpt goes against it." in beside(pilot)


async def test_a_lead_reads_what_goes_against_a_code_in_a_small_window_too(study: Study) -> None:
    async with opened(study, "f5", "down", *["right"] * 4, "enter", "i", size=(80, 24)) as pilot:
        assert "Who told you?" in screen_text(pilot) and "! goes against 1.1" in screen_text(pilot)


async def test_a_cell_of_none_says_that_nothing_stands_behind_it(study: Study) -> None:
    async with opened(study, "f5", "down", "down", *["right"] * 6, "enter") as pilot:
        assert "Nothing stands behind this" in toasts(pilot)[-1]
        assert table(pilot).has_focus and lists(pilot).row_ids == ()


async def test_kinds_of_document_stand_apart_and_each_number_says_out_of_how_many(study: Study) -> None:
    async with opened(study, "f5") as pilot:
        assert "2 kinds of document apart" in titled(pilot, "#table-pane")
        assert notes(pilot).startswith(
            "Of 2 participants in 2 interviews. Counted: everybody’s codings, merged. "
            "No participant’s, so in no column: 1 excerpt in field notes."
        )
        await press(pilot, "f")
        await fill_in(pilot, columns="document")
        table(pilot).go_to(study.codes["1.1"], "1:total")
        await settle(pilot)
        assert "1.1 Knowing what exists × all in field notes · 1 excerpt" in titled(pilot, "#behind-pane")
        assert notes(pilot).startswith("Of 1 field note. Counted: everybody’s codings, merged.")
        table(pilot).go_to(study.codes["1.1"], "0:total")
        await settle(pilot)
        assert "× all in interviews · 3 excerpts" in titled(pilot, "#behind-pane")


async def test_kinds_of_document_are_added_only_when_that_is_asked(study: Study) -> None:
    async with opened(study, "f5", "f") as pilot:
        await fill_in(pilot, columns="document", kinds="added")
        assert titled(pilot, "#table-pane") == "Codes by document · excerpts · 2 participants, 3 documents"
        await press(pilot, "home", "down")
        assert "× all · 4 excerpts" in titled(pilot, "#behind-pane")


async def test_a_study_of_one_kind_names_no_kind(study: Study) -> None:
    study.remove("note")
    async with opened(study, "f5", "down") as pilot:
        assert titled(pilot, "#table-pane") == "Codes by participant · excerpts · 2 participants, 2 documents"
        assert "in interviews" not in titled(pilot, "#behind-pane")
        await press(pilot, "f")
        assert "Kinds of document" not in screen_text(pilot)


async def test_percent_goes_through_the_measures_and_back_to_excerpts(study: Study) -> None:
    async with opened(study, "f5") as pilot:
        seen = []
        for _ in range(6):
            await press(pilot, "percent_sign")
            seen.append(titled(pilot, "#table-pane").split(" · ")[1])
        assert seen == [
            "participants", "documents", "words", "share of words", "excerpts per 1,000 words", "excerpts",
        ]  # fmt: skip


async def test_measures_asked_for_at_once_are_gone_through_one_by_one(study: Study) -> None:
    async with shown(study.path) as seen:
        await seen.press("f5")
        await seen.type_at_once("%", "%", "%")
        screen = seen.app.screen
        assert isinstance(screen, CountsScreen)
        await seen.until(lambda: "· words ·" in str(screen.query_one("#table-pane", Pane).border_title))


async def test_an_attribute_can_be_the_columns_and_goes_with_it(study: Study) -> None:
    async with opened(study, "f5", "f") as pilot:
        await fill_in(pilot, columns="role")
        assert "Codes by role" in titled(pilot, "#table-pane")
        assert "gardener" in screen_text(pilot) and "joiner" in screen_text(pilot)
        app = pilot.app
        assert isinstance(app, QualcodeApp)
        ((role,),) = await app.lane.call(lambda project: project.conn.execute("SELECT id FROM attribute").fetchall())
        await app.lane.make(RemoveAttribute(str(role)))
        await settle(pilot)
        assert "Codes by participant" in titled(pilot, "#table-pane")
        await press(pilot, "u")
        assert await app.lane.call(
            lambda project: project.conn.execute("SELECT count(*) FROM attribute WHERE deleted_at IS NULL").fetchone()
        ) == (1,)


async def test_an_attribute_named_as_a_column_is_told_from_it(study: Study) -> None:
    with Project.open(study.path, clock=study.clock, back_up=False) as project:
        project.sign_in("Ana")
        project.make(AddAttribute(NewAttribute("document")))
        names = Facts.of(project.conn).names()
    assert "document (of participants)" in names and "document" not in names and "role" in names
    async with opened(study, "f5", "f") as pilot:
        await fill_in(pilot, columns="document")
        assert "Codes by document" in titled(pilot, "#table-pane")


@pytest.mark.parametrize("bands", ["young; old", "x"])
async def test_bands_that_are_none_are_refused_and_the_table_stays(study: Study, bands: str) -> None:
    async with opened(study, "f5", "f") as pilot:
        await fill_in(pilot, bands=bands)
        assert any("how many bands" in said for said in toasts(pilot))
        assert "Codes by participant" in titled(pilot, "#table-pane")


async def test_a_question_narrows_what_is_counted_and_esc_counts_all_again(study: Study) -> None:
    async with opened(study, "f5", "slash") as pilot:
        await type_words(pilot, "who:P01")
        await press(pilot, "enter")
        assert not screen_of(pilot, CountsScreen).query_one(QuestionBar).has_class("-open")
        assert table(pilot).has_focus
        assert "only who:P01 · esc counts all" in screen_text(pilot)
        await press(pilot, "home", "down")
        assert "× all · 1 excerpt" in titled(pilot, "#behind-pane"), "P01 speaks in interviews alone"
        await press(pilot, "escape")
        assert "× all in interviews · 3 excerpts" in titled(pilot, "#behind-pane")
        assert "only who:P01" not in screen_text(pilot)


async def test_a_question_that_cannot_be_asked_counts_nothing_else(study: Study) -> None:
    async with opened(study, "f5", "slash") as pilot:
        await type_words(pilot, "who:P99")
        await press(pilot, "enter")
        bar = screen_of(pilot, CountsScreen).query_one(QuestionBar)
        assert bar.has_class("-open") and bar.query_one(Input).value == "who:P99"
        assert "P99" in screen_text(pilot)
        await press(pilot, "escape")
        assert not bar.has_class("-open")
        assert "enter reads what a number counts" in screen_text(pilot)


async def test_what_stands_beside_follows_the_row_and_hides(study: Study) -> None:
    async with opened(study, "f5", "down") as pilot:
        page = screen_of(pilot, CountsScreen).query_one("#beside", ReadingPage)
        text = screen_text(pilot)
        assert "Interviews: 2 of 2" in text and "1 excerpt goes against it." in text
        assert "Excerpts by participant" in text and "█" in text
        await press(pilot, "i")
        assert not page.is_on_screen
        await press(pilot, "i")
        assert page.is_on_screen


async def test_in_a_narrow_window_reach_takes_the_tables_place_and_esc_gives_it_back(study: Study) -> None:
    async with opened(study, "f5", "down", "i", size=(80, 24)) as pilot:
        assert "Interviews: 2 of 2" in screen_text(pilot)
        await press(pilot, "escape")
        assert table(pilot).has_focus and table(pilot).is_on_screen


async def test_a_code_coded_elsewhere_is_counted_at_once_and_u_takes_it_back(study: Study) -> None:
    async with opened(study, "f5", "down", "tab", "tab", "exclamation_mark") as pilot:
        assert "going against" in toasts(pilot)[-1]
        assert "2 excerpts go against it." in " ".join(screen_text(pilot).split())
        await press(pilot, "u")
        assert "1 excerpt goes against it." in screen_text(pilot)


async def test_excerpts_are_marked_kept_and_copied_with_one_undo(study: Study) -> None:
    async with opened(study, "f5", "down", "enter", "space", "space", "y") as pilot:
        app = pilot.app
        assert isinstance(app, QualcodeApp)
        kept = "SELECT count(*) FROM quote WHERE deleted_at IS NULL"
        assert await app.lane.call(lambda project: project.conn.execute(kept).fetchone()) == (2,)
        assert lists(pilot).marked == ()
        await press(pilot, "home", "C", "u")
        assert "It was a card" in app.clipboard
        assert await app.lane.call(lambda project: project.conn.execute(kept).fetchone()) == (0,)


async def test_keys_for_an_excerpt_do_nothing_at_a_number(study: Study) -> None:
    async with opened(study, "f5", "down", "exclamation_mark") as pilot:
        assert "Go to an excerpt first" in toasts(pilot)[-1]
        assert "1 excerpt goes against it." in screen_text(pilot)


async def test_keys_typed_faster_than_excerpts_are_read_act_on_the_cell_they_were_typed_at(study: Study) -> None:
    async with shown(study.path) as seen:
        await seen.press("f5", "home")
        screen = seen.app.screen
        assert isinstance(screen, CountsScreen)
        await seen.type_at_once("down", "down", "enter")
        await seen.until(lambda: screen.query_one("#rows-0").has_focus)
        found = [screen._found[name] for name in screen.query_one("#rows-0", DrawnRows).row_ids]
        assert [one.code_id for one in found] == [study.codes["1.2"]]
        await seen.type_at_once("escape", "up", "tab", "tab", "space")
        await seen.until(lambda: len(screen.query_one("#rows-0", DrawnRows).marked) == 1)
        (marked,) = screen.query_one("#rows-0", DrawnRows).marked
        assert screen._found[marked].code_id == study.codes["1.1"]


async def test_a_retired_code_that_was_used_says_so(study: Study) -> None:
    with Project.open(study.path, clock=study.clock, back_up=False) as project:
        project.sign_in("Ana")
        project.make(RetireCode(study.codes["1.2"]))
    async with opened(study, "f5") as pilot:
        assert "1.2 Routes in (retired)" in screen_text(pilot)


async def test_the_views_lead_to_one_another_by_key_and_by_click_and_f5_comes_back_to_the_last(study: Study) -> None:
    async with opened(study, "f5", "2") as pilot:
        assert screen_of(pilot, ChartScreen)
        await press(pilot, "3")
        assert screen_of(pilot, MakingScreen)
        await press(pilot, "f2", "f5")
        assert screen_of(pilot, MakingScreen)
        bar = pilot.app.screen.query_one("#views", TabBar)
        await pilot.click(bar, offset=Offset(3, 0))
        await settle(pilot)
        assert screen_of(pilot, CountsScreen)


async def test_a_click_goes_to_a_cell_and_a_second_reads_it(study: Study) -> None:
    async with opened(study, "f5") as pilot:
        drawn = table(pilot)
        await pilot.click(drawn, offset=Offset(6, 2))
        await settle(pilot)
        assert drawn.row_id == study.codes["1.1"]
        await pilot.click(drawn, offset=Offset(6, 2), times=2)
        await settle(pilot)
        assert lists(pilot).has_focus


async def test_an_empty_study_says_what_to_do_in_each_view(tmp_path: Path) -> None:
    path = tmp_path / "empty.qualcode"
    with Project.create(path, "Empty"):
        pass
    async with shown(path) as seen:
        await seen.press("f5")
        assert "No codes yet. F3 adds some." in seen.text
        await seen.press(
            "enter", "tab", "enter", "space", "y", "Y", "m", "percent_sign", "i", "u", "x", "escape", "2"
        )
        assert isinstance(seen.app.screen, ChartScreen)
        await seen.press(
            "enter", "d", "minus", "w", "tab", "y", "space", "right_curly_bracket", "i", "m", "escape", "3"
        )
        assert isinstance(seen.app.screen, MakingScreen)
        assert "No theme yet." in seen.text
        await seen.press("enter", "c", "d", "M", "S", "J", "exclamation_mark", "tab", "space", "escape", "1")
        assert isinstance(seen.app.screen, CountsScreen)


async def test_documents_without_a_code_are_counted_as_none(study: Study) -> None:
    study.bring_in({"group": Kind.FOCUS_GROUP})
    async with opened(study, "f5") as pilot:
        assert "3 kinds of document apart" in titled(pilot, "#table-pane")


async def test_the_window_made_tiny_and_large_again_shows_the_same_cell(study: Study) -> None:
    async with opened(study, "f5", "down", "right") as pilot:
        here = table(pilot).row_id, table(pilot).column_id
        for size in ((40, 12), (80, 24), (120, 40)):
            await pilot.resize_terminal(*size)
            await settle(pilot)
        assert (table(pilot).row_id, table(pilot).column_id) == here
        assert table(pilot).has_focus


async def test_in_a_window_of_few_lines_the_pane_with_the_keys_has_them(study: Study) -> None:
    async with opened(study, "f5", size=(40, 12)) as pilot:
        assert "1.1 Knowing" in screen_text(pilot) and "interviews" in screen_text(pilot)
        await press(pilot, "down", "enter")
        assert "It was a card" in screen_text(pilot)
        await press(pilot, "escape", "2")
        assert "P01" in screen_text(pilot) and "coded 1" in screen_text(pilot)


def test_a_measure_follows_another_and_the_last_the_first() -> None:
    chosen = Chosen()
    for _ in range(6):
        chosen = chosen.next_measure()
    assert chosen == Chosen()
