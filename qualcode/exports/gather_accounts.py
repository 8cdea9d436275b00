"""What somebody wrote, with its quotations apart, each with the agreements of those whose words it holds."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from qualcode.analysis.linked_quotations import Checked, Standing, check, quotations
from qualcode.analysis.naming import names_of
from qualcode.analysis.objections import ObjectedWords
from qualcode.analysis.verbatims import verbatim
from qualcode.participants.accounts import Account, QuotedWords, clear_accounts
from qualcode.participants.consent import Agreement
from qualcode.participants.disclosure import Audience, HeldBack
from qualcode.transcripts.span import Span


def cleared_words(
    conn: sqlite3.Connection, body: str, audience: Audience, on: date
) -> tuple[str, tuple[HeldBack, ...]]:
    """Words that tell of nobody in particular, such as a claim, and the quotations in them that were held back."""
    account = Account("words", tuple(parts_of_account(conn, body)), ())
    clearance = clear_accounts([account], audience, on=on, names=names_of(conn))
    return clearance.cleared[account.id].text, clearance.quotations_held


def parts_of_account(
    conn: sqlite3.Connection, body: str, agreements: tuple[Agreement, ...] = (), whose: tuple[str, ...] = ()
) -> Iterator[str | QuotedWords]:
    """The words and the quotations of a text in turn.

    A quotation that is linked with no excerpt is taken for words of those the text tells of: `agreements` are
    theirs and `whose` their pseudonyms. Where nobody is known, nobody has agreed.
    """
    found = quotations(body)
    linked = {one.quotation.span: one for one in check(conn, body)} if found else {}
    objected = ObjectedWords(conn) if found else None
    place = 0
    for quotation in found:
        span = quotation.span
        yield body[place : span.start]
        quoted = _quoted(conn, span.of(body), linked.get(span), agreements, whose)
        if quoted.objection is None and objected is not None:
            quoted = replace(quoted, objection=objected.in_words(quotation.words))
        yield quoted
        place = span.end
    yield body[place:]


def _quoted(
    conn: sqlite3.Connection,
    words: str,
    linked: Checked | None,
    agreements: tuple[Agreement, ...],
    whose: tuple[str, ...],
) -> QuotedWords:
    if linked is None:
        return QuotedWords(words, agreements or (Agreement(),), whose)
    if linked.excerpt is None:
        return QuotedWords(words, (*agreements, Agreement()), whose)
    excerpt = linked.excerpt
    said = verbatim(conn, excerpt.document_id, Span(excerpt.start, excerpt.stop))
    if linked.standing is Standing.AS_SAID:
        return QuotedWords(words, said.agreements, said.participants, said.objection, said.although)
    # Whose words it holds since they were changed, nobody knows.
    told_by = tuple(dict.fromkeys((*said.participants, *whose)))
    return QuotedWords(words, (*said.agreements, *agreements), told_by, said.objection)
