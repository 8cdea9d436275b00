"""A study's connection, which carries the list of names that are not to be shown."""

from __future__ import annotations

import sqlite3

from qualcode.participants.names import NO_NAMES, Names


class StudyConnection(sqlite3.Connection):
    """A connection that knows which names are shown as what; the list never enters the file it is connected to."""

    names: Names = NO_NAMES


def names_of(conn: sqlite3.Connection) -> Names:
    """The list of names of an open study. Raises TypeError for a connection that does not carry one."""
    if not isinstance(conn, StudyConnection):
        raise TypeError("the connection carries no list of names, so no words may leave the study through it")
    return conn.names
