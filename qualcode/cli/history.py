"""`qualcode history`: who did what, when."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from qualcode.cli.study_option import opened, study_option
from qualcode.cli.tables import format_options, show

_SAID = {"did": "", "undid": "Undid: ", "did again": "Did again: "}


@click.command("history")
@click.option("--latest", default=40, show_default=True, type=click.IntRange(min=1), help="How many.")
@format_options
@study_option
def command(latest: int, form: str | None, study: Path | None) -> None:
    """List what was done, newest first. “qualcode undo” takes back your own latest.

    Names of codes that are words withdrawn or refused are held back.
    """
    from qualcode.exports.names import told_for
    from qualcode.participants.disclosure import Audience
    from qualcode.project.journal import history

    with opened(study) as project:
        actions = history(project.conn, latest=latest)
        today = project.clock.now().date()
        told = project.read_copy(told_for, [action.label for action in actions], Audience.TEAM, today)
        names = dict(project.conn.execute("SELECT id, name FROM coder"))
        rows = [
            {
                "when": f"{datetime.fromisoformat(action.at).astimezone():%d %b %Y %H:%M}"
                if form is None
                else action.at,
                "who": names.get(action.author or "", ""),
                "what": _SAID[action.what] + label,
                "rows": action.rows,
            }
            for action, label in zip(actions, told, strict=True)
        ]
    show(rows, form, empty="Nothing has been done yet.", wide="what")
