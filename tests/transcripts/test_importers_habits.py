"""Transcripts as the programs that make them write them: every person and time comes in, and nothing else is said."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from qualcode.transcripts import importers
from qualcode.transcripts.importers.turns import turns_in
from qualcode.transcripts.transcript import Transcript

Said = list[tuple[str | None, float | None, str]]

HOW, BUS, RIGHT, LATE = "So how did it begin for you?", "It began with the bus.", "Right.", "I was late."

TEXTS: dict[str, tuple[str, Said]] = {
    "Otter": (
        f"Jo Field  0:00  \n{HOW}\n\nMara Lind  0:04  \n{BUS}\n\nUnknown Speaker  1:02:03  \n{RIGHT}\n\n"
        "Transcribed by https://otter.ai\n",
        [
            ("Jo Field", 0, HOW),
            ("Mara Lind", 4, BUS),
            ("Unknown Speaker", 3723, RIGHT),
            (None, None, "Transcribed by https://otter.ai"),
        ],
    ),
    "Zoom": (
        f"[Jo Field] 10:00:21\n{HOW}\n\n[Mara Lind] 10:00:33\n{BUS}\n",
        [("Jo Field", 36021, HOW), ("Mara Lind", 36033, BUS)],
    ),
    "the chat of Zoom": (
        f"10:00:21\t From Jo Field to Everyone:\n\t{HOW}\n10:00:33\t From Mara Lind to Everyone:\n\t{BUS}\n"
        f"10:00:40\t From Jo Field to Mara Lind (Direct Message):\n\t{RIGHT}\n",
        [("Jo Field", 36021, HOW), ("Mara Lind", 36033, BUS), ("Jo Field", 36040, RIGHT)],
    ),
    "WhatsApp on an iPhone": (
        f"[03/03/2025, 10:02:21] Jo: {HOW}\n[03/03/2025, 10:02:40] Mara: {BUS}\n[03/03/2025, 10:03:01] Jo: {RIGHT}\n",
        [("Jo", None, HOW), ("Mara", None, BUS), ("Jo", None, RIGHT)],
    ),
    "WhatsApp on Android": (
        f"3/3/25, 10:02 AM - Jo: {HOW}\n3/3/25, 10:02 AM - Mara: {BUS}\n3/3/25, 10:03 AM - Jo: {RIGHT}\n",
        [("Jo", None, HOW), ("Mara", None, BUS), ("Jo", None, RIGHT)],
    ),
    "Descript": (
        f"[00:00:00] Jo: {HOW}\n\n[00:00:04] Mara: {BUS}\n\n{LATE}\n\n[00:00:30] Jo: {RIGHT}\n",
        [("Jo", 0, HOW), ("Mara", 4, f"{BUS}\n\n{LATE}"), ("Jo", 30, RIGHT)],
    ),
    "Rev": (
        f"Jo Field (00:00):\n{HOW}\nMara Lind (00:04):\n{BUS}\nSpeaker 3 (01:02):\n[inaudible 00:01:03] no.\n",
        [("Jo Field", 0, HOW), ("Mara Lind", 4, BUS), ("Speaker 3", 62, "[inaudible 00:01:03] no.")],
    ),
    "Trint": (
        f"Jo Field [00:00:01] {HOW} \n\nMara Lind [00:00:04] {BUS} [00:00:08] {LATE} \n\n"
        f"Jo Field [00:00:31] {RIGHT} ",
        [("Jo Field", 1, HOW), ("Mara Lind", 4, f"{BUS} [00:00:08] {LATE}"), ("Jo Field", 31, RIGHT)],
    ),
    "oTranscribe": (
        f"0:00 Jo: {HOW}\n\n0:04 Mara: {BUS}\n\n0:31 Jo: {RIGHT}\n",
        [("Jo", 0, HOW), ("Mara", 4, BUS), ("Jo", 31, RIGHT)],
    ),
    "Sonix": (
        f"Talk with Mara.mp3\n\nJo: [00:00:01] {HOW}\n\nMara: [00:00:04] {BUS}\n\nJo: [00:00:31] {RIGHT}\n",
        [(None, None, "Talk with Mara.mp3"), ("Jo", 1, HOW), ("Mara", 4, BUS), ("Jo", 31, RIGHT)],
    ),
    "Temi": (
        f"Speaker 1:     00:00    {HOW}\n\nSpeaker 2:     00:04    {BUS}\n",
        [("Speaker 1", 0, HOW), ("Speaker 2", 4, BUS)],
    ),
    "Riverside": (
        f"Jo Field (00:00.842)\n{HOW}\n\nMara Lind (01:02:04.842)\n{BUS}\n",
        [("Jo Field", 0.842, HOW), ("Mara Lind", 3724.842, BUS)],
    ),
    "TurboScribe": (
        f"[Speaker 1] (0:00 - 0:14)\n{HOW}\n\n[Speaker 2] (0:14 - 0:31)\n{BUS}\n",
        [("Speaker 1", 0, HOW), ("Speaker 2", 14, BUS)],
    ),
    "Happy Scribe": (
        f"[00:00:01.10] - Jo Field\n{HOW}\n\n[00:00:04.20] - Mara Lind\n{BUS}\n",
        [("Jo Field", 1.1, HOW), ("Mara Lind", 4.2, BUS)],
    ),
    "Amberscript": (
        f"00:00:01\nJo: {HOW}\n\n00:00:04\nMara: {BUS}\n\n00:00:09\nJo: {RIGHT}\n",
        [("Jo", 1, HOW), ("Mara", 4, BUS), ("Jo", 9, RIGHT)],
    ),
    "Google Meet": (
        f"Attendees\nJo Field, Mara Lind\nTranscript\n00:00:00\n \nJo Field: {HOW}\nMara Lind: {BUS}\n"
        f" \n00:05:01\n \nJo Field: {RIGHT}\nMara Lind: {LATE}\nTranscription ended after 00:31:12\n",
        [
            (None, None, "Attendees\nJo Field, Mara Lind\nTranscript"),
            ("Jo Field", 0, HOW),
            ("Mara Lind", None, BUS),
            ("Jo Field", 301, RIGHT),
            ("Mara Lind", None, LATE),
            (None, None, "Transcription ended after 00:31:12"),
        ],
    ),
    "WhisperX": (
        f"SPEAKER_00 [00:00:01.234 - 00:00:04.000]: {HOW}\nSPEAKER_01 [00:00:05.5 - 00:00:09.000]: {BUS}\n",
        [("SPEAKER_00", 1.234, HOW), ("SPEAKER_01", 5.5, BUS)],
    ),
    "Amazon": (f"spk_0: {HOW}\nspk_1: {BUS}\n", [("spk_0", None, HOW), ("spk_1", None, BUS)]),
    "f4": (
        f"I: {HOW} #00:00:04-3#\n\nB: {BUS} #00:00:12-8#\n\nI: {RIGHT} #00:00:13-1#\n",
        [("I", None, HOW), ("B", 4, BUS), ("I", 12, RIGHT)],
    ),
    "f4 with times first": (
        f"#00:00:00-0# I: {HOW}\n\n#00:00:04-3# B: {BUS}\n",
        [("I", 0, HOW), ("B", 4, BUS)],
    ),
    "a stenographer": (
        f">>Jo Field: {HOW}\n>>Mara Lind: {BUS}\n>>Jo Field: {RIGHT}\n>>Mara Lind: {LATE}\n",
        [("Jo Field", None, HOW), ("Mara Lind", None, BUS), ("Jo Field", None, RIGHT), ("Mara Lind", None, LATE)],
    ),
    "a Spanish transcriber": (
        f"ENTREVISTADORA.- {HOW}\nMARA.- {BUS}\nENTREVISTADORA.- {RIGHT}\nMARA.- {LATE}\n",
        [("ENTREVISTADORA", None, HOW), ("MARA", None, BUS), ("ENTREVISTADORA", None, RIGHT), ("MARA", None, LATE)],
    ),
    "somebody who numbers turns": (
        f"1. Interviewer: {HOW}\n2. Mara: {BUS}\n3. Interviewer: {RIGHT}\n4. Mara: {LATE}\n",
        [("Interviewer", None, HOW), ("Mara", None, BUS), ("Interviewer", None, RIGHT), ("Mara", None, LATE)],
    ),
    "somebody who numbers every fifth line": (
        f"     I: {HOW}\n     P1: {BUS}\n     I: {RIGHT}\n     P1: {LATE}\n5    I: {HOW}\n",
        [("I", None, HOW), ("P1", None, BUS), ("I", None, RIGHT), ("P1", None, LATE), ("I", None, HOW)],
    ),
    "somebody who puts names in brackets": (
        f"[Anna]: {HOW}\n[Mara]: {BUS}\n[Anna]: {RIGHT}\n[Mara]: {LATE}\n",
        [("Anna", None, HOW), ("Mara", None, BUS), ("Anna", None, RIGHT), ("Mara", None, LATE)],
    ),
    "somebody who puts names in braces": (
        f"{{Anna}} {HOW}\n{{Mara}} {BUS}\n{{Anna}} {RIGHT}\n{{Mara}} {LATE}\n",
        [("Anna", None, HOW), ("Mara", None, BUS), ("Anna", None, RIGHT), ("Mara", None, LATE)],
    ),
    "somebody who puts a dash after names": (
        f"Jo – {HOW}\nMara – {BUS}\nJo – {RIGHT}\nMara – {LATE}\n",
        [("Jo", None, HOW), ("Mara", None, BUS), ("Jo", None, RIGHT), ("Mara", None, LATE)],
    ),
    "somebody who gives names their own line": (
        f"INTERVIEWER\n{HOW}\n\nMARA\n{BUS}\n\nINTERVIEWER\n{RIGHT}\n\nMARA\n{LATE}\n",
        [("INTERVIEWER", None, HOW), ("MARA", None, BUS), ("INTERVIEWER", None, RIGHT), ("MARA", None, LATE)],
    ),
    "somebody who sets names apart": (
        f"Jo\n\n{HOW}\n\nMara\n\n{BUS}\n\nJo\n\n{RIGHT}\n\nMara\n\n{LATE}\n",
        [("Jo", None, HOW), ("Mara", None, BUS), ("Jo", None, RIGHT), ("Mara", None, LATE)],
    ),
    "somebody who writes Q and A": (f"Q: {HOW}\nA: {BUS}\n", [("Q", None, HOW), ("A", None, BUS)]),
    "somebody with wide colons": (
        f"访谈者：{HOW}\n玛拉：{BUS}\n访谈者：{RIGHT}\n玛拉：{LATE}\n",
        [("访谈者", None, HOW), ("玛拉", None, BUS), ("访谈者", None, RIGHT), ("玛拉", None, LATE)],
    ),
    "somebody who writes the hour in brackets": (
        f"(00:12:33) Jo: {HOW}\n(00:12:40) Mara: {BUS}\n(00:13:02) Jo: {RIGHT}\n",
        [("Jo", 753, HOW), ("Mara", 760, BUS), ("Jo", 782, RIGHT)],
    ),
}


@pytest.mark.parametrize("maker", TEXTS)
def test_a_transcript_as_a_program_or_a_person_writes_it_gives_who_spoke_and_when(maker: str) -> None:
    text, expected = TEXTS[maker]
    found = [(turn.speaker, turn.seconds, turn.span.of(text)) for turn in turns_in(text)]
    assert [
        (who, when if when is None else pytest.approx(when, abs=0.9), said) for who, when, said in expected
    ] == found


@pytest.mark.parametrize(
    "text",
    [
        "10:00 Talk: long and dull.\n10:45 Coffee: good.\n11:00 Lunch: soup.\n13:00 Walk: rain.",
        "Housing\n\nThe flats are damp.\n\nTransport\n\nBuses are late.\n\nHousing\n\nRents rose.",
        "Strengths\nKind staff\n\nWeaknesses\nLong waits\n\nStrengths\nNear\n\nWeaknesses\nDear",
        "Transport – late buses.\nHousing – damp flats.\nFood – far shops.\nCare – kind nurses.",
        "1. Housing: damp.\n2. Transport: late.\n3. Food: far.\n4. Care: kind.",
        "We met.\n\nMary [00:01:02] was there, as was John, whom I know.\n\nAnd then we left, all of us, for home.",
        "On 03/03/2025, 10:02 we met. Later: tea.\n03/04/2025, 11:00 Rain again: nothing done.",
        "Name | Age | Town\nMara | 41 | Leeds\nJo | 39 | York\nAna | 28 | Hull",
        "Apples\t3\t4.5\nPears\t4\t5.5\nPlums\t5\t6.5\nFigs\t6\t9.5",
    ],
)
def test_notes_lists_and_reports_have_no_speakers(text: str, tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text(text, encoding="utf-8")
    (transcript,) = importers.read(path)
    assert transcript.speakers() == []
    assert transcript.text == text


def test_a_remark_of_the_transcriber_beside_labels_with_colons_is_no_new_voice() -> None:
    text = f"I: {HOW}\nP1: {BUS}\n[P1] stands up here.\nI: {RIGHT}\nMara - the nurse - comes in.\nP1: {LATE}"
    assert {turn.speaker for turn in turns_in(text)} == {"I", "P1"}


TABLES = {
    "ELAN": (
        "Jo\t\t00:00:01.200\t1.2\t00:00:04.500\t4.5\t00:00:03.300\t3.3\tSo how did it begin?\n"
        "Mara\t\t00:00:04.600\t4.6\t00:00:09.000\t9.0\t00:00:04.400\t4.4\tIt began with the bus.\n"
        "Jo\t\t00:00:09.600\t9.6\t00:00:10.000\t10.0\t00:00:00.400\t0.4\tRight.\n",
        [1.2, 4.6, 9.6],
    ),
    "NVivo": (
        "Timespan\tContent\tSpeaker\n0:00.0 - 0:04.2\tSo how did it begin?\tJo\n"
        "0:04.2 - 0:09.1\tIt began with the bus.\tMara\n0:09.1 - 0:10.1\tRight.\tJo\n",
        [0, 4.2, 9.1],
    ),
    "Praat": (
        "1\t0.00\t4.20\tJo\tSo how did it begin?\n2\t4.20\t9.10\tMara\tIt began with the bus.\n"
        "3\t9.10\t9.90\tJo\tRight.\n",
        [0, 4.2, 9.1],
    ),
    "a table with strokes": (
        "Jo | 00:00:01 | So how did it begin?\nMara | 00:00:04 | It began with the bus.\nJo | 00:00:09 | Right.\n",
        [1, 4, 9],
    ),
}


@pytest.mark.parametrize("maker", TABLES)
def test_a_text_that_is_a_table_of_turns_is_read_as_one_and_says_so(maker: str, tmp_path: Path) -> None:
    text, times = TABLES[maker]
    path = tmp_path / "talk.txt"
    path.write_text(text, encoding="utf-8")
    (transcript,) = importers.read(path)
    assert _who(transcript) == [("Jo", "So how did it begin?"), ("Mara", "It began with the bus."), ("Jo", "Right.")]
    assert [turn.seconds for turn in transcript.turns] == times
    assert transcript.warnings[0] == "It holds a table of turns, and was read as one."


def test_times_beside_labels_that_would_be_known_before_a_tab_are_no_words(tmp_path: Path) -> None:
    path = tmp_path / "talk.txt"
    path.write_text(TABLES["ELAN"][0].replace("Jo", "INT").replace("Mara", "P03"), encoding="utf-8")
    (transcript,) = importers.read(path)
    assert _who(transcript) == [
        ("INT", "So how did it begin?"), ("P03", "It began with the bus."), ("INT", "Right."),
    ]  # fmt: skip
    assert [turn.seconds for turn in transcript.turns] == TABLES["ELAN"][1]


def test_a_quotation_mark_that_is_never_closed_swallows_no_turn_of_a_text(tmp_path: Path) -> None:
    path = tmp_path / "talk.txt"
    path.write_text(
        'Jo\t0:01\t"So how did it begin?\nMara\t0:04\tIt began with the bus.\nJo\t0:09\tRight.\n', encoding="utf-8"
    )
    (transcript,) = importers.read(path)
    assert _who(transcript) == [
        ("Jo", '"So how did it begin?'), ("Mara", "It began with the bus."), ("Jo", "Right."),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "cues",
    [
        '1 "Jo Field" (1234567)\n00:00:02.280 --> 00:00:04.170\nHow?\n\n'
        '2 "Mara Lind" (765)\n00:00:05.0 --> 00:00:09.1\nBus.',
        "0f3a-7d52/12-0\n00:00:02.2 --> 00:00:04.1\n<v Jo Field>How?</v>\n\n"
        "0f3a-7d52/12-1\n00:00:04.2 --> 00:00:04.8\n<v ></v>\n\n"
        "0f3a-7d52/18-0\n00:00:05.0 --> 00:00:09.1\n<v Mara Lind>Bus.</v>",
        "1\n00:00:02.280 --> 00:00:04.170\n[SPEAKER_00]: How?\n\n"
        "2\n00:00:05.280 --> 00:00:09.170\n[SPEAKER_01]: Bus.",
        "1\n00:00:02.280 --> 00:00:04.170\nSpeaker 1: How?\n\n2\n00:00:05.280 --> 00:00:09.170\nSpeaker 2: Bus.",
    ],
    ids=["Webex", "Teams", "WhisperX", "Zoom"],
)
def test_captions_name_who_speaks_as_each_program_does(cues: str, tmp_path: Path) -> None:
    path = tmp_path / "talk.vtt"
    path.write_text(f"WEBVTT\n\n{cues}\n", encoding="utf-8")
    (transcript,) = importers.read(path)
    assert [turn.span.of(transcript.text) for turn in transcript.turns] == ["How?", "Bus."]
    assert len({turn.speaker for turn in transcript.turns}) == 2
    assert all(turn.speaker and re.match(r"Jo|Mara|SPEAKER|Speaker", turn.speaker) for turn in transcript.turns)


@pytest.mark.parametrize(
    "table",
    [
        "Speaker Name,Start Time,End Time,Text\nJo,00:00:01:00,00:00:04:12,How?\nMara,00:00:04:12,00:00:09:00,Bus.\n",
        "Tier;Begin;End;Annotation\nJo;0.5;4.2;How?\nMara;4.2;9.0;Bus.\n",
        "Jo,,00:00:01.2,1.2,00:00:04.5,4.5,How?\nMara,,00:00:04.6,4.6,00:00:09.0,9.0,Bus.\n"
        "Jo,,00:00:09.6,9.6,00:00:10.0,10.0,Right.\n",
    ],
    ids=["Premiere", "a list of annotations", "ELAN"],
)
def test_a_csv_of_turns_names_who_speaks_as_each_program_does(table: str, tmp_path: Path) -> None:
    path = tmp_path / "talk.csv"
    path.write_text(table, encoding="utf-8")
    (transcript,) = importers.read(path)
    assert _who(transcript)[:2] == [("Jo", "How?"), ("Mara", "Bus.")]


def test_a_voice_heard_once_whose_name_is_also_a_word_speaks_for_itself(tmp_path: Path) -> None:
    path = tmp_path / "talk.txt"
    path.write_text(
        "Interviewer: How was it?\nMay: I may go there on Thursdays.\nInterviewer: And you?\n"
        "Hope: I hope so.\nInterviewer: Anything else?\nNote: A note was passed round.\n",
        encoding="utf-8",
    )
    (transcript,) = importers.read(path)
    who = dict(_who(transcript))
    assert (who["May"], who["Hope"]) == ("I may go there on Thursdays.", "I hope so.")
    assert "Note" not in who


def _who(transcript: Transcript) -> list[tuple[str | None, str]]:
    return [(turn.speaker, turn.span.of(transcript.text)) for turn in transcript.turns]
