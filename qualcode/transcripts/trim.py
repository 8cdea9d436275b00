"""Quotes trimmed for print: words left out, the writer's own in brackets. What was said is never altered.

All offsets are half-open code points of the document's text, in the version that a trim names.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from qualcode.problem import Problem
from qualcode.transcripts.boundaries import trimmed, word_edges
from qualcode.transcripts.capitals import always_capital
from qualcode.transcripts.clean import clean
from qualcode.transcripts.span import Span
from qualcode.transcripts.splices import Splice, Splices
from qualcode.transcripts.versions import Way

LEFT_OUT = "[…]"
_WORDS_BEFORE = 60  # code points in which a word that is cut through may begin or end


@dataclass(frozen=True, slots=True, order=True)
class Alteration:
    """What is printed in place of `[start, end)`: `own` in brackets, […] where there is none.

    Where nothing is replaced, the writer's own words are put in.
    """

    start: int
    end: int
    own: str = ""

    @property
    def span(self) -> Span:
        """What it stands for."""
        return Span(self.start, self.end)

    @property
    def printed(self) -> str:
        """As it appears."""
        return f"[{self.own}]" if self.own else LEFT_OUT

    def is_letter(self, text: str) -> bool:
        """Whether it shows the same letter as a capital or a small one."""
        said = self.span.of(text)
        return len(said) == 1 and len(self.own) == 1 and said.casefold() == self.own.casefold()


@dataclass(frozen=True)
class Trim:
    """What is altered of a quote in print, in order and apart, counted in the text version `version_id`."""

    alterations: tuple[Alteration, ...] = ()
    version_id: str = ""

    def __bool__(self) -> bool:
        return bool(self.alterations)

    def __iter__(self) -> Iterator[Alteration]:
        return iter(self.alterations)

    @classmethod
    def read(cls, stored: str) -> Trim:
        """A trim as the study's file has it; what is no trim, or overlaps, is left away."""
        held = None if stored == "[]" else json.loads(stored)  # most quotes have none
        if not isinstance(held, dict):
            return cls()
        found: list[Alteration] = []
        for start, end, own in sorted(held.get("changes", ())):
            if 0 <= start <= end and (not found or found[-1].end <= start) and (start < end or own):
                found.append(Alteration(start, end, own))
        return cls(tuple(found), str(held.get("version", "")))

    @property
    def stored(self) -> str:
        """The trim as the study's file has it."""
        if not self.alterations:
            return "[]"
        changes = [[one.start, one.end, one.own] for one in self.alterations]
        return json.dumps({"changes": changes, "version": self.version_id}, ensure_ascii=False)

    def at(self, offset: int) -> Alteration | None:
        """What is altered at an offset: also own words that are put in just there."""
        return next((one for one in self if one.start <= offset < max(one.end, one.start + 1)), None)

    def within(self, span: Span) -> Trim:
        """What of it lies in a span; what was altered beyond its ends is no part of it."""
        kept = (
            Alteration(max(one.start, span.start), min(one.end, span.end), one.own)
            for one in self
            if one.span.overlaps(span) or (not one.span and span.start <= one.start <= span.end)
        )
        return Trim(tuple(kept), self.version_id)

    def leave_out(self, text: str, span: Span) -> Trim:
        """Print […] in place of a stretch, widened to whole words; stretches that meet become one.

        Raises Problem where the stretch holds no words, or a part of what own words stand for.
        """
        wanted = trimmed(_whole_words(text, span), text)
        if not wanted:
            raise Problem("Nothing is selected to leave out.", remedy="Select the words and try again.")
        kept: list[Alteration] = []
        for one in self:
            if one.own and one.span and one.span.overlaps(wanted) and not wanted.covers(one.span):
                raise _STANDS_FOR
            if not one.own and _meet(text, one.span, wanted):
                wanted = wanted.joined(one.span)
            elif not _swallows(wanted, one.span):
                kept.append(one)
        # One that was joined later may have come to cover what was kept before it.
        kept = [one for one in kept if not _swallows(wanted, one.span)]
        return self._with(kept, Alteration(wanted.start, wanted.end))

    def put_in(self, text: str, span: Span, own: str) -> Trim:
        """Print own words in brackets in place of a stretch, or at an offset where the span is empty.

        Raises Problem where nothing is written, brackets are, or the stretch is a part of what is altered already.
        """
        words = _own_words(own)
        wanted = trimmed(span, text) if span else span
        kept: list[Alteration] = []
        for one in self:
            if _swallows(wanted, one.span) or one.span == wanted:
                continue
            if one.span.overlaps(wanted) or (not wanted and one.start < wanted.start < one.end):
                raise _STANDS_FOR
            kept.append(one)
        return self._with(kept, Alteration(wanted.start, wanted.end, words))

    def turn_letter(self, text: str, offset: int, language: str = "english") -> Trim:
        """Print the letter at an offset as a capital, or as a small one where it is one; once more takes it back.

        Raises Problem where it is no letter that has both, it begins a word that has a capital wherever it stands, or
        something else is altered there.
        """
        held = self.at(offset)
        if held is not None:
            if held.is_letter(text):
                return self.take_back(offset)
            raise _STANDS_FOR
        letter = text[offset : offset + 1]
        other = letter.swapcase()
        if not letter.isalpha() or other == letter or len(other) != 1:
            raise Problem("This is no letter with a capital.", remedy="Go to the first letter of a word.")
        if letter.isupper() and always_capital(text, offset, language):
            raise Problem(
                "This word has a capital wherever it stands.", remedy="Leave it out, or put own words in its place."
            )
        return self._with(list(self), Alteration(offset, offset + 1, other))

    def take_back(self, offset: int) -> Trim:
        """Print what was said again, at an offset. Raises Problem where nothing is altered there."""
        held = self.at(offset)
        if held is None:
            raise Problem("Nothing is altered here.", remedy="Go to what stands in brackets.")
        return Trim(tuple(one for one in self if one is not held), self.version_id)

    def carried(self, way: Way, version_id: str) -> tuple[Trim, bool]:
        """The trim in another version of the text, and whether words that it is about are others there.

        What was to be left out and is gone is left away, and so is the capital of a letter that is another now; own
        words stay where they were.
        """
        found: list[Alteration] = []
        changed = False
        for one in self:
            span, other = way.span(one.span), way.changes(one.span)
            changed = changed or other or (bool(one.span) and not span)
            if other and len(one.own) == 1 == len(one.span):
                continue
            if (span or (one.own and not one.span)) and (not found or found[-1].end <= span.start):
                found.append(Alteration(span.start, span.end, one.own))
        return Trim(tuple(found), version_id), changed

    def moved(self, place: Callable[[int, int], tuple[int, int]], words: Callable[[str], str]) -> Trim:
        """The trim where its text was rewritten: `place` moves a stretch, `words` rewrites own words.

        A letter that became another word is shown as that.
        """
        found: list[Alteration] = []
        for one in self:
            start, end = place(one.start, one.end)
            if len(one.own) == 1 and one.end - one.start == 1 and end - start != 1:
                continue
            if (start < end or one.own) and (not found or found[-1].end <= start):
                found.append(Alteration(start, end, words(one.own)))
        return Trim(tuple(found), self.version_id)

    def _with(self, kept: list[Alteration], new: Alteration) -> Trim:
        return Trim(tuple(sorted((*kept, new))), self.version_id)


@dataclass(frozen=True)
class Printed:
    """Words as they are printed, with what takes each place back to what was said.

    `splices` count from the start of `said`, which begins at `start` of its document.
    """

    said: str
    start: int
    splices: Splices

    @cached_property
    def text(self) -> str:
        """What is printed."""
        return self.splices.apply(self.said)

    @property
    def source(self) -> str:
        """What was said, found by taking back all that is altered in print."""
        return self.splices.inverse(self.said).apply(self.text)

    def source_offset(self, offset: int) -> int:
        """Where in the document's text a character of the print stands; of what is in brackets, where that begins."""
        return self.start + self.splices.unmap_offset(offset)

    def source_span(self, span: Span) -> Span:
        """What of the document's text a stretch of the print stands for."""
        back = self.splices.unmap_span(span)
        return Span(self.start + back.start, self.start + back.end)

    def printed_span(self, span: Span) -> Span:
        """Where a stretch of the document's text, which lies in what was said, stands in print."""
        return self.splices.map_span(Span(span.start - self.start, span.end - self.start))


def printed(text: str, span: Span, trim: Trim) -> Printed:
    """A span of a text as it is printed; the trim counts in the same text."""
    return Printed(span.of(text), span.start, splices_of(text, span, trim))


def splices_of(text: str, span: Span, trim: Trim) -> Splices:
    """What takes a span's words to those that are printed, counted from its start."""
    return Splices(
        tuple(
            Splice(one.start - span.start, one.end - span.start, _spaced(text, span, one))
            for one in trim.within(span)
        )
    )


def kept_spans(span: Span, trim: Trim) -> list[Span]:
    """What of a span is printed in the words that were said."""
    found: list[Span] = []
    here = span.start
    for one in trim.within(span):
        if here < one.start:
            found.append(Span(here, one.start))
        here = one.end
    if here < span.end:
        found.append(Span(here, span.end))
    return found


def digest_of_print(words: str) -> str:
    """What tells whether a quote is printed as it was before: the digest of its words, however they are spaced."""
    return hashlib.sha256(" ".join(words.split()).encode()).hexdigest()


def _spaced(text: str, span: Span, one: Alteration) -> str:
    """What is printed, own words that are put in parted from the words around them."""
    if one.span:
        return one.printed
    before = text[one.start - 1 : one.start] if one.start > span.start else ""
    after = text[one.end : one.end + 1] if one.end < span.end else ""
    left = " " if before and not before.isspace() and before not in _OPENING else ""
    return f"{left}{one.printed}{' ' if after.isalnum() else ''}"


_OPENING = "([{“‘«¿¡"
_STANDS_FOR = Problem(
    "Something else is printed in place of a part of these words.", remedy="Take that back first, then try again."
)


def _own_words(own: str) -> str:
    """Own words on one line. Raises Problem where there are none, or brackets."""
    words = " ".join(clean(own).split())
    if not words.strip("….") or any(sign in words for sign in "[]"):
        raise Problem(
            "Own words are letters without brackets.",
            "They stand in square brackets of their own in print.",
            "Write the words alone; what is only left out needs none.",
        )
    return words


def _meet(text: str, one: Span, other: Span) -> bool:
    """Whether nothing but white space stands between two stretches."""
    if one.overlaps(other):
        return True
    between = Span(min(one.end, other.end), max(one.start, other.start))
    return not between.of(text).strip()


def _swallows(wanted: Span, one: Span) -> bool:
    """Whether a stretch lies in another; what is put in at its edge does not."""
    return wanted.covers(one) if one else wanted.start < one.start < wanted.end


def _whole_words(text: str, span: Span) -> Span:
    """A span widened to the words that it cuts through."""
    around = Span(max(0, span.start - _WORDS_BEFORE), min(len(text), span.end + _WORDS_BEFORE))
    for start, end in word_edges(text, around):
        if start < span.start < end:
            span = Span(start, span.end)
        if start < span.end < end:
            span = Span(span.start, end)
    return span
