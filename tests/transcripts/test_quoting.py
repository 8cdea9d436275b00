"""Quotation marks within quotation marks."""

from __future__ import annotations

import pytest

from qualcode.transcripts.quoting import in_marks, without_quoted


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("The card", "“The card”"),
        ("They say “come” to all", "“They say ‘come’ to all”"),
        ('He said "come", twice', "“He said ‘come’, twice”"),
        ("the chemist’s ‘card’", "“the chemist’s ‘card’”"),
    ],
)
def test_what_words_quote_stands_in_single_marks(words: str, shown: str) -> None:
    assert in_marks(words) == shown


@pytest.mark.parametrize("label", ["Wording of “Saying “come””", "Wording of “Saying ‘come’”"])
def test_a_name_goes_from_a_sentence_however_its_own_marks_were_written(label: str) -> None:
    assert without_quoted(label, "Saying “come”", "a code") == "Wording of a code"
