"""Files made to take a reader's time or memory: each is read, or refused with a remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualcode.problem import Problem
from qualcode.transcripts import csv_table, importers
from qualcode.transcripts.importers import limits, rtf
from qualcode.transcripts.references import read_references
from tests.transcripts.conftest import memory_to_read
from tests.transcripts.word_files import noted, paragraph, refers, run, word_file

_TEXTS = (".txt", ".md", ".vtt", ".srt", ".csv", ".html", ".rtf")


def read_or_refused(path: Path, source: str | bytes) -> str:
    """The text of a file, or the sentence that refuses it."""
    path.write_bytes(source if isinstance(source, bytes) else source.encode())
    try:
        transcripts = importers.read(path)
    except Problem as problem:
        assert problem.remedy
        return str(problem)
    for transcript in transcripts:
        end = 0
        for turn in transcript.turns:
            assert end <= turn.start < turn.end <= len(transcript.text)
            assert turn.span.of(transcript.text).strip() == turn.span.of(transcript.text)
            end = turn.end
    return transcripts[0].text


@pytest.mark.parametrize("suffix", _TEXTS)
@pytest.mark.parametrize(
    "piece",
    ["\t", "a:", "a：", "[", "[[(", "(", "1", "1:",
     "0:00:01 ", "-->", "<", "<v ", "<!--", "*", "*a ", "`a", "|", "> ", "- ",
     "[a](", "![a](", "&amp;", "#00:00:00-0#", "I: a ", "{", "\\'", "\\b", '"', " ", "\xa0", "\u202e", "e\u0301"],
)  # fmt: skip
def test_one_thing_repeated_is_read_or_refused(tmp_path: Path, suffix: str, piece: str) -> None:
    source = piece * 20_000
    if suffix == ".rtf":
        source = "{\\rtf1 " + source + "x}"
    elif suffix in (".vtt", ".srt"):
        source = f"WEBVTT\n\n00:01.000 --> 00:02.000\n{source}x\n"
    assert read_or_refused(tmp_path / f"a{suffix}", source + "x")


@pytest.mark.parametrize("suffix", _TEXTS)
def test_more_lines_than_any_transcript_has_are_refused(tmp_path: Path, suffix: str) -> None:
    line = {".html": "<p>I: a", ".rtf": "I: a\\par\n", ".csv": "I,a b c\nP1,d e f\n"}.get(suffix, "I: a\nP1: b\n")
    lines = line * (limits.MOST_LINES + 1)
    source = "{\\rtf1 " + lines + "}" if suffix == ".rtf" else lines
    assert "too large to be a transcript" in read_or_refused(tmp_path / f"a{suffix}", source)


@pytest.mark.parametrize("suffix", _TEXTS)
def test_more_characters_than_any_transcript_has_are_refused(tmp_path: Path, suffix: str) -> None:
    words = "and so " * (limits.LONGEST // 7 + 1)
    source = "{\\rtf1 " + words + "}" if suffix == ".rtf" else words
    assert "too large to be a transcript" in read_or_refused(tmp_path / f"a{suffix}", source)


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("a.txt", "and so " * 700_000),
        ("a.txt", "I: a\nP1: b\n" * (limits.MOST_LINES // 2)),
        ("a.md", "| a " * 74_000),
        ("a.md", "*a* " * 90_000),
        ("a.html", "<table>" + "<tr><td rowspan=99999>x<td rowspan=99999>" * 20_000),
    ],
)
def test_the_largest_files_take_less_than_300_megabytes(tmp_path: Path, name: str, source: str) -> None:
    path = tmp_path / name
    path.write_text(source)
    assert memory_to_read(path) < 300_000_000


def test_a_long_line_without_end_is_one_turn(tmp_path: Path) -> None:
    text = "ABC DEF " * 100_000 + "end"
    path = tmp_path / "a.txt"
    path.write_text(text)
    (turn,) = importers.read(path)[0].turns
    assert turn.span.of(text) == text


def test_brackets_that_are_too_many_to_pair_stay_as_they_are(tmp_path: Path) -> None:
    text = "[[(" * 50_000
    assert read_or_refused(tmp_path / "a.md", text) == text


def test_comments_that_do_not_end_stay_in_markdown_and_those_that_end_do_not(tmp_path: Path) -> None:
    assert read_or_refused(tmp_path / "a.md", "One.<!-- not said --> Two. <!-- three") == "One. Two. <!-- three"


def test_a_thousand_voices_are_told_apart(tmp_path: Path) -> None:
    rows = "".join(f"00:{n // 60:02}:{n % 60:02},Name{n},words that are said\n" for n in range(3_000))
    path = tmp_path / "a.csv"
    path.write_text(f"time,speaker,words\n{rows}")
    assert len(importers.read(path)[0].speakers()) == 3_000


def test_a_footnote_that_is_referred_to_again_and_again_is_not_multiplied(tmp_path: Path) -> None:
    note = noted("footnote", 1, paragraph(run("word " * 1_000)))
    data = word_file(paragraph(run("x"), refers("footnote", 1) * 2_000), footnotes=note)
    assert "too large to be a transcript" in read_or_refused(tmp_path / "a.docx", data)


def test_fields_within_fields_are_counted_once(tmp_path: Path) -> None:
    begins = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' * 50_000
    assert read_or_refused(tmp_path / "a.docx", word_file(paragraph(begins) + paragraph(run("Well.")))) == "Well."


def test_words_without_end_that_only_control_how_a_text_looks_are_refused(tmp_path: Path) -> None:
    source = "{\\rtf1 " + "\\b\\b0" * (rtf.MOST_WORDS // 2) + " x}"
    assert "too large to be a transcript" in read_or_refused(tmp_path / "a.rtf", source)


def test_an_item_deep_in_lists_begins_with_its_bullet(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text("<ul><li>" * 30 + "Well.")
    transcript = importers.read(path)[0]
    assert transcript.turns[0].span.of(transcript.text) == "• Well."


@pytest.mark.parametrize(
    ("name", "source", "titles"),
    [
        ("a.bib", '@string{a="xxxxxxxxxx"}' + "@string{a=a#a}" * 60 + "@article{k, title={Peer support}}", 1),
        ("a.ris", "TY  - JOUR\nTI  - Peer support\nAB  - a\n" + "more of it\n" * 50_000 + "ER  - \n", 1),
        ("a.json", f'[{{"title": {"9" * 5_000}}}]', 0),
        ("a.json", "[" * 100_000, 0),
        ("a.json", '[{"title": "a"}]'.replace("}]", "}" + ', {"title": "a"}' * 20_000 + "]"), 0),
        ("a.ris", "TY  - JOUR\nTI  - a\nER  - \n" * 20_001, 0),
        ("a.bib", "@article{a, title={x}}\n" * 20_001, 0),
    ],
)
def test_a_list_of_references_cannot_grow_without_end(tmp_path: Path, name: str, source: str, titles: int) -> None:
    path = tmp_path / name
    path.write_text(source)
    if titles:
        assert [reference.title for reference in read_references(path)] == ["Peer support"]
    else:
        with pytest.raises(Problem) as caught:
            read_references(path)
        assert caught.value.remedy


def test_a_table_of_more_rows_than_any_study_has_people_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("id\n" + "1\n" * (csv_table.MOST_ROWS + 1))
    with pytest.raises(Problem, match="too large") as caught:
        csv_table.read_table(path)
    assert caught.value.remedy
