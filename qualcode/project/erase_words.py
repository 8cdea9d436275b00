"""The words of one person, wherever somebody else wrote them down again, and the names they had in the study."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from copy import copy
from typing import Any, TypeVar

from qualcode.analysis.linked_quotations import quotations
from qualcode.participants.name_finding import Finder, Form, words_of
from qualcode.transcripts.span import Span
from qualcode.transcripts.splices import Splice, Splices

T = TypeVar("T")

TAKEN_OUT = "[withdrawn]"
RUN = 6  # words in a row that nobody else is likely to have written by chance
RUN_ELSEWHERE = 8  # the same for files, whose words may be anybody's
_WORD = re.compile(r"\w+")


class TheirWords:
    """What a person said and was called, ready to be found in any text, and what stands there afterwards.

    `said` are their turns; `lines` stand as they are, such as examples in the codebook; `pseudonyms` are replaced by
    `called`, but not as a part of the pseudonyms of `others`.
    """

    def __init__(
        self, called: str, said: Iterable[str], lines: Iterable[str], pseudonyms: Iterable[str], others: Iterable[str]
    ) -> None:
        self._called = called
        self._excerpts: frozenset[str] = frozenset()
        self._coined: re.Pattern[str] | None = None
        self._lines = sorted(set(lines), key=len, reverse=True)
        self.said = tuple(said)
        turns = [_WORD.findall(turn.casefold()) for turn in self.said]
        self._runs = {run for turn in turns for run in _runs(turn)}
        self._begun = {word for turn in turns for word in turn[: 1 - RUN]}
        self._all = "\n".join(f" {' '.join(turn)} " for turn in turns)
        own = [Form(name, called, 0) for name in pseudonyms if _is_a_name(name)]
        self._finder = Finder([*own, *(Form(name, "", 1) for name in others if words_of(name))]) if own else None

    def with_excerpts(self, short_ids: Iterable[str]) -> TheirWords:
        """The same, and every quotation linked with one of these excerpts or quotes, as short as it may be."""
        other = copy(self)
        other._excerpts = frozenset(short_ids)
        return other

    def with_coined(self, names: Sequence[str]) -> TheirWords:
        """The same, and these names that are their words, the longest first, wherever they stand."""
        other = copy(self)
        ways = "|".join(re.escape(name) for name in names)
        other._coined = re.compile(rf"(?<!\w)(?:{ways})(?!\w)", re.IGNORECASE) if names else None
        return other

    def show(self, text: str, document: str = "") -> str:
        """A text without the words and the names."""
        for line in self._lines:
            text = text.replace(line, TAKEN_OUT)
        if self._coined is not None:
            text = self._coined.sub(TAKEN_OUT, text)
        splices = self.splices(text)
        return splices.apply(text) if splices else text

    def splices(self, text: str, document: str = "", turns: Sequence[Span] = ()) -> Splices:
        """What takes the words and the names out of a text."""
        quoted = self._linked(text)
        quoted += [one for one in self.quoted(text) if not any(span.overlaps(one) for span in quoted)]
        named = [one for one in self._named(text) if not any(span.overlaps(one) for span in quoted)]
        return Splices(
            (
                *(Splice(one.start, one.end, TAKEN_OUT) for one in quoted),
                *(Splice(one.start, one.end, self._called) for one in named),
            )
        )

    def show_all(self, value: T) -> T:
        """The same for every text in lists and dicts."""
        shown: T = self._shown_in(value)
        return shown

    def _shown_in(self, value: Any) -> Any:
        if isinstance(value, str):
            return self.show(value)
        if isinstance(value, list):
            return [self._shown_in(one) for one in value]
        if isinstance(value, dict):
            return {key: self._shown_in(one) for key, one in value.items()}
        return value

    def hits(self, text: str) -> bool:
        """Whether a text from elsewhere holds their words or one of their names."""
        coined = self._coined is not None and self._coined.search(text)
        return bool(coined or self.quoted(text, RUN_ELSEWHERE) or self._named(text))

    def say(self, phrase: str) -> bool:
        """Whether they said some words, as short as they may be."""
        return f" {' '.join(_WORD.findall(phrase.casefold()))} " in self._all

    def quoted(self, text: str, least: int = RUN) -> list[Span]:
        """Where at least so many of their words stand in a row."""
        words = list(_WORD.finditer(text))
        if len(words) < RUN or not self._runs:
            return []
        folded = [one.group().casefold() for one in words]
        found: list[Span] = []
        first = last = -1  # words of the stretch that is being followed
        for place in range(len(words) - RUN + 1):
            if folded[place] not in self._begun or " ".join(folded[place : place + RUN]) not in self._runs:
                continue
            if first >= 0 and place <= last + 1:
                last = place + RUN - 1
                continue
            found += _stretch(words, first, last, least)
            first, last = place, place + RUN - 1
        return [*found, *_stretch(words, first, last, least)]

    def _linked(self, text: str) -> list[Span]:
        if not self._excerpts or "[x" not in text.casefold():
            return []
        return [one.span for one in quotations(text) if one.id in self._excerpts]

    def _named(self, text: str) -> list[Span]:
        if self._finder is None:
            return []
        return [Span(hit.start, hit.end) for hit in self._finder.find(text) if hit.owners == (0,)]


def _runs(words: list[str]) -> set[str]:
    return {" ".join(words[place : place + RUN]) for place in range(len(words) - RUN + 1)}


def _stretch(words: list[re.Match[str]], first: int, last: int, least: int) -> list[Span]:
    return [Span(words[first].start(), words[last].end())] if first >= 0 and last - first + 1 >= least else []


def _is_a_name(pseudonym: str) -> bool:
    """Whether a pseudonym can be looked for: figures and single letters stand everywhere."""
    return len(pseudonym.strip()) > 1 and any(letter.isalpha() for letter in pseudonym)
