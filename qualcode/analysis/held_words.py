"""Words that may not be shown to an audience, found wherever they stand in what the team wrote."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from qualcode.analysis.asked_about import without
from qualcode.analysis.cut_words import cut_words, removed_words
from qualcode.analysis.documents import OpenDocument, open_document, speakers
from qualcode.analysis.naming import StudyConnection, names_of
from qualcode.analysis.objections import objected_words
from qualcode.analysis.people import Participant, participants
from qualcode.analysis.verbatims import although_to, document_consents
from qualcode.analysis.word_runs import Vocabulary, WordRuns
from qualcode.participants.consent import Agreement, Consent, strictest
from qualcode.participants.disclosure import Audience, Objection, although_that_frees
from qualcode.participants.names import Names
from qualcode.transcripts.span import Span
from qualcode.transcripts.transcript import Kind

_QUOTED, _REPEATED = 5, 8
"""Words in a row that tell that words are another's, and those that tell it even of one who may be paraphrased."""
_LEAST = 3  # words of a sentence that is known as a whole
_STOP = re.compile(r"[.!?…]+(?=\s|$)|\n")


@dataclass(frozen=True, slots=True)
class Whose:
    """What keeps words back: the agreements of those who say them, their pseudonyms, and what they objected to."""

    agreements: tuple[Agreement, ...]
    participants: tuple[str, ...] = ()
    objection: Objection | None = None


@dataclass(frozen=True, slots=True)
class HeldRun:
    """Where words stand that are held back (half-open, code points of what was written), and why."""

    span: Span
    whose: Whose


def held_words(conn: sqlite3.Connection, audience: Audience, on: date) -> HeldWords:
    """What finds words that an audience may not have on a day; the same one until something in the study changes."""
    changed, names = conn.total_changes, names_of(conn)
    (elsewhere,) = conn.execute("PRAGMA data_version").fetchone()
    key = (changed, elsewhere, audience, on)
    assert isinstance(conn, StudyConnection), "names_of refuses any other"
    kept = conn.held_words
    if isinstance(kept, HeldWords) and kept.names is names and kept.key == key:
        return kept
    found = HeldWords(conn, audience, on, names, key)
    conn.held_words = found
    return found


class HeldWords:
    """Finds what was withdrawn and what was refused; for readers outside also what may not be quoted to them.

    Of those who may not be quoted only longer runs are looked for, for a paraphrase may share a few words. Whatever
    is needed is read when something is first looked for; 300 documents of 8,000 words take 2 s and 130 MB.
    """

    def __init__(
        self, conn: sqlite3.Connection, audience: Audience, on: date, names: Names, key: tuple[object, ...]
    ) -> None:
        self.names, self.key = names, key
        self._conn, self._audience, self._on = conn, audience, on
        self._words = Vocabulary()
        self._forbidden: _Passages | None = None
        self._restricted: _Passages | None = None

    def runs(self, written: str, *, quoted: bool = False) -> list[HeldRun]:
        """Where such words stand in a text, in order and apart; `quoted` where all of it is in quotation marks."""
        if sum(1 for _ in zip(range(_LEAST), written.split(), strict=False)) < _LEAST:
            return []
        words, places = self._words.placed(written)
        found = list(self._read().found(words, _QUOTED))
        if self._restricted is not None:
            found += self._restricted.found(words, _QUOTED if quoted else _REPEATED)
        return list(_apart(found, places))

    def _read(self) -> _Passages:
        """What nobody may have; on the way there what readers outside may not."""
        if self._forbidden is None:
            forbidden, restricted = _Passages(), _Passages()
            people = {person.id: person for person in participants(self._conn)}
            consents = document_consents(self._conn)
            wanted = self._documents(people, consents)
            for document in filter(None, (open_document(self._conn, one) for one in wanted)):
                self._add_turns(document, people, consents.get(document.id), forbidden, restricted)
                self._add_cut(document, people, consents.get(document.id), forbidden, restricted)
            self._add_removed(people, consents, forbidden)
            self._add_objected(forbidden)
            self._forbidden = forbidden
            self._restricted = restricted if restricted.words else None
        return self._forbidden

    def _documents(self, people: dict[str, Participant], consents: dict[str, Agreement]) -> Iterator[str]:
        """The documents that hold words of somebody who may not be quoted to the audience."""
        held = {one for one, agreement in consents.items() if self._is_held(agreement)}
        for document, participant in self._conn.execute(
            "SELECT DISTINCT d.id, s.participant_id FROM document d JOIN speaker s ON s.document_id = d.id "
            "AND s.deleted_at IS NULL AND NOT s.is_interviewer WHERE d.deleted_at IS NULL"
        ):
            if participant not in people or self._is_held(people[participant].agreement):
                held.add(document)
        yield from sorted(held)

    def _is_held(self, agreement: Agreement) -> bool:
        consent = agreement.on(self._on)
        return consent is Consent.WITHDRAWN or (self._audience is Audience.OUTSIDE and consent is not Consent.QUOTE)

    def _add_turns(
        self,
        document: OpenDocument,
        people: dict[str, Participant],
        own: Agreement | None,
        forbidden: _Passages,
        restricted: _Passages,
    ) -> None:
        freed: list[Span] | None = None
        hits = list(self.names.splices(document.text, document.id)) if self.names else []
        for turn in document.turns:
            whose = self._whose(document, turn.speaker, people, own)
            if whose is None:
                continue
            if self._is_withdrawn(whose):
                self._add(forbidden, document, turn.span, whose, bool(hits))
                continue
            if freed is None:
                freed = list(self._freed(document, people, own))
            for part in without(turn.span, freed):
                named = any(part.start < hit.end and hit.start < part.end for hit in hits)
                self._add(restricted, document, part, whose, named)

    def _add_cut(
        self,
        document: OpenDocument,
        people: dict[str, Participant],
        own: Agreement | None,
        forbidden: _Passages,
        restricted: _Passages,
    ) -> None:
        """Add what stood in the document once: what was taken out of its text, or corrected, was said."""
        for words, speaker in cut_words(self._conn, document.id, _REPEATED - 1):
            whose = self._whose(document, speaker, people, own)
            if whose is not None:
                is_withdrawn = self._is_withdrawn(whose)
                self._add_told(forbidden if is_withdrawn else restricted, words, whose, sentences=is_withdrawn)

    def _add_removed(
        self, people: dict[str, Participant], consents: dict[str, Agreement], forbidden: _Passages
    ) -> None:
        """Add what was withdrawn of documents that were removed."""
        removed = self._conn.execute("SELECT id FROM document WHERE deleted_at IS NOT NULL").fetchall()
        gone = {one for one, person in people.items() if person.agreement.on(self._on) is Consent.WITHDRAWN}
        for (document,) in removed:
            own = consents.get(document)
            all_gone = own is not None and own.on(self._on) is Consent.WITHDRAWN
            speaking = {one.id: one for one in speakers(self._conn, document).values() if not one.is_interviewer}
            if not all_gone and not any(one.participant_id in gone for one in speaking.values()):
                continue
            for words, speaker in removed_words(self._conn, document):
                said_by = speaking.get(speaker or "")
                person = people.get(said_by.participant_id or "") if said_by is not None else None
                if said_by is not None and (all_gone or (person is not None and person.id in gone)):
                    held = tuple(filter(None, (own, person.agreement if person is not None else None)))
                    whose = Whose(held, (person.pseudonym,) if person is not None else ())
                    self._add_told(forbidden, words, whose, sentences=True)

    def _whose(
        self, document: OpenDocument, speaker_id: str | None, people: dict[str, Participant], own: Agreement | None
    ) -> Whose | None:
        """Whose words a speaker's are, where these may not have them."""
        speaker = document.speakers.get(speaker_id or "")
        if speaker is not None and speaker.is_interviewer:
            return None
        person = people.get(speaker.participant_id or "") if speaker is not None else None
        agreements = tuple(filter(None, (own, person.agreement if person is not None else None)))
        if not agreements and Kind(document.kind).has_participants:
            agreements = (Agreement(),)
        held = tuple(one for one in agreements if self._is_held(one))
        return Whose(held, (person.pseudonym,) if person is not None else ()) if held else None

    def _is_withdrawn(self, whose: Whose) -> bool:
        return strictest(one.on(self._on) for one in whose.agreements) is Consent.WITHDRAWN

    def _add(self, to: _Passages, document: OpenDocument, span: Span, whose: Whose, named: bool) -> None:
        """Add words as they were said and, where they are named in them, as the team sees them."""
        seen = self.names.show_part(document.text, span, document.id) if named else ""
        self._add_words(to, (span.of(document.text), seen), whose, sentences=self._is_withdrawn(whose))

    def _add_told(self, to: _Passages, words: str, whose: Whose, *, sentences: bool) -> None:
        """Add words that stand in no document now."""
        self._add_words(to, (words, self.names.show(words) if self.names else ""), whose, sentences=sentences)

    def _add_words(self, to: _Passages, told: Iterable[str], whose: Whose, *, sentences: bool) -> None:
        for one in filter(None, dict.fromkeys(told)):
            to.add(self._words.numbers(one), whose)
            if sentences:
                for sentence in _STOP.split(one):
                    to.add_sentence(self._words.numbers(sentence), whose)

    def _add_objected(self, forbidden: _Passages) -> None:
        """Add what was objected to, in every form it had: as it was asked about, corrected, and cut."""
        for one in objected_words(self._conn):
            if one.objection.refused or self._audience is Audience.OUTSIDE:
                said_by = speakers(self._conn, one.document_id)
                who = tuple(said_by[speaker].shown for speaker in one.who if speaker in said_by)
                whose = Whose((), tuple(dict.fromkeys(who)), one.objection)
                for words in one.words:
                    self._add_told(forbidden, words, whose, sentences=True)

    def _freed(self, document: OpenDocument, people: dict[str, Participant], own: Agreement | None) -> Iterator[Span]:
        """What is printed of a document although consent does not allow it."""
        for waiver in document.waivers:
            although = although_to(document, waiver.spans, people, own)
            if although is not None and although_that_frees(although, although.agreements, self._on) is not None:
                yield from waiver.spans


class _Passages:
    """Words in a row, and whose they are."""

    def __init__(self) -> None:
        self.words: list[Sequence[int]] = []
        self._whose: list[Whose] = []
        self._sentences: dict[tuple[int, ...], Whose] = {}
        self._runs: dict[int, WordRuns] = {}

    def add(self, words: Sequence[int], whose: Whose) -> None:
        self.words.append(words)
        self._whose.append(whose)

    def add_sentence(self, words: Sequence[int], whose: Whose) -> None:
        """Add a sentence that is too short to be known by a part of it."""
        if _LEAST <= len(words) < _QUOTED:
            self._sentences.setdefault(tuple(words), whose)

    def found(self, words: Sequence[int], least: int) -> Iterator[tuple[Span, Whose]]:
        """Where runs of `least` words or more stand in others, and whole sentences that are shorter; in words."""
        if self.words and least not in self._runs:
            self._runs[least] = WordRuns(self.words, least)
        if least in self._runs:
            for run, passage in self._runs[least].found(words):
                yield run, self._whose[passage]
        for size in range(_LEAST, _QUOTED) if self._sentences else ():
            for at in range(len(words) - size + 1):
                if (whose := self._sentences.get(tuple(words[at : at + size]))) is not None:
                    yield Span(at, at + size), whose


def joined(several: Iterable[Whose]) -> Whose:
    """What keeps words back that are several people's: all their agreements, a refusal before a wish."""
    every = list(dict.fromkeys(several))
    objections = sorted((one.objection for one in every if one.objection), key=lambda one: not one.refused)
    return Whose(
        tuple(dict.fromkeys(agreement for one in every for agreement in one.agreements)),
        tuple(dict.fromkeys(who for one in every for who in one.participants)),
        objections[0] if objections else None,
    )


def _apart(found: Iterable[tuple[Span, Whose]], places: Sequence[Span]) -> Iterator[HeldRun]:
    """What was found (in words) where it stands in the text, what touches as one."""
    open_: list[Whose] = []
    start = end = 0
    for run, whose in sorted(found, key=lambda one: (one[0].start, one[0].end)):
        if open_ and run.start > end:
            yield HeldRun(Span(places[start].start, places[end - 1].end), joined(open_))
            open_ = []
        if not open_:
            start, end = run.start, run.end
        end = max(end, run.end)
        open_.append(whose)
    if open_:
        yield HeldRun(Span(places[start].start, places[end - 1].end), joined(open_))
