"""How many passages are for a theme and against it: as many as are counted wherever it is told how far it reaches."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from qualcode.analysis.themes import theme, theme_reach
from qualcode.edits.participants import ChangeParticipant
from qualcode.edits.quotes import KeepQuote
from qualcode.edits.themes import Gather, NewTheme, Thing
from qualcode.exports.reach_figures import theme_tables
from qualcode.project.project import Project
from qualcode.transcripts.transcript import Kind
from tests.analysis.counts_study import TALK, person
from tests.conftest import span_of

BringIn = Callable[..., str]
CodeIt = Callable[..., str]
Codes = dict[str, str]


@pytest.fixture
def begun(project: Project, bring_in: BringIn, codes: Codes, code_it: CodeIt) -> str:
    """A theme with P01's, the interviewer's and the observer's words for it, and P02's against it; gives its id."""
    talk, note = bring_in(TALK, "Talk"), bring_in("Nine chairs, one empty.\n", "Hall", Kind.FIELD_NOTE)
    code_it(talk, "The kettle", "1.1")
    code_it(talk, "What helped you", "1.1")
    code_it(note, "one empty", "1.1")
    code_it(talk, "Nobody asked", "1.1", against=True)
    made = NewTheme("The kettle is the door.")
    project.make(made)
    asked = KeepQuote(talk, span_of(TALK, "the most?"))
    project.make(asked)
    project.make(Gather(made.id, [Thing("code", codes["1.1"]), Thing("quote", asked.id)]))
    return made.id


TALKED, NOTED = (Kind.INTERVIEW, 1, 1), (Kind.FIELD_NOTE, 1, 0)  # for it and against it


def test_what_an_interviewer_says_counts_for_nothing_and_an_observers_notes_do(project: Project, begun: str) -> None:
    one = theme(project.conn, begun)
    assert (len(one.support), len(one.against)) == (4, 1), "they stay to be read"
    assert one.numbers == (TALKED, NOTED), "P01’s words and P02’s; the note"


def test_the_numbers_of_the_list_are_those_of_the_reach_and_of_the_files_kind_by_kind(
    project: Project, begun: str
) -> None:
    one = theme(project.conn, begun)
    supporting, opposing = theme_reach(project.conn, one)
    reached = zip(supporting.parts, opposing.parts, strict=True)
    assert one.numbers == tuple((ours.kind, ours.theirs, theirs.theirs) for ours, theirs in reached)
    written = theme_tables([(one.claim, supporting, opposing)])
    assert [(table.rows[0].cells[1], table.rows[0].cells[4]) for table in written] == [
        numbers[1:] for numbers in one.numbers
    ]


def test_kinds_of_document_are_never_added_in_a_theme(project: Project, begun: str, codes: Codes) -> None:
    one = theme(project.conn, begun)
    assert one.apart(one.support) == ((Kind.INTERVIEW, 3), (Kind.FIELD_NOTE, 1))
    assert one.in_words(one.support) == "3 passages in interviews · 1 in field notes"
    (code,) = (held for held in one.supporting if held.id == codes["1.1"])
    assert one.in_words(code.passages) == "3 passages in interviews · 1 in field notes"


def test_in_a_study_of_one_kind_the_numbers_stand_without_its_name(
    project: Project, bring_in: BringIn, codes: Codes, code_it: CodeIt
) -> None:
    code_it(bring_in(TALK, "Talk"), "The kettle", "1.1")
    made = NewTheme("The kettle is the door.")
    project.make(made)
    assert theme(project.conn, made.id).numbers == ()
    project.make(Gather(made.id, [Thing("code", codes["1.1"])]))
    one = theme(project.conn, made.id)
    assert (one.numbers, one.in_words(one.support)) == (((None, 1, 0),), "1 passage")


def test_a_gathered_excerpt_of_somebody_who_withdrew_counts_for_nothing_and_is_not_shown(
    project: Project, begun: str, bring_in: BringIn, code_it: CodeIt
) -> None:
    other = bring_in("P03: A card on the board.\n", "Other")
    coding = code_it(other, "A card", "1.2")
    project.make(Gather(begun, [Thing("coding", coding)]))
    with_theirs = ((Kind.INTERVIEW, 2, 1), NOTED)
    assert theme(project.conn, begun).numbers == with_theirs
    project.make(ChangeParticipant(person(project, "P03"), {"consent": "withdrawn"}))
    one = theme(project.conn, begun)
    assert (one.numbers, one.supporting[-1].shown, one.supporting[-1].gone) == (
        (TALKED, NOTED),
        "(held back: has withdrawn)",
        False,
    )
    project.undo(agreed=True)
    assert theme(project.conn, begun).numbers == with_theirs
