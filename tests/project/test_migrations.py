"""A study made by an earlier qualcode opens with everything in it, and a copy of it as it was is kept."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from qualcode.analysis.cells import Basis, Said, written
from qualcode.analysis.documents import codings_of, documents, open_document
from qualcode.analysis.memos import memos
from qualcode.analysis.naming import left_places
from qualcode.analysis.samples import samples
from qualcode.analysis.surveys import questions, surveys
from qualcode.codebooks.csv_files import CodebookRow
from qualcode.edits.clock import FixedClock
from qualcode.edits.codebook import ImportCodebook
from qualcode.edits.codings import AddCodings, NewCoding
from qualcode.edits.documents import ImportDocuments, Incoming
from qualcode.edits.memos import MemoTarget, WriteMemo
from qualcode.edits.participants import AddParticipant
from qualcode.edits.store import Store
from qualcode.edits.study import ChangeStudy
from qualcode.edits.summaries import WriteSummary
from qualcode.edits.texts import ReplaceWords
from qualcode.participants.names import Name
from qualcode.project import backup
from qualcode.project.connection import as_database, connect, up_to_date_in_memory
from qualcode.project.for_good import replace_for_good
from qualcode.project.journal import differences, history
from qualcode.project.project import Project
from qualcode.project.schema import SCHEMA_VERSION, migrations
from qualcode.project.surveys import preview, read_survey, survey_arrival
from qualcode.transcripts.span import Span
from qualcode.transcripts.transcript import Kind, Transcript, Turn


def of_the_first_form(path: Path, clock: FixedClock) -> Path:
    """A study as the first statements made it, with an interview, a coding, and an undone one, by Ana."""
    new = path.with_name("new.qualcode")
    with Project.create(new, "Study", clock=clock) as project:
        project.sign_in("Ana")
        text = "I sleep. That’s the short of it."
        arriving = ImportDocuments(
            [Incoming(Transcript("P03", text, (Turn(0, len(text), "P03"),)), Kind.INTERVIEW, ())]
        )
        project.make(arriving)
        rows = [CodebookRow("", "", "1", "", "Access"), CodebookRow("", "", "1.1", "1", "Sleep")]
        project.make(ImportCodebook(rows, "small"))
        (code,) = project.conn.execute("SELECT id FROM code WHERE idx = '1.1'").fetchone()
        project.make(AddCodings([NewCoding(arriving.imported[0], Span(9, 20), code)]))
        project.undo()
        project.make(AddCodings([NewCoding(arriving.imported[0], Span(0, 8), code)]))
    return in_an_older_form(new, path, "2026-11-22 surveys")


def in_an_older_form(new: Path, path: Path, before: str) -> Path:
    """All that a study holds, in a file as it was made before a change of form; the study itself is gone."""
    db = connect(path, create=True)
    migrations().apply(as_database(db), stop_before=before)
    db.execute("ATTACH ? AS new", (str(new),))
    for (table,) in db.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%STRICT%' AND name != '_sqlite_migrations'"
    ).fetchall():
        held = {row[1] for row in db.execute(f'PRAGMA new.table_info("{table}")')}
        columns = ", ".join(row[1] for row in db.execute(f'PRAGMA main.table_info("{table}")') if row[1] in held)
        db.execute(f'INSERT INTO main."{table}" ({columns}) SELECT {columns} FROM new."{table}"')
    db.execute("INSERT INTO turn_search (turn_search) VALUES ('rebuild')")
    db.close()
    new.unlink()
    return path


@dataclass(frozen=True)
class LeaveInTheSecondForm:
    """A place that is no name, kept as the second form did: as the link of no memo."""

    document_id: str
    span: Span

    def apply(self, store: Store) -> str:
        version = store.value("SELECT version_id FROM document WHERE id = ?", self.document_id)
        place = {"version_id": version, "start": self.span.start, "stop": self.span.end}
        store.add("memo_link", [{"memo_id": "", "on_table": "no name", "on_id": self.document_id, **place}])
        return "No name in some places"


TALK = "P03: May came in May. Then May left."
MONTH = Span(TALK.index("May."), TALK.index("May.") + 3)


def of_the_second_form(path: Path, clock: FixedClock) -> Path:
    """A study as the second form had it, by Ana: a memo on a passage, a survey, two places that are no name.

    The first of these was taken back, and the words before the second were changed since.
    """
    new = path.with_name("new.qualcode")
    answers = path.with_name("survey.csv")
    answers.write_text("ID,Role\nA1,nurse\nA2,carer\n", encoding="utf-8")
    with Project.create(new, "Study", clock=clock) as project:
        project.sign_in("Ana")
        arriving = ImportDocuments(
            [Incoming(Transcript("P03", TALK, (Turn(5, len(TALK), "P03"),)), Kind.INTERVIEW, ())]
        )
        project.make(arriving)
        (document,) = arriving.imported
        project.make(WriteMemo("A spring", about=MemoTarget("document", document, MONTH)))
        project.make(survey_arrival(preview(*read_survey(answers))))
        project.make(LeaveInTheSecondForm(document, Span(5, 8)))
        project.undo()
        project.make(LeaveInTheSecondForm(document, MONTH))
        project.make(ReplaceWords(document, Span(5, 8), "Well, May"))
    return in_an_older_form(new, path, "2026-11-23 places left as said")


@dataclass(frozen=True)
class SummariseInTheThirdForm:
    """A summary and a theme, kept as the third form did: without who changed them, when, and what they rest on."""

    participant_id: str
    code_id: str

    def apply(self, store: Store) -> str:
        row = {"participant_id": self.participant_id, "code_id": self.code_id, "body": "Sleeps now."}
        store.add("summary", [{**row, "excerpts": '["one"]', "created_at": store.now}])
        (theme,) = store.add("theme", [{"claim": "Rest comes first.", "created_at": store.now}])
        store.add("theme_link", [{"theme_id": theme, "on_table": "code", "on_id": self.code_id, "against": 1}])
        return "Summary of P03"


def of_the_third_form(path: Path, clock: FixedClock) -> Path:
    """A study as the third form had it, by Ana, with a summary and a theme."""
    new = path.with_name("new.qualcode")
    with Project.create(new, "Study", clock=clock) as project:
        project.sign_in("Ana")
        project.make(ImportCodebook([CodebookRow("", "", "1.1", "1", "Sleep")], "small"))
        (code,) = project.conn.execute("SELECT id FROM code WHERE idx = '1.1'").fetchone()
        person = AddParticipant("P03")
        project.make(person)
        project.make(SummariseInTheThirdForm(person.id, code))
    return in_an_older_form(new, path, "2026-11-23 charts")


def version_of(path: Path) -> int:
    with closing(sqlite3.connect(path)) as conn:
        return int(conn.execute("PRAGMA user_version").fetchone()[0])


def test_a_study_of_the_first_form_is_backed_up_and_brought_up_to_date(tmp_path: Path, clock: FixedClock) -> None:
    path = of_the_first_form(tmp_path / "old.qualcode", clock)
    assert version_of(path) == 1
    with Project.open(path, clock=clock, back_up=False) as project:
        (line,) = documents(project.conn)
        assert [(mark.start, mark.stop) for mark in codings_of(project.conn, line.id)] == [(0, 8)]
        assert [action.what for action in history(project.conn)] == ["did", "undid", *["did"] * 5]
        assert len(history(project.conn, author=project.sign_in("Ana"))) == 5
        assert differences(project.conn) == []
        assert [*surveys(project.conn), *questions(project.conn), *samples(project.conn)] == []
    assert version_of(path) == SCHEMA_VERSION
    (copy,) = backup.backups(path)
    assert copy.name.endswith("-before-change.qualcode")
    assert version_of(copy) == 1


def test_what_was_done_in_the_first_form_can_be_undone_after_it(tmp_path: Path, clock: FixedClock) -> None:
    path = of_the_first_form(tmp_path / "old.qualcode", clock)
    with Project.open(path, clock=clock) as project:
        project.sign_in("Ana")
        assert project.undo().label.startswith("“Sleep”")
        (line,) = documents(project.conn)
        assert line.codings == 0
        project.redo()
        assert differences(project.conn) == []


def test_a_study_of_the_first_form_takes_a_survey(tmp_path: Path, clock: FixedClock) -> None:
    path = of_the_first_form(tmp_path / "old.qualcode", clock)
    file = tmp_path / "survey.csv"
    file.write_text("ID,Role\nA1,nurse\nA2,carer\n", encoding="utf-8")
    with Project.open(path, clock=clock) as project:
        project.sign_in("Ana")
        project.make(survey_arrival(preview(*read_survey(file))))
        assert [line.people for line in surveys(project.conn)] == [2]
        assert differences(project.conn) == []


def test_a_study_of_the_first_form_that_may_not_be_written_to_still_opens(tmp_path: Path, clock: FixedClock) -> None:
    path = of_the_first_form(tmp_path / "old.qualcode", clock)
    before = path.read_bytes()
    old = connect(path, read_only=True)
    with Project(up_to_date_in_memory(old), path, clock, read_only=True) as project:
        assert [line.name for line in documents(project.conn)] == ["P03"]
        assert [*surveys(project.conn), *questions(project.conn), *samples(project.conn)] == []
        assert len(history(project.conn)) == 7
    assert path.read_bytes() == before


def test_a_study_of_the_second_form_keeps_everything_and_what_its_history_says(
    tmp_path: Path, clock: FixedClock
) -> None:
    path = of_the_second_form(tmp_path / "old.qualcode", clock)
    assert version_of(path) == 2
    with closing(sqlite3.connect(path)) as conn:
        held = {table: conn.execute(f"SELECT * FROM {table}").fetchall() for table in SECOND_FORM}
        links = conn.execute("SELECT * FROM memo_link WHERE memo_id != ''").fetchall()
        done = conn.execute("SELECT id, device_id, dseq, hlc, at, author, action_id, action, undoes FROM change")
        told = done.fetchall()
    assert all(held.values()), "the study holds something of everything"
    with Project.open(path, clock=clock, back_up=False) as project:
        for table, rows in held.items():
            now = project.conn.execute(f"SELECT * FROM {table}").fetchall()
            assert [row[: len(rows[0])] for row in now] == rows
        assert project.conn.execute("SELECT * FROM memo_link").fetchall() == links
        done = project.conn.execute(
            "SELECT id, device_id, dseq, hlc, at, author, action_id, action, undoes FROM change"
        )
        assert done.fetchall() == told
        assert differences(project.conn) == []
        assert memos(project.conn)
    assert version_of(path) == SCHEMA_VERSION
    (copy,) = backup.backups(path)
    assert version_of(copy) == 2


SECOND_FORM = ("document", "text", "text_version", "turn", "speaker", "memo", "survey", "question", "action", "coder")


def test_places_kept_as_links_of_no_memo_have_a_table_of_their_own(tmp_path: Path, clock: FixedClock) -> None:
    path = of_the_second_form(tmp_path / "old.qualcode", clock)
    with Project.open(path, clock=clock) as project:
        (line,) = [one for one in documents(project.conn) if one.name == "P03"]
        opened = open_document(project.conn, line.id)
        assert opened is not None
        assert [(document, span.of(opened.text)) for document, _, span in left_places(project.conn)] == [
            (line.id, "May")
        ]
        assert left_places(project.conn)[0][2].start == MONTH.start + len("Well, ")
        assert project.conn.execute("SELECT count(*), min(created_at) FROM left_as_said").fetchone() == (
            2,
            clock.now().isoformat(timespec="milliseconds"),
        )
        assert project.conn.execute("SELECT count(*) FROM memo_link WHERE memo_id = ''").fetchone() == (0,)
        assert project.conn.execute("SELECT count(*) FROM change WHERE after LIKE '%no name%'").fetchone() == (0,)


def test_a_place_left_in_the_second_form_is_undone_and_done_again_after_it(tmp_path: Path, clock: FixedClock) -> None:
    path = of_the_second_form(tmp_path / "old.qualcode", clock)
    with Project.open(path, clock=clock) as project:
        project.sign_in("Ana")
        project.undo()
        assert project.undo().label == "No name in some places"
        assert left_places(project.conn) == []
        project.redo()
        assert [span for _, _, span in left_places(project.conn)] == [MONTH]
        assert differences(project.conn) == []


def test_names_replaced_for_good_in_a_study_of_the_second_form_keep_its_copies(
    tmp_path: Path, clock: FixedClock
) -> None:
    path = of_the_second_form(tmp_path / "old.qualcode", clock)
    outcome = replace_for_good(path, [Name("May", "Ann", as_written=True)], clock=clock)
    assert outcome.places == 2
    with Project.open(path, clock=clock, back_up=False) as project:
        (words,) = project.conn.execute(
            "SELECT t.words FROM document d JOIN text_version v ON v.id = d.version_id "
            "JOIN text t ON t.sha256 = v.sha256 WHERE d.name = 'P03'"
        ).fetchone()
        assert words == "P03: Well, Ann came in May. Then Ann left."
    (copy,) = backup.backups(path)
    assert version_of(copy) == SCHEMA_VERSION
    with closing(sqlite3.connect(copy)) as conn:
        assert conn.execute("SELECT count(*) FROM text WHERE words LIKE '%Ann came%'").fetchone() == (2,)


def test_summaries_and_themes_of_the_third_form_stand_in_the_new_tables_and_can_be_undone(
    tmp_path: Path, clock: FixedClock
) -> None:
    path = of_the_third_form(tmp_path / "old.qualcode", clock)
    assert version_of(path) == 3
    with Project.open(path, clock=clock) as project:
        project.sign_in("Ana")
        (cell,) = written(project.conn)
        assert (cell.body, cell.said, cell.excerpts, cell.at) == (
            "Sleeps now.",
            Said.SUMMARISED,
            frozenset({"one"}),
            clock.now().isoformat(timespec="milliseconds"),
        )
        assert not Basis.of(cell.basis).known
        assert project.conn.execute("SELECT claim, state FROM theme").fetchall() == [
            ("Rest comes first.", "in the making")
        ]
        assert project.conn.execute("SELECT against FROM theme_link").fetchall() == [(1,)]
        assert differences(project.conn) == []
        project.undo()
        assert written(project.conn) == []
        project.redo()
        project.make(WriteSummary(cell.subject, cell.code_id, "Sleeps at last."))
        assert [one.body for one in written(project.conn)] == ["Sleeps at last."]
        assert differences(project.conn) == []
    assert version_of(path) == SCHEMA_VERSION
    assert 3 in {version_of(copy) for copy in backup.backups(path)}


def test_what_the_history_says_can_be_rewritten_in_place(project: Project) -> None:
    project.make(ChangeStudy({"question": "What did Ana say?"}))
    (change_id,) = project.conn.execute("SELECT max(id) FROM change").fetchone()
    project.conn.execute(
        "UPDATE change SET action = 'A page', after = ? WHERE id = ?", ('{"question":"What did P01 say?"}', change_id)
    )
    project.conn.execute("UPDATE study SET question = 'What did P01 say?'")
    assert [action.label for action in history(project.conn, latest=1)] == ["A page"]
    assert project.conn.execute("SELECT after FROM change WHERE id = ?", (change_id,)).fetchone() == (
        '{"question":"What did P01 say?"}',
    )
    assert differences(project.conn) == []


def test_no_two_changes_of_one_opening_have_the_same_number(project: Project) -> None:
    project.make(ChangeStudy({"question": "What helps?"}))
    with pytest.raises(sqlite3.IntegrityError):
        project.conn.execute(
            "INSERT INTO journal (opening_num, dseq, action_num, hlc, tbl, row_id) "
            "SELECT opening_num, dseq, action_num, hlc, tbl, row_id FROM journal ORDER BY id DESC LIMIT 1"
        )
