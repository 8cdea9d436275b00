"""A name once hidden stays hidden until somebody who has the list takes it off: an older list is no such person."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.edits.clock import FixedClock
from qualcode.edits.memos import WriteMemo
from qualcode.exports.choices import ReportChoices
from qualcode.exports.gather import passages, report
from qualcode.exports.leaving import leaving
from qualcode.participants.disclosure import Audience
from qualcode.participants.name_merging import merged, widened
from qualcode.participants.names import ListState, Name, Names, Variant
from qualcode.problem import Problem
from qualcode.project.doctor import study_report
from qualcode.project.key_file import KeptList, incomplete, key_path
from qualcode.project.name_marks import standing_names
from qualcode.project.project import Project
from tests.project.test_name_marks import NAMES, TEXT, small_study, without_list

OUTSIDE = ReportChoices(Audience.OUTSIDE)
SHOWN = Names(NAMES).show(TEXT)
SISTER = Name("sister", "aunt")


@pytest.fixture
def told(project: Project, bring_in: Callable[..., str]) -> Project:
    bring_in(TEXT, "Mary Quarrington interview")
    project.keep_names(NAMES)
    return project


def put_back(project: Project, words: str) -> Problem:
    """What is said once the key file holds other words."""
    key_path(project.study_id).write_text(words, encoding="utf-8")
    problem = project.load_names()
    assert problem is not None
    return problem


def held(project: Project) -> str:
    return key_path(project.study_id).read_text(encoding="utf-8")


def listed(project: Project) -> set[str]:
    return {one["name"] for one in json.loads(held(project))["names"]}


def emptied(project: Project) -> str:
    return json.dumps({"form": 1, "study": project.study_id, "names": []})


@pytest.mark.parametrize("list_is", ["older", "empty"])
def test_a_list_that_lacks_names_of_the_study_shows_none_of_them_and_lets_nothing_out(
    told: Project, clock: FixedClock, list_is: str
) -> None:
    older = held(told) if list_is == "older" else emptied(told)
    told.keep_names([*NAMES, SISTER])
    problem = put_back(told, older)
    assert problem.title == "The list of names on this machine is not the whole list of this study."
    assert "“aunt”" in problem.detail and "sister" not in problem.detail and "names recover" in problem.remedy
    assert told.names.show(TEXT) == SHOWN.replace("sister", "aunt")
    for let_out in (
        lambda: told.read_copy(report, OUTSIDE, clock.now()),
        lambda: told.read(passages, OUTSIDE, clock.now()),
    ):
        with pytest.raises(Problem, match="not the whole list"):
            let_out()
    with pytest.raises(Problem, match="not the whole list"):
        told.keep_names([*NAMES, SISTER])
    assert held(told) == older
    without_list(told)
    assert told.names.show("her sister and Mary") == "her aunt and Anna", "the marks outlive an older list"
    told.close()
    assert any("not on this machine" in sentence for sentence in study_report(told.path).sentences)


def test_an_older_list_is_known_by_the_doctor_and_the_newer_makes_all_well(told: Project, clock: FixedClock) -> None:
    older = held(told)
    told.keep_names([*NAMES, SISTER])
    newer = held(told)
    put_back(told, older)
    told.close()
    assert any("not the whole list" in sentence for sentence in study_report(told.path).sentences)
    key_path_of_it = key_path(_id_of(told.path, clock))
    key_path_of_it.write_text(newer, encoding="utf-8")
    with Project.open(told.path, clock=clock, back_up=False) as again:
        assert again.load_names() is None
        assert again.names.state is ListState.HERE
        assert again.names.show("sister") == "aunt"


def _id_of(path: Path, clock: FixedClock) -> str:
    with Project.open(path, clock=clock, back_up=False) as project:
        return project.study_id


def test_an_older_list_is_known_by_a_name_too_that_stands_nowhere_yet(told: Project, clock: FixedClock) -> None:
    older = held(told)
    told.keep_names([*NAMES, Name("Halloran", "Smith")])
    problem = put_back(told, older)
    assert "older than the one that the study knew" in problem.detail
    with pytest.raises(Problem, match="not the whole list"):
        told.read_copy(report, OUTSIDE, clock.now())
    assert not told.recover_names()
    assert told.load_names() is None
    assert json.loads(held(told))["times"] == json.loads(older)["times"] + 1, "it is as new as the other, no newer"


def test_a_name_of_an_older_list_that_comes_into_the_study_meanwhile_is_marked(told: Project) -> None:
    older = held(told)
    told.keep_names([*NAMES, SISTER])
    put_back(told, older)
    told.make(WriteMemo("Ask Zebedee Oxtoby."))
    without_list(told)
    assert told.names.show("Zebedee Oxtoby") == "Nobody"


def test_a_name_narrowed_in_the_file_stays_hidden_wherever_it_was(told: Project) -> None:
    words = held(told)
    put_back(told, words.replace('"as_written": false', '"as_written": true'))
    assert told.names.show("mary, ANN") == "Anna, Bea"
    put_back(told, words.replace('"documents": null', '"documents": []'))
    assert told.names.show(TEXT, "elsewhere") == SHOWN


def test_what_somebody_takes_off_the_list_is_shown_and_can_be_put_back_as_it_was(
    told: Project, clock: FixedClock
) -> None:
    told.keep_names(NAMES[1:])
    assert told.names.state is ListState.HERE and told.names.show("Mary and Will") == "Mary and Tom"
    assert told.load_names() is None
    assert list(told.names_taken_off) == list(Names(NAMES[:1]))
    copy = told.path.with_name("copy.qualcode")
    told.keep_names([*told.names, *told.names_taken_off])
    told.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copy(told.path, copy)
    assert not told.names_taken_off and told.names.show("Mary") == "Anna"
    told.keep_names(NAMES[1:])
    with Project.open(copy, clock=clock, back_up=False) as other:
        assert other.load_names() is None, "that it was taken off is known to a copy of the study too"
        assert other.names.show("Mary and Will") == "Mary and Tom"


def test_what_was_taken_off_and_stands_nowhere_is_not_kept(told: Project) -> None:
    told.keep_names([*NAMES, Name("Halloran", "Smith")])
    told.keep_names(NAMES)
    assert "Halloran" not in held(told)


def test_a_name_taken_off_once_and_listed_again_is_not_shown_by_the_list_from_between(told: Project) -> None:
    told.keep_names(NAMES[1:])
    between = held(told)
    told.keep_names(NAMES)
    put_back(told, between)
    assert told.names.state is ListState.MISSING


def test_two_open_copies_of_a_study_keep_what_either_puts_on_the_list(told: Project, clock: FixedClock) -> None:
    told.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    copy = told.path.parent / "second" / told.path.name
    copy.parent.mkdir()
    shutil.copy(told.path, copy)
    with Project.open(copy, clock=clock, back_up=False) as other:
        other.keep_names([*other.names, Name("Halloran", "Smith")])
        told.keep_names([*told.names, SISTER])
        assert {"Halloran", "sister"} <= listed(told)
        assert told.names.show("Halloran") == "Smith"
        memory = other.copy()
        assert other.names.show("sister") == "aunt", "what is read for a report is read with the list as it is now"
        memory.close()
        other.keep_names(one for one in other.names if one.real != "Will")
        told.keep_names([*told.names, Name("Annual", "Yearly")])
        assert "Will" not in listed(told)
        assert {"Halloran", "sister", "Annual"} <= listed(told)


def test_what_another_copy_lists_while_a_list_is_made_ready_stays_on_it(
    told: Project, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    told.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    copy = told.path.parent / "second" / told.path.name
    copy.parent.mkdir()
    shutil.copy(told.path, copy)
    others = [Name("Halloran", "Smith")]

    def while_looking(conn: sqlite3.Connection, names: Names) -> set[int]:
        """The study is looked through, which takes seconds: that is when the other writes."""
        if others:
            with Project.open(copy, clock=clock, back_up=False) as other:
                other.keep_names([*other.names, others.pop()])
        return standing_names(conn, names)

    monkeypatch.setattr("qualcode.project.study_names.standing_names", while_looking)
    told.keep_names(NAMES[1:])
    assert "Halloran" in listed(told) and "Mary Quarrington" not in listed(told)


def test_the_names_of_a_lost_list_are_put_back_from_the_words_of_the_study(told: Project, clock: FixedClock) -> None:
    without_list(told)
    again = told.recover_names()
    assert {one.real for one in again} == {"Mary Quarrington", "Will", "Ann"}
    assert told.names.state is ListState.HERE
    for text in (TEXT, "Quarrington and mary, will or not", "Will Ann?"):
        assert told.names.show(text) == Names(NAMES).show(text)
    told.read_copy(report, OUTSIDE, clock.now())


def test_the_names_that_an_older_list_lacks_are_put_back_from_the_words_of_the_study(told: Project) -> None:
    older = held(told)
    told.keep_names([*NAMES, SISTER])
    put_back(told, older)
    assert [one.real for one in told.recover_names()] == ["sister"]
    assert told.load_names() is None
    assert set(told.names) == set(Names([*NAMES, SISTER]))


def test_a_list_that_cannot_be_read_is_never_written_over(told: Project) -> None:
    put_back(told, "{")
    with pytest.raises(Problem, match="cannot be used"):
        told.keep_names([SISTER], anew=True)
    with pytest.raises(Problem, match="cannot be used"):
        told.recover_names()
    assert held(told) == "{"


def test_a_list_within_the_folder_of_the_study_is_said(
    told: Project, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = told.path.parent / "keys"
    inside.mkdir()
    shutil.copy(key_path(told.study_id), inside)
    monkeypatch.setenv("QUALCODE_KEYS", str(inside))
    problem = told.load_names()
    assert problem is not None and "inside the study’s folder" in problem.title
    assert told.names.show("Mary") == "Anna"
    with leaving(told.names) as going:
        pass
    assert any("inside the study’s folder" in sentence for sentence in going.sentences)
    told.close()
    assert any("inside the study’s folder" in sentence for sentence in study_report(told.path).sentences)


# Any lists

_REAL = st.sampled_from(["Mary Lee", "Mary", "Lee", "mary", "Zed", "St. Ann", "St Ann", "田中", "Ann"])


@st.composite
def lists(draw: st.DrawFn) -> list[Name]:
    found: list[Name] = []
    for number in range(draw(st.integers(0, 4))):
        variants = tuple(Variant(one) for one in draw(st.lists(_REAL, max_size=2)))
        limits = draw(st.sampled_from([None, None, frozenset({"d1"}), frozenset({"d2"})]))
        new = [
            *found,
            Name(draw(_REAL), f"⟦{number}⟧", variants=variants, as_written=draw(st.booleans()), documents=limits),
        ]
        try:
            Names(new)
        except Problem:
            continue
        found = new
    return found


texts = st.lists(
    st.tuples(st.sampled_from(["Mary", "MARY", "mary", "Lee", "Lees", "Zed", "St.", "St", "Ann", "田中", "so"]),
              st.sampled_from([" ", ". ", "\n", ", ", "’s "])),
    max_size=20,
).map(lambda parts: "".join(word + gap for word, gap in parts))  # fmt: skip


def hidden(names: Names, text: str, document: str) -> set[int]:
    """The places in a text at which nothing real is shown."""
    return {at for hit in names.hits(text, document) for at in range(hit.start, hit.end)}


@given(lists(), lists(), lists(), texts, st.sampled_from(["", "d1", "d2"]))
def test_no_list_shows_what_the_marks_of_another_hide(
    known: list[Name], other: list[Name], off: list[Name], text: str, document: str
) -> None:
    conn = small_study(text, Names(known))
    try:
        partial = incomplete(conn, KeptList(tuple(other)))
        names = partial or Names(other)
        assert hidden(Names(known), text, document) | hidden(Names(other), text, document) <= hidden(
            names, text, document
        )
        assert incomplete(conn, KeptList(tuple(known))) is None
        assert incomplete(conn, KeptList(tuple(off), tuple(known))) is None, "all was taken off expressly"
    finally:
        conn.close()


@given(lists(), lists(), lists(), texts, st.sampled_from(["", "d1", "d2"]))
def test_whatever_two_people_make_of_a_list_neither_shows_what_the_other_adds(
    before: list[Name], there: list[Name], wanted: list[Name], text: str, document: str
) -> None:
    kept = Names(before).names
    added = [one for one in Names(there) if one not in kept]
    try:
        both = Names(merged(kept, [*kept, *added], Names([*kept, *wanted])))
    except Problem:
        return  # said to the person: nothing is kept then
    for name in [*added, *kept, *Names(wanted)]:
        assert hidden(Names([replace(name, variants=())]), text, document) <= hidden(both, text, document)


@given(lists(), lists(), texts, st.sampled_from(["", "d1", "d2"]))
def test_a_list_on_which_names_are_put_back_hides_all_of_both(
    listed: list[Name], again: list[Name], text: str, document: str
) -> None:
    try:
        both = Names(widened(Names(listed), Names(again)))
    except Problem:
        return
    assert hidden(Names(listed), text, document) | hidden(Names(again), text, document) <= hidden(
        both, text, document
    )
