"""What stays as it was while the study changes around it: focus, marks, words, places, and what is being written."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import TextArea

from qualcode.edits.codings import RemoveCoding
from qualcode.edits.documents import RemoveDocument
from qualcode.edits.memos import MemoTarget, WriteMemo
from qualcode.edits.participants import ChangeParticipant
from qualcode.edits.store import Edit
from qualcode.project.importing import arrivals
from qualcode.project.project import Project
from qualcode.transcripts.span import Span
from qualcode.transcripts.transcript import Kind
from qualcode.tui.screens.coding import CodingScreen
from qualcode.tui.screens.documents import DocumentsScreen
from qualcode.tui.screens.memos import MemosScreen
from qualcode.tui.screens.said import SaidScreen
from qualcode.tui.widgets import resting
from qualcode.tui.widgets.compare_pane import ComparePane
from qualcode.tui.widgets.drawn_rows import DrawnRows
from qualcode.tui.widgets.find_bar import FindBar
from qualcode.tui.widgets.marked_options import MarkedOptions
from tests.screens.shown_study import Shown, make_study, shown, transcript

CARD = "It was a card on the board in the chemist’s."
OTHERS = (("Interviewer", "Who told you?"), ("P07", "Nobody told me. There was a card in the library."))
MORE = (("Interviewer", "And you?"), ("P09", "A card. Another card. A third card."))
NARROW = (80, 24)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make_study(tmp_path, [transcript(), transcript(OTHERS, "library")])


async def change(seen: Shown, edit: Edit) -> None:
    """Change the study as something elsewhere would."""
    await seen.app.lane.make(edit)
    await seen.settled()


async def document(seen: Shown, name: str) -> str:
    rows = await seen.ask(f"SELECT id FROM document WHERE name = '{name}'")
    return str(rows[0][0])


async def touch_somebody(seen: Shown) -> None:
    rows = await seen.ask("SELECT id FROM participant")
    await change(seen, ChangeParticipant(str(rows[0][0]), {"note": "x"}))


async def code(seen: Shown, words: str, name: str) -> None:
    start = seen.view.document.text.index(words)
    seen.view.select(Span(start, start + len(words)))
    await seen.settled()
    await seen.press("c", *name, "enter")


async def looked_for(seen: Shown, words: str) -> DrawnRows:
    await seen.press("V", *words, "enter")
    rows = seen.app.screen.query_one("#hits", DrawnRows)
    await seen.until(lambda: bool(rows.row_ids))
    return rows


def said(seen: Shown) -> SaidScreen:
    assert isinstance(seen.app.screen, SaidScreen)
    return seen.app.screen


async def comparing(seen: Shown) -> MarkedOptions:
    """Code a passage in both documents and compare them from the first."""
    await seen.press("j")
    await seen.open_first()
    await code(seen, "Nobody told me.", "knowing")
    await code(seen, "There was a card in the library.", "knowing")
    await seen.press("escape", "k")
    await seen.open_first()
    await code(seen, CARD, "knowing")
    await seen.press("equals_sign")
    return seen.app.screen.query_one(ComparePane).query_one(MarkedOptions)


# Words in all documents


async def test_an_import_is_undone_from_words_in_all_documents_while_its_document_lies_beneath(path: Path) -> None:
    async with shown(path) as seen:
        await change(seen, arrivals([transcript(MORE, "zzz")], Kind.INTERVIEW))
        await seen.press("G")
        await seen.open_first()
        seen.view.select(Span(0, 45))  # so many words are not looked for: others are asked for
        await seen.settled()
        await looked_for(seen, "card")
        assert "zzz" in seen.text
        await seen.press("u")
        assert isinstance(seen.app.screen, SaidScreen)
        await seen.press("escape")
        await seen.until(lambda: isinstance(seen.app.screen, DocumentsScreen))
        assert "This document is no longer in the study." in seen.toasts[-1]


async def test_f2_from_words_in_all_documents_goes_to_the_list_of_documents(path: Path) -> None:
    async with shown(path) as seen:
        await seen.press("V", "escape", "f2")
        await seen.until(lambda: isinstance(seen.app.screen, DocumentsScreen))


async def test_fewer_places_while_the_cursor_moves_stop_nothing(path: Path) -> None:
    async with shown(path) as seen:
        await change(seen, arrivals([transcript(MORE * 6, "zzz")], Kind.INTERVIEW))
        rows = await looked_for(seen, "card")
        many = len(rows.row_ids)
        await seen.type_at_once("u", "G", "k")
        await seen.until(lambda: 0 < len(rows.row_ids) < many)
        assert rows.row_id in rows.row_ids


async def test_marks_stay_on_their_passages_when_others_come_and_go(path: Path) -> None:
    async with shown(path) as seen:
        rows = await looked_for(seen, "card")
        await seen.press("G", "space")
        marked = said(seen)._chosen()
        await change(seen, RemoveDocument(await document(seen, "P03 interview")))
        await seen.until(lambda: len(rows.row_ids) == 1)
        assert [(hit.document_id, hit.span) for hit in said(seen)._chosen()] == [
            (hit.document_id, hit.span) for hit in marked
        ]
        assert rows.marked == rows.row_ids


async def test_esc_from_the_bar_keeps_the_words_the_places_and_the_marks(path: Path) -> None:
    async with shown(path) as seen:
        rows = await looked_for(seen, "card")
        await seen.press("asterisk")
        places = rows.row_ids
        await seen.press("slash", "escape")
        assert rows.row_ids == places and set(rows.marked) == set(places)
        assert "“card”" in seen.text
        await seen.press("slash", "x", "escape")
        await seen.until(lambda: rows.row_ids == places)


async def test_an_undo_in_words_in_all_documents_does_not_bring_the_bar_back(path: Path) -> None:
    async with shown(path) as seen:
        await change(seen, arrivals([transcript(MORE, "zzz")], Kind.INTERVIEW))
        await seen.press("V", "escape", "u")
        assert not said(seen).query_one(FindBar).has_class("-open")
        assert said(seen).query_one("#hits").has_focus


# Memos


async def test_a_memo_being_written_is_not_closed_when_its_words_no_longer_fit_the_filter(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resting, "PAUSE", 0.01)
    with Project.open(path, back_up=False) as project:
        project.sign_in("Ana")
        for words in ("alpha one", "alpha two"):
            project.make(WriteMemo(words, "idea", MemoTarget("study", project.study_id)))
    async with shown(path) as seen:
        await seen.press("f9", "slash", *"alpha", "enter", "enter")
        area = seen.app.screen.query_one(TextArea)
        area.load_text("")
        await seen.press(*"beta")
        await seen.pilot.pause(0.1)
        await seen.settled()
        assert await seen.ask("SELECT body FROM memo ORDER BY num") == [("beta",), ("alpha two",)]
        await seen.press(*"dd")
        assert area.has_focus and area.text == "betadd"
        await seen.press("escape")
        assert isinstance(seen.app.screen, MemosScreen)
        assert [entry.title for entry in seen.app.screen._shown] == ["alpha two"]
        assert len(await seen.ask("SELECT 1 FROM memo WHERE deleted_at IS NULL")) == 2


async def test_a_new_memo_that_the_filter_hides_leaves_the_cursor_where_it_is(path: Path) -> None:
    with Project.open(path, back_up=False) as project:
        project.sign_in("Ana")
        for words in ("alpha one", "alpha two", "alpha three"):
            project.make(WriteMemo(words, "idea", MemoTarget("study", project.study_id)))
    async with shown(path) as seen:
        await seen.press("f9", "slash", *"alpha", "enter", "j")
        rows = seen.app.screen.query_one("#memos", DrawnRows)
        here = rows.row_id
        await seen.press("plus", *"beta", "escape")
        assert rows.row_id == here
        await seen.press("j")
        there = rows.row_id
        await touch_somebody(seen)
        assert rows.row_id == there != here


# A window that is too small


async def test_keys_do_nothing_in_a_window_that_is_too_small_and_the_focus_is_kept(path: Path) -> None:
    async with shown(path) as seen:
        await seen.open_first()
        await code(seen, CARD, "routes")
        await seen.pilot.resize_terminal(39, 11)
        await seen.settled()
        assert "qualcode needs a larger window" in seen.text
        await seen.press("j", "a", "d", "u", "escape", "slash")
        assert await seen.ask("SELECT count(*) FROM coding WHERE deleted_at IS NULL") == [(1,)]
        await seen.pilot.resize_terminal(120, 40)
        await seen.settled()
        assert isinstance(seen.app.screen, CodingScreen)
        assert seen.view.has_focus
        await seen.press("j", "a")
        assert await seen.ask("SELECT count(*) FROM coding WHERE deleted_at IS NULL") == [(2,)]


# Comparing


async def test_a_change_elsewhere_does_not_take_the_keys_from_what_is_compared(path: Path) -> None:
    async with shown(path) as seen:
        options = await comparing(seen)
        await touch_somebody(seen)
        assert options.has_focus


@pytest.mark.parametrize("size", [(120, 40), NARROW], ids=["wide", "narrow"])
async def test_a_slash_while_comparing_looks_in_a_text_that_is_in_sight(path: Path, size: tuple[int, int]) -> None:
    async with shown(path, size=size) as seen:
        await comparing(seen)
        await seen.press("slash", "escape")
        assert seen.view.has_focus
        assert seen.view.region.height > 0 and CARD[:20] in seen.text


async def test_what_is_compared_follows_the_codings_and_keeps_its_place(path: Path) -> None:
    async with shown(path) as seen:
        options = await comparing(seen)
        assert options.option_count == 2
        await seen.press("j")
        ((first, *_), *_) = await seen.ask("SELECT id FROM coding ORDER BY num")
        await change(seen, RemoveCoding(str(first)))
        assert options.option_count == 1 and options.has_focus
        assert "There was a card" in str(options.get_option_at_index(options.highlighted or 0).prompt)
        await seen.press("u")
        await seen.until(lambda: options.option_count == 2)
        assert options.highlighted == 1


async def test_a_window_made_narrower_and_wider_again_shows_the_same_first_line_beside_what_is_compared(
    tmp_path: Path,
) -> None:
    said = " ".join(f"Nobody told me {place}, and there was no card." for place in range(8))
    path = make_study(
        tmp_path, [transcript(), transcript([("P07", f"{turn}. {said}") for turn in range(30)], "long")]
    )
    async with shown(path) as seen:
        await seen.open_first()
        await code(seen, CARD, "knowing")
        await seen.press("escape", "j")
        await seen.open_first()
        await code(seen, "20. Nobody told me", "knowing")
        await seen.press("equals_sign")
        assert seen.app.screen.query_one(ComparePane).has_class("-shown")
        first = seen.view.scroll_offset.y
        assert first > 0
        for width in (110, 105, 113, 101):
            await seen.pilot.resize_terminal(width, 40)
            await seen.settled()
            await seen.pilot.resize_terminal(120, 40)
            await seen.settled()
            assert seen.view.scroll_offset.y == first


async def test_comparing_ends_with_its_coding(path: Path) -> None:
    async with shown(path) as seen:
        await comparing(seen)
        (*_, (last,)) = await seen.ask("SELECT id FROM coding ORDER BY num")
        await change(seen, RemoveCoding(str(last)))
        assert seen.view.has_focus
        assert "others" not in seen.text


# A part of it


async def test_where_nothing_is_left_of_what_is_looked_at_that_is_said_once_and_moves_are_free(path: Path) -> None:
    async with shown(path) as seen:
        await seen.press("j")
        await seen.open_first()
        await code(seen, OTHERS[1][1], "knowing")
        await seen.press("u", "f", "home", "enter")
        told = "Nothing is left of that; esc shows all as before."
        assert seen.view.looked_at.uncoded
        await code(seen, OTHERS[1][1], "routes")
        assert seen.toasts[-1] == told
        before = seen.view.selection
        await seen.press("home", "j")
        assert seen.view.selection != before
        await seen.press("exclamation_mark")
        assert seen.toasts[-1] != told
        await seen.press("escape")
        assert not seen.view.looked_at and isinstance(seen.app.screen, CodingScreen)


# Two documents


async def test_the_places_in_both_of_two_open_documents_are_kept(path: Path) -> None:
    async with shown(path) as seen:
        options = await comparing(seen)
        first = seen.app.screen
        await seen.press("j", "enter")
        assert options.highlighted == 1
        await seen.until(lambda: seen.app.screen is not first and seen.view.selection is not None)
        assert seen.view.selection is not None
        second = seen.view.selection.of(seen.view.document.text)
        await seen.pilot.press("ctrl+q")
        await seen.pilot.pause()
    async with shown(path) as seen:
        await seen.open_first()
        assert seen.view.selection is not None
        assert seen.view.selection.of(seen.view.document.text) == CARD
        await seen.press("escape", "j")
        await seen.open_first()
        assert seen.view.selection is not None
        assert seen.view.selection.of(seen.view.document.text) == second


async def test_a_covered_document_is_painted_when_it_is_come_back_to(path: Path) -> None:
    async with shown(path) as seen:
        await seen.open_first()
        await code(seen, CARD, "routes")
        beneath = seen.app.screen
        assert isinstance(beneath, CodingScreen)
        view = seen.view
        await seen.press("j", "e", "V", "escape", "u")
        assert [mark.title for mark in view.marks] == ["1.2 Routes in"], "out of sight nothing is read"
        await seen.press("escape")
        await seen.until(lambda: seen.app.screen is beneath)
        assert [mark.title for mark in view.marks] == []
