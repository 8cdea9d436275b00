"""What lies on the desk while one document is coded: read in one go, then only looked at."""

from __future__ import annotations

import sqlite3
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from qualcode.analysis.codes import codebook
from qualcode.analysis.documents import CodingMark, OpenDocument, codings_of, open_document
from qualcode.analysis.naming import names_of
from qualcode.analysis.notes import KeptQuote, Memo, memos_in, memos_on, number_resting, quotes_of
from qualcode.analysis.people import Attribute, Participant, attributes, participants
from qualcode.analysis.study import reading_unit
from qualcode.analysis.verbatims import spoken_in, turns_in
from qualcode.analysis.withdrawals import documents_withdrawn
from qualcode.codebooks.code import Codebook, State
from qualcode.participants.consent import Consent
from qualcode.project.places import last_place, pins, recent_codes
from qualcode.transcripts.boundaries import Unit
from qualcode.transcripts.coverage import CountedWords, Coverage
from qualcode.transcripts.span import Span
from qualcode.transcripts.splices import Splices
from qualcode.transcripts.transcript import Kind
from qualcode.tui.digits import Digits
from qualcode.tui.screens.code_picker import areas_to_choose
from qualcode.tui.themes import code_colour
from qualcode.tui.widgets.code_matching import code_choices
from qualcode.tui.widgets.code_picker import CodeOffer
from qualcode.tui.widgets.laid_out import LaidOut
from qualcode.tui.widgets.margin import Columns
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
    withdrawn: bool = False  # all of it

    @cached_property
    def shown(self) -> ShownDocument:
        """The document as the transcript view draws it."""
        turns = []
        gone = {one for one, person in self.people.items() if person.agreement.consent is Consent.WITHDRAWN}
        for turn in self.document.turns:
            speaker = self.document.speakers.get(turn.speaker or "")
            turns.append(
                ShownTurn(
                    turn.span,
                    speaker.shown if speaker else "",
                    speaker is not None and speaker.is_interviewer,
                    turn.seconds,
                    self.withdrawn or (speaker is not None and speaker.participant_id in gone),
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
        document_id in documents_withdrawn(conn),
    )


def left_in(conn: sqlite3.Connection, document_id: str) -> tuple[Span, ...]:
    """Where words of the list are no names in the text of a document."""
    left = names_of(conn).left
    return left[document_id].spans if document_id in left else ()


@dataclass(frozen=True)
class Around:
    """The codebook, and the document's codings, memos and quotes."""

    book: Codebook
    codings: list[CodingMark]
    memos: list[Memo]
    coding_memos: list[tuple[str, Memo]]
    quotes: list[KeptQuote]
    without_words: int = 0

    @cached_property
    def changed(self) -> frozenset[str]:
        """The codings whose words changed since: looked for with every move, among 5,000."""
        return frozenset(coding.id for coding in self.codings if coding.changed)

    def with_codings(self, ids: Collection[str], now: Sequence[CodingMark]) -> Around:
        """The same with some codings as they stand now; those that are not among `now` are gone."""
        kept = [coding for coding in self.codings if coding.id not in ids]
        return replace(self, codings=[*kept, *now])

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
    """All that changes while a document is coded; 5 ms at 35 codes and 2,000 codings of it."""
    names = names_of(conn)
    return Around(
        names.show_all(codebook(conn)),
        codings_of(conn, document_id),
        names.show_all(memos_on(conn, document_id)),
        names.show_all(memos_in(conn, document_id)),
        quotes_of(conn, document_id),
        number_resting(conn, document_id),
    )


@dataclass(frozen=True)
class Desk:
    """A document and all around it, ready to be drawn where it was also laid out."""

    text: Text
    around: Around
    laid: LaidOut | None = None


def read_desk(
    conn: sqlite3.Connection, document_id: str, coder_id: str, columns: Columns | None = None
) -> Desk | None:
    """The document with all that is drawn of it, laid out in these columns; None where it is gone."""
    text = read_text(conn, document_id, coder_id)
    if text is None:
        return None
    around = read_around(conn, document_id)
    return Desk(text, around, LaidOut(text.shown, around.marks(), columns) if columns is not None else None)


def offer(
    title: str, around: Around, elsewhere: Counter[str], digits: Digits, text: Text, span: Span, coder_id: str
) -> CodeOffer:
    """What the picker offers for a passage; `elsewhere` are the codings of each code in other documents."""
    used_in_all = elsewhere + Counter(coding.code_id for coding in around.codings)
    choices = code_choices(around.book, used_in_all, {code_id: digit for digit, code_id in digits.items()})
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
    recent, used = tuple(text.recent), tuple(dict.fromkeys(used_here))
    return CodeOffer(title, choices, areas_to_choose(around.book), recent, used, already, new_area=True)
