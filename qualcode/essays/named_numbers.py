"""Numbers that a sentence says of an attribute by its name: `12 sessions`, `ten years in post`, `three children`."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from qualcode.essays.ages import SMALL, number_said
from qualcode.participants.number_words import Stretch, whole

_N = rf"(?<![\w.,])(\d{{1,3}}|{SMALL})(?![\w]|[.,]\d)"
_RANGE = rf"{_N}(?:\s*(?:[-‐‑–—]|to|and|or)\s*{_N})?"
_UNITS = ("year", "month", "week", "day", "hour")
_UNIT = re.compile(rf"(?:{'|'.join(_UNITS)})s?", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\(([^()]*)\)")
_HOW_MANY = re.compile(r"^(?:(?:number|no\.?|count|amount|length|duration)\s+of|how many|time)\s+", re.IGNORECASE)
_OF = r"(?:in|of|at|as|with|on|since)"
_WHOSE = r"(?:the|an?|this|that|his|her|their|its|our|my)"
_IRREGULAR = {"child": "child(?:ren)?", "children": "child(?:ren)?", "person": "(?:person|people)"}
_IRREGULAR["people"] = _IRREGULAR["person"]


class _Looked(NamedTuple):
    """What finds numbers of a name: a sentence without `stem` has none."""

    stem: str
    patterns: tuple[re.Pattern[str], ...]


@lru_cache(maxsize=2_000)
def numbers_of(words: str, name: str) -> frozenset[Stretch]:
    """The numbers that a sentence says of an attribute by its name, of a band in words all of it."""
    looked = _looked(name)
    if looked.stem not in words.casefold():
        return frozenset()
    return frozenset(
        stretch
        for pattern in looked.patterns
        for found in pattern.finditer(words)
        if (stretch := _stretch(found[1], found[2])) is not None
    )


def _stretch(first: str, last: str | None) -> Stretch | None:
    low, high = number_said(first), number_said(last or first)
    return None if low is None or high is None or high < low else Stretch(low, whole(high).high)


@lru_cache(maxsize=1_000)
def _looked(name: str) -> _Looked:
    """The name as it stands, and what it counts: `Number of children`, `Years in post`, `Service (years)`."""
    in_full = re.escape(name.strip())
    patterns = [rf"\b{in_full}[\s:]+(?:of\s+|is\s+)?{_RANGE}", rf"{_RANGE}[\s-]*{in_full}\b"]
    units = [unit for unit in _IN_BRACKETS.findall(name) if _UNIT.fullmatch(unit.strip())]
    counted = _HOW_MANY.sub("", _IN_BRACKETS.sub(" ", name).strip()).split()
    for place in (0, -1):
        if len(counted) > 1 and not units and _UNIT.fullmatch(counted[place]):
            units = [counted.pop(place)]
            counted = counted[:-1] if place and re.fullmatch(_OF, counted[-1], re.IGNORECASE) else counted
    thing = counted[1:] if len(counted) > 1 and re.fullmatch(_OF, counted[0], re.IGNORECASE) else counted
    if not thing:
        return _Looked(name.casefold().strip(), _compiled(patterns))
    called = r"\s+".join(map(_in_any_number, thing))
    if units:
        unit = rf"{re.escape(units[0].strip().rstrip('sS'))}s?['’]?"
        patterns += [
            rf"{_RANGE}[\s-]*{unit}\s+(?:{_OF}\s+)?(?:{_WHOSE}\s+)?(?:[\w-]+\s+)?{called}\b",
            rf"\b{called}[\s:,]+(?:[\w-]+\s+){{0,3}}?{_RANGE}[\s-]*{unit}",
        ]
    else:
        patterns += [rf"{_RANGE}[\s-]+(?:(?!of\b)[\w-]+\s+)?{called}\b", rf"\b{called}[\s:]+(?:of\s+|is\s+)?{_RANGE}"]
    return _Looked(_stem(max(thing, key=len)), _compiled(patterns))


def _compiled(patterns: list[str]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in dict.fromkeys(patterns))


def _stem(word: str) -> str:
    """What a word has in common with its plural."""
    folded = word.casefold()
    if folded in _IRREGULAR:
        return "child" if folded.startswith("child") else "pe"
    return folded.removesuffix("s").removesuffix("ie").removesuffix("y")


def _in_any_number(word: str) -> str:
    """A word as one of them is called, or several."""
    folded = word.casefold()
    if folded in _IRREGULAR:
        return _IRREGULAR[folded]
    if folded.endswith(("ies", "y")) and len(folded) > 3:
        return rf"{re.escape(_stem(word))}(?:y|ies)"
    return rf"{re.escape(word[:-1] if folded.endswith('s') and not folded.endswith('ss') else word)}(?:e?s)?"
