"""The ages that a sentence says of somebody, however the study keeps them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from qualcode.participants.number_words import DECADES, Stretch, decade, whole
from qualcode.participants.numbers import number_in

_IS_AGE = re.compile(r"(?<![^\W_])(?:age|ages|aged|old)(?![^\W_])", re.IGNORECASE)
_ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_TEENS = (
    "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_IN_WORDS = {
    **{word: place for place, word in enumerate(("no", *_ONES))},
    **{word: 10 + place for place, word in enumerate(_TEENS)},
    **{word: 20 + 10 * place for place, word in enumerate(_TENS)},
    **{f"{ten}{one}": 20 + 10 * i + j for i, ten in enumerate(_TENS) for j, one in enumerate(_ONES, start=1)},
}
_WORDS = rf"(?:{'|'.join(_TENS)})(?:[\s-](?:{'|'.join(_ONES)}))?|{'|'.join(_TEENS)}"
_N = rf"(?<![\w.,])(\d{{1,3}}|{_WORDS})(?![\w]|[.,]\d)"
SMALL = f"{_WORDS}|{'|'.join(_ONES)}|no"  # numbers in words that are of things, and of no age
_NOT_OF_AN_AGE = "group|total|list|sample|panel|number|team|range|class|crowd|score|mean|median|average|rate|set"
_AGE = re.compile(
    rf"\b(?:aged|age|age of)[\s:]+(?:of\s+|is\s+)?{_N}|"
    rf"{_N}[\s-]*(?:years?|yrs?)?[\s-]+(?:old\b|of\s+age\b)|"
    rf"\b(?:is|was|turned|turning)\s+(?:only\s+|just\s+|now\s+)?{_N}(?=\s*(?:[,;.)!?—–]|$|and\b))|"
    rf"\bat\s+{_N}(?=\s*,)|"
    rf"\b(?:an?|the)\s+(?!(?:{_NOT_OF_AN_AGE})\b)[\w-]+\s+of\s+{_N}(?=\s*(?:[,;.)!?—–]|$|(?:in|from|who|and)\b))|"
    rf",\s*{_N}\s*(?=[,)—–])",
    re.IGNORECASE,
)
_NAMES = "|".join(DECADES)
_DECADE = re.compile(
    rf"\b(?:in|into)\s+(?:his|her|their|my)\s+(?:(?:early|mid|middle|late)[\s-]+)?(?:({_NAMES})|([1-9]0)['’]?s)\b|"
    rf"\b(?:early|mid|late)[\s-]+({_NAMES})\b|"
    rf"\b({'|'.join(_TENS)})[\s-]?something\b|"
    r"\b(teen)age(?:d|rs?)?\b",
    re.IGNORECASE,
)
_BARE_DECADE = re.compile(rf"(?:(?:early|mid|late)[\s-]+)?(?:({_NAMES})|([1-9]0)['’]?s)", re.IGNORECASE)


def is_age(name: str) -> bool:
    """Whether an attribute is an age by its name."""
    return _IS_AGE.search(name) is not None


@lru_cache(maxsize=2_000)
def ages_in(words: str) -> frozenset[Stretch]:
    """The ages that a sentence says of somebody, as numbers."""
    said = (next(filter(None, found.groups())) for found in _AGE.finditer(words))
    return frozenset(whole(number) for one in said if (number := number_said(one)) is not None)


@lru_cache(maxsize=2_000)
def decades_in(words: str) -> dict[str, Stretch]:
    """The decades of life that a sentence says somebody is in, by what they are called: `thirties`."""
    return dict(_decades(words))


def bare_decade(words: str) -> dict[str, Stretch]:
    """The decade that a part of brackets is: `thirties`, `30s`; empty where it is none."""
    found = _BARE_DECADE.fullmatch(words)
    return {_called(decade(found[1] or found[2])): decade(found[1] or found[2])} if found is not None else {}


def number_said(said: str) -> Decimal | None:
    """A number in figures or in words: `12`, `twenty-one`; None where it is none."""
    in_words = _IN_WORDS.get(re.sub(r"[\s-]", "", said.casefold()))
    return number_in(said) if in_words is None else Decimal(in_words)


def _decades(words: str) -> Iterator[tuple[str, Stretch]]:
    for found in _DECADE.finditer(words):
        said = next(filter(None, found.groups())).casefold()
        begins = "teens" if said == "teen" else str(_IN_WORDS[said]) if said in _IN_WORDS else said
        yield _called(decade(begins)), decade(begins)


def _called(one: Stretch) -> str:
    return next((name for name, (low, _) in DECADES.items() if one.low == low), f"from {one.low}")
