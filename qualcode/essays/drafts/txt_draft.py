"""Plain text as a draft: an empty line ends a paragraph, a line end within one is a space.

Where lines were not broken to a width, as word processors save plain text, every line is a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from qualcode.essays.drafts.draft import Paragraph, Read, SetApart
from qualcode.transcripts.importers.limits import within_limits
from qualcode.transcripts.importers.text import text_of

_EMPTY_LINES = re.compile(r"\n(?:[^\S\n]*\n)+")
_MARKED = re.compile(r"^[ \t]*>[ \t]?", re.MULTILINE)
_LEAST_INDENT = 2  # columns
_WIDEST = 120  # characters of a line that was broken to a width
_FEW_WIDE = 0.2  # share of the characters that may stand in wider ones: addresses, tables
_FEWEST_LINES = 3


def read(data: bytes) -> Read:
    """The paragraphs of a plain text; raises Problem where `data` is no text."""
    text = within_limits(text_of(data).text)
    if not _by_line(text):
        return Read(tuple(_paragraph(block) for block in _EMPTY_LINES.split(text) if block.strip()))
    blocks = list(_blocks(text))
    # Where most begin with a space, that is how an ordinary paragraph begins.
    indented = sum(block[:1].isspace() for block in blocks)
    return Read(tuple(_paragraph(block.strip() if 2 * indented > len(blocks) else block) for block in blocks))


def _by_line(text: str) -> bool:
    """Whether every line is a paragraph: many are wide, or nothing else parts them and they are broken anywhere."""
    lines = [line.rstrip() for line in text.split("\n") if line.strip()]
    wide = sum(len(line) for line in lines if len(line) > _WIDEST)
    if wide > _FEW_WIDE * sum(map(len, lines)):
        return True
    return len(lines) >= _FEWEST_LINES and _EMPTY_LINES.search(text.strip()) is None and not _is_broken(lines)


def _is_broken(lines: Sequence[str]) -> bool:
    """Whether most lines end where the next word would not have gone in."""
    width = max(map(len, lines))
    full = sum(len(one) + 1 + len(following.split()[0]) > width for one, following in pairwise(lines))
    return 2 * full >= len(lines) - 1


def _blocks(text: str) -> Iterator[str]:
    """The lines, those marked as a quotation that follow one another together."""
    for marked, lines in groupby(text.split("\n"), lambda line: line.lstrip().startswith(">")):
        if marked:
            yield "\n".join(lines)
        else:
            yield from (line for line in lines if line.strip())


def _paragraph(block: str) -> Paragraph:
    lines = [line for line in block.split("\n") if line.strip()]
    if all(line.lstrip().startswith(">") for line in lines):
        return Paragraph(_MARKED.sub("", block), set_apart=SetApart.QUOTATION)
    indents = [len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip()) for line in lines]
    # A first line alone is indented where an ordinary paragraph begins.
    apart = min(indents) >= _LEAST_INDENT and (len(lines) > 1 or indents[0] >= 2 * _LEAST_INDENT)
    return Paragraph(block, set_apart=SetApart.INDENTED if apart else SetApart.NOT)
