"""How much room text takes in a terminal, whose letters are one column wide, or two, or none."""

from __future__ import annotations

import unicodedata


def columns_of(text: str) -> int:
    """How many columns a terminal gives the text."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def cut(text: str, width: int) -> str:
    """The text in at most so many columns, with “…” where something is left off."""
    if columns_of(text) <= width:
        return text
    while text and columns_of(text) > width - 1:
        text = text[:-1]
    return text + "…"


def padded(text: str, width: int, *, right: bool = False) -> str:
    """The text in exactly so many columns, cut where it is longer."""
    text = cut(text, width)
    gap = " " * (width - columns_of(text))
    return gap + text if right else text + gap
