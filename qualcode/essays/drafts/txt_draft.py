"""Plain text as a draft: an empty line ends a paragraph, a line end within one is a space."""

from __future__ import annotations

import re

from qualcode.essays.drafts.draft import Paragraph, Read, SetApart
from qualcode.transcripts.importers.limits import within_limits
from qualcode.transcripts.importers.text import text_of

_EMPTY_LINES = re.compile(r"\n(?:[^\S\n]*\n)+")
_MARKED = re.compile(r"^[ \t]*>[ \t]?", re.MULTILINE)
_LEAST_INDENT = 2  # columns


def read(data: bytes) -> Read:
    """The paragraphs of a plain text; raises Problem where `data` is no text."""
    text = within_limits(text_of(data).text)
    return Read(tuple(_paragraph(block) for block in _EMPTY_LINES.split(text) if block.strip()))


def _paragraph(block: str) -> Paragraph:
    lines = [line for line in block.split("\n") if line.strip()]
    if all(line.lstrip().startswith(">") for line in lines):
        return Paragraph(_MARKED.sub("", block), set_apart=SetApart.QUOTATION)
    indents = [len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip()) for line in lines]
    # A first line alone is indented where an ordinary paragraph begins.
    apart = min(indents) >= _LEAST_INDENT and (len(lines) > 1 or indents[0] >= 2 * _LEAST_INDENT)
    return Paragraph(block, set_apart=SetApart.INDENTED if apart else SetApart.NOT)
