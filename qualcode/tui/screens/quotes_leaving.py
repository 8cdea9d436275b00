"""What leads out of Quotes: the quote sheet to a file, passages like a quote, evidence, what the person said."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from textual import work

from qualcode.analysis.although import printed_although
from qualcode.analysis.documents import documents
from qualcode.analysis.named_ids import passage_named
from qualcode.edits.days import as_day
from qualcode.edits.essays import CiteEvidence, StopCiting
from qualcode.edits.quotes import KeepQuote, RecordAnswer
from qualcode.essays.essay import Answer
from qualcode.essays.finding import Alike, more_like
from qualcode.essays.looking import look_sentence
from qualcode.essays.outline import Outline, QuotePart
from qualcode.essays.taking_back import TAKES_BACK, taken_back
from qualcode.exports.files import check_name
from qualcode.exports.page import Page
from qualcode.exports.quote_sheet import quote_sheet, quote_sheet_path
from qualcode.participants.disclosure import Audience
from qualcode.problem import Problem
from qualcode.transcripts.graphemes import cut
from qualcode.transcripts.transcript import Kind
from qualcode.tui.reading import now, read_apart
from qualcode.tui.screens.codebook_ask import AskForm
from qualcode.tui.screens.going_to_ids import IDS_IN_WORDS
from qualcode.tui.screens.questions import AskLine, Choose, YesNo
from qualcode.tui.screens.quotes_trimming import TrimsQuotes
from qualcode.tui.screens.saved_file import tell_saved
from qualcode.tui.widgets.form import Field
from qualcode.tui.widgets.shown import clock

_FORMATS = ((".docx", "Word"), (".html", "A web page"), (".md", "Markdown"))
_NOTES, _EXPORT = "notes", "export"
_NOT_ASKED = "nobody has asked"
_KEEP, _READ = "keep", "read"
_LONGEST = 180  # cells of a passage in a list to choose from


class AskAnswer(AskForm):
    """Asks what the person said; the day must be one."""

    def refusal(self, values: Mapping[str, str]) -> str:
        """What is wrong with the day."""
        try:
            as_day(values["on"])
        except Problem as problem:
            return problem.title
        return ""


class LeavesQuotes(TrimsQuotes):
    """Essays, an outline and a quote that lead elsewhere."""

    def _quote_here(self) -> QuotePart | None:
        """The quote under the cursor in the outline; where there is none it is said how to go to one."""
        part = self._part
        if isinstance(part, QuotePart) and not self._in_list:
            return part
        self.shell.say("Go to a quote of the outline first: tab.")
        return None

    @work
    async def action_export(self) -> None:
        """Write the outline with its quotes to a file, ready to be written around."""
        from qualcode.exports.leaving import release  # with its first use
        from qualcode.exports.writing import page_writer  # with its first use
        from qualcode.tui.screens.quotes_sheet import remember_sheet, template_of  # with its first use

        read, shell = self._outline, self.shell
        if read is None:
            return
        title = read.essay.title if read.essay is not None else "Kept"
        choices = [(suffix, name, "") for suffix, name in _FORMATS]
        if read.audience is Audience.OUTSIDE:
            choices.insert(1, (_NOTES, "Word, with your notes and memos", "take them out before the text leaves"))
        choices.append((_EXPORT, "Look at it first in Export (F8)", "template, other readers, where it goes"))
        chosen = await self.app.push_screen_wait(Choose(f"Quote sheet: {title}", choices, self._before_it_goes(read)))
        if chosen is None:
            return
        if chosen == _EXPORT:
            await remember_sheet(shell, read)
            shell.go("export")
            return
        suffix = _FORMATS[0][0] if chosen == _NOTES else chosen
        try:
            page = await read_apart(shell.lane, _sheet, read, await now(shell.lane), chosen == _NOTES)
            path: Path = quote_sheet_path(shell.lane.path, page, suffix, shell.names)
            check_name(path, shell.names)
            writer = page_writer(path, template=await template_of(shell) if suffix == ".docx" else None)
            written = await asyncio.to_thread(release, shell.names, writer, page)
        except Problem as problem:
            shell.show_problem(problem, decide=True)
            return
        await tell_saved(self, written.paths[0], written.sentences)

    def _before_it_goes(self, read: Outline) -> str:
        """What is held back, to be looked at, or printed all the same, and who could be recognised."""
        held = [f"{', '.join(one.citation.people) or 'Nobody named'}: {one.held}." for one in read.held]
        found = [f"Held back, without its words: {' '.join(dict.fromkeys(held))}"] if held else []
        found += filter(None, [look_sentence(read.quotes)])
        printed = (one.printed.although for one in read.quotes if one.printed is not None)
        found += printed_although(one for one in printed if one is not None)
        if self._weighed is not None and self._weighed.recognised.people:
            found.append(self._weighed.recognised.sentence)
        return "\n".join(found)

    @work
    async def action_like(self) -> None:
        """Choose among passages like the quote, of people who are not quoted yet; keep it, or read it where it is."""
        part, read = self._quote_here(), self._outline
        if part is None or read is None:
            return
        if part.shown is None:  # what it shares with others are its own words
            self.shell.say(f"Nothing is looked for by these words: {part.held}.")
            return
        self.shell.say("Looking for more like this…")
        day = (await now(self.shell.lane)).date()
        found = await read_apart(self.shell.lane, more_like, part.id, day)
        if not found.found:
            self.shell.say("Nobody who is not quoted yet says anything like this.")
            return
        choices = [(str(number), _alike_words(one), _why(one)) for number, one in enumerate(found.found)]
        chosen = await self.app.push_screen_wait(Choose("More like this", choices, found.sentence))
        if chosen is None:
            return
        one = found.found[int(chosen)]
        where = "Kept" if read.essay is None else f"“{read.essay.title}”"
        ways = [(_KEEP, f"Keep it in {where}", ""), (_READ, "Read it in its document", "")]
        way = await self.app.push_screen_wait(Choose(_alike_words(one), ways))
        if way == _KEEP:
            essay_id = None if read.essay is None else read.essay.id
            new = KeepQuote(one.document_id, one.span, essay_id=essay_id, after=part.id if essay_id else None)
            self._part_at = new.id
            unseen = one.held and read.essay is not None and read.audience is Audience.OUTSIDE
            if await self._do(new) and unseen:
                self.shell.say(f"Quote in {where}. Its readers will not see it: {one.held}. u takes it back.")
        elif way == _READ:
            self.shell.open_document(one.document_id, one.span)

    @work
    async def action_keep_by_id(self) -> None:
        """Keep the passage of an id that is typed or pasted, after what is under the cursor."""
        read, here = self._outline, None if self._in_list else self._part
        typed = await self.app.push_screen_wait(AskLine("Keep a passage by its id", IDS_IN_WORDS))
        if not typed or read is None:
            return
        try:
            found = await self.shell.read(passage_named, typed)
        except Problem as problem:
            self.shell.show_problem(problem)
            return
        essay_id = None if read.essay is None else read.essay.id
        after = here.id if here is not None and essay_id else None
        new = KeepQuote(found.document_id, found.span, essay_id=essay_id, after=after)
        self._part_at = new.id
        await self._do(new)

    @work
    async def action_draft(self) -> None:
        """Hold a draft against the transcripts, for the readers of the essay under the cursor."""
        from qualcode.tui.screens.quotes_draft import check_a_draft  # with its first use

        essay = self._outline.essay if self._outline is not None else None
        audience = self._outline.audience if self._outline is not None else Audience.OUTSIDE
        await check_a_draft(self, audience, essay.id if essay is not None else "")

    @work
    async def action_answer(self) -> None:
        """Record what the person said with whom the quote was checked."""
        part = self._quote_here()
        if part is None:
            return
        held, today = part.checked, (await now(self.shell.lane)).date()
        answers = {str(one) or _NOT_ASKED: one for one in Answer}
        fields = [
            Field("answer", "What they said", str(held.answer) or _NOT_ASKED, "choice", tuple(answers)),
            Field("on", "On", (held.on or today).isoformat(), hint="a day, such as 2026-03-12"),
            Field("words", "Their words", held.words, "words"),
        ]
        values = await self.app.push_screen_wait(AskAnswer("Checked with the person", fields))
        if values is not None:
            day = as_day(values["on"])
            on = today if day is None else date.fromisoformat(day)
            edit = RecordAnswer(part.id, answers[values["answer"]], on, values["words"], part.words)
            if on <= today and (stands := await self.shell.read(taken_back, part.id, edit.answer, on)):
                if not await self.app.push_screen_wait(YesNo(TAKES_BACK, stands, "takes it back")):
                    return
                edit = replace(edit, although=True)
            await self._do(edit)

    @work
    async def action_style(self) -> None:
        """Choose what stands after the quotes of the essay."""
        from qualcode.tui.screens.quotes_style import ask_style  # with its first use

        essay = self._outline.essay if self._outline is not None else None
        if essay is None:
            self.shell.say("Kept prints nothing: go to an essay.")
        elif (edit := await ask_style(self.shell, self.app, essay.id, essay.title)) is not None:
            await self._do(edit)

    @work
    async def action_cite(self) -> None:
        """Say which evidence the essay cites; what it cites already it then cites no longer."""
        read = self._outline
        if read is None or read.essay is None:
            self.shell.say("Kept cites nothing: go to an essay.")
            return
        cited = {one.document_id for one in read.evidence}
        known = await self.shell.read(_evidence)
        if not known:
            self.shell.say("There is no document of the kind evidence yet: Documents (F2) brings one in.")
            return
        choices = [(one, called, "cited: enter takes it out" if one in cited else "") for one, called in known]
        chosen = await self.app.push_screen_wait(Choose(f"Evidence for “{read.essay.title}”", choices))
        if chosen is not None:
            make = StopCiting if chosen in cited else CiteEvidence
            await self._do(make(read.essay.id, chosen))


def _alike_words(one: Alike) -> str:
    at = clock(one.seconds) if one.seconds is not None else f"turn {one.turn}" if one.turn is not None else ""
    return f"{' '.join(filter(None, (one.who, at)))}  “{cut(one.words, _LONGEST)}”"


def _why(one: Alike) -> str:
    """What it shares, and first why it cannot be quoted outside."""
    return f"held: {one.held}; {one.why}" if one.held else one.why


def _sheet(conn: sqlite3.Connection, read: Outline, made_on: datetime, notes: bool) -> Page:
    return quote_sheet(conn, None if read.essay is None else read.essay.id, made_on, read.audience, notes=notes)


def _evidence(conn: sqlite3.Connection) -> list[tuple[str, str]]:
    """The documents that can be cited, by their ids."""
    return [(one.id, one.called) for one in documents(conn, with_answers=False) if one.kind == Kind.EVIDENCE]
