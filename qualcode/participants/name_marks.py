"""Names of a list known by marks alone: found and replaced where the real list would, though it is not at hand."""

from __future__ import annotations

import re
from collections import Counter, OrderedDict, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from hashlib import blake2b

from qualcode.participants.name_finding import Finder, Key, Sought, sought
from qualcode.participants.names import ListState, Name, Names, Variant
from qualcode.problem import Problem

_DIGEST = 12  # bytes: two words of the largest study are not taken for one another
_STORED = re.compile(r"(\.?)([0-9a-f/ ]+)(?:=([0-9a-f/ ]+))?|~(\d{1,6})\+(\d{1,6}) ([0-9a-f]+)")


@dataclass(frozen=True, slots=True)
class Mark:
    """One way in which a name is written, by digests, and what is shown for it.

    `name` is the place of its name in the list; `documents` are those to which that is kept, None for all.
    """

    sought: Sought
    shown: str
    name: int
    documents: frozenset[str] | None = None


def key_of(salt: str) -> Key:
    """What tells a word's digest by the salt of a study."""
    secret = bytes.fromhex(salt)

    @lru_cache(maxsize=50_000)
    def digest(word: str) -> str:
        return blake2b(word.encode("utf-8", "surrogatepass"), key=secret, digest_size=_DIGEST).hexdigest()

    return digest


def marks_of(names: Names, key: Key) -> list[Mark]:
    """The marks of all ways in which the names of a list are written, in its order."""
    found = []
    for place, name in enumerate(names.names):
        for real, shown in name.forms:
            how = sought(real, name.as_written, key)
            if how is not None:
                found.append(Mark(how, shown, place, name.documents))
    return found


def beyond(marks: Iterable[Mark], others: Iterable[Mark]) -> list[Mark]:
    """Those of some marks that hide a word somewhere which none of the others hides there."""
    alike: dict[tuple[object, ...], list[Mark]] = defaultdict(list)
    for one in others:
        alike[_words_sought(one)].append(one)
    return [mark for mark in marks if not _is_hidden(mark, alike[_words_sought(mark)])]


def _words_sought(mark: Mark) -> tuple[object, ...]:
    return mark.sought.words, mark.sought.run


def _is_hidden(mark: Mark, alike: Iterable[Mark]) -> bool:
    """Whether other marks of the same words are found wherever a mark is."""
    how = mark.sought
    found = [
        one for one in alike if one.sought.written in ((), how.written) and (one.sought.dotted or not how.dotted)
    ]
    if any(one.documents is None for one in found):
        return True
    documents = frozenset[str]().union(*(one.documents or () for one in found))
    return bool(found) and mark.documents is not None and mark.documents <= documents


def stored(how: Sought) -> str:
    """How a form is looked for, in a line: `. a b/c/d=e f/g/h` for words, `~2+0 a` for a run of letters."""
    if how.run:
        return f"~{how.letters}+{how.first} {how.run}"
    written = f"={_words(how.written)}" if how.written else ""
    return f"{'.' if how.dotted else ''}{_words(how.words)}{written}"


def _words(words: Sequence[Sequence[str]]) -> str:
    return " ".join("/".join(keys) for keys in words)


def read_stored(line: str) -> Sought | None:
    """What `stored` wrote; None where it did not."""
    found = _STORED.fullmatch(line)
    if found is None:
        return None
    dotted, words, written, letters, first, run = found.groups()
    if run:
        return Sought(run=run, letters=int(letters), first=int(first)) if int(first) < int(letters) else None
    told = _keys(words)
    return Sought(told, _keys(written), bool(dotted)) if told and all(map(all, told)) else None


def _keys(line: str | None) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(word.split("/")) for word in line.split()) if line else ()


class MarkedNames(Names):
    """A list of names that is not at hand, by its marks: the same places are replaced, no real name is known.

    Nobody can go through it, for there is nothing to show; `names` says what stands for each of its names.
    """

    def __init__(self, marks: Iterable[Mark], key: Key) -> None:
        self._marks = tuple(marks)
        self._key = key
        places = sorted({mark.name for mark in self._marks})
        self._places = {place: number for number, place in enumerate(places)}
        first = {mark.name: mark for mark in reversed(self._marks)}
        self.names = tuple(
            Name(
                "", first[place].shown, as_written=bool(first[place].sought.written), documents=first[place].documents
            )
            for place in places
        )
        self.state = ListState.MISSING
        self.left = {}
        self.none = frozenset()
        self.amiss = ""
        self.backup_of = ""
        self._remembered = OrderedDict()

    def __iter__(self) -> Iterator[Name]:
        return iter(())

    def __len__(self) -> int:
        return 0

    @property
    def lacking(self) -> Sequence[Mark]:
        """The marks of the names that no list at hand holds: here all."""
        return self._marks

    @cached_property
    def _finder(self) -> Finder:
        return Finder.by_keys(((mark.sought, mark.shown, self._places[mark.name]) for mark in self._marks), self._key)


class IncompleteNames(MarkedNames):
    """A list of names that does not hold all that the study's was known to hold: these, and by marks the others.

    `listed` are the names that it holds, `lacking` the marks of the others; it stands for a list that is not at
    hand, so that nothing goes outside, and `why` says so to the person.
    """

    def __init__(self, listed: Names, lacking: Sequence[Mark], key: Key, why: Problem) -> None:
        self.listed = listed
        self._lacking = tuple(lacking)
        self.why = why
        after = len(listed)
        super().__init__([*marks_of(listed, key), *(replace(mark, name=mark.name + after) for mark in lacking)], key)

    @property
    def lacking(self) -> Sequence[Mark]:
        """The marks of the names that the list at hand does not hold."""
        return self._lacking


def names_at_hand(names: Names) -> Names:
    """The real names that are known, also where the list is not whole."""
    return names.listed if isinstance(names, IncompleteNames) else names


def names_again(marks: Iterable[Mark], texts: Iterable[str], key: Key) -> list[Name]:
    """The names of some marks, by the words of texts in which they stand; a mark that stands nowhere has none."""
    ways = list(marks)
    finder = Finder.by_keys(((mark.sought, "", place) for place, mark in enumerate(ways)), key)
    spelt: dict[int, Counter[str]] = defaultdict(Counter)
    for text in texts:
        for hit in finder.all_in(text):
            spelt[hit.owners[0]][" ".join(text[hit.start : hit.end].split())] += 1
    forms: dict[tuple[int, bool, frozenset[str] | None], list[Variant]] = defaultdict(list)
    for place, mark in enumerate(ways):
        if place in spelt:
            of = (mark.name, bool(mark.sought.written), mark.documents)
            forms[of].append(Variant(_spelling(mark.sought, spelt[place], key), mark.shown))
    return [
        Name(found[0].real, found[0].shown, variants=tuple(found[1:]), as_written=written, documents=documents)
        for (_, written, documents), found in forms.items()
    ]


def _spelling(how: Sought, spelt: Counter[str], key: Key) -> str:
    """The commonest of some spellings that is looked for as its mark is."""
    ordered = [words for words, _ in spelt.most_common()]
    for words in (*ordered, *(f"{one}." for one in ordered)):  # an abbreviation that stands without its point
        if sought(words, bool(how.written), key) == how:
            return words
    return ordered[0]
