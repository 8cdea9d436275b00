"""`qualcode erase`: a participant who withdraws, taken out of the study, its history and its backups."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from qualcode.cli.saying import say
from qualcode.cli.study_option import coder_option, opened, study_option
from qualcode.problem import Problem
from qualcode.transcripts.clean import plain


@click.command("erase")
@click.argument("pseudonym")
@click.option("--yes", is_flag=True, help="Do not ask: erase.")
@click.option(
    "--with-given/--without-given",
    "given",
    default=None,
    help="Whether words go too that were theirs once and are somebody else’s now; needed where there are any.",
)
@click.option("--keep-pseudonym", is_flag=True, help="Let the record that stays say the pseudonym.")
@coder_option
@study_option
def command(
    pseudonym: str, yes: bool, given: bool | None, keep_pseudonym: bool, coder: str | None, study: Path | None
) -> None:
    """Erase the participant PSEUDONYM: their words, what was done with them, and all that is known of them.

    First it says what goes with them and what cannot be reached, and asks twice. Their words are then gone from the
    study, its history and its backups. It cannot be undone.
    """
    from qualcode.project.erase import erase, files_that_hold, undecided
    from qualcode.project.erase_touched import touched
    from qualcode.project.erase_whose import find_participant

    with opened(study) as project:
        path, participant_id = project.path, find_participant(project.conn, pseudonym, gone=True)
        found = touched(project.conn, participant_id, bool(given))
        if given is None and found.once and sys.stdin.isatty():
            say(found.once)
            given = click.confirm("Were these words theirs, and do they go too?")
            found = touched(project.conn, participant_id, given)
    say(f"Erasing {plain(found.who.pseudonym)} touches:")
    for sentence in found.sentences:
        say(f"- {sentence}")
    say("Not reached:")
    for sentence in files_that_hold(path, found):
        say(f"- {sentence}", real_names=True)
    for sentence in found.elsewhere:
        say(f"- {sentence}")
    if given is None and found.once:
        raise undecided(found)
    if not yes:
        _ask(found.who.pseudonym)
    outcome = erase(path, participant_id, coder, named=keep_pseudonym, takes_once=given)
    for sentence in outcome.sentences:
        say(sentence)
    for sentence in outcome.files:
        say(sentence, real_names=True)
    if outcome.left:
        raise Problem(
            "Not every byte could be cleaned.",
            f"Words still stand in: {', '.join(file.name for file in outcome.left)}.",
            "Delete these files, or report this.",
        )


def _ask(pseudonym: str) -> None:
    """Ask twice. Raises Problem where it is not wanted, or nobody is there to ask."""
    if not sys.stdin.isatty():
        raise Problem("Nothing was changed.", remedy="To erase without being asked, say --yes.")
    if not click.confirm("Erase all this? It cannot be undone"):
        raise Problem("Nothing was changed.")
    typed = click.prompt(f"Type the pseudonym, {plain(pseudonym)}, to erase")
    if " ".join(typed.split()).casefold() != pseudonym.casefold():
        raise Problem("Nothing was changed.", f"“{typed}” is not {pseudonym}.")
