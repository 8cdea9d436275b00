"""`qualcode quote answers` and `waiting`: sheets that came back, and who has not answered yet."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import click

from qualcode.cli.saying import say
from qualcode.cli.study_option import coder_option, opened, sign_in, study_option
from qualcode.cli.tables import format_options, show
from qualcode.problem import Problem

_DAY = click.DateTime(["%Y-%m-%d"])


@click.command("answers")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--on", "day", type=_DAY, help="The day they answered (2026-03-12); today if not given.")
@click.option("--yes", is_flag=True, help="Record what is plain without asking.")
@click.option(
    "--although",
    multiple=True,
    metavar="ID",
    help="Confirm the answer to this quote, which is recorded only then; may be given several times.",
)
@coder_option
@study_option
def answers(
    files: tuple[Path, ...],
    day: datetime | None,
    yes: bool,
    although: tuple[str, ...],
    coder: str | None,
    study: Path | None,
) -> None:
    """Read back FILES, sheets of “qualcode export checking” that people filled in.

    What they answered is shown first, with whatever else is written on the sheets. What is plain is recorded once you
    agree, or with --yes. What is not, or would take back a no, is recorded only if you confirm it, one by one or with
    --although.
    """
    from qualcode.edits.answers import record_returned
    from qualcode.essays.returned import answers_on, to_record
    from qualcode.essays.sheet_file import read_sheet

    sheets = [one for path in files for one in read_sheet(path)]
    said_on = None if day is None else day.date()
    with opened(study, writes=True) as project:
        found = project.read_copy(answers_on, sheets, project.clock.now().date(), said_on)
        for one in found:
            say(one.sentence)
        wanted = to_record(found, although)
        asked = [one for one in found if one.confirmed and one not in wanted]
        if not wanted and not asked:
            say("There is nothing new to record.")
            return
        if wanted and not yes and not agreed(_question(len(wanted))):
            raise Problem("Nothing was changed.", remedy="To record the answers without being asked, say --yes.")
        if asked and not yes:
            wanted += [one for one in asked if agreed(f"{one.sentence}\nRecord this, too?")]
        if not wanted:
            ids = " ".join(f"--although {one.short_id}" for one in asked)
            say(f"There is nothing to record that is plain. What you confirm is recorded with {ids}")
            return
        sign_in(project, coder)
        say(f"{project.make(record_returned(wanted, said_on)).label}.")


def _question(number: int) -> str:
    return "Record this answer?" if number == 1 else f"Record these {number:,} answers?"


def agreed(question: str) -> bool:
    """Whether somebody at a terminal says yes."""
    return sys.stdin.isatty() and click.confirm(question)


@click.command("waiting")
@click.option("--essay", "essays", multiple=True, help="Only of this essay, or “kept”; may be given several times.")
@format_options
@study_option
def waiting(essays: tuple[str, ...], form: str | None, study: Path | None) -> None:
    """List who was asked about quotes and has not answered, and who was not asked yet."""
    from qualcode.cli.outlines import essay_id, is_kept
    from qualcode.essays.asked import waiting_for

    with opened(study) as project:
        conn = project.conn
        chosen = tuple(None if is_kept(one) else essay_id(conn, one) for one in essays) or None
        found = project.read_copy(waiting_for, project.clock.now().date(), chosen)
    rows = [
        {
            "who": one.pseudonym,
            "asked": one.asked,
            "since": "" if one.since is None else one.since.isoformat(),
            "not asked": one.not_asked,
            "approved": one.approved,
            "changed": one.changed,
            "refused": one.refused,
        }
        for one in found
    ]
    show(rows, form, empty="Nobody is quoted yet.", wide="who")


@click.command("print-although")
@click.argument("quote")
@click.option("--because", "reason", required=True, help="Why; kept as a memo on the quote.")
@coder_option
@study_option
def print_although(quote: str, reason: str, coder: str | None, study: Path | None) -> None:
    """Let QUOTE be printed although the person said no to its words when asked, or their consent does not allow it.

    The reason stands as a memo on the quote, with who gave it. A later answer of the person, another consent, or
    other words of the quote bind again. What was withdrawn is printed for nobody.
    """
    from qualcode.cli.quote import meant_quote
    from qualcode.edits.answers import PrintAlthough

    with opened(study, writes=True) as project:
        row = meant_quote(project.conn, quote)
        sign_in(project, coder)
        say(f"{project.make(PrintAlthough(row.id, reason)).label}.")
