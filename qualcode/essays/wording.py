"""Words of a draft and of a document made comparable: what is typed in several ways is one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from enum import Enum
from functools import cached_property, lru_cache
from typing import NamedTuple

from qualcode.transcripts.boundaries import said_words as words_of
from qualcode.transcripts.boundaries import word_edges
from qualcode.transcripts.span import Span

_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff]"
)
# [T]he: the writer's capital; [own words], walk[ed], (sic), (my italics); […], (...): a cut; … alone: a pause, or
# a cut.
_MARKED = re.compile(
    r"\[(?P<capital>\w)\](?P<rest>\w[\w'’]*)"
    r"|(?P<cut>\[[\s.…]*\]|\((?:\s*…\s*|\s*\.(?:\s?\.){2,}\s*)\))"
    r"|(?P<own>\w{0,40}\[[^\[\]]*\]\w*"
    r"|\((?:sic!?|(?:(?:my|our|original)\s)?(?:italics|emphasis)(?:\s[a-z]{2,8}){0,3})\))"
    r"|(?P<pause>…|\.(?:\s?\.){2,})"
)
_NO_BRACKETS = str.maketrans("", "", "[]")
_ASIDE = re.compile(r"\[[^\[\]]{0,200}\]|\([^()\s]{1,40}(?:\s[^()\s]{1,40}){0,3}\)")
_QUOTES = re.compile("[“”„‟\"‘’‚‛'ʼ`´«»‹›「」『』]")
_ELLIPSIS = re.compile(r"…|\.(?:\s?\.){1,}")
_DASH = re.compile(r"\s*[‒–—―]\s*|\s+[-‐‑]+\s*|[-‐‑]+\s+|[-‐‑]{2,}")
_SPACE = re.compile(r"\s+")
_HYPHEN = re.compile("[-‐‑]")
_JOINED = re.compile("[.,‐‑-]")


@lru_cache(maxsize=200_000)
def folded(word: str) -> str:
    """A word whatever its case and apostrophe; letters made one sign (ﬁ) are letters again."""
    bare = word.replace("’", "'").replace("‘", "'").replace("ʼ", "'")
    if bare.isascii():
        return bare.lower()
    return unicodedata.normalize("NFKC", _UNSEEN.sub("", bare)).casefold()


class Word(NamedTuple):  # which is made in a third of the time of a frozen one: there are thousands
    """A word of a text: half-open code points. `aside` is whether it stands in brackets there."""

    folded: str
    start: int
    end: int
    aside: bool = False


class Gap(Enum):
    """What stands in a quotation between words of the source."""

    CUT = "left out"
    OWN = "the writer's own words"
    PAUSE = "a pause, or left out"


Run = tuple[Word, ...]
Part = tuple[Run, ...]  # the writer's own words between the runs


def quoted_words(words: str) -> list[Word | Gap]:
    """The words of a quotation that claim to be the speaker's, with what the writer put between them."""
    found: list[Word | Gap] = []
    at = 0
    for mark in _MARKED.finditer(words):
        found += _words(words, at, mark.start())
        at = mark.end()
        if mark["capital"]:
            found.append(Word(folded(mark["capital"] + mark["rest"]), mark.start(), at))
        else:
            found.append(Gap.CUT if mark["cut"] else Gap.OWN if mark["own"] else Gap.PAUSE)
    found += _words(words, at, len(words))
    return found


def own_words(words: str) -> list[str]:
    """What a writer put into a quotation in brackets, the brackets left out: `not`, `walked` of `walk[ed]`."""
    return [mark["own"].translate(_NO_BRACKETS) for mark in _MARKED.finditer(words) if mark["own"]]


class FoldedWords:
    """The words of a turn made comparable; what stands in brackets there (laughs) may be left out of a quotation.

    Where each stands is looked for when it is asked for: few of the turns that are looked at hold a passage.
    `all_aside` says of all words whether they may be left out.
    """

    def __init__(self, text: str, *, all_aside: bool = False) -> None:
        self._text, self._all_aside = text, all_aside
        self.folds = _folds(text)

    @cached_property
    def edges(self) -> list[tuple[int, int]]:
        """Where each begins and ends: half-open code points."""
        return list(_edges(self._text, 0, len(self._text)))

    @cached_property
    def asides(self) -> list[bool]:
        """Whether each stands in brackets."""
        if self._all_aside:
            return [True] * len(self.folds)
        found = [match.span() for match in _ASIDE.finditer(self._text)]
        if not found:
            return [False] * len(self.folds)
        return [any(first <= at < last for first, last in found) for at, _ in self.edges]

    def __iter__(self) -> Iterator[Word]:
        for fold, (start, end), aside in zip(self.folds, self.edges, self.asides, strict=True):
            yield Word(fold, start, end, aside)


def _words(text: str, start: int, end: int) -> Iterator[Word]:
    """The words of a part of a text, those joined by hyphens or points one by one."""
    for first, last in _edges(text, start, end):
        yield Word(folded(text[first:last]), first, last)


def _edges(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where the same words stand."""
    for first, last in word_edges(text, Span(start, end)):
        word = text[first:last]
        if word.isalnum() or not _JOINED.search(word):
            yield first, last
            continue
        for part in _JOINED.split(word):
            yield first, first + len(part)
            first += len(part) + 1


def _folds(text: str) -> list[str]:
    """The same words of a whole text made comparable."""
    bare = text.replace("’", "'")
    if bare.isascii():  # then it is folded at once, and no word gets longer by it
        words = words_of(bare.lower(), Span(0, len(bare)))
        return [part for word in words for part in _JOINED.split(word)] if _JOINED.search(bare) else words
    return [folded(part) for word in words_of(text, Span(0, len(text))) for part in _JOINED.split(word)]


def parts(found: list[Word | Gap], *, pauses_cut: bool) -> list[Part]:
    """The parts of a quotation between its cuts, none empty; `pauses_cut` takes each … without brackets for one."""
    whole: list[list[list[Word]]] = [[[]]]
    for one in found:
        if isinstance(one, Word):
            whole[-1][-1].append(one)
        elif one is Gap.CUT or (one is Gap.PAUSE and pauses_cut):
            whole.append([[]])
        elif one is Gap.OWN:
            whole[-1].append([])
    told = [tuple(tuple(run) for run in part if run) for part in whole]
    return [part for part in told if part]


def marks(between: str) -> str:
    """The punctuation between two words, without quotation marks, pauses and white space."""
    if between == " ":
        return ""
    bare = _SPACE.sub(" ", _UNSEEN.sub("", between))
    bare = _ELLIPSIS.sub(" ", _QUOTES.sub("", _ASIDE.sub(" ", bare)))
    return "".join(_HYPHEN.sub("-", _DASH.sub("–", bare)).split())
