"""Markdown as a draft: the words a reader sees; what stands after > is set apart as a quotation."""

from __future__ import annotations

import html
import re

from qualcode.essays.drafts.draft import Paragraph, Read, SetApart, Where
from qualcode.transcripts.importers.front_matter import front_matter
from qualcode.transcripts.importers.limits import within_limits
from qualcode.transcripts.importers.rendered import inline_words, tokens_of
from qualcode.transcripts.importers.text import text_of

_NOTE = re.compile(r"\[\^([^\]\s]+)\]:[ \t]*")
_SIGN = re.compile(r"\[\^[^\]\s]+\]")


def read(data: bytes) -> Read:
    """The paragraphs of a Markdown text; raises Problem where `data` is no text."""
    _, source = front_matter(within_limits(text_of(data).text))
    found: list[Paragraph] = []
    notes: list[Paragraph] = []
    apart = tables = 0
    heading = False
    for token in tokens_of(source):
        kind = token.type
        apart += (kind == "blockquote_open") - (kind == "blockquote_close")
        tables += (kind == "table_open") - (kind == "table_close")
        if kind == "heading_open":
            heading = True
        elif kind == "heading_close":
            heading = False
        elif kind == "inline" or (kind in ("code_block", "fence") and token.content.strip()):
            inline = kind == "inline"
            words = inline_words(token.children or [])[0] if inline else html.unescape(token.content.rstrip("\n"))
            is_note = _NOTE.match(words)
            if is_note:
                notes.append(Paragraph(words[is_note.end() :], Where.FOOTNOTE, len(notes) + 1))
                continue
            set_apart = SetApart.QUOTATION if apart else SetApart.INDENTED if kind == "code_block" else SetApart.NOT
            where = Where.TABLE if tables else Where.TEXT
            if words.strip():
                found.append(Paragraph(_SIGN.sub("", words), where, set_apart=set_apart, heading=heading))
    return Read((*found, *notes))
