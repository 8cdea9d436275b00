"""The list of names lies apart from the study, and what it hides leaves no study."""

from __future__ import annotations

import json
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from qualcode.analysis.naming import names_of
from qualcode.edits.clock import FixedClock
from qualcode.edits.codebook import AddCode
from qualcode.edits.documents import ChangeDocument
from qualcode.edits.memos import MemoTarget, WriteMemo
from qualcode.edits.participants import ChangeParticipant
from qualcode.edits.study import ChangeStudy
from qualcode.exports.choices import ReportChoices
from qualcode.exports.gather import passages, report
from qualcode.exports.markdown import text as as_markdown
from qualcode.participants.disclosure import Audience
from qualcode.participants.names import ListState, Name, Variant, What
from qualcode.problem import Problem
from qualcode.project import backup
from qualcode.project.key_file import key_path
from qualcode.project.project import Project

MARY = Name("Mary Quarrington", "Anna Lee", variants=(Variant("Mary", "Anna"), Variant("Quarrington", "Lee")))
TEXT = "Interviewer: Who, Mary?\nMary Quarrington: Mary Quarrington’s sister said so.\n"


def test_the_list_lies_outside_the_study_and_only_its_owner_may_read_it(project: Project) -> None:
    names = [Name("Leeds", "[city]", What.PLACE), MARY, Name("Will", "Tom", as_written=True)]
    project.keep_names(names)
    path = key_path(project.study_id)
    assert not path.is_relative_to(project.path.parent)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [one["name"] for one in json.loads(path.read_text(encoding="utf-8"))["names"]] == [
        "Leeds", "Mary Quarrington", "Will",
    ]  # fmt: skip
    project.load_names()
    assert list(project.names) == [names[0], names[1], names[2]]
    project.back_up_if_changed()
    files = [project.path, *backup.backups(project.path)]
    project.close()
    assert not any(b"Quarrington" in file.read_bytes() or b"Leeds" in file.read_bytes() for file in files)


def test_a_place_inside_the_study_is_refused(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    inside = project.path.parent / "keys"
    monkeypatch.setenv("QUALCODE_KEYS", str(inside))
    with pytest.raises(Problem, match="inside the study"):
        project.keep_names([MARY])
    assert not inside.exists()
    assert project.names.state is ListState.NONE


@pytest.mark.parametrize("words", ["{", "[]", '{"form": 1, "study": "other", "names": []}', '{"form": 99}'])
def test_a_damaged_list_is_said_and_never_overwrites_the_study(project: Project, words: str) -> None:
    project.keep_names([MARY])
    key_path(project.study_id).write_text(words, encoding="utf-8")
    problem = project.load_names()
    assert problem is not None
    assert project.names.state is ListState.MISSING


@pytest.fixture
def told(project: Project, bring_in: Callable[..., str], code_it: Callable[..., str]) -> Project:
    """A study that holds a name in every place a report prints, which may be quoted."""
    document = bring_in(TEXT, "Mary Quarrington interview")
    coding = code_it(document, "Quarrington’s sister", "1.1")
    area, code = (project.conn.execute("SELECT id FROM code WHERE idx = ?", (i,)).fetchone()[0] for i in ("1", "1.1"))
    project.make(AddCode("What Mary said", area))
    project.make(WriteMemo("Mary means it", about=MemoTarget("coding", coding)))
    project.make(ChangeStudy({"question": "How is Quarrington?", "title": "Mary’s study"}))
    project.make(ChangeDocument(document, {"title": "Talk with Mary"}))
    (person,) = project.conn.execute("SELECT id FROM participant").fetchone()
    fields = {"pseudonym": "Mary Q", "consent": "quote"}
    project.make(ChangeParticipant(person, fields, {"town": "Quarrington"}))
    project.make(WriteMemo("no name", about=MemoTarget("code", code)))
    return project


@pytest.mark.parametrize("audience", list(Audience))
def test_no_name_of_the_list_reaches_a_report(told: Project, audience: Audience, clock: FixedClock) -> None:
    choices = ReportChoices(audience, questions=True, memos=True, coder_names=True)
    before = as_markdown(told.read_copy(report, choices, clock.now()))
    assert "Quarrington’s sister" in before
    told.keep_names([MARY])
    value = told.read_copy(report, choices, clock.now())
    printed = as_markdown(value)
    assert "Lee’s sister" in printed
    for shown in (printed, value.title, value.study):
        assert told.names.hits(shown) == []
    listed = told.read(passages, choices, clock.now())
    assert "Quarrington" not in repr(listed)
    assert listed.items[0].words.text == "Anna Lee’s sister"  # a name that the passage cuts through is shown whole


def test_without_its_list_a_study_says_so_and_writes_nothing_for_outside(told: Project, clock: FixedClock) -> None:
    told.keep_names([MARY])
    key_path(told.study_id).unlink()
    told.close()
    with Project.open(told.path, clock=clock, back_up=False) as again:
        again.sign_in("Ana")
        problem = again.load_names()
        assert problem is not None
        assert "not on this machine" in problem.title
        outside = ReportChoices(Audience.OUTSIDE)
        with pytest.raises(Problem, match="not on this machine"):
            again.read_copy(report, outside, clock.now())
        with pytest.raises(Problem, match="not on this machine"):
            again.read(passages, outside, clock.now())


def state(project: Project) -> ListState:
    """What is known of the list, read now."""
    return project.names.state


def test_a_study_without_a_list_says_that_there_is_nothing_to_hide_until_that_is_taken_back(
    told: Project, clock: FixedClock
) -> None:
    told.say_nothing_to_hide("all names were invented")
    (memo,) = told.conn.execute("SELECT body FROM memo WHERE kind = 'method'").fetchone()
    assert "all names were invented" in memo
    assert state(told) is ListState.NOT_NEEDED
    assert told.load_names() is None
    told.undo()
    assert state(told) is ListState.NONE
    told.redo()
    assert state(told) is ListState.NOT_NEEDED
    told.say_nothing_to_hide("I looked again")
    told.undo()
    told.close()
    with Project.open(told.path, clock=clock, back_up=False) as again:
        assert state(again) is ListState.NOT_NEEDED, "it was said once before"
        again.sign_in("Ana")
        again.keep_names([MARY])
        again.keep_names([])
        again.say_nothing_to_hide("none is left")
        assert state(again) is ListState.NOT_NEEDED
        again.undo()
        assert state(again) is ListState.HERE, "the list, on which there is no name"


def test_an_older_study_of_which_was_said_that_there_is_nothing_to_hide_still_says_so(told: Project) -> None:
    told.say_nothing_to_hide("all names were invented")
    told.conn.execute("DELETE FROM setting WHERE key = 'nothing-to-hide'")
    told.set_setting("names", "nothing to hide")
    told.load_names()
    assert state(told) is ListState.NOT_NEEDED
    told.undo()
    assert state(told) is ListState.NONE


def test_a_connection_without_a_list_lets_no_words_out(tmp_path: Path, told: Project) -> None:
    import sqlite3

    with pytest.raises(TypeError):
        names_of(sqlite3.connect(":memory:"))
