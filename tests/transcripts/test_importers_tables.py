"""Tables that are transcripts, and tables that are not."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable, Sequence

import docx
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from qualcode.transcripts.importers.columns import columns_of, seconds_in
from qualcode.transcripts.importers.tables import Placed, TablesAbove, text_of_rows, turns_around, turns_of_rows
from qualcode.transcripts.transcript import Transcript
from tests.transcripts.word_files import item, level, numbering, paragraph, row, run, said, table, word_file

Reader = Callable[..., Transcript]
Said = tuple[str | None, float | None, str]


def spoken(rows: Sequence[Sequence[str]]) -> list[Said] | None:
    turns = turns_of_rows(rows)
    text = text_of_rows(rows)
    return None if turns is None else [(turn.speaker, turn.seconds, turn.span.of(text)) for turn in turns]


def test_a_column_of_speakers_and_one_of_words() -> None:
    rows = [("Interviewer", "How?"), ("P03", "Well."), ("Interviewer", "And?"), ("P03", "No.")]
    assert spoken(rows) == [(speaker, None, words) for speaker, words in rows]


def test_columns_are_known_by_their_headings_in_any_order() -> None:
    rows = [("Text", "Timestamp", "Speaker"), ("How?", "00:01:02", "The woman"), ("Well.", "1:05", "Ben:")]
    assert spoken(rows) == [
        (None, None, "Text\tTimestamp\tSpeaker"),
        ("The woman", 62.0, "How?"),
        ("Ben", 65.0, "Well."),
    ]


@pytest.mark.parametrize("headings", [("Zeit", "Sprecher", "Aussage"), ("Temps", "Locuteur", "Texte")])
def test_headings_are_known_in_other_languages(headings: tuple[str, ...]) -> None:
    found = columns_of([headings, ("0:01", "Ann", "Ja.")])
    assert found is not None
    assert (found.time, found.speaker, found.words, found.header) == (0, 1, 2, True)


def test_numbers_and_times_before_the_speaker() -> None:
    rows = [
        ("1", "00:01", "I", "How?"),
        ("2", "00:04", "P1", "Well."),
        ("3", "00:09", "I", "And?"),
        ("4", "0:12", "P1", "No."),
    ]
    found = spoken(rows)
    assert found is not None
    assert [(who, when) for who, when, _ in found] == [("I", 1.0), ("P1", 4.0), ("I", 9.0), ("P1", 12.0)]


def test_a_time_may_stand_in_the_speakers_cell() -> None:
    rows = [
        ("Ann\n[00:01:02]", "How?"),
        ("Ben 0:02:00", "Well."),
        ("Ann\n[00:02:02]", "And?"),
        ("Ben 0:03:00", "No."),
    ]
    assert spoken(rows) == [
        ("Ann", 62.0, "How?"),
        ("Ben", 120.0, "Well."),
        ("Ann", 122.0, "And?"),
        ("Ben", 180.0, "No."),
    ]


def test_labels_may_stand_before_the_words_beside_numbers_or_times() -> None:
    rows = [("00:01", "I: How?"), ("00:04", "P1: Well."), ("00:09", "I: And?"), ("", "P1: No.")]
    assert spoken(rows) == [("I", 1.0, "How?"), ("P1", 4.0, "Well."), ("I", 9.0, "And?"), ("P1", None, "No.")]


def test_a_row_without_a_speaker_goes_on_in_the_voice_above() -> None:
    rows = [("Speaker", "Words"), ("Ann", "How?"), ("", "And why?"), ("", "[laughs]"), ("", "Well?"), ("Ben", "No.")]
    found = spoken(rows)
    assert found is not None
    assert [who for who, _, _ in found] == [None, "Ann", "Ann", None, "Ann", "Ben"]


def test_merged_rows_and_notes_beside_the_words_are_nobodys() -> None:
    rows = [("Speaker", "Words", "Notes"), ("Part one",), ("Ann", "How?", "sad"), ("Ben", "Well.", "")]
    assert spoken(rows) == [
        (None, None, "Speaker\tWords\tNotes"),
        (None, None, "Part one"),
        ("Ann", None, "How?"),
        (None, None, "sad"),
        ("Ben", None, "Well."),
    ]


def test_a_transcript_goes_on_in_the_next_table_without_headings() -> None:
    above = TablesAbove()
    first, second = [("Who", "Words", "Time"), ("The woman", "How?", "0:01")], [("The woman", "And?", "0:09")]
    assert turns_of_rows(second, above) is None
    assert turns_of_rows(first, above) is not None
    (turn,) = turns_of_rows(second, above) or ()
    assert (turn.speaker, turn.seconds) == ("The woman", 9.0)
    assert turns_of_rows([("Age", "32", "years")], above) is None
    assert turns_of_rows([("The woman", "32")], above) is None


@pytest.mark.parametrize(
    "rows",
    [
        [("Participant", "Age", "Role"), ("P1", "32", "Nurse"), ("P2", "33", "Doctor")],
        [("P1", "Nurse"), ("P2", "Doctor"), ("P3", "Nurse")],
        [("Mother", "Jane"), ("Aunt", "Bo")],
        [("Code", "Definition"), ("Trust", "When people trust."), ("Doubt", "When people doubt whatever they hear.")],
        [(str(n), f"Part {n}", "China", "A long cable, all black, for the night.") for n in range(6)],
        [("Yes", "12"), ("No", "13"), ("Yes", "14"), ("No", "15")],
        [("Words",), ("How?",)],
        [],
    ],
)
def test_facesheets_facts_and_lists_are_no_transcripts(rows: list[tuple[str, ...]]) -> None:
    assert turns_of_rows(rows) is None


@pytest.mark.parametrize(
    ("cell", "seconds"),
    [("00:01:02", 62.0), ("[1:02 - 1:09]", 62.0), ("12.5", 12.5), ("12,5 s", 12.5), ("", None), ("later", None)],
)
def test_times_in_cells(cell: str, seconds: float | None) -> None:
    assert seconds_in(cell) == seconds


_CELLS = st.text(st.sampled_from("ab I1:\n.[]"), max_size=12)


@given(st.lists(st.lists(_CELLS, min_size=1, max_size=4), max_size=8))
def test_the_turns_of_any_table_are_in_order_and_hold_every_word_but_labels_and_times(rows: list[list[str]]) -> None:
    named = [["Time", "Speaker", "Text"], *rows, ["0:01", "Ann", "Well."]]
    turns = turns_of_rows(named)
    text = text_of_rows(named)
    assume(turns is not None)
    assert turns is not None
    at = 0
    for turn in turns:
        assert at <= turn.start < turn.end <= len(text)
        assert turn.span.of(text) == turn.span.of(text).strip()
        at = turn.end
    assert [turn for turn in turns if turn.span.of(text) == "Well."]
    outside = text
    for turn in reversed(turns):
        outside = outside[: turn.start] + outside[turn.end :]
    labels = "".join("".join(each[:2]) for each in named if len(each) == 3)
    assert Counter("".join(outside.split())) <= Counter("".join(labels.split()))


def test_what_stands_around_a_table_is_read_as_ever() -> None:
    before, inside, after = "I: How?\n\nP1: Well.", "Ann\tYes.", "I: And?\n\nP1: No."
    text = "\n\n".join((before, inside, after))
    start = len(before) + 2
    rows = turns_of_rows([("Speaker", "Words"), ("Ann", "Yes.")])
    assert rows is not None
    placed = Placed(start, start + len(inside), ())
    assert [turn.span.of(text) for turn in turns_around(text, [placed])] == ["How?", "Well.", "And?", "No."]


def test_a_word_table_is_a_transcript(read_text: Reader) -> None:
    document = docx.Document()
    document.add_paragraph("A kitchen.")
    rows = [("Time", "Who", "What was said"), ("00:01", "The woman", "How?"), ("00:04", "Ben", "Well,\nno.")]
    grid = document.add_table(rows=0, cols=3)
    for words in rows:
        cells = grid.add_row().cells
        for place, each in enumerate(words):
            cells[place].text = each
    document.add_paragraph("They leave.")
    buffer = io.BytesIO()
    document.save(buffer)
    transcript = read_text(buffer.getvalue(), "a.docx")
    assert [(turn.speaker, turn.seconds, turn.span.of(transcript.text)) for turn in transcript.turns] == [
        (None, None, "A kitchen."),
        (None, None, "Time\tWho\tWhat was said"),
        ("The woman", 1.0, "How?"),
        ("Ben", 4.0, "Well,\nno."),
        (None, None, "They leave."),
    ]


def test_a_cover_sheet_is_nobodys_and_what_follows_has_its_speakers(read_text: Reader) -> None:
    facts = (("Date", "3 May"), ("Interviewer:", "Jane"), ("Participant", "P03"), ("Place", "Leeds"))
    spoken_after = ("Interviewer: How?", "P03: Well.", "Interviewer: And?", "P03: No.")
    transcript = read_text(word_file(table(*facts) + said(*spoken_after)), "a.docx")
    assert [turn.speaker for turn in transcript.turns] == [None] * 4 + ["Interviewer", "P03"] * 2
    assert transcript.turns[1].span.of(transcript.text) == "Interviewer:\tJane"


def test_a_table_of_facts_stays_rows_with_tabs(read_text: Reader) -> None:
    transcript = read_text(word_file(table(("Age", "32"), ("Role", "Nurse\nat night"))), "a.docx")
    assert transcript.text == "Age\t32\n\nRole\tNurse\nat night"
    assert transcript.speakers() == []


def test_cells_merged_downwards_come_once(read_text: Reader) -> None:
    def merged(words: str, how: str) -> str:
        return f'<w:tcPr><w:vMerge w:val="{how}"/></w:tcPr>{said(words)}'

    rows = (
        row(("Speaker", "Words")) + row((merged("Ann", "restart"), "How?")) + row((merged("Ann", "continue"), "And?"))
    )
    transcript = read_text(word_file(f"<w:tbl>{rows}{row(('Ben', 'No.'))}</w:tbl>"), "a.docx")
    assert transcript.text == "Speaker\tWords\n\nAnn\tHow?\n\n\tAnd?\n\nBen\tNo."
    assert [turn.speaker for turn in transcript.turns] == [None, "Ann", "Ann", "Ben"]


def test_a_table_in_a_cell_becomes_lines_of_it(read_text: Reader) -> None:
    inner = table(("a", "b"), ("c", "d")) + said("e")
    assert read_text(word_file(table(("x", inner))), "a.docx").text == "x\ta\tb\nc\td\ne"


def test_a_frame_of_one_cell_is_no_table(read_text: Reader) -> None:
    inner = paragraph(run("A day"), properties='<w:pStyle w:val="Title"/>')
    inner += table(("Speaker", "Words"), ("Ann", "How?"), ("Ben", "No."))
    transcript = read_text(word_file(table((inner,))), "a.docx")
    assert transcript.title == "A day"
    assert transcript.speakers() == ["Ann", "Ben"]


def test_rows_and_cells_in_controls_are_read(read_text: Reader) -> None:
    def control(inside: str) -> str:
        return f"<w:sdt><w:sdtContent>{inside}</w:sdtContent></w:sdt>"

    cell = f"<w:tc>{said('c')}</w:tc>"
    rows = control(row(("a", "b"))) + f"<w:tr>{control(cell)}<w:tc>{said('d')}</w:tc></w:tr>"
    assert read_text(word_file(f"<w:tbl>{rows}</w:tbl>"), "a.docx").text == "a\tb\n\nc\td"


def test_numbers_that_word_counts_in_a_column_are_shown_and_said_by_nobody(read_text: Reader) -> None:
    pairs = [("I", "How?"), ("P1", "Well."), ("I", "And?"), ("P1", "No.")]
    body = table(*((item(""), who, words) for who, words in pairs))
    transcript = read_text(word_file(body, numbering=numbering(level(0, "%1."))), "a.docx")
    assert transcript.text.startswith("1. \tI\tHow?\n\n2. \tP1\tWell.")
    assert [(turn.speaker, turn.span.of(transcript.text)) for turn in transcript.turns] == pairs
