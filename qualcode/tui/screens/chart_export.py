"""The chart that is shown, to a file or to the clipboard."""

from __future__ import annotations

import asyncio

from qualcode.analysis.framework import Chart, ChartChoice
from qualcode.exports.files import check_name, name_part, report_path
from qualcode.problem import Problem
from qualcode.tui.reading import now, read_apart
from qualcode.tui.screens.figures_export import CLIPBOARD, copy_tables
from qualcode.tui.screens.place import Place
from qualcode.tui.screens.questions import Choose
from qualcode.tui.screens.saved_file import tell_saved

_FORMATS = (
    (".docx", "Word, A4 lying on its side", ""),
    ("a3", "Word, A3 lying on its side", ""),
    (".xlsx", "Excel, to fill in and bring back with +", "Cells keep hidden ids, so rows may be sorted."),
    (".html", "A web page", ""),
    (".csv", "CSV", "For other programs; a file beside it tells what it is."),
    (".md", "Markdown", ""),
    CLIPBOARD,
)


async def export_chart(place: Place, choice: ChartChoice, chart: Chart) -> None:
    """Ask for the format, and write the chart there: a file in the study's exports folder, or the clipboard."""
    shell = place.shell
    words = "For the study team. “qualcode chart --outside” writes what others may read."
    chosen = await place.app.push_screen_wait(Choose(f"Export the chart of {chart.title}", _FORMATS, words))
    if chosen is None:
        return
    from qualcode.exports.chart_files import write_charts  # with its first use
    from qualcode.exports.framework import ChartExport, chart_page
    from qualcode.exports.gather_charts import NO_AREA, printed_charts
    from qualcode.exports.leaving import release

    export = ChartExport(choice, (choice.area_id or NO_AREA,))
    suffix = ".docx" if chosen == "a3" else chosen
    try:
        value = await read_apart(shell.lane, printed_charts, export, await now(shell.lane))
        if chosen == CLIPBOARD[0]:
            copy_tables(place, chart_page(value, above=False).tables, "the chart", value.held_back)
            return
        path = report_path(shell.lane.path, suffix, shell.names, what=f"chart-{name_part(chart.title)}")
        check_name(path, shell.names)
        written = await asyncio.to_thread(release, shell.names, write_charts, value, path, a3=chosen == "a3")
    except Problem as problem:
        shell.show_problem(problem, decide=True)
        return
    await tell_saved(place, written.paths[0], [*written.sentences, *value.held_back])
