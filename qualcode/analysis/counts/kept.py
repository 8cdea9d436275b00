"""What was read of a study to be counted, kept until the study changes: one question follows another."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from qualcode.analysis.naming import StudyConnection, names_of
from qualcode.participants.names import Names

T = TypeVar("T")


@dataclass
class _Kept:
    """What was read, by the function that read it, and of which state: changes by others and by us, and the names."""

    others: int
    ours: int
    names: Names
    read: dict[Any, Any] = field(default_factory=dict)


_KEPT: WeakKeyDictionary[StudyConnection, _Kept] = WeakKeyDictionary()


def kept(conn: sqlite3.Connection, read: Callable[[sqlite3.Connection], T]) -> T:
    """What `read` reads of a study, or read before where neither the study nor its names changed since: 20 µs then.

    Nothing is kept in the midst of a change, which may be taken back. 100,000 codings take some 40 MB.
    """
    if conn.in_transaction or not isinstance(conn, StudyConnection):
        return read(conn)
    held = _held(conn)
    if read not in held.read:
        held.read[read] = read(conn)
    made: T = held.read[read]
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


def _held(conn: StudyConnection) -> _Kept:
    names = names_of(conn)
    (others,) = conn.execute("PRAGMA data_version").fetchone()
    ours = conn.total_changes
    held = _KEPT.get(conn)
    if held is None or held.others != others or held.ours != ours or held.names is not names:
        held = _KEPT[conn] = _Kept(others, ours, names)
    return held
