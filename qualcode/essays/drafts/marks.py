"""Quotation marks that are written otherwise, as the usual ones: a text of the same length, to look for them in."""

from __future__ import annotations

import re

# Primes, ditto marks and wide marks, which some keyboards and fonts put for quotation marks.
_ALIKE = str.maketrans(dict(zip("″‶〃＂〝〞〟❝❞‟", '""""“””“”“', strict=True)))
_BACKTICKS = re.compile("``|´´|(?<!['’‘])(?:''|’’|‘‘)(?!['’‘])")
_MARK = re.compile('[“”„"]')
_BEFORE_OPENING = re.compile(r"[\s(\[{—–/-]")


def usual_marks(text: str) -> str:
    """The text with marks that open as “ and marks that close as ” where they are others, or stand the other way.

    Two single marks are one double, with a space for the second; ”so” as in Sweden and "so” by mistake open with “.
    """
    text = text.translate(_ALIKE)
    if "``" in text or "´´" in text or "''" in text or "’’" in text or "‘‘" in text:
        text = _BACKTICKS.sub(_double, text)
    return _turned(text) if "”" in text else text


def _double(two: re.Match[str]) -> str:
    return " “" if two[0] in ("``", "‘‘") or _opens(two.string, two.start(), two.end()) else "” "


def _opens(text: str, start: int, end: int) -> bool:
    """Whether what stands there has space before it and words after it."""
    before = start == 0 or _BEFORE_OPENING.match(text[start - 1]) is not None
    return before and end < len(text) and not text[end].isspace()


def _turned(text: str) -> str:
    """Marks that close and stand where one opens, and nothing is open, turned round."""
    letters: list[str] = []
    at = 0
    is_open = False
    marks = list(_MARK.finditer(text))
    for number, mark in enumerate(marks):
        letter = mark[0]
        following = marks[number + 1][0] if number + 1 < len(marks) else ""
        if is_open:
            is_open = letter == "„"
        elif letter in "“„":
            is_open = True
        elif _opens(text, mark.start(), mark.end()) and following == "”":
            letters += [text[at : mark.start()], "“"]
            at, is_open = mark.end(), True
    return "".join([*letters, text[at:]])
