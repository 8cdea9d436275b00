"""A word of the list of names may be no name in one place: that place is kept, and never the word."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from qualcode.analysis.naming import left_places, names_of
from qualcode.edits.documents import RemoveDocument
from qualcode.edits.pseudonyms import LeaveAsSaid
from qualcode.edits.texts import ReplaceWords
from qualcode.participants.names import Name
from qualcode.problem import Problem
from qualcode.project.project import Project
from qualcode.transcripts.span import Span

TALK = "P03: May came in May. Then May left.\n"
MONTH = Span(TALK.index("May. "), TALK.index("May. ") + 3)


@pytest.fixture
def document(project: Project, bring_in: Callable[..., str]) -> str:
    found = bring_in(TALK)
    project.keep_names([Name("May", "Ann")])
    return found


def shown(project: Project, document: str) -> str:
    (words,) = project.conn.execute(
        "SELECT t.words FROM document d JOIN text_version v ON v.id = d.version_id "
        "JOIN text t ON t.sha256 = v.sha256 WHERE d.id = ?",
        (document,),
    ).fetchone()
    return names_of(project.conn).show(words, document)


def test_a_place_is_left_as_said_and_one_undo_takes_that_back(project: Project, document: str) -> None:
    project.make(LeaveAsSaid([(document, MONTH)]))
    assert shown(project, document) == "P03: Ann came in May. Then Ann left.\n"
    project.undo()
    assert shown(project, document) == "P03: Ann came in Ann. Then Ann left.\n"


def test_the_place_goes_with_the_text_through_its_changes(project: Project, document: str) -> None:
    project.make(LeaveAsSaid([(document, MONTH)]))
    project.make(ReplaceWords(document, Span(5, 8), "Well, May"))
    assert shown(project, document) == "P03: Well, Ann came in May. Then Ann left.\n"
    project.undo()
    assert shown(project, document) == "P03: Ann came in May. Then Ann left.\n"


def test_it_can_be_a_name_again(project: Project, document: str) -> None:
    project.make(LeaveAsSaid([(document, MONTH)]))
    project.make(LeaveAsSaid(again=[(document, MONTH)]))
    assert left_places(project.conn) == []
    assert shown(project, document).count("Ann") == 3
    with pytest.raises(Problem):
        project.make(LeaveAsSaid(again=[(document, MONTH)]))


def test_the_history_holds_the_place_and_not_the_word(project: Project, document: str) -> None:
    project.make(LeaveAsSaid([(document, MONTH)]))
    rows = project.conn.execute("SELECT action, before, after FROM change WHERE tbl = 'left_as_said'").fetchall()
    assert rows
    assert not any("May" in str(cell) for row in rows for cell in row)


def test_a_place_beyond_the_text_is_refused(project: Project, document: str) -> None:
    with pytest.raises(Problem):
        project.make(LeaveAsSaid([(document, Span(5, 500))]))


def test_the_places_of_a_document_that_is_taken_out_come_back_with_it(project: Project, document: str) -> None:
    project.make(LeaveAsSaid([(document, MONTH)]))
    project.make(RemoveDocument(document))
    assert left_places(project.conn) == []
    project.undo()
    assert [(held, span) for held, _, span in left_places(project.conn)] == [(document, MONTH)]


@pytest.mark.parametrize(("words", "now"), [("", ""), ("MAY", "Ann")])
def test_a_place_whose_words_were_changed_is_none_until_they_are_back(
    project: Project, document: str, words: str, now: str
) -> None:
    project.make(LeaveAsSaid([(document, MONTH)]))
    project.make(ReplaceWords(document, MONTH, words))
    assert left_places(project.conn) == []
    assert shown(project, document) == f"P03: Ann came in {now}. Then Ann left.\n"
    project.undo()
    assert [(held, span) for held, _, span in left_places(project.conn)] == [(document, MONTH)]


def test_a_place_that_is_no_name_is_no_link_of_a_memo(project: Project, document: str) -> None:
    project.make(LeaveAsSaid([(document, MONTH)]))
    assert project.conn.execute("SELECT count(*) FROM memo_link").fetchone() == (0,)
    assert project.conn.execute("SELECT document_id, start, stop FROM left_as_said").fetchall() == [
        (document, MONTH.start, MONTH.end)
    ]
