"""The encoding that a web page says it is in, where its bytes bear it out."""

from __future__ import annotations

import codecs
import re

from qualcode.transcripts.importers.encodings import latin_guess

_HEAD = 8192  # bytes in which a page says its encoding
_META = re.compile(rb"""<meta[^>]{0,400}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_XML = re.compile(rb"""\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{2,40})["']""")
# Names that browsers take for the larger encodings of the same family.
_REALLY = {"iso8859-1": "cp1252", "ascii": "cp1252", "shift_jis": "cp932", "gb2312": "gb18030", "gbk": "gb18030"}
_REALLY |= {"euc_kr": "cp949", "iso8859-9": "cp1254", "iso8859-11": "cp874", "tis-620": "cp874"}


def declared(data: bytes) -> str | None:
    """The encoding that a page says it is in, None where it says none or it cannot be so."""
    for start, codec in ((b"<\0", "utf-16-le"), (b"\0<", "utf-16-be")):  # without a mark, and full of signs
        if data.lstrip(b"\n\r\t ").startswith(start):
            return codec
    found = _XML.match(data) or _META.search(data[:_HEAD])
    if found is None or data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return None
    try:
        codec = codecs.lookup(found[1].decode("ascii")).name
        codec = _REALLY.get(codec, codec)
        text = data.decode(codec)
    except (LookupError, UnicodeError, ValueError):
        return None
    if text.isascii() or codec.startswith(("utf", "idna", "punycode")):
        return None  # then it is found as for any text
    if codec == "cp1252" and latin_guess(data) is None:
        return None
    try:
        data.decode("utf-8")  # what is not meant to be UTF-8 hardly ever is
    except UnicodeDecodeError:
        return codec
    return None
