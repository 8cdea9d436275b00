"""The references that a draft lists, with those of the study: who wrote them, and when."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from qualcode.essays.drafts.draft import Draft
from qualcode.essays.wording import folded
from qualcode.transcripts.boundaries import count_words, said_words
from qualcode.transcripts.references.reference import Reference, family
from qualcode.transcripts.span import Span

_YEAR = re.compile(r"(?<![\w./-])((?:1[5-9]|20)\d\d)[a-z]?(?![\w/])")
_UNDATED = re.compile(r"\bn\.\s?d\.|\bin press\b|\bforthcoming\b", re.IGNORECASE)
_HEADING = re.compile(
    r"\W*(?:references?|(?:select )?bibliography|works cited|literature(?: cited)?|sources|literatur(?:verzeichnis)?|"
    r"bibliograf[ií]a|bibliographie|references and notes)\W*",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\s*[\[(]?(\d{1,3})[\]).]?\s+")
_AUTHOR_FIRST = re.compile(r"\W*(?:\d{1,3}[\]).]?\s+)?[^\W\d_][\w'’-]+,\s+(?:[^\W\d_]\.|[^\W\d_][\w-]+ [^\W\d_]\.)")
_HEAD_ENDS = re.compile(r"[“‘\"«„:]|(?<=[^\W\d_]{3})\.\s|\b[^\W\d_]\.\s(?=[^\W\d_]{4})|\d{4}|\(")
_NAME = re.compile(r"[^\W\d_][\w'’-]+")
_BETWEEN_AUTHORS = re.compile(r"[,;&(]|\band\b|\bund\b")
_PRIVATE = re.compile(
    r"\b(?:interview(?:ed|s)?|field ?notes?|fieldwork|diary|personal communication|conversation|transcripts?|"
    r"focus group|e-?mail)\b",
    re.IGNORECASE,
)
_PRINTED = re.compile(
    r"[“‘\"«„]|\bpp?\.\s?\d|\b(?:press|journal|university|review|eds?|vol|in|doi|isbn)\b|:\s[A-Z]|https?:"
)
_MOST_OF_NAME = 3  # words of a person's name; a body's may be shortened to its capitals
_LEAST_OF_NOTE = 4  # words of a note that is a reference
_MOST_OF_HEAD = 200  # characters in which authors are named
_NOT_NAMES = frozenset(
    [
        "and",
        "the",
        "of",
        "for",
        "in",
        "on",
        "et",
        "al",
        "eds",
        "ed",
        "see",
        "also",
        "cf",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "interview",
        "interviews",
        "fieldnotes",
        "fieldnote",
        "notes",
        "diary",
        "focus",
        "group",
        "participant",
    ]
)


def years_in(text: str) -> set[str]:
    """The years that some words name."""
    return set(_YEAR.findall(text))


@dataclass(frozen=True)
class Entry:
    """A reference: by which names its authors are cited, in small letters, its years, its words and its number."""

    names: frozenset[str]
    years: frozenset[str] = frozenset()
    words: str = ""
    number: int = 0


def entry_of(reference: Reference) -> Entry:
    """A reference of the study; one without authors is cited by its title."""
    found: set[str] = set()
    for name in map(family, reference.authors or (reference.title,)):
        parts = name.split()
        found.add(_plain(name))
        if 1 < len(parts) <= _MOST_OF_NAME and reference.authors:
            found.add(_plain(parts[-1]))
        if len(parts) >= _MOST_OF_NAME:
            found.add("".join(part[0] for part in parts if part[0].isupper()).casefold())
    return Entry(frozenset(found - {""}), frozenset(years_in(reference.year)), _plain(reference.title))


class Listed:
    """What a draft may cite: the references of the study, those at its end, and those in its notes."""

    def __init__(self, draft: Draft, of_study: Iterable[Entry]) -> None:
        self._entries = [*of_study, *_in_draft(draft)]
        names = {name for entry in self._entries for name in entry.names if len(name) > 1}
        ordered = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
        self._names = re.compile(rf"(?<!\w)(?:{ordered or '(?!)'})(?!\w)", re.IGNORECASE)

    def named(self, names: str, years: str) -> bool:
        """Whether somebody of these names wrote something in one of these years; in any, where none is said."""
        called = {_plain(one[0]) for one in self._names.finditer(names) if one[0][0].isupper() or one[0].islower()}
        when = years_in(years)
        return any(
            not called.isdisjoint(entry.names) and (not when or not entry.years or not when.isdisjoint(entry.years))
            for entry in self._entries
        )

    def last_named(self, text: str) -> Span | None:
        """Where the last author is named in some words."""
        found = [one for one in self._names.finditer(text) if one[0][0].isupper()]
        return Span(*found[-1].span()) if found else None

    def numbers(self, text: str) -> bool:
        """Whether the list has entries of these numbers."""
        here = {entry.number for entry in self._entries}
        return all(int(number) in here for number in re.findall(r"\d+", text.split(",")[0]))

    def has_title(self, words: str) -> bool:
        """Whether words stand in a reference as they are quoted."""
        sought = f" {_plain(words)} "
        return any(sought in f" {entry.words} " for entry in self._entries)

    def is_reference(self, note: str) -> bool:
        """Whether a note says where something was published."""
        return _is_reference(note) or (not _PRIVATE.search(note) and self.named(note, note))


def _in_draft(draft: Draft) -> Iterator[Entry]:
    """The references that a draft gives in full."""
    in_list, number = False, 0
    for one in draft.paragraphs:
        if not one.where.is_apart and count_words(one.words) <= 4:
            if _HEADING.fullmatch(one.words):
                in_list, number = True, 0
                continue
            in_list = in_list and not one.heading
        if one.where.is_note:
            if _is_reference(one.words):
                yield _entry(one.words, 0)
        elif in_list and (years_in(one.words) or _UNDATED.search(one.words)):
            number += 1
            yield _entry(one.words, number)
        elif _AUTHOR_FIRST.match(one.words) and years_in(one.words[:_MOST_OF_HEAD]):
            yield _entry(one.words, 0)


def _is_reference(note: str) -> bool:
    has_year = bool(years_in(note)) or _UNDATED.search(note) is not None
    by_author, is_printed = _AUTHOR_FIRST.match(note) is not None, _PRINTED.search(note) is not None
    is_public = by_author or (is_printed and not _PRIVATE.search(note))
    return has_year and is_public and count_words(note) >= _LEAST_OF_NOTE


def _entry(text: str, number: int) -> Entry:
    """A reference as a list has it; its own number goes before its place in the list."""
    own = _NUMBER.match(text)
    at = own.end() if own is not None else 0
    ends = _HEAD_ENDS.search(text, at + 2, at + _MOST_OF_HEAD)
    head = text[at : ends.end() if ends is not None else at + _MOST_OF_HEAD]
    if own is None and (narrated := re.search(r"((?:[A-Z][\w'’-]+,?\s+(?:and\s+|&\s+)?){1,3})\(\d{4}", text)):
        head += f" {narrated[1]}"  # “Title”, in Hall (2003)
    names = {name for one in _BETWEEN_AUTHORS.split(head) for name in _names_of(one)} - _NOT_NAMES
    return Entry(
        frozenset(names), frozenset(years_in(text)), _plain(text), int(own[1]) if own is not None else number
    )


def _names_of(author: str) -> Iterator[str]:
    """By what an author is cited: a family name, the whole name of a body, or its capitals."""
    found = [one for one in _NAME.findall(author) if one[0].isupper()] or _NAME.findall(author)[:1]
    if found:
        yield _plain(" ".join(found))
    if len(found) == _MOST_OF_NAME - 1:
        yield _plain(found[-1])
    if len(found) >= _MOST_OF_NAME:
        yield "".join(one[0] for one in found).casefold()


def _plain(text: str) -> str:
    """Words in small letters, one space between each."""
    return " ".join(folded(word) for word in said_words(text, Span(0, len(text))))
