"""Kept quotes printed although consent does not allow it or the person said no: what is in the way, and why."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from qualcode.analysis.documents import OpenDocument, open_document
from qualcode.analysis.excerpts import short_id
from qualcode.analysis.naming import names_of
from qualcode.analysis.objections import overridden, printed_spans, said_words, share_a_run
from qualcode.analysis.people import participants
from qualcode.analysis.phrases import counted, day_in_words, listed
from qualcode.analysis.verbatims import although_to, document_consents, speaker_of, standing, turns_in
from qualcode.analysis.versions import CurrentPlaces
from qualcode.analysis.waivers import documents_with_waivers
from qualcode.participants.consent import Agreement, Consent
from qualcode.participants.disclosure import Although, although_that_frees
from qualcode.transcripts.span import Span

HEADING = "Printed although consent does not allow it"
SAID_NO = "Printed although the person said no"


@dataclass(frozen=True, slots=True)
class InTheWay:
    """The consents that keep a quote from readers outside, none of them overridden; `who` are those it prints.

    `mark` tells them, and the words, from others.
    """

    agreements: tuple[Agreement, ...]
    who: tuple[str, ...]
    mark: str
    withdrawn: bool = False


def in_the_way(conn: sqlite3.Connection, quote_id: str, on: date) -> InTheWay | None:
    """What keeps a kept quote from readers outside on a day; None where nothing does, or it is overridden already."""
    row = conn.execute(
        "SELECT q.document_id, q.version_id, q.start, q.stop, q.trim, d.version_id FROM quote q "
        "JOIN document d ON d.id = q.document_id WHERE q.id = ? AND q.deleted_at IS NULL",
        (quote_id,),
    ).fetchone()
    document = None if row is None else open_document(conn, row[0])
    if document is None:
        return None
    places = CurrentPlaces(conn)
    printed = printed_spans(places, *row)
    within = places.span(document.id, row[1], Span(row[2], row[3]))
    people = {person.id: person for person in participants(conn, document.id)}
    own = document_consents(conn).get(document.id)
    mark, agreements, who = standing(document, within, printed, people, own)
    if not printed:
        return None
    although = although_to(document, printed, people, own)
    bound = tuple(
        one
        for one in agreements
        if one.on(on) is not Consent.QUOTE and not (although is not None and although.frees(one, on))
    )
    if not bound:
        return None
    return InTheWay(bound, who, mark, any(one.consent is Consent.WITHDRAWN for one in bound))


def printed_although_short(found: Sequence[Although]) -> str:
    """The same in one line; of several reasons only how many quotes they are for, and whose."""
    told = printed_although(found)
    if len(told) == 1:
        return told[0]
    lines = []
    for heading, some in _by_heading(found):
        quotes = len({one.quote for one in some})
        who = listed(sorted({person for one in some for person in one.who}))
        lines.append(f"{heading}: {counted(quotes, 'quote')}{f', {who}' if who else ''}")
    return ". ".join(lines)


def printed_although(found: Iterable[Although]) -> list[str]:
    """Which quotes are printed although consent does not allow it or the person said no, whose, and why.

    Those of one reason stand together.
    """
    quotes: dict[tuple[object, ...], list[Although]] = {}
    for one in found:
        quotes.setdefault((one.said_no, one.who, one.reason, one.by, one.on), []).append(one)
    return [_told(some) for some in quotes.values()]


def _by_heading(found: Sequence[Although]) -> Iterator[tuple[str, list[Although]]]:
    for said_no in (False, True):
        if some := [one for one in found if one.said_no is said_no]:
            yield SAID_NO if said_no else HEADING, some


def _told(some: list[Although]) -> str:
    ids = list(dict.fromkeys(one.quote for one in some))
    first = some[0]
    who = listed(first.who) or "nobody named"
    heading = SAID_NO if first.said_no else HEADING
    return f"{heading}: {counted(len(ids), 'quote')} ({', '.join(ids)}), {who}: {because(first)}."


def because(one: Although) -> str:
    """The reason, who gave it, and when."""
    return f"{one.reason.rstrip('.')}, {one.by}, {day_in_words(one.on)}"


class OverriddenWords:
    """Finds words printed although consent does not allow it, or the person said no, in what is about to go out."""

    def __init__(self, conn: sqlite3.Connection, on: date) -> None:
        self._said: list[tuple[tuple[str, ...], Although]] = []
        self._names = names_of(conn)
        self._add_refused(conn)
        with_waivers = documents_with_waivers(conn)
        if not with_waivers:
            return
        people = {person.id: person for person in participants(conn)}
        consents = document_consents(conn)
        for document in filter(None, (open_document(conn, one) for one in with_waivers)):
            own = consents.get(document.id)
            for waiver in document.waivers:
                although = although_to(document, waiver.spans, people, own)
                although = although and although_that_frees(although, although.agreements, on)
                if although is not None and although.quote == waiver.short_id:
                    self._add(document, waiver.spans, although)

    def __bool__(self) -> bool:
        return bool(self._said)

    def in_words(self, written: str, *, refused_alone: bool = False) -> Iterator[Although]:
        """Of which quotes words stand in others: a run of them, or all of either."""
        words = said_words(written)
        for said, although in self._said:
            if (although.said_no or not refused_alone) and share_a_run(words, said):
                yield although

    def _add_refused(self, conn: sqlite3.Connection) -> None:
        for document_id, one, spans in overridden(conn):
            document = open_document(conn, document_id)
            if document is not None:
                spoken = (speaker_of(document, turn) for span in spans for turn in turns_in(document.turns, span))
                who = dict.fromkeys(each.shown for each in spoken if each is not None and not each.is_interviewer)
                short = short_id(one.quote_id)
                self._add(document, spans, Although(short, tuple(who), one.reason, one.by, one.on, (), said_no=True))

    def _add(self, document: OpenDocument, spans: Iterable[Span], although: Although) -> None:
        words = (self._names.show(one) for one in _parts(document, spans))
        self._said += [(said, self._names.show_all(although)) for said in map(said_words, words) if said]


def _parts(document: OpenDocument, spans: Iterable[Span]) -> Iterator[str]:
    """What is printed, in one piece and turn by turn."""
    for span in spans:
        yield span.of(document.text)
        for turn in document.turns:
            if turn.span.overlaps(span):
                yield Span(max(turn.start, span.start), min(turn.end, span.end)).of(document.text)
