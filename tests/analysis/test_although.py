"""A quote's consent overridden: what it frees, for which words, and what binds it again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.although import in_the_way
from qualcode.analysis.documents import open_document
from qualcode.analysis.objections import objections
from qualcode.analysis.people import participants
from qualcode.analysis.verbatims import although_to, document_consents, verbatim
from qualcode.analysis.waivers import mark_of, waivers
from qualcode.edits.answers import PrintAlthough
from qualcode.edits.participants import ChangeParticipant
from qualcode.edits.quotes import DropQuote, KeepQuote, TrimQuote
from qualcode.edits.texts import ReplaceWords
from qualcode.participants.consent import Agreement, Consent
from qualcode.participants.disclosure import Although, Audience, Line, Verbatim, clear
from qualcode.participants.names import NO_NAMES
from qualcode.problem import Problem
from qualcode.project.project import Project
from qualcode.transcripts.trim import Trim
from tests.conftest import WORDS, span_of

CARD = "It was a card on the board in the chemist’s."
FAMILY = "👩\u200d👩\u200d👧"
WHY = "consented by e-mail"


def override(project: Project, document: str, words: str = CARD) -> str:
    kept = KeepQuote(document, span_of(WORDS, words))
    project.make(kept)
    project.make(PrintAlthough(kept.id, WHY))
    return kept.id


def today(project: Project) -> date:
    return project.clock.now().date()


def goes_out(project: Project, document: str, words: str, on: date | None = None) -> bool:
    opened = open_document(project.conn, document)
    assert opened is not None
    said = verbatim(project.conn, document, span_of(opened.text, words))
    return bool(clear([said], Audience.OUTSIDE, on=on or today(project), names=NO_NAMES).cleared)


@pytest.mark.parametrize(
    ("words", "out"),
    [
        (CARD, True),
        ("a card on the board", True),
        ("in the chemist’s", True),
        (f"{CARD} {FAMILY}", False),
        (f"{CARD} {FAMILY} So I", False),
        ("years. It was a card", False),
        ("So I sent myself.", False),
    ],
)
def test_what_lies_wholly_inside_the_printed_words_goes_out_and_nothing_beside_them(
    project: Project, bring_in: Callable[..., str], words: str, out: bool
) -> None:
    document = bring_in()
    assert not goes_out(project, document, words)
    override(project, document)
    assert goes_out(project, document, words) is out


def test_what_a_trim_leaves_out_stays_with_the_team(project: Project, bring_in: Callable[..., str]) -> None:
    document = bring_in()
    kept = KeepQuote(document, span_of(WORDS, CARD))
    project.make(kept)
    project.make(TrimQuote(kept.id, Trim().leave_out(WORDS, span_of(WORDS, "on the board"))))
    project.make(PrintAlthough(kept.id, WHY))
    assert goes_out(project, document, "It was a card") and goes_out(project, document, "in the chemist’s.")
    assert not goes_out(project, document, "on the board") and not goes_out(project, document, CARD)
    project.make(TrimQuote(kept.id, Trim().leave_out(WORDS, span_of(WORDS, "the board"))))
    assert not goes_out(project, document, "It was a card")


def test_words_that_are_changed_in_the_document_bind_again_and_those_beside_them_do_not(
    project: Project, bring_in: Callable[..., str]
) -> None:
    document = bring_in()
    override(project, document)
    project.make(ReplaceWords(document, span_of(WORDS, "not for years"), "not for a great many years"))
    assert goes_out(project, document, "a card on the board")
    project.make(
        ReplaceWords(document, span_of(WORDS.replace("for years", "for a great many years"), "card"), "note")
    )
    assert not goes_out(project, document, "on the board")


def test_a_quote_that_is_dropped_frees_nothing(project: Project, bring_in: Callable[..., str]) -> None:
    document = bring_in()
    quote = override(project, document)
    project.make(DropQuote(quote))
    assert not goes_out(project, document, CARD)
    project.undo()
    assert goes_out(project, document, CARD)


def test_a_consent_that_runs_out_after_it_was_overridden_binds_again(
    project: Project, bring_in: Callable[..., str]
) -> None:
    document = bring_in()
    (person,) = participants(project.conn)
    last = today(project) + timedelta(days=7)
    project.make(ChangeParticipant(person.id, {"consent": "team only", "consent_until": last.isoformat()}))
    quote = override(project, document)
    assert goes_out(project, document, CARD, last)
    assert not goes_out(project, document, CARD, last + timedelta(days=1))
    assert in_the_way(project.conn, quote, last) is None
    bound = in_the_way(project.conn, quote, last + timedelta(days=1))
    assert bound is not None and bound.who == (person.pseudonym,)


def test_a_consent_is_overridden_again_by_undoing_its_change(project: Project, bring_in: Callable[..., str]) -> None:
    document = bring_in()
    override(project, document)
    (person,) = participants(project.conn)
    project.make(ChangeParticipant(person.id, {"consent": "team only"}))
    assert not goes_out(project, document, CARD)
    project.undo()
    assert goes_out(project, document, CARD)


def test_what_was_withdrawn_is_never_overridden(project: Project, bring_in: Callable[..., str]) -> None:
    document = bring_in()
    (person,) = participants(project.conn)
    project.make(ChangeParticipant(person.id, {"consent": "withdrawn"}))
    kept = KeepQuote(document, span_of(WORDS, CARD))
    project.make(kept)
    with pytest.raises(Problem, match="withdrawn"):
        project.make(PrintAlthough(kept.id, WHY))
    assert waivers(project.conn, document) == () == objections(project.conn, document)


def test_of_an_override_the_readers_are_told_the_quote_the_reason_who_gave_it_and_when(
    project: Project, bring_in: Callable[..., str]
) -> None:
    document = bring_in()
    override(project, document)
    opened = open_document(project.conn, document)
    assert opened is not None
    people = {person.id: person for person in participants(project.conn)}
    found = although_to(opened, [span_of(WORDS, "a card")], people, document_consents(project.conn).get(document))
    assert found is not None and (found.reason, found.by, found.on) == (WHY, "Ana", today(project))
    (waiver,) = opened.waivers
    assert found.quote == waiver.short_id


AGREEMENTS = st.builds(Agreement, st.sampled_from(Consent), st.none() | st.dates())


@given(st.lists(AGREEMENTS, min_size=1, max_size=3), st.dates(), st.dates(), st.lists(AGREEMENTS, max_size=1))
def test_exactly_what_was_overridden_is_freed_and_never_what_was_withdrawn_or_ran_out_since(
    overridden: list[Agreement], then: date, on: date, others: list[Agreement]
) -> None:
    although = Although("x1", ("P01",), WHY, "Ana", then, tuple(overridden))
    said = Verbatim("x", (Line("P01", "a card"),), (*overridden, *others), although=although)
    shown = bool(clear([said], Audience.OUTSIDE, on=on, names=NO_NAMES).cleared)

    def allowed(one: Agreement) -> bool:
        ran_out = [one.until is not None and day > one.until for day in (then, on)]
        freed = one in overridden and one.consent is not Consent.WITHDRAWN and ran_out[0] is ran_out[1]
        return freed or one.on(on) is Consent.QUOTE

    assert shown is all(map(allowed, said.agreements))


@given(st.lists(st.text(min_size=1), min_size=1), st.lists(AGREEMENTS, min_size=1), AGREEMENTS)
def test_the_mark_is_another_as_soon_as_a_word_a_person_or_an_agreement_is(
    words: list[str], agreements: list[Agreement], other: Agreement
) -> None:
    mark = mark_of(words, ["a"], agreements)
    assert mark == mark_of(words, ["a"], reversed(agreements))
    assert mark != mark_of([*words, "more"], ["a"], agreements)
    assert mark != mark_of(words, ["b"], agreements)
    assert mark != mark_of(words, ["a"], [*agreements, other])
