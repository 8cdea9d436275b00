"""How a number on the screen is read, and held against the files."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from lxml import etree
from textual.pilot import Pilot

from qualcode.exports import svg
from qualcode.exports.figures import Figure, Picture, Value
from qualcode.exports.page import figure_page
from qualcode.participants.disclosure import Audience
from qualcode.project.project import Project
from qualcode.tui.app import QualcodeApp
from qualcode.tui.screens.place import Place
from qualcode.tui.widgets.drawn_table import DrawnTable
from tests.exports.every_format import same_in_csv, same_in_html, same_in_word, same_in_workbook
from tests.screens.place_study import press, run, screen_of, settle

P = TypeVar("P", bound=Place)
Command = Callable[..., list[dict[str, Any]]]
Drawn = dict[str, dict[str, str]]  # by row and column

MADE_ON = datetime(2026, 3, 12, 9, 30, tzinfo=UTC)


@asynccontextmanager
async def opened(path: Path, kind: type[P], way: str) -> AsyncIterator[tuple[Pilot[None], P]]:
    """A place that a key or a command leads to, its tables so large that all of each is drawn, in sight or not."""
    app = QualcodeApp(path, coder="Ana", opener=lambda wanted: Project.open(wanted, back_up=False))
    app.animation_level = "none"
    try:
        async with app.run_test(size=(120, 40)) as pilot:
            await settle(pilot)
            await (run(pilot, way) if "." in way else press(pilot, way))
            await settle(pilot)
            screen = screen_of(pilot, kind)
            while not screen.is_mounted:  # on a busy machine it is on top before its panes are made
                await pilot.pause(0.01)
            for table in screen.query(DrawnTable):
                table.styles.min_width, table.styles.min_height = 900, 120
            await settle(pilot)
            yield pilot, screen
    finally:
        app.lane.shut()


def drawn(table: DrawnTable) -> Drawn:
    """Every cell as it is drawn."""
    shown = table._in_sight()
    assert len(shown) == len(table._columns) and len(table._ids) < table.size.height
    found: Drawn = {}
    for y, row_id in enumerate(table._ids, start=1):
        line, x = table.render_line(y), 2
        found[row_id] = {}
        for _, column in shown:
            found[row_id][column.id] = line.crop(x, x + column.width).text.strip()
            x += column.width + 1
    return found


def in_print(number: Value, words: str) -> str:
    """What a cell is on the screen that reads so in print: a dot for none."""
    return "·" if number == 0 else words


def texts(picture: Picture) -> list[str]:
    """What is written in a picture."""
    root = etree.fromstring(svg.content(picture))
    return [found.text or "" for found in root.iter("{http://www.w3.org/2000/svg}text")]


def same_in_every_file(figures: Sequence[Figure], folder: Path) -> None:
    """Each number of the figures is the same in csv, xlsx, html and Word."""
    page = figure_page("A study", MADE_ON, Audience.TEAM, "Numbers", figures)
    same_in_csv(page, folder)
    same_in_workbook(page)
    same_in_html(page)
    same_in_word(page)
