"""What was read of a study to be counted, kept until the study changes: one question follows another."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Collection, Set
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from qualcode.analysis.naming import StudyConnection, names_of
from qualcode.participants.names import Names

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Read:
    """What was read, and the documents whose codings have changed since."""

    value: Any
    recoded: Set[str] = frozenset()


@dataclass
class Kept:
    """What was read, by the function that read it, and of which state: changes by others and by us, and the names."""

    others: int
    ours: int
    names: Names
    read: dict[Any, _Read] = field(default_factory=dict)


_KEPT: WeakKeyDictionary[StudyConnection, Kept] = WeakKeyDictionary()


def kept(
    conn: sqlite3.Connection,
    read: Callable[[sqlite3.Connection], T],
    read_again: Callable[[T, sqlite3.Connection, Set[str]], T] | None = None,
) -> T:
    """What `read` reads of a study, or read before where neither the study nor its names changed since: 20 µs then.

    Where only codings changed, `read_again` is given what was read before and their documents; without it nothing is
    read again, as nothing of it comes from codings. Nothing is kept in the midst of a change, which may be taken
    back. 100,000 codings take some 40 MB.
    """
    if conn.in_transaction or not isinstance(conn, StudyConnection):
        return read(conn)
    held = _held(conn)
    if read not in held.read:
        held.read[read] = _Read(read(conn))
    elif read_again is not None and (recoded := held.read[read].recoded):
        held.read[read] = _Read(read_again(held.read[read].value, conn, recoded))
    made: T = held.read[read].value
    return made


def share(conn: sqlite3.Connection, copy: sqlite3.Connection) -> None:
    """Keep together what is read of a study and of a copy of it just made, until either changes."""
    if isinstance(conn, StudyConnection) and isinstance(copy, StudyConnection) and not conn.in_transaction:
        ours, theirs = _held(conn), _held(copy)
        if ours.names is theirs.names:
            theirs.read = ours.read


def forget(conn: sqlite3.Connection) -> None:
    """Read everything anew the next time."""
    if isinstance(conn, StudyConnection):
        _KEPT.pop(conn, None)


def still_kept(conn: sqlite3.Connection) -> Kept | None:
    """What is kept of the study as it stands, to be kept on after something is written; None where nothing is."""
    if conn.in_transaction or not isinstance(conn, StudyConnection) or conn not in _KEPT:
        return None
    return _held(conn)


def keep_on(conn: sqlite3.Connection, before: Kept | None, codings: Collection[str] = ()) -> None:
    """Keep what was kept before we wrote something: nothing that is counted, or some codings alone, by their ids."""
    if before is None or not isinstance(conn, StudyConnection):
        return
    found = conn.execute(
        "SELECT DISTINCT document_id FROM coding WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(codings)),),
    )
    documents = frozenset(row[0] for row in found)
    # Apart from what was kept: a copy may still read of the study as it was.
    read = {by: replace(one, recoded=one.recoded | documents) for by, one in before.read.items()}
    _KEPT[conn] = Kept(before.others, conn.total_changes, before.names, read)


def _held(conn: StudyConnection) -> Kept:
    names = names_of(conn)
    (others,) = conn.execute("PRAGMA data_version").fetchone()
    ours = conn.total_changes
    held = _KEPT.get(conn)
    if held is None or held.others != others or held.ours != ours or held.names is not names:
        held = _KEPT[conn] = Kept(others, ours, names)
    return held
