"""What is kept between two questions: numbers are those of the study as it stands, counted from its codings alone."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.analysis.codes import codebook
from qualcode.analysis.counts.asked import Asked, By, Measure, Role
from qualcode.analysis.counts.kept import forget
from qualcode.analysis.counts.passages import passages
from qualcode.analysis.counts.rows import Number, Numbers, Part
from qualcode.analysis.counts.scope import scope
from qualcode.analysis.counts.tables import count_ahead, row_codes, table
from qualcode.analysis.documents import OpenDocument, open_document
from qualcode.analysis.naming import StudyConnection
from qualcode.edits.clock import FixedClock
from qualcode.edits.codebook import ChangeCode, ImportCodebook
from qualcode.edits.codings import AddCodings, NewCoding
from qualcode.edits.documents import ChangeDocument, ImportDocuments, Incoming
from qualcode.edits.participants import ChangeParticipant
from qualcode.edits.reasons import ConsentReason
from qualcode.edits.store import Edit
from qualcode.edits.study import AddCoder
from qualcode.participants.names import Name, Names
from qualcode.project.connection import transaction
from qualcode.project.places import remember_place
from qualcode.project.project import Project
from qualcode.transcripts.span import Span
from qualcode.transcripts.transcript import Kind
from tests.analysis.counts_study import BOOK
from tests.conftest import NOON, transcript_of
from tests.examples import one_in

TEXTS = (
    ("One", Kind.FOCUS_GROUP, "INT: Well, how so?\nP01: One two three.\nP02: Four five.\nINT: And?\nP01: Six.\n"),
    ("Two", Kind.INTERVIEW, "A heading of it\nP02: Eight nine ten.\nINT: Is it? Is it?\nINT: Is it so?\n"),
    ("Hall", Kind.FIELD_NOTE, "Nine chairs, one empty.\nA kettle.\n"),
)


@dataclass(frozen=True)
class Study:
    """A study with nothing coded yet, and what may be done to it."""

    project: Project
    documents: tuple[OpenDocument, ...]
    codes: tuple[str, ...]
    coders: tuple[str, ...]
    people: tuple[str, ...]
    area: str

    def do(self, step: Step) -> bool:
        """Code passages, or withdraw somebody, name a lead coder or take an area out of the totals, or back.

        Whether that changed anything.
        """
        before = self.project.conn.total_changes
        self.project.make(self.coding(step) if isinstance(step, list) else self.change(*step))
        return self.project.conn.total_changes > before

    def coding(self, applied: Sequence[Applied]) -> Edit:
        made = []
        for document, start, length, code, coder, against in applied:
            text = self.documents[document].text
            words = Span(start % len(text), min(len(text), start % len(text) + length))
            made.append(NewCoding(self.documents[document].id, words, self.codes[code], self.coders[coder], against))
        return AddCodings(made)

    def change(self, what: str, which: int, back: bool) -> Edit:
        if what == "consent":
            return ChangeParticipant(
                self.people[which], {"consent": "quote" if back else "withdrawn"}, why=ConsentReason("asked")
            )
        if what == "lead":
            return ChangeDocument(self.documents[which].id, {"lead_coder": None if back else self.coders[which]})
        return ChangeCode(self.area, {"in_totals": int(back)})


# Document, start, length, code, coder, against.
Applied = tuple[int, int, int, int, int, bool]
# Mostly of one document, as several must meet in a place for anything to be joined.
CODINGS = st.lists(
    st.tuples(
        st.sampled_from([0, 0, 0, 1, 2]),
        st.integers(0, 75),
        st.sampled_from([1, 5, 15, 60]),
        st.sampled_from([0, 0, 1, 2]),
        st.integers(0, 1),
        st.booleans(),
    ),
    min_size=8,
    max_size=30,
)
# Codings, or what is changed, of which, and whether it is changed back.
Step = list[Applied] | tuple[str, int, bool]
CHANGES = st.tuples(st.sampled_from(["consent", "lead", "totals"]), st.integers(0, 1), st.booleans())
STEPS = st.lists(st.one_of(CODINGS, CHANGES), min_size=1, max_size=3)


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    path: Path = tmp_path_factory.mktemp("kept") / "kept.qualcode"
    with Project.create(path, "Kept", clock=FixedClock(NOON)) as project:
        project.sign_in("Ana")
        project.make(ImportCodebook(BOOK, "kept"))
        project.make(ImportDocuments([Incoming(transcript_of(text, name), kind, ()) for name, kind, text in TEXTS]))
        bem = AddCoder("Bem", project.study_id)
        project.make(bem)
        assert project.coder_id is not None
        ids = [row[0] for row in project.conn.execute("SELECT id FROM document ORDER BY num")]
        opened = [document for one in ids if (document := open_document(project.conn, one)) is not None]
        codes = [row[0] for row in project.conn.execute("SELECT id FROM code WHERE NOT is_area ORDER BY idx")]
        people = [row[0] for row in project.conn.execute("SELECT id FROM participant ORDER BY pseudonym")]
        (area,) = project.conn.execute("SELECT id FROM code WHERE is_area AND idx = '2'").fetchone()
        yield Study(project, tuple(opened), tuple(codes), (project.coder_id, bem.id), tuple(people), area)


@dataclass
class Joined:
    """An excerpt, joined of codings one by one."""

    document: OpenDocument
    code: str
    start: int
    stop: int
    person: str | None
    coders: set[str] = field(default_factory=set)
    against: bool = False

    @property
    def place(self) -> tuple[str, int, int]:
        return self.document.id, self.start, self.stop


class Plainly:
    """The numbers of a table, each counted from the rows of codings by themselves, with nothing kept."""

    def __init__(self, study: Study) -> None:
        self.study = study
        conn = study.project.conn
        self.gone = {row[0] for row in conn.execute("SELECT id FROM participant WHERE consent = 'withdrawn'")}
        self.whose = dict(conn.execute("SELECT id, participant_id FROM speaker"))
        self.asking = {row[0] for row in conn.execute("SELECT id FROM speaker WHERE is_interviewer")}
        self.excerpts = [one for document in study.documents for one in self.joined(conn, document)]

    def joined(self, conn: sqlite3.Connection, document: OpenDocument) -> list[Joined]:
        (lead,) = conn.execute("SELECT lead_coder FROM document WHERE id = ?", (document.id,)).fetchone()
        speaking = {self.whose[speaker] for speaker in document.speakers} - {None}
        if speaking and speaking <= self.gone:
            return []
        theirs = [turn.span for turn in document.turns if self.whose.get(turn.speaker or "") in self.gone]
        found: list[Joined] = []
        for code, coder, start, stop, against, speaker in conn.execute(
            "SELECT code_id, coder_id, current_start, current_stop, against, speaker_id FROM coding "
            "WHERE document_id = ? AND deleted_at IS NULL ORDER BY current_start",
            (document.id,),
        ):
            said = Span(start, stop)
            if (lead and coder != lead) or any(said.overlaps(turn) for turn in theirs):
                continue
            for one in found:
                if one.code == code and start < one.stop:  # what comes later begins later
                    one.stop = max(one.stop, stop)
                    one.person = one.person or self.whose.get(speaker)
                    one.coders.add(coder)
                    one.against = one.against or bool(against)
                    break
            else:
                found.append(Joined(document, code, start, stop, self.whose.get(speaker), {coder}, bool(against)))
        return found

    def role(self, one: Joined) -> Role:
        if one.person:
            return Role.PARTICIPANT
        touched = [turn for turn in one.document.turns if turn.span.overlaps(Span(one.start, one.stop))]
        asks = touched and all(turn.speaker in self.asking for turn in touched)
        return Role.INTERVIEWER if asks else Role.NOBODY

    def stands(self, one: Joined, by: By, key: str) -> bool:
        if by is By.PARTICIPANT:
            return one.person == key
        if by is By.DOCUMENT:
            return one.document.id == key
        return key in one.coders if by is By.CODER else self.role(one) == key

    def check(self, asked: Asked, part: Part) -> None:
        """Each number of a part."""
        book = codebook(self.study.project.conn)
        here = [one for one in self.excerpts if part.kind in (None, one.document.kind)]
        keys = [column.key for column in part.columns]
        standing = [one for one in here if any(self.stands(one, asked.by, key) for key in keys)]
        assert part.nobodys == len(here) - len(standing)
        for row in part.lines:
            for numbers, nested in ((row.own, False), (row.nested, True)):
                codes = row_codes(book, row.code_id, nested=nested)
                held = [one for one in standing if one.code in codes]
                opposing = [one for one in here if one.code in codes and one.against]  # whoever says it
                cells = [[one for one in held if self.stands(one, asked.by, key)] for key in keys]
                assert numbers.cells == tuple(measured(asked.measure, cell) for cell in cells)
                assert numbers == Numbers(
                    numbers.cells,
                    measured(asked.measure, held),
                    measured(Measure.EXCERPTS, held),
                    measured(Measure.PARTICIPANTS, held),
                    measured(Measure.DOCUMENTS, held),
                    measured(Measure.EXCERPTS, opposing),
                )


def measured(measure: Measure, held: list[Joined]) -> int:
    if measure is Measure.PARTICIPANTS:
        return len({one.person for one in held} - {None})
    return len({one.document.id if measure is Measure.DOCUMENTS else one.place for one in held})


@settings(max_examples=one_in(3))
@given(
    applied=CODINGS,
    steps=STEPS,
    measure=st.sampled_from([Measure.EXCERPTS, Measure.PARTICIPANTS, Measure.DOCUMENTS]),
    together=st.booleans(),
)
def test_after_every_change_every_number_is_what_counting_plainly_gives(
    study: Study, applied: list[Applied], steps: list[Step], measure: Measure, together: bool
) -> None:
    done = 0
    try:
        for step in (applied, *steps):
            done += study.do(step)
            plainly = Plainly(study)
            for by in (By.PARTICIPANT, By.DOCUMENT, By.CODER, By.ROLE):
                asked = Asked(by, measure, together=together)
                counted = table(study.project.conn, asked)
                assert study.project.read_copy(table, asked) == counted
                for part in counted.parts:
                    plainly.check(asked, part)
    finally:
        for _ in range(done):
            study.project.undo()


def number(project: Project) -> Number:
    (part,) = table(project.conn, Asked(By.DOCUMENT, together=True)).parts
    return part.total.nested.total


def test_what_is_taken_back_before_it_is_saved_is_not_counted_on(study: Study) -> None:
    conn = study.project.conn
    study.do([(0, 0, 10, 0, 0, False)])
    assert number(study.project) == 1
    with pytest.raises(RuntimeError), transaction(conn):
        conn.execute("UPDATE coding SET deleted_at = 'now'")
        assert number(study.project) == 0
        raise RuntimeError
    assert number(study.project) == 1
    study.project.undo()
    assert number(study.project) == 0


def test_a_copy_and_the_study_read_once_until_either_changes(study: Study) -> None:
    study.do([(0, 0, 10, 0, 0, False)])
    read = study.project.read_copy(passages)
    assert passages(study.project.conn) is read, "read by the copy, which is gone"
    copy = study.project.copy()
    copy.execute("DELETE FROM coding")
    assert not passages(copy)
    assert passages(study.project.conn) is read
    study.project.undo()
    assert not passages(study.project.conn)
    assert not study.project.read_copy(passages)
    copy.close()


def test_with_another_list_of_names_nothing_is_shown_that_was_read_before_it(study: Study) -> None:
    conn = study.project.conn

    def called() -> set[str]:
        return {source.name for source in scope(conn).sources.values()}

    assert isinstance(conn, StudyConnection)
    before = conn.names
    assert "Hall" in called()
    conn.names = Names([Name("Hall", "the house")])  # as when the key is laid beside the study
    assert "Hall" not in called()
    conn.names = before
    assert "Hall" in called()


def test_after_a_coding_its_document_alone_is_read_again(study: Study) -> None:
    conn = study.project.conn
    study.do([(0, 0, 10, 0, 0, False), (1, 0, 10, 0, 0, False)])
    kept, of_two = scope(conn), passages(conn)[1]
    study.do([(0, 20, 10, 0, 0, False)])
    remember_place(conn, study.coders[0], study.documents[0].id, Span(20, 30))  # as when its text is left
    study.project.set_setting("anything", "as it may be")
    assert scope(conn) is kept
    assert number(study.project) == 3
    assert of_two.place in {one.place for one in passages(conn)}
    study.project.undo()
    assert number(study.project) == 2
    study.do(("lead", 0, False))
    assert scope(conn) is not kept
    study.project.undo()
    study.project.undo()
    assert number(study.project) == 0


def test_what_was_changed_past_the_study_before_a_coding_is_read_with_it(study: Study) -> None:
    conn = study.project.conn
    study.do([(1, 0, 10, 0, 0, False)])
    assert number(study.project) == 1
    conn.execute("UPDATE coding SET deleted_at = 'now' WHERE deleted_at IS NULL")
    study.do([(0, 20, 10, 0, 0, False)])
    assert number(study.project) == 1
    conn.execute("UPDATE coding SET deleted_at = NULL WHERE deleted_at = 'now'")
    assert number(study.project) == 2
    study.project.undo()
    study.project.undo()
    assert number(study.project) == 0


def test_what_was_counted_ahead_is_not_read_again_for_the_first_table(study: Study) -> None:
    conn = study.project.conn
    asked: list[str] = []

    def reads_codings() -> bool:
        asked.clear()
        conn.set_trace_callback(asked.append)
        table(conn, Asked(By.PARTICIPANT))
        conn.set_trace_callback(None)
        return any("coding_counted" in one for one in asked)

    forget(conn)
    assert reads_codings()
    forget(conn)
    count_ahead(conn)
    assert not reads_codings()
