"""What a reader takes for one character, and how many terminal cells it fills."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import count

from qualcode.transcripts.clean import plain

# Characters that fill one cell, join nothing and are joined by nothing: Latin, Greek, Cyrillic, curly quotes,
# dashes, currency signs. A text of these alone needs no measuring; str.isascii() would miss nearly every
# real transcript, for its quotes are curly.
_PLAIN = "\x20-\x7e\xa0-\xac\xae-\u02ff\u0370-\u0482\u048a-\u058f\u1e00-\u1fff\u2010-\u2027\u2030-\u205e\u20a0-\u20bf"
_ALL_PLAIN = re.compile(f"[{_PLAIN}\n]*")
_PLAIN_CHARACTER = re.compile(f"[{_PLAIN}\n]")

_JOINER = "\u200d"

Grapheme = tuple[int, int, int]
"""Start and end (half-open, code points) and width in cells."""


def is_plain(text: str, start: int = 0, end: int | None = None) -> bool:
    """True where every character of `[start, end)` fills one cell and stands alone."""
    end = len(text) if end is None else end
    return _ALL_PLAIN.fullmatch(text, start, end) is not None


def graphemes(text: str) -> list[Grapheme]:
    """The graphemes of a text fit to be drawn, covering every index; a flag is one, as are joined emoji."""
    if is_plain(text):
        return [(index, index + 1, 1) for index in range(len(text))]
    # 13 ms of import that only a text with emoji, accents set apart or East Asian script has to pay.
    from rich.cells import split_graphemes

    found: list[Grapheme] = []
    for start, end, cells in split_graphemes(text)[0]:
        half_flag = "\U0001f1e6" <= text[start] <= "\U0001f1ff"
        if found and (found[-1][2] == 0 or (half_flag and _is_half_flag(text, found[-1]))):
            found[-1] = (found[-1][0], end, found[-1][2] + cells)
        else:
            found.append((start, end, cells))
    return found


def cells(text: str) -> int:
    """How many cells a text fit to be drawn fills."""
    return len(text) if is_plain(text) else sum(width for _, _, width in graphemes(text))


def cut(text: str, width: int) -> str:
    """The text in at most `width` cells, with an ellipsis where it was longer."""
    if cells(text) <= width:
        return text
    kept, used = 0, 0
    for _, end, wide in graphemes(text):
        if used + wide > width - 1:
            break
        kept, used = end, used + wide
    return text[:kept].rstrip() + "…" if width > 0 else ""


def cut_middle(text: str, width: int) -> str:
    """The text in at most `width` cells, with an ellipsis in its middle where it was longer."""
    if cells(text) <= width:
        return text
    last, used = len(text), 0
    for start, _, wide in reversed(graphemes(text)):
        if used + wide > (width - 1) // 2:
            break
        last, used = start, used + wide
    return cut(text, width - used) + text[last:].lstrip() if width > 0 else ""


def cut_apart(texts: Sequence[str], widths: Sequence[int]) -> list[str]:
    """Each text in at most its width of cells; those that would read alike keep their ends, in more if need be."""
    shown = [cut(text, width) for text, width in zip(texts, widths, strict=True)]
    for time in count():
        meant: dict[str, set[str]] = {}
        for text, words in zip(texts, shown, strict=True):
            meant.setdefault(words, set()).add(text)
        alike = [place for place, words in enumerate(shown) if len(meant[words]) > 1]
        for place in alike:
            shown[place] = cut_middle(texts[place], widths[place] + 2**time - 1)  # soon the whole of a long one
        if not alike:
            break
    return shown


def edge_before(text: str, offset: int) -> int:
    """The last grapheme edge at or before `offset`."""
    if offset <= 0 or offset >= len(text):
        return max(0, min(offset, len(text)))
    start, end = _around(text, offset)
    if start == offset:
        return offset
    return max(start + first for first, _, _ in graphemes(plain(text[start:end])) if start + first <= offset)


def edge_after(text: str, offset: int) -> int:
    """The first grapheme edge at or after `offset`."""
    if offset <= 0 or offset >= len(text):
        return max(0, min(offset, len(text)))
    start, end = _around(text, offset)
    if start == offset:
        return offset
    return min(start + last for _, last, _ in graphemes(plain(text[start:end])) if start + last >= offset)


def _is_half_flag(text: str, grapheme: Grapheme) -> bool:
    start, end, _ = grapheme
    return end == start + 1 and "\U0001f1e6" <= text[start] <= "\U0001f1ff"


def _around(text: str, offset: int) -> tuple[int, int]:
    """A stretch around `offset` between two sure grapheme edges; it starts at `offset` where that is one."""
    start = offset
    while start > 0 and not _is_sure_edge(text, start):
        start -= 1
    end = offset + 1
    while end < len(text) and not _is_sure_edge(text, end):
        end += 1
    return start, end


def _is_sure_edge(text: str, offset: int) -> bool:
    return _PLAIN_CHARACTER.match(text, offset) is not None and text[offset - 1] != _JOINER
