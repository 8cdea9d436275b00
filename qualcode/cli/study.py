"""`qualcode study`: the study page."""

from __future__ import annotations

from pathlib import Path

import click

from qualcode.cli.study_option import coder_option, opened, sign_in, study_option
from qualcode.cli.tables import format_options, show
from qualcode.transcripts.languages import LANGUAGES


@click.command("study")
@click.option("--title", help="What the study is called.")
@click.option("--question", help="What it asks.")
@click.option("--dates", help="When it was done.")
@click.option("--team", help="Who does it.")
@click.option("--funder", help="Who pays for it.")
@click.option("--ethics", help="The ethics reference.")
@click.option("--destroy-by", "destroy_by", help="When the material must be destroyed, as 2036-06-30.")
@click.option(
    "--language",
    type=click.Choice(list(LANGUAGES), case_sensitive=False),
    help="What is spoken in it: tells where the sentences of documents end that you import from now on.",
)
@click.option(
    "--stop-words",
    "stop_words",
    help="Words to leave out of lists of words, with those of the language: all of them.",
)
@format_options
@coder_option
@study_option
def command(form: str | None, coder: str | None, study: Path | None, **page: str | None) -> None:
    """Show the study page, or fill it in. It stands at the front of every report."""
    from qualcode.analysis.study import language, own_stop_words
    from qualcode.edits.study import PAGE, ChangeStudy

    given = {name: value for name, value in page.items() if value is not None}
    with opened(study, writes=bool(given)) as project:
        if given:
            sign_in(project, coder)
            project.make(ChangeStudy(given))
        values = project.conn.execute(f"SELECT {', '.join(PAGE)} FROM study").fetchone()
        spoken, left_out = language(project.conn), own_stop_words(project.conn)
    rows = [{"field": name.replace("_", " "), "value": value or ""} for name, value in zip(PAGE, values, strict=True)]
    rows += [{"field": "language", "value": spoken}, {"field": "stop words", "value": " ".join(left_out)}]
    show(rows, form, empty="")
