"""Kept quotes that are printed although consent does not allow it: what stands in the way, and why all the same."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from qualcode.analysis.documents import OpenDocument, open_document
from qualcode.analysis.naming import names_of
from qualcode.analysis.objections import printed_spans, said_words, share_a_run
from qualcode.analysis.people import participants
from qualcode.analysis.phrases import counted, day_in_words, listed
from qualcode.analysis.verbatims import although_to, document_consents, standing
from qualcode.analysis.versions import CurrentPlaces
from qualcode.analysis.waivers import documents_with_waivers
from qualcode.participants.consent import Agreement, Consent
from qualcode.participants.disclosure import Although, although_that_frees
from qualcode.transcripts.span import Span

HEADING = "Printed although consent does not allow it"


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
    quotes = len({one.quote for one in found})
    who = listed(sorted({person for one in found for person in one.who}))
    return f"{HEADING}: {counted(quotes, 'quote')}{f', {who}' if who else ''}"


def printed_although(found: Iterable[Although]) -> list[str]:
    """Which quotes are printed although consent does not allow it, whose, and why, those of one reason together."""
    quotes: dict[tuple[object, ...], list[Although]] = {}
    for one in found:
        quotes.setdefault((one.who, one.reason, one.by, one.on), []).append(one)
    return [_told(some) for some in quotes.values()]


def _told(some: list[Although]) -> str:
    ids = list(dict.fromkeys(one.quote for one in some))
    first = some[0]
    who = listed(first.who) or "nobody named"
    return f"{HEADING}: {counted(len(ids), 'quote')} ({', '.join(ids)}), {who}: {because(first)}."


def because(one: Although) -> str:
    """The reason, who gave it, and when."""
    return f"{one.reason.rstrip('.')}, {one.by}, {day_in_words(one.on)}"


class OverriddenWords:
    """Finds words that are printed although consent does not allow it in what is about to go out."""

    def __init__(self, conn: sqlite3.Connection, on: date) -> None:
        self._said: list[tuple[tuple[str, ...], Although]] = []
        with_waivers = documents_with_waivers(conn)
        if not with_waivers:
            return
        people = {person.id: person for person in participants(conn)}
        consents, names = document_consents(conn), names_of(conn)
        for document in filter(None, (open_document(conn, one) for one in with_waivers)):
            own = consents.get(document.id)
            for waiver in document.waivers:
                although = although_to(document, waiver.spans, people, own)
                although = although and although_that_frees(although, although.agreements, on)
                if although is not None and although.quote == waiver.short_id:
                    words = (names.show(one) for one in _parts(document, waiver.spans))
                    self._said += [(said, names.show_all(although)) for said in map(said_words, words) if said]

    def __bool__(self) -> bool:
        return bool(self._said)

    def in_words(self, written: str) -> Iterator[Although]:
        """Of which quotes words stand in others: a run of them, or all of either."""
        words = said_words(written)
        yield from (although for said, although in self._said if share_a_run(words, said))


def _parts(document: OpenDocument, spans: Iterable[Span]) -> Iterator[str]:
    """What is printed, in one piece and turn by turn."""
    for span in spans:
        yield span.of(document.text)
        for turn in document.turns:
            if turn.span.overlaps(span):
                yield Span(max(turn.start, span.start), min(turn.end, span.end)).of(document.text)
