"""Where names stand in a text: whole words, whatever their accents, apostrophes, hyphens and breaks."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from unicodedata import combining, normalize

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
_BETWEEN = re.compile(f"[{_UNSEEN}]*[^\\S\n]?[-‐‑–_'’‘ʼ`´][^\\S\n]?[{_UNSEEN}]*|(?:{_GAP})*\n?(?:{_GAP})*")
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


@dataclass(frozen=True, slots=True)
class _Wanted:
    form: Form
    words: tuple[str, ...]
    dotted: bool


class Finder:
    """Finds all forms of a list at once, however long the list is."""

    def __init__(self, forms: Iterable[Form]) -> None:
        self._alone: dict[str, list[_Wanted]] = {}
        self._longer: dict[str, dict[str, list[_Wanted]]] = {}  # by the first word, then the second
        self._unspaced: list[tuple[re.Pattern[str], Form]] = []
        for form in forms:
            words = words_of(form.text)
            if _UNSPACED.search(form.text):
                letters = map(re.escape, _LEFT_OUT.sub("", form.text))
                self._unspaced.append((re.compile(f"[{_UNSEEN}]*".join(letters)), form))
            elif words:
                self._enter(form, words)
        self._firsts = self._alone.keys() | self._longer.keys()

    def _enter(self, form: Form, words: Sequence[str]) -> None:
        wanted = _Wanted(form, tuple(map(_bare if form.as_written else folded, words)), "." in form.text)
        first, *others = map(folded, words)
        if not others:
            for key in _with_endings(first):
                self._alone.setdefault(key, []).append(wanted)
            return
        seconds = self._longer.setdefault(first, {})
        for key in _with_endings(others[0]) if len(others) == 1 else (others[0],):
            seconds.setdefault(key, []).append(wanted)

    def find(self, text: str, owners: frozenset[int] | None = None) -> list[Hit]:
        """Where the forms stand, in order, not overlapping; only those of `owners` where it is given."""
        found = [hit for hit in self._candidates(text) if owners is None or hit.owners[0] in owners]
        return list(_settled(sorted(found, key=lambda hit: (hit.start, -hit.end, hit.owners))))

    def _candidates(self, text: str) -> Iterator[Hit]:
        for match in _words_among(self._firsts, text):
            for wanted in self._begun(text, match):
                end = _end_of(wanted, text, match)
                if end is not None:
                    yield Hit(match.start(), end, wanted.form.shown, (wanted.form.owner,))
        for pattern, form in self._unspaced:
            for match in pattern.finditer(text):
                yield Hit(match.start(), match.end(), form.shown, (form.owner,))

    def _begun(self, text: str, match: re.Match[str]) -> Iterator[_Wanted]:
        """The forms that may begin with a word: those of one word, and those whose second follows it."""
        first = folded(match.group())
        yield from self._alone.get(first, ())
        seconds = self._longer.get(first)
        if seconds:
            following = _next_word(text, match.end(), after_short=True)
            if following is not None:
                yield from seconds.get(folded(following.group()), ())


def _with_endings(word: str) -> tuple[str, ...]:
    """A word, and what it becomes of several who bear it: the Smiths, the Joneses; “Marys” for “Mary’s”, too."""
    if len(word) < _LEAST_PLURAL:
        return (word,)
    return (word, f"{word}s", f"{word}es") if word.endswith(_HISSES) else (word, f"{word}s")


def _words_among(wanted: Collection[str], text: str) -> Iterator[re.Match[str]]:
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


def _holding(wanted: Collection[str], runs: Iterable[str]) -> dict[str, list[tuple[int, int]]]:
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


def _end_of(wanted: _Wanted, text: str, match: re.Match[str]) -> int | None:
    """Where the form ends that begins with the matched word; None where something else stands there."""
    fold = _bare if wanted.form.as_written else folded
    last = len(wanted.words) - 1
    found: re.Match[str] | None = match
    for place, word in enumerate(wanted.words):
        if found is None:
            return None
        here = fold(found.group())
        if here != word:
            plural = place == last and here in _with_endings(word)
            return _before_ending(text, found.end(), len(here) - len(word)) if plural else None
        end = found.end()
        if place < last:
            found = _next_word(text, end, after_short=len(word) <= _SHORT or wanted.dotted)
    return end


def _next_word(text: str, end: int, after_short: bool) -> re.Match[str] | None:
    """The word that follows another of the same name, which may be an abbreviation; None where none does."""
    gap = (_AFTER_SHORT if after_short and text[end : end + 1] == "." else _BETWEEN).match(text, end)
    return _WORD.match(text, gap.end() if gap is not None else end)


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
