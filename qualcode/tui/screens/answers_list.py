"""The answers to one question of a survey as a list, with the one under the cursor in full."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from qualcode.analysis.answer_codes import (
    answer_codings,
    coded_now,
    codes_used,
    withdrawn_answers,
)
from qualcode.analysis.codes import Use, codebook, uses
from qualcode.analysis.survey_counts import QuestionCount, counts
from qualcode.analysis.surveys import (
    AnswerFilter,
    AnswerGroup,
    AnswerLine,
    QuestionLine,
    answers,
    grouped,
    questions,
)
from qualcode.codebooks.code import Codebook, State
from qualcode.project.places import pins
from qualcode.project.project import Made
from qualcode.transcripts.transcript import Kind
from qualcode.tui.digits import Digits
from qualcode.tui.screens.answers_rows import (
    QUESTIONS,
    Coded,
    answer_page,
    columns,
    counts_page,
    digits_page,
    question_row,
    question_rows,
    row_of,
    title,
)
from qualcode.tui.screens.filtered import Filtered
from qualcode.tui.widgets.drawn_rows import DrawnRows
from qualcode.tui.widgets.find_bar import FindBar
from qualcode.tui.widgets.pane import Pane
from qualcode.tui.widgets.reading_page import ReadingPage

_AT_FIRST = 64  # rows given at once around the cursor; the others as they come into sight


@dataclass(frozen=True)
class _Known:
    """What lies around the answers."""

    questions: Sequence[QuestionLine] = ()
    book: Codebook = field(default_factory=lambda: Codebook(()))
    uses: dict[str, Use] | None = None


def read_known(conn: sqlite3.Connection) -> _Known:
    """The questions, the codebook and how often each code is used."""
    return _Known(questions(conn), codebook(conn), uses(conn, Kind.SURVEY_ANSWER))


class AnswersList(Filtered):
    """The questions, the answers to one of them, and the answer under the cursor in full."""

    MODE = "documents"
    CRUMB = "Survey answers"
    FILTERED = "answers"
    CSS_PATH = "answers.tcss"

    def __init__(self, question_id: str | None = None, *, survey_id: str | None = None) -> None:
        super().__init__()
        self._question_id = question_id or ""
        self._survey_id = survey_id
        self._known = _Known()
        self._lines: list[AnswerLine] = []
        self._groups: dict[str, AnswerGroup] = {}  # by the first answer of each, which names its row
        self._group_of: dict[str, str] = {}
        self._coded = Coded()
        self._withdrawn: frozenset[str] = frozenset()
        self._count: QuestionCount | None = None
        self._counted_by: str | None = None
        self._filter = AnswerFilter()
        self._shown_of: dict[str, str] = {}
        self._most_first = False
        self._digits: Digits | None = None
        self._coder_id = ""
        self._last: str | None = None
        self._recent: list[str] = []
        self._begun = False

    def compose_place(self) -> ComposeResult:
        with Horizontal(id="answers-panes"):
            with Pane(id="questions-pane") as pane:
                pane.entitle("Questions", "enter reads them")
                yield DrawnRows(
                    QUESTIONS, id="questions", empty="No survey yet. : survey: Bring in… reads a csv or xlsx file."
                )
            with Vertical(id="right"):
                with Pane(id="list-pane"):
                    yield DrawnRows(columns(), id="answers", empty="Reading…")
                    yield FindBar("Show answers with", id="find")
                with Pane(id="answer-pane"):
                    yield ReadingPage(id="answer")

    # What is shown

    def _show_only(self, *, said: Mapping[str, str], **wanted: Any) -> None:
        """Show fewer; `said` is what the title says of it."""
        self._filter = replace(self._filter, **wanted)
        self._shown_of.update(said)

    def _show_all(self) -> None:
        self._filter, self._shown_of, self._counted_by = AnswerFilter(), {}, None

    # Reading and drawing

    async def refresh_place(self) -> None:
        """Read the questions, and the answers to the one shown; what is in sight stays in sight."""
        self._known = await self.shell.read(read_known)
        ids = [line.id for line in self._known.questions]
        if self._question_id not in ids:
            self._question_id = self._first_question()
            self._show_all()
        self.query_one("#questions", DrawnRows).show(question_rows(self._known.questions), at=self._question_id)
        await self._read_answers(anew=False)
        if not self._begun:
            self._begun = True
            self._focus_answers()

    def _first_question(self) -> str:
        """The first open one with answers, of the survey that was asked for where there is one."""
        lines = self._known.questions
        lines = [line for line in lines if line.survey_id == self._survey_id] or lines
        return next((line.id for line in lines if line.is_open and line.answers), lines[0].id if lines else "")

    def _focus_answers(self) -> None:
        question = self._question
        wanted = "#questions" if question is None else "#answers" if question.is_open else "#answer"
        self.query_one(wanted).focus()

    async def study_changed(self, made: Made) -> None:
        """Draw again only what a coding changes, where nothing else has changed; beneath the picker, too."""
        if self._stale or {change.table for change in made.changes} != {"coding"}:
            await super().study_changed(made)
            return
        ids = [change.row_id for change in made.changes]
        here, codings, elsewhere = await self.shell.read(coded_now, ids, self._question_id)
        self._coded.replace(here, codings)
        if elsewhere:
            self._known = await self.shell.read(read_known)
            self.query_one("#questions", DrawnRows).show(question_rows(self._known.questions), at=self._question_id)
        self._draw_coded(here)

    @property
    def _question(self) -> QuestionLine | None:
        return next((line for line in self._known.questions if line.id == self._question_id), None)

    async def _read_answers(self, *, anew: bool = True) -> None:
        """Read the answers to the question; those in sight stay, coded or not, unless the list is wanted anew."""
        question = self._question
        self.set_class(question is not None and not question.is_open, "-closed")
        kept = frozenset[str]() if anew else frozenset(line.document_id for line in self._lines)
        if question is None or not question.is_open:
            self._lines, self._coded, self._withdrawn = [], Coded(), frozenset()
        else:
            self._coded = Coded.of(await self.shell.read(answer_codings, question.id))
            self._withdrawn = await self.shell.read(withdrawn_answers, question.id)
            lines = await self.shell.read(answers, question.id, replace(self._filter, coded=None))
            wanted = self._filter.coded
            self._lines = [
                line
                for line in lines
                if wanted is None or line.document_id in kept or (line.document_id in self._coded.by_answer) is wanted
            ]
        await self._lay_digits()
        self._group()
        self.call_after_refresh(self._say_that_it_goes_on)
        if question is not None and not question.is_open:
            self._count = await self.shell.read(counts, question, self._counted_by)
            self._draw_count()

    async def _lay_digits(self) -> None:
        """Lay the digits once for each coder: nothing reorders under the fingers while the screen is open."""
        coder = self.shell.coder_id
        if self._digits is None or coder != self._coder_id:
            self._coder_id = coder
            self._recent = await self.shell.read(codes_used, self._question_id, coder)
            self._digits = Digits(await self.shell.read(pins, coder), self._recent)
            self._last = next(iter(self._recent), None)
        self._digits.forget(code.id for code in self._known.book.codes if code.state is not State.RETIRED)

    def _group(self) -> None:
        """Put answers in the same words together, and draw them."""
        groups = grouped(self._lines, most_first=self._most_first)
        self._groups = {group.answers[0].document_id: group for group in groups}
        self._group_of = {one: first for first, group in self._groups.items() for one in group.document_ids}
        self._draw()

    def _draw(self) -> None:
        rows = self.query_one("#answers", DrawnRows)
        rows.say_when_empty(self._empty(self._question))
        ids = list(self._groups)
        rows.show_pages(ids)
        self._put_rows(max(0, rows.place - _AT_FIRST), ids[max(0, rows.place - _AT_FIRST) : rows.place + _AT_FIRST])
        self._entitle()
        self._draw_answer()

    @on(DrawnRows.PageWanted, "#answers")
    def _page_wanted(self, event: DrawnRows.PageWanted) -> None:
        if all(one in self._groups for one in event.row_ids):
            self._put_rows(event.first, event.row_ids)

    def _put_rows(self, first: int, ids: Iterable[str]) -> None:
        book, names = self._known.book, self.shell.names
        found = [row_of(self._groups[one], self._coded, book, names, self._withdrawn) for one in ids]
        self.query_one("#answers", DrawnRows).put(first, found)

    def _draw_coded(self, document_ids: Sequence[str]) -> None:
        """Draw what codings on some answers change."""
        touched = {self._group_of[one] for one in document_ids if one in self._group_of}
        if touched:
            for place, one in enumerate(self._groups):
                if one in touched:
                    self._put_rows(place, [one])
        question = self._question
        if question is not None and question.is_open:
            now = replace(question, coded=len(self._coded.by_answer.keys() - self._withdrawn))
            lines = [now if line.id == now.id else line for line in self._known.questions]
            self._known = replace(self._known, questions=lines)
            rows = self.query_one("#questions", DrawnRows)
            if now.id in rows.row_ids:
                rows.put(rows.row_ids.index(now.id), [question_row(now)])
        self._entitle()
        self._draw_answer(keep_place=True)

    def _entitle(self) -> None:
        question = self._question
        pane, marked = self.query_one("#list-pane", Pane), self.query_one("#answers", DrawnRows).marked
        if question is None:
            pane.entitle("Answers")
        elif question.is_open:
            counted = [line.document_id for line in self._lines if line.document_id not in self._withdrawn]
            done = sum(one in self._coded.by_answer for one in counted)
            different = len({self._group_of[one] for one in counted})
            words = title(question, len(counted), different, done, self._shown_of)
            pane.entitle(words, f"{len(marked):,} marked" if marked else "i questions")

    def _empty(self, question: QuestionLine | None) -> str:
        if question is None:
            return "No survey yet. : survey: Bring in… reads a csv or xlsx file."
        return "No answer fits. esc shows all." if self._shown_of else "Nobody answered it in words."

    def _draw_answer(self, *, keep_place: bool = False) -> None:
        question, group = self._question, self._here
        pane, page = self.query_one("#answer-pane", Pane), self.query_one("#answer", ReadingPage)
        if question is not None and not question.is_open:
            return
        if question is None or group is None:
            pane.entitle("", "")
            page.show([])
            return
        book, names = self._known.book, self.shell.names
        words = answer_page(group, question, self._coded, book, names, self._withdrawn)
        words += digits_page(self._digits.items() if self._digits else (), book, names)
        page.show(words, keep_place=keep_place)
        alike = len(group.answers)
        below = f"{alike:,} people in the same words: keys act on all" if alike > 1 else ""
        pane.entitle(below=below)
        self._say_that_it_goes_on()

    def _say_that_it_goes_on(self) -> None:
        """Say how the rest of a long answer is read, where not all of it is in sight."""
        question = self._question
        if question is not None and question.is_open:
            more = " · tab reads on" if self.query_one("#answer", ReadingPage).screen_numbers else ""
            self.query_one("#answer-pane", Pane).entitle(f"The answer{more}")

    def _draw_count(self) -> None:
        if self._count is None:
            return
        question, page = self._count.question, self.query_one("#answer", ReadingPage)
        self.query_one("#answer-pane", Pane).entitle(
            f"{question.label} {question.name}", "f counts by a fact about people" if self._counted_by is None else ""
        )
        page.show(counts_page(self._count, self.shell.names, page.scrollable_content_region.width))

    def on_resize(self) -> None:
        """Lay counts side by side as far as they fit."""
        self.call_after_refresh(self._recount)

    def _recount(self) -> None:
        if self.has_class("-closed"):
            self._draw_count()
        else:
            self._say_that_it_goes_on()

    @property
    def _here(self) -> AnswerGroup | None:
        return self._groups.get(self.query_one("#answers", DrawnRows).row_id)

    def _chosen(self) -> list[AnswerGroup]:
        """The marked answers, else the one under the cursor, each with those in the same words."""
        rows = self.query_one("#answers", DrawnRows)
        return [self._groups[one] for one in rows.marked or (rows.row_id,) if one in self._groups]

    # Moving

    @on(DrawnRows.Moved, "#answers")
    def _answer_moved(self) -> None:
        self._draw_answer()

    @on(DrawnRows.Moved, "#questions")
    def _question_moved(self, event: DrawnRows.Moved) -> None:
        if event.row_id and event.row_id != self._question_id and not event.row_id.startswith("survey "):
            self._question_id = event.row_id
            self._go_to_question()

    @work(exclusive=True, group="question")
    async def _go_to_question(self) -> None:
        self.query_one("#answers", DrawnRows).unmark_all()
        await self._read_answers()

    @on(DrawnRows.Opened, "#questions")
    def _question_opened(self) -> None:
        self.remove_class("-choosing")
        self._focus_answers()

    @on(DrawnRows.Opened, "#answers")
    def _answer_opened(self, event: DrawnRows.Opened) -> None:
        self.shell.open_document(event.row_id)

    async def action_open(self) -> None:
        """Open what the focused list's cursor is on."""
        focused = self.focused if isinstance(self.focused, DrawnRows) else self.query_one("#answers", DrawnRows)
        focused.action_open()
