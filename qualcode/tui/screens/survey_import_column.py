"""What a column of a survey is to be, and what is said of its question, asked of a person."""

from __future__ import annotations

from dataclasses import replace

from textual.app import App

from qualcode.participants.attributes import AttributeKind, joined, parts_of
from qualcode.participants.guessing import choices_in
from qualcode.participants.survey_choices import AskedIf, QuestionChoice, Role, SurveyChoices
from qualcode.participants.survey_guess import as_role
from qualcode.transcripts.survey_table import SurveyTable
from qualcode.tui.screens.export_boxes import TickMany
from qualcode.tui.screens.questions import AskLine, Choose
from qualcode.tui.screens.survey_import_rows import ASKED_IF, CHOICES, ROUTING, WORDING, uses


async def ask_about(
    app: App[None], question: QuestionChoice, table: SurveyTable, choices: SurveyChoices
) -> QuestionChoice:
    """The question as a person wants it; as it was where they go back."""
    now = f"{Role.FACT} {question.type.kind}" if question.role is Role.FACT else str(question.role)
    off = f"It {question.off}." if question.off else ""
    chosen = await app.push_screen_wait(Choose(f"What is “{question.name}”?", uses(question), off, chosen=now))
    if chosen is None:
        return question
    if chosen in (WORDING, ROUTING, CHOICES):
        return await _worded(app, question, chosen)
    if chosen == ASKED_IF:
        return await _conditioned(app, question, choices)
    if not chosen.startswith(str(Role.FACT)):
        return replace(question, role=Role(chosen))
    kind = AttributeKind(chosen.removeprefix(f"{Role.FACT} "))
    values = table.values(question.columns[0])
    fact = as_role(question, Role.FACT, values)
    if question.is_ticked:
        return fact
    given = choices_in(kind, values) if kind.has_choices else ()
    return replace(fact, type=replace(fact.type, kind=kind, choices=given, name=question.name))


async def _worded(app: App[None], question: QuestionChoice, what: str) -> QuestionChoice:
    before, asked, about = {
        WORDING: (question.wording, "The question as it was asked", ""),
        ROUTING: (question.routing, "Who was asked it", "In your words: it stands beside the question."),
        CHOICES: (
            joined(question.type.choices),
            "Its choices",
            "With semicolons between; those of a scale in their order.",
        ),
    }[what]
    words = await app.push_screen_wait(AskLine(asked, about, value=before))
    if words is None:
        return question
    if what == CHOICES:
        return replace(question, type=replace(question.type, choices=parts_of(words)))
    return replace(question, wording=words) if what == WORDING else replace(question, routing=words)


async def _conditioned(app: App[None], question: QuestionChoice, choices: SurveyChoices) -> QuestionChoice:
    """Ask which answers to another question it was asked after; whoever gave none of them was not asked."""
    others = [
        (str(place), one.name, "")
        for place, one in enumerate(choices.questions)
        if one is not question and one.role is Role.FACT and one.type.kind.has_choices
    ]
    if not others:
        app.notify("No other question here has choices.", markup=False)
        return question
    chosen = await app.push_screen_wait(Choose("Asked only of those who answered what?", others))
    if chosen is None:
        return question
    other = choices.questions[int(chosen)]
    before = question.asked_if
    ticked = before.values if before is not None and before.question == other.name else ()
    given = [(value, value) for value in other.type.choices]
    values = await app.push_screen_wait(
        TickMany(f"“{other.name}” was", given, ticked, "Nothing ticked: everybody was asked.")
    )
    if values is None:
        return question
    kept = tuple(value for value in other.type.choices if value in values)
    return replace(question, asked_if=AskedIf(other.name, kept) if kept else None)
