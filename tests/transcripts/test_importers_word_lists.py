"""Numbers and bullets in Word documents."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.transcripts.importers.word_numbers import roman, written
from qualcode.transcripts.transcript import Transcript
from tests.transcripts.word_files import in_list, item, level, numbering, paragraph, run, said, word_file

Reader = Callable[..., Transcript]


def lines(transcript: Transcript) -> list[str]:
    return transcript.text.split("\n\n")


def test_the_items_of_a_list_are_numbered_as_word_shows_them(read_text: Reader) -> None:
    lists = numbering(level(0, "%1."), level(1, "%2)", "lowerLetter"), level(2, "%1.%2.%3", "lowerRoman"))
    body = item("Bus") + item("late", level=1) + item("cold", level=1) + item("dark", level=2)
    body += said("So.") + item("Room") + item("small", level=1)
    assert lines(read_text(word_file(body, numbering=lists), "a.docx")) == [
        "1. Bus",
        "a) late",
        "b) cold",
        "1.b.i dark",
        "So.",
        "2. Room",
        "a) small",
    ]


def test_bullets_are_shown_as_bullets_and_dashes_as_dashes(read_text: Reader) -> None:
    wingdings = '<w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr>'
    lists = numbering(
        level(0, "\uf0b7", "bullet"),
        level(1, "–", "bullet"),
        level(2, "o", "bullet"),
        level(3, "§", "bullet").replace("</w:lvl>", f"{wingdings}</w:lvl>"),
    )
    body = "".join(item("tea", level=place) for place in range(4))
    assert lines(read_text(word_file(body, numbering=lists), "a.docx")) == ["• tea", "– tea", "• tea", "• tea"]


def test_lists_of_one_definition_count_on_unless_they_start_anew(read_text: Reader) -> None:
    more = (
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="10"/></w:lvlOverride></w:num>'
        '<w:num w:numId="4"><w:abstractNumId w:val="0"/>'
        f'<w:lvlOverride w:ilvl="0">{level(0, "(%1)", "upperRoman")}</w:lvlOverride></w:num>'
    )
    body = item("a") + item("b", 2) + item("c", 3) + item("d", 3) + item("e", 1) + item("f", 4)
    assert lines(read_text(word_file(body, numbering=numbering(level(0, "%1."), more=more)), "a.docx")) == [
        "1. a",
        "2. b",
        "10. c",
        "11. d",
        "12. e",
        "(XIII) f",
    ]


def test_a_level_starts_anew_only_where_the_list_says_so(read_text: Reader) -> None:
    never, after_first = '<w:lvlRestart w:val="0"/>', '<w:lvlRestart w:val="1"/>'
    lists = numbering(level(0, "%1."), level(1, "%2.", more=never), level(2, "%3.", more=after_first))
    body = item("a") + item("b", level=1) + item("c", level=2) + item("d", level=1) + item("e", level=2)
    body += item("f") + item("g", level=1) + item("h", level=2)
    numbers = [line.split()[0] for line in lines(read_text(word_file(body, numbering=lists), "a.docx"))]
    assert numbers == ["1.", "1.", "1.", "2.", "2.", "2.", "3.", "1."]


def test_numbers_above_may_be_forced_to_digits(read_text: Reader) -> None:
    lists = numbering(level(0, "%1", "upperRoman"), level(1, "%1.%2", more="<w:isLgl/>"))
    body = item("a") + item("b", level=1)
    assert lines(read_text(word_file(body, numbering=lists), "a.docx")) == ["I a", "1.1 b"]


def test_a_style_numbers_its_paragraphs(read_text: Reader) -> None:
    styles = (
        '<w:style w:styleId="Frage"><w:name w:val="Frage"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
        '</w:style><w:style w:styleId="Unterfrage"><w:name w:val="Unterfrage"/><w:basedOn w:val="Frage"/></w:style>'
        '<w:style w:styleId="Heading1"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>'
        "</w:pPr></w:style>"
    )
    named = '<w:pStyle w:val="Unterfrage"/>'
    lists = numbering(level(0, "%1."), level(1, "%1.%2", more=named))
    body = paragraph(run("Tea"), properties='<w:pStyle w:val="Frage"/>')
    body += paragraph(run("green"), properties=named)
    body += paragraph(run("none"), properties=f'<w:pStyle w:val="Frage"/>{in_list(0)}')
    body += paragraph(run("Rooms"), properties='<w:pStyle w:val="Heading1"/>')
    transcript = read_text(word_file(body, numbering=lists, styles=styles), "a.docx")
    assert lines(transcript) == ["1. Tea", "1.1 green", "none", "2. Rooms"]


def test_a_list_may_be_given_by_a_style_of_lists(read_text: Reader) -> None:
    by_style = (
        '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="Liste"/></w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="2"><w:styleLink w:val="Liste"/>{level(0, "§%1")}</w:abstractNum>'
        '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    )
    lists = numbering(level(0, "%1."), more=by_style)
    assert lines(read_text(word_file(item("a", 2) + item("b", 2), numbering=lists), "a.docx")) == ["§1 a", "§2 b"]


def test_lists_that_point_at_each_other_in_a_circle_number_nothing(read_text: Reader) -> None:
    circle = '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="S"/></w:abstractNum>'
    circle += '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    circle += '<w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
    style = '<w:style w:styleId="S"><w:basedOn w:val="S"/><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr>'
    style += "</w:style>"
    assert read_text(word_file(item("a"), numbering=circle, styles=style), "a.docx").text == "a"


def test_an_interview_whose_paragraphs_are_all_numbered_has_its_turns(read_text: Reader) -> None:
    body = "".join(
        item(words) for words in ("Ann Lee: How?", "Ben: Well.", "Ann Lee: And?", "Ben: No.", "Really no.")
    )
    transcript = read_text(word_file(body, numbering=numbering(level(0, "%1."))), "a.docx")
    assert transcript.text.startswith("1. Ann Lee: How?\n\n2. Ben: Well.")
    assert [(turn.speaker, turn.span.of(transcript.text)) for turn in transcript.turns] == [
        ("Ann Lee", "How?"),
        ("Ben", "Well."),
        ("Ann Lee", "And?"),
        ("Ben", "No.\n\n5. Really no."),
    ]


def test_a_bold_name_after_a_number_is_a_label(read_text: Reader) -> None:
    pairs = [("Ann", "How?"), ("Ben", "Well, no."), ("Ann", "And?"), ("Ben", "No.")]
    body = "".join(paragraph(run(name, "<w:b/>"), run(f" {words}"), properties=in_list(1)) for name, words in pairs)
    transcript = read_text(word_file(body, numbering=numbering(level(0, "%1."))), "a.docx")
    assert [(turn.speaker, turn.span.of(transcript.text)) for turn in transcript.turns] == pairs


def test_labels_written_by_the_list_itself_are_labels(read_text: Reader) -> None:
    more = f'<w:abstractNum w:abstractNumId="1">{level(0, "P3:", "none")}</w:abstractNum>'
    more += '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    lists = numbering(level(0, "Interviewer:", "none"), more=more)
    body = item("How?") + item("Well.", 2) + item("And?") + item("No.", 2)
    transcript = read_text(word_file(body, numbering=lists), "a.docx")
    assert transcript.speakers() == ["Interviewer", "P3"]
    assert transcript.turns[1].span.of(transcript.text) == "Well."


def test_the_number_belongs_to_a_paragraph_that_nobody_speaks(read_text: Reader) -> None:
    transcript = read_text(word_file(item("Tea"), numbering=numbering(level(0, "%1."))), "a.docx")
    assert [turn.span.of(transcript.text) for turn in transcript.turns] == ["1. Tea"]


def test_an_empty_item_is_counted_but_not_shown(read_text: Reader) -> None:
    transcript = read_text(
        word_file(item("a") + item("") + item("c"), numbering=numbering(level(0, "%1."))), "a.docx"
    )
    assert lines(transcript) == ["1. a", "3. c"]


@pytest.mark.parametrize(
    ("style", "number", "shown"),
    [
        ("decimal", 12, "12"),
        ("decimalZero", 3, "03"),
        ("lowerLetter", 28, "bb"),
        ("upperLetter", 3, "C"),
        ("lowerRoman", 1994, "mcmxciv"),
        ("ordinal", 22, "22nd"),
        ("ordinal", 111, "111th"),
        ("cardinalText", 45, "Forty-five"),
        ("ordinalText", 30, "Thirtieth"),
        ("ordinalText", 21, "Twenty-first"),
        ("ideographDigital", 10, "一〇"),
        ("chineseCounting", 12, "十二"),
        ("decimalEnclosedCircle", 3, "③"),
        ("russianLower", 3, "в"),
        ("arabicAlpha", 2, "ب"),
        ("none", 3, ""),
        ("nothing anybody knows", 3, "3"),
        ("lowerRoman", 0, "0"),
        ("upperLetter", 999_999, "999999"),
    ],
)
def test_numbers_in_their_formats(style: str, number: int, shown: str) -> None:
    assert written(number, style) == shown


@given(st.integers(1, 3999))
def test_roman_numerals_add_up_to_their_number(number: int) -> None:
    values = [{"m": 1000, "d": 500, "c": 100, "l": 50, "x": 10, "v": 5, "i": 1}[letter] for letter in roman(number)]
    following = [*values[1:], 0]
    assert sum(-value if value < after else value for value, after in zip(values, following, strict=True)) == number
