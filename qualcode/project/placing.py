"""Codings given in words: which document, which words or turn, which code, by whom."""

from __future__ import annotations

import csv
import io
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from qualcode.analysis.codes import codebook
from qualcode.analysis.documents import DocumentLine, OpenDocument, documents, open_document
from qualcode.analysis.passages import find_words, turn_span
from qualcode.codebooks.code import Code, Codebook, State
from qualcode.edits.codings import NewCoding
from qualcode.problem import Problem
from qualcode.transcripts.clean import clean


@dataclass(frozen=True)
class Placement:
    """One coding in words. `turn` counts from 1 and stands for all its words where none are given."""

    document: str
    code: str
    words: str = ""
    turn: int | None = None
    occurrence: int = 1
    coder: str = ""
    against: bool = False


def find_document(conn: sqlite3.Connection, named: str) -> DocumentLine:
    """The document meant by its name, its file's name, or part of it. Raises Problem when none or several fit."""
    lines = documents(conn)
    wanted = named.casefold().strip()
    for fitting in (
        [line for line in lines if wanted in (line.name.casefold(), line.id)],
        [line for line in lines if Path(wanted).stem == line.name.casefold()],
        [line for line in lines if wanted and wanted in line.name.casefold()],
    ):
        if len(fitting) == 1:
            return fitting[0]
        if fitting:
            raise Problem(
                f"Several documents fit “{named}”.",
                ", ".join(line.name for line in fitting[:6]) + ".",
                "Give more of the name.",
            )
    raise Problem(
        f"No document is called “{named}”.",
        f"There are: {', '.join(line.name for line in lines[:12]) or 'none'}.",
        "Give its name or part of it.",
    )


def find_code(book: Codebook, named: str) -> Code:
    """The code meant by its index or name. Raises Problem when none or several fit."""
    found = book.find(named)
    if len(found) > 1:
        found = [code for code in found if not code.is_area] or found
    if len(found) == 1:
        return found[0]
    if found:
        raise Problem(
            f"Several codes fit “{named}”.",
            ", ".join(code.title for code in found[:8]) + ".",
            "Give the index number, such as 1.2.",
        )
    raise Problem(f"No code is called “{named}”.", remedy="“qualcode codes” lists them with their index numbers.")


def place(conn: sqlite3.Connection, placements: Iterable[Placement], coder_ids: dict[str, str]) -> list[NewCoding]:
    """The codings meant. `coder_ids` gives each coder's id by name.

    Raises Problem, naming the line where there are several, when one cannot be placed.
    """
    book = codebook(conn)
    opened: dict[str, OpenDocument] = {}
    found: list[NewCoding] = []
    for placement in placements:
        line = find_document(conn, placement.document)
        if line.id not in opened and (document := open_document(conn, line.id)) is not None:
            opened[line.id] = document
        document = opened[line.id]
        code = find_code(book, placement.code)
        if code.is_area:
            raise Problem(f"“{code.name}” is an area, not a code.", remedy="Choose a code under it.")
        if code.state is State.RETIRED:
            raise Problem(f"“{code.name}” is retired.", remedy="Choose another code.")
        if placement.words:
            span = find_words(document.text, clean(placement.words), placement.occurrence)
        elif placement.turn is not None:
            span = turn_span(document.turns, placement.turn)
        else:
            raise Problem("Which passage?", remedy="Give --words or --turn.")
        coder = coder_ids.get(placement.coder) if placement.coder else None
        found.append(NewCoding(document.id, span, code.id, coder, placement.against))
    return found


def read_placements(path: Path) -> list[Placement]:
    """Placements from a csv file with the columns document, words, occurrence, code, coder, against.

    Raises Problem when the file cannot be read or lacks a column.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise Problem(f"There is no file {path.name}.", remedy="Check the name and the folder.") from None
    except (UnicodeDecodeError, OSError) as error:
        raise Problem(f"{path.name} cannot be read.", str(error), "Save it as CSV UTF-8.") from error
    reader = csv.DictReader(io.StringIO(text, newline=""), restval="")
    headings = {(name or "").strip().casefold() for name in reader.fieldnames or ()}
    if missing := [name for name in ("document", "words", "code") if name not in headings]:
        raise Problem(
            f"{path.name} has no column “{missing[0]}”.",
            remedy="It needs document, words and code; occurrence, coder and against may follow.",
        )
    placements = []
    for number, raw in enumerate(reader, start=2):
        row = {(key or "").strip().casefold(): (value or "").strip() for key, value in raw.items() if key is not None}
        occurrence = row.get("occurrence") or "1"
        if not occurrence.isdigit():
            raise Problem(f"Line {number}: “{occurrence}” is not a number.", remedy="Give 1 for the first place.")
        placements.append(
            Placement(
                document=row["document"],
                code=row["code"],
                words=row["words"],
                occurrence=int(occurrence),
                coder=row.get("coder", ""),
                against=row.get("against", "").casefold() in ("yes", "true", "1", "x"),
            )
        )
    return placements
