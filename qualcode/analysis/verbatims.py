"""The words of a passage turn by turn, with the consents that touch them, to be cleared before they leave the study.

What stands between turns (a label or a time as the source wrote it) is nobody's words and is given out with none.
"""

from __future__ import annotations

import sqlite3
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence

from qualcode.analysis.documents import OpenDocument, Speaker, open_document
from qualcode.analysis.objections import objection_to
from qualcode.analysis.people import Participant, agreement_of, participants
from qualcode.participants.consent import Agreement, Consent
from qualcode.participants.disclosure import Audience, Line, Verbatim
from qualcode.problem import Problem
from qualcode.transcripts.boundaries import trimmed
from qualcode.transcripts.span import Span
from qualcode.transcripts.transcript import Kind, Turn

# How far around a passage a name may reach that it cuts through.
_AROUND = 100


def turns_in(turns: Sequence[Turn], span: Span, starts: Sequence[int] | None = None) -> list[Turn]:
    """The turns that a span touches, in order; `starts` are those of all turns, where they are known already."""
    starts = [turn.start for turn in turns] if starts is None else starts
    found = []
    for place in range(max(bisect_right(starts, span.start) - 1, 0), len(turns)):
        turn = turns[place]
        if turn.start >= span.end:
            break
        if turn.end > span.start:
            found.append(turn)
    return found


def spoken(text: str, turns: Iterable[Span], span: Span) -> Iterator[str]:
    """What of a span lies in each turn, nothing of what stands between them; empty parts are left out."""
    for turn in turns:
        if inside := spoken_in(text, turn, span):
            yield inside.of(text)


def spoken_in(text: str, turn: Span, span: Span) -> Span:
    """What of a span lies in a turn, without white space at its ends; empty where nothing does."""
    if not turn.overlaps(span):
        return Span(0, 0)
    return trimmed(Span(max(turn.start, span.start), min(turn.end, span.end)), text)


def speaker_of(document: OpenDocument, turn: Turn) -> Speaker | None:
    """Who speaks a turn; None where the document does not say."""
    return document.speakers.get(turn.speaker or "")


def document_consents(conn: sqlite3.Connection) -> dict[str, Agreement]:
    """What was agreed for whole documents, by their ids."""
    return {
        row[0]: agreement_of(row[1], row[2], row[3])
        for row in conn.execute(
            "SELECT id, consent, consent_until, consent_words FROM document WHERE consent IS NOT NULL"
        )
    }


def withdrawn(conn: sqlite3.Connection) -> frozenset[str]:
    """The ids of the participants who withdrew, and of the documents that were: nobody may have their words."""
    rows = conn.execute(
        "SELECT id FROM participant WHERE consent = ? UNION ALL SELECT id FROM document WHERE consent = ?",
        (Consent.WITHDRAWN, Consent.WITHDRAWN),
    )
    return frozenset(row[0] for row in rows)


def verbatim(conn: sqlite3.Connection, document_id: str, span: Span) -> Verbatim:
    """A span of a document's current text (half-open, code points), line by line of who speaks, for the team.

    Raises Problem when the document is gone.
    """
    document = open_document(conn, document_id)
    if document is None:
        raise Problem("This document is no longer in the study.", remedy="Go back to the list with esc.")
    people = {person.id: person for person in participants(conn, document_id)}
    turns = turns_in(document.turns, span)
    own = document_consents(conn).get(document_id)
    return verbatim_of(document_id, document, span, turns, people, own, Audience.TEAM)


def verbatim_of(
    id: str,
    document: OpenDocument,
    span: Span,
    turns: Sequence[Turn],
    people: Mapping[str, Participant],
    own: Agreement | None,
    audience: Audience,
) -> Verbatim:
    """A span of a document as the lines of the `turns` it touches; `own` is what the whole document agreed to."""
    text = document.text
    lines = [
        _line(_who(speaker_of(document, turn), people, audience), text, inside, turn.span)
        for turn in turns
        if (inside := spoken_in(text, turn.span, span))
    ]
    if not turns:  # judged below as words without a consent: for the team alone
        lines = [_line("", text, trimmed(span, text), Span(0, len(text)))]
    speaking = [speaker_of(document, turn) for turn in turns]
    ids = {speaker.participant_id for speaker in speaking if speaker is not None and speaker.participant_id}
    return Verbatim(
        id=id,
        lines=tuple(lines),
        agreements=tuple(_agreements(document, speaking, people, own)),
        participants=tuple(people[person].pseudonym for person in sorted(ids) if person in people),
        document=document.id,
        objection=objection_to(text, [span], document.objected),
    )


def _line(who: str, text: str, inside: Span, turn: Span) -> Line:
    before = text[max(turn.start, inside.start - _AROUND) : inside.start]
    after = text[inside.end : min(turn.end, inside.end + _AROUND)]
    return Line(who, inside.of(text), before=before, after=after)


def _who(speaker: Speaker | None, people: Mapping[str, Participant], audience: Audience) -> str:
    if speaker is None:
        return ""
    if speaker.is_interviewer:
        return "Interviewer"
    if speaker.participant_id not in people and audience is Audience.OUTSIDE:
        return "Speaker"
    return speaker.shown


def _agreements(
    document: OpenDocument,
    speaking: Sequence[Speaker | None],
    people: Mapping[str, Participant],
    own: Agreement | None,
) -> Iterator[Agreement]:
    """Everybody's who speaks; words that are nobody's known are judged by the document, never as free."""
    if own is not None:
        yield own
    if not speaking:
        yield Agreement()
    if (
        speaking
        and document.kind != Kind.EVIDENCE
        and all(one is not None and one.is_interviewer for one in speaking)
    ):
        # A question alone can tell of somebody: it stands under what all in the document agreed to.
        ids = {one.participant_id for one in document.speakers.values() if one.participant_id is not None}
        others = [people[one].agreement for one in ids if one in people]
        yield from others or [own or Agreement()]
    for speaker in speaking:
        person = people.get(speaker.participant_id or "") if speaker is not None else None
        if person is not None:
            yield person.agreement
        elif document.kind != Kind.EVIDENCE and not (speaker is not None and speaker.is_interviewer):
            yield own or Agreement()
