"""Erasing that was stopped halfway is said and can be finished; the list of names loses who was erased."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from qualcode.analysis.returns.arriving import Fit, ReturnLine
from qualcode.analysis.returns.cards import Target
from qualcode.edits.clock import FixedClock
from qualcode.edits.memos import WriteMemo
from qualcode.edits.quotes import KeepQuote, RecordAnswer
from qualcode.edits.returns import TakeReturns
from qualcode.edits.study import ChangeStudy
from qualcode.essays.essay import Answer
from qualcode.participants.names import ListState, Name, Variant
from qualcode.project import backup
from qualcode.project.doctor import study_report
from qualcode.project.erase import erase
from qualcode.project.erase_begun import begun
from qualcode.project.erase_touched import touched
from qualcode.project.journal import differences
from qualcode.project.key_file import key_path
from qualcode.project.project import Project
from qualcode.transcripts.span import Span
from tests.project.test_erase import ALONE, GROUP, SECRETS, holding

PERSON = Name("Odalys Quarrington", "P07", variants=(Variant("Odalys"), Variant("Quarrington")))
OTHER = Name("Pim Oxtoby", "P08", variants=(Variant("Pim"),))

STOPPED = """
import os, sys
from pathlib import Path
from qualcode.project import erase, project, wiping

moment = sys.argv[3]
stop = lambda *args, **kwargs: os.kill(os.getpid(), 9)
if moment == "before the study":
    project.Project.make = stop
elif moment == "among the copies":
    wipe = wiping.wipe
    wiping.wipe = lambda file: (wipe(file), stop())
elif moment == "before the list":
    erase._settled = stop
elif moment == "before the bytes":
    erase.press_out_erased = stop
erase.erase(Path(sys.argv[1]), sys.argv[2])
"""

killing = pytest.mark.skipif(os.name == "nt", reason="Windows has no kill -9")


@pytest.fixture
def spoken(project: Project, bring_in: Callable[..., str], code_it: Callable[..., str]) -> str:
    """A study, with copies, in which P07 speaks alone and with P08; gives P07’s id."""
    bring_in(ALONE, "P07 interview")
    group = bring_in(GROUP, "the group")
    code_it(group, "velociraptor costume", "1.2")
    code_it(group, "everybody laughed", "3.1.1")
    project.back_up_if_changed()
    project.make(WriteMemo("Then again."))
    (person,) = project.conn.execute("SELECT id FROM participant WHERE pseudonym = 'P07'").fetchone()
    return str(person)


def stopped(project: Project, person: str, moment: str) -> None:
    """Erase in another process, which is killed at some moment."""
    project.close()
    done = subprocess.run([sys.executable, "-c", STOPPED, str(project.path), person, moment], check=False)
    assert done.returncode == -9


@killing
@pytest.mark.parametrize("moment", ["among the copies", "before the study"])
def test_erasing_that_was_killed_is_said_and_done_again_leaves_no_byte(
    project: Project, spoken: str, moment: str, clock: FixedClock
) -> None:
    project.keep_names([PERSON, OTHER])
    stopped(project, spoken, moment)
    with Project.open(project.path, clock=clock, back_up=False) as again:
        told = begun(again.conn)
        assert told is not None
        assert told.title == "Erasing P07 was begun and not finished."
        assert differences(again.conn) == []
        assert again.conn.execute("SELECT count(*) FROM participant WHERE id = ?", (spoken,)).fetchone() == (1,)
    assert any("was begun and not finished" in one for one in study_report(project.path).sentences)
    copies = len(backup.backups(project.path))
    assert erase(project.path, spoken, clock=clock).left == ()
    assert len(backup.backups(project.path)) == copies, "a copy that was rewritten already is no broken one"
    assert holding(project.path.parent, *SECRETS) == []
    with Project.open(project.path, clock=clock, back_up=False) as again:
        assert begun(again.conn) is None
        assert [name.real for name in again.names] == ["Pim Oxtoby"]
    for copy in backup.backups(project.path):
        with closing(sqlite3.connect(copy)) as conn:
            assert differences(conn) == []
            assert conn.execute("SELECT count(*) FROM coding WHERE deleted_at IS NULL").fetchone() == (1,)
    assert study_report(project.path).faults == ()


@killing
def test_erasing_killed_before_the_bytes_were_cleaned_leaves_none_once_the_study_opens(
    project: Project, spoken: str, clock: FixedClock
) -> None:
    stopped(project, spoken, "before the bytes")
    with Project.open(project.path, clock=clock, back_up=False) as again:
        assert begun(again.conn) is None
        assert again.setting("erasing") is None
        assert again.conn.execute("PRAGMA freelist_count").fetchone() == (0,)
        assert holding(project.path.parent, *SECRETS) == []
    assert study_report(project.path).faults == ()


@killing
def test_erasing_killed_before_the_list_is_finished_when_the_study_opens(
    project: Project, spoken: str, clock: FixedClock
) -> None:
    project.keep_names([PERSON, OTHER])
    stopped(project, spoken, "before the list")
    assert "Odalys" in key_path_of(project).read_text(encoding="utf-8")
    with Project.open(project.path, clock=clock, back_up=False) as again:
        assert [name.real for name in again.names] == ["Pim Oxtoby"]
    assert "Odalys" not in key_path_of(project).read_text(encoding="utf-8")


def key_path_of(project: Project) -> Path:
    with closing(sqlite3.connect(project.path)) as conn:
        return key_path(conn.execute("SELECT id FROM study").fetchone()[0])


def test_names_that_stood_for_them_go_from_the_list_and_its_marks(
    project: Project, spoken: str, clock: FixedClock
) -> None:
    project.make(WriteMemo("Pim said so."))
    project.keep_names([PERSON, OTHER])
    said = "\n".join(touched(project.conn, spoken).sentences)
    assert "1 name that this participant stands for on the list of names on this machine: it is taken off" in said
    project.back_up_if_changed()
    project.close()
    outcome = erase(project.path, spoken, "Ana", clock=clock)
    assert "1 name that stood for them is off the list of names." in outcome.sentences
    assert "Quarrington" not in key_path_of(project).read_text(encoding="utf-8")
    assert holding(project.path.parent, *SECRETS, "Odalys") == []
    with Project.open(project.path, clock=clock, back_up=False) as again:
        assert again.conn.execute("SELECT replacement FROM name_mark").fetchall() == [("P08",)]
        assert again.names.state is ListState.HERE


def test_a_name_that_others_still_say_stays_hidden_but_no_longer_as_them(
    project: Project, spoken: str, bring_in: Callable[..., str], clock: FixedClock
) -> None:
    bring_in("P09: I know Odalys well, she lives here.\n", "another")
    project.keep_names([PERSON])
    project.back_up_if_changed()
    project.close()
    erase(project.path, spoken, "Ana", clock=clock)
    assert holding(project.path.parent, *SECRETS) == []
    with Project.open(project.path, clock=clock, back_up=False) as again:
        assert again.names.show("Odalys Quarrington") == "Withdrawn 1"
        key_path(again.study_id).unlink()
        again.load_names()
        assert again.names.show("Odalys") == "Withdrawn 1"


def test_a_list_that_is_away_loses_their_names_when_it_is_back(
    project: Project, spoken: str, clock: FixedClock
) -> None:
    project.make(WriteMemo("Odalys wept, Pim did not."))
    project.keep_names([PERSON, OTHER])
    path = key_path(project.study_id)
    held = path.read_bytes()
    path.unlink()
    project.load_names()
    assert any("taken off once it is here again" in one for one in touched(project.conn, spoken).elsewhere)
    project.close()
    outcome = erase(project.path, spoken, "Ana", clock=clock)
    assert any("once it is on this machine again" in one for one in outcome.sentences)
    with Project.open(project.path, clock=clock, back_up=False) as again:
        assert again.names.show("Odalys and Pim") == "Withdrawn 1 and P08"
        path.write_bytes(held)
        assert again.load_names() is None
        assert {name.shown for name in again.names} == {"Withdrawn 1", "P08"}
    assert b"P07" not in path.read_bytes()


def test_what_was_answered_of_a_quote_they_share_goes_with_their_words(
    project: Project, spoken: str, clock: FixedClock
) -> None:
    (group,) = project.conn.execute("SELECT id FROM document WHERE name = 'the group'").fetchone()
    shared = KeepQuote(group, Span(GROUP.index("My veloci"), GROUP.index(" everybody")))
    own = KeepQuote(group, Span(GROUP.index("My veloci"), GROUP.index(" frightened")))
    for quote in (shared, own):
        project.make(quote)
        project.make(RecordAnswer(quote.id, Answer.CHANGED, words="rather a brontosaurus", printed="velociraptor"))
    project.back_up_if_changed()
    project.close()
    assert erase(project.path, spoken, "Ana", clock=clock).left == ()
    assert holding(project.path.parent, *SECRETS, "brontosaurus") == []
    with Project.open(project.path, clock=clock, back_up=False) as again:
        assert again.conn.execute("SELECT id, answer_words, answer_sha256 FROM quote").fetchall() == [
            (shared.id, "", None)
        ]
        assert differences(again.conn) == []


def test_what_a_workshop_said_of_their_quote_stays_without_the_quote(
    project: Project, spoken: str, clock: FixedClock
) -> None:
    (group,) = project.conn.execute("SELECT id FROM document WHERE name = 'the group'").fetchone()
    quote = KeepQuote(group, Span(GROUP.index("My veloci"), GROUP.index(" frightened")))
    project.make(quote)
    repeated = "My velociraptor costume frightened the whole parish council"
    target = Target("quote", quote.id, "Q1")
    lines = [
        ReturnLine(1, "Q1", Fit.FITS, target, "That made us laugh.", 3, "Table 2"),
        ReturnLine(2, "", Fit.NO_CARD, None, f"“{repeated}” I know that.", None, "Table 2"),
    ]
    project.make(TakeReturns(lines))
    assert any("in notes of workshops: Table 2" in one for one in touched(project.conn, spoken).sentences)
    project.back_up_if_changed()
    project.close()
    erase(project.path, spoken, "Ana", clock=clock)
    with Project.open(project.path, clock=clock, back_up=False) as again:
        assert again.conn.execute("SELECT on_id, votes FROM returned").fetchall() == [(None, None)]
        (words,) = again.conn.execute("SELECT words FROM text WHERE words LIKE '%made us laugh%'").fetchone()
        (place,) = again.conn.execute("SELECT start, stop FROM returned").fetchall()
        assert words[slice(*place)] == "“[withdrawn]” I know that."
        assert differences(again.conn) == []
    assert holding(project.path.parent, *SECRETS) == []


def test_what_sqlite_leaves_beside_the_study_holds_nothing_either(
    project: Project, spoken: str, clock: FixedClock
) -> None:
    path = project.path
    project.close()
    erase(path, spoken, "Ana", clock=clock)
    assert [file.name for file in path.parent.iterdir() if file.is_file()] == [path.name]
    with Project.open(path, clock=clock, back_up=False) as again:
        again.make(WriteMemo("On we go."))
        again.conn.execute("PRAGMA wal_checkpoint(PASSIVE)")
        assert holding(path.parent, *SECRETS) == []


def test_the_doctor_says_until_when_the_material_may_be_kept(project: Project) -> None:
    project.make(ChangeStudy({"destroy_by": "2031-05-02"}))
    project.close()
    assert "The material is to be destroyed by 2 May 2031." in study_report(project.path).sentences
    with Project.open(project.path, back_up=False) as again:
        again.make(ChangeStudy({"destroy_by": "2020-05-02"}))
    assert any("was to be destroyed by 2 May 2020." in one for one in study_report(project.path).sentences)
