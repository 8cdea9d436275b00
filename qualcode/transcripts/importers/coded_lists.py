"""Lists of coded passages, which programs for coding export: they hold words of transcripts, but are none."""

from __future__ import annotations

import re

from qualcode.problem import Problem

_HEADS = 80  # lines, empty ones counted, among which the headings of a table stand
_FEWEST = 3  # passages of a list
_LIST_OF_PLACES = (
    "document;documents;document name;document group;file;file name;filename;source;source name;media;media title;"
    "transcript;case;dokument;dokumentname;dokumentgruppe;datei;quelle;nombre del documento;documento;"
    "nom du document"
)
_PLACES = frozenset(_LIST_OF_PLACES.split(";"))
_LIST_OF_CODES = (
    "code;codes;code name;codename;code(s);codes applied;code system;tag;tags;theme;themes;node;nodes;category;"
    "código;códigos;codice;codici"
)
_CODES = frozenset(_LIST_OF_CODES.split(";"))
_LIST_OF_PASSAGES = (
    "segment;segments;coded segment;coded segments;coded text;quotation;quotations;quotation content;quote;quotes;"
    "excerpt;excerpts;excerpt copy;content;highlight;preview;passage;text segment;codiertes segment;"
    "codierte segmente;segmento;segmentos;textstelle;zitat"
)
_PASSAGES = frozenset(_LIST_OF_PASSAGES.split(";"))
# What stands above or beside each passage where it is no row of a table, and words that all such lists hold.
_MARKS = (
    (re.compile(r"(?:Reference|Referenz|Référence|Referencia) \d+ [-–:] [\d.,]+ ?% \w+"), "%"),  # NVivo
    (re.compile(r"\d+:\d+ .+|P ?\d+: .+ - \d+:\d+ \[.*"), "odes:"),  # ATLAS.ti
    (re.compile(r"Codes Applied: .+"), "Codes Applied:"),  # Dedoose
)
_OF_CODES = re.compile(r"(?:\(?Super\)? |\d+ )?Codes?:", re.IGNORECASE)


def refuse_coded_passages(text: str) -> None:
    """Raise Problem where a text is a list of passages with their codes, out of several documents or one."""
    if not _is_table(text) and not _is_marked(text):
        return
    raise Problem(
        "This is a list of coded passages, no transcript.",
        "A program for coding wrote it: its words stand in the transcripts as well, and would be counted twice.",
        "Export the transcripts from that program as .docx or .txt and import those; "
        "bring in its codes as a table with “qualcode codes --from FILE.csv”.",
    )


def _is_table(text: str) -> bool:
    """True for rows under headings that name a document, a code and a passage, with several rows below."""
    lines = text.split("\n", _HEADS + 1)
    for number, line in enumerate(lines[:_HEADS]):
        cells = [" ".join(cell.casefold().replace("_", " ").split()).strip(" :*") for cell in line.split("\t")]
        if len(cells) < 3 or not all(any(cell in names for cell in cells) for names in (_PLACES, _CODES, _PASSAGES)):
            continue
        below = "\n".join(lines[number + 1 :]).split("\n")
        return sum(1 < row.count("\t") + 1 <= len(cells) + 1 for row in below) >= _FEWEST
    return False


def _is_marked(text: str) -> bool:
    """True where what a program sets above each passage comes again and again."""
    for mark, word in _MARKS:
        if text.count(word) < _FEWEST:
            continue
        lines = [line.strip() for line in text.split("\n") if line.strip()]
        marks = sum(mark.fullmatch(line) is not None for line in lines)
        # A number with a place may stand in any text, but not above a list of codes each time.
        coded = word != "odes:" or 2 * sum(_OF_CODES.match(line) is not None for line in lines) >= marks
        if marks >= _FEWEST and coded:
            return True
    return False
