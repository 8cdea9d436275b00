"""What somebody wrote, with its quotations apart, each with the agreements of those whose words it holds."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from qualcode.analysis.held_words import HeldRun, Whose, held_words, joined
from qualcode.analysis.linked_quotations import Checked, Standing, check, quotations
from qualcode.analysis.naming import names_of
from qualcode.analysis.objections import ObjectedWords
from qualcode.analysis.verbatims import verbatim
from qualcode.participants.accounts import Account, QuotedWords, clear_accounts
from qualcode.participants.consent import Agreement, Consent
from qualcode.participants.disclosure import Audience, HeldBack
from qualcode.transcripts.boundaries import trimmed
from qualcode.transcripts.span import Span

_WORD = re.compile(r"\w")


def cleared_words(
    conn: sqlite3.Connection, body: str, audience: Audience, on: date
) -> tuple[str, tuple[HeldBack, ...]]:
    """Words that tell of nobody in particular, such as a claim, and what in them was held back."""
    account = Account("words", tuple(parts_of_account(conn, body, audience, on)), ())
    clearance = clear_accounts([account], audience, on=on, names=names_of(conn))
    return clearance.cleared[account.id].text, clearance.quotations_held


def parts_of_account(
    conn: sqlite3.Connection,
    body: str,
    audience: Audience,
    on: date,
    agreements: tuple[Agreement, ...] = (),
    whose: tuple[str, ...] = (),
) -> Iterator[str | QuotedWords]:
    """The words, the quotations, and what is quoted without marks of a text, in turn.

    A quotation that is linked with no excerpt is taken for words of those the text tells of: `agreements` are
    theirs and `whose` their pseudonyms. Where nobody is known, nobody has agreed. Words that the audience may not
    have on the day `on` are known wherever they stand, but in a quotation that still says what its excerpt does.
    """
    held = held_words(conn, audience, on)
    found = quotations(body)
    linked = {one.quotation.span: one for one in check(conn, body)} if found else {}
    as_said = {span for span, one in linked.items() if one.standing is Standing.AS_SAID}
    runs = held.runs(_blanked(body, as_said))
    objected = ObjectedWords(conn) if found else None
    place = 0
    for quotation in found:
        span = quotation.span
        yield from _plain(body, Span(place, span.start), runs)
        quoted = _quoted(conn, span.of(body), linked.get(span), agreements, whose)
        if quoted.objection is None and objected is not None:
            quoted = replace(quoted, objection=objected.in_words(quotation.words))
        if span not in as_said:
            inside = [run.whose for run in runs if run.span.overlaps(span)]
            if all(one.on(on) is Consent.QUOTE for one in quoted.agreements):
                inside += [run.whose for run in held.runs(quotation.words, quoted=True)]
            quoted = _with(quoted, inside)
        yield quoted
        place = span.end
    yield from _plain(body, Span(place, len(body)), runs)


def _blanked(body: str, spans: Iterable[Span]) -> str:
    """A text of the same length in which one word that nobody says stands for what some spans hold."""
    for span in spans:
        body = f"{body[: span.start]} {'_' * (span.end - span.start - 2)} {body[span.end :]}"
    return body


def _plain(body: str, within: Span, runs: Iterable[HeldRun]) -> Iterator[str | QuotedWords]:
    """Words outside quotation marks, those that are held back apart."""
    place = within.start
    for run in runs:
        start, end = max(run.span.start, place), min(run.span.end, within.end)
        if start < end and _WORD.search(body, start, end):
            part, whose = trimmed(Span(start, end), body), run.whose
            yield body[place : part.start]
            yield QuotedWords(part.of(body), whose.agreements, whose.participants, whose.objection, marked=False)
            place = part.end
    yield body[place : within.end]


def _with(quoted: QuotedWords, whose: Sequence[Whose]) -> QuotedWords:
    """A quotation that holds words of others, too."""
    if not whose:
        return quoted
    every = joined((*whose, Whose(quoted.agreements, quoted.participants, quoted.objection)))
    return QuotedWords(quoted.words, every.agreements, every.participants, every.objection)


def _quoted(
    conn: sqlite3.Connection,
    words: str,
    linked: Checked | None,
    agreements: tuple[Agreement, ...],
    whose: tuple[str, ...],
) -> QuotedWords:
    if linked is None:
        return QuotedWords(words, agreements or (Agreement(),), whose)
    if linked.passage is None:
        return QuotedWords(words, (*agreements, Agreement()), whose)
    said = verbatim(conn, linked.passage.document_id, linked.passage.span)
    if linked.standing is Standing.AS_SAID:
        return QuotedWords(words, said.agreements, said.participants, said.objection, said.although)
    # Whose words it holds since they were changed, nobody knows.
    told_by = tuple(dict.fromkeys((*said.participants, *whose)))
    return QuotedWords(words, (*said.agreements, *agreements), told_by, said.objection)
