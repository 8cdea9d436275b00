"""Characters of picture fonts, which have no code of their own in a Word file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualcode.transcripts.importers.ooxml import attribute

if TYPE_CHECKING:
    from lxml.etree import _Element

UNKNOWN = "•"

_GREEK = "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ"
_SMALL_GREEK = "αβχδεφγηιϕκλμνοπθρστυϖωξψζ"
_SYMBOL = {0x41 + place: letter for place, letter in enumerate(_GREEK)}
_SYMBOL |= {0x61 + place: letter for place, letter in enumerate(_SMALL_GREEK)}
_SYMBOL |= {code: chr(code) for code in (*range(0x20, 0x41), 0x5B, 0x5D, 0x7B, 0x7C, 0x7D)}
_SYMBOL |= {0xA3: "≤", 0xA5: "∞", 0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xB0: "°", 0xB1: "±"}
_SYMBOL |= {0xB2: "″", 0xB3: "≥", 0xB4: "×", 0xB5: "∝", 0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBA: "≡", 0xBB: "≈"}
_SYMBOL |= {0xBC: "…", 0xC5: "⊕", 0xC7: "∩", 0xC8: "∪", 0xCE: "∈", 0xD2: "®", 0xD3: "©", 0xD4: "™", 0xD6: "√"}
_SYMBOL |= {0xDB: "⇔", 0xDC: "⇐", 0xDE: "⇒", 0xE2: "®", 0xE3: "©", 0xE4: "™", 0xE5: "∑", 0xF2: "∫"}

_WINGDINGS = {0x22: "✂", 0x28: "☎", 0x2A: "✉", 0x45: "☜", 0x46: "☞", 0x4A: "☺", 0x4B: "😐", 0x4C: "☹"}
_WINGDINGS[0x78] = "⌧"
_WINGDINGS |= {0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x72: "❒", 0x75: "◆", 0x76: "❖", 0x77: "◆", 0xA1: "○"}
_WINGDINGS |= {0xA7: "▪", 0xA8: "□", 0xAB: "★", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔"}
_WINGDINGS |= {0xEF: "⇦", 0xF0: "⇨", 0xF1: "⇧", 0xF2: "⇩", 0xF3: "⬄", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑"}

_WINGDINGS_2 = {0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x54: "☒", 0x98: "•", 0xA3: "☐"}
_FONTS = {"symbol": _SYMBOL, "wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2}


def symbol(code: int, font: str) -> str:
    """The character with that code in that font: a bullet where a picture has no like in Unicode."""
    private = 0xF000 <= code <= 0xF0FF
    table = _FONTS.get(font.casefold())
    if table is not None and (private or code <= 0xFF):
        return table.get(code & 0xFF, UNKNOWN)
    if 0xE000 <= code <= 0xF8FF or 0xD800 <= code <= 0xDFFF or not 0 < code <= 0x10FFFF:
        return UNKNOWN
    return chr(code)


def symbol_of(element: _Element) -> str:
    """The character of a `w:sym`, nothing where its code is no number."""
    try:
        code = int(attribute(element, "char"), 16)
    except ValueError:
        return ""
    return symbol(code, attribute(element, "font"))
