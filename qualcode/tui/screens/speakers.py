"""The review of speakers: which labels are one, who asks, whose words these are; decided here, saved as one step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal

from qualcode.analysis.speakers import (
    SpeakerLine,
    SpeakerRow,
    first_turns,
    in_turn,
    is_participant,
    speaker_lines,
    unlabelled,
)
from qualcode.edits.speaker_decisions import Decision, consents_left, joined, one_person, suggested
from qualcode.edits.speakers import ReviewSpeakers
from qualcode.tui.commands import Command, bindings
from qualcode.tui.reading import read_apart
from qualcode.tui.screens.questions import AskLine, Choose, YesNo
from qualcode.tui.screens.reason_wanted import make_because
from qualcode.tui.screens.speakers_commands import COMMANDS
from qualcode.tui.screens.speakers_rows import (
    COLUMNS,
    Speakers,
    choices_for,
    choices_to_stay,
    numbered,
    saved_sentence,
    shown_labels,
    speaker_page,
    summary,
    table_rows,
)
from qualcode.tui.screens.speakers_turns import GivesTurns
from qualcode.tui.widgets.drawn_rows import DrawnRows
from qualcode.tui.widgets.find_bar import FindBar
from qualcode.tui.widgets.pane import Pane
from qualcode.tui.widgets.reading_page import ReadingPage

_READ = 3  # documents whose first turns are shown
_TOLD = 8  # consents named before saving
_LISTED = 200  # participants; more are not chosen from a list but typed


class SpeakersScreen(GivesTurns):
    """The labels found in the documents. Decisions wait here until they are saved; u takes back the last of them."""

    MODE = "speakers"
    CRUMB = "Speakers"
    FILTERED = "speakers"
    CSS_PATH = "speakers.tcss"
    COMMANDS_HERE: ClassVar[tuple[Command, ...]] = COMMANDS
    HINTS = ("speakers.edit", "speakers.mark", "speakers.save")
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(COMMANDS),
        Binding("ctrl+q", "leave_program", "Leave", show=False),
    ]

    def compose_place(self) -> ComposeResult:
        with Horizontal(id="speakers-panes"):
            with Pane(id="speakers-pane") as pane:
                pane.entitle("Speakers")
                yield DrawnRows(COLUMNS, id="speakers", empty="Reading…")
                yield FindBar("Show speakers with", id="filter")
            with Pane(id="speaker-pane") as pane:
                pane.entitle("", "enter says who it is")
                yield ReadingPage(id="speaker")

    # Reading and drawing

    async def refresh_place(self) -> None:
        """Read the speakers and draw them; their words are counted apart."""
        self._take(Speakers.of(await self.shell.read(speaker_lines, words=False)))
        self._unlabelled = await self.shell.read(unlabelled)
        self._draw()
        self._count()

    @work(exclusive=True, group="counting")
    async def _count(self) -> None:
        self._take(Speakers.of(await read_apart(self.shell.lane, speaker_lines)))
        self._draw()

    @property
    def _can_be_drawn(self) -> bool:
        """False once the screen is being put away: what was asked of the study before may still come back."""
        return len(self.query("#speakers, #speaker, #speakers-pane, #speaker-pane")) == 4

    def _draw(self) -> None:
        if not self._can_be_drawn:
            return
        table = self.query_one("#speakers", DrawnRows)
        table.say_when_empty(
            "Nobody has these letters. esc shows all."
            if self._wanted
            else "No speakers yet. They come with the documents they speak in."
        )
        table.show(table_rows(self._speakers, self._decisions, self._wanted))
        self._draw_title()
        self._draw_speaker()

    def _draw_title(self) -> None:
        marked = len(self.query_one("#speakers", DrawnRows).marked)
        without = sum(one.turns for one in self._unlabelled)
        words = summary(self._speakers, self._decisions, without, marked)
        number = numbered(self._speakers, self._wanted)
        self.query_one("#speakers-pane", Pane).entitle(f"Speakers · {number}", words)

    @property
    def row_under_cursor(self) -> SpeakerRow | None:
        """The speaker that keys act on where none is marked."""
        return self._speakers.rows.get(self.query_one("#speakers", DrawnRows).row_id)

    @work(exclusive=True, group="details")
    async def _draw_speaker(self) -> None:
        row = self.row_under_cursor if self._can_be_drawn else None
        lines = row.lines[:_READ] if row is not None else ()
        said = await self.shell.read(first_turns, [line.id for line in lines])
        if not self._can_be_drawn:
            return
        self.query_one("#speaker-pane", Pane).entitle(row.label if row is not None else "")
        page = speaker_page(self._speakers, row, self._decisions, said) if row is not None else []
        self.query_one("#speaker", ReadingPage).show(page)

    @on(DrawnRows.Moved, "#speakers")
    def _moved(self) -> None:
        self._draw_speaker()

    # Deciding

    def _chosen_rows(self) -> list[SpeakerRow]:
        """The marked rows, else the one under the cursor."""
        table = self.query_one("#speakers", DrawnRows)
        chosen = table.marked or (table.row_id,)
        return [self._speakers.rows[one] for one in chosen if one in self._speakers.rows]

    def _say_who(self, who: str) -> None:
        lines = [line for row in self._chosen_rows() for line in row.lines]
        self._decide(self._decisions.get(line.id, Decision(line.id)).with_who(who) for line in lines)

    @on(DrawnRows.Opened, "#speakers")
    def _opened(self) -> None:
        self._ask_who()

    @work
    async def _ask_who(self) -> None:
        row = self.row_under_cursor
        if row is None:
            return
        self.query_one("#speakers", DrawnRows).unmark_all()
        decided = any(line.id in self._decisions for line in row.lines)
        words = f"{row.lines[0].document}: {row.lines[0].first_words}"
        title = f"Who is “{row.label}”?"
        chosen = await self.app.push_screen_wait(Choose(title, choices_for(self._speakers, row, decided), words))
        if chosen == "like":
            like = self._speakers.likes[row.id].like or row.id
            await self._make_one(row.lines, self._speakers.rows[like].lines)
        elif chosen == "everywhere":
            called = [one for same in self._speakers.called_as(row) for one in same.lines]
            self._decide(self._decisions.get(one.id, Decision(one.id)).with_who("interviewer") for one in called)
        elif chosen in ("interviewer", "nobody"):
            self._say_who(chosen)
        elif chosen == "participant":
            await self._ask_person()
        elif chosen == "rename":
            await self._ask_label()
        elif chosen == "undecided":
            self.action_undecide()

    @work
    async def action_person(self) -> None:
        """Ask whose words these are."""
        await self._ask_person()

    async def _ask_person(self) -> None:
        rows = self._chosen_rows()
        people = self._speakers.pseudonyms()
        if not rows:
            return
        labels = shown_labels(rows)
        pseudonym: str | None = "new"
        if 0 < len(people) <= _LISTED:
            choices = [("new", "another or a new participant…", ""), *((one, one, where) for one, where in people)]
            shown = rows[0].who if rows[0].voice.person is not None else None
            pseudonym = await self.app.push_screen_wait(
                Choose(f"Whose words are those of {labels}?", choices, "", shown)
            )
        if pseudonym == "new":
            words = "A pseudonym, such as P03. One that nobody has yet makes a new participant."
            pseudonym = await self.app.push_screen_wait(AskLine(f"Whose words are those of {labels}?", words))
            if pseudonym and not await self.shell.read(is_participant, pseudonym):
                self.shell.say(f"{pseudonym} will be a new participant.")
        if pseudonym and await self._may_be_one(rows, pseudonym):
            self._say_who(pseudonym)

    async def _may_be_one(self, rows: Sequence[SpeakerRow], pseudonym: str) -> bool:
        """Ask where a participant would answer themselves; True where nobody would, or it is meant so."""
        said = {line.id: Decision(line.id, person=pseudonym) for row in rows for line in row.lines}
        goals = one_person(self._speakers.lines, {**self._decisions, **said}, said)
        doubtful = await self.shell.read(in_turn, goals, 1)
        words = "\n".join(doubtful[:_TOLD]) + "\n\nWho answers somebody is rarely that person."
        title = f"Are they all {pseudonym}?"
        if not doubtful:
            return True
        meant = await self.app.push_screen_wait(YesNo(title, words, "says so"))
        return meant is True

    @work
    async def action_rename(self) -> None:
        """Ask for another label."""
        await self._ask_label()

    async def _ask_label(self) -> None:
        row = self.row_under_cursor
        if row is None:
            return
        words = "The words of the transcript stay as they are; this is what the speaker is called beside them."
        label = await self.app.push_screen_wait(AskLine(f"Another label for “{row.label}”", words, value=row.label))
        if label:
            self._decide(replace(self._decisions.get(line.id, Decision(line.id)), label=label) for line in row.lines)

    def action_interviewer(self) -> None:
        """Say that they ask the questions."""
        self._say_who("interviewer")

    def action_undecide(self) -> None:
        """Take away what was decided."""
        self._decide(Decision(line.id) for row in self._chosen_rows() for line in row.lines)

    def action_suggested(self) -> None:
        """Decide what every likeness suggests, bar where something else is decided already."""
        found = suggested(list(self._speakers.rows.values()))
        self._decide(one for one in found.values() if one.speaker_id not in self._decisions)
        self.shell.say(f"{len(found)} decided. Look at them, then ctrl+s saves; u takes them back.")

    @work
    async def action_merge(self) -> None:
        """Make the marked speakers one."""
        rows = self._chosen_rows()
        here = self.row_under_cursor
        if len(rows) == 1 and here is not None and here is not rows[0]:
            rows.append(here)
        if len(rows) < 2:
            self.shell.say("Mark two or more with space, then M makes them one.")
            return
        choices = choices_to_stay(rows)
        words = "The others' turns become theirs; in other documents they stand for the same person."
        stays = await self.app.push_screen_wait(Choose("Which one stays?", choices, words))
        if stays is None:
            return
        lines = [line for row in rows if row.id != stays for line in row.lines]
        await self._make_one(lines, self._speakers.rows[stays].lines)

    async def _make_one(self, lines: Sequence[SpeakerLine], to: Sequence[SpeakerLine]) -> None:
        """Decide that speakers are one, asking first where they answer each other."""
        decisions = joined(lines, to, self._decisions)
        goals = {one.speaker_id: one.into for one in decisions if one.into is not None}
        doubtful = await self.shell.read(in_turn, goals)
        words = "\n".join(doubtful[:_TOLD]) + "\n\nWho answers somebody is rarely that person."
        if doubtful and not await self.app.push_screen_wait(YesNo("Are they one?", words, "makes them one")):
            return
        self._decide(decisions)

    # Saving

    @work
    async def action_save(self) -> None:
        """Carry out what was decided."""
        await self._save()

    async def _save(self) -> bool:
        if not self._decisions:
            self.shell.say("Nothing was decided yet. enter says who somebody is.")
            return False
        if left := consents_left(self._speakers.lines, self._decisions):
            words = "\n".join(left[:_TOLD]) + ("\n…" if len(left) > _TOLD else "")
            if not await self.app.push_screen_wait(YesNo("Consent is another’s then", words, "saves the review")):
                return False
        decided = list(self._decisions.values())
        edit = ReviewSpeakers(decided)

        def review(because: str) -> ReviewSpeakers:
            nonlocal edit
            edit = ReviewSpeakers(decided, because=because)
            return edit

        made = await make_because(self.shell, self.app, review)
        if made is None:
            return False
        self._saved, self._takes_back = self._decisions, False
        self._decisions, self._past, self._undone = {}, [], []
        self.shell.say(saved_sentence(made.label, edit.removed, edit.kept))
        return True

    # Looking, and going back

    def action_mark(self) -> None:
        """Mark the speaker under the cursor, or take the mark away."""
        self.query_one("#speakers", DrawnRows).toggle_mark()
        self._draw_title()

    def action_side(self) -> None:
        """Show or hide the speaker beside the table."""
        self.toggle_class("-reading" if self.has_class("-narrow") else "-alone")
        self.query_one("#speaker" if self.has_class("-reading") else "#speakers").focus()

    @work
    async def action_back(self) -> None:
        """From one speaker to the table, from marks and letters to all, then out."""
        table = self.query_one("#speakers", DrawnRows)
        if self.has_class("-reading"):
            self.action_side()
        elif table.marked:
            table.unmark_all()
            self._draw_title()
        elif self._wanted:
            self.narrow("")
        elif not table.has_focus:
            table.focus()
        elif await self._may_leave():
            self.dismiss()

    async def may_go(self) -> bool:
        """Ask what becomes of decisions that are not saved."""
        return await self._may_leave()

    async def _may_leave(self) -> bool:
        """Ask what becomes of decisions that are not saved."""
        if not self._decisions:
            return True
        choices = [("save", "save them, and leave", ""), ("drop", "leave without them", "the study stays as it is")]
        title = f"{len(self._decisions)} decided, not saved"
        chosen = await self.app.push_screen_wait(Choose(title, choices))
        return chosen == "drop" or (chosen == "save" and await self._save())

    @work
    async def action_leave_program(self) -> None:
        """Leave the program, asking first where something is not saved."""
        if await self._may_leave():
            await self.run_action("app.leave")
