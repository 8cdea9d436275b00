"""Whose words an essay prints, beside how much they said and who else speaks of the same.

People stand in the order of every list: no program says whose words are better.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from dataclasses import dataclass

from qualcode.analysis.counts.asked import Asked, Bands
from qualcode.analysis.counts.bands import groups
from qualcode.analysis.counts.columns import attribute_of
from qualcode.analysis.counts.reach import Reach, reach
from qualcode.analysis.counts.scope import Base, Scope, scope
from qualcode.analysis.counts.tables import kinds_apart
from qualcode.analysis.counts.words import spoken_by_people
from qualcode.analysis.documents import OpenDocument, open_document
from qualcode.analysis.excerpts import Choice, Excerpt, excerpts
from qualcode.analysis.naming import names_of
from qualcode.analysis.phrases import counted, plural, sentence_case
from qualcode.analysis.themes import theme
from qualcode.analysis.verbatims import speaker_of, spoken_in
from qualcode.essays.printing import printed_turns
from qualcode.essays.quotes import QuoteRow, by_document, quote_rows
from qualcode.participants.attributes import AppliesTo, Attribute
from qualcode.problem import Problem
from qualcode.transcripts.boundaries import count_words
from qualcode.transcripts.quoting import in_marks
from qualcode.transcripts.span import Span
from qualcode.transcripts.transcript import Kind
from qualcode.transcripts.trim import kept_spans


@dataclass(frozen=True, slots=True)
class Voice:
    """A participant, or a group of them: quotes they have in the essay, and words of theirs that these print.

    `spoken` is how many words they said in this kind of document; `excerpts` how many passages of theirs there are in
    what the essay is about. `people` is how many they are, `quoted` how many of them have a quote.
    """

    id: str
    name: str
    quotes: int
    quoted_words: int
    spoken: int
    excerpts: int
    people: int = 1
    quoted: int = 0

    @property
    def per_thousand(self) -> float | None:
        """How many of 1,000 words they said are quoted; None where they said none."""
        return 1000 * self.quoted_words / self.spoken if self.spoken else None


@dataclass(frozen=True)
class KindBalance:
    """The balance in one kind of document, of all where `kind` is None, for the study has but one.

    `voices` are all participants of the kind in the order of every list, `groups` those of the attribute, `overlap`
    whether somebody is in several of them. `nobodys` is how many quotes are no participant's. `reach` tells how far
    what the essay is about reaches; None where there is nothing to tell.
    """

    kind: Kind | None
    base: Base
    voices: tuple[Voice, ...]
    groups: tuple[Voice, ...]
    overlap: bool
    nobodys: int
    reach: Reach | None

    @property
    def quoted(self) -> tuple[Voice, ...]:
        """The participants who have a quote."""
        return tuple(voice for voice in self.voices if voice.quotes)

    @property
    def not_quoted(self) -> tuple[Voice, ...]:
        """The participants whom the essay does not quote."""
        return tuple(voice for voice in self.voices if not voice.quotes)

    @property
    def left_out(self) -> tuple[Voice, ...]:
        """Those of them who speak of what the essay is about."""
        return tuple(voice for voice in self.not_quoted if voice.excerpts)

    def sentence(self, *, named: bool = False) -> str:
        """`Quotes 3 of 8 participants; 2 others speak of the same.`; `named` with the kind of document."""
        lead = f"{sentence_case(plural(self.kind))}: quotes" if named and self.kind is not None else "Quotes"
        told = f"{lead} {len(self.quoted):,} of {counted(len(self.voices), 'participant')}"
        others = counted(len(self.left_out), "other speaks", "others speak")
        return f"{told}; {others} of the same." if self.left_out else f"{told}."


@dataclass(frozen=True)
class Balance:
    """Whose words an essay prints, kind of document by kind; kinds are never added.

    `about` says what the essay is taken to be about: a theme's claim, else the codes of its quotes. `attribute` is
    the name of that whose groups are told, empty for none. `counted` says which codings are counted.
    """

    about: str
    attribute: str
    counted: str
    kinds: tuple[KindBalance, ...]


def balance(
    conn: sqlite3.Connection, essay_id: str | None, *, attribute_id: str | None = None, theme_id: str | None = None
) -> Balance:
    """Whose words an essay prints, or Kept where `essay_id` is None; held quotes are among them.

    On a copy: it counts the words of all documents. Raises Problem where the attribute or the theme is gone.
    """
    return _Weighing(conn, essay_id, attribute_id, theme_id).balance()


class _Weighing:
    """Counts the quotes of an essay by who says them."""

    def __init__(
        self, conn: sqlite3.Connection, essay_id: str | None, attribute_id: str | None, theme_id: str | None
    ) -> None:
        self._conn = conn
        self._rows = [row for row in quote_rows(conn) if row.essay_id == essay_id and row.span]
        self._attribute = None if attribute_id is None else _of_people(conn, attribute_id)
        self._show = names_of(conn).show
        if theme_id is None:
            self._about, self._found = "the codes of its quotes", self._under_the_same_codes()
        else:
            chosen = theme(conn, theme_id)
            self._about, self._found = in_marks(self._show(chosen.claim)), [*chosen.support, *chosen.against]
        # Of each participant the document, the quote and how many words of theirs it prints.
        self._printed: dict[str, list[tuple[str, str, int]]] = defaultdict(list)
        self._nobodys: dict[str, int] = defaultdict(int)
        for document_id, rows in by_document(self._rows).items():
            if (document := open_document(conn, document_id)) is not None:
                for row in rows:
                    self._weigh(document, row)

    def balance(self) -> Balance:
        """The balance of all kinds of document that have participants."""
        reached = reach(self._conn, self._found)
        whole = scope(self._conn)
        apart = kinds_apart(Asked(), whole)
        made = [
            self._of_kind(whole.of(kind), kind, reached.of_kind(kind))
            for kind in apart
            if kind is None or kind.has_participants
        ]
        name = "" if self._attribute is None else self._show(self._attribute.name)
        return Balance(self._about, name, reached.counted, tuple(made))

    def _under_the_same_codes(self) -> list[Excerpt]:
        """The excerpts under any code that a quote of the essay has."""
        codes: set[str] = set()
        for row in self._rows:
            codes |= codes_on(self._conn, row.document_id, row.span)
        return excerpts(self._conn, Choice(codes=codes)) if codes else []

    def _weigh(self, document: OpenDocument, row: QuoteRow) -> None:
        """Count a quote for everybody whose words it prints."""
        words: dict[str, int] = defaultdict(int)
        kept = kept_spans(row.span, row.trim)
        for turn in printed_turns(document, row.span, row.trim):
            speaker = speaker_of(document, turn)
            if speaker is not None and speaker.participant_id is not None:
                inside = (spoken_in(document.text, turn.span, one) for one in kept)
                words[speaker.participant_id] += sum(count_words(one.of(document.text)) for one in inside)
        for person, number in words.items():
            self._printed[person].append((document.id, row.id, number))
        if not words:
            self._nobodys[document.id] += 1

    def _of_kind(self, here: Scope, kind: Kind | None, reached: Reach | None) -> KindBalance:
        spoken = spoken_by_people(self._conn, here)
        heard = {carrier.id: carrier.excerpts for carrier in reached.carriers} if reached is not None else {}
        voices: list[Voice] = []
        for person, name in here.people.items():
            held = self._of_person(here, person)
            quotes, words = len(held), sum(number for _, number in held)
            voices.append(
                Voice(person, name, quotes, words, spoken[person], heard.get(person, 0), quoted=int(quotes > 0))
            )
        made, overlap = self._groups(here, voices)
        base = here.base(here.sources)
        return KindBalance(
            kind,
            Base(base.participants, base.documents, sum(spoken.values())),
            tuple(voices),
            made,
            overlap,
            sum(number for document, number in self._nobodys.items() if document in here.sources),
            reached,
        )

    def _of_person(self, here: Scope, person: str) -> list[tuple[str, int]]:
        """The quotes of a participant in a scope, each with how many words of theirs it prints."""
        return [
            (quote, words) for document, quote, words in self._printed.get(person, ()) if document in here.sources
        ]

    def _groups(self, here: Scope, voices: list[Voice]) -> tuple[tuple[Voice, ...], bool]:
        if self._attribute is None:
            return (), False
        made = groups(self._attribute, here.values_of_people(self._attribute.id), Bands())
        found: list[Voice] = []
        for place, name in enumerate(made.names):
            members = [voice for voice in voices if place in made.of.get(voice.id, ())]
            # One of several of them is there once.
            quotes = {quote for voice in members for quote, _ in self._of_person(here, voice.id)}
            found.append(
                Voice(
                    name,
                    self._show(name),
                    len(quotes),
                    sum(voice.quoted_words for voice in members),
                    sum(voice.spoken for voice in members),
                    sum(voice.excerpts for voice in members),
                    len(members),
                    sum(voice.quoted for voice in members),
                )
            )
        return tuple(found), made.overlap


def _of_people(conn: sqlite3.Connection, attribute_id: str) -> Attribute:
    """An attribute of participants. Raises Problem where it is gone, or one of documents."""
    attribute, applies_to = attribute_of(conn, attribute_id)
    if applies_to is not AppliesTo.PARTICIPANT:
        raise Problem(
            f"{in_marks(attribute.name)} is a fact about documents.",
            "Quotes are weighed by who said them.",
            "Choose a fact about people.",
        )
    return attribute


def codes_on(conn: sqlite3.Connection, document_id: str, span: Span) -> set[str]:
    """The ids of the codes that counted codings put on a passage of a document's current text."""
    return {
        row[0]
        for row in conn.execute(
            "SELECT DISTINCT code_id FROM coding_counted WHERE document_id = ? AND current_start < ? "
            "AND current_stop > ? AND current_stop > current_start",
            (document_id, span.end, span.start),
        )
    }
