"""Without its list of names a study shows replacements all the same, and keeps nothing that its words do not say."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.documents import open_document
from qualcode.analysis.naming import names_of
from qualcode.edits.clock import FixedClock
from qualcode.edits.memos import WriteMemo
from qualcode.edits.pseudonyms import LeaveAsSaid
from qualcode.edits.study import ChangeStudy
from qualcode.edits.texts import ReplaceWords
from qualcode.exports.choices import ReportChoices
from qualcode.exports.files import put
from qualcode.exports.gather import report
from qualcode.exports.leaving import leaving
from qualcode.exports.markdown import text as as_markdown
from qualcode.participants.disclosure import Audience
from qualcode.participants.name_marks import MarkedNames
from qualcode.participants.names import ListState, Name, Names, Variant
from qualcode.problem import Problem
from qualcode.project import backup
from qualcode.project.doctor import study_report
from qualcode.project.for_good import replace_for_good
from qualcode.project.key_file import key_path
from qualcode.project.name_marks import keep_marks, marked_names
from qualcode.project.project import Project
from qualcode.transcripts.span import Span
from tests.conftest import span_of

TEXT = (
    "Interviewer: Who, Mary?\n"
    "Mary Quarrington: Mary Quarrington’s sister, the Quarringtons and Will. Will it rain in May?\n"
    "Interviewer: Annual cards? And Ann, she will?\n"
)
NAMES = (
    Name("Mary Quarrington", "Anna Lee", variants=(Variant("Mary", "Anna"), Variant("Quarrington", "Lee"))),
    Name("Will", "Tom", as_written=True),
    Name("Ann", "Bea"),
    Name("Zebedee Oxtoby", "Nobody"),
)


@pytest.fixture
def told(project: Project, bring_in: Callable[..., str]) -> Iterator[tuple[Project, str]]:
    """A study with a document in which names of its list stand."""
    document = bring_in(TEXT, "Mary Quarrington interview")
    project.keep_names(NAMES)
    yield project, document


def without_list(project: Project) -> Problem:
    """The study read again once its key file is away."""
    key_path(project.study_id).unlink()
    problem = project.load_names()
    assert problem is not None
    return problem


def marked(project: Project) -> set[str]:
    return {row[0] for row in project.conn.execute("SELECT replacement FROM name_mark")}


def test_without_its_list_the_study_shows_what_stands_for_the_names(told: tuple[Project, str]) -> None:
    project, document = told
    opened = open_document(project.conn, document)
    assert opened is not None
    here = names_of(project.conn)
    turns = [turn.span for turn in opened.turns]
    expected = here.splices(opened.text, document, turns)
    assert expected
    problem = without_list(project)
    away = names_of(project.conn)
    assert away.state is ListState.MISSING
    assert away.splices(opened.text, document, turns) == expected
    assert "Quarrington" not in away.show(opened.text)
    assert "What stands for its names is shown all the same" in problem.detail
    assert str(key_path(project.study_id)) in problem.detail


@pytest.mark.parametrize("words", ["{", "[]", '{"form": 1, "study": "other", "names": []}', '{"form": 99}'])
def test_a_list_that_is_damaged_or_of_another_study_is_done_without_and_never_written_over(
    told: tuple[Project, str], words: str
) -> None:
    project, _ = told
    path = key_path(project.study_id)
    path.write_text(words, encoding="utf-8")
    problem = project.load_names()
    assert problem is not None
    assert "cannot be used" in problem.title
    assert project.names.show("Mary") == "Anna"
    with pytest.raises(Problem, match="cannot be used"):
        project.keep_names([Name("Sue", "Kim")])
    assert path.read_text(encoding="utf-8") == words


def test_beside_a_list_begun_anew_the_marks_of_the_lost_one_hide_as_before(told: tuple[Project, str]) -> None:
    project, _ = told
    without_list(project)
    with pytest.raises(Problem, match="not on this machine"):
        project.keep_names([Name("Mary", "Kim")])
    project.keep_names([Name("sister", "aunt")], anew=True)
    assert project.names.state is ListState.MISSING
    words = "Mary Quarrington’s sister and Will"
    assert project.names.show(words) == "Anna Lee’s aunt and Tom"
    without_list(project)
    assert project.names.show(words) == "Anna Lee’s aunt and Tom"


def test_a_study_that_never_saw_its_list_says_that_real_names_are_shown(told: tuple[Project, str]) -> None:
    project, _ = told
    project.conn.execute("DELETE FROM setting WHERE key = 'names-marked'")
    problem = without_list(project)
    assert "shown with their real names" in problem.detail
    assert project.names.show("Mary") == "Mary"


def test_only_names_that_stand_in_the_study_are_marked(told: tuple[Project, str]) -> None:
    project, _ = told
    assert marked(project) == {"Anna Lee", "Anna", "Lee", "Tom", "Bea"}
    project.make(WriteMemo("Ask Zebedee Oxtoby."))
    assert "Nobody" in marked(project), "a memo has brought the name into the study"
    project.undo()
    without_list(project)
    assert project.names.show("Zebedee Oxtoby") == "Nobody", "it stands in the history still"


def test_a_name_that_an_edit_of_a_text_brings_is_marked(told: tuple[Project, str]) -> None:
    project, document = told
    project.make(ReplaceWords(document, span_of(TEXT, "sister"), "Zebedee\nOxtoby"))
    without_list(project)
    assert project.names.show("Zebedee Oxtoby") == "Nobody"


def test_a_list_changed_elsewhere_is_marked_when_the_study_opens(
    told: tuple[Project, str], clock: FixedClock
) -> None:
    project, _ = told
    path = key_path(project.study_id)
    words = path.read_text(encoding="utf-8").replace("Bea", "Beatrice")
    project.close()
    path.write_text(words, encoding="utf-8")
    with Project.open(project.path, clock=clock, back_up=False) as again:
        assert "Beatrice" in marked(again)
    with Project.open(project.path, clock=clock, back_up=False) as again:
        without_list(again)
        assert again.names.show("Ann, Annual") == "Beatrice, Annual"


def test_the_marks_hold_no_word_of_a_name(told: tuple[Project, str]) -> None:
    project, _ = told
    cells = [str(cell) for row in project.conn.execute("SELECT * FROM name_mark") for cell in row]
    assert cells
    held = "\n".join(cells).casefold()
    assert not [name for name in ("mary", "quarrington", "will", "zebedee", "oxtoby") if name in held]


def test_places_left_as_said_are_left_without_the_list_too(told: tuple[Project, str]) -> None:
    project, document = told
    start = TEXT.index("Will it")
    project.make(LeaveAsSaid([(document, Span(start, start + 4))]))
    shown = names_of(project.conn).show(TEXT, document)
    assert "Will it rain" in shown
    without_list(project)
    assert names_of(project.conn).show(TEXT, document) == shown


def test_a_report_for_the_team_shows_replacements_and_says_why_the_look_was_not_all(
    told: tuple[Project, str], code_it: Callable[..., str], clock: FixedClock, tmp_path: Path
) -> None:
    project, document = told
    code_it(document, "Mary Quarrington’s sister", "1.1")
    without_list(project)
    value = project.read_copy(report, ReportChoices(Audience.TEAM), clock.now())
    printed = as_markdown(value)
    assert "Anna Lee’s sister" in printed
    assert "Quarrington" not in printed
    with leaving(names_of(project.conn), value) as going:
        pass
    assert any("could not be run as it should" in sentence for sentence in going.sentences)
    with pytest.raises(Problem, match="not on this machine"):
        project.read_copy(report, ReportChoices(Audience.OUTSIDE), clock.now())


def test_a_name_in_a_file_stops_it_without_the_list_too(told: tuple[Project, str], tmp_path: Path) -> None:
    project, _ = told
    without_list(project)
    with pytest.raises(Problem, match="Nothing was written"), leaving(project.names):
        put(b"Here is Quarrington.", tmp_path / "out.txt")
    assert not (tmp_path / "out.txt").exists()


def test_names_replaced_for_good_leave_no_mark_in_the_study_nor_its_backups(
    told: tuple[Project, str], clock: FixedClock
) -> None:
    project, _ = told
    project.back_up_if_changed()
    project.close()
    replace_for_good(project.path, NAMES[:1], "Ana", clock=clock)
    files = [project.path, *backup.backups(project.path)]
    assert len(files) == 2
    for file in files:
        conn = sqlite3.connect(file)
        assert {row[0] for row in conn.execute("SELECT replacement FROM name_mark")} == {"Tom", "Bea"}
        conn.close()
    with Project.open(project.path, clock=clock, back_up=False) as again:
        assert marked(again) == {"Tom", "Bea"}, "the list still holds the name, but it stands nowhere"


@pytest.mark.parametrize("listed", ["its list here", "its list missing", "its list and marks missing"])
def test_nobody_can_say_that_there_is_nothing_to_hide_while_there_are_names(
    told: tuple[Project, str], clock: FixedClock, listed: str
) -> None:
    project, _ = told
    if listed == "its list and marks missing":
        project.conn.execute("DELETE FROM setting WHERE key = 'names-marked'")
    if listed != "its list here":
        without_list(project)
        with pytest.raises(Problem, match="not on this machine") as refused:
            project.read_copy(report, ReportChoices(Audience.OUTSIDE), clock.now())
        assert "nothing-to-hide" not in str(refused.value.remedy)
    marks, state, before = marked(project), project.names.state, project.conn.total_changes
    assert marks
    with pytest.raises(Problem, match="something to hide") as said:
        project.say_nothing_to_hide("invented")
    assert "qualcode names remove" in said.value.remedy
    assert (marked(project), project.names.state, project.conn.total_changes) == (marks, state, before)


def test_the_dates_of_a_study_do_not_tell_who_is_called_as_a_month(
    told: tuple[Project, str], clock: FixedClock
) -> None:
    project, _ = told
    project.keep_names([*NAMES, Name("May", "Nora", as_written=True)])
    project.make(ChangeStudy({"dates": "May to July 2026, asked of May on 12 May"}))
    for audience in (Audience.OUTSIDE, Audience.TEAM):
        printed = as_markdown(project.read_copy(report, ReportChoices(audience), clock.now()))
        assert "May to July 2026, asked of Nora on 12 May" in printed
    without_list(project)
    printed = as_markdown(project.read_copy(report, ReportChoices(Audience.TEAM), clock.now()))
    assert "May to July 2026, asked of Nora on 12 May" in printed


def test_a_list_whose_names_stand_nowhere_leaves_nothing_to_hide(
    project: Project, bring_in: Callable[..., str], clock: FixedClock
) -> None:
    bring_in("Interviewer: Who?\n", "An interview")
    project.keep_names([Name("Zebedee Oxtoby", "Nobody")])
    without_list(project)
    outside = ReportChoices(Audience.OUTSIDE)
    with pytest.raises(Problem, match="not on this machine") as refused:
        project.read_copy(report, outside, clock.now())
    assert "nothing-to-hide" in str(refused.value.remedy)
    project.say_nothing_to_hide("invented")
    said = project.names.state
    project.undo()
    assert (said, project.names.state) == (ListState.NOT_NEEDED, ListState.MISSING)
    with pytest.raises(Problem, match="not on this machine"):
        project.read_copy(report, outside, clock.now())


def test_the_doctor_says_that_the_list_is_missing(told: tuple[Project, str]) -> None:
    project, _ = told
    key_path(project.study_id).unlink()
    project.close()
    said = study_report(project.path).sentences
    assert any("list of names of this study is not on this machine" in sentence for sentence in said)


@pytest.mark.parametrize(
    "row",
    [
        ("x", "ab", 1, "R", None, 0),
        ("00000001.0", "no mark", 1, "R", None, 0),
        ("00000001.0", "~9+999999 ab", -5, "R", "gone", 2**40),
        ("", "", 0, "", "", 0),
    ],
)
def test_marks_that_somebody_else_wrote_do_no_harm(told: tuple[Project, str], row: tuple[object, ...]) -> None:
    project, _ = told
    project.conn.execute("DELETE FROM name_mark")
    project.conn.execute("INSERT INTO name_mark VALUES (?, ?, ?, ?, ?, ?)", row)
    without_list(project)
    assert isinstance(project.names, MarkedNames)
    assert project.names.show("Mary 田中 came.") == "Mary 田中 came."
    project.conn.execute("UPDATE setting SET value = 'zz' WHERE key = 'name-salt'")
    assert project.load_names() is not None


words = st.sampled_from(["Mary", "mary", "Quarringtons", "Quarrington’s", "Will", "will", "Ann", "Annual", ".", "-"])


@given(st.lists(words, max_size=20).map(" ".join))
def test_any_text_of_a_study_is_shown_the_same_by_its_marks(text: str) -> None:
    """What stands in the study is marked, so that nothing differs there."""
    conn = small_study(text, Names(NAMES))
    try:
        here, away = Names(NAMES), _marked(conn)
        assert away.splices(text) == here.splices(text)
    finally:
        conn.close()


def small_study(text: str, names: Names) -> sqlite3.Connection:
    """A study of one text that keeps marks of a list."""
    conn = sqlite3.connect(":memory:", isolation_level=None)
    for table in (
        "setting (key TEXT PRIMARY KEY, value TEXT)",
        "name_mark (id TEXT, digest TEXT, words INTEGER, replacement TEXT, document_id TEXT, person INTEGER)",
        "text (sha256 TEXT, words TEXT)",
        "journal (tbl TEXT, before TEXT, after TEXT)",
    ):
        conn.execute(f"CREATE TABLE {table}")
    conn.execute("INSERT INTO text VALUES ('', ?)", (text,))
    keep_marks(conn, names, "1")
    return conn


def _marked(conn: sqlite3.Connection) -> MarkedNames:
    found = marked_names(conn)
    assert found is not None
    return found
