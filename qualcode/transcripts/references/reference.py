"""What an evidence document is: its authors, year and title, as it is kept and as it is cited."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import TypeVar

from qualcode.problem import Problem

MOST = 20_000  # references of a list
OTHERS = "others"  # stands as the last author where a list says “and others”
_GIVEN = re.compile(r"(?:[^\W\d_][\w.'’-]*)(?:[ -][^\W\d_][\w.'’-]*){0,3}\.?")
_OF_A_BODY = re.compile(
    r"\b(?:and|of|for|the|&|ltd|inc|university|department|institute|council|trust)\b", re.IGNORECASE
)
_YEAR = re.compile(r"\b(1[5-9]\d\d|20\d\d)([a-z])?\b")


_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Reference:
    """One source: `authors` as `Family, Given`, a body by its name; `publisher` is the journal of an article.

    `study` is the kind of study, `strength` a note on it; `files` are the names of the files that a list of
    references gives for it, and are not kept with the document.
    """

    authors: tuple[str, ...] = ()
    year: str = ""
    title: str = ""
    publisher: str = ""
    doi: str = ""
    url: str = ""
    study: str = ""
    strength: str = ""
    files: tuple[str, ...] = ()


def not_too_many(found: Iterable[_T]) -> Iterator[_T]:
    """The same, one after the other; raises Problem where they are more than any review holds."""
    for count, one in enumerate(found, 1):
        if count > MOST:
            raise Problem(f"It holds more than {MOST:,} references.", "", "Export only those of the study.")
        yield one


def to_fields(reference: Reference) -> dict[str, str]:
    """The reference as a document keeps it: authors joined by `; `, what is empty left out."""
    held = {
        one.name: getattr(reference, one.name) for one in fields(reference) if one.name not in ("authors", "files")
    }
    return {key: value for key, value in {"authors": "; ".join(reference.authors), **held}.items() if value}


def from_fields(held: Mapping[str, str]) -> Reference:
    """The reference that a document keeps."""
    authors = tuple(name for name in (part.strip() for part in held.get("authors", "").split(";")) if name)
    words = {one.name: held.get(one.name, "").strip() for one in fields(Reference)}
    return Reference(
        authors,
        year=words["year"],
        title=words["title"],
        publisher=words["publisher"],
        doi=words["doi"],
        url=words["url"],
        study=words["study"],
        strength=words["strength"],
    )


def cited(reference: Reference, pages: str = "", letter: str = "") -> str:
    """The reference in brackets: `(Smith and Jones, 2019a, p. 4)`; `pages` is a page or a range, as `3–4`."""
    year = _YEAR.search(reference.year)
    when = f"{year[1]}{letter or year[2] or ''}" if year else (f"n.d.{f'-{letter}' if letter else ''}")
    where = ""
    if pages:
        where = pages if pages.startswith("p") and "." in pages else f"{'pp.' if _is_range(pages) else 'p.'} {pages}"
    return f"({', '.join(part for part in (_who(reference), when, where) if part)})"


def in_list(reference: Reference, letter: str = "") -> str:
    """The reference as a list at the end of a text has it: `Smith, J. (2019a) Title. Journal. https://doi.org/…`."""
    names = [name for name in reference.authors if name != OTHERS]
    more = " et al." if OTHERS in reference.authors else ""
    who = f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 and not more else ", ".join(names)
    year = _YEAR.search(reference.year)
    when = f"({year[1]}{letter or year[2] or ''})" if year else f"(n.d.{f'-{letter}' if letter else ''})"
    doi = reference.doi.removeprefix("https://doi.org/").removeprefix("doi:").strip()
    link = f"https://doi.org/{doi}" if doi else reference.url
    rest = ". ".join(part.rstrip(".") for part in (reference.title, reference.publisher) if part)
    head = " ".join(part for part in (f"{who}{more}" if who else "", when) if part)
    return " ".join(part for part in (head, f"{rest}." if rest else "", link) if part)


def letters(references: Sequence[Reference]) -> list[str]:
    """The letter after each reference's year: a, b, … in the order of titles where authors and year are the same."""
    same: dict[str, list[int]] = defaultdict(list)
    for place, reference in enumerate(references):
        same[cited(reference).casefold()].append(place)
    result = [""] * len(references)
    for places in same.values():
        titles = sorted({references[place].title.casefold() for place in places})
        if len(titles) > 1:
            for place in places:
                result[place] = _letter(titles.index(references[place].title.casefold()))
    return result


def family(author: str) -> str:
    """The name by which an author is cited: the family name, all of a body's name."""
    name, comma, given = author.partition(",")
    if comma and _GIVEN.fullmatch(given.strip()) and not _OF_A_BODY.search(given):
        return name.strip()
    return author.strip()


def _who(reference: Reference) -> str:
    names = [family(author) for author in reference.authors if author.strip()]
    more = OTHERS in names
    names = [name for name in names if name != OTHERS]
    if not names:
        return _short(reference.title) or reference.publisher or "Anonymous"
    if more or len(names) > 2:
        return f"{names[0]} et al."
    return " and ".join(names)


def _short(title: str) -> str:
    words = title.split()
    if not words:
        return ""
    return f"“{' '.join(words[:6])}{'…' if len(words) > 6 else ''}”"


def _is_range(pages: str) -> bool:
    return re.search(r"\w\s*[–—,-]\s*\w", pages) is not None


def _letter(place: int) -> str:
    first, last = divmod(place, 26)
    return (chr(96 + first) if first else "") + chr(97 + last)
