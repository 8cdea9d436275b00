"""Real names and what stands for them: people, places, organisations and third parties on one list."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import Enum, StrEnum
from functools import cached_property
from itertools import pairwise
from typing import Any, TypeVar

from qualcode.participants.name_finding import Finder, Form, Hit, likeness, words_of
from qualcode.problem import Problem
from qualcode.transcripts.clean import plain
from qualcode.transcripts.span import Span
from qualcode.transcripts.splices import Splice, Splices

T = TypeVar("T")

_LONG = 2_000  # what is worth remembering where its names stand
_REMEMBERED = 16

# The study's own ids, which may look as if they held a short name.
_ID = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class What(StrEnum):
    """What sort of thing bears the name."""

    PERSON = "person"
    PLACE = "place"
    ORGANISATION = "organisation"
    THIRD_PARTY = "third party"
    DETAIL = "identifying detail"


class ListState(StrEnum):
    """Whether the study has a list of names, and whether it is at hand."""

    NONE = "none"  # nobody has made one
    HERE = "here"
    MISSING = "missing"  # the study has one, but not on this machine
    NOT_NEEDED = "not needed"  # somebody said that there is nothing to hide


@dataclass(frozen=True, slots=True, order=True)
class Variant:
    """Another way a name is written, and what stands for it, where that differs from the name's own."""

    real: str
    shown: str = ""


@dataclass(frozen=True, slots=True)
class Name:
    """A real name, what is shown for it, and where.

    `as_written` takes only the capitals and small letters given; `documents` are the ids of those in whose text it is
    replaced, None for all. Outside documents (memos, titles, names of codes) it is replaced everywhere.
    """

    real: str
    shown: str
    what: What = What.PERSON
    variants: tuple[Variant, ...] = ()
    as_written: bool = False
    documents: frozenset[str] | None = None

    @property
    def forms(self) -> Iterator[tuple[str, str]]:
        """Every way it is written, with what stands for it."""
        yield self.real, self.shown
        for variant in self.variants:
            yield variant.real, variant.shown or self.shown


@dataclass(frozen=True, slots=True)
class LeftAsSaid:
    """A document's text, and the spans of it (half-open, code points) in which a word of the list is no name."""

    text: str
    spans: tuple[Span, ...]


class PublicWords(str):
    """Words that are public, such as the authors of a book: no name of the list is replaced in them."""

    __slots__ = ()


class Names:
    """A study's list of names, ready to be looked for; equal lists are found in equal places.

    Raises Problem where a name has no letters, nothing stands for it, one way of writing belongs to two names, or
    what stands for a name is itself on the list.
    """

    def __init__(self, names: Iterable[Name] = (), state: ListState | None = None) -> None:
        self.names = tuple(sorted(map(_tidy, names), key=lambda name: (name.real.casefold(), name.real)))
        self.state = state or (ListState.HERE if self.names else ListState.NONE)
        self.left: Mapping[str, LeftAsSaid] = {}
        self.none: frozenset[tuple[str, ...]] = frozenset()  # words that are none, as `likeness` gives them
        self.amiss = ""  # what whoever writes something out is to be told of the list
        self.backup_of = ""  # the file of the study that it was loaded with a backup of, from which nothing goes out
        self._remembered: OrderedDict[tuple[str, str, tuple[int, ...], tuple[int, ...]], Splices] = OrderedDict()
        _check_forms(self.names)
        for name in self.names:
            for _, shown in name.forms:
                if self._finder.find(shown):
                    raise Problem(
                        f"“{shown}” cannot stand for a name.",
                        "It holds a name that is on the list itself, so readers would take one person for another.",
                        "Choose a replacement that is on no list.",
                    )

    def __bool__(self) -> bool:
        return bool(self.names)

    def __iter__(self) -> Iterator[Name]:
        return iter(self.names)

    def __len__(self) -> int:
        return len(self.names)

    @cached_property
    def _finder(self) -> Finder:
        return Finder(
            Form(real, shown, place, name.as_written)
            for place, name in enumerate(self.names)
            for real, shown in name.forms
        )

    @cached_property
    def _limited(self) -> bool:
        return any(name.documents is not None for name in self.names)

    def hits(self, text: str, document: str = "") -> list[Hit]:
        """Where names stand in a text: of a document where its id is given, else wherever they might."""
        if not self.names:
            return []
        owners = None
        if document and self._limited:
            owners = frozenset(
                place for place, name in enumerate(self.names) if name.documents is None or document in name.documents
            )
        found = self._finder.find(text, owners)
        return self._still_names(text, found, self.left[document]) if found and document in self.left else found

    def leaving(self, left: Mapping[str, LeftAsSaid]) -> Names:
        """The same list, some places of documents (by id) left as they were said."""
        other = copy(self)
        other.left, other._remembered = left, OrderedDict()
        return other

    @staticmethod
    def _still_names(text: str, found: list[Hit], left: LeftAsSaid) -> list[Hit]:
        """The hits that are not in a place left as it was said; all, where the text stands twice in the document."""
        at = left.text.find(text)
        if at < 0 or left.text.find(text, at + 1) >= 0:
            return found
        return [hit for hit in found if not any(one.covers(Span(hit.start + at, hit.end + at)) for one in left.spans)]

    def hits_by_turn(self, text: str, turns: Sequence[Span], document: str = "") -> list[Hit]:
        """The same, each within one of the turns (in order, not overlapping) or between two."""
        found: list[Hit] = []
        starts = [turn.start for turn in turns]
        for hit in self.hits(text, document):
            place = bisect_right(starts, hit.start) - 1
            ends = turns[place].end if place >= 0 else 0
            following = starts[place + 1] if place + 1 < len(starts) else len(text)
            if hit.end <= ends or (ends <= hit.start and hit.end <= following):
                found.append(hit)
            else:
                found += self._parts(text, hit, turns, document)
        return found

    def _parts(self, text: str, hit: Hit, turns: Sequence[Span], document: str) -> Iterator[Hit]:
        """What a hit that runs over the edge of a turn is on either side of it."""
        edges = sorted({edge for turn in turns for edge in (turn.start, turn.end)} | {0, len(text)})
        first, last = bisect_right(edges, hit.start), bisect_left(edges, hit.end)
        for start, end in pairwise(edges[first - 1 : last + 1]):
            for one in self.hits(text[start:end], document):
                moved = replace(one, start=one.start + start, end=one.end + start)
                if moved.start < hit.end and hit.start < moved.end:
                    yield moved

    def splices(self, text: str, document: str = "", turns: Sequence[Span] = ()) -> Splices:
        """What turns a text into the one that is shown; of long texts the last few are remembered."""
        if not self.names:
            return Splices()
        if len(text) < _LONG:
            return _spliced(self.hits_by_turn(text, turns, document))
        # Plain numbers: thousands of spans would take longer to compare than the names in a short text to find.
        key = (document, text, tuple(turn.start for turn in turns), tuple(turn.end for turn in turns))
        known = self._remembered.pop(key, None)
        if known is None:
            known = _spliced(self.hits_by_turn(text, turns, document))
        self._remembered[key] = known
        while len(self._remembered) > _REMEMBERED:
            self._remembered.popitem(last=False)
        return known

    def show(self, text: str, document: str = "") -> str:
        """The text with every name replaced; public words stay as they are."""
        if not self.names or not text or isinstance(text, PublicWords):
            return text
        splices = self.splices(text, document)
        return splices.apply(text) if splices else text

    def show_part(self, text: str, span: Span, document: str = "") -> str:
        """A stretch of a text with every name replaced; a name it cuts through is replaced whole."""
        pieces: list[str] = []
        here = span.start
        for splice in self.splices(text, document):
            if splice.end <= span.start or splice.start >= span.end:
                continue
            pieces += (text[here : max(here, splice.start)], splice.text)
            here = splice.end
        pieces.append(text[here : span.end])
        return "".join(pieces)

    def show_all(self, value: T) -> T:
        """A value with every name replaced in all that it holds: dataclasses, tuples, lists, dicts, texts.

        What is none of these is left as it is: words cleared to leave the study have been through here already.
        """
        return self._shown_in(value) if self.names else value

    def _shown_in(self, value: Any) -> Any:
        if isinstance(value, Enum):
            return value
        if isinstance(value, str):
            return value if _ID.fullmatch(value) else self.show(value)
        if isinstance(value, tuple) and not hasattr(value, "_fields"):
            return tuple(map(self._shown_in, value))
        if isinstance(value, list):
            return [self._shown_in(one) for one in value]
        if isinstance(value, dict):
            return {key: self._shown_in(one) for key, one in value.items()}
        if is_dataclass(value) and not isinstance(value, type):
            now = {one.name: getattr(value, one.name) for one in fields(value) if one.init}
            new = {name: self._shown_in(before) for name, before in now.items()}
            changed = {name: after for name, after in new.items() if after is not now[name]}
            return replace(value, **changed) if changed else value
        return value


def _spliced(hits: Iterable[Hit]) -> Splices:
    return Splices(tuple(Splice(hit.start, hit.end, hit.shown) for hit in hits))


def _tidy(name: Name) -> Name:
    """A name without superfluous spaces, variants sorted; raises Problem where something is missing."""
    real, shown = _line(name.real), _line(name.shown)
    if not words_of(real):
        raise Problem("A name needs letters.", remedy="Type the name as it stands in the transcripts.")
    if not shown:
        raise Problem(f"Nothing stands for “{real}”.", remedy="Type what is to be shown instead.")
    variants = {_line(one.real): _line(one.shown) for one in name.variants}
    kept = {form: other for form, other in variants.items() if words_of(form) and form != real}
    tidied = tuple(sorted(Variant(form, "" if other == shown else other) for form, other in kept.items()))
    return replace(name, real=real, shown=shown, variants=tidied)


def _line(words: str) -> str:
    return re.sub(r"\s+", " ", plain(words)).strip()


def _check_forms(names: Sequence[Name]) -> None:
    owners: dict[tuple[str, ...], Name] = {}
    for name in names:
        for real, _ in name.forms:
            other = owners.setdefault(likeness(real), name)
            if other is not name and not are_apart(other, name):
                raise Problem(
                    f"“{real}” would stand for two names on the list.",
                    f"They are shown as “{other.shown}” and “{name.shown}”.",
                    "Leave it with one of them, or let each name be replaced in documents of its own.",
                )


def are_apart(one: Name, other: Name) -> bool:
    """Whether no document is that of both names."""
    return one.documents is not None and other.documents is not None and not one.documents & other.documents


def part_by_part(real: str, shown: str) -> dict[str, str]:
    """What stands for each part of a name: its own part of the replacement, where that is as many plain words."""
    parts = [part for part in real.split() if words_of(part)]
    instead = shown.split()
    matched = len(instead) == len(parts) and all(part[0].isalnum() and part[-1].isalnum() for part in instead)
    return dict(zip(parts, instead if matched else [shown] * len(parts), strict=True))


def variants_found(name: Name, texts: Iterable[str]) -> list[tuple[Variant, int]]:
    """The parts of a name of several words that stand alone in the texts, each with how often.

    Where as many plain words stand for the name as it has, each part is given its own.
    """
    parts = [part for part in name.real.split() if words_of(part)]
    if len(parts) < 2 or name.what is What.DETAIL:
        return []
    offered = [
        (part, other)
        for part, other in part_by_part(name.real, name.shown).items()
        if len("".join(words_of(part))) > 1 and part.casefold().strip(".,") not in _TITLES
    ]
    forms = [Form(name.real, "", len(offered), name.as_written)]
    forms += [Form(part, "", place, name.as_written) for place, (part, _) in enumerate(offered)]
    finder = Finder(forms)
    counts = [0] * (len(offered) + 1)
    for text in texts:
        for hit in finder.find(text):
            counts[hit.owners[0]] += 1
    found = [(Variant(part, other), counts[place]) for place, (part, other) in enumerate(offered)]
    return [(variant, count) for variant, count in found if count]


_TITLES = frozenset(
    re.findall(
        r"\w+",
        "mr mrs ms miss mx dr prof professor sir dame lady lord rev reverend sister brother st saint the of and "
        "de la van von der den",
    )
)


def is_also_a_word(real: str, texts: Iterable[str]) -> bool:
    """True where a name written small stands in the texts too (will, may): then it is to be taken as written."""
    words = words_of(real)
    if len(words) != 1 or real == real.lower():
        return False
    finder = Finder([Form(real.lower(), "", 0, as_written=True)])
    return any(finder.find(text) for text in texts)


NO_NAMES = Names()
