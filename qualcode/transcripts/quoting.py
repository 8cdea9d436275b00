"""A name or some words in quotation marks, as the program quotes them."""

from __future__ import annotations

import re

_OPENS = re.compile(r'"(?=\w)')
_INNER = str.maketrans({"“": "‘", "”": "’", '"': "’"})


def inner(words: str) -> str:
    """Words with single quotation marks for the double ones in them, to stand in double ones."""
    return _OPENS.sub("‘", words).translate(_INNER)


def in_marks(words: object) -> str:
    """Words in double quotation marks; what they quote themselves stands in single ones."""
    return f"“{inner(str(words))}”"


def without_quoted(text: str, words: str, instead: str) -> str:
    """A text with something else for some words in quotation marks, whichever stand in the words themselves."""
    return text.replace(in_marks(words), instead).replace(f"“{words}”", instead)
