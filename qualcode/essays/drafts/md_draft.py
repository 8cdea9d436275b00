"""Markdown as a draft: the words a reader sees; what stands after > is set apart as a quotation."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import replace

from qualcode.essays.drafts.draft import Cell, Paragraph, Read, SetApart, Sign, Where
from qualcode.transcripts.importers.front_matter import front_matter
from qualcode.transcripts.importers.limits import within_limits
from qualcode.transcripts.importers.rendered import inline_words, tokens_of
from qualcode.transcripts.importers.text import text_of

_NOTE = re.compile(r"\[\^([^\]\s]+)\]:[ \t]*")
_SIGN = re.compile(r"\[\^([^\]\s]+)\]")


def read(data: bytes) -> Read:
    """The paragraphs of a Markdown text; raises Problem where `data` is no text."""
    _, source = front_matter(within_limits(text_of(data).text))
    found: list[Paragraph] = []
    notes: list[Paragraph] = []
    apart = tables = 0
    table = row = column = -1
    heading = False
    signs: dict[int, list[tuple[int, str]]] = {}
    named: dict[str, int] = {}
    for token in tokens_of(source):
        kind = token.type
        apart += (kind == "blockquote_open") - (kind == "blockquote_close")
        tables += (kind == "table_open") - (kind == "table_close")
        if kind == "table_open":
            table, row = table + 1, -1
        elif kind == "tr_open":
            row, column = row + 1, -1
        elif kind in ("th_open", "td_open"):
            column += 1
        if kind == "heading_open":
            heading = True
        elif kind == "heading_close":
            heading = False
        elif kind == "inline" or (kind in ("code_block", "fence") and token.content.strip()):
            inline = kind == "inline"
            words = inline_words(token.children or [])[0] if inline else html.unescape(token.content.rstrip("\n"))
            is_note = _NOTE.match(words)
            if is_note:
                named[is_note[1]] = len(notes) + 1
                notes.append(Paragraph(words[is_note.end() :], Where.FOOTNOTE, len(notes) + 1))
                continue
            set_apart = SetApart.QUOTATION if apart else SetApart.INDENTED if kind == "code_block" else SetApart.NOT
            where = Where.TABLE if tables else Where.TEXT
            if words.strip():
                cell = Cell(table, row, column) if tables else None
                signs[len(found)] = list(_signs(words))
                found.append(Paragraph(_SIGN.sub("", words), where, set_apart=set_apart, heading=heading, cell=cell))
    for number, there in signs.items():
        those = tuple(Sign(at, Where.FOOTNOTE, named[name]) for at, name in there if name in named)
        found[number] = replace(found[number], signs=those)
    return Read((*found, *notes))


def _signs(words: str) -> Iterator[tuple[int, str]]:
    """Where the signs of notes stand in some words once they are taken out, and what they are called."""
    taken = 0
    for sign in _SIGN.finditer(words):
        yield sign.start() - taken, sign[1]
        taken += len(sign[0])
