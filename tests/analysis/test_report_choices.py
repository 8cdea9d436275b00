"""What a report prints of what it counts, and in which order."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from qualcode.analysis.people import participants
from qualcode.edits.codebook import AddCode, ChangeCode
from qualcode.edits.participants import ChangeParticipant
from qualcode.edits.quotes import KeepQuote
from qualcode.exports.choices import Order, ReportChoices
from qualcode.exports.gather import report
from qualcode.exports.numbers import LeftOut
from qualcode.exports.printed import PrintedExcerpt, SeeExcerpt
from qualcode.exports.report import CodeSection, Report
from qualcode.participants.disclosure import Audience
from qualcode.project.project import Project
from qualcode.transcripts.transcript import Kind
from tests.conftest import span_of

BringIn = Callable[..., str]
CodeIt = Callable[..., str]
TALK = "P01: One apple. Two apples. Three apples.\nP02: One pear. Two pears.\nP10: One plum.\n"


@pytest.fixture
def talk(project: Project, bring_in: BringIn, code_it: CodeIt) -> str:
    document = bring_in(TALK, "Fruit")
    for words in ("One apple.", "Two apples.", "Three apples.", "One pear.", "Two pears.", "One plum."):
        code_it(document, words, "1.1")
    return document


def made(project: Project, **choices: object) -> Report:
    return report(project.conn, ReportChoices(**choices), datetime(2026, 3, 12, tzinfo=UTC))  # type: ignore[arg-type]


def section(value: Report, index: str) -> CodeSection:
    return next(code for area in value.areas for code in area.codes if code.index == index)


def printed(value: Report, index: str = "1.1") -> list[str]:
    return [one.words.text for one in section(value, index).excerpts if isinstance(one, PrintedExcerpt)]


@pytest.mark.parametrize(
    ("number", "chosen"),
    [
        (0, []),
        (1, ["One apple."]),
        (3, ["One apple.", "One pear.", "One plum."]),
        (4, ["One apple.", "Two apples.", "One pear.", "One plum."]),
        (9, ["One apple.", "Two apples.", "Three apples.", "One pear.", "Two pears.", "One plum."]),
    ],
)
def test_so_many_per_code_go_round_the_participants_in_turn(
    project: Project, talk: str, number: int, chosen: list[str]
) -> None:
    value = made(project, per_code=number)
    assert printed(value) == chosen
    assert sum(each.more for each in section(value, "1.1").left_out) == 6 - len(chosen)


def test_kept_quotes_are_chosen_first(project: Project, talk: str) -> None:
    project.make(KeepQuote(talk, span_of(TALK, "Two pears.")))
    project.make(KeepQuote(talk, span_of(TALK, "Three")))
    assert printed(made(project, per_code=2)) == ["Three apples.", "Two pears."]
    assert printed(made(project, per_code=3)) == ["One apple.", "Three apples.", "Two pears."]


def test_what_may_not_be_printed_takes_nobodys_place(project: Project, talk: str) -> None:
    for person in participants(project.conn):
        consent = "team only" if person.pseudonym == "P01" else "quote"
        project.make(ChangeParticipant(person.id, {"consent": consent}))
    value = made(project, audience=Audience.OUTSIDE, per_code=2)
    assert printed(value) == ["One pear.", "One plum."]
    assert section(value, "1.1").left_out == (LeftOut(more=1, held_back=3),)
    counts = section(value, "1.1").counts
    assert counts is not None and [tally.excerpts for tally in counts.own] == [6]


def test_participants_stand_in_the_order_people_count(project: Project, talk: str) -> None:
    value = made(project, order=Order.PARTICIPANT)
    who = [one.attribution.people[0].name for one in section(value, "1.1").excerpts]
    assert who == ["P01"] * 3 + ["P02"] * 2 + ["P10"]


def test_a_passage_printed_under_another_code_is_referred_to(project: Project, talk: str, code_it: CodeIt) -> None:
    code_it(talk, "One apple.", "1.2")
    code_it(talk, "One pear. Two pears.", "1.2")
    value = made(project)
    same, wider = section(value, "1.2").excerpts
    first = section(value, "1.1").excerpts[0]
    assert isinstance(same, SeeExcerpt) and isinstance(first, PrintedExcerpt)
    assert (same.printed_as, same.under) == (first.id, "1.1 Knowing what exists")
    assert isinstance(wider, PrintedExcerpt), "wider than what was printed, so printed whole"


def test_a_passage_left_out_above_is_printed_below(project: Project, talk: str, code_it: CodeIt) -> None:
    code_it(talk, "Three apples.", "1.2")
    assert printed(made(project, per_code=1), "1.2") == ["Three apples."]


def test_what_goes_against_a_code_is_shown_apart_and_counted(project: Project, talk: str, code_it: CodeIt) -> None:
    code_it(talk, "One plum.", "1.2", against=True)
    code_it(talk, "One apple.", "1.2")
    found = section(made(project), "1.2")
    assert (len(found.supporting), len(found.against)) == (1, 1)
    assert found.counts is not None
    assert "1 of the excerpts goes against the code." in found.counts.own[0].sentence


def test_numbers_are_given_by_kind_of_document(
    project: Project, talk: str, bring_in: BringIn, code_it: CodeIt
) -> None:
    code_it(bring_in("Smith: We found little.\n", "Smith", Kind.EVIDENCE), "We found little.", "1.1")
    counts = section(made(project), "1.1").counts
    assert counts is not None
    assert {str(tally.kind): (tally.excerpts, tally.of_participants) for tally in counts.own} == {
        "interview": (6, 3),
        "evidence": (1, 0),
    }


def test_nested_codes_are_counted_with_their_parent_once(project: Project, talk: str, code_it: CodeIt) -> None:
    code_it(talk, "One plum.", "3.1")
    code_it(talk, "One plum.", "3.1.1")
    counts = section(made(project), "3.1").counts
    assert counts is not None
    assert [[tally.excerpts for tally in each] for each in (counts.own, counts.nested)] == [[1], [1]]


def test_areas_outside_the_totals_can_be_left_out_of_text_and_table(
    project: Project, talk: str, codes: dict[str, str], code_it: CodeIt
) -> None:
    project.make(ChangeCode(codes["3"], {"in_totals": 0}))
    code_it(talk, "One plum.", "3.1")
    for context in (True, False):
        value = made(project, context=context)
        assert ("Evidence" in [area.name for area in value.areas]) is context
        (table,) = value.counts
        assert ("3.1" in [row.index for row in table.rows]) is context


def test_codes_in_no_area_have_a_chapter_of_their_own(project: Project, talk: str, codes: dict[str, str]) -> None:
    lone = AddCode("Weather", None, index="W.1")
    project.make(lone)
    codes["W.1"] = lone.id
    assert [area.name for area in made(project).areas][-1] == "Codes in no area"
    chosen = made(project, codes=frozenset({lone.id}))
    assert [area.unused for area in chosen.areas] == [("W.1 Weather",)]


def test_codes_without_excerpts_stand_together_at_the_end_of_their_area_and_in_no_chart(
    project: Project, talk: str, code_it: CodeIt
) -> None:
    code_it(talk, "One plum.", "3.1.1")
    value = made(project)
    access, evidence = value.areas
    assert ([code.index for code in access.codes], access.unused) == (["1.1"], ("1.2 Routes in",))
    assert access.unused_line == "No excerpts: 1.2 Routes in"
    assert access.chart is None
    assert ([code.index for code in evidence.codes], evidence.unused) == (["3.1", "3.1.1"], ())
    above = evidence.codes[0].counts
    assert above is not None and above.sentences[0] == "No excerpts of its own."
    code_it(talk, "One plum.", "3.1")
    chart = made(project).areas[1].chart
    assert chart is not None and chart.caption == "Excerpts under 3 Evidence, by code"


def test_kinds_of_document_are_added_nowhere_in_a_report(
    project: Project, talk: str, bring_in: BringIn, code_it: CodeIt
) -> None:
    group = bring_in("P01: A fig.\nP20: A date.\n", "Group", Kind.FOCUS_GROUP)
    code_it(group, "A fig.", "1.1")
    code_it(group, "A date.", "1.1")
    value = made(project, per_code=1)
    facts = {fact.label: fact.value for fact in value.sources.facts}
    assert facts["Documents"] == "1 interview and 1 focus group"
    assert facts["Participants"] == (
        "3 in interviews and 2 in focus groups; 1 of them is in more than one kind of document"
    )
    assert [(table.caption.partition(", ")[2], table.columns) for table in value.counts] == [
        ("interviews", ("P01", "P02", "P10")),
        ("focus groups", ("P01", "P20")),
    ]
    assert [[row.totals for row in table.rows] for table in value.counts] == [[(6, 3, 1)], [(2, 2, 1)]]
    assert value.counts[1].note.startswith("Of 2 participants in 1 focus group. Participants’ words only;")
    assert value.counts[1].note.endswith("; 3 codes without any are not shown.")
    assert section(value, "1.1").remainder == (
        "Interviews: 5 more excerpts are not printed here.",
        "Focus groups: 2 more excerpts are not printed here.",
    )
    (chart,) = (area.chart for area in value.areas if area.chart is not None)
    assert chart.caption == (
        "Excerpts under 1 Access, by code and kind of document; 1 code without excerpts is not shown"
    )
    assert [(series.name, series.values) for series in chart.series] == [("Interviews", (6,)), ("Focus groups", (2,))]
    held = made(project, audience=Audience.OUTSIDE)
    assert held.held_back_phrase == (
        "6 excerpts from 3 participants in interviews and 2 excerpts from 2 participants in focus groups"
    )
    assert [(group.whose, len(group.ids)) for group in held.held_back_groups] == [
        ("P01 (interviews)", 3),
        ("P02 (interviews)", 2),
        ("P10 (interviews)", 1),
        ("P01 (focus groups)", 1),
        ("P20 (focus groups)", 1),
    ]


def test_an_area_is_taken_with_all_that_stands_under_it(
    project: Project, talk: str, codes: dict[str, str], code_it: CodeIt
) -> None:
    code_it(talk, "One plum.", "3.1.1")
    value = made(project, codes=frozenset({codes["3"]}))
    assert [code.index for area in value.areas for code in area.codes] == ["3.1", "3.1.1"]
    assert value.sources.restricted_to == "codes 3 Evidence"
