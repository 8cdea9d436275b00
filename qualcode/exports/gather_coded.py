"""One document as a coded transcript: its turns as they may be read, and the codings on their very words."""

from __future__ import annotations

import sqlite3
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial

from qualcode.analysis.documents import CodingMark, DocumentLine, OpenDocument, codings_of, pages_of
from qualcode.analysis.excerpts import short_id
from qualcode.analysis.people import Attribute, Participant, attributes, participants
from qualcode.analysis.verbatims import document_consents, speaker_of, spoken_in, verbatim_of, waived_spans
from qualcode.exports.coded import (
    CodedTranscript,
    HeldTurns,
    HeldWords,
    Mark,
    PageStart,
    Part,
    PrintedTurn,
    Remark,
    SaidWords,
    Titled,
    TranscriptChoices,
)
from qualcode.exports.gather import document_numbers, memos_on_codings, names_for, study_facts
from qualcode.exports.names import titles_for
from qualcode.exports.phrases import day_in_words, listed, place, sentence_case
from qualcode.exports.printed import Appearance, PrintedMemo
from qualcode.exports.sources import Fact
from qualcode.exports.spoken import spoken
from qualcode.exports.stretches import Stretch, stretches_of
from qualcode.participants.consent import Agreement
from qualcode.participants.disclosure import Audience, Cleared, HeldBack, clear
from qualcode.transcripts.span import Span
from qualcode.transcripts.splices import Splice, Splices
from qualcode.transcripts.transcript import Turn


class TranscriptStudy:
    """What all transcripts of a study need, read once."""

    def __init__(
        self, conn: sqlite3.Connection, choices: TranscriptChoices, made_on: datetime, every: Sequence[DocumentLine]
    ) -> None:
        self.conn = conn
        self.choices = choices
        self.made_on = made_on
        self.day = made_on.date()
        self.title, _ = study_facts(conn)
        self.names = names_for(conn, choices.audience)
        self.people: Mapping[str, Participant] = {one.id: one for one in participants(conn)}
        self.attributes: list[Attribute] = attributes(conn)
        self.consents: Mapping[str, Agreement] = document_consents(conn)
        self.titles = titles_for(conn, choices.audience, self.day)
        self.numbers = document_numbers(every)
        rows = conn.execute("SELECT id, name FROM coder ORDER BY num").fetchall()
        self.coders = {
            row[0]: row[1] if choices.names_coders else f"Coder {number}" for number, row in enumerate(rows, start=1)
        }
        team = choices.audience is Audience.TEAM
        # They may quote or name anybody, and nobody has cleared them.
        self.memos: Mapping[str, list[PrintedMemo]] = (
            memos_on_codings(conn, self.coders, self.day) if choices.memos and team else {}
        )
        self.long_ids = dict(conn.execute("SELECT id, long_id FROM coding WHERE long_id IS NOT NULL"))


class Laying:
    """Lays one document out, turn by turn."""

    def __init__(self, study: TranscriptStudy, document: OpenDocument, called: str) -> None:
        self._study = study
        self._document = document
        self._called = called
        text = document.text
        # Words without turns are nobody's known, and are judged so.
        self._turns = document.turns or (Turn(0, len(text)),)
        self._stretches = list(self._judged())
        self._starts = [one.span.start for one in self._stretches]
        self._marks_in: dict[str, list[CodingMark]] = defaultdict(list)  # by stretch
        judged = [one.judged for one in self._stretches]
        self._cleared = {one.id: one for one in judged if isinstance(one, Cleared)}
        self._held = {one.id: one for one in judged if isinstance(one, HeldBack)}

    def _judged(self) -> Iterator[Stretch]:
        study, document = self._study, self._document
        own = study.consents.get(document.id)
        apart = [span for one in document.objected for span in one.spans]
        if document.waivers and study.choices.audience is Audience.OUTSIDE:
            apart += waived_spans(document, study.people, own)
        edges = sorted({edge for span in apart for edge in (span.start, span.end)})
        for number, turn in enumerate(self._turns):
            here: int | None = None
            for one in stretches_of(document.text, turn.span, edges, partial(self._stretch, number, turn)):
                yield replace(one, gap="" if here is None else document.text[here : one.span.start])
                here = one.span.end

    def _stretch(self, number: int, turn: Turn, span: Span) -> Stretch:
        """A part of a turn, judged on the day."""
        study, document = self._study, self._document
        turns, audience = [turn] if document.turns else [], study.choices.audience
        own = study.consents.get(document.id)
        words = verbatim_of(f"{number}.{span.start}", document, span, turns, study.people, own, audience)
        found = clear((words,), audience, on=study.day, names=study.names)
        judged: Cleared | HeldBack = found.cleared[0] if found.cleared else found.held_back[0]
        return Stretch(number, span, words, judged)

    # The parts

    def transcript(self, line: DocumentLine) -> CodedTranscript:
        """The whole of it."""
        marks, left_out, wordless = self._codings()
        remarks, remark_of = self._remarks(marks)
        parts = list(self._with_pages(self._parts(remark_of)))
        people = tuple(self._people())
        study = self._study
        return CodedTranscript(
            document_id=self._document.id,
            called=self._called,
            study=study.title,
            made_on=study.made_on,
            audience=study.choices.audience,
            facts=tuple(self._facts(line, people, remarks, len(left_out))),
            parts=tuple(parts),
            remarks=remarks,
            people=people,
            left_out=left_out,
            held=tuple(self._held_words(parts)),
            wordless=wordless,
            language=spoken(study.conn),
        )

    def _codings(self) -> tuple[list[CodingMark], tuple[HeldBack, ...], int]:
        """Those that are printed, those that touch words which are held back, and how many stand on no words."""
        printed: list[CodingMark] = []
        left_out: list[HeldBack] = []
        (wordless,) = self._study.conn.execute(_EMPTIED, (self._document.id,)).fetchone()
        for mark in codings_of(self._study.conn, self._document.id):
            touched = self._touched(Span(mark.start, mark.stop))
            held = [self._held[one.verbatim.id] for one in touched if one.verbatim.id in self._held]
            if held:
                who = tuple(dict.fromkeys(person for one in held for person in one.participants))
                strictest = max(held, key=lambda one: one.consent.strictness)
                left_out.append(replace(strictest, id=self._short(mark.id), participants=who))
            elif touched:
                printed.append(mark)
                for one in touched:
                    self._marks_in[one.verbatim.id].append(mark)
            else:
                wordless += 1
        return printed, tuple(left_out), wordless

    def _touched(self, span: Span) -> list[Stretch]:
        """The stretches with words of a span, in order."""
        found = []
        for one in self._stretches[max(bisect_right(self._starts, span.start) - 1, 0) :]:
            if one.span.start >= span.end:
                break
            if one.span.overlaps(span):
                found.append(one)
        return found

    def _short(self, coding: str) -> str:
        return self._study.long_ids.get(coding) or short_id(coding)

    def _remarks(self, marks: Sequence[CodingMark]) -> tuple[tuple[Remark, ...], dict[str, int]]:
        """What stands in the margin, and the number of it by coding: one of a coder on the same words on a day."""
        together: dict[tuple[int, int, str, str], list[CodingMark]] = defaultdict(list)
        for mark in marks:
            together[mark.start, mark.stop, mark.coder_id, mark.made_at[:10]].append(mark)
        study = self._study
        remarks: list[Remark] = []
        remark_of: dict[str, int] = {}
        for number, group in enumerate(together.values(), start=1):
            coder = study.coders[group[0].coder_id]
            remarks.append(
                Remark(
                    number,
                    coder,
                    initials(coder),
                    datetime.fromisoformat(group[0].made_at),
                    tuple(self._short(one.id) for one in group),
                    tuple(Titled(study.titles[one.code_id], one.against, one.changed) for one in group),
                    tuple(memo for one in group for memo in study.memos.get(one.id, ())),
                )
            )
            remark_of |= {one.id: number for one in group}
        return tuple(remarks), remark_of

    def _parts(self, remark_of: Mapping[str, int]) -> Iterator[PrintedTurn | HeldTurns]:
        by_turn: dict[int, list[Stretch]] = defaultdict(list)
        for one in self._stretches:
            by_turn[one.turn].append(one)
        ahead: HeldTurns | None = None
        for number, stretches in by_turn.items():
            turn = self._turns[number]
            held = [self._held.get(one.verbatim.id) for one in stretches]
            if all(one is not None for one in held) and held[0] is not None:
                who, reason = held[0].participants, held[0].reason
                if ahead is not None and (ahead.reason, ahead.last) == (reason, number):
                    ahead = replace(ahead, last=number + 1, who=tuple(dict.fromkeys((*ahead.who, *who))))
                else:
                    if ahead is not None:
                        yield ahead
                    ahead = HeldTurns(number + 1, number + 1, who, reason)
                continue
            if ahead is not None:
                yield ahead
                ahead = None
            yield self._turn(number, turn, stretches, remark_of)
        if ahead is not None:
            yield ahead

    def _turn(
        self, number: int, turn: Turn, stretches: Sequence[Stretch], remark_of: Mapping[str, int]
    ) -> PrintedTurn:
        pieces: list[SaidWords | HeldWords] = []
        who = ""
        for one in stretches:
            words = self._cleared.get(one.verbatim.id)
            if words is None:
                pieces.append(HeldWords(self._held[one.verbatim.id].reason, one.gap))
                continue
            who = words.lines[0].who
            pieces.append(SaidWords(words, tuple(self._marks(one, remark_of, words)), one.gap))
        speaker = speaker_of(self._document, turn)
        asks = speaker is not None and speaker.is_interviewer
        return PrintedTurn(number + 1, who, place(seconds=turn.seconds), tuple(pieces), asks)

    def _marks(self, one: Stretch, remark_of: Mapping[str, int], words: Cleared) -> Iterator[Mark]:
        """Where the remarks stand in words as they are printed, each once."""
        shown = self._shown(one)
        seen: set[int] = set()
        for mark in self._marks_in.get(one.verbatim.id, ()):
            number = remark_of[mark.id]
            inside = spoken_in(self._document.text, one.span, Span(mark.start, mark.stop))
            if not inside or number in seen:
                continue
            seen.add(number)
            span = shown.map_span(Span(inside.start - one.span.start, inside.end - one.span.start))
            if span:
                yield Mark(number, span.start, min(span.end, len(words.text)))

    def _shown(self, one: Stretch) -> Splices:
        """What turns the words of a stretch into those that are printed, counted in the words."""
        (line,) = one.verbatim.lines
        start, length = len(line.before), len(line.words)
        return _clipped(
            self._study.names.splices(line.before + line.words + line.after, one.verbatim.document), start, length
        )

    def _with_pages(self, parts: Iterable[PrintedTurn | HeldTurns]) -> Iterator[Part]:
        """The same with where the pages of a paged source begin."""
        pages = pages_of(self._study.conn, self._document.id)
        for part in parts:
            first = part.first if isinstance(part, HeldTurns) else part.number
            while pages and pages[0].start <= self._turns[first - 1].start:
                mark = pages.pop(0)
                if not pages or pages[0].start > self._turns[first - 1].start:
                    yield PageStart(mark.page)
            yield part

    def _held_words(self, parts: Sequence[Part]) -> Iterator[HeldBack]:
        """What is held back, by where it stands, with whose it is and why."""
        for part in parts:
            if isinstance(part, HeldTurns):
                where = f"{self._called}, {part.where}"
                yield replace(self._first_held(part.first - 1), id=where, participants=part.who)
            elif isinstance(part, PrintedTurn):
                where = f"{self._called}, in turn {part.number}"
                if any(isinstance(piece, HeldWords) for piece in part.pieces):
                    yield replace(self._first_held(part.number - 1), id=where)

    def _first_held(self, turn: int) -> HeldBack:
        return next(
            self._held[one.verbatim.id]
            for one in self._stretches
            if one.turn == turn and one.verbatim.id in self._held
        )

    # What stands before it

    def _people(self) -> Iterator[Appearance]:
        """Those whose words are printed, with what may be printed of them."""
        study = self._study
        names = {name for words in self._cleared.values() for name in words.participants}
        for person in study.people.values():
            if study.names.show(person.pseudonym) in names:
                facts = person.facts(study.attributes, printable_only=True)
                yield Appearance(person.pseudonym, tuple(facts))

    def _facts(
        self, line: DocumentLine, people: Sequence[Appearance], remarks: Sequence[Remark], left_out: int
    ) -> Iterator[Fact]:
        yield Fact("Document", sentence_case(line.kind))
        if line.date and self._study.choices.audience is Audience.TEAM:
            yield Fact("Date", line.date)
        if people:
            yield Fact("Participants", "; ".join(one.text for one in people))
        coders = sorted({one.coder for one in remarks})
        number = sum(len(one.ids) for one in remarks)
        by = f" by {listed(coders)}" if coders else ""
        out = f"; {left_out:,} left out" if left_out else ""
        yield Fact("Codings", f"{number:,}{by}, each beside its words{out}" if number else f"none{out}")
        yield Fact("Which codings", "All that are in the study, each coder’s own")
        who = "the study team" if self._study.choices.audience is Audience.TEAM else "outside the study team"
        yield Fact("For readers", f"{who}; consent as on {day_in_words(self._study.day)}")


_EMPTIED = "SELECT count(*) FROM coding_seen WHERE document_id = ? AND current_stop <= current_start"


def _clipped(shown: Splices, start: int, length: int) -> Splices:
    """What of some splices lies in `[start, start + length)`, counted from there; as `Names.show_part` cuts them."""
    end = start + length
    return Splices(
        tuple(
            Splice(max(one.start, start) - start, min(one.end, end) - start, one.text)
            for one in shown
            if one.start < end and start < one.end
        )
    )


def initials(name: str) -> str:
    """`AD` of Ana Diaz, `C2` of Coder 2; at most three letters."""
    return "".join(word[0] for word in name.split() if word[0].isalnum())[:3].upper() or "–"
