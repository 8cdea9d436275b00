"""What sort of source a file is, from its name and its shape."""

from __future__ import annotations

import re
from collections.abc import Iterable

from qualcode.transcripts.speakers import is_interviewer, speaker_key
from qualcode.transcripts.transcript import Kind, Turn

_NAMES = (
    (Kind.FOCUS_GROUP, r"focus ?groups?|fg ?\d+|group interviews?|group discussions?"),
    (Kind.FIELD_NOTE, r"field ?notes?|field ?diary|field ?work notes?|observations?|ethnographic notes?"),
    (Kind.WORKSHOP_NOTE, r"workshops?|co-?design|flip ?charts?|sticky notes|post-?its"),
    (Kind.SURVEY_ANSWER, r"surveys?|questionnaires?|open answers?|free text|survey answers?"),
    (Kind.PUBLIC_COMMENT, r"public comments?|consultation responses?|forum posts?"),
    (Kind.EVIDENCE, r"evidence|literature|systematic reviews?|briefing papers?"),
    (Kind.INTERVIEW, r"interviews?|intvw?s?|interviewtranscripts?"),
)


def kind_of(name: str, turns: Iterable[Turn]) -> Kind | None:
    """What a file's name says, else what its speakers suggest, else None."""
    said = kind_in(name)
    if said is not None:
        return said
    labels = list({speaker_key(turn.speaker): turn.speaker for turn in turns if turn.speaker}.values())
    asking = sum(is_interviewer(label, labels) for label in labels)
    answering = len(labels) - asking
    if (asking and answering >= 3) or answering >= 4:
        return Kind.FOCUS_GROUP
    return Kind.INTERVIEW if len(labels) >= 2 else None


def kind_in(name: str) -> Kind | None:
    """The kind that the name of a file or folder speaks of."""
    words = " ".join(re.findall(r"[^\W_]+", name.casefold()))
    return next((kind for kind, pattern in _NAMES if re.search(rf"\b(?:{pattern})\b", words)), None)


def kind_named(word: str) -> Kind | None:
    """The kind that a person wrote: `Focus group`, `field-notes`, `FIELD_NOTE`."""
    key = re.sub(r"[\W_]+", "", word.casefold()).removesuffix("s")
    return next((kind for kind in Kind if re.sub(r"\W", "", kind.value).removesuffix("s") == key), None)
