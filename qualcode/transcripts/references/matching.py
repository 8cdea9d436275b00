"""Which reference belongs to which document of evidence."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from qualcode.transcripts.references.reference import Reference, family

_DOI = re.compile(r"10\.\d{4,9}/[^\s\"<>]+")
_OPENING = 4000  # characters of a document in which its own title and DOI stand
_SHORTEST = 18  # characters of a title that can be told from ordinary words
_SURE = 95.0
_PERHAPS = 84.0
_OTHER = 65.0


@dataclass(frozen=True, slots=True)
class Evidence:
    """What tells of a document which source it is: its file's name, its title, and its first words."""

    file: str
    title: str = ""
    opening: str = ""


@dataclass(frozen=True)
class Matching:
    """By the document's place: the reference that is surely its own, or those that may be.

    `unused` are the references for which no document was found at all.
    """

    sure: dict[int, Reference] = field(default_factory=dict)
    doubtful: dict[int, tuple[Reference, ...]] = field(default_factory=dict)
    unused: tuple[Reference, ...] = ()


def match(references: Sequence[Reference], documents: Sequence[Evidence]) -> Matching:
    """Give each document its reference: by file name, DOI, title, or author and year in its file's name.

    What is not certain, or would give one reference to two documents, is listed as doubtful and not given.
    """
    grades = [[_grade(reference, document) for reference in references] for document in documents]
    sure: dict[int, int] = {}
    doubtful: dict[int, list[int]] = {}
    for place, row in enumerate(grades):
        best = max(row, default=0)
        fitting = [n for n, grade in enumerate(row) if grade == best]
        if best >= _CERTAIN and len(fitting) == 1:
            sure[place] = fitting[0]
        elif best:
            doubtful[place] = fitting
    for place, one in _claimed_twice(sure):
        others = [other for other, claimed in sure.items() if claimed == one and other != place]
        if any(grades[other][one] >= grades[place][one] for other in others):
            doubtful[place] = [one]
    given = {place: one for place, one in sure.items() if place not in doubtful}
    named = set(given.values()) | {one for ones in doubtful.values() for one in ones}
    return Matching(
        {place: references[one] for place, one in given.items()},
        {place: tuple(references[one] for one in ones) for place, ones in sorted(doubtful.items())},
        tuple(reference for n, reference in enumerate(references) if n not in named),
    )


def _claimed_twice(sure: dict[int, int]) -> Iterator[tuple[int, int]]:
    claimed = list(sure.values())
    return ((place, one) for place, one in sure.items() if claimed.count(one) > 1)


_CERTAIN = 2  # grades from here on are certain: 5 by file, 4 by DOI, 3 by title, 2 by author, year; 1 may be


def _grade(reference: Reference, document: Evidence) -> int:
    from rapidfuzz import fuzz  # 20 ms, and few folders hold references

    name = _folded(re.sub(r"\.\w{1,5}$", "", document.file))
    if any(file.casefold() == document.file.casefold() for file in reference.files):
        return 5
    opening = document.opening[:_OPENING]
    doi = _bare_doi(reference.doi)
    if doi and doi in {_bare_doi(found[0]) for found in _DOI.finditer(opening)}:
        return 4
    title = _folded(reference.title)
    likeness = 0.0
    if len(title) >= _SHORTEST:
        likeness = max(
            fuzz.ratio(title, _folded(document.title)),
            fuzz.partial_ratio(title, name) if len(name) >= len(title) else fuzz.ratio(title, name),
            fuzz.partial_ratio(title, _folded(opening)) if len(opening) >= len(title) else 0.0,
        )
    if likeness >= _SURE:
        return 3
    if _names_author_and_year(reference, name):
        # A first page that shows another title is another paper of that author and year.
        return 1 if len(title) >= _SHORTEST and len(opening) > _OPENING / 4 and likeness < _OTHER else 2
    return 1 if likeness >= _PERHAPS else 0


def _names_author_and_year(reference: Reference, name: str) -> bool:
    if not reference.year or not reference.authors:
        return False
    author = _folded(family(reference.authors[0]))
    return (
        len(author) > 1 and f" {author} " in f" {name} " and re.search(rf"(?<!\d){reference.year}", name) is not None
    )


def _bare_doi(doi: str) -> str:
    return (
        re.sub(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", "", doi.strip(), flags=re.IGNORECASE)
        .casefold()
        .rstrip(".,;)")
    )


def _folded(words: str) -> str:
    """Letters and figures only, without accents and case, a space between words; a year parted from a name."""
    bare = "".join(one for one in unicodedata.normalize("NFKD", words) if not unicodedata.combining(one))
    return " ".join(re.findall(r"[^\W\d_]+|\d+", bare.casefold()))
