"""Details that tell who somebody is although they are no names: addresses, telephone numbers, postcodes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from qualcode.transcripts.span import Span

_EMAIL = re.compile(r"(?<![\w.@+-])\w[\w.+-]{0,63}@(?:[\w-]{1,63}\.){1,5}[^\W\d_]{2,24}(?![\w@-])")
_GAP = "[ \u00a0]"
# The areas of British postcodes: with any other letters it is the number of a form or a room.
_AREAS = (
    "AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX FK FY "
    "G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP "
    "NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W "
    "WA WC WD WF WN WR WS WV YO ZE"
)
_POSTCODE = re.compile(
    rf"(?<![\w/-])(?:{'|'.join(sorted(_AREAS.split(), key=len, reverse=True))})(?:[1-9]\d?|0|[1-9][A-HJKMNPR-Y])"
    rf"{_GAP}?\d[ABD-HJLNP-UW-Z]{{2}}(?![\w-])"
)
# A number that is no part of a longer one, of a time, a sum of money, a reference or an address of the web.
_FREE, _ENDS = r"(?<![\w.,:/£$€#@+-])(?<!\d )", r"(?![\w-]|[.,:/]\d| \d)"
_BREAK = rf"(?:{_GAP}|-|\.)"
_ABROAD = re.compile(
    rf"{_FREE}(?:\+[1-9]\d{{0,2}}|00[1-9]\d{{0,2}}(?={_BREAK}))(?:{_BREAK}?\(0\))?(?:{_BREAK}?\(?\d{{2,12}}+\)?){{1,5}}{_ENDS}"
)
_BRITISH = re.compile(rf"{_FREE}(?:\(0\d{{2,4}}\)|0\d{{2,4}})(?:{_BREAK}?\d{{3,8}}){{1,3}}{_ENDS}")
_AMERICAN = re.compile(rf"{_FREE}(?:\(\d{{3}}\){_GAP}?|\d{{3}}([-.]))\d{{3}}(?(1)\1|[-.])\d{{4}}{_ENDS}")
_HEALTH = re.compile(rf"{_FREE}\d{{3}}({_GAP}|-|)\d{{3}}\1\d{{4}}{_ENDS}")
_DIGIT = re.compile(r"\d")


class Detail(StrEnum):
    """What tells who somebody is."""

    EMAIL = "an e-mail address"
    PHONE = "a telephone number"
    POSTCODE = "a postcode"
    HEALTH = "ten digits as an NHS number has them"


@dataclass(frozen=True, slots=True)
class FoundDetail:
    """Where a detail stands: half-open, code points."""

    span: Span
    what: Detail


def details_in(text: str) -> list[FoundDetail]:
    """The details in a text, in order and apart; rather too few than a date, a time, a sum or a reference."""
    found = sorted(_details(text), key=lambda one: (one.span.start, -one.span.end))
    apart: list[FoundDetail] = []
    for one in found:
        if not apart or one.span.start >= apart[-1].span.end:
            apart.append(one)
    return apart


def _details(text: str) -> Iterator[FoundDetail]:
    if "@" in text:
        yield from (FoundDetail(Span(*one.span()), Detail.EMAIL) for one in _EMAIL.finditer(text))
    if _DIGIT.search(text) is None:
        return
    yield from (FoundDetail(Span(*one.span()), Detail.POSTCODE) for one in _POSTCODE.finditer(text))
    for pattern, least, most in ((_ABROAD, 9, 15), (_BRITISH, 10, 11), (_AMERICAN, 10, 10)):
        for one in pattern.finditer(text):
            digits = _digits(one[0])
            if (
                least <= len(digits) <= most
                and len(set(digits)) > 2
                and not (pattern is _BRITISH and digits[1] in "046")
            ):
                yield FoundDetail(Span(*one.span()), Detail.PHONE)
    for one in _HEALTH.finditer(text):
        if _adds_up(_digits(one[0])):
            yield FoundDetail(Span(*one.span()), Detail.HEALTH)


def _digits(words: str) -> str:
    return "".join(_DIGIT.findall(words))


def _adds_up(digits: str) -> bool:
    """Whether the last of ten digits is the one that those before it call for; one in eleven does by chance."""
    rest = sum(int(digit) * (10 - place) for place, digit in enumerate(digits[:9])) % 11
    return len(set(digits)) > 2 and (11 - rest) % 11 == int(digits[9])
