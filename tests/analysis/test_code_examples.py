"""Words taken into the codebook as examples: they leave it with the passage they were taken from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from qualcode.analysis.code_examples import withheld
from qualcode.analysis.code_history import codebook_on
from qualcode.analysis.codes import codebook
from qualcode.analysis.people import participants
from qualcode.edits.code_examples import TakeExample
from qualcode.edits.codebook import ChangeCode
from qualcode.edits.documents import RemoveDocument
from qualcode.edits.merging import MergeCodes
from qualcode.edits.participants import ChangeParticipant
from qualcode.edits.texts import ReplaceWords
from qualcode.exports import markdown
from qualcode.exports.choices import ReportChoices
from qualcode.exports.gather import report
from qualcode.participants.disclosure import Audience
from qualcode.project.project import Project
from tests.conftest import NOON, WORDS, span_of

Codes = dict[str, str]
TODAY = date(2026, 3, 12)
CARD = "It was a card on the board"


@pytest.fixture
def document(project: Project, codes: Codes, bring_in: Callable[..., str]) -> str:
    """An interview whose words are the example of a code, after one that somebody typed."""
    found = bring_in()
    project.make(ChangeCode(codes["1.2"], {"example": "A leaflet, say."}))
    project.make(TakeExample(codes["1.2"], found, span_of(WORDS, CARD)))
    return found


def example(project: Project, code_id: str) -> str:
    """A code's example as it leaves the study."""
    return withheld(project.conn, TODAY).without(codebook(project.conn))[code_id].example


def withdraw(project: Project) -> None:
    (person,) = participants(project.conn)
    project.make(ChangeParticipant(person.id, {"consent": "withdrawn"}))


def test_an_example_is_shown_as_long_as_its_words_may_be(project: Project, codes: Codes, document: str) -> None:
    assert example(project, codes["1.2"]) == f"A leaflet, say.\n“{CARD}”"
    assert withheld(project.conn, TODAY).sentence(codebook(project.conn)) == ""


def test_words_of_somebody_who_withdrew_leave_the_examples_and_typed_ones_stay(
    project: Project, codes: Codes, document: str
) -> None:
    withdraw(project)
    assert example(project, codes["1.2"]) == "A leaflet, say."
    assert withheld(project.conn, TODAY).sentence(codebook(project.conn)) == (
        "Examples of 1 code held back: withdrawn, refused by the person, or no longer in the study."
    )
    project.undo(agreed=True)
    assert CARD in example(project, codes["1.2"])


def test_they_leave_where_the_example_was_changed_by_hand_or_went_into_another_code(
    project: Project, codes: Codes, document: str
) -> None:
    project.make(ChangeCode(codes["1.2"], {"example": "P03 said: it was a card on the board!"}))
    project.make(TakeExample(codes["3.1"], document, span_of(WORDS, "I sleep.")))
    project.make(MergeCodes(codes["1.1"], [codes["3.1"]], {"example": "Before.\n“I sleep.”"}))
    withdraw(project)
    assert example(project, codes["1.2"]) == ""
    assert example(project, codes["1.1"]) == "Before."


def test_they_leave_with_their_document_and_where_the_text_has_them_no_more(
    project: Project, codes: Codes, document: str
) -> None:
    project.make(ReplaceWords(document, span_of(WORDS, CARD + " in the chemist’s."), "…"))
    assert example(project, codes["1.2"]) == "A leaflet, say."
    project.undo()
    assert CARD in example(project, codes["1.2"])
    project.make(RemoveDocument(document))
    assert example(project, codes["1.2"]) == "A leaflet, say."


def test_a_codebook_of_a_day_before_holds_no_words_that_were_withdrawn_since(
    project: Project, codes: Codes, document: str
) -> None:
    project.undo()
    project.redo()
    withdraw(project)
    book = codebook_on(project.conn, TODAY)
    assert CARD in book[codes["1.2"]].example
    assert CARD not in withheld(project.conn, TODAY).without(book)[codes["1.2"]].example


@pytest.mark.parametrize("audience", Audience)
def test_a_report_for_anybody_holds_no_example_that_was_withdrawn(
    project: Project, codes: Codes, document: str, audience: Audience, tmp_path: Path
) -> None:
    withdraw(project)
    choices = replace(ReportChoices(), audience=audience, codebook=True)
    told = markdown.text(report(project.conn, choices, NOON))
    assert "card on the board" not in told
    assert ("Examples of 1 code held back" in told) == (audience is Audience.TEAM)
