"""Where names stand in a text: whole words, whatever their accents, apostrophes, hyphens and breaks; no dates."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import TypeAlias
from unicodedata import combining, normalize

from qualcode.participants.months import is_month

# A word of letters, or of digits. Accents set apart belong to their letter, and what is not seen (soft hyphens,
# joiners, marks of direction that a PDF or a web page left inside a word) does not part it. An underscore does: file
# names are full of them.
_UNSEEN = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff"
_INSIDE = f"\u0300-\u036f\u1ab0-\u1aff\u20d0-\u20ff{_UNSEEN}"
_WORD = re.compile(rf"[^\W\d_]+(?:[{_INSIDE}]+[^\W\d_]*)*|\d+")
_LEFT_OUT = re.compile(f"[{_UNSEEN}]")
_NO_WIDTH = "\u200b"

# What may stand between two words of one name, and what may stand there after an abbreviation (St. Mary, M. Smith).
_GAP = f"[^\\S\n{_UNSEEN}]|[{_UNSEEN}]"
# The last two stand within addresses and telephone numbers: mary+home@example.org, (0113) 496.
_BETWEEN = re.compile(
    f"[{_UNSEEN}]*[^\\S\n]?[-‐‑–_'’‘ʼ`´][^\\S\n]?[{_UNSEEN}]*|[@+]|(?<=\\d)[^\\S\n]?[()][^\\S\n]?\\(?(?=\\d)|"
    f"(?:{_GAP})*\n?(?:{_GAP})*"
)
_AFTER_SHORT = re.compile(f"\\.?(?:{_GAP})*\n?(?:{_GAP})*")
_SHORT = 3

# Scripts that put no space between words: there a name is found inside a run of letters.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]"
)
_LEAST_PLURAL = 3  # of names shorter than this, “s” at the end makes another word
_HISSES = ("s", "x", "z", "ch", "sh")  # names that end so have their plural in “es”: the Joneses


@lru_cache(maxsize=20_000)
def folded(word: str) -> str:
    """A word without case and accents."""
    if word.isascii():
        return word.lower()
    return _bare(word.casefold())


@lru_cache(maxsize=2_000)
def _bare(word: str) -> str:
    """A word without accents and what a layout left in it."""
    return "".join(letter for letter in normalize("NFKD", _LEFT_OUT.sub("", word)) if not combining(letter))


def words_of(text: str) -> list[str]:
    """The words of a name."""
    return _WORD.findall(text)


def likeness(form: str) -> tuple[str, ...]:
    """What is the same for two ways of writing that are found in the same places."""
    return (form.casefold(),) if _UNSPACED.search(form) else tuple(map(folded, words_of(form)))


@dataclass(frozen=True, slots=True)
class Form:
    """One way a name is written, and what stands for it; `owner` is the place of its name in the list.

    `as_written` takes only the capitals and small letters given, for names that are words too (Will, May).
    """

    text: str
    shown: str
    owner: int
    as_written: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where a name stands (half-open, code points), what is shown there, and whose (places in the list).

    Two names that share a word are one hit, so that no part of either is left.
    """

    start: int
    end: int
    shown: str
    owners: tuple[int, ...]


Key: TypeAlias = Callable[[str], str]
"""What a word is known by: itself, or a digest of it where the words are not to be told."""


@dataclass(frozen=True, slots=True)
class Sought:
    """A form as it is looked for: the keys of its words, nothing of the words themselves where they are digests.

    `words` are the keys of each word without case and accents, of the last also those of what it becomes of several
    who bear it, each a letter longer; `written` the same with case, where capitals count. A form in a script that
    puts no space between words is one run instead: its key, how many letters it has, and where in it the first of
    that script stands.
    """

    words: tuple[tuple[str, ...], ...] = ()
    written: tuple[tuple[str, ...], ...] = ()
    dotted: bool = False
    run: str = ""
    letters: int = 0
    first: int = 0


def as_it_is(word: str) -> str:
    """The key of words that may be told."""
    return word


def sought(text: str, as_written: bool, key: Key = as_it_is) -> Sought | None:
    """How a form is looked for; None where it has no letters."""
    if _UNSPACED.search(text):
        letters = _LEFT_OUT.sub("", text)
        unspaced = _UNSPACED.search(letters)
        return Sought(run=key(letters), letters=len(letters), first=unspaced.start() if unspaced else 0)
    words = words_of(text)
    if not words:
        return None
    written = _keys(words, _bare, key) if as_written else ()
    return Sought(_keys(words, folded, key), written, "." in text)


def _keys(words: Sequence[str], fold: Key, key: Key) -> tuple[tuple[str, ...], ...]:
    *before, last = map(fold, words)
    return (*((key(word),) for word in before), tuple(map(key, _with_endings(last))))


@dataclass(frozen=True, slots=True)
class _Wanted:
    sought: Sought
    shown: str
    owner: int


class Finder:
    """Finds all forms of a list at once, however long the list is."""

    def __init__(self, forms: Iterable[Form]) -> None:
        wanted = ((sought(form.text, form.as_written), form) for form in forms)
        self._begin([(how, form.shown, form.owner) for how, form in wanted if how is not None], as_it_is)

    @classmethod
    def by_keys(cls, forms: Iterable[tuple[Sought, str, int]], key: Key) -> Finder:
        """A finder of forms whose keys alone are known, each with what stands for it and its owner."""
        finder = cls(())
        finder._begin(forms, key)
        return finder

    def _begin(self, forms: Iterable[tuple[Sought, str, int]], key: Key) -> None:
        self._key = key
        self._alone: dict[str, list[_Wanted]] = {}
        self._longer: dict[str, dict[str, list[_Wanted]]] = {}  # by the first word, then the second
        self._unspaced: dict[tuple[int, int], dict[str, list[_Wanted]]] = {}  # by letters and the first, then the run
        for how, shown, owner in forms:
            self._enter(_Wanted(how, shown, owner))
        self._firsts = _Keyed(self._alone.keys() | self._longer.keys(), key)

    def _enter(self, wanted: _Wanted) -> None:
        how = wanted.sought
        if how.run:
            self._unspaced.setdefault((how.letters, how.first), {}).setdefault(how.run, []).append(wanted)
        elif len(how.words) == 1:
            for first in how.words[0]:
                self._alone.setdefault(first, []).append(wanted)
        else:
            seconds = self._longer.setdefault(how.words[0][0], {})
            for second in how.words[1]:
                seconds.setdefault(second, []).append(wanted)

    def find(self, text: str, owners: frozenset[int] | None = None) -> list[Hit]:
        """Where the forms stand, in order, not overlapping; only those of `owners` where it is given."""
        found = [hit for hit in self.all_in(text) if owners is None or hit.owners[0] in owners]
        return list(_settled(sorted(found, key=lambda hit: (hit.start, -hit.end, hit.owners))))

    def owners_in(self, text: str) -> set[int]:
        """Whose forms stand in a text, those within longer ones too."""
        return {hit.owners[0] for hit in self.all_in(text)}

    def all_in(self, text: str) -> Iterator[Hit]:
        """Where the forms stand, each for itself, also within others, in no order."""
        for match in _words_among(self._firsts, text):
            for wanted in self._begun(text, match):
                end = self._end_of(wanted.sought, text, match)
                if end is not None and not (end == match.end() and is_month(text, match.start(), end)):
                    yield Hit(_with_opening(text, match.start(), end), end, wanted.shown, (wanted.owner,))
        if self._unspaced and _UNSPACED.search(text):
            yield from self._in_runs(text)

    def _begun(self, text: str, match: re.Match[str]) -> Iterator[_Wanted]:
        """The forms that may begin with a word: those of one word, and those whose second follows it."""
        first = self._key(folded(match.group()))
        yield from self._alone.get(first, ())
        seconds = self._longer.get(first)
        if seconds:
            following = _next_word(text, match.end(), after_short=True)
            if following is not None:
                yield from seconds.get(self._key(folded(following.group())), ())

    def _end_of(self, how: Sought, text: str, match: re.Match[str]) -> int | None:
        """Where the form ends that begins with the matched word; None where something else stands there."""
        words, fold = (how.written, _bare) if how.written else (how.words, folded)
        found: re.Match[str] | None = match
        end = match.end()
        for place, keys in enumerate(words):
            if found is None:
                return None
            here = fold(found.group())
            key = self._key(here)
            if key not in keys:
                return None
            end = _before_ending(text, found.end(), keys.index(key))
            if place < len(words) - 1:
                found = _next_word(text, end, after_short=len(here) <= _SHORT or how.dotted)
        return end

    def _in_runs(self, text: str) -> Iterator[Hit]:
        """Forms within runs of letters without spaces between words, whatever is not seen among them."""
        seen = [place for place, letter in enumerate(text) if not _LEFT_OUT.match(letter)]
        letters = "".join(text[place] for place in seen)
        taken: dict[int, int] = {}  # by form: where the last place of it ends
        for match in _UNSPACED.finditer(letters):
            for (length, first), runs in self._unspaced.items():
                start = match.start() - first
                if start < 0 or start + length > len(letters):
                    continue
                for wanted in runs.get(self._key(letters[start : start + length]), ()):
                    if start >= taken.get(id(wanted), 0):
                        taken[id(wanted)] = start + length
                        yield Hit(seen[start], seen[start + length - 1] + 1, wanted.shown, (wanted.owner,))


@dataclass(frozen=True, slots=True)
class _Keyed:
    """The words whose keys are among some."""

    keys: AbstractSet[str]
    key: Key

    def __bool__(self) -> bool:
        return bool(self.keys)

    def __contains__(self, word: object) -> bool:
        return isinstance(word, str) and self.key(word) in self.keys


def _with_endings(word: str) -> tuple[str, ...]:
    """A word, and what it becomes of several who bear it: the Smiths, the Joneses; “Marys” for “Mary’s”, too."""
    if len(word) < _LEAST_PLURAL:
        return (word,)
    return (word, f"{word}s", f"{word}es") if word.endswith(_HISSES) else (word, f"{word}s")


def _words_among(wanted: _Keyed, text: str) -> Iterator[re.Match[str]]:
    """The words of a text that are, without case and accents, among those wanted; in the order of the text.

    A text has few different words: each run of letters between spaces is looked into once, and then only those that
    hold one of the few that count are looked for. 20 ms at 120,000 words, however many are wanted.
    """
    if not wanted:
        return
    runs = text.split()
    holding = _holding(wanted, set(runs))
    if not holding:
        return
    at = 0
    for run in filter(holding.__contains__, runs):
        at = _run_from(run, text, at)
        for start, end in holding[run]:
            match = _WORD.match(text, at + start, at + end)
            if match is not None:
                yield match
        at += len(run)


def _run_from(run: str, text: str, at: int) -> int:
    """Where a run stands next between two spaces: it may be part of a longer one before."""
    while True:
        at = text.index(run, at)
        end = at + len(run)
        if (at == 0 or text[at - 1].isspace()) and (end == len(text) or text[end].isspace()):
            return at
        at += 1


def _holding(wanted: _Keyed, runs: Iterable[str]) -> dict[str, list[tuple[int, int]]]:
    """Of some runs without spaces those that hold a wanted word, each with where in it such words stand."""
    ordered = list(runs)
    together = " ".join(ordered)
    starts: list[int] = []
    holding: dict[str, list[tuple[int, int]]] = {}
    for match in _WORD.finditer(together):
        if folded(match[0]) in wanted:
            spans = [match.span()]
        elif _NO_WIDTH in match[0]:
            spans = [span for span in _parts(match) if folded(together[slice(*span)]) in wanted]
        else:
            continue
        starts = starts or [0, *accumulate(len(run) + 1 for run in ordered)]
        for at, end in spans:
            run = bisect_right(starts, at) - 1
            if at == starts[run] or not together[at - 1].isalnum():  # “x4abe7” holds no Abe, though “mary2” is Mary
                holding.setdefault(ordered[run], []).append((at - starts[run], end - starts[run]))
    return holding


def _parts(match: re.Match[str]) -> Iterator[tuple[int, int]]:
    """What stands between the spaces of no width in a word: pages of the web part words by them, or break lines."""
    at = match.start()
    for part in match[0].split(_NO_WIDTH):
        if part:
            yield at, at + len(part)
        at += len(part) + 1


def _next_word(text: str, end: int, after_short: bool) -> re.Match[str] | None:
    """The word that follows another of the same name, which may be an abbreviation; None where none does."""
    gap = (_AFTER_SHORT if after_short and text[end : end + 1] == "." else _BETWEEN).match(text, end)
    return _WORD.match(text, gap.end() if gap is not None else end)


def _with_opening(text: str, start: int, end: int) -> int:
    """Where a telephone number begins with the sign before it: +44, or a bracket that closes within it."""
    before = text[start - 1 : start]
    if before and text[start].isdigit() and (before == "+" or (before == "(" and ")" in text[start:end])):
        return start - 1
    return start


def _before_ending(text: str, end: int, letters: int) -> int:
    """Where a word ends without its last letters, what is not seen among them left to them."""
    while letters:
        end -= 1
        letters -= text[end].isalpha()
    return end


def _settled(ordered: Iterable[Hit]) -> Iterator[Hit]:
    """Hits that do not overlap: the longest of those inside one another, and as one hit those that share a part."""
    held: Hit | None = None
    for hit in ordered:
        if held is None or hit.start >= held.end:
            if held is not None:
                yield held
            held = hit
        elif hit.end > held.end:
            held = Hit(held.start, hit.end, f"{held.shown} {hit.shown}", (*held.owners, *hit.owners))
    if held is not None:
        yield held
