"""What changes themes in the making: beginning and writing them, gathering, the other side, merging, splitting."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from textual import work

from qualcode.analysis.codes import codebook, uses
from qualcode.analysis.themes import Gathered, Theme, ThemeState
from qualcode.edits.store import Edit
from qualcode.edits.themes import (
    BringBackTheme,
    ChangeTheme,
    DropTheme,
    Gather,
    MergeThemes,
    OrderGathered,
    OrderThemes,
    SplitTheme,
    TakeOut,
    Thing,
)
from qualcode.problem import Problem
from qualcode.tui.screens.code_picker import Applied, CodeChosen, CodePickerScreen
from qualcode.tui.screens.codebook_ask import AskForm
from qualcode.tui.screens.questions import Choose
from qualcode.tui.screens.theme_choosing import ask_claim
from qualcode.tui.screens.themes import ThemesView
from qualcode.tui.widgets.code_matching import code_choices
from qualcode.tui.widgets.code_picker import CodeOffer
from qualcode.tui.widgets.drawn_rows import DrawnRows
from qualcode.tui.widgets.form import Field


class ChangesThemes(ThemesView):
    """A list of themes (`#themes`), and what was gathered (`#things`) under the one whose row the cursor is on."""

    def __init__(self) -> None:
        super().__init__()
        self._themes: dict[str, Theme] = {}
        self._beginning = asyncio.Lock()  # held until a new theme is in the list, with the cursor on it

    @property
    def _theme(self) -> Theme | None:
        return self._themes.get(self.query_one("#themes", DrawnRows).row_id)

    def _gathered(self) -> list[Gathered]:
        """What is marked of the gathered things, else what is under the cursor."""
        one, rows = self._theme, self.query_one("#things", DrawnRows)
        if one is None:
            return []
        wanted = rows.marked or (rows.row_id,)
        return [thing for thing in (*one.supporting, *one.opposing) if thing.link_id in wanted]

    def _under_cursor(self) -> Gathered | None:
        """The gathered thing under the cursor; None on a line that says there is nothing."""
        one, row_id = self._theme, self.query_one("#things", DrawnRows).row_id
        both = (*one.supporting, *one.opposing) if one is not None else ()
        return next((thing for thing in both if thing.link_id == row_id), None)

    def _in_things(self) -> bool:
        return self.query_one("#things").has_focus

    async def _do(self, edit: Edit) -> None:
        made = await self.shell.make(edit)
        if made is not None and made.changes:
            self.shell.say(f"{made.label}. u takes it back.")

    @work
    async def action_new(self) -> None:
        """Begin a theme."""
        async with self._beginning:
            new = await ask_claim(self)
            if new is None:
                return
            await self._do(new)
            await self.refresh_place()  # also where that is being done already: what follows needs it done
            rows = self.query_one("#themes", DrawnRows)
            rows.go_to(new.id)
            if new.id in self._themes:
                rows.focus()

    @work
    async def _write(self) -> None:
        one = self._theme
        if one is None:
            return
        fields = [
            Field("claim", "What it claims, in a sentence", one.claim),
            Field("note", "Note", one.note, "words"),
        ]
        values = await self.app.push_screen_wait(AskForm("Theme", fields, needed="A theme needs a claim."))
        if values is not None:
            claim = values["claim"] if values["claim"].strip() != one.claim else None
            note = values["note"] if values["note"].strip() != one.note else None
            if claim is not None or note is not None:
                await self._do(ChangeTheme(one.id, claim, note))

    @work
    async def action_code(self) -> None:
        """Gather a code with all its excerpts."""
        async with self._beginning:
            one = self._theme
        if one is None:
            self.shell.say("+ begins a theme first.")
            return
        book, used = await self.shell.read(lambda conn: (codebook(conn), uses(conn)))

        async def apply(choice: CodeChosen) -> Applied:
            if choice.code_id is None:
                return Applied(refusal="Choose a code of the codebook.")
            try:
                made = await self.shell.lane.make(Gather(one.id, [Thing("code", choice.code_id)]))
            except Problem as problem:
                return Applied(refusal=str(problem))
            self.shell.say(f"{made.label}. u takes it back.")
            return Applied(choice.code_id)

        choices = code_choices(book, {code_id: use.codings for code_id, use in used.items()})
        offer = CodeOffer(f"Gather under “{one.claim}”", choices, verb="choose", several=False)
        beside = self.query_one("#themes", DrawnRows).row_region
        await self.app.push_screen_wait(CodePickerScreen(offer, apply, beside))

    @work
    async def action_against(self) -> None:
        """Put what is under the cursor on the other side."""
        one, things = self._theme, self._gathered()
        if one is None or not things or not self._in_things():
            self.shell.say("Go to what was gathered first: tab.")
            return
        opposing = {thing.link_id for thing in one.opposing}
        await self._do(Gather(one.id, _things(things), against=things[0].link_id not in opposing))

    def action_mark(self) -> None:
        """Mark what is under the cursor."""
        if self._in_things() and self._under_cursor() is not None:
            self.query_one("#things", DrawnRows).toggle_mark()

    @work
    async def action_remove(self) -> None:
        """Drop the theme or bring it back; take out what was gathered."""
        one = self._theme
        if one is None:
            return
        if self._in_things():
            if things := self._gathered():
                await self._do(TakeOut(one.id, _things(things)))
        else:
            await self._do(DropTheme(one.id) if one.state is ThemeState.MAKING else BringBackTheme(one.id))

    @work
    async def action_merge(self) -> None:
        """Put all of it under another theme."""
        one = self._theme
        others = [
            each for each in self._themes.values() if each.state is ThemeState.MAKING and one and each.id != one.id
        ]
        if one is None or not others:
            self.shell.say("There is no other theme to merge it into.")
            return
        choices = [(each.id, each.claim, each.note) for each in others]
        chosen = await self.app.push_screen_wait(Choose(f"Merge “{one.claim}” into", choices))
        if chosen is not None:
            await self._do(MergeThemes(chosen, [one.id]))

    @work
    async def action_split(self) -> None:
        """Split off what is marked into a new theme."""
        one, things = self._theme, self._gathered()
        if one is None or not self._in_things() or not things:
            self.shell.say("Go to what was gathered (tab) and mark with space what is to go to a new theme.")
            return
        new = await ask_claim(self, f"Split off from “{one.claim}”")
        if new is not None:
            await self._do(SplitTheme(one.id, [new], dict.fromkeys(_things(things), new.id)))

    @work
    async def action_shift(self, step: int) -> None:
        """Move the theme, or what was gathered, up or down."""
        one = self._theme
        if one is None:
            return
        if not self._in_things():
            ids = [each.id for each in self._themes.values() if each.state is ThemeState.MAKING]
            if (order := _shifted(ids, one.id, step)) is not None:
                await self._do(OrderThemes(order))
            return
        thing = self._under_cursor()
        if thing is None:
            return
        side = one.supporting if thing in one.supporting else one.opposing
        ids = [each.link_id for each in side]
        if (order := _shifted(ids, thing.link_id, step)) is not None:
            by_id = {each.link_id: each for each in side}
            await self._do(OrderGathered(one.id, _things([by_id[each] for each in order])))


def _things(gathered: Sequence[Gathered]) -> list[Thing]:
    return [Thing(one.table, one.id) for one in gathered]


def _shifted(ids: Sequence[str], one: str, step: int) -> list[str] | None:
    """The ids with one of them moved by a step; None where it is at the end already."""
    order = list(ids)
    if one not in order or not 0 <= (place := order.index(one) + step) < len(order):
        return None
    order.remove(one)
    order.insert(place, one)
    return order
