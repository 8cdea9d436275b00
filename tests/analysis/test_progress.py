"""How far the coding is: counted as slowly as one likes the numbers are the same, and they follow every change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualcode.analysis.documents import codings_of, open_document
from qualcode.analysis.progress import (
    coded_words,
    coverages,
    next_uncoded,
    progress_lines,
    question_progress,
    some_coverages,
    totals,
    uncoded,
)
from qualcode.analysis.speakers import speaker_lines
from qualcode.analysis.whose_words import participants_words, unlabelled_phrase, words_of, words_phrase
from qualcode.analysis.withdrawals import withdrawals
from qualcode.codebooks.csv_files import CodebookRow
from qualcode.edits.clock import FixedClock
from qualcode.edits.codebook import ImportCodebook
from qualcode.edits.codings import AddCodings, NewCoding
from qualcode.edits.documents import ChangeDocument, RemoveDocument
from qualcode.edits.memos import MemoTarget, WriteMemo
from qualcode.edits.participants import MarkInterviewer
from qualcode.edits.speaker_decisions import Decision
from qualcode.edits.speakers import ReviewSpeakers
from qualcode.edits.texts import ReplaceWords
from qualcode.project.importing import arrivals
from qualcode.project.places import remember_place
from qualcode.project.project import Project
from qualcode.transcripts.boundaries import word_edges
from qualcode.transcripts.coverage import Coverage
from qualcode.transcripts.span import Span
from qualcode.transcripts.transcript import Kind, Transcript
from tests.analysis.withdrawn_study import make, withdraw
from tests.screens.shown_study import BOOK, NOON, transcript

QUESTIONS = (("Interviewer", "How was it?"), ("Interviewer", "And then?"))
NOTE = (("Hall", "Nine chairs, one empty."),)


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "far.qualcode", "Far", clock=FixedClock(NOON)) as project:
        project.sign_in("Ana")
        project.make(ImportCodebook([*BOOK, CodebookRow("", "Other", "9", "", "Other")], "small"))
        found = [
            transcript(),
            transcript(QUESTIONS, "only questions"),
            transcript(NOTE, "the hall", Kind.FIELD_NOTE),
        ]
        project.make(arrivals(found, Kind.INTERVIEW))
        yield project


def documents_of(project: Project) -> list[str]:
    return [line.document.id for line in progress_lines(project.conn)]


def code(project: Project, document: str, *spans: Span) -> None:
    (found,) = project.conn.execute("SELECT id FROM code WHERE idx = '1.1'").fetchone()
    project.make(AddCodings([NewCoding(document, span, found) for span in spans]))


def counted(project: Project, document: str, coder: str | None = None) -> Coverage:
    return coverages(project.conn, [document], coder)[document]


def coder(project: Project) -> str:
    assert project.coder_id is not None
    return project.coder_id


def place_of(project: Project, document: str, words: str) -> Span:
    opened = open_document(project.conn, document)
    assert opened is not None
    start = opened.text.index(words)
    return Span(start, start + len(words))


def counted_slowly(project: Project, document: str) -> tuple[int, int]:
    """The words that count and those with a coding, letter by letter."""
    opened = open_document(project.conn, document)
    assert opened is not None
    asking = {one.id for one in opened.speakers.values() if one.is_interviewer}
    lit = {place for mark in codings_of(project.conn, document) for place in range(mark.start, mark.stop)}
    words = [
        edges for turn in opened.turns if turn.speaker not in asking for edges in word_edges(opened.text, turn.span)
    ]
    return len(words), sum(all(place in lit for place in range(*edges)) for edges in words)


def test_the_words_of_participants_are_counted_and_never_the_interviewer_s(study: Project) -> None:
    interview, *_ = documents_of(study)
    assert counted(study, interview) == Coverage(words=47, coded=0, stretches=3)
    code(study, interview, place_of(study, interview, "How did you come to hear about the group?"))
    assert counted(study, interview) == Coverage(words=47, coded=0, stretches=3)
    code(study, interview, place_of(study, interview, "I sleep. That’s the short of it."))
    assert counted(study, interview) == Coverage(words=47, coded=7, stretches=2)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 300), st.integers(1, 80)), min_size=1, max_size=5))
def test_however_codings_lie_the_numbers_are_those_of_a_slow_count(
    study: Project, places: list[tuple[int, int]]
) -> None:
    interview, *_ = documents_of(study)
    code(study, interview, *(Span(start, start + length) for start, length in places))
    found = counted(study, interview)
    assert (found.words, found.coded) == counted_slowly(study, interview)
    assert found.stretches == len(uncoded(study.conn, interview))
    study.undo()


def test_a_count_follows_whatever_it_is_of(study: Project) -> None:
    interview, *_ = documents_of(study)
    answer = place_of(study, interview, "I sleep. That’s the short of it.")
    before = counted(study, interview)
    code(study, interview, answer)
    coded = counted(study, interview)
    study.undo()
    assert counted(study, interview) == before != coded

    study.make(ReplaceWords(interview, Span(answer.start, answer.start + 7), "I do sleep"))
    assert counted(study, interview).words == before.words + 1
    study.undo()

    (person,) = study.conn.execute("SELECT id FROM participant WHERE pseudonym = 'P03'").fetchone()
    study.make(MarkInterviewer(person))
    assert counted(study, interview) == Coverage()


def test_where_only_the_interviewer_speaks_there_is_nothing_to_code(study: Project) -> None:
    _, questions, note = documents_of(study)
    assert counted(study, questions).percent is None
    assert coded_words(counted(study, questions), Kind.INTERVIEW) == "no words of participants"
    assert coded_words(counted(study, note), Kind.FIELD_NOTE) == "0% coded"


def test_the_base_of_a_field_note_is_what_the_observer_wrote_and_kinds_are_not_added(study: Project) -> None:
    found = totals((line.document for line in progress_lines(study.conn)), coverages(study.conn, documents_of(study)))
    assert {kind: total.words for kind, total in found.items()} == {Kind.INTERVIEW: 47, Kind.FIELD_NOTE: 5}


def test_each_coder_s_own_progress_is_told_apart(study: Project) -> None:
    interview, *_ = documents_of(study)
    code(study, interview, place_of(study, interview, "I sleep."))
    ana = coder(study)
    ben = study.sign_in("Ben")
    code(study, interview, place_of(study, interview, "There you are."))
    assert [counted(study, interview, who).coded for who in (None, ana, ben)] == [5, 2, 3]
    assert [progress_lines(study.conn, None, who)[0].codings for who in (None, ana, ben)] == [2, 1, 1]


def test_the_next_stretch_is_found_from_where_one_stopped_and_after_the_last_from_the_start(study: Project) -> None:
    interview, *_ = documents_of(study)
    stretches = uncoded(study.conn, interview)
    assert next_uncoded(study.conn, interview) == stretches[0]
    assert next_uncoded(study.conn, interview, stretches[1]) == stretches[1]
    code(study, interview, stretches[2])
    end = Span(stretches[2].end, stretches[2].end)
    assert next_uncoded(study.conn, interview, end) == stretches[0]
    code(study, interview, *stretches[:2])
    assert next_uncoded(study.conn, interview) is None


def test_the_turn_where_one_stopped_and_the_memos_stand_beside_the_document(study: Project) -> None:
    interview, *_ = documents_of(study)
    remember_place(study.conn, coder(study), interview, place_of(study, interview, "I sat in the car"))
    study.make(WriteMemo("the car", about=MemoTarget("document", interview)))
    line, *others = progress_lines(study.conn, coder(study))
    assert (line.stopped, line.memos) == (4, 1)
    assert [(other.stopped, other.memos) for other in others] == [(None, 0), (None, 0)]


def test_documents_taken_out_or_read_are_told_so(study: Project) -> None:
    interview, questions, _ = documents_of(study)
    study.make(ChangeDocument(interview, {"reading_state": "coded"}))
    study.make(RemoveDocument(questions))
    lines = progress_lines(study.conn)
    assert [line.document.reading_state for line in lines] == ["coded", "new"]
    assert question_progress(study.conn) == []


def test_words_of_who_withdrew_are_in_no_number_as_if_they_had_never_been_said(tmp_path: Path) -> None:
    with make(tmp_path / "with") as everybody, make(tmp_path / "without", everybody=False) as others:
        before = words_by_name(everybody)
        withdraw(everybody)
        now, never = words_by_name(everybody), words_by_name(others)
        assert now == never | {"Alone": 0, "Taken back": 0}
        assert before["Group"] == never["Group"] + 7
        for line in progress_lines(everybody.conn):
            for stretch in uncoded(everybody.conn, line.document.id):
                assert not withdrawals(everybody.conn).hold(line.document.id, stretch.start, stretch.end)
        everybody.undo(agreed=True)
        everybody.undo(agreed=True)
        assert words_by_name(everybody) == before, "what was counted before is counted anew"


def words_by_name(project: Project) -> dict[str, int]:
    lines = progress_lines(project.conn)
    found = coverages(project.conn, [line.document.id for line in lines])
    return {line.document.name: found[line.document.id].words for line in lines}


def test_a_part_of_the_documents_is_counted_at_a_time_and_at_least_one(
    study: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = documents_of(study)
    whole = coverages(study.conn, ids)
    monkeypatch.setattr("qualcode.analysis.progress._CODE_POINTS", 0)
    code(study, ids[0], place_of(study, ids[0], "I sleep."))
    assert list(some_coverages(study.conn, ids)) == ids[:1]
    assert coverages(study.conn, ids).keys() == whole.keys()


def test_a_title_does_not_count_where_speakers_are_named(study: Project) -> None:
    said = transcript((("Title", "A long title above it all"), ("P09", "Two words.")), "titled")
    first, last = said.turns
    study.make(arrivals([replace(said, turns=(replace(first, speaker=None), last))], Kind.INTERVIEW))
    (titled,) = [line.document.id for line in progress_lines(study.conn) if line.document.name == "titled"]
    assert counted(study, titled) == Coverage(2, 0, 1)
    assert uncoded(study.conn, titled) == [last.span]
    study.make(ChangeDocument(titled, {"kind": str(Kind.FIELD_NOTE)}))
    assert counted(study, titled).words == 8


def without_labels(name: str) -> Transcript:
    said = transcript((("", "Nobody is named here."), ("", "Not one of us.")), name)
    return replace(said, turns=tuple(replace(turn, speaker=None) for turn in said.turns))


def test_words_without_a_labelled_speaker_count_and_are_nobody_s(study: Project) -> None:
    study.make(arrivals([without_labels("unlabelled")], Kind.INTERVIEW))
    lines = progress_lines(study.conn)
    found = coverages(study.conn, [line.document.id for line in lines])
    (one,) = [line.document.id for line in lines if line.document.name == "unlabelled"]
    assert found[one] == Coverage(words=8, coded=0, stretches=2, others=8, unlabelled=1)
    assert words_phrase(found[one], Kind.INTERVIEW) == "8 words, none of participants"
    assert words_of(found[one], Kind.INTERVIEW) == "no speakers labelled: all its words"
    total = totals((line.document for line in lines), found)[Kind.INTERVIEW]
    assert (total.words, participants_words(total, Kind.INTERVIEW), total.unlabelled) == (55, 47, 1)
    assert words_phrase(total, Kind.INTERVIEW) == "55 words, 47 of participants"
    assert unlabelled_phrase(1) == ("1 document without labelled speakers: all its words, none a participant’s")
    assert unlabelled_phrase(0) == ""


def test_words_of_who_is_said_to_be_no_participant_are_told_apart_as_soon_as_it_is_said(study: Project) -> None:
    interview, *_ = documents_of(study)
    assert words_phrase(counted(study, interview), Kind.INTERVIEW) == "47 words of participants"
    (speaker,) = [
        line.id for line in speaker_lines(study.conn) if line.document_id == interview and not line.is_interviewer
    ]
    study.make(ReviewSpeakers([Decision(speaker, person="")]))
    found = counted(study, interview)
    assert (found.words, found.others, found.unlabelled) == (47, 47, 0)
    assert words_of(found, Kind.INTERVIEW) == "words, some of others"
    study.make(ReviewSpeakers([Decision(speaker, person="P03")]))
    assert counted(study, interview).others == 0


def test_what_participants_say_in_a_field_note_is_told_apart_from_the_observer_s_words(study: Project) -> None:
    said = transcript((("", "The hall was cold."), ("P03", "Two words.")), "monday", Kind.FIELD_NOTE)
    first, last = said.turns
    study.make(arrivals([replace(said, turns=(replace(first, speaker=None), last))], Kind.INTERVIEW))
    (note,) = [line.document.id for line in progress_lines(study.conn) if line.document.name == "monday"]
    found = counted(study, note)
    assert (found.words, participants_words(found, Kind.FIELD_NOTE), found.unlabelled) == (6, 2, 0)
    assert words_phrase(found, Kind.FIELD_NOTE) == "6 words, 4 of the observer"
