"""Words found in a text as a reader would look for them."""

from __future__ import annotations

import re

from qualcode.transcripts.boundaries import snap
from qualcode.transcripts.span import Span

# What a keyboard has, and what a transcript may have in its place.
_ALIKE = {"'": "['’‘ʼ]", "’": "['’‘ʼ]", '"': '["“”„]', "-": "[-‐‑–—]"}


def find_all(text: str, wanted: str) -> list[Span]:
    """Where the words stand: any case, any white space, straight quotes for curly; whole graphemes."""
    words = wanted.split()
    if not words:
        return []
    pattern = r"\s+".join("".join(_ALIKE.get(char, re.escape(char)) for char in word) for word in words)
    return [snap(Span(*match.span()), text) for match in re.finditer(pattern, text, re.IGNORECASE)]
