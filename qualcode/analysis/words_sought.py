"""Words that are looked for: in their other forms, by their beginning, and as the search table writes them."""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from math import prod

from qualcode.transcripts.boundaries import words_in
from qualcode.transcripts.span import Span
from qualcode.transcripts.stop_words import without_elision

_MOST_PHRASES = 200  # that the search table is asked for; of more only the words
_FEWEST_LETTERS = 3  # of a stem, before other forms of the word are looked for
_ENDS_SENTENCE = re.compile("[.!?…。！？｡]")
_VOICED = "\u3099\u309a"  # marks that make another letter in Japanese, where others are accents

_LIGATURES = (
    ("ffi", "\ufb03"), ("ffl", "\ufb04"), ("ff", "\ufb00"), ("fi", "\ufb01"), ("fl", "\ufb02"), ("st", "\ufb05"),
    ("st", "\ufb06"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sought:
    """A word looked for, folded: as it is, by its `stem`, or as what others `begin` with."""

    folded: str
    stem: Callable[[str], str]
    wanted: str  # its stem
    begins: bool
    may_end_sentence: bool  # whether the next word may stand in the next sentence

    def is_in(self, word: str) -> bool:
        """Whether a word of a text is meant."""
        bare = folded(word)
        return bare.startswith(self.folded) if self.begins else self.stem(bare) == self.wanted

    def forms(self, conn: sqlite3.Connection) -> list[str]:
        """What the search table is asked for: words as it writes them, or beginnings of words."""
        return _beginnings(self.folded) if self.begins else _forms(conn, self.folded, self.stem)


def sought(wanted: str, stem: Callable[[str], str]) -> list[Sought]:
    """The words that were typed, each with what is meant by it."""
    found: list[Sought] = []
    spans = list(words_in(wanted, Span(0, len(wanted))))
    for number, span in enumerate(spans):
        following = spans[number + 1].start if number + 1 < len(spans) else len(wanted)
        between, bare = wanted[span.end : following], folded(span.of(wanted))
        begins = bool(bare) and between.startswith("*") and (between != "*" or following == len(wanted))
        found.append(Sought(bare, stem, stem(bare), begins, bool(_ENDS_SENTENCE.search(between))))
    return found


def as_it_is(word: str) -> str:
    """The stem of a word of which no other form is looked for."""
    return word


@lru_cache(maxsize=100_000)
def folded(word: str) -> str:
    """A word without case, accents and the possessive, as the search table has it."""
    apart = unicodedata.normalize("NFKD", word.casefold().replace("’", "'").removesuffix("'s"))
    bare = "".join(one for one in apart if one in _VOICED or not unicodedata.combining(one))
    return unicodedata.normalize("NFC", bare)


@lru_cache(maxsize=4)
def stemmer(language: str) -> Callable[[str], str]:
    """What gives the stem of a folded word in a language; the word itself where there is no stemmer for it."""
    # Costs 0.25 s the first time, so only who looks for words pays it.
    from nltk.stem.snowball import SnowballStemmer

    if language not in SnowballStemmer.languages:
        return as_it_is
    snowball = SnowballStemmer(language)

    @lru_cache(maxsize=50_000)
    def stem(word: str) -> str:
        return str(snowball.stem(without_elision(word, language)))

    return stem


def _forms(conn: sqlite3.Connection, word: str, stem: Callable[[str], str]) -> list[str]:
    """The words of the study that have the stem of this one, as the search table writes them."""
    wanted = stem(word)
    # A stem may change the last letters (happy, happi), never the first.
    begins = wanted[: max(_FEWEST_LETTERS, len(wanted) - 2)]
    if stem is as_it_is or len(wanted) < _FEWEST_LETTERS:
        return _written(word)
    conn.execute("CREATE VIRTUAL TABLE IF NOT EXISTS temp.said_word USING fts5vocab(main, turn_search, row)")
    found = [
        str(term)
        for lowest, highest in _ranges(begins)
        for (term,) in conn.execute("SELECT term FROM temp.said_word WHERE term >= ? AND term < ?", (lowest, highest))
        if stem(folded(term)) == wanted
    ]
    return list(dict.fromkeys(found)) or [word]


def _written(word: str) -> list[str]:
    """The ways to write a word, itself first: a PDF may have one sign for several letters, as in ﬁne."""
    found = [word]
    for letters, sign in _LIGATURES:
        found += [way.replace(letters, sign) for way in found if letters in way]
    return found


def _beginnings(letters: str) -> list[str]:
    """The ways to write the beginning of a word, where one sign may hold its last letters and what comes after."""
    found = _written(letters)
    for last in range(1, min(len(letters), 2) + 1):
        signs = [sign for held, sign in _LIGATURES if held != letters[-last:] and held.startswith(letters[-last:])]
        found += [way + sign for way in _written(letters[:-last]) for sign in signs]
    return list(dict.fromkeys(found))


def _ranges(begins: str) -> Iterator[tuple[str, str]]:
    """From where to where the words lie that begin with some letters, however these are written."""
    for way in _written(begins):
        yield way, f"{way}\U0010ffff"
    for letters in range(1, min(len(begins), 2) + 1):
        # One sign may hold the last letters and what comes after them.
        if begins[-letters] in "fs":
            for way in _written(begins[:-letters]):
                yield f"{way}\ufb00", f"{way}\ufb06\U0010ffff"


def asked_for(words: Sequence[Sought], alike: Sequence[Collection[str]]) -> str:
    """What the search table is asked: for phrases, or where it cannot look for these, for all of the words."""
    ends = [" *" if word.begins else "" for word in words]
    # A phrase can be open at its end only.
    if prod(map(len, alike)) <= _MOST_PHRASES and not any(ends[:-1]):
        return " OR ".join(_quoted(" ".join(forms)) + ends[-1] for forms in product(*alike))
    return " AND ".join(
        f"({' OR '.join(_quoted(form) + end for form in forms)})" for forms, end in zip(alike, ends, strict=True)
    )


def _quoted(form: str) -> str:
    doubled = form.replace('"', '""')
    return f'"{doubled}"'
