"""Erasing leaves no name that was made of the person’s words, and none of the list under which they speak."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from qualcode.analysis.documents import open_document
from qualcode.edits.clock import FixedClock
from qualcode.edits.codebook import AddCode, ChangeCode
from qualcode.edits.codings import AddCodings, NewCoding
from qualcode.edits.essays import AddPart, NewEssay
from qualcode.edits.memos import WriteMemo
from qualcode.edits.participants import ChangeParticipant
from qualcode.edits.themes import NewTheme
from qualcode.essays.essay import PartKind
from qualcode.participants.names import Name, Variant
from qualcode.problem import Problem
from qualcode.project import backup
from qualcode.project.doctor import study_report
from qualcode.project.erase import Erased, erase
from qualcode.project.erase_touched import touched
from qualcode.project.erase_whose import find_participant
from qualcode.project.journal import differences, history
from qualcode.project.key_file import key_path
from qualcode.project.project import Project
from tests.conftest import span_of
from tests.project.test_erase import ALONE, GROUP, holding

TOLD = (
    "Interviewer: Who?\n"
    "Abe: Well, quokkas were a mistake, I never met Abe there.\n"
    "P08: I like the garden, it is quiet there.\n"
    "Abe: The jackdaws of my youth, every single one of them that I fed on the sill, never came back to us.\n"
)


class Coining:
    """Codes made in vivo, of passages of a document."""

    def __init__(self, project: Project, area: str) -> None:
        self._project = project
        self._area = area

    def __call__(self, document: str, words: str, name: str, index: str) -> str:
        """A new code with a name, on words of a document."""
        opened = open_document(self._project.conn, document)
        assert opened is not None
        new = AddCode(name, self._area, index=index)
        self._project.make(new)
        self._project.make(AddCodings([NewCoding(document, span_of(opened.text, words), new.id)]))
        return new.id


@pytest.fixture
def coin(project: Project, codes: dict[str, str]) -> Coining:
    return Coining(project, codes["1"])


def person(project: Project, label: str) -> str:
    """The id of who speaks under a label."""
    found = project.conn.execute("SELECT participant_id FROM speaker WHERE label = ?", (label,)).fetchone()
    return str(found[0])


def erased(project: Project, who: str, clock: FixedClock) -> Erased:
    """Erase somebody, with a copy of the study beside it."""
    project.back_up_if_changed()
    project.close()
    return erase(project.path, who, "Ana", clock=clock)


def codes_of(path: Path) -> dict[str, str]:
    """What the codes of a file are called, by number."""
    with closing(sqlite3.connect(path)) as conn:
        return names_by_number(conn)


def names_by_number(conn: sqlite3.Connection) -> dict[str, str]:
    return dict(conn.execute("SELECT idx, name FROM code WHERE NOT is_area AND deleted_at IS NULL"))


def test_names_made_of_their_words_are_withdrawn_from_rows_history_and_copies(
    project: Project, bring_in: Callable[..., str], coin: Coining, clock: FixedClock
) -> None:
    told = bring_in(TOLD, "talk")
    coin(told, "quokkas were a mistake", "quokkas were a mistake", "1.5")
    long = "The jackdaws of my youth, every single one of them that I fed on the"
    coin(told, long, f"{long[:52]}…", "1.6")
    coin(told, "jackdaws", "Jackdaws!", "1.7")
    renamed = coin(told, "never came back to us", "never came back to us", "1.8")
    project.make(ChangeCode(renamed, {"name": "Losses"}))
    project.make(WriteMemo("“Quokkas were a mistake” is a good code."))
    who = person(project, "Abe")
    said = "\n".join(touched(project.conn, who).sentences)
    assert (
        "3 codes are called by words that they said: 1.5, 1.6 and 1.7. They are called “name withdrawn” then, and "
        "keep their numbers." in said
    )
    assert "1 earlier name of that kind, in the history." in said
    outcome = erased(project, who, clock)
    assert outcome.left == ()
    assert (
        "3 codes are called “name withdrawn” now, since they said the name: 1.5, 1.6 and 1.7. Give them others."
        in outcome.sentences
    )
    assert not any("Rename" in one or "quokkas" in one for one in (*outcome.sentences, *outcome.files))
    assert holding(project.path.parent, "quokkas", "jackdaws", "came back", "Quokkas", "Jackdaws") == []
    expected = {"1.5": "name withdrawn", "1.6": "name withdrawn", "1.7": "name withdrawn", "1.8": "Losses"}
    for file in (project.path, *backup.backups(project.path)):
        assert {index: name for index, name in codes_of(file).items() if index in expected} == expected
    with Project.open(project.path, clock=clock, back_up=False) as again:
        labels = [action.label for action in history(again.conn)]
        assert "New code “name withdrawn”" in labels
        assert again.conn.execute("SELECT body FROM memo WHERE kind = 'idea'").fetchall() == [
            ("“[withdrawn]” is a good code.",)
        ]
        assert differences(again.conn) == []
        again.sign_in("Ana")
        while again.stacks().done:
            again.undo()
        while again.stacks().undone:
            again.redo()
    assert codes_of(project.path)["1.8"] == "Losses"
    assert holding(project.path.parent, "quokkas", "jackdaws", "came back") == []
    assert study_report(project.path).faults == ()


def test_names_that_others_say_too_and_names_of_the_team_stay(
    project: Project, bring_in: Callable[..., str], coin: Coining, clock: FixedClock
) -> None:
    group = bring_in(f"{GROUP}P07: I like the garden too.\nP07: Funny.\n", "the group")
    opened = open_document(project.conn, group)
    assert opened is not None
    funny = coin(group, "Funny", "Funny", "1.5")
    project.make(AddCodings([NewCoding(group, span_of(opened.text, "funny"), funny)]))
    coin(group, "everybody laughed", "I like the garden", "1.6")
    coin(group, "Xylophones", "Seventeen of", "1.7")
    coin(group, "What do you think", "What do you think", "1.8")
    before = names_by_number(project.conn)
    who = person(project, "P07")
    found = touched(project.conn, who)
    assert not any("called by words that they said" in one for one in found.sentences)
    assert any("“I like the garden” and “Seventeen of”. These names stay" in one for one in found.elsewhere)
    outcome = erased(project, who, clock)
    assert not any("name withdrawn" in one for one in outcome.sentences)
    assert codes_of(project.path) == before


def test_a_code_named_by_the_interviewer_in_their_interview_keeps_its_name(
    project: Project, bring_in: Callable[..., str], coin: Coining, clock: FixedClock
) -> None:
    alone = bring_in(ALONE, "P07 interview")
    coin(alone, "And then", "And then", "1.5")
    coin(alone, "I wept", "I wept", "1.6")
    erased(project, person(project, "P07"), clock)
    names = codes_of(project.path)
    assert (names["1.5"], names["1.6"]) == ("And then", "name withdrawn")


def test_claims_titles_and_headings_that_are_their_words_are_withdrawn_too(
    project: Project, bring_in: Callable[..., str], clock: FixedClock
) -> None:
    bring_in(TOLD, "talk")
    project.make(NewTheme("Quokkas were a mistake."))
    project.make(NewTheme("Animals do not last"))
    essay = NewEssay("Never came back to us")
    project.make(essay)
    heading = "The jackdaws of my youth, every single one of them that I fed on the sill"
    project.make(AddPart(essay.id, PartKind.HEADING, heading))
    outcome = erased(project, person(project, "Abe"), clock)
    assert (
        "Withdrawn, since they said the words: 1 claim of a theme, 1 title of an essay and 1 heading in an essay. "
        "Write them anew." in outcome.sentences
    )
    assert holding(project.path.parent, "quokkas", "Quokkas", "jackdaws", "came back") == []
    with Project.open(project.path, clock=clock, back_up=False) as again:
        assert again.conn.execute("SELECT claim FROM theme ORDER BY num").fetchall() == [
            ("claim withdrawn",),
            ("Animals do not last",),
        ]
        assert again.conn.execute("SELECT title FROM essay").fetchall() == [("title withdrawn",)]
        assert again.conn.execute("SELECT words FROM essay_part").fetchall() == [("heading withdrawn",)]
        assert differences(again.conn) == []


def test_a_file_exported_earlier_that_has_such_a_name_as_a_heading_is_named(
    project: Project, bring_in: Callable[..., str], coin: Coining, clock: FixedClock
) -> None:
    coin(bring_in(TOLD, "talk"), "quokkas were a mistake", "quokkas were a mistake", "1.5")
    exports = project.path.parent / "exports"
    exports.mkdir()
    (exports / "report.txt").write_text("1.5 quokkas were a mistake\n", encoding="utf-8")
    (exports / "other.txt").write_text("1.1 Knowing what exists\n", encoding="utf-8")
    who = person(project, "Abe")
    assert any("exported to other folders" in one for one in touched(project.conn, who).elsewhere)
    outcome = erased(project, who, clock)
    assert any("report.txt" in one for one in outcome.files)
    assert not any("other.txt" in one for one in outcome.files)


# Names of the list


SHOWN_OTHERWISE = Name("Abe", "Karl", variants=(Variant("Abraham"),))
OTHER = Name("Pim", "Paul")


@pytest.fixture
def abe(project: Project, bring_in: Callable[..., str]) -> str:
    """Abe, who speaks under his name, is P04, and is shown as Karl; gives his id."""
    bring_in(TOLD, "talk")
    who = person(project, "Abe")
    project.make(ChangeParticipant(who, {"pseudonym": "P04"}))
    project.make(WriteMemo("Pim told us."))
    project.keep_names([SHOWN_OTHERWISE, OTHER])
    return who


def test_a_name_under_which_they_speak_goes_from_the_list_whatever_is_shown_for_it(
    project: Project, abe: str, clock: FixedClock
) -> None:
    said = "\n".join(touched(project.conn, abe).sentences)
    assert "1 name that this participant stands for on the list of names on this machine: it is taken off" in said
    assert "They speak under 1 name for which another is shown." in said
    outcome = erased(project, abe, clock)
    assert "1 name that stood for them is off the list of names." in outcome.sentences
    with Project.open(project.path, clock=clock, back_up=False) as again:
        assert [name.real for name in again.names] == ["Pim"]
        assert again.conn.execute("SELECT replacement FROM name_mark").fetchall() == [("Paul",)]
        held = key_path(again.study_id).read_text(encoding="utf-8")
    assert not any(word in held for word in ("Abe", "Abraham", "Karl"))
    assert holding(project.path.parent, "Abraham", "Karl") == []


def test_a_name_under_which_they_speak_that_others_say_is_shown_as_withdrawn(
    project: Project, abe: str, bring_in: Callable[..., str], clock: FixedClock
) -> None:
    bring_in("P09: I know Abe well, Abraham they called him.\n", "another")
    erased(project, abe, clock)
    for file in (project.path, *backup.backups(project.path)):
        with closing(sqlite3.connect(file)) as conn:
            shown = conn.execute("SELECT DISTINCT replacement FROM name_mark ORDER BY 1").fetchall()
            assert shown == [("Paul",), ("Withdrawn 1",)]
    assert b"Karl" not in project.path.read_bytes()
    with Project.open(project.path, clock=clock, back_up=False) as again:
        assert again.names.show("Abe and Pim") == "Withdrawn 1 and Paul"


def test_a_list_that_is_away_loses_the_name_under_which_they_speak_when_it_is_back(
    project: Project, abe: str, clock: FixedClock
) -> None:
    path = key_path(project.study_id)
    held = path.read_bytes()
    path.unlink()
    project.load_names()
    erased(project, abe, clock)
    with Project.open(project.path, clock=clock, back_up=False) as again:
        path.write_bytes(held)
        assert again.load_names() is None
        assert [name.real for name in again.names] == ["Pim"]
    assert b"Abe" not in path.read_bytes()


def test_a_name_that_others_say_is_shown_as_withdrawn_though_the_list_is_away(
    project: Project, abe: str, bring_in: Callable[..., str], clock: FixedClock
) -> None:
    bring_in("P09: I know Abe well.\n", "another")
    key_path(project.study_id).unlink()
    project.load_names()
    erased(project, abe, clock)
    with Project.open(project.path, clock=clock, back_up=False) as again:
        assert again.names.show("Abe and Pim") == "Withdrawn 1 and Paul"


def test_a_name_that_somebody_else_speaks_under_as_well_stays_as_it_is(
    project: Project, abe: str, bring_in: Callable[..., str], clock: FixedClock
) -> None:
    document = bring_in("P10: It rained. Abe did not come.\n", "another")
    project.conn.execute("UPDATE speaker SET label = 'abe' WHERE document_id = ?", (document,))
    found = touched(project.conn, abe)
    project.conn.execute("UPDATE speaker SET label = 'P10' WHERE document_id = ?", (document,))
    assert not any("on the list of names" in one for one in found.sentences)


def test_whoever_was_erased_already_is_refused(
    project: Project, bring_in: Callable[..., str], clock: FixedClock
) -> None:
    bring_in(GROUP, "the group")
    erased(project, person(project, "P07"), clock)
    with Project.open(project.path, clock=clock, back_up=False) as again:
        who = find_participant(again.conn, "Withdrawn 1")
        with pytest.raises(Problem, match="Withdrawn 1 was erased already"):
            touched(again.conn, who)
        before = history(again.conn)
    with pytest.raises(Problem, match="was erased already"):
        erase(project.path, who, "Ana", clock=clock)
    with Project.open(project.path, clock=clock, back_up=False) as again:
        assert history(again.conn) == before
        assert again.setting("erasing") is None
