"""Columns of a survey that tell who somebody is, or that the survey tool keeps for itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

_OFTEN = 0.3  # of the cells look so, and the column is taken to be of that sort
_FEWEST = 2

_HEADINGS: tuple[tuple[str, str], ...] = (
    (r"\be-?mails?\b|\bmail address\b|\be-?mail_?address", "e-mail addresses"),
    (r"\bip\b|\bip_?addr|\bnetwork[ _]?id\b|\bmac address\b", "IP addresses or what stands for them"),
    (
        r"\b(tele)?phone|\bmobile\b(?! app| dev)|\btel\b|\bcell ?(phone|number)\b|\bwhatsapp\b|\bfax\b",
        "phone numbers",
    ),
    (r"\bpost[ _-]?codes?\b|\bzip([ _-]?code)?\b|\bpostal\b|\bpostleitzahl\b|\bplz\b", "postcodes"),
    (
        r"^((your|full|first|last|family|given|middle|maiden|contact|respondent|participant|user|preferred|display|and)"
        r"[ _-]*|['’]s )*names?[?:]?$|\b(sur|fore|user)names?\b|\byour (full |first |last )?name\b|\binitials\b|"
        r"^(recipient|contact) ?(first|last)? ?name|\b(vor|nach)name\b|^pr[ée]nom\b|^nom\b|^signature\b",
        "names",
    ),
    (r"\b(home|street|postal|your) address\b|^address\b|\bstreet\b", "addresses"),
    (r"\bdate of birth\b|\bbirth ?(date|day)\b|\bdob\b|\bd\.o\.b\b", "dates of birth"),
    (r"\blatitude\b|\blongitude\b|\bgps\b|\bgeo ?location\b", "places on the map"),
    (r"\b(twitter|instagram|facebook|linkedin|github) ?(handle|name|profile|account|url)?\b$", "names on the web"),
    (r"\bnhs (no|number)\b|\bnational insurance\b|\bpassport\b|\bssn\b|\bsocial security\b", "personal numbers"),
)
_BOOKKEEPING = re.compile(
    r"(start|end|submit|submission|recorded|completion|created|modified|last page|response)[ _]?(date|time|stamp)?"
    r"( ?\((utc|gmt)\))?|(date|time) (started|submitted|completed|created|modified)|timestamp|horodateur|zeitstempel|"
    r"duration( \(in seconds\))?|progress|finished|collector ?(id)?|response ?(type|status|id)?|status|user ?agent|"
    r"browser|(operating )?system|distribution ?channel|user ?language|external ?(data )?reference|custom data.*|"
    r"response last seen|referer|referrer|seed|token|start language|uuid|cookie",
    re.IGNORECASE,
)
_EMAIL = re.compile(r"[^\s@,;<>]+@[^\s@,;<>]+\.[a-z]{2,}", re.IGNORECASE)
_IP = re.compile(
    r"(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?::\d+)?|(?:[0-9a-f]{0,4}:){3,7}[0-9a-f]{1,4}",
    re.I,
)
_PHONE = re.compile(r"(?:\+|00|\(?0)[\d\s()./-]{8,18}\d|\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}")
_POSTCODE = re.compile(r"[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}", re.IGNORECASE)
_NAME = re.compile(r"(?:[A-Z][a-zà-öø-ÿ’'-]+\.?\s+){1,2}(?:[A-Z]\.\s+)?[A-Z][A-Za-zÀ-ÿ’'-]+")


def why_private(heading: str, values: Sequence[str]) -> str:
    """What a column seems to hold that tells who somebody is, as a plural; empty where nothing does."""
    words = re.sub(r"[_\s]+", " ", heading).strip().casefold()
    for pattern, what in _HEADINGS:
        if re.search(pattern, words):
            return what
    filled = [value.strip() for value in values if value.strip()]
    if len(filled) < _FEWEST:
        return ""
    for fits, what in _CONTENTS:
        if sum(map(fits, filled)) >= max(_FEWEST, _OFTEN * len(filled)):
            return what
    if len(set(filled)) > 0.8 * len(filled) and sum(map(_is_name, filled)) >= 0.8 * len(filled):
        return "names"
    return ""


def _fully(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    return lambda value: pattern.fullmatch(value) is not None


def _is_phone(value: str) -> bool:
    return _PHONE.fullmatch(value) is not None and 9 <= sum(map(str.isdigit, value)) <= 15 and "/" not in value[:6]


_is_name = _fully(_NAME)
_CONTENTS: tuple[tuple[Callable[[str], bool], str], ...] = (
    (_fully(_EMAIL), "e-mail addresses"),
    (_fully(_IP), "IP addresses"),
    (_is_phone, "phone numbers"),
    (_fully(_POSTCODE), "postcodes"),
)
_INSIDE = tuple(
    (re.compile(rf"(?<!\w)(?:{pattern.pattern})(?!\w)", pattern.flags), what)
    for pattern, what in ((_EMAIL, "an e-mail address"), (_PHONE, "a phone number"), (_IP, "an IP address"))
)


def private_inside(values: Sequence[str]) -> list[str]:
    """What answers hold beside other words: `3 hold an e-mail address`, for a person to look at."""
    found = []
    for pattern, what in _INSIDE:
        count = sum(pattern.search(value) is not None for value in values if len(value) > 6)
        if count:
            found.append(f"{count:,} {'holds' if count == 1 else 'hold'} {what}")
    return found


def is_bookkeeping(heading: str) -> bool:
    """True of what a survey tool notes of itself: when it was begun, with what program, how far it got."""
    return _BOOKKEEPING.fullmatch(" ".join(heading.split())) is not None
