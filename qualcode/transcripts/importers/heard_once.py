"""Speakers who are heard once each, as in a short group talk: known by all that is said together."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qualcode.transcripts.importers.heads import Form, Head, Line
from qualcode.transcripts.importers.labels import Likeness, likeness
from qualcode.transcripts.names_too import ALSO_WORDS, GIVEN
from qualcode.transcripts.speakers import speaker_key

_LEAST_VOICES, _LEAST_GIVEN = 3, 2
_MOST_WORDS = 3  # of a label
_LEAST_WORDS = 2  # said under a label, on the whole
# What somebody says and a list of facts about people does not: I, we, you, in the commonest languages; a question.
_SAID = re.compile(
    r"\b(?:i|i[’'](?:m|ve|d|ll)|me|my|mine|we|we[’'](?:re|ve|d|ll)|us|our|you|you[’'](?:re|ve|d|ll)|your|"
    r"ich|mir|mich|mein\w*|wir|uns|unser\w*|je|moi|nous|mon|yo|mis?|nosotr[oa]s|nos|io|noi|mij|wij|ons)\b"
    r"|\bj[’']|[?？؟]",
    re.IGNORECASE,
)


def heard_once(text: str, lines: Sequence[Line], named: Sequence[Head]) -> list[Head]:
    """The heads of several people of whom hardly any comes again; none where the evidence is not good.

    Three or more different names before a colon, alike in form, nearly every paragraph from the first of them on
    begins with one, at least half of them are common given names, and most of what they say is said by somebody.
    """
    heads = [head for head in named if head.form is Form.COLON and _may_be_a_name(text, head)]
    voices = {speaker_key(head.label or ""): head.label or "" for head in heads}
    given = sum(_is_given(label) for label in voices.values())
    if len(voices) < _LEAST_VOICES or given < max(_LEAST_GIVEN, len(voices) / 2) or not _are_alike(heads):
        return []
    ends = [head.start for head in heads[1:]] + [len(text)]
    said = [text[head.words : end].strip() for head, end in zip(heads, ends, strict=True)]
    if 2 * sum(len(words.split()) >= _LEAST_WORDS for words in said) <= len(said):
        return []
    if 2 * sum(_SAID.search(words) is not None for words in said) <= len(said):
        return []
    return heads if _most_begin_with_one(text, lines, heads) else []


def _may_be_a_name(text: str, head: Head) -> bool:
    """Whether a label is a name by its looks, and no word that stands small elsewhere in the text."""
    label = head.label or ""
    if likeness(label) is not Likeness.NAME or len(label.split()) > _MOST_WORDS:
        return False
    return _is_given(label) or not re.search(rf"(?<!\w){re.escape(label.lower())}(?!\w)", text)


def _is_given(label: str) -> bool:
    first = label.split()[0].casefold() if label.split() else ""
    return first in GIVEN and first not in ALSO_WORDS


def _are_alike(heads: Sequence[Head]) -> bool:
    """Whether all are written in one way: bold or not, with the words beside them or below."""
    return len({(head.bold, head.alone, head.timed) for head in heads}) == 1


def _most_begin_with_one(text: str, lines: Sequence[Line], heads: Sequence[Head]) -> bool:
    """Whether of the paragraphs from the first head on more than two thirds begin with a head.

    Paragraphs stand apart by empty lines; where the heads do not, each line is one.
    """
    full = [bool(line.of(text).strip()) for line in lines]
    apart = all(head.line == 0 or not full[head.line - 1] for head in heads[1:])
    begins = [
        number
        for number in range(heads[0].line, len(lines))
        if full[number]
        and not lines[number].heading
        and (not apart or number == heads[0].line or not full[number - 1])
    ]
    return 3 * len(heads) > 2 * len(begins)
