"""Words looked for in all documents: chosen place by place, coded in one go, taken back in one."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.participants.names import Name
from qualcode.transcripts.span import Span
from qualcode.tui.screens.coding import CodingScreen
from qualcode.tui.screens.questions import Choose
from qualcode.tui.screens.said import SaidScreen
from qualcode.tui.widgets.drawn_rows import DrawnRows
from qualcode.tui.widgets.find_bar import FindBar
from tests.screens.golden import assert_golden
from tests.screens.shown_study import Shown, make_study, shown, transcript

OTHERS = (
    ("Interviewer", "Was there a card?"),
    ("P07", "Nobody told me. There were cards in the library. A card at the doctor’s, too."),
)
CODED = "SELECT c.start, c.stop FROM coding c WHERE c.deleted_at IS NULL ORDER BY c.num"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make_study(tmp_path, [transcript(), transcript(OTHERS, "library")])


async def looked_for(seen: Shown, words: str) -> DrawnRows:
    """Look for words from the list of documents."""
    await seen.press("V")
    await seen.until(lambda: isinstance(seen.app.screen, SaidScreen))
    await seen.until(lambda: seen.app.screen.query_one(FindBar).has_class("-open"))
    await seen.press(*("space" if letter == " " else letter for letter in words), "enter")
    rows = seen.app.screen.query_one("#hits", DrawnRows)
    await seen.until(lambda: bool(rows.row_ids))
    return rows


async def coded_words(seen: Shown) -> list[str]:
    rows = await seen.ask(
        "SELECT substr(t.words, c.start + 1, c.stop - c.start) FROM coding c "
        "JOIN text_version v ON v.id = c.version_id JOIN text t ON t.sha256 = v.sha256 "
        "WHERE c.deleted_at IS NULL ORDER BY c.num"
    )
    return [str(words) for (words,) in rows]


async def test_a_word_is_shown_in_its_sentence_wherever_it_was_said(path: Path) -> None:
    async with shown(path) as seen:
        await looked_for(seen, "card")
        assert "“card” · 3 places in interviews" in seen.text
        assert "card, cards" in seen.text
        assert_golden("said-120x40", seen.text)


async def test_the_same_at_80x24(path: Path) -> None:
    async with shown(path, size=(80, 24)) as seen:
        await looked_for(seen, "card")
        assert_golden("said-80x24", seen.text)


async def test_a_star_stands_for_any_ending_and_the_bar_says_so_while_one_types(path: Path) -> None:
    async with shown(path) as seen:
        await seen.press("V")
        await seen.until(lambda: seen.app.screen.query_one(FindBar).has_class("-open"))
        await seen.press(*"ca")
        assert "mentor*: any ending · a phrase: within one sentence" in seen.text
        await seen.press("asterisk", "enter")
        rows = seen.app.screen.query_one("#hits", DrawnRows)
        await seen.until(lambda: bool(rows.row_ids))
        assert "“ca*” · 5 places in interviews" in seen.text
        assert "card, came, car, cards" in seen.text


async def test_all_places_are_coded_in_one_go_and_one_undo_takes_it_back(path: Path) -> None:
    async with shown(path) as seen:
        await looked_for(seen, "card")
        await seen.press("asterisk", "c", *"knowing", "enter")
        assert await coded_words(seen) == [
            "It was a card on the board in the chemist’s.",
            "There were cards in the library.",
            "A card at the doctor’s, too.",
        ]
        assert seen.toasts[-1] == "“Knowing what exists” is on 3 passages. u takes it back."
        await seen.press("u")
        assert await coded_words(seen) == []


async def test_only_the_marked_places_are_coded_and_as_much_around_them_as_is_chosen(path: Path) -> None:
    async with shown(path) as seen:
        await looked_for(seen, "card")
        await seen.press("space", "j", "space")
        assert "2 marked" in seen.text
        await seen.press("E", "c", *"routes", "enter")
        assert await coded_words(seen) == ["card", "card"]
        await seen.press("u", "home", "j", "j", "e", "e", "c", *"routes", "enter")
        assert await coded_words(seen) == [OTHERS[1][1]], "without a mark, the place under the cursor; here its turn"


async def test_what_is_coded_so_already_is_left_and_that_is_said(path: Path) -> None:
    async with shown(path) as seen:
        await looked_for(seen, "card")
        await seen.press("c", *"knowing", "enter")
        await seen.press("asterisk", "a")
        assert seen.toasts[-1] == "“Knowing what exists” is on 2 passages. 1 was already. u takes it back."
        await seen.press("asterisk", "a")
        assert seen.toasts[-1] == "All of it is coded so already; nothing was changed."
        assert len(await coded_words(seen)) == 3


async def test_a_new_code_for_all_places_is_taken_back_with_them(path: Path) -> None:
    async with shown(path) as seen:
        await looked_for(seen, "card")
        await seen.press("asterisk", "c", *"zebra", "enter")
        await seen.until(lambda: isinstance(seen.app.screen, SaidScreen))
        assert await seen.ask("SELECT name, state FROM code WHERE name = 'zebra' AND deleted_at IS NULL") == [
            ("zebra", "proposed")
        ]
        assert len(await coded_words(seen)) == 3
        await seen.press("u")
        assert await coded_words(seen) == []
        assert await seen.ask("SELECT 1 FROM code WHERE name = 'zebra' AND deleted_at IS NULL") == []


async def test_how_words_are_looked_for_can_be_changed(path: Path) -> None:
    async with shown(path) as seen:
        rows = await looked_for(seen, "card")
        await seen.press("f")
        await seen.until(lambda: isinstance(seen.app.screen, Choose))
        await seen.press("down", "enter")
        await seen.until(lambda: len(rows.row_ids) == 2)
        await seen.press("f")
        await seen.until(lambda: isinstance(seen.app.screen, Choose))
        await seen.press("end", "enter")
        await seen.until(lambda: len(rows.row_ids) == 3)
        assert "interviewers too" in seen.text


async def test_selected_words_are_looked_for_from_the_text_and_esc_comes_back_to_the_place(path: Path) -> None:
    async with shown(path) as seen:
        view = await seen.open_first()
        start = view.document.text.index("card")
        view.select(Span(start, start + 4))
        await seen.press("V")
        await seen.until(lambda: isinstance(seen.app.screen, SaidScreen) and "3 places" in seen.text)
        await seen.press("j", "enter")
        await seen.until(lambda: isinstance(seen.app.screen, CodingScreen) and seen.view.source.id != view.source.id)
        assert seen.view.selection is not None
        assert seen.view.selection.of(seen.view.document.text) == "cards"
        await seen.press("escape")
        await seen.until(lambda: isinstance(seen.app.screen, SaidScreen))
        await seen.press("escape")
        assert isinstance(seen.app.screen, CodingScreen)
        assert seen.view.selection == Span(start, start + 4)


async def test_words_nobody_says_are_answered_with_what_to_do(path: Path) -> None:
    async with shown(path) as seen:
        await seen.press("V")
        await seen.until(lambda: isinstance(seen.app.screen, SaidScreen))
        await seen.press(*"zebra", "enter")
        assert "Nobody says this. f looks for it in another way" in seen.text
        assert "“zebra*” finds it with any ending." in seen.text
        await seen.press("c", "a", "space", "enter", "asterisk")
        assert isinstance(seen.app.screen, SaidScreen)


async def test_a_name_that_was_looked_for_is_neither_drawn_nor_kept_in_the_history(path: Path) -> None:
    async with shown(path) as seen:
        await seen.app.keep_names([Name("chemist", "shop")])
        await looked_for(seen, "chemist")
        assert "“shop” · 1 place" in seen.text
        await seen.press("c", *"knowing", "enter")
        labels = await seen.ask("SELECT action FROM action")
        assert any("with “shop”" in str(label) for (label,) in labels)
        assert not any("chemist" in str(label) for (label,) in labels)
