"""The words of a passage turn by turn, with the consents that touch them, to be cleared before they leave the study.

What stands between turns (a label or a time as the source wrote it) is nobody's words and is given out with none.
"""

from __future__ import annotations

import re
import sqlite3
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence

from qualcode.analysis.documents import OpenDocument, Speaker, open_document
from qualcode.analysis.objections import objection_to
from qualcode.analysis.people import Participant, agreement_of, participants
from qualcode.analysis.waivers import mark_of
from qualcode.participants.consent import Agreement, Consent
from qualcode.participants.disclosure import Although, Audience, Line, Verbatim
from qualcode.problem import Problem
from qualcode.transcripts.boundaries import trimmed
from qualcode.transcripts.span import Span
from qualcode.transcripts.transcript import Kind, Turn

# How far around a passage a name may reach that it cuts through.
_AROUND = 100
# Anything said: stops, quotation marks, brackets and dashes are not.
_SAID = re.compile(r"[^\s.,;:!?…'’‘\"“”()\[\]–—-]")


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
        although=although_to(document, [span], people, own) if document.waivers else None,
    )


def although_to(
    document: OpenDocument,
    spans: Sequence[Span],
    people: Mapping[str, Participant],
    own: Agreement | None,
) -> Although | None:
    """Why all words of some spans are printed though consent does not allow it: what is said of one quote with them.

    None where nothing is said, or where its words or what their speakers agreed to are not those it was said of.
    """
    for waiver in document.waivers:
        if spans and all(_is_covered(document.text, span, waiver.spans) for span in spans):
            mark, agreements, who = standing(document, waiver.within, waiver.spans, people, own)
            if mark == waiver.mark:
                return Although(waiver.short_id, who, waiver.reason, waiver.by, waiver.on, agreements)
    return None


def waived_spans(document: OpenDocument, people: Mapping[str, Participant], own: Agreement | None) -> Iterator[Span]:
    """What is printed of a document though consent may not allow it."""
    for waiver in document.waivers:
        if standing(document, waiver.within, waiver.spans, people, own)[0] == waiver.mark:
            yield from waiver.spans


def standing(
    document: OpenDocument,
    within: Span,
    printed: Sequence[Span],
    people: Mapping[str, Participant],
    own: Agreement | None,
) -> tuple[str, tuple[Agreement, ...], tuple[str, ...]]:
    """What a quote `within` a span, of which some is `printed`, stands under: a mark of it, agreements, pseudonyms.

    The mark is another as soon as the words, those who speak, or what they agreed to and until when are others.
    """
    turns = [one for one in turns_in(document.turns, within) if spoken_in(document.text, one.span, within)]
    speaking = [speaker_of(document, turn) for turn in turns]
    ids = sorted({one.participant_id for one in speaking if one is not None and one.participant_id})
    agreements = tuple(_agreements(document, speaking, people, own))
    mark = mark_of((span.of(document.text) for span in printed), ids, agreements)
    return mark, agreements, tuple(people[one].pseudonym for one in ids if one in people)


def _is_covered(text: str, span: Span, spans: Iterable[Span]) -> bool:
    """Whether all that is said in a span lies in others, and some of it does."""
    here, within = span.start, sorted(one for one in spans if one.overlaps(span))
    for one in within:
        if _SAID.search(text, here, max(here, min(one.start, span.end))):
            return False
        here = max(here, min(one.end, span.end))
    return bool(within) and _SAID.search(text, here, span.end) is None


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
