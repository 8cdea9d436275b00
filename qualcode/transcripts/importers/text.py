"""Bytes of a text file made into text: its encoding, newlines, and what may not be drawn."""

from __future__ import annotations

import codecs
import re

from qualcode.problem import Problem
from qualcode.transcripts.clean import clean, newlines

_MARKS = (  # the longer first: the UTF-32 mark begins with the UTF-16 one
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Letters and punctuation that Western European writing has in Windows-1252.
_WESTERN = frozenset(
    "‚„…‘’“”•–—€£©®°«»·½¼¾¡¿§ªº\xa0ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝßàáâãäåæçèéêëìíîïñòóôõöøùúûüýÿŒœŠšŽž",
)
# Left out of the guessing: they differ from Windows encodings in few letters, and nobody writes them now.
_MAC = ["mac_cyrillic", "mac_greek", "mac_iceland", "mac_latin2", "mac_roman", "mac_turkish"]
_SAMPLE = 200_000


def text_of(data: bytes) -> tuple[str, tuple[str, ...]]:
    """The text of a file with a warning where it is not UTF-8; raises Problem for what is no text."""
    text, warnings = _decoded(data)
    return clean(newlines(text.removeprefix("\ufeff"))), warnings


def _decoded(data: bytes) -> tuple[str, tuple[str, ...]]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data.removeprefix(mark).decode(encoding), ()
            except UnicodeDecodeError:
                text = data.removeprefix(mark).decode(encoding, "replace")
                return text, (f"Some characters could not be read as {_name(encoding)}; they show as �.",)
    if b"\0" in data:
        return _without_mark(data)
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError as error:
        if error.start >= len(data) - 3 and len(data) > 100:
            return data.decode("utf-8", "replace"), ("The file ends within a character: is it whole?",)
    encoding = _guessed(data)
    return data.decode(encoding, "replace"), (
        f"Read as {_name(encoding)}, as the file is not UTF-8: look whether accents and quotes are right.",
    )


def _without_mark(data: bytes) -> tuple[str, tuple[str, ...]]:
    """UTF-16 without its mark has a zero in nearly every second byte; other zeros mean no text at all."""
    if len(data) % 2 == 0:
        even, odd = data[::2], data[1::2]
        for encoding, zeros, letters in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
            if zeros.count(0) > 0.4 * len(zeros) and letters.count(0) == 0:
                try:
                    return data.decode(encoding), ()
                except UnicodeDecodeError:
                    continue
    raise Problem(
        "This file is not text.",
        "It holds bytes that no text has.",
        "Open it in the program it was made with and save it as .docx or .txt.",
    )


def _guessed(data: bytes) -> str:
    """Windows-1252 where all but ASCII is Western European writing, else what charset-normalizer says."""
    sample = data[:_SAMPLE]
    high = re.sub(rb"[\x00-\x7f]+", b"", sample)
    western = high.decode("cp1252", "replace")
    if len(high) < 0.2 * len(sample) and all(character in _WESTERN for character in western):
        return "cp1252"
    from charset_normalizer import from_bytes  # 25 ms, and few files need it

    best = from_bytes(sample, cp_exclusion=_MAC).best()
    return best.encoding if best is not None else "cp1252"


def _name(encoding: str) -> str:
    codec = codecs.lookup(encoding).name
    if codec.startswith("cp125"):
        return f"Windows-{codec[2:]}"
    return codec.upper().replace("_", "-")
