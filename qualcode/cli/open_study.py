"""`qualcode open`: a study in the terminal UI."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from qualcode.cli.saying import say
from qualcode.cli.study_option import coder_option


@click.command("open")
@click.argument("path", required=False, type=click.Path(path_type=Path))
@coder_option
def command(path: Path | None, coder: str | None) -> None:
    """Open a study in the terminal UI: PATH is its file or folder, the study one stands in where it is left out."""
    from qualcode.project.finding import find_study

    run(find_study(path), coder=coder)


def run(path: Path | None, *, coder: str | None = None) -> None:
    """Run the terminal UI; without a terminal say so, and return."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        say(
            "The terminal UI needs a terminal, and this is none. “qualcode --help” lists what works without.",
            err=True,
        )
        return
    from qualcode.tui.app import run as run_app  # 184 ms

    status = run_app(path, coder=coder)
    if status:
        sys.exit(status)
