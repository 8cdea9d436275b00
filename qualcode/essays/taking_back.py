"""Whether an answer to a quote would take back what was said against its words before."""

from __future__ import annotations

import sqlite3
from datetime import date

from qualcode.analysis.documents import open_document
from qualcode.analysis.people import participants
from qualcode.analysis.phrases import day_in_words, listed
from qualcode.analysis.standing_nos import StandingNos
from qualcode.analysis.verbatims import speaker_of
from qualcode.essays.essay import STRICTER, Answer
from qualcode.essays.printing import printed_turns
from qualcode.essays.quotes import QuoteRow, quote_rows
from qualcode.transcripts.trim import kept_spans

TAKES_BACK = "Does this take it back?"
_NOS = (Answer.CHANGED, Answer.REFUSED)
_SAID = {Answer.CHANGED: "wanted other words", Answer.REFUSED: "refused"}


def taken_back(conn: sqlite3.Connection, quote_id: str, answer: Answer, on: date) -> str:
    """What an answer of a day takes back only where somebody says so: `P02 refused on 23 November 2026.`

    Empty where nothing stricter stands, or the only one who speaks in the quote answers on a later day.
    """
    row = next(iter(quote_rows(conn, quote_id=quote_id)), None)
    if row is None:
        return ""
    own = row.checked
    nos = [(own.answer, own.on)] if own.answer in _NOS else []
    is_theirs = answer in (Answer.APPROVED, Answer.CHANGED)  # all else is nothing that a person said
    if answer is not Answer.ASKED:  # which takes back nothing but what stands at the quote itself
        printed = kept_spans(row.span, row.trim) if is_theirs else [row.span]
        others = StandingNos(conn).against(row.document_id, printed)
        some = [one for one in others if is_theirs or one.quote_id == quote_id]
        nos += [(Answer.REFUSED if one.refused else Answer.CHANGED, one.on) for one in some]
    nos = [one for one in nos if STRICTER[answer] < STRICTER[one[0]]]
    if not nos:
        return ""
    people = _speaking(conn, row)
    if is_theirs and len(people) < 2 and all(day is not None and day < on for _, day in nos):
        return ""
    said, day = max(nos, key=lambda one: (STRICTER[one[0]], one[1] or date.max))
    who = f"One of {listed(people)}" if len(people) > 1 else next(iter(people), "The person")
    return f"{who} {_SAID[said]}{f' on {day_in_words(day)}' if day else ''}."


def _speaking(conn: sqlite3.Connection, row: QuoteRow) -> list[str]:
    """The pseudonyms of those who took part and speak in what a quote prints."""
    document = open_document(conn, row.document_id)
    if document is None or not row.span:
        return []
    called = {one.id: one.pseudonym for one in participants(conn)}
    speakers = (speaker_of(document, turn) for turn in printed_turns(document, row.span, row.trim))
    ids = dict.fromkeys(one.participant_id for one in speakers if one is not None and not one.is_interviewer)
    return [called[one] for one in ids if one in called]
