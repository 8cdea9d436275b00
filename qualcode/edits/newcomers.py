"""Who speaks in documents as they arrive: labels, and the participants they mean."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qualcode.edits.ids import new_id
from qualcode.edits.store import Row, Store
from qualcode.transcripts.quoting import in_marks
from qualcode.transcripts.span import Span
from qualcode.transcripts.speakers import id_in_name, is_interviewer, is_nobody, participant_id, speaker_key
from qualcode.transcripts.transcript import Kind, Transcript


@dataclass(frozen=True)
class Incoming:
    """A transcript ready to enter a study: its kind decided, its sentences found (half-open, code points)."""

    transcript: Transcript
    kind: Kind
    sentences: tuple[Span, ...]


class Newcomers:
    """Gives labels their participants: an id in a label is that id everywhere, other labels a new P01, P02, …"""

    def __init__(self, store: Store, incoming: Sequence[Incoming]) -> None:
        self._now = store.now
        # Of several with one id the last counts: who is there before who was taken out, the first before later.
        rows = store.rows(
            "SELECT id, pseudonym, source_id, deleted_at FROM participant ORDER BY deleted_at IS NULL, num DESC"
        )
        self._by_source: dict[str, str] = {row["source_id"]: row["id"] for row in rows if row["source_id"]}
        self._gone = {row["id"]: row["pseudonym"] for row in rows if row["deleted_at"]}
        self._living = {row["pseudonym"].casefold() for row in rows if not row["deleted_at"]}
        self._taken = {row["pseudonym"].casefold() for row in rows}
        labels = [
            (found, arriving.kind.has_participants)
            for arriving in incoming
            for label in arriving.transcript.speakers()
            if (found := _id_of(label, arriving.transcript))
        ]
        self._reserved = {found.casefold() for found, _ in labels}
        # A field note may report what people of the study said; it brings no new people in.
        self._heard = {found for found, speaks in labels if speaks} | set(self._by_source)
        self._free = self._numbers()
        self.new: list[Row] = []
        self.back: dict[str, str] = {}  # whoever comes back, with their pseudonym
        self.notes: list[str] = []

    def _numbers(self) -> Iterator[str]:
        number = 0
        while True:
            number += 1
            name = f"P{number:02d}"
            if name.casefold() not in self._taken and name.casefold() not in self._reserved:
                yield name

    def speakers(self, document_id: str, arriving: Incoming) -> Iterator[Row]:
        """A row for each speaker of a document, with `key` beside it."""
        labels = arriving.transcript.speakers()
        seen: set[str] = set()
        for label in labels:
            key = speaker_key(label)
            if key in seen:
                continue
            seen.add(key)
            asks = is_interviewer(label, labels)
            participant = None
            reported = arriving.kind is Kind.FIELD_NOTE and participant_id(label) in self._heard
            if (arriving.kind.has_participants or reported) and not asks and not is_nobody(label):
                participant = self.participant(label, arriving.transcript.name, _id_of(label, arriving.transcript))
            yield {
                "key": key,
                "id": new_id(),
                "document_id": document_id,
                "label": label,
                "participant_id": participant,
                "is_interviewer": int(asks),
            }

    def participant(self, label: str, document: str, source_id: str | None = None) -> str:
        """The participant whom a label of a document means, somebody new where it means nobody yet.

        `source_id` is the person's id where the label does not say it.
        """
        source_id = source_id or participant_id(label)
        if source_id is not None and source_id in self._by_source:
            known = self._by_source[source_id]
            if known in self._gone and known not in self.back:
                # By an undone import: whoever returns returns with their consent.
                self.back[known] = self._free_again(self._gone[known], source_id, document)
            return known
        if source_id is not None and source_id.casefold() not in self._taken:
            pseudonym = source_id
        else:
            pseudonym = next(self._free)
            if source_id is not None:
                self._note(source_id, document, pseudonym)
        self._taken.add(pseudonym.casefold())
        row: Row = {
            "id": new_id(),
            "pseudonym": pseudonym,
            "source_id": source_id,
            "created_at": self._now,
        }
        if source_id is not None:
            self._by_source[source_id] = row["id"]
        self.new.append(row)
        return str(row["id"])

    def _free_again(self, pseudonym: str, source_id: str, document: str) -> str:
        """The pseudonym of somebody who comes back: another where somebody else has it now."""
        if pseudonym.casefold() in self._living:
            pseudonym = next(self._free)
            self._taken.add(pseudonym.casefold())
            self._note(source_id, document, pseudonym)
        self._living.add(pseudonym.casefold())
        return pseudonym

    def _note(self, source_id: str, document: str, pseudonym: str) -> None:
        self.notes.append(
            f"The label {source_id} in {in_marks(document)} is not the {source_id} already in the study; "
            f"it is shown as {pseudonym}."
        )

    def settle(self, store: Store) -> None:
        """Add who is new, and bring those back who were taken out and now speak again."""
        for person, pseudonym in self.back.items():
            store.set("participant", person, deleted_at=None, pseudonym=pseudonym)
        store.add("participant", self.new)


def _id_of(label: str, transcript: Transcript) -> str | None:
    """The id that a label is, or that its document's name gives to its one “Participant”."""
    named = id_in_name(transcript.name, transcript.speakers())
    return participant_id(label) or (named[1] if named is not None and named[0] == label else None)


def new_speakers(store: Store, document_id: str, arriving: Incoming) -> list[str]:
    """Add the speakers of `arriving` to a document, with their participants as at import; gives their ids."""
    names = Newcomers(store, [arriving])
    rows = [{k: v for k, v in row.items() if k != "key"} for row in names.speakers(document_id, arriving)]
    names.settle(store)
    return store.add("speaker", rows)
