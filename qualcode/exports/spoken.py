"""What people's words are written in: the tag of their language, and whether they run from right to left."""

from __future__ import annotations

import re
import sqlite3
import unicodedata

from qualcode.analysis.study import language

FRAME = "en-GB"  # what the program itself writes in
UNTOLD = ""  # of a language that has no tag

# By its English name, with the country by whose rules a spelling checker knows it.
_TAGS = {
    "english": FRAME,
    "arabic": "ar-SA",
    "bengali": "bn-BD",
    "danish": "da-DK",
    "dutch": "nl-NL",
    "finnish": "fi-FI",
    "french": "fr-FR",
    "german": "de-DE",
    "greek": "el-GR",
    "hebrew": "he-IL",
    "hungarian": "hu-HU",
    "irish": "ga-IE",
    "italian": "it-IT",
    "luxembourgish": "lb-LU",
    "norwegian": "nb-NO",
    "persian": "fa-IR",
    "polish": "pl-PL",
    "portuguese": "pt-PT",
    "romanian": "ro-RO",
    "russian": "ru-RU",
    "somali": "so-SO",
    "spanish": "es-ES",
    "swedish": "sv-SE",
    "turkish": "tr-TR",
    "ukrainian": "uk-UA",
    "urdu": "ur-PK",
    "welsh": "cy-GB",
}
_TAG = re.compile(r"[a-z]{2,3}(-[a-z]{4})?(-([a-z]{2}|[0-9]{3}))?", re.IGNORECASE)
_GO_ON = "\u200e"  # after words that run to the left, lest a number behind them goes with them
_TO_THE_LEFT = frozenset({"R", "AL"})
# Where letters of these kinds stand: to ask for the kind of each letter of a report takes half a second.
_LETTERS = re.compile("[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")


def spoken(conn: sqlite3.Connection) -> str:
    """The tag of the language that is spoken in a study; `UNTOLD` where it is called by no name that has one."""
    return tag_of(language(conn))


def tag_of(name: str) -> str:
    """The tag of a language by its English name, or the tag itself: `de-DE`; `UNTOLD` of any other words."""
    return _TAGS.get(name.casefold()) or (name if _TAG.fullmatch(name) else UNTOLD)


def runs_left(words: str) -> bool:
    """Whether words run from right to left: whether their first letter that has a direction does."""
    if not has_left(words):
        return False
    ways = map(unicodedata.bidirectional, words)
    return next((way for way in ways if way == "L" or way in _TO_THE_LEFT), "L") in _TO_THE_LEFT


def has_left(words: str) -> bool:
    """Whether anything in words runs from right to left."""
    return not words.isascii() and _LETTERS.search(words) is not None


def after(words: str, following: str) -> str:
    """What is printed behind words of a study in the same line, which they do not turn round: `, 12 March 2026`."""
    return f"{_GO_ON}{following}" if has_left(words) else following
