"""Codes added, moved, merged, split, retired and given colours and numbers in the codebook's tree."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from datetime import date

from textual import on, work

from qualcode.analysis.code_examples import withheld
from qualcode.analysis.codes import Use, codebook, uses
from qualcode.analysis.tallies import Extent, extent
from qualcode.codebooks.code import Code, Codebook, State
from qualcode.edits.codebook import AddCode, ChangeCode
from qualcode.edits.memos import MemoTarget
from qualcode.edits.numbering import RenumberCodes
from qualcode.edits.reasons import Because
from qualcode.edits.store import Edit
from qualcode.problem import Problem
from qualcode.tui.commands import key_name
from qualcode.tui.reading import now
from qualcode.tui.screens import codebook_edits as change
from qualcode.tui.screens.codebook_ask import AskForm
from qualcode.tui.screens.codebook_colour import PLACE, ChooseColour
from qualcode.tui.screens.codebook_commands import CHANGING, LOOKING
from qualcode.tui.screens.codebook_merge import ask_merge, ask_other
from qualcode.tui.screens.codebook_rows import NO_AREA, first_match
from qualcode.tui.screens.filtered import Filtered
from qualcode.tui.screens.memo import write_memo
from qualcode.tui.screens.questions import Choose
from qualcode.tui.widgets.code_tree import CodeTree
from qualcode.tui.widgets.form import Field
from qualcode.tui.widgets.pane import Pane

_MANY = 2_000  # codings; fewer are merged before one could read that they are being merged
_MENU = (*CHANGING, *(one for one in LOOKING if one.id in ("codebook.excerpts", "codebook.earlier")))


def structure(conn: sqlite3.Connection, day: date) -> tuple[Codebook, dict[str, Use], Extent]:
    """The tree, without the examples that may not be read any more, how often each code is used, and the base."""
    return withheld(conn, day).without(codebook(conn)), uses(conn), extent(conn)


class ChangesCodes(Filtered):
    """A place with the tree of codes, and what can be done to the one under its cursor."""

    def __init__(self) -> None:
        super().__init__()
        self._book = Codebook(())
        self._uses: Mapping[str, Use] = {}
        self._folded: frozenset[str] = frozenset()
        self._at: str | None = None
        self._doing = ""  # what takes a while, in a sentence

    async def _structure(self) -> tuple[Codebook, dict[str, Use], Extent]:
        """The tree as it is now; examples that may not be read any more are left out of it."""
        return await self.shell.read(structure, (await now(self.shell.lane)).date())

    @property
    def _tree(self) -> CodeTree:
        return self.query_one("#tree", CodeTree)

    @property
    def _code(self) -> Code | None:
        return self._book.get(self._tree.row_id)

    def _free(self) -> bool:
        """Whether the tree may be changed; says what it waits for where it may not yet."""
        if self._doing:
            self.shell.say(f"{self._doing} Wait until it is done.")
        return not self._doing

    async def _try(self, worked_out: Callable[[], Edit], *, quiet: bool = False) -> None:
        if not self._free():
            return
        self._book, self._uses, _ = await self._structure()  # the keys may be faster than the drawing
        try:
            edit = worked_out()
        except Problem as problem:
            self.shell.show_problem(problem)
        else:
            await self._make(edit, quiet=quiet)

    async def _make(self, edit: Edit, *, quiet: bool = False) -> bool:
        if not self._free():
            return False
        made = await self.shell.make(edit)
        if made is not None and not quiet:
            self.shell.say(f"{made.label}. u takes it back.")
        return made is not None

    # Adding and moving

    @work
    async def action_new(self) -> None:
        """Add a code or an area."""
        here = self._code
        parents = [here, *self._book.ancestors(here.id)] if here is not None else []
        if here is not None and not here.is_area and len(parents) > 1:
            parents[0], parents[1] = parents[1], parents[0]
        names = {f"under {parent.title}": parent for parent in parents if parent.state is not State.RETIRED}
        choices = (*names, "in no area yet", "a new challenge area")
        values = await self.app.push_screen_wait(
            AskForm(
                "New code",
                [
                    Field("name", "Name", hint="a few words"),
                    Field("where", "Where", choices[0] if names else choices[-1], "choice", choices),
                    Field("definition", "Definition (may wait)", hint="what belongs under it"),
                ],
                needed="It needs a name.",
            )
        )
        if values is None:
            return
        parent, is_area = names.get(values["where"]), values["where"] == choices[-1]
        edit = AddCode(
            values["name"],
            parent.id if parent is not None else None,
            is_area,
            change.new_index(self._book, parent, is_area=is_area),
            values["definition"].strip(),
        )
        if parent is not None:
            self._folded -= {parent.id}
        self._at = edit.id
        await self._make(edit)

    async def action_nest(self) -> None:
        """Put the code under the one above it; one that is in no area, under an area that is asked for."""
        code = self._code
        if code is not None and code in self._book.outside_areas() and self._book.areas():
            self._ask_area(code)
        elif code is not None:
            await self._try(lambda: change.nest(self._book, code))

    @work
    async def _ask_area(self, code: Code) -> None:
        choices = [(area.id, area.title, "") for area in self._book.areas()]
        chosen = await self.app.push_screen_wait(Choose(f"Where does “{code.name}” belong?", choices))
        area = self._book.get(chosen or "")
        if area is not None:
            await self._make(change.put_under(self._book, code, area))

    async def action_unnest(self) -> None:
        """Put the code beside the one it stands under."""
        code = self._code
        if code is not None:
            await self._try(lambda: change.unnest(self._book, code))

    async def action_shift(self, by: int) -> None:
        """Move the code among its neighbours."""
        code = self._code
        if code is not None:
            await self._try(lambda: change.move(self._book, code, by), quiet=True)

    @on(CodeTree.Dragged, "#tree")
    async def _dragged(self, event: CodeTree.Dragged) -> None:
        code, target = self._book.get(event.row_id), self._book.get(event.on_id)
        pane = self.query_one("#tree-pane", Pane)
        if code is None or (target is None and event.on_id != NO_AREA):
            pane.entitle(below=self.tree_legend)
        elif not event.dropped:
            where = f"{'before' if event.before else 'under'} {target.title}" if target else "in no area"
            pane.entitle(below=f"let go: {where} · left of a name: before it")
        else:
            pane.entitle(below=self.tree_legend)
            self._at = code.id
            await self._try(lambda: change.drop(self._book, code, target, before=event.before))

    @property
    def tree_legend(self) -> str:
        """What stands below the tree while nothing is dragged."""
        return ""

    @on(CodeTree.MenuWanted, "#tree")
    def _menu_wanted(self) -> None:
        self._menu()

    @work
    async def _menu(self) -> None:
        """Offer what the keys offer, for who uses the mouse."""
        code = self._code
        if code is None:
            return
        given = self.shell.keys_given
        keys = {one.id: key_name((given.get(one.id) or one.keys).split(",")[0]) for one in _MENU}
        choices = [(one.id, f"{keys[one.id]:<6} {one.title.partition(': ')[2]}", "") for one in _MENU]
        chosen = await self.app.push_screen_wait(Choose(code.title, choices))
        if chosen is not None:
            await self.run_command(chosen)

    # Retiring, states, colours, numbers

    async def action_put_away(self) -> None:
        """Retire the code, bring it back, or remove it where it was never used."""
        code = self._code
        if code is not None:
            used = self._uses.get(code.id, Use()).codings
            await self._try(lambda: change.put_away(self._book, code, used))

    @work
    async def action_state(self) -> None:
        """Say where the team stands on the code, and why if one likes."""
        code = self._code
        if code is None or code.is_area:
            self.shell.say("An area has no state. On a code, w says whether it is proposed, agreed or retired.")
            return
        words = {
            State.PROPOSED: "to be talked about",
            State.AGREED: "the team uses it so",
            State.RETIRED: "no new codings; those it has stay",
        }
        choices = [(str(state), str(state), words[state]) for state in State]
        chosen = await self.app.push_screen_wait(Choose(code.title, choices, chosen=code.state))
        if chosen is None or chosen == code.state:
            return
        why = await self.app.push_screen_wait(
            AskForm(f"“{code.name}” {chosen}: why?", [change.WHY], "enter at once leaves it without a reason.")
        )
        if why is not None:
            await self._make(Because(change.with_state(code, State(chosen)), why["why"]))

    @work
    async def action_colour(self) -> None:
        """Choose the colour of the code's passages."""
        code = self._code
        if code is None:
            return
        chosen = await self.app.push_screen_wait(ChooseColour(code, self._book))
        if chosen is not None:
            await self._make(ChangeCode(code.id, {"colour": None if chosen == PLACE else chosen}))

    @work
    async def action_renumber(self) -> None:
        """Give index numbers by where codes stand."""
        here = self._code
        above = [here, *self._book.ancestors(here.id)] if here is not None else []
        choices = [(one.id, f"below {one.title}", "") for one in above if one.index and self._book.children(one.id)]
        chosen = await self.app.push_screen_wait(
            Choose(
                "Number anew",
                [*choices, ("all", "the whole codebook", "areas too; an area that has a letter keeps it")],
                "By where codes stand. What was written with the old numbers, in memos or on paper, stays as it is.",
            )
        )
        if chosen is not None:
            await self._make(RenumberCodes(None if chosen == "all" else chosen))

    @work
    async def action_memo(self) -> None:
        """Write a memo on the code."""
        code = self._code
        if code is not None:
            await write_memo(self, f"code {code.title}", MemoTarget("code", code.id))

    # Merging and splitting

    def action_mark(self) -> None:
        """Mark the code, to be merged with others."""
        self._tree.toggle_mark()
        number = len(self._tree.marked)
        words = f"{number} marked: M merges them" if number > 1 else "M merges it with the one under the cursor"
        self.query_one("#tree-pane", Pane).entitle(below=words if number else self.tree_legend)

    @work
    async def action_merge(self) -> None:
        """Make one code of several, after showing what they mean and what that would do."""
        here, book = self._code, self._book
        if here is None or not self._free():
            return
        ids = list(self._tree.marked)
        if len(ids) < 2:
            ids = list(dict.fromkeys((here.id, *ids)))
        if len(ids) < 2:
            other = await ask_other(self.app, book, self._uses, here, self._tree.row_region)
            if other is None:
                return
            ids.append(other)
        codes = [book[one] for one in ids if book.get(one) is not None]
        if len({code.is_area for code in codes}) > 1:
            self.shell.say("An area and a code cannot be merged. esc takes marks away; > and < move codes.")
            return
        edit = await ask_merge(self.app, codes)
        if edit is None:
            return
        self._tree.unmark_all()
        number = sum(self._uses.get(one, Use()).codings for one in ids)
        self._doing = f"Merging {number:,} codings…"
        if number > _MANY:
            self.query_one("#tree-pane", Pane).entitle(below=self._doing)
        self._at = edit.survivor_id
        try:
            made = await self.shell.make(edit.edit)
        finally:
            self._doing = ""
        self.query_one("#tree-pane", Pane).entitle(below=self.tree_legend)
        if made is not None:
            self.shell.say(f"{made.label}. {edit.said} u takes it back.")
            stays = self._book.get(edit.survivor_id)
            if self._wanted and stays is not None and first_match(Codebook((stays,)), self._wanted) is None:
                self._wanted, self._at = "", stays.id  # the letters were those of what is gone
                self._draw()

    @work
    async def action_split(self) -> None:
        """Read each excerpt of the code and say which code it goes to."""
        code = self._code
        if not self._free():
            return
        if code is None or code.is_area:
            self.shell.say("An area has no excerpts of its own. Go to a code; S splits it.")
        elif not self._uses.get(code.id, Use()).codings:
            self.shell.say(f"“{code.name}” has no excerpts to be read. + makes a new code.")
        else:
            from qualcode.tui.screens.codebook_split import SplitScreen  # with its first use

            await self.app.push_screen(SplitScreen(code.id))
