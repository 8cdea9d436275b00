"""The transcript on the screen: reading, selecting, coding, with keys and mouse."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import pytest
from textual.app import App, ComposeResult
from textual.events import MouseMove
from textual.message import Message
from textual.pilot import Pilot
from textual.widget import Widget

from qualcode.transcripts.span import Span
from qualcode.tui.widgets import transcript_messages as told
from qualcode.tui.widgets.margin import GUTTER
from qualcode.tui.widgets.shown import Mark, ShownDocument, ShownTurn
from qualcode.tui.widgets.transcript_view import TranscriptView

SAID = (
    ("INT", "How did you come to hear about the group?"),
    (
        "P03",
        "I didn’t, not for years. It was a card on the board in the chemist’s. Half covered up by the yoga.",
    ),
    ("INT", "So nobody sent you there."),
    ("P03", "The nurse did say, have you thought about talking to people. So I sent myself."),
    ("INT", "What was the first evening like?"),
    ("P03", "I sat in the car. Then this woman came past with a tin of shortbread. There you are."),
)


def document(said: Sequence[tuple[str, str]] = SAID) -> ShownDocument:
    text, turns, sentences = "", [], []
    for number, (label, words) in enumerate(said):
        text += f"{label}: "
        start = len(text)
        text += words + "\n"
        turns.append(ShownTurn(Span(start, start + len(words)), label, label == "INT", number * 20.0))
        for match in re.finditer(r"[^.?\s][^.?]*[.?]?", words):
            sentences.append(Span(start + match.start(), start + match.end()))
    return ShownDocument("doc", text, tuple(turns), tuple(sentences))


DOCUMENT = document()


def words(part: str, text: str = DOCUMENT.text) -> Span:
    start = text.index(part)
    return Span(start, start + len(part))


def mark(mark_id: str, part: str, name: str = "Routes in", colour: str = "#4e79a7", index: str = "1.2") -> Mark:
    return Mark(mark_id, words(part), f"code-{name}", index, name, colour)


class Reading(App[None]):
    def __init__(self, shown: ShownDocument, marks: Sequence[Mark], early: int | None = None) -> None:
        super().__init__()
        self.early = early
        self.shown, self.given = shown, marks
        self.heard: list[Message] = []

    def compose(self) -> ComposeResult:
        view = TranscriptView()
        if self.early is not None:
            view.show(self.shown, self.given, self.early)
        yield view

    def on_mount(self) -> None:
        if self.early is None:
            self.view.show(self.shown, self.given)
        self.view.focus()

    @property
    def view(self) -> TranscriptView:
        return self.query_one(TranscriptView)

    async def _on_message(self, message: Message) -> None:
        if type(message).__module__ == told.__name__:
            self.heard.append(message)
        await super()._on_message(message)

    def last(self, kind: type[Message]) -> Message:
        return next(message for message in reversed(self.heard) if isinstance(message, kind))

    def selected(self) -> str:
        selection = self.view.selection
        return selection.of(self.shown.text) if selection is not None else ""

    def rows(self) -> list[str]:
        view = self.view
        return ["".join(part.text for part in view.render_line(y)).rstrip() for y in range(view.size.height)]


FRAME = 0.05
"""Seconds in which Textual draws at least once, which is when a view scrolls to its passage."""


@asynccontextmanager
async def reading(
    shown: ShownDocument = DOCUMENT, marks: Sequence[Mark] = (), size: tuple[int, int] = (100, 30)
) -> AsyncIterator[tuple[Reading, Pilot[None]]]:
    app = Reading(shown, marks)
    async with app.run_test(size=size) as pilot:
        await pilot.pause(FRAME)
        yield app, pilot


async def test_on_arrival_the_first_sentence_is_selected() -> None:
    async with reading() as (app, _):
        assert app.selected() == "How did you come to hear about the group?"
        assert isinstance(app.last(told.SelectionChanged), told.SelectionChanged)


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


async def test_the_selection_stands_in_brackets_and_no_word_moves() -> None:
    async with reading() as (app, pilot):
        before = app.rows()
        await pilot.press("j", "shift+left")
        after = app.rows()
        assert any("‹I didn’t, not for›years." in row for row in after)
        plain = str.maketrans("‹›", "  ")
        assert [row.translate(plain).rstrip() for row in after] == [row.translate(plain).rstrip() for row in before]


async def test_the_selection_is_seen_without_colour() -> None:
    async with reading() as (app, pilot):
        await pilot.press("j")
        line = next(y for y, row in enumerate(app.rows()) if "didn’t" in row)
        selected = [part for part in app.view.render_line(line) if "didn’t" in part.text]
        assert selected and all(part.style is not None and part.style.reverse for part in selected)


async def test_each_coding_has_a_stripe_with_its_name_on_its_first_line() -> None:
    given = [mark("m1", SAID[1][1]), mark("m2", "a card on the board", "Signs", "#e15759", "1.3")]
    async with reading(marks=given) as (app, _):
        rows = [row for row in app.rows() if "┃" in row]
        assert len(rows) == 2
        assert "┃┃" in rows[0] and "1.3 Signs" in rows[0]
        assert "1.2 Routes in" in rows[1]


async def test_codings_that_overlap_are_underlined_and_tinted_by_the_innermost() -> None:
    given = [mark("m1", SAID[1][1]), mark("m2", "a card on the board", "Signs", "#e15759")]
    async with reading(marks=given) as (app, _):
        styles = {part.text: part.style for y in range(app.view.size.height) for part in app.view.render_line(y)}
        both = styles["a card on the board"]
        one = next(style for text, style in styles.items() if text.startswith("I didn’t"))
        assert both is not None and one is not None
        assert both.underline and not one.underline
        assert both.bgcolor != one.bgcolor


async def test_a_coding_against_its_code_shows_an_exclamation_mark() -> None:
    against = Mark("m1", words("So I sent myself."), "c", "1.2", "Routes in", "red", against=True)
    async with reading(marks=[against]) as (app, _):
        assert any("!" in row and "Routes in" in row for row in app.rows())


async def test_a_coding_keeps_its_lane_while_others_come_and_go() -> None:
    first, second = mark("m1", SAID[1][1]), mark("m2", "a card on the board", "Signs")
    async with reading(marks=[first, second]) as (app, _):
        lane = next(row for row in app.rows() if "Signs" in row).index("┃┃") + 1
        app.view.marks = [second]
        assert app.view.marks == (second,)
        row = next(row for row in app.rows() if "Signs" in row)
        assert row.index("┃") == lane


async def test_a_new_coding_redraws_only_its_own_lines() -> None:
    async with reading() as (app, pilot):
        app.rows()
        before = set(app.view._strips)
        app.view.put_mark(mark("m1", "So I sent myself."))
        gone = before - set(app.view._strips)
        await pilot.pause()
        assert 0 < len(gone) <= 2
        assert any("Routes in" in row for row in app.rows())


async def test_in_reading_mode_no_coding_is_drawn() -> None:
    async with reading(marks=[mark("m1", SAID[1][1])]) as (app, pilot):
        app.view.stripes = False
        await pilot.pause()
        assert not any("┃" in row or "Routes in" in row for row in app.rows())


async def test_unknown_colours_are_drawn_grey() -> None:
    async with reading(marks=[mark("m1", SAID[1][1], colour="no such colour [/]")]) as (app, _):
        assert any("┃" in row for row in app.rows())


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


@pytest.mark.parametrize(("width", "lanes"), [(120, 6), (80, 4), (50, 2)])
async def test_lanes_become_fewer_on_small_screens_and_the_measure_stays(width: int, lanes: int) -> None:
    async with reading(document(SAID * 5), size=(width, 24)) as (app, _):
        assert app.view._columns.lanes == lanes
        assert app.view._columns.text <= 72
        if width >= 80:
            assert app.view._columns.text >= 60


@pytest.mark.parametrize("width", [120, 100, 80, 56, 40])
async def test_the_scroll_bar_covers_neither_lanes_nor_names(width: int) -> None:
    many = [mark(f"m{number}", SAID[1][1]) for number in range(9)]
    async with reading(document(SAID * 9), many, size=(width, 24)) as (app, pilot):
        await pilot.pause()
        bar = app.view.vertical_scrollbar.region
        assert bar.width == 1
        shares = app.view._columns
        names = shares.names + 1 if shares.names else 0
        assert GUTTER + shares.text + 1 + shares.lanes + names <= bar.x
        assert any(row.count("┃") == shares.lanes - 1 and "+" in row for row in app.rows())


async def test_times_stand_on_lines_of_their_own_at_least_half_a_minute_apart() -> None:
    async with reading() as (app, _):
        assert [row.strip() for row in app.rows() if re.fullmatch(r" *\d:\d\d", row)] == [
            "0:00",
            "0:40",
            "1:20",
        ]
    async with reading(size=(80, 24)) as (app, _):
        assert not any(re.fullmatch(r" *\d:\d\d", row) for row in app.rows())


async def test_a_document_given_before_the_view_is_mounted_opens_at_its_passage() -> None:
    long = document(SAID * 60)

    app = Reading(long, [], early=long.turns[200].span.start)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause(FRAME)
        assert app.view.region_of(long.turns[200].span)
        selected = app.last(told.SelectionChanged)
        assert isinstance(selected, told.SelectionChanged)
        assert long.turns[200].span.covers(selected.span)


async def test_a_view_that_is_hidden_and_shown_again_keeps_its_lines() -> None:
    async with reading() as (app, pilot):
        lines = len(app.view._layout)
        app.view.display = False
        await pilot.pause()
        app.view.display = True
        await pilot.pause()
        assert len(app.view._layout) == lines


async def test_the_codings_just_above_are_told_the_nearest_first() -> None:
    given = [mark("m1", "I didn’t, not for years."), mark("m2", "the yoga", "Signs")]
    async with reading(marks=given) as (app, pilot):
        await pilot.press("G")
        assert [above.id for above in app.view.marks_above()] == ["m2", "m1"]


async def test_a_new_coding_flashes_in_the_margin_for_a_moment() -> None:
    async with reading() as (app, pilot):
        app.view.put_mark(mark("m1", SAID[0][1]))

        def bright() -> bool:
            strip = app.view.render_line(1)
            return any(part.style and part.style.reverse and "Routes in" in part.text for part in strip)

        assert not bright()
        app.view.flash("m1", seconds=0.05)
        assert bright()
        for _ in range(50):
            await pilot.pause(0.02)
            if not bright():
                break
        assert not bright()


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


def at(app: Reading, part: str, end: bool = False) -> tuple[int, int]:
    """The cell of the view in which some words begin or end."""
    y = next(y for y, row in enumerate(app.rows()) if part in row)
    return app.rows()[y].index(part) + (len(part) - 1 if end else 0), y


async def test_dragging_selects_exactly_the_characters_dragged_over() -> None:
    async with reading() as (app, pilot):
        begin, end = at(app, "card on"), at(app, "board", end=True)
        await pilot.mouse_down(TranscriptView, offset=begin)
        await pilot.hover(TranscriptView, offset=end)
        await pilot.mouse_up(TranscriptView, offset=end)
        await pilot.pause()
        assert app.selected() == "card on the board"


async def test_clicks_select_the_passage_the_word_and_the_sentence() -> None:
    async with reading() as (app, pilot):
        place = at(app, "card")
        await pilot.click(TranscriptView, offset=place)
        assert app.selected() == "It was a card on the board in the chemist’s."
        await pilot.double_click(TranscriptView, offset=place)
        assert app.selected() == "card"
        await pilot.triple_click(TranscriptView, offset=place)
        assert app.selected() == "It was a card on the board in the chemist’s."


async def test_a_click_on_a_stripe_selects_its_coding() -> None:
    async with reading(marks=[mark("m1", "card on the board")]) as (app, pilot):
        place = at(app, "┃")
        await pilot.click(TranscriptView, offset=place)
        assert app.selected() == "card on the board"


async def test_dragging_beyond_the_edge_scrolls_and_goes_on_selecting() -> None:
    long = document(SAID * 60)
    async with reading(long, size=(80, 24)) as (app, pilot):
        view = app.view
        await pilot.mouse_down(TranscriptView, offset=(GUTTER + 2, 5))
        beyond = MouseMove(view, 20, 26, 0, 3, 1, False, False, False, screen_x=20, screen_y=26)
        view.post_message(beyond)
        for _ in range(40):
            await pilot.pause(0.02)
            if view.scroll_offset.y > 5:
                break
        assert view.scroll_offset.y > 5
        assert view.selection is not None
        assert len(view._layout.lines_of(view.selection)) > 20
        await pilot.mouse_up(TranscriptView, offset=(20, 10))


HOSTILE = (
    ("P[/b]", "[/then] and [@click=app.bell]x[/] stay words. 👨‍👩‍👧 came too. Cafe\u0301 noir."),
    ("P\x1b]0;x\x07", "A \x1b]0;owned\x07 title. שלום עולם here. 漢字漢字。 Flags 🇬🇧🇩🇪 fly."),
)


async def test_markup_escapes_and_every_script_are_only_words() -> None:
    hostile = document(HOSTILE)
    async with reading(hostile, size=(60, 20)) as (app, pilot):
        app.view.put_mark(Mark("m", Span(4, 60), "c", "[/]", "[@click=app.bell]x[/]\x1b", "#4e79a7"))
        rows = "\n".join(app.rows())
        assert "[/then]" in rows and "[@click=app.bell]x[/]" in rows
        assert "\x1b" not in rows and "\x07" not in rows
        for y in range(app.view.size.height):
            assert app.view.render_line(y).cell_length == app.view.size.width - 1
        await pilot.press("j", "j")
        assert app.selected() == "👨‍👩‍👧 came too."
        app.view.select(words("👩", hostile.text))
        assert app.selected() == "👨‍👩‍👧"
        app.view.select(words("🇧", hostile.text))
        assert app.selected() == "🇬🇧"


async def test_a_click_after_wide_characters_finds_the_character_under_it() -> None:
    hostile = document((("P1", "漢字👨‍👩‍👧e\u0301 word here"),))
    async with reading(hostile) as (app, pilot):
        # Two ideographs and a family take six cells, the accented letter one, the space one.
        await pilot.double_click(TranscriptView, offset=(GUTTER + 8, 1))
        assert app.selected() == "word"


async def test_a_coding_that_ends_inside_a_family_is_drawn_without_breaking_the_line() -> None:
    hostile = document((("P1", "my 👨‍👩‍👧 and more words"),))
    start = hostile.text.index("my")
    async with reading(hostile, [Mark("m", Span(start, start + 4), "c", "1", "x", "red")]) as (app, _):
        assert app.view.render_line(1).cell_length == app.view.size.width - 1
        assert "👨‍👩‍👧" in app.rows()[1]


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


async def test_a_change_of_theme_redraws_every_colour() -> None:
    async with reading(marks=[mark("m1", SAID[0][1])]) as (app, pilot):
        app.rows()
        dark = app.view.render_line(1)
        app.theme = "textual-light"
        await pilot.pause()
        assert app.view.render_line(1) != dark


async def test_every_key_has_an_id_by_which_it_can_be_given_another() -> None:
    async with reading() as (app, _):
        bindings = [binding for _, binding in app.view._bindings]
        assert bindings and all(binding.id and binding.id.startswith("coding.") for binding in bindings)
        assert all(isinstance(binding.description, str) and binding.description for binding in bindings)
        keys = [binding.key for binding in bindings]
        assert len(keys) == len(set(keys))


async def test_a_right_click_asks_for_the_menu() -> None:
    async with reading() as (app, pilot):
        await pilot.click(TranscriptView, offset=(12, 2), button=3)
        assert isinstance(app.last(told.MenuWanted), told.MenuWanted)


def test_the_view_is_a_widget_that_can_have_the_focus() -> None:
    assert issubclass(TranscriptView, Widget)
    assert TranscriptView().can_focus


async def test_a_paragraph_of_nobody_does_not_look_as_if_the_speaker_above_went_on() -> None:
    said = document((("P03", "I sleep."), ("", "She laughed."), ("", "Tea came."), ("P03", "There.")))
    async with reading(said) as (app, _):
        rows = [row for row in app.rows() if row.strip()]
        openings = ("I sleep", "She", "Tea", "There")
        before = {words: row.partition(words)[0].strip(" ‹") for words in openings for row in rows if words in row}
        assert before == {"I sleep": "P03", "She": "—", "Tea": "", "There": "P03"}


async def test_a_document_without_any_speaker_shows_no_sign_of_nobody() -> None:
    async with reading(document((("", "The kettle was cold."), ("", "Nobody came.")))) as (app, _):
        assert not any("—" in row for row in app.rows())


@pytest.mark.parametrize(("label", "wanted"), [("P03", "I go. I stay."), ("", "A walk, 12 March")])
async def test_a_title_above_the_talk_is_not_to_be_coded_unless_nobody_is_named(label: str, wanted: str) -> None:
    shown = document((("", "A walk, 12 March"), (label, "I go. I stay.")))
    assert shown.counting[0].of(shown.text) == wanted
    app = Reading(shown, [])
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("}", "{")
        assert app.selected() == wanted
