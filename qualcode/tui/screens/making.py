"""Themes in the making (F5, 3): claims across areas, what supports each, and what goes against it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical

from qualcode.analysis.codes import codebook
from qualcode.analysis.counts.reach import Reaches
from qualcode.analysis.themes import Deed, Gathered, Theme, ThemeState, theme_history, theme_reach, themes
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
from qualcode.participants.disclosure import Audience
from qualcode.problem import Problem
from qualcode.project.project import Made
from qualcode.transcripts.span import Span
from qualcode.tui.commands import Command, bindings
from qualcode.tui.reading import now, read_apart
from qualcode.tui.screens.code_picker import Applied, CodeChosen, CodePickerScreen
from qualcode.tui.screens.codebook_ask import AskForm
from qualcode.tui.screens.excerpts_place import remember_code
from qualcode.tui.screens.figures_export import export_figures
from qualcode.tui.screens.making_commands import COMMANDS
from qualcode.tui.screens.making_rows import THEME_COLUMNS, THING_COLUMNS, theme_page, theme_row, thing_rows
from qualcode.tui.screens.questions import Choose
from qualcode.tui.screens.theme_choosing import ask_claim
from qualcode.tui.screens.themes import ThemesView
from qualcode.tui.widgets.code_matching import code_choices
from qualcode.tui.widgets.code_picker import CodeOffer
from qualcode.tui.widgets.drawn_rows import DrawnRows
from qualcode.tui.widgets.form import Field
from qualcode.tui.widgets.pane import Pane
from qualcode.tui.widgets.reading_page import ReadingPage

_TABLES = {"theme", "theme_link", "coding", "code", "quote", "document", "participant", "speaker", "text_version"}
_REST = 0.12  # seconds that the cursor rests on a theme before its reach is counted
_EMPTY = "No theme yet. + begins one with its claim."
_NOTHING = "Nothing yet. c gathers a code; Y in Excerpts and Counts an excerpt."


class MakingScreen(ThemesView):
    """Claims, what was gathered under the one under the cursor, and how far it reaches."""

    VIEW = "making"
    CRUMB = "In the making"
    COMMANDS_HERE: ClassVar[tuple[Command, ...]] = COMMANDS
    HINTS = ("making.new", "making.code", "making.against")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(COMMANDS)]

    DEFAULT_CSS = """
    MakingScreen #left { width: 3fr; }
    MakingScreen #themes-pane { height: 1fr; }
    MakingScreen #things-pane { height: 2fr; }
    MakingScreen #about-pane { width: 2fr; }
    MakingScreen.-alone #about-pane, MakingScreen.-narrow #about-pane { display: none; }
    MakingScreen.-narrow.-alone #about-pane { display: block; width: 1fr; }
    MakingScreen.-narrow.-alone #left { display: none; }
    MakingScreen.-short #themes-pane, MakingScreen.-short #things-pane { height: 1fr; min-height: 0; }
    MakingScreen.-short #themes-pane:focus-within, MakingScreen.-short #things-pane:focus-within { height: 30fr; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._themes: dict[str, Theme] = {}
        self._reaches: tuple[Reaches, Reaches] | None = None
        self._deeds: Sequence[Deed] = ()
        self._drawn_id = ""  # of the theme whose gathered things are shown

    def compose_view(self) -> ComposeResult:
        with Horizontal():
            with Vertical(id="left"):
                with Pane(id="themes-pane") as pane:
                    pane.entitle("Themes in the making", "enter: claim and note")
                    yield DrawnRows(THEME_COLUMNS, id="themes", empty=_EMPTY)
                with Pane(id="things-pane") as pane:
                    pane.entitle("Gathered")
                    yield DrawnRows(THING_COLUMNS, id="things", empty=_NOTHING)
            with Pane(id="about-pane") as pane:
                pane.entitle("Reach and history", "i hides this")
                yield ReadingPage(id="about")

    def on_mount(self) -> None:
        """Begin at the themes."""
        self.query_one("#themes").focus()

    # Reading and drawing

    async def refresh_place(self) -> None:
        """Read the themes."""
        self._themes = {one.id: one for one in await read_apart(self.shell.lane, themes)}
        self.query_one("#themes", DrawnRows).show([theme_row(one) for one in self._themes.values()])
        self._draw_theme()

    async def study_changed(self, made: Made) -> None:
        """Read again after what could move a number."""
        if {change.table for change in made.changes} & _TABLES:
            await super().study_changed(made)

    @property
    def _theme(self) -> Theme | None:
        return self._themes.get(self.query_one("#themes", DrawnRows).row_id)

    def _draw_theme(self) -> None:
        one = self._theme
        things = self.query_one("#things", DrawnRows)
        rows = thing_rows(one) if one is not None else []
        other = one is None or one.id != self._drawn_id
        first = next((thing.link_id for thing in (*one.supporting, *one.opposing)), "") if one is not None else ""
        things.show(rows, at=first if other else None)  # marks stay on what is still there
        self._drawn_id = one.id if one is not None else ""
        self.query_one("#things-pane", Pane).entitle(one.claim if one is not None else "Gathered")
        self._reaches, self._deeds = None, ()
        self._draw_page()
        if one is not None:
            self._read_reach(one)

    @work(exclusive=True, group="reach")
    async def _read_reach(self, one: Theme) -> None:
        await asyncio.sleep(_REST)
        self._deeds = await self.shell.read(theme_history, one.id)
        self._reaches = await read_apart(self.shell.lane, theme_reach, one)
        self._draw_page()

    def _draw_page(self) -> None:
        one, page = self._theme, self.query_one("#about", ReadingPage)
        claims = {each.id: each.claim for each in self._themes.values()}
        page.show(theme_page(one, self._reaches, self._deeds, claims) if one is not None else [])

    @on(DrawnRows.Moved, "#themes")
    def _theme_moved(self) -> None:
        self._draw_theme()

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

    # Commands

    async def _do(self, edit: Edit) -> None:
        made = await self.shell.make(edit)
        if made is not None and made.changes:
            self.shell.say(f"{made.label}. u takes it back.")

    @work
    async def action_new(self) -> None:
        """Begin a theme."""
        new = await ask_claim(self)
        if new is not None:
            await self._do(new)
            await self._freshen()
            self.query_one("#themes", DrawnRows).go_to(new.id)

    @on(DrawnRows.Opened, "#themes")
    def _theme_opened(self) -> None:
        self._write()

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

    @on(DrawnRows.Opened, "#things")
    async def _thing_opened(self) -> None:
        thing = self._under_cursor()
        if thing is None:
            return
        if thing.table == "code" and not thing.gone:
            await remember_code(self.shell, thing.id)
            self.shell.go("excerpts")
        elif found := (*thing.excerpts, *thing.opposing):
            self.shell.open_document(found[0].document_id, Span(found[0].start, found[0].stop))
        else:
            self.shell.say("It is no longer there to be opened.")

    @work
    async def action_code(self) -> None:
        """Gather a code with all its excerpts."""
        one = self._theme
        if one is None:
            self.shell.say("+ begins a theme first.")
            return
        book = await self.shell.read(codebook)

        async def apply(choice: CodeChosen) -> Applied:
            if choice.code_id is None:
                return Applied(refusal="Choose a code of the codebook.")
            try:
                made = await self.shell.lane.make(Gather(one.id, [Thing("code", choice.code_id)]))
            except Problem as problem:
                return Applied(refusal=str(problem))
            self.shell.say(f"{made.label}. u takes it back.")
            return Applied(choice.code_id)

        offer = CodeOffer(f"Gather under “{one.claim}”", code_choices(book, {}), verb="choose", several=False)
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

    def action_words(self) -> None:
        """Go to the words said in what supports the theme."""
        from qualcode.tui.screens.words_within import WordsWithinScreen  # with its first use
        from qualcode.tui.screens.words_within_rows import Within

        if (one := self._theme) is not None:
            self.app.push_screen(WordsWithinScreen(Within(theme_id=one.id)))

    def action_side(self) -> None:
        """Show or hide reach and history."""
        self.toggle_class("-alone")
        if not self.has_class("-alone"):
            self.query_one("#themes").focus()

    def action_back(self) -> None:
        """From what was gathered to the themes."""
        things = self.query_one("#things", DrawnRows)
        if self.has_class("-narrow") and self.has_class("-alone"):
            self.action_side()
        elif things.marked:
            things.unmark_all()
        else:
            self.query_one("#themes").focus()

    @work
    async def action_export(self) -> None:
        """Write the themes with their numbers to a file."""
        from qualcode.exports.count_figures import theme_tables  # with its first use
        from qualcode.exports.gather_themes import theme_numbers

        today = (await now(self.shell.lane)).date()
        reached = await read_apart(self.shell.lane, theme_numbers, Audience.TEAM, today)
        await export_figures(self, "Themes in the making", theme_tables(reached) if reached else ())


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
