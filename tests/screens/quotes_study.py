"""The study of the places with essays in it."""

from __future__ import annotations

from textual.pilot import Pilot

from qualcode.edits.essays import AddPart, NewEssay
from qualcode.edits.quotes import KeepQuote
from qualcode.edits.store import Edit
from qualcode.essays.essay import EssayKind, PartKind
from qualcode.participants.disclosure import Audience
from qualcode.project.project import Project
from qualcode.transcripts.span import Span
from qualcode.tui.screens.quotes import QuotesScreen
from qualcode.tui.widgets.drawn_rows import DrawnRows
from qualcode.tui.widgets.reading_page import ReadingPage
from tests.screens.place_study import INTERVIEWS, NOTE, Study, screen_of

TEXTS = {**INTERVIEWS, "note": NOTE}


def keep(study: Study, name: str, words: str, essay: str | None = None) -> KeepQuote:
    """The edit that keeps some words of a document."""
    start = TEXTS[name].index(words)
    return KeepQuote(study.documents[name], Span(start, start + len(words)), essay_id=essay)


def write_essays(study: Study) -> Study:
    """Put in an essay of two headings, a note and three quotes, a briefing paper, and one quote in Kept."""
    essay = NewEssay("Finding a way in", about="How people come to it.")
    edits: list[Edit] = [
        essay,
        NewEssay("Access", EssayKind.BRIEFING, Audience.TEAM),
        AddPart(essay.id, PartKind.HEADING, "The card in the chemist’s"),
        keep(study, "garden", "It was a card on the board in the chemist’s. So I sent myself.", essay.id),
        keep(study, "workshop", "I read it in the paper, on a train.", essay.id),
        AddPart(essay.id, PartKind.HEADING, "What it did"),
        AddPart(essay.id, PartKind.NOTE, "Then what it cost them, and who paid."),
        keep(study, "garden", "I sleep.", essay.id),
        keep(study, "workshop", "Not at first, and not for long."),
    ]
    with Project.open(study.path, clock=study.clock, back_up=False) as project:
        project.sign_in("Ana")
        for edit in edits:
            project.make(edit)
    return study


def told(pilot: Pilot[None]) -> list[str]:
    """The outline that is shown, in a word or two for each part."""
    shown = screen_of(pilot, QuotesScreen)._outline
    assert shown is not None
    return [" ".join(part.words.split()[:2]) for part in shown.parts]


def parts_of(pilot: Pilot[None]) -> DrawnRows:
    """The outline that is shown."""
    return screen_of(pilot, QuotesScreen).query_one("#parts", DrawnRows)


def page(pilot: Pilot[None]) -> str:
    """The quote beside the outline, all of it, on one line."""
    return " ".join(screen_of(pilot, QuotesScreen).query_one("#quote", ReadingPage).text.split())
