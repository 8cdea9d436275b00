"""WebVTT captions."""

from __future__ import annotations

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
    assert transcript.warnings[0].startswith("1 cue was left out")


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
    text = cues("this will", "this will happen is", "I'm telling you")
    assert read_text(text, "a.vtt").text == "this will happen is I'm telling you"


def test_a_file_without_captions_is_a_problem(tmp_path: Path) -> None:
    path = tmp_path / "a.vtt"
    path.write_text("WEBVTT\n\nNOTE nothing\n")
    with pytest.raises(Problem, match="No captions"):
        importers.read(path)
