"""A name in any part of what a writer takes out stops it: outline, quotes, notes, citations, who is held back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from qualcode.edits.document_details import ChangeDocumentDetails
from qualcode.edits.essays import AddPart, CiteEvidence, NewEssay
from qualcode.edits.participants import ChangeParticipant
from qualcode.edits.quotes import KeepQuote, TrimQuote
from qualcode.essays.essay import PartKind
from qualcode.exports.leaving import release
from qualcode.exports.page import Page
from qualcode.exports.quote_sheet import quote_sheet
from qualcode.exports.writing import write_page
from qualcode.participants.disclosure import Audience
from qualcode.participants.name_marks import MarkedNames, key_of, marks_of
from qualcode.participants.names import Name, Names
from qualcode.problem import Problem
from qualcode.project.project import Project
from qualcode.transcripts.transcript import Kind
from qualcode.transcripts.trim import Alteration, Trim
from tests.conftest import NOON, WORDS, span_of

# Words of the sheet as names that came onto the list later: who would have been replaced by then.
IN_A_SHEET = {
    "the title of the essay": "Wensleydale",
    "a heading": "Marchmont",
    "a note": "Zubeldia",
    "what the essay is about": "Ballantyne",
    "a quote": "chemist’s",
    "the writer’s own words in a quote": "Quillfeather",
    "who said it": "Pseudonymus",
    "evidence that is cited, but for its authors": "Hexham",
}
KEY = key_of("aa" * 16)


@pytest.fixture
def page(project: Project, bring_in: Callable[..., str]) -> Page:
    """The sheet of an essay with a word of its own in each of its parts."""
    document, paper = bring_in(), bring_in("Found at Hexham.\n", "paper", Kind.EVIDENCE)
    made = NewEssay("Wensleydale speaks", about="The way to Ballantyne.")
    project.make(made)
    project.make(AddPart(made.id, PartKind.NOTE, "Ask Zubeldia."))
    project.make(AddPart(made.id, PartKind.HEADING, "At Marchmont"))
    kept = KeepQuote(document, span_of(WORDS, "It was a card on the board in the chemist’s."), essay_id=made.id)
    project.make(kept)
    (version,) = project.conn.execute("SELECT version_id FROM document WHERE id = ?", (document,)).fetchone()
    own = span_of(WORDS, "on the board")
    project.make(TrimQuote(kept.id, Trim((Alteration(own.start, own.end, "at Quillfeather"),), version)))
    project.make(
        ChangeDocumentDetails(paper, {"title": "On Hexham"}, {}, {"title": "On Hexham", "authors": "Lee, A"})
    )
    project.make(CiteEvidence(made.id, paper))
    (person,) = project.conn.execute("SELECT participant_id FROM speaker WHERE label = 'P03'").fetchone()
    project.make(ChangeParticipant(person, {"consent": "quote", "pseudonym": "Pseudonymus"}))
    sheet: Page = project.read_copy(quote_sheet, made.id, NOON, Audience.TEAM)
    return sheet


@pytest.mark.parametrize("by_marks", [False, True], ids=["by the list", "by marks alone"])
@pytest.mark.parametrize("suffix", [".docx", ".html", ".md"])
@pytest.mark.parametrize("place", IN_A_SHEET)
def test_a_name_anywhere_in_a_quote_sheet_stops_it(
    page: Page, tmp_path: Path, place: str, suffix: str, by_marks: bool
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    names = Names([Name(IN_A_SHEET[place], "Zedlee")])
    looked = MarkedNames(marks_of(names, KEY), KEY) if by_marks else names
    with pytest.raises(Problem, match="Nothing was written") as told:
        release(looked, partial(write_page, page, folder / f"sheet{suffix}"))
    assert list(folder.iterdir()) == []
    assert "Zedlee" in told.value.detail
    assert not names.hits(told.value.detail)


@pytest.mark.parametrize("longer", ["Marchmontshire", "chemistry", "Zubeldian"])
def test_a_name_within_a_longer_word_stops_nothing(page: Page, tmp_path: Path, longer: str) -> None:
    names = Names([Name(longer.removesuffix("shire").removesuffix("ry").removesuffix("n")[:-1], "Zedlee")])
    assert release(names, partial(write_page, page, tmp_path / "sheet.md")).paths
