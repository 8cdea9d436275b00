"""`qualcode new`: begin a study."""

from __future__ import annotations

from pathlib import Path

import click

from qualcode.cli.saying import say
from qualcode.transcripts.clean import plain


@click.command("new")
@click.argument("title")
@click.option(
    "--folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where; a folder of that name if not given.",
)
@click.option(
    "--codebook",
    type=click.Path(path_type=Path),
    help="Begin with a codebook file (.csv, .xlsx, .docx), with another study’s codebook, or “empty”.",
)
@click.option("--peer-support", is_flag=True, help="Begin with the shipped peer support codebook.")
def command(title: str, folder: Path | None, codebook: Path | None, peer_support: bool) -> None:
    """Begin a study called TITLE: a folder with transcripts, codebooks and exports, and one study file."""
    from qualcode.project.beginning import begin_study

    if codebook is not None and str(codebook) == "empty" and not codebook.exists():
        codebook = None
    path = begin_study(title, folder, codebook, peer_support=peer_support)
    say(f"The study “{plain(title)}” is at {plain(str(path))}")
    where = f'"{plain(str(path.parent))}"'
    say(f"Next: qualcode import --study {where} FOLDER-WITH-TRANSCRIPTS, or just: qualcode {where}")
