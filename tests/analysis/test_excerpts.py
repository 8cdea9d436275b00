"""Excerpts: what counts as one passage, whose codings count, and ids that hold for life."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.codes import codebook
from qualcode.analysis.excerpts import (
    Choice,
    counted_phrase,
    excerpts,
    short_id,
)
from qualcode.analysis.tallies import Extent, by_coder, by_participant, extent, occurs_with, tallies
from qualcode.edits.documents import ChangeDocument
from qualcode.edits.ids import new_id
from qualcode.edits.store import Store
from qualcode.edits.study import AddCoder
from qualcode.project.project import Project
from tests.conftest import WORDS

BringIn = Callable[..., str]
CodeIt = Callable[..., str]
Codes = dict[str, str]


def passages(project: Project, choice: Choice | None = None) -> list[str]:
    return [WORDS[one.start : one.stop] for one in excerpts(project.conn, choice)]


def test_overlapping_codings_of_one_code_are_one_excerpt_and_touching_ones_two(
    project: Project, bring_in: BringIn, code_it: CodeIt
) -> None:
    document = bring_in()
    first = code_it(document, "It was a card on the board", "1.1")
    code_it(document, "the board in the chemist’s.", "1.1", "Bem")
    code_it(document, " 👩‍👩‍👧 So I sent myself.", "1.1")
    code_it(document, "a card", "1.2")
    merged, touching, other = excerpts(project.conn)
    assert WORDS[merged.start : merged.stop] == "It was a card on the board in the chemist’s."
    assert merged.id == short_id(first)
    assert len(merged.coder_ids) == 2
    assert touching.start == merged.stop
    assert other.code_id != merged.code_id


@st.composite
def codings(draw: st.DrawFn) -> list[tuple[int, int]]:
    ends = st.tuples(st.integers(0, 60), st.integers(0, 60)).filter(lambda pair: pair[0] < pair[1])
    return draw(st.lists(ends, min_size=1, max_size=8))


@given(spans=codings())
def test_excerpts_are_the_runs_of_overlapping_codings(spans: list[tuple[int, int]]) -> None:
    """Every two codings that overlap are in one excerpt; excerpts do not overlap; each is covered by its codings."""
    from qualcode.analysis.excerpts import _passages

    rows = [("d", "c", start, stop, f"{number}", "a", 0, 1, None) for number, (start, stop) in enumerate(spans)]
    runs = list(_passages(sorted(rows, key=lambda row: (row[2], -row[3]))))
    whole = [(min(row[2] for row in run), max(row[3] for row in run)) for run in runs]
    assert sorted(row[4] for run in runs for row in run) == sorted(row[4] for row in rows)
    assert all(a[1] <= b[0] for a, b in pairwise(whole))
    for run, (start, stop) in zip(runs, whole, strict=True):
        inside = [any(row[2] <= place and place + 1 < row[3] for row in run) for place in range(start, stop - 1)]
        assert all(inside)


def test_a_passage_coded_by_two_people_counts_once_and_for_both(
    project: Project, bring_in: BringIn, code_it: CodeIt
) -> None:
    document = bring_in()
    code_it(document, "I sleep.", "3.1.1")
    code_it(document, "I sleep. That’s", "3.1.1", "Bem")
    found = excerpts(project.conn)
    assert len(found) == 1
    assert [(share.name, share.excerpts) for share in by_coder(project.conn, found)] == [("Ana", 1), ("Bem", 1)]
    assert [(share.name, share.excerpts) for share in by_participant(project.conn, found)] == [("P03", 1)]


def test_what_is_counted_is_the_agreed_set_else_the_leads_else_everybodys(
    project: Project, bring_in: BringIn, code_it: CodeIt
) -> None:
    document = bring_in()
    own = code_it(document, "I sleep.", "3.1.1")
    code_it(document, "So I sent myself.", "1.2", "Bem")
    assert sorted(passages(project)) == ["I sleep.", "So I sent myself."]
    assert counted_phrase(project.conn) == "everybody’s codings, merged"
    project.make(ChangeDocument(document, {"lead_coder": AddCoder("Bem", project.study_id).id}))
    assert passages(project) == ["So I sent myself."]
    assert counted_phrase(project.conn) == "the lead coder’s codings"
    assert len(passages(project, Choice(seen=True))) == 2
    project.make(Agree(document, own))
    assert passages(project) == ["I sleep."]
    assert counted_phrase(project.conn) == "the agreed codings"


class Agree:
    """An agreed set of one coding."""

    def __init__(self, document: str, coding: str) -> None:
        self.row = {"round_id": new_id(), "document_id": document, "coding_id": coding}

    def apply(self, store: Store) -> str:
        store.add("agreed", [self.row])
        return "Agreed set"


def test_an_excerpt_belongs_to_the_first_participant_turn_it_touches(
    project: Project, bring_in: BringIn, code_it: CodeIt
) -> None:
    document = bring_in()
    code_it(document, "And has it changed anything?\nP03: I sleep.", "3.1")
    code_it(document, "has it changed", "1.1")
    found = {one.code_id: one for one in excerpts(project.conn)}
    turns = sorted((one.turn, one.participant_id is not None) for one in found.values())
    assert turns == [(3, False), (4, True)]


def test_tallies_count_a_passage_under_a_code_and_below_it_once(
    project: Project, bring_in: BringIn, code_it: CodeIt, codes: Codes
) -> None:
    document = bring_in()
    code_it(document, "I sleep.", "3.1")
    code_it(document, "I sleep.", "3.1.1")
    code_it(document, "So I sent myself.", "3.1.1", against=True)
    found = tallies(project.conn)
    assert (found[codes["3.1"]].own, found[codes["3.1"]].with_nested, found[codes["3.1"]].against) == (1, 2, 1)
    assert (found[codes["3"]].own, found[codes["3"]].with_nested, found[codes["3"]].people) == (0, 2, 1)
    assert found[codes["1"]].with_nested == 0
    (other,) = occurs_with(project.conn, codes["3.1"], codebook(project.conn))
    assert (other.name, other.excerpts) == ("3.1.1 Sleep", 1)
    assert extent(project.conn) == Extent(1, 1, (("interview", Extent(1, 1)),))
