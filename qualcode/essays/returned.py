"""What sheets that came back answer to quotes that are kept, and which of it may be recorded."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from qualcode.analysis.documents import text_of
from qualcode.analysis.named_ids import IdKind, all_named
from qualcode.analysis.naming import names_of
from qualcode.analysis.phrases import day_in_words, listed
from qualcode.analysis.standing_nos import StandingNos
from qualcode.essays.essay import STRICTER, Answer
from qualcode.essays.on_paper import OnPaper
from qualcode.essays.outline import outline
from qualcode.essays.parts import QuotePart
from qualcode.essays.passage_back import CameBack, came_back
from qualcode.essays.printing import prints
from qualcode.essays.quotes import Checked, QuoteRow, quote_rows
from qualcode.problem import Problem
from qualcode.transcripts.trim import digest_of_print, kept_spans

IF_CONFIRMED = "Recorded only if you confirm it."
_OTHERWISE = "something that it printed is gone, or reads otherwise"
_SAID = {Answer.CHANGED: "Other words wanted", Answer.REFUSED: "Refused"}


@dataclass(frozen=True, slots=True)
class Returned:
    """An answer to one kept quote, ready to be recorded; `seen` is the digest of the words that were shown.

    `recorded` is whether it is plain and there is something to record; `confirmed` whether it is recorded only once
    somebody who has read the sheet says so. `note` is what is to know of it, in sentences.
    """

    short_id: str
    quote_id: str
    who: str
    answer: Answer | None
    words: str
    seen: str | None
    recorded: bool
    note: str = ""
    confirmed: bool = False

    @property
    def said(self) -> str:
        """The answer in words."""
        return "not clear" if self.answer is None else "none" if self.answer is Answer.ASKED else str(self.answer)

    @property
    def called(self) -> str:
        """`x1abc234k, P03`"""
        return ", ".join(filter(None, (self.short_id, self.who)))

    @property
    def sentence(self) -> str:
        """`x1abc234k, P03: changed, “…”.`"""
        words = f", “{self.words}”" if self.words else ""
        return f"{self.called}: {self.said}{words}. {self.note}".strip()


def to_record(found: Sequence[Returned], although: Collection[str] = ()) -> list[Returned]:
    """What is recorded of some answers: what is plain, and what somebody confirmed, by the short ids.

    Raises Problem where one is confirmed that there is nothing to confirm of.
    """
    asking = {one.short_id for one in found if one.confirmed}
    unknown = [one for one in although if one not in asking]
    if unknown:
        raise Problem(
            f"There is nothing to confirm for {unknown[0]}.",
            remedy=f"What waits to be confirmed says so: “{IF_CONFIRMED}” Nothing was changed.",
        )
    return [one for one in found if one.recorded or (one.confirmed and one.short_id in although)]


def answers_on(
    conn: sqlite3.Connection, sheets: Sequence[OnPaper], on: date, said_on: date | None = None
) -> list[Returned]:
    """What sheets answer to quotes that are kept, in their order; on a copy, for it reads their essays.

    `on` is the day on which consents are judged, `said_on` that of the answers, the same where it is not given.
    """
    rows = {row.id: row for row in quote_rows(conn)}
    nos = StandingNos(conn)
    parts: dict[str, QuotePart] = {}
    read: set[str | None] = set()
    points = _points(conn)
    found: list[_Asked] = []
    for sheet in sheets:
        for short in sheet.short_ids:
            row = _row_named(conn, rows, short)
            if row is None:
                found.append(_Asked(CameBack(sheet), short))
                continue
            if row.essay_id not in read:
                read.add(row.essay_id)
                parts |= {part.id: part for part in outline(conn, row.essay_id, on).quotes}
            part = parts.get(row.id)
            back = CameBack(sheet) if part is None else came_back(_with_points(sheet, points), part)
            if part is not None and back.asked and not _is_said(conn, part.document_id, back.asked):
                written = (*back.paper.elsewhere, f"“{back.asked}”")
                back = replace(back, paper=replace(back.paper, elsewhere=written))
            found.append(_Asked(back, short, row.id, part, _refusal(nos, row, part, sheet)))
    return _agreeing([_one_answer(one, said_on or on) for one in _explained(found)])


@dataclass(frozen=True, slots=True)
class _Asked:
    """What came back for one quote; `refused` is a no to any of its words, in whatever quote."""

    back: CameBack
    short_id: str
    quote_id: str = ""
    part: QuotePart | None = None
    refused: Checked | None = None


def _refusal(nos: StandingNos, row: QuoteRow, part: QuotePart | None, sheet: OnPaper) -> Checked | None:
    """The latest no to any words of a quote that stands, in whatever quote it was said; None where there is none.

    What a trim leaves out is not asked about where the sheet shows the quote as it is printed now.
    """
    is_now = part is not None and bool(sheet.code) and digest_of_print(part.words).startswith(sheet.code)
    spans = kept_spans(row.span, row.trim) if is_now else [row.span]
    days = [one.on for one in nos.against(row.document_id, spans) if one.refused]
    return Checked(Answer.REFUSED, max(days, key=lambda one: one or date.max)) if days else None


def _explained(asked: Sequence[_Asked]) -> Iterator[_Asked]:
    """The same, where a sheet that is not as it was printed says so at every passage, unless it is known where."""
    known = {one.back.paper.sheet for one in asked if one.back.altered is not None or one.back.paper.remarks}
    for one in asked:
        paper = one.back.paper
        if paper.sheet and not paper.is_untouched and paper.sheet not in known:
            yield replace(one, back=replace(one.back, paper=replace(paper, on_sheet=(_OTHERWISE,))))
        else:
            yield one


def _one_answer(asked: _Asked, said_on: date) -> Returned:
    if asked.part is not None:
        return _Answered(asked, asked.part, said_on).returned()
    paper = asked.back.paper
    gone = "Its words are no longer in the document." if asked.quote_id else "No quote is kept that has this id."
    note = _noted(gone, paper.remarks)
    return Returned(asked.short_id, asked.quote_id, "", paper.answer, paper.words, None, False, note)


def _row_named(conn: sqlite3.Connection, rows: Mapping[str, QuoteRow], short: str) -> QuoteRow | None:
    """The quote whose own id is on a sheet, not another of the same words; None where it is gone."""
    ids = (one.row_id for one in all_named(conn, short) if one.kind is IdKind.QUOTE)
    return next((rows[one] for one in ids if one in rows), None)


def _points(conn: sqlite3.Connection) -> frozenset[str]:
    """What the study says that quotes stand under, or said and took out."""
    names = names_of(conn)
    return frozenset(" ".join(names.show(words).split()) for (words,) in conn.execute("SELECT words FROM essay_part"))


def _is_said(conn: sqlite3.Connection, document_id: str, words: str) -> bool:
    """Whether words stand in a document as it is shown."""
    return words in " ".join(names_of(conn).show(text_of(conn, document_id)).split())


def _with_points(sheet: OnPaper, known: frozenset[str]) -> OnPaper:
    """The same, where what a passage stands under, and no essay says, was written by whom it was sent to."""
    if sheet.is_untouched:
        return sheet
    others = tuple(f"“{one}”" for one in sheet.points if one not in known)
    return replace(sheet, elsewhere=(*sheet.elsewhere, *others))


class _Answered:
    """Judges what stands on one sheet for one quote."""

    def __init__(self, asked: _Asked, part: QuotePart, said_on: date) -> None:
        self._sheet = asked.back.paper.beside(part.words)
        self._altered = asked.back.altered
        self._short, self._part, self._on = asked.short_id, part, said_on
        self._held = asked.refused or part.checked
        self._answer, self._words = self._sheet.answer, self._sheet.words
        self._notes: list[str] = []
        now, code, held = digest_of_print(part.words), self._sheet.code, part.checked
        self._seen = next((one for one in (now, held.digest) if one and one.startswith(code)), code or None)
        self._is_other = self._seen != now

    def returned(self) -> Returned:
        """The answer, what is to know of it, and whether it may be recorded."""
        if self._altered is not None:
            self._take_altered()
        if self._answer is None:
            return self._told(*self._notes, *([] if self._notes else [self._sheet.doubt]))
        if self._answer is Answer.ASKED:
            return self._told("No answer yet.")
        held = self._part.checked
        if self._answer is held.answer and self._words == held.words and self._seen == held.digest:
            day = f" on {day_in_words(held.on)}" if held.on else ""
            return self._told(f"Recorded already{day}.")
        stands = self._what_stands()
        if stands is not None:
            note, may_confirm = stands
            return self._told(*self._notes, note, confirmed=may_confirm)
        if self._is_other:
            self._notes.append("It is printed differently now than on the sheet.")
        is_theirs = not self._sheet.sent_to or self._sheet.sent_to in self._part.citation.people
        if not is_theirs:
            now = listed(self._part.citation.people) or "nobody"
            self._notes.append(f"The sheet is for {self._sheet.sent_to}, and these are words of {now} now.")
        is_plain = self._answer is Answer.REFUSED or (is_theirs and self._altered is None and not self._sheet.remarks)
        return self._told(*self._notes, recorded=is_plain, confirmed=not is_plain)

    def _take_altered(self) -> None:
        """Take words that were changed where they were printed as those that are wanted."""
        if self._answer is Answer.REFUSED:
            self._notes.append(f"The passage itself was changed on the sheet: “{self._altered}”.")
        elif not self._altered:
            self._answer = None
            self._notes.append("The passage itself was taken out of the sheet: ask, and record it yourself.")
        elif self._words or len(self._sheet.crossed) > 1 or self._sheet.doubtful:
            said = "and the answer says something else" if self._words else "and there is more than one answer"
            self._answer = None
            self._notes.append(
                f"The passage itself was changed on the sheet, {said}: “{self._altered}”. "
                "Ask, and record it yourself."
            )
        else:
            self._answer, self._words = Answer.CHANGED, self._altered
            self._notes.append("The passage itself was changed on the sheet, and reads so now.")

    def _what_stands(self) -> tuple[str, bool] | None:
        """Why what was said before is not taken back by this, and whether somebody may say that it is."""
        assert self._answer is not None, "what is not clear was told before"
        held, part = self._held, self._part
        is_older = held.on is not None and self._on < held.on
        is_later = held.on is None or self._on > held.on
        day = f" on {day_in_words(held.on)}" if held.on is not None else ""
        if STRICTER[self._answer] < STRICTER[held.answer] and held.answer in _SAID and not self._is_wanted:
            if len(part.citation.people) > 1:
                return f"Somebody else who speaks in it answered “{held.answer}”, which stands.", False
            return f"{_SAID[held.answer]}{day}, which stands: ask them.", is_later and not self._is_other
        if self._answer is held.answer is Answer.CHANGED and not is_later and self._words != held.words:
            return f"Other words wanted{day}, which stand: ask them.", not is_older
        if held.answer is Answer.APPROVED and not part.lapsed:
            if self._answer is Answer.APPROVED and self._is_other:
                return f"Approved as it is printed now already{day}.", False
            if is_older and self._answer is not Answer.APPROVED:
                return f"Approved{day}, which is later than this answer: ask them.", True
        return None

    @property
    def _is_wanted(self) -> bool:
        """Whether what is printed are the other words that were wanted: a yes to these takes nothing back."""
        shown, held = self._part.shown, self._held
        return held.answer is Answer.CHANGED and shown is not None and prints(shown, held.words)

    def _told(self, *notes: str, recorded: bool = False, confirmed: bool = False) -> Returned:
        note = _noted(" ".join(notes), self._sheet.remarks)
        if confirmed:
            note = f"{note} {IF_CONFIRMED}".strip()
        who = ", ".join(self._part.citation.people)
        answer, quote_id = self._answer, self._part.id
        return Returned(
            self._short, quote_id, who, answer, self._words, self._seen, recorded, note, confirmed=confirmed
        )


def _noted(note: str, remarks: Sequence[str]) -> str:
    """A note with what was written that is no answer, word for word."""
    return " ".join(filter(None, (note, f"Read this on the sheet: {'; '.join(remarks)}." if remarks else "")))


def _agreeing(found: Sequence[Returned]) -> list[Returned]:
    """The same, where several sheets answer to one quote only what is strictest; none where two want other words."""
    several: dict[str, list[Returned]] = defaultdict(list)
    for one in found:
        if one.recorded or one.confirmed:
            several[one.quote_id].append(one)
    told: list[Returned] = []
    for one in found:
        others = [] if not (one.recorded or one.confirmed) else several[one.quote_id]
        most = max((other.answer for other in others if other.answer), key=STRICTER.__getitem__, default=None)
        if most is not None and one.answer is not most:
            one = _not_taken(one, f"Another of these sheets answers “{most}”, which stands.")
        elif most is Answer.CHANGED and len({other.words for other in others}) > 1:
            one = _not_taken(one, "Another of these sheets wants other words: ask, and record it yourself.")
        told.append(one)
    return told


def _not_taken(one: Returned, why: str) -> Returned:
    note = " ".join(filter(None, (one.note.removesuffix(IF_CONFIRMED).strip(), why)))
    return replace(one, recorded=False, confirmed=False, note=note)
