"""`qualcode survey`: a survey in, its questions, answers and counts out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from qualcode.cli import survey_answers
from qualcode.cli.grouped import Grouped
from qualcode.cli.saying import say
from qualcode.cli.study_option import coder_option, opened, sign_in, study_option
from qualcode.cli.survey_columns import column_options, separator_of, with_options
from qualcode.cli.tables import format_options, show
from qualcode.problem import Problem
from qualcode.transcripts.clean import plain

if TYPE_CHECKING:
    from qualcode.participants.survey_joining import Joining
    from qualcode.participants.survey_people import SurveyPeople
    from qualcode.project.project import Project


class _FileOrQuestion(Grouped):
    """`qualcode survey FILE` brings the file in; the other words after `survey` ask."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in self.commands:
            return "import", self.commands["import"], args
        return super().resolve_command(ctx, args)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        # Options may stand before the file: they are those of `import`.
        if args and args[0].startswith("-") and args[0] not in ("-h", "--help"):
            args = ["import", *args]
        return super().parse_args(ctx, args)


@click.group("survey", cls=_FileOrQuestion, invoke_without_command=True)
@click.pass_context
def command(ctx: click.Context) -> None:
    """Bring a survey in, list its questions and answers, and count them.

    `qualcode survey FILE --preview` shows what would become of every column of a .csv or .xlsx file; columns that
    look like e-mail, IP address, name, phone or postcode stay out unless they are named. `qualcode survey FILE`
    brings it in. Alone, it lists the surveys of the study.
    """
    if ctx.invoked_subcommand is None:
        ctx.invoke(list_surveys)


@command.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@column_options
@click.option("--preview", "only_preview", is_flag=True, help="Only show what would come in.")
@click.option(
    "--same-people",
    "same",
    type=click.Choice(["join", "replace", "apart"]),
    default="join",
    show_default=True,
    help="Rows about people in the study: join them, also replace facts that differ, or be other people.",
)
@format_options
@coder_option
@study_option
def bring_in(
    file: Path,
    only_preview: bool,
    same: str,
    form: str | None,
    coder: str | None,
    study: Path | None,
    **options: Any,
) -> None:
    """Bring a survey in: each row a participant, each open answer a document; nothing else of FILE is kept.

    Rows whose id is that of somebody in the study join them: --preview names them, --same-people says otherwise.
    For example: qualcode survey answers.csv --open "Any comments?" --fact role --id ID
    """
    from qualcode.exports.phrases import counted
    from qualcode.participants.survey_joining import Joining, Same
    from qualcode.participants.survey_wordings import with_wordings
    from qualcode.project.surveys import people_there, preview, read_survey, read_wordings, survey_arrival

    table, guessed = read_survey(file, options["sheet"], options["encoding"], separator_of(options["separator"]))
    if options["questionnaire"] is not None:
        guessed = with_wordings(guessed, read_wordings(options["questionnaire"]))
    survey = preview(table, with_options(table, guessed, options))
    if only_preview:
        with _if_there_is_a_study(study) as project:
            met = project.read(people_there, survey, Same(same)) if project is not None else Joining()
            _show_preview(survey, met, form)
        return
    with opened(study, writes=True) as project:
        from qualcode.analysis.study import language

        sign_in(project, coder)
        met = project.read(people_there, survey, Same(same))
        edit = survey_arrival(survey, language(project.conn), people_there=met)
        project.make(edit)
    if edit.already:
        say("This survey is in the study already; nothing was changed.")
        return
    people, answers = counted(edit.people, "person", "people"), counted(edit.answers, "answer")
    say(f"Brought in {people} and {answers} to read. {plain(survey.named)}")
    _say_left_out(survey)
    for sentence in (*_met(met), *survey.odd):
        say(plain(sentence))


@contextmanager
def _if_there_is_a_study(study: Path | None) -> Iterator[Project | None]:
    """The study meant, for reading; None where none was named and none is here."""
    from qualcode.project.finding import find_study

    if study is None:
        try:
            find_study(None)
        except Problem:
            yield None
            return
    with opened(study) as project:
        yield project


def _met(met: Joining) -> list[str]:
    """Sentences on who is in the study already."""
    return [*filter(None, (met.said,)), *met.doubts]


def _say_left_out(survey: SurveyPeople) -> None:
    left = [question for question in survey.choices.questions if not question.is_kept and question.off]
    if left:
        listed = ", ".join(f"{plain(question.name)} ({question.off})" for question in left)
        say(f"Left out: {listed}.")


def _show_preview(survey: SurveyPeople, met: Joining, form: str | None) -> None:
    from qualcode.participants.survey_choices import State

    coming = {preview.question: preview for preview in survey.questions}
    rows = []
    for question in survey.choices.questions:
        preview = coming.get(question)
        rows.append(
            {
                "column": ", ".join(str(number + 1) for number in question.columns[:1])
                + (f"–{question.columns[-1] + 1}" if question.is_ticked else ""),
                "heading": question.name,
                "used as": str(question.role),
                "kind": str(question.type.kind) if preview and str(question.role) == "fact" else "",
                "answered": preview.states[State.ANSWERED] if preview else None,
                "none": preview.states[State.NONE] if preview else None,
                "blank": preview.states[State.BLANK] if preview else None,
                "not asked": preview.states[State.NOT_ASKED] if preview else None,
                "different": preview.different if preview else None,
                "such as": " | ".join(preview.examples) if preview else question.off,
            }
        )
    show(rows, form, empty="There are no columns.", wide="such as")
    if form is None:
        if survey.table.read_as:
            say(survey.table.read_as)
        say(plain(f"{len(survey.people):,} people, {survey.answers:,} answers to read. {survey.named}"))
        _say_left_out(survey)
        for sentence in (*_met(met), *survey.odd):
            say(plain(sentence))


@command.command("list")
@format_options
@study_option
def list_surveys(form: str | None = None, study: Path | None = None) -> None:
    """List the surveys of the study, with what was odd in their files; who withdrew is in no number."""
    from qualcode.analysis.surveys import surveys

    with opened(study) as project:
        found = surveys(project.conn)
    rows = [
        {
            "survey": line.name,
            "people": line.people,
            "questions": line.questions,
            "answers": line.answers,
            "from": line.source_name,
        }
        | ({"odd": list(line.odd)} if form else {})
        for line in found
    ]
    show(rows, form, empty="No surveys yet. Bring one in with: qualcode survey FILE", wide="survey")
    if form is None:
        for line in found:
            for sentence in line.odd:
                say(plain(f"{line.name}: {sentence}"))
    for line in found:
        if line.withdrew:
            say(plain(f"{line.name}: {line.withdrew}."), err=form is not None)


@command.command("questions")
@format_options
@study_option
def list_questions(form: str | None, study: Path | None) -> None:
    """List the questions with their wording, routing, and how many open answers are coded."""
    from qualcode.analysis.surveys import questions

    with opened(study) as project:
        rows = [
            {
                "survey": line.survey,
                "question": line.label,
                "kind": "open answers" if line.is_open else str(line.type.kind),
                "answers": line.answers if line.is_open else None,
                "coded": line.coded if line.is_open else None,
                "wording": line.wording,
                "asked": "; ".join(part for part in (line.routing, line.asked_if) if part),
            }
            for line in questions(project.conn)
        ]
    show(rows, form, empty="No surveys yet. Bring one in with: qualcode survey FILE", wide="wording")


@command.command("remove")
@click.argument("survey")
@click.option("--yes", is_flag=True, help="Do it without asking.")
@coder_option
@study_option
def remove(survey: str, yes: bool, coder: str | None, study: Path | None) -> None:
    """Take SURVEY out of the study, with its answers and the people who came with it alone.

    It says first what goes with it and who stays; “qualcode undo” brings all back.
    """
    from qualcode.analysis.survey_removal import find_survey, removal
    from qualcode.edits.survey_removal import RemoveSurvey
    from qualcode.project.surveys import what_goes

    with opened(study, writes=True) as project:
        sign_in(project, coder)
        going = removal(project.conn, find_survey(project.conn, survey))
        say(f"The survey “{plain(going.name)}”. {plain(what_goes(going))}")
        if not yes and not click.confirm("Take it out of the study?", default=False):
            say("Nothing was changed.")
            return
        project.make(RemoveSurvey(going.id))
    say("It is out of the study; “qualcode undo” brings all of it back.")


for _asks in (survey_answers.count, survey_answers.list_answers, survey_answers.code_alike):
    command.add_command(_asks)
