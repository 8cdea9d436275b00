"""Finding a passage of a document by its words or its turn."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qualcode.problem import Problem
from qualcode.transcripts.span import Span
from qualcode.transcripts.transcript import Turn

_SAME = {
    "'": "['’‘ʼ]",
    "’": "['’‘ʼ]",
    "‘": "['’‘ʼ]",
    '"': '["“”„]',
    "“": '["“”„]',
    "”": '["“”„]',
    "-": "[-‐‑–—]",
}


def find_words(text: str, words: str, occurrence: int = 1) -> Span:
    """Where `words` stand in `text` for the nth time (from 1), as a half-open span of code points.

    White space is folded, and curly and straight quotes are alike; letters must be the same. Raises Problem when
    the words do not stand there that often.
    """
    parts = [_pattern(part) for part in words.split()]
    if not parts:
        raise Problem("No words were given.", remedy="Give the words of the passage, in quotes.")
    found = list(re.finditer(r"\s+".join(parts), text))
    if len(found) >= occurrence >= 1:
        match = found[occurrence - 1]
        return Span(match.start(), match.end())
    if found:
        raise Problem(
            f"These words stand there {len(found)} times, not {occurrence}.",
            remedy="Give a lower --occurrence.",
        )
    loose = re.search(r"\s+".join(parts), text, re.IGNORECASE)
    raise Problem(
        "These words do not stand in the document.",
        f"Nearest: “{loose.group()[:60]}”." if loose else f"Looked for “{words[:60]}”.",
        "Copy them exactly from the transcript.",
    )


def _pattern(part: str) -> str:
    return "".join(_SAME.get(letter, re.escape(letter)) for letter in part)


def turn_span(turns: Sequence[Turn], number: int) -> Span:
    """The words of turn `number`, counted from 1. Raises Problem when there is none."""
    if not 1 <= number <= len(turns):
        raise Problem(f"There is no turn {number}.", f"The document has {len(turns)}.", "Give another --turn.")
    return turns[number - 1].span
