"""A quotation looked for in what was said: whole, in parts between its cuts, or as near as anything comes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise
from operator import itemgetter

from qualcode.essays.matches import Match, exact_in, nearest_in, sought_of
from qualcode.essays.said import Likely, Place, Said, Stretch
from qualcode.essays.wording import Gap, Part, Word, parts
from qualcode.transcripts.span import Span

FEWEST_WORDS = 4  # below which the same words may be anybody's
MOST_LEFT_OUT = 200  # words between two parts, beyond which a cut joins what does not belong together
_ALIKE = 0.5  # share of the same words that makes a quotation altered, and not one that was never said
_SHORT = 8  # words, below which
_SHORT_ALIKE = 0.7
_SURELY_ALIKE = 0.85  # above this nobody looks whether it was joined from elsewhere
_MOSTLY = 0.8  # of the words that pieces from elsewhere must cover
_MOST_AGAIN = 20  # turns that hold the words which are nearest
_MOST_NEAR = 4  # turns that are compared word by word


class Wording(StrEnum):
    """How a quotation stands to the words of the study."""

    EXACT = "exact"
    TRIMMED = "trimmed"
    ALTERED = "altered"
    JOINED = "joined from two places"
    NOT_FOUND = "not found"
    TOO_SHORT = "too short to tell"


NOT_SAID = (Wording.NOT_FOUND, Wording.TOO_SHORT)


@dataclass(frozen=True)
class Way:
    """One way a quotation can have come about: the words each of its parts stands beside, None where none does.

    `left_out` counts the words between two parts that are too far apart to be one passage; 0 where they are not.
    `missing` are the places of the parts that stand beside none, in the words of the quotation.
    """

    matches: tuple[Match | None, ...]
    left_out: int = 0
    disordered: bool = False
    missing: tuple[Span, ...] = ()

    @property
    def found(self) -> list[Match]:
        """The matches there are."""
        return [match for match in self.matches if match is not None]

    @property
    def is_one_passage(self) -> bool:
        """Whether all parts come from one document in their order, not far from one another."""
        same = len({match.stretch.document for match in self.found}) == 1
        return same and not self.left_out and not self.disordered

    @property
    def is_exact(self) -> bool:
        """Whether every part stands there word for word."""
        return all(match is not None and match.likeness == 1 for match in self.matches)

    @property
    def likeness(self) -> float:
        """What share of the words is the same."""
        words = sum(len(match.pairs) for match in self.found)
        same = sum(match.likeness * len(match.pairs) for match in self.found)
        return same / words * len(self.found) / len(self.matches) if words else 0.0


@dataclass(frozen=True)
class Searched:
    """What was found of a quotation; of several ways that are as good the first is the likeliest."""

    wording: Wording
    ways: tuple[Way, ...] = ()


def search(said: Said, words: Sequence[Word | Gap]) -> Searched:
    """Look for a quotation. A … without brackets may be a pause that was written down, or a cut."""
    whole = parts(list(words), pauses_cut=False)
    if sum(len(run) for part in whole for run in part) < FEWEST_WORDS:
        return _short(said, whole)
    found = _search(said, whole)
    if found.wording is Wording.EXACT and Gap.OWN in words:
        return Searched(Wording.TRIMMED, found.ways)
    if found.wording in (Wording.EXACT, Wording.TRIMMED) or Gap.PAUSE not in words:
        return found
    cut = _search(said, parts(list(words), pauses_cut=True))
    return cut if rank(cut) < rank(found) else found


_ORDER = (Wording.EXACT, Wording.TRIMMED, Wording.ALTERED, Wording.JOINED, *NOT_SAID)


def rank(found: Searched) -> tuple[int, float]:
    """How near what was found comes to the quotation: the least is the nearest."""
    return _ORDER.index(found.wording), -max((way.likeness for way in found.ways), default=0.0)


def _short(said: Said, whole: Sequence[Part]) -> Searched:
    """Few words: told only where they stand in one place of the whole study."""
    if len(whole) != 1:
        return Searched(Wording.TOO_SHORT)
    folds = [one.word.folded for one in sought_of(whole[0])]
    found = tuple(Way((match,)) for match in _exact(said, whole[0], said.holding(folds)))
    return Searched(Wording.EXACT if len(found) == 1 else Wording.TOO_SHORT, found)


def _exact(said: Said, part: Part, places: Sequence[Place]) -> list[Match]:
    """Where a part stands word for word in or beside some turns, each place once."""
    words = sum(map(len, part))
    found: dict[tuple[str, tuple[int, int]], Match] = {}
    for place in places:
        for match in exact_in(said.around(place, words), part):
            found.setdefault((match.stretch.document, match.start()), match)
    return list(found.values())


def _search(said: Said, whole: Sequence[Part]) -> Searched:
    longest = sorted(range(len(whole)), key=lambda number: -sum(map(len, whole[number])))
    likely: dict[int, Likely] = {}
    for number in longest:
        folds = [one.word.folded for one in sought_of(whole[number])]
        likely[number] = said.likely(folds)
        if len(folds) >= FEWEST_WORDS or number == longest[0]:
            found = _exact_in_likely(said, whole[number], likely[number], folds)
            if found:
                return _judged(said, whole, [_grown(said, whole, number, match) for match in found])
    for number in longest:
        near = _nearest(said, whole[number], likely[number].places)
        if near is None:
            folds = [one.word.folded for one in sought_of(whole[number])]
            near = _nearest(said, whole[number], said.with_phrases(folds))
        pieces = [] if near is not None and near.likeness >= _SURELY_ALIKE else _pieces(said, whole[number], likely)
        # One word changed is likelier than what is left having been fetched from elsewhere.
        enough = near is None or sum(map(_length, pieces)) > near.equal + 1
        if pieces and enough and len(whole) == 1:
            return Searched(Wording.JOINED, (_in_order(said, pieces, cut=False),))
        if near is not None:
            again = _again(said, whole[number], near) if len(whole) == 1 else ()
            return _judged(said, whole, [_grown(said, whole, number, match) for match in (near, *again)])
    return Searched(Wording.NOT_FOUND)


def _exact_in_likely(said: Said, part: Part, likely: Likely, folds: Sequence[str]) -> list[Match]:
    """Where a part stands word for word: in the likeliest turns, else in other likely ones, else anywhere."""
    if found := _exact(said, part, likely.best):
        return found
    if found := _exact(said, part, [place for place in likely.places if place not in likely.best]):
        return found
    if likely.no_other:
        return []
    tried = {*likely.best, *likely.places}
    return _exact(said, part, [place for place in said.holding(folds) if place not in tried])


def _judged(said: Said, whole: Sequence[Part], ways: list[Way]) -> Searched:
    """The best of some ways, and those as good."""
    ways.sort(key=lambda way: (not way.is_exact, not way.is_one_passage, -way.likeness))
    best = ways[0]
    if best.is_exact and best.is_one_passage:
        good = tuple(way for way in ways if way.is_exact and way.is_one_passage)
        return Searched(Wording.EXACT if len(whole) == 1 else Wording.TRIMMED, good)
    if not best.is_one_passage:
        return Searched(Wording.JOINED, (best,))
    good = tuple(way for way in ways if way.likeness == best.likeness and way.is_one_passage)
    return Searched(Wording.ALTERED, good)


def _nearest(said: Said, part: Part, places: Sequence[Place]) -> Match | None:
    """The words most like a part in or beside some turns; None where nothing is like it."""
    words = sought_of(part)
    best: Match | None = None
    least = _least_alike(words)
    for place in places[:_MOST_NEAR]:
        match = nearest_in(said.around(place, len(words)), part, least)
        if match is not None and (best is None or match.likeness > best.likeness):
            best, least = match, match.likeness
    return best


def _again(said: Said, part: Part, near: Match) -> Iterator[Match]:
    """Where the words that are nearest to a part stand elsewhere, too: somebody else may have said them."""
    folds = near.stretch.folds[near.first : near.last + 1]
    seen = {(near.stretch.document, near.start())}
    for place in said.holding(folds)[:_MOST_AGAIN]:
        match = nearest_in(said.around(place, len(folds)), part, near.likeness)
        if match is not None and (key := (match.stretch.document, match.start())) not in seen:
            seen.add(key)
            yield match


def _least_alike(words: Sequence[object]) -> float:
    """What share of so many words must be the same, or they are other words."""
    return _SHORT_ALIKE if len(words) < _SHORT else _ALIKE


def _grown(said: Said, whole: Sequence[Part], anchor: int, match: Match) -> Way:
    """The other parts of a quotation beside the one that was found: near it, or else where they were said."""
    found: dict[int, Match | None] = {anchor: match}
    place = Place(match.stretch.document, match.stretch.turns[match.first])
    near = said.around(place, MOST_LEFT_OUT) if len(whole) > 1 else match.stretch
    for number in [*range(anchor + 1, len(whole)), *range(anchor - 1, -1, -1)]:
        beside = found[number - 1] if number > anchor else found[number + 1]
        found[number] = _beside(said, whole[number], near, beside or match, after=number > anchor)
    way = _in_order(said, [found[number] for number in range(len(whole))], cut=True)
    missing = [part for number, part in enumerate(whole) if found[number] is None]
    return replace(way, missing=tuple(Span(part[0][0].start, part[-1][-1].end) for part in missing))


def _beside(said: Said, part: Part, near: Stretch, other: Match, *, after: bool) -> Match | None:
    """A part of a quotation where it stands nearest to another, on the side where it belongs if it stands there."""
    there = list(exact_in(near, part))
    right = [one for one in there if (one.start() >= other.end() if after else one.end() <= other.start())]
    if right:
        return right[0] if after else right[-1]
    words = [one.word.folded for one in sought_of(part)]
    if there and len(words) >= FEWEST_WORDS:
        return there[0]
    elsewhere: list[Match] = []
    if len(words) >= FEWEST_WORDS:
        elsewhere = _exact(said, part, said.likely(words).best)
    if elsewhere:
        return elsewhere[0]
    return nearest_in(near, part, _least_alike(words))


def _in_order(said: Said, matches: Sequence[Match | None], *, cut: bool) -> Way:
    """A way of some matches, with how far they are apart and whether they stand in their order.

    `cut` is whether the draft says that words were left out between them: then a few may be.
    """
    left_out = 0
    disordered = False
    there = [match for match in matches if match is not None]
    for before, after in pairwise(there):
        if before.stretch.document != after.stretch.document:
            continue
        if after.start() < before.end():
            disordered = True
            continue
        words = sum(1 for _ in words_between(said, before, after))
        if words > MOST_LEFT_OUT or not cut:
            left_out += words
    return Way(tuple(matches), left_out, disordered)


def words_between(said: Said, before: Match, after: Match) -> Iterator[Word]:
    """The words said between two matches of one document."""
    for turn in range(before.end()[0], after.start()[0] + 1):
        for word in said.turn(Place(before.stretch.document, turn)).words:
            if before.end() <= (turn, word.start) and (turn, word.end) <= after.start():
                yield word


def _pieces(said: Said, part: Part, likely: dict[int, Likely]) -> list[Match]:
    """A part as pieces said word for word in several places; none where they cover too little of it."""
    words = [one.word for one in sought_of(part)]
    folds = [word.folded for word in words]
    half = len(words) // 2
    there = [place for one in likely.values() for place in one.places]
    # What one half has of rarer words may have left none of the other's to ask for.
    there += [place for some in (folds[:half], folds[half:]) for place in said.likely(some).best]
    stretches = [said.around(place, len(words)).without_asides() for place in dict.fromkeys(there)]
    found: list[Match] = []
    at = covered = 0
    while at + FEWEST_WORDS <= len(words):
        begins = [_longest(one, folds[at:]) for one in stretches]
        length, start = max(begins, key=itemgetter(0), default=(0, 0))
        if not length:
            at += 1
            continue
        said_so = stretches[begins.index((length, start))]
        sought = sought_of((tuple(words[at : at + length]),))
        found.append(Match(said_so, tuple((one, start + n) for n, one in enumerate(sought))))
        covered += length
        at += length
    apart = len(found) > 1 and covered >= _MOSTLY * len(words)
    return found if apart and not _is_one_run(said, found) else []


def _length(match: Match) -> int:
    return len(match.pairs)


def _is_one_run(said: Said, pieces: Sequence[Match]) -> bool:
    """Whether all pieces follow one another in one document, with a few words between: then words were altered."""
    way = _in_order(said, pieces, cut=False)
    return way.is_one_passage or (
        len({one.stretch.document for one in pieces}) == 1 and not way.disordered and way.left_out <= 2 * len(pieces)
    )


def _longest(stretch: Stretch, wanted: Sequence[str]) -> tuple[int, int]:
    """How many words the longest beginning of some has that stands in a stretch, and where; 0 where too few do."""
    first = f" {' '.join(wanted[:FEWEST_WORDS])} "
    folds, joined = stretch.folds, stretch.joined
    length = start = 0
    found = joined.find(first)
    while found >= 0:
        at = joined.count(" ", 0, found)
        run = FEWEST_WORDS
        while run < len(wanted) and at + run < len(folds) and folds[at + run] == wanted[run]:
            run += 1
        if run > length:
            length, start = run, at
        found = joined.find(first, found + 1)
    return length, start
