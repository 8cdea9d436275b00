"""What workshop packs are tried on: the demo’s packs, and a small study in which one person may be quoted."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from qualcode.analysis.excerpts import short_id
from qualcode.analysis.naming import StudyConnection
from qualcode.analysis.people import participants
from qualcode.edits.attributes import AddAttribute, NewAttribute
from qualcode.edits.participants import ChangeParticipant
from qualcode.edits.quotes import KeepQuote
from qualcode.exports.gather_briefing import Briefing
from qualcode.exports.gather_workshop import workshop_packs
from qualcode.exports.workshop import WorkshopChoices
from qualcode.project.project import Project
from tests.conftest import NOON, WORDS, span_of

BringIn = Callable[..., str]
CodeIt = Callable[..., str]


@pytest.fixture(scope="module")
def conn(finished_demo: Path) -> Iterator[sqlite3.Connection]:
    opened = sqlite3.connect(f"file:{finished_demo}?mode=ro", uri=True, factory=StudyConnection)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def packs(conn: sqlite3.Connection) -> tuple[Briefing, ...]:
    return workshop_packs(conn, WorkshopChoices(), NOON)


@pytest.fixture
def garden(project: Project, bring_in: BringIn, code_it: CodeIt) -> dict[str, str]:
    """P03, a nurse of 67, who may be quoted, with two coded passages; gives the ids of document and person."""
    document = bring_in()
    code_it(document, "It was a card on the board in the chemist’s.", "1.1")
    code_it(document, "So I sent myself.", "1.2")
    (person,) = participants(project.conn)
    project.make(AddAttribute(NewAttribute("Role", printable=True)))
    project.make(ChangeParticipant(person.id, {"consent": "quote"}, {"Role": "nurse of 67"}))
    return {"document": document, "person": person.id}


def keep(project: Project, document: str, words: str, essay: str | None = None) -> str:
    quote = KeepQuote(document, span_of(WORDS, words), essay_id=essay)
    project.make(quote)
    return short_id(quote.id)
