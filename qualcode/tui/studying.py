"""The one open study of the application: reading it, changing it, who codes in it, whose names it does not show."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from textual.signal import Signal

from qualcode import settings
from qualcode.edits.consents_back import WithdrawnComesBack
from qualcode.edits.store import Change, Edit
from qualcode.participants.names import Name
from qualcode.problem import Problem
from qualcode.project.lane import Lane
from qualcode.project.project import Made, Project
from qualcode.tui.digits import Digits
from qualcode.tui.screens.questions import AskLine, YesNo
from qualcode.tui.settled import SettledApp

P = ParamSpec("P")
T = TypeVar("T")


def open_here(path: Path) -> Project:
    """Open a study file."""
    return Project.open(path)


class StudyingApp(SettledApp):
    """An application in which one study is open or none; `opener` opens a study file on the lane."""

    def __init__(self, opener: Callable[[Path], Project]) -> None:
        super().__init__()
        self.lane = Lane()
        self.made: Signal[Made] = Signal(self, "made")
        self.coder_id = ""
        self.coder_name = ""
        self.study_title = ""
        self.read_only = False
        self.digits: dict[str, Digits] = {}
        self._opener = opener
        self.lane.subscribe(self.made.publish)

    # Taking a study up, and letting it go

    async def _take_up(self, path: Path) -> str:
        """Open a study file and note whose it is; gives its id. Raises Problem where it cannot be opened."""
        await self.lane.open(lambda: self._opener(path))
        study_id, self.study_title, self.read_only = await self.lane.call(
            lambda project: (project.study_id, project.title, project.read_only)
        )
        return study_id

    async def _let_go(self) -> None:
        self.coder_id = self.coder_name = self.study_title = ""
        if self.lane.is_open:
            await self.lane.close()

    async def _sign_in(self, study_id: str, name: str) -> None:
        self.coder_id = await self.lane.call(lambda project: project.sign_in(name))
        self.coder_name = name
        self.digits = {}
        settings.remember_coder(study_id, name)

    async def _ask_who(self) -> str | None:
        """Ask who codes; None where nobody says."""
        question = AskLine(
            "Who codes?",
            "Your name or initials. They stand beside what you code, on every machine of the team.",
            value=self.coder_name,
            placeholder="such as RS-01",
        )
        return await self.push_screen_wait(question) or None

    # Names that are not shown

    async def _take_names(self) -> Problem | None:
        """Take up the list of names that are not to be shown; why it cannot be used, where it is not at hand."""
        problem = await self.lane.call(lambda project: project.load_names())
        self.names = await self.lane.call(lambda project: project.names)
        return problem

    async def keep_names(self, names: Iterable[Name]) -> bool:
        """Keep a new list of names and draw everything anew; where it does not hold together, say why."""
        wanted, seen = list(names), self.names
        try:
            self.names = await self.lane.call(lambda project: project.keep_names(wanted, seen=seen))
        except Problem as problem:
            self.show_problem(problem)
            return False
        self._read_all_again()
        return True

    async def recover_names(self) -> bool:
        """Put back what the study’s marks hide and the list lacks, and draw everything anew; or say why not."""
        try:
            await self.lane.call(lambda project: project.recover_names())
        except Problem as problem:
            self.show_problem(problem)
            return False
        if (amiss := await self._take_names()) is not None:
            self.show_problem(amiss)
        self._read_all_again()
        return amiss is None

    def _read_all_again(self) -> None:
        """Draw every place anew though the study is as it was: each is drawn from documents."""
        self.made.publish(Made("", "", (Change("document", "", {}, {}),)))

    # Reading and changing it

    async def read(
        self, function: Callable[Concatenate[sqlite3.Connection, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Call a function of the study's connection on the lane; for reads of less than 50 ms."""
        return await self.lane.call(lambda project: project.read(function, *args, **kwargs))

    async def make(self, edit: Edit) -> Made | None:
        """Carry out an edit; where it cannot be done, say why and return None."""
        try:
            return await self.lane.make(edit)
        except Problem as problem:
            self.show_problem(problem)
            return None

    async def undo(self) -> None:
        """Take back what the coder did last, and say what it was."""
        await self._again(lambda project, agreed: project.undo(agreed=agreed), "Undid", "U does it again.")

    async def redo(self) -> None:
        """Do again what was taken back last, and say what it was."""
        await self._again(lambda project, agreed: project.redo(agreed=agreed), "Did again", "u takes it back.")

    async def _again(
        self, step: Callable[[Project, bool], Made], word: str, back: str, *, agreed: bool = False
    ) -> None:
        """Take a step; where it takes a withdrawal back, once a person agrees: no key waits for that."""

        async def go_on() -> None:
            await self._again(step, word, back, agreed=True)

        def answered(yes: bool | None) -> None:
            if yes:
                self.run_worker(go_on())

        try:
            made = await self.lane.call(lambda project: step(project, agreed))
        except WithdrawnComesBack as comes:
            self.push_screen(YesNo(comes.title, comes.detail, "takes it back all the same"), answered)
        except Problem as problem:
            self.show_problem(problem)
        else:
            self.say(" ".join([f"{word}: {made.label}.", *made.told, back]))
