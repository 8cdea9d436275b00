"""A draft held against the transcripts: every quotation of it, what is wrong with it, and where its words stand."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import ClassVar
from weakref import WeakKeyDictionary

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal

from qualcode.edits.finished_drafts import RecordDraft, nothing_in_words, recorded_in_words
from qualcode.edits.not_ours import SayNotOurs
from qualcode.essays.check_draft import check_draft
from qualcode.essays.drafts import read_draft
from qualcode.essays.drafts.draft import Draft
from qualcode.essays.findings import NOT_OURS, Checked, Finding
from qualcode.essays.told import comment, names_in_words, place_in_words, summary
from qualcode.essays.used import used
from qualcode.exports.checked_draft import write_commented
from qualcode.participants.disclosure import Audience
from qualcode.problem import Problem
from qualcode.project.project import Made
from qualcode.settings import remember_draft, remembered
from qualcode.tui.commands import Command, bindings
from qualcode.tui.reading import now, read_apart
from qualcode.tui.screens.place import Place
from qualcode.tui.screens.questions import AskLine
from qualcode.tui.screens.saved_file import tell_saved
from qualcode.tui.widgets.drawn_rows import Column, DrawnRows, Row
from qualcode.tui.widgets.pane import Pane
from qualcode.tui.widgets.reading_page import Paragraph, ReadingPage

_COLUMNS = (Column("where", 14, least=50), Column("words"), Column("found", 22))
_READ = (".docx", ".odt", ".md", ".txt")


@dataclass(frozen=True)
class HeldDraft:
    """A draft that was held against the study, and the essay it is checked for: empty for none."""

    path: Path
    checked: Checked
    essay_id: str = ""


_lists: WeakKeyDictionary[Place, dict[str, HeldDraft]] = WeakKeyDictionary()  # of a place, by essay


async def check_a_draft(place: Place, audience: Audience, essay_id: str = "") -> None:
    """Show again what was found in an essay’s draft, else check the last one, else ask; for a worker."""
    held = _lists.get(place, {}).get(essay_id)
    if held is None:
        last = remembered().drafts.get(_called(place, essay_id))
        path = Path(last) if last is not None and Path(last).is_file() else await _asked_for(place)
        held = await _held(place, path, audience, essay_id) if path is not None else None
    while held is not None:
        _lists.setdefault(place, {})[essay_id] = held
        screen = DraftScreen(held)
        await place.app.push_screen_wait(screen)
        _lists[place][essay_id] = screen.held
        if not screen.wants_other:
            return
        path = await _asked_for(place)
        held = await _held(place, path, audience, essay_id) if path is not None else None


def _called(place: Place, essay_id: str) -> str:
    """By what this machine remembers the draft of an essay: of none, by the study's file."""
    return essay_id or place.shell.lane.path.name


async def _asked_for(place: Place) -> Path | None:
    from qualcode.tui.screens.choose_path import ChoosePath  # DirectoryTree, with its first use

    words = "A Word, odt, Markdown or text file; it is read, never written to."
    folder = place.shell.lane.path.parent
    return await place.app.push_screen_wait(
        ChoosePath("Which draft?", words, folder, wanted=lambda one: one.suffix.casefold() in _READ)
    )


async def _held(
    place: Place, path: Path, audience: Audience, essay_id: str, *, quietly: bool = False
) -> HeldDraft | None:
    """A draft held against the study as it is now; None where it cannot be read, which is said."""
    if not quietly:
        place.shell.say(f"Holding {path.name} against the transcripts…")
    try:
        draft = await asyncio.to_thread(read_draft, path)
        checked = await read_apart(place.shell.lane, _check, draft, (await now(place.shell.lane)).date(), audience)
    except Problem as problem:
        place.shell.show_problem(problem, decide=True)
        return None
    remember_draft(_called(place, essay_id), path)
    return HeldDraft(path, checked, essay_id)


class DraftScreen(Place):
    """The quotations of one draft, those to look at first, and what is told of the one under the cursor."""

    MODE = "quotes"
    CRUMB = "A draft"
    COMMANDS_HERE: ClassVar[tuple[Command, ...]] = (
        Command(
            "draft.open", "enter", "open", "quotation: Open the document there",
            "Opens the document where the words stand that are quoted.", "Open", pane="findings", of_pane=True,
        ),
        Command(
            "draft.export", "x", "export", "draft: Copy with comments…",
            "Writes a copy of the draft with a Word comment on each problem, for the study team.", "Comments",
        ),
        Command(
            "draft.again", "equals_sign", "again", "draft: Check it again",
            "Reads the file again, and holds it against the study as it is now.", "Again",
        ),
        Command(
            "draft.not-ours", "d", "not_ours", "quotation: No participant’s words, or looked for again",
            "Says of words that stand nowhere in the study that they are others’: no draft is asked about them.",
            "Not ours",
        ),
        Command(
            "draft.readers", "f", "readers", "draft: For readers outside, or for the team",
            "Checks it again for the other readers: for the team only what was withdrawn is held back.", "Readers",
            roomy=True,
        ),
        Command("draft.other", "", "other", "draft: Check another file…", "Asks which."),
        Command(
            "draft.used", "", "used", "draft: It is finished: record what it uses…",
            "Says beside each quote that this text uses it, and keeps those that were not kept.",
        ),
        Command(
            "draft.side", "i", "side", "quotation: What is wrong with it",
            "Shows or hides what is wrong with a quotation, in full sentences.", "What is wrong",
        ),
        Command("draft.back", "escape", "back", "draft: Back", "Goes back to Quotes.", "Back"),
    )  # fmt: skip
    HINTS = ("draft.side", "draft.open", "draft.export")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(COMMANDS_HERE)]

    DEFAULT_CSS = """
    DraftScreen #list-pane { width: 3fr; }
    DraftScreen #told-pane { width: 2fr; }
    DraftScreen #findings, DraftScreen #told { height: 1fr; }
    DraftScreen.-alone #told-pane, DraftScreen.-narrow #told-pane { display: none; }
    DraftScreen.-narrow.-reading #told-pane { display: block; width: 1fr; }
    DraftScreen.-narrow.-reading #list-pane { display: none; }
    """

    def __init__(self, held: HeldDraft) -> None:
        super().__init__()
        self.held = held
        self.wants_other = False
        self._is_old = False

    @property
    def _checked(self) -> Checked:
        return self.held.checked

    @property
    def _path(self) -> Path:
        return self.held.path

    def compose_place(self) -> ComposeResult:
        with Horizontal():
            with Pane(id="list-pane") as pane:
                pane.entitle(self._path.name, self._readers)
                yield DrawnRows(_COLUMNS, id="findings", empty="No quotations were found in it.")
            with Pane(id="told-pane"):
                yield ReadingPage(id="told")

    async def refresh_place(self) -> None:
        """Draw what was found, and look again where the study was changed since."""
        self.query_one("#findings", DrawnRows).show(list(finding_rows(self._checked.findings)))
        self._draw_told()
        if self._is_old:
            self._is_old = False
            self._check_quietly()

    @property
    def _readers(self) -> str:
        who = "the team" if self._checked.audience is Audience.TEAM else "readers outside"
        return f"as for {who}; for the study team only"

    @property
    def _finding(self) -> Finding | None:
        row_id = self.query_one("#findings", DrawnRows).row_id
        return self._checked.findings[int(row_id)] if row_id.isdigit() else None

    @on(DrawnRows.Moved, "#findings")
    def _draw_told(self) -> None:
        one = self._finding
        told = [Paragraph(summary(self._checked), "heading"), Paragraph(names_in_words(self._checked), "quiet")]
        if one is not None:
            heading = place_in_words(one)
            told += [Paragraph(""), Paragraph(heading, "title"), Paragraph(f"“{one.words}”"), Paragraph("")]
            told += [Paragraph(line) for line in comment(one).split("\n") if line]
        self.query_one("#told", ReadingPage).show(told)

    @on(DrawnRows.Opened, "#findings")
    def _opened(self) -> None:
        one = self._finding
        if one is not None and one.sources:
            self.shell.open_document(one.sources[0].document_id, one.sources[0].span)
        elif one is not None and self.has_class("-narrow"):
            self.action_side()
        elif one is not None:
            self.shell.say("This is a name." if one.is_name else "These words stand nowhere in the study.")

    @work
    async def action_export(self) -> None:
        """Write the copy with comments beside the draft."""
        day, path = (await now(self.shell.lane)).date(), self._path.with_name(f"{self._path.stem}-checked.docx")
        number = 1
        while path.exists():
            number += 1
            path = path.with_name(f"{self._path.stem}-checked-{number}.docx")
        try:
            written = await asyncio.to_thread(write_commented, self._checked, path, day, self.shell.names)
        except Problem as problem:
            self.shell.show_problem(problem, decide=True)
            return
        await tell_saved(self, written.paths[0], written.sentences)

    @work
    async def action_used(self) -> None:
        """Record the use of every quote of the draft, and keep those that are not kept yet."""
        found = used(self._checked)
        if found.is_nothing:
            self.shell.say(nothing_in_words(found))
            return
        title = await self.app.push_screen_wait(
            AskLine("Record what it uses", "The title of the finished text.", value=self._path.stem)
        )
        if title is None:
            return
        name = self.shell.names.show(self._checked.draft.name)
        made = await self.shell.make(RecordDraft(found, title, name, self._checked.audience))
        if made is not None:
            told = recorded_in_words(found, made.label, changed=bool(made.changes))
            self.shell.say(f"{told} u takes it back." if made.changes else told)

    async def study_changed(self, made: Made) -> None:
        """Check it again once it is open: what was changed may have mended it."""
        self._is_old = True
        await super().study_changed(made)

    @work(exclusive=True, group="check")
    async def _check_quietly(self) -> None:
        await self._check_for(self._checked.audience, quietly=True)

    @work(exclusive=True, group="check")
    async def action_again(self) -> None:
        """Hold the file as it is now against the study as it is now."""
        await self._check_for(self._checked.audience)

    @work(exclusive=True, group="check")
    async def action_readers(self) -> None:
        """Check it for the other readers."""
        outside = self._checked.audience is Audience.OUTSIDE
        await self._check_for(Audience.TEAM if outside else Audience.OUTSIDE)

    async def _check_for(self, audience: Audience, *, quietly: bool = False) -> None:
        held = await _held(self, self._path, audience, self.held.essay_id, quietly=quietly)
        if held is not None:
            self.held = held
            self.query_one("#list-pane", Pane).entitle(held.path.name, self._readers)
            await self.refresh_place()

    @work
    async def action_not_ours(self) -> None:
        """Say of words that stand nowhere in the study that no participant said them, or take that back."""
        one = self._finding
        if one is None or not one.may_be_others:
            self.shell.say("Only words that stand nowhere in the study can be said to be no participant’s.")
            return
        made = await self.shell.make(SayNotOurs(one.words, is_so=one.found != NOT_OURS))
        if made is not None:
            self.shell.say(f"{made.label}. u takes it back.")

    def action_other(self) -> None:
        """Go back, and ask for another file."""
        self.wants_other = True
        self.dismiss()

    def action_side(self) -> None:
        """Show or hide what is told of the quotation."""
        self.toggle_class("-reading" if self.has_class("-narrow") else "-alone")

    def action_back(self) -> None:
        """From the pane to the list, then to Quotes."""
        if self.has_class("-reading"):
            self.action_side()
        else:
            self.dismiss()


def finding_rows(findings: Sequence[Finding]) -> Iterator[Row]:
    """Those to look at first, then the others, each in the order of the draft; their ids are their places."""
    for heading, wanted in (("To look at", True), ("Nothing to look at", False)):
        some = [(place, one) for place, one in enumerate(findings) if bool(one.troubles) is wanted]
        if some:
            yield Row(heading, (f"{heading} · {len(some):,}",), "heading", spread=True)
        for place, one in some:
            troubles = ", ".join(str(told.trouble) for told in one.troubles)
            words = f"{one.words}, {one.where}" if one.where else one.words
            yield Row(str(place), (one.place, words, troubles or one.found), "plain" if wanted else "quiet")


def _check(conn: sqlite3.Connection, draft: Draft, on: date, audience: Audience) -> Checked:
    return check_draft(conn, draft, on=on, audience=audience)
