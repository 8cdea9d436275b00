"""Where words, sentences, turns and exchanges begin and end in a document."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from enum import StrEnum

from qualcode.transcripts.graphemes import edge_after, edge_before
from qualcode.transcripts.shifts import ShiftedSpans
from qualcode.transcripts.span import Span
from qualcode.transcripts.stamps import LONGEST, STAMP

# Letters by what they are not, for Python's \w leaves out accents set apart and the vowel signs of many
# scripts. East Asian characters count one by one: no space parts their words.
_EAST_ASIAN = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_LETTER = (
    "[^\\s!-/:-@\\[-`{-~\x00-\x1f\x7f-\xa9\xab-\xb4\xb6-\xb9\xbb-\xbf\u2000-\u200c\u2010-\u203f\u2041-\u206f"
    f"\u2190-\u21ff\u2500-\u25ff\u3000-\u303f\ufe30-\ufe4f\uff00-\uff0f\uff1a-\uff20\ufffd{_EAST_ASIAN}]"
)
_WORD = re.compile(f"[{_EAST_ASIAN}]|{_LETTER}+(?:['’.,\u2010\u2011-]{_LETTER}+)*")

# What the reader steps over one by one: the words, and each time stamp as a whole, which is no word.
# A word ends before one that is run on: `Yes.00:03:00`.
_STEP = re.compile(f"(?P<stamp>{STAMP})|[{_EAST_ASIAN}]|{_LETTER}+(?:['’.,\u2010\u2011-](?!(?:{STAMP})){_LETTER}+)*")
_CLOCK = re.compile("[0-9]:[0-5][0-9]")
_CONTEXT = 200  # code points before an offset that tell whether it lies within a time stamp

_JOINED = re.compile("[.,\u2010\u2011-]")
_OTHER = re.compile(r"\s+|\S")


class Unit(StrEnum):
    """How far one step goes; a time stamp is stepped over as a word is."""

    WORD = "word"
    SENTENCE = "sentence"
    TURN = "turn"
    EXCHANGE = "question and answer"


def trimmed(span: Span, text: str) -> Span:
    """The span without white space at its ends; empty at its start where it holds nothing else."""
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip())
    if start >= span.end:
        return Span(span.start, span.start)
    return Span(start, span.end - (len(words) - len(words.rstrip())))


def snap(span: Span, text: str) -> Span:
    """The span widened to whole graphemes within the text, without white space at its ends."""
    start, end = min(span.start, len(text)), min(span.end, len(text))
    found = trimmed(Span(edge_before(text, start), edge_after(text, end)), text)
    # A space that carries a mark is no white space: it belongs to the first grapheme.
    return Span(edge_before(text, found.start), found.end) if found else found


def count_words(text: str) -> int:
    """How many words a text has, as the status line counts them; a time stamp is none."""
    return sum(1 for _ in _words(text, 0, len(text)))


def has_word(text: str, within: Span) -> bool:
    """Whether there is a word, or part of one, in a part of a text."""
    start, end = within.start, within.end
    cut = _stamp_at(text, start)
    start = cut.end if cut is not None else start
    cut = _stamp_at(text, end)
    end = cut.start if cut is not None else end
    return next(_words(text, start, end), None) is not None


def word_edges(text: str, within: Span) -> list[tuple[int, int]]:
    """Where the words that `count_words` counts in a part of a text begin and end."""
    return [match.span() for match in _words(text, within.start, within.end)]


def word_starts(text: str, within: Span) -> Iterator[int]:
    """Where those words begin, each looked for when it is asked for."""
    cut = _stamp_at(text, within.start)
    return (match.start() for match in _words(text, cut.end if cut is not None else within.start, within.end))


def said_words(text: str, within: Span) -> list[str]:
    """Those words themselves."""
    if text.find(":", within.start, within.end) < 0:  # as in `_words`, in half the time
        return _WORD.findall(text, within.start, within.end)
    return [match[0] for match in _words(text, within.start, within.end)]


def count_steps(text: str, within: Span) -> int:
    """How many steps a reader takes through a part of a text: its words, and each time stamp as one."""
    return sum(1 for _ in _steps(text, within.start, within.end))


def _words(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """The words between two offsets that cut no time stamp."""
    found = _steps(text, start, end)
    # Of a text without a colon nothing is a stamp; to look at each match takes half as long again.
    return found if text.find(":", start, end) < 0 else (match for match in found if match.lastgroup is None)


def _steps(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    pattern = _WORD if text.find(":", start, end) < 0 else _STEP
    return pattern.finditer(text, start, end)


def _stamp_at(text: str, offset: int, lowest: int = 0) -> Span | None:
    """The time stamp that an offset cuts in two; a line is read from `lowest` at the earliest."""
    near = max(lowest, offset - LONGEST), offset + LONGEST
    # Most colons are a label's: to look closer at each would take twice as long.
    if text.find(":", *near) < 0 or _CLOCK.search(text, *near) is None:
        return None
    start = max(lowest, offset - _CONTEXT)
    start = max(start, text.rfind("\n", start, offset) + 1)
    for match in _STEP.finditer(text, start, min(len(text), offset + LONGEST)):
        if match.start() >= offset:
            return None
        if offset < match.end():
            return Span(*match.span()) if match.lastgroup is not None else None
    return None


def without_cut_words(part: Span, text: str, turn: Span) -> Span:
    """A part of a turn without the words and time stamps that it cuts in two at its ends."""
    start, end = part.start, part.end
    if not (_parts(text, start, turn) and _parts(text, end, turn)):
        for first, last in (match.span() for match in _steps(text, turn.start, turn.end)):
            start = last if first < start < last else start
            end = first if first < end < last else end
    return Span(start, max(start, end))


def whole_words(text: str, span: Span, within: Span) -> int:
    """How many of the words that `count_words` counts in a part of a text lie wholly in a span of it."""
    start, end = max(span.start, within.start), min(span.end, within.end)
    if start >= end:
        return 0
    # No word has white space in it, so that words farther off need not be looked at.
    if _parts(text, start, within) and _parts(text, end, within):
        return sum(1 for _ in _words(text, start, end))
    first, last = start, end
    while not _parts(text, first, within):
        first -= 1
    while not _parts(text, last, within):
        last += 1
    words = (match.span() for match in _words(text, first, last))
    return sum(start <= begin and stop <= end for begin, stop in words)


def _parts(text: str, offset: int, within: Span) -> bool:
    """Whether no word and no time stamp of a part of a text can run over an offset."""
    if offset in (within.start, within.end):
        return True
    return (text[offset].isspace() or text[offset - 1].isspace()) and _stamp_at(text, offset, within.start) is None


def words_in(text: str, within: Span) -> Iterator[Span]:
    """The words of a part of a text, those joined by hyphens or points one by one."""
    for match in _words(text, within.start, within.end):
        start = match.start()
        for part in _JOINED.split(match[0]):
            yield Span(start, start + len(part))
            start += len(part) + 1


def pieces(text: str) -> list[str]:
    """The text cut into words, white space and single other characters; put together they are the text."""
    found: list[str] = []
    here = 0
    for word in _WORD.finditer(text):
        found += _OTHER.findall(text, here, word.start())
        found.append(word[0])
        here = word.end()
    return found + _OTHER.findall(text, here)


class Boundaries:
    """The steps a reader can take in one document.

    `turns` are in order and do not overlap; `asks` says of each whether it is an interviewer's (none is where
    it is left out). `sentences` are in order, each within a turn; a turn without any is one sentence.
    """

    def __init__(
        self,
        text: str,
        turns: Sequence[Span],
        sentences: Sequence[Span] = (),
        asks: Sequence[bool] = (),
    ) -> None:
        self.text = text
        self._turn_starts = [turn.start for turn in turns]
        self._all_turns = turns
        self._asks = asks if asks else [False] * len(turns)
        self._spoken = [turn for turn in turns if turn.end > turn.start]
        spoken = [turn.start for turn in self._spoken]
        self._starts = {Unit.TURN: spoken, Unit.SENTENCE: spoken}
        self._sentences: Sequence[Span] = self._spoken
        if sentences:
            self._take_up(sentences)

    def turn_index(self, offset: int) -> int:
        """Which turn holds the offset; between turns, the one before it."""
        return max(0, bisect_right(self._turn_starts, offset) - 1)

    def at(self, unit: Unit, offset: int) -> Span:
        """The unit that holds the offset, or, between two, the one that follows; empty in an empty text."""
        if unit is Unit.EXCHANGE:
            return self._exchange(self.turn_index(offset))
        if unit is Unit.WORD:
            found = self._word_at(offset)
            return found or self.next(unit, Span(offset, offset)) or self.at(Unit.TURN, offset)
        spans = self._of(unit)
        if not spans:
            return Span(0, 0)
        index = max(0, bisect_right(self._starts[unit], offset) - 1)
        if offset >= spans[index].end and index + 1 < len(spans):
            index += 1
        return self._snapped(spans[index])

    def next(self, unit: Unit, span: Span) -> Span | None:
        """The first unit after the span, or None at the end of the document."""
        if unit is Unit.WORD:
            return self._word_after(span.end)
        if unit is Unit.EXCHANGE:
            following = self.next(Unit.TURN, self._exchange(self.turn_index(span.start)))
            return self._exchange(self.turn_index(following.start)) if following else None
        spans = self._of(unit)
        index = bisect_left(self._starts[unit], span.end if span else span.end + 1)
        return self._snapped(spans[index]) if index < len(spans) else None

    def previous(self, unit: Unit, span: Span) -> Span | None:
        """The last unit that ends before the span, or None at the start of the document."""
        if unit is Unit.WORD:
            return self._word_before(span.start)
        if unit is Unit.EXCHANGE:
            before = self.previous(Unit.TURN, self._exchange(self.turn_index(span.start)))
            return self._exchange(self.turn_index(before.start)) if before else None
        spans = self._of(unit)
        index = bisect_left(self._starts[unit], span.start) - 1
        if index >= 0 and spans[index].end > span.start:
            index -= 1
        return self._snapped(spans[index]) if index >= 0 else None

    def grown(self, span: Span) -> Span:
        """The smallest run of words, sentences or turns, or the exchange, that is larger than the span."""
        for unit in Unit:
            wider = self._around(unit, span.start).joined(self._around(unit, max(span.start, span.end - 1)))
            if wider.covers(span) and wider != span:
                return wider
        return span

    def shrunk(self, span: Span, offset: int) -> Span:
        """The largest turn, sentence or word around the offset that is smaller than the span."""
        for unit in reversed(Unit):
            smaller = self.at(unit, offset)
            if smaller and span.covers(smaller) and smaller != span:
                return smaller
        return span

    def sentences_in(self, span: Span) -> list[Span]:
        """The sentences the span touches."""
        index = max(0, bisect_right(self._starts[Unit.SENTENCE], span.start) - 1)
        found: list[Span] = []
        for place in range(index, len(self._sentences)):
            sentence = self._sentences[place]
            if sentence.start >= span.end:
                break
            if sentence.overlaps(span):
                found.append(trimmed(sentence, self.text))
        if found:  # those between begin and end where these do, give or take a mark
            found[0], found[-1] = self._snapped(found[0]), self._snapped(found[-1])
        return found

    def _around(self, unit: Unit, offset: int) -> Span:
        """The unit that holds the offset; outside every word nothing grows."""
        if unit is Unit.WORD:
            return self._word_at(offset) or Span(offset, offset)
        return self.at(unit, offset)

    def _snapped(self, unit: Span) -> Span:
        """A turn or sentence in whole graphemes, but never out of its turn."""
        found, turn = snap(unit, self.text), self._turn(unit.start)
        return Span(turn.start, found.end) if turn and found.start < turn.start < found.end else found

    def _of(self, unit: Unit) -> Sequence[Span]:
        return self._spoken if unit is Unit.TURN else self._sentences

    def _take_up(self, sentences: Sequence[Span]) -> None:
        """Step by these sentences, and by each turn that has none as one of its own."""
        starts = sentences.starts if isinstance(sentences, ShiftedSpans) else [one.start for one in sentences]
        self._sentences = sentences
        missing = []
        for turn in self._spoken:
            index = bisect_left(starts, turn.start)
            if index == len(starts) or starts[index] >= turn.end:
                missing.append(turn)
        if missing:
            self._sentences = sorted([*sentences, *missing])
            starts = [sentence.start for sentence in self._sentences]
        self._starts[Unit.SENTENCE] = starts

    def _exchange(self, index: int) -> Span:
        """The question before a turn and all answers to it; the turn alone where nobody asks."""
        if not self._all_turns:
            return Span(0, 0)
        first = last = index
        if not any(self._asks):
            return trimmed(self._all_turns[index], self.text)
        while first > 0 and not self._asks[first]:
            first -= 1
        while first > 0 and self._asks[first - 1]:
            first -= 1
        while last + 1 < len(self._asks) and self._asks[last] and self._asks[last + 1]:
            last += 1
        while last + 1 < len(self._asks) and not self._asks[last + 1]:
            last += 1
        return trimmed(self._all_turns[first].joined(self._all_turns[last]), self.text)

    def _word_at(self, offset: int) -> Span | None:
        """The word or time stamp that holds the offset."""
        turn = self._turn(offset)
        if turn is None or offset not in turn:
            return None
        for match in _steps(self.text, self._space_before(turn, offset + 1), turn.end):
            if match.start() > offset:
                return None
            if offset < match.end():
                return self._whole(match)
        return None

    def _word_after(self, offset: int) -> Span | None:
        for turn in self._spoken[max(0, bisect_right(self._starts[Unit.TURN], offset) - 1) :]:
            start = max(offset, turn.start)
            cut = _stamp_at(self.text, start, turn.start)
            match = next(_steps(self.text, cut.end if cut is not None else start, turn.end), None)
            if match is not None:
                return self._whole(match)
        return None

    def _word_before(self, offset: int) -> Span | None:
        index = bisect_left(self._starts[Unit.TURN], offset)
        for turn in reversed(self._spoken[:index]):
            start = limit = min(offset, turn.end)
            while start > turn.start:
                start = self._space_before(turn, start)
                found = None
                for match in _steps(self.text, start, turn.end):
                    if match.start() >= limit:
                        break
                    found = match
                if found is not None:
                    return self._whole(found)
        return None

    def _space_before(self, turn: Span, offset: int) -> int:
        """The last space before an offset in a turn that is in no time stamp, else where the turn begins."""
        start = max(turn.start, self.text.rfind(" ", turn.start, offset))
        cut = _stamp_at(self.text, start, turn.start)
        return start if cut is None else cut.start

    def _turn(self, offset: int) -> Span | None:
        index = bisect_right(self._starts[Unit.TURN], offset) - 1
        return self._spoken[index] if index >= 0 else None

    def _whole(self, match: re.Match[str]) -> Span:
        return Span(edge_before(self.text, match.start()), edge_after(self.text, match.end()))
