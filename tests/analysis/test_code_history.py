"""The codebook on a day, what changed between two, and which codings were made under an earlier wording."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from qualcode.analysis.code_events import code_events
from qualcode.analysis.code_history import changes_between, codebook_on
from qualcode.analysis.code_sentences import methods
from qualcode.analysis.excerpts import excerpts
from qualcode.analysis.wordings import under_earlier_wording, with_earlier_wording, wording_history, wordings_of
from qualcode.edits.clock import FixedClock
from qualcode.edits.code_examples import TakeExample
from qualcode.edits.codebook import AddCode, ChangeCode, MoveCode, RemoveCode, RetireCode
from qualcode.edits.ids import new_id
from qualcode.edits.merging import MergeCodes, SplitCode, StandUnderPresentWording
from qualcode.edits.numbering import RenumberCodes
from qualcode.edits.reasons import Because
from qualcode.problem import Problem
from qualcode.project.project import Project
from qualcode.project.splitting import SplitBegun, forget_split, keep_split, split_begun
from qualcode.transcripts.span import Span
from tests.conftest import WORDS, span_of

Codes = dict[str, str]
FIRST = date(2026, 3, 12)
SECOND = date(2026, 3, 13)
CARD = "It was a card on the board"
SLEEP = "I sleep. That’s the short of it."


@pytest.fixture
def next_day(clock: FixedClock) -> Callable[[], None]:
    """Let a day pass."""

    def pass_day() -> None:
        clock.moment += timedelta(days=1)

    return pass_day


def titles(project: Project, day: date) -> list[str]:
    return [code.title for code, _ in codebook_on(project.conn, day).walk()]


def test_the_codebook_of_a_day_is_what_stood_at_its_end(
    project: Project, codes: Codes, next_day: Callable[[], None]
) -> None:
    before = titles(project, FIRST)
    next_day()
    project.make(ChangeCode(codes["1.2"], {"name": "Ways in"}))
    project.make(RemoveCode(codes["3.1.1"]))
    assert titles(project, FIRST) == before
    assert "1.2 Ways in" in titles(project, SECOND)
    assert "3.1.1 Sleep" not in titles(project, SECOND)
    assert titles(project, date(2026, 3, 11)) == []


def test_each_change_between_two_days_is_a_sentence_with_its_reason(
    project: Project, codes: Codes, next_day: Callable[[], None]
) -> None:
    next_day()
    project.make(Because(ChangeCode(codes["1.2"], {"name": "Ways in"}), "People said “way”."))
    project.make(ChangeCode(codes["1.2"], {"definition": "The way in."}))
    project.make(Because(MergeCodes(codes["3.1"], [codes["3.1.1"]]), "Nobody could tell them apart"))
    project.make(AddCode("Cost", codes["1"], index="1.3"))
    project.make(MoveCode(codes["1.1"], codes["3"]))
    project.make(RetireCode(codes["1.1"]))
    found = changes_between(project.conn, FIRST, SECOND)
    assert sorted((one.what, one.code.name) for one in found) == [
        ("added", "Cost"),
        ("merged", "Sleep"),
        ("moved", "Knowing what exists"),
        ("redefined", "Ways in"),
        ("renamed", "Ways in"),
        ("retired", "Knowing what exists"),
    ]
    said = methods(found)
    assert "The code “Routes in” was renamed “Ways in”, because: People said “way”." in said
    assert "The code “Sleep” was merged into “Benefit”, because: Nobody could tell them apart." in said
    assert "The code “Ways in” was redefined." in said
    assert "The code “Knowing what exists” was moved from “Access” to “Evidence”." in said
    assert "The code “Cost” was added." in said
    assert methods(changes_between(project.conn, SECOND, SECOND)) == "The codebook was not changed."


def test_what_one_action_did_to_many_codes_is_one_sentence(
    project: Project, codes: Codes, next_day: Callable[[], None]
) -> None:
    whole = [one.code.name for one in changes_between(project.conn, date(2026, 3, 11), FIRST)]
    said = methods(changes_between(project.conn, date(2026, 3, 11), FIRST))
    assert said == "4 codes and 2 areas were brought in from the codebook “small”." and len(whole) == 6
    next_day()
    project.make(MoveCode(codes["1.2"], codes["1"], 0))
    project.make(RenumberCodes(codes["1"]))
    project.make(MergeCodes(codes["3.1"], [codes["3.1.1"]]))
    project.make(AddCode("Cost", codes["1"]))
    assert methods(changes_between(project.conn, FIRST, SECOND)) == (
        "2 codes were numbered anew: “Routes in” is now 1.1 and “Knowing what exists” is now 1.2. "
        "The code “Cost” was added. The code “Sleep” was merged into “Benefit”."
    )
    project.undo()
    assert "Cost" not in methods(changes_between(project.conn, FIRST, SECOND))


def test_a_code_merged_into_one_that_was_itself_merged_is_followed(
    project: Project, codes: Codes, next_day: Callable[[], None]
) -> None:
    next_day()
    project.make(MergeCodes(codes["1.2"], [codes["3.1.1"]]))
    project.make(MergeCodes(codes["1.1"], [codes["1.2"]]))
    found = changes_between(project.conn, FIRST, SECOND)
    assert {(one.what, one.code.name, one.others) for one in found} == {
        ("merged", "Sleep", ("Knowing what exists",)),
        ("merged", "Routes in", ("Knowing what exists",)),
    }


def test_a_removed_code_is_not_taken_for_a_merged_one(
    project: Project, codes: Codes, next_day: Callable[[], None]
) -> None:
    next_day()
    project.make(RemoveCode(codes["3.1.1"]))
    (one,) = changes_between(project.conn, FIRST, SECOND)
    assert one.sentence == "The code “Sleep” was removed."


def test_a_split_names_where_it_came_from(
    project: Project,
    codes: Codes,
    bring_in: Callable[..., str],
    code_it: Callable[..., str],
    next_day: Callable[[], None],
) -> None:
    coding = code_it(bring_in(), CARD, "1.2")
    next_day()
    new = AddCode("Notices", codes["1"])
    project.make(SplitCode(codes["1.2"], {coding: new.id}, [new]))
    (one,) = changes_between(project.conn, FIRST, SECOND)
    assert one.sentence == "The code “Notices” was split from “Routes in”."


def test_what_was_taken_back_is_no_change(project: Project, codes: Codes, next_day: Callable[[], None]) -> None:
    next_day()
    project.make(Because(MergeCodes(codes["1.1"], [codes["1.2"]]), "A mistake"))
    project.undo()
    assert changes_between(project.conn, FIRST, SECOND) == []
    assert [event.taken_back for event in code_events(project.conn, codes["1.2"])] == [True, True, False]


def test_who_changed_a_code_when_and_why(project: Project, codes: Codes) -> None:
    project.make(Because(ChangeCode(codes["1.2"], {"definition": "The way in."}), "Too wide."))
    latest, first = code_events(project.conn, codes["1.2"])
    assert (latest.coder, latest.at[:10], latest.reason) == ("Ana", "2026-03-12", "Too wide.")
    assert (latest.before, latest.after) == (
        (("definition", "How somebody came."),), (("definition", "The way in."),),
    )  # fmt: skip
    assert first.before == ()


def test_each_wording_says_when_it_began_and_what_was_made_under_it(
    project: Project,
    codes: Codes,
    bring_in: Callable[..., str],
    code_it: Callable[..., str],
    next_day: Callable[[], None],
) -> None:
    document = bring_in()
    early = code_it(document, CARD, "1.2")
    next_day()
    project.make(ChangeCode(codes["1.2"], {"definition": "The way in."}))
    code_it(document, SLEEP, "1.2")
    first, second = wordings_of(project.conn, codes["1.2"])
    assert (first.number, first.began[:10], first.definition, first.codings, first.present) == (
        1, "2026-03-12", "How somebody came.", 1, False,
    )  # fmt: skip
    assert (second.number, second.began[:10], second.coder, second.definition, second.codings, second.present) == (
        2, "2026-03-13", "Ana", "The way in.", 1, True,
    )  # fmt: skip
    assert under_earlier_wording(project.conn) == under_earlier_wording(project.conn, [codes["1.2"]]) == {early}
    assert under_earlier_wording(project.conn, [codes["1.1"]]) == frozenset()
    (excerpt,) = with_earlier_wording(project.conn, excerpts(project.conn))
    assert excerpt.coding_ids == (early,)
    project.make(StandUnderPresentWording([early]))
    assert with_earlier_wording(project.conn, excerpts(project.conn)) == []


def test_a_meaning_saved_bit_by_bit_is_one_change_and_one_wording_with_its_last_words(
    project: Project, codes: Codes, bring_in: Callable[..., str], code_it: Callable[..., str]
) -> None:
    code, wording = codes["1.2"], new_id()
    made = project.make(ChangeCode(code, {"definition": "The way"}, wording))
    for words in ("The way in", "The way in, or back."):
        project.make(ChangeCode(code, {"definition": words}, wording), goes_on=made.action_id)
    code_it(bring_in(), CARD, "1.2")
    latest, first = code_events(project.conn, code)
    assert (latest.before, latest.after) == (
        (("definition", "How somebody came."),), (("definition", "The way in, or back."),),
    )  # fmt: skip
    change, added = wording_history(project.conn, code)
    assert (change.was, added.was, first.before) == ((("definition", "How somebody came."),), (), ())
    assert [one.definition for one in wordings_of(project.conn, code)] == [
        "How somebody came.", "The way in, or back.",
    ]  # fmt: skip
    project.undo()  # takes back the coding
    project.undo()
    assert [one.definition for one in wordings_of(project.conn, code)] == [
        "How somebody came.", "The way in, or back.",
    ]  # fmt: skip


def test_what_one_action_did_and_undid_itself_is_no_change(project: Project, codes: Codes) -> None:
    code, before = codes["1.2"], len(code_events(project.conn, codes["1.2"]))
    made = project.make(ChangeCode(code, {"name": "Ways"}))
    project.make(ChangeCode(code, {"name": "Routes in"}), goes_on=made.action_id)
    assert len(code_events(project.conn, code)) == before
    assert len(wording_history(project.conn, code)) == 1


def test_codings_of_a_merged_code_say_what_it_meant(
    project: Project, codes: Codes, bring_in: Callable[..., str], code_it: Callable[..., str]
) -> None:
    code_it(bring_in(), CARD, "1.2")
    project.make(MergeCodes(codes["1.1"], [codes["1.2"]]))
    found = {(one.definition, one.merged, one.codings) for one in wordings_of(project.conn, codes["1.1"])}
    assert found == {("Whether people find out.", "", 0), ("How somebody came.", "Routes in", 1)}


def test_a_code_that_was_added_and_retired_meanwhile_is_told_as_both(
    project: Project, codes: Codes, next_day: Callable[[], None]
) -> None:
    next_day()
    added = AddCode("Cost", codes["1"], index="1.3")
    project.make(Because(added, "Money came up."))
    project.make(Because(RetireCode(added.id), "It did not come up again."))
    assert methods(changes_between(project.conn, FIRST, SECOND)) == (
        "The code “Cost” was added, because: Money came up. "
        "The code “Cost” was retired, because: It did not come up again."
    )


def test_the_reason_for_one_change_is_told_with_no_other(
    project: Project, codes: Codes, next_day: Callable[[], None]
) -> None:
    next_day()
    project.make(ChangeCode(codes["1.2"], {"definition": "The way in."}))
    project.make(Because(ChangeCode(codes["1.2"], {"name": "Ways in"}), "People said so."))
    project.make(Because(RemoveCode(codes["3.1.1"]), "Nobody sleeps."))
    assert methods(changes_between(project.conn, FIRST, SECOND)) == (
        "The code “Routes in” was renamed “Ways in”, because: People said so. "
        "The code “Ways in” was redefined. The code “Sleep” was removed, because: Nobody sleeps."
    )


def test_an_example_takes_nobodys_label(project: Project, codes: Codes, bring_in: Callable[..., str]) -> None:
    document = bring_in()
    across = Span(WORDS.index("So I sent"), WORDS.index("I sleep.") + len("I sleep."))
    project.make(TakeExample(codes["1.2"], document, across))
    held = codebook_on(project.conn, FIRST)[codes["1.2"]].example
    assert held == "“So I sent myself. And has it changed anything? I sleep.”"
    label = span_of(WORDS, "Interviewer:")
    with pytest.raises(Problem, match="Nobody says this"):
        project.make(TakeExample(codes["1.1"], document, label))


def test_an_excerpt_becomes_the_example_of_a_code(
    project: Project, codes: Codes, bring_in: Callable[..., str]
) -> None:
    document = bring_in()
    project.make(TakeExample(codes["1.2"], document, span_of(WORDS, CARD)))
    project.make(TakeExample(codes["1.2"], document, span_of(WORDS, "I sleep.")))
    held = codebook_on(project.conn, FIRST)[codes["1.2"]].example
    assert held == f"“{CARD}”\n“I sleep.”"
    with pytest.raises(Problem, match="already"):
        project.make(TakeExample(codes["1.2"], document, span_of(WORDS, "I sleep.")))
    with pytest.raises(Problem, match="No words"):
        project.make(TakeExample(codes["1.2"], document, Span(3, 3)))
    project.conn.execute("UPDATE participant SET consent = 'withdrawn'")
    with pytest.raises(Problem, match="withdrawn"):
        project.make(TakeExample(codes["1.1"], document, span_of(WORDS, CARD)))
    project.conn.execute("UPDATE participant SET consent = 'not recorded'")


def test_codes_are_numbered_by_where_they_stand(project: Project, codes: Codes) -> None:
    project.make(AddCode("Context", is_area=True, index="C"))
    project.make(MoveCode(codes["1.2"], codes["1"], 0))
    project.make(RenumberCodes())
    assert titles(project, FIRST) == [
        "1 Access", "1.1 Routes in", "1.2 Knowing what exists", "2 Evidence", "2.1 Benefit", "2.1.1 Sleep",
        "C Context",
    ]  # fmt: skip
    project.undo()
    project.make(RenumberCodes(codes["1"]))
    assert titles(project, FIRST)[:4] == ["1 Access", "1.1 Routes in", "1.2 Knowing what exists", "3 Evidence"]
    project.make(AddCode("Stray", codes["3"], index="1.3"))
    project.make(AddCode("Cost", codes["1"]))
    with pytest.raises(Problem, match="number of “Stray”"):
        project.make(RenumberCodes(codes["1"]))


def test_a_split_that_was_begun_is_found_again_and_done_as_one(
    project: Project, codes: Codes, bring_in: Callable[..., str], code_it: Callable[..., str]
) -> None:
    document = bring_in()
    card, sleep = code_it(document, CARD, "1.2"), code_it(document, SLEEP, "1.2")
    new = AddCode("Notices", codes["1"], index="1.3")
    begun = SplitBegun(codes["1.2"], (new,), (codes["3.1"],), {card: new.id})
    keep_split(project, begun)
    assert split_begun(project, codes["1.2"]) == begun
    assert begun.left((card, sleep)) == (sleep,)
    assert split_begun(project, codes["1.1"]) is None
    project.make(begun.edit())
    forget_split(project, codes["1.2"])
    assert split_begun(project, codes["1.2"]) is None
    assert project.conn.execute("SELECT code_id FROM coding WHERE id = ?", (card,)).fetchone() == (new.id,)


def test_a_split_that_was_begun_forgets_what_is_gone(
    project: Project, codes: Codes, bring_in: Callable[..., str], code_it: Callable[..., str]
) -> None:
    card = code_it(bring_in(), CARD, "1.2")
    keep_split(project, SplitBegun(codes["1.2"], (), (codes["3.1"],), {card: codes["3.1"]}))
    project.make(RetireCode(codes["3.1"]))
    assert split_begun(project, codes["1.2"]) == SplitBegun(codes["1.2"])
