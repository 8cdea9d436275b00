"""Quotations in what somebody writes, each linked with the excerpt it is taken from: `“words” [x1abc234]`.

What is left out of one is marked with an ellipsis: `“I sleep … the short of it” [x1abc234]`.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from qualcode.analysis.excerpt_rows import excerpt_rows, folded
from qualcode.analysis.excerpts import Excerpt
from qualcode.analysis.named_ids import Named, passage_named, read_id
from qualcode.analysis.naming import names_of
from qualcode.problem import Problem
from qualcode.transcripts.quoting import in_marks
from qualcode.transcripts.span import Span

_LINK = re.compile(r"\s?\[(x[0-9a-hjkmnp-tv-z]{8,26})\]", re.IGNORECASE)
_LEFT_OUT = re.compile(r"\[?(?:…|\.\.\.)\]?")
_CURLY = re.compile("[“”]")
_MOST = 2_000  # characters between single marks: each opens a search that mostly finds nothing
# What closes a quotation, by the mark that opens it: English, German, French and Japanese ways.
_PAIRS = {'"': '"', "„": "“”", "«": "»", "»": "«", "‹": "›", "›": "‹", "「": "」", "『": "』"}
_SINGLE = {
    opening: re.compile(rf"{opening}(?!\s)[^\n“”\"„«»]{{0,{_MOST}}}?(?<!\s){closing}(?!\w)")
    for opening, closing in (("‘", "’"), ("'", "'"), ("‚", "[‘’]"))
}


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words in quotation marks: `span` is half-open, code points, marks and link included; `id` is the passage's.

    It is the short id of an excerpt, or of a quote; empty where the words are linked with none.
    """

    words: str
    span: Span
    id: str = ""


class Standing(StrEnum):
    """Whether a linked quotation still says what was said."""

    AS_SAID = "as it was said"
    CHANGED = "no longer as it is said"
    GONE = "its excerpt is no longer there"


@dataclass(frozen=True)
class Checked:
    """A linked quotation held against its passage, None where the excerpt or the quote is gone."""

    quotation: Quotation
    standing: Standing
    passage: Named | None = None


def quoted(words: str, excerpt_id: str) -> str:
    """Words of an excerpt as they go into a text: quotation marks inside become single ones."""
    return f"{in_marks(' '.join(words.split()))} [{excerpt_id}]"


def quotation_of(conn: sqlite3.Connection, excerpt: Excerpt) -> str:
    """The whole words of an excerpt as a linked quotation, as people see them."""
    (row,) = excerpt_rows(conn, [excerpt])
    return quoted(row.words, excerpt.id)


def quotations(text: str) -> list[Quotation]:
    """The quotations of a text in their order, those without a link too; what is quoted inside one is part of it."""
    found: list[Quotation] = []
    taken = 0
    for start, stop in _marked(text):
        if start < taken:
            continue
        link = _LINK.match(text, stop)
        taken = link.end() if link else stop
        found.append(Quotation(text[start + 1 : stop - 1], Span(start, taken), read_id(link[1]) if link else ""))
    return found


def _marked(text: str) -> Iterator[tuple[int, int]]:
    """Where quotation marks open and what closes them ends: first to last, the outer before the inner."""
    curly = _ends_of_curly(text)
    place = 0
    while place < len(text):
        end = curly.get(place, 0) if text[place] == "“" else _end(text, place)
        if end:
            yield place, end
        place = end or place + 1


def _end(text: str, start: int) -> int:
    """After the mark that closes one at `start`; 0 where none opens there, or none closes it."""
    mark = text[start]
    if mark in _PAIRS:
        found = min((place for one in _PAIRS[mark] if (place := text.find(one, start + 1)) >= 0), default=-1)
        return found + 1
    if mark in _SINGLE and not text[max(0, start - 1) : start].isalnum():
        # An apostrophe looks the same: it stands inside a word, or has no fellow in the line.
        single = _SINGLE[mark].match(text, start)
        return single.end() if single else 0
    return 0


def _ends_of_curly(text: str) -> dict[int, int]:
    """Where each opening mark stands that is closed, and after the mark that closes it."""
    ends: dict[int, int] = {}
    opened: list[int] = []
    for mark in _CURLY.finditer(text):
        if mark[0] == "“":
            opened.append(mark.start())
        elif opened:
            ends[opened.pop()] = mark.end()
    return ends


def check(conn: sqlite3.Connection, text: str) -> list[Checked]:
    """The linked quotations of a text, each held against the words of its excerpt or quote as they are now."""
    found = []
    for quotation in quotations(text):
        if not quotation.id:
            continue
        try:
            passage = passage_named(conn, quotation.id)
        except Problem:
            passage = None
        if passage is None or passage.gone:
            found.append(Checked(quotation, Standing.GONE))
            continue
        (row,) = excerpt_rows(conn, [passage.as_excerpt])
        said = _is_said(names_of(conn).show(quotation.words), row.words)
        found.append(Checked(quotation, Standing.AS_SAID if said else Standing.CHANGED, passage))
    return found


def _is_said(quotation: str, words: str) -> bool:
    """Whether the parts of a quotation stand in words in their order: any case, white space and quotation marks."""
    rest = _bare(words)
    for part in filter(None, map(_bare, _LEFT_OUT.split(quotation))):
        place = rest.find(part)
        if place < 0:
            return False
        rest = rest[place + len(part) :]
    return True


def _bare(words: str) -> str:
    return folded(words).replace('"', "'")
