"""Words that name a month where they stand, and so nobody who is called so: 12 May 2026, in May 2025, May 12."""

from __future__ import annotations

import re
from unicodedata import normalize

# Every word of a list of names that stands anywhere is looked up here: 1 µs where it is none of these.
_ENGLISH = "january february march april may june july august september october november december"
_OTHERS = """
    januar jänner februar märz mai juni juli oktober dezember
    janvier février mars avril juin juillet août septembre octobre novembre décembre
    enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre diciembre
    gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre
    januari februari maart mei augustus
    janeiro fevereiro março maio junho julho setembro outubro novembro dezembro
    augusti marts maj
"""
_SHORT = "jan feb mar apr jun jul aug sep sept oct nov dec"  # some are names far oftener: months before a year alone
_LONGEST = 12

_AMONG = frozenset(f"{_ENGLISH} {_OTHERS} {_SHORT}".split())
_IN_ENGLISH = frozenset(_ENGLISH.split())
_ALONE_BEFORE_YEARS = frozenset(_SHORT.split())

_AROUND = 60  # characters on either side that are looked at
_SPACE = r"[^\S\n]{1,3}"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_YEAR = r"(?:1[6-9]|20|21)\d\d(?!\w|[.,:/]\d)"

# A whole number: no time, no part of a longer one, no turn in brackets.
_DAY_BEFORE = re.compile(
    rf"(?<![\w:.,/\-])(?:\d{{1,2}}\s?[-–/]\s?)?{_DAY}(?:st|nd|rd|th|er|[.ºª°])?"
    rf"(?:{_SPACE}|[-/])(?:(?:of|de|di){_SPACE})?\Z",
    re.IGNORECASE,
)
_LINE = re.compile(r"(?:\A|\n)\s*\Z")
_LABEL = re.compile(r"[^\S\n]*:")
_YEAR_AFTER = re.compile(rf"(?:,?{_SPACE}|[-/])(?:(?:of|de|del){_SPACE})?{_YEAR}", re.IGNORECASE)
_DAY_AND_YEAR_AFTER = re.compile(
    rf"{_SPACE}{_DAY}(?:st|nd|rd|th)?(?:[-–]{_DAY}(?:st|nd|rd|th)?)?,?{_SPACE}{_YEAR}", re.IGNORECASE
)
# May 12; but not “May 12 years old”, nor the time or the number of a label: “May 12:03”, “May 2: …”.
_DAY_AFTER = re.compile(
    rf"{_SPACE}(?:the{_SPACE})?{_DAY}(?:st|nd|rd|th)?(?!\w|[^\S\n]*:|[.,/\-]\d|[^\S\n]*%)"
    rf"(?!{_SPACE}(?:years?|months?|weeks?|days?|hours?|minutes?|times|people|of)\b)",
    re.IGNORECASE,
)
_TO = rf"(?:[^\S\n]?[-–/,][^\S\n]?|{_SPACE}(?:to|and|or|until|till|through|bis|und|à|et|a|y|e|en|tot){_SPACE})"
_MONTH = f"(?:{'|'.join(sorted(_AMONG, key=len, reverse=True))})"
_MONTHS_AND_YEAR_AFTER = re.compile(rf"(?:{_TO}{_MONTH})+{_YEAR_AFTER.pattern}", re.IGNORECASE)


def is_month(text: str, start: int, end: int) -> bool:
    """Whether a word of a text (half-open, code points) is a month there: beside it stands a day or a year."""
    if end - start > _LONGEST:
        return False
    word = normalize("NFC", text[start:end]).casefold()
    if word not in _AMONG:
        return False
    before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    if any(one.match(after) for one in (_YEAR_AFTER, _DAY_AND_YEAR_AFTER, _MONTHS_AND_YEAR_AFTER)):
        return True
    if word in _ALONE_BEFORE_YEARS:
        return False
    day = _DAY_BEFORE.search(before)
    if day is not None:
        begins = start - len(before) + day.start()
        return not (_LABEL.match(after) and _LINE.search(text[max(0, begins - _AROUND) : begins]))
    return word in _IN_ENGLISH and _DAY_AFTER.match(after) is not None
