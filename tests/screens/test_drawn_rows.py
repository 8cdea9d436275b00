"""Lists and pages that are drawn line by line."""

from __future__ import annotations

from typing import ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.app import App, ComposeResult
from textual.pilot import Pilot

from qualcode.transcripts.graphemes import cells
from qualcode.transcripts.span import Span
from qualcode.tui.widgets.drawn_lines import padded
from qualcode.tui.widgets.drawn_rows import Column, DrawnRows, Row
from qualcode.tui.widgets.reading_page import Paragraph, ReadingPage


class Listing(App[None]):
    """One list, which notes what it tells."""

    ENABLE_COMMAND_PALETTE: ClassVar[bool] = False

    def __init__(self) -> None:
        super().__init__()
        self.wanted: list[DrawnRows.PageWanted] = []
        self.opened: list[str] = []

    def compose(self) -> ComposeResult:
        yield DrawnRows((Column("name"), Column("number", 6, right=True, least=30)), empty="Nothing here.")

    def on_drawn_rows_page_wanted(self, event: DrawnRows.PageWanted) -> None:
        self.wanted.append(event)

    def on_drawn_rows_opened(self, event: DrawnRows.Opened) -> None:
        self.opened.append(event.row_id)


def lines(app: App[None]) -> list[str]:
    return ["".join(part.text for part in strip).rstrip() for strip in app.screen._compositor.render_strips()]


ROWS = [
    Row("", ("Fruit",), "heading", spread=True),
    Row("a", ("Apple", "3")),
    Row("b", ("Pear [/then]", "12")),
    Row("", ("Roots",), "heading", spread=True),
    Row("c", ("Turnip", "7")),
]


async def test_the_cursor_passes_over_headings() -> None:
    async with Listing().run_test(size=(40, 8)) as pilot:
        rows = pilot.app.query_one(DrawnRows)
        rows.show(ROWS)
        assert rows.row_id == "a"
        await pilot.press("down", "down")
        assert rows.row_id == "c"
        await pilot.press("k")
        assert rows.row_id == "b"
        await pilot.press("home", "up")
        assert rows.row_id == "a"


async def test_columns_stand_in_line_and_data_is_drawn_as_it_is() -> None:
    async with Listing().run_test(size=(40, 8)) as pilot:
        pilot.app.query_one(DrawnRows).show(ROWS)
        await pilot.pause()
        shown = lines(pilot.app)
        assert shown[0].split() == ["name", "number"]
        assert shown[3].startswith("  Pear [/then]")
        assert shown[2].index("3") == shown[3].index("2", 20)


async def test_a_narrow_list_leaves_out_what_has_no_room() -> None:
    async with Listing().run_test(size=(24, 8)) as pilot:
        pilot.app.query_one(DrawnRows).show(ROWS)
        await pilot.pause()
        assert "number" not in lines(pilot.app)[0]


async def test_a_roomy_list_gives_a_column_more_room() -> None:
    async with Listing().run_test(size=(95, 8)) as pilot:
        rows = pilot.app.query_one(DrawnRows)
        rows.columns = [Column("name"), Column("who", 4, roomy=12)]
        rows.show([Row("a", ("Apple", "Everybody"))])
        await pilot.pause()
        assert lines(pilot.app)[1].endswith(" Eve…")
        await pilot.resize_terminal(96, 8)
        await pilot.pause()
        assert lines(pilot.app)[1].endswith(" Everybody")


async def test_all_headings_above_a_row_come_into_sight_with_it() -> None:
    blank = Row("", ("",), "heading")
    many = [Row(f"r{number}", (f"row {number}", "")) for number in range(20)]
    async with Listing().run_test(size=(40, 8)) as pilot:
        rows = pilot.app.query_one(DrawnRows)
        rows.show([*many[:10], blank, ROWS[0], *many[10:]])
        rows.go_to("r19")
        rows.go_to("r10")
        await pilot.pause()
        assert [line.strip(" ▁▂▃▄▅▆▇▸") for line in lines(pilot.app)[1:4]] == ["", "Fruit", "row 10"]


async def test_a_line_under_a_row_belongs_to_that_row() -> None:
    app = Listing()
    async with app.run_test(size=(40, 5)) as pilot:
        rows = pilot.app.query_one(DrawnRows)
        told = [row for one in "abcdef" for row in (Row(one, (one, "1")), Row("", (f"of {one}",), "under"))]
        rows.show(told)
        await pilot.press("down", "down")
        assert rows.row_id == "c"
        assert "of c" in lines(app)[4]
        await pilot.click(DrawnRows, offset=(5, 2), times=2)
        assert app.opened == ["b"]


async def painted(pilot: Pilot[None], app: Listing, pages: int) -> None:
    """Wait until the list was drawn and has asked for so many pages."""
    for _ in range(100):
        await pilot.pause(0.02)
        if len(app.wanted) >= pages:
            return


async def test_a_long_list_asks_for_no_more_than_the_pages_in_sight() -> None:
    app = Listing()
    async with app.run_test(size=(40, 10)) as pilot:
        rows = app.query_one(DrawnRows)
        ids = [f"id{number}" for number in range(100_000)]
        rows.show_pages(ids)
        await painted(pilot, app, 1)
        assert [event.first for event in app.wanted] == [0]
        rows.put(0, [Row(row_id, (f"row of {row_id}", "")) for row_id in app.wanted[0].row_ids])
        await pilot.press("end")
        await painted(pilot, app, 2)
        assert rows.row_id == "id99999"
        assert len(app.wanted) == 2
        assert app.wanted[1].row_ids[-1] == "id99999"


async def test_rows_that_come_too_late_are_dropped() -> None:
    async with Listing().run_test(size=(40, 8)) as pilot:
        rows = pilot.app.query_one(DrawnRows)
        rows.show_pages(["a", "b"])
        rows.show_pages(["c", "d"])
        rows.put(0, [Row("a", ("an old row", ""))])
        await pilot.pause()
        assert "old" not in "\n".join(lines(pilot.app))


async def test_the_cursor_and_the_marks_stay_on_their_rows_when_the_list_changes() -> None:
    async with Listing().run_test(size=(40, 8)) as pilot:
        rows = pilot.app.query_one(DrawnRows)
        rows.show(ROWS)
        await pilot.press("down")
        rows.mark("c", True)
        rows.mark("a", True)
        rows.show(ROWS[2:])
        assert (rows.row_id, rows.marked) == ("b", ("c",))


async def test_a_double_click_opens_and_a_click_on_a_heading_does_nothing() -> None:
    app = Listing()
    async with app.run_test(size=(40, 8)) as pilot:
        rows = app.query_one(DrawnRows)
        rows.show(ROWS)
        await pilot.click(DrawnRows, offset=(5, 4))
        assert rows.row_id == "a"
        await pilot.click(DrawnRows, offset=(5, 5), times=2)
        assert app.opened == ["c"]


async def test_an_empty_list_says_so_and_opens_nothing() -> None:
    app = Listing()
    async with app.run_test(size=(40, 8)) as pilot:
        await pilot.press("down", "enter", "end")
        assert "Nothing here." in lines(app)[0], "without headings over nothing"
        assert app.opened == []


class Reading(App[None]):
    def compose(self) -> ComposeResult:
        yield ReadingPage()


@pytest.mark.parametrize("width", [20, 41, 120])
async def test_a_page_shows_every_word_at_any_width(width: int) -> None:
    words = "The card, on the board. 👩‍👩‍👧 里の茶 And that was the whole of it, I would say."
    async with Reading().run_test(size=(width, 30)) as pilot:
        page = pilot.app.query_one(ReadingPage)
        page.show([Paragraph(words, indent=3, label="P1", strong=Span(4, 8))])
        await pilot.pause()
        text = " ".join(lines(pilot.app))
        assert "".join(words.split()) in "".join(text.split())


async def test_a_page_brings_its_bright_words_into_sight_and_keeps_them_there() -> None:
    long = " ".join(f"word{number}" for number in range(900))
    at = long.index("word700")
    async with Reading().run_test(size=(60, 12)) as pilot:
        page = pilot.app.query_one(ReadingPage)
        page.show([Paragraph(long, strong=Span(at, at + 7))])
        page.reveal_strong()
        await pilot.pause()
        assert "word700" in "\n".join(lines(pilot.app))
        await pilot.resize_terminal(40, 12)
        await pilot.pause()
        assert "word700" in "\n".join(lines(pilot.app))


@given(st.text(max_size=30), st.integers(1, 40), st.booleans())
def test_a_cell_of_a_row_is_never_wider_or_narrower_than_its_column(words: str, width: int, right: bool) -> None:
    assert cells(padded(words, width, right)) == width


async def test_a_very_long_page_is_wrapped_to_its_end() -> None:
    async with Reading().run_test(size=(60, 12)) as pilot:
        page = pilot.app.query_one(ReadingPage)
        page.show([Paragraph(f"line {number}") for number in range(9_000)])
        for _ in range(100):
            await pilot.pause(0.02)
            if page.virtual_size.height == 9_000:
                break
        await pilot.press("tab", "end")
        await pilot.pause()
        assert "line 8999" in "\n".join(lines(pilot.app))


async def test_rows_that_are_ready_are_drawn_at_once_and_the_others_when_they_come_into_sight() -> None:
    app = Listing()
    async with app.run_test(size=(40, 10)) as pilot:
        rows = app.query_one(DrawnRows)
        ids = [f"id{number}" for number in range(500)]
        rows.show_pages(ids, {one: Row(one, (f"row of {one}", "")) for one in rows.in_sight_of(ids)})
        await pilot.pause()
        assert "row of id0" in "\n".join(lines(app)) and "…" not in "\n".join(lines(app)) and app.wanted == []
        await pilot.press("end")
        await painted(pilot, app, 1)
        assert app.wanted[0].row_ids[-1] == "id499"
        assert len(rows.in_sight_of(ids)) <= 2 * DrawnRows.PAGE and "id499" in rows.in_sight_of(ids)
        assert rows.in_sight_of([]) == []
