"""What lies on the desk while one document is coded: read in one go, then only looked at."""

from __future__ import annotations

import sqlite3
from bisect import bisect_right
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from qualcode.analysis.codes import Use, codebook, uses
from qualcode.analysis.documents import CodingMark, OpenDocument, codings_of, kind_of, open_document
from qualcode.analysis.naming import names_of
from qualcode.analysis.notes import KeptQuote, Memo, memos_in, memos_on, quotes_of, resting
from qualcode.analysis.people import Attribute, Participant, attributes, participants
from qualcode.analysis.study import reading_unit
from qualcode.analysis.verbatims import spoken_in, turns_in
from qualcode.codebooks.code import Codebook, State
from qualcode.project.places import last_place, pins, recent_codes
from qualcode.transcripts.boundaries import Unit
from qualcode.transcripts.coverage import CountedWords, Coverage
from qualcode.transcripts.span import Span
from qualcode.transcripts.splices import Splices
from qualcode.transcripts.transcript import Kind
from qualcode.tui.themes import code_colour
from qualcode.tui.widgets.code_matching import code_choices
from qualcode.tui.widgets.code_picker import AreaChoice, CodeOffer
from qualcode.tui.widgets.shown import Mark, ShownDocument, ShownTurn, clock


@dataclass(frozen=True)
class Text:
    """The document, who speaks in it, and where the coder was last."""

    document: OpenDocument
    people: dict[str, Participant]
    attributes: list[Attribute]
    unit: Unit
    place: Span | None
    pins: dict[int, str]
    recent: list[str]
    splices: Splices = field(default_factory=Splices)  # what is shown for the names in the text
    left: tuple[Span, ...] = ()  # where words of the list are no names

    @cached_property
    def shown(self) -> ShownDocument:
        """The document as the transcript view draws it."""
        turns = []
        for turn in self.document.turns:
            speaker = self.document.speakers.get(turn.speaker or "")
            turns.append(
                ShownTurn(
                    turn.span,
                    speaker.shown if speaker else "",
                    speaker is not None and speaker.is_interviewer,
                    turn.seconds,
                )
            )
        document = self.document
        people = Kind(document.kind).has_participants
        return ShownDocument(
            document.id, document.text, tuple(turns), document.sentences, self.unit, self.splices, people
        )

    @cached_property
    def counted(self) -> CountedWords:
        """The words that count as said."""
        return CountedWords(self.document.text, self.shown.counting)

    @cached_property
    def _drawn(self) -> str:
        return self.splices.apply(self.document.text)

    @cached_property
    def _starts(self) -> list[int]:
        return [turn.start for turn in self.document.turns]

    def participants_in(self, span: Span) -> list[Participant]:
        """Whose words a passage holds."""
        found: dict[str, Participant] = {}
        for turn in turns_in(self.document.turns, span, self._starts):
            speaker = self.document.speakers.get(turn.speaker or "")
            person = self.people.get((speaker and speaker.participant_id) or "")
            if person is not None:
                found[person.id] = person
        return list(found.values())

    def words(self, span: Span) -> str:
        """What is said in a passage as it is shown, without what stands between its turns."""
        turns = turns_in(self.document.turns, span, self._starts)
        inside = (spoken_in(self.document.text, turn.span, span) for turn in turns)
        return " ".join(self.splices.map_span(part).of(self._drawn) for part in inside if part)

    def where(self, span: Span) -> str:
        """Who, when and in which turn: `P03 · 27:50 · turn 88`."""
        number = max(0, bisect_right(self._starts, span.start) - 1)
        if number >= len(self.document.turns):
            return ""
        turn = self.document.turns[number]
        speaker = self.document.speakers.get(turn.speaker or "")
        parts = [speaker.shown if speaker else "", "" if turn.seconds is None else clock(turn.seconds)]
        return " · ".join([*(part for part in parts if part), f"turn {number + 1}"])


def read_text(conn: sqlite3.Connection, document_id: str, coder_id: str) -> Text | None:
    """The document with its people; None where it is gone."""
    document = open_document(conn, document_id)
    if document is None:
        return None
    try:
        unit = Unit(reading_unit(conn))
    except ValueError:
        unit = Unit.SENTENCE
    names = names_of(conn)
    splices = names.splices(document.text, document_id, [turn.span for turn in document.turns])
    return Text(
        replace(
            document,
            name=names.show(document.name),
            title=names.show_all(document.title),
            speakers=names.show_all(document.speakers),
        ),
        names.show_all({person.id: person for person in participants(conn, document_id)}),
        attributes(conn),
        unit,
        last_place(conn, coder_id, document_id),
        pins(conn, coder_id),
        recent_codes(conn, coder_id, document_id),
        splices,
        left_in(conn, document_id),
    )


def left_in(conn: sqlite3.Connection, document_id: str) -> tuple[Span, ...]:
    """Where words of the list are no names in the text of a document."""
    left = names_of(conn).left
    return left[document_id].spans if document_id in left else ()


@dataclass(frozen=True)
class Around:
    """The codebook, the document's codings, memos and quotes."""

    book: Codebook
    uses: dict[str, Use]
    codings: list[CodingMark]
    memos: list[Memo]
    coding_memos: list[tuple[str, Memo]]
    quotes: list[KeptQuote]
    without_words: int = 0

    def with_codings(self, ids: Collection[str], now: Sequence[CodingMark]) -> Around:
        """The same with some codings as they stand now; those that are not among `now` are gone."""
        counts = {code_id: use.codings for code_id, use in self.uses.items()}
        before = [coding for coding in self.codings if coding.id in ids]
        for step, codings in ((-1, before), (1, now)):
            for coding in codings:
                counts[coding.code_id] = counts.get(coding.code_id, 0) + step
        uses = {code: replace(self.uses.get(code, Use()), codings=count) for code, count in counts.items()}
        kept = [coding for coding in self.codings if coding.id not in ids]
        return replace(self, uses=uses, codings=[*kept, *now])

    def marks(self, codings: Sequence[CodingMark] | None = None) -> list[Mark]:
        """Codings, all where none are given, as the transcript view draws them."""
        colours = self.colours()
        found = []
        for coding in self.codings if codings is None else codings:
            code = self.book.get(coding.code_id)
            if code is not None:
                found.append(
                    Mark(
                        coding.id,
                        Span(coding.start, coding.stop),
                        code.id,
                        code.index,
                        f"{code.name} (retired)" if code.state is State.RETIRED else code.name,
                        colours[code.id],
                        coding.against,
                        coding.coder,
                    )
                )
        return found

    def colours(self) -> dict[str, str]:
        """Each code's colour: its own, or that of its place in the codebook."""
        return {code.id: code.colour or code_colour(place) for place, (code, _) in enumerate(self.book.walk())}

    def coverage(self, words: CountedWords) -> Coverage:
        """How much of the words that count in the document has a coding."""
        return words.coverage(Span(coding.start, coding.stop) for coding in self.codings)


def read_around(conn: sqlite3.Connection, document_id: str) -> Around:
    """All that changes while a document is coded; 5 ms at 35 codes and 2,000 codings of it.

    Codes are counted in the documents of its kind.
    """
    names = names_of(conn)
    return Around(
        names.show_all(codebook(conn)),
        uses(conn, kind_of(conn, document_id)),
        codings_of(conn, document_id),
        names.show_all(memos_on(conn, document_id)),
        names.show_all(memos_in(conn, document_id)),
        quotes_of(conn, document_id),
        len(resting(conn, document_id)),
    )


class Digits:
    """Which code each digit applies while one document is open: pinned codes first, then the recent.

    A code keeps its digit; a new one takes an empty digit, else the unpinned one used least.
    """

    def __init__(self, pinned: dict[int, str], recent: Iterable[str]) -> None:
        self.pinned = {slot: code for slot, code in pinned.items() if 1 <= slot <= 9}
        self._slots = dict(self.pinned)
        self._used: dict[int, int] = {}
        for code_id in recent:
            if code_id not in self._slots.values() and len(self._slots) < 9:
                self._slots[self._free()] = code_id

    def _free(self) -> int:
        return next(slot for slot in range(1, 10) if slot not in self._slots)

    def code(self, digit: int) -> str | None:
        """The code that a digit applies."""
        return self._slots.get(digit)

    def digit_of(self, code_id: str) -> int | None:
        """The digit of a code."""
        return next((slot for slot, held in self._slots.items() if held == code_id), None)

    def used(self, code_id: str) -> None:
        """Count a use; a code without a digit gets one."""
        digit = self.digit_of(code_id)
        if digit is None:
            free = [slot for slot in range(1, 10) if slot not in self.pinned]
            if not free:
                return
            digit = min(free, key=lambda slot: (slot in self._slots, self._used.get(slot, 0), slot))
            self._used[digit] = 0
            self._slots[digit] = code_id
        self._used[digit] = self._used.get(digit, 0) + 1

    def forget(self, known: Iterable[str]) -> None:
        """Free the digits of codes that are gone or retired."""
        usable = set(known)
        self._slots = {slot: code for slot, code in self._slots.items() if code in usable}
        self.pinned = {slot: code for slot, code in self.pinned.items() if code in usable}

    def items(self) -> list[tuple[int, str]]:
        """Digits with their codes, in order."""
        return sorted(self._slots.items())


def offer(title: str, around: Around, digits: Digits, text: Text, span: Span, coder_id: str) -> CodeOffer:
    """What the picker offers for a passage."""
    counts = {code_id: use.codings for code_id, use in around.uses.items()}
    choices = code_choices(around.book, counts, {code_id: digit for digit, code_id in digits.items()})
    here = {person.id for person in text.participants_in(span)}
    used_here = [
        coding.code_id
        for coding in around.codings
        if any(person.id in here for person in text.participants_in(Span(coding.start, coding.stop)))
    ]
    already = frozenset(
        coding.code_id
        for coding in around.codings
        if (coding.start, coding.stop, coding.coder_id) == (span.start, span.end, coder_id)
    )
    areas = [AreaChoice(area.id, area.name) for area in around.book.areas()]
    return CodeOffer(title, choices, areas, tuple(text.recent), tuple(dict.fromkeys(used_here)), already)
