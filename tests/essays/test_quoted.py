"""Quotations found in a draft: by their marks, whatever these are, and by how a paragraph is set apart."""

from __future__ import annotations

import pytest

from qualcode.essays.drafts.draft import Draft, Paragraph, SetApart
from qualcode.essays.drafts.quoted import Loose, quoted_in


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


@pytest.mark.parametrize(
    ("paragraphs", "quoted"),
    [
        (["He had “one thing (P03). So."], [("one thing (P03). So.", Loose.END)]),
        (['He had "one thing. So "two" came.'], [("one thing. So", Loose.END), ("two", Loose.NOT)]),
        (["He had “one“ and “two“."], [("one", Loose.NOT), ("two", Loose.NOT)]),
        (["« je dors (P03)"], [("je dors (P03)", Loose.END)]),
        (["„ich schlafe (P03)"], [("ich schlafe (P03)", Loose.END)]),
        (["He had one thing.” So."], [("He had one thing.", Loose.START)]),
        (["Then ‘one more of them came (P03)."], [("one more of them came (P03).", Loose.MAYBE)]),
        (["The 6\" ruler, the 12' pole and 5' 10\" of rope."], []),
        (["The ‘90s, ‘twas rock ‘n’ roll, goin’ home."], []),
        (['"One.', '"Two.', '"Three." So.'], [("One.", Loose.NOT), ("Two.", Loose.NOT), ("Three.", Loose.NOT)]),
        (['„so" and »so« and ”so”.'], [("so", Loose.NOT), ("so", Loose.NOT), ("so", Loose.NOT)]),
    ],
)
def test_a_mark_that_nothing_closes_quotes_what_follows_it(
    paragraphs: list[str], quoted: list[tuple[str, Loose]]
) -> None:
    found = quoted_in(Draft("essay.docx", tuple(map(Paragraph, paragraphs))))
    assert [(one.words, one.loose) for one in found] == quoted


def test_a_paragraph_set_apart_is_quoted_whole_or_as_its_marks_say() -> None:
    apart = SetApart.QUOTATION
    assert words_quoted(Paragraph("I sleep now. He said “go”.", set_apart=apart)) == ["I sleep now. He said “go”."]
    assert words_quoted(Paragraph("“I sleep now, I do.” (P03)", set_apart=apart)) == ["I sleep now, I do."]


def test_a_paragraph_that_only_says_who_spoke_is_no_quotation() -> None:
    assert words_quoted(Paragraph("— P03, peer supporter", set_apart=SetApart.QUOTATION)) == []
