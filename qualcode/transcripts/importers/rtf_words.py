"""The control words of rich text: which are characters, which begin groups that are read, kept or passed over."""

from __future__ import annotations

import re

from qualcode.transcripts.importers.rtf_group import LOOKS
from qualcode.transcripts.importers.rtf_tables import TABLE_WORDS

TOKEN = re.compile(
    r"\\(?:(?P<word>[a-zA-Z]{1,40})(?P<number>-?\d{1,10})? ?|'(?P<hex>[0-9a-fA-F]{2})|(?P<symbol>[^a-zA-Z]))"
    r"|(?P<brace>[{}])|(?P<text>[^\\{}\r\n\0]+)",
    re.DOTALL,
)
CHARACTERS = {
    "tab": "\t",
    "line": "\n",
    "lbr": "\n",
    "emdash": "—",
    "endash": "–",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "bullet": "•",
    "emspace": "\N{EM SPACE}",
    "enspace": "\N{EN SPACE}",
    "qmspace": "\N{FOUR-PER-EM SPACE}",
    "zwj": "\N{ZERO WIDTH JOINER}",
    "zwnj": "\N{ZERO WIDTH NON-JOINER}",
}
SYMBOLS = {"~": "\xa0", "_": "\N{NON-BREAKING HYPHEN}", "\\": "\\", "{": "{", "}": "}", "\t": "\t"}
ENDS = frozenset(("par", "sect", "page", "column", "\n", "\r"))
_LIST_OF_UNREAD = (
    "colortbl info pict header headerl headerr headerf footer footerl footerr footerf ftnsep ftnsepc ftncn aftnsep "
    "aftnsepc aftncn filetbl listtable listoverridetable revtbl rsidtbl xe tc rxe txe nonshppict shprslt "
    "nonesttables mmathPict upr sp private template bkmkstart bkmkend fldinst stylesheet fonttbl nesttableprops "
    "title atnid atnauthor atndate atnref atrfstart atrfend"
)
UNREAD = frozenset(_LIST_OF_UNREAD.split())
# Of the groups that a reader may pass over, those with words of the document in them.
_LIST_OF_READ = "shpinst shptxt shpgrp shp moMath moMathPara fldrslt do dptxbxtext dptxbx mmath dpgroup"
READ = frozenset(_LIST_OF_READ.split())
APART = frozenset(("footnote", "annotation", "shptxt", "dptxbxtext"))
KEPT = frozenset(("title", "atnid", "atnauthor", "atndate", "atnref", "atrfstart", "atrfend"))
# Words of a whole document, of a note, and of the tables of fonts and styles.
_LIST_OF_OTHERS = "u ud ansicpg mac pc pca deff ftnalt chftn fcharset cpg cs ds ts"
# All words that do anything: of ten in a document nine only say how it looks.
TAKEN = APART | ENDS | UNREAD | LOOKS | TABLE_WORDS | CHARACTERS.keys() | frozenset(_LIST_OF_OTHERS.split())


def day_of(written: str) -> str:
    """The day that Word packs into a number, empty where it is none."""
    if not re.fullmatch(r"-?\d{1,10}", written):
        return ""
    bits = int(written) & 0xFFFFFFFF
    day, month, year = bits >> 11 & 0x1F, bits >> 16 & 0xF, 1900 + (bits >> 20 & 0x1FF)
    return f"{year:04}-{month:02}-{day:02}" if 1 <= month <= 12 and 1 <= day <= 31 else ""
