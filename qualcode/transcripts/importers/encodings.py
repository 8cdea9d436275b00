"""Which 8-bit encoding a text in Latin letters is in: the one in which it is some language's writing."""

from __future__ import annotations

import codecs
import re

# In the order of preference where several make sense.
_LATIN = ("cp1252", "cp1250", "iso8859-2", "cp1254", "cp1257", "cp850", "cp852", "mac-roman")
# The letters beyond a-z of languages that are written in those encodings, small ones only.
_ALPHABETS = tuple(
    frozenset(letters + letters.upper().replace("SS", ""))
    for letters in (
        "áàâãçéêíóôõúü",  # Portuguese
        "áéíñóúü",  # Spanish
        "àâæçéèêëîïôœùûüÿ",  # French
        "àèéìíîòóùú",  # Italian
        "àçèéíïòóúü",  # Catalan
        "äöüßéà",  # German
        "äåöéàü",  # Swedish, Finnish
        "æøåéèêóòâô",  # Danish, Norwegian
        "áðéíóúýþæö",  # Icelandic
        "äëïöüéèêíóúáàç",  # Dutch
        "áéíóúàèìòùâêîôûŵŷïäöç",  # Irish, Gaelic, Welsh, and English with words of elsewhere
        "äöõüšž",  # Estonian
        "ąćęłńóśźż",  # Polish
        "áčďéěíňóřšťúůýž",  # Czech
        "áäčďéíĺľňóôŕšťúýž",  # Slovak
        "áéíóöőúüű",  # Hungarian
        "ăâîșțşţ",  # Romanian
        "čćđšž",  # Croatian, Slovene
        "çğıöşüâîû",  # Turkish
        "ąčęėįšųūž",  # Lithuanian
        "āčēģīķļņšūž",  # Latvian
    )
)
_MARKS = frozenset("‘’“”„‚–—…«»‹›€£§©®°·•½¼¾²³ªº¿¡\xa0\xad´™×±")
_WITHIN_WORDS = frozenset("’·\xad´‘")
_MOST = 0.35  # of all bytes; beyond it the writing is not Latin
_EXPLAINED = 0.97


def latin_guess(sample: bytes) -> str | None:
    """The encoding in which nearly all that is not ASCII is writing of one language; None where none does."""
    high = len(re.sub(rb"[\x00-\x7f]+", b"", sample))
    if high > _MOST * len(sample):
        return None
    best, explained = None, _EXPLAINED
    for codec in _LATIN:
        share = _share(sample.decode(codec, "replace"))
        if share > explained + 1e-9 or (best is None and share >= explained):
            best, explained = codec, share
    return best


def _share(text: str) -> float:
    """Of the characters beyond ASCII, the share that one language's writing has where it stands."""
    marks = bad = 0
    letters: dict[str, int] = {}
    for found in re.finditer(r"[^\x00-\x7f]", text):
        character, at = found[0], found.start()
        before, after = text[at - 1 : at], text[at + 1 : at + 2]
        if character in _MARKS:
            inside = before.isalpha() and after.isalpha() and character not in _WITHIN_WORDS
            marks += not (inside and character not in "–—…")
            bad += inside and character not in "–—…"
        elif character.isupper() and before.islower():
            bad += 1
        else:
            letters[character] = letters.get(character, 0) + 1
    total = marks + bad + sum(letters.values())
    spoken = max(sum(count for letter, count in letters.items() if letter in alphabet) for alphabet in _ALPHABETS)
    return (marks + spoken) / total if total else 0.0


def shown_name(codec: str) -> str:
    """An encoding as people write it: `UTF-8`, `Windows-1252`; Python knows it by that name too."""
    name = codecs.lookup(codec).name
    if name.startswith("cp125"):
        return f"Windows-{name[2:]}"
    if name.startswith("iso8859"):
        return f"ISO-8859{name[7:]}"
    return {"utf-16-le": "UTF-16LE", "utf-16-be": "UTF-16BE", "utf-32-le": "UTF-32LE", "utf-32-be": "UTF-32BE"}.get(
        name, name.upper().replace("_", "-")
    )
