"""What a checking sheet says before anybody writes on it, so that it can be told what somebody wrote."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable

from qualcode.analysis.phrases import counted
from qualcode.essays.essay import Answer

YES, CHANGE, NO = "Yes, print it so", "Change it so:", "No, do not print it"
LABELS = {Answer.APPROVED: YES, Answer.CHANGED: CHANGE, Answer.REFUSED: NO}
CROSS, OWN_WORDS = "Your cross", "How it should read"
ASK, SIGNED, DAY = "What we ask of you", "Signed", "Day"
AMONG = "Others speak in this passage too. Their words are left out here."
_CODE = 6  # hex digits that tell on paper which words somebody saw, and whether a line of a sheet was changed


def title(pseudonym: str) -> str:
    """What stands over a sheet."""
    return f"Your words, to be checked: {pseudonym}"


def opening(study: str, pseudonym: str, number: int) -> tuple[str, str]:
    """What a person is told and asked, of some passages."""
    several = number > 1
    is_, it, stands, each = ("are", "they", "They stand", "each") if several else ("is", "it", "It stands", "it")
    return (
        f"You took part in {study}. {counted(number, 'passage')} of what you said {is_} meant to be "
        f"printed. {stands} here exactly as {it} would be: what was left out is marked […], and what somebody else "
        f"wrote in stands [in brackets]. Your name is not printed: you appear as {pseudonym}.",
        f"Put a cross beside one answer to {each}. Where something should read otherwise, write how. What you say no "
        "to is not printed. Where you do not answer, we ask you again. The letters and figures after “Passage” and "
        "“Signed” tell us which words you answered about.",
    )


def passage_heading(number: str, of: str) -> str:
    """What stands over a passage."""
    return f"Passage {number} of {of}"


def what_for(essay: str, under: str) -> str:
    """What a passage is printed for: the title of an essay and the words that it stands under, as far as told."""
    if essay and under:
        return f"It is meant for “{essay}”, and supports this point: {under}"
    if under:
        return f"It supports this point: {under}"
    return f"It is meant for “{essay}”." if essay else "It is kept for later, and in no text yet."


def sign_as_you_like(pseudonym: str) -> str:
    """What is asked of who signs."""
    return f"Sign as you like: your initials, a mark, or {pseudonym}. This sheet holds no name of yours."


def short_code(digest: str) -> str:
    """The beginning of a digest, as it stands on a sheet."""
    return digest[:_CODE]


def sheet_code(lines: Iterable[str]) -> str:
    """What tells whether all that a sheet printed still stands on it, however it is spaced."""
    bare = (" ".join(line.split()) for line in lines)
    return short_code(hashlib.sha256("\n".join(filter(None, bare)).encode()).hexdigest())


def begins_passage(line: str) -> bool:
    """Whether a line is the heading of a passage."""
    return _HEADING.fullmatch(line) is not None


def point_of(line: str) -> str | None:
    """The words that a passage stands under, of a line that says what it is printed for; None for any other line."""
    found = next(filter(None, (one.fullmatch(line) for one in _POINTS)), None)
    return None if found is None else found.groupdict().get("under") or ""


def sent_to(line: str) -> str:
    """The pseudonym of whom a sheet is for, of the line over it; empty for any other line."""
    found = _OVER.fullmatch(line)
    return found["who"] if found is not None else ""


def is_printed(line: str) -> bool:
    """Whether a sheet prints a line of its own somewhere outside its passages."""
    return any(one.fullmatch(line) for one in _ELSEWHERE)


def is_on_every_page(line: str, lines: Collection[str]) -> bool:
    """Whether a sheet prints a line at the head or the foot of its pages, given its other lines."""
    over = [re.escape(one) for one in lines if sent_to(one)]
    foot = re.compile(rf"(?:{'|'.join(over)})(?:, {_DAY})?\s?(?:Page \d* ?of ?\d*)?") if over else None
    return bool(foot and foot.fullmatch(line)) or any(one.startswith(f"{line}, ") for one in lines)


# Stand for what differs from sheet to sheet.
_STUDY, _WHO, _TITLE, _UNDER = "\ue000", "\ue001", "\ue002", "\ue003"
_AND_SIGNED = re.escape(" and “Signed”")  # not on sheets that had no code there
_SHORT = r"[^“”.!?]{1,60}"
_FOR = {_STUDY: r".+", _WHO: _SHORT, _TITLE: r"[^”]+", _UNDER: r"(?P<under>.+)"}


def _pattern(words: str) -> re.Pattern[str]:
    found = re.escape(words).replace(re.escape(counted(2, "passage")), r"[\d,]+\ passages")
    found = found.replace(_AND_SIGNED, f"(?:{_AND_SIGNED})?")
    for sign, wanted in _FOR.items():
        found = found.replace(sign, wanted)
    return re.compile(found)


_HEADING = re.compile(passage_heading(r"\d+", r"\d+"))
_POINTS = [
    _pattern(what_for(essay, under)) for essay, under in ((_TITLE, _UNDER), ("", _UNDER), (_TITLE, ""), ("", ""))
]
_DAY = r"\d{1,2} [^\W\d]+ \d{4}"
_OVER = re.compile(_pattern(title(_WHO)).pattern.replace(_SHORT, f"(?P<who>{_SHORT})"))
_ELSEWHERE = [
    _pattern(title(_WHO)),
    re.compile(rf".+, {_DAY}"),  # the study and the day
    *(_pattern(words) for number in (1, 2) for words in opening(_STUDY, _WHO, number)),
    *map(_pattern, (ASK, SIGNED, AMONG, sign_as_you_like(_WHO))),
]
