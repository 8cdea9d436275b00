"""Words that people who were asked do not want printed: where they stand, and what is held back for them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.documents import open_document
from qualcode.analysis.objections import Objected, ObjectedWords, objection_to, objections, refused_in
from qualcode.analysis.people import participants
from qualcode.analysis.verbatims import verbatim
from qualcode.edits.participants import ChangeParticipant
from qualcode.edits.quotes import KeepQuote, RecordAnswer, TrimQuote
from qualcode.edits.texts import ReplaceWords
from qualcode.essays.essay import Answer
from qualcode.participants.consent import Agreement, Consent
from qualcode.participants.disclosure import Audience, Line, Objection, Verbatim, clear
from qualcode.participants.names import NO_NAMES
from qualcode.project.project import Project
from qualcode.transcripts.span import Span
from qualcode.transcripts.trim import Trim
from tests.conftest import WORDS, span_of

DAY = date(2026, 3, 12)
CARD = "It was a card on the board in the chemist’s."


def refuse(project: Project, document: str, words: str, answer: Answer = Answer.REFUSED) -> str:
    kept = KeepQuote(document, span_of(WORDS, words))
    project.make(kept)
    project.make(RecordAnswer(kept.id, answer, DAY))
    return kept.id


def refused_words(project: Project, document: str) -> list[str]:
    opened = open_document(project.conn, document)
    assert opened is not None
    return [span.of(opened.text) for one in opened.objected for span in one.spans]


def why(project: Project, document: str, words: str, audience: Audience = Audience.TEAM) -> list[str]:
    opened = open_document(project.conn, document)
    assert opened is not None
    said = verbatim(project.conn, document, span_of(opened.text, words))
    return [one.reason for one in clear([said], audience, on=DAY, names=NO_NAMES).held_back]


def test_refused_words_are_printed_for_nobody_and_can_still_be_read_by_the_team(
    project: Project, bring_in: Callable[..., str]
) -> None:
    document = bring_in()
    refuse(project, document, CARD)
    said = verbatim(project.conn, document, span_of(WORDS, "a card on the board"))
    for audience in Audience:
        held = clear([said], audience, on=DAY, names=NO_NAMES).held_back
        assert [one.reason for one in held] == ["refused by the person when asked on 12 March 2026"]
    assert clear([said], Audience.TEAM, on=DAY, names=NO_NAMES, reading=True).cleared
    assert not clear([said], Audience.OUTSIDE, on=DAY, names=NO_NAMES, reading=True).cleared


def test_words_that_are_wanted_otherwise_are_held_back_for_outside_alone(
    project: Project, bring_in: Callable[..., str]
) -> None:
    document = bring_in()
    refuse(project, document, CARD, Answer.CHANGED)
    (person,) = participants(project.conn)
    project.make(ChangeParticipant(person.id, {"consent": "quote"}))
    assert why(project, document, CARD) == []
    assert why(project, document, CARD, Audience.OUTSIDE) == [
        "put in other words by the person when asked on 12 March 2026"
    ]


@pytest.mark.parametrize(
    ("consent", "expected"),
    [
        ("withdrawn", "has withdrawn"),
        ("paraphrase only", "refused by the person when asked on 12 March 2026"),
        ("quote", "refused by the person when asked on 12 March 2026"),
    ],
)
def test_a_refusal_is_the_reason_but_where_all_was_withdrawn(
    project: Project, bring_in: Callable[..., str], consent: str, expected: str
) -> None:
    document = bring_in()
    refuse(project, document, CARD)
    (person,) = participants(project.conn)
    project.make(ChangeParticipant(person.id, {"consent": consent}))
    assert why(project, document, CARD, Audience.OUTSIDE) == [expected]


def test_a_refusal_goes_with_its_words_when_the_text_is_changed(
    project: Project, bring_in: Callable[..., str]
) -> None:
    document = bring_in()
    refuse(project, document, CARD)
    project.make(ReplaceWords(document, span_of(WORDS, "not for years"), "not for a great many years"))
    assert refused_words(project, document) == [CARD]
    assert why(project, document, "a card on the board")
    assert why(project, document, "not for a great many years") == []


def test_what_a_trim_left_out_is_refused_where_it_lies_between_refused_words_only(
    project: Project, bring_in: Callable[..., str]
) -> None:
    document = bring_in()
    quote = refuse(project, document, CARD)
    project.make(TrimQuote(quote, Trim().leave_out(WORDS, span_of(WORDS, "on the board"))))
    assert refused_words(project, document) == [CARD]
    assert why(project, document, "on the board"), "a scrap of what was refused"
    project.make(TrimQuote(quote, Trim().leave_out(WORDS, span_of(WORDS, "It was a card on the board"))))
    assert refused_words(project, document) == [" in the chemist’s."]
    assert why(project, document, "on the board") == []
    assert why(project, document, "board in the chemist’s")


def test_an_answer_that_is_taken_back_frees_the_words(project: Project, bring_in: Callable[..., str]) -> None:
    document = bring_in()
    refuse(project, document, CARD)
    project.undo()
    assert objections(project.conn, document) == ()
    assert why(project, document, CARD) == []


def test_refused_passages_of_many_are_named_with_the_reason(project: Project, bring_in: Callable[..., str]) -> None:
    document = bring_in()
    places = [(document, span_of(WORDS, words)) for words in ("a card", "I sleep.")]
    assert refused_in(project.conn, places) == {}
    refuse(project, document, CARD)
    assert refused_in(project.conn, places) == {places[0]: "refused by the person when asked on 12 March 2026"}


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("it WAS a card on the board", True),
        ("She found ‘a card on the board in the chemist’s’ by chance", True),
        ("a card", False),
        ("a card on a tree in the garden", False),
        ("", False),
    ],
)
def test_refused_words_are_known_in_what_somebody_wrote(
    project: Project, bring_in: Callable[..., str], written: str, found: bool
) -> None:
    refuse(project, bring_in(), CARD)
    assert (ObjectedWords(project.conn).in_words(written) is not None) is found


SPANS = st.tuples(st.integers(0, 40), st.integers(0, 40)).map(lambda pair: Span(min(pair), max(pair)))


@given(st.text(alphabet="ab .,…\n", min_size=40, max_size=40), SPANS, st.lists(SPANS, max_size=4))
def test_a_passage_is_held_back_where_it_shares_a_letter_with_refused_words_and_nowhere_else(
    text: str, passage: Span, refused: list[Span]
) -> None:
    objected = [Objected("q", "d", (span,), None, Objection("no")) for span in refused]
    shared = {at for span in refused for at in range(span.start, span.end)} & set(range(passage.start, passage.end))
    held = any(text[at].isalpha() for at in shared)
    assert (objection_to(text, [passage], objected) is not None) is held


@given(st.sampled_from(Consent), st.dates(), st.dates() | st.none(), st.none() | st.dates())
def test_an_approval_frees_only_who_must_be_asked_first_and_only_after_the_consent_ran_out(
    consent: Consent, on: date, until: date | None, approved: date | None
) -> None:
    agreement = Agreement(consent, until)
    said = Verbatim("x", (Line("P01", "a card"),), (agreement,), approved=approved)
    shown = bool(clear([said], Audience.OUTSIDE, on=on, names=NO_NAMES).cleared)
    holds = agreement.on(on)
    run_out = until is not None and on > until
    freed = approved is not None and (not run_out or (until is not None and approved > until))
    assert shown is (holds is Consent.QUOTE or (holds is Consent.ASK_FIRST and freed))
