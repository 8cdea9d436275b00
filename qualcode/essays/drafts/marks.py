"""Quotation marks that are written otherwise, as the usual ones: a text of the same length, to look for them in."""

from __future__ import annotations

import re

# Primes, ditto marks and wide marks, which some keyboards and fonts put for quotation marks.
_ALIKE = str.maketrans(dict(zip("″‶〃＂〝〞〟❝❞‟", '""""“””“”“', strict=True)))
_BACKTICKS = re.compile("``|´´|(?<!['’‘])(?:''|’’|‘‘)(?!['’‘])")
_MARK = re.compile('[“”„"]')
_BEFORE_OPENING = re.compile(r"[\s(\[{—–/-]")
_STRAIGHT = re.compile('"')


def usual_marks(text: str) -> str:
    """The text with marks that open as “ and marks that close as ” where they are others, or stand the other way.

    Two single marks are one double, with a space for the second; ”so” as in Sweden and "so” by mistake open with “.
    Straight marks that do not open and close in turn are told by what is beside them.
    """
    text = text.translate(_ALIKE)
    if "``" in text or "´´" in text or "''" in text or "’’" in text or "‘‘" in text:
        text = _BACKTICKS.sub(_double, text)
    if '"' in text:
        text = _curled(text)
    return _turned(text) if "”" in text or "“" in text else text


def _double(two: re.Match[str]) -> str:
    return " “" if two[0] in ("``", "‘‘") or _opens(two.string, two.start(), two.end()) else "” "


def _opens(text: str, start: int, end: int) -> bool:
    """Whether what stands there has space before it and words after it."""
    before = start == 0 or _BEFORE_OPENING.match(text[start - 1]) is not None
    return before and end < len(text) and not text[end].isspace()


def _closes(text: str, start: int, end: int) -> bool:
    """Whether words stand before it and none after it."""
    return start > 0 and not _BEFORE_OPENING.match(text[start - 1]) and not text[end : end + 1].isalnum()


def _curled(text: str) -> str:
    """Straight marks as curly ones where a quotation is not closed, and each can be told; else as they are."""
    places = [mark.start() for mark in _STRAIGHT.finditer(text)]
    opening = [_opens(text, place, place + 1) for place in places]
    if opening == [number % 2 == 0 for number in range(len(places))] and len(places) % 2 == 0:
        return text
    if not all(opens or _closes(text, place, place + 1) for opens, place in zip(opening, places, strict=True)):
        return text
    letters = list(text)
    for opens, place in zip(opening, places, strict=True):
        letters[place] = "“" if opens else "”"
    return "".join(letters)


def _turned(text: str) -> str:
    """Marks turned round: one that closes where a quotation opens and nothing is open, one that opens at its end."""
    letters: list[str] = []
    at = 0
    is_open = False
    opened = ""  # what opened the quotation
    marks = list(_MARK.finditer(text))
    for number, mark in enumerate(marks):
        letter = mark[0]
        following = marks[number + 1][0] if number + 1 < len(marks) else ""
        if is_open and letter == opened == "“" and _closes(text, mark.start(), mark.end()):
            letters += [text[at : mark.start()], "”"]
            at, is_open = mark.end(), False
        elif is_open:
            is_open = letter == "„"
        elif letter in "“„":
            is_open, opened = True, letter
        elif _opens(text, mark.start(), mark.end()) and following == "”":
            letters += [text[at : mark.start()], "“"]
            at, is_open = mark.end(), True
    return "".join([*letters, text[at:]])
