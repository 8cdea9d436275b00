"""A document that is brought in once more stands under what was agreed for it, and what was refused of it."""

from __future__ import annotations

from datetime import date

import pytest

from qualcode.analysis.documents import open_document
from qualcode.edits.documents import ChangeDocument, ImportDocuments, Incoming, RemoveDocument
from qualcode.edits.quotes import KeepQuote, RecordAnswer
from qualcode.edits.texts import ReplaceWords
from qualcode.essays.essay import Answer
from qualcode.project.project import Project
from qualcode.transcripts.transcript import Kind
from tests.conftest import WORDS, span_of, transcript_of

OTHER = "P09: Nobody had told me of the lantern evenings at the chapel.\n"


def bring(project: Project, text: str, name: str = "P03 interview") -> ImportDocuments:
    edit = ImportDocuments([Incoming(transcript_of(text, name), Kind.INTERVIEW, ())])
    project.make(edit)
    return edit


def agreed(project: Project, document: str) -> tuple[str | None, ...]:
    row = project.conn.execute(
        "SELECT consent, consent_until, consent_words FROM document WHERE id = ?", (document,)
    ).fetchone()
    return tuple(row)


@pytest.mark.parametrize("removed", [True, False])
@pytest.mark.parametrize("again", [WORDS, f"{WORDS}P03: One line more.\n"])
def test_what_was_agreed_for_a_document_holds_when_it_is_brought_in_again(
    project: Project, removed: bool, again: str
) -> None:
    (first,) = bring(project, WORDS).imported
    terms = {"consent": "team only", "consent_until": "2027-01-31", "consent_words": "Not outside."}
    project.make(ChangeDocument(first, terms))
    project.make(ReplaceWords(first, span_of(WORDS, "card"), "note"))
    if removed:
        project.make(RemoveDocument(first))
    made = bring(project, again)
    if not removed and again == WORDS:
        assert made.imported == []  # it is there already
        return
    (second,) = made.imported
    assert agreed(project, second) == ("team only", "2027-01-31", "Not outside.")
    assert any("what was agreed for that, “team only”, holds for it too." in note for note in made.notes)


def test_another_document_stands_under_its_own(project: Project) -> None:
    (first,) = bring(project, WORDS).imported
    project.make(ChangeDocument(first, {"consent": "team only"}))
    made = bring(project, OTHER, "P09 interview")
    assert (agreed(project, made.imported[0]), made.notes) == ((None, None, ""), [])


def test_of_a_document_that_is_brought_in_again_it_is_told_that_words_of_it_were_refused(project: Project) -> None:
    (first,) = bring(project, WORDS).imported
    kept = KeepQuote(first, span_of(WORDS, "a card on the board in the chemist’s"))
    project.make(kept)
    project.make(RecordAnswer(kept.id, Answer.REFUSED, date(2026, 3, 12)))
    project.make(RemoveDocument(first))
    made = bring(project, WORDS)
    assert made.notes == [
        "“P03 interview” has the words of “P03 interview”, which was removed: what was refused of that is held back "
        "in it, too."
    ]
    opened = open_document(project.conn, made.imported[0])
    assert opened is not None
    (objected,) = opened.objected
    assert objected.spans == (span_of(WORDS, "a card on the board in the chemist’s"),)
