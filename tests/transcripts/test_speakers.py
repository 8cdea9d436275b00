from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.transcripts.speakers import is_interviewer, is_nobody, participant_id, speaker_key


@pytest.mark.parametrize("label", ["P3", "p 3", "P.3", " p-3: "])
def test_labels_that_differ_by_case_spaces_or_punctuation_are_one_speaker(label: str) -> None:
    assert speaker_key(label) == speaker_key("P3")


def test_different_letters_are_different_speakers() -> None:
    assert speaker_key("Zoë") != speaker_key("Zoe")
    assert speaker_key("P1") != speaker_key("P11")


@given(st.text(min_size=1))
def test_a_key_is_its_own_key(label: str) -> None:
    assert speaker_key(speaker_key(label)) == speaker_key(label)


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("P1", "P01"),
        ("P01", "P01"),
        ("p-3", "P03"),
        ("P 12", "P12"),
        ("P3 (woman, 60s)", "P03"),
        ("P101", "P101"),
        ("BSR06", "BSR06"),
        ("bsr 06", "BSR06"),
        ("ID-12", "ID12"),
        ("FG2-P4", "FG2P04"),
    ],
)
def test_a_label_that_is_a_participants_id_is_taken_as_one(label: str, expected: str) -> None:
    assert participant_id(label) == expected


@pytest.mark.parametrize(
    "label",
    [
        "Speaker 1",
        "Participant",
        "Participant 2",
        "S1",
        "A",
        "Q",
        "Q1",
        "I",
        "I2",
        "INT1",
        "Jane",
        "MSM",
        "",
        "2024",
    ],
)
def test_a_label_that_numbers_voices_or_names_somebody_is_no_id(label: str) -> None:
    assert participant_id(label) is None


@pytest.mark.parametrize(
    "label",
    [
        "Interviewer",
        "INTERVIEWER",
        "Int",
        "Int.",
        "I",
        "IV",
        "Q",
        "Moderator",
        "Mod",
        "Facilitator",
        "Researcher",
        "Interviewer 2",
        "Interviewer (JS)",
        "I1",
        "Lead interviewer",
        "Co-facilitator",
        "Host",
    ],
)
def test_who_asks_is_recognised(label: str) -> None:
    assert is_interviewer(label, [label, "P03"])


@pytest.mark.parametrize(
    "label", ["P03", "Interviewee", "Participant 1", "A", "Speaker 1", "Jane", "MSM", "Ian", "", "IM"]
)
def test_who_answers_is_not_taken_for_an_interviewer(label: str) -> None:
    assert not is_interviewer(label, [label, "Interviewer"])


def test_r_asks_beside_participants_and_answers_beside_an_interviewer() -> None:
    assert is_interviewer("R", ["R", "P3"])
    assert is_interviewer("R", ["R", "Participant 1", "Participant 2"])
    assert not is_interviewer("R", ["R", "I"])
    assert not is_interviewer("R", ["R", "Q"])
    assert not is_interviewer("R", ["R"])


def test_m_moderates_only_where_all_others_are_participants() -> None:
    assert is_interviewer("M", ["M", "P1", "P2"])
    assert not is_interviewer("M", ["M", "F"])
    assert not is_interviewer("M", ["M", "J", "K"])


@pytest.mark.parametrize(
    "label",
    [
        "Unknown",
        "Unknown Speaker",
        "UNKNOWN SPEAKER 2",
        "Speaker unknown",
        "Unknown Speaker:",
        "Unidentified",
        "Unidentified female voice",
        "[inaudible speaker]",
        "(Unclear)",
        "Not identified",
        "Unbekannt",
        "Unbekannte Sprecherin",
        "Inconnu",
        "Voix inconnue",
        "Non identifié",
        "Hablante desconocido",
        "Parlante non identificato",
        "Falante não identificado",
        "Onbekende spreker",
        "Okänd talare",
        "不明",
        "??",
        "Speaker ?",
        "All",
        "Everyone",
        "Multiple speakers",
    ],
)
def test_a_label_that_names_no_one_person_is_nobodys(label: str) -> None:
    assert is_nobody(label)
    assert not is_interviewer(label)


@pytest.mark.parametrize(
    "label",
    [
        "Speaker 1",
        "Participant",
        "Male 2",
        "P03",
        "Unknown Soldier",
        "Jane Roe",
        "Ali",
        "Allan",
        "Interviewer",
        "Sam?",
    ],
)
def test_a_label_that_names_or_counts_a_voice_is_somebodys(label: str) -> None:
    assert not is_nobody(label)
