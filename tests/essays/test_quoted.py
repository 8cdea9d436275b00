"""Quotations found in a draft: by their marks, whatever these are, and by how a paragraph is set apart."""

from __future__ import annotations

import pytest

from qualcode.essays.drafts.draft import Draft, Paragraph, SetApart
from qualcode.essays.drafts.quoted import quoted_in


def words_quoted(*paragraphs: str | Paragraph) -> list[str]:
    told = tuple(Paragraph(one) if isinstance(one, str) else one for one in paragraphs)
    found = quoted_in(Draft("essay.docx", told))
    for one in found:
        assert one.span.of(told[one.paragraph].words) == one.words
    return [one.words for one in found]


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("She said “I sleep now.” And so.", ["I sleep now."]),
        ('She said "I sleep now." And "so".', ["I sleep now.", "so"]),
        ("She said ‘I sleep now.’ And so.", ["I sleep now."]),
        ("She said 'I sleep now,' and so.", ["I sleep now,"]),
        ("Sie sagte „ich schlafe“ und ging.", ["ich schlafe"]),
        ("Elle a dit « je dors » et voilà.", ["je dors"]),
        ("She said “He said ‘go’ and I went” then.", ["He said ‘go’ and I went"]),
        ("She said ‘He said “go” and I went’ then.", ["He said “go” and I went"]),
        ("The workers’ room and the nurses’ room.", []),
        ("I don't know what the boys' room's like, it's theirs.", []),
        ("She said ‘the boys’ room was cold, I didn’t go’ and left.", ["the boys’ room was cold, I didn’t go"]),
        ("‘Two cats’ she said.", ["Two cats"]),
        ("She went 'cos it was late and the nurses' room was cold.", []),
        ("The ’90s were the nurses’ years.", []),
        ("A “one” and “two” and ‘three’.", ["one", "two", "three"]),
        ("He said “I slept\nbadly” then.", ["I slept\nbadly"]),
        ('He said “I slept badly" then.', ["I slept badly"]),
        ("“”", []),
    ],
)
def test_quotation_marks_of_every_kind_are_told_from_apostrophes(text: str, quoted: list[str]) -> None:
    assert words_quoted(text) == quoted


def test_a_quotation_of_several_paragraphs_opens_each_of_them() -> None:
    assert words_quoted("“One.", "“Two.", "“Three.” And so.") == ["One.", "Two.", "Three."]


def test_a_quotation_that_goes_over_a_line_into_the_next_paragraph_is_read_in_both() -> None:
    assert words_quoted("She said “One.", "Two.” And so.") == ["One.", "Two."]


def test_a_mark_that_nothing_closes_quotes_nothing() -> None:
    assert words_quoted("He had “one", "Two.") == []


def test_a_paragraph_set_apart_is_quoted_whole_or_as_its_marks_say() -> None:
    apart = SetApart.QUOTATION
    assert words_quoted(Paragraph("I sleep now. He said “go”.", set_apart=apart)) == ["I sleep now. He said “go”."]
    assert words_quoted(Paragraph("“I sleep now, I do.” (P03)", set_apart=apart)) == ["I sleep now, I do."]


def test_a_paragraph_that_only_says_who_spoke_is_no_quotation() -> None:
    assert words_quoted(Paragraph("— P03, peer supporter", set_apart=SetApart.QUOTATION)) == []
