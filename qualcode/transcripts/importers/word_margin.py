"""What stands beside a Word document's text: footnotes, endnotes, and comments with their replies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.transcripts.clean import clean, newlines, plain
from qualcode.transcripts.importers.ooxml import attribute, tag_of

if TYPE_CHECKING:
    from lxml.etree import _Element

    from qualcode.transcripts.importers.package import Package

_MOST_REPLIES = 1_000


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment with the replies to it below its own words; `numbers` are its id in the file and theirs."""

    numbers: tuple[str, ...]
    words: str
    author: str
    date: str


@dataclass(frozen=True, slots=True)
class _One:
    """One entry of the margin; `paragraph` is the id of its last paragraph, by which replies name it."""

    number: str
    words: str
    author: str
    date: str
    paragraph: str


def notes_of(package: Package, kind: str) -> dict[str, _Element]:
    """The notes of a kind (`footnotes`, `endnotes`) by id, without those that only draw the line above."""
    part = package.related_part(kind)
    if part is None:
        return {}
    found: dict[str, _Element] = {}
    for note in package.xml(part):
        if tag_of(note) in ("footnote", "endnote") and attribute(note, "type") in ("", "normal"):
            found.setdefault(attribute(note, "id"), note)
    return found


def remarks_of(package: Package) -> list[Remark]:
    """The comments of a document, in the file's order."""
    part = package.related_part("comments")
    if part is None:
        return []
    entries = {one.number: one for one in map(_one, package.xml(part)) if one is not None}
    parents = _parents(package, {one.paragraph: one.number for one in entries.values() if one.paragraph})
    threads: dict[str, list[_One]] = {}
    for number, one in entries.items():
        threads.setdefault(_first(number, parents), []).append(one)
    return [_joined(entries[number], thread) for number, thread in threads.items()]


def _one(element: _Element) -> _One | None:
    if tag_of(element) != "comment":
        return None
    paragraphs = list(element.iter("{*}p"))
    words = "\n".join("".join(_words(paragraph)) for paragraph in paragraphs)
    return _One(
        attribute(element, "id"),
        clean(newlines(words)).strip(),
        plain(attribute(element, "author")).strip(),
        plain(attribute(element, "date")).strip(),
        attribute(paragraphs[-1], "paraId") if paragraphs else "",
    )


def _words(paragraph: _Element) -> Iterator[str]:
    for element in paragraph.iter("{*}t", "{*}tab", "{*}br", "{*}cr"):
        tag = tag_of(element)
        if tag == "t":
            yield element.text or ""
        elif tag_of(_parent(element)) == "r":  # else it is a place where tabs stop
            yield "\t" if tag == "tab" else "\n"


def _parent(element: _Element) -> _Element:
    above = element.getparent()
    return element if above is None else above


def _parents(package: Package, by_paragraph: dict[str, str]) -> dict[str, str]:
    """Which comment a reply answers, by id."""
    part = package.related_part("commentsExtended")
    found: dict[str, str] = {}
    for element in () if part is None else package.xml(part):
        reply = by_paragraph.get(attribute(element, "paraId"))
        answered = by_paragraph.get(attribute(element, "paraIdParent"))
        if reply is not None and answered is not None:
            found[reply] = answered
    return found


def _first(number: str, parents: dict[str, str]) -> str:
    """The comment that a thread begins with; the comment itself where the file goes in circles."""
    at = number
    for _ in range(_MOST_REPLIES):
        if at not in parents:
            return at
        at = parents[at]
    return number


def _joined(first: _One, thread: list[_One]) -> Remark:
    replies = [one for one in thread if one.number != first.number]
    answers = [f"{one.author}: {one.words}" if one.author else one.words for one in replies]
    numbers = (first.number, *(one.number for one in replies))
    return Remark(numbers, "\n\n".join([first.words, *answers]), first.author, first.date)
