"""An essay with two headings, a note and two quotes."""

from __future__ import annotations

from datetime import date

from qualcode.essays.outline import outline
from qualcode.essays.parts import WrittenPart
from qualcode.participants.disclosure import Audience
from qualcode.project.project import Project
from tests.conftest import WORDS, span_of

TODAY = date(2026, 3, 12)
CARD = span_of(WORDS, "It was a card on the board in the chemist’s.")
SLEEP = span_of(WORDS, "I sleep. That’s the short of it.")
SENT = span_of(WORDS, "So I sent myself.")


def told(project: Project, essay_id: str | None) -> list[str]:
    """An outline in a word or so for each part."""
    return [
        part.words.split()[0] if isinstance(part, WrittenPart) else f"“{part.words.split()[0]}"
        for part in outline(project.conn, essay_id, TODAY, Audience.TEAM).parts
    ]


REFUSED = "refused by the person when asked on"
