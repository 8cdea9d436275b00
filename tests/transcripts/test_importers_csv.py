"""Tables of turns."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.problem import Problem
from qualcode.transcripts import importers
from qualcode.transcripts.importers import csv_turns
from qualcode.transcripts.transcript import Transcript

Reader = Callable[..., Transcript]
Said = list[tuple[str | None, float | None, str]]


def said(transcript: Transcript) -> Said:
    return [(turn.speaker, turn.seconds, turn.span.of(transcript.text)) for turn in transcript.turns]


def table(*rows: tuple[str, ...], delimiter: str = ",") -> str:
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=delimiter).writerows(rows)
    return buffer.getvalue()


_TALK = [("0:01", "Ann", "How did you hear?"), ("0:04", "Ben", "Well, by a card."), ("0:09", "Ann", "And?")]
_SAID: Said = [("Ann", 1.0, "How did you hear?"), ("Ben", 4.0, "Well, by a card."), ("Ann", 9.0, "And?")]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize(
    "headings",
    [
        *(("Timestamp", "Speaker", "Words"), ("start", "name", "text"), ("Start time", "who", "Transcript")),
        *(("TIME", "role", "utterance"), ("Timecode", "Participant", "Content"), ("time", "speaker", "sentence")),
        *(("Zeit", "Sprecher", "Transkript"), ("Temps", "Locuteur", "Texte"), ("Tiempo", "Hablante", "Texto")),
    ],
)
def test_columns_are_known_by_their_headings(read_text: Reader, headings: tuple[str, ...], delimiter: str) -> None:
    assert said(read_text(table(headings, *_TALK, delimiter=delimiter), "a.csv")) == _SAID


def test_columns_may_come_in_any_order_with_ends_and_numbers(read_text: Reader) -> None:
    rows = [("No", "Words", "End", "Speaker", "Start")]
    rows += [(str(number), words, "9:59", name, time) for number, (time, name, words) in enumerate(_TALK, 1)]
    assert said(read_text(table(*rows), "a.csv")) == _SAID


def test_a_table_without_headings_is_read_where_its_columns_are_clear(read_text: Reader) -> None:
    assert said(read_text(table(*_TALK), "a.csv")) == _SAID
    assert said(read_text(table(*_TALK, delimiter="\t"), "a.tsv")) == _SAID


def test_rows_of_a_speaker_are_one_turn_and_a_row_without_a_name_goes_on(read_text: Reader) -> None:
    rows = [("time", "speaker", "words"), ("0:01", "Ann", "How did"), ("0:02", "Ann", "you hear?")]
    rows += [
        ("0:03", "Ben", "Well."),
        ("", "", "A card."),
        ("", "", "[laughs]"),
        ("0:08", "Ann", ""),
        ("", "", "And?"),
    ]
    assert said(read_text(table(*rows), "a.csv")) == [
        ("Ann", 1.0, "How did you hear?"),
        ("Ben", 3.0, "Well. A card."),
        (None, None, "[laughs]"),
        ("Ann", None, "And?"),
    ]


def test_lines_commas_and_quotes_in_a_cell_are_kept(read_text: Reader) -> None:
    rows = [("Speaker", "Words"), ("Interviewer", 'One "two",\nthree; four'), ("P03", "=1+1, he said")]
    assert [words for _, _, words in said(read_text(table(*rows), "a.csv"))] == [rows[1][1], rows[2][1]]


def test_commas_that_nobody_quoted_stay_in_the_words(read_text: Reader) -> None:
    text = "time,speaker,words\n0:01,Ann,Well, yes, and no\n0:02,Ben,Right\n0:03,Ann,Hm\n"
    assert said(read_text(text, "a.csv"))[0] == ("Ann", 1.0, "Well,yes,and no".replace(",", ", "))


def test_lines_above_the_headings_are_words_of_nobody(read_text: Reader) -> None:
    text = "Interview of May,,\n\n" + table(("time", "speaker", "words"), *_TALK)
    assert said(read_text(text, "a.csv")) == [(None, None, "Interview of May"), *_SAID]


def test_what_a_program_that_names_nobody_wrote_is_joined_as_captions_are(read_text: Reader) -> None:
    text = "start,end,text\n0,2500,Hello there and\n2500,4000,welcome.\n11000,12000,This is it.\n"
    assert said(read_text(text, "a.csv")) == [(None, 0.0, "Hello there and welcome."), (None, 11.0, "This is it.")]


def test_names_before_the_words_are_speakers(read_text: Reader) -> None:
    rows = [
        ("time", "text"),
        ("0:01", "Ann: How?"),
        ("0:02", "Ben: Well."),
        ("0:03", "Ann: And?"),
        ("0:04", "Ben: Yes."),
    ]
    assert said(read_text(table(*rows), "a.csv"))[:2] == [("Ann", 1.0, "How?"), ("Ben", 2.0, "Well.")]


def test_days_of_the_calendar_are_no_times_of_a_recording(read_text: Reader) -> None:
    rows = [("date", *_TALK[0]), ("2024-05-01 10:00:01", "Ann", "How?"), ("2024-05-01 10:00:05", "Ben", "Well.")]
    rows = [("timestamp", "speaker", "text"), *rows[1:], ("2024-05-01 10:01:05", "Ann", "And then?")]
    assert {seconds for _, seconds, _ in said(read_text(table(*rows), "a.csv"))} == {None}


def test_columns_that_are_not_read_are_named(read_text: Reader) -> None:
    rows = [("time", "speaker", "words", "mood"), *((*row, "calm") for row in _TALK)]
    transcript = read_text(table(*rows), "a.csv")
    assert said(transcript) == _SAID
    assert transcript.warnings == ("The column mood was left out.",)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_a_table_may_be_in_the_encoding_of_any_spreadsheet(read_text: Reader, encoding: str) -> None:
    rows = [("Sprecher", "Aussage"), ("Interviewerin", "Wie war’s?"), ("Jörg", "Schön."), ("Interviewerin", "Ja?")]
    assert [words for _, _, words in said(read_text(table(*rows).encode(encoding), "a.csv"))][1] == "Schön."


@pytest.mark.parametrize(
    "rows",
    [
        [("name", "age", "role"), ("Ann", "33", "member"), ("Ben", "44", "member"), ("Cy", "45", "lead")],
        [
            ("id", "role", "age", "sex", "town", "text"),
            *((str(n), "member", "33", "f", "Leeds", "Good") for n in range(9)),
        ],
        [("code", "description", "example"), ("Fear", "Of falling", "I fell"), ("Hope", "For more", "I hope")],
        [
            ("Timestamp", "Name", "Comments"),
            ("2024-05-01 10:00:00", "Ann", "Good"),
            ("2024-05-02 11:00:00", "Ben", "Bad"),
        ],
        [("name", "text"), ("Ann", "It was good for me"), ("Ben", "It was not so good"), ("Cy", "I do not know yet")],
        [("just", "words"), ("and", "more")],
    ],
)
def test_tables_of_people_answers_and_codes_are_sent_where_they_belong(
    tmp_path: Path, rows: list[tuple[str, ...]]
) -> None:
    path = tmp_path / "a.csv"
    path.write_text(table(*rows))
    with pytest.raises(Problem) as caught:
        importers.read(path)
    assert "table of people or answers" in caught.value.title
    assert "qualcode survey" in caught.value.remedy
    assert "qualcode participants" in caught.value.remedy


def test_a_quotation_mark_that_never_ends_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('time,speaker,words\n0:01,Ann,"How?\n' + "0:02,Ben,Well.\n" * 20_000)
    with pytest.raises(Problem, match="cannot be read as a table"):
        importers.read(path)


_WORDS = st.text("ab ,;\t|\"'\n=-é", min_size=1, max_size=30).map(str.strip).filter(lambda words: words.strip())


@given(st.lists(st.tuples(st.sampled_from(["Interviewer", "P03"]), _WORDS), min_size=3, max_size=12))
def test_every_word_of_a_table_is_in_a_turn(rows: list[tuple[str, str]]) -> None:
    source = table(("time", "speaker", "words"), *((f"0:{n:02}", *row) for n, row in enumerate(rows)))
    (transcript,) = csv_turns.read(Path("a.csv"), source.encode())
    spoken = " ".join(turn.span.of(transcript.text) for turn in transcript.turns)
    assert spoken.split() == " ".join(words for _, words in rows).split()


def test_real_surveys_are_no_turns(real_files: Path) -> None:
    for path in sorted((real_files / "surveys").rglob("*.csv")):
        with pytest.raises(Problem, match="table of people or answers"):
            importers.read(path)


def test_a_row_without_its_last_cell_goes_on_in_the_voice_above(read_text: Reader) -> None:
    transcript = read_text("Time,Words,Speaker\n0:01,How?,Jo\n0:04,Bus.,Mara\n0:09,Late.\n0:12,Right.,Jo\n", "a.csv")
    assert [turn.speaker for turn in transcript.turns] == ["Jo", "Mara", "Jo"]
    assert transcript.turns[1].span.of(transcript.text) == "Bus. Late."
