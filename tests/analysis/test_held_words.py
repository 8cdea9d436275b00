"""Words that may not be shown are known in whatever the team wrote, in quotation marks or not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.held_words import held_words
from qualcode.analysis.memos import memos
from qualcode.analysis.people import participants
from qualcode.analysis.word_runs import Vocabulary, WordRuns
from qualcode.edits.answers import PrintAlthough
from qualcode.edits.documents import RemoveDocument
from qualcode.edits.memos import SayState, WriteMemo
from qualcode.edits.participants import ChangeParticipant
from qualcode.edits.quotes import KeepQuote, RecordAnswer
from qualcode.edits.texts import ReplaceWords
from qualcode.essays.essay import Answer
from qualcode.exports.gather_accounts import cleared_words
from qualcode.exports.memos import cleared_memos
from qualcode.participants.accounts import QUOTATION_HELD, WORDS_HELD
from qualcode.participants.disclosure import Audience
from qualcode.project.project import Project
from tests.conftest import NOON, span_of

DAY = NOON.date()
TEXT = (
    "Interviewer: How did you come to hear about the group?\n"
    "P03: They hate me here. I found the key under the third stone by the old gate. I went in alone.\n"
    "P07: Everybody was kind to me from the very first morning that I came there.\n"
)
KEY = "I found the key under the third stone by the old gate."


@pytest.fixture
def document(project: Project, bring_in: Callable[..., str]) -> str:
    found = bring_in(TEXT, "garden group")
    for person in participants(project.conn):
        project.make(ChangeParticipant(person.id, {"consent": "quote"}))
    return found


def agree(project: Project, consent: str, until: date | None = None) -> None:
    (person,) = [one for one in participants(project.conn) if one.pseudonym == "P03"]
    project.make(ChangeParticipant(person.id, {"consent": consent, "consent_until": until and until.isoformat()}))


def read(project: Project, written: str, audience: Audience = Audience.TEAM) -> str:
    return cleared_words(project.conn, written, audience, DAY)[0]


@pytest.mark.parametrize("audience", list(Audience))
@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("She found the KEY under the third stone, she says.", f"She {WORDS_HELD}, she says."),
        ("They hate me here. That is hard.", f"{WORDS_HELD}. That is hard."),
        ("Of “the key under the third stone” she spoke.", f"Of {QUOTATION_HELD} she spoke."),
        ("They “found the key” under the third stone.", f"They {QUOTATION_HELD} {WORDS_HELD}."),
        ("A key under a stone.", "A key under a stone."),
        ("How did you come to hear about the group?", "How did you come to hear about the group?"),
        ("Kind to me from the very first morning", "Kind to me from the very first morning"),
        ("", ""),
    ],
)
def test_withdrawn_words_are_held_back_for_everybody_wherever_they_stand(
    project: Project, document: str, audience: Audience, written: str, shown: str
) -> None:
    assert read(project, written.replace("“", "").replace("”", ""), audience) or not written
    agree(project, "withdrawn")
    assert read(project, written, audience) == shown


@pytest.mark.parametrize("audience", list(Audience))
def test_refused_words_are_held_back_without_quotation_marks_and_are_listed(
    project: Project, document: str, audience: Audience
) -> None:
    kept = KeepQuote(document, span_of(TEXT, KEY))
    project.make(kept)
    project.make(RecordAnswer(kept.id, Answer.REFUSED, DAY))
    shown, held = cleared_words(project.conn, "It lay under the third stone by the old gate.", audience, DAY)
    assert shown == f"It lay {WORDS_HELD}."
    (one,) = held
    assert (one.participants, one.reason) == (("P03",), "refused by the person when asked on 12 March 2026")
    assert read(project, "I went in alone.", audience) == "I went in alone."


@pytest.mark.parametrize("consent", ["paraphrase only", "team only", "not recorded", "must be asked first", "quote"])
def test_outside_words_of_who_may_not_be_quoted_are_known_by_longer_runs_and_the_team_reads_them(
    project: Project, document: str, consent: str
) -> None:
    agree(project, consent, date(2026, 3, 1) if consent == "quote" else None)
    long, short = "She found the key under the third stone by it.", "A key under the third stone, she says."
    assert read(project, long, Audience.OUTSIDE) == f"She {WORDS_HELD} it."
    assert read(project, short, Audience.OUTSIDE) == short
    assert [read(project, one) for one in (long, short)] == [long, short]


@pytest.mark.parametrize("audience", list(Audience))
@pytest.mark.parametrize("corrected", ["", "I found a coin in the flower pot."])
@pytest.mark.parametrize("how", ["withdrawn", "refused"])
def test_what_was_withdrawn_or_refused_is_held_back_though_it_was_cut_or_corrected_in_the_text(
    project: Project, document: str, audience: Audience, corrected: str, how: str
) -> None:
    if how == "refused":
        kept = KeepQuote(document, span_of(TEXT, KEY))
        project.make(kept)
        project.make(RecordAnswer(kept.id, Answer.REFUSED, DAY))
    else:
        agree(project, "withdrawn")
    project.make(ReplaceWords(document, span_of(TEXT, KEY), corrected))
    assert read(project, f"She said: {KEY}", audience) == f"She said: {WORDS_HELD}."
    assert read(project, "Kind to me from the very first morning", audience).startswith("Kind")
    if how == "withdrawn":
        assert read(project, "They hate me here.", audience) == f"{WORDS_HELD}."


def test_what_may_not_be_quoted_outside_may_not_be_when_it_was_cut_and_may_as_soon_as_they_agree(
    project: Project, document: str
) -> None:
    agree(project, "team only")
    project.make(ReplaceWords(document, span_of(TEXT, KEY), ""))
    assert read(project, KEY, Audience.OUTSIDE) == f"{WORDS_HELD}."
    assert read(project, KEY) == KEY
    agree(project, "quote")
    assert read(project, KEY, Audience.OUTSIDE) == KEY


def test_words_that_stood_across_the_edge_of_what_was_cut_are_known(project: Project, document: str) -> None:
    agree(project, "withdrawn")
    project.make(ReplaceWords(document, span_of(TEXT, " under the third stone"), ""))
    assert read(project, "the key under the third", Audience.TEAM) == WORDS_HELD


@pytest.mark.parametrize("audience", list(Audience))
def test_what_was_withdrawn_is_held_back_though_the_document_was_removed(
    project: Project, document: str, audience: Audience
) -> None:
    agree(project, "withdrawn")
    project.make(RemoveDocument(document))
    assert read(project, KEY, audience) == f"{WORDS_HELD}."
    assert read(project, "Everybody was kind to me from the very first", audience).startswith("Everybody")
    assert read(project, "How did you come to hear about the group?", audience).startswith("How")


def test_who_may_be_quoted_may_be_repeated_outside(project: Project, document: str) -> None:
    assert read(project, KEY, Audience.OUTSIDE) == KEY


def test_what_is_printed_although_consent_does_not_allow_it_may_be_repeated_outside(
    project: Project, document: str
) -> None:
    agree(project, "team only")
    kept = KeepQuote(document, span_of(TEXT, KEY))
    project.make(kept)
    assert read(project, KEY, Audience.OUTSIDE) == f"{WORDS_HELD}."
    project.make(PrintAlthough(kept.id, "agreed by e-mail"))
    assert read(project, KEY, Audience.OUTSIDE) == KEY
    project.undo()
    assert read(project, KEY, Audience.OUTSIDE) == f"{WORDS_HELD}."


def test_what_finds_the_words_is_made_once_until_the_study_changes(project: Project, document: str) -> None:
    agree(project, "team only")
    found = held_words(project.conn, Audience.OUTSIDE, DAY)
    assert found.runs(KEY)
    assert held_words(project.conn, Audience.OUTSIDE, DAY) is found
    agree(project, "quote")
    assert held_words(project.conn, Audience.OUTSIDE, DAY) is not found


def test_a_memo_and_what_became_of_it_reach_the_team_without_refused_words_which_are_counted(
    project: Project, document: str
) -> None:
    memo = WriteMemo(f"Secret ways. {KEY}", "opportunity")
    project.make(memo)
    project.make(SayState([memo.id], "chosen", f"For {KEY}"))
    kept = KeepQuote(document, span_of(TEXT, KEY))
    project.make(kept)
    project.make(RecordAnswer(kept.id, Answer.REFUSED, DAY))
    (shown,), held = cleared_memos(project.conn, memos(project.conn), DAY)
    assert (shown.body, shown.state_why) == (f"Secret ways. {WORDS_HELD}.", f"For {WORDS_HELD}.")
    assert [one.id for one in held] == ["in a memo"] * 2


WORDS = st.lists(st.integers(1, 3), max_size=30)


def runs_of(passages: list[list[int]], words: list[int], least: int) -> Iterator[int]:
    """Which places of the words lie in a run, the slow way."""
    for passage in passages:
        for at in range(len(passage) - least + 1):
            for place in range(len(words) - least + 1):
                if passage[at : at + least] == words[place : place + least]:
                    yield from range(place, place + least)


@given(st.lists(WORDS, max_size=3), WORDS, st.sampled_from([5, 8]))
def test_every_run_that_is_long_enough_is_found_and_no_other(
    passages: list[list[int]], words: list[int], least: int
) -> None:
    found = list(WordRuns(passages, least).found(words))
    assert {at for run, _ in found for at in range(run.start, run.end)} == set(runs_of(passages, words, least))
    for run, passage in found:
        assert any(
            passages[passage][at : at + run.end - run.start] == words[run.start : run.end]
            for at in range(len(passages[passage]))
        )


def test_words_are_the_same_whatever_their_capitals_and_marks() -> None:
    words = Vocabulary()
    assert words.numbers("It’s THE _Card_, Straße") == words.numbers("it's the card strasse")
    assert len(set(words.numbers("a b c a"))) == 3
