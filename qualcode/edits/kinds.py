"""Who is a participant in a document whose kind turns out to be another."""

from __future__ import annotations

from qualcode.edits.handing_over import handing_over
from qualcode.edits.newcomers import Incoming, Newcomers
from qualcode.edits.reasons import ConsentReason
from qualcode.edits.silent import take_out_silent
from qualcode.edits.store import Row, Store
from qualcode.transcripts.speakers import is_nobody, participant_id
from qualcode.transcripts.transcript import Kind, Transcript, Turn


def people_of_kind(store: Store, document: Row, kind: Kind, why: ConsentReason) -> None:
    """Make the speakers of a document (its row before) participants or nobody's, as the kind has them at import.

    What somebody said of speakers stands where both kinds have participants. Raises Problem as `handing_over`, where
    the words of somebody who agreed to less would be nobody's and nothing says `why`.
    """
    had = Kind(document["kind"]).has_participants
    if kind.has_participants and not had:
        _become_people(store, document, kind)
    elif kind is Kind.EVIDENCE or (had and not kind.has_participants):
        with handing_over(store, [document["id"]], why.because, why.memo_id):
            _become_nobodys(store, document, kind)


def _become_people(store: Store, document: Row, kind: Kind) -> None:
    nobodys = store.rows(
        "SELECT id, label FROM speaker WHERE document_id = ? AND participant_id IS NULL AND NOT is_interviewer "
        "AND deleted_at IS NULL ORDER BY num",
        document["id"],
    )
    nobodys = [row for row in nobodys if not is_nobody(row["label"])]
    said = tuple(Turn(0, 0, row["label"]) for row in nobodys)
    names = Newcomers(store, [Incoming(Transcript(document["name"], "", said), kind, ())])
    people = {row["id"]: names.participant(row["label"], document["name"]) for row in nobodys}
    names.settle(store)
    for speaker_id, person in people.items():
        store.set("speaker", speaker_id, participant_id=person)


def _become_nobodys(store: Store, document: Row, kind: Kind) -> None:
    """Who is only in this document is no participant; a field note may report what those of others said."""
    people = store.rows(
        "SELECT s.id, s.label, s.participant_id, EXISTS (SELECT 1 FROM speaker o JOIN document d "
        "ON d.id = o.document_id AND d.deleted_at IS NULL WHERE o.participant_id = s.participant_id "
        "AND o.deleted_at IS NULL AND o.document_id != s.document_id) AS elsewhere FROM speaker s "
        "WHERE s.document_id = ? AND s.participant_id IS NOT NULL AND s.deleted_at IS NULL ORDER BY s.num",
        document["id"],
    )
    for row in people:
        if kind is Kind.FIELD_NOTE and row["elsewhere"] and participant_id(row["label"]) is not None:
            continue
        store.set("speaker", row["id"], participant_id=None)
    take_out_silent(store, sorted({row["participant_id"] for row in people}))
