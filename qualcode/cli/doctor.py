"""`qualcode doctor`: is the study sound, and what can this terminal do?"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from qualcode.cli.saying import say
from qualcode.cli.study_option import study_option


@click.command("doctor")
@study_option
def command(study: Path | None) -> None:
    """Check that the study adds up, and say in words what this computer and terminal lack.

    A study of an older version is backed up and brought up to date first; else nothing is changed. Exit status 1
    means that something is wrong with the study.
    """
    from qualcode.cli.terminal import terminal_report
    from qualcode.problem import Problem
    from qualcode.project.doctor import computer_report, study_report

    for sentence in (*computer_report(), *terminal_report()):
        say(f"- {sentence}")
    try:
        found = study_report(study)
    except Problem as problem:
        if study is None and "no study" in problem.title:
            say("- There is no study in this folder to check.")
            return
        raise
    for sentence in found.sentences:
        say(f"- {sentence}")
    if found.faults:
        for fault in found.faults[:20]:
            say(f"! {fault}", err=True)
        say("Something is wrong. Keep this file, and open the newest copy from its backups folder.", err=True)
        sys.exit(1)
    say("The study is sound.")
