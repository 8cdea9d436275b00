"""How a transcript is drawn: stripes, names, selections, times, and every kind of words."""

from __future__ import annotations

import re

import pytest

from qualcode.transcripts.span import Span
from qualcode.tui.widgets.margin import GUTTER
from qualcode.tui.widgets.shown import Mark
from tests.screens.reading_app import SAID, document, mark, reading, words


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


async def test_a_view_that_is_hidden_and_shown_again_keeps_its_lines() -> None:
    async with reading() as (app, pilot):
        lines = len(app.view._layout)
        app.view.display = False
        await pilot.pause()
        app.view.display = True
        await pilot.pause()
        assert len(app.view._layout) == lines


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


async def test_a_coding_that_ends_inside_a_family_is_drawn_without_breaking_the_line() -> None:
    hostile = document((("P1", "my 👨‍👩‍👧 and more words"),))
    start = hostile.text.index("my")
    async with reading(hostile, [Mark("m", Span(start, start + 4), "c", "1", "x", "red")]) as (app, _):
        assert app.view.render_line(1).cell_length == app.view.size.width - 1
        assert "👨‍👩‍👧" in app.rows()[1]


async def test_a_change_of_theme_redraws_every_colour() -> None:
    async with reading(marks=[mark("m1", SAID[0][1])]) as (app, pilot):
        app.rows()
        dark = app.view.render_line(1)
        app.theme = "textual-light"
        await pilot.pause()
        assert app.view.render_line(1) != dark


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


@pytest.mark.parametrize(
    ("width", "name"), [(88, "1.2 Routes hither"), (88, "1.2 Knowing what exists"), (160, "A" * 60)]
)
async def test_a_name_too_long_for_its_column_takes_the_lanes_that_are_free(width: int, name: str) -> None:
    index, _, title = name.partition(" ") if " " in name else ("", "", name)
    one = mark("m", "The nurse did say", title, index=index)
    async with reading(marks=[one], size=(width, 30)) as (app, _pilot):
        (row,) = [row for row in app.rows() if "The nurse did say" in row]
        drawn = row.partition("█ ")[2] or row.partition("┃ ")[2]
        assert drawn.strip().removesuffix("…") and name.startswith(drawn.strip().removesuffix("…"))
        columns = app.view._columns
        room = columns.names + columns.lanes - 1
        assert len(drawn.strip()) == min(len(name), room), "cut only where nothing is free any more"


async def test_a_name_never_covers_another_stripe() -> None:
    marks = [mark(f"m{n}", "The nurse did say", "Knowing what exists here", index=f"1.{n}") for n in range(3)]
    async with reading(marks=marks, size=(88, 30)) as (app, _pilot):
        (row,) = [row for row in app.rows() if "The nurse did say" in row]
        assert sum(row.count(stripe) for stripe in "█┃") == 3
