"""What the application offers its screens."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Concatenate, ParamSpec, Protocol, TypeVar

from textual.screen import Screen
from textual.signal import Signal

from qualcode.edits.store import Edit
from qualcode.participants.names import Name, Names
from qualcode.problem import Problem
from qualcode.project.lane import Lane
from qualcode.project.project import Made
from qualcode.transcripts.span import Span
from qualcode.tui.digits import Digits

if TYPE_CHECKING:
    from qualcode.tui.screens.place import Place

P = ParamSpec("P")
T = TypeVar("T")


class Shell(Protocol):
    """The application, as its screens see it."""

    lane: Lane
    made: Signal[Made]
    coder_id: str
    coder_name: str
    study_title: str
    read_only: bool
    names: Names
    keys_given: Mapping[str, str]
    digits: dict[str, Digits]  # by document, of those the coder opened since they signed in

    async def undo(self) -> None:
        """Take back what the coder did last, and say what it was."""
        ...

    async def redo(self) -> None:
        """Do again what was taken back last, and say what it was."""
        ...

    def practised(self, command: str) -> int:
        """How often a command was used on this machine."""
        ...

    async def read(
        self, function: Callable[Concatenate[sqlite3.Connection, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Call a function of the study's connection on the lane; for reads of less than 50 ms."""
        ...

    async def make(self, edit: Edit) -> Made | None:
        """Carry out an edit; where it cannot be done, say why and return None."""
        ...

    async def keep_names(self, names: Iterable[Name]) -> bool:
        """Keep a new list of names and draw everything anew; where it does not hold together, say why."""
        ...

    async def recover_names(self) -> bool:
        """Put back what the study’s marks hide and the list lacks, and draw everything anew; or say why not."""
        ...

    def replace_for_good(self, name: Name, team_too: bool = False) -> None:
        """Close the study, replace a name in all that it keeps, open it again and say what was done.

        Whoever codes and has the same name keeps it, unless `team_too`.
        """
        ...

    def erase_participant(self, participant_id: str, takes_once: bool | None = None) -> None:
        """Close the study, erase a participant from all that it keeps, open it again and say what was done.

        `takes_once` says whether words go too that were theirs and are somebody else's now.
        """
        ...

    def say(self, words: str, *, title: str = "") -> None:
        """Show a toast; words of the study are safe in it."""
        ...

    def unsay(self) -> None:
        """Take away the toasts, where a box says the same at length."""
        ...

    def show_problem(self, problem: Problem, *, decide: bool = False) -> None:
        """Show a problem as a toast, as a modal where it must be read before going on."""
        ...

    def read_ahead(self, document_id: str) -> None:
        """Read a document that may be opened next, while nothing is waited for."""
        ...

    def place_shown(self, place: Screen[None]) -> None:
        """Hear that a place is on top and drawn."""
        ...

    def selection_moved(self, span: Span) -> None:
        """Hear that another passage of the open document is selected."""
        ...

    def go(self, mode: str) -> None:
        """Go to a place by its name in `PLACES`."""
        ...

    def open_document(self, document_id: str, span: Span | None = None) -> None:
        """Open a document for coding, at a passage of its current text; esc there comes back to what is shown now."""
        ...

    def close_document(self, text: Place) -> None:
        """Close an open document, and go back to where it was opened."""
        ...
