"""Codebook (F3), driven by its keys and the mouse."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from qualcode.analysis.code_events import code_events
from qualcode.analysis.codes import codebook
from qualcode.edits.code_examples import TakeExample
from qualcode.edits.participants import ChangeParticipant
from qualcode.participants.consent import Consent
from qualcode.project.project import Project
from qualcode.transcripts.span import Span
from qualcode.tui.screens.codebook import CodebookScreen
from qualcode.tui.widgets import resting
from qualcode.tui.widgets.drawn_rows import DrawnRows
from qualcode.tui.widgets.reading_page import ReadingPage
from tests.screens.place_study import (
    Study,
    assert_golden,
    opened,
    press,
    screen_text,
    settle,
    toasts,
    type_words,
)


def tree_of(study: Study) -> list[str]:
    with Project.open(study.path, clock=study.clock, back_up=False) as project:
        return ["  " * depth + code.title for code, depth in codebook(project.conn).walk()]


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_the_codebook_shows_areas_codes_and_their_numbers(study: Study, size: tuple[int, int]) -> None:
    async with opened(study, "f3", "down", size=size) as pilot:
        assert_golden(pilot, f"codebook-{size[0]}x{size[1]}")


async def test_the_columns_count_each_kind_of_document_and_add_them_only_when_asked(study: Study) -> None:
    def line(pilot: Pilot[None], words: str) -> list[str]:
        found = next(one for one in screen_text(pilot).splitlines()[3:] if words in one and "│" in one)
        return found.split("│")[1].replace("▸", "").replace("▾", "").replace(words, "").split()

    async with opened(study, "f3") as pilot:
        assert line(pilot, " code ") == ["interviews", "field", "notes"]
        assert line(pilot, "1 Access") == ["4", "1"]
        await press(pilot, "percent_sign")
        assert (line(pilot, "1 Access"), line(pilot, "3.1 Benefit")) == ([], ["·", "·"]), "of the code itself"
        await press(pilot, "percent_sign")
        assert line(pilot, "1 Access") == ["2", "·"], "people"
        await press(pilot, "percent_sign")
        assert line(pilot, "1 Access") == ["2", "1"], "documents"
        assert "% all kinds added" in screen_text(pilot)
        await press(pilot, "percent_sign")
        assert line(pilot, " code ") == ["own", "in", "all", "people", "docs"]
        assert line(pilot, "1 Access") == ["5", "2", "3"]
        assert "─ all kinds added · in all: with those below · % excerpts ─" in screen_text(pilot)


async def test_what_a_code_means_tells_each_kind_of_document_apart(study: Study) -> None:
    async with opened(study, "f3", "down") as pilot:
        page = pilot.app.screen.query_one("#meaning", ReadingPage).text
        assert "3 excerpts in 2 of 2 interviews · 2 of 2 people · 1 against" in page
        assert "1 excerpt in 1 of 1 field note" in page
        interviews, notes = page.split("Field notes")
        assert "coded by Ana 3" in interviews and "coded by Ana 1" in notes
        assert "4" not in page.split("Wording history")[0].partition("counted:")[2]


async def test_with_one_kind_of_document_the_codebook_is_as_it_always_was(study: Study) -> None:
    study.remove("note")
    async with opened(study, "f3", "down", "percent_sign") as pilot:
        assert "own in all people  docs" in screen_text(pilot)
        assert "own excerpts · in all: with those below, each passage once" in screen_text(pilot)
        page = pilot.app.screen.query_one("#meaning", ReadingPage).text
        assert "3 excerpts · 2 of 2 people · 2 of 2 documents · 1 against" in page
        assert toasts(pilot)[-1].startswith("All documents are of one kind")


async def test_an_example_in_the_words_of_somebody_who_withdrew_is_not_read_any_more(study: Study) -> None:
    sleep, garden = study.codes["3.1.1"], study.documents["garden"]
    with Project.open(study.path, clock=study.clock, back_up=False) as project:
        text = project.conn.execute(
            "SELECT t.words FROM document d JOIN text_version v ON v.id = d.version_id "
            "JOIN text t ON t.sha256 = v.sha256 WHERE d.id = ?",
            (garden,),
        ).fetchone()[0]
        start = text.index("I sleep.")
        project.make(TakeExample(sleep, garden, Span(start, start + len("I sleep."))))
    async with opened(study, "f3", *["down"] * 5) as pilot:
        assert "“I sleep.”" in screen_text(pilot)
    with Project.open(study.path, clock=study.clock, back_up=False) as project:
        (person,) = project.conn.execute("SELECT id FROM participant WHERE pseudonym = 'P01'").fetchone()
        project.make(ChangeParticipant(person, {"consent": Consent.WITHDRAWN}))
    async with opened(study, "f3", *["down"] * 5, "enter") as pilot:
        assert "3.1.1 Sleep" in screen_text(pilot)
        assert "I sleep" not in screen_text(pilot)


async def test_a_narrow_screen_shows_what_a_code_means_in_place_of_the_tree(study: Study) -> None:
    async with opened(study, "f3", "down", "i", size=(80, 24)) as pilot:
        assert_golden(pilot, "codebook-meaning-80x24")


async def test_enter_edits_a_code_where_it_stands_and_one_undo_takes_it_back(study: Study) -> None:
    async with opened(study, "f3", "down", "enter") as pilot:
        await type_words(pilot, " now")
        await press(pilot, "tab", "tab")
        await type_words(pilot, "Whether and how. ")
        await press(pilot, "escape")
        assert "Knowing what exists now" in screen_text(pilot)
        page = pilot.app.screen.query_one("#meaning", ReadingPage).text
        assert "definition was: Whether people find out." in page
        assert "3 codings made under an earlier wording" not in page
        assert "4 codings made under an earlier wording" in page
        assert "4 codings as it was worded from" in page
        await press(pilot, "u")
        assert "1.1 Knowing what exists now" not in screen_text(pilot)
    assert study.ask("SELECT name, definition FROM code WHERE idx = '1.1'") == [
        ("Knowing what exists", "Whether people find out.")
    ]


async def rested(pilot: Pilot[None]) -> None:
    """Let the pause after the last key go by."""
    await pilot.pause(0.1)
    await settle(pilot)


async def test_a_definition_is_on_disk_after_a_pause_and_one_opening_is_one_step_and_one_wording(
    study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resting, "PAUSE", 0.01)
    wordings = len(study.ask("SELECT id FROM change WHERE tbl = 'code' AND after LIKE '%wording_id%'"))
    async with opened(study, "f3", "down", "enter", "tab", "tab") as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, CodebookScreen)
        for words, kept in ((" And how.", "out. And how."), (" When", "how. When"), (" too", "When too")):
            await type_words(pilot, words)
            await rested(pilot)
            assert (await screen.shell.read(codebook))[study.codes["1.1"]].definition.endswith(kept)
        await press(pilot, "escape")
        page = screen.query_one("#meaning", ReadingPage).text
        assert page.count("definition was:") == 1, "one opening is one change"
        assert "definition was: Whether people find out.\n" in page
        await press(pilot, "u")
        assert (
            "definition was: Whether people find out. And how. When too"
            in screen.query_one("#meaning", ReadingPage).text
        ), "as the change that was taken back"
    assert study.ask("SELECT definition FROM code WHERE idx = '1.1'") == [("Whether people find out.",)]
    told = study.ask("SELECT id FROM change WHERE tbl = 'code' AND after LIKE '%wording_id%'")
    assert len(told) - wordings <= 4


async def test_the_last_line_tells_the_keys_of_the_form_while_a_code_is_written(study: Study) -> None:
    async with opened(study, "f3", "down", "enter") as pilot:
        last = screen_text(pilot).splitlines()[-1]
        assert "esc Save" in last and "tab Next field" in last and "Retire" not in last
        await press(pilot, "escape")
        assert "Retire" in screen_text(pilot).splitlines()[-1]


async def test_what_means_the_same_again_when_it_is_left_is_no_new_wording(
    study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resting, "PAUSE", 0.01)
    before = study.ask("SELECT wording_id FROM code ORDER BY id")
    async with opened(study, "f3", "down", "enter", "tab", "tab") as pilot:
        await type_words(pilot, "ab")
        await rested(pilot)
        await press(pilot, "backspace", "backspace", "space", "escape")
        assert "earlier wording" not in "\n".join((screen_text(pilot), *toasts(pilot)))
    assert study.ask("SELECT wording_id FROM code ORDER BY id") == before


@pytest.mark.parametrize(("size", "key"), [((120, 40), "tab"), ((80, 24), "i")])
async def test_leaving_a_new_definition_says_how_many_codings_stand_under_the_earlier_one_and_leads_there(
    study: Study, size: tuple[int, int], key: str
) -> None:
    async with opened(study, "f3", "down", "enter", "tab", "tab", size=size) as pilot:
        await type_words(pilot, " Now.")
        await press(pilot, "escape")
        said = f"4 codings now stand under the earlier wording: {key}, then enter reads them."
        assert toasts(pilot)[-1].startswith(said)
        await press(pilot, key, "enter")
        assert "1.1 Knowing what exists" in screen_text(pilot)
        assert "made under an earlier wording" in screen_text(pilot)


async def test_a_new_name_alone_leaves_every_coding_under_its_wording(study: Study) -> None:
    async with opened(study, "f3", "down", "enter") as pilot:
        await type_words(pilot, " now")
        await press(pilot, "escape")
        assert toasts(pilot) == ["Wording of “Knowing what exists” is saved. u takes it back."]


async def test_a_number_half_typed_that_is_anothers_is_refused_only_when_one_leaves(
    study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resting, "PAUSE", 0.01)
    async with opened(study, "f3", "down", "enter", "tab", "ctrl+u") as pilot:
        await type_words(pilot, "1.2")
        await rested(pilot)
        assert toasts(pilot) == []
        await press(pilot, "escape")
        assert toasts(pilot)[-1].startswith("1.2 is the number of “Routes in”.")
        await press(pilot, "tab")
        await type_words(pilot, "0")
        await press(pilot, "escape")
    assert study.ask("SELECT name FROM code WHERE idx = '1.20'") == [("Knowing what exists",)]


async def test_a_reason_saved_bit_by_bit_is_one_memo_with_its_last_words(
    study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resting, "PAUSE", 0.01)
    async with opened(study, "f3", "down", "enter", "tab", "tab") as pilot:
        await type_words(pilot, " Now.")
        await press(pilot, *["tab"] * 5)
        for words in ("Two read", " it otherwise"):
            await type_words(pilot, words)
            await rested(pilot)
        await press(pilot, "escape")
    assert study.ask("SELECT body, kind FROM memo") == [("Two read it otherwise", "method")]
    with Project.open(study.path, clock=study.clock, back_up=False) as project:
        assert code_events(project.conn)[0].reason == "Two read it otherwise"


async def test_a_letter_typed_in_the_form_acts_on_nothing_behind_it(study: Study) -> None:
    async with opened(study, "f3", "down", "enter") as pilot:
        await type_words(pilot, "duJ")
        await press(pilot, "tab", "tab", "tab", "tab", "tab", "tab")
        await type_words(pilot, "duJ")
        await press(pilot, "escape")
    assert tree_of(study)[1] == "  1.1 Knowing what existsduJ"


async def test_a_code_without_a_name_is_refused_and_what_was_written_stays(study: Study) -> None:
    async with opened(study, "f3", "down", "enter", "ctrl+u", "escape") as pilot:
        assert toasts(pilot)[-1].startswith("A code needs a name.")
        await type_words(pilot, "Knowing")
        await press(pilot, "escape")
    assert study.ask("SELECT name FROM code WHERE idx = '1.1'") == [("Knowing",)]


async def test_going_elsewhere_saves_what_was_being_written(study: Study) -> None:
    async with opened(study, "f3", "down", "enter") as pilot:
        await type_words(pilot, " too")
        await press(pilot, "f2")
    assert study.ask("SELECT name FROM code WHERE idx = '1.1'") == [("Knowing what exists too",)]


async def test_leaving_the_program_saves_what_was_being_written(study: Study) -> None:
    async with opened(study, "f3", "down", "enter") as pilot:
        await type_words(pilot, " too")
        await pilot.press("ctrl+q")
    assert study.ask("SELECT name FROM code WHERE idx = '1.1'") == [("Knowing what exists too",)]


async def test_a_new_code_stands_beside_the_one_under_the_cursor(study: Study) -> None:
    async with opened(study, "f3", "down", "plus") as pilot:
        await type_words(pilot, "Word of mouth")
        await press(pilot, "enter")
        assert pilot.app.screen.query_one("#tree", DrawnRows).row_id not in study.codes.values()
    assert "  1.3 Word of mouth" in tree_of(study)


async def test_a_code_is_nested_renumbered_and_brought_back_out(study: Study) -> None:
    async with opened(study, "f3", "down", "down", "greater_than_sign") as pilot:
        assert "1.1.1 Routes in" in screen_text(pilot)
        await press(pilot, "less_than_sign")
        assert "1.2 Routes in" in screen_text(pilot)
    assert tree_of(study)[:3] == ["1 Access", "  1.1 Knowing what exists", "  1.2 Routes in"]


async def test_codes_keep_their_numbers_when_they_change_places(study: Study) -> None:
    async with opened(study, "f3", "down", "J"):
        pass
    assert tree_of(study)[:3] == ["1 Access", "  1.2 Routes in", "  1.1 Knowing what exists"]


async def test_keys_pressed_faster_than_the_screen_is_drawn_act_on_the_tree_as_it_is(study: Study) -> None:
    async with opened(study, "f3", "down") as pilot:
        await pilot.press("J", "K", "J")
    assert tree_of(study)[1:3] == ["  1.2 Routes in", "  1.1 Knowing what exists"]


async def test_a_used_code_is_retired_with_its_codings_and_brought_back(study: Study) -> None:
    async with opened(study, "f3", "down", "d") as pilot:
        assert "1.1 Knowing what exists (retired)" in screen_text(pilot)
        await press(pilot, "d")
        assert "(retired)" not in screen_text(pilot)
    assert study.ask("SELECT count(*) FROM coding WHERE deleted_at IS NULL") == [(6,)]


async def test_a_code_that_was_never_used_is_removed(study: Study) -> None:
    async with opened(study, "f3", "down", "plus") as pilot:
        await type_words(pilot, "Mistake")
        await press(pilot, "enter", "d")
        assert toasts(pilot)[-1].startswith("Removal of “Mistake”")
    assert all("Mistake" not in line for line in tree_of(study))


async def test_a_code_without_a_name_is_asked_for_again(study: Study) -> None:
    before = tree_of(study)
    async with opened(study, "f3", "down", "plus", "enter") as pilot:
        assert "It needs a name." in screen_text(pilot)
        await type_words(pilot, "Found")
        await press(pilot, "enter")
        assert toasts(pilot) == ["New code “Found”. u takes it back."]
    assert len(tree_of(study)) == len(before) + 1


async def test_the_rows_around_the_cursor_stay_when_a_form_is_closed(study: Study) -> None:
    async with opened(study, "f3", "G", "enter", "escape", size=(80, 24)) as pilot:
        assert "1.1 Knowing what exists" in screen_text(pilot)
        assert "▸       3.1.1 Sleep" in screen_text(pilot)


async def test_an_area_with_codes_is_not_removed(study: Study) -> None:
    async with opened(study, "f3", "d") as pilot:
        assert "has codes under it" in toasts(pilot)[-1]


async def test_the_filter_keeps_what_stands_above_a_match(study: Study) -> None:
    async with opened(study, "f3", "slash") as pilot:
        await type_words(pilot, "sleep")
        await press(pilot, "enter")
        rows = pilot.app.screen.query_one("#tree", DrawnRows).row_ids
        assert rows == tuple(study.codes[index] for index in ("3", "3.1", "3.1.1"))
        await press(pilot, "escape")
        assert len(pilot.app.screen.query_one("#tree", DrawnRows).row_ids) == 6


async def test_a_code_in_no_area_stands_under_a_warning_and_goes_where_it_is_told(study: Study) -> None:
    async with opened(study, "f3", "down", "less_than_sign") as pilot:
        assert "⚠ In no area: 1 code" in screen_text(pilot)
        await press(pilot, "greater_than_sign", "down", "enter")
        assert "⚠" not in screen_text(pilot)
    assert "  3.2 Knowing what exists" in tree_of(study)


async def test_a_folded_code_hides_what_stands_below_it(study: Study) -> None:
    async with opened(study, "f3", "left") as pilot:
        assert "Routes in" not in screen_text(pilot)
        await press(pilot, "right")
        assert "Routes in" in screen_text(pilot)


async def test_a_click_goes_to_a_code_and_two_clicks_edit_it(study: Study) -> None:
    async with opened(study, "f3") as pilot:
        await pilot.click("#tree", offset=(10, 3))
        await press(pilot)
        assert pilot.app.screen.query_one("#tree", DrawnRows).row_id == study.codes["1.2"]
        await pilot.click("#tree", offset=(10, 2), times=2)
        await press(pilot)
        assert "Edit 1.1 Knowing what exists" in screen_text(pilot)


async def test_f4_reads_the_excerpts_of_the_code_under_the_cursor(study: Study) -> None:
    async with opened(study, "f3", "down", "down", "f4") as pilot:
        assert "1.2 Routes in · 1 excerpt" in screen_text(pilot)


async def test_names_that_look_like_markup_or_commands_are_shown_as_they_are(study: Study) -> None:
    async with opened(study, "f3", "down", "plus") as pilot:
        await pilot.press(*"[@click=app.bell]x[/]")
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, CodebookScreen)
        assert screen_text(pilot).count("[@click=app.bell]x[/]") >= 2


async def test_what_is_typed_in_a_definition_goes_on_where_its_words_end(study: Study) -> None:
    async with opened(study, "f3", "down", "enter", "tab", "tab") as pilot:
        await type_words(pilot, " And how.")
        await press(pilot, "ctrl+home")
        await type_words(pilot, "First: ")
        await press(pilot, "tab", "shift+tab")
        await type_words(pilot, "w")
        await press(pilot, "ctrl+end")
        await type_words(pilot, " When, too.")
        await press(pilot, "escape")
    assert study.ask("SELECT definition FROM code WHERE idx = '1.1'") == [
        ("First: wWhether people find out. And how. When, too.",)
    ]


async def test_the_filter_goes_to_the_first_code_of_that_name_and_enter_edits_that_one(study: Study) -> None:
    async with opened(study, "f3", "slash") as pilot:
        assert pilot.app.screen.query_one("#tree", DrawnRows).row_id == study.codes["1"]
        await type_words(pilot, "routes")
        await press(pilot, "enter")
        assert pilot.app.screen.query_one("#tree", DrawnRows).row_id == study.codes["1.2"]
        await press(pilot, "enter")
        await type_words(pilot, " and out")
        await press(pilot, "escape", "escape")
        assert pilot.app.screen.query_one("#tree", DrawnRows).row_id == study.codes["1.2"], "with all shown again"
    assert tree_of(study)[:3] == ["1 Access", "  1.1 Knowing what exists", "  1.2 Routes in and out"]


async def test_gg_goes_to_the_first_code(study: Study) -> None:
    async with opened(study, "f3", "end") as pilot:
        tree = pilot.app.screen.query_one("#tree", DrawnRows)
        assert tree.place == len(tree.row_ids) - 1
        await press(pilot, "g", "g")
        assert tree.place == 0


async def test_the_filter_goes_to_a_name_before_a_definition_that_has_the_words(study: Study) -> None:
    async with opened(study, "f3", "slash") as pilot:
        await type_words(pilot, "sleep")
        tree = pilot.app.screen.query_one("#tree", DrawnRows)
        assert tree.row_id == study.codes["3.1.1"]
        await press(pilot, "escape", "home", "slash")
        await type_words(pilot, "find out")
        assert tree.row_id == study.codes["1.1"]
