"""Why kept quotes are to be printed although the person said no to their words, as memos on them say."""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from qualcode.analysis.asked_about import Answered, Shown, Tellings

PRINTED_ALTHOUGH = "To be printed although the person said no"
"""Begins a memo on method on a quote, with the day of the answer, and a mark of it and of the words it frees."""

_LEAD = re.compile(rf"{PRINTED_ALTHOUGH}(?: on \d{{4}}-\d\d-\d\d)? \(words (\w{{16}})\): ")


@dataclass(frozen=True, slots=True)
class Override:
    """A reason to print what a quote shows; it holds while `mark` is that of its words and of the answer."""

    memo_id: str
    quote_id: str
    shown: Shown
    mark: str
    reason: str
    by: str
    on: date


def overrides_by_document(conn: sqlite3.Connection) -> dict[str, list[Override]]:
    """The reasons given for kept quotes, by document, the latest first; those of dropped quotes say nothing."""
    found: dict[str, list[Override]] = defaultdict(list)
    for memo_id, quote_id, document, version, start, stop, trim, body, by, at in conn.execute(
        _ROWS, (len(PRINTED_ALTHOUGH), PRINTED_ALTHOUGH)
    ):
        if (lead := _LEAD.match(body)) is not None:
            shown = Shown(version, start, stop, trim)
            reason = " ".join(body[lead.end() :].split())
            found[document].append(
                Override(memo_id, quote_id, shown, lead[1], reason, by, date.fromisoformat(at[:10]))
            )
    return found


def overriding(some: Iterable[Override], answer: Answered, tellings: Tellings) -> list[Override]:
    """Those given against just this answer, for just the words that their quotes print now."""
    return [one for one in some if one.mark == mark_against(answer, tellings.words(one.shown))]


def lead_of_override(answer: Answered, words: Iterable[str]) -> str:
    """How the memo begins that says why a quote's words are printed that were objected to."""
    on = f" on {answer.on.isoformat()}" if answer.on else ""
    return f"{PRINTED_ALTHOUGH}{on} (words {mark_against(answer, words)}): "


def mark_against(answer: Answered, words: Iterable[str]) -> str:
    """What tells whether an answer, and the words that are printed against it, are still the same."""
    parts = [*(" ".join(one.split()) for one in words), "", answer.quote_id, answer.stamp]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


_ROWS = """
SELECT m.id, q.id, q.document_id, q.version_id, q.start, q.stop, q.trim, m.body, c.name, m.created_at
FROM memo m JOIN memo_link l ON l.memo_id = m.id AND l.on_table = 'quote' AND l.deleted_at IS NULL
JOIN quote q ON q.id = l.on_id AND q.deleted_at IS NULL
JOIN document d ON d.id = q.document_id AND d.deleted_at IS NULL JOIN coder c ON c.id = m.coder_id
WHERE m.deleted_at IS NULL AND substr(m.body, 1, ?) = ? ORDER BY m.num DESC
"""
