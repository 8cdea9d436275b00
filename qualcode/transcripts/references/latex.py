"""Words as BibTeX writes them: accents, dashes, quotes, commands, braces."""

from __future__ import annotations

import re
import unicodedata

_ACCENTS = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", '"': "\u0308", "=": "\u0304", ".": "\u0307",
    "u": "\u0306", "v": "\u030c", "H": "\u030b", "c": "\u0327", "k": "\u0328", "r": "\u030a", "d": "\u0323",
    "b": "\u0331",
}  # fmt: skip
_LETTERS = {
    "ss": "ß", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "aa": "å",
    "AA": "Å", "i": "i", "j": "j", "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ", "dj": "đ", "DJ": "Đ", "ng": "ŋ",
    "textendash": "–", "textemdash": "—", "ldots": "…", "dots": "…", "textquoteright": "’", "textquoteleft": "‘",
    "textquotedblleft": "“", "textquotedblright": "”", "textregistered": "®", "texttrademark": "™", "pounds": "£",
    "textsterling": "£", "euro": "€", "copyright": "©", "textdegree": "°", "S": "§", "P": "¶", "textbackslash": "\\",
    "textunderscore": "_", "textasciitilde": "~", "slash": "/",
}  # fmt: skip
_ACCENT = re.compile(
    r"""\\(?:(?P<sign>[`'^~"=.])\s*|(?P<word>[uvHckrdb])(?=[{\s\\])\s*)(?:\{\s*\\?(?P<braced>[^\W\d_]?)\s*\}|\\?(?P<bare>[^\W\d_]))"""
)
_LETTER = re.compile(r"\\([A-Za-z]+)(?:\{\}|\s+|(?![A-Za-z]))")
_COMMAND = re.compile(r"\\[A-Za-z]+\*?\s*(?=\{)|\\(?:it|bf|em|sc|rm|tt|sf|small|large)\b\s*")
_SIGN = re.compile(r"\\([&%$#_{}, ])")


def plain_words(source: str) -> str:
    """The words that a BibTeX value stands for, on one line."""
    words = _ACCENT.sub(_accented, source)
    words = _LETTER.sub(lambda found: _LETTERS.get(found[1], found[0]), words)
    words = _COMMAND.sub("", words)
    words = words.replace("---", "—").replace("--", "–").replace("``", "“").replace("''", "”")
    words = re.sub(r"(?<!\\)~", " ", words)
    words = re.sub(r"(?<!\\)[{}$]", "", words)
    words = _SIGN.sub(r"\1", words)
    return unicodedata.normalize("NFC", " ".join(words.split()))


def _accented(found: re.Match[str]) -> str:
    letter = found["braced"] or found["bare"] or ""
    return unicodedata.normalize("NFC", letter + _ACCENTS[found["sign"] or found["word"]]) if letter else ""
