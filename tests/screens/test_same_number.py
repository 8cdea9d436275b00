"""A number on the screen is the number in every file that the same view is exported to."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from qualcode.analysis.counts.asked import Asked, Measure
from qualcode.analysis.counts.rows import Table
from qualcode.analysis.counts.tables import table
from qualcode.exports import html_page, spreadsheet, word
from qualcode.exports.count_figures import counts_tables
from qualcode.exports.figures import figure_page
from qualcode.exports.writing import write_page
from qualcode.participants.disclosure import Audience
from qualcode.project.beginning import begin_demo
from qualcode.project.project import Project
from qualcode.tui.app import QualcodeApp
from qualcode.tui.screens.counts import CountsScreen
from qualcode.tui.screens.counts_rows import NAME_WIDTH
from qualcode.tui.widgets.drawn_table import DrawnTable
from tests.exports.parsed import Parsed, csv_rows, sheets, word_tables
from tests.screens.place_study import screen_of, settle

MADE_ON = datetime(2026, 3, 12, 9, 30, tzinfo=UTC)
ZERO = {"·": "0", "": "0"}


async def on_screen(path: Path, numbers: int) -> dict[str, list[str]]:
    """The last so many numbers of each line of Counts as it is drawn, by the name of its code."""
    app = QualcodeApp(path, coder="Ana")
    async with app.run_test(size=(220, 100)) as pilot:
        await settle(pilot)
        await pilot.press("f5")
        await settle(pilot)
        screen = screen_of(pilot, CountsScreen)
        screen.add_class("-alone")
        await settle(pilot)
        drawn = screen.query_one("#counts", DrawnTable)
        lines = [drawn.render_line(y).text for y in range(1, drawn.size.height)]
    width = 2 + NAME_WIDTH
    return {
        line[2:width].strip().removesuffix(" +"): line[width:].split()[-numbers:] for line in lines if line.strip()
    }


async def test_a_number_on_the_screen_is_the_number_in_csv_xlsx_word_and_html(tmp_path: Path) -> None:
    path = begin_demo(tmp_path / "demo")
    with Project.open(path, back_up=False) as project:
        counted: Table = table(project.conn, Asked(measure=Measure.EXCERPTS))
    figure = counts_tables(counted)[0]
    people = len(counted.parts[0].columns)
    page = figure_page("A study", MADE_ON, Audience.TEAM, "Codes by participant", [figure])

    screen = await on_screen(path, people)
    html = Parsed(html_page.content(page).decode())
    (of_html,) = html.tables.values()
    (of_word,) = word_tables(word.page_content(page))
    (of_xlsx,) = sheets(spreadsheet.content(page, page.tables)).values()
    of_csv = csv_rows(write_page(page, tmp_path / "counts.csv").paths[0])

    checked = 0
    for row in figure.rows:
        title = str(row.cells[0])
        shown = next((numbers for name, numbers in screen.items() if title.startswith(name.removesuffix("…"))), None)
        assert shown is not None, title
        wanted = [str(cell) for cell in row.cells[1 : people + 1]]
        assert [ZERO.get(one, one) for one in shown] == wanted, title
        for cells in (of_html, of_word, of_xlsx, of_csv):
            (there,) = (line for line in cells if str(line[0]).strip() == title)
            assert [ZERO.get(str(one), str(one)) for one in there[1 : people + 1]] == wanted, title
        checked += 1
    assert checked > 30
