"""Quotations with a mark missing, and paragraphs without any: none hides what it says."""

from __future__ import annotations

import pytest

from qualcode.essays.drafts.draft import Paragraph, SetApart
from tests.essays.conftest import SLEPT, Check, CheckOne, sentences, troubles

OPEN = "opens and is not closed"
MADE_UP = "We threw the whole van out of the window in April."


@pytest.mark.parametrize("mark", ["“", '"', "„", "«"])
def test_a_quotation_that_is_not_closed_is_told_and_looked_for(check_one: CheckOne, mark: str) -> None:
    right = check_one(f"So it was: {mark}{SLEPT} (Ines). And then she left the room.")
    assert (right.words, troubles(right)) == (SLEPT, [OPEN])
    wrong = check_one(f"So it was: {mark}{SLEPT.replace('through', 'well')} (Ines). And then she left the room.")
    assert troubles(wrong) == [OPEN, "altered"]
    assert "“well” stands for “through”." in sentences(wrong)
    invented = check_one(f"So it was: {mark}{MADE_UP} (Ines)")
    assert (invented.words, troubles(invented)) == (MADE_UP, [OPEN, "not found"])


def test_a_quotation_closed_with_a_mark_that_opens_is_like_any_other(check_one: CheckOne) -> None:
    finding = check_one(f"She said “{SLEPT.replace('through', 'well')}“ (Ines).")
    assert troubles(finding) == ["altered"]


def test_a_quotation_that_is_not_closed_leaves_the_next_one_alone(check: Check) -> None:
    first, second = check(f'She said "{SLEPT} He said "Somebody with a van" (Will).').findings
    assert (first.words, troubles(first)) == (SLEPT, [OPEN])
    assert (second.words, troubles(second)) == ("Somebody with a van", [])


def test_a_quotation_that_is_closed_and_does_not_open_is_told(check_one: CheckOne) -> None:
    finding = check_one(f"So it was. {SLEPT}” (Ines)")
    assert (finding.words, troubles(finding)) == (SLEPT, ["closes and does not open"])


def test_an_apostrophe_before_a_word_is_a_mark_only_where_the_study_says_so(check: Check) -> None:
    assert check("He went ‘cross the yard to the van that nobody there had seen.").findings == ()
    (finding,) = check(f"She said ‘{SLEPT} (Ines)").findings
    assert troubles(finding) == [OPEN]


def indented(words: str) -> Paragraph:
    return Paragraph(words, set_apart=SetApart.INDENTED)


@pytest.mark.parametrize(
    "paragraphs",
    [
        [indented(MADE_UP), "(Ines)"],
        [indented(MADE_UP), "— Ines, gardener"],
        [indented(f"{MADE_UP} (Ines)")],
        ["Ines said:", indented(MADE_UP)],
        ["One of them put it like this:", indented(MADE_UP)],
        [MADE_UP, "— Ines"],
    ],
)
def test_words_set_apart_that_the_draft_gives_to_somebody_are_a_quotation(
    check: Check, paragraphs: list[str | Paragraph]
) -> None:
    (finding,) = check("It was long ago.", *paragraphs, "And so on.").findings
    assert troubles(finding) == ["not found"]


@pytest.mark.parametrize(
    "paragraphs",
    [
        ["We worked in three steps:", indented(MADE_UP)],
        [indented("This is how the work was organised over two years.")],
        [MADE_UP, "Ines", "She is a gardener."],
        [MADE_UP, "(Table 2)"],
    ],
)
def test_other_words_set_apart_are_none(check: Check, paragraphs: list[str | Paragraph]) -> None:
    assert check(*paragraphs).findings == ()


def test_a_paragraph_without_marks_is_held_against_the_study_where_a_line_says_who_spoke(check: Check) -> None:
    altered = SLEPT.replace("through", "well")
    for paragraphs in ([altered, "Ines"], [altered, "Ines, gardener"], ["Ines was plain:", altered]):
        (finding,) = check(*paragraphs).findings
        assert troubles(finding) == ["altered"], paragraphs
