"""What a memo is about, given in words."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable

from qualcode.analysis.codes import codebook
from qualcode.analysis.memos import memos
from qualcode.analysis.named_ids import IdKind, all_named, coding_named, quote_named
from qualcode.analysis.people import participants
from qualcode.edits.memos import MemoTarget
from qualcode.essays.essays import essay_called
from qualcode.problem import Problem
from qualcode.project.placing import find_code, find_document

_SAID = re.compile(r"(study|code|document|participant|memo|excerpt|quote|essay)\s*:?\s+(.*)|(study)$", re.DOTALL)


def find_thing(conn: sqlite3.Connection, named: str) -> MemoTarget:
    """The thing meant: `study`, a code, document, participant or essay by name, a memo by number, others by their id.

    A word before the name says which it is: `code Cost`, `document P03`, `memo 2`, `essay Ways in`. Without one, a
    participant's pseudonym comes before a code, that before a document and that before an essay; an id is that of an
    excerpt, a quote or a memo. Raises Problem when none or several fit.
    """
    wanted = " ".join(named.split())
    said = _SAID.fullmatch(wanted)
    if said is not None:
        return _FINDERS[said[1] or said[3]](conn, said[2] or "")
    if meant := all_named(conn, wanted):
        return _FINDERS[meant[0].kind](conn, wanted)
    for find in (_participant, _code, _document, _essay):
        try:
            return find(conn, wanted)
        except Problem as problem:
            if problem.title.startswith("Several"):
                raise
    raise Problem(
        f"Nothing in the study is called “{named}”.",
        "It may be a participant, a code, a document, an essay, the id of an excerpt or a quote, or “study”.",
        "Say which it is: “code Cost”, “document P03”, “memo 2”, “essay Ways in”.",
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


def find_memo(conn: sqlite3.Connection, named: str) -> MemoTarget:
    """The memo with this place in the write-up order or this id, also as a workshop pack has it. Raises Problem."""
    bare = named.strip().casefold().removeprefix("memo").strip()
    by_id = {one.row_id for one in all_named(conn, bare) if one.kind is IdKind.MEMO}
    found = [entry for entry in memos(conn) if bare in (str(entry.number), entry.id) or entry.id in by_id]
    if not found:
        raise Problem(f"There is no memo {bare}.", remedy="“qualcode memos” lists them with their numbers.")
    return MemoTarget("memo", found[0].id)


def _excerpt(conn: sqlite3.Connection, named: str) -> MemoTarget:
    return MemoTarget("coding", coding_named(conn, named))


def _quote(conn: sqlite3.Connection, named: str) -> MemoTarget:
    return MemoTarget("quote", quote_named(conn, named))


def _essay(conn: sqlite3.Connection, named: str) -> MemoTarget:
    return MemoTarget("essay", essay_called(conn, named).id)


_FINDERS: dict[str, Callable[[sqlite3.Connection, str], MemoTarget]] = {
    "study": _study,
    "code": _code,
    "document": _document,
    "participant": _participant,
    "memo": find_memo,
    "excerpt": _excerpt,
    "quote": _quote,
    "essay": _essay,
}
