"""Memos (F9) and the memo box, driven by their keys."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from textual.pilot import Pilot
from textual.widgets import TextArea

from qualcode.edits.memos import LinkMemos, MemoTarget, WriteMemo
from qualcode.edits.store import Store
from qualcode.project.project import Project
from qualcode.transcripts.span import Span
from qualcode.tui.screens.codebook import CodebookScreen
from qualcode.tui.screens.coding import CodingScreen
from qualcode.tui.screens.memo import MemoScreen, first_impressions
from qualcode.tui.screens.memos import MemosScreen
from qualcode.tui.screens.participants import ParticipantsScreen
from qualcode.tui.screens.place import Place
from qualcode.tui.widgets import resting
from qualcode.tui.widgets.drawn_rows import DrawnRows
from qualcode.tui.widgets.pane import Pane
from qualcode.tui.widgets.reading_page import ReadingPage
from tests.screens.place_study import (
    INTERVIEWS,
    Study,
    assert_golden,
    opened,
    press,
    screen_of,
    screen_text,
    settle,
    toasts,
    type_words,
)

MEMOS = "SELECT kind, body FROM memo WHERE deleted_at IS NULL ORDER BY position = 0, position, num"
LINKS = "SELECT on_table, on_id, start FROM memo_link WHERE deleted_at IS NULL ORDER BY num"
STEPS = "SELECT count(*) FROM action"


@pytest.fixture
def thought(study: Study) -> Study:
    """The study with four memos: on a code and a passage, on a person, on the study, on another memo."""
    text = INTERVIEWS["garden"]
    start = text.index("So I sent")
    with Project.open(study.path, clock=study.clock, back_up=False) as project:
        project.sign_in("Ana")
        card = WriteMemo(
            "A card, never a person\n\nAsk who put it up, [/then] ask why.",
            "question",
            MemoTarget("code", study.codes["1.1"]),
        )
        project.make(card)
        project.make(LinkMemos([card.id], MemoTarget("document", study.documents["garden"], Span(start, start + 17))))
        (person,) = project.conn.execute("SELECT id FROM participant WHERE pseudonym = 'P02'").fetchone()
        project.make(WriteMemo("He read it on a train", "tension", MemoTarget("participant", person)))
        project.sign_in("Bem")
        project.make(WriteMemo("Why a note is no interview", "method", MemoTarget("study", project.study_id)))
        project.make(WriteMemo("So is the poster", "idea", MemoTarget("memo", card.id)))
    return study


@dataclass(frozen=True)
class TakeOut:
    """Take a code out, as somebody else's edit might while one writes."""

    code_id: str

    def apply(self, store: Store) -> str:
        store.remove("code", [self.code_id])
        return "Removal of a code"


def titles(pilot: Pilot[None]) -> list[str]:
    """The first lines of the memos in the list, in order."""
    screen = pilot.app.screen
    assert isinstance(screen, MemosScreen)
    return [entry.title for entry in screen._shown]


async def typed(pilot: Pilot[None], words: str) -> None:
    """Type words into the memo that is open."""
    await type_words(pilot, words)
    pilot.app.screen.query_one(TextArea)


@pytest.mark.parametrize("size", [(120, 40), (80, 24)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_memos_stand_in_a_list_with_one_beside_it(thought: Study, size: tuple[int, int]) -> None:
    async with opened(thought, "f9", size=size) as pilot:
        assert_golden(pilot, f"memos-{size[0]}x{size[1]}")


async def test_a_narrow_screen_shows_the_memo_in_place_of_the_list(thought: Study) -> None:
    async with opened(thought, "f9", "i", size=(80, 24)) as pilot:
        assert_golden(pilot, "memos-reading-80x24")


async def test_a_study_without_memos_names_the_key_that_writes_one(study: Study) -> None:
    async with opened(study, "g", "9") as pilot:
        assert "No memos yet. + writes one; m does so anywhere." in screen_text(pilot)
        await press(pilot, "plus")
        assert "Memo on the study" in screen_text(pilot)
        await typed(pilot, "why")
        await press(pilot, "escape")
        assert titles(pilot) == ["why"]
        assert toasts(pilot)[-1] == "Memo saved. u takes it back."
    assert [row[0] for row in study.ask(LINKS)] == ["study"]


async def test_writing_is_on_disk_after_a_pause_and_one_opening_is_one_step_to_undo(
    thought: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resting, "PAUSE", 0.01)
    async with opened(thought, "f9", "enter") as pilot:
        app = pilot.app
        assert isinstance(app.screen, MemosScreen)
        (steps,) = await app.screen.shell.read(lambda conn: conn.execute(STEPS).fetchone())
        for words in (" one", " two"):
            await typed(pilot, words)
            await pilot.pause(0.1)
            await settle(pilot)
            ((_, body), *_) = await app.screen.shell.read(lambda conn: conn.execute(MEMOS).fetchall())
            assert body.endswith(words)
        await press(pilot, "escape")
        assert (await app.screen.shell.read(lambda conn: conn.execute(STEPS).fetchone())) == (steps + 1,)
        assert "ask why. one two" in screen_text(pilot)
        await press(pilot, "u")
        assert "ask why.\n" in app.screen.query_one("#memo", ReadingPage).text + "\n"
        assert "one two" not in screen_text(pilot)
        await press(pilot, "U")
        assert "ask why. one two" in screen_text(pilot)


async def test_a_memo_that_is_new_and_saved_twice_goes_with_one_undo(
    study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resting, "PAUSE", 0.01)
    async with opened(study, "f3", "down", "m") as pilot:
        for words in ("one", " two"):
            await typed(pilot, words)
            await pilot.pause(0.1)
        await press(pilot, "escape", "u")
        assert toasts(pilot)[-1] == "Undid: New memo. U does it again."
    assert study.ask(MEMOS) == []
    assert study.ask(LINKS) == []


async def test_the_kind_is_changed_in_the_open_memo_with_tab_and_an_arrow(thought: Study) -> None:
    async with opened(thought, "f9", "enter", "tab", "right", "d", "escape") as pilot:
        assert "1 · tension" in screen_text(pilot)
    assert thought.ask(MEMOS)[0][0] == "tension"


async def test_emptying_a_memo_takes_it_out_when_it_is_left(thought: Study) -> None:
    async with opened(thought, "f9", "down", "enter") as pilot:
        pilot.app.screen.query_one(TextArea).text = ""
        await press(pilot, "escape")
        assert toasts(pilot)[-1] == "Memo removed. u brings it back."
        assert "He read it on a train" not in titles(pilot)
        await press(pilot, "u")
        assert "He read it on a train" in titles(pilot)


async def test_memos_are_put_in_an_order_to_write_them_up_and_undone_step_by_step(thought: Study) -> None:
    async with opened(thought, "f9", "J", "J", "K") as pilot:
        assert titles(pilot)[:3] == ["He read it on a train", "A card, never a person", "Why a note is no interview"]
        await press(pilot, "u", "u", "u")
        assert titles(pilot)[0] == "A card, never a person"
    assert [row[1] for row in thought.ask(MEMOS)][1] == "He read it on a train"


async def test_memos_are_grouped_by_kind_and_then_not_moved(thought: Study) -> None:
    async with opened(thought, "f9", "f", "space", "down", "down", "enter", "enter") as pilot:
        kinds = [entry.kind for entry in screen_of(pilot, MemosScreen)._shown]
        assert kinds == ["idea", "question", "tension", "method"]
        assert "Question · 1" in screen_text(pilot)
        await press(pilot, "J")
        assert toasts(pilot)[-1] == "Memos are moved in write-up order: f puts them in it."


async def test_only_the_memos_of_a_kind_or_on_a_thing_are_shown(thought: Study) -> None:
    async with opened(thought, "f9", "f", "tab", "space", "down", "down", "down", "enter", "enter") as pilot:
        assert titles(pilot) == ["He read it on a train"]
        assert "Memos · 1 of 4 · tension" in screen_text(pilot)
        await press(pilot, "escape", "f", "tab", "tab", "tab", "space", "down", "down", "enter", "enter")
        assert titles(pilot) == ["A card, never a person"]
        assert "Memos · 1 of 4 · on code 1.1 Knowing what exists" in screen_text(pilot)


async def test_words_are_found_in_memos_and_in_the_names_of_what_they_are_about(thought: Study) -> None:
    async with opened(thought, "f9", "slash") as pilot:
        await type_words(pilot, "knowing")
        await press(pilot, "enter")
        assert titles(pilot) == ["A card, never a person"]
        assert "Memos · 1 of 4 · with “knowing”" in screen_text(pilot)
        await press(pilot, "escape")
        assert len(titles(pilot)) == 4


async def test_marked_memos_are_removed_together_and_brought_back_by_one_undo(thought: Study) -> None:
    async with opened(thought, "f9", "space", "space", "d") as pilot:
        assert toasts(pilot)[-1] == "Removal of 2 memos. u takes it back."
        assert len(titles(pilot)) == 2
        await press(pilot, "u")
        assert len(titles(pilot)) == 4
    assert len(thought.ask(LINKS)) == 5


async def test_a_link_leads_to_the_code_the_passage_the_person_and_the_memo(thought: Study) -> None:
    async with opened(thought, "f9", "tab", "enter") as pilot:
        assert isinstance(pilot.app.screen, CodebookScreen)
        assert pilot.app.screen.query_one("#tree", DrawnRows).row_id == thought.codes["1.1"]
        await press(pilot, "f9", "end", "enter")
        assert pilot.app.screen.query_one("#memos", DrawnRows).place == 6
        await press(pilot, "tab", "enter")
        assert pilot.app.screen.query_one("#memos", DrawnRows).place == 0
        await press(pilot, "down", "tab", "enter")
        assert isinstance(pilot.app.screen, ParticipantsScreen)
        assert "P02" in pilot.app.screen.query_one("#person-pane", Pane).border_title
        await press(pilot, "escape", "escape", "f9", "home", "tab", "home", "down", "enter")
        assert isinstance(pilot.app.screen, CodingScreen)
        assert "4 words" in screen_text(pilot)


async def test_a_memo_is_linked_with_a_code_by_a_few_letters_and_unlinked_again(thought: Study) -> None:
    async with opened(thought, "f9", "tab", "plus") as pilot:
        await type_words(pilot, "sleep")
        await press(pilot, "enter")
        assert toasts(pilot)[-1] == "Link of a memo. u takes it back."
        assert "3.1.1 Sleep" in screen_text(pilot)
        assert ("code", thought.codes["3.1.1"]) in [
            row[:2]
            for row in await screen_of(pilot, MemosScreen).shell.read(lambda conn: conn.execute(LINKS).fetchall())
        ]
        await press(pilot, "home", "down", "down", "d")
        assert "3.1.1 Sleep" not in screen_text(pilot)
    assert len(thought.ask(LINKS)) == 5


async def test_the_cursor_of_the_terminal_is_on_what_a_memo_would_be_linked_with(thought: Study) -> None:
    async with opened(thought, "f9", "tab", "plus", "down", "pagedown") as pilot:
        x, y = pilot.app.cursor_position
        assert screen_text(pilot).splitlines()[y][x:].startswith("▸ ")


async def test_m_begins_at_the_narrowest_and_goes_wider_from_the_keyboard(study: Study) -> None:
    async with opened(study, "f3", "down", "down", "f4", "m") as pilot:
        assert "Memo on this coding of 1.2 Routes in" in screen_text(pilot)
        assert "▸coding   passage   participant   document   code   study" in screen_text(pilot)
        await typed(pilot, "sent")
        await press(pilot, "tab", "tab", "right", "right")
        assert "Memo on participant P01" in screen_text(pilot)
        await press(pilot, "escape")
    ((table, row_id, start),) = study.ask(LINKS)
    assert (table, start) == ("participant", None)
    assert study.ask("SELECT pseudonym FROM participant WHERE id = ?", row_id) == [("P01",)]


async def test_a_memo_saved_on_a_coding_is_turned_to_its_code_as_part_of_the_same_step(
    study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resting, "PAUSE", 0.01)
    async with opened(study, "f3", "down", "down", "f4", "m") as pilot:
        await typed(pilot, "sent")
        await pilot.pause(0.1)
        await press(pilot, "tab", "tab", "left", "left", "escape")
        await press(pilot, "f9")
        assert "code 1.2 Routes in" in screen_text(pilot)
        await press(pilot, "u")
        assert titles(pilot) == []
    assert study.ask(LINKS) == []


async def test_the_same_key_opens_the_memo_again_that_is_there(study: Study) -> None:
    async with opened(study, "f3", "down", "m") as pilot:
        await typed(pilot, "first")
        await press(pilot, "escape", "m")
        assert "1 memo on code 1.1 Knowing what exists" in screen_text(pilot)
        await press(pilot, "enter")
        assert pilot.app.screen.query_one(TextArea).text == "first"
        await press(pilot, "escape")
    assert len(study.ask(MEMOS)) == 1


async def test_another_memo_is_written_on_the_same_thing_by_the_same_key_again(study: Study) -> None:
    async with opened(study, "f3", "down", "m") as pilot:
        await typed(pilot, "first")
        await press(pilot, "escape", "m", "m")
        assert pilot.app.screen.query_one(TextArea).text == ""
        await typed(pilot, "second")
        await press(pilot, "escape", "m")
        assert "2 memos on code 1.1 Knowing what exists" in screen_text(pilot)
        assert "enter opens it · m another one · esc back" in screen_text(pilot)
        await press(pilot, "enter")
        assert pilot.app.screen.query_one(TextArea).text == "second", "the latest comes first"
        await press(pilot, "escape", "m", "escape")
        assert isinstance(pilot.app.screen, Place)
    assert sorted(str(body) for _, body in study.ask(MEMOS)) == ["first", "second"]


async def test_the_memo_of_somebody_else_is_offered_and_ones_own_comes_first(study: Study) -> None:
    with Project.open(study.path, clock=study.clock, back_up=False) as project:
        for coder, words in (("Ana", "mine"), ("Bem", "theirs")):
            project.sign_in(coder)
            project.make(WriteMemo(words, about=MemoTarget("code", study.codes["1.1"])))
        project.sign_in("Ana")
    async with opened(study, "f3", "down", "m") as pilot:
        assert "idea · 12 March 2026 · Bem" in screen_text(pilot)
        await press(pilot, "enter")
        assert pilot.app.screen.query_one(TextArea).text == "mine"


async def test_only_the_memos_of_some_days_are_shown(thought: Study) -> None:
    async with opened(thought, "f9", "f", *["tab"] * 4) as pilot:
        await type_words(pilot, "2026-03-32")
        await press(pilot, "enter")
        assert "“2026-03-32” is not a date. Write it as 2030-12-31." in screen_text(pilot)
        await press(pilot, *["tab"] * 4, "ctrl+u")
        await type_words(pilot, "2026-03-13")
        await press(pilot, "enter")
        assert titles(pilot) == []
        assert "Memos · 0 of 4 · from 13 March 2026" in screen_text(pilot)
        await press(pilot, "escape", "f", *["tab"] * 4)
        await type_words(pilot, "2026-03-12")
        await press(pilot, "tab")
        await type_words(pilot, "2026-03-12")
        await press(pilot, "enter")
        assert "Memos · 4 · on 12 March 2026" in screen_text(pilot)


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_what_is_asked_of_memos_fits_the_screen(thought: Study, size: tuple[int, int]) -> None:
    async with opened(thought, "f9", "f", size=size) as pilot:
        assert "Written to" in screen_text(pilot)
        assert "enter go on" in screen_text(pilot)


async def test_a_memo_whose_thing_is_gone_stays_open_with_its_words(study: Study) -> None:
    async with opened(study, "f3", "down", "down", "m") as pilot:
        screen, place = pilot.app.screen, pilot.app.screen_stack[0]
        assert isinstance(screen, MemoScreen)
        assert isinstance(place, Place)
        await typed(pilot, "words")
        await place.shell.lane.make(TakeOut(study.codes["1.2"]))
        await press(pilot, "escape")
        assert pilot.app.screen is screen
        assert screen.query_one(TextArea).text == "words"
        assert "no longer in the study" in toasts(pilot)[-2]
        assert toasts(pilot)[-1] == "The memo is not saved. esc again leaves it so."
        await press(pilot, "tab", "tab", "right", "escape")
    assert [row[1] for row in study.ask(MEMOS)] == ["words"]
    assert study.ask(LINKS)[0][0] == "study"


async def test_first_impressions_are_a_memo_on_the_document_only_where_something_was_written(study: Study) -> None:
    async with opened(study) as pilot:
        place = pilot.app.screen
        assert isinstance(place, Place)
        for words in ("", "hard to find"):
            worker = place.run_worker(first_impressions(place, study.documents["garden"], "garden"))
            await settle(pilot)
            assert "Memo on document garden" in screen_text(pilot)
            await typed(pilot, words)
            await press(pilot, "escape")
            await worker.wait()
    assert [row[1] for row in study.ask(MEMOS)] == ["First impressions: hard to find"]
    assert study.ask(LINKS)[0][:2] == ("document", study.documents["garden"])


async def test_the_memos_shown_are_written_up_in_word_in_the_exports_folder(thought: Study) -> None:
    async with opened(thought, "f9", "x") as pilot:
        assert "Write up 4 memos" in screen_text(pilot)
        await press(pilot, "enter")
        for _ in range(50):
            await pilot.pause(0.05)
            if any("is written" in toast for toast in toasts(pilot)):
                break
        assert "is written. Nothing was held back." in toasts(pilot)[-1]
    assert (thought.path.parent / "exports" / "study-memos.docx").is_file()


async def test_leaving_the_program_keeps_what_is_being_written(thought: Study) -> None:
    async with opened(thought, "f9", "enter") as pilot:
        await typed(pilot, " last")
        await pilot.press("ctrl+q")
        await pilot.pause()
    assert str(thought.ask(MEMOS)[0][1]).endswith("last")


async def test_a_link_is_seen_from_both_ends(thought: Study) -> None:
    async with opened(thought, "f9", "end") as pilot:
        assert "memo        A card, never a person" in screen_text(pilot)
        await press(pilot, "home")
        assert "memo on it  So is the poster" in screen_text(pilot)
        await press(pilot, "f3", "down")
        assert "A card, never a person" in pilot.app.screen.query_one("#meaning", ReadingPage).text
        await press(pilot, "down", "f4")
        assert "A card, never a person" in pilot.app.screen.query_one("#place", ReadingPage).text
        await press(pilot, "enter")
        assert "question: A card" in screen_text(pilot)
        await press(pilot, "escape", "f2", "p", "down")
        assert "He read it on a train" in pilot.app.screen.query_one("#person", ReadingPage).text


async def test_a_study_that_may_only_be_read_lets_one_leave_a_memo_that_cannot_be_saved(
    study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qualcode.project.project._writable", lambda path: False)
    async with opened(study, "f3", "down", "m") as pilot:
        await typed(pilot, "words")
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, MemoScreen)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, CodebookScreen)


async def test_a_click_on_another_memo_saves_the_one_that_is_open(thought: Study) -> None:
    async with opened(thought, "f9", "enter") as pilot:
        await typed(pilot, " last")
        await pilot.click("#memos", offset=(8, 2))
        await settle(pilot)
        assert "2 · tension" in screen_text(pilot)
    assert str(thought.ask(MEMOS)[0][1]).endswith("last")


async def test_a_memo_on_a_whole_document_is_named_beside_its_text(study: Study) -> None:
    with Project.open(study.path, clock=study.clock, back_up=False) as project:
        project.sign_in("Ana")
        project.make(
            WriteMemo("Hard to find\nand harder to leave", about=MemoTarget("document", study.documents["garden"]))
        )
    async with opened(study, "enter") as pilot:
        assert "idea: Hard to find" in screen_text(pilot)


async def test_the_last_line_tells_the_keys_of_the_editor_while_a_memo_is_written(thought: Study) -> None:
    async with opened(thought, "f9") as pilot:
        usual = screen_text(pilot).splitlines()[-1]
        await press(pilot, "enter")
        assert screen_text(pilot).splitlines()[-1].split() == ["esc", "Save", "tab", "Its", "kind"]
        await press(pilot, "escape")
        assert screen_text(pilot).splitlines()[-1] == usual
