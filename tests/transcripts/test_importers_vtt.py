"""WebVTT captions."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from qualcode.problem import Problem
from qualcode.transcripts import importers
from qualcode.transcripts.transcript import Transcript

Reader = Callable[..., Transcript]


def said(transcript: Transcript) -> list[tuple[str | None, float | None, str]]:
    return [(turn.speaker, turn.seconds, turn.span.of(transcript.text)) for turn in transcript.turns]


def cues(*words: str, pause: float = 0.0, length: float = 2.0) -> str:
    lines = ["WEBVTT", ""]
    start = 0.0
    for one in words:
        end = start + length
        lines += [
            f"00:{start // 60:02.0f}:{start % 60:06.3f} --> 00:{end // 60:02.0f}:{end % 60:06.3f}",
            one,
            "",
        ]
        start = end + pause
    return "\n".join(lines)


def test_cues_of_one_voice_are_one_turn_with_the_time_of_the_first(read_text: Reader) -> None:
    text = cues("<v Ann>How did</v>", "<v Ann>you hear?</v>", "<v.loud Ben Roe>Well.", "<v Ann>And?")
    assert said(read_text(text, "a.vtt")) == [
        ("Ann", 0.0, "How did you hear?"),
        ("Ben Roe", 4.0, "Well."),
        ("Ann", 6.0, "And?"),
    ]


def test_two_voices_in_one_cue_are_two_turns(read_text: Reader) -> None:
    assert said(read_text(cues("<v Ann>How?</v>\n<v Ben>Well.</v>"), "a.vtt")) == [
        ("Ann", 0.0, "How?"),
        ("Ben", 0.0, "Well."),
    ]


def test_names_in_the_words_are_speakers(read_text: Reader) -> None:
    text = cues("Jane Doe: How did", "you hear?", "John Roe: Well.", "Jane Doe: And?", "John Roe: Note: no.")
    assert said(read_text(text, "a.vtt")) == [
        ("Jane Doe", 0.0, "How did you hear?"),
        ("John Roe", 4.0, "Well."),
        ("Jane Doe", 6.0, "And?"),
        ("John Roe", 8.0, "Note: no."),
    ]


def test_notes_styles_regions_names_and_settings_are_no_words(read_text: Reader) -> None:
    text = (
        "\ufeffWEBVTT - title\nKind: captions\n\nSTYLE\n::cue { color: red }\n\nREGION\nid:fred\n\nNOTE\n"
        "no\nwords\n\n"
        "cue 1\n0:0:1.5 --> 0:0:3.54 align:left line:-1\n"
        "<c.red>When</c> the <00:17.500>moon <i>hits</i> 2 &lt; 3 &amp; 4\n"
    )
    assert said(read_text(text, "a.vtt")) == [(None, 1.5, "When the moon hits 2 < 3 & 4")]


def test_a_broken_cue_is_left_out_and_counted(read_text: Reader) -> None:
    text = cues("One.", "Two.") + "\n00:00:0x --> 00:00:09.000\nThree.\n\n00:00:09.000 --> 00:00:10.000\nFour.\n"
    transcript = read_text(text, "a.vtt")
    assert transcript.text.split() == ["One.", "Two.", "Four."]
    assert transcript.warnings[0].startswith("1 caption was left out")


def test_where_nobody_is_named_a_pause_begins_a_turn(read_text: Reader) -> None:
    text = cues("I went", "in.", "Then I", "left.", pause=0.0)
    assert len(said(read_text(text, "a.vtt"))) == 1
    text = cues("I went in.", "Then I left.", pause=3.0)
    assert [words for _, _, words in said(read_text(text, "a.vtt"))] == ["I went in.", "Then I left."]


def test_an_hour_without_names_is_neither_one_turn_nor_one_for_each_cue(read_text: Reader) -> None:
    with_stops = cues(*[f"and so we went there {n} times." for n in range(100)])
    without = cues(*[f"and so we went there {n} times" for n in range(100)])
    for text in (with_stops, without):
        turns = read_text(text, "a.vtt").turns
        assert 4 <= len(turns) <= 20


def test_rolling_captions_are_not_read_twice(read_text: Reader) -> None:
    text = cues("this will", "this will happen is", "I'm telling you", "I'm telling you now")
    transcript = read_text(text, "a.vtt")
    assert transcript.text == "this will happen is I'm telling you now"
    assert "2 captions show again" in transcript.warnings[0]


def test_a_file_without_captions_is_a_problem(tmp_path: Path) -> None:
    path = tmp_path / "a.vtt"
    path.write_text("WEBVTT\n\nNOTE nothing\n")
    with pytest.raises(Problem, match="No captions"):
        importers.read(path)


def test_teams_files_with_ids_and_confidence_are_read(read_text: Reader) -> None:
    text = (
        'WEBVTT\n\nNOTE duration:"00:10"\n\nNOTE Confidence: 0.9\n\n'
        "11fc831a-59a3-40da-9c5c-5a8556a40a45/12-0\n00:00:03.579 --> 00:00:05.479\n"
        "<v Roe, John>Hello, how\nare you?</v>\n\n"
        "11fc831a-59a3-40da-9c5c-5a8556a40a45/12-1\n00:00:05.479 --> 00:00:06.000\n<v Roe, John>Well?</v>\n\n"
        "11fc831a-59a3-40da-9c5c-5a8556a40a45/13-0\n00:00:06.000 --> 00:00:07.000\n<v Doe &amp; Sons>Fine.</v>\n"
    )
    assert said(read_text(text, "a.vtt")) == [
        ("Roe, John", 3.579, "Hello, how are you? Well?"),
        ("Doe & Sons", 6.0, "Fine."),
    ]


YOUTUBE = """WEBVTT
Kind: captions
Language: en

00:00:00.160 --> 00:00:02.310 align:start position:0%
_
hello<00:00:00.480><c> everyone</c><c> and</c>

00:00:02.310 --> 00:00:02.320 align:start position:0%
hello everyone and
_

00:00:02.320 --> 00:00:04.710 align:start position:0%
hello everyone and
welcome<00:00:02.480><c> to</c>

00:00:04.710 --> 00:00:04.720 align:start position:0%
welcome to
_

00:00:04.720 --> 00:00:06.000 align:start position:0%
welcome to
my<00:00:05.000><c> house</c>
""".replace("_", " ")


def test_youtube_captions_are_read_once(read_text: Reader) -> None:
    transcript = read_text(YOUTUBE, "a.vtt")
    assert transcript.text == "hello everyone and welcome to my house"
    assert transcript.warnings == (
        "4 captions show again what the one before showed; those words were taken once.",
    )  # fmt: skip
    without_marks = re.sub(r"<[^>]*>", "", YOUTUBE).split("\n", 3)[3]
    assert read_text(without_marks, "a.srt").text == "hello everyone and welcome to my house"


def test_a_file_in_another_encoding_says_which(read_text: Reader) -> None:
    transcript = read_text(cues("Café, naïve").encode("cp1252"), "a.vtt")
    assert transcript.text == "Café, naïve"
    assert transcript.encoding == "Windows-1252"
