"""Numbers as Word writes them before the items of a list."""

from __future__ import annotations

import unicodedata

_LARGEST = 32_767  # Word counts no further
_MOST_LETTERED = 780  # and its letters no further: each round repeats the letter once more
_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщыэюя"
_ARABIC = "أبتثجحخدذرزسشصضطظعغفقكلمنهوي"
_ABJAD = "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"
_CHINESE = "〇一二三四五六七八九"
_UP_TO_NINETEEN = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
_ONES = _UP_TO_NINETEEN.split()
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_ORDINALS = {"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth"}
_ORDINALS |= {"twelve": "twelfth"}
_HIRAGANA_LIKE = {
    "aiueo": "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン",
    "iroha": "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセス",
}
_HIRAGANA_LIKE |= {f"{name}FullWidth": letters for name, letters in _HIRAGANA_LIKE.items()}


def written(number: int, style: str) -> str:
    """`number` in one of Word's number formats; as plain digits where the format is not known."""
    if style == "none":
        return ""
    if style in ("decimalZero", "decimalZero2"):
        return f"{number:02}"
    if not 0 < number <= _LARGEST:
        return str(number)
    if style == "lowerRoman":
        return roman(number)
    if style == "upperRoman":
        return roman(number).upper()
    letters = {
        "lowerLetter": _LATIN,
        "upperLetter": _LATIN.upper(),
        "russianLower": _RUSSIAN,
        "russianUpper": _RUSSIAN.upper(),
        "arabicAlpha": _ARABIC,
        "arabicAbjad": _ABJAD,
    }.get(style)
    if letters is not None:
        return _lettered(number, letters) if number <= _MOST_LETTERED else str(number)
    if style in _HIRAGANA_LIKE:
        signs = _HIRAGANA_LIKE[style]
        return signs[(number - 1) % len(signs)]
    return _in_words(number, style)


def roman(number: int) -> str:
    """`number`, 1 or more, in small Roman numerals."""
    pieces = []
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        pieces.append(letters * count)
    return "".join(pieces)


def _lettered(number: int, letters: str) -> str:
    """a, b … z, aa, bb: Word repeats the letter."""
    times, place = divmod(number - 1, len(letters))
    return letters[place] * (times + 1)


def _in_words(number: int, style: str) -> str:
    if style == "ordinal":
        last = 0 if number % 100 in (11, 12, 13) else number % 10
        return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(last, 'th') }"
    if style == "cardinalText" and number < 100:
        return _cardinal(number).capitalize()
    if style == "ordinalText" and number < 100:
        return _ordinal(number).capitalize()
    if style == "numberInDash":
        return f"- {number} -"
    if style in ("decimalEnclosedCircle", "decimalEnclosedCircleChinese") and number <= 20:
        return chr(0x2460 + number - 1)
    if style in ("decimalFullWidth", "decimalFullWidth2"):
        return "".join(chr(0xFF10 + int(digit)) for digit in str(number))
    if style in ("chineseCounting", "chineseCountingThousand", "ideographDigital", "japaneseCounting"):
        if style == "ideographDigital":
            return "".join(_CHINESE[int(digit)] for digit in str(number))
        return _chinese(number) if number < 100 else str(number)
    if style == "hindiNumbers":
        return "".join(unicodedata.lookup(f"DEVANAGARI DIGIT {_ONES[int(digit)].upper()}") for digit in str(number))
    return str(number)


def _cardinal(number: int) -> str:
    if number < 20:
        return _ONES[number]
    tens, ones = divmod(number, 10)
    return _TENS[tens - 2] + (f"-{_ONES[ones]}" if ones else "")


def _ordinal(number: int) -> str:
    start, hyphen, last = _cardinal(number).rpartition("-")
    regular = f"{last[:-1]}ieth" if last.endswith("y") else f"{last}th"
    return f"{start}{hyphen}{_ORDINALS.get(last, regular)}"


def _chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    if not tens:
        return _CHINESE[ones]
    return ("" if tens == 1 else _CHINESE[tens]) + "十" + (_CHINESE[ones] if ones else "")
