"""Bytes of a text file made into text: its encoding, newlines, and what may not be drawn."""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass

from qualcode.problem import Problem
from qualcode.transcripts.clean import clean, newlines
from qualcode.transcripts.importers.encodings import latin_guess, shown_name

_MARKS = (  # the longer first: the UTF-32 mark begins with the UTF-16 one
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WIDE = ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
_JAPANESE_ESCAPE = re.compile(rb"\x1b\$[@B]")
_CONTROLS = re.compile(rb"[\x01-\x08\x0e-\x19\x1c-\x1f]")
_UTF8_LETTER = re.compile(rb"[\xc3-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_MOSTLY = 0.9  # of all that is not ASCII, and a file is UTF-8 with faults in it
# Never guessed: no text files were written in them, or they differ from Windows encodings in few letters.
_UNLIKELY = [
    *("mac_cyrillic", "mac_greek", "mac_iceland", "mac_latin2", "mac_roman", "mac_turkish", "hp_roman8"),
    *("cp037", "cp273", "cp424", "cp500", "cp875", "cp1026", "cp1140", "utf_7", "utf_16", "utf_32"),
    *(
        "utf_16_le",
        "utf_16_be",
        "utf_32_le",
        "utf_32_be",
        "ptcp154",
        "kz1048",
        "cp1125",
        "johab",
        "iso8859_10",
        "iso8859_14",
    ),
]
# Python calls these codecs too, but they are no encodings of texts.
_NO_ENCODINGS = ("idna", "punycode", "undefined", "unicode-escape", "raw-unicode-escape", "mbcs", "oem")
_SPACES = frozenset(" \n\u3000\u3001\u3002\uff0c")
_KANA = 0.25  # of all that is not ASCII
_SAMPLE = 200_000  # bytes


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text, the sentences to say about it, and the name of the encoding as shown to people.

    The name is one that `text_of` takes: `UTF-8`, `Windows-1252`.
    """

    text: str
    warnings: tuple[str, ...]
    encoding: str


def text_of(data: bytes, encoding: str | None = None) -> Decoded:
    """The text of a file, its encoding found where none is given; raises Problem for what is no text.

    Raises Problem too where `encoding` names no encoding. What cannot be read shows as �, and is said.
    """
    codec = _codec(encoding) if encoding else _found(data)
    mark = next((mark for mark, name in _MARKS if name == codec and data.startswith(mark)), b"")
    guessed = not encoding and not mark and codec not in ("utf-8", *_WIDE, "iso2022_jp")
    text = data.removeprefix(mark).decode(codec, "replace")
    warnings = []
    name = shown_name(codec)
    lost = _lost(data, text, codec)
    if lost and text.endswith("\ufffd") and lost == 1 and codec == "utf-8":
        warnings.append("The file ends within a character: is it whole?")
    elif lost:
        warnings.append(f"Some characters could not be read as {name}; they show as �.")
    if guessed:
        warnings.append(
            f"Read as {name}, as the file is not UTF-8: look whether accents and quotes are right, "
            "and choose its encoding where they are not."
        )
    return Decoded(clean(newlines(text.removeprefix("\ufeff"))), tuple(warnings), name)


def _codec(encoding: str) -> str:
    """The codec that a person named; raises Problem where there is none."""
    try:
        name = codecs.lookup(encoding.strip()).name
        "a".encode(name)  # some codecs are no encodings of text, and say so only here
    except (LookupError, UnicodeError, ValueError) as error:
        raise _unknown(encoding) from error
    if name in _NO_ENCODINGS:
        raise _unknown(encoding)
    return name


def _unknown(encoding: str) -> Problem:
    return Problem(
        f"“{encoding}” is no encoding that is known.",
        "Often met are utf-8, utf-16, windows-1252, windows-1250, windows-1251, cp850, koi8-r, shift-jis and big5.",
        "Choose one of those, or none: then it is found from the file.",
    )


def _found(data: bytes) -> str:
    for mark, codec in _MARKS:
        if data.startswith(mark) and (len(data) - len(mark)) % 4 in ((0,) if "32" in codec else (0, 1, 2, 3)):
            return codec
    if b"\0" in data:
        return _with_zeros(data)
    sample = data[:_SAMPLE]
    if _CONTROLS.search(sample) and (wide := _wide(sample, 0.97)):
        return wide
    if _JAPANESE_ESCAPE.search(sample) and max(data) < 0x80:
        return "iso2022_jp"
    if _is_utf8(data):
        return "utf-8"
    return latin_guess(sample) or _japanese(sample) or _guessed(sample)


def _is_utf8(data: bytes) -> bool:
    """True for UTF-8, a little of it broken or its end missing."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start >= len(data) - 3 and len(data) > 100 and error.reason == "unexpected end of data":
            return True
    else:
        return True
    high = len(re.sub(rb"[\x00-\x7f]+", b"", data))
    letters = _UTF8_LETTER.findall(data)
    return len(letters) >= 8 and sum(map(len, letters)) >= _MOSTLY * high


def _with_zeros(data: bytes) -> str:
    """The wide encoding of `data`, or UTF-8 before a tail of zeros; raises Problem where it is neither."""
    wide = _wide(data[:_SAMPLE], 0.9)
    if wide:
        return wide
    if b"\0" not in data.rstrip(b"\0") and data.rstrip(b"\0"):
        return "utf-8"
    raise Problem(
        "This file is not text.",
        "It holds bytes that no text has.",
        "Open it in the program it was made with and save it as .docx or .txt.",
    )


def _wide(sample: bytes, least: float) -> str | None:
    """The encoding of two or four bytes for a character in which the most is writing, where that is enough."""
    writing = {codec: _writing(sample, codec) for codec in _WIDE}
    best = max(_WIDE, key=lambda codec: writing[codec])
    return best if writing[best] > least else None


def _writing(sample: bytes, codec: str) -> float:
    """What share of characters is writing when read in a wide encoding; 0 where it cannot be read."""
    width = 4 if "32" in codec else 2
    text = sample[: len(sample) // width * width].decode(codec, "replace")
    if not text or "\0" in text:
        return 0.0
    good = sum(character in "\n\r\t" or unicodedata.category(character)[0] in "LMNPZ" for character in text)
    # Bytes read in the wrong order make letters of many scripts, but hardly a space or a stop between them.
    spaced = any(character in _SPACES for character in text)
    return good / len(text) - (0.0 if spaced else 0.05)


def _japanese(sample: bytes) -> str | None:
    """The Japanese encoding in which a good part of a text is kana, as all Japanese is; None where there is none."""
    for codec in ("cp932", "euc_jp"):
        text = sample.decode(codec, "replace")
        others = sum(character > "\x7f" for character in text)
        kana = sum("\u3040" <= character <= "\u30ff" for character in text)
        if kana > _KANA * others and "\ufffd" not in text[:-1]:
            return codec
    return None


def _guessed(sample: bytes) -> str:
    from charset_normalizer import from_bytes  # 25 ms, and few files need it

    best = from_bytes(sample, cp_exclusion=_UNLIKELY).best()
    return codecs.lookup(best.encoding).name if best is not None else "cp1252"


def _lost(data: bytes, text: str, codec: str) -> int:
    """How many characters could not be read."""
    return text.count("\ufffd") - data.count("\ufffd".encode(codec, "ignore") or b"\xff" * 9)
