"""Which labels are suggested as one speaker's, and which never are."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.transcripts.importers import read
from qualcode.transcripts.speaker_likeness import Likeness, Voice, likenesses
from qualcode.transcripts.speakers import is_interviewer, speaker_key

Spoken = tuple[str, int]


def voice(number: int, label: str, turns: int, document: str = "a", person: str | None = "own") -> Voice:
    asks = is_interviewer(label)
    whose = None if asks else f"person {number}" if person == "own" else person
    return Voice(str(number), label, frozenset({document}), turns, asks, whose)


def in_one_document(*spoken: Spoken) -> dict[str, tuple[str | None, str]]:
    """What each label is suggested to be, and why."""
    return named([voice(number, label, turns) for number, (label, turns) in enumerate(spoken)])


def in_documents(*spoken: Spoken) -> dict[str, tuple[str | None, str]]:
    """The same, each label in a document of its own."""
    return named([voice(n, label, turns, f"document {n}") for n, (label, turns) in enumerate(spoken)])


def named(voices: list[Voice]) -> dict[str, tuple[str | None, str]]:
    labels = {one.id: one.label for one in voices}
    return {labels[one.id]: (labels.get(one.like or ""), one.reason) for one in likenesses(voices)}


@pytest.mark.parametrize(
    ("usual", "odd", "reason"),
    [
        ("BSR06", "BSRO6", "O and 0 are easily confused"),
        ("Speaker 1", "Speaker l", "l and 1 are easily confused"),
        ("Speaker 1", "Speaker I", "I and 1 are easily confused"),
        ("WS5", "WSS", "S and 5 are easily confused"),
        ("Ian", "lan", "l and I are easily confused"),
        ("P03", "Р03", "a letter of another alphabet looks the same"),
        ("Interviewer 1", "Interviewer1", "they differ only in spaces"),
        ("Patient P02", "PatientP02", "they differ only in spaces"),
        ("Jonas Rosland", "JONAS ROSLAND", "they differ only in capitals"),
        ("Jonas Rosland", "Jonas Rosland:", "they differ only in punctuation"),
        ("P03", "P3", "both say P03"),
        ("P02", "Patient P02", "both say P02"),
        ("Interviewer 1", "Interviewer 01", "they differ only in a leading zero"),
        ("Jane", "Jane (laughing)", "they differ only in what stands in brackets"),
        ("Jonas Rosland", "Jonas Roslund", "a letter is different"),
        ("Interviewer", "Interveiwer", "a letter is different"),
        ("Participant 2", "Particpant 2", "a letter is different"),
        ("Jonas Rosland", "JR", "these are the initials"),
        ("Jonas Rosland", "Jonas", "it is part of the name"),
    ],
)
def test_a_label_typed_otherwise_once_is_suggested_as_the_same_with_the_reason(
    usual: str, odd: str, reason: str
) -> None:
    assert in_one_document((usual, 80), (odd, 1)) == {odd: (usual, reason)}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("P1", "P2"),
        ("P1", "P11"),
        ("P01", "P11"),
        ("P1", "P10"),
        ("BSR06", "BSR07"),
        ("BSR06", "BSR60"),
        ("Interviewer 1", "Interviewer 2"),
        ("Interviewer", "Interviewer 2"),
        ("Interviewer", "Interviewee"),
        ("Participant", "Participants"),
        ("Male 1", "Female 1"),
        ("Male", "Female"),
        ("Mr Smith", "Mrs Smith"),
        ("Jan", "Jen"),
        ("Q", "O"),
        ("I", "1"),
        ("S", "5"),
        ("A", "B"),
        ("Speaker (male)", "Speaker (female)"),
        ("Zoë", "Joe"),
        ("FG1-P1", "FG2-P1"),
    ],
)
def test_two_people_are_never_suggested_as_one(one: str, other: str) -> None:
    assert in_one_document((one, 80), (other, 1)) == {}
    assert in_one_document((one, 40), (other, 40)) == {}
    assert in_documents((one, 80), (other, 1)) == {}


def test_names_a_letter_apart_are_suggested_only_where_one_is_rare() -> None:
    assert in_one_document(("Christine", 40), ("Christina", 40)) == {}
    assert in_one_document(("Christine", 40), ("Christina", 2)) == {
        "Christina": ("Christine", "a letter is different")
    }
    assert in_documents(("Christine", 40), ("Christina", 30)) == {}


def test_a_second_interview_of_somebody_is_no_slip_unless_it_is_rare() -> None:
    assert in_one_document(("P15", 40), ("P1S", 30)) == {}
    assert in_one_document(("P15", 40), ("P1S", 1)) == {"P1S": ("P15", "S and 5 are easily confused")}


def test_a_first_name_of_two_people_is_not_suggested() -> None:
    assert in_one_document(("Jonas Rosland", 30), ("Jonas Berg", 30), ("Jonas", 3)) == {}
    assert in_one_document(("Jane Roe", 30), ("John Ray", 30), ("JR", 3)) == {}


def test_a_name_in_several_documents_may_be_one_person_a_number_of_voices_is_not() -> None:
    assert in_documents(("Jonas Rosland", 40), ("Jonas rosland", 30))["Jonas rosland"][0] == "Jonas Rosland"
    for generic in ("Participant 1", "Speaker 2", "Participant", "Patient", "A", "Male voice"):
        voices = [voice(n, generic, 30, f"document {n}") for n in range(3)]
        assert likenesses(voices) == []


def test_who_is_one_person_already_is_not_suggested_again() -> None:
    voices = [voice(n, "Jonas Rosland", 30, f"document {n}", "P01") for n in range(3)]
    assert likenesses(voices) == []


def test_a_name_that_asks_in_one_document_may_ask_in_the_others() -> None:
    asking = Voice("0", "Jonas Rosland", frozenset({"a"}), 5, True)
    other = voice(1, "Jonas Rosland", 40, "b")
    assert likenesses([asking, other]) == [Likeness("1", "0", "the labels are the same")]


def meeting(*pairs: tuple[str, str]) -> dict[str, str | None]:
    """What each label is suggested to be; each pair talks in a document of its own."""
    voices = [
        voice(10 * place + number, label, 40, f"document {place}")
        for place, pair in enumerate(pairs)
        for number, label in enumerate(pair)
    ]
    found = {one.id: one.like for one in likenesses(voices)}
    return {one.label: found[one.id] for one in voices if one.id in found}


def test_who_talks_to_somebody_else_in_each_document_is_probably_who_asks() -> None:
    found = meeting(("MSM", "Cherry"), ("MSM", "Ritchie"), ("MSM", "Thompson"))
    assert found == {"MSM": None}


def test_who_talks_to_several_that_are_only_called_participant_is_probably_who_asks() -> None:
    assert meeting(("Dan", "Participant"), ("Dan", "Participant"), ("Dan", "Participant"))["Dan"] is None


def test_a_copy_of_a_talk_is_no_talk_with_somebody_else() -> None:
    found = meeting(("MSM", "Cherry"), ("MSM", "Cherry"), ("MSM", "Ritchie"))
    assert found["MSM"] is not None
    four = [
        voice(10 * place + number, label, 40, f"document {place}")
        for place, other in enumerate(["Cherry", "Cherry", "Ritchie", "Thompson"])
        for number, label in enumerate(["MSM", other])
    ]
    assert {one.reason for one in likenesses(four) if one.like is None} == {"it speaks in 4 documents, with 3 others"}


def test_a_label_that_says_that_nobody_knows_who_speaks_is_offered_as_nobodys_where_it_is_somebody() -> None:
    (found,) = likenesses([voice(0, "Unknown Speaker", 3), voice(1, "Jane Roe", 30)])
    assert (found.id, found.like, found.nobody) == ("0", None, True)
    assert likenesses([voice(0, "Unknown Speaker", 3, person=None), voice(1, "Jane Roe", 30)]) == []


def test_nobody_is_taken_for_who_asks_beside_an_interviewer_or_in_two_documents() -> None:
    asked = meeting(("Interviewer", "Mary"), ("Interviewer", "Mary"), ("Interviewer", "Mary"))
    assert asked["Mary"] is not None
    assert meeting(("MSM", "Cherry"), ("MSM", "Ritchie"))["MSM"] is not None


def test_a_misspelt_interviewer_is_one_even_where_the_word_never_stands_right() -> None:
    assert in_one_document(("Interveiwer", 40), ("P03", 40)) == {
        "Interveiwer": (None, "it is nearly the word Interviewer")
    }


def test_a_misspelt_interviewer_of_one_document_is_like_those_of_the_others() -> None:
    assert in_documents(("Interviewer", 40), ("Interveiwer", 40)) == {
        "Interveiwer": ("Interviewer", "a letter is different")
    }


def test_thousands_of_one_name_are_suggested_without_comparing_each_with_each() -> None:
    voices = [voice(n, "Jane", 20 + (n == 7), f"document {n}") for n in range(3000)]
    assert [one.like for one in likenesses(voices)] == ["7"] * 2999


def test_who_asks_in_several_real_interviews_is_found_though_no_label_says_so(real_files: Path) -> None:
    folder = real_files / "transcripts" / "hitsave_ccbysa"
    voices = [
        Voice(f"{path.name} {label}", label, frozenset({path.name}), 30, False, f"{path.name} {label}")
        for path in sorted(folder.glob("*.md"))
        for transcript in read(path)
        for label in transcript.speakers()
    ]
    found = likenesses(voices)
    assert {one.id.rpartition(".md ")[2] for one in found if not one.nobody} == {"Jonas Rosland"}
    assert {one.id.rpartition(".md ")[2] for one in found if one.nobody} == {"Unknown Speaker"}
    assert {one.like for one in found} == {None}
    assert len(found) == 4


labels = st.text(alphabet="PpIl1O0S5 B26.:-(", min_size=1, max_size=7) | st.text(min_size=1, max_size=6)


@given(st.lists(st.tuples(labels, st.integers(0, 90), st.sampled_from("abc")), max_size=9))
def test_whatever_the_labels_each_is_like_at_most_one_other_and_never_itself(
    spoken: list[tuple[str, int, str]],
) -> None:
    voices = [voice(n, label, turns, document) for n, (label, turns, document) in enumerate(spoken)]
    found = likenesses(voices)
    assert len({one.id for one in found}) == len(found)
    assert all(one.like != one.id and one.reason for one in found)


@given(st.integers(0, 999), st.integers(0, 999), st.sampled_from(["P", "BSR", "Interviewer ", "Speaker "]))
def test_two_numbers_are_never_one(first: int, second: int, prefix: str) -> None:
    one, other = f"{prefix}{first}", f"{prefix}{second}"
    if speaker_key(one) != speaker_key(other):
        assert in_one_document((one, 80), (other, 1)) == {}
