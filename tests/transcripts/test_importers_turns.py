"""How speakers are found in a text."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.transcripts.importers.turns import turns_in
from qualcode.transcripts.transcript import Turn


def spoken(text: str) -> list[tuple[str | None, float | None, str]]:
    return [(turn.speaker, turn.seconds, turn.span.of(text)) for turn in turns_in(text)]


def words(text: str) -> list[tuple[str | None, str]]:
    return [(turn.speaker, turn.span.of(text)) for turn in turns_in(text)]


TEAMS = "0:0:0.0 --> 0:0:3.5\nJane Doe\nHow?\n\n0:0:3.5 --> 0:0:4.0\nJohn Roe\nWell.\n\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Interviewer: How?\nP01: Well.", [("Interviewer", None), ("P01", None)]),
        ("I: How?\n\nP5:    Well.", [("I", None), ("P5", None)]),
        ("Q: How?\nA: Well.", [("Q", None), ("A", None)]),
        (
            "JANE SMITH: How?\nCOL: Well.\nJANE SMITH: How?\nCOL: Well.",
            [("JANE SMITH", None), ("COL", None)] * 2,
        ),
        ("**Interviewer:** How?\n**Jas**: Well.\n**Jas**: Well.", [("Interviewer", None), ("Jas", None)]),
        (
            "[00:01:02] Interviewer: How?\n[00:01:05] Sam: Well.\n[00:02:00] Sam: Well.",
            [("Interviewer", 62.0), ("Sam", 65.0)],
        ),
        (
            "Interviewer: [00:01:02] How?\nSam: [00:01:05] Well.\nSam: [00:02:00] Well.",
            [("Interviewer", 62.0), ("Sam", 65.0)],
        ),
        (
            "Interviewer [00:01:02]: How?\nSam [1:05]: Well.\nSam [2:00]: Well.",
            [("Interviewer", 62.0), ("Sam", 65.0)],
        ),
        ("Speaker 1 (00:03):\nHow?\n\nSpeaker 2 (00:05):\nWell.", [("Speaker 1", 3.0), ("Speaker 2", 5.0)]),
        ("Jane Doe  0:21  \nHow?\n\nJohn Roe  1:02:03\nWell.", [("Jane Doe", 21.0), ("John Roe", 3723.0)]),
        ("Jane Doe 0:21\nHow?\n\nJohn Roe\t0:33\nWell.", [("Jane Doe", 21.0), ("John Roe", 33.0)]),
        ("00:00:21 Jane Doe\nHow?\n\n00:00:33 John Roe\nWell.", [("Jane Doe", 21.0), ("John Roe", 33.0)]),
        (
            "[Jane Doe] 10:00:21\nHow?\n\n[John Roe] 10:00:33\nWell.",
            [("Jane Doe", 36021.0), ("John Roe", 36033.0)],
        ),
        ("[Interviewer] How?\n[P1] Well.\n[laughs]", [("Interviewer", None), ("P1", None)]),
        ("<I> How?\n<P1> Well.", [("I", None), ("P1", None)]),
        ("I - How?\nP1 – Well.\nI - And - so?", [("I", None), ("P1", None), ("I", None)]),
        ("- Interviewer: How?\n- P1: Well.", [("Interviewer", None), ("P1", None)]),
        ("12 Interviewer: How?\n13 P1: Well.", [("Interviewer", None), ("P1", None)]),
        (TEAMS * 2, [("Jane Doe", 0.0), ("John Roe", 3.5)] * 2),
        ("Interviewer\nHow?\n\nParticipant 2\nWell.", [("Interviewer", None), ("Participant 2", None)]),
        ("INT\tHow?\nP1\tWell.", [("INT", None), ("P1", None)]),
        ("Q. How?\nA. Well.\nQ. How?\nA. Well.", [("Q", None), ("A", None)]),
        (
            "采访者：怎么样？\n小李：很好。\n采访者：怎么样？\n小李：很好。",
            [("采访者", None), ("小李", None)],
        ),
    ],
)
def test_the_ways_people_write_speakers_are_read(text: str, expected: list[tuple[str | None, float | None]]) -> None:
    found = [(speaker, seconds) for speaker, seconds, _ in spoken(text)]
    assert found[: len(expected)] == expected
    said = [turn.span.of(text) for turn in turns_in(text)]
    assert all("How" not in one or one == "How?" for one in said)


@pytest.mark.parametrize(
    "text",
    [
        "Four rules.\n\n(i) Do one thing.\n\n(ii) Do it well.\n\n(iii) Build soon.\n\n(iv) Use tools.",
        "What mattered:\n(h) tea\n(a) time\n(b) trust\n"
        + "\n".join(f"({letter}) more" for letter in "cdefghijklmnopqr"),
        "[I] The first thing.\n[II] The second.\n[III] The third.\n[IV] The fourth.",
    ],
)
def test_the_items_of_a_list_are_no_speakers(text: str) -> None:
    assert {turn.speaker for turn in turns_in(text)} == {None}


def test_a_list_that_somebody_reads_out_takes_nobody_their_label() -> None:
    text = "[I] What helps?\n[P] Two things:\n(a) time\n(b) trust\n[I] And?\n[P] That is all."
    assert [turn.speaker for turn in turns_in(text)] == ["I", "P", "I", "P"]


def test_times_without_speakers_begin_turns_of_nobody() -> None:
    text = "[43.810 --> 47.850]  Not a time.\n[00:43.810 --> 00:47.850]  Hello.\n[00:48.350 --> 00:54.570]  Hi."
    assert spoken(text)[1:] == [(None, 43.81, "Hello."), (None, 48.35, "Hi.")]


def test_a_time_range_on_its_own_line_belongs_to_the_words_below() -> None:
    text = "1\n00:00.000 --> 00:27.640\nHello.\nYou.\n\n2\n00:28.000 --> 00:35.280\nToday 3\nof us.\n"
    assert spoken(text) == [(None, 0.0, "Hello.\nYou."), (None, 28.0, "Today 3\nof us.")]


def test_a_time_alone_above_a_label_is_the_labels() -> None:
    text = "I: How?\nP1: Well.\n\n[00:05:00]\n\nI: And?\nP1: [00:06:00] Yes [00:07:00] no."
    assert spoken(text) == [
        ("I", None, "How?"),
        ("P1", None, "Well."),
        ("I", 300.0, "And?"),
        ("P1", 360.0, "Yes [00:07:00] no."),
    ]


def test_a_time_at_the_end_of_a_turn_is_when_the_next_begins() -> None:
    text = "I: How? #00:00:12-7#\n\nP1: Well. #00:01:15-3#\n\nI: And?"
    assert spoken(text) == [("I", None, "How?"), ("P1", 12.0, "Well."), ("I", 75.0, "And?")]


def test_an_answer_of_several_paragraphs_is_one_turn() -> None:
    text = "I: How?\n\nP1: First.\n\nSecond.\nThird.\n\nI: And?"
    assert words(text) == [("I", "How?"), ("P1", "First.\n\nSecond.\nThird."), ("I", "And?")]


def test_what_stands_before_the_first_label_is_nobodys_by_paragraphs() -> None:
    text = "A kitchen,\na wet day.\n\nThe radio is on.\n\nI: How?\nP1: Well."
    assert words(text)[:2] == [(None, "A kitchen,\na wet day."), (None, "The radio is on.")]


@pytest.mark.parametrize(
    "line",
    [
        "Note: this was later.",
        "He said: no.",
        "She said: yes.",
        "See https://example.org/page for it.",
        "At 10:30 we left.",
        "The thing is: I never went.",
        "Details:",
        "Honestly: no.",
        "Two things: tea and cake.",
        "Well: that.",
    ],
)
def test_a_colon_in_an_answer_is_no_speaker(line: str) -> None:
    text = f"Interviewer: How?\nP01: Well.\n{line}\n{line}\nInterviewer: And?\nP01: I was honestly there."
    assert {turn.speaker for turn in turns_in(text)} == {"Interviewer", "P01"}
    assert line in [turn.span.of(text) for turn in turns_in(text)][1]


@pytest.mark.parametrize(
    "text",
    [
        "Note: this.\n\nNote: that.\n\nHe said: no.\n\nHe said: yes.",
        "Access: good.\n\nWords and words.\n\nThen more words.\n\nAccess: bad.",
        "Pros: many.\nCons: few.\nPros: more.\nCons: none.",
        "Some prose about P3: that person was here.\nAnd more prose.",
        "10:30 Arrived at the hall.\n11:00 Tea: with biscuits.\n11:30 Left.",
        "Dear Sir:\n\nhttps://example.org\nhttps://example.org",
    ],
)
def test_prose_has_no_speakers(text: str) -> None:
    assert {turn.speaker for turn in turns_in(text)} == {None}


def test_an_answer_without_a_label_is_not_the_interviewers() -> None:
    text = "Interviewer: How?\n\nI thought: fine.\n\nReally.\n\nInterviewer: Why?\n\nBecause."
    assert words(text) == [
        ("Interviewer", "How?"),
        (None, "I thought: fine."),
        (None, "Really."),
        ("Interviewer", "Why?"),
        (None, "Because."),
    ]
    assert words("Q: How?\nFine.\nQ: Why?\nSo.") == [("Q", "How?"), (None, "Fine."), ("Q", "Why?"), (None, "So.")]


def test_a_form_full_of_colons_is_no_dialogue() -> None:
    text = "\n".join(
        f"{'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[n]}lpha: x\n{'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[n]}lpha: y" for n in range(26)
    )
    assert {turn.speaker for turn in turns_in(text)} == {None}


def test_a_cover_sheet_has_no_speakers_and_keeps_its_words() -> None:
    sheet = "Interviewer: Jane Smith\nParticipant: P03\nDate: 4 May 2026\nPlace: the hall"
    text = f"{sheet}\n\nInterviewer: How?\nParticipant: Well.\nInterviewer: And?\nParticipant: No."
    assert words(text)[:2] == [(None, sheet), ("Interviewer", "How?")]
    assert len(words(text)) == 5


def test_somebody_who_speaks_once_in_a_group_is_heard() -> None:
    text = "Moderator: Who?\n\nAnn: Me.\n\nBen: Me.\n\nAnn: And?\n\nBen: No.\n\nCarla: Tea?\n\nModerator: Yes."
    assert [turn.speaker for turn in turns_in(text)] == [
        "Moderator",
        "Ann",
        "Ben",
        "Ann",
        "Ben",
        "Carla",
        "Moderator",
    ]


@pytest.mark.parametrize("gap", ["\n\n", "\n"])
@pytest.mark.parametrize("top", ["", "Focus group, a wet day in the hall.", "Date: 4 May 2026\nPlace: the hall"])
def test_voices_heard_once_each_are_a_group_that_talks(gap: str, top: str) -> None:
    said = [
        ("Amira", "I found it on a card."),
        ("Ben", "We had no card. Why not: who knows?"),
        ("Chloe", "Nobody told me."),
        ("Dev", "It was dear."),
    ]
    text = "\n\n".join(filter(None, (top, gap.join(f"{who}: {what}" for who, what in said))))
    assert [one for one in words(text) if one[0] is not None] == said


def test_voices_of_whom_one_is_heard_again_are_a_group_too() -> None:
    text = "Otieno: I paid.\n\nRuth: Did you? I never paid.\n\nSunil: We did.\n\nIt was a lot.\n\nRuth: My word."
    assert [one[0] for one in words(text)] == ["Otieno", "Ruth", "Sunil", "Ruth"]


@pytest.mark.parametrize(
    "text",
    [
        "Ben: a nurse by the river, 34.\n\nChloe: mother of two.\n\nPaul: her brother, who drives.",
        "Note: I was late.\n\nQuestion: what did we miss?\n\nAnswer: my coat.\n\nIdea: ask you again.",
        "Butter: two spoons.\n\nFlour: as much as you like.\n\nMilk: our own.\n\nHoney: I take none.",
        "London: We went by train.\n\nParis: I saw the river.\n\nRome: You must go.",
        "Title: Our day\nDate: 3 May\nPlace: My kitchen\nAuthor: me",
        "Grace: I was given it.\n\nHope: we have it.\n\nFaith: you know it.\n\nJoy: my own.",
        "Ben: I paid.\n\nPaul: Did you?",
        "Ben: I paid.\n\nWe left.\n\nIt rained.\n\nPaul: Did you?\n\nThen tea.\n\nRuth: We did.\n\nThe end.",
        "Ben: https://example.org/you\n\nPaul: 10:30\n\nRuth: https://example.org/me",
        "Positives: We met.\n\nChallenges: I was late.\n\nLearning: You can ask.\n\nActions: my own.",
    ],
)
def test_labels_that_come_once_are_nobody_without_good_evidence(text: str) -> None:
    assert {turn.speaker for turn in turns_in(text)} == {None}


def test_a_word_that_is_also_said_in_lower_case_is_nobody() -> None:
    text = "Ann: Who?\n\nBen: Me.\n\nAnn: And?\n\nBen: There are rules.\n\nRules: none.\n\nAnn: Good."
    assert {turn.speaker for turn in turns_in(text)} == {"Ann", "Ben"}


def test_headings_are_nobodys() -> None:
    text = "# Interview\n\nI: How?\n\nP1: Well.\n\nGENERAL STRATEGY\nTop to bottom\n\n## More"
    text += "\n\nI: And?\nP1: No."
    assert words(text) == [
        (None, "# Interview"),
        ("I", "How?"),
        ("P1", "Well."),
        (None, "GENERAL STRATEGY"),
        (None, "Top to bottom"),
        (None, "## More"),
        ("I", "And?"),
        ("P1", "No."),
    ]


def test_labels_without_any_words_are_words_themselves() -> None:
    assert words("P1:\nP2:") == [(None, "P1:\nP2:")]


def test_wrapped_lines_without_paragraphs_are_cut_into_readable_turns() -> None:
    text = "\n".join("so we went to the thing and there was a man and he said hello" for _ in range(200))
    lengths = [len(turn.span) for turn in turns_in(text)]
    assert len(lengths) > 3
    assert max(lengths) < 2200


def test_a_line_full_of_spaces_is_read_like_any_other() -> None:
    text = ("P1" + " " * 20000 + "x\n" + "\t" * 20000 + ":\n" + "a" * 20000 + ":\n") * 3
    assert turns_in(text)


LABELS = st.sampled_from(["Interviewer", "P01", "P02", "I", "DR ASHWORTH"])
SPEECH = st.text(st.sampled_from("abc dé.,?!“”’\n"), min_size=1, max_size=40).map(
    lambda said: re.sub(r"\s*\n\s*", "\n", said).strip() or "x",
)


@given(st.lists(st.tuples(LABELS, SPEECH), min_size=4, max_size=12), st.sampled_from(["\n", "\n\n"]))
def test_every_turn_of_a_transcript_is_found_as_it_was_said(said: list[tuple[str, str]], gap: str) -> None:
    said = [*said, *said]  # so that every label comes twice
    text = gap.join(f"{label}: {speech}" for label, speech in said)
    assert words(text) == said


@given(st.text())
def test_turns_of_any_text_are_in_order_trimmed_and_apart(text: str) -> None:
    _check(text, turns_in(text))


LINES = st.lists(
    st.sampled_from(
        ["", "P1: yes", "I: and", "Ann:", "Ann: so", "Ann  0:21", "[00:01:00]", "1", "0:01.0 --> 0:02.0",
         "Q. x",
         "00:00:01,000 --> 00:00:02,000", "Interviewer", "# Head", "NOTES AND", "Date: 3", "said: x",
         "a\tb", "P1\tno"],
    ),
)  # fmt: skip


@given(LINES)
def test_no_word_is_lost_between_labels_and_times(lines: list[str]) -> None:
    text = "\n".join(lines)
    turns = turns_in(text)
    _check(text, turns)
    outside = list(text)
    for turn in turns:
        outside[turn.start : turn.end] = " " * len(turn.span)
    rest = {word for line in "".join(outside).split("\n") for word in re.split(r"\s{2,}|\t", line.strip()) if word}
    allowed = {"P1:", "I:", "Ann:", "Ann", "0:21", "[00:01:00]", "1", "0:01.0 --> 0:02.0", "Q.", "P1", "a",
               "00:00:01,000 --> 00:00:02,000", "Interviewer"}  # fmt: skip
    assert rest <= allowed


def _check(text: str, turns: tuple[Turn, ...]) -> None:
    end = 0
    for turn in turns:
        assert end <= turn.start < turn.end
        assert turn.span.of(text) == turn.span.of(text).strip()
        end = turn.end
    assert bool(turns) == bool(text.strip())
