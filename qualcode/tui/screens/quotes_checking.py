"""Quotes checked with the people who said them: sheets to send, answers that come back, printing against a no."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from textual import work

from qualcode.analysis.although import in_the_way
from qualcode.analysis.objections import objections_on
from qualcode.analysis.phrases import counted, listed
from qualcode.edits.answers import AskAbout, PrintAlthough, record_returned
from qualcode.essays.on_paper import OnPaper
from qualcode.essays.outline import Outline
from qualcode.essays.returned import Returned, answers_on, to_record
from qualcode.essays.sheet_file import read_sheet
from qualcode.exports.checking import SheetChoices, checking_sheets, release_sheets, sheet_paths
from qualcode.problem import Problem
from qualcode.tui.reading import now, read_apart
from qualcode.tui.screens.questions import AskLine, Choose
from qualcode.tui.screens.quotes_leaving import LeavesQuotes
from qualcode.tui.screens.saved_file import tell_saved

_ASKED, _ALONE, _AGAIN = "asked", "alone", "again"
_RECORD, _CONFIRM, _LEAVE, _BACK = "record", "confirm", "leave", "back"


class ChecksQuotes(LeavesQuotes):
    """Quotes that are checked with the people who said them."""

    @work
    async def action_sheets(self) -> None:
        """Write a sheet for each person quoted here, and record that they were asked."""
        read, shell = self._outline, self.shell
        if read is None:
            return
        choices = _of(read)
        try:
            chosen = await self._sheets_wanted(choices)
            if chosen == _AGAIN:
                choices = replace(choices, again=True)
                chosen = await self._sheets_wanted(choices)
            if chosen is None:
                return
            # Consent may have run out, or somebody answered, since the question was asked.
            sheets = await read_apart(shell.lane, checking_sheets, choices, await now(shell.lane))
            paths = sheet_paths(shell.lane.path.parent / "exports", sheets, ".docx")
            written = await asyncio.to_thread(release_sheets, shell.names, sheets, paths)
        except Problem as problem:
            shell.show_problem(problem, decide=True)
            return
        if chosen == _ASKED and sheets.asked:
            await self._do(AskAbout(sheets.asked))
        if written.paths:
            await tell_saved(self, written.paths[0], (*map(str, written.paths[1:]), *written.sentences))

    async def _sheets_wanted(self, choices: SheetChoices) -> str | None:
        """What is to be done with the sheets that there would be; None where nothing is, which is said."""
        sheets = await read_apart(self.shell.lane, checking_sheets, choices, await now(self.shell.lane))
        ways = [
            (_ASKED, "Write them, and record that they were asked today", "One step; u takes the record back."),
            (_ALONE, "Write them alone", ""),
        ]
        if not sheets.pages:
            ways = []
        if not choices.again and any(one.answered for one in sheets.asking.people):
            under = "About what was approved already, and milder words of what was refused."
            ways.append((_AGAIN, "Ask again, too", under))
        if not ways:
            self.shell.say(" ".join(sheets.sentences))
            return None
        told = "\n".join((*sheets.sentences, "Each sheet holds that person’s words alone: send it to nobody else."))
        return await self.app.push_screen_wait(Choose("Sheets to be checked", ways, told))

    @work
    async def action_returned(self) -> None:
        """Read back a sheet that somebody filled in, and record the answers once they were looked at."""
        from qualcode.tui.screens.choose_path import ChoosePath  # DirectoryTree, with its first use

        shell = self.shell
        words = "A sheet that was sent back as a Word file; it is read, never written to."
        folder = shell.lane.path.parent
        path = await self.app.push_screen_wait(
            ChoosePath(
                "Which sheet?", words, folder, wanted=lambda one: one.suffix.casefold() == ".docx", folders=False
            )
        )
        if path is None:
            return
        try:
            sheets = await asyncio.to_thread(read_sheet, path)
            found = await read_apart(shell.lane, _answers, sheets, (await now(shell.lane)).date())
        except Problem as problem:
            shell.show_problem(problem, decide=True)
            return
        wanted = to_record(found)
        asked = [one for one in found if one.confirmed]
        ways = [(_RECORD, f"Record {counted(len(wanted), 'answer')}", "One step; u takes it back.")] if wanted else []
        if asked:
            # What was not plain is never recorded with the rest: each is read, and confirmed, alone.
            several = f"the {len(asked)} that wait" if len(asked) > 1 else "the one that waits"
            under = "The plain ones are recorded with them." if wanted else ""
            ways.append((_CONFIRM, f"Go through {several} to be confirmed", under))
        told = "\n".join(one.sentence for one in found)
        nothing = (_BACK, "There is nothing new to record", "")
        chosen = await self.app.push_screen_wait(Choose(path.name, ways or [nothing], told))
        if chosen == _CONFIRM:
            confirmed = await self._confirmed(asked)
            if confirmed is None:
                return
            wanted = to_record(found, confirmed)
        if chosen in (_RECORD, _CONFIRM) and wanted:
            await self._do(record_returned(wanted))

    async def _confirmed(self, asked: Sequence[Returned]) -> list[str] | None:
        """The ids of the answers that somebody confirms, each asked for alone; None where they went back."""
        found: list[str] = []
        for one in asked:
            ways = [
                (_LEAVE, "Leave it: ask the person", ""),
                (_RECORD, f"Record “{one.said}”: I have read the sheet", ""),
            ]
            chosen = await self.app.push_screen_wait(Choose(one.called, ways, one.sentence))
            if chosen is None:
                return None
            if chosen == _RECORD:
                found.append(one.short_id)
        return found

    @work
    async def action_although(self) -> None:
        """Let the quote be printed although the person said no, or consent does not allow it, and say why."""
        part = self._quote_here()
        if part is None:
            return
        refused = await self.shell.read(objections_on, part.id)
        bound = await self.shell.read(in_the_way, part.id, (await now(self.shell.lane)).date())
        if bound is not None and bound.withdrawn:
            self.shell.say("What was withdrawn is printed for nobody.")
            return
        if not refused and bound is None:
            self.shell.say("Nobody said no to these words, and consent allows them or it is said already why not.")
            return
        said = "They said no, or want other words." if refused else ""
        whose = listed(bound.who) if bound is not None else ""
        consent = f"The consent{f' of {whose}' if whose else ''} does not allow it outside." if bound else ""
        words = " ".join(filter(None, (said, consent, "Why is kept as a memo on the quote, with your name.")))
        title = "Print it although they said no?" if refused else "Print it although consent does not allow it?"
        why = await self.app.push_screen_wait(AskLine(title, words))
        if why is not None:
            await self._do(PrintAlthough(part.id, why))


def _of(read: Outline) -> SheetChoices:
    return SheetChoices((None if read.essay is None else read.essay.id,))


def _answers(conn: sqlite3.Connection, sheets: Sequence[OnPaper], on: date) -> list[Returned]:
    return answers_on(conn, sheets, on)
