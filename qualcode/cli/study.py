"""`qualcode study`: the study page."""

from __future__ import annotations

from pathlib import Path

import click

from qualcode.cli.study_option import coder_option, opened, sign_in, study_option
from qualcode.cli.tables import format_options, show


@click.command("study")
@click.option("--title", help="What the study is called.")
@click.option("--question", help="What it asks.")
@click.option("--dates", help="When it was done.")
@click.option("--team", help="Who does it.")
@click.option("--funder", help="Who pays for it.")
@click.option("--ethics", help="The ethics reference.")
@click.option("--destroy-by", "destroy_by", help="When the material must be destroyed, as 2036-06-30.")
@format_options
@coder_option
@study_option
def command(form: str | None, coder: str | None, study: Path | None, **page: str | None) -> None:
    """Show the study page, or fill it in. It stands at the front of every report."""
    from qualcode.edits.study import PAGE, ChangeStudy

    given = {name: value for name, value in page.items() if value is not None}
    with opened(study, writes=bool(given)) as project:
        if given:
            sign_in(project, coder)
            project.make(ChangeStudy(given))
        values = project.conn.execute(f"SELECT {', '.join(PAGE)} FROM study").fetchone()
    rows = [{"field": name.replace("_", " "), "value": value or ""} for name, value in zip(PAGE, values, strict=True)]
    show(rows, form, empty="")
