"""Who could be recognised in a report of a study, by all that it prints beside them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from qualcode.analysis.people import participants
from qualcode.edits.attributes import AddAttribute, ChangeAttribute, NewAttribute, TellLess
from qualcode.edits.participants import ChangeParticipant
from qualcode.exports.choices import ReportChoices
from qualcode.exports.gather import report
from qualcode.exports.printed import Appearance
from qualcode.exports.recognised import Recognised, recognised, recognised_in
from qualcode.participants.attributes import AttributeKind
from qualcode.participants.disclosure import Audience
from qualcode.participants.names import Name
from qualcode.participants.wider import Wider
from qualcode.problem import Problem
from qualcode.project.project import Project

BringIn = Callable[..., str]
CodeIt = Callable[..., str]
TODAY = datetime(2026, 3, 12, 12, 0, tzinfo=UTC)
CARERS = 6


@pytest.fixture
def study(project: Project, bring_in: BringIn, code_it: CodeIt) -> Project:
    """Six carers and one commissioner, all of Ashby; the oldest carer alone is in the seventies."""
    said = "".join(f"Speaker{number}: I came {number} times.\n" for number in range(1, CARERS + 2))
    document = bring_in(said, "group")
    for new in (NewAttribute("role", printable=True), NewAttribute("age", AttributeKind.NUMBER, printable=True)):
        project.make(AddAttribute(new))
    project.make(AddAttribute(NewAttribute("town", printable=True)))
    for number, person in enumerate(participants(project.conn), start=1):
        facts = {
            "role": "carer" if number <= CARERS else "commissioner",
            "age": "71" if number == 1 else str(60 + number),
            "town": "Ashby" if number % 2 else "ashby ",
        }
        project.make(ChangeParticipant(person.id, {"consent": "quote"}, facts))
    for number in range(1, CARERS + 2):
        code_it(document, f"I came {number} times.", "1.1")
    return project


def found_in(project: Project) -> Recognised:
    value = report(project.conn, ReportChoices(audience=Audience.OUTSIDE), TODAY)
    return recognised_in(project.conn, value)


def printable(project: Project, *names: str) -> None:
    for attribute_id, name in project.conn.execute("SELECT id, name FROM attribute").fetchall():
        if name not in names:
            project.make(ChangeAttribute(attribute_id, {"printable": False}))


def test_everybody_whose_facts_together_are_rare_is_warned_of(study: Project) -> None:
    found = found_in(study)
    assert found.short == "7 of 7 people printed could be recognised"
    assert found.people[0].sentence.startswith("P01 (role carer, age 71, town Ashby): nobody else in the study.")


def test_the_least_loss_is_told_first(study: Project) -> None:
    printable(study, "role", "town")
    (one,) = found_in(study).people
    assert one.who == "P07"
    assert one.sentence == (
        "P07 (role commissioner, town Ashby): nobody else in the study. Mended by role left out (7 people); "
        "or one word in role for “commissioner” and “carer” (7 people)."
    )


def test_what_differs_in_capitals_or_spaces_alone_is_the_same_to_a_reader(study: Project) -> None:
    printable(study, "town")
    assert found_in(study).people == ()
    assert found_in(study).lines == ()


def test_facts_that_may_not_be_printed_recognise_nobody(study: Project) -> None:
    printable(study)
    found = found_in(study)
    assert (found.people, found.shown) == ((), 7)


def test_who_withdrew_hides_nobody(study: Project) -> None:
    printable(study, "role")
    for person in participants(study.conn)[1:3]:
        study.make(ChangeParticipant(person.id, {"consent": "withdrawn"}))
    found = found_in(study)
    assert [one.who for one in found.people] == ["P07", "P01", "P04", "P05", "P06"]
    assert found.people[1].shared == "shared with 3 other people"


def test_pages_are_joined_as_a_reader_joins_them(study: Project) -> None:
    assert recognised(study.conn, [Appearance("P01", ("carer",))]).people == ()
    split = [Appearance("P01", ("carer",)), Appearance("P01", ("71",)), Appearance("Interviewer")]
    (one,) = recognised(study.conn, split).people
    assert one.by == "role carer, age 71"


def test_a_warning_shows_no_name_of_the_list(study: Project) -> None:
    person = participants(study.conn)[0]
    study.make(ChangeParticipant(person.id, {"pseudonym": "Ludovica"}))
    study.keep_names([Name("Ludovica", "Anna"), Name("Ashby", "Northtown"), Name("town", "place")])
    (line,) = [one.sentence for one in found_in(study).people if one.who == "Anna"]
    assert "Northtown" in line
    assert "place Northtown" in line
    assert "Ludovica" not in line and "Ashby" not in line


def test_the_least_that_mends_all_of_it_is_done_in_one_step_and_taken_back(study: Project) -> None:
    found = found_in(study)
    assert found.lines[-1] == found.mended == "All of it is mended by age in bands of 20, and role left out."
    study.make(TellLess(found.wider))
    assert found_in(study).people == ()
    value = report(study.conn, ReportChoices(audience=Audience.OUTSIDE), TODAY)
    told = {who.attributes for one in value.excerpts() for who in one.attribution.people}
    assert told == {("60 to under 80", "Ashby"), ("60 to under 80", "ashby")}
    study.undo()
    assert found_in(study) == found


def test_a_wider_word_is_counted_as_it_is_printed(study: Project) -> None:
    printable(study, "role")
    role = next(row[0] for row in study.conn.execute("SELECT id FROM attribute WHERE name = 'role'"))
    wider = Wider(None, (("commissioner", "worker"), ("carer", "worker")))
    study.make(ChangeAttribute(role, {"printed_as": wider}))
    assert found_in(study).people == ()
    assert [
        one.who for one in recognised(study.conn, [Appearance("P07", ("commissioner",))], as_kept=True).people
    ] == ["P07"]


def test_bands_are_of_numbers_alone(study: Project) -> None:
    role = next(row[0] for row in study.conn.execute("SELECT id FROM attribute WHERE name = 'role'"))
    with pytest.raises(Problem, match="no number"):
        study.make(ChangeAttribute(role, {"printed_as": Wider(Decimal(10))}))
    with pytest.raises(Problem, match="no number"):
        study.make(TellLess({role: Wider(Decimal(10))}))
