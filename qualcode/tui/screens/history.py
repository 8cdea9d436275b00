"""History: who did what, when; any of it can be taken back."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType

from qualcode.analysis.study import coders
from qualcode.edits.consents_back import WithdrawnComesBack
from qualcode.exports.names import told_for
from qualcode.participants.disclosure import Audience
from qualcode.problem import Problem
from qualcode.project.journal import Action, changes_of, history
from qualcode.project.project import Made
from qualcode.tui.commands import Command, bindings
from qualcode.tui.reading import now, read_apart
from qualcode.tui.screens.place import Place
from qualcode.tui.screens.questions import YesNo
from qualcode.tui.widgets.drawn_rows import Column, DrawnRows, Row
from qualcode.tui.widgets.pane import Pane

_LATEST = 2000
_NOUNS = {
    "coding": "coding", "code": "code", "document": "document", "memo": "memo", "memo_link": "", "quote": "quote",
    "participant": "participant", "speaker": "speaker", "text_version": "", "coder": "coder", "pin": "pin",
    "attribute": "fact", "study": "study page", "left_as_said": "place", "code_example": "",
    "summary": "cell", "theme": "theme", "theme_link": "", "saved_question": "saved question", "wanted": "number",
    "essay": "essay", "essay_part": "part of an essay", "essay_source": "source", "used_in": "use of a quote",
    "returned": "line of a return",
}  # fmt: skip


@dataclass(frozen=True)
class Past:
    """The latest actions, newest first, what is told of each by its id, and the coders' names.

    What is told has no names of codes that are words withdrawn or refused.
    """

    actions: list[Action]
    told: dict[str, str]
    names: dict[str, str]


def _past(conn: sqlite3.Connection, today: date) -> Past:
    actions = history(conn, latest=_LATEST)
    told = told_for(conn, [action.label for action in actions], Audience.TEAM, today)
    return Past(actions, {one.id: label for one, label in zip(actions, told, strict=True)}, coders(conn))


class HistoryScreen(Place):
    """A line for each thing that was done, newest first."""

    MODE = "documents"
    CRUMB = "History"
    COMMANDS_HERE: ClassVar[tuple[Command, ...]] = (
        Command(
            "history.take-back", "enter", "open", "history: Take this back…",
            "Shows what taking it back would change, then does it.", "Take back…", pane="history", of_pane=True,
        ),
        Command("history.back", "escape", "back", "history: Back", "Goes back.", "Back"),
    )  # fmt: skip
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(COMMANDS_HERE)]

    def __init__(self) -> None:
        super().__init__()
        self._past = Past([], {}, {})

    def compose_place(self) -> ComposeResult:
        with Pane(id="history-pane") as pane:
            pane.entitle("History", "newest first")
            columns = (Column("when", 17), Column("who", 10), Column("what"), Column("", 7))
            yield DrawnRows(columns, empty="Nothing was done yet.", id="history", classes="-tinted")

    async def refresh_place(self) -> None:
        """Read the history and draw it."""
        today = (await now(self.shell.lane)).date()
        self._past = await read_apart(self.shell.lane, _past, today)
        undone = {action.undoes for action in self._past.actions if action.undoes}
        rows = [
            Row(
                action.id,
                (
                    f"{datetime.fromisoformat(action.at).astimezone():%d %b %Y %H:%M}",
                    self._past.names.get(action.author or "", ""),
                    ("Undid: " if action.undoes else "") + self._past.told[action.id],
                    "undone" if action.id in undone else "",
                ),
                "quiet" if action.id in undone or action.undoes is not None else "plain",
            )
            for action in self._past.actions
        ]
        self.query_one("#history", DrawnRows).show(rows)
        self.query_one("#history").focus()

    @on(DrawnRows.Opened)
    def _opened(self, event: DrawnRows.Opened) -> None:
        self._take_back(event.row_id)

    @work
    async def _take_back(self, action_id: str) -> None:
        action = next((one for one in self._past.actions if one.id == action_id), None)
        if action is None:
            return
        what = await self.shell.read(_preview, action_id)
        who = self._past.names.get(action.author or "", "the program")
        when = f"{datetime.fromisoformat(action.at).astimezone():%d %B %Y, %H:%M}"
        words = f"Done by {who} on {when}.\n\nTaking it back changes {what}. What came later stays as it is."
        if not await self.app.push_screen_wait(YesNo(self._past.told[action_id], words, "takes it back")):
            return
        try:
            made = await self._undone(action)
        except Problem as problem:
            self.shell.show_problem(problem, decide=True)
        else:
            if made is not None:
                self.shell.say(
                    " ".join([f"Undid: {made.label}.", *made.told] if made.told else [f"Undid: {made.label}"])
                )

    async def _undone(self, action: Action) -> Made | None:
        """Take an action back; where somebody withdrew by it, once a person agrees to that too."""
        try:
            return await self.shell.lane.call(lambda project: project.undo_action(action))
        except WithdrawnComesBack as comes:
            asked = YesNo(comes.title, comes.detail, "takes it back all the same")
            if not await self.app.push_screen_wait(asked):
                return None
        return await self.shell.lane.call(lambda project: project.undo_action(action, agreed=True))

    def action_back(self) -> None:
        """Go back."""
        self.dismiss()


def _preview(conn: sqlite3.Connection, action_id: str) -> str:
    """What taking an action back would change, in words."""
    counts: dict[str, int] = {}
    for change in changes_of(conn, action_id):
        noun = _NOUNS.get(change.table, change.table.replace("_", " "))
        if noun:
            counts[noun] = counts.get(noun, 0) + 1
    parts = [
        f"{number:,} {noun if number == 1 or noun.endswith('page') else noun + 's'}"
        for noun, number in counts.items()
    ]
    return " and ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts) or "nothing"
