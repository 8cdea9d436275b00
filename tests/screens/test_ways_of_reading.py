"""Reading in other ways than from passage to passage: a part alone, without codes, at a turn, beside others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.transcripts.coverage import merged
from qualcode.transcripts.span import Span
from qualcode.tui.screens.coding import CodingScreen
from qualcode.tui.screens.memo import MemoScreen
from qualcode.tui.screens.questions import AskLine, Choose, YesNo
from qualcode.tui.screens.ways_of_reading import seconds_of
from qualcode.tui.widgets.compare_pane import ComparePane
from qualcode.tui.widgets.marked_options import MarkedOptions
from qualcode.tui.widgets.transcript_looking import _shared
from tests.screens.golden import assert_golden
from tests.screens.shown_study import SAID, Shown, make_study, shown, transcript

CARD = "It was a card on the board in the chemist’s."
SENT = "So I sent myself."
SLEEP = "I sleep."

OTHERS = (
    ("Interviewer", "Who told you?"),
    ("P07", "Nobody told me. There was a card in the library."),
    ("P08", "My sister did."),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make_study(tmp_path, [transcript(), transcript(OTHERS, "group of two")])


async def code(seen: Shown, words: str, name: str) -> None:
    select(seen, words)
    await seen.settled()
    await seen.press("c", *name, "enter")


def select(seen: Shown, words: str) -> None:
    start = seen.view.document.text.index(words)
    seen.view.select(Span(start, start + len(words)))


def selected(seen: Shown) -> str:
    span = seen.view.selection
    return span.of(seen.view.document.text) if span is not None else ""


async def choose(seen: Shown, words: str) -> None:
    """Take the choice of those words from the box that is open."""
    await seen.until(lambda: isinstance(seen.app.screen, Choose))
    options = seen.app.screen.query_one(MarkedOptions)
    place = next(n for n, option in enumerate(options.options) if words in str(option.prompt))
    options.highlighted = place
    await seen.press("enter")


# A part of it


async def test_moves_keep_to_the_one_speaker_who_is_looked_at(path: Path) -> None:
    async with shown(path) as seen:
        await seen.open_first()
        await seen.press("f")
        await choose(seen, "P03")
        found = []
        for _ in range(20):
            found.append(selected(seen))
            await seen.press("j")
            if found[-1] == selected(seen):
                break
        assert " ".join(found) == " ".join(words for who, words in SAID if who == "P03")
        await seen.press("T")
        assert selected(seen) == SAID[3][1]
        await seen.press("T", "T")
        assert selected(seen) == SAID[1][1]
        assert "Nothing more of what is looked at" in seen.toasts[-1]


async def test_what_was_just_coded_leaves_a_look_at_what_has_no_code(path: Path) -> None:
    async with shown(path) as seen:
        await seen.open_first()
        await seen.press("f")
        await choose(seen, "what has no code")
        assert "3 stretches looked at" in seen.text
        select(seen, SENT)
        await seen.press("c", *"routes", "enter")
        assert "3 stretches looked at" in seen.text, "what is left of the turn is still one"
        await seen.press("k", "j")
        assert selected(seen) == "I sat in the car for twenty minutes."
        await seen.press("u")
        await seen.press("k")
        assert selected(seen) == SENT


async def test_one_code_is_looked_at_with_all_below_its_area_and_esc_shows_all_again(path: Path) -> None:
    async with shown(path) as seen:
        await seen.open_first()
        await code(seen, CARD, "knowing")
        await code(seen, SLEEP, "benefit")
        await seen.press("g", "g", "f")
        await choose(seen, "one code or area")
        await choose(seen, "Evidence")
        assert selected(seen) == SLEEP
        assert "1 stretch looked at" in seen.text
        lit = [line[1] for line in seen.text.splitlines() if "I sleep" in line or "a card on the board" in line]
        assert lit == [" ", "▎"], "the edge marks what is looked at, colour or not"
        await seen.press("escape")
        assert "looked at" not in seen.text
        assert isinstance(seen.app.screen, CodingScreen)


async def test_looking_at_a_code_where_nothing_is_coded_says_so(path: Path) -> None:
    async with shown(path) as seen:
        await seen.open_first()
        await seen.press("f")
        await choose(seen, "one code or area")
        assert seen.toasts[-1] == "Nothing is coded in this document yet."


SPANS = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 9)), max_size=8).map(
    lambda pairs: merged(Span(start, start + length) for start, length in pairs)
)


@given(SPANS, SPANS)
def test_two_looks_together_show_just_what_each_of_them_shows(ones: Sequence[Span], others: Sequence[Span]) -> None:
    def held(spans: Sequence[Span]) -> set[int]:
        return {place for span in spans for place in range(span.start, span.end)}

    both = _shared(ones, others)
    assert held(both) == held(ones) & held(others)
    assert list(both) == sorted(both)


# Without codes


async def test_while_reading_codes_are_out_of_sight_and_out_of_reach_but_not_memos(path: Path) -> None:
    async with shown(path) as seen:
        await seen.open_first()
        await code(seen, CARD, "knowing")
        assert "1.1 Knowing what exists" in seen.text
        await seen.press("O")
        assert "┃" not in seen.text and "█" not in seen.text
        assert "reading, codes out of sight: O" in seen.text
        assert "no code yet" not in seen.text and "Pinned and recent" not in seen.text, "the pane tells of no codes"
        for key in ("c", "a", "1", "v", "r", "d", "b", "exclamation_mark", "equals_sign", "right_square_bracket"):
            await seen.press(key)
            assert isinstance(seen.app.screen, CodingScreen), key
            assert "O brings them back" in seen.toasts[-1], key
        assert await seen.ask("SELECT count(*) FROM coding WHERE deleted_at IS NULL") == [(1,)]
        await seen.press("m")
        await seen.until(lambda: isinstance(seen.app.screen, MemoScreen))
        await seen.press(*"calm", "escape")
        assert await seen.ask("SELECT body FROM memo") == [("calm",)]
        await seen.press("O")
        assert "1.1 Knowing what exists" in seen.text
        assert seen.toasts == ["Codes are in sight again."], "and none says that they are out of it"


async def test_at_the_end_of_a_first_reading_first_impressions_are_asked_for_once(path: Path) -> None:
    async with shown(path) as seen:
        await seen.open_first()
        await seen.press("G", "j")
        assert isinstance(seen.app.screen, CodingScreen), "nothing is asked of who codes"
        await seen.press("O", "j")
        await seen.until(lambda: isinstance(seen.app.screen, YesNo))
        await seen.press("enter")
        await seen.until(lambda: isinstance(seen.app.screen, MemoScreen))
        await seen.press(*"warm", "escape")
        assert await seen.ask("SELECT m.body, l.on_table FROM memo m JOIN memo_link l ON l.memo_id = m.id") == [
            ("First impressions: warm", "document")
        ]
        await seen.press("j")
        assert isinstance(seen.app.screen, CodingScreen)


# A turn or a time


@pytest.mark.parametrize(
    ("wanted", "words"),
    [("4", "I sat in the car for twenty minutes."), ("2:15", "I sat in the car for twenty minutes."), ("0:50", None)],
)
async def test_a_turn_is_gone_to_by_its_number_or_its_time(path: Path, wanted: str, words: str | None) -> None:
    async with shown(path) as seen:
        await seen.open_first()
        await seen.press("number_sign")
        await seen.until(lambda: isinstance(seen.app.screen, AskLine))
        await seen.press(*(key if key != ":" else "colon" for key in wanted), "enter")
        assert selected(seen) == (words or "I didn’t, not for years.")


async def test_a_time_of_two_recordings_in_one_document_goes_to_each_in_turn(tmp_path: Path) -> None:
    once = transcript()
    again = [replace(turn, seconds=(turn.seconds or 0.0) % 135.0) for turn in once.turns]
    async with shown(make_study(tmp_path, [replace(once, turns=tuple(again))])) as seen:
        await seen.open_first()
        first, second = "I didn’t, not for years.", "And has it changed anything, going?"
        for words in (first, second, first):
            await seen.press("number_sign")
            await seen.until(lambda: isinstance(seen.app.screen, AskLine))
            await seen.press("0", "colon", "5", "0", "enter")
            assert selected(seen) == words
        assert seen.toasts[-1] == "The clock begins anew in this document: # and 0:50 again goes to the next."


async def test_a_time_is_gone_to_by_the_stamps_inside_turns(tmp_path: Path) -> None:
    said = (("INT", "How was it?"), ("P03", "I sleep. It is [00:00:50] for years. [00:01:10] So I sent myself."))
    once = transcript(said)
    plain = replace(once, turns=tuple(replace(turn, seconds=None) for turn in once.turns))
    async with shown(make_study(tmp_path, [plain])) as seen:
        await seen.open_first()
        for wanted, words in (("0:52", "It is [00:00:50] for years."), ("1:30", "[00:01:10] So I sent myself.")):
            await seen.press("number_sign")
            await seen.until(lambda: isinstance(seen.app.screen, AskLine))
            await seen.press(*(key if key != ":" else "colon" for key in wanted), "enter")
            assert selected(seen) == words
        assert not seen.toasts
        for words in ("[00:01:10]", "So", "I"):
            await seen.press("l")
            assert selected(seen) == words, "a stamp is one step, and no word"
        await seen.press("h", "h", "h")
        assert selected(seen) == "years"
        assert "1 word" in seen.text


async def test_a_turn_that_is_not_there_is_answered_with_those_that_are(path: Path) -> None:
    async with shown(path) as seen:
        await seen.open_first()
        await seen.press("number_sign")
        await seen.until(lambda: isinstance(seen.app.screen, AskLine))
        await seen.press("9", "9", "enter")
        assert seen.toasts[-1] == "“99” is neither a turn from 1 to 6 nor a time such as 27:50."


def test_times_are_read_as_recorders_write_them() -> None:
    assert [seconds_of(words) for words in ("27:50", "1:02:03", "0:05", "27", "27:5", "x")] == [
        27 * 60 + 50,
        3723,
        5,
        None,
        None,
        None,
    ]


# Beside others


async def coded_in_both(seen: Shown) -> None:
    """The same code on a passage of each of three people, and twice on the one who is read."""
    await seen.open_first()
    await code(seen, CARD, "knowing")
    await code(seen, SLEEP, "knowing")
    await seen.press("escape", "j")
    await seen.open_first()
    await code(seen, "There was a card in the library.", "knowing")
    await code(seen, "My sister did.", "knowing")
    await seen.press("escape", "k")
    await seen.open_first()
    select(seen, CARD)
    await seen.settled()


async def test_other_passages_under_the_code_are_read_beside_the_text_other_people_first(path: Path) -> None:
    async with shown(path) as seen:
        await coded_in_both(seen)
        await seen.press("equals_sign")
        options = seen.app.screen.query_one(ComparePane).query_one(MarkedOptions).options
        assert [str(one.prompt).splitlines()[1] for one in options] == [
            "There was a card in the library.",
            "My sister did.",
            SLEEP,
        ]
        assert "here as well" in str(options[2].prompt)
        assert "1.1 Knowing what exists: 3 others" in seen.text
        assert_golden("compare-120x40", seen.text)
        await seen.press("equals_sign")
        assert "3 others" not in seen.text
        assert selected(seen) == CARD and seen.view.has_focus, "the place is kept"


async def test_a_compared_passage_opens_over_the_text_and_esc_comes_back_to_the_place(path: Path) -> None:
    async with shown(path) as seen:
        await coded_in_both(seen)
        here = seen.app.screen
        await seen.press("equals_sign", "j", "enter")
        await seen.until(lambda: seen.app.screen is not here and selected(seen) == "My sister did.")
        await seen.press("escape")
        await seen.until(lambda: seen.app.screen is here)
        await seen.press("escape")
        assert seen.app.screen is here and selected(seen) == CARD


async def test_while_one_reads_without_codes_only_what_acts_is_offered(path: Path) -> None:
    async with shown(path) as seen:
        await seen.open_first()
        await seen.press("O")
        last = seen.text.splitlines()[-1]
        assert "m Memo  y Quote  / Find  O With codes" in last
        assert "Code…" not in last and "Same again" not in last
        await seen.press("question_mark")
        assert "Chooses a code" not in seen.text
        for _ in range(40):
            assert "Same again" not in seen.text and "Pinned or recent" not in seen.text
            await seen.press("down")
        await seen.press("escape", "O")
        assert "c Code…" in seen.text.splitlines()[-1]


async def test_esc_comes_back_from_a_compared_passage_of_the_same_document_too(path: Path) -> None:
    async with shown(path) as seen:
        await coded_in_both(seen)
        here = seen.app.screen
        await seen.press("equals_sign", "j", "j", "enter")
        assert selected(seen) == SLEEP
        assert seen.toasts[-1] == "esc goes back to where you were."
        assert f"{len(SLEEP.split())} words, P03" in seen.text, "the side pane is of this passage when it is back"
        await seen.press("escape")
        assert seen.app.screen is here and selected(seen) == CARD
        await seen.press("escape")
        await seen.until(lambda: seen.app.screen is not here)


async def test_comparing_without_a_coding_or_with_no_other_says_why(path: Path) -> None:
    async with shown(path) as seen:
        await seen.open_first()
        await seen.press("equals_sign")
        assert seen.toasts[-1] == "There is no coding here to compare with. ] goes to the next one."
        await code(seen, CARD, "knowing")
        await seen.press("equals_sign")
        assert seen.toasts[-1] == "1.1 Knowing what exists stands on no other passage yet."


async def test_a_small_screen_reads_the_compared_passages_in_the_place_of_the_text(path: Path) -> None:
    async with shown(path, size=(80, 24)) as seen:
        await coded_in_both(seen)
        await seen.press("equals_sign")
        assert_golden("compare-80x24", seen.text)
        await seen.press("escape")
        assert selected(seen) == CARD and CARD[:20] in seen.text


async def test_everything_is_the_last_choice_so_that_what_has_no_code_is_always_the_first(path: Path) -> None:
    async with shown(path) as seen:
        await seen.open_first()
        for last in ("P03", "everything"):
            await seen.press("f")
            await seen.until(lambda: isinstance(seen.app.screen, Choose))
            offered = [str(option.prompt) for option in seen.app.screen.query_one(MarkedOptions).options]
            assert "what has no code yet" in offered[0]
            assert last in offered[-1]
            await seen.press("enter")
            assert "stretches looked at" in seen.text


async def test_the_last_line_tells_what_the_keys_do_while_a_coding_is_in_hand(path: Path) -> None:
    async with shown(path) as seen:
        await seen.open_first()
        await code(seen, CARD, "knowing")
        in_hand = " enter Set down  esc Put back  space Other end  shift+arrows Move its end"
        usual = seen.text.splitlines()[-1]
        assert "c Code…" in usual
        for over in ("enter", "escape"):
            await seen.press("b")
            assert seen.text.splitlines()[-1].rstrip() == in_hand
            await seen.press(over)
            assert seen.text.splitlines()[-1] == usual
        await seen.press("b", "u")
        assert seen.text.splitlines()[-1] == usual, "what was in hand is gone"
