"""Groups side by side: every number is the engine’s, and opens into what it counts."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from qualcode.analysis.counts.asked import Asked, By, Measure
from qualcode.analysis.counts.opened import cell_excerpts
from qualcode.analysis.excerpts import Excerpt
from qualcode.analysis.groups import groups_beside
from qualcode.analysis.people import attributes
from qualcode.edits.attributes import RemoveAttribute
from qualcode.exports.writing import PAGE_FORMATS
from qualcode.transcripts.transcript import Kind
from qualcode.tui.screens.groups import GroupsScreen
from qualcode.tui.widgets.drawn_table import DrawnTable
from tests.screens.beside.asked import ask, at, beside, firsts, listed, the, titled
from tests.screens.place_study import (
    Study,
    fill_in,
    opened,
    press,
    screen_text,
    toasts,
)


async def test_each_number_of_a_group_is_the_engines_and_opens_its_excerpts(study: Study) -> None:
    async with opened(study) as pilot:
        await beside(pilot, "groups")
        role = await ask(pilot, lambda project: attributes(project.conn)[0].id)
        asked = Asked(by=By.ATTRIBUTE, attribute_id=role)
        found = await ask(pilot, lambda project: groups_beside(project.conn, asked))
        groups = the(pilot, GroupsScreen)._shown
        assert groups is not None
        rows, ids = {row.id: row for row in groups.rows()}, [column.id for column in groups.columns]
        tried = 0
        for place, part in enumerate(found.parts):
            for row in part.rows if part.groups else ():
                cells = rows[f"{place}:{row.code.code_id}"].cells
                for group, numbers in zip(part.groups, row.nested, strict=True):
                    for measure in (Measure.PARTICIPANTS, Measure.EXCERPTS, Measure.WORDS):
                        column = f"{measure}/{group.key}"
                        await at(pilot, "#groups", f"{place}:{row.code.code_id}", column)
                        wanted = Asked(by=By.ATTRIBUTE, attribute_id=role, measure=measure)
                        cell = wanted, row.code.code_id, group.key, part.kind
                        behind = await behind_group(pilot, *cell)
                        assert listed(pilot) == firsts(behind)
                        words = cells[ids.index(column)]
                        if measure is Measure.EXCERPTS:
                            assert words.replace("·", "0") == str(numbers.excerpts)
                        elif measure is Measure.PARTICIPANTS and numbers.participants:
                            assert words == f"{numbers.participants} of {numbers.of_participants}"
                        elif measure is Measure.WORDS and numbers.words:
                            assert words == f"{1000 * numbers.words / numbers.of_words:,.1f}"
                        tried += 1
        assert tried > 20


async def behind_group(pilot: Pilot[None], asked: Asked, row: str, key: str, kind: Kind | None) -> list[Excerpt]:
    """What the engine opens of a group’s number."""
    return await ask(pilot, lambda project: cell_excerpts(project.conn, asked, row, key, kind=kind, nested=True))


@pytest.mark.parametrize("width", [120, 80, 60])
async def test_each_column_has_the_name_of_its_group_however_far_one_goes_to_the_right(
    study: Study, width: int
) -> None:
    async with opened(study, size=(width, 30)) as pilot:
        await beside(pilot, "groups")
        shown = the(pilot, GroupsScreen)._shown
        assert shown is not None
        table = pilot.app.screen.query_one("#groups", DrawnTable)
        groups = shown.parts[0].groups
        for place, column in enumerate(shown.columns[1:]):
            await press(pilot, "right")
            name = groups[place // 3].name
            assert column.heading.startswith(name)
            assert column.heading in table.render_line(0).text, "with all of its heading in sight"


async def test_groups_of_few_people_alone_leave_nothing_to_export_where_they_are_hidden(study: Study) -> None:
    async with opened(study) as pilot:
        await beside(pilot, "groups")
        await press(pilot, "x", *["down"] * (len(PAGE_FORMATS)), "enter")
        assert "[x] numbers of fewer than 5 people hidden" in screen_text(pilot)
        await press(pilot, "home", "enter")
        assert not list(study.path.parent.rglob("exports/*"))
        assert "fewer than 5 people, so nothing is left to export" in toasts(pilot)[-1]


async def test_the_caution_on_small_groups_stands_below_and_the_form_makes_other_groups(study: Study) -> None:
    async with opened(study) as pilot:
        await beside(pilot, "groups")
        told = " ".join(screen_text(pilot).replace("│", " ").split())
        assert "In the smallest group, “gardener”, there is 1 participant: what one person says" in told
        await press(pilot, "f")
        await fill_in(pilot, columns="coder")
        assert titled(pilot, "#table-pane").startswith("Groups by coder")
        assert "Coders read different documents" in " ".join(screen_text(pilot).replace("│", " ").split())


async def test_a_number_whose_fact_is_taken_away_meanwhile_is_told_below_the_table(study: Study) -> None:
    async with opened(study) as pilot:
        await beside(pilot, "groups")
        role = await ask(pilot, lambda project: attributes(project.conn)[0].id)
        await ask(pilot, lambda project: project.make(RemoveAttribute(role)))  # of which the screen hears later
        await press(pilot, "right", "enter")
        assert "This attribute is no longer in the study." in titled(pilot, "#behind-pane")
