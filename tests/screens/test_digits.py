"""The digits of an open document: they keep their place."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qualcode.tui.digits import Digits

CODES = st.sampled_from([f"code {number}" for number in range(14)])


def test_pinned_codes_come_first_and_recent_ones_fill_the_free_digits() -> None:
    digits = Digits({2: "pinned"}, ["a", "pinned", "b"])
    assert digits.items() == [(1, "a"), (2, "pinned"), (3, "b")]


def test_a_new_code_takes_the_unpinned_digit_used_least_when_none_is_free() -> None:
    digits = Digits({1: "pinned"}, "bcdefghi")
    for code in "bcdefghi":
        digits.used(code)
    digits.used("b")
    digits.used("new")
    assert digits.digit_of("new") == 3
    assert digits.code(1) == "pinned"


def test_on_coming_back_a_new_code_takes_the_digit_of_the_code_used_longest_ago() -> None:
    digits = Digits({}, "abcdefghi")
    for code in ("new", "i", "newer", "newest"):
        digits.used(code)
    assert [code for _, code in digits.items()] == [*"abcde", "newest", "newer", "i", "new"]


def test_a_code_that_is_gone_frees_its_digit() -> None:
    digits = Digits({}, ["a", "b"])
    digits.forget(["b"])
    assert digits.items() == [(2, "b")]


def test_the_digit_of_a_code_that_was_taken_back_is_the_next_to_be_given() -> None:
    digits = Digits({}, [])
    digits.used("undone")
    digits.forget([])
    digits.used("a")
    assert digits.items() == [(1, "a")]


def test_pinning_moves_no_other_code_but_the_one_whose_digit_is_taken() -> None:
    digits = Digits({}, ["a", "b", "c", "d"])
    digits.forget(["b", "c", "d"])
    digits.pin({3: "b"})
    assert digits.items() == [(1, "c"), (3, "b"), (4, "d")]


@given(st.dictionaries(st.integers(1, 9), CODES, max_size=4), st.lists(CODES, unique=True), st.lists(CODES))
def test_nothing_reorders_under_the_fingers(pinned: dict[int, str], recent: list[str], used: list[str]) -> None:
    digits = Digits(pinned, recent)
    for code in used:
        before = dict(digits.items())
        known = code in before.values()
        digits.used(code)
        after = dict(digits.items())
        moved = [slot for slot in before if after.get(slot) != before[slot]]
        assert not moved if known else len(moved) <= 1
        assert all(after[slot] == held for slot, held in pinned.items())
