"""`qualcode doctor`: is the study sound, and what can this terminal do?"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from qualcode.cli.study_option import study_option
from qualcode.transcripts.clean import clean


@click.command("doctor")
@study_option
def command(study: Path | None) -> None:
    """Check that the study adds up, and say in words what this computer and terminal lack.

    Nothing is changed. Exit status 1 means that something is wrong with the study.
    """
    from qualcode.cli.terminal import terminal_report
    from qualcode.problem import Problem
    from qualcode.project.doctor import computer_report, study_report

    for sentence in (*computer_report(), *terminal_report()):
        click.echo(f"- {sentence}")
    try:
        found = study_report(study)
    except Problem as problem:
        if study is None and "no study" in problem.title:
            click.echo("- There is no study in this folder to check.")
            return
        raise
    for sentence in found.sentences:
        click.echo(f"- {clean(sentence)}")
    if found.faults:
        for fault in found.faults[:20]:
            click.echo(f"! {clean(fault)}", err=True)
        click.echo("Something is wrong. Keep this file, and open the newest copy from its backups folder.", err=True)
        sys.exit(1)
    click.echo("The study is sound.")
