"""The turns of phrase every writer prints alike."""

from __future__ import annotations

import re

from qualcode.analysis.phrases import MONTHS as MONTHS
from qualcode.analysis.phrases import counted as counted
from qualcode.analysis.phrases import day_in_words as day_in_words
from qualcode.analysis.phrases import documents_of as documents_of
from qualcode.analysis.phrases import in_kinds as in_kinds
from qualcode.analysis.phrases import in_percent as in_percent
from qualcode.analysis.phrases import listed as listed
from qualcode.analysis.phrases import place as place
from qualcode.analysis.phrases import plural as plural
from qualcode.analysis.phrases import rounded as rounded
from qualcode.analysis.phrases import sentence_case as sentence_case

# Control characters bar tab and newline, bidi embeddings and overrides, lone surrogates, and the two code
# points that XML refuses.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


def as_sentence(words: str) -> str:
    """The words with a full stop, unless they end in what closes a sentence."""
    return words if words.endswith((".", "?", "!", "…")) else f"{words}."


def printable(words: str) -> str:
    """The words with newlines as `\\n`, and U+FFFD for each character that must not reach a file."""
    if words.isascii() and words.isprintable():
        return words
    return _UNPRINTABLE.sub("\ufffd", words.replace("\r\n", "\n").replace("\r", "\n"))
