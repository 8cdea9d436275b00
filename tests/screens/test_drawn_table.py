"""A table drawn line by line: one cell under the cursor, columns that scroll, several lines a row, tints."""

from __future__ import annotations

from typing import ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.app import App, ComposeResult
from textual.color import Color
from textual.geometry import Offset, Region

from qualcode.transcripts.graphemes import cells
from qualcode.tui.themes import OWN, contrast
from qualcode.tui.widgets.drawn_table import TINTS, DrawnTable, TableColumn, TableRow, _wrapped, laid_out


class OneTable(App[None]):
    """One table, which notes what it tells."""

    ENABLE_COMMAND_PALETTE: ClassVar[bool] = False

    def __init__(self, lines: int = 1) -> None:
        super().__init__()
        self._lines = lines
        self.opened: list[tuple[str, str]] = []
        for theme in OWN:
            self.register_theme(theme)

    def compose(self) -> ComposeResult:
        yield DrawnTable(lines=self._lines, empty="Nothing here.")

    def on_drawn_table_opened(self, event: DrawnTable.Opened) -> None:
        self.opened.append((event.row_id, event.column_id))


def lines(app: App[None]) -> list[str]:
    return ["".join(part.text for part in strip).rstrip() for strip in app.screen._compositor.render_strips()]


COLUMNS = (TableColumn("who", "who", 6), *(TableColumn(name, name.upper(), 8, right=True) for name in "abcdef"))
ROWS = [
    TableRow("one", ("P01", *"123456"), tints=(0, 0, 1, 2, 3, 4, 0)),
    TableRow("two", ("P02", "words that go on and on", *"23456"), strong=True),
    TableRow("three", ("P03", "👩‍🌾 [/then] =1+1", *"23456"), quiet=True),
]


def fill(app: App[None]) -> DrawnTable:
    table = app.query_one(DrawnTable)
    table.show(COLUMNS, [row.id for row in ROWS], lambda place: ROWS[place])
    return table


async def test_columns_scroll_past_the_first_until_the_cell_is_in_sight() -> None:
    async with OneTable().run_test(size=(40, 10)) as pilot:
        table = fill(pilot.app)
        await pilot.press(*["right"] * 6)
        assert table.column_id == "f"
        heading = lines(pilot.app)[0]
        assert "who" in heading and "F" in heading and "‹" in heading and "A" not in heading
        await pilot.press(*["left"] * 6)
        assert "A" in lines(pilot.app)[0] and "›" in lines(pilot.app)[0]


async def test_what_is_data_is_drawn_as_it_is_and_cut_to_its_column() -> None:
    async with OneTable().run_test(size=(60, 10)) as pilot:
        fill(pilot.app)
        await pilot.pause()
        assert "words t…" in lines(pilot.app)[2]
        assert "👩‍🌾 [/th…" in lines(pilot.app)[3]


async def test_a_row_of_two_lines_shows_more_of_its_words_and_the_cursor_moves_by_rows() -> None:
    async with OneTable(lines=2).run_test(size=(60, 10)) as pilot:
        table = fill(pilot.app)
        await pilot.pause()
        shown = lines(pilot.app)
        assert "words" in shown[3] and "that go…" in shown[4]
        await pilot.press("down")
        assert table.row_id == "two"
        assert lines(pilot.app)[3].startswith("▸ P02") and not lines(pilot.app)[4].startswith("▸")


async def test_the_last_row_of_several_lines_comes_into_sight_whole() -> None:
    async with OneTable(lines=2).run_test(size=(60, 5)) as pilot:
        fill(pilot.app)
        await pilot.press("end")
        assert any("P03" in line for line in lines(pilot.app)[:4])
        await pilot.press("home")
        assert lines(pilot.app)[1].startswith("▸ P01")


@pytest.mark.parametrize("rows_high", [1, 2])
async def test_a_click_goes_to_a_cell_and_two_open_it(rows_high: int) -> None:
    app = OneTable(lines=rows_high)
    async with app.run_test(size=(60, 10)) as pilot:
        table = fill(app)
        await pilot.click(table, offset=Offset(20, 1 + rows_high))
        assert (table.row_id, table.column_id) == ("two", "b")
        assert app.opened == []
        await pilot.click(table, offset=Offset(11, rows_high), times=2)
        assert app.opened == [("one", "a")]
        await pilot.click(table, offset=Offset(11, 0))
        assert (table.row_id, table.column_id) == ("one", "a"), "the headings are no cells"


async def test_a_click_below_the_rows_goes_nowhere() -> None:
    async with OneTable(lines=2).run_test(size=(60, 12)) as pilot:
        table = fill(pilot.app)
        await pilot.click(table, offset=Offset(11, 10))
        assert (table.row_id, table.column_id) == ("one", "who")


async def test_the_cursor_stays_on_its_cell_when_rows_come_before_it() -> None:
    async with OneTable().run_test(size=(60, 10)) as pilot:
        table = fill(pilot.app)
        await pilot.press("down", "right", "right")
        more = [TableRow("zero", ("P00", *"000000")), *ROWS]
        table.show(COLUMNS, [row.id for row in more], lambda place: more[place])
        assert (table.row_id, table.column_id) == ("two", "b")
        table.show(COLUMNS[:2], ["zero"], lambda place: more[place])
        assert (table.row_id, table.column_id) == ("zero", "a")


async def test_a_table_without_rows_says_so_and_opens_nothing() -> None:
    app = OneTable()
    async with app.run_test(size=(60, 10)) as pilot:
        app.query_one(DrawnTable).show(COLUMNS, [], lambda place: ROWS[place])
        await pilot.press("down", "enter", "end", "pagedown", "left")
        assert "Nothing here." in lines(app)[1]
        assert app.opened == []


@pytest.mark.parametrize("theme", OWN, ids=lambda theme: theme.name)
async def test_each_step_of_a_tint_is_another_ground_on_which_the_number_is_read(theme: object) -> None:
    app = OneTable()
    async with app.run_test(size=(80, 10)) as pilot:
        app.theme = getattr(theme, "name", "")
        table = fill(app)
        await pilot.pause()
        grounds = []
        (line,) = table.render_lines(Region(0, 1, 80, 1))
        for words, style, _ in line:
            if words.strip() in tuple("1234567") and style is not None:
                assert style.bgcolor is not None and style.color is not None
                ground, ink = Color.from_rich_color(style.bgcolor), Color.from_rich_color(style.color)
                assert contrast(ground, ink) >= 4.5, words
                grounds.append(ground)
        assert len(set(grounds)) == TINTS + 1


@given(st.text(), st.integers(1, 30), st.integers(1, 4))
def test_words_over_several_lines_are_as_many_lines_and_begin_with_the_first_word(
    words: str, width: int, most: int
) -> None:
    found = _wrapped(words, width, most)
    assert len(found) == most
    first = next(iter(found[0].split()), "")
    assert first.rstrip("…") in words or not first.isascii()


def test_a_very_long_summary_is_cut_before_it_is_laid_out() -> None:
    found = _wrapped("word " * 100_000, 26, 2)
    assert len(found) == 2 and cells(found[1]) < 60


BANDS = ("born before 1950", "born in 1950 to 1969", "born in 1970 to 1989", "born in 1990 or later")


def headed(width: int, behind: str = "") -> list[TableColumn]:
    columns = [TableColumn(name, name, 10, right=True, behind=behind) for name in BANDS]
    return laid_out([TableColumn("code", "", 20, most=24), *columns], width)


def test_headings_are_whole_where_all_of_them_have_room() -> None:
    assert [one.heading for one in headed(120)] == ["", *BANDS]
    assert headed(120)[0].width == 24, "then the names of the rows are, too"
    assert [one.heading for one in headed(160, " /1,000")] == ["", *(f"{name} /1,000" for name in BANDS)]


def test_headings_share_the_room_there_is_and_never_read_alike() -> None:
    narrow = headed(80)
    assert sum(one.width + 1 for one in narrow) + 2 <= 80
    assert all(one.width >= 13 for one in narrow[1:]), "they are wider than at the least"
    assert len({one.heading for one in narrow}) == 5
    least = headed(40)
    assert all(cells(one.heading) <= one.width for one in least)
    assert len({one.heading for one in least}) == 5
    assert all(one.heading.endswith(" exc.") for one in headed(40, " exc.")[1:]), "what is counted is never cut"


@given(names=st.lists(st.text("ab —é", max_size=30), min_size=1, max_size=8), width=st.integers(0, 160))
def test_no_two_headings_read_alike_at_any_width(names: list[str], width: int) -> None:
    columns = laid_out([TableColumn(str(place), name, 5) for place, name in enumerate(names)], width)
    assert len({one.heading for one in columns}) == len(set(names))
    assert all(one.width >= cells(one.heading) for one in columns)
