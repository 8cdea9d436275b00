"""`qualcode demo`: the sample study, ready to be looked at."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import click

from qualcode.cli.saying import say


@click.command("demo")
@click.argument(
    "folder", required=False, default=Path("qualcode-demo"), type=click.Path(path_type=Path, file_okay=False)
)
@click.option("--no-open", is_flag=True, help="Make the study and its report, but do not open it.")
def command(folder: Path, no_open: bool) -> None:
    """Put a finished sample study in FOLDER (./qualcode-demo if none is named), write its report, and open it.

    Everything in it is fictional. A second run goes on with what is there.
    """
    from qualcode.exports.choices import ReportChoices
    from qualcode.exports.gather import report
    from qualcode.exports.writing import write
    from qualcode.project.beginning import begin_demo
    from qualcode.project.project import Project
    from qualcode.sample import DEMO_CODER

    path = begin_demo(folder, lambda number, total, name: say(f"Reading {number} of {total}: {name}", err=True))
    with Project.open(path) as project:
        project.sign_in(DEMO_CODER)
        value = project.read_copy(report, ReportChoices(), datetime.now().astimezone())
    written = write(value, folder / "exports" / "peer-support-themed-excerpts.docx")
    for sentence in written.sentences:
        say(sentence)
    say(f"The study: {path}")
    say(f"Its report: {written.paths[0]}")
    if not no_open and sys.stdin.isatty() and sys.stdout.isatty():
        from qualcode.cli.open_study import run

        run(path, coder=DEMO_CODER)
    elif not no_open:
        say(f"To open it in a terminal: qualcode {path}")
