"""Words that somebody refused, and the same words of others and of other times: whose they are, and what is said."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from qualcode.analysis.objections import objections_on, refused_in
from qualcode.edits.documents import RemoveDocument
from qualcode.edits.essays import NewEssay
from qualcode.edits.quotes import DropQuote, KeepQuote, RecordAnswer, TrimQuote
from qualcode.edits.texts import ReplaceWords
from qualcode.essays.essay import Answer
from qualcode.project.project import Project
from qualcode.transcripts.span import Span
from qualcode.transcripts.trim import Trim
from tests.conftest import span_of

DAY = date(2026, 3, 12)
STOCK = "I don’t know really"
LONG = "At the end of the day it is what it is"
GROUP = (
    "Interviewer: Did you vote?\n"
    f"P07: Yes, I do think so. {STOCK}.\n"
    f"P08: Yes, I do think so too. {STOCK}.\n"
    f"P07: {STOCK}. The council closed the hall in spring and nobody told the tenants about it.\n"
    f"P08: {LONG}. The hall was cold.\n"
)
ALONE = f"Interviewer: What about it?\nP09: {STOCK}. {LONG}, and people get on with it.\n"
SECOND = f"Interviewer: What about the hall?\nP07: {STOCK}. It opened again in May.\n"


def refuse(project: Project, document: str, span: Span) -> None:
    kept = KeepQuote(document, span)
    project.make(kept)
    project.make(RecordAnswer(kept.id, Answer.REFUSED, DAY))


def held(project: Project, document: str, text: str) -> dict[int, str]:
    """The lines of a text that hold refused words, by number, with the reason."""
    lines, start = {}, 0
    for number, line in enumerate(text.splitlines(keepends=True), start=1):
        words = Span(start + line.index(": ") + 2, start + len(line) - 1)
        lines[number] = next(iter(refused_in(project.conn, [(document, words)]).values()), "")
        start += len(line)
    return {number: reason for number, reason in lines.items() if reason}


def test_a_few_words_that_somebody_refused_are_free_where_others_say_them_or_they_said_them_at_another_time(
    project: Project, bring_in: Callable[..., str]
) -> None:
    group, second, alone = bring_in(GROUP, "group"), bring_in(SECOND, "second"), bring_in(ALONE, "alone")
    refuse(project, group, span_of(GROUP, STOCK))
    assert held(project, group, GROUP) == {2: "refused by the person when asked on 12 March 2026"}
    assert held(project, second, SECOND) == held(project, alone, ALONE) == {}


def test_many_words_that_somebody_refused_are_free_where_somebody_else_is_known_to_say_them(
    project: Project, bring_in: Callable[..., str]
) -> None:
    group, alone = bring_in(GROUP, "group"), bring_in(ALONE, "alone")
    refuse(project, alone, span_of(ALONE, LONG))
    assert held(project, alone, ALONE) == {2: "refused by the person when asked on 12 March 2026"}
    assert held(project, group, GROUP) == {}


@pytest.mark.parametrize("text", [f"{LONG}, they say.\n", f"Interviewer: You said, {LONG}, did you?\n"])
def test_refused_words_that_nobody_is_known_to_say_are_held_and_named_by_who_refused_them(
    project: Project, bring_in: Callable[..., str], text: str
) -> None:
    alone, other = bring_in(ALONE, "alone"), bring_in(text, "other")
    refuse(project, alone, span_of(ALONE, LONG))
    found = refused_in(project.conn, [(other, span_of(text, LONG))])
    assert list(found.values()) == ["stands in words that P09 refused when asked on 12 March 2026"]


def test_many_refused_words_of_the_same_person_are_held_wherever_they_say_them(
    project: Project, bring_in: Callable[..., str]
) -> None:
    text = f"Interviewer: Again?\nP09: As I said, {LONG}.\n"
    alone, again = bring_in(ALONE, "alone"), bring_in(text, "again")
    refuse(project, alone, span_of(ALONE, LONG))
    assert held(project, again, text) == {2: "refused by the person when asked on 12 March 2026"}


def test_a_few_refused_words_are_held_where_their_document_is_brought_in_once_more_beside_it(
    project: Project, bring_in: Callable[..., str]
) -> None:
    group = bring_in(GROUP, "group")
    refuse(project, group, span_of(GROUP, STOCK))
    assert held(project, bring_in(GROUP + "P08: It was.\n", "again"), GROUP).keys() == {2}
    renamed = GROUP.replace("P07", "P17").replace("P08", "P18")
    assert held(project, bring_in(renamed, "renamed"), renamed).keys() == {2}


def test_a_few_refused_words_are_held_where_they_were_cut_and_put_elsewhere_or_their_document_is_gone(
    project: Project, bring_in: Callable[..., str]
) -> None:
    text = "Interviewer: And?\nP07: We never paid. That was in May.\nInterviewer: Why?\nP07: It rained.\n"
    document = bring_in(text, "first")
    refuse(project, document, span_of(text, "We never paid."))
    project.make(ReplaceWords(document, span_of(text, "We never paid. "), ""))
    cut = text.replace("We never paid. ", "")
    project.make(ReplaceWords(document, span_of(cut, "It rained."), "It rained. We never paid."))
    moved = cut.replace("It rained.", "It rained. We never paid.")
    assert held(project, document, moved).keys() == {4}
    project.make(RemoveDocument(document))
    other = "Interviewer: So?\nP07: As I told you, we never paid.\n"
    assert held(project, bring_in(other, "second"), other).keys() == {2}


def test_refused_words_that_were_put_into_the_turn_of_somebody_else_are_held_there(
    project: Project, bring_in: Callable[..., str]
) -> None:
    text = f"Interviewer: And?\nP07: {LONG}. That was in May.\nP08: It rained.\n"
    document = bring_in(text, "first")
    refuse(project, document, span_of(text, LONG))
    project.make(ReplaceWords(document, span_of(text, f"{LONG}. "), ""))
    cut = text.replace(f"{LONG}. ", "")
    project.make(ReplaceWords(document, span_of(cut, "It rained."), f"It rained. {LONG}."))
    moved = cut.replace("It rained.", f"It rained. {LONG}.")
    assert held(project, document, moved) == {3: "stands in words that P07 refused when asked on 12 March 2026"}


BUILT = "Interviewer: And then?\nP02: My brother built the shed in a single weekend. It stands yet.\n"
QUOTED = "My brother built the shed in a single weekend."
EARLIER = DAY - timedelta(days=3)


def keep(project: Project, document: str, text: str, words: str) -> str:
    (number,) = project.conn.execute("SELECT count(*) FROM essay").fetchone()
    essay = NewEssay(f"Words, {number}")
    project.make(essay)
    kept = KeepQuote(document, span_of(text, words), essay_id=essay.id)
    project.make(kept)
    return kept.id


@pytest.mark.parametrize("left_out", ["in a single weekend", "single", "My brother built"])
def test_what_was_agreed_to_after_a_trim_is_free_of_the_refusal_and_what_was_left_out_is_not(
    project: Project, bring_in: Callable[..., str], left_out: str
) -> None:
    document = bring_in(BUILT)
    quote = keep(project, document, BUILT, QUOTED)
    project.make(RecordAnswer(quote, Answer.REFUSED, EARLIER))
    project.make(TrimQuote(quote, Trim().leave_out(BUILT, span_of(BUILT, left_out))))
    project.make(RecordAnswer(quote, Answer.APPROVED, DAY, although=True))
    assert objections_on(project.conn, quote) == []
    assert refused_in(project.conn, [(document, span_of(BUILT, left_out))])


def refused_then_approved(
    project: Project, document: str, words: str, day: date = DAY, *, dropped: bool = False
) -> str:
    first = keep(project, document, BUILT, QUOTED)
    project.make(RecordAnswer(first, Answer.REFUSED, EARLIER))
    if dropped:
        project.make(DropQuote(first))
    second = keep(project, document, BUILT, words)
    project.make(RecordAnswer(second, Answer.APPROVED, day, although=True))
    return second


@pytest.mark.parametrize("dropped", [False, True])
def test_a_later_yes_frees_its_words_from_a_refusal_in_another_quote(
    project: Project, bring_in: Callable[..., str], dropped: bool
) -> None:
    document = bring_in(BUILT)
    second = refused_then_approved(project, document, QUOTED, dropped=dropped)
    assert held(project, document, BUILT) == {}
    project.make(RecordAnswer(second, Answer.ASKED, DAY, although=True))
    assert held(project, document, BUILT).keys() == {2}, "the yes is taken back"


def test_a_later_yes_to_fewer_words_frees_just_these(project: Project, bring_in: Callable[..., str]) -> None:
    document = bring_in(BUILT)
    second = refused_then_approved(project, document, "built the shed")
    assert objections_on(project.conn, second) == []
    for words in ("My brother", "in a single weekend"):
        assert refused_in(project.conn, [(document, span_of(BUILT, words))])


@pytest.mark.parametrize("day", [EARLIER, EARLIER - timedelta(days=1)])
def test_a_yes_of_the_same_or_an_earlier_day_takes_back_no_refusal_in_another_quote(
    project: Project, bring_in: Callable[..., str], day: date
) -> None:
    document = bring_in(BUILT)
    second = refused_then_approved(project, document, QUOTED, day)
    assert [one.objection.refused for one in objections_on(project.conn, second)] == [True]


def test_a_later_yes_frees_nothing_of_a_refusal_that_was_recorded_after_it(
    project: Project, bring_in: Callable[..., str]
) -> None:
    document = bring_in(BUILT)
    second = keep(project, document, BUILT, QUOTED)
    project.make(RecordAnswer(second, Answer.APPROVED, DAY))
    project.make(RecordAnswer(keep(project, document, BUILT, QUOTED), Answer.REFUSED, EARLIER))
    assert [one.objection.refused for one in objections_on(project.conn, second)] == [True]


def test_a_later_yes_frees_nothing_where_several_people_speak_in_what_was_refused(
    project: Project, bring_in: Callable[..., str]
) -> None:
    text = "P03: We met in the hall by the river.\nP04: We met there each week of the winter.\n"
    document = bring_in(text)
    wide = KeepQuote(document, Span(span_of(text, "We met in").start, len(text) - 1))
    project.make(wide)
    project.make(RecordAnswer(wide.id, Answer.REFUSED, EARLIER))
    one = keep(project, document, text, "We met in the hall by the river.")
    project.make(RecordAnswer(one, Answer.APPROVED, DAY, although=True))
    assert [found.objection.refused for found in objections_on(project.conn, one)] == [True]


def test_a_later_yes_frees_its_words_where_the_document_was_removed_and_brought_in_again(
    project: Project, bring_in: Callable[..., str]
) -> None:
    document = bring_in(BUILT)
    first = keep(project, document, BUILT, QUOTED)
    project.make(RecordAnswer(first, Answer.REFUSED, EARLIER))
    project.make(RemoveDocument(document))
    anew = bring_in(BUILT, "again")
    assert refused_in(project.conn, [(anew, span_of(BUILT, QUOTED))])
    project.make(RecordAnswer(keep(project, anew, BUILT, QUOTED), Answer.APPROVED, DAY, although=True))
    assert refused_in(project.conn, [(anew, span_of(BUILT, QUOTED))]) == {}
