"""Pairs of words that are said together within a theme more often than either is said alone."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from qualcode.analysis.concordance import Hit
from qualcode.analysis.said_within import Said, SpokenText, stretches
from qualcode.analysis.words_within import Wordings
from qualcode.problem import Problem
from qualcode.transcripts.boundaries import words_in
from qualcode.transcripts.span import Span

WIDEST = 10  # words from the first of a pair to the second, both counted


class Association(StrEnum):
    """How strongly two words go together.

    The likelihood ratio (Dunning 1993) favours pairs that are said often, pointwise mutual information (Church and
    Hanks 1990) words that are said in hardly any other company.
    """

    LIKELIHOOD = "likelihood ratio"
    MUTUAL = "mutual information"


@dataclass(frozen=True, slots=True)
class Collocation:
    """Two words in this order, as they are mostly said; `keys` find their places.

    `number` is how often they are said so, `first` and `second` how often each of them is said at all.
    """

    words: tuple[str, str]
    keys: tuple[str, str]
    number: int
    first: int
    second: int
    strength: float


@dataclass(frozen=True, slots=True)
class Pairs:
    """Which pairs are asked for: the second word within `window` words, both counted; said so often at `least`.

    Raises Problem for a window that is no pair or too wide, or a number below 1.
    """

    association: Association = Association.LIKELIHOOD
    window: int = 2
    least: int = 3

    def __post_init__(self) -> None:
        if not 2 <= self.window <= WIDEST:
            raise Problem(
                f"A pair cannot be looked for within {self.window:,} words.",
                remedy=f"Choose a number from 2, for words that follow one another, to {WIDEST}.",
            )
        if self.least < 1:
            raise Problem("A pair must be said at least once.", remedy="Choose a number from 1.")


def collocations(
    conn: sqlite3.Connection, said: Said, pairs: Pairs | None = None, most: int = 50
) -> tuple[Collocation, ...]:
    """The strongest pairs within a theme, never across turns or over what is not in it, without stop words.

    A word with itself is no pair. A million words take 5 s.
    """
    # Costs 0.25 s the first time, so only who looks for pairs pays it.
    from nltk.collocations import BigramCollocationFinder
    from nltk.metrics import BigramAssocMeasures

    pairs = pairs or Pairs()
    wordings = Wordings(conn)
    runs = [[key for key, _ in run] for run in _runs(conn, said, wordings)]
    finder = BigramCollocationFinder.from_words(_apart(runs, pairs.window), window_size=pairs.window)
    finder.apply_freq_filter(pairs.least)
    finder.apply_ngram_filter(lambda first, second: not first or not second or first == second)
    measure = BigramAssocMeasures.likelihood_ratio
    if pairs.association is Association.MUTUAL:
        measure = BigramAssocMeasures.pmi
    scored = finder.score_ngrams(measure)[:most]
    spelt = _spelt(_runs(conn, said, wordings), {keys for keys, _ in scored}, pairs.window)
    return tuple(
        Collocation(
            spelt[keys],
            keys,
            finder.ngram_fd[keys],
            finder.word_fd[keys[0]],
            finder.word_fd[keys[1]],
            float(strength),
        )
        for keys, strength in scored
    )


def places_of_pair(conn: sqlite3.Connection, said: Said, keys: tuple[str, str], window: int = 2) -> list[Hit]:
    """Every place that a pair was counted in, from its first word to its second, in the order of the documents."""
    wordings = Wordings(conn)
    hits = []
    for document_id, words, pieces in stretches(conn, said):
        text = SpokenText.of(conn, document_id)
        for piece, spans in pieces:
            for span in spans:
                run = [(wordings.key(word.of(words)), word) for word in words_in(words, span)]
                hits += [
                    text.hit(document_id, piece, first.joined(second))
                    for one, first, other, second in _within(run, window)
                    if (one, other) == keys
                ]
    return hits


def _runs(conn: sqlite3.Connection, said: Said, wordings: Wordings) -> Iterator[list[tuple[str, str]]]:
    """The words of each stretch with their keys, in order."""
    for _, words, pieces in stretches(conn, said):
        for _, spans in pieces:
            for span in spans:
                each = (word.of(words) for word in words_in(words, span))
                yield [(wordings.key(word), word) for word in each]


def _apart(runs: Iterable[list[str]], window: int) -> Iterator[str | None]:
    """All words one after the other, with so much between two stretches that no pair reaches over."""
    for run in runs:
        yield from run
        yield from [None] * (window - 1)


def _within(run: list[tuple[str, Span]], window: int) -> Iterator[tuple[str, Span, str, Span]]:
    for place, (one, first) in enumerate(run):
        for other, second in run[place + 1 : place + window]:
            yield one, first, other, second


def _spelt(
    runs: Iterable[list[tuple[str, str]]], wanted: set[tuple[str, str]], window: int
) -> dict[tuple[str, str], tuple[str, str]]:
    """How each pair is mostly written, in small letters."""
    ways: dict[tuple[str, str], Counter[tuple[str, str]]] = {keys: Counter() for keys in wanted}
    for run in runs:
        for place, (one, first) in enumerate(run):
            for other, second in run[place + 1 : place + window]:
                if (one, other) in ways:
                    ways[one, other][first.casefold(), second.casefold()] += 1
    return {keys: min(found, key=lambda way: (-found[way], way)) for keys, found in ways.items()}
