"""`qualcode documents`: the list."""

from __future__ import annotations

from pathlib import Path

import click

from qualcode.cli.study_option import opened, study_option
from qualcode.cli.tables import format_options, show


@click.command("documents")
@format_options
@study_option
def command(form: str | None, study: Path | None) -> None:
    """List the documents by kind, with participants, turns and codings."""
    from qualcode.analysis.documents import documents

    with opened(study) as project:
        rows = [
            {
                "kind": line.kind,
                "document": line.name,
                "participants": list(line.participants),
                "turns": line.turns,
                "codings": line.codings,
                "state": line.reading_state,
            }
            for line in documents(project.conn)
        ]
    show(rows, form, empty="No documents yet. Bring some in with: qualcode import FOLDER", wide="document")
