"""`qualcode undo`: take the latest action back."""

from __future__ import annotations

from pathlib import Path

import click

from qualcode.cli.saying import say
from qualcode.cli.study_option import coder_option, opened, sign_in, study_option
from qualcode.transcripts.clean import plain


@click.command("undo")
@click.option("--redo", is_flag=True, help="Do again what was undone last.")
@coder_option
@study_option
def command(redo: bool, coder: str | None, study: Path | None) -> None:
    """Take back your own latest action; again, the one before. Nothing is ever lost: --redo brings it back."""
    with opened(study, writes=True) as project:
        sign_in(project, coder)
        made = project.redo() if redo else project.undo()
    say(f"{'Did again' if redo else 'Undid'}: {plain(made.label)}")
