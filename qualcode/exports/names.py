"""Names of codes made in vivo: they are somebody's words, so they leave the study only as far as those words may."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from dataclasses import replace
from datetime import date

from qualcode.analysis.codes import codebook
from qualcode.analysis.documents import text_of
from qualcode.analysis.naming import names_of
from qualcode.analysis.verbatims import verbatim
from qualcode.codebooks.code import Code, Codebook
from qualcode.participants.disclosure import Audience, clear
from qualcode.transcripts.span import Span

HELD_BACK = "(name held back)"
_BROUGHT_IN = (".csv", ".xlsx")


def with_names_for(conn: sqlite3.Connection, book: Codebook, audience: Audience, day: date) -> Codebook:
    """The codebook with `HELD_BACK` for each name that is the words of a passage which may not be shown.

    A name is somebody's words where it is those of one of the code's own passages, whole or cut off with “…”; one
    such passage that may be shown frees it. The example goes with the name, since it may hold the same words.
    """
    passages = _named_by(conn, book)
    held: set[str] = set()
    for code_id, spans in passages.items():
        words = (verbatim(conn, document, span) for document, span in spans)
        if not clear(words, audience, on=day, names=names_of(conn)).cleared:
            held.add(code_id)
    return Codebook(tuple(_nameless(code) if code.id in held else code for code in book.codes)) if held else book


def book_for_file(conn: sqlite3.Connection, book: Codebook, audience: Audience, day: date, suffix: str) -> Codebook:
    """The codebook as it may stand in a file of an ending: as `with_names_for` has it where people read it.

    A table of the team's, which is brought in again, keeps its names: their codes would be called otherwise then.
    """
    if audience is Audience.TEAM and suffix.casefold() in _BROUGHT_IN:
        return book
    return with_names_for(conn, book, audience, day)


def titles_for(conn: sqlite3.Connection, audience: Audience, day: date) -> dict[str, str]:
    """Index and name of each code by its id, as far as these readers may read it."""
    return {code.id: code.title for code in with_names_for(conn, codebook(conn), audience, day).codes}


def _nameless(code: Code) -> Code:
    return replace(code, name=HELD_BACK, example="")


def _named_by(conn: sqlite3.Connection, book: Codebook) -> dict[str, list[tuple[str, Span]]]:
    """The passages whose words are the name of the code they stand under, by that code's id."""
    found: dict[str, list[tuple[str, Span]]] = defaultdict(list)
    names = {code.id: code.name for code in book.codes if not code.is_area}
    document, text = "", ""
    for code_id, document_id, start, stop in conn.execute(
        "SELECT code_id, document_id, current_start, current_stop FROM coding_seen "
        "WHERE current_stop > current_start ORDER BY document_id"
    ):
        name = names.get(code_id, "")
        stem = name.removesuffix("…").rstrip()
        if not stem or stop - start < len(stem):
            continue
        if document_id != document:
            document, text = document_id, text_of(conn, document_id)
        words = " ".join(text[start:stop].split())
        if words == name or (name.endswith("…") and words.startswith(stem)):
            found[code_id].append((document_id, Span(start, stop)))
    return found
