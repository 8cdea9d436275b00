"""What the cuts of a quotation leave out: a few words may be those on which the sense hangs."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from qualcode.essays.matches import Match
from qualcode.essays.meaning import lost, put_in
from qualcode.essays.said import Place, Said
from qualcode.essays.searched import Way
from qualcode.essays.wording import own_words
from qualcode.transcripts.boundaries import count_words
from qualcode.transcripts.span import Span
from qualcode.transcripts.trim import Alteration, Trim

_FEW = 10  # words left out at once; in longer passages such words always stand


def sense_lost(said: Said, way: Way, words: str, language: str) -> list[str]:
    """The words left out at short cuts of a quotation that bear its meaning: not, never, a number."""
    found: list[str] = []
    for document, one in _cuts(said, way, words):
        text = said.text(document)
        if count_words(one.span.of(text)) <= _FEW:
            shown = said.names.show_part(text, one.span, document)
            whole = Alteration(0, len(shown), one.own)
            found += lost(shown, Span(0, len(shown)), Trim((whole,)), language).words if shown else ()
    return list(dict.fromkeys(found))


def sense_added(said: Said, way: Way, words: str, language: str) -> list[str]:
    """The writer's own words in a quotation that bear its meaning, and are not said where they stand."""
    own = own_words(words)
    if not own:
        return []
    left_out = _cuts(said, way, words)
    shown = [said.names.show_part(said.text(document), one.span, document) for document, one in left_out]
    return list(put_in(own, shown, language))


def _cuts(said: Said, way: Way, words: str) -> Iterator[tuple[str, Alteration]]:
    """What the writer left out, and put in its place, in the documents' own texts."""
    for before, after in pairwise(way.found):
        first, second = before.span(said), after.span(said)
        if before.stretch.document == after.stretch.document and first.end <= second.start:
            yield before.stretch.document, Alteration(first.end, second.start)
    for match in way.found:
        yield from _own_words(said, match, words)


def _own_words(said: Said, match: Match, words: str) -> Iterator[tuple[str, Alteration]]:
    """Where the writer put words in brackets, and what these stand for."""
    document = match.stretch.document
    shared = [(one, at) for one, at in match.pairs if one is not None and at is not None]
    for (one, at), (other, following) in pairwise(shared):
        if one.run != other.run:
            turns = [match.stretch.turns[place] for place in (at, following)]
            first, second = match.stretch.word(at), match.stretch.word(following)
            start = said.turn(Place(document, turns[0])).span(first, first).end
            end = said.turn(Place(document, turns[1])).span(second, second).start
            yield document, Alteration(start, max(start, end), words[one.word.end : other.word.start].strip(" []"))
