"""The transcript on the screen: reading, selecting and coding with the keyboard."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from textual.widget import Widget

from qualcode.transcripts.span import Span
from qualcode.tui.widgets import transcript_messages as told
from qualcode.tui.widgets.shown import ShownDocument
from qualcode.tui.widgets.transcript_view import TranscriptView
from tests.screens.reading_app import DOCUMENT, FRAME, SAID, Reading, at, document, mark, reading, words


async def test_on_arrival_the_first_sentence_is_selected() -> None:
    async with reading() as (app, _):
        assert app.selected() == "How did you come to hear about the group?"
        assert app.view.told[0] == app.view.selection


@pytest.mark.parametrize(
    ("keys", "selected"),
    [
        ("j", "I didn’t, not for years."),
        ("down j", "It was a card on the board in the chemist’s."),
        ("j j k", "I didn’t, not for years."),
        ("j l", "I"),
        ("j h", "years"),
        ("j l h", "group"),
        ("t", SAID[1][1]),
        ("t T", SAID[0][1]),
        ("j l l h", "I"),
        ("j shift+down", "I didn’t, not for years. It was a card on the board in the chemist’s."),
        ("j shift+down shift+up", "I didn’t, not for years."),
        ("j j shift+up", "I didn’t, not for years. It was a card on the board in the chemist’s."),
        ("j shift+left", "I didn’t, not for"),
        ("j shift+left shift+right", "I didn’t, not for years."),
        ("j shift+right", "I didn’t, not for years. It"),
        ("j space l l", "I didn’t, not for years. It was"),
        ("j space j escape j", "Half covered up by the yoga."),
        ("j e", SAID[1][1]),
        ("j e E", "I didn’t, not for years."),
        ("j e E E", "I"),
        ("G", "There you are."),
        ("G g g", SAID[0][1]),
        ("j end", "Half covered up by the yoga."),
        ("j end home", "I didn’t, not for years."),
        ("k", SAID[0][1]),
    ],
)
async def test_keys_move_the_passage(keys: str, selected: str) -> None:
    async with reading() as (app, pilot):
        await pilot.press(*keys.split())
        assert app.selected() == selected


async def test_growing_from_a_turn_takes_the_question_too() -> None:
    async with reading() as (app, pilot):
        await pilot.press("j", "e", "e")
        assert app.selected().startswith("How did you come") and app.selected().endswith("the yoga.")


@pytest.mark.parametrize(
    ("key", "kind"),
    [
        ("c", told.CodeWanted),
        ("a", told.SameCodeWanted),
        ("v", told.InVivoWanted),
        ("m", told.MemoWanted),
        ("y", told.QuoteWanted),
        ("C", told.CopyWanted),
        ("P", told.PseudonymiseWanted),
    ],
)
async def test_a_letter_asks_for_something_about_the_selected_words(
    key: str, kind: type[told.PassageMessage]
) -> None:
    async with reading() as (app, pilot):
        await pilot.press("j", key)
        message = app.last(kind)
        assert isinstance(message, told.PassageMessage)
        assert message.span == words("I didn’t, not for years.")


async def test_a_digit_asks_for_its_code_and_after_g_for_its_place() -> None:
    async with reading() as (app, pilot):
        await pilot.press("3")
        pressed = app.last(told.DigitPressed)
        assert isinstance(pressed, told.DigitPressed)
        assert pressed.digit == 3
        await pilot.press("g", "4")
        place = app.last(told.PlaceWanted)
        assert isinstance(place, told.PlaceWanted)
        assert place.digit == 4
        assert sum(isinstance(message, told.DigitPressed) for message in app.heard) == 1


async def test_a_coding_is_changed_removed_or_turned_against_by_its_letter() -> None:
    given = [mark("m1", "I didn’t, not for years.")]
    async with reading(marks=given) as (app, pilot):
        await pilot.press("j", "r", "d", "exclamation_mark")
        for kind in (told.RecodeWanted, told.RemoveWanted, told.AgainstWanted):
            message = app.last(kind)
            assert isinstance(message, told.MarkMessage)
            assert message.mark_id == "m1"


async def test_without_a_coding_here_the_reader_is_told_where_one_is() -> None:
    async with reading() as (app, pilot):
        await pilot.press("r")
        assert not any(isinstance(message, told.RecodeWanted) for message in app.heard)
        assert "no coding" in next(iter(app._notifications)).message


async def test_o_goes_round_the_codings_that_overlap_innermost_first() -> None:
    given = [mark("inner", "a card on the board", "Signs"), mark("outer", SAID[1][1], "Routes in")]
    async with reading(marks=given) as (app, pilot):
        await pilot.press("j", "j")
        seen = []
        for _ in range(3):
            current = app.view.current_mark
            assert current is not None
            seen.append(current.id)
            await pilot.press("o")
        assert seen == ["inner", "outer", "inner"]


async def test_a_coding_picked_up_is_changed_by_moves_and_set_down_by_enter() -> None:
    async with reading(marks=[mark("m1", "I didn’t, not for years.")]) as (app, pilot):
        await pilot.press("j", "b", "j", "h", "enter")
        moved = app.last(told.MarkMoved)
        assert isinstance(moved, told.MarkMoved)
        assert moved.mark_id == "m1"
        assert moved.span.of(DOCUMENT.text) == "I didn’t, not for years. It was a card on the board in the"


async def test_the_start_of_a_coding_in_hand_is_moved_after_space() -> None:
    async with reading(marks=[mark("m1", "I didn’t, not for years.")]) as (app, pilot):
        await pilot.press("j", "b", "space", "l", "enter")
        moved = app.last(told.MarkMoved)
        assert isinstance(moved, told.MarkMoved)
        assert moved.span.of(DOCUMENT.text) == "didn’t, not for years."


async def test_escape_puts_a_coding_in_hand_back() -> None:
    async with reading(marks=[mark("m1", "I didn’t, not for years.")]) as (app, pilot):
        await pilot.press("j", "b", "j", "escape")
        assert isinstance(app.last(told.MarkLetGo), told.MarkLetGo)
        assert app.selected() == "I didn’t, not for years."
        await pilot.press("j")
        assert app.selected() == "It was a card on the board in the chemist’s."


async def test_brackets_go_to_coded_passages_and_braces_to_uncoded_answers() -> None:
    given = [mark("m1", "a card on the board"), mark("m2", "So I sent myself.")]
    async with reading(marks=given) as (app, pilot):
        await pilot.press("]")
        assert app.selected() == "a card on the board"
        await pilot.press("]")
        assert app.selected() == "So I sent myself."
        await pilot.press("[")
        assert app.selected() == "a card on the board"
        await pilot.press("}")
        assert app.selected() == "in the chemist’s. Half covered up by the yoga."
        await pilot.press("}")
        assert app.selected() == "The nurse did say, have you thought about talking to people."
        await pilot.press("{", "{")
        assert app.selected() == "I didn’t, not for years. It was"


async def test_a_stretch_without_a_code_is_entered_by_its_first_sentence_and_left_once_it_is_coded() -> None:
    async with reading(marks=[mark("m1", "a card on the board")]) as (app, pilot):
        await pilot.press("}", "}")
        assert app.selected() == "in the chemist’s. Half covered up by the yoga."
        await pilot.press("j")
        assert app.selected() == "in the chemist’s."
        await pilot.press("j")
        assert app.selected() == "Half covered up by the yoga."
        await pilot.press("k", "}")
        app.view.put_mark(mark("m2", "in the chemist’s. Half covered up by the yoga."))
        await pilot.press("j")
        assert app.selected() == "So nobody sent you there."


async def test_codings_of_the_same_words_keep_their_order_when_one_of_them_changes() -> None:
    given = [mark("first", SAID[1][1], "Signs"), mark("second", SAID[1][1], "Routes in")]
    async with reading(marks=given) as (app, pilot):
        await pilot.press("j")
        before = [one.id for one in app.view.marks_here()]
        app.view.put_mark(replace(given[0], against=True))
        assert [one.id for one in app.view.marks_here()] == before
        app.view.put_mark(replace(given[1], against=True))
        assert [one.id for one in app.view.marks_here()] == before


async def test_finding_ignores_case_white_space_and_the_shape_of_quotes() -> None:
    async with reading() as (app, pilot):
        assert app.view.find("DIDN'T,  not") == 1
        assert app.selected() == "I didn’t, not"[2:]
        assert app.view.find("the") == DOCUMENT.text.lower().count("the") == 10
        first = app.view.hit_number
        await pilot.press("n")
        assert app.view.hit_number == first % 10 + 1
        await pilot.press("N")
        assert app.view.hit_number == first
        assert f"hit {first} of 10" in app.view.status
        assert app.view.find("nowhere") == 0


@pytest.mark.parametrize(
    ("keys", "status"),
    [
        ("j", "turn 2 of 6 · 1 sentence selected · 5 words"),
        ("j shift+down", "turn 2 of 6 · 2 sentences selected · 15 words"),
        ("j l", "turn 2 of 6 · part of a sentence · 1 word"),
        ("j shift+right", "turn 2 of 6 · parts of 2 sentences selected · 6 words"),
        ("j space", "turn 2 of 6 · 1 sentence selected · 5 words · moves extend: space or esc lets go"),
    ],
)
async def test_the_status_says_where_the_reader_is_and_what_is_selected(keys: str, status: str) -> None:
    async with reading() as (app, pilot):
        await pilot.press(*keys.split())
        assert app.view.status == status


async def test_a_long_document_keeps_its_place_when_the_window_changes() -> None:
    long = document(SAID * 60)
    async with reading(long, size=(120, 40)) as (app, pilot):
        app.view.select(Span(long.turns[180].span.start, long.turns[180].span.end))
        await pilot.pause()
        top = app.view._layout.line(app.view.scroll_offset.y).turn
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert abs(app.view._layout.line(app.view.scroll_offset.y).turn - top) <= 12
        assert app.view.region_of(long.turns[180].span)
        assert app.view.status.startswith("turn 181 of 360")


async def test_page_down_goes_on_by_a_page_and_the_passage_stays_in_sight() -> None:
    long = document(SAID * 60)
    async with reading(long, size=(80, 24)) as (app, pilot):
        for _ in range(5):
            await pilot.press("pagedown")
            selection = app.view.selection
            assert selection is not None
            assert app.view.region_of(selection)
        assert app.view.scroll_offset.y >= 80
        await pilot.press("pageup", "pageup", "pageup", "pageup", "pageup", "pageup")
        assert app.view.scroll_offset.y == 0


async def test_a_document_given_before_the_view_is_mounted_opens_at_its_passage() -> None:
    long = document(SAID * 60)

    app = Reading(long, [], early=long.turns[200].span.start)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause(FRAME)
        assert app.view.region_of(long.turns[200].span)
        assert app.view.told[0] is not None
        assert long.turns[200].span.covers(app.view.told[0])


async def test_the_codings_just_above_are_told_the_nearest_first() -> None:
    given = [mark("m1", "I didn’t, not for years."), mark("m2", "the yoga", "Signs")]
    async with reading(marks=given) as (app, pilot):
        await pilot.press("G")
        assert [above.id for above in app.view.marks_above()] == ["m2", "m1"]


async def test_a_long_selection_is_paged_from_where_the_reader_looks() -> None:
    long = document(SAID * 60)
    async with reading(long, size=(80, 24)) as (app, pilot):
        app.view.scroll_to(y=200, animate=False, immediate=True)
        await pilot.pause()
        await pilot.press("pagedown")
        assert app.view.scroll_offset.y > 200


async def test_g_shows_a_letter_beside_each_visible_turn_and_the_letter_goes_there() -> None:
    async with reading() as (app, pilot):
        await pilot.press("g")
        lettered = [row for row in app.rows() if re.match(r"[a-z](INT|P03)", row)]
        assert [row[0] for row in lettered] == list("asdfhj")
        await pilot.press("d")
        assert app.selected() == "So nobody sent you there."
        assert not any(re.match("[a-z]", row) for row in app.rows())
        assert not any(isinstance(message, told.RemoveWanted) for message in app.heard)


async def test_a_key_that_means_nothing_after_g_does_nothing() -> None:
    async with reading() as (app, pilot):
        await pilot.press("g", "escape", "j")
        assert app.selected() == "I didn’t, not for years."
        await pilot.press("g", "1")
        assert not any(isinstance(message, told.DigitPressed) for message in app.heard)


async def test_the_cursor_of_the_terminal_is_at_the_passage() -> None:
    async with reading() as (app, pilot):
        await pilot.press("j")
        x, y = at(app, "I didn’t")
        assert app.cursor_position == (x, y)


async def test_an_empty_document_has_nothing_to_select_and_no_key_fails() -> None:
    async with reading(ShownDocument("empty", "", ())) as (app, pilot):
        keys = [
            "j",
            "k",
            "l",
            "h",
            "e",
            "E",
            "s",
            "t",
            "]",
            "[",
            "}",
            "{",
            "G",
            "g",
            "g",
            "pagedown",
            "c",
            "b",
        ]
        await pilot.press(*keys, "o", "home", "end", "space", "escape")
        assert app.view.selection is None
        assert app.view.status == "nothing to read"


async def test_every_key_has_an_id_by_which_it_can_be_given_another() -> None:
    async with reading() as (app, _):
        bindings = [binding for _, binding in app.view._bindings]
        assert bindings and all(binding.id and binding.id.startswith("coding.") for binding in bindings)
        assert all(isinstance(binding.description, str) and binding.description for binding in bindings)
        keys = [binding.key for binding in bindings]
        assert len(keys) == len(set(keys))


def test_the_view_is_a_widget_that_can_have_the_focus() -> None:
    assert issubclass(TranscriptView, Widget)
    assert TranscriptView().can_focus


@pytest.mark.parametrize(("label", "wanted"), [("P03", "I go. I stay."), ("", "A walk, 12 March")])
async def test_a_title_above_the_talk_is_not_to_be_coded_unless_nobody_is_named(label: str, wanted: str) -> None:
    shown = document((("", "A walk, 12 March"), (label, "I go. I stay.")))
    assert shown.counting[0].of(shown.text) == wanted
    app = Reading(shown, [])
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("}", "{")
        assert app.selected() == wanted
