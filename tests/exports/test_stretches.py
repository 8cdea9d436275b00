"""A coded transcript prints what was said exactly as it was said, and what is held back as whole words."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from docx import Document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualcode.analysis.documents import documents, open_document
from qualcode.analysis.objections import Objected
from qualcode.edits.quotes import KeepQuote, RecordAnswer, TrimQuote
from qualcode.essays.essay import Answer
from qualcode.exports import markdown, word_coded
from qualcode.exports.coded import CodedTranscript, HeldWords, PrintedTurn, SaidWords, TranscriptChoices
from qualcode.exports.coded_page import coded_page
from qualcode.exports.gather_coded import Laying, TranscriptStudy
from qualcode.exports.page import Paragraph
from qualcode.participants.disclosure import Audience, Objection
from qualcode.project.project import Project
from qualcode.transcripts.boundaries import word_edges
from qualcode.transcripts.span import Span
from qualcode.transcripts.trim import Trim
from tests.conftest import NOON, WORDS, span_of
from tests.exports.test_coded_transcripts import alone

BringIn = Callable[..., str]
CodeIt = Callable[..., str]
SAID = "So I went and he’ll be thinking, she’s come down.  Well—no."
TALK = f"P03: {SAID}\n"


@pytest.fixture
def answered(project: Project, bring_in: BringIn, code_it: CodeIt) -> Callable[[Answer], CodedTranscript]:
    """The transcript once somebody answered to a quote of it that begins within a sentence."""

    def make(answer: Answer) -> CodedTranscript:
        document = bring_in(TALK)
        code_it(document, "So I", "1.1")
        code_it(document, SAID, "1.2")
        kept = KeepQuote(document, span_of(TALK, "he’ll be thinking, she’s come down"))
        project.make(kept)
        project.make(TrimQuote(kept.id, Trim().put_in(TALK, span_of(TALK, "h"), "H")))
        project.make(RecordAnswer(kept.id, answer, None, "" if answer is Answer.REFUSED else "He thinks."))
        return alone(project)

    return make


def paragraphs(value: CodedTranscript) -> list[str]:
    return [one.text for one in Document(io.BytesIO(word_coded.content(value))).paragraphs]


def test_a_turn_of_which_a_quote_was_changed_is_printed_exactly_as_it_was_said(
    answered: Callable[[Answer], CodedTranscript],
) -> None:
    value = answered(Answer.CHANGED)
    assert any(one.endswith(f"\u2002{SAID}") for one in paragraphs(value))
    page = markdown.page_text(coded_page(value))
    assert "went and he’ll be thinking, she’s come down." in page
    assert "on “So I went and he’ll be thinking, she’s come down. Well—no.”" in page


def test_a_quote_that_was_refused_is_held_back_in_whole_words_with_the_space_around_it_as_it_was(
    answered: Callable[[Answer], CodedTranscript],
) -> None:
    value = answered(Answer.REFUSED)
    held = "[held back: refused by the person when asked on 12 March 2026]"
    assert any(one.endswith(f"\u2002So I went and {held}.  Well—no.") for one in paragraphs(value))
    said = [part.words for part in coded_page(value).sections[1].parts if isinstance(part, Paragraph)]
    assert said == [f"1 P03: So I[1] went and {held}.  Well—no."]


EDGES = st.lists(st.integers(0, len(WORDS)), min_size=2, max_size=8)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(EDGES, st.booleans())
def test_the_pieces_of_a_turn_put_together_are_its_very_text_and_no_word_of_it_is_shown_in_part(
    project: Project, laid: Callable[[Sequence[int], bool], CodedTranscript], edges: list[int], refused: bool
) -> None:
    value = laid(edges, refused)
    document = open_document(project.conn, value.document_id)
    assert document is not None
    for turn in (part for part in value.parts if isinstance(part, PrintedTurn)):
        whole = document.turns[turn.number - 1].span
        here = whole.start
        for piece in turn.pieces:
            if isinstance(piece, SaidWords):
                assert document.text.find(piece.gap + piece.text, here, whole.end) >= here
                here = document.text.index(piece.gap + piece.text, here) + len(piece.gap + piece.text)
        if not any(isinstance(piece, HeldWords) for piece in turn.pieces):
            assert "".join(piece.gap + piece.text for piece in turn.pieces) == whole.of(document.text)
        said = {
            whole.of(document.text)[a - whole.start : b - whole.start] for a, b in word_edges(document.text, whole)
        }
        for piece in turn.pieces:
            if isinstance(piece, SaidWords):
                assert {piece.text[a:b] for a, b in word_edges(piece.text, Span(0, len(piece.text)))} <= said


@pytest.fixture
def laid(project: Project, bring_in: BringIn) -> Callable[[Sequence[int], bool], CodedTranscript]:
    """The transcript with some stretches of it objected to, refused or wanted in other words."""
    opened = open_document(project.conn, bring_in())
    assert opened is not None

    def make(edges: Sequence[int], refused: bool) -> CodedTranscript:
        every = documents(project.conn)
        study = TranscriptStudy(project.conn, TranscriptChoices(Audience.TEAM), NOON, every)
        spans = tuple(Span(min(pair), max(pair)) for pair in zip(edges[::2], edges[1::2], strict=False))
        objected = Objected("q", opened.id, spans, None, Objection("refused by the person", refused))
        return Laying(study, replace(opened, objected=(objected,)), "P03").transcript(every[0])

    return make
