"""Markdown."""

from __future__ import annotations

import re
from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from qualcode.transcripts.importers.rendered import rendered
from qualcode.transcripts.transcript import Kind, Transcript

Reader = Callable[..., Transcript]


def said(transcript: Transcript) -> list[tuple[str | None, str]]:
    return [(turn.speaker, turn.span.of(transcript.text)) for turn in transcript.turns]


def test_marks_are_taken_off_the_words(read_text: Reader) -> None:
    text = (
        "A *soft* and **loud** `word`, a [link](https://example.org), \\*star\\*, 2 &lt; 3,\n"
        "a <b>tag</b>, <laughs>, ~~no~~ ![picture](p.png)<!-- secret -->"
    )
    assert read_text(text, "a.md").text == "A soft and loud word, a link, *star*, 2 < 3,\na tag, <laughs>, no picture"


def test_headings_lists_and_quotes_read_as_a_reader_sees_them(read_text: Reader) -> None:
    text = "# Title\n\nWords  \nmore\n\n- one\n- two\n  - three\n\n4. four\n5. five\n\n> quoted\n\n---\n\nEnd"
    transcript = read_text(text, "a.md")
    assert transcript.text == "Title\n\nWords\nmore\n\n- one\n- two\n  - three\n\n4. four\n5. five\n\nquoted\n\nEnd"
    assert transcript.title == "Title"
    assert said(transcript)[0] == (None, "Title")


def test_bold_names_are_speakers_wherever_the_colon_stands(read_text: Reader) -> None:
    text = "# Head\n\n**Interviewer:** How?\n\n**Jas**: Well.\n\nMore.\n\n**Interviewer:** And?\n\n**Jas:** No."
    assert said(read_text(text, "a.md")) == [
        (None, "Head"),
        ("Interviewer", "How?"),
        ("Jas", "Well.\n\nMore."),
        ("Interviewer", "And?"),
        ("Jas", "No."),
    ]


def test_a_bold_name_above_its_words_is_a_speaker(read_text: Reader) -> None:
    text = "**Ann**\n\nHow?\n\n**Ben Roe**\n\nWell.\n\n**Ann**\n\nAnd?\n\n**Ben Roe**\n\nNo."
    assert said(read_text(text, "a.md"))[:2] == [("Ann", "How?"), ("Ben Roe", "Well.")]


def test_front_matter_is_no_text_but_says_what_the_file_is(read_text: Reader) -> None:
    text = (
        '---\nkind: Evidence\ntitle: "A review: of trials"\nauthors:\n  - A. Okafor\n  - B. Lindqvist\n'
        "year: 2024\ndoi: 10.1/x\nstrength: moderate\nunknown: x\n---\n\n"
        "Note: this.\n\nAnn: that.\n\nAnn: more."
    )
    transcript = read_text(text, "a.md")
    assert transcript.kind is Kind.EVIDENCE
    assert transcript.title == "A review: of trials"
    assert transcript.reference["authors"] == "A. Okafor, B. Lindqvist"
    assert transcript.reference["year"] == "2024"
    assert transcript.text.startswith("Note: this.")
    assert {turn.speaker for turn in transcript.turns} == {None}
    assert transcript.warnings == ()


def test_a_kind_that_is_none_gives_a_warning_that_lists_them(read_text: Reader) -> None:
    transcript = read_text("---\nkind: chat\ndate: 2026-03-12\n---\nWords.", "a.md")
    assert transcript.kind is None
    assert transcript.date == "2026-03-12"
    assert "field note" in transcript.warnings[0]


def test_a_field_note_is_the_observers_words(read_text: Reader) -> None:
    transcript = read_text("---\nkind: field-notes\n---\nAnn: that.\n\nBen: no.\n\nAnn: more.\n\nBen: no.", "a.md")
    assert transcript.kind is Kind.FIELD_NOTE
    assert transcript.speakers() == []


def test_a_rule_at_the_top_is_no_front_matter(read_text: Reader) -> None:
    assert read_text("---\nI never went\n---\nand so", "a.md").text.startswith("I never went")


def test_a_rule_under_an_answer_does_not_make_it_a_heading(read_text: Reader) -> None:
    answer = "I never went to the group, because it was on a Thursday, and then I had my mother to see to, so."
    text = f"**I:** Why?\n\n**P1:** {answer}\n---\n\n**I:** And?\n\n**P1:** No."
    assert said(read_text(text, "a.md"))[1] == ("P1", answer)


def test_a_label_in_brackets_is_not_swallowed_as_a_reference(read_text: Reader) -> None:
    text = "[Interviewer]: Yes\n\n[P1]: No\n\n[Interviewer]: Why\n\n[P1]: So"
    assert [words for _, words in said(read_text(text, "a.md"))] == ["Yes", "No", "Why", "So"]


@given(st.text(st.sampled_from("ab1 \n*_`#>-+.:[]()!\\~|&;<é"), max_size=80))
def test_no_letter_of_a_markdown_file_is_lost(source: str) -> None:
    page = rendered(source)
    links = re.sub(r"\]\([^)]*\)|<[^>]*>|```[^\n]*|~~~[^\n]*|&[^;\s]*;|&", " ", source)
    for letter in "abé":
        assert page.text.count(letter) >= links.count(letter)
    for start in page.headings:
        assert (
            start == 0 or page.text[start - 1] == "\n" or page.text[:start].rsplit("\n", 1)[-1].strip(" -+*.)1") == ""
        )


def test_captions_in_markdown_are_joined_into_turns_and_keep_what_the_file_says_of_itself(read_text: Reader) -> None:
    cues = "".join(f"00:{n:02}.000 --> 00:{n + 1:02}.000\nword {n}\n\n" for n in range(20))
    transcript = read_text(f"---\ntitle: A talk\ndate: 2024-03-01\n---\n{cues}", "a.md")
    assert transcript.title == "A talk"
    assert transcript.date == "2024-03-01"
    assert [turn.span.of(transcript.text) for turn in transcript.turns] == [" ".join(f"word {n}" for n in range(20))]
    assert "read as captions" in transcript.warnings[0]


def test_names_above_times_are_speakers_and_no_captions(read_text: Reader) -> None:
    text = "0:0:0.0 --> 0:0:3.500\nJane Doe\nHow?\n\n0:0:3.5 --> 0:0:9.0\nJohn Roe\nWell.\n\n" * 2
    for name in ("a.md", "a.txt"):
        assert read_text(text, name).speakers() == ["Jane Doe", "John Roe"]
