"""What may be taken from another study: its codebook, read without changing or locking anything there."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from qualcode.analysis.codes import codebook
from qualcode.codebooks.code import Codebook
from qualcode.codebooks.csv_files import CodebookRow, rows_of
from qualcode.edits.store import STORE_ERRORS
from qualcode.problem import Problem
from qualcode.project.connection import connect, up_to_date_in_memory
from qualcode.project.finding import find_study
from qualcode.project.key_file import load_names
from qualcode.project.schema import SCHEMA_VERSION


def codebook_of(place: Path, own: Path | None = None) -> Codebook:
    """The codebook of the study at a file or folder, with no name of its list in it, and without examples.

    Examples are people's words, who agreed to that study and not to this one. `own` is the study that is open now,
    which is not read again. Raises Problem where there is no study, it is open elsewhere, or it is that one.
    """
    path = find_study(place)
    if own is not None and path.exists() and path.samefile(own):
        raise Problem("This is the study itself.", remedy="Name another study.")
    conn = connect(path, read_only=True)
    try:
        if conn.execute("PRAGMA user_version").fetchone()[0] < SCHEMA_VERSION:
            conn = up_to_date_in_memory(conn)
        names, missing = load_names(conn)
        if missing is not None:
            raise missing
        found: Codebook = names.show_all(codebook(conn))
    except STORE_ERRORS as error:
        raise Problem(f"{path.name} is damaged.", str(error), "Look at it with “qualcode doctor”.") from error
    finally:
        conn.close()
    return Codebook(tuple(replace(code, example="") for code in found.codes))


def rows_from(place: Path, own: Path | None = None) -> list[CodebookRow]:
    """Another study's codebook as the lines of a file, as `codebook_of`; what they say of examples is nothing."""
    rows = rows_of(codebook_of(place, own))
    if not rows:
        raise Problem("The other study has no codes.", remedy="Name another study, or begin with an empty codebook.")
    return [replace(row, given=row.given - {"example"}) for row in rows]
