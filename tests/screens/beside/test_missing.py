"""Who is still missing: a grid in which one says how many are wanted."""

from __future__ import annotations

import pytest

from qualcode.analysis.people import attributes
from qualcode.analysis.sampling import grid
from qualcode.edits.attributes import AddAttribute, NewAttribute
from qualcode.edits.participants import ImportParticipants
from qualcode.participants.attributes import AttributeKind
from qualcode.participants.consent import Consent
from qualcode.participants.files import ParticipantRow
from qualcode.project.project import Project
from qualcode.tui.screens.missing import MissingScreen
from qualcode.tui.widgets.drawn_rows import DrawnRows
from qualcode.tui.widgets.drawn_table import DrawnTable
from qualcode.tui.widgets.form import Form
from tests.screens.beside.asked import ask, at, beside, the, titled
from tests.screens.place_study import (
    Study,
    fill_in,
    opened,
    press,
    screen_text,
    toasts,
)


async def test_how_many_are_wanted_is_set_in_a_cell_and_u_takes_it_back(study: Study) -> None:
    async with opened(study) as pilot:
        await beside(pilot, "missing")
        assert "gardener" in screen_text(pilot) and "of 3" not in screen_text(pilot)
        await press(pilot, "enter")
        await fill_in(pilot, number="3")
        assert "1 of 3 −2" in screen_text(pilot) and "2 missing" in titled(pilot, "#grid-pane")
        assert "role gardener · 1 participant of 3 wanted · 2 missing" in titled(pilot, "#people-pane")
        await press(pilot, "u")
        assert "of 3" not in screen_text(pilot)
        await press(pilot, "U")
        found = await ask(pilot, lambda project: grid(project.conn, attributes(project.conn)[0].id))
        assert found.cells[0][0].wanted == 3 and found.missing == 2
        await press(pilot, "x", "end", "up", "up", "enter")
        assert "gardener\t3\t1\t2\tP01" in pilot.app.clipboard
        await press(pilot, "d")
        assert "of 3" not in screen_text(pilot)


async def test_who_is_in_a_cell_stands_below_it(study: Study) -> None:
    async with opened(study) as pilot:
        await beside(pilot, "missing")
        await press(pilot, "down")
        people = pilot.app.screen.query_one("#people", DrawnRows)
        found = await ask(pilot, lambda project: grid(project.conn, attributes(project.conn)[0].id))
        assert people.row_ids == found.cells[1][0].people
        (row,) = people._rows.values()
        assert row.cells == ("P02", "workshop", "role joiner"), "each fact with its name"


async def test_a_value_that_nobody_has_yet_is_added_and_two_facts_are_crossed(study: Study) -> None:
    with Project.open(study.path, clock=study.clock, back_up=False) as project:
        project.sign_in("Ana")
        people = [ParticipantRow("P01", Consent.QUOTE, attributes={"place": "coast"})]
        project.make(ImportParticipants(people, {"place": True}))
    async with opened(study) as pilot:
        await beside(pilot, "missing")
        await press(pilot, "plus")
        await fill_in(pilot, value="baker", number="4")
        assert "0 of 4 −4" in screen_text(pilot)
        await press(pilot, "f")
        await fill_in(pilot, first="role", other="place")
        assert "role by place" in titled(pilot, "#grid-pane")
        heading = pilot.app.screen.query_one("#grid", DrawnTable).render_line(0).text
        assert heading.split()[:3] == ["role", "by", "place"], "over the values, too"
        await press(pilot, "plus")
        await fill_in(pilot, value="baker", other="coast", number="1")
        assert "0 of 1 −1" in screen_text(pilot)
        found = the(pilot, MissingScreen)._shown.grid
        assert found is not None and found.other is not None and "not stated" in found.columns
        await at(pilot, "#grid", "0", str(found.columns.index("not stated")))
        await press(pilot, "enter")
        assert "Nobody can be wanted for this" in toasts(pilot)[-1]


@pytest.mark.parametrize(
    ("first", "said"),
    [
        ({"value": "baker", "number": ""}, "A number is needed."),
        ({"value": "baker", "number": "many"}, "“many” is no number of participants."),
        ({"value": "", "number": "4"}, "A value is needed."),
    ],
)
async def test_another_value_is_asked_on_until_it_can_be_and_what_was_typed_stays(
    study: Study, first: dict[str, str], said: str
) -> None:
    async with opened(study) as pilot:
        await beside(pilot, "missing")
        await press(pilot, "plus")
        await fill_in(pilot, **first)
        assert said in " ".join(screen_text(pilot).split())
        assert pilot.app.screen.query_one(Form).values == first
        await fill_in(pilot, value="baker", number="4")
        assert "0 of 4 −4" in screen_text(pilot)


async def test_enter_on_those_of_other_values_says_why_nobody_can_be_wanted_there(study: Study) -> None:
    with Project.open(study.path, clock=study.clock, back_up=False) as project:
        project.sign_in("Ana")
        project.make(AddAttribute(NewAttribute("age", AttributeKind.NUMBER)))
        project.make(
            ImportParticipants([ParticipantRow("P01", Consent.QUOTE, attributes={"age": "61"})], {"age": False})
        )
    async with opened(study) as pilot:
        await beside(pilot, "missing")
        await press(pilot, "f")
        await fill_in(pilot, first="age")
        found = the(pilot, MissingScreen)._shown.grid
        assert found is not None and found.rows == ("others", "not stated")
        for row, why in (("0", "others are all whose value has no line"), ("1", "nothing is known of who stands")):
            await at(pilot, "#grid", row, "0")
            await press(pilot, "enter")
            assert why in toasts(pilot)[-1]


@pytest.mark.parametrize("number", ["many", "-3"])
async def test_what_is_no_number_of_participants_is_refused_and_nothing_changes(study: Study, number: str) -> None:
    async with opened(study) as pilot:
        await beside(pilot, "missing")
        await press(pilot, "enter")
        await fill_in(pilot, number=number)
        assert "is no number of participants" in toasts(pilot)[-1]
        assert await ask(pilot, lambda project: project.conn.execute("SELECT count(*) FROM wanted").fetchone()) == (
            0,
        )
