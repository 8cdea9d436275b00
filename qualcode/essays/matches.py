"""A part of a quotation beside the words it was found in, and what differs between them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby, pairwise

from qualcode.essays.aligned import MOST_OWN, Difference, aligned
from qualcode.essays.said import Place, Said, Stretch
from qualcode.essays.wording import Part, Word, marks
from qualcode.transcripts.span import Span

_LEAST_SHARED = 0.4
_MOST_CELLS = 4_000_000  # pairs of words that are compared: a second's work


@dataclass(frozen=True, slots=True)
class Sought:
    """A word of a quotation, with the number of its run: between runs stand the writer's own words."""

    word: Word
    run: int


@dataclass(frozen=True)
class Match:
    """Words of a draft beside those of a document: each pair a word sought and the place of one in the stretch."""

    stretch: Stretch
    pairs: tuple[tuple[Sought | None, int | None], ...]

    @property
    def first(self) -> int:
        return next(at for _, at in self.pairs if at is not None)

    @property
    def last(self) -> int:
        return next(at for _, at in reversed(self.pairs) if at is not None)

    @property
    def equal(self) -> int:
        """How many words are the same."""
        return sum(self._same(pair) for pair in self.pairs)

    @property
    def likeness(self) -> float:
        """What share of the words is the same, from 0 to 1, of those of the draft or of those said: the less."""
        sought = sum(one is not None for one, _ in self.pairs)
        said = sum(not self.stretch.asides[at] for _, at in self.pairs if at is not None)
        return self.equal / max(sought, said, 1)

    def _same(self, pair: tuple[Sought | None, int | None]) -> bool:
        sought, at = pair
        return sought is not None and at is not None and sought.word.folded == self.stretch.folds[at]

    def turns(self) -> set[int]:
        """The turns that have words which are the same."""
        return {self.stretch.turns[pair[1]] for pair in self.pairs if pair[1] is not None and self._same(pair)}

    def start(self) -> tuple[int, int]:
        """Where it begins, to be compared with others of the same document."""
        return self.stretch.turns[self.first], self.stretch.word(self.first).start

    def end(self) -> tuple[int, int]:
        """Where it ends, likewise."""
        return self.stretch.turns[self.last], self.stretch.word(self.last).end

    def span(self, said: Said) -> Span:
        """Where the words stand in the document's own text: half-open, code points."""
        first, last = self.stretch.turns[self.first], self.stretch.turns[self.last]
        begins, ends = self.stretch.word(self.first), self.stretch.word(self.last)
        document = self.stretch.document
        if first == last:
            return said.turn(Place(document, first)).span(begins, ends)
        start = said.turn(Place(document, first)).span(begins, begins).start
        return Span(start, said.turn(Place(document, last)).span(ends, ends).end)

    def differences(self, said: Said, draft: str) -> list[Difference]:
        """The words that are others, were added or left out, in their order."""
        found = []
        for same, group in groupby(self.pairs, self._same):
            pairs = [(one, at) for one, at in group if at is None or one is not None or not self._is_aside(at)]
            if same or not pairs:
                continue
            words = [one.word for one, _ in pairs if one is not None]
            places = [at for _, at in pairs if at is not None]
            ours = draft[words[0].start : words[-1].end] if words else ""
            found.append(Difference(_one_line(ours), self.said_words(said, places)))
        return found

    def _is_aside(self, at: int) -> bool:
        return self.stretch.asides[at]

    def said_words(self, said: Said, places: Sequence[int]) -> str:
        """The words of the document at some places of the stretch, from the first to the last."""
        pieces = []
        for turn, group in groupby(places, lambda at: self.stretch.turns[at]):
            inside = [self.stretch.word(at) for at in group]
            pieces.append(said.turn(Place(self.stretch.document, turn)).text[inside[0].start : inside[-1].end])
        return _one_line(" ".join(pieces))

    def marks(self, said: Said, draft: str) -> list[Difference]:
        """Where the words are the same, but punctuation between them or a capital is not."""
        found = []
        for number, (one, other) in enumerate(pairwise(self.pairs)):
            if not (self._same(one) and self._same(other)):
                continue
            (before, first), (after, second) = one, other
            if before is None or after is None or first is None or second is None:
                continue
            turn = self.stretch.turns[first]
            if turn != self.stretch.turns[second] or before.run != after.run:
                continue
            text = said.turn(Place(self.stretch.document, turn)).text
            ours = draft[before.word.start : after.word.end]
            theirs = text[self.stretch.word(first).start : self.stretch.word(second).end]
            between = draft[before.word.end : after.word.start]
            there = text[self.stretch.word(first).end : self.stretch.word(second).start]
            capital = _capital(draft, after.word) != _capital(text, self.stretch.word(second))
            if marks(between) != marks(there) or (capital and "[" not in draft[after.word.start : after.word.end]):
                found.append((number, Difference(_one_line(ours), _one_line(theirs))))
        return [difference for _, difference in found]


def _capital(text: str, word: Word) -> bool:
    return any(letter.isupper() for letter in text[word.start : word.end])


def _one_line(words: str) -> str:
    return " ".join(words.split())


def sought_of(part: Part) -> list[Sought]:
    """The words of a part of a quotation."""
    return [Sought(word, number) for number, run in enumerate(part) for word in run]


def exact_in(stretch: Stretch, part: Part) -> Iterator[Match]:
    """Where a part stands word for word in a stretch; what is in brackets there may be part of it, or passed over."""
    bare = stretch.without_asides()
    found = list(_exactly(bare, part))
    if not found and bare is not stretch:
        found = list(_exactly(stretch, part))
    yield from found


def _exactly(stretch: Stretch, part: Part) -> Iterator[Match]:
    folds, joined = stretch.folds, stretch.joined
    runs = [[word.folded for word in run] for run in part]
    first = f" {' '.join(runs[0])} "
    at = joined.find(first)
    while at >= 0:
        begins = [joined.count(" ", 0, at)]
        for before, run in pairwise(runs):
            place = begins[-1] + len(before)
            begin = next((n for n in range(place, place + MOST_OWN + 1) if folds[n : n + len(run)] == run), None)
            if begin is None:
                break
            begins.append(begin)
        else:
            yield Match(
                stretch,
                tuple(
                    (Sought(word, number), begin + place)
                    for number, (begin, run) in enumerate(zip(begins, part, strict=True))
                    for place, word in enumerate(run)
                ),
            )
        at = joined.find(first, at + 1)


def _shares_words(stretch: Stretch, sought: Sequence[Sought]) -> bool:
    """Whether enough of the words are there at all, so that laying them side by side is worth its time."""
    wanted = {one.word.folded for one in sought}
    return len(wanted.intersection(stretch.folds)) >= _LEAST_SHARED * len(wanted)


def _narrowed(stretch: Stretch, sought: Sequence[Sought]) -> Stretch:
    """Of a long stretch what holds most of the words, the rarer counting for more, with as much again around it."""
    wide = 2 * len(sought) + 20
    folds = stretch.folds
    if len(folds) <= 2 * wide:
        return stretch
    wanted = {one.word.folded for one in sought}
    there = Counter(fold for fold in folds if fold in wanted)
    worth = [1 / there[fold] if fold in wanted else 0.0 for fold in folds]
    summed = [0.0, *accumulate(worth)]
    best = max(range(len(worth) - wide + 1), key=lambda at: summed[at + wide] - summed[at])
    return stretch.only(range(max(0, best - wide // 2), min(len(folds), best + wide + wide // 2)))


def nearest_in(stretch: Stretch, part: Part, least: float) -> Match | None:
    """The words of a stretch that are most like a part of a quotation; None where none are at `least` so like it."""
    sought = sought_of(part)
    stretch = _narrowed(stretch, sought)
    if not _shares_words(stretch, sought) or len(sought) * len(stretch.folds) > _MOST_CELLS:
        return None
    folds = [one.word.folded for one in sought]
    # What is there at all, in whatever order, is counted in a hundredth of the time.
    if (Counter(folds) & Counter(stretch.folds)).total() < least * len(sought):
        return None
    own_after = [place for place, (one, other) in enumerate(pairwise(sought)) if one.run != other.run]
    _, pairs = aligned(folds, stretch.folds, stretch.asides, own_after)
    match = Match(stretch, tuple((None if one is None else sought[one], at) for one, at in pairs))
    return match if match.equal and match.likeness >= least else None
