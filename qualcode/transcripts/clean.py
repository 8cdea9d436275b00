"""Text made safe to draw: nothing in it acts on a terminal, and every character keeps its place."""

from __future__ import annotations

import re

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

_CONTROLS = "\x00-\x08\x0b-\x1f\x7f-\x9f"
_DIRECTIONS = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_SURROGATES = "\ud800-\udfff"
_UNSAFE = re.compile(f"[{_CONTROLS}{_DIRECTIONS}{_SURROGATES}]")
# Line and page breaks that other programs write: vertical tab, form feed, NEL, line and paragraph separator.
_MARKS_OF_DIRECTION = re.compile(f"[{_DIRECTIONS}]")
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_BREAKS_AND_TABS = str.maketrans("\n\t\u2028\u2029", "    ")


def clean(text: str) -> str:
    """Replace controls (but newline and tab), direction marks and lone surrogates; same length as `text`."""
    return _UNSAFE.sub(REPLACEMENT, text)


def newlines(text: str) -> str:
    """Write every kind of line end as `\\n`, and drop marks of direction; the text may get shorter."""
    text = _LINE_ENDS.sub("\n", text)
    return text if text.isascii() else _MARKS_OF_DIRECTION.sub("", text)


def plain(text: str) -> str:
    """A name or label as drawn on one line: clean, breaks and tabs as spaces; same length as `text`."""
    return clean(text.translate(_BREAKS_AND_TABS))
