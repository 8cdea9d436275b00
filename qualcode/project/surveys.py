"""From a survey's file to the edit that brings it in."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path

from qualcode.analysis.people import attributes, known_people
from qualcode.analysis.survey_removal import Removal
from qualcode.edits.surveys import ImportSurvey
from qualcode.exports.phrases import counted, listed
from qualcode.participants.survey_choices import SurveyChoices
from qualcode.participants.survey_guess import guessed_choices
from qualcode.participants.survey_joining import Joining, Same, joining
from qualcode.participants.survey_people import SurveyPeople, survey_people
from qualcode.participants.survey_wordings import Wording, wordings_in
from qualcode.problem import Problem
from qualcode.transcripts.importers.text import text_of
from qualcode.transcripts.short_texts import sentences_of_answer
from qualcode.transcripts.survey_table import SurveyTable, read_survey_table

_TELL_EVERY = 500  # people
_NAMED = 5


def read_survey(
    path: Path, sheet: str | None = None, encoding: str | None = None, separator: str | None = None
) -> tuple[SurveyTable, SurveyChoices]:
    """A survey's table, and what would become of its columns if nobody changed anything.

    `encoding` and `separator` of a csv are found where None. Raises Problem where the file cannot be read as a
    survey, or `sheet`, `encoding` or `separator` names none.
    """
    table = read_survey_table(path, sheet=sheet, encoding=encoding, separator=separator)
    return table, guessed_choices(table)


def read_wordings(path: Path) -> list[Wording]:
    """The questions of a questionnaire saved as text. Raises Problem where it cannot be read, or holds none."""
    try:
        found = wordings_in(text_of(path.read_bytes()).text)
    except OSError as error:
        raise Problem(
            f"{path.name} cannot be read.", f"{error.strerror}.", "Check the name and the folder."
        ) from error
    if not found:
        raise Problem(
            f"{path.name} holds no questions.",
            remedy="Write each with its number (1. How did you hear of us?), its choices on the lines below.",
        )
    return found


def survey_arrival(
    survey: SurveyPeople,
    language: str = "english",
    progress: Callable[[int, int], None] | None = None,
    people_there: Joining | None = None,
) -> ImportSurvey:
    """The edit that brings a survey in; `progress` is told (people done, of how many), and may raise to stop it.

    Everybody is new but those whom `people_there` names.
    """
    sentences = []
    for number, person in enumerate(survey.people):
        if progress is not None and number % _TELL_EVERY == 0:
            progress(number, len(survey.people))
        sentences += [sentences_of_answer(answer.text, answer.words, language) for answer in person.answers]
    return ImportSurvey(survey, sentences, people_there or Joining())


def people_there(conn: sqlite3.Connection, survey: SurveyPeople, how: Same = Same.JOIN) -> Joining:
    """Who of a survey is in the study already, and what is doubtful about that.

    Of a file that was in the study before, who stayed by their pseudonym alone are the people of the same rows.
    """
    again = conn.execute(
        "SELECT EXISTS (SELECT 1 FROM survey WHERE source_sha256 = ? AND sheet = ? AND deleted_at IS NOT NULL)",
        (survey.table.sha256, survey.table.sheet),
    ).fetchone()[0]
    return joining(survey, known_people(conn), attributes(conn), how, again=bool(again))


def preview(table: SurveyTable, choices: SurveyChoices) -> SurveyPeople:
    """What would come in as chosen; 15,653 people with 51 columns take about half a second."""
    return survey_people(table, choices)


def what_goes(going: Removal) -> str:
    """Sentences on what goes with a survey that is taken out, and on who stays."""
    nouns = [
        counted(len(going.people), "person", "people"),
        counted(len(going.answers), "answer"),
        counted(going.codings, "coding"),
        counted(going.memos, "memo"),
        counted(going.quotes, "quote"),
        *([counted(going.summaries, "summary", "summaries")] if going.summaries else []),
        *([counted(len(going.samples), "sample")] if going.samples else []),
        *([counted(len(going.facts), "fact")] if going.facts else []),
    ]
    told = [f"With it go {listed(nouns)}."]
    if going.staying:
        stays = (
            "stays, being in the study without it"
            if len(going.staying) == 1
            else "stay, being in the study without it"
        )
        told.append(f"{_people(going.staying, f'in it {stays}')} What is known of them stays with them.")
    if going.bound:
        told.append(
            f"{_people(going.bound, 'withdrew, or agreed to less than to be quoted')} That stays on record, "
            "and holds where the survey is brought in again."
        )
    return "\n\n".join(told)


def _people(some: Sequence[tuple[str, str]], what: str) -> str:
    """`2 people in it stay: A1, B2.`"""
    names = [name for _, name in some]
    more = f" and {len(names) - _NAMED:,} more" if len(names) > _NAMED else ""
    return f"{counted(len(names), 'person', 'people')} {what}: {', '.join(names[:_NAMED])}{more}."
