"""`qualcode chart-in`: a chart that was written on elsewhere, brought back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from qualcode.cli.saying import say
from qualcode.cli.study_option import coder_option, opened, sign_in, study_option
from qualcode.cli.tables import format_options, show

if TYPE_CHECKING:
    from qualcode.analysis.chart_text import CellText


@click.command("chart-in")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--yes", is_flag=True, help="Take in what was changed; without it this is only shown.")
@click.option(
    "--doubtful",
    type=click.Choice(["ours", "theirs", "both"]),
    default="ours",
    metavar="WHICH",
    help="What to keep where both sides differ: ours, theirs or both.",
)
@coder_option
@format_options
@study_option
def command(file: Path, yes: bool, doubtful: str, coder: str | None, form: str | None, study: Path | None) -> None:
    """Show what differs in a chart that FILE, a workbook written by “qualcode chart --xlsx”, brings back.

    With --yes it is taken in, as one step that can be undone. Cells are found by their hidden ids.
    """
    from qualcode.analysis.chart_arriving import Keep, arriving
    from qualcode.edits.chart_arrivals import BringInCharts
    from qualcode.project.charts import read_charts

    keep = {"ours": Keep.OURS, "theirs": Keep.THEIRS, "both": Keep.BOTH}[doubtful]
    with opened(study, writes=yes) as project:
        found = arriving(project.conn, read_charts(file))
        rows = [
            {
                "row": cell.name,
                "code": cell.code or "portrait",
                "what": str(cell.how),
                "here": _shown(cell.here, form),
                "file": _shown(cell.there, form),
            }
            for cell in found.cells
        ]
        show(rows, form, empty="Nothing differs.", wide="file")
        if form is None:
            for sentence in found.told:
                say(sentence)
        if yes and found.cells:
            sign_in(project, coder)
            choices = {(cell.subject, cell.code_id): keep for cell in found.doubtful}
            made = project.make(BringInCharts(found, choices))
            say(f"{made.label}.")
        elif found.cells and form is None:
            say("Nothing was changed yet. Take it in with --yes.")


def _shown(text: CellText, form: str | None) -> str:
    said = "" if text.said is None or text.said == "summarised" else f"[{text.said}] "
    words = f"{said}{text.words}".strip()
    return words if form or len(words) <= _LONG else f"{words[:_LONG].rstrip()} …"


_LONG = 40
