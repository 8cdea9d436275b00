"""Which letters the bytes of a rich text stand for: each font has its own code page."""

from __future__ import annotations

import codecs
import re

_BY_CHARSET = {
    0: 1252,
    77: 10000,
    78: 932,
    79: 949,
    80: 936,
    81: 950,
    83: 1255,
    84: 1256,
    85: 1253,
    86: 1254,
    88: 1250,
    89: 1251,
    128: 932,
    129: 949,
    130: 1361,
    134: 936,
    136: 950,
    161: 1253,
    162: 1254,
    163: 1258,
    177: 1255,
    178: 1256,
    186: 1257,
    204: 1251,
    222: 874,
    238: 1250,
    254: 437,
    255: 850,
}
_BY_PAGE = {1361: "johab", 10000: "mac-roman", 10007: "mac-cyrillic", 10006: "mac-greek", 65001: "utf-8"}
_BY_PAGE |= {936: "gb18030", 708: "iso8859-6", 20866: "koi8-r", 28591: "cp1252", 10029: "mac-latin2"}
_SYMBOLS = 2
GENERAL = -1  # no font: what stands outside the text is in the document's own code page
_SURROGATES = re.compile("[\ud800-\udfff]")
_OF_SYMBOL_FONTS = re.compile("[\ue000-\uf8ff]")


class Fonts:
    """The fonts of a document with the encoding of each, and the encoding where no font says one."""

    def __init__(self) -> None:
        self.general = "cp1252"
        self.usual: int | None = None
        self._codecs: dict[int, str] = {}
        self._symbols: set[int] = set()

    def add(self, font: int, charset: int) -> None:
        """Tell a font's character set, as Windows counts them."""
        if charset == _SYMBOLS:
            self._symbols.add(font)
        elif charset in _BY_CHARSET:
            self._codecs[font] = codec_of_page(_BY_CHARSET[charset])

    def add_page(self, font: int, page: int) -> None:
        """Tell a font's code page, which counts before its character set."""
        self._codecs[font] = codec_of_page(page)

    def text_of(self, letters: bytes, font: int | None) -> str:
        """The bytes as written in a font; signs of Symbol and Wingdings that are no letters show as a bullet."""
        font = self.usual if font is None else font
        if font in self._symbols:
            return "".join("•" if letter >= 0x7F else chr(letter) for letter in letters)
        codec = self.general if font is None else self._codecs.get(font, self.general)
        return letters.decode(codec, "replace")


def codec_of_page(page: int) -> str:
    """Python's name of a code page, Windows-1252 for one that it does not know."""
    name = _BY_PAGE.get(page, f"cp{page}")
    try:
        return codecs.lookup(name).name
    except LookupError:
        return "cp1252"


def character(number: int) -> str:
    """What `\\u` stands for: a unit of UTF-16, written as a signed number."""
    if not -0x8000 <= number <= 0x10FFFF:
        return "\ufffd"
    return chr(number & 0xFFFF if number < 0 else number)


def whole(text: str) -> str:
    """Text in which the halves of characters beyond 16 bits are put together, signs of symbol fonts as bullets."""
    if _SURROGATES.search(text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return _OF_SYMBOL_FONTS.sub("•", text)
