"""The review of speakers: joined, renamed, assigned, in one step that can be taken back."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualcode.analysis.documents import open_document
from qualcode.analysis.excerpts import excerpts
from qualcode.analysis.people import participants
from qualcode.analysis.speakers import (
    SpeakerLine,
    review_sentence,
    speaker_lines,
    speaker_rows,
    speakers_worth_reviewing,
    unlabelled,
)
from qualcode.analysis.tallies import extent
from qualcode.codebooks.csv_files import CodebookRow
from qualcode.edits.clock import FixedClock
from qualcode.edits.codebook import ImportCodebook
from qualcode.edits.codings import AddCodings, NewCoding
from qualcode.edits.documents import ImportDocuments, Incoming, RemoveDocument
from qualcode.edits.memos import MemoTarget, WriteMemo
from qualcode.edits.participants import ChangeParticipant
from qualcode.edits.speaker_decisions import Decision, consents_left, in_force, joined, suggested, told
from qualcode.edits.speakers import ReviewSpeakers
from qualcode.edits.tables import FOLDED
from qualcode.problem import Problem
from qualcode.project.journal import differences
from qualcode.project.project import Project
from qualcode.transcripts.span import Span
from qualcode.transcripts.transcript import Kind, Transcript, Turn
from tests.examples import one_in

BringIn = Callable[..., str]
CodeIt = Callable[..., str]

FIRST = (
    "Interviewer: How did you come?\n"
    "BSR06: By bus, as I always do.\n"
    "BSRO6: And on foot.\n"
    "Interviewer: I see.\n"
    "BSR06: It was cold.\n"
)
SECOND = "Jonas: Who told you?\nBSR06: Nobody told me.\n"


@pytest.fixture
def garden(bring_in: BringIn) -> str:
    return bring_in(FIRST, "garden")


@pytest.fixture
def workshop(bring_in: BringIn) -> str:
    return bring_in(SECOND, "workshop")


def by_label(project: Project, document: str | None = None) -> dict[str, SpeakerLine]:
    return {line.label: line for line in speaker_lines(project.conn) if document in (None, line.document)}


def review(project: Project, *decisions: Decision) -> ReviewSpeakers:
    edit = ReviewSpeakers(decisions)
    project.make(edit)
    return edit


def turns(project: Project, document_id: str) -> list[tuple[str, str]]:
    """Who says what, turn by turn."""
    document = open_document(project.conn, document_id)
    assert document is not None
    return [
        (document.speakers[turn.speaker or ""].label, document.text[turn.start : turn.end]) for turn in document.turns
    ]


def test_two_labels_become_one_speaker_and_no_word_changes(project: Project, garden: str) -> None:
    before = turns(project, garden)
    found = by_label(project)
    review(project, Decision(found["BSRO6"].id, into=found["BSR06"].id))
    after = turns(project, garden)
    assert [words for _, words in after] == [words for _, words in before]
    assert [label for label, _ in after] == ["Interviewer", "BSR06", "BSR06", "Interviewer", "BSR06"]
    assert (by_label(project)["BSR06"].turns, by_label(project)["BSR06"].words) == (3, 12)
    assert [row[0] for row in project.conn.execute("SELECT count(*) FROM turn WHERE speaker_id IS NULL")] == [0]
    project.undo()
    assert turns(project, garden) == before
    project.redo()
    assert turns(project, garden) == after


def test_what_was_coded_of_the_odd_label_counts_for_the_one_that_stays(
    project: Project, garden: str, code_it: CodeIt
) -> None:
    code_it(garden, "And on foot.", "1.2")
    code_it(garden, "It was cold.", "1.2")
    assert len({excerpt.participant_id for excerpt in excerpts(project.conn)}) == 2
    found = by_label(project)
    review(project, Decision(found["BSRO6"].id, into=found["BSR06"].id))
    assert {excerpt.participant_id for excerpt in excerpts(project.conn)} == {found["BSR06"].participant_id}
    assert extent(project.conn).people == 1
    project.undo()
    assert len({excerpt.participant_id for excerpt in excerpts(project.conn)}) == 2


def test_who_is_an_interviewer_has_no_excerpts_of_a_participant(
    project: Project, workshop: str, code_it: CodeIt
) -> None:
    code_it(workshop, "Who told you?\nBSR06: Nobody told me.", "1.1")
    (before,) = excerpts(project.conn)
    assert before.participant_id == by_label(project)["Jonas"].participant_id
    edit = review(project, Decision(by_label(project)["Jonas"].id, asks=True))
    (after,) = excerpts(project.conn)
    assert (after.turn, after.participant_id) == (2, by_label(project)["BSR06"].participant_id)
    assert edit.removed == ["P01"]
    assert [person.pseudonym for person in participants(project.conn)] == ["BSR06"]
    project.undo()
    assert {person.pseudonym for person in participants(project.conn)} == {"BSR06", "P01"}


def test_one_go_joins_renames_assigns_and_is_one_step(project: Project, garden: str, workshop: str) -> None:
    first, second = by_label(project, "garden"), by_label(project, "workshop")
    before = living(project)
    made = project.make(
        ReviewSpeakers(
            [
                Decision(first["BSRO6"].id, into=first["BSR06"].id),
                Decision(first["BSR06"].id, label="Ms B", person="P07"),
                Decision(second["BSR06"].id, person="p07"),
                Decision(second["Jonas"].id, asks=True, label="Interviewer"),
            ]
        )
    )
    assert made.label == "Review of 4 speakers"
    assert [(line.label, line.who) for line in speaker_lines(project.conn)] == [
        ("Interviewer", "interviewer"),
        ("Ms B", "P07"),
        ("Interviewer", "interviewer"),
        ("BSR06", "P07"),
    ]
    assert [person.pseudonym for person in participants(project.conn)] == ["P07"]
    project.undo()
    assert living(project) == before


def test_a_participant_of_whom_anything_is_recorded_is_never_taken_out(project: Project, garden: str) -> None:
    found = by_label(project)
    odd = found["BSRO6"].participant_id
    assert odd is not None
    for keep in (
        ChangeParticipant(odd, {"consent": "quote"}),
        ChangeParticipant(odd, {"consent_words": "Yes."}),
        ChangeParticipant(odd, {"note": "Called on Monday."}),
        ChangeParticipant(odd, {}, {"age": "60–69"}),
        WriteMemo("Somebody else?", about=MemoTarget("participant", odd)),
    ):
        project.make(keep)
        edit = review(project, Decision(found["BSRO6"].id, into=found["BSR06"].id))
        assert (edit.removed, edit.kept) == ([], ["P01"])
        project.undo()
        project.undo()
    edit = review(project, Decision(found["BSRO6"].id, into=found["BSR06"].id))
    assert (edit.removed, edit.kept) == (["P01"], [])


def test_a_participant_who_speaks_in_a_removed_document_stays(project: Project, garden: str, workshop: str) -> None:
    project.make(RemoveDocument(workshop))
    edit = review(project, Decision(by_label(project)["BSR06"].id, person="P09"))
    assert edit.removed == []
    assert "BSR06" in {person.pseudonym for person in participants(project.conn)}


def test_a_new_participant_never_takes_over_the_consent_of_one_who_is_gone(
    project: Project, garden: str, workshop: str
) -> None:
    jonas = by_label(project)["Jonas"]
    assert jonas.participant_id is not None
    review(project, Decision(jonas.id, asks=True))
    review(project, Decision(by_label(project)["BSRO6"].id, person="P02"))
    assert by_label(project)["BSRO6"].participant_id != jonas.participant_id


def test_a_label_that_is_an_id_makes_a_participant_whom_later_imports_know(
    project: Project, bring_in: BringIn
) -> None:
    bring_in("Interviewer: Well?\nP8: Yes, I did.\n", "note", Kind.FIELD_NOTE)
    review(project, Decision(by_label(project)["P8"].id, person="P08"))
    bring_in("Interviewer: Well?\nP08: No, I did not.\n", "interview")
    assert [person.documents for person in participants(project.conn)] == [("note", "interview")]


def test_chains_end_at_the_one_that_stays(project: Project, bring_in: BringIn) -> None:
    document = bring_in("Jane: One.\nJane Roe: Two.\nJ: Three.\n", "talk")
    found = by_label(project)
    review(
        project,
        Decision(found["J"].id, into=found["Jane"].id),
        Decision(found["Jane"].id, into=found["Jane Roe"].id),
    )
    assert {label for label, _ in turns(project, document)} == {"Jane Roe"}


def test_words_that_leave_a_recorded_consent_are_told(project: Project, garden: str) -> None:
    odd = by_label(project)["BSRO6"]
    assert odd.participant_id is not None
    project.make(ChangeParticipant(odd.participant_id, {"consent": "withdrawn"}))
    lines, found = speaker_lines(project.conn), by_label(project)
    into = {odd.id: Decision(odd.id, into=found["BSR06"].id)}
    told_of = "The words of “BSRO6” no longer stand under what P01 agreed to (withdrawn)."
    assert consents_left(lines, into) == [told_of]
    assert told(lines, into)[-1] == told_of
    both = into | {found["BSR06"].id: Decision(found["BSR06"].id, person="P01")}
    assert consents_left(lines, both) == []


def test_what_cannot_be_is_a_sentence_and_changes_nothing(
    project: Project, garden: str, workshop: str, bring_in: BringIn
) -> None:
    bring_in("Moss: Walls matter.\n", "paper", Kind.EVIDENCE)
    first, second = by_label(project, "garden"), by_label(project, "workshop")
    odd, usual = first["BSRO6"].id, first["BSR06"].id
    before = living(project)
    for decisions, sentence in (
        ([Decision(odd, into=second["Jonas"].id)], "speak in different documents"),
        ([Decision(odd, into=usual), Decision(usual, into=odd)], "joined to itself"),
        ([Decision(odd, into=odd)], "joined to itself"),
        ([Decision(odd, label="bsr06")], "would be called “bsr06”"),
        ([Decision(odd, label=" ")], "needs a label"),
        ([Decision("nobody", asks=True)], "no longer in the study"),
        ([Decision(odd, asks=True), Decision(odd, person="P01")], "decided on twice"),
        ([Decision(by_label(project)["Moss"].id, person="P01")], "is evidence"),
    ):
        with pytest.raises(Problem, match=sentence):
            project.make(ReviewSpeakers(decisions))
        assert living(project) == before


def test_labels_may_change_places_in_one_go_where_one_of_them_goes(project: Project, garden: str) -> None:
    found = by_label(project)
    review(
        project,
        Decision(found["BSR06"].id, into=found["BSRO6"].id),
        Decision(found["BSRO6"].id, label="BSR06"),
    )
    assert set(by_label(project)) == {"Interviewer", "BSR06"}


def test_after_an_import_somebody_can_be_told_what_looks_alike(
    project: Project, garden: str, workshop: str, bring_in: BringIn
) -> None:
    assert speakers_worth_reviewing(project.conn) == 1
    assert review_sentence(project.conn) == "1 speaker looks like others: “BSRO6” like “BSR06”."
    bring_in("R0001: No.\n", "Q1 · R0001", Kind.SURVEY_ANSWER)
    assert "R0001" not in by_label(project)
    bring_in("Jonas: Well?\nnobody says this\n", "short")
    assert [one.turns for one in unlabelled(project.conn)] == [1]
    decisions = suggested(speaker_rows(speaker_lines(project.conn)))
    review(project, *decisions.values())
    assert (speakers_worth_reviewing(project.conn), review_sentence(project.conn)) == (0, "")


def test_taking_suggestions_reaches_the_person_at_the_end_of_a_chain(project: Project, bring_in: BringIn) -> None:
    bring_in("Jonas Rosland: One.\nA: Yes.\n" * 9, "first")
    bring_in("JONAS ROSLAND: Two.\nA: Yes.\nJR: Three.\n", "second")
    lines = speaker_lines(project.conn)
    review(project, *suggested(speaker_rows(lines)).values())
    found = {(line.document, line.label): line.who for line in speaker_lines(project.conn)}
    assert found["second", "JONAS ROSLAND"] == found["first", "Jonas Rosland"]
    assert ("second", "JR") not in found


def test_decisions_are_told_in_sentences(project: Project, garden: str, workshop: str) -> None:
    lines = speaker_lines(project.conn)
    first, second = by_label(project, "garden"), by_label(project, "workshop")
    made = [
        *joined([first["BSRO6"]], [first["BSR06"]]),
        Decision(first["BSR06"].id, person="P07"),
        Decision(second["BSR06"].id, person="P07"),
        Decision(second["Jonas"].id, asks=True, label="Interviewer"),
        Decision(first["Interviewer"].id, asks=True),
    ]
    decisions = in_force(lines, {one.speaker_id: one for one in made})
    assert first["Interviewer"].id not in decisions
    assert told(lines, decisions, ["BSR06", "P01", "P02"]) == [
        "“BSR06” is P07, in 2 documents.",
        "“BSRO6” becomes one with “BSR06”, in “garden”.",
        "“Jonas” is called “Interviewer”, in “workshop”.",
        "“Jonas” is an interviewer, in “workshop”.",
        "P07 is a new participant.",
        "BSR06 then has no words in the study.",
        "P01 then has no words in the study.",
        "P02 then has no words in the study.",
    ]


# Any sequence of reviews and undos


def living(project: Project) -> dict[str, dict[str, Any]]:
    """Every row that is not removed, with what is worked out from it, without the stamps any change renews."""
    found: dict[str, dict[str, Any]] = {}
    for table in (*FOLDED, "turn"):
        rows = project.db.query(f'SELECT * FROM "{table}" ORDER BY num')
        found[table] = {
            str(row.get("id", row["num"])): {key: value for key, value in row.items() if key != "hlc"}
            for row in rows
            if row.get("deleted_at") is None
        }
    return found


WORDS = "word other words more "
NAMES = ("Interviewer", "P03", "P3", "Jonas", "BSR06", "BSRO6")


def arrival(number: int, speaking: list[int]) -> Incoming:
    text = f"{number} " + WORDS * len(speaking)
    spoken = tuple(
        Turn(2 + place * len(WORDS), 2 + (place + 1) * len(WORDS) - 1, NAMES[who])
        for place, who in enumerate(speaking)
    )
    return Incoming(Transcript(f"Interview {number}", text, spoken), Kind.INTERVIEW, ())


choices = st.tuples(
    st.integers(0, 20),
    st.sampled_from(["into", "asks", "person", "nobody", "label"]),
    st.integers(0, 20),
)
steps = st.lists(st.lists(choices, min_size=1, max_size=4) | st.sampled_from(["undo", "redo"]), max_size=6)


@given(
    st.lists(st.lists(st.integers(0, 5), min_size=1, max_size=5), min_size=1, max_size=3),
    st.lists(st.tuples(st.integers(0, 2), st.integers(0, 110), st.integers(1, 40)), max_size=4),
    steps,
)
@settings(max_examples=one_in(2), suppress_health_check=list(HealthCheck))
def test_reviews_and_undos_leave_words_and_codings_in_place(
    documents: list[list[int]],
    coded: list[tuple[int, int, int]],
    wanted: list[list[tuple[int, str, int]] | str],
) -> None:
    folder = Path(tempfile.mkdtemp(prefix="qualcode-speakers-"))
    clock = FixedClock(datetime(2026, 3, 12, 12, 0, tzinfo=timezone(timedelta(hours=1))))
    with Project.create(folder / "study.qualcode", "Study", clock=clock) as project:
        project.sign_in("Ana")
        rows = [CodebookRow("", "Access", "1", "", "Access"), CodebookRow("", "Access", "1.1", "1", "Routes in")]
        project.make(ImportCodebook(rows, "small"))
        project.make(ImportDocuments([arrival(n, speaking) for n, speaking in enumerate(documents)]))
        code = str(project.conn.execute("SELECT id FROM code WHERE NOT is_area").fetchone()[0])
        for number, start, length in coded:
            ids = [str(row[0]) for row in project.conn.execute("SELECT id FROM document ORDER BY position")]
            size = 2 + len(WORDS) * len(documents[number % len(ids)])
            span = Span(start % (size - 1), min(start % (size - 1) + length, size))
            project.make(AddCodings([NewCoding(ids[number % len(ids)], span, code)]))
        at_first, said = living(project), spoken_words(project)
        done = 0
        for step in wanted:
            before = living(project)
            try:
                if step == "undo":
                    if done:
                        project.undo()
                        done -= 1
                elif step == "redo":
                    project.redo()
                    done += 1
                elif not isinstance(step, str):
                    done += bool(project.make(ReviewSpeakers(decisions_of(project, step))).changes)
            except Problem:
                assert living(project) == before
            assert spoken_words(project) == said
            assert differences(project.conn) == []
            codings_stand_right(project)
        while done:
            project.undo()
            done -= 1
        assert living(project) == at_first
    shutil.rmtree(folder)


def decisions_of(project: Project, step: list[tuple[int, str, int]]) -> list[Decision]:
    lines = speaker_lines(project.conn)
    found: dict[str, Decision] = {}
    for number, what, other in step:
        line, another = lines[number % len(lines)], lines[other % len(lines)]
        one = found.get(line.id, Decision(line.id))
        if what == "into":
            one = replace(one, into=another.id)
        elif what == "label":
            one = replace(one, label=f"Name {other}")
        else:
            one = one.with_who({"asks": "interviewer", "nobody": "nobody"}.get(what, f"P{other:02}"))
        found[line.id] = one
    return list(found.values())


def spoken_words(project: Project) -> list[tuple[str, int, int, str]]:
    """Every turn's words, by document."""
    return [
        (document, start, stop, text[start:stop])
        for document, turns_kept, text in project.conn.execute(
            "SELECT d.id, v.turns, t.words FROM document d JOIN text_version v ON v.id = d.version_id "
            "JOIN text t ON t.sha256 = v.sha256 ORDER BY d.id"
        )
        for start, stop, *_ in json.loads(turns_kept)
    ]


def codings_stand_right(project: Project) -> None:
    """Each coding is a living speaker's, the one whose turn it belongs to; each turn is a living speaker's."""
    speaking = {line.id for line in speaker_lines(project.conn)}
    assert all(row[0] in speaking for row in project.conn.execute("SELECT speaker_id FROM turn"))
    for speaker, of_turn in project.conn.execute(
        "SELECT c.speaker_id, turn.speaker_id FROM coding c JOIN turn ON turn.document_id = c.document_id "
        "AND turn.number = c.turn_number"
    ):
        assert speaker == of_turn
