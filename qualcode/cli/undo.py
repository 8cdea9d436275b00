"""`qualcode undo`: take the latest action back."""

from __future__ import annotations

from pathlib import Path

import click

from qualcode.cli.saying import say
from qualcode.cli.study_option import coder_option, opened, sign_in, study_option
from qualcode.transcripts.clean import plain


@click.command("undo")
@click.option("--redo", is_flag=True, help="Do again what was undone last.")
@click.option("--yes", is_flag=True, help="Do it even where it takes back that somebody withdrew.")
@click.option("--because", default="", help="Why it takes back that somebody withdrew; kept as a memo.")
@coder_option
@study_option
def command(redo: bool, yes: bool, because: str, coder: str | None, study: Path | None) -> None:
    """Take back your own latest action; again, the one before. Nothing is ever lost: --redo brings it back."""
    with opened(study, writes=True) as project:
        sign_in(project, coder)
        step = project.redo if redo else project.undo
        made = step(agreed=yes, because=because)
    label = plain(" ".join([f"{made.label}.", *made.told]) if made.told else made.label)
    say(f"{'Did again' if redo else 'Undid'}: {label}")
