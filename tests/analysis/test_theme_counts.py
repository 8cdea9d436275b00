"""How many passages are for a theme and against it: as many as are counted wherever it is told how far it reaches."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from qualcode.analysis.themes import Theme, theme, theme_reach
from qualcode.edits.participants import ChangeParticipant
from qualcode.edits.quotes import KeepQuote
from qualcode.edits.themes import Gather, NewTheme, Thing
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


def numbers(one: Theme) -> tuple[int, int]:
    return one.counted(one.support), one.counted(one.against)


def test_what_an_interviewer_says_counts_for_nothing_and_an_observers_notes_do(project: Project, begun: str) -> None:
    one = theme(project.conn, begun)
    assert (len(one.support), len(one.against)) == (4, 1), "they stay to be read"
    assert numbers(one) == (2, 1), "P01’s words and the note; P02’s"


def test_the_numbers_of_the_list_are_those_of_the_reach(project: Project, begun: str) -> None:
    one = theme(project.conn, begun)
    supporting, opposing = theme_reach(project.conn, one)
    assert numbers(one) == (sum(p.theirs for p in supporting.parts), sum(p.theirs for p in opposing.parts))


def test_a_gathered_excerpt_of_somebody_who_withdrew_counts_for_nothing_and_is_not_shown(
    project: Project, begun: str, bring_in: BringIn, code_it: CodeIt
) -> None:
    other = bring_in("P03: A card on the board.\n", "Other")
    coding = code_it(other, "A card", "1.2")
    project.make(Gather(begun, [Thing("coding", coding)]))
    assert numbers(theme(project.conn, begun)) == (3, 1)
    project.make(ChangeParticipant(person(project, "P03"), {"consent": "withdrawn"}))
    one = theme(project.conn, begun)
    assert (numbers(one), one.supporting[-1].shown, one.supporting[-1].gone) == (
        (2, 1),
        "(held back: has withdrawn)",
        False,
    )
    project.undo()
    assert numbers(theme(project.conn, begun)) == (3, 1)
