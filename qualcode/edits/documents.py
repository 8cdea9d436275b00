"""Bringing documents in, and changing what is known about them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, count
from typing import Any

from qualcode.analysis.documents import KNOWN_DIGESTS, called
from qualcode.edits.days import as_day
from qualcode.edits.handing_over import handing_over
from qualcode.edits.ids import natural_id, new_id
from qualcode.edits.kinds import people_of_kind
from qualcode.edits.newcomers import Incoming as Incoming
from qualcode.edits.newcomers import Newcomers
from qualcode.edits.reasons import ConsentReason
from qualcode.edits.same_again import SameAgain
from qualcode.edits.store import Row, Store, digest_of
from qualcode.participants.consent import Consent
from qualcode.problem import Problem
from qualcode.transcripts.speakers import speaker_key
from qualcode.transcripts.transcript import Kind, Transcript

_TITLES = "SELECT title FROM document WHERE deleted_at IS NULL AND title IS NOT NULL"
READING_STATES = ("new", "read", "being coded", "coded", "checked")
_CHOSEN = (
    ("reading_state", "reading state", READING_STATES),
    ("kind", "kind of document", tuple(map(str, Kind))),
    ("consent", "consent", tuple(map(str, Consent))),
)


@dataclass
class ImportDocuments:
    """Bring transcripts in as documents, with their speakers and new participants.

    After `make`: `imported` holds the new documents' ids, `skipped` the names of those already in the study
    (same content), `notes` sentences for the person who imports. A title that several have is followed by the name.
    """

    incoming: Sequence[Incoming]
    imported: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def apply(self, store: Store) -> str:
        known = {digest for row in store.rows(KNOWN_DIGESTS) for digest in (row["bytes"], row["words"]) if digest}
        again = arriving_again([arriving.transcript for arriving in self.incoming], known)
        names, same_again = Newcomers(store, self.incoming), SameAgain(store)
        taken = {row["name"].casefold() for row in store.rows("SELECT name FROM document WHERE deleted_at IS NULL")}
        titles = Counter(row["title"].casefold() for row in store.rows(_TITLES))
        arriving_titles = (one.transcript.title for place, one in enumerate(self.incoming) if place not in again)
        titles.update(title.casefold() for title in arriving_titles if title)
        position = (store.value("SELECT max(position) FROM document") or 0) + 1
        documents: list[Row] = []
        versions: list[Row] = []
        speakers: list[Row] = []
        memos: list[Row] = []
        links: list[Row] = []
        for place, arriving in enumerate(self.incoming):
            transcript = arriving.transcript
            if place in again:
                self.skipped.append(transcript.name)
                continue
            digest = digest_of(transcript.text)
            store.keep_text(transcript.text)
            document_id, version_id = new_id(), new_id()
            by_key = {row["key"]: row for row in names.speakers(document_id, arriving)}
            speakers += [{k: v for k, v in row.items() if k != "key"} for row in by_key.values()]
            documents.append(_document(store, document_id, version_id, arriving, position + len(documents)))
            documents[-1]["name"] = self._free_name(transcript.name, taken)
            if (title := transcript.title) and titles[title.casefold()] > 1:  # that of a template, as a rule
                documents[-1]["title"] = f"{title} ({documents[-1]['name']})"
            self.notes += filter(None, [same_again.told(documents[-1], transcript)])
            turns = [
                (
                    turn.start,
                    turn.end,
                    by_key[speaker_key(turn.speaker)]["id"] if turn.speaker is not None else None,
                    None if turn.seconds is None else round(turn.seconds * 1000),
                )
                for turn in transcript.turns
            ]
            versions.append(
                {
                    "id": version_id,
                    "document_id": document_id,
                    "number": 1,
                    "sha256": digest,
                    "turns": json.dumps(turns),
                    "sentences": json.dumps([edge for span in arriving.sentences for edge in (span.start, span.end)]),
                    "created_at": store.now,
                }
            )
            for memo, link in _memos_of(store, transcript, document_id, version_id):
                memos.append(memo)
                links.append(link)
            self.imported.append(document_id)
        names.settle(store)
        store.add("speaker", speakers)
        store.add("text_version", versions)
        store.add("document", documents)
        same_again.settle()
        store.add("memo", memos)
        store.add("memo_link", links)
        self.notes += names.notes
        named = [called(document["title"], document["name"]) for document in documents[:1]]
        return f"Import of “{named[0]}”" if len(documents) == 1 else f"Import of {len(documents)} documents"

    def _free_name(self, name: str, taken: set[str]) -> str:
        """The name, numbered where another document has it (`talk.txt` and `talk.vtt`), or nobody could name one."""
        free = next(n for n in chain([name], (f"{name} ({n})" for n in count(2))) if n.casefold() not in taken)
        taken.add(free.casefold())
        if free != name:
            self.notes.append(f"Another document is called “{name}”, so this one is called “{free}”.")
        return free


def arriving_again(transcripts: Sequence[Transcript], known: Collection[str]) -> set[int]:
    """The places of those whose file or words are `known` (their sha256), or whose words came before among them."""
    seen, again = set(known), set()
    for place, transcript in enumerate(transcripts):
        digest = digest_of(transcript.text)
        if digest in seen or transcript.source_sha256 in known:
            again.add(place)
        seen.add(digest)  # not the source's: one file may hold several transcripts
    return again


def _document(store: Store, document_id: str, version_id: str, arriving: Incoming, position: int) -> Row:
    transcript = arriving.transcript
    return {
        "id": document_id,
        "name": transcript.name,
        "title": transcript.title,
        "kind": str(arriving.kind),
        "date": transcript.date,
        "reference": json.dumps(dict(transcript.reference), ensure_ascii=False, sort_keys=True),
        "pages": json.dumps([[mark.start, mark.page] for mark in transcript.pages], ensure_ascii=False),
        "source_path": None if transcript.source is None else transcript.source.as_posix(),
        "source_sha256": transcript.source_sha256 or None,
        "version_id": version_id,
        "position": position,
        "created_at": store.now,
    }


def _memos_of(store: Store, transcript: Transcript, document_id: str, version_id: str) -> Iterator[tuple[Row, Row]]:
    """A memo for each comment in the source, with its link to the passage (to the document where it has no words)."""
    for comment in transcript.comments:
        by = f" by {comment.author}" if comment.author else ""
        memo: Row = {
            "id": new_id(),
            "title": f"Comment{by} in the source{f', {comment.date[:10]}' if comment.date else ''}",
            "body": comment.words,
            "created_at": store.now,
            "changed_at": store.now,
        }
        link: Row = {
            "id": natural_id("memo_link", memo["id"], document_id),
            "memo_id": memo["id"],
            "on_table": "document",
            "on_id": document_id,
        }
        if comment.end > comment.start:
            link |= {"version_id": version_id, "start": comment.start, "stop": comment.end}
        yield memo, link


@dataclass(frozen=True)
class ChangeDocument:
    """Change a document's name, title, kind, date, reading state, lead coder, coder or consent.

    With another kind, who speaks in it is a participant or not as that kind has it. `why` the consent changes is
    kept. Raises Problem when the reading state, kind or consent is unknown, a day is no date, or nobody says why a
    document that was withdrawn comes back, or the words of somebody who agreed to less become nobody's.
    """

    document_id: str
    fields: dict[str, Any]
    why: ConsentReason = field(default_factory=ConsentReason)

    def apply(self, store: Store) -> str:
        document = store.row("document", self.document_id)
        if document is None:
            raise Problem("This document is no longer in the study.", remedy="Go back to the list with esc.")
        fields = dict(self.fields)
        for name, what, choices in _CHOSEN:
            value = fields.get(name)
            if value is not None and value not in choices:
                raise Problem(f"“{value}” is not a {what}.", remedy=f"Use one of: {', '.join(choices)}.")
        if "consent_until" in fields:
            fields["consent_until"] = as_day(fields["consent_until"])
        name = called(document["title"], document["name"])
        self.why.keep(store, "document", document, name, fields.get("consent", document["consent"]))
        store.set("document", self.document_id, **fields)
        if (kind := fields.get("kind")) is not None and kind != document["kind"]:
            people_of_kind(store, document, Kind(kind), self.why)
        return f"Details of “{name}”"


@dataclass(frozen=True)
class RemoveDocument:
    """Take a document out of the study with all that hangs on it; undo brings it back."""

    document_id: str

    def apply(self, store: Store) -> str:
        document = store.row("document", self.document_id)
        if document is None or document["deleted_at"]:
            raise Problem("This document is no longer in the study.")
        store.remove("document", [self.document_id])
        return f"Removal of “{called(document['title'], document['name'])}”"


@dataclass(frozen=True)
class ChangeSpeaker:
    """Say of a document's speaker that they are an interviewer, or which participant they are."""

    speaker_id: str
    is_interviewer: bool
    participant_id: str | None = None
    because: str = ""

    def apply(self, store: Store) -> str:
        speaker = store.row("speaker", self.speaker_id)
        if speaker is None:
            raise Problem("This speaker is no longer in the study.")
        with handing_over(store, [speaker["document_id"]], self.because):
            store.set(
                "speaker",
                self.speaker_id,
                is_interviewer=int(self.is_interviewer),
                participant_id=None if self.is_interviewer else self.participant_id,
            )
        return f"Speaker “{speaker['label']}”"
