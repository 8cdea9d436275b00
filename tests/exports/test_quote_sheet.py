"""A quote sheet holds an essay's outline with its quotes as they may be printed, ready to be written around."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document

from qualcode.analysis.naming import StudyConnection
from qualcode.analysis.returns.arriving import arriving
from qualcode.analysis.returns.typed import typed_text
from qualcode.analysis.returns.votes import NOT_RANKED
from qualcode.edits.attributes import AddAttribute, NewAttribute
from qualcode.edits.document_details import ChangeDocumentDetails
from qualcode.edits.essays import AddPart, ChangeEssay, NewEssay
from qualcode.edits.memos import MemoTarget, WriteMemo
from qualcode.edits.participants import ChangeParticipant
from qualcode.edits.quotes import KeepQuote, TrimQuote
from qualcode.edits.returns import TakeReturns
from qualcode.essays.essay import PartKind
from qualcode.essays.outline import outline
from qualcode.exports.page import Facts, Page, Paragraph
from qualcode.exports.quote_sheet import quote_sheet, quote_sheet_path, recognised_in_outline
from qualcode.exports.writing import write_page
from qualcode.participants.accounts import WORDS_HELD
from qualcode.participants.disclosure import Audience
from qualcode.participants.names import ListState, Name, Names
from qualcode.problem import Problem
from qualcode.project.project import Project
from qualcode.transcripts.transcript import Kind
from qualcode.transcripts.trim import Trim
from tests.conftest import NOON, WORDS, span_of


@pytest.fixture
def essay(project: Project, bring_in: Callable[..., str]) -> str:
    """An essay with a note, a heading, a trimmed quote of P03 and one of somebody who may not be quoted."""
    document = bring_in()
    other = bring_in("P07: They want the lived experience. Zubeldia said so.", "P07 interview")
    made = NewEssay("Finding a way in")
    project.make(made)
    project.make(AddPart(made.id, PartKind.NOTE, "Ask Zubeldia."))
    project.make(AddPart(made.id, PartKind.HEADING, "The card"))
    kept = KeepQuote(document, span_of(WORDS, "It was a card on the board in the chemist’s."), essay_id=made.id)
    project.make(kept)
    project.make(TrimQuote(kept.id, Trim().leave_out(WORDS, span_of(WORDS, "on the board"))))
    project.make(WriteMemo("Turns the essay.", about=MemoTarget("quote", kept.id)))
    project.make(KeepQuote(other, span_of("P07: They want the lived experience.", "They want"), essay_id=made.id))
    (person,) = project.conn.execute("SELECT participant_id FROM speaker WHERE label = 'P03'").fetchone()
    project.make(ChangeParticipant(person, {"consent": "quote"}))
    return made.id


def sheet(project: Project, essay: str | None, audience: Audience | None = None) -> Page:
    return project.read_copy(quote_sheet, essay, NOON, audience)


def said(page: Page) -> str:
    return "\n".join(part.words for section in page.sections for part in section.parts if isinstance(part, Paragraph))


def test_a_sheet_has_the_outline_with_its_quotes_and_what_is_held_back(project: Project, essay: str) -> None:
    page = sheet(project, essay)
    assert [section.title for section in page.sections] == ["About this sheet", "The card", "Held back"]
    team = sheet(project, essay, Audience.TEAM)
    assert [section.title for section in team.sections] == ["About this sheet", "Finding a way in", "The card"]
    (quote,) = page.excerpts
    assert (quote.words.text, quote.attribution.text) == ("It was a card […] in the chemist’s.", "P03")
    first, second = outline(project.conn, essay, NOON.date()).quotes
    assert quote.id == first.short_id
    assert f"A quote is held back here ({second.short_id}): no consent is recorded." in said(page)
    assert "They want" not in said(page)


def test_notes_and_memos_are_for_the_team_alone(project: Project, essay: str) -> None:
    outside, team = sheet(project, essay), sheet(project, essay, Audience.TEAM)
    assert "Ask Zubeldia." not in said(outside) and "Ask Zubeldia." in said(team)
    assert [len(page.excerpts[0].memos) for page in (outside, team)] == [0, 1]
    assert len(team.excerpts) == 2


def test_the_votes_of_workshops_stand_in_a_sheet_for_the_team_and_that_nothing_is_ranked_by_them(
    project: Project, essay: str
) -> None:
    project.keep_names([Name("Zubeldia", "Ines")])
    first, second = (one.short_id for one in outline(project.conn, essay, NOON.date()).quotes)
    typed = typed_text(f"T1:\n{second}: 9 votes\n{first}: yes, 4 votes\nT2:\n{first}: 3 votes\n")
    project.make(TakeReturns(arriving(project.conn, typed, "Zubeldia house").new, "2026-05-03"))
    outside, team = sheet(project, essay), sheet(project, essay, Audience.TEAM)
    assert f"{first}: Ines house, 3 May 2026: 7 votes of 2 groups." in said(team)
    assert "vote" not in said(outside)
    facts = [
        line for section in team.sections for part in section.parts if isinstance(part, Facts) for line in part.lines
    ]
    assert NOT_RANKED in [fact.value for fact in facts]
    assert [one.id for one in team.excerpts] == [first, second], "more votes come no earlier"


def test_a_writer_may_have_notes_in_a_sheet_for_outside_which_then_says_so(project: Project, essay: str) -> None:
    project.make(WriteMemo("Send it to Bem", about=MemoTarget("essay", essay)))
    page = project.read_copy(quote_sheet, essay, NOON, notes=True)
    assert "Ask Zubeldia." in said(page)
    assert "Send it to Bem" in said(page)
    assert [memo.words for memo in page.excerpts[0].memos] == ["Turns the essay."]
    assert "They want" not in said(page)
    (facts,) = [part for part in page.sections[0].parts if isinstance(part, Facts)]
    assert ("Notes and memos", "the team’s own, in small print: take them out before the text leaves") in [
        (fact.label, fact.value) for fact in facts.lines
    ]
    assert "Send it to Bem" not in said(sheet(project, essay))


def test_a_sheet_is_written_as_word_html_and_markdown_each_quote_a_bookmark_of_its_id(
    project: Project, essay: str, tmp_path: Path
) -> None:
    page = sheet(project, essay)
    short = page.excerpts[0].id
    (word,) = write_page(page, tmp_path / "sheet.docx").paths
    body = Document(str(word)).element.xml
    assert f'w:name="{short}"' in body
    for ending in ("html", "md"):
        (path,) = write_page(page, tmp_path / f"sheet.{ending}").paths
        text = path.read_text(encoding="utf-8").replace("\\", "")  # Markdown's own signs are marked as words
        assert "It was a card […] in the chemist’s." in text
        assert short in text
        assert "They want" not in text


def test_a_sheet_for_outside_is_not_written_where_the_list_of_names_is_missing(project: Project, essay: str) -> None:
    assert isinstance(project.conn, StudyConnection)
    project.conn.names = Names(state=ListState.MISSING)
    with pytest.raises(Problem, match="list of names"):
        quote_sheet(project.conn, essay, NOON)
    project.make(ChangeEssay(essay, audience=Audience.TEAM))
    assert quote_sheet(project.conn, essay, NOON).excerpts


def test_no_name_of_the_list_stands_in_a_sheet_or_in_its_file_name(
    project: Project, essay: str, tmp_path: Path
) -> None:
    project.keep_names([Name("Zubeldia", "a friend")])
    project.make(ChangeEssay(essay, title="Zubeldia’s card"))
    page = sheet(project, essay, Audience.TEAM)
    assert "Zubeldia" not in f"{page.title} {said(page)}"
    path = quote_sheet_path(project.path, page, ".docx", project.names)
    assert path.name == "study-a-friend-s-card-quotes.docx"


def test_a_sheet_does_not_take_the_place_of_that_of_another_essay_of_a_like_title(
    project: Project, essay: str
) -> None:
    project.make(ChangeEssay(essay, title="A/B draft"))
    project.make(other := NewEssay("A B draft"))
    project.make(AddPart(other.id, PartKind.HEADING, "Another"))
    written: list[Path] = []
    for one in (essay, other.id, essay, other.id):
        page = sheet(project, one)
        written += write_page(page, quote_sheet_path(project.path, page, ".html")).paths
    assert [path.name for path in written[:2]] == [
        "study-a-b-draft-quotes-outside.html",
        "study-a-b-draft-quotes-outside 2.html",
    ]
    assert written[:2] == written[2:] and "Another" not in written[0].read_text("utf-8")


def test_evidence_is_listed_at_the_end(project: Project, essay: str, bring_in: Callable[..., str]) -> None:
    evidence = bring_in("Peer support works.", "Okoro", Kind.EVIDENCE)
    project.make(
        ChangeDocumentDetails(evidence, reference={"authors": "Okoro, A.", "year": "2019", "title": "Peers"})
    )
    project.make(KeepQuote(evidence, span_of("Peer support works.", "Peer support works."), essay_id=essay))
    page = sheet(project, essay)
    assert page.sections[-1].title == "References"
    assert "Okoro, A. (2019) Peers." in said(page)
    assert page.excerpts[-1].attribution.text == "(Okoro, 2019)"


def test_who_could_be_recognised_is_told_across_the_whole_essay(project: Project, essay: str) -> None:
    role = AddAttribute(NewAttribute("role", printable=True))
    project.make(role)
    (person,) = project.conn.execute("SELECT participant_id FROM speaker WHERE label = 'P03'").fetchone()
    project.make(ChangeParticipant(person, {}, {"role": "commissioner"}))
    found = recognised_in_outline(project.conn, outline(project.conn, essay, NOON.date()))
    assert [one.who for one in found.people] == ["P03"]


def test_an_essay_without_parts_writes_nothing_and_says_how_to_begin(project: Project) -> None:
    made = NewEssay("Empty")
    project.make(made)
    with pytest.raises(Problem, match="no quotes here yet"):
        sheet(project, made.id)
    with pytest.raises(Problem, match="no quotes here yet"):
        sheet(project, None)


def test_a_heading_with_bare_words_of_somebody_who_may_not_be_quoted_is_held_back_and_listed(
    project: Project, essay: str, bring_in: Callable[..., str]
) -> None:
    words = "Nobody asked my name until I had carried every chair."
    bring_in(f"P09: {words}", "P09 interview")
    project.make(AddPart(essay, PartKind.HEADING, f"Chairs: {words}"))
    project.make(ChangeEssay(essay, words))
    outside, team = sheet(project, essay), sheet(project, essay, Audience.TEAM)
    assert [section.title for section in outside.sections][-2:] == [f"Chairs: {WORDS_HELD}.", "Held back"]
    assert "In the writer’s words: P09: no consent is recorded." in said(outside)
    assert "chair" not in f"{outside.title} {said(outside)}"
    assert [section.title for section in team.sections][-1] == f"Chairs: {words}"
