"""From a survey's file to the edit that brings it in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from qualcode.edits.surveys import ImportSurvey
from qualcode.participants.survey_choices import SurveyChoices
from qualcode.participants.survey_guess import guessed_choices
from qualcode.participants.survey_people import SurveyPeople, survey_people
from qualcode.participants.survey_wordings import Wording, wordings_in
from qualcode.problem import Problem
from qualcode.transcripts.importers.text import text_of
from qualcode.transcripts.short_texts import sentences_of_answer
from qualcode.transcripts.survey_table import SurveyTable, read_survey_table

_TELL_EVERY = 500  # people


def read_survey(
    path: Path, sheet: str | None = None, encoding: str | None = None
) -> tuple[SurveyTable, SurveyChoices]:
    """A survey's table, and what would become of its columns if nobody changed anything.

    Raises Problem where the file cannot be read as a survey, or `sheet` or `encoding` names none.
    """
    table = read_survey_table(path, sheet=sheet, encoding=encoding)
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
    survey: SurveyPeople, language: str = "english", progress: Callable[[int, int], None] | None = None
) -> ImportSurvey:
    """The edit that brings a survey in; `progress` is told (people done, of how many), and may raise to stop it."""
    sentences = []
    for number, person in enumerate(survey.people):
        if progress is not None and number % _TELL_EVERY == 0:
            progress(number, len(survey.people))
        sentences += [sentences_of_answer(answer.text, answer.words, language) for answer in person.answers]
    return ImportSurvey(survey, sentences)


def preview(table: SurveyTable, choices: SurveyChoices) -> SurveyPeople:
    """What would come in as chosen; 15,653 people with 51 columns take about half a second."""
    return survey_people(table, choices)
