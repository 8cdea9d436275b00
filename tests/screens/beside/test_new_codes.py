"""New codes in each document: every number is the engine’s, and opens into what it counts."""

from __future__ import annotations

from qualcode.analysis.counts.saturation import Order, saturation
from qualcode.analysis.excerpts import excerpts
from qualcode.tui.screens.new_codes_rows import runs
from qualcode.tui.widgets.drawn_rows import DrawnRows
from tests.screens.beside.asked import ask, beside, firsts, listed
from tests.screens.place_study import (
    Study,
    fill_in,
    opened,
    press,
    screen_text,
    settle,
    toasts,
)


async def test_new_codes_are_the_engines_and_open_the_excerpts_of_the_codes_that_are_new(study: Study) -> None:
    async with opened(study) as pilot:
        await beside(pilot, "new_codes")
        found = await ask(pilot, lambda project: [one for one in saturation(project.conn) if one.steps])
        rows = pilot.app.screen.query_one("#documents", DrawnRows)
        every = await ask(pilot, lambda project: excerpts(project.conn))
        text = screen_text(pilot)
        for place, one in enumerate(found):
            for number, step in enumerate(one.steps):
                rows.go_to(f"{place}:{number}")
                await settle(pilot)
                (line,) = (line for line in text.splitlines() if f" {number + 1} {step.name} " in line)
                assert f" {len(step.new) or '·'} " in line and f" {step.codes} " in line
                mine = [x for x in every if x.document_id == step.document_id and x.code_id in step.new]
                assert listed(pilot) == firsts(mine)


async def test_the_threshold_is_told_with_its_caution_and_the_order_is_chosen(study: Study) -> None:
    async with opened(study) as pilot:
        await beside(pilot, "new_codes")
        told = " ".join(screen_text(pilot).replace("│", " ").split())
        assert "Whether new information is running out cannot be told yet: it takes 6 interviews." in told
        await press(pilot, "f")
        await fill_in(pilot, order="as the list has them", base="1", run="1")
        told = " ".join(screen_text(pilot).replace("│", " ").split())
        (interviews, *_) = await ask(
            pilot, lambda project: saturation(project.conn, order=Order.LIST, base=1, run=1, orders=200)
        )
        assert interviews.sentences[0] in told
        assert "Order decides this: coded in another order, the new codes would come elsewhere." in told
        assert "▲ new information at 0% from here: 0 new codes in the next 1" in told
        await press(pilot, "f")
        await fill_in(pilot, base="none")
        assert "“none” is no number of documents" in toasts(pilot)[-1]


def test_bars_show_new_codes_and_the_codes_so_far_to_an_eighth_of_a_cell() -> None:
    assert runs([4, 0, 1], 8) == [("████████", "██████▍"), ("", "██████▍"), ("██", "████████")]
    assert runs([1, 800], 2)[0] == ("▏", "▏"), "something is never drawn as nothing"
    assert runs([0, 0], 4) == [("", ""), ("", "")]
    assert runs([], 4) == []
