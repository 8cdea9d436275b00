"""A study of the fourth form or a later one opens with everything in it, and can do what came since."""

from __future__ import annotations

from pathlib import Path

from qualcode.analysis.excerpts import counted_phrase, excerpts
from qualcode.analysis.memo_state import MemoState
from qualcode.analysis.memos import memos
from qualcode.codebooks.csv_files import CodebookRow
from qualcode.edits.clock import FixedClock
from qualcode.edits.codebook import ImportCodebook
from qualcode.edits.codings import AddCodings, NewCoding
from qualcode.edits.documents import ImportDocuments, Incoming
from qualcode.edits.essays import MoveParts, NewEssay
from qualcode.edits.memos import SayState, WriteMemo
from qualcode.edits.participants import ChangeParticipant
from qualcode.edits.quotes import DropQuote, KeepQuote
from qualcode.essays.essays import essays
from qualcode.project import backup
from qualcode.project.connection import connect
from qualcode.project.journal import differences
from qualcode.project.project import Project
from qualcode.project.schema import SCHEMA_VERSION
from qualcode.transcripts.span import Span
from qualcode.transcripts.transcript import Kind, Transcript, Turn
from tests.project.test_migrations import MONTH, TALK, in_an_older_form, version_of


def test_who_withdrew_in_a_study_of_the_fourth_form_is_counted_no_more(tmp_path: Path, clock: FixedClock) -> None:
    new = tmp_path / "new.qualcode"
    with Project.create(new, "Study", clock=clock) as project:
        project.sign_in("Ana")
        talk = "P03: By bus.\nP04: On foot.\n"
        turns = (Turn(5, 12, "P03"), Turn(18, 26, "P04"))
        arriving = ImportDocuments([Incoming(Transcript("Talk", talk, turns), Kind.FOCUS_GROUP, ())])
        project.make(arriving)
        project.make(ImportCodebook([CodebookRow("", "", "1", "", "Access")], "small"))
        (code,) = project.conn.execute("SELECT id FROM code").fetchone()
        project.make(
            AddCodings([NewCoding(arriving.imported[0], Span(*place), code) for place in ((5, 11), (18, 25))])
        )
        (person,) = project.conn.execute("SELECT id FROM participant WHERE pseudonym = 'P03'").fetchone()
        project.make(ChangeParticipant(person, {"consent": "withdrawn"}))
    path = in_an_older_form(new, tmp_path / "old.qualcode", "2026-11-23 people who withdrew")
    old = connect(path)
    assert old.execute("SELECT count(*) FROM coding_counted").fetchone() == (2,)
    old.close()
    with Project.open(path, clock=clock) as project:
        assert [one.start for one in excerpts(project.conn)] == [18]
        assert counted_phrase(project.conn).endswith("1 person withdrew and is not counted")
        assert differences(project.conn) == []
    assert version_of(path) == SCHEMA_VERSION
    assert 4 in {version_of(copy) for copy in backup.backups(path)}


def test_quotes_kept_in_the_fifth_form_are_in_kept_and_go_into_an_essay(tmp_path: Path, clock: FixedClock) -> None:
    new = tmp_path / "new.qualcode"
    with Project.create(new, "Study", clock=clock) as project:
        project.sign_in("Ana")
        turns = (Turn(5, len(TALK), "P03"),)
        arriving = ImportDocuments([Incoming(Transcript("P03", TALK, turns), Kind.INTERVIEW, ())])
        project.make(arriving)
        kept = KeepQuote(arriving.imported[0], Span(5, 21))
        project.make(kept)
        project.make(KeepQuote(arriving.imported[0], MONTH))
        project.make(DropQuote(project.conn.execute("SELECT max(id) FROM quote").fetchone()[0]))
    path = in_an_older_form(new, tmp_path / "old.qualcode", "2026-11-23 essays")
    assert version_of(path) == 5
    with Project.open(path, clock=clock, back_up=False) as project:
        project.sign_in("Ana")
        assert (essays(project.conn).essays, essays(project.conn).kept) == ((), 1)
        assert differences(project.conn) == []
        essay = NewEssay("Spring")
        project.make(essay)
        project.make(MoveParts([kept.id], essay.id))
        assert [line.quotes for line in essays(project.conn).essays] == [1]
        for _ in range(3):
            project.undo()
        assert essays(project.conn).kept == 2
        assert differences(project.conn) == []
    assert version_of(path) == SCHEMA_VERSION
    assert 5 in {version_of(copy) for copy in backup.backups(path)}


def test_an_opportunity_of_the_sixth_form_is_raised_and_its_state_can_be_changed(
    tmp_path: Path, clock: FixedClock
) -> None:
    new = tmp_path / "new.qualcode"
    with Project.create(new, "Study", clock=clock) as project:
        project.sign_in("Ana")
        project.make(WriteMemo("A friend from the first week", "opportunity"))
    path = in_an_older_form(new, tmp_path / "old.qualcode", "2026-11-23 workshops")
    assert version_of(path) == 6
    with Project.open(path, clock=clock, back_up=False) as project:
        project.sign_in("Ana")
        (memo,) = memos(project.conn)
        assert (memo.state, memo.state_why, memo.state_on) == (MemoState.RAISED, "", None)
        assert differences(project.conn) == []
        project.make(SayState([memo.id], MemoState.CHOSEN, "Both groups want it."))
        assert [one.state for one in memos(project.conn)] == [MemoState.CHOSEN]
        for _ in range(2):
            project.undo()
        assert memos(project.conn) == []
        assert differences(project.conn) == []
    assert version_of(path) == SCHEMA_VERSION
    assert 6 in {version_of(copy) for copy in backup.backups(path)}


def test_marks_of_names_are_no_part_of_the_history(project: Project) -> None:
    project.conn.execute("INSERT INTO name_mark VALUES ('1', 'ab', 1, 'P03', NULL, 1)")
    assert differences(project.conn) == []
