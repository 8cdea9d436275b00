"""`qualcode questions`: questions that are kept under a name."""

from __future__ import annotations

from pathlib import Path

import click

from qualcode.cli.grouped import Grouped
from qualcode.cli.pointing import pointing_into
from qualcode.cli.saying import say
from qualcode.cli.study_option import coder_option, opened, sign_in, study_option
from qualcode.cli.tables import format_options, show


@click.group("questions", cls=Grouped, invoke_without_command=True)
@format_options
@study_option
@click.pass_context
def command(ctx: click.Context, form: str | None, study: Path | None) -> None:
    """List the saved questions, save one or take one away.

    A saved question is asked with --question NAME, or stands in another as @NAME.
    """
    if ctx.invoked_subcommand is not None:
        return
    from qualcode.analysis.questions.saved import saved_questions

    with opened(study) as project:
        found = project.read(saved_questions)
    rows = [{"name": one.name, "by": one.coder, "date": one.created_at[:10], "question": one.words} for one in found]
    show(
        rows, form, empty="No saved questions. Save one with: qualcode questions save NAME QUESTION", wide="question"
    )


@command.command("save")
@click.argument("name")
@click.argument("question", nargs=-1, required=True)
@click.option("--instead", is_flag=True, help="In the place of the one that has this name.")
@coder_option
@study_option
def save(name: str, question: tuple[str, ...], instead: bool, coder: str | None, study: Path | None) -> None:
    """Save QUESTION under NAME.

    For example: qualcode questions save 'night shifts' 'code:1.5 and text:night*'
    """
    from qualcode.analysis.questions.asked import question_of
    from qualcode.edits.saved_questions import SaveQuestion

    words = " ".join(question)
    with opened(study, writes=True) as project:
        sign_in(project, coder)
        with pointing_into(words):
            project.read(question_of, words, saving=name)
        project.make(SaveQuestion(name, words, instead))
    say(f"Saved as “{name}”. Ask it with: qualcode excerpts --question '{name}'")


@command.command("remove")
@click.argument("name")
@coder_option
@study_option
def remove(name: str, coder: str | None, study: Path | None) -> None:
    """No longer keep the question of this NAME; `qualcode undo` brings it back."""
    from qualcode.analysis.questions.saved import find_saved
    from qualcode.edits.saved_questions import ForgetQuestion

    with opened(study, writes=True) as project:
        sign_in(project, coder)
        found = project.read(find_saved, name)
        project.make(ForgetQuestion(found.id))
    say(f"“{found.name}” is no longer saved.")
