"""One passage's words with the consents that touch them, to be cleared before it leaves the study."""

from __future__ import annotations

import sqlite3

from qualcode.analysis.documents import open_document
from qualcode.analysis.people import agreement_of
from qualcode.participants.consent import Agreement
from qualcode.participants.disclosure import Line, Verbatim
from qualcode.problem import Problem
from qualcode.transcripts.span import Span
from qualcode.transcripts.transcript import Kind


def verbatim(conn: sqlite3.Connection, document_id: str, span: Span) -> Verbatim:
    """A span of a document's current text (half-open, code points), line by line of who speaks.

    Raises Problem when the document is gone.
    """
    document = open_document(conn, document_id)
    if document is None:
        raise Problem("This document is no longer in the study.", remedy="Go back to the list with esc.")
    row = conn.execute(
        "SELECT consent, consent_until, consent_words FROM document WHERE id = ? AND consent IS NOT NULL",
        (document_id,),
    ).fetchone()
    own = agreement_of(*row) if row is not None else None
    agreements = [own] if own is not None else []
    lines: list[Line] = []
    people: dict[str, str] = {}
    for turn in document.turns:
        if not turn.span.overlaps(span):
            continue
        speaker = document.speakers.get(turn.speaker or "")
        words = document.text[max(turn.start, span.start) : min(turn.end, span.end)].strip()
        if words:
            lines.append(Line(speaker.shown if speaker else "", words))
        if speaker is not None and speaker.participant_id is not None:
            people[speaker.participant_id] = speaker.shown
        elif document.kind != Kind.EVIDENCE and not (speaker is not None and speaker.is_interviewer):
            agreements.append(own or Agreement())
    for person in people:
        found = conn.execute(
            "SELECT consent, consent_until, consent_words FROM participant WHERE id = ?", (person,)
        ).fetchone()
        agreements.append(agreement_of(*found) if found is not None else Agreement())
    return Verbatim(document_id, tuple(lines), tuple(agreements), tuple(people.values()))
