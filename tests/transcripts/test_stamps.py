"""Time stamps among the words of a turn are no words, and a reader steps over each as one."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.transcripts.boundaries import (
    Boundaries,
    Unit,
    count_steps,
    count_words,
    has_word,
    said_words,
    whole_words,
    without_cut_words,
    word_edges,
    word_starts,
    words_in,
)
from qualcode.transcripts.coverage import CountedWords, Coverage, uncoded_stretches
from qualcode.transcripts.importers import read
from qualcode.transcripts.span import Span
from qualcode.transcripts.stamps import LONGEST, times_in, times_of

STAMPS = (
    "[00:03:00]",
    "(00:12:34)",
    "00:03:00",
    "[3:05]",
    "#00:03:00-0#",
    "#00:03:00#",
    "{00:03}",
    "<00:03>",
    "(03:05)",
    "[ 3:05 ]",
    "[00:03:00.520]",
    "[00:03:00;12]",
    "[51:51.760 --> 51:53.000]",
    "[3:05 - 4:10]",
    "00:03:00,520",
    "01:00:03:00",
    "【3:05】",
)
SAID = st.lists(st.sampled_from(["it", "ran", "10:30", "ice-cold", "3", "[name]", "P3:", "支", *STAMPS]), max_size=8)


def whole(text: str) -> Span:
    return Span(0, len(text))


@pytest.mark.parametrize("stamp", STAMPS)
@pytest.mark.parametrize(
    "around", ["{}", "and {} then", "and {}, then", "and.{} then", "({})", "**{}** then", "{}\nand"]
)
def test_a_time_stamp_is_no_word(stamp: str, around: str) -> None:
    text = around.format(stamp)
    words = around.replace("{}", " ")
    assert count_words(text) == count_words(words)
    assert said_words(text, whole(text)) == said_words(words, whole(words))
    assert len(stamp) <= LONGEST


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("at 10:30", ["at", "10", "30"]),
        ("10:30", ["10", "30"]),
        ("(at 10:30)", ["at", "10", "30"]),
        ("[at 10:30]", ["at", "10", "30"]),
        ("we lost 3:2 (or 3:1)", ["we", "lost", "3", "2", "or", "3", "1"]),
        ("2026:10:30", ["2026", "10", "30"]),
        ("10:75:90", ["10", "75", "90"]),
        ("[2019] [name] (laughs)", ["2019", "name", "laughs"]),
        ("[inaudible 00:12:34]", ["inaudible"]),
    ],
)
def test_what_people_say_stays_words(text: str, words: list[str]) -> None:
    assert said_words(text, whole(text)) == words


@given(SAID, st.data())
def test_every_way_of_counting_takes_the_same_for_words(said: list[str], data: st.DataObject) -> None:
    text = " ".join(said)
    edges = word_edges(text, whole(text))
    assert [text[start:end] for start, end in edges] == said_words(text, whole(text))
    assert count_words(text) == len(edges) == CountedWords(text, [whole(text)]).coverage([]).words
    assert list(word_starts(text, whole(text))) == [start for start, _ in edges]
    assert "".join(span.of(text) for span in words_in(text, whole(text))) == "".join(
        text[start:end].replace("-", "") for start, end in edges
    )
    start = data.draw(st.integers(0, len(text)))
    span = Span(start, data.draw(st.integers(start, len(text))))
    held = [edge for edge in edges if span.start <= edge[0] and edge[1] <= span.end]
    assert whole_words(text, span, whole(text)) == len(held)
    assert CountedWords(text, [whole(text)]).coverage([span] if span else []).coded == len(held)
    uncut = without_cut_words(span, text, whole(text))
    assert not uncut or count_words(uncut.of(text)) == len(held)
    parts = [text[max(first, span.start) : min(last, span.end)] for first, last in edges]
    assert has_word(text, span) == any(count_words(part) for part in parts)


@given(SAID)
def test_a_reader_steps_over_a_stamp_as_over_a_word_and_alike_in_both_directions(said: list[str]) -> None:
    text = " ".join(said)
    steps = Boundaries(text, [whole(text)])
    forward: list[Span] = []
    step = steps.next(Unit.WORD, Span(0, 0))
    while step is not None:
        forward.append(step)
        step = steps.next(Unit.WORD, step)
    backward: list[Span] = []
    step = steps.previous(Unit.WORD, Span(len(text), len(text)))
    while step is not None:
        backward.append(step)
        step = steps.previous(Unit.WORD, step)
    assert backward == forward[::-1]
    assert len(forward) == count_steps(text, whole(text))
    assert [one for one in forward if not count_words(one.of(text))] == [
        one for one in forward if one.of(text).strip("[](){}<>#【】 ") != one.of(text) or one.of(text) in STAMPS
    ]
    for one in forward:
        for offset in range(one.start, one.end):
            assert steps.at(Unit.WORD, offset) == one


def test_stepping_by_words_stops_at_the_stamp_once() -> None:
    text = "It is different [00:03:00] than that."
    steps = Boundaries(text, [whole(text)])
    here = steps.at(Unit.WORD, text.index("different"))
    stamp = steps.next(Unit.WORD, here)
    assert stamp is not None and stamp.of(text) == "[00:03:00]"
    after = steps.next(Unit.WORD, stamp)
    assert after is not None and after.of(text) == "than"
    assert steps.at(Unit.WORD, text.index("03")) == stamp


def test_a_stamp_between_two_codings_is_nothing_left_to_code() -> None:
    text = "It is different [00:03:00] than that."
    turn = whole(text)
    coded = [Span(0, text.index(" [")), Span(text.index("than"), len(text))]
    assert CountedWords(text, [turn]).coverage(coded) == Coverage(words=5, coded=5, stretches=0)
    assert uncoded_stretches(text, [turn], coded) == []
    cut = [Span(0, text.index("03")), Span(text.index("than"), len(text))]
    assert CountedWords(text, [turn]).coverage(cut) == Coverage(words=5, coded=5, stretches=0)
    assert uncoded_stretches(text, [turn], cut) == []


def test_the_times_in_a_turn_are_those_of_its_stamps_and_not_of_the_day() -> None:
    text = "I came [00:03:00] at 10:30 (10:30), (00:04:00) and [inaudible 01:02:03] #00:05:06-7# left {7:08}."
    found = [(seconds, span.of(text)) for seconds, span in times_in(text, whole(text))]
    assert found == [
        (180, "[00:03:00]"),
        (240, "(00:04:00)"),
        (3723, "01:02:03"),
        (306, "#00:05:06-7#"),
        (428, "{7:08}"),
    ]


def test_what_was_said_at_a_time_is_told_by_turns_and_by_the_stamps_in_them() -> None:
    said: list[tuple[float | None, str]] = [
        (100, "I went [00:02:00] there."),
        (None, "And then [00:03:00] back."),
        (200, "The race took 03:10:22 and [0:10] to get up [00:03:30]."),
        (240, "Yes."),
        (0, "Another day [00:01:00] now."),
    ]
    text, turns = "", []
    for seconds, words in said:
        turns.append((Span(len(text), len(text) + len(words)), seconds))
        text += f"{words}\n"
    assert [(seconds, text[place : place + 10]) for seconds, place in times_of(text, turns)] == [
        (100, "I went [00"),
        (120, "[00:02:00]"),
        (180, "[00:03:00]"),
        (200, "The race t"),
        (210, "[00:03:30]"),
        (240, "Yes.\nAnoth"),
        (0, "Another da"),
        (60, "[00:01:00]"),
    ]


def test_the_stamps_of_a_transcription_service_are_in_no_count(real_files: Path) -> None:
    path = real_files / "transcripts/hitsave_ccbysa/Wintermoor Tactics Club interview transcription.md"
    (transcript,) = read(path)
    turns = [turn.span for turn in transcript.turns]
    stamps = [span for turn in turns for _, span in times_in(transcript.text, turn)]
    assert len(stamps) > 20
    counted = CountedWords(transcript.text, turns).coverage([]).words
    bare = transcript.text
    for span in stamps:
        bare = bare[: span.start] + " " * len(span) + bare[span.end :]
    assert (
        counted == CountedWords(bare, turns).coverage([]).words == sum(count_words(turn.of(bare)) for turn in turns)
    )
    assert not any(CountedWords(transcript.text, turns).coverage([span]).coded for span in stamps)
    times = times_of(transcript.text, [(turn.span, turn.seconds) for turn in transcript.turns])
    assert [seconds for seconds, _ in times] == sorted(seconds for seconds, _ in times)
    assert {180.0, 1560.0} <= {seconds for seconds, _ in times}
