"""The columns of a survey as lines, each with what it is to be and what is in it."""

from __future__ import annotations

from dataclasses import dataclass

from qualcode.participants.attributes import AttributeKind, joined
from qualcode.participants.survey_choices import QuestionChoice, Role, State, SurveyChoices
from qualcode.participants.survey_joining import Joining, Same
from qualcode.participants.survey_people import QuestionPreview, SurveyPeople
from qualcode.transcripts.survey_table import SEPARATORS, SurveyTable
from qualcode.tui.screens.importing_rows import ENCODINGS

BRING_IN, NAME, PEOPLE, ENCODING, SEPARATOR = "bring-in", "name", "people", "encoding", "separator"
SAME = "same"
WORDING, ROUTING, CHOICES, ASKED_IF = "wording", "routing", "choices", "asked-if"
FOUND = ""
_LONGEST = 90
_SAMPLE = 60


@dataclass(frozen=True)
class ColumnRow:
    """A line: its id (the number of its first column), its words and quiet lines under them."""

    id: str
    words: str
    under: tuple[str, ...] = ()


def column_rows(
    table: SurveyTable, choices: SurveyChoices, found: SurveyPeople | None, met: Joining
) -> list[ColumnRow]:
    """The line that brings all in, then how the file is read, then each question or other column in its order."""
    previews = {preview.question.columns: preview for preview in found.questions} if found is not None else {}
    rows = [ColumnRow(BRING_IN, _bring_in(found)), ColumnRow(NAME, f"The survey is called “{choices.name}”")]
    if found is not None and choices.id_column is not None:
        rows.append(ColumnRow(PEOPLE, found.named))
    elif found is not None:
        rows[0] = ColumnRow(BRING_IN, _bring_in(found), (found.named,))
    if met.said or met.doubts:
        rows.append(ColumnRow(SAME, met.said or "Some rows could be people already in the study", met.doubts))
    if table.encoding:
        rows.append(ColumnRow(ENCODING, f"Read as {table.encoding}", tuple(filter(None, (sample_of(table),)))))
        rows.append(ColumnRow(SEPARATOR, f"Between cells stand {SEPARATORS[table.separator]}"))
    for question in choices.questions:
        preview = previews.get(question.columns)
        label = f"{preview.label} " if preview is not None and question.is_kept else ""
        rows.append(
            ColumnRow(
                str(question.columns[0]), f"{label}{question.name} · {_role(question)}", _under(question, preview)
            )
        )
    return rows


def _bring_in(found: SurveyPeople | None) -> str:
    if found is None:
        return "Nothing to bring in yet: say below which columns are answers or facts"
    return f"Bring in {len(found.people):,} people and {found.answers:,} open answers"


def _role(question: QuestionChoice) -> str:
    if question.role is Role.FACT:
        return f"a fact: {question.type.kind}"
    if question.role is Role.LEFT_OUT:
        return f"LEFT OUT, as it {question.off}" if question.off else "left out"
    return "the id" if question.role is Role.ID else str(question.role)


def uses(question: QuestionChoice) -> list[tuple[str, str, str]]:
    """What a column may become, and what else may be said of it: an id, words, and what is said now."""
    kinds = [(f"{Role.FACT} {kind}", f"a fact about people: {kind}", "") for kind in AttributeKind]
    chosen = [(str(Role.LEFT_OUT), "left out: nothing of it is kept", "")]
    if question.is_ticked:
        chosen[:0] = [one for one in kinds if one[0].endswith(str(AttributeKind.SEVERAL))]
    else:
        chosen[:0] = [
            (str(Role.OPEN), "open answers, to be read and coded", ""),
            *kinds,
            (str(Role.ID), "the number or mark of each person", ""),
        ]
    if not question.is_kept:
        return chosen
    asked_if = "" if question.asked_if is None else str(question.asked_if)
    said = [
        (WORDING, "its wording as it was asked…", question.wording),
        (ROUTING, "who was asked it, in words…", question.routing),
        (ASKED_IF, "asked only of those who gave some answer…", asked_if),
    ]
    if question.role is Role.FACT and question.type.kind.has_choices and not question.is_ticked:
        said.append((CHOICES, "its choices…", joined(question.type.choices)))
    return [*chosen, *said]


def sample_of(table: SurveyTable) -> str:
    """The first words of a table with letters beyond a to z, by which one sees whether it is read right."""
    cells = (cell for row in ([column.heading for column in table.columns], *table.rows) for cell in row)
    beyond = next((cell for cell in cells if not cell.isascii()), "")
    at = next((place for place, letter in enumerate(beyond) if not letter.isascii()), 0)
    begun = max(0, at - _SAMPLE // 2)
    shown = " ".join(beyond[begun : begun + _SAMPLE].split())
    return f"{'…' if begun else ''}{shown}{'…' if begun + _SAMPLE < len(beyond) else ''}"


def same_people() -> list[tuple[str, str, str]]:
    """What may become of rows about people who are in the study."""
    return [
        (Same.JOIN, "they join them", "what the study knows of them stays; what it does not know is filled in"),
        (
            Same.REPLACE,
            "they join them, with the survey’s facts",
            "where the two differ, the survey’s take the place",
        ),
        (Same.APART, "they are other people", "who happen to have the same ids"),
    ]


def encodings() -> list[tuple[str, str, str]]:
    """The encodings to choose from: an id, words, and nothing under them."""
    return [(FOUND, "find it from the file", ""), *((name, words, "") for name, words in ENCODINGS)]


def separators() -> list[tuple[str, str, str]]:
    """What may stand between cells: its name as id and words, and nothing under them."""
    return [(FOUND, "find it from the file", ""), *((words, words, "") for words in SEPARATORS.values())]


def _under(question: QuestionChoice, preview: QuestionPreview | None) -> tuple[str, ...]:
    """What is in a column, cut to a line; then each doubt in full."""
    if preview is None:
        return ()
    states = [f"{preview.states[state]:,} {state.shown}" for state in State if preview.states.get(state)]
    shown = "; ".join(" ".join(example.split()) for example in preview.examples)
    words = " · ".join([", ".join(states), f"{preview.different:,} different", shown])
    if question.asked_if is not None:
        words = f"asked only if {question.asked_if} · {words}"
    doubts = (f"doubtful: {doubt}" for doubt in preview.doubts)
    return (words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…", *doubts)


def said_of(table: SurveyTable, found: SurveyPeople | None) -> str:
    """`survey.csv: 2,666 rows, 14 columns.`, and what is off."""
    rows = f"{table.file_name}: {len(table.rows):,} rows, {len(table.columns):,} columns."
    if found is None:
        return rows
    off = sum(bool(question.off) and question.role is Role.LEFT_OUT for question in found.choices.questions)
    return f"{rows} {off} of them left out until you say otherwise." if off else rows
