"""Changes of a text and its turns: words put right, turns split and joined, another speaker."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from qualcode.problem import Problem
from qualcode.transcripts.boundaries import pieces, trimmed
from qualcode.transcripts.sentences import sentence_spans
from qualcode.transcripts.span import Span
from qualcode.transcripts.splices import Splice, Splices
from qualcode.transcripts.transcript import Turn

_MOST_COMPARED = 4_000_000  # pairs of words; beyond them the comparison takes seconds


@dataclass(frozen=True)
class TextChange:
    """What is done to a text, and all its turns afterwards; half-open, code points."""

    splices: Splices
    turns: tuple[Turn, ...]


def replaced(text: str, turns: Sequence[Turn], span: Span, words: str) -> TextChange:
    """Put `words` where the span stands, word by word, so that what stays the same stays in its place.

    A turn that has no words left is no longer one. Raises Problem where the span does not lie within one turn, or
    no word of the document would be left.
    """
    index = turn_at(turns, span)
    if index is None:
        raise Problem("This passage lies in more than one turn.", remedy="Select words that one person says.")
    if not words:
        span = _with_a_space(text, turns[index].span, span)
    splices = Splices(tuple(_differences(span.of(text), words, span.start)))
    if not splices:
        return TextChange(splices, tuple(turns))
    after, grown = splices.apply(text), splices.growth
    turn = turns[index]
    kept = trimmed(Span(turn.start, turn.end + grown), after)
    changed = [replace(turn, start=kept.start, end=kept.end)] if kept else []
    found = (*turns[:index], *changed, *_shifted(turns[index + 1 :], grown))
    if not any(one.span for one in found):
        raise Problem("A document needs some words.", remedy="Take it out of the study instead, in the list.")
    return TextChange(splices, found)


def split(text: str, turns: Sequence[Turn], index: int, at: int, speaker: str | None) -> TextChange:
    """Make two turns of one, the second from offset `at` on and by `speaker`; no word is touched.

    Raises Problem where one of the two would have no words.
    """
    turn = turns[index]
    first, second = trimmed(Span(turn.start, max(turn.start, at)), text), Span(0, 0)
    if at < turn.end:
        second = trimmed(Span(max(at, turn.start), turn.end), text)
    if not first or not second:
        raise Problem("There is nothing to split here.", remedy="Select the first words of the second turn.")
    return TextChange(
        Splices(),
        (
            *turns[:index],
            replace(turn, start=first.start, end=first.end),
            Turn(second.start, second.end, speaker),
            *turns[index + 1 :],
        ),
    )


def joined(text: str, turns: Sequence[Turn], index: int) -> TextChange:
    """Make one turn of a turn and the one before it, by whom that one is.

    A label or time between them is taken out of the text, or it would be among the words. Raises Problem where
    there is no turn before.
    """
    if index < 1:
        raise Problem("This is the first turn.", remedy="Choose a turn that has one before it.")
    before, turn = turns[index - 1], turns[index]
    splices = Splices()
    if before.span and turn.span and text[before.end : turn.start].strip():
        splices = Splices((Splice(before.end, turn.start, " "),))
    both = replace(before, end=turn.end + splices.growth)
    return TextChange(splices, (*turns[: index - 1], both, *_shifted(turns[index + 1 :], splices.growth)))


def spoken_by(turns: Sequence[Turn], index: int, speaker: str) -> TextChange:
    """Give one turn another speaker; no word is touched."""
    return TextChange(Splices(), (*turns[:index], replace(turns[index], speaker=speaker), *turns[index + 1 :]))


def turn_at(turns: Sequence[Turn], span: Span) -> int | None:
    """The place of the turn that holds the whole span; None where none does."""
    index = bisect_right(turns, span.start, key=lambda turn: turn.start) - 1
    return index if index >= 0 and turns[index].span.covers(span) else None


def _shifted(turns: Sequence[Turn], by: int) -> Sequence[Turn]:
    return [replace(turn, start=turn.start + by, end=turn.end + by) for turn in turns] if by else turns


def _with_a_space(text: str, turn: Span, span: Span) -> Span:
    """A span to be taken out, with one of the spaces on both its sides, which would stand doubled."""
    if turn.start < span.start and span.end < turn.end and text[span.start - 1] == text[span.end] == " ":
        return Span(span.start, span.end + 1)
    return span


def _differences(before: str, after: str, at: int) -> Iterator[Splice]:
    """What makes `after` of `before`, which stands at offset `at`, by whole words."""
    old, new = pieces(before), pieces(after)
    shortest = min(len(old), len(new))
    head = next((n for n in range(shortest) if old[n] != new[n]), shortest)
    most = shortest - head
    tail = next((n for n in range(most) if old[-1 - n] != new[-1 - n]), most)
    old, new = old[head : len(old) - tail], new[head : len(new) - tail]
    here = at + len("".join(pieces(before)[:head]))
    if len(old) * len(new) > _MOST_COMPARED:
        yield Splice(here, here + len("".join(old)), "".join(new))
        return
    for kind, first, last, low, high in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        length = len("".join(old[first:last]))
        if kind != "equal":
            yield Splice(here, here + length, "".join(new[low:high]))
        here += length


def sentences_after(
    text: str,
    change: TextChange,
    turns_before: Sequence[Turn],
    sentences: Sequence[Span],
    language: str,
) -> list[Span]:
    """The sentences of the changed `text`: those of before, found anew only where the change is.

    None where there were none, for they are then found while reading.
    """
    if not sentences:
        return []
    moved = [change.splices.map_span(sentence) for sentence in sentences]
    edges = {edge for turn in turns_before for edge in _edges(change.splices.map_span(turn.span))}
    edges ^= {edge for turn in change.turns for edge in _edges(turn.span)}
    places = sorted([*change.splices.placed, *(Span(edge, edge) for edge in edges)])
    starts = [sentence.start for sentence in moved]
    found: list[Span] = []
    for turn in change.turns:
        own = moved[bisect_left(starts, turn.start) : bisect_left(starts, turn.end)]
        near = _near(places, turn.span)
        if not near and own:
            found += own
            continue
        kept = _untouched(own, near, turn.span)
        found += _filled(text, turn, kept, language) if near else kept
    return found


def _edges(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _near(places: Sequence[Span], turn: Span) -> list[Span]:
    first = bisect_left(places, turn.start, key=lambda place: place.end)
    found = []
    for place in places[first:]:
        if place.start > turn.end:
            break
        found.append(place)
    return found


def _untouched(own: Sequence[Span], near: Sequence[Span], turn: Span) -> list[Span]:
    """The sentences of a turn that neither touch a changed place nor stand beside one that does."""
    touched = {
        number
        for number, sentence in enumerate(own)
        if not turn.covers(sentence)
        or any(place.start <= sentence.end and sentence.start <= place.end for place in near)
    }
    for place in near:  # a place in the space between two sentences may be where they now run into one
        number = bisect_left(own, place.start, key=lambda sentence: sentence.end)
        touched |= {number - 1, number}
    beside = {number + step for number in touched for step in (-1, 0, 1)}
    return [sentence for number, sentence in enumerate(own) if number not in beside and sentence]


def _filled(text: str, turn: Turn, kept: Sequence[Span], language: str) -> Iterator[Span]:
    """The sentences kept, and between them those found anew."""
    here = turn.start
    for sentence in (*kept, Span(turn.end, turn.end)):
        if text[here : sentence.start].strip():
            yield from sentence_spans(text, [Turn(here, sentence.start)], language)
        if sentence:
            yield sentence
        here = sentence.end
