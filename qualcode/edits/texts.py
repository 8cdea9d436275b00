"""Editing a document's text: words, and whose they are.

Every change is a new version of the text, one of turns alone too: so undo, conflicts and the way from older versions
are one matter, and two people who change turns apart never overwrite each other's list. The version keeps its parent,
its splices and all its turns; of two versions made apart on one parent the history tells the earlier.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple, Protocol

from qualcode.analysis.documents import called
from qualcode.edits.codings import CHANGED, DOCUMENT_GONE
from qualcode.edits.handing_over import handing_over
from qualcode.edits.ids import new_id
from qualcode.edits.newcomers import Incoming, new_speakers
from qualcode.edits.store import Row, Store
from qualcode.edits.text_rows import as_stored, stored_turns
from qualcode.problem import Problem
from qualcode.transcripts.clean import clean, newlines
from qualcode.transcripts.editing import TextChange, joined, replaced, split, spoken_by
from qualcode.transcripts.quoting import in_marks
from qualcode.transcripts.span import Span
from qualcode.transcripts.speakers import speaker_key
from qualcode.transcripts.splices import Splices
from qualcode.transcripts.transcript import Kind, Transcript, Turn


class TextEdit(Protocol):
    """A change of one document's text, which can be worked out before it is made."""

    @property
    def document_id(self) -> str: ...

    def change_of(self, text: str, turns: Sequence[Turn]) -> TextChange:
        """What it does to the document's current text and turns. Raises Problem where it cannot be done."""
        ...

    def apply(self, store: Store) -> str: ...


@dataclass(frozen=True)
class ReplaceWords:
    """Put other words where a span of the document's current text stands (half-open, code points).

    `version_id` is the version that the person saw. Raises Problem when that is no longer the current one, the
    document is gone, the span reaches over several turns, or no word of the document would be left.
    """

    document_id: str
    span: Span
    words: str
    version_id: str | None = None

    def change_of(self, text: str, turns: Sequence[Turn]) -> TextChange:
        """What it does to the text and the turns."""
        if self.span.end > len(text):
            raise Problem("These words are no longer there.", remedy="Select the passage again.")
        return replaced(text, turns, self.span, clean(newlines(self.words)).strip())

    def apply(self, store: Store) -> str:
        now = _TextNow(store, self.document_id, self.version_id)
        now.put(self.change_of(now.text, now.turns))
        number = sum(turn.start <= self.span.start for turn in now.turns)
        return f"Words of turn {number}, {in_marks(now.called)}"


@dataclass(frozen=True)
class SplitTurn:
    """Make two turns of one, counted from 1; the second begins at offset `at` of the current text.

    The second is by the speaker named as in `ChangeTurnSpeaker`, by the same one where none is. Raises Problem when
    there is no such turn, one of the two would have no words, the text is no longer the one seen, or as
    `handing_over`.
    """

    document_id: str
    number: int
    at: int
    speaker_id: str | None = None
    label: str = ""
    version_id: str | None = None
    because: str = ""

    def change_of(self, text: str, turns: Sequence[Turn]) -> TextChange:
        """What it does to the text and the turns."""
        index = _index(turns, self.number)
        return split(text, turns, index, self.at, self.speaker_id or self.label or turns[index].speaker)

    def apply(self, store: Store) -> str:
        now = _TextNow(store, self.document_id, self.version_id)
        index = _index(now.turns, self.number)
        speaker = now.turns[index].speaker
        if self.speaker_id or self.label:
            speaker = _speaker(store, now, self.speaker_id, self.label)
        now.put(split(now.text, now.turns, index, self.at, speaker), self.because)
        return f"Turn {self.number} of {in_marks(now.called)} split"


@dataclass(frozen=True)
class JoinTurn:
    """Make one turn of a turn, counted from 1, and the one before it, whose speaker it then is.

    Raises Problem when there is no such turn or none before it, the text is no longer the one seen, or as
    `handing_over`.
    """

    document_id: str
    number: int
    version_id: str | None = None
    because: str = ""

    def change_of(self, text: str, turns: Sequence[Turn]) -> TextChange:
        """What it does to the text and the turns."""
        return joined(text, turns, _index(turns, self.number))

    def apply(self, store: Store) -> str:
        now = _TextNow(store, self.document_id, self.version_id)
        now.put(self.change_of(now.text, now.turns), self.because)
        return f"Turns {self.number - 1} and {self.number} of {in_marks(now.called)} joined"


@dataclass(frozen=True)
class ChangeTurnSpeaker:
    """Say who speaks one turn, counted from 1: a speaker of the document, or a label, which may be a new one.

    A participant's pseudonym means that participant; a new label is somebody's as at import. Raises Problem when
    there is no such turn or speaker, the label is empty, the text is no longer the one seen, or as `handing_over`.
    """

    document_id: str
    number: int
    speaker_id: str | None = None
    label: str = ""
    version_id: str | None = None
    because: str = ""

    def change_of(self, text: str, turns: Sequence[Turn]) -> TextChange:
        """What it does to the text and the turns."""
        return spoken_by(turns, _index(turns, self.number), self.speaker_id or self.label)

    def apply(self, store: Store) -> str:
        now = _TextNow(store, self.document_id, self.version_id)
        index = _index(now.turns, self.number)
        now.put(spoken_by(now.turns, index, _speaker(store, now, self.speaker_id, self.label)), self.because)
        return f"Speaker of turn {self.number}, {in_marks(now.called)}"


class Speaks(NamedTuple):
    """A speaker of the document by id, or by a label, which may be a new one."""

    speaker_id: str | None
    label: str = ""


@dataclass(frozen=True)
class GiveTurns:
    """Say who speaks many turns, counted from 1: one speaker, or several in turn, the first of them the first turn.

    Labels are as in `ChangeTurnSpeaker`. Raises Problem when no turn or nobody is named, there is no such turn or
    speaker, a label is empty, the text is no longer the one seen, or as `handing_over`.
    """

    document_id: str
    numbers: Sequence[int]
    speakers: Sequence[Speaks]
    version_id: str | None = None
    because: str = ""

    def change_of(self, text: str, turns: Sequence[Turn]) -> TextChange:
        """What it does to the text and the turns; no word is touched."""
        return self._given(turns, [one.speaker_id or one.label for one in self.speakers])

    def apply(self, store: Store) -> str:
        now = _TextNow(store, self.document_id, self.version_id)
        self._given(now.turns, [one.label for one in self.speakers])  # before anybody new is added
        now.put(self._given(now.turns, [_speaker(store, now, *one) for one in self.speakers]), self.because)
        number = len(set(self.numbers))
        return f"Speaker of {number:,} {'turn' if number == 1 else 'turns'}, {in_marks(now.called)}"

    def _given(self, turns: Sequence[Turn], speakers: Sequence[str]) -> TextChange:
        indices = sorted({_index(turns, number) for number in self.numbers})
        if not indices:
            raise Problem("There are no such turns.", remedy="Choose others.")
        if not speakers:
            raise Problem("Who speaks?", remedy="Choose a speaker, or type a name or label, such as P04.")
        changed = list(turns)
        for place, index in enumerate(indices):
            changed[index] = replace(turns[index], speaker=speakers[place % len(speakers)])
        return TextChange(Splices(), tuple(changed))


def without_speaker(turns: Sequence[Turn], within: Span | None = None) -> list[int]:
    """The numbers, from 1, of the turns that are nobody's, or of those among them that a span touches."""
    return [
        number
        for number, turn in enumerate(turns, start=1)
        if turn.speaker is None and turn.span and (within is None or within.overlaps(turn.span))
    ]


def _index(turns: Sequence[Turn], number: int) -> int:
    if not 1 <= number <= len(turns):
        raise Problem(f"There is no turn {number}.", f"The document has {len(turns)}.", "Give another.")
    return number - 1


class _TextNow:
    """A document's current text and turns, and the next version put in their place."""

    def __init__(self, store: Store, document_id: str, seen: str | None) -> None:
        document = store.row("document", document_id)
        if document is None or document["deleted_at"]:
            raise DOCUMENT_GONE
        if seen is not None and seen != document["version_id"]:
            raise CHANGED
        version = store.row("text_version", document["version_id"])
        if version is None:
            raise DOCUMENT_GONE
        self._store = store
        self._version: Row = version
        self.document: Row = document
        self.name: str = document["name"]
        self.called = called(document["title"], document["name"])
        self.text = str(store.value("SELECT words FROM text WHERE sha256 = ?", version["sha256"]))
        self.turns = stored_turns(version["turns"])

    def put(self, change: TextChange, because: str = "") -> None:
        """Make the changed text the current one; nothing where it is the same.

        Who has no turn left is no speaker of the document any more, or they would be counted as one. Words of
        somebody who agreed to less are given to others only `because` of something, or Problem is raised.
        """
        if not change.splices and change.turns == tuple(self.turns):
            return
        with handing_over(self._store, [self.document["id"]], because):
            self._put(change)

    def _put(self, change: TextChange) -> None:
        version = new_id()
        sha256 = self._version["sha256"]
        if change.splices:
            sha256 = self._store.keep_text(change.splices.apply(self.text))
        self._store.add(
            "text_version",
            [
                {
                    "id": version,
                    "document_id": self.document["id"],
                    "number": self._version["number"] + 1,
                    "parent_id": self._version["id"],
                    "sha256": sha256,
                    "splices": json.dumps(change.splices.triples(), ensure_ascii=False),
                    "turns": as_stored(change.turns),
                    "created_at": self._store.now,
                }
            ],
        )
        self._store.set("document", self.document["id"], version_id=version)
        left = {turn.speaker for turn in self.turns} - {turn.speaker for turn in change.turns}
        self._store.remove(
            "speaker", sorted(one for one in left if one is not None and self._store.row("speaker", one))
        )


def _speaker(store: Store, now: _TextNow, speaker_id: str | None, label: str) -> str:
    """The id of the speaker meant; one who had no turn left comes back, a label new in the document is added.

    A pseudonym is that participant, whatever they are labelled in the document, and nobody new.
    """
    document_id = now.document["id"]
    known = store.rows(
        "SELECT * FROM speaker WHERE document_id = ? ORDER BY deleted_at IS NOT NULL, num DESC", document_id
    )
    if speaker_id is not None:
        if not any(one["id"] == speaker_id and one["deleted_at"] is None for one in known):
            raise Problem("This speaker is no longer in the document.", remedy="Choose another.")
        return speaker_id
    label = " ".join(clean(label).split())
    if not label:
        raise Problem("Who speaks?", remedy="Type a name or label, such as P04.")
    person = _participant(store, label) if now.document["kind"] != Kind.EVIDENCE else None
    if person is not None:
        return _speaks_as(store, document_id, person, known)
    for one in known:
        if speaker_key(one["label"]) == speaker_key(label):
            store.set("speaker", one["id"], deleted_at=None)
            if one["participant_id"] is not None and store.row("participant", one["participant_id"]) is not None:
                store.set("participant", one["participant_id"], deleted_at=None)
            return str(one["id"])
    arriving = Incoming(Transcript(now.name, "", (Turn(0, 0, label),)), Kind(now.document["kind"]), ())
    return new_speakers(store, document_id, arriving)[0]


def _participant(store: Store, pseudonym: str) -> Row | None:
    """The participant of a pseudonym, in whatever case it is typed."""
    found = store.rows("SELECT id, pseudonym FROM participant WHERE deleted_at IS NULL")
    return next((one for one in found if one["pseudonym"].casefold() == pseudonym.casefold()), None)


def _speaks_as(store: Store, document_id: str, person: Row, known: Sequence[Row]) -> str:
    """The speaker of the document who is a participant, added where they do not speak in it yet.

    Raises Problem where somebody else is labelled with their pseudonym there.
    """
    for one in known:
        if one["participant_id"] == person["id"]:
            store.set("speaker", one["id"], deleted_at=None)
            return str(one["id"])
    name = person["pseudonym"]
    for one in known:
        if one["deleted_at"] is None and speaker_key(one["label"]) == speaker_key(name):
            raise Problem(
                f"{in_marks(name)} is the label of another speaker in this document.",
                f"In this study {name} is a participant who does not speak in it yet.",
                f"Say in the review of speakers who {in_marks(one['label'])} is, or give it another label there.",
            )
    new = {"id": new_id(), "document_id": document_id, "label": name, "participant_id": person["id"]}
    return store.add("speaker", [{**new, "is_interviewer": 0}])[0]
