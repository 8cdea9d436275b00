"""Words that people who were asked do not want printed: where they stand, and what is held back for them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.documents import open_document
from qualcode.analysis.objections import Objected, ObjectedWords, objection_to, objections, refused_in
from qualcode.analysis.people import participants
from qualcode.analysis.verbatims import verbatim
from qualcode.edits.answers import PrintAlthough
from qualcode.edits.documents import RemoveDocument
from qualcode.edits.participants import ChangeParticipant
from qualcode.edits.quotes import KeepQuote, RecordAnswer, TrimQuote
from qualcode.edits.store import Store
from qualcode.edits.texts import ReplaceWords
from qualcode.edits.together import Together
from qualcode.essays.essay import Answer
from qualcode.participants.consent import Agreement, Consent
from qualcode.participants.disclosure import Audience, Line, Objection, Verbatim, clear
from qualcode.participants.names import NO_NAMES
from qualcode.problem import Problem
from qualcode.project.project import Project
from qualcode.transcripts.span import Span
from qualcode.transcripts.trim import Trim, digest_of_print
from tests.conftest import WORDS, span_of

DAY = date(2026, 3, 12)
CARD = "It was a card on the board in the chemist’s."


def refuse(project: Project, document: str, words: str, answer: Answer = Answer.REFUSED, left_out: str = "") -> str:
    kept = KeepQuote(document, span_of(WORDS, words))
    project.make(kept)
    if left_out:
        project.make(TrimQuote(kept.id, Trim().leave_out(WORDS, span_of(WORDS, left_out))))
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
    quote = refuse(project, document, CARD, left_out="on the board")
    assert refused_words(project, document) == [CARD]
    assert why(project, document, "on the board"), "a scrap of what was refused"
    project.make(RecordAnswer(quote, Answer.NONE, although=True))
    refuse(project, document, "It was a card on the board in the chemist’s", left_out="It was a card on the board")
    assert refused_words(project, document) == [" in the chemist’s"]
    assert why(project, document, "on the board") == []
    assert why(project, document, "board in the chemist’s")


def test_a_trim_that_comes_after_the_refusal_takes_nothing_from_it(
    project: Project, bring_in: Callable[..., str]
) -> None:
    document = bring_in()
    quote = refuse(project, document, CARD)
    project.make(TrimQuote(quote, Trim().leave_out(WORDS, span_of(WORDS, "It was a card on the board"))))
    assert refused_words(project, document) == [CARD]
    assert why(project, document, "a card on the board")


def test_what_was_shown_when_they_were_asked_is_refused_though_it_was_trimmed_before_they_answered(
    project: Project, bring_in: Callable[..., str]
) -> None:
    document = bring_in()
    kept = KeepQuote(document, span_of(WORDS, CARD))
    project.make(kept)
    project.make(RecordAnswer(kept.id, Answer.ASKED, DAY, printed=CARD))
    project.make(TrimQuote(kept.id, Trim().leave_out(WORDS, span_of(WORDS, "It was a card on the board"))))
    project.make(RecordAnswer(kept.id, Answer.REFUSED, DAY, seen=digest_of_print(CARD)))
    assert refused_words(project, document) == [CARD]


def test_being_asked_once_more_frees_nothing_and_an_approval_frees_what_they_saw_then(
    project: Project, bring_in: Callable[..., str]
) -> None:
    document = bring_in()
    quote = refuse(project, document, CARD)
    project.make(TrimQuote(quote, Trim().leave_out(WORDS, span_of(WORDS, "It was a card on the board"))))
    project.make(RecordAnswer(quote, Answer.ASKED, DAY, although=True))
    assert refused_words(project, document) == [CARD]
    project.make(RecordAnswer(quote, Answer.APPROVED, DAY, although=True))
    assert why(project, document, "in the chemist’s") == []
    assert why(project, document, "a card on the board")
    anew = [RecordAnswer(quote, one, DAY, although=True) for one in (Answer.NONE, Answer.APPROVED)]
    project.make(Together(anew))
    assert why(project, document, "a card on the board"), "said anew in one step"
    project.make(RecordAnswer(quote, Answer.NONE, although=True))
    assert objections(project.conn, document) == ()


def test_refused_words_stay_refused_when_they_are_cut_and_put_elsewhere_in_the_document(
    project: Project, bring_in: Callable[..., str]
) -> None:
    document = bring_in()
    refuse(project, document, CARD)
    project.make(ReplaceWords(document, span_of(WORDS, f"{CARD} "), ""))
    project.make(ReplaceWords(document, span_of(WORDS.replace(f"{CARD} ", ""), "I sleep."), f"I sleep. {CARD}"))
    assert refused_words(project, document) == [CARD.removesuffix(".")]
    assert why(project, document, "a card on the board")
    assert why(project, document, "I sleep.") == []


def test_refused_words_are_known_in_what_somebody_wrote_as_they_were_before_they_were_corrected_or_cut(
    project: Project, bring_in: Callable[..., str]
) -> None:
    document = bring_in()
    refuse(project, document, CARD)
    project.make(ReplaceWords(document, span_of(WORDS, "card"), "note"))
    corrected = WORDS.replace("card", "note")
    assert ObjectedWords(project.conn).refused_in(CARD)
    assert ObjectedWords(project.conn).refused_in(CARD.replace("card", "note"))
    project.make(ReplaceWords(document, span_of(corrected, f"{CARD.replace('card', 'note')} "), ""))
    assert ObjectedWords(project.conn).refused_in(CARD)


@pytest.mark.parametrize("again", ["the same", "a line more", "a word other"])
def test_refused_words_stay_so_where_the_document_was_removed_and_brought_in_again(
    project: Project, bring_in: Callable[..., str], again: str
) -> None:
    document = bring_in()
    refuse(project, document, CARD)
    project.make(RemoveDocument(document))
    text = {"the same": WORDS, "a line more": f"{WORDS}\nMore.", "a word other": WORDS.replace("card", "note")}[again]
    anew = bring_in(text)
    assert why(project, anew, "on the board in the chemist’s") and why(project, anew, "I sleep.") == []


@pytest.mark.parametrize(
    ("again", "held"),
    [
        ("P03: The soup was cold and grey.\n", True),
        ("P03: The soup was bitterly cold and grey.\n", True),
        ("P03: Cold soup is what I like.\n", False),
        ("P08: The soup was hot and grey.\n", False),
    ],
)
def test_a_short_answer_that_was_refused_is_known_when_it_comes_again_with_a_word_changed(
    project: Project, bring_in: Callable[..., str], again: str, held: bool
) -> None:
    text = "P03: The soup was cold and grey.\n"
    kept = KeepQuote(bring_in(text, "first"), span_of(text, "The soup was cold and grey."))
    project.make(kept)
    project.make(RecordAnswer(kept.id, Answer.REFUSED, DAY))
    project.make(RemoveDocument(kept.document_id))
    anew = bring_in(again, "second")
    assert bool(refused_in(project.conn, [(anew, Span(5, len(again)))])) is held


def override(project: Project, document: str, words: str, left_out: str = "") -> str:
    kept = KeepQuote(document, span_of(WORDS, words))
    project.make(kept)
    if left_out:
        project.make(TrimQuote(kept.id, Trim().leave_out(WORDS, span_of(WORDS, left_out))))
    project.make(PrintAlthough(kept.id, "agreed by e-mail"))
    return kept.id


def test_an_override_frees_the_words_its_quote_prints_and_no_others_of_what_was_refused(
    project: Project, bring_in: Callable[..., str]
) -> None:
    document = bring_in()
    refuse(project, document, CARD)
    override(project, document, "a card on the board")
    assert why(project, document, "a card on the board") == []
    for words in (CARD, "It was a card", "in the chemist’s"):
        assert why(project, document, words), words


@pytest.mark.parametrize("answer", [Answer.REFUSED, Answer.CHANGED])
def test_a_no_ends_the_override_that_was_given_before_it_on_the_same_day(
    project: Project, bring_in: Callable[..., str], answer: Answer
) -> None:
    document = bring_in()
    quote = refuse(project, document, CARD, answer)
    (person,) = participants(project.conn)
    project.make(ChangeParticipant(person.id, {"consent": "quote"}))
    project.make(PrintAlthough(quote, "agreed by e-mail"))
    assert why(project, document, CARD, Audience.OUTSIDE) == []
    project.make(RecordAnswer(quote, answer, DAY))
    assert why(project, document, CARD, Audience.OUTSIDE)
    project.undo()
    assert why(project, document, CARD, Audience.OUTSIDE) == []


def test_an_override_of_nearly_all_of_what_was_refused_frees_it_in_writing_but_not_with_the_rest(
    project: Project, bring_in: Callable[..., str]
) -> None:
    document = bring_in()
    refuse(project, document, "not for years")
    override(project, document, "for years")
    refuse(project, document, CARD)
    override(project, document, "on the board in the chemist’s")
    objected = ObjectedWords(project.conn)
    assert not objected.refused_in("on the board") and not objected.refused_in("for years")
    assert objected.refused_in("a card on the board in the chemist’s") and objected.refused_in("not for years")


def test_an_override_ends_when_its_quote_prints_more_or_other_words(
    project: Project, bring_in: Callable[..., str]
) -> None:
    document = bring_in()
    refuse(project, document, CARD)
    quote = override(project, document, CARD.removesuffix("."), left_out="on the board")
    assert why(project, document, "It was a card") == []
    assert why(project, document, "on the board")
    project.make(TrimQuote(quote, Trim()))
    assert why(project, document, "It was a card") and why(project, document, "on the board")
    project.undo()
    assert why(project, document, "It was a card") == []
    project.make(ReplaceWords(document, span_of(WORDS, "card"), "note"))
    assert why(project, document, "It was a note")


def test_what_is_overridden_is_free_wherever_it_is_quoted_in_writing_and_the_rest_is_not(
    project: Project, bring_in: Callable[..., str]
) -> None:
    document = bring_in()
    refuse(project, document, CARD)
    override(project, document, "a card on the board")
    objected = ObjectedWords(project.conn)
    for written in (CARD, "in the chemist’s", "the board in the chemist’s", "It was a card on"):
        assert objected.refused_in(written), written
    for written in ("a card on the board", "It was", "was in the chemist"):
        assert not objected.refused_in(written), written


def test_an_answer_that_is_taken_back_frees_the_words(project: Project, bring_in: Callable[..., str]) -> None:
    document = bring_in()
    refuse(project, document, CARD)
    project.undo()
    assert objections(project.conn, document) == ()
    assert why(project, document, CARD) == []


@dataclass(frozen=True)
class RefuseInVain:
    """Record a refusal, read what it holds back, and fail."""

    answer: RecordAnswer
    document_id: str

    def apply(self, store: Store) -> str:
        self.answer.apply(store)
        assert objections(store.conn, self.document_id)
        raise Problem("This cannot be done.")


def test_a_refusal_that_could_not_be_recorded_holds_nothing_back(
    project: Project, bring_in: Callable[..., str]
) -> None:
    document = bring_in()
    kept = KeepQuote(document, span_of(WORDS, CARD))
    project.make(kept)
    with pytest.raises(Problem):
        project.make(RefuseInVain(RecordAnswer(kept.id, Answer.REFUSED, DAY), document))
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
