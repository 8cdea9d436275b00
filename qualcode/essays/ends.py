"""Quotations that lack one of their marks: they end, or begin, where the words of the study do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from qualcode.essays.drafts.quoted import Loose, Quoted
from qualcode.essays.findings import Told, Trouble
from qualcode.essays.said import Said
from qualcode.essays.searched import FEWEST_WORDS, NOT_SAID, Wording, rank, search
from qualcode.essays.wording import quoted_words
from qualcode.transcripts.boundaries import count_words, trimmed
from qualcode.transcripts.span import Span

_MAY_END = re.compile(r"[.!?…]+(?=\s)|[’'](?!\w)|\s(?=\((?![\s.…]*\)))|(?<!\w)\s(?=\[x)|,(?=\s)|\s[—–-]{1,2}(?=\s)")
_MAY_BEGIN = re.compile(r"[.!?…:;,]\s+|(?<=\s)[‘'](?=\w)|\s[—–-]{1,2}\s+")
_MOST_TRIED = 8
_AS_SAID = (Wording.EXACT, Wording.TRIMMED)


def with_ends(said: Said, quotations: Iterable[Quoted]) -> list[Quoted]:
    """The quotations; one that lacks a mark goes as far as the study says so, else up to where a sentence may end.

    What stands after a single mark is left out where the study does not have it: the mark is an apostrophe.
    """
    found = (one if one.loose is Loose.NOT else _with_end(said, one) for one in quotations)
    return [one for one in found if one is not None]


def told_of_marks(quoted: Quoted) -> list[Told]:
    """The mark that a quotation lacks."""
    if quoted.loose is Loose.END:
        return [Told(Trouble.OPEN, "Close it where the words of others end.")]
    if quoted.loose is Loose.START:
        return [Told(Trouble.CLOSE, "Open it where the words of others begin.")]
    return []


def _with_end(said: Said, quoted: Quoted) -> Quoted | None:
    tried: list[tuple[tuple[int, float], int, Quoted]] = []
    for place, one in enumerate(_shorter(quoted)):
        searched = search(said, quoted_words(said.names.show(one.words)))
        if searched.wording in _AS_SAID:
            tried = [(rank(searched), place, one)]
            break
        if searched.wording not in NOT_SAID:
            tried.append((rank(searched), place, one))
    if tried:
        best = min(tried, key=lambda found: found[:2])[2]
        return replace(best, loose=Loose.END) if best.loose is Loose.MAYBE else best
    if quoted.loose is Loose.MAYBE:
        return None
    return min(
        (one for one in _shorter(quoted) if count_words(one.words) >= FEWEST_WORDS), key=_length, default=quoted
    )


def _shorter(quoted: Quoted) -> Iterator[Quoted]:
    """The words as far as they may go, then those up to where they may end sooner, or begin later."""
    words = quoted.words
    yield quoted
    if quoted.loose is Loose.START:
        places = [one.end() for one in _MAY_BEGIN.finditer(words)]
        spans = [Span(place, len(words)) for place in places[-_MOST_TRIED:]]
    else:
        places = [one.end() if one[0][0] in ".!?…" else one.start() for one in _MAY_END.finditer(words)]
        spans = [Span(0, place) for place in reversed(places[:_MOST_TRIED])]
    for span in (trimmed(one, words) for one in spans):
        if span and span.end <= len(words):
            start = quoted.span.start + span.start
            yield replace(quoted, span=Span(start, start + len(span)), words=span.of(words))


def _length(quoted: Quoted) -> int:
    return len(quoted.span)
