"""What tests of essays and of their quotes begin with."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from qualcode.edits.essays import (
    AddPart,
    NewEssay,
)
from qualcode.edits.quotes import (
    KeepQuote,
)
from qualcode.essays.essay import PartKind
from qualcode.project.project import Project
from tests.edits.essay_study import CARD, SLEEP


@pytest.fixture
def essay(project: Project) -> str:
    made = NewEssay("Finding a way in")
    project.make(made)
    return made.id


@pytest.fixture
def parts(project: Project, essay: str, bring_in: Callable[..., str]) -> dict[str, str]:
    """An essay with two headings, a note and two quotes, by their first words."""
    document = bring_in()
    edits: dict[str, AddPart | KeepQuote] = {
        "Card": AddPart(essay, PartKind.HEADING, "Card in the window"),
        "“It": KeepQuote(document, CARD, essay_id=essay),
        "Rest": AddPart(essay, PartKind.HEADING, "Rest"),
        "“I": KeepQuote(document, SLEEP, essay_id=essay),
        "Then": AddPart(essay, PartKind.NOTE, "Then what it cost."),
    }
    for edit in edits.values():
        project.make(edit)
    return {name: edit.id for name, edit in edits.items()} | {"document": document}
