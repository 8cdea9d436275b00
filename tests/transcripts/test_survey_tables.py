"""Survey files as tools and people save them: nothing dropped, nothing altered, what is odd is said."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from qualcode.problem import Problem
from qualcode.transcripts.sentences import sentence_spans
from qualcode.transcripts.short_texts import sentences_of_answer
from qualcode.transcripts.span import Span
from qualcode.transcripts.survey_table import SurveyTable, read_survey_table
from qualcode.transcripts.transcript import Turn

Write = Callable[..., SurveyTable]


@pytest.fixture
def survey(tmp_path: Path) -> Write:
    """Write a csv as bytes or text, and read it."""

    def read(content: str | bytes, name: str = "survey.csv") -> SurveyTable:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return read_survey_table(path)

    return read


def names(table: SurveyTable) -> list[str]:
    return [column.name for column in table.columns]


def test_a_byte_order_mark_and_a_hard_space_are_no_part_of_a_heading(survey: Write) -> None:
    table = survey("\ufeffID,Your\u00a0role ,  What helped?\n1,nurse,Talking\n2,carer,Walking\n")
    assert names(table) == ["ID", "Your role", "What helped?"]


def test_headings_that_agree_are_told_apart_and_said(survey: Write) -> None:
    table = survey("Other,Role,Other,other\na,b,c,d\ne,f,g,h\n")
    assert names(table) == ["Other", "Role", "Other (2)", "other (3)"]
    assert any("“Other” (3 times)" in sentence for sentence in table.odd)


def test_a_cell_may_hold_lines_commas_and_quotes_and_mixed_line_ends_are_read_alike(survey: Write) -> None:
    table = survey('ID,Words\r\n1,"One\r\ntwo, ""three"""\n2,"four\nfive"\r\n')
    assert table.values(1) == ['One\ntwo, "three"', "four\nfive"]
    assert table.lines == (2, 4)
    assert "Lines end in two ways; they are read alike." in table.odd


def test_a_line_separator_in_a_cell_does_not_end_the_row(survey: Write) -> None:
    table = survey("ID,Words,Role\n1,one\u2028two\x0bthree,nurse\n2,four,carer\n")
    assert table.rows[0] == ("1", "one\ntwo\nthree", "nurse")


def test_rows_of_other_lengths_keep_every_cell_and_are_said(survey: Write) -> None:
    table = survey("ID,Words\n1\n2,two,more\n3,three\n")
    assert table.rows == (("1", "", ""), ("2", "two", "more"), ("3", "three", ""))
    assert any(sentence.startswith("More cells than headings in line 3") for sentence in table.odd)
    assert any(sentence.startswith("Fewer cells than headings in line 2") for sentence in table.odd)
    assert any(sentence.startswith("Columns without a heading: 3") for sentence in table.odd)


def test_empty_rows_are_no_people_and_rows_that_agree_are_all_kept(survey: Write) -> None:
    table = survey("Role,Words\nnurse,yes\n,\nnurse,yes\n")
    assert len(table.rows) == 2
    assert any("1 rows are empty" in sentence for sentence in table.odd)
    assert any("the same as another" in sentence for sentence in table.odd)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_cells_may_be_divided_by_commas_semicolons_tabs_or_bars(survey: Write, delimiter: str) -> None:
    rows = [["ID", "What, if anything; helped?", "Role"], ["1", "One, two; three", "nurse"], ["2", "Four", "carer"]]
    text = "".join(delimiter.join(f'"{cell}"' for cell in row) + "\n" for row in rows)
    assert [list(row) for row in survey(text).rows] == rows[1:]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "cp1252"])
def test_a_survey_is_read_in_the_encoding_it_was_saved_in(survey: Write, encoding: str) -> None:
    table = survey("ID,Words\n1,café – “fine”\n2,naïve\n".encode(encoding))
    assert table.values(1) == ["café – “fine”", "naïve"]


def test_na_is_an_empty_cell_only_where_the_file_writes_words_in_quotes(survey: Write) -> None:
    assert survey('"Role","Age"\n"nurse",37\nNA,NA\n"carer",40\n').na_is_empty
    assert not survey("Role,Age\nnurse,37\nNA,NA\n").na_is_empty
    assert not survey('"Role","Age"\n"nurse",37\n"NA",NA\n').na_is_empty


def test_three_rows_of_headings_are_headings(survey: Write) -> None:
    table = survey(
        'StartDate,Q1,Q2\nStart Date,What is your role?,"Tell us more, please"\n'
        '"{""ImportId"":""startDate""}","{""ImportId"":""QID1""}","{""ImportId"":""QID2""}"\n'
        "2026-01-01,nurse,words\n2026-01-02,carer,more words\n"
    )
    assert names(table) == ["Start Date", "What is your role?", "Tell us more, please"]
    assert len(table.rows) == 2


def test_two_rows_of_headings_give_each_box_its_question(survey: Write) -> None:
    table = survey(
        "Respondent ID,What helped?,,Anything else?\n,Talking,Walking,Open-Ended Response\n"
        "11,Talking,,some words\n12,,Walking,other words\n"
    )
    assert names(table) == ["Respondent ID", "Talking", "Walking", "Anything else?"]
    assert [column.above for column in table.columns] == ["", "What helped?", "What helped?", ""]
    assert len(table.rows) == 2


def workbook(rows: list[list[object]]) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    book.create_sheet("Counts").append(["nothing"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_workbook_gives_numbers_and_days_as_people_write_them(survey: Write) -> None:
    from datetime import datetime

    rows: list[list[object]] = [
        ["ID", "Age", "When", "Words", "Yes"],
        [1, 37.0, datetime(2026, 3, 12), "=1+1 is no sum", True],
        [2, 2.5, datetime(2026, 3, 12, 9, 30), None, False],
    ]
    table = survey(workbook(rows), "survey.xlsx")
    assert table.rows[0][:3] == ("1", "37", "2026-03-12")
    assert table.rows[1] == ("2", "2.5", "2026-03-12 09:30:00", "", "FALSE")
    assert table.sheets == ("Sheet", "Counts")
    assert "Only the sheet “Sheet” is read, not “Counts”." in table.odd


def test_a_workbook_that_would_unpack_to_far_too_much_or_declares_entities_is_refused(tmp_path: Path) -> None:
    for name, part in (
        ("bomb", b"0" * 30_000_000),
        ("entity", b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]>'),
    ):
        path = tmp_path / f"{name}.xlsx"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
            packed.writestr("xl/workbook.xml", part)
        with pytest.raises(Problem, match="not safe to read") as told:
            read_survey_table(path)
        assert told.value.remedy


@pytest.mark.parametrize(
    "content", [b"", b"ID,Words\n", b"\n\n\n", b"PK\x03\x04nothing", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"]
)
def test_what_is_no_survey_gets_a_sentence(survey: Write, content: bytes) -> None:
    with pytest.raises(Problem):
        survey(content)


def test_a_table_of_more_rows_than_any_survey_is_refused(survey: Write) -> None:
    with pytest.raises(Problem, match="too large for a survey"):
        survey(b"a,b\n" + b"1,2\n" * 200_100)


def test_a_study_is_never_opened_as_a_survey(tmp_path: Path) -> None:
    path = tmp_path / "study.qualcode"
    path.write_text("ID,Words\n1,one\n")
    with pytest.raises(Problem, match="belongs to a study"):
        read_survey_table(path)


CELLS = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Cs", "Zl", "Zp"]), max_size=12)


@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=8))
def test_every_cell_of_a_table_is_read_back_as_it_was_written(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str]]
) -> None:
    import csv

    path = tmp_path_factory.mktemp("survey") / "survey.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL)
        writer.writerows([("ID", "One", "Two"), *((f"r{n}", *row) for n, row in enumerate(rows))])
    table = read_survey_table(path)
    assert [row[1:] for row in table.rows] == list(rows)


WORDS = st.lists(
    st.sampled_from(
        ["I", "didn’t", "sleep", "e.g.", "well", "3.5", "Dr.", ".", "?", "…", " ", " ", "\n", "—", "No", "--"]
    ),
    max_size=14,
).map("".join)


@given(WORDS)
def test_the_short_way_to_sentences_finds_the_same_ones(text: str) -> None:
    if not text.strip():
        return
    words = Span(len(text) - len(text.lstrip()), len(text.rstrip()))
    assert sentences_of_answer(text, words) == sentence_spans(text, [Turn(words.start, words.end)])


PLAIN = st.lists(
    st.tuples(
        st.sampled_from(
            (
                *(
                    "I",
                    "it’s",
                    "We",
                    "etc",
                    "Mr",
                    "mrs",
                    "no",
                    "well",
                    "approx",
                    "eds",
                    "Café",
                    "plan",
                    "B",
                    "vs",
                    "Mr’s",
                ),
                *(
                    "jr",
                    "inc",
                    "HELP",
                    "Tell",
                    "he",
                    "said",
                    "a.m",
                    "no.",
                    "Is",
                    "us",
                    "me",
                    "nhs",
                    "fig",
                    "am",
                    "pm",
                ),
            )
        ),
        st.sampled_from(["", "", "", ",", ".", "?", "!"]),
    ),
    min_size=1,
    max_size=12,
).map(lambda words: " ".join(word + mark for word, mark in words))


@given(PLAIN)
def test_the_short_way_finds_the_same_sentences_in_plain_words(text: str) -> None:
    words = Span(2, 2 + len(text))
    assert sentences_of_answer(f"  {text} ", words) == sentence_spans(f"  {text} ", [Turn(words.start, words.end)])


def test_the_surveys_that_teams_have_are_read_whole(real_files: Path) -> None:
    coders = read_survey_table(real_files / "surveys/freecodecamp/2016 New Coders Survey Part 1.csv")
    assert (len(coders.rows), len(coders.columns)) == (15_653, 51)
    assert names(coders).count("Other (4)") == 1
    health = read_survey_table(real_files / "surveys/mental_health_in_tech_2014_raw.csv")
    assert (len(health.rows), len(health.columns), health.na_is_empty) == (1_259, 27, True)
    comments = read_survey_table(real_files / "coded/hlcta_chinese/Coded data.xlsx")
    assert (len(comments.rows), len(comments.columns)) == (2_729, 7)
