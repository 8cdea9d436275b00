"""What a report needs of a study, as values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from qualcode.analysis.citations import Citations
from qualcode.analysis.documents import OpenDocument
from qualcode.analysis.excerpts import Excerpt
from qualcode.analysis.people import Attribute, Participant
from qualcode.analysis.verbatims import turns_in
from qualcode.codebooks.code import Codebook
from qualcode.exports.printed import PrintedMemo
from qualcode.exports.sources import Fact
from qualcode.participants.consent import Agreement
from qualcode.participants.names import Names
from qualcode.transcripts.span import Span
from qualcode.transcripts.transcript import Kind, Turn


@dataclass
class Material:
    """What a report needs of the study, read once; `narrowed` says that only what a question finds is in it.

    `withdrew` are ids of participants who are counted nowhere. `asked_base` says that the documents are those the
    question asks for; where it asks for people, too, `asked_people` are their ids, who alone are counted.
    """

    title: str
    page: tuple[Fact, ...]
    book: Codebook
    people: Mapping[str, Participant]
    attributes: list[Attribute]
    documents: Mapping[str, OpenDocument]
    numbers: Mapping[str, str]
    consents: Mapping[str, Agreement]
    coders: Mapping[str, str]
    memos: Mapping[str, list[PrintedMemo]]
    kept: Mapping[str, list[Span]]
    names: Names
    citations: Citations
    examples_held: str = ""
    narrowed: bool = False
    withdrew: frozenset[str] = frozenset()
    asked_base: bool = False
    asked_people: frozenset[str] | None = None
    turn_starts: dict[str, list[int]] = field(default_factory=dict)

    @property
    def kinds(self) -> list[str]:
        """The kinds of its documents, in the order that every list has them."""
        held = {document.kind for document in self.documents.values()}
        return [str(kind) for kind in Kind if kind in held]

    def participants_in(self, chosen: Iterable[OpenDocument]) -> set[str]:
        """The ids of those in question who speak in the documents, without those who withdrew."""
        return {
            speaker.participant_id
            for document in chosen
            for speaker in document.speakers.values()
            if speaker.participant_id is not None
            and speaker.participant_id not in self.withdrew
            and (self.asked_people is None or speaker.participant_id in self.asked_people)
        }

    def touched(self, excerpt: Excerpt) -> list[Turn]:
        """The turns that an excerpt touches, in order."""
        document = self.documents[excerpt.document_id]
        starts = self.turn_starts.get(document.id)
        if starts is None:
            starts = self.turn_starts[document.id] = [turn.start for turn in document.turns]
        return turns_in(document.turns, Span(excerpt.start, excerpt.stop), starts)
