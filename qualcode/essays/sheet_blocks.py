"""The paragraphs and tables of a sheet that came back as a Word file, with what was taken out or hangs on them."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qualcode.essays.drafts.word_looks import is_hidden
from qualcode.essays.on_paper import is_blank
from qualcode.essays.sheet_words import is_on_every_page
from qualcode.transcripts.clean import clean
from qualcode.transcripts.importers.ooxml import attribute, child_of, is_on, tag_of
from qualcode.transcripts.importers.word_margin import notes_of, remarks_of
from qualcode.transcripts.importers.word_symbols import symbol_of
from qualcode.transcripts.importers.word_tables import rows_of

if TYPE_CHECKING:
    from lxml.etree import _Element

    from qualcode.transcripts.importers.package import Package

_NOT_SHOWN = "del moveFrom delText instrText Fallback tblPr tblGrid trPr tcPr pPr rPr sectPr"
_LEFT_OUT = frozenset(_NOT_SHOWN.split())
_CHARACTERS = {"tab": " ", "br": " ", "cr": " ", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
_SPACE = re.compile(r"[^\S\u2002]+")  # what parts who says something from what they say stays
_ON_EVERY_PAGE = re.compile(r"(header|footer)\d*\.xml")
_DRAWN = frozenset(("drawing", "pict", "object", "contentPart"))
PICTURE = "a picture or a drawing"
_STRUCK, _HIDDEN = "struck out", "hidden"
_COMMENTED = ("commentRangeStart", "commentReference")


@dataclass(slots=True)
class Block:
    """A paragraph's words, or a table's cells; with what of it was taken out, and what comments hang on it."""

    words: str = ""
    rows: list[list[str]] | None = None
    beside: list[str] = field(default_factory=list)


def comments_in(package: Package) -> dict[str, str]:
    """The words of comments with the replies to them, by every id that they have."""
    return {
        number: f"a comment: “{' '.join(one.words.split())}”" for one in remarks_of(package) for number in one.numbers
    }


def notes_in(package: Package, printed: Collection[str]) -> Iterator[str]:
    """What stands in notes, of which a sheet prints none, and at the head and foot of pages beside what it prints."""
    for kind in ("footnotes", "endnotes"):
        for note in notes_of(package, kind).values():
            words = " ".join(_words(note).split())
            if words:
                yield f"a note: “{words}”"
    for name in package.names():
        place = _ON_EVERY_PAGE.fullmatch(posixpath.basename(name))
        for part in package.xml(name).iter("{*}p") if place is not None else ():
            line = " ".join(_words(part).split())
            if place is not None and line and not is_on_every_page(line, printed):
                yield f"a {place[1]}: “{line}”"


def blocks_in(root: _Element, comments: dict[str, str]) -> Iterator[Block]:
    """Every paragraph and table of a document in its order; what is struck out or deleted stands beside them."""
    left = dict(comments)
    for element in _top(root):
        beside = [*_taken_out(element), *_marked(element), *_commented(element, left)]
        if tag_of(element) == "p":
            yield Block(_words(element), beside=beside)
        else:
            rows = rows_of(element, Counter(), lambda _tag, _element: False, _LEFT_OUT)
            cells = [[" ".join(_words(cell).split()) for cell in row] for row in rows]
            yield Block(rows=cells, beside=beside)
    if left:  # those that hang on nothing that is there
        yield Block(beside=list(dict.fromkeys(left.values())))


def _top(element: _Element) -> Iterator[_Element]:
    """The paragraphs and tables that stand in no other."""
    for child in element:
        tag = tag_of(child)
        if tag in ("p", "tbl"):
            yield child
        elif tag and tag not in _LEFT_OUT:
            yield from _top(child)


def _taken_out(element: _Element) -> list[str]:
    """What was deleted, struck out or hidden; what was struck out or hidden is taken out of the element."""
    found: list[tuple[str, str]] = []
    for gone in element.iter("{*}del", "{*}moveFrom", "{*}tr"):
        if tag_of(gone) != "tr" or child_of(child_of(gone, "trPr"), "del") is not None:
            found.append(("taken out", "".join(one.text or "" for one in gone.iter("{*}t", "{*}delText"))))
    for paragraph in element.iter("{*}p"):
        for how in (_STRUCK, _HIDDEN):
            runs = [run for run in paragraph.iter("{*}r") if _how(run) == how]
            found.append((how, " ".join(map(_words, runs))))
            for run in runs:
                if (above := run.getparent()) is not None:
                    above.remove(run)
    return [f"{how}: “{' '.join(words.split())}”" for how, words in found if words.strip()]


def _how(run: _Element) -> str:
    """Whether a run is struck out or hidden; empty where it is neither."""
    looks = child_of(run, "rPr")
    lines = (child_of(looks, name) for name in ("strike", "dstrike"))
    if any(one is not None and is_on(one) for one in lines):
        return _STRUCK
    return _HIDDEN if is_hidden(run) else ""


def _marked(element: _Element) -> list[str]:
    """What is highlighted or underlined, as nothing is that a sheet prints, and whether something is drawn there."""
    found: list[str] = []
    for paragraph in element.iter("{*}p"):
        words = " ".join("".join(map(_words, filter(_is_marked, paragraph.iter("{*}r")))).split())
        if not is_blank(words):
            found.append(f"marked: “{words}”")
    for cell in element.iter("{*}tc"):  # of a cell that is coloured as a whole
        words = " ".join(_words(cell).split())
        if _is_filled(child_of(cell, "tcPr")) and not is_blank(words):
            found.append(f"marked: “{words}”")
    drawn = any(tag_of(one) in _DRAWN for one in element.iter())
    return [*found, *([PICTURE] if drawn else [])]


def _is_marked(run: _Element) -> bool:
    looks = child_of(run, "rPr")
    lines = (child_of(looks, name) for name in ("highlight", "u"))
    return any(one is not None and is_on(one) for one in lines) or _is_filled(looks)


def _is_filled(looks: _Element | None) -> bool:
    """Whether a colour stands behind it."""
    shade = child_of(looks, "shd")
    filled = "" if shade is None else attribute(shade, "fill").casefold()
    return filled not in ("", "auto", "ffffff")


def _commented(element: _Element, left: dict[str, str]) -> list[str]:
    """The comments that begin in an element, each once; they are taken from those that are left."""
    found: list[str] = []
    for mark in element.iter(*(f"{{*}}{name}" for name in _COMMENTED)):
        words = left.get(attribute(mark, "id"))
        if words is not None:
            found.append(words)
            for number in [one for one, said in left.items() if said == words]:
                del left[number]
    return found


def _words(element: _Element) -> str:
    """What is shown in an element, on one line; a sign from a font of signs as the sign it shows."""

    def pieces(inside: _Element) -> Iterator[str]:
        for child in inside:
            tag = tag_of(child)
            if tag == "t":
                yield child.text or ""
            elif tag == "sym":
                yield symbol_of(child)
            elif tag in _CHARACTERS:
                yield _CHARACTERS[tag]
            elif tag and tag not in _LEFT_OUT:
                yield from pieces(child)
                if tag == "p":
                    yield " "

    return _SPACE.sub(" ", clean("".join(pieces(element)))).strip()
