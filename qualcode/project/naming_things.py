"""What a memo is about, given in words."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable

from qualcode.analysis.codes import codebook
from qualcode.analysis.excerpts import coding_by_short_id
from qualcode.analysis.memos import memos
from qualcode.analysis.people import participants
from qualcode.edits.memos import MemoTarget
from qualcode.problem import Problem
from qualcode.project.placing import find_code, find_document

_EXCERPT = re.compile(r"x[0-9a-z]{8,}")
_SAID = re.compile(r"(study|code|document|participant|memo|excerpt)\s*:?\s+(.*)|(study)$", re.DOTALL)


def find_thing(conn: sqlite3.Connection, named: str) -> MemoTarget:
    """The thing meant: `study`, a code, document or participant by name, a memo by number, an excerpt by id.

    A word before the name says which it is: `code Cost`, `document P03`, `memo 2`. Without one, a participant's
    pseudonym comes before a code, and that before a document. Raises Problem when none or several fit.
    """
    wanted = " ".join(named.split())
    said = _SAID.fullmatch(wanted)
    if said is not None:
        return _FINDERS[said[1] or said[3]](conn, said[2] or "")
    if _EXCERPT.fullmatch(wanted):
        return _excerpt(conn, wanted)
    for find in (_participant, _code, _document):
        try:
            return find(conn, wanted)
        except Problem as problem:
            if problem.title.startswith("Several"):
                raise
    raise Problem(
        f"Nothing in the study is called “{named}”.",
        "It may be a participant, a code, a document, an excerpt’s id, or “study”.",
        "Say which it is: “code Cost”, “document P03”, “memo 2”.",
    )


def _study(conn: sqlite3.Connection, named: str) -> MemoTarget:
    return MemoTarget("study", conn.execute("SELECT id FROM study").fetchone()[0])


def _code(conn: sqlite3.Connection, named: str) -> MemoTarget:
    return MemoTarget("code", find_code(codebook(conn), named).id)


def _document(conn: sqlite3.Connection, named: str) -> MemoTarget:
    return MemoTarget("document", find_document(conn, named).id)


def _participant(conn: sqlite3.Connection, named: str) -> MemoTarget:
    wanted = named.casefold()
    found = [person for person in participants(conn) if person.pseudonym.casefold() == wanted]
    if not found:
        raise Problem(f"Nobody is called “{named}”.", remedy="“qualcode participants” lists their pseudonyms.")
    return MemoTarget("participant", found[0].id)


def _memo(conn: sqlite3.Connection, named: str) -> MemoTarget:
    found = [entry for entry in memos(conn) if named in (str(entry.number), entry.id)]
    if not found:
        raise Problem(f"There is no memo {named}.", remedy="“qualcode memos” lists them with their numbers.")
    return MemoTarget("memo", found[0].id)


def _excerpt(conn: sqlite3.Connection, named: str) -> MemoTarget:
    return MemoTarget("coding", coding_by_short_id(conn, named))


_FINDERS: dict[str, Callable[[sqlite3.Connection, str], MemoTarget]] = {
    "study": _study,
    "code": _code,
    "document": _document,
    "participant": _participant,
    "memo": _memo,
    "excerpt": _excerpt,
}
