"""The words said within a theme: how often each one is said, by how many, and where."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from qualcode.analysis.concordance import Concordance, Hit, places, sentence_edges
from qualcode.analysis.said_within import Said, SpokenText, name_spans, stretches, without_names
from qualcode.analysis.study import language, own_stop_words
from qualcode.analysis.withdrawals import withdrawals
from qualcode.analysis.words_sought import as_it_is, folded, sought, stemmer
from qualcode.transcripts.boundaries import count_words, said_words, words_in
from qualcode.transcripts.span import Span
from qualcode.transcripts.stop_words import stop_words, without_elision


class Wordings:
    """Which word of the study's language each way of writing is: forms of one stem are one word.

    In a language without a stemmer each form is a word of its own.
    """

    def __init__(self, conn: sqlite3.Connection, *, with_stop_words: bool = False) -> None:
        self._language = language(conn)
        self._stem = stemmer(self._language)
        # As a stop word stands in a list, so it is recognised: folded, and without what is written together with it.
        self._left_out = set() if with_stop_words else {folded(word) for word in stop_words(self._language)}
        # The study's own are meant in all their forms.
        self._own = set() if with_stop_words else {self._stem(folded(word)) for word in own_stop_words(conn)}
        self._known: dict[str, tuple[tuple[str, str], ...]] = {}

    def key(self, word: str) -> str:
        """What stands for a word in all its forms; empty for a stop word."""
        bare = without_elision(folded(word), self._language)
        key = self._stem(folded(word))
        return "" if bare in self._left_out or key in self._own else key

    def parts(self, written: str) -> tuple[tuple[str, str], ...]:
        """The words that one is joined of by hyphens or points, each with its key, without what it is run into."""
        if written not in self._known:
            each = [span.of(written) for span in words_in(written, Span(0, len(written)))]
            self._known[written] = tuple((self.key(word), self._alone(word)) for word in each)
        return self._known[written]

    def _alone(self, word: str) -> str:
        """`habitude` of `l’habitude`."""
        straight = word.lower().replace("’", "'")
        alone = without_elision(straight, self._language)
        return word if alone == straight else word[-len(alone) :]


@dataclass(frozen=True, slots=True)
class WordCount:
    """A word in all its forms: how often it is said, by how many participants, in how many documents.

    `word` is its most frequent form, `forms` are all, in small letters, the most frequent first. `key` finds its
    places.
    """

    key: str
    word: str
    forms: tuple[str, ...]
    number: int
    people: int
    documents: int


@dataclass(frozen=True)
class FrequentWords:
    """The words said most often within a theme, of so many `different` ones.

    `of_words` is the base; of these `left_out` are stop words and `names` belong to names of the study's list.
    """

    words: tuple[WordCount, ...]
    different: int
    of_words: int
    left_out: int
    names: int


def frequent_words(
    conn: sqlite3.Connection, said: Said, most: int = 100, *, with_stop_words: bool = False
) -> FrequentWords:
    """The words said most often, those said as often by the alphabet; stop words are left out unless asked for.

    Words joined by hyphens or points are counted one by one, so that their number may exceed the base.
    """
    counts = _Counts(Wordings(conn, with_stop_words=with_stop_words))
    names = 0
    for document_id, words, pieces in stretches(conn, said):
        by_person: dict[str | None, Counter[str]] = {}
        for piece, spans in pieces:
            mine = by_person.setdefault(piece.participant_id, Counter())
            kept = [word for span in spans for word in said_words(words, span)]
            mine.update(kept)
            if spans != [piece.span]:
                names += count_words(piece.span.of(words)) - len(kept)
        for person, written in by_person.items():
            counts.add(document_id, person, written)
    return FrequentWords(counts.most(most), len(counts.forms), said.words, counts.left_out, names)


class _Counts:
    """Words counted by key."""

    def __init__(self, wordings: Wordings) -> None:
        self._wordings = wordings
        self.forms: dict[str, Counter[str]] = {}
        self.left_out = 0
        self._people: dict[str, set[str]] = {}
        self._documents: dict[str, set[str]] = {}

    def add(self, document_id: str, person: str | None, written: Mapping[str, int]) -> None:
        """Words as one person writes them in a document, each with how often."""
        for form, number in written.items():
            for key, word in self._wordings.parts(form):
                if not key:
                    self.left_out += number
                    continue
                self.forms.setdefault(key, Counter())[word] += number
                self._documents.setdefault(key, set()).add(document_id)
                if person is not None:
                    self._people.setdefault(key, set()).add(person)

    def most(self, number: int) -> tuple[WordCount, ...]:
        totals = {key: forms.total() for key, forms in self.forms.items()}
        first = sorted(totals, key=lambda key: (-totals[key], key))[:number]
        return tuple(
            WordCount(
                key,
                *_shown(self.forms[key]),
                totals[key],
                len(self._people.get(key, ())),
                len(self._documents[key]),
            )
            for key in first
        )


def _shown(written: Mapping[str, int]) -> tuple[str, tuple[str, ...]]:
    """The most frequent form of a word, with a capital only where it has no other; and all in small letters."""
    small: Counter[str] = Counter()
    for form, number in written.items():
        small[form.casefold()] += number
    forms = sorted(small, key=lambda form: (-small[form], form))
    ways = [way for way in written if way.casefold() == forms[0]]
    word = next((way for way in ways if way == way.lower()), None)
    return word or min(ways, key=lambda way: (-written[way], way)), tuple(forms)


@dataclass(frozen=True)
class Elsewhere:
    """What is said in the rest of a study's documents of the kind: the words in all, and each by its key."""

    words: int
    numbers: Mapping[str, int]


def elsewhere(
    conn: sqlite3.Connection, said: Said, keys: Collection[str], *, with_stop_words: bool = False
) -> Elsewhere:
    """How often some words are said outside a theme; 10 million words take 6 s.

    It says only how often: that a word is said oftener here than there is no test of anything.
    """
    wordings = Wordings(conn, with_stop_words=with_stop_words)
    wanted, gone = frozenset(keys), withdrawals(conn)
    whole = 0
    written: Counter[str] = Counter()
    for (document_id,) in conn.execute(
        "SELECT id FROM document WHERE deleted_at IS NULL AND (? IS NULL OR kind = ?) "
        "AND id NOT IN (SELECT id FROM document_withdrawn)",
        (said.kind, said.kind),
    ).fetchall():
        text = SpokenText.of(conn, document_id)
        names = name_spans(conn, document_id, text.words)
        for turn in text.turns:
            if turn.participant_id in gone.people:
                continue
            found = said_words(text.words, turn.span)
            whole += len(found)
            if names:
                kept = without_names(text.words, turn.span, names)
                found = [word for span in kept for word in said_words(text.words, span)]
            written.update(found)
    numbers: Counter[str] = Counter()
    for form, number in written.items():
        for key, _ in wordings.parts(form):
            if key in wanted:
                numbers[key] += number
    inside: Counter[str] = Counter()
    for _, words, pieces in stretches(conn, said):
        for _, spans in pieces:
            for span in spans:
                inside.update(key for word in said_words(words, span) for key, _ in wordings.parts(word))
    return Elsewhere(whole - said.words, {key: numbers[key] - inside[key] for key in wanted})


def per_thousand(number: int, words: int) -> float | None:
    """So many for every 1,000 words; None of no words."""
    return 1000 * number / words if words else None


def places_of_word(conn: sqlite3.Connection, said: Said, key: str, *, with_stop_words: bool = False) -> list[Hit]:
    """Every place that a word of `frequent_words`, asked alike, was counted in, in the order of the documents."""
    wordings = Wordings(conn, with_stop_words=with_stop_words)
    hits = []
    for document_id, words, pieces in stretches(conn, said):
        text = SpokenText.of(conn, document_id)
        for piece, spans in pieces:
            for span in spans:
                for word in words_in(words, span):
                    if wordings.key(word.of(words)) == key:
                        hits.append(text.hit(document_id, piece, word))
    return hits


def concordance_within(conn: sqlite3.Connection, said: Said, wanted: str, *, inflected: bool = True) -> Concordance:
    """Every place within a theme where a word or a phrase was said, as `concordance` finds it in all of the study."""
    looked_for = sought(wanted, stemmer(language(conn)) if inflected else as_it_is)
    hits: list[Hit] = []
    forms: Counter[str] = Counter()
    for document_id, pieces in said.pieces.items() if looked_for else ():
        text = SpokenText.of(conn, document_id)
        starts = sentence_edges(conn, document_id)[::2] if len(looked_for) > 1 else []
        for piece in pieces:
            for span in places(text.words, piece.span, looked_for, starts):
                hits.append(text.hit(document_id, piece, span))
                forms[span.of(text.words).casefold()] += 1
    return Concordance(tuple(hits), tuple(sorted(forms, key=lambda form: (-forms[form], form))))
