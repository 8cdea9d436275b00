"""Codings given in words: which document, which words or turn, which code, by whom."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from qualcode.analysis.codes import codebook
from qualcode.analysis.documents import DocumentLine, OpenDocument, documents, open_document
from qualcode.analysis.naming import names_of
from qualcode.analysis.passages import find_words, turn_span
from qualcode.analysis.people import participants
from qualcode.analysis.phrases import counted
from qualcode.codebooks.code import Code, Codebook, State
from qualcode.edits.codings import NewCoding
from qualcode.problem import Problem
from qualcode.transcripts.clean import clean, newlines
from qualcode.transcripts.csv_table import CsvRow, read_table
from qualcode.transcripts.span import Span


@dataclass(frozen=True)
class Placement:
    """One coding in words.

    `turn` counts from 1 and stands for all its words where none are given; `line` is where a file has it, else 0.
    """

    document: str
    code: str
    words: str = ""
    turn: int | None = None
    occurrence: int = 1
    coder: str = ""
    against: bool = False
    line: int = 0


def find_document(conn: sqlite3.Connection, named: str) -> DocumentLine:
    """The document meant by its name, title, file's name, or part of one, as it is or as it is shown.

    Raises Problem when none or several fit.
    """
    lines = documents(conn)
    for fitting in _fitting(conn, lines, named.casefold().strip()):
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


def _fitting(conn: sqlite3.Connection, lines: Sequence[DocumentLine], wanted: str) -> Iterator[list[DocumentLine]]:
    """The documents that may be meant, the likeliest first."""
    yield [line for line in lines if wanted in (line.name.casefold(), line.id)]
    yield [line for line in lines if wanted and wanted == (line.title or "").casefold()]
    yield [line for line in lines if Path(wanted).stem == line.name.casefold()]
    if not wanted:
        return
    names = names_of(conn)
    shown = [(line, [names.show(one).casefold() for one in (line.name, line.title or "")]) for line in lines]
    yield [line for line, called in shown if wanted in called]
    yield [line for line in lines if wanted in f"{line.name}\n{line.title or ''}".casefold()]
    yield [line for line, called in shown if any(wanted in one for one in called)]


def find_spoken(conn: sqlite3.Connection, named: str) -> DocumentLine:
    """The document meant, also by the pseudonym of somebody who speaks there and nowhere else.

    Raises Problem when none or several fit.
    """
    try:
        return find_document(conn, named)
    except Problem:
        wanted, lines = named.casefold().strip(), documents(conn)
        person = next((one for one in participants(conn) if one.pseudonym.casefold() == wanted), None)
        if person is None or any(wanted in f"{line.name}\n{line.title or ''}".casefold() for line in lines):
            raise
    spoken = "SELECT document_id FROM speaker WHERE participant_id = ?"
    there = {document_id for (document_id,) in conn.execute(spoken, (person.id,))}
    theirs = [line for line in lines if line.id in there]
    if len(theirs) == 1:
        return theirs[0]
    raise Problem(
        f"{person.pseudonym} speaks in {counted(len(theirs), 'document')}.",
        f"{', '.join(line.name for line in theirs[:6])}." if theirs else "",
        "Give the name of the document.",
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


def find_area(book: Codebook, named: str, *others: str) -> Code:
    """The area meant by its index or name; `others` are what else may be named. Raises Problem where several fit."""
    found = [code for code in book.find(named) if code.is_area]
    if len(found) == 1:
        return found[0]
    titles = [code.title for code in found or book.areas()]
    areas = ", ".join(f"“{title}”" for title in (*titles, *(() if found else others)))
    if found:
        raise Problem(f"“{named}” could be several areas.", f"They are {areas}.", "Give its index or its whole name.")
    raise Problem(f"There is no area “{named}”.", f"There are {areas}." if areas else "The codebook has no areas.")


def place(conn: sqlite3.Connection, placements: Iterable[Placement], coder_ids: Mapping[str, str]) -> list[NewCoding]:
    """The codings meant. `coder_ids` gives each coder's id by name.

    Raises Problem, naming the line of the file where there is one, when one cannot be placed.
    """
    book = codebook(conn)
    opened: dict[str, OpenDocument] = {}
    found: list[NewCoding] = []
    for placement in placements:
        try:
            found.append(_placed(conn, book, opened, placement, coder_ids))
        except Problem as problem:
            if not placement.line:
                raise
            title = f"Line {placement.line}: {problem.title}"
            raise Problem(title, problem.detail, problem.remedy) from problem
    return found


def _placed(
    conn: sqlite3.Connection,
    book: Codebook,
    opened: dict[str, OpenDocument],
    placement: Placement,
    coder_ids: Mapping[str, str],
) -> NewCoding:
    line = find_document(conn, placement.document)
    if line.id not in opened and (document := open_document(conn, line.id)) is not None:
        opened[line.id] = document
    code = find_code(book, placement.code)
    if code.is_area:
        raise Problem(f"“{code.name}” is an area, not a code.", remedy="Choose a code under it.")
    if code.state is State.RETIRED:
        raise Problem(f"“{code.name}” is retired.", remedy="Choose another code.")
    coder = coder_ids.get(placement.coder) if placement.coder else None
    return NewCoding(line.id, _span(opened[line.id], placement), code.id, coder, placement.against)


def _span(document: OpenDocument, placement: Placement) -> Span:
    """The words within the turn where both are given."""
    if placement.turn is None and not placement.words:
        raise Problem("Which passage?", remedy="Give --words or --turn.")
    inside = Span(0, len(document.text))
    if placement.turn is not None:
        inside = turn_span(document.turns, placement.turn)
    if not placement.words:
        return inside
    found = find_words(inside.of(document.text), clean(newlines(placement.words)), placement.occurrence)
    return Span(inside.start + found.start, inside.start + found.end)


def read_placements(path: Path) -> list[Placement]:
    """Placements from a csv file with the columns document, words, occurrence, code, coder, against.

    Raises Problem when the file cannot be read or lacks a column.
    """
    table = read_table(path)
    headings = [heading.casefold() for heading in table.headings]
    if missing := [name for name in ("document", "words", "code") if name not in headings]:
        raise Problem(
            f"{path.name} has no column “{missing[0]}”.",
            remedy="It needs document, words and code; occurrence, coder and against may follow.",
        )
    return [_placement(row) for row in table.rows]


def _placement(row: CsvRow) -> Placement:
    cells = row.cells
    occurrence = cells.get("occurrence") or "1"
    if not occurrence.isdecimal():
        raise Problem(f"Line {row.line}: “{occurrence}” is not a number.", remedy="Give 1 for the first place.")
    return Placement(
        document=cells["document"],
        code=cells["code"],
        words=cells["words"],
        occurrence=int(occurrence),
        coder=cells.get("coder", ""),
        against=cells.get("against", "").casefold() in ("yes", "true", "1", "x"),
        line=row.line,
    )
