"""SubRip captions, and captions that call themselves something else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.problem import Problem
from qualcode.transcripts import importers
from qualcode.transcripts.speakers import speaker_key
from qualcode.transcripts.transcript import Transcript

Reader = Callable[..., Transcript]

PLAIN = (
    "1\n00:00:01,500 --> 00:00:03,000\nHow did you\nhear of it?\n\n"
    "2\n00:00:03,000 --> 00:00:05,000\nBy a card on the board.\n"
)
WORDS = "How did you hear of it? By a card on the board."


def said(transcript: Transcript) -> list[tuple[str | None, float | None, str]]:
    return [(turn.speaker, turn.seconds, turn.span.of(transcript.text)) for turn in transcript.turns]


@pytest.mark.parametrize(
    "text",
    [
        PLAIN,
        PLAIN.replace("\n", "\r\n"),
        "\ufeff" + PLAIN,
        PLAIN.replace(",", "."),
        PLAIN.replace(",500", ":500").replace(",000", ":000"),
        PLAIN.replace("\n\n2\n", "\n2\n"),
        PLAIN.replace("1\n00", "00", 1).replace("2\n00", "00", 1),
        PLAIN.replace("1\n00", "17\n00", 1).replace("2\n00", "4\n00", 1),
        PLAIN.replace("-->", "->"),
        PLAIN.replace("-->", " --> ").replace(":01,500", ": 01, 500"),
        PLAIN.replace("How did", "<font color=\"#fff\"><i>How</i></font> {\\an8}did"),
        PLAIN.replace("03,000\nHow", "03,000 X1:100 X2:200 Y1:1 Y2:2\nHow"),
        PLAIN.replace("\n\n2", "\n\n\n\n2"),
        PLAIN.replace("1\n00:00:01", "1 00:00:01"),
    ],
)  # fmt: skip
def test_the_ways_in_which_captions_are_written_give_the_same_words(read_text: Reader, text: str) -> None:
    assert said(read_text(text, "a.srt")) == [(None, 1.5, WORDS)]
    assert not read_text(text, "a.srt").warnings


def test_a_caption_without_a_time_is_left_out_and_counted(read_text: Reader) -> None:
    text = PLAIN + "\n3\nLost words.\n\n4\n00:00:0x,000 --> 00:00:09,000\nLost too.\n"
    transcript = read_text(text, "a.srt")
    assert transcript.text == WORDS
    assert transcript.warnings == (
        "2 captions were left out, because the time above the words cannot be read.",
    )  # fmt: skip


def test_captions_without_words_are_nothing(read_text: Reader) -> None:
    assert read_text(PLAIN + "\n3\n00:00:05,000 --> 00:00:06,000\n\n", "a.srt").text == WORDS


def test_a_number_that_is_said_is_kept(read_text: Reader) -> None:
    text = PLAIN.replace("By a card on the board.", "In\n2019") + "\n3\n00:00:06,000 --> 00:00:07,000\nor so.\n"
    assert read_text(text, "a.srt").text == "How did you hear of it? In 2019 or so."


def test_speakers_before_a_colon_or_in_brackets_are_found(read_text: Reader) -> None:
    for label in ("{}: ", "[{}]: ", "{}： ", "[{}] ", ">> {}: ", "- {}: "):
        talk = [("SPEAKER_00", "How?"), ("SPEAKER_01", "Well."), ("SPEAKER_00", "And?")]
        text = "\n".join(
            f"{n}\n00:00:0{n},000 --> 00:00:0{n},900\n{label.format(who)}{words}\n"
            for n, (who, words) in enumerate(talk, 1)
        )
        assert [(who, words) for who, _, words in said(read_text(text, "a.srt"))] == talk


def test_where_every_caption_has_a_name_one_who_speaks_once_is_heard(read_text: Reader) -> None:
    talk = ["Jane Doe: How?", "John Roe: Well.", "Jane Doe: And?", "Mary Poe: Excuse me.", "John Roe: Yes."]
    text = "\n".join(f"{n}\n00:00:0{n},000 --> 00:00:0{n},900\n{one}\n" for n, one in enumerate(talk, 1))
    assert [who for who, _, _ in said(read_text(text, "a.srt"))] == [
        "Jane Doe", "John Roe", "Jane Doe", "Mary Poe", "John Roe",
    ]  # fmt: skip


def test_two_people_in_one_caption_are_two_turns(read_text: Reader) -> None:
    dashed = "1\n00:00:01,000 --> 00:00:02,000\n- How?\n- Well, I went\nthere.\n"
    assert [words for _, _, words in said(read_text(dashed, "a.srt"))] == ["How?", "Well, I went there."]
    named = "1\n00:00:01,000 --> 00:00:02,000\nInterviewer: How?\nP1: Well.\n"
    assert [who for who, _, _ in said(read_text(named, "a.srt"))] == ["Interviewer", "P1"]
    arrows = "1\n00:00:01,000 --> 00:00:02,000\n>> How?\n>> Well.\n"
    assert [words for _, _, words in said(read_text(arrows, "a.srt"))] == ["How?", "Well."]


def test_a_thing_said_twice_is_kept_twice(read_text: Reader) -> None:
    talk = ["Thank you.", "Thank you.", "I think", "I think that we went", "there."]
    text = "\n".join(f"{n}\n00:00:0{n},000 --> 00:00:0{n + 1},000\n{one}\n" for n, one in enumerate(talk, 1))
    assert read_text(text, "a.srt").text == " ".join(talk)


def test_captions_named_txt_are_read_as_captions(read_text: Reader) -> None:
    whisper = (
        "[00:01.500 --> 00:03.000]  How did you hear of it?\n[00:03.000 --> 00:05.000]  By a card on the board.\n"
    )
    for text in (PLAIN, whisper, "WEBVTT\n\n" + PLAIN):
        transcript = read_text(text, "a.txt")
        assert said(transcript) == [(None, 1.5, WORDS)]
        assert "captions" in transcript.warnings[0]


def test_a_file_without_captions_is_a_problem(read_text: Reader) -> None:
    for text in ("1", "some text", "1\nsome text", "some text\n00:00:00,500 --> 00:00:07,000"):
        with pytest.raises(Problem, match="No captions"):
            read_text(text, "a.srt")


@given(st.text(alphabet="01:,.-> \nab<>{}[]\\WEBVTNO", max_size=200))
def test_any_captions_give_turns_or_a_problem(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.getbasetemp() / "any.srt"
    path.write_text(text, encoding="utf-8")
    try:
        (transcript,) = importers.read(path)
    except Problem as problem:
        assert problem.remedy
    else:
        ends = [0, *(turn.end for turn in transcript.turns)]
        assert all(before <= turn.start < turn.end for before, turn in zip(ends, transcript.turns, strict=False))


LINES = st.lists(st.sampled_from(["yes", "we went there", "and then it was over.", "no"]), min_size=1, max_size=12)


@given(LINES)
def test_captions_without_names_keep_every_word_in_order(
    tmp_path_factory: pytest.TempPathFactory, talk: list[str]
) -> None:
    cues = (f"{n}\n00:00:{3 * n:02},000 --> 00:00:{3 * n + 1:02},000\n{one}\n" for n, one in enumerate(talk))
    path = tmp_path_factory.getbasetemp() / "every.srt"
    path.write_text("\n".join(cues), encoding="utf-8")
    (transcript,) = importers.read(path)
    assert transcript.text.split() == " ".join(talk).split()


@pytest.mark.parametrize("name", ["Goodboy Galaxy - Rik Nicol", "Keitai update Spring 2025"])
def test_the_formats_of_one_real_recording_have_the_same_speakers_and_words(real_files: Path, name: str) -> None:
    speakers, words = [], []
    for suffix in (".txt", ".srt", ".vtt"):
        (transcript,) = importers.read(real_files / "transcripts" / "hitsave_ccbysa" / f"{name}{suffix}")
        speakers.append({speaker_key(label) for label in transcript.speakers()})
        words.append(transcript.text.split())
    assert speakers[0] == speakers[1] == speakers[2]
    assert words[0] == words[1] == words[2]


CUES = {  # in files without a fault, as other programs count them
    "captions/webvtt-py/sample.srt": 5,
    "captions/webvtt-py/invalid_timeframe.srt": 5,
    "captions/webvtt-py/missing_timeframe.srt": 4,
    "captions/webvtt-py/missing_caption_text.srt": 4,
    "captions/webvtt-py/invalid_timeframe.vtt": 6,
    "captions/webvtt-py/missing_timeframe.vtt": 6,
    "captions/webvtt-py/sample.vtt": 16,
    "captions/webvtt-py/using_identifiers.vtt": 6,
}


@pytest.mark.parametrize("name", CUES)
def test_real_captions_are_all_read(real_files: Path, name: str) -> None:
    (transcript,) = importers.read(real_files / name)
    assert Counter(transcript.text.split())["Caption"] == CUES[name]


def test_every_real_caption_file_is_read_or_refused_with_a_sentence(real_files: Path) -> None:
    refused = set()
    for path in sorted((real_files / "captions").rglob("*.*t")):
        try:
            importers.read(path)
        except Problem as problem:
            assert problem.remedy
            refused.add(path.name)
    broken = {f"invalid_format{n}.srt" for n in (1, 2, 3, 4)}
    assert refused == broken | {"empty.vtt", "no_captions.vtt"}
