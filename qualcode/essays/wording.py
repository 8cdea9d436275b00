"""Words of a draft and of a document made comparable: what is typed in several ways is one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from qualcode.transcripts.boundaries import word_edges
from qualcode.transcripts.span import Span

_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff]"
)
# [T]he: the writer's capital; [own words], walk[ed]; […], (...): a cut; … alone: a pause, or a cut.
_MARKED = re.compile(
    r"\[(?P<capital>\w)\](?P<rest>\w[\w'’]*)"
    r"|(?P<cut>\[[\s.…]*\]|\((?:\s*…\s*|\s*\.(?:\s?\.){2,}\s*)\))"
    r"|(?P<own>\w{0,40}\[[^\[\]]*\]\w*)"
    r"|(?P<pause>…|\.(?:\s?\.){2,})"
)
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


def _words(text: str, start: int, end: int) -> Iterator[Word]:
    """The words of a part of a text, those joined by hyphens or points one by one."""
    for first, last in word_edges(text, Span(start, end)):
        word = text[first:last]
        if not _JOINED.search(word):
            yield Word(folded(word), first, last)
            continue
        for part in _JOINED.split(word):
            yield Word(folded(part), first, first + len(part))
            first += len(part) + 1


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


def said_words(text: str) -> list[Word]:
    """The words of a turn; what stands in brackets there (laughs) may be left out of a quotation."""
    asides = [match.span() for match in _ASIDE.finditer(text)]
    if not asides:
        return list(_words(text, 0, len(text)))
    return [
        Word(one.folded, one.start, one.end, any(start <= one.start < end for start, end in asides))
        for one in _words(text, 0, len(text))
    ]


def marks(between: str) -> str:
    """The punctuation between two words, without quotation marks, pauses and white space."""
    if between == " ":
        return ""
    bare = _SPACE.sub(" ", _UNSEEN.sub("", between))
    bare = _ELLIPSIS.sub(" ", _QUOTES.sub("", _ASIDE.sub(" ", bare)))
    return "".join(_HYPHEN.sub("-", _DASH.sub("–", bare)).split())
