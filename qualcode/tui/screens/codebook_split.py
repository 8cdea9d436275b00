"""Splitting a code: each of its excerpts is read, and goes to one of several codes or stays."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from qualcode.analysis.excerpt_rows import excerpt_rows
from qualcode.analysis.excerpts import Excerpt
from qualcode.codebooks.code import Code, Codebook, next_index
from qualcode.edits.codebook import AddCode
from qualcode.edits.reasons import Because
from qualcode.exports.phrases import counted
from qualcode.project.splitting import SplitBegun, forget_split, keep_split, split_begun
from qualcode.tui.commands import Command, bindings
from qualcode.tui.screens.around import show_around
from qualcode.tui.screens.code_picker import Applied, CodeChosen, CodePickerScreen
from qualcode.tui.screens.codebook_ask import AskForm
from qualcode.tui.screens.codebook_edits import WHY
from qualcode.tui.screens.codebook_split_commands import COMMANDS as COMMANDS
from qualcode.tui.screens.codebook_split_rows import COLUMNS, SplitKnown, row_of, split_known, targets_line
from qualcode.tui.screens.place import Place, UndoWanted
from qualcode.tui.widgets.code_matching import code_choices
from qualcode.tui.widgets.code_picker import CodeOffer
from qualcode.tui.widgets.drawn_rows import DrawnRows
from qualcode.tui.widgets.form import Field
from qualcode.tui.widgets.pane import Pane
from qualcode.tui.widgets.reading_page import ReadingPage
from qualcode.tui.widgets.words import Words

_DECIDING = frozenset(("target", "stay", "several", "new", "code", "forget", "back"))


class SplitScreen(Place):
    """The excerpts of one code, one after another; what is decided is kept until all is done in one step."""

    MODE = "codebook"
    CRUMB = "Split a code"
    COMMANDS_HERE: ClassVar[tuple[Command, ...]] = COMMANDS
    HINTS = ("split.new", "split.target-1", "split.finish")
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(COMMANDS),
        *(
            Binding(str(digit), f"target({digit})", f"Goes to code {digit}", show=False, id=f"split.target-{digit}")
            for digit in range(1, 10)
        ),
    ]

    DEFAULT_CSS = """
    SplitScreen #targets { height: auto; max-height: 6; padding: 0 1; }
    SplitScreen #read-pane { height: 2fr; min-height: 6; }
    SplitScreen #place-pane { height: 3fr; }
    """

    def __init__(self, code_id: str) -> None:
        super().__init__()
        self._code_id = code_id
        self._begun = SplitBegun(code_id)
        self._before: list[SplitBegun] = []
        self._known: SplitKnown | None = None
        self._found: dict[str, Excerpt] = {}
        self._doing = ""  # what takes a while, in a sentence
        self._several = ""  # the excerpt that digits add codes to

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While codings are moved nothing is decided any more, and one does not leave."""
        return not (self._doing and action in _DECIDING) and super().check_action(action, parameters)

    def compose_place(self) -> ComposeResult:
        with Vertical():
            yield Words("", id="targets")
            with Pane(id="read-pane"):
                yield DrawnRows(COLUMNS, id="read", empty="Reading…")
            with Pane(id="place-pane"):
                yield ReadingPage(id="place")

    async def refresh_place(self) -> None:
        """Read the excerpts, and how far the split has come."""
        first = self._known is None
        self._known = await self.shell.read(split_known, self._code_id)
        kept = await self.shell.lane.call(lambda project: split_begun(project, self._code_id))
        if kept is not None:
            self._begun = kept
        self._found = {excerpt.coding_ids[0]: excerpt for excerpt in self._known.found}
        if self._code is None:
            self.dismiss()
            return
        left = self._left
        self._draw(at=left[0] if first and left else None)
        self.query_one("#read").focus()
        if first and self._begun.goes:
            self.shell.say(f"{counted(len(self._begun.goes), 'coding')} decided on before; go on where you were.")

    @property
    def _code(self) -> Code | None:
        return self._known.book.get(self._code_id) if self._known is not None else None

    @property
    def _targets(self) -> list[tuple[str, str]]:
        """The codes that excerpts may go to, by id and title, in the order of their digits."""
        book = self._known.book if self._known is not None else Codebook(())
        new = [(one.id, f"{one.index} {one.name} (new)".strip()) for one in self._begun.new]
        return [*new, *((one, book[one].title) for one in self._begun.existing if book.get(one) is not None)]

    @property
    def _left(self) -> list[str]:
        """The excerpts that nobody has decided on yet."""
        return [row for row, excerpt in self._found.items() if self._begun.left(excerpt.coding_ids)]

    # Drawing

    def _draw(self, at: str | None = None) -> None:
        code = self._code
        if code is None:
            return
        targets = self._targets
        self.query_one("#targets", Words).update(targets_line(code, targets, self._begun, self._found.values()))
        left = len(self._left)
        read = f"{len(self._found) - left} of {len(self._found)} read"
        below = "enter does it all in one step" if self._begun.goes else "say of each where it goes"
        if self._several:
            below = "several codes: digits and - add one or take it away · & goes on"
        self.query_one("#read-pane", Pane).entitle(f"Split {code.title} · {read}", below)
        rows = self.query_one("#read", DrawnRows)
        rows.say_when_empty("It has no excerpts. esc goes back.")
        rows.show_pages(list(self._found), at=at)

    @on(DrawnRows.PageWanted, "#read")
    async def _page_wanted(self, event: DrawnRows.PageWanted) -> None:
        page = [self._found[row_id] for row_id in event.row_ids if row_id in self._found]
        if len(page) == len(event.row_ids):
            found = await self.shell.read(excerpt_rows, page)
            names = {self._code_id: "stays", **dict(self._targets)}
            keys = {self._code_id: "-", **{code: str(n) for n, (code, _) in enumerate(self._targets, start=1)}}
            rows = []
            for one, excerpt in zip(found, page, strict=True):
                goes = self._begun.codes_of(excerpt.coding_ids[0])
                where = names.get(goes[0], "") if len(goes) == 1 else " + ".join(keys.get(code, "") for code in goes)
                rows.append(row_of(one, excerpt.coding_ids[0], where))
            event.rows.put(event.first, rows)

    @on(DrawnRows.Moved, "#read")
    def _moved(self, event: DrawnRows.Moved) -> None:
        if self._several and event.row_id != self._several:
            self._several = ""
            self._draw()
        self._read_place(self._found.get(event.row_id))

    @work(exclusive=True, group="place")
    async def _read_place(self, excerpt: Excerpt | None) -> None:
        known = self._known
        if excerpt is None or known is None or not await show_around(self, excerpt, known.people, known.attributes):
            self.query_one("#place", ReadingPage).show([])

    # Deciding

    async def _now(self, begun: SplitBegun) -> None:
        """Take up what was decided, and keep it."""
        self._before.append(self._begun)
        self._begun = begun
        await self.shell.lane.call(lambda project: keep_split(project, begun))

    async def _send(self, code_id: str) -> None:
        rows = self.query_one("#read", DrawnRows)
        excerpt = self._found.get(rows.row_id)
        if excerpt is None:
            return
        if self._several:
            held = self._begun.codes_of(rows.row_id)
            codes = tuple(one for one in held if one != code_id) if code_id in held else (*held, code_id)
            await self._now(self._begun.sent(excerpt.coding_ids, codes))
            self._draw(at=rows.row_id)
            return
        await self._now(self._begun.sent(excerpt.coding_ids, [code_id]))
        self._go_on()

    def _go_on(self) -> None:
        """Go to the next excerpt that is not read yet."""
        rows = self.query_one("#read", DrawnRows)
        order = list(self._found)
        after = order[order.index(rows.row_id) + 1 :] + order
        left = set(self._left)
        self._draw(at=next((row for row in after if row in left), rows.row_id))
        if not left:
            self.shell.say("All are read. enter does it in one step.")

    async def action_target(self, digit: int) -> None:
        """Send the excerpt to the code of a digit."""
        targets = self._targets
        if digit <= len(targets):
            await self._send(targets[digit - 1][0])
        else:
            self.shell.say(f"No code has the digit {digit} yet. + makes a new one, c takes one of the codebook.")

    def action_several(self) -> None:
        """Let digits add codes to the excerpt; again: go on."""
        rows = self.query_one("#read", DrawnRows)
        if self._several:
            self._several = ""
            self._go_on()
        elif rows.row_id in self._found:
            self._several = rows.row_id
            self._draw(at=rows.row_id)

    async def action_stay(self) -> None:
        """Let the excerpt stay where it is."""
        await self._send(self._code_id)

    @on(UndoWanted)
    async def _take_back(self, event: UndoWanted) -> None:
        """Take back what was decided last; before that, what was done last in the study."""
        if self._before:
            event.prevent_default()
            event.stop()
            begun = self._begun = self._before.pop()
            await self.shell.lane.call(lambda project: keep_split(project, begun))
            self._draw()

    @work
    async def action_new(self) -> None:
        """Add a code for excerpts to go to."""
        code = self._code
        if code is None or self._known is None or not self._room():
            return
        fields = [Field("name", "Name", hint="a few words"), Field("definition", "Definition (may wait)")]
        values = await self.app.push_screen_wait(
            AskForm("A new code", fields, "It is made when the split is done.", "It needs a name.")
        )
        if values is None:
            return
        above = next(iter(self._known.book.ancestors(code.id)), None)
        index = ""
        if above is not None and above.index:
            siblings = self._known.book.children(above.id)
            new = [replace(code, index=one.index) for one in self._begun.new]
            index = next_index([*siblings, *new], above.index)
        name = " ".join(values["name"].split())
        added = AddCode(name, above.id if above else None, index=index, definition=values["definition"].strip())
        await self._now(replace(self._begun, new=(*self._begun.new, added)))
        self._draw()

    def _room(self) -> bool:
        if len(self._targets) >= 9:
            self.shell.say("Nine codes have a digit; there is none left.")
            return False
        return True

    @work
    async def action_code(self) -> None:
        """Choose a code of the codebook for excerpts to go to."""
        if self._known is None or not self._room():
            return
        counts = {code_id: use.codings for code_id, use in self._known.uses.items()}
        known = self._known

        async def apply(chosen: CodeChosen) -> Applied:
            return Applied(chosen.code_id, "Choose a code of the codebook; + makes a new one.")

        taken = {self._code_id, *self._begun.existing}
        choices = [one for one in code_choices(known.book, counts) if one.id not in taken]
        offer = CodeOffer("This excerpt goes to", choices, verb="choose", several=False)
        region = self.query_one("#read", DrawnRows).row_region
        chosen = await self.app.push_screen_wait(CodePickerScreen(offer, apply, region))
        if chosen is not None and chosen not in taken:
            await self._now(replace(self._begun, existing=(*self._begun.existing, chosen)))
            await self._send(chosen)

    # Done, later, given up

    @on(DrawnRows.Opened, "#read")
    def _opened(self) -> None:
        if not self._doing:
            self._finish()

    @work(exclusive=True, group="finish")
    async def _finish(self) -> None:
        code = self._code
        if code is None:
            return
        left = len(self._left)
        stays = "it stays where it is" if left == 1 else "they stay where they are"
        words = f"{counted(left, 'excerpt')} not read yet: {stays}." if left else ""
        values = await self.app.push_screen_wait(
            AskForm(
                f"Split {code.title}",
                [WHY, Field("retire", f"retire “{code.name}” afterwards", kind="tick")],
                " ".join(part for part in (words, "All is done in one step; one undo takes it back.") if part),
            )
        )
        if values is None:
            return
        begun = self._begun
        self._doing = f"Moving {counted(len(begun.goes), 'coding')}…"
        self.query_one("#read-pane", Pane).entitle(below=self._doing)
        try:
            made = await self.shell.make(Because(begun.edit(retire=values["retire"] == "yes"), values["why"]))
        finally:
            self._doing = ""
        if made is None:
            self._draw()
            return
        await self.shell.lane.call(lambda project: forget_split(project, self._code_id))
        self.shell.say(f"{made.label}. u takes it back.")
        self.dismiss()

    @work
    async def action_forget(self) -> None:
        """Forget what was decided."""
        await self.shell.lane.call(lambda project: forget_split(project, self._code_id))
        self.shell.say("What was decided is forgotten; nothing of the study was changed.")
        self.dismiss()

    def action_scroll(self, pages: int) -> None:
        """Turn the page around the excerpt."""
        self.query_one("#place", ReadingPage).action_page(pages)

    def action_back(self) -> None:
        """Keep what was decided, and go back; from several codes for one excerpt to one for each."""
        if self._several:
            self.action_several()
            return
        if self._begun.goes:
            self.shell.say("What you decided is kept. S goes on with it.")
        self.dismiss()
