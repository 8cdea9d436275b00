"""`qualcode survey`: a survey in, its questions, answers and counts out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from qualcode.cli.saying import say
from qualcode.cli.study_option import coder_option, opened, sign_in, study_option
from qualcode.cli.survey_columns import column_options, with_options
from qualcode.cli.tables import format_options, show
from qualcode.problem import Problem
from qualcode.transcripts.clean import plain

if TYPE_CHECKING:
    import sqlite3

    from qualcode.analysis.survey_counts import QuestionCount
    from qualcode.analysis.surveys import AnswerFilter, AnswerGroup
    from qualcode.participants.survey_people import SurveyPeople


class _FileOrQuestion(click.Group):
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
@format_options
@coder_option
@study_option
def bring_in(
    file: Path, only_preview: bool, form: str | None, coder: str | None, study: Path | None, **options: Any
) -> None:
    """Bring a survey in: each row a participant, each open answer a document; nothing else of FILE is kept.

    For example: qualcode survey answers.csv --open "Any comments?" --fact role --id ID
    """
    from qualcode.participants.survey_wordings import with_wordings
    from qualcode.project.surveys import preview, read_survey, read_wordings, survey_arrival

    table, guessed = read_survey(file, options["sheet"], options["encoding"])
    if options["questionnaire"] is not None:
        guessed = with_wordings(guessed, read_wordings(options["questionnaire"]))
    survey = preview(table, with_options(table, guessed, options))
    if only_preview:
        _show_preview(survey, form)
        return
    with opened(study, writes=True) as project:
        from qualcode.analysis.study import language

        sign_in(project, coder)
        edit = survey_arrival(survey, language(project.conn))
        project.make(edit)
    if edit.already:
        say("This survey is in the study already; nothing was changed.")
        return
    say(f"Brought in {edit.people:,} people and {edit.answers:,} answers to read. {plain(survey.named)}")
    _say_left_out(survey)
    for sentence in survey.odd:
        say(plain(sentence))


def _say_left_out(survey: SurveyPeople) -> None:
    left = [question for question in survey.choices.questions if not question.is_kept and question.off]
    if left:
        listed = ", ".join(f"{plain(question.name)} ({question.off})" for question in left)
        say(f"Left out: {listed}.")


def _show_preview(survey: SurveyPeople, form: str | None) -> None:
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
        say(plain(f"{len(survey.people):,} people, {survey.answers:,} answers to read. {survey.named}"))
        _say_left_out(survey)
        for sentence in survey.odd:
            say(plain(sentence))


@command.command("list")
@format_options
@study_option
def list_surveys(form: str | None = None, study: Path | None = None) -> None:
    """List the surveys of the study, with what was odd in their files."""
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


@command.command("counts")
@click.argument("question")
@click.option("--by", metavar="FACT", help="Count by the values of this fact about people, such as role.")
@format_options
@study_option
def count(question: str, by: str | None, form: str | None, study: Path | None) -> None:
    """Count the answers to QUESTION (Q3, or part of its wording), with percentages of those who answered."""
    from qualcode.analysis.naming import names_of
    from qualcode.analysis.survey_counts import counts
    from qualcode.analysis.surveys import find_attribute, find_question

    with opened(study) as project:
        conn = project.conn
        found = find_question(conn, question)
        counted = counts(conn, found, find_attribute(conn, by) if by else None)
        names = names_of(conn)
    rows = _count_rows(counted)
    for row in rows:
        row["group"], row["value"] = names.show(row["group"]), names.show(row["value"])
    if form is None:
        say(plain(f"{found.label} {names.show(found.wording)}"))
        say(counted.base)
    show(rows, form, empty="Nobody was asked.", wide="value")


def _count_rows(counted: QuestionCount) -> list[dict[str, Any]]:
    """A row for each value in each group, and one for each thing that is no answer; every row with its base."""
    from qualcode.participants.survey_choices import State

    rows: list[dict[str, Any]] = []
    for group in (*counted.groups, counted.total):
        for place, value in enumerate(counted.values):
            share = group.share(place)
            rows.append(
                {
                    "group": group.name,
                    "value": value,
                    "people": group.values[place],
                    "percent": "" if share is None else f"{share:.1f}",
                    "of": group.answered,
                    "base": "answered",
                }
            )
        for state in State if not counted.values else (State.NONE, State.BLANK, State.NOT_ASKED):
            number = group.states[state]
            if number or state is State.ANSWERED:
                share = 100 * number / group.people if group.people else 0
                rows.append(
                    {
                        "group": group.name,
                        "value": f"({state.shown})",
                        "people": number,
                        "percent": f"{share:.1f}",
                        "of": group.people,
                        "base": "all people",
                    }
                )
    return rows


@command.command("answers")
@click.argument("question")
@click.option("--coded/--uncoded", "coded", default=None, help="Only those with a coding, or without one.")
@click.option("--where", "facts", multiple=True, metavar="FACT=VALUE", help="Only of people with this fact.")
@click.option("--words", default="", help="Only those with these words.")
@click.option("--sample", metavar="NAME", help="Only those of a sample.")
@click.option("--most-first", is_flag=True, help="The most frequent words first, not the file’s order.")
@format_options
@study_option
def list_answers(
    question: str,
    coded: bool | None,
    facts: tuple[str, ...],
    words: str,
    sample: str | None,
    most_first: bool,
    form: str | None,
    study: Path | None,
) -> None:
    """List the answers to the open QUESTION, those in the same words once, with their number."""
    from qualcode.analysis.surveys import answers, find_question, grouped

    with opened(study) as project:
        conn = project.conn
        found = find_question(conn, question)
        if not found.is_open:
            raise Problem(f"{found.label} has no open answers.", remedy=f"Try: qualcode survey counts {found.label}")
        wanted = _filter(conn, coded, facts, words, sample)
        groups = grouped(answers(conn, found.id, wanted), most_first=most_first)
        rows, held = _cleared_rows(conn, groups)
    if form is None:
        say("For the study team only")
    show(rows, form, empty="No answer fits.", wide="words")
    if held:
        say(f"{held:,} held back: who wrote them has withdrawn.", err=True)


def _filter(
    conn: sqlite3.Connection, coded: bool | None, facts: tuple[str, ...], words: str, sample: str | None
) -> AnswerFilter:
    from qualcode.analysis.samples import find_sample
    from qualcode.analysis.surveys import AnswerFilter, find_attribute

    values = {}
    for fact in facts:
        name, equals, value = fact.partition("=")
        if not equals:
            raise Problem(f"“{fact}” is not FACT=VALUE.", remedy="For example: --where role=nurse")
        values[find_attribute(conn, name)] = value
    return AnswerFilter(values, coded, find_sample(conn, sample).id if sample else None, None, words)


def _cleared_rows(conn: sqlite3.Connection, groups: list[AnswerGroup]) -> tuple[list[dict[str, Any]], int]:
    """The groups as rows, without those who have withdrawn; and how many answers those are."""
    from datetime import datetime

    from qualcode.analysis.naming import names_of
    from qualcode.analysis.surveys import answer_agreements
    from qualcode.participants.disclosure import Audience, Line, Verbatim, clear

    agreements = answer_agreements(conn, [one for group in groups for one in group.document_ids])
    today = datetime.now().astimezone().date()
    rows: list[dict[str, Any]] = []
    held = 0
    for group in groups:
        verbatims = [
            Verbatim(
                one.document_id,
                (Line(one.pseudonym, one.words),),
                agreements.get(one.document_id, ()),
                (one.pseudonym,),
                document=one.document_id,
            )
            for one in group.answers
        ]
        clearance = clear(verbatims, Audience.TEAM, on=today, names=names_of(conn))
        held += len(clearance.held_back)
        if clearance.cleared:
            first = clearance.cleared[0]
            rows.append(
                {
                    "answers": len(clearance.cleared),
                    "coded": group.coded,
                    "who": ", ".join(clearance.cleared[0].participants)
                    + (f" and {len(clearance.cleared) - 1:,} more" if len(clearance.cleared) > 1 else ""),
                    "words": first.text,
                }
            )
    return rows, held


@command.command("code")
@click.argument("question")
@click.argument("code")
@click.option("--words", required=True, help="The whole answer; capitals and spaces do not count.")
@coder_option
@study_option
def code_alike(question: str, code: str, words: str, coder: str | None, study: Path | None) -> None:
    """Put CODE on all answers to QUESTION that say the same, in one step."""
    from qualcode.analysis.codes import codebook
    from qualcode.analysis.surveys import answers, find_question
    from qualcode.edits.surveys import CodeAnswers
    from qualcode.project.placing import find_code

    key = " ".join(words.split()).casefold()
    with opened(study, writes=True) as project:
        sign_in(project, coder)
        found = find_question(project.conn, question)
        alike = [line.document_id for line in answers(project.conn, found.id) if line.key == key]
        if not alike:
            raise Problem(
                "No answer has just these words.", remedy=f"List them: qualcode survey answers {found.label}"
            )
        made = project.make(CodeAnswers(alike, find_code(codebook(project.conn), code).id))
    say(f"{plain(made.label)}.")
