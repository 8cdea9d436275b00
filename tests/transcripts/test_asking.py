"""Who asks the questions is suggested from what is said where no label tells, and only where it is evident."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from qualcode.transcripts.asking import Said, who_asks
from qualcode.transcripts.importers import read
from qualcode.transcripts.speaker_likeness import Voice, likenesses


def said(*turns: tuple[str, str]) -> Mapping[str, Said]:
    found: dict[str, Said] = {}
    for speaker, words in turns:
        found.setdefault(speaker, Said()).add(words)
    return found


ASKED, ANSWERED = "And how was that for you?", "It was long, and we waited for the bus together, all of us."


def test_who_opens_the_talk_and_asks_nearly_all_questions_asks() -> None:
    assert who_asks(said(*[("Dan", ASKED), ("Mara", ANSWERED)] * 6)) == "Dan"


def test_who_asks_need_not_open_the_talk_where_nobody_else_asks() -> None:
    assert who_asks(said(("Mara", "Is it on?"), *[("Dan", ASKED), ("Mara", ANSWERED * 3)] * 8)) == "Dan"


def test_questions_in_other_scripts_count() -> None:
    assert who_asks(said(*[("甲", "那 怎么 样？"), ("乙", "很 好 我们 都 去 了")] * 6)) == "甲"


@pytest.mark.parametrize(
    "turns",
    [
        [("Dan", ASKED), ("Mara", ANSWERED)] * 4,  # four questions are few
        [("Dan", ASKED), ("Mara", ANSWERED + " Is it so?")] * 20,  # both ask
        [("Dan", ASKED + ANSWERED * 9), ("Mara", ANSWERED)] * 20,  # who asks talks most
        [("Dan", "Tell me of it."), ("Mara", ANSWERED)] * 20,  # nobody asks
        [("Dan", ASKED)] * 20,  # nobody answers
        [("Mara", ANSWERED + " Is it?"), ("Dan", ASKED), ("Mara", ANSWERED)] * 9,  # does not open
    ],
)
def test_where_it_is_not_evident_nobody_is_taken_for_who_asks(turns: list[tuple[str, str]]) -> None:
    assert who_asks(said(*turns)) is None


def voice(label: str, documents: str, asks_in: str = "", *, asks: bool = False) -> Voice:
    return Voice(f"{label} {documents}", label, frozenset(documents), 30, asks, None, frozenset(asks_in))


def suggested(*voices: Voice) -> set[str]:
    return {one.id.partition(" ")[0] for one in likenesses(voices) if one.like is None}


def test_who_evidently_asks_in_one_document_is_suggested_with_the_reason() -> None:
    (found,) = likenesses([voice("Dan", "a", "a"), voice("Mara", "a")])
    assert (found.id, found.like, found.reason) == ("Dan a", None, "it asks most of the questions")


def test_a_name_that_evidently_asks_in_one_of_its_documents_asks_in_all_of_them() -> None:
    assert suggested(voice("Dan", "ab", "a"), voice("Mara", "a"), voice("Jo", "b")) == {"Dan"}


def test_a_name_that_evidently_asks_in_one_document_is_offered_in_the_others_as_whomever_it_stands_there() -> None:
    one = Voice("1", "Dan", frozenset("a"), 30, False, "P08", frozenset("a"))
    two = Voice("2", "Dan", frozenset("b"), 30, False, "P09")
    others = [voice("Participant", "a"), voice("Participant", "b")]
    found = {likeness.id: (likeness.like, likeness.reason) for likeness in likenesses([one, two, *others])}
    assert found == {
        "1": (None, "it asks most of the questions"),
        "2": (None, "it asks most of the questions elsewhere"),
    }


def test_who_opens_a_talk_and_says_very_little_of_it_asks_though_the_other_asks_back() -> None:
    turns = [("Dan", ASKED + " Tell me all of that, from the beginning, in whatever order you like best.")]
    turns += [("Mara", ANSWERED * 8 + " Is it? So?")]
    assert who_asks(said(*turns * 9)) == "Dan"
    assert who_asks(said(*turns[::-1] * 9)) is None


def test_nobody_is_suggested_beside_a_known_interviewer_or_beside_another_who_asks() -> None:
    assert suggested(voice("Dan", "a", "a"), voice("Interviewer", "a", asks=True)) == set()
    assert suggested(voice("Dan", "ab", "a"), voice("Mara", "ab", "b")) == set()


def test_a_participants_id_is_never_suggested_as_who_asks() -> None:
    assert suggested(voice("P03", "a", "a"), voice("Mara", "a")) == set()


def test_a_voice_that_is_only_counted_must_ask_in_each_of_its_documents() -> None:
    one = Voice("1", "Speaker 1", frozenset("ab"), 30, asks_in=frozenset("a"))
    both = Voice("1", "Speaker 1", frozenset("ab"), 30, asks_in=frozenset("ab"))
    other = Voice("2", "Speaker 2", frozenset("ab"), 30)
    assert [likeness.id for likeness in likenesses([one, other])] == []
    assert [likeness.id for likeness in likenesses([both, other])] == ["1"]


REAL = {
    "hitsave_ccbysa/Interview with Danny Silvers of Lantana Games - 2020-11-19.md": {"Jonas Rosland"},
    "pdpilot_pdf/P1.pdf": {"Dan"},
    "pdpilot_pdf/P7.pdf": {"Dan"},
    "unix_oral_history/cherry.htm": {"MSM"},
    "unix_oral_history/ritchie.htm": {"MSM"},
    "unix_oral_history/thompson.htm": {"MSM"},
    "hitsave_ccbysa/Wintermoor Tactics Club interview transcription.md": {"Jonas Rosland"},
    "hitsave_ccbysa/GigaSword - Interview with Jack Breen.md": {"Jonas Rosland"},
    "pdpilot_pdf/P2.pdf": set(),
}


@pytest.mark.parametrize("name", REAL)
def test_who_asks_in_a_real_interview_is_found_or_left_undecided(name: str, real_files: Path) -> None:
    (transcript,) = read(real_files / "transcripts" / name)
    turns = [(turn.speaker, turn.span.of(transcript.text)) for turn in transcript.turns if turn.speaker]
    assert {who_asks(said(*turns))} - {None} == REAL[name]


def test_nobody_who_answers_is_ever_taken_for_who_asks_in_a_real_interview(real_files: Path) -> None:
    asking = set()
    for path in sorted((real_files / "transcripts").rglob("*")):
        if path.suffix in (".pdf", ".htm", ".md") and path.parent.name != "code_review_observation":
            (transcript,) = read(path)
            turns = [(turn.speaker, turn.span.of(transcript.text)) for turn in transcript.turns if turn.speaker]
            asking.add(who_asks(said(*turns)))
    assert asking - {None} == {"Dan", "MSM", "Jonas Rosland"}
